//! What belongs to others, asked for by somebody's own right: through lists, through references in what is one's own, through drafts.

use reqwest::Method;
use serde_json::json;

use crate::acts::{self, Post, Round};
use crate::office::{CITY, COUNTY, OTHER_COUNTY, Office, Visitor};

/// An incident of the other county with a report, made by its own people.
async fn own_report(of: &Visitor) -> (String, String) {
    let call = json!({ "summary": "own", "place": { "areas": [OTHER_COUNTY] } });
    let incident = of.send(Method::POST, "/api/incidents", &call).await.with(201).text("/id");
    let report = of.send(Method::POST, &format!("/api/incidents/{incident}/reports"), &json!({ "kind": "first" })).await;
    (incident, report.with(201).text("/id"))
}

#[tokio::test]
async fn nothing_of_another_county_comes_in_by_a_list_or_by_a_reference_in_what_is_ones_own() {
    let office = Office::open();
    let (director, administrator) = (office.bearer("director", CITY), office.bearer("administrator", CITY));
    let deeds = acts::perform(&office, (&director, &administrator), Round::of("x", "words N of the county")).await;
    let id = |name: &str| deeds.saved[name].clone();
    let other = office.bearer("director", OTHER_COUNTY);
    let (incident, report) = own_report(&other).await;
    // The same call is a likely duplicate for whoever may see the first one, and for nobody else.
    let call = json!({ "summary": "water in the cellars of Bridge Street", "class": "12D01", "place": { "areas": [COUNTY] } });
    let first = director.send(Method::POST, "/api/incidents", &call).await.with(201).text("/id");
    for (visitor, sees) in [(&director, true), (&other, false)] {
        let found = visitor.send(Method::POST, "/api/incidents/duplicates", &call).await.with(200);
        assert_eq!(found.body.contains(&first), sees, "{}", found.body);
    }
    let auditor = office.bearer("auditor", OTHER_COUNTY);
    for path in ["/api/journal", "/journal"] {
        let facts = auditor.get(path).await.with(200);
        assert!(facts.body.contains(&incident), "{path} shows what is of the county");
        for name in ["incident", "report", "instruction"] {
            assert!(!facts.body.contains(&id(name)), "{path} shows {name}");
        }
    }
    let before = office.facts();
    for (path, body) in [
        (format!("/api/incidents/{incident}/reports"), json!({ "kind": "first", "replaces": id("report"), "reason": "x" })),
        (format!("/api/reports/{report}/sendings/{}/receipt", id("sending")), json!({ "number": "1", "taker": "x" })),
        (format!("/api/reports/{report}/sendings/{}/failure", id("sending")), json!({ "why": "busy" })),
        (format!("/api/incidents/{incident}/adoptions"), json!({ "item": "deaths", "entry": id("entry"), "reason": "x" })),
    ] {
        let answer = other.send(Method::POST, &path, &body).await;
        assert!(matches!(answer.status, 403 | 404 | 409 | 422), "{path}: {} {}", answer.status, answer.body);
        assert!(!answer.body.contains("of the county"), "{path}: {}", answer.body);
    }
    let administrator = office.bearer("administrator", OTHER_COUNTY);
    let account = json!({ "name": "a", "sign_in": "somebody", "area": OTHER_COUNTY });
    let account = administrator.send(Method::POST, "/api/accounts", &account).await.with(201).text("/id");
    let grant = format!("/api/accounts/{account}/posts/{}", id("grant"));
    let answer = administrator.send(Method::DELETE, &grant, &json!({})).await;
    assert!(matches!(answer.status, 204 | 404), "{} {}", answer.status, answer.body);
    let held = office.bearer("administrator", COUNTY).get(&format!("/api/accounts/{}", id("account"))).await;
    assert_eq!(held.status, 200, "{}", held.body);
    assert_eq!(office.facts(), before + 1, "and nothing was recorded but the new account");
}

/// Waits until an answer holds the words.
async fn found_by(visitor: &Visitor, path: &str, words: &str) {
    for _ in 0..250 {
        if visitor.get(path).await.with(200).body.contains(words) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(40)).await;
    }
    panic!("{path} never shows {words}");
}

#[tokio::test]
async fn an_act_on_a_work_secret_is_refused_on_a_post_that_is_not_let_into_it() {
    let office = Office::open();
    let (director, administrator) = (office.bearer("director", CITY), office.bearer("administrator", CITY));
    let round = Round { marking: "work_secret", ..Round::of("s", "words N that are secret") };
    let deeds = acts::perform(&office, (&director, &administrator), round).await;
    let outside = [office.bearer("township-officer", COUNTY), office.bearer("information-officer", CITY)];
    let before = office.facts();
    for act in acts::all().into_iter().filter(|act| act.post == Post::Director && act.path.contains('{')) {
        let (path, body) = act.filled(&deeds.saved);
        for visitor in &outside {
            let answer = visitor.send(act.method.clone(), &path, &body).await;
            assert!(matches!(answer.status, 403 | 404), "{} {path}: {} {}", act.method, answer.status, answer.body);
        }
    }
    assert_eq!(office.facts(), before, "nothing was recorded");
    let id = |name: &str| deeds.saved[name].clone();
    for path in [
        format!("/api/reports/{}", id("report")),
        format!("/api/reports/{}/copy", id("report")),
        format!("/api/instructions/{}", id("instruction")),
        format!("/reports/{}", id("report")),
        format!("/reports/{}/paper", id("report")),
        format!("/instructions/{}", id("instruction")),
        format!("/incidents/{}/parts/now", id("incident")),
        format!("/incidents/{}/reports/panel", id("incident")),
    ] {
        for visitor in &outside {
            let answer = visitor.get(&path).await;
            assert!(matches!(answer.status, 403 | 404), "{path}: {} {}", answer.status, answer.body);
        }
    }
    // The search is asked for words that it holds once they are indexed: whoever may see them finds them.
    let lists = ["/api/find?q=words", "/api/incidents?q=words", "/api/reports", "/api/instructions", "/api/receipts/outstanding"];
    found_by(&director, lists[0], &id("incident")).await;
    for path in lists.into_iter().chain(["/api/map/incidents", "/incidents?q=words", "/duty/queue", "/wall", "/"]) {
        for visitor in &outside {
            let answer = visitor.get(path).await;
            let seen = ["incident", "report", "instruction"].iter().find(|name| answer.body.contains(&id(name)));
            assert_eq!(seen, None, "{path}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn a_draft_is_its_writers_alone_and_stays_within_its_limit() {
    let office = Office::open();
    let (writer, other) = (office.bearer("director", CITY), office.another("director", CITY, &[]));
    writer.send(Method::PUT, "/api/drafts/call", &json!({ "words": "half a call" })).await.with(204);
    assert_eq!(writer.get("/api/drafts/call").await.with(200).text("/fields/words"), "half a call");
    other.get("/api/drafts/call").await.with(404);
    other.send(Method::DELETE, "/api/drafts/call", &json!({})).await;
    other.send(Method::PUT, "/api/drafts/call", &json!({ "words": "another" })).await.with(204);
    assert_eq!(writer.get("/api/drafts/call").await.with(200).text("/fields/words"), "half a call");
    office.nobody().get("/api/drafts/call").await.with(401);
    // Few characters that are many when they are written out.
    let headers = vec![("content-type", "application/json".to_owned())];
    let body = format!("[{}1e9]", "1e9,".repeat(15_000)).into_bytes();
    let ask = crate::office::Ask { method: Method::PUT, path: "/api/drafts/call", headers, body };
    writer.ask(ask).await.with(413);
    for name in ["a".repeat(121), "%00".to_owned(), "%0a".to_owned()] {
        writer.send(Method::PUT, &format!("/api/drafts/{name}"), &json!({})).await.with(404);
    }
}
