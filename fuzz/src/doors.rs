//! The whole program over an exercise of its own: what a body, a form or an address does at its doors. Nothing may end in a fault.

use std::sync::LazyLock;

use accounts::tokens::{TokenFor, issue_token};
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use axum::http::{HeaderName, HeaderValue, Method, Request, StatusCode, Uri};
use server::demonstration::Demonstration;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// The program with one token that works incidents and one that takes in files, and with two incidents: one that is worked on, and
/// one that acts make an end of, so that the other stays open for the next.
struct Program {
    runtime: Runtime,
    demonstration: Demonstration,
    director: String,
    administrator: String,
    incident: String,
    ended: String,
}

static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let (demonstration, director, administrator, [incident, ended]) = runtime.block_on(async {
        let demonstration = Demonstration::open().await.expect("a demonstration");
        let director = token(&demonstration, "director").await;
        let administrator = token(&demonstration, "administrator").await;
        let incidents = [record(&demonstration, &director).await, record(&demonstration, &director).await];
        (demonstration, director, administrator, incidents)
    });
    Program { runtime, demonstration, director, administrator, incident, ended }
});

/// An incident that acts can be asked of.
async fn record(demonstration: &Demonstration, token: &str) -> String {
    let request = Request::post("/api/incidents")
        .header(AUTHORIZATION, format!("Bearer {token}"))
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(r#"{"summary":"water in the village"}"#))
        .expect("a request");
    let answer = demonstration.web.router.clone().oneshot(request).await.expect("an answer");
    let place = answer.headers().get(LOCATION).and_then(|path| path.to_str().ok()).expect("where it is found");
    place.rsplit('/').next().expect("an id").to_owned()
}

async fn token(demonstration: &Demonstration, kind: &str) -> String {
    let desk = &demonstration.house.desk;
    let what = TokenFor { kind: kind.to_owned(), area: desk.city(), actions: Vec::new(), days: 1, label: String::new() };
    issue_token(desk, what).await.expect("a token").token.reveal().to_owned()
}

impl Program {
    /// Sends one request and answers its status, which is never that of a fault.
    fn ask(&self, request: Request<Body>) -> StatusCode {
        let said = format!("{} {}", request.method(), request.uri());
        let router = self.demonstration.web.router.clone();
        let status = self.runtime.block_on(async { router.oneshot(request).await.expect("an answer").status() });
        assert!(!status.is_server_error(), "{said}: {status}");
        status
    }

    fn post(&self, path: &str, (token, kind): (&str, &str), body: &[u8]) -> StatusCode {
        let request = Request::post(path)
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header(CONTENT_TYPE, kind)
            .body(Body::from(body.to_vec()))
            .expect("a request");
        self.ask(request)
    }
}

/// Bodies at the door that takes word of incidents: what can be read is put on record, for nothing blocks the record.
pub fn incident_door(bytes: &[u8]) {
    let program = &*PROGRAM;
    let with = (program.director.as_str(), "application/json");
    // The first door reads the same body and records nothing.
    if program.post("/api/incidents/duplicates", with, bytes) == StatusCode::OK {
        let status = program.post("/api/incidents", with, bytes);
        assert!(status == StatusCode::CREATED || status == StatusCode::UNPROCESSABLE_ENTITY, "{status}");
    }
}

/// Bodies of forms. The first byte says which: fields alone, or fields and files with the boundary `x`.
pub fn form_door(bytes: &[u8]) {
    let (program, Some((which, body))) = (&*PROGRAM, bytes.split_first()) else { return };
    if which.is_multiple_of(2) {
        program.post("/view", (&program.director, "application/x-www-form-urlencoded"), body);
    } else {
        let with = (program.administrator.as_str(), "multipart/form-data; boundary=x");
        program.post("/api/organisations/import?dry_run=true", with, body);
    }
}

/// Paths and queries at every door that reads, but for the stream, which does not end.
pub fn address_door(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(uri) = text.trim().parse::<Uri>() else { return };
    if !uri.path().starts_with('/') || uri.path() == "/api/stream" {
        return;
    }
    let program = &*PROGRAM;
    let bearer = format!("Bearer {}", program.director);
    let request = Request::builder().method(Method::GET).uri(uri).header(AUTHORIZATION, bearer).body(Body::empty());
    if let Ok(request) = request {
        program.ask(request);
    }
}

/// Headers, one a line, at a door that reads and at one that takes a body: versions, keys, cookies, languages, positions.
pub fn header_door(bytes: &[u8]) {
    let program = &*PROGRAM;
    let bearer = format!("Bearer {}", program.director);
    for (method, path, body) in
        [(Method::GET, "/incidents", ""), (Method::POST, "/api/incidents/duplicates", r#"{"summary":"x"}"#)]
    {
        let mut request = Request::builder().method(method).uri(path).header(CONTENT_TYPE, "application/json");
        for line in bytes.split(|byte| *byte == b'\n') {
            let mut parts = line.splitn(2, |byte| *byte == b':');
            let (Some(name), Some(value)) = (parts.next(), parts.next()) else { continue };
            if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name), HeaderValue::from_bytes(value)) {
                request = request.header(name, value);
            }
        }
        if let Ok(request) = request.header(AUTHORIZATION, &bearer).body(Body::from(body)) {
            program.ask(request);
        }
    }
}

/// Bodies at every door of the API that changes something: the first line is method and path, the rest the body.
pub fn act_door(bytes: &[u8]) {
    let program = &*PROGRAM;
    let at = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let Some((method, path)) = std::str::from_utf8(&bytes[..at]).ok().and_then(|line| line.split_once(' ')) else { return };
    let ends = ["/closure", "/false-alarm", "/transfer"].iter().any(|end| path.contains(end));
    let path = path.trim().replace("{id}", if ends { &program.ended } else { &program.incident });
    let (Ok(method), Ok(uri)) = (method.parse::<Method>(), path.parse::<Uri>()) else { return };
    if !uri.path().starts_with("/api/") || uri.path() == "/api/stream" {
        return;
    }
    let body = bytes.get(at + 1..).unwrap_or_default();
    for token in [&program.director, &program.administrator] {
        let request = Request::builder()
            .method(method.clone())
            .uri(uri.clone())
            .header(AUTHORIZATION, format!("Bearer {token}"))
            .header(CONTENT_TYPE, "application/json");
        if let Ok(request) = request.body(Body::from(body.to_vec())) {
            program.ask(request);
        }
    }
}
