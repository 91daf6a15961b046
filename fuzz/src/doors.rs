//! The whole program over an exercise of its own: what a body, a form or an address does at its doors. Nothing may end in a fault.

use std::sync::LazyLock;

use accounts::tokens::{TokenFor, issue_token};
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{Method, Request, StatusCode, Uri};
use server::demonstration::Demonstration;
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

/// The program with one token that works incidents and one that takes in files.
struct Program {
    runtime: Runtime,
    demonstration: Demonstration,
    director: String,
    administrator: String,
}

static PROGRAM: LazyLock<Program> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let (demonstration, director, administrator) = runtime.block_on(async {
        let demonstration = Demonstration::open().await.expect("a demonstration");
        let director = token(&demonstration, "director").await;
        let administrator = token(&demonstration, "administrator").await;
        (demonstration, director, administrator)
    });
    Program { runtime, demonstration, director, administrator }
});

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
