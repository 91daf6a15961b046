//! `/me`: one's own account: the post one acts on, sessions, password, PIN, codes, language.

use std::sync::Arc;

use askama::Template;
use axum::http::header::SET_COOKIE;
use kernel::Id;
use web::{Answer, Field, Form, Language, Listing, Page, Path, PostHeld, Say, Sheet, Told, Trouble, Word};

use crate::doorstep::{Doorstep, Office, kind_word};
use crate::facts::Ending;
use crate::password::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN};
use crate::pin::{PIN_DIGITS_MAX, PIN_HOLDS_MIN};
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::secrets_of::{self, NewPassword, sign_in_of};
use crate::sessions::{self, SessionSeen};
use crate::{callers, cookies, pins, words};

#[derive(Template)]
#[template(path = "me.html")]
struct MePage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    done: Option<Word>,
    name: &'a str,
    sign_in: String,
    posts: Vec<PostLine>,
    sessions: Vec<SessionSeen>,
    session: &'a Id,
    codes: bool,
    language: Field<'a>,
    old: Field<'a>,
    password: Field<'a>,
    again: Field<'a>,
    pin_password: Field<'a>,
    pin: Field<'a>,
}

/// A post that the person holds.
struct PostLine {
    post: PostHeld,
    kind: String,
    path: String,
    acting: bool,
}

const DONE: [(&str, Word); 7] = [
    ("password", words::DONE_PASSWORD),
    ("pin", words::DONE_PIN),
    ("codes", words::DONE_CODES),
    ("codes-removed", words::DONE_CODES_REMOVED),
    ("session", words::DONE_SESSION),
    ("language", words::DONE_LANGUAGE),
    ("post", words::DONE_POST),
];

/// The page of one's own account.
pub(super) async fn page(office: Arc<Office>, at: Doorstep, asked: Listing) -> Answer {
    let done = DONE.iter().find(|(what, _)| *what == asked.get("done")).map(|(_, word)| *word);
    show(&office, &at, &Form::blank(), done).await
}

async fn show(office: &Office, at: &Doorstep, form: &Form, done: Option<Word>) -> Answer {
    let (here, say, visitor) = (&at.here, &at.here.say, at.visitor(office));
    let own = at.own(&visitor)?;
    let caller = here.caller()?;
    let languages = Language::ALL.map(|l| (l.code().to_owned(), say.word(language_word(l)).into_owned())).to_vec();
    let chosen = Form::blank().with("language", caller.language.unwrap_or(say.language).code());
    let secret = |name, word, complete| form.field(say, name, word).needed().password(complete).max(PASSWORD_CHARS_MAX);
    let pin_hint = say.one(words::FIELD_PIN_HINT, "hours", PIN_HOLDS_MIN / 60);
    let page = MePage {
        say,
        csrf: here.csrf(),
        told: form.told(say),
        done,
        name: &caller.name,
        sign_in: sign_in_of(here.db(), own.account).await?,
        posts: posts(office, at, own.account).await?,
        sessions: sessions::of(here.db(), own.account, visitor.at).await?,
        session: own.session,
        codes: here.db().one("select account from account_codes where account = $1", desk::args![own.account]).await?.is_some(),
        language: chosen.field(say, "language", words::FIELD_LANGUAGE).choice(languages),
        old: secret("old", words::FIELD_OLD_PASSWORD, "current-password"),
        password: secret("password", words::FIELD_NEW_PASSWORD, "new-password").hint(say.one(
            words::FIELD_NEW_PASSWORD_HINT,
            "min",
            i64::try_from(PASSWORD_CHARS_MIN).unwrap_or_default(),
        )),
        again: secret("again", words::FIELD_AGAIN, "new-password"),
        pin_password: secret("pin-password", words::FIELD_PASSWORD, "current-password"),
        pin: form.field(say, "pin", words::FIELD_PIN).needed().password("off").number().max(PIN_DIGITS_MAX).hint(pin_hint),
    };
    here.page(Sheet::titled(say.word(words::ME_TITLE)).of(form), &page)
}

async fn posts(office: &Office, at: &Doorstep, account: &Id) -> Result<Vec<PostLine>, Trouble> {
    let now = at.here.desk().now();
    let acting = at.here.caller()?.post.as_ref().map(|post| post.id.clone());
    let held = callers::posts(at.here.db(), account).await?;
    let live = held.into_iter().filter(|(_, until)| until.is_none_or(|end| end > now));
    Ok(live
        .map(|(post, _)| PostLine {
            kind: kind_word(&at.here.say, &post.kind),
            path: office.path(post.area),
            acting: acting.as_ref() == Some(&post.id),
            post,
        })
        .collect())
}

const fn language_word(language: Language) -> Word {
    match language {
        Language::Zh => words::LANGUAGE_ZH,
        Language::En => words::LANGUAGE_EN,
    }
}

/// Another post was chosen.
pub(super) async fn choose_post(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let visitor = at.visitor(&office);
    let own = at.own(&visitor)?;
    let post = form.id("post").ok_or(Trouble::NotFound)?;
    sessions::act_on(at.here.desk(), (own.account, own.session), &post).await?;
    office.keeper.forget();
    Ok(Page::go("/me?done=post"))
}

/// Another language was chosen.
pub(super) async fn choose_language(office: Arc<Office>, at: Doorstep, form: Form) -> Answer {
    let language = Language::parse(form.value("language")).ok_or_else(|| Trouble::refused(NotLetIn::Language))?;
    sessions::speak(at.here.desk(), &at.here.caller()?.account, language).await?;
    office.keeper.forget();
    Ok(Page::go("/me?done=language"))
}

/// A new password was sent.
pub(super) async fn change_password(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let visitor = at.visitor(&office);
    let new = NewPassword { password: Secret::new(form.value("password")), again: Secret::new(form.value("again")) };
    let changed = secrets_of::change_password(at.here.desk(), &at.own(&visitor)?, &Secret::new(form.value("old")), &new).await;
    office.keeper.forget();
    match changed {
        Ok(()) => Ok(Page::go("/me?done=password")),
        Err(not_done) => {
            form.refuse(not_done);
            show(&office, &at, &form, None).await
        }
    }
}

/// A PIN was sent.
pub(super) async fn set_pin(office: Arc<Office>, at: Doorstep, mut form: Form) -> Answer {
    let visitor = at.visitor(&office);
    let (password, pin) = (Secret::new(form.value("pin-password")), Secret::new(form.value("pin")));
    match pins::set(at.here.desk(), &at.own(&visitor)?, &password, &pin).await {
        Ok(()) => Ok(Page::go("/me?done=pin")),
        Err(not_done) => {
            form.refuse(not_done);
            show(&office, &at, &form, None).await
        }
    }
}

/// A session is to end; the one that asks may be it.
pub(super) async fn end_session(office: Arc<Office>, at: Doorstep, Path(session): Path<String>) -> Answer {
    let visitor = at.visitor(&office);
    let own = at.own(&visitor)?;
    let session = Id::parse(&session).map_err(|_| Trouble::NotFound)?;
    sessions::end(at.here.desk(), own.account, &session, Ending::Revoked).await?;
    office.keeper.forget();
    if session == *own.session {
        return Ok(Page::go("/sign-in").with(SET_COOKIE, cookies::end_session(office.keeper.is_secure())));
    }
    Ok(Page::go("/me?done=session"))
}
