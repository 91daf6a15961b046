//! The two cookies: the session, and the mark of a browser in which somebody has signed in before. Neither is ever read by a script.

use axum::http::{HeaderMap, HeaderValue};

use crate::secret::Secret;
use crate::stores::{BROWSER_DAYS, SESSION_MIN};

/// The session's cookie over TLS: the prefix binds it to this host, so that no neighbouring site can set it.
pub const SESSION_COOKIE_TLS: &str = "__Host-wf";
/// The session's cookie on plain loopback, where browsers refuse the prefix.
pub const SESSION_COOKIE: &str = "wf-session";
const BROWSER_COOKIE_TLS: &str = "__Host-wf-browser";
const BROWSER_COOKIE: &str = "wf-browser";

const fn session_name(secure: bool) -> &'static str {
    if secure { SESSION_COOKIE_TLS } else { SESSION_COOKIE }
}

const fn browser_name(secure: bool) -> &'static str {
    if secure { BROWSER_COOKIE_TLS } else { BROWSER_COOKIE }
}

/// The token of the session that the browser says it is in.
#[must_use]
pub fn session(headers: &HeaderMap, secure: bool) -> Option<Secret> {
    token(headers, session_name(secure))
}

/// The token that marks the browser.
#[must_use]
pub fn browser(headers: &HeaderMap, secure: bool) -> Option<Secret> {
    token(headers, browser_name(secure))
}

/// A token is 64 hexadecimal digits; anything else was never given out here.
fn token(headers: &HeaderMap, name: &str) -> Option<Secret> {
    let value = web::cookie(headers, name)?;
    (value.len() == 64 && value.bytes().all(|b| b.is_ascii_hexdigit())).then(|| Secret::new(value))
}

/// Sets the session.
#[must_use]
pub fn set_session(token: &Secret, secure: bool) -> HeaderValue {
    set(session_name(secure), token.reveal(), SESSION_MIN * 60, secure)
}

/// Takes the session away.
#[must_use]
pub fn end_session(secure: bool) -> HeaderValue {
    set(session_name(secure), "", 0, secure)
}

/// Marks the browser.
#[must_use]
pub fn set_browser(token: &Secret, secure: bool) -> HeaderValue {
    set(browser_name(secure), token.reveal(), BROWSER_DAYS * 24 * 3_600, secure)
}

fn set(name: &str, value: &str, max_age_s: i64, secure: bool) -> HeaderValue {
    let secure = if secure { "; Secure" } else { "" };
    let text = format!("{name}={value}; Path=/; Max-Age={max_age_s}; HttpOnly; SameSite=Lax{secure}");
    let mut value = HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static(""));
    // Logs that print headers leave sensitive ones out.
    value.set_sensitive(true);
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header::COOKIE;

    #[test]
    fn a_session_over_tls_is_bound_to_this_host() {
        let token = Secret::new("ab".repeat(32));
        let header = set_session(&token, true);
        let text = header.to_str().unwrap();
        assert!(text.starts_with("__Host-wf=abab"), "{text}");
        for needed in ["Path=/", "HttpOnly", "SameSite=Lax", "; Secure"] {
            assert!(text.contains(needed), "{needed}");
        }
        assert!(!text.contains("Domain"), "a domain would let neighbours in");
        assert!(!set_session(&token, false).to_str().unwrap().contains("Secure"));
        assert!(end_session(true).to_str().unwrap().contains("Max-Age=0"));
    }

    #[test]
    fn over_tls_only_the_bound_cookie_counts() {
        let mut headers = HeaderMap::new();
        let value = format!("wf-session={}; other=1", "ab".repeat(32));
        headers.insert(COOKIE, HeaderValue::try_from(value).unwrap());
        assert!(session(&headers, false).is_some());
        assert!(session(&headers, true).is_none());
        headers.insert(COOKIE, HeaderValue::from_static("wf-session=short"));
        assert!(session(&headers, false).is_none());
    }
}
