//! Open pages: each hears what its reader may see now, goes on hearing whoever else comes and goes, and ends with what it came in by.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::json;

use crate::office::{CITY, COUNTY, OTHER_COUNTY, Office, Visitor};

/// A page with its stream open.
struct Listening(Response);

impl Listening {
    fn of(answer: Response) -> Self {
        assert_eq!(answer.status().as_u16(), 200);
        Self(answer)
    }

    async fn opened(by: &Visitor) -> Self {
        let mut page = Self::of(by.listens("").await);
        page.until_it_beats().await;
        page
    }

    /// What it hears until the stream says once more that it lives; nothing when the stream has ended.
    async fn until_it_beats(&mut self) -> Option<String> {
        self.until_it_hears("event: beat").await
    }

    /// What it hears until these words come; nothing when the stream has ended.
    async fn until_it_hears(&mut self, words: &str) -> Option<String> {
        let mut heard = String::new();
        while !heard.contains(words) {
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
    assert!(open[0].until_it_hears(&incident).await.is_some(), "whoever came and went, this one goes on hearing");
    for page in &mut open[1..] {
        let heard = page.until_it_beats().await.unwrap_or_default();
        assert!(!heard.contains(&incident), "whoever has lost the post, or is elsewhere, hears nothing: {heard}");
    }
}

#[tokio::test]
async fn a_page_hears_of_a_work_secret_only_where_its_reader_is_let_into_it() {
    let office = Office::open();
    let (director, township) = (office.bearer("director", CITY), office.bearer("township-officer", COUNTY));
    let before = office.facts();
    let mut pages = vec![(2, Listening::opened(&director).await), (0, Listening::opened(&township).await)];
    let mut made = Vec::new();
    for marking in ["work_secret", "internal"] {
        let call = json!({ "summary": "water", "place": { "areas": [COUNTY] }, "marking": marking });
        let incident = director.send(Method::POST, "/api/incidents", &call).await.with(201).text("/id");
        let orders = json!({ "manner": "oral", "by": "a", "to": "b", "words": "go" });
        let path = format!("/api/incidents/{incident}/instructions");
        let instruction = director.send(Method::POST, &path, &orders).await.with(201).text("/id");
        made.push([incident, instruction]);
    }
    // Whoever comes back is told what was missed by the same measure.
    let after = format!("?after={before}");
    pages.push((2, Listening::of(director.listens(&after).await)));
    pages.push((0, Listening::of(township.listens(&after).await)));
    for (secrets, mut page) in pages {
        let heard = page.until_it_hears(&made[1][1]).await.expect("what comes last, and is for both");
        assert_eq!(made[0].iter().filter(|id| heard.contains(*id)).count(), secrets, "{heard}");
        assert!(heard.contains(&made[1][0]), "{heard}");
    }
}
