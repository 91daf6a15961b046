//! Every page of the frame, in every language, in every world: one heading, labels, no missing text, nothing from elsewhere.

use axum::body::Body;
use axum::http::header::ACCEPT_LANGUAGE;
use axum::http::{Method, StatusCode};
use kernel::World;

use crate::town::{Town, as_who};

/// What is wrong with a page that anybody could see from its HTML.
fn faults(html: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if html.matches("<h1").count() != 1 {
        faults.push(format!("{} headings of the first order", html.matches("<h1").count()));
    }
    for elsewhere in ["src=\"http", "href=\"http", "//cdn", " style=\"", " onclick=", "<script>"] {
        if html.contains(elsewhere) {
            faults.push(format!("{elsewhere} in the page"));
        }
    }
    for key in html.split("web-").skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase())) {
        faults.push(format!("a text is missing: web-{}", key.chars().take(30).collect::<String>()));
    }
    for input in html.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap_or("")) {
        let id = input.split("id=\"").nth(1).and_then(|r| r.split('"').next());
        let labelled = input.contains("type=\"hidden\"") || id.is_some_and(|id| html.contains(&format!("for=\"{id}\"")));
        if !labelled {
            faults.push(format!("no label for <input {input}>"));
        }
    }
    faults
}

#[tokio::test]
async fn every_page_stands_in_every_language_and_world() {
    for world in [World::Live, World::Exercise] {
        let town = Town::in_world(world).await;
        for language in ["zh", "en"] {
            for (who, path) in [
                ("duty", "/notes"),
                ("guest", "/mine"),
                ("", "/public"),
                ("duty", "/help"),
                ("", "/help"),
                ("duty", "/api"),
                ("", "/api"),
                ("duty", "/nowhere"),
                ("guest", "/notes"),
            ] {
                let request = as_who(who, Method::GET, path).header(ACCEPT_LANGUAGE, language).body(Body::empty()).unwrap();
                let page = town.ask(request).await;
                assert_eq!(faults(&page.text), Vec::<String>::new(), "{who} {path} {language}\n{}", page.text);
                let tag = if language == "zh" { "lang=\"zh-CN\"" } else { "lang=\"en\"" };
                assert!(page.text.contains(tag), "{path}");
                assert_eq!(page.text.contains("class=\"world\""), world == World::Exercise, "{path}");
                assert!(!page.text.contains("&#38;#") && !page.text.contains("&amp;lt;"), "escaped twice: {path}");
            }
        }
    }
}

#[tokio::test]
async fn only_a_part_is_sent_where_a_part_was_asked_for() {
    let town = Town::new().await;
    let request = as_who("duty", Method::GET, "/notes").header("x-fragment", "queue").body(Body::empty()).unwrap();
    let part = town.ask(request).await;
    assert_eq!(part.status, StatusCode::OK);
    assert!(!part.text.contains("<html") && part.text.contains("<form"), "{}", part.text);
    let signed_out = as_who("", Method::GET, "/notes").header("x-fragment", "queue").body(Body::empty()).unwrap();
    assert_eq!(town.ask(signed_out).await.status, StatusCode::UNAUTHORIZED, "a part never becomes the page of sign-in");
}

#[tokio::test]
async fn a_page_says_who_is_signed_in_on_which_post_and_what_time_it_is_where() {
    let town = Town::new().await;
    let page = town.get("duty", "/notes").await.text;
    for words in ["示范市", "<b>duty</b>", "Duty officer", "<b>14:05</b>", "2026-11-23 UTC+8", "Notes &#38; news"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("data-stream=\"/api/stream\""));
    assert!(!town.get("", "/public").await.text.contains("data-stream"), "nobody who is not signed in opens a stream");
}

#[tokio::test]
async fn assets_are_kept_for_ever_under_their_hash_and_nothing_else_is_served() {
    let town = Town::new().await;
    for path in ["/assets/x/../../Cargo.toml", "/assets/x/%2e%2e/%2e%2e/Cargo.toml", "/assets/x/nothing.js", "/assets/x/.keep/x"]
    {
        assert_eq!(town.get("", path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    if web::assets::are_built() {
        let script = town.get("", &web::assets::path("app.js")).await;
        assert_eq!(script.status, StatusCode::OK);
        assert_eq!(script.header("cache-control"), "public, max-age=31536000, immutable");
        assert_eq!(script.header("content-type"), "text/javascript; charset=utf-8");
    }
}

#[tokio::test]
async fn a_shared_part_is_written_once_for_many_readers_and_anew_after_each_fact() {
    let town = Town::new().await;
    let part = |who: &'static str| {
        let request = as_who(who, Method::GET, "/board").header("x-fragment", "board").body(Body::empty()).unwrap();
        town.ask(request)
    };
    let written = || crate::town::BOARDS.swap(0, std::sync::atomic::Ordering::SeqCst);
    let (one, two, three) = tokio::join!(part("duty"), part("duty"), part("duty"));
    assert_eq!((one.status, &one.text, &two.text, written()), (StatusCode::OK, &two.text, &three.text, 1));
    assert!(!one.text.contains("csrf-of") && !one.text.contains("name=\"once\""), "nothing of the single reader: {}", one.text);
    part("neighbour").await;
    assert_eq!(written(), 1, "another scope is another part");
    tokio::join!(part("robot"), part("robot"));
    assert_eq!(written(), 1, "a token may be good for less than its post, so it has a part of its own");
    town.pin("news", crate::town::COUNTY).await;
    tokio::join!(part("duty"), part("duty"));
    assert_eq!(written(), 1, "after a fact it is written anew");
    let (mine, guest) = (town.get("duty", "/board").await, part("guest").await);
    assert!(mine.text.contains("csrf-of-duty"), "a whole page is its reader's own");
    assert_eq!((written(), guest.status), (1, StatusCode::FORBIDDEN), "the gate is asked before");
}

#[tokio::test]
async fn a_list_taken_out_names_who_took_it_says_what_is_unknown_and_is_never_a_formula() {
    use axum::body::to_bytes;
    use calamine::{Data, Reader as _, Xlsx};
    use tower::ServiceExt as _;
    let town = Town::in_world(World::Exercise).await;
    let request = as_who("duty", Method::GET, "/notes.xlsx").body(Body::empty()).unwrap();
    let response = town.router().oneshot(request).await.unwrap();
    let name = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert!(name.contains("UTF-8''%E5%B1%B1%E6%B4%AA%20list%2020261123-1405.xlsx"), "{name}");
    let bytes = to_bytes(response.into_body(), 1_000_000).await.unwrap();
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect();
    assert!(rows[1][0].contains("导出人：duty") && rows[1][0].contains("2026-11-23 14:05:00（UTC+8）"), "{rows:?}");
    assert!(rows[2][0] == "内部" && rows[3][0].contains("演练"), "its marking and its world: {rows:?}");
    let last = &rows[rows.len() - 2..];
    assert_eq!(last[0], ["=1+1", "2", "2026-11-23 14:05:00"]);
    assert_eq!(last[1], ["水", "待核", "2026-11-23 14:05:00"]);
    assert!(sheet.rows().flatten().any(|cell| matches!(cell, Data::String(s) if s == "=1+1")), "words, not a formula");
}
