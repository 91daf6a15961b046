//! Forms as people meet them: nothing typed is lost, and pressing twice does it once.

use axum::body::Body;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{Method, StatusCode};

use crate::town::{Town, as_who};

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed_and_says_why() {
    let town = Town::new().await;
    let answered = town.post_form("duty", "/notes", "words=rude&once=k-7&seen=3&csrf=csrf-of-duty").await;
    assert_eq!(answered.status, StatusCode::CONFLICT);
    assert!(answered.text.contains("内容过大，此处最多 7 kB"), "{}", answered.text);
    assert!(answered.text.contains(">\nrude</textarea>"), "{}", answered.text);
    assert!(answered.text.contains(r#"name="once" value="k-7""#) && answered.text.contains(r#"name="seen" value="3""#));
    assert!(answered.text.contains("data-wrong"));
}

#[tokio::test]
async fn a_field_that_is_wrong_is_named_above_and_marked_below() {
    let town = Town::new().await;
    let answered = town.post_form("duty", "/notes", "words=&csrf=csrf-of-duty").await;
    assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answered.text.contains(r##"<li><a href="#f-words">请填写此项</a></li>"##), "{}", answered.text);
    assert!(answered.text.contains(r#"aria-invalid="true" aria-describedby="f-words-wrong""#), "{}", answered.text);
    let long = town.post_form("duty", "/notes", &format!("words={}&csrf=csrf-of-duty", "%E6%B0%B4".repeat(21))).await;
    assert!(long.text.contains("最多 20 个字，现有 21 个"), "{}", long.text);
    assert!(long.text.contains(&"水".repeat(21)), "nothing is cut");
}

#[tokio::test]
async fn script_in_what_was_typed_is_shown_and_never_run() {
    let town = Town::new().await;
    let body = "words=%3C%2Ftextarea%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E&csrf=csrf-of-duty";
    let answered = town.post_form("duty", "/notes", body).await;
    assert_eq!(answered.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answered.text.contains("<script>alert"), "{}", answered.text);
    assert!(answered.text.contains("&#60;script&#62;alert(1)") || answered.text.contains("&lt;script&gt;alert(1)"));
}

#[tokio::test]
async fn a_form_pressed_twice_is_done_once_even_with_a_new_token() {
    let town = Town::new().await;
    let first = town.post_form("duty", "/notes", "words=x&once=k-1&csrf=csrf-of-duty").await;
    let again = town.post_form("duty", "/notes", "csrf=csrf-of-duty&words=x&once=k-1").await;
    assert_eq!((first.status, again.status), (StatusCode::SEE_OTHER, StatusCode::SEE_OTHER));
    assert_eq!(first.header("location"), again.header("location"));
    assert_eq!(town.desk.last_position(), 1);
}

#[tokio::test]
async fn every_form_of_a_session_carries_its_token_and_a_key_of_its_own() {
    let town = Town::new().await;
    let key = |page: &str| page.split("name=\"once\" value=\"").nth(1).and_then(|r| r.split('"').next()).unwrap().to_owned();
    let (one, two) = (town.get("duty", "/notes").await.text, town.get("duty", "/notes").await.text);
    assert!(one.contains(r#"name="csrf" value="csrf-of-duty""#));
    assert_ne!(key(&one), key(&two));
    assert!(!town.get("", "/public").await.text.contains("csrf-of"));
}

#[tokio::test]
async fn language_and_theme_are_switched_by_a_form_and_kept_by_the_browser() {
    let town = Town::new().await;
    let switched = town.post_form("", "/view", "language=en&back=/public").await;
    assert_eq!((switched.status, switched.header("location")), (StatusCode::SEE_OTHER, "/public"));
    let cookie = switched.header(SET_COOKIE.as_str()).split(';').next().unwrap().to_owned();
    let page = town.ask(as_who("", Method::GET, "/public").header(COOKIE, &cookie).body(Body::empty()).unwrap()).await;
    assert!(page.text.contains(r#"<html lang="en""#) && page.text.contains("Example City"), "{}", page.text);
    let away = town.post_form("", "/view", "language=en&back=https://elsewhere.example/").await;
    assert_eq!(away.header("location"), "/");
    let dark = town.post_form("", "/view", "theme=dark&back=/").await;
    assert!(dark.header(SET_COOKIE.as_str()).starts_with("view=.dark;"));
}
