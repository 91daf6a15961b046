//! What handlers answer with: pages, files and replies of the API.

use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::Trouble;

/// What a handler of pages returns.
pub type Answer = Result<Page, Trouble>;

/// What a handler of the API returns.
pub type ApiAnswer<T> = Result<Reply<T>, Trouble>;

/// A finished answer to a person: a page, a part of one, a redirect or a file.
#[derive(Debug)]
pub struct Page(pub(crate) Response);

/// A finished answer to a program.
#[derive(Debug)]
pub struct Reply<T> {
    status: StatusCode,
    body: T,
    version: Option<u64>,
    location: Option<String>,
}

impl Page {
    /// HTML as it is; [`crate::Here::page`] puts it into the layout.
    #[must_use]
    pub fn html(status: StatusCode, html: String) -> Self {
        Self((status, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
    }

    /// Goes on to `path` by GET, after a form has done its work.
    #[must_use]
    pub fn go(path: impl AsRef<str>) -> Self {
        let to = HeaderValue::try_from(own_path(path.as_ref())).unwrap_or(HeaderValue::from_static("/"));
        Self((StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response())
    }

    /// A file called `name` to keep.
    #[must_use]
    pub fn file(name: &str, media_type: &str, bytes: Vec<u8>) -> Self {
        let kind = HeaderValue::try_from(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"));
        let disposition =
            HeaderValue::try_from(disposition("attachment", name)).unwrap_or(HeaderValue::from_static("attachment"));
        Self(([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)], Body::from(bytes)).into_response())
    }

    /// The answer with a header more: a cookie.
    #[must_use]
    pub fn with(mut self, name: axum::http::HeaderName, value: HeaderValue) -> Self {
        self.0.headers_mut().append(name, value);
        self
    }

    /// The answer with another status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        *self.0.status_mut() = status;
        self
    }
}

impl<T: Serialize> Reply<T> {
    /// 200 with `body`.
    #[must_use]
    pub const fn ok(body: T) -> Self {
        Self { status: StatusCode::OK, body, version: None, location: None }
    }

    /// 201 with `body`, which from now on is found at `path`.
    #[must_use]
    pub fn created(path: impl Into<String>, body: T) -> Self {
        Self { status: StatusCode::CREATED, body, version: None, location: Some(path.into()) }
    }

    /// 202 with `body`: it is being done.
    #[must_use]
    pub const fn accepted(body: T) -> Self {
        Self { status: StatusCode::ACCEPTED, body, version: None, location: None }
    }

    /// The reply with the version of what it shows, as `ETag`.
    #[must_use]
    pub const fn version(mut self, version: u64) -> Self {
        self.version = Some(version);
        self
    }
}

impl Reply<()> {
    /// 204.
    #[must_use]
    pub const fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: (), version: None, location: None }
    }
}

impl<T: Serialize> From<T> for Reply<T> {
    fn from(body: T) -> Self {
        Self::ok(body)
    }
}

impl<T: Serialize> IntoResponse for Reply<T> {
    fn into_response(self) -> Response {
        if self.status == StatusCode::NO_CONTENT {
            return self.status.into_response();
        }
        let json = match serde_json::to_vec(&self.body) {
            Ok(json) => json,
            Err(error) => return Trouble::Fault(error.into()).into_response(),
        };
        let mut response = (self.status, [(CONTENT_TYPE, "application/json")], json).into_response();
        if let Some(tag) = self.version.and_then(|v| HeaderValue::try_from(format!("\"{v}\"")).ok()) {
            response.headers_mut().insert(ETAG, tag);
        }
        if let Some(location) = self.location.and_then(|l| HeaderValue::try_from(l).ok()) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        self.0
    }
}

/// `path` where it stays on this site, `/` where it would lead away: a page never redirects to another site.
#[must_use]
pub fn own_path(path: &str) -> &str {
    let own = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && path.chars().all(|c| !c.is_control() && c != '\\');
    if own { path } else { "/" }
}

/// A `Content-Disposition` whose file name may hold any letters (RFC 6266 with RFC 8187).
pub(crate) fn disposition(kind: &str, name: &str) -> String {
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    let mut encoded = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_never_redirects_to_another_site() {
        assert_eq!(own_path("/incidents?x=1"), "/incidents?x=1");
        for away in ["https://example.org/", "//example.org", "/\\example.org", "incidents", "", "/a\r\nSet-Cookie: x=1"] {
            assert_eq!(own_path(away), "/", "{away:?}");
        }
    }

    #[test]
    fn a_file_keeps_its_name_in_any_script_and_breaks_no_header() {
        let said = disposition("attachment", "清单 1.xlsx\"\r\n");
        assert!(said.starts_with("attachment; filename=\"___1.xlsx___\"; filename*=UTF-8''%E6%B8%85"), "{said}");
        assert!(!said.contains('\r'));
    }
}
