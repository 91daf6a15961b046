//! Drafts: what somebody types is kept by their account every few seconds, and is there again after a crash.

use axum::body::Bytes;
use axum::http::Method;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{ApiAnswer, Audience, Door, Here, Json, Path, Query, Reply, Trouble, words};

/// The longest name of a draft, in characters.
pub const NAME_CHARS_MAX: usize = 120;
/// The largest draft, in kB.
const LIMIT_KB: usize = desk::DRAFT_BYTES_MAX / 1_000;

/// A draft as it was kept.
#[derive(Debug, Serialize, ToSchema)]
struct Draft {
    /// The fields of the form, as the page keeps them.
    fields: serde_json::Value,
    /// When it was kept, in UTC milliseconds; nothing where none is.
    at_ms: Option<i64>,
}

/// How a draft is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default)]
struct Asked {
    /// Where none is kept, an empty one is answered: a page that opens does not know, and it is no fault.
    or_nothing: bool,
}

pub(crate) fn doors() -> [Door; 3] {
    const PATH: &str = "/api/drafts/{name}";
    [
        Door::read(PATH, "web.draft", draft)
            .audience(Audience::SignedIn)
            .says(words::API_DRAFT)
            .query::<Asked>()
            .answers::<Draft>(200),
        Door::act(Method::PUT, PATH, "web.draft-keep", keep)
            .audience(Audience::SignedIn)
            .says(words::API_DRAFT_KEEP)
            .request::<serde_json::Value>()
            .answers_nothing(204)
            .limit_kb(LIMIT_KB),
        Door::act(Method::DELETE, PATH, "web.draft-drop", forget)
            .audience(Audience::SignedIn)
            .says(words::API_DRAFT_DROP)
            .answers_nothing(204),
    ]
}

async fn draft(here: Here, Path(name): Path<String>, Query(asked): Query<Asked>) -> ApiAnswer<Draft> {
    let account = here.caller()?.account.as_str();
    let Some((words, at)) = here.desk().draft(account, sound(&name)?).await? else {
        let nothing = Draft { fields: serde_json::Value::Null, at_ms: None };
        return if asked.or_nothing { Ok(Reply::ok(nothing)) } else { Err(Trouble::NotFound) };
    };
    let fields = serde_json::from_str(&words).map_err(desk::Fault::from)?;
    Ok(Reply::ok(Draft { fields, at_ms: Some(at.ms()) }))
}

async fn keep(here: Here, Path(name): Path<String>, Json(fields): Json<serde_json::Value>) -> ApiAnswer<()> {
    let account = here.caller()?.account.as_str();
    // Numbers can be longer written out than they were sent.
    let words = fields.to_string();
    if words.len() > desk::DRAFT_BYTES_MAX {
        return Err(Trouble::TooLarge { limit_kb: LIMIT_KB });
    }
    here.desk().keep_draft(account, sound(&name)?, &words).await?;
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
