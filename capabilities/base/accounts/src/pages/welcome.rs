//! `/welcome/{link}`: the first administrator opens their account; anybody else sets the password that nobody but them ever knows.

use std::sync::Arc;

use askama::Template;
use web::{Answer, Field, Form, Path, Say, Sheet, Told, Trouble};

use super::sign_in::arrive;
use crate::doorstep::{Doorstep, Office, administrator_word};
use crate::links::{self, FirstAdministrator, Opens};
use crate::names::{PERSON_CHARS_MAX, SIGN_IN_CHARS_MAX};
use crate::password::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use crate::secret::Secret;
use crate::secrets_of::{NewPassword, sign_in_of};
use crate::signing_in::Came;
use crate::words;

#[derive(Template)]
#[template(path = "welcome.html")]
struct WelcomePage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    link: &'a str,
    sign_in_is: Option<String>,
    first: Option<(Field<'a>, Field<'a>)>,
    password: Field<'a>,
    again: Field<'a>,
}

/// The page that a one-time link opens.
pub(super) async fn page(office: Arc<Office>, at: Doorstep, Path(link): Path<String>) -> Answer {
    let opens = look(&office, &at, &link).await?;
    show(&at, &opens, &link, &Form::blank()).await
}

async fn look(office: &Office, at: &Doorstep, link: &str) -> Result<Opens, Trouble> {
    Ok(links::look(at.here.desk(), &Secret::new(link), &at.visitor(office)).await?)
}

async fn show(at: &Doorstep, opens: &Opens, link: &str, form: &Form) -> Answer {
    let say = &at.here.say;
    let password = |name, word| form.field(say, name, word).needed().password("new-password").max(PASSWORD_CHARS_MAX);
    let hint = say.one(words::FIELD_NEW_PASSWORD_HINT, "min", i64::try_from(PASSWORD_CHARS_MIN).unwrap_or_default());
    let (sign_in_is, first) = match opens {
        Opens::Password { account } => (Some(sign_in_of(at.here.db(), account).await?), None),
        Opens::FirstAdministrator => {
            let name = form.field(say, "person", words::FIELD_PERSON).needed().first().complete("name").max(PERSON_CHARS_MAX);
            let sign_in = form.field(say, "name", words::FIELD_SIGN_IN).needed().complete("username").max(SIGN_IN_CHARS_MAX);
            (None, Some((name, sign_in.hint(say.word(words::FIELD_SIGN_IN_HINT)))))
        }
    };
    let page = WelcomePage {
        say,
        csrf: at.here.csrf(),
        told: form.told(say),
        link,
        sign_in_is,
        first,
        password: password("password", words::FIELD_NEW_PASSWORD).hint(hint),
        again: password("again", words::FIELD_AGAIN),
    };
    let title = if matches!(opens, Opens::FirstAdministrator) { words::WELCOME_FIRST_TITLE } else { words::WELCOME_TITLE };
    at.here.page(Sheet::titled(say.word(title)).bare().of(form), &page)
}

/// Name and password were sent.
pub(super) async fn enter(office: Arc<Office>, at: Doorstep, Path(link): Path<String>, mut form: Form) -> Answer {
    let opens = look(&office, &at, &link).await?;
    let new = NewPassword { password: Secret::new(form.value("password")), again: Secret::new(form.value("again")) };
    let (desk, visitor, secret) = (at.here.desk(), at.visitor(&office), Secret::new(link.as_str()));
    let came = match opens {
        Opens::FirstAdministrator => {
            let who = FirstAdministrator {
                name: form.value("person").to_owned(),
                sign_in: form.value("name").to_owned(),
                title: administrator_word(&at.here.say),
            };
            links::open_first(desk, &secret, (&who, &new), &visitor).await.map(Came::In)
        }
        Opens::Password { .. } => links::set_password(desk, &secret, &new, &visitor).await,
    };
    match came {
        Ok(came) => arrive(&office, &at, came, "/me/codes").await,
        Err(not_done) => {
            form.refuse(not_done);
            show(&at, &opens, &link, &form).await
        }
    }
}
