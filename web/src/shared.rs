//! Parts that are the same for many readers: written once for each scope, post, language and address, not once for each open page.
//!
//! One fact reaches a thousand open pages at the same moment, and each of them asks for the same part of the same list.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use desk::machine_now;
use tokio::sync::OnceCell;

use crate::{Credential, Here, Trouble};

/// How long a part is shared though nothing was recorded, in milliseconds: clocks and ages move on.
pub const SHARED_MS_MAX: i64 = 1_000;
/// How many parts are kept at once; at one more, all are let go.
const PARTS_MAX: usize = 1_000;
/// The largest part that is kept, in bytes; a larger one is written anew each time.
const PART_BYTES_MAX: usize = 1 << 20;

/// The parts written last.
#[derive(Default)]
pub(crate) struct Shared(Mutex<HashMap<String, Arc<Part>>>);

struct Part {
    position: i64,
    at_ms: i64,
    written: OnceCell<Written>,
}

#[derive(Clone)]
struct Written {
    headers: HeaderMap,
    bytes: Bytes,
}

/// Whether what is asked for is the same for others: a part of a page that its door declares shared, or the whole of it for
/// readers who are not signed in.
pub(crate) fn is_shared(here: &Here) -> bool {
    here.door.is_shared && (here.asked.fragment || here.caller.is_none())
}

impl Shared {
    /// The part, written by `write` unless somebody has just written it or is writing it now. Only what went well is kept.
    pub async fn or_write(&self, here: &Here, write: impl AsyncFnOnce() -> Response) -> Response {
        let part = self.part(here);
        // A response that is not kept leaves through here, past the cell.
        let mut other = None;
        let kept = part.written.get_or_try_init(async || match take(write().await).await {
            Ok(written) => Ok(written),
            Err(response) => {
                other = Some(response);
                Err(())
            }
        });
        match kept.await {
            Ok(written) => (written.headers.clone(), written.bytes.clone()).into_response(),
            Err(()) => other.unwrap_or_else(|| Trouble::Busy.into_response()),
        }
    }

    fn part(&self, here: &Here) -> Arc<Part> {
        let (position, at_ms) = (here.desk().last_position(), machine_now().ms());
        let fresh = || Arc::new(Part { position, at_ms, written: OnceCell::new() });
        let Ok(mut parts) = self.0.lock() else { return fresh() };
        let key = key(here);
        let good = parts.get(&key).filter(|p| p.position == position && (0..SHARED_MS_MAX).contains(&(at_ms - p.at_ms)));
        if let Some(part) = good {
            return part.clone();
        }
        if parts.len() >= PARTS_MAX {
            parts.clear();
        }
        let part = fresh();
        parts.insert(key, part.clone());
        part
    }
}

/// Everything that a shared part may depend on. A token can be good for less than its post, which its scope at this door does not show:
/// so its parts are its own.
fn key(here: &Here) -> String {
    let kind = here.caller.as_ref().and_then(|c| c.post.as_ref()).map_or("", |post| &post.kind);
    let token = match here.caller.as_ref().map(|c| &c.credential) {
        Some(Credential::Token(id)) => id.as_str(),
        Some(Credential::Session(_)) | None => "",
    };
    let Here { say, asked, .. } = here;
    let look = (say.language.code(), asked.theme.as_str(), asked.fragment, here.caller.is_some());
    format!("{look:?} {kind} {token} {:?} {}", here.scope(), asked.path)
}

async fn take(response: Response) -> Result<Written, Response> {
    let (parts, body) = response.into_parts();
    if parts.status != StatusCode::OK || axum::body::HttpBody::size_hint(&body).upper().is_none_or(|n| n > PART_BYTES_MAX as u64)
    {
        return Err(Response::from_parts(parts, body));
    }
    match to_bytes(body, PART_BYTES_MAX).await {
        Ok(bytes) => Ok(Written { headers: parts.headers, bytes }),
        Err(_) => Err(Response::from_parts(parts, Body::empty())),
    }
}
