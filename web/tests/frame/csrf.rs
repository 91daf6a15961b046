//! Changes that do not come from our own pages are refused, whatever they carry.

use axum::body::Body;
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};

use crate::town::{Town, as_who};

#[tokio::test]
async fn a_form_without_its_token_changes_nothing() {
    let town = Town::new().await;
    for body in ["words=x", "words=x&csrf=", "words=x&csrf=wrong", "words=x&csrf=csrf-of-guest"] {
        assert_eq!(town.post_form("duty", "/notes", body).await.status, StatusCode::FORBIDDEN, "{body}");
    }
    assert_eq!(town.desk.last_position(), 0);
    assert_eq!(town.post_form("duty", "/notes", "words=x&csrf=csrf-of-duty").await.status, StatusCode::SEE_OTHER);
    assert_eq!(town.desk.last_position(), 1);
}

#[tokio::test]
async fn json_from_a_session_needs_the_header_and_from_a_token_nothing() {
    let town = Town::new().await;
    let note = r#"{"words":"x"}"#;
    assert_eq!(town.post_json("duty", "/api/notes", note).await.status, StatusCode::FORBIDDEN);
    assert_eq!(town.post_json("robot", "/api/notes", note).await.status, StatusCode::CREATED);
    let proved = as_who("duty", Method::POST, "/api/notes")
        .header(CONTENT_TYPE, "application/json")
        .header("x-csrf-token", "csrf-of-duty");
    assert_eq!(town.ask(proved.body(Body::from(note)).unwrap()).await.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_body_that_pretends_to_be_plain_text_needs_the_token_as_well() {
    let town = Town::new().await;
    let sneaky = as_who("duty", Method::POST, "/api/notes").header(CONTENT_TYPE, "text/plain");
    let answered = town.ask(sneaky.body(Body::from(r#"{"words":"x"}"#)).unwrap()).await;
    assert_eq!(answered.status, StatusCode::FORBIDDEN);
    assert_eq!(town.desk.last_position(), 0);
}

#[tokio::test]
async fn the_right_token_from_another_site_is_refused_and_so_is_a_public_form() {
    let town = Town::new().await;
    for (who, path, body) in [("duty", "/notes", "words=x&csrf=csrf-of-duty"), ("", "/public", "words=x")] {
        let request = as_who(who, Method::POST, path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header("host", "city.example")
            .header("origin", "https://elsewhere.example");
        assert_eq!(town.ask(request.body(Body::from(body)).unwrap()).await.status, StatusCode::FORBIDDEN, "{path}");
    }
    let own = as_who("", Method::POST, "/public")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header("host", "city.example")
        .header("origin", "https://city.example");
    assert_eq!(town.ask(own.body(Body::from("words=x")).unwrap()).await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_form_with_files_carries_its_token_in_a_part() {
    let town = Town::new().await;
    let send = |token: &'static str| {
        let body = format!(
            "--b\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n{token}\r\n--b\r\nContent-Disposition: form-data; \
             name=\"words\"\r\n\r\nx\r\n--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../a.csv\"\r\n\
             Content-Type: text/csv\r\n\r\n1,2\r\n--b--\r\n"
        );
        let request = as_who("duty", Method::POST, "/notes").header(CONTENT_TYPE, "multipart/form-data; boundary=b");
        town.ask(request.body(Body::from(body)).unwrap())
    };
    assert_eq!(send("wrong").await.status, StatusCode::FORBIDDEN);
    let answered = send("csrf-of-duty").await;
    assert_eq!(answered.status, StatusCode::SEE_OTHER);
    let page = town.get("duty", answered.header("location")).await;
    assert!(page.text.contains("a.csv 3"), "the file came without its path: {}", page.text);
}
