//! `/sign-in` and `/sign-out`.

use std::sync::Arc;

use askama::Template;
use axum::http::header::SET_COOKIE;
use web::{Answer, Field, Form, Listing, Page, Say, Sheet, Told};

use crate::cookies;
use crate::doorstep::{Doorstep, Office};
use crate::facts::Ending;
use crate::names::SIGN_IN_CHARS_MAX;
use crate::password::PASSWORD_CHARS_MAX;
use crate::secret::Secret;
use crate::signing_in::{self, Came, Typed};
use crate::words;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    next: &'a str,
    name: Field<'a>,
    password: Field<'a>,
}

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct CodePage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    next: &'a str,
    ticket: &'a str,
    code: Field<'a>,
}

/// The page to sign in; `next` is where one wanted to go.
pub(super) async fn page(at: Doorstep, asked: Listing) -> Answer {
    let next = asked.get("next").to_owned();
    show(&at, &Form::blank().with("next", next))
}

fn show(at: &Doorstep, form: &Form) -> Answer {
    let say = &at.here.say;
    let page = SignInPage {
        say,
        csrf: at.here.csrf(),
        told: form.told(say),
        next: form.value("next"),
        name: form.field(say, "name", words::FIELD_SIGN_IN).needed().first().complete("username").max(SIGN_IN_CHARS_MAX),
        password: form
            .field(say, "password", words::FIELD_PASSWORD)
            .needed()
            .password("current-password")
            .max(PASSWORD_CHARS_MAX),
    };
    at.here.page(Sheet::titled(say.word(words::SIGN_IN_TITLE)).bare().of(form), &page)
}

/// Name and password were sent.
pub(super) async fn enter(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let typed = Typed { name: form.value("name").to_owned(), password: Secret::new(form.value("password")) };
    match signing_in::by_password(at.here.desk(), &typed, &at.visitor(&office)).await {
        Ok(came) => arrive(&office, &at, came, form.value("next")).await,
        Err(not_done) => {
            form.refuse(not_done);
            show(&at, &form)
        }
    }
}

/// Lets in whoever came far enough; asks for the code of whoever owes it.
pub(super) async fn arrive(office: &Office, at: &Doorstep, came: Came, next: &str) -> Answer {
    match came {
        Came::In(let_in) => {
            at.end_former(Ending::DeskTaken).await?;
            Ok(office.inside(&let_in, next))
        }
        Came::OwesCode(ticket) => {
            let form = Form::blank().with("next", next);
            show_code(at, &form, &ticket)
        }
    }
}

fn show_code(at: &Doorstep, form: &Form, ticket: &Secret) -> Answer {
    let say = &at.here.say;
    let page = CodePage {
        say,
        csrf: at.here.csrf(),
        told: form.told(say),
        next: form.value("next"),
        ticket: ticket.reveal(),
        code: Form::blank().field(say, "code", words::FIELD_CODE).needed().first().number().complete("one-time-code").max(7),
    };
    at.here.page(Sheet::titled(say.word(words::SIGN_IN_CODE_TITLE)).bare().of(form), &page)
}

/// The one-time code was sent.
pub(super) async fn code(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let ticket = Secret::new(form.value("ticket"));
    match signing_in::by_code(at.here.desk(), &ticket, form.value("code"), &at.visitor(&office)).await {
        Ok(let_in) => arrive(&office, &at, Came::In(let_in), form.value("next")).await,
        Err(not_done) => {
            let over = not_done.refusal_key() == Some(words::REFUSED_TICKET_OVER.key());
            form.refuse(not_done);
            if over { show(&at, &form) } else { show_code(&at, &form, &ticket) }
        }
    }
}

/// Signs out. Who is not signed in is out already.
pub(super) async fn leave(office: Arc<Office>, at: Doorstep) -> Answer {
    at.end_former(Ending::SignedOut).await?;
    office.keeper.forget();
    Ok(Page::go("/sign-in").with(SET_COOKIE, cookies::end_session(office.keeper.is_secure())))
}
