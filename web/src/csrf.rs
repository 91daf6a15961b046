//! Whether a change really comes from one of our own pages: the origin that browsers name, and the token that our forms carry.

use axum::http::header::{HOST, ORIGIN};
use axum::http::{HeaderMap, Method};
use subtle::ConstantTimeEq as _;

use crate::{Caller, Credential, Trouble};

/// The form field that carries the token.
pub const CSRF_FIELD: &str = "csrf";
/// The header that carries the token.
pub const CSRF_HEADER: &str = "x-csrf-token";

/// What the judgement needs to know of the request besides its headers.
pub(crate) struct Sent<'a> {
    /// The method.
    pub method: &'a Method,
    /// Who sent it.
    pub caller: Option<&'a Caller>,
    /// What its form carries in [`CSRF_FIELD`].
    pub field: Option<&'a str>,
    /// Whether a proxy in front names the host in `X-Forwarded-Host`.
    pub behind_proxy: bool,
}

/// Lets the request pass, or refuses it as forged. Reading is never refused; a bearer token is never sent by a browser on its
/// own, so it needs no proof; whoever has no session yet (sign-in, public forms) must at least not come from another site.
pub(crate) fn judge(headers: &HeaderMap, sent: &Sent<'_>) -> Result<(), Trouble> {
    if sent.method.is_safe() || matches!(sent.caller.map(|c| &c.credential), Some(Credential::Token(_))) {
        return Ok(());
    }
    if comes_from_elsewhere(headers, sent.behind_proxy) {
        return Err(Trouble::Forged);
    }
    match sent.caller {
        Some(caller) if !carries(&caller.csrf, headers, sent.field) => Err(Trouble::Forged),
        _ => Ok(()),
    }
}

fn carries(token: &str, headers: &HeaderMap, field: Option<&str>) -> bool {
    let given = headers.get(CSRF_HEADER).and_then(|h| h.to_str().ok()).or(field).unwrap_or("");
    !token.is_empty() && bool::from(token.as_bytes().ct_eq(given.as_bytes()))
}

fn comes_from_elsewhere(headers: &HeaderMap, behind_proxy: bool) -> bool {
    let text = |name: &str| headers.get(name).and_then(|h| h.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return true;
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return false };
    let forwarded = behind_proxy.then(|| text("x-forwarded-host")).flatten();
    let host = forwarded.or_else(|| text(HOST.as_str())).unwrap_or("");
    let named = origin.split_once("://").map_or("", |(_, rest)| rest);
    !named.eq_ignore_ascii_case(host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use kernel::{Actor, Id};

    fn caller(credential: Credential) -> Caller {
        let id = Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").unwrap();
        let csrf = if matches!(credential, Credential::Session(_)) { "right".to_owned() } else { String::new() };
        Caller { actor: Actor("account/x".into()), account: id, name: "A".into(), post: None, language: None, csrf, credential }
    }

    fn session() -> Caller {
        caller(Credential::Session(Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000002").unwrap()))
    }

    fn passes(headers: &[(&'static str, &'static str)], caller: Option<&Caller>, field: Option<&str>) -> bool {
        let mut map = HeaderMap::new();
        map.insert(HOST, HeaderValue::from_static("city.example:8080"));
        for (name, value) in headers {
            map.insert(*name, HeaderValue::from_static(value));
        }
        judge(&map, &Sent { method: &Method::POST, caller, field, behind_proxy: false }).is_ok()
    }

    #[test]
    fn a_change_from_a_session_needs_its_token() {
        let who = session();
        assert!(passes(&[], Some(&who), Some("right")));
        assert!(passes(&[(CSRF_HEADER, "right")], Some(&who), None));
        for (headers, field) in
            [(vec![], None), (vec![], Some("wrong")), (vec![], Some("")), (vec![(CSRF_HEADER, "wrong")], Some("right"))]
        {
            assert!(!passes(&headers, Some(&who), field), "{headers:?} {field:?}");
        }
    }

    #[test]
    fn a_session_without_a_token_of_its_own_can_change_nothing() {
        let mut who = session();
        who.csrf = String::new();
        assert!(!passes(&[], Some(&who), Some("")));
        assert!(!passes(&[], Some(&who), None));
    }

    #[test]
    fn even_the_right_token_does_not_help_another_site() {
        let who = session();
        for foreign in [
            ("origin", "https://elsewhere.example"),
            ("origin", "null"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert!(!passes(&[foreign], Some(&who), Some("right")), "{foreign:?}");
            assert!(!passes(&[foreign], None, None), "{foreign:?} before signing in");
        }
        assert!(passes(&[("origin", "https://City.example:8080"), ("sec-fetch-site", "same-origin")], Some(&who), Some("right")));
        assert!(passes(&[("sec-fetch-site", "none")], None, None));
    }

    #[test]
    fn a_bearer_token_needs_no_proof_and_reading_is_never_refused() {
        let token = caller(Credential::Token(Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000003").unwrap()));
        assert!(passes(&[], Some(&token), None));
        let map = HeaderMap::new();
        for method in [Method::GET, Method::HEAD] {
            let sent = Sent { method: &method, caller: Some(&session()), field: None, behind_proxy: false };
            assert!(judge(&map, &sent).is_ok());
        }
        for method in [Method::PUT, Method::PATCH, Method::DELETE] {
            let sent = Sent { method: &method, caller: Some(&session()), field: None, behind_proxy: false };
            assert!(judge(&map, &sent).is_err(), "{method}");
        }
    }

    #[test]
    fn a_forwarded_host_counts_only_behind_a_proxy() {
        let mut map = HeaderMap::new();
        map.insert(HOST, HeaderValue::from_static("127.0.0.1:8080"));
        map.insert(ORIGIN, HeaderValue::from_static("https://city.example"));
        map.insert("x-forwarded-host", HeaderValue::from_static("city.example"));
        let sent = |behind_proxy| Sent { method: &Method::POST, caller: None, field: None, behind_proxy };
        assert!(judge(&map, &sent(true)).is_ok());
        assert!(judge(&map, &sent(false)).is_err());
    }
}
