//! What is answered instead of what was asked: problem+json for programs, pages for people, in the reader's language.

use axum::body::Body;
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE, IF_MATCH};
use axum::http::{Method, StatusCode};

use crate::town::{Town, as_who};

#[tokio::test]
async fn a_refusal_is_told_as_problem_json_with_its_key_and_hint() {
    let town = Town::new().await;
    let request =
        as_who("robot", Method::POST, "/api/notes").header(CONTENT_TYPE, "application/json").header(ACCEPT_LANGUAGE, "en");
    let answered = town.ask(request.body(Body::from(r#"{"words":"rude"}"#)).unwrap()).await;
    assert_eq!((answered.status, answered.header("content-type")), (StatusCode::CONFLICT, "application/problem+json"));
    let problem = answered.json();
    assert_eq!(problem["type"], "urn:watchfire:problem:web-trouble-too-large");
    assert_eq!(problem["title"], "Too large: at most 7 kB here");
    assert_eq!(problem["hint"], "Try again in a few seconds; nothing was changed.");
    assert_eq!(problem["status"], 409);
    assert_eq!(problem["instance"], format!("urn:uuid:{}", answered.header("x-request-id")));
}

#[tokio::test]
async fn a_stale_version_is_412_with_if_match_and_409_in_a_form() {
    let town = Town::new().await;
    let id = town.pin("first", crate::town::COUNTY).await;
    let path = format!("/api/notes/{id}");
    let change = |tag: &'static str| {
        let request = as_who("robot", Method::PUT, &path).header(CONTENT_TYPE, "application/json").header(IF_MATCH, tag);
        town.ask(request.body(Body::from(r#"{"words":"second"}"#)).unwrap())
    };
    assert_eq!(change("\"9\"").await.status, StatusCode::PRECONDITION_FAILED);
    assert_eq!(change("nonsense").await.status, StatusCode::BAD_REQUEST);
    let good = change("W/\"1\"").await;
    assert_eq!((good.status, good.header("etag")), (StatusCode::OK, "\"2\""));
    assert_eq!(change("*").await.status, StatusCode::OK);
    let form = town.post_form("duty", "/notes", "words=x&seen=9&csrf=csrf-of-duty").await;
    assert_eq!(form.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_cannot_be_read_says_where_and_what_is_too_large_says_how_much() {
    let town = Town::new().await;
    let status = async |body: &str| town.post_json("robot", "/api/notes", body).await.status;
    assert_eq!(status("{").await, StatusCode::BAD_REQUEST);
    assert_eq!(status(r#"{"word":"x"}"#).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(status(&format!(r#"{{"words":"{}"}}"#, "x".repeat(988))).await, StatusCode::CREATED, "exactly 1 kB");
    assert_eq!(status(&format!(r#"{{"words":"{}"}}"#, "x".repeat(989))).await, StatusCode::PAYLOAD_TOO_LARGE);
    let deep = as_who("robot", Method::PUT, "/api/drafts/deep").header(CONTENT_TYPE, "application/json");
    let deep = town.ask(deep.body(Body::from(format!("{}{}", "[".repeat(5_000), "]".repeat(5_000)))).unwrap()).await;
    assert_eq!(deep.status, StatusCode::BAD_REQUEST, "nested too deeply: {}", deep.text);
    let missing = town.post_json("robot", "/api/notes", r#"{"word":"x"}"#).await.json();
    assert!(missing["detail"].as_str().unwrap().contains("missing field `words`"), "{missing}");
    let form = town.post_form("robot", "/api/notes", "words=x").await;
    assert_eq!(form.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_body_without_a_length_is_cut_off_as_well() {
    let town = Town::new().await;
    let chunks = futures_util::stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b'x'; 100]));
    let body = Body::from_stream(futures_util::StreamExt::take(chunks, 100));
    let request = as_who("robot", Method::POST, "/api/notes").header(CONTENT_TYPE, "application/json");
    assert_eq!(town.ask(request.body(body).unwrap()).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_fault_is_503_and_tells_nothing_of_the_inside() {
    let town = Town::new().await;
    for how in ["fault", "busy", "panic"] {
        let answered = town.get("robot", &format!("/api/broken?how={how}")).await;
        assert_eq!((answered.status, answered.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "2"), "{how}");
        assert!(!answered.text.contains("secret") && !answered.text.contains("a bug"), "{}", answered.text);
    }
}

#[tokio::test]
async fn what_is_nowhere_is_a_page_for_people_and_a_problem_for_programs() {
    let town = Town::new().await;
    let page = town.get("", "/nowhere").await;
    assert_eq!((page.status, page.header("content-type")), (StatusCode::NOT_FOUND, "text/html; charset=utf-8"));
    assert!(page.text.contains("<h1>没有这一项，或者您无权查看</h1>"), "{}", page.text);
    let api = town.get("", "/api/nowhere").await;
    assert_eq!((api.status, api.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    assert_eq!(town.get("duty", "/notes/not-an-id").await.status, StatusCode::NOT_FOUND);
    let method = town.ask(as_who("", Method::DELETE, "/api/notes").body(Body::empty()).unwrap()).await;
    assert_eq!((method.status, method.header("content-type")), (StatusCode::METHOD_NOT_ALLOWED, "application/problem+json"));
}

#[tokio::test]
async fn the_same_key_is_done_once_and_another_request_under_it_is_refused() {
    let town = Town::new().await;
    let send = |who: &'static str, words: &'static str| {
        let request =
            as_who(who, Method::POST, "/api/notes").header(CONTENT_TYPE, "application/json").header("idempotency-key", "k-1");
        town.ask(request.body(Body::from(format!(r#"{{"words":"{words}"}}"#))).unwrap())
    };
    let (first, again) = (send("robot", "x").await, send("robot", "x").await);
    assert_eq!((first.status, again.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.json()["id"], again.json()["id"], "a repeat names what the first one made");
    assert_eq!(town.desk.last_position(), 1);
    let other = send("robot", "y").await;
    assert_eq!(
        (other.status, other.json()["type"].as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, Some("urn:watchfire:problem:web-refused-key-used-otherwise"))
    );
    assert_eq!(send("neighbour", "x").await.status, StatusCode::CREATED, "a key is its caller's own");
    assert_eq!(town.desk.last_position(), 2);
}

#[tokio::test]
async fn every_answer_forbids_what_browsers_must_not_do_with_it() {
    let town = Town::new().await;
    for path in ["/public", "/nowhere", "/api/openapi.json", "/healthz"] {
        let answered = town.get("", path).await;
        let policy = answered.header("content-security-policy");
        assert!(policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answered.header("x-content-type-options"), "nosniff");
        assert_eq!(answered.header("cache-control"), "no-store");
        assert!(!answered.header("x-request-id").is_empty());
    }
}
