//! Requests byte by byte, as no well-mannered client sends them.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use crate::office::{CITY, Office};

/// Sends exactly these bytes and reads until the other side closes. What was answered; empty when it closed without a word.
pub fn send(host: &str, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(host).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(50))).expect("a limit");
    // Whoever is refused early may find the door closed while still talking.
    let _ = stream.write_all(bytes);
    rest(&mut stream)
}

/// Everything until the other side closes.
pub fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
            panic!("it is kept waiting after {}", String::from_utf8_lossy(&answer))
        }
        // A reset after the answer is an answer too.
        _ => String::from_utf8_lossy(&answer).into_owned(),
    }
}

/// The status of an answer; 0 for none.
pub fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)).and_then(|status| status.parse().ok()).unwrap_or(0)
}

/// A request with these lines in its head, which ends the connection.
pub fn request(line: &str, headers: &[&str], body: &str) -> Vec<u8> {
    let headers: String = headers.iter().map(|header| format!("{header}\r\n")).collect();
    format!("{line}\r\nhost: x\r\nconnection: close\r\n{headers}\r\n{body}").into_bytes()
}

#[test]
fn what_is_no_request_is_refused_and_the_next_one_is_answered() {
    let office = Office::open();
    let host = office.server.host();
    let many: Vec<String> = (0..120).map(|n| format!("x-{n}: 1")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let (long, long_path) = (format!("x: {}", "a".repeat(1 << 20)), format!("GET /{} HTTP/1.1", "a".repeat(1 << 17)));
    for (bytes, allowed) in [
        (b"GET /healthz\r\n\r\n".to_vec(), &[0, 400][..]),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), &[0, 400]),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), &[0, 400]),
        (vec![0; 1 << 17], &[0, 400, 431]),
        (request("GET /a\0b HTTP/1.1", &[], ""), &[0, 400]),
        (request("GET /healthz HTTP/1.1", &["x: a\0b"], ""), &[0, 400]),
        (request("GET /healthz HTTP/1.1", &["bad header: 1"], ""), &[0, 400]),
        (request("GET /healthz HTTP/1.1", &many, ""), &[431]),
        (request("GET /healthz HTTP/1.1", &[&long], ""), &[0, 431]),
        (request(&long_path, &[], ""), &[0, 414, 431]),
        (request("BREW /healthz HTTP/1.1", &[], ""), &[405]),
        (request("TRACE /healthz HTTP/1.1", &["authorization: Bearer wf_x"], ""), &[405]),
        (request("CONNECT elsewhere.example:443 HTTP/1.1", &[], ""), &[0, 400, 404, 405]),
    ] {
        let answer = send(host, &bytes);
        assert!(allowed.contains(&status(&answer)), "{:?}: {answer}", String::from_utf8_lossy(&bytes[..bytes.len().min(60)]));
        assert!(!answer.contains("wf_x"), "nothing is echoed");
        assert_eq!(status(&send(host, &request("GET /healthz HTTP/1.1", &[], ""))), 200);
    }
}

#[test]
fn a_body_whose_end_can_be_read_in_two_ways_is_refused_and_smuggles_nothing() {
    let office = Office::open();
    let token = office.token("director", CITY);
    let (bearer, json) = (format!("authorization: Bearer {token}"), "content-type: application/json");
    let before = office.facts();
    let smuggled = "0\r\n\r\nPOST /api/incidents HTTP/1.1\r\nhost: x\r\ncontent-length: 15\r\n\r\n{\"summary\":\"x\"}";
    let line = "POST /api/incidents HTTP/1.1";
    for (headers, body) in [
        (vec!["content-length: 4", "transfer-encoding: chunked"], smuggled),
        (vec!["content-length: 2", "content-length: 3"], "{} "),
        (vec!["content-length: 2, 3"], "{} "),
        (vec!["content-length: -2"], "{}"),
        (vec!["content-length: +2"], "{}"),
        (vec!["content-length: 99999999999999999999999"], "{}"),
        (vec!["transfer-encoding: gzip, chunked"], smuggled),
        (vec!["transfer-encoding: chunked, identity"], smuggled),
        (vec!["transfer-encoding: xchunked"], smuggled),
        (vec!["transfer-encoding: chunked"], "g\r\n{}\r\n0\r\n\r\n"),
        (vec!["transfer-encoding: chunked"], "ffffffffffffffffff\r\n{}\r\n0\r\n\r\n"),
        (vec!["transfer-encoding : chunked"], smuggled),
    ] {
        let headers: Vec<&str> = headers.into_iter().chain([bearer.as_str(), json]).collect();
        let answer = send(office.server.host(), &request(line, &headers, body));
        assert!(matches!(status(&answer), 0 | 400..=499), "{headers:?}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count().min(2), usize::from(status(&answer) != 0), "one answer: {answer}");
    }
    assert_eq!(office.facts(), before, "nothing was recorded");
}

#[test]
fn whatever_host_is_asked_for_no_page_leads_there() {
    let office = Office::open();
    let token = format!("authorization: Bearer {}", office.token("administrator", CITY));
    for path in ["/", "/sign-in", "/accounts", "/accounts/new", "/help", "/nothing", "/places"] {
        let head = format!("GET {path} HTTP/1.1\r\nhost: elsewhere.example\r\nx-forwarded-host: elsewhere.example\r\n");
        let more = "x-forwarded-proto: http\r\nforwarded: host=elsewhere.example\r\nx-original-url: /accounts/tokens\r\n";
        let answer = send(office.server.host(), format!("{head}{more}connection: close\r\n{token}\r\n\r\n").as_bytes());
        assert!(matches!(status(&answer), 200 | 303 | 403 | 404), "{path}: {answer}");
        assert!(!answer.contains("elsewhere.example"), "{path}: {answer}");
    }
}

#[test]
fn every_answer_tells_browsers_what_they_must_not_do_with_it() {
    let office = Office::open();
    let token = format!("authorization: Bearer {}", office.token("director", CITY));
    for path in [
        "/",
        "/sign-in",
        "/incidents",
        "/nothing",
        "/api/incidents",
        "/api/nothing",
        "/healthz",
        "/places/areas.xlsx",
        "/api/openapi.json",
    ] {
        let answer = send(office.server.host(), &request(&format!("GET {path} HTTP/1.1"), &[&token], "")).to_ascii_lowercase();
        let head = answer.split("\r\n\r\n").next().unwrap_or_default();
        for header in [
            "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "x-content-type-options: nosniff",
            "x-frame-options: deny",
            "referrer-policy: same-origin",
            "cache-control: no-store",
            "cross-origin-resource-policy: same-origin",
        ] {
            assert!(head.contains(header), "{path} says {header}: {head}");
        }
        assert!(
            !head.contains("unsafe-") && !head.contains("access-control-allow") && !head.contains("\nserver:"),
            "{path}: {head}"
        );
    }
}
