//! Scripts, styles and icons inside the program: served under the hash of all of them, so that browsers may keep them for ever.

use std::sync::LazyLock;

use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest as _, Sha256};

use crate::{Door, Path, Trouble};

/// What `node build.mjs` makes in `web/assets`. Empty where nobody has built it: pages work without.
#[derive(RustEmbed)]
#[folder = "assets/dist"]
struct Dist;

/// The hash over all files: it changes when any of them does.
static BUILD: LazyLock<String> = LazyLock::new(|| {
    let mut names: Vec<_> = Dist::iter().filter(|name| !name.starts_with('.')).collect();
    names.sort();
    let mut hasher = Sha256::new();
    for name in names {
        hasher.update(name.as_bytes());
        if let Some(file) = Dist::get(&name) {
            hasher.update(file.metadata.sha256_hash());
        }
    }
    hex::encode(hasher.finalize())[..12].to_owned()
});

pub(crate) fn doors() -> [Door; 2] {
    [Door::free("/assets/{build}/{*name}", "web.asset", asset), Door::free("/favicon.ico", "web.favicon", favicon)]
}

/// Where the asset `name` is found.
#[must_use]
pub fn path(name: &str) -> String {
    format!("/assets/{}/{name}", *BUILD)
}

/// Whether the assets were built.
#[must_use]
pub fn are_built() -> bool {
    Dist::get("app.js").is_some()
}

async fn asset(Path((build, name)): Path<(String, String)>, headers: HeaderMap) -> Result<Response, Trouble> {
    let lasting = build == *BUILD;
    serve(&name, &headers, lasting).ok_or(Trouble::NotFound)
}

async fn favicon(headers: HeaderMap) -> Result<Response, Trouble> {
    serve("icon.svg", &headers, false).ok_or(Trouble::NotFound)
}

/// The file, packed where the browser takes it packed and the build has packed it.
fn serve(name: &str, headers: &HeaderMap, lasting: bool) -> Option<Response> {
    let takes = |coding: &str| {
        let accepted = headers.get(ACCEPT_ENCODING).and_then(|h| h.to_str().ok()).unwrap_or("");
        accepted.split(',').any(|part| part.split(';').next().is_some_and(|c| c.trim() == coding))
    };
    let packed = [("br", ".br"), ("gzip", ".gz")].into_iter().filter(|(coding, _)| takes(coding));
    let packed = packed.filter_map(|(coding, ending)| Some((coding, Dist::get(&format!("{name}{ending}"))?))).next();
    let (coding, file) = match packed {
        Some((coding, file)) => (Some(coding), file),
        None => (None, Dist::get(name)?),
    };
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let kind = if kind.type_() == "text" || kind.subtype() == "javascript" {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_string()
    };
    let kept = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = ([(CACHE_CONTROL, kept), (VARY, "accept-encoding")], file.data.into_owned()).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::try_from(kind).ok()?);
    if let Some(coding) = coding {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    Some(response)
}
