//! Tokens and posts: of another area, of another kind, for other actions, expired, revoked, invented; refused at every act.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::json;
use web::DoorKind;

use crate::acts::{self, Deeds, Post, Round, shape};
use crate::harness::Place;
use crate::office::{CITY, COUNTY, OTHER_COUNTY, Office, Visitor, doors};

/// Acts for which one must be a person in a session, or that have no words or take files: other tests go through them.
const TRIED_ELSEWHERE: [&str; 15] = [
    "POST /api/session",
    "DELETE /api/session",
    "PUT /api/session/person",
    "DELETE /api/me/sessions/{}",
    "PUT /api/me/post",
    "PUT /api/me/language",
    "PUT /api/me/password",
    "PUT /api/me/pin",
    "PUT /api/me/codes",
    "POST /api/me/codes/removal",
    "POST /api/break-glass",
    "DELETE /api/break-glass",
    "DELETE /api/drafts/{}",
    "POST /api/organisations/import",
    "POST /api/incidents/import",
];

/// An office in which everything was done once, with who did it.
async fn worked() -> (Office, Visitor, Visitor, Deeds) {
    let office = Office::open();
    let (director, administrator) = (office.bearer("director", CITY), office.bearer("administrator", CITY));
    let deeds = acts::perform(&office, (&director, &administrator), Round::of("a", "words N")).await;
    (office, director, administrator, deeds)
}

#[tokio::test]
async fn every_act_of_the_api_is_among_those_that_are_tried_here() {
    let place = Place::new();
    let doors = doors(&place.office()).await;
    let there = doors.iter().filter(|door| door.kind == DoorKind::Act);
    let there: BTreeSet<String> = there.map(|door| format!("{} {}", door.method, shape(door.path))).collect();
    let tried: BTreeSet<String> = acts::all().iter().map(|act| act.place().replace("/x-{once}/1/", "/{}/{}/")).collect();
    let tried: BTreeSet<String> =
        tried.iter().map(|act| act.replace("/lines/government", "/lines/{}").replace("/drafts/call", "/drafts/{}")).collect();
    let missing: Vec<&String> =
        there.iter().filter(|door| !tried.contains(*door) && !TRIED_ELSEWHERE.contains(&door.as_str())).collect();
    assert!(missing.is_empty(), "these acts need a line in `acts.rs`: {missing:#?}");
    let strange: Vec<&String> = tried.iter().filter(|act| !there.contains(*act)).collect();
    assert!(strange.is_empty(), "there is no such act any more: {strange:#?}");
}

#[tokio::test]
async fn an_act_on_what_lies_in_another_county_is_refused_and_what_lies_there_is_not_seen() {
    let (office, _, _, deeds) = worked().await;
    let others = (office.bearer("director", OTHER_COUNTY), office.bearer("administrator", OTHER_COUNTY));
    let before = office.facts();
    for act in acts::all().into_iter().filter(acts::Act::is_of_the_county) {
        let (path, body) = act.filled(&deeds.saved);
        let other = if act.post == Post::Director { &others.0 } else { &others.1 };
        let answer = other.send(act.method.clone(), &path, &body).await;
        assert!(matches!(answer.status, 403 | 404), "{} {path}: {} {}", act.method, answer.status, answer.body);
    }
    assert_eq!(office.facts(), before, "nothing was recorded");
    let id = |name: &str| deeds.saved[name].clone();
    for path in [
        format!("/api/incidents/{}", id("incident")),
        format!("/api/incidents/{}?at=1", id("incident")),
        format!("/api/incidents/{}?at=999999999", id("incident")),
        format!("/api/incidents/{}/reports", id("incident")),
        format!("/api/incidents/{}/instructions", id("incident")),
        format!("/api/reports/{}", id("report")),
        format!("/api/reports/{}/copy", id("report")),
        format!("/api/instructions/{}", id("instruction")),
        format!("/api/accounts/{}", id("account")),
        format!("/incidents/{}", id("incident")),
        format!("/incidents/{}/parts/now", id("incident")),
        format!("/incidents/{}/reports/panel", id("incident")),
        format!("/reports/{}", id("report")),
        format!("/reports/{}/paper", id("report")),
        format!("/instructions/{}", id("instruction")),
    ] {
        for other in [&others.0, &others.1] {
            let answer = other.get(&path).await;
            assert!(matches!(answer.status, 403 | 404), "{path}: {} {}", answer.status, answer.body);
        }
    }
    for path in [
        "/api/incidents",
        "/api/incidents?q=words",
        "/api/reports",
        "/api/instructions",
        "/api/map/incidents",
        "/api/find?q=words",
        "/api/receipts/outstanding",
        "/incidents",
        "/",
        "/wall",
    ] {
        let answer = others.0.get(path).await;
        assert!(!answer.body.contains(&id("incident")) && !answer.body.contains(&id("report")), "{path}: {}", answer.body);
    }
}

#[tokio::test]
async fn an_act_that_a_post_is_not_for_is_refused_wherever_it_is() {
    let (office, director, administrator, deeds) = worked().await;
    let others = [office.bearer("auditor", CITY), office.bearer("information-officer", CITY)];
    let before = office.facts();
    for act in acts::all() {
        // Anybody who reads may keep drafts of their own, look for duplicates and ask where a place is; an auditor verifies.
        let reads = ["/api/incidents/duplicates", "/api/drafts/call", "/api/places/mentions", "/api/journal/verification"];
        let is_reading = reads.contains(&act.path);
        let (path, body) = act.filled(&deeds.saved);
        let wrong = if act.post == Post::Director { &administrator } else { &director };
        let governs = act.path.starts_with("/api/rules") || act.path.ends_with("/erasure");
        for other in others.iter().chain([wrong].into_iter().filter(|_| !governs)).filter(|_| !is_reading) {
            let answer = other.send(act.method.clone(), &path, &body).await;
            assert!(matches!(answer.status, 403 | 404), "{} {path}: {} {}", act.method, answer.status, answer.body);
        }
    }
    assert_eq!(office.facts(), before, "nothing was recorded");
}

#[tokio::test]
async fn a_token_for_one_action_is_good_for_no_other() {
    let (office, _, _, deeds) = worked().await;
    let (director, administrator) =
        (office.another("director", CITY, &["rules.read"]), office.another("administrator", CITY, &["rules.read"]));
    let before = office.facts();
    for act in acts::all().into_iter().filter(|act| act.path != "/api/drafts/call") {
        let (path, body) = act.filled(&deeds.saved);
        let narrow = if act.post == Post::Director { &director } else { &administrator };
        let answer = narrow.send(act.method.clone(), &path, &body).await;
        assert_eq!(answer.status, 403, "{} {path}: {}", act.method, answer.body);
    }
    assert_eq!(office.facts(), before, "nothing was recorded");
}

/// Asks with whatever is called a token.
async fn with(office: &Office, authorization: &str) -> u16 {
    let headers = vec![("authorization", authorization.to_owned())];
    office
        .nobody()
        .ask(crate::office::Ask { method: Method::GET, path: "/api/incidents", headers, body: Vec::new() })
        .await
        .status
}

#[tokio::test]
async fn a_token_that_has_ended_was_revoked_or_never_was_opens_nothing() {
    let office = Office::open();
    let good = office.token("director", CITY);
    assert_eq!(with(&office, &format!("Bearer {good}")).await, 200);
    let digest: String =
        office.database().query_row("select token from account_tokens limit 1", [], |row| row.get(0)).expect("a token");
    assert!(!good.contains(&digest), "the store holds a digest");
    for wrong in [
        format!("Bearer {good}0"),
        format!("Bearer {}", &good[..good.len() - 1]),
        format!("Bearer {}", good.to_uppercase()),
        format!("Bearer {digest}"),
        format!("Bearer wf_{digest}"),
        format!("Bearer wf_{}", "0".repeat(64)),
        "Bearer ' or 1=1;--".to_owned(),
        "Bearer".to_owned(),
        "Bearer ".to_owned(),
        format!("Basic {good}"),
        format!("Token {good}"),
        good.clone(),
    ] {
        assert_eq!(with(&office, &wrong).await, 401, "{wrong}");
    }
    assert_eq!(
        office.nobody().get(&format!("/api/incidents?token={good}&access_token={good}")).await.status,
        401,
        "not in the address"
    );
    let ended = office.token("leader", COUNTY);
    assert_eq!(with(&office, &format!("Bearer {ended}")).await, 200);
    office.database().execute("update api_tokens set until_ms = 1", []).expect("an end");
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
    for token in [&good, &ended] {
        assert_eq!(with(&office, &format!("Bearer {token}")).await, 401, "it has ended");
    }
}

#[tokio::test]
async fn a_revoked_token_is_worth_nothing_at_once() {
    let office = Office::open();
    let administrator = office.bearer("administrator", CITY);
    let issued = administrator.send(Method::POST, "/api/tokens", &json!({ "kind": "director", "area": CITY })).await.with(201);
    let (id, token) = (issued.text("/id"), issued.text("/token"));
    assert_eq!(with(&office, &format!("Bearer {token}")).await, 200);
    administrator.send(Method::DELETE, &format!("/api/tokens/{id}"), &json!({})).await.with(204);
    assert_eq!(with(&office, &format!("Bearer {token}")).await, 401);
    let listed = administrator.get("/api/tokens").await.with(200);
    assert!(listed.body.contains(&id) && !listed.body.contains(&token), "a token is seen once only");
}

#[tokio::test]
async fn nobody_gives_out_more_than_they_look_after() {
    let office = Office::open();
    let county = office.bearer("administrator", COUNTY);
    let before = office.facts();
    for area in [CITY, OTHER_COUNTY, "210000", "110000"] {
        let token = json!({ "kind": "leader", "area": area });
        county.send(Method::POST, "/api/tokens", &token).await.with(403);
        let account = json!({ "name": "a", "sign_in": "abc", "area": area });
        county.send(Method::POST, "/api/accounts", &account).await.with(403);
        let account = json!({ "name": "a", "sign_in": "abd", "area": COUNTY, "posts": [token] });
        county.send(Method::POST, "/api/accounts", &account).await.with(403);
    }
    assert_eq!(office.facts(), before);
    let director = office.bearer("director", CITY);
    for path in ["/api/tokens", "/api/accounts"] {
        director.send(Method::POST, path, &json!({ "kind": "administrator", "area": CITY })).await.with(403);
    }
}

#[tokio::test]
async fn a_work_secret_is_not_seen_on_a_post_that_is_not_let_into_it() {
    let office = Office::open();
    let director = office.bearer("director", CITY);
    let township = office.bearer("township-officer", COUNTY);
    let body = |marking: &str| {
        let place = json!({ "areas": [COUNTY], "lat": 41.57, "lon": 120.45 });
        json!({ "summary": "words nobody else reads", "class": "12D01", "figures": { "deaths": 2 }, "place": place, "marking": marking })
    };
    let secret = director.send(Method::POST, "/api/incidents", &body("work_secret")).await.with(201).text("/id");
    let plain = director.send(Method::POST, "/api/incidents", &body("internal")).await.with(201).text("/id");
    assert_eq!(township.get(&format!("/api/incidents/{plain}")).await.status, 200);
    for path in [
        format!("/api/incidents/{secret}"),
        format!("/incidents/{secret}"),
        format!("/api/incidents/{secret}?at=999999"),
        format!("/api/incidents/{secret}/reports"),
    ] {
        assert_eq!(township.get(&path).await.status, 404, "{path}");
    }
    let note = json!({ "words": "x" });
    assert_eq!(township.send(Method::POST, &format!("/api/incidents/{secret}/notes"), &note).await.status, 404);
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    let lists = ["/api/incidents", "/api/incidents?q=words", "/api/map/incidents", "/api/receipts/outstanding"];
    for path in lists.into_iter().chain(["/incidents", "/incidents?q=words", "/duty/queue", "/wall"]) {
        let seen = township.get(path).await;
        assert!(!seen.body.contains(&secret), "{path}: {}", seen.body);
    }
    for (path, is_seen) in [("/duty/queue", true), ("/incidents", true), ("/wall", false), ("/api/map/incidents", false)] {
        let seen = director.get(path).await;
        assert_eq!(seen.body.contains(&secret), is_seen, "{path} of whoever is let into it: {}", seen.body);
    }
}
