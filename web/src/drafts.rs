//! Drafts: what somebody types is kept by their account every few seconds, and is there again after a crash.

use axum::body::Bytes;
use axum::http::Method;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{ApiAnswer, Audience, Door, Here, Json, Path, Reply, Trouble, words};

/// The longest name of a draft, in characters.
pub const NAME_CHARS_MAX: usize = 120;

/// A draft as it was kept.
#[derive(Debug, Serialize, ToSchema)]
struct Draft {
    /// The fields of the form, as the page keeps them.
    fields: serde_json::Value,
    /// When it was kept, in UTC milliseconds.
    at_ms: i64,
}

pub(crate) fn doors() -> [Door; 3] {
    const PATH: &str = "/api/drafts/{name}";
    let limit_kb = desk::DRAFT_BYTES_MAX / 1_000;
    [
        Door::read(PATH, "web.draft", draft).audience(Audience::SignedIn).says(words::API_DRAFT).answers::<Draft>(200),
        Door::act(Method::PUT, PATH, "web.draft-keep", keep)
            .audience(Audience::SignedIn)
            .says(words::API_DRAFT_KEEP)
            .request::<serde_json::Value>()
            .answers_nothing(204)
            .limit_kb(limit_kb),
        Door::act(Method::DELETE, PATH, "web.draft-drop", forget)
            .audience(Audience::SignedIn)
            .says(words::API_DRAFT_DROP)
            .answers_nothing(204),
    ]
}

async fn draft(here: Here, Path(name): Path<String>) -> ApiAnswer<Draft> {
    let account = here.caller()?.account.as_str();
    let (words, at) = here.desk().draft(account, sound(&name)?).await?.ok_or(Trouble::NotFound)?;
    let fields = serde_json::from_str(&words).map_err(desk::Fault::from)?;
    Ok(Reply::ok(Draft { fields, at_ms: at.ms() }))
}

async fn keep(here: Here, Path(name): Path<String>, Json(fields): Json<serde_json::Value>) -> ApiAnswer<()> {
    let account = here.caller()?.account.as_str();
    here.desk().keep_draft(account, sound(&name)?, &fields.to_string()).await?;
    Ok(Reply::nothing())
}

async fn forget(here: Here, Path(name): Path<String>, _: Bytes) -> ApiAnswer<()> {
    let account = here.caller()?.account.as_str();
    here.desk().drop_draft(account, sound(&name)?).await?;
    Ok(Reply::nothing())
}

fn sound(name: &str) -> Result<&str, Trouble> {
    let sound = name.chars().count() <= NAME_CHARS_MAX && !name.is_empty() && !name.chars().any(char::is_control);
    if sound { Ok(name) } else { Err(Trouble::NotFound) }
}
