//! Open pages: each hears what its reader may see now, goes on hearing whoever else comes and goes, and ends with what it came in by.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::json;

use crate::office::{CITY, COUNTY, OTHER_COUNTY, Office, Visitor};

/// A page with its stream open.
struct Listening(Response);

impl Listening {
    async fn opened(by: &Visitor) -> Self {
        let answer = by.listens().await;
        assert_eq!(answer.status().as_u16(), 200);
        let mut page = Self(answer);
        page.until_it_beats().await;
        page
    }

    /// What it hears until the stream says once more that it lives; nothing when the stream has ended.
    async fn until_it_beats(&mut self) -> Option<String> {
        let mut heard = String::new();
        while !heard.contains("event: beat") {
            let chunk = tokio::time::timeout(Duration::from_secs(30), self.0.chunk()).await.expect("a beat or an end");
            heard.push_str(std::str::from_utf8(&chunk.ok()??).expect("text"));
        }
        Some(heard)
    }

    /// Listens until the stream ends.
    async fn until_it_ends(&mut self) {
        while self.until_it_beats().await.is_some() {}
    }
}

#[tokio::test]
async fn a_page_hears_what_its_reader_may_see_now_and_ends_with_what_it_came_in_by() {
    let office = Office::open();
    let (director, administrator) = (office.bearer("director", CITY), office.bearer("administrator", CITY));
    let (leader, closed) = (office.person("leader", "leader", CITY).await, office.person("closed", "leader", CITY).await);
    let narrow = office.another("leader", CITY, &["rules.read"]);
    let elsewhere = office.bearer("director", OTHER_COUNTY);
    let issued = administrator.send(Method::POST, "/api/tokens", &json!({ "kind": "leader", "area": CITY })).await.with(201);
    let revoked = Visitor::with_token(&office, &issued.text("/token"));
    let mut open = Vec::new();
    for visitor in [&director, &leader, &closed, &narrow, &elsewhere, &revoked] {
        open.push(Listening::opened(visitor).await);
    }
    let account = leader.get("/api/me").await.text("/account");
    let post = administrator.get(&format!("/api/accounts/{account}")).await.text("/posts/0/id");
    administrator.send(Method::DELETE, &format!("/api/accounts/{account}/posts/{post}"), &json!({})).await.with(204);
    let account = closed.get("/api/me").await.text("/account");
    let why = json!({ "reason": "has left the office" });
    administrator.send(Method::POST, &format!("/api/accounts/{account}/closure"), &why).await.with(204);
    administrator.send(Method::DELETE, &format!("/api/tokens/{}", issued.text("/id")), &json!({})).await.with(204);
    // What ends a page is seen in the same look that sees what the others have lost, and each takes note of that with its next beat.
    open[2].until_it_ends().await;
    open[5].until_it_ends().await;
    let mut went_on = Vec::new();
    for page in &mut open {
        went_on.push(page.until_it_beats().await.is_some());
    }
    assert_eq!(went_on, [true, true, false, true, true, false], "a closed account and a revoked token end their pages");
    let call = json!({ "summary": "water", "place": { "areas": [COUNTY] } });
    let incident = office.bearer("duty-officer", CITY).send(Method::POST, "/api/incidents", &call).await.with(201).text("/id");
    let mut heard = Vec::new();
    for page in &mut open {
        heard.push(page.until_it_beats().await.is_some_and(|heard| heard.contains(&incident)));
    }
    assert_eq!(heard, [true, false, false, false, false, false], "whoever has lost the post hears nothing more");
}
