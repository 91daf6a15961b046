//! `/me/codes`: one-time codes enrolled on the person's own telephone, and removed.

use std::sync::Arc;

use askama::Template;
use web::{Answer, Field, Form, Page, Say, Sheet, Told, Trouble};

use crate::code::{self, Enrolment, KEY_BYTES};
use crate::doorstep::{Doorstep, Office};
use crate::password::PASSWORD_CHARS_MAX;
use crate::secret::Secret;
use crate::secrets_of::{self, Enrolling, sign_in_of};
use crate::words;

#[derive(Template)]
#[template(path = "codes.html")]
struct CodesPage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    enrolled: bool,
    key: &'a str,
    told_once: Enrolment,
    password: Field<'a>,
    code: Field<'a>,
}

/// The key as a picture and as words, and the field for the first code.
pub(super) async fn page(at: Doorstep) -> Answer {
    let key = code::new_key(at.here.desk().chance().bytes::<KEY_BYTES>());
    show(&at, &key, &Form::blank()).await
}

async fn show(at: &Doorstep, key: &Secret, form: &Form) -> Answer {
    let say = &at.here.say;
    let account = &at.here.caller()?.account;
    let sign_in = sign_in_of(at.here.db(), account).await?;
    let issuer = at.here.site.city().name(say.language);
    let told_once = code::enrolment(key, issuer, &sign_in).map_err(|_| Trouble::field("key", words::CODES_TITLE))?;
    let sql = "select account from account_codes where account = $1";
    let page = CodesPage {
        say,
        csrf: at.here.csrf(),
        told: form.told(say),
        enrolled: at.here.db().one(sql, desk::args![account]).await?.is_some(),
        key: key.reveal(),
        told_once,
        password: form
            .field(say, "password", words::FIELD_PASSWORD)
            .needed()
            .password("current-password")
            .max(PASSWORD_CHARS_MAX),
        code: Form::blank().field(say, "code", words::FIELD_CODE).needed().number().complete("one-time-code").max(7),
    };
    at.here.page(Sheet::titled(say.word(words::CODES_TITLE)).under(say.word(words::ME_TITLE), "/me").of(form), &page)
}

/// The first code was sent.
pub(super) async fn enrol(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let visitor = at.visitor(&office);
    let enrolling = Enrolling { key: Secret::new(form.value("key")), typed: form.value("code").to_owned() };
    let password = Secret::new(form.value("password"));
    match secrets_of::enrol_codes(at.here.desk(), &at.own(&visitor)?, &password, &enrolling).await {
        Ok(()) => Ok(Page::go("/me?done=codes")),
        Err(not_done) => {
            form.refuse(not_done);
            show(&at, &enrolling.key, &form).await
        }
    }
}

/// The codes are to go.
pub(super) async fn remove(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let visitor = at.visitor(&office);
    match secrets_of::remove_codes(at.here.desk(), &at.own(&visitor)?, &Secret::new(form.value("password"))).await {
        Ok(()) => Ok(Page::go("/me?done=codes-removed")),
        Err(not_done) => {
            form.refuse(not_done);
            let key = code::new_key(at.here.desk().chance().bytes::<KEY_BYTES>());
            show(&at, &key, &form).await
        }
    }
}
