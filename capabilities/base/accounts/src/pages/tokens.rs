//! `/accounts/tokens`: tokens of the API: issued for a post in an area, shown once, revoked.

use std::sync::Arc;

use askama::Template;
use kernel::Id;
use web::{Answer, Field, Form, Here, Markup, Page, Path, Say, Sheet, Told, Trouble};

use super::accounts::{area_field, area_typed};
use super::shown_once::{Once, show as show_once};
use crate::acts::TOKEN_DAYS_MAX;
use crate::doorstep::{ACTIONS_CHARS_MAX, Office, kind_word};
use crate::names::LABEL_CHARS_MAX;
use crate::reads::{self, TokenSeen};
use crate::tokens::{TOKEN_DAYS, TokenFor, issue as issue_now, revoke as revoke_now};
use crate::words;

#[derive(Template)]
#[template(path = "tokens.html")]
struct TokensPage<'a> {
    say: &'a Say,
    csrf: &'a str,
    told: Option<Told>,
    hidden: Markup,
    lines: Vec<Line>,
    label: Field<'a>,
    kind: Field<'a>,
    area: Field<'a>,
    days: Field<'a>,
    actions: Field<'a>,
    areas: Vec<(String, String)>,
}

/// One token of the list.
struct Line {
    token: TokenSeen,
    kind: String,
    path: String,
    over: bool,
}

/// The tokens for areas that the caller looks after.
pub(super) async fn list(office: Arc<Office>, here: Here) -> Answer {
    show(&office, &here, &Form::blank().with("days", TOKEN_DAYS.to_string())).await
}

async fn show(office: &Office, here: &Here, form: &Form) -> Answer {
    let (say, scope, now) = (&here.say, here.scope(), desk::machine_now());
    let tokens = reads::tokens(here.db(), &scope).await?;
    let lines = tokens.into_iter().map(|token| Line {
        kind: kind_word(say, &token.kind),
        path: office.path(token.area),
        over: token.until <= now,
        token,
    });
    let page = TokensPage {
        say,
        csrf: here.csrf(),
        told: form.told(say),
        hidden: here.hidden(form),
        lines: lines.collect(),
        label: form.field(say, "label", words::FIELD_LABEL).max(LABEL_CHARS_MAX).hint(say.word(words::FIELD_LABEL_HINT)),
        kind: form.field(say, "kind", words::FIELD_KIND).choice(office.kinds_offered(say)),
        area: area_field(say, form),
        days: form.field(say, "days", words::FIELD_DAYS).needed().number().max(3),
        actions: form
            .field(say, "actions", words::FIELD_ACTIONS)
            .wide()
            .max(ACTIONS_CHARS_MAX)
            .hint(say.word(words::FIELD_ACTIONS_HINT)),
        areas: office.areas_offered(&scope),
    };
    here.page(Sheet::titled(say.word(words::TOKENS_TITLE)).under(say.word(words::TITLE), "/accounts").of(form), &page)
}

/// A token is issued and shown this once.
pub(super) async fn issue(office: Arc<Office>, here: Here, mut form: Form) -> Answer {
    match wanted(&office, &here, &mut form) {
        Some(what) => match issue_now(here.desk(), unrepeated(&here), what).await {
            Ok(issued) => {
                let lead = here.say.one(words::TOKEN_LEAD, "until", here.say.full(issued.until));
                let once = Once { title: words::TOKEN_TITLE, lead, secret: issued.token.reveal(), back: "/accounts/tokens" };
                show_once(&here, once)
            }
            Err(not_done) => {
                form.refuse(not_done);
                show(&office, &here, &form).await
            }
        },
        None => show(&office, &here, &form).await,
    }
}

/// Without a key for repeats: a token can be shown only once, so a second request is a second token.
fn unrepeated(here: &Here) -> kernel::Given {
    kernel::Given { once: None, ..here.given() }
}

fn wanted(office: &Office, here: &Here, form: &mut Form) -> Option<TokenFor> {
    let actions: Vec<String> = form.text("actions", ACTIONS_CHARS_MAX).split_whitespace().map(str::to_owned).collect();
    let (kind, label) = (form.value("kind").to_owned(), form.text("label", LABEL_CHARS_MAX));
    let days = form.number("days", 1..=TOKEN_DAYS_MAX).unwrap_or(TOKEN_DAYS);
    let area = area_typed(form)?;
    let allowed =
        here.require(Some(area), None).and_then(|()| office.check_kind(&kind)).and_then(|()| office.check_actions(&actions));
    if let Err(trouble) = allowed {
        form.refuse(trouble);
    }
    form.is_good().then_some(TokenFor { kind, area, actions, days, label })
}

/// A token is revoked.
pub(super) async fn revoke(office: Arc<Office>, here: Here, Path(token): Path<String>) -> Answer {
    let token = Id::parse(&token).map_err(|_| Trouble::NotFound)?;
    reads::token(here.db(), &here.scope(), &token).await?.ok_or(Trouble::NotFound)?;
    revoke_now(here.desk(), here.given(), &token).await?;
    office.keeper.forget();
    Ok(Page::go("/accounts/tokens"))
}
