//! Live updates: each page hears what it may see, misses nothing over a broken connection, and falls silent when its session ends.

use std::time::Duration;

use axum::body::{Body, BodyDataStream};
use axum::http::{Method, StatusCode};
use futures_util::StreamExt as _;
use tokio::time::timeout;
use tower::ServiceExt as _;

use crate::town::{COUNTY, OTHER_COUNTY, Town, as_who, id};

/// An open stream, read event by event.
struct Ears {
    body: BodyDataStream,
    heard: String,
}

impl Ears {
    async fn open(town: &Town, who: &str, last: Option<i64>) -> Self {
        let mut request = as_who(who, Method::GET, "/api/stream");
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        let response = town.router().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        Self { body: response.into_body().into_data_stream(), heard: String::new() }
    }

    /// Reads on until `words` were heard; false when the stream ends or falls silent before.
    async fn hear(&mut self, words: &str) -> bool {
        self.listen(words, Duration::from_secs(6)).await
    }

    /// Whether `words` were heard neither before nor in the next half second.
    async fn hears_nothing_of(&mut self, words: &str) -> bool {
        !self.listen(words, Duration::from_millis(500)).await
    }

    async fn listen(&mut self, words: &str, patience: Duration) -> bool {
        let heard = async {
            while !self.heard.contains(words) {
                match self.body.next().await {
                    Some(Ok(bytes)) => self.heard.push_str(&String::from_utf8_lossy(&bytes)),
                    _ => return false,
                }
            }
            true
        };
        timeout(patience, heard).await.unwrap_or(false)
    }

    async fn ends(&mut self) -> bool {
        timeout(Duration::from_millis(1_000), async { while self.body.next().await.is_some() {} }).await.is_ok()
    }
}

#[tokio::test]
async fn a_page_hears_at_once_what_happens_in_its_scope_and_nothing_else() {
    let town = Town::new().await;
    let (mut mine, mut theirs) = (Ears::open(&town, "robot", None).await, Ears::open(&town, "neighbour", None).await);
    assert!(mine.hear("event: beat").await);
    let here = town.pin("here", COUNTY).await;
    let there = town.pin("there", OTHER_COUNTY).await;
    assert!(mine.hear(here.as_str()).await);
    assert!(theirs.hear(there.as_str()).await);
    assert!(mine.hears_nothing_of(there.as_str()).await, "{}", mine.heard);
    assert!(!theirs.heard.contains(here.as_str()), "{}", theirs.heard);
    assert!(mine.heard.contains("id: 1\nevent: fact\ndata: {"), "{}", mine.heard);
    assert!(mine.heard.contains("\"topic\":\"note\""), "{}", mine.heard);
}

#[tokio::test]
async fn somebody_without_any_area_hears_only_that_the_stream_lives() {
    let town = Town::new().await;
    let mut ears = Ears::open(&town, "guest", Some(0)).await;
    town.pin("here", COUNTY).await;
    assert!(ears.hear("event: beat").await);
    assert!(ears.hears_nothing_of("event: fact").await, "{}", ears.heard);
}

#[tokio::test]
async fn what_was_missed_is_sent_after_a_reconnection_in_order_and_filtered() {
    let town = Town::new().await;
    let first = town.pin("1", COUNTY).await;
    let other = town.pin("2", OTHER_COUNTY).await;
    let third = town.pin("3", COUNTY).await;
    let mut ears = Ears::open(&town, "robot", Some(1)).await;
    assert!(ears.hear(third.as_str()).await);
    assert!(!ears.heard.contains(first.as_str()) && !ears.heard.contains(other.as_str()), "{}", ears.heard);
    let fourth = town.pin("4", COUNTY).await;
    assert!(ears.hear(fourth.as_str()).await, "and then it goes on");
    assert_eq!(ears.heard.matches(third.as_str()).count(), 1, "nothing is told twice");
}

#[tokio::test]
async fn a_page_that_missed_too_much_or_knows_too_much_starts_afresh() {
    let town = Town::new().await;
    town.pin("1", COUNTY).await;
    for last in [99, -1] {
        let mut ears = Ears::open(&town, "robot", Some(last)).await;
        assert!(ears.hear("event: reset\ndata: {\"position\":1}").await, "{last}: {}", ears.heard);
    }
    let mut fresh = Ears::open(&town, "robot", Some(1)).await;
    assert!(fresh.hear("event: beat").await);
    assert!(!fresh.heard.contains("reset"));
}

#[tokio::test]
async fn a_revoked_session_hears_nothing_more_within_a_second() {
    let town = Town::new().await;
    let (mut mine, mut theirs) = (Ears::open(&town, "robot", None).await, Ears::open(&town, "neighbour", None).await);
    assert!(mine.hear("event: beat").await && theirs.hear("event: beat").await);
    town.keeper.revoke(web::Credential::Token(id(13)));
    assert!(mine.ends().await);
    let there = town.pin("there", OTHER_COUNTY).await;
    assert!(theirs.hear(there.as_str()).await, "others hear on");
    let again = as_who("robot", Method::GET, "/api/stream").body(Body::empty()).unwrap();
    assert_eq!(town.ask(again).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn at_shutdown_every_stream_ends() {
    let town = Town::new().await;
    let mut ears = Ears::open(&town, "robot", None).await;
    assert!(ears.hear("event: beat").await);
    town.web.site.close();
    assert!(ears.ends().await);
}

#[tokio::test]
async fn a_slow_reader_is_told_to_start_afresh() {
    let town = Town::new().await;
    let mut ears = Ears::open(&town, "robot", None).await;
    assert!(ears.hear("event: beat").await);
    for n in 0..web::live::LAG_MAX + 50 {
        town.pin(&n.to_string(), COUNTY).await;
    }
    assert!(ears.hear("event: reset").await);
    let last = town.pin("after", COUNTY).await;
    assert!(ears.hear(last.as_str()).await, "{}", ears.heard);
}
