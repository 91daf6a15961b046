//! The log, at its most talkative: no password, token, cookie, link, PIN, one-time key, caller or word of a call is ever in it.

use reqwest::Method;
use serde_json::json;

use crate::office::{Ask, CITY, COUNTY, Office, PASSWORD};

#[tokio::test]
async fn what_only_one_person_may_know_is_never_in_the_log() {
    let office = Office::logging("debug");
    let mut secrets: Vec<(&str, String)> = vec![("password", PASSWORD.to_owned()), ("pin", "73915482".to_owned())];
    let link = office.invite("somebody", "director", CITY);
    secrets.push(("link", link.rsplit('/').next().expect("a link").to_owned()));
    let browser = office.nobody();
    browser.form(&link, &[("password", "short"), ("again", "short")]).await.with(422);
    browser.form(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.with(303);
    let person = browser.inside().await;
    secrets.extend([("session", person.session()), ("csrf", person.csrf.clone())]);
    person.send(Method::PUT, "/api/me/pin", &json!({ "password": PASSWORD, "pin": "73915482" })).await.with(204);
    person.send(Method::PUT, "/api/me/pin", &json!({ "password": "wrong-password-mark", "pin": "73915482" })).await;
    person
        .send(
            Method::PUT,
            "/api/me/codes",
            &json!({ "password": PASSWORD, "key": "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "code": "000000" }),
        )
        .await;
    secrets.extend([("key", "GEZDGNBVGY3TQOJQ".to_owned()), ("wrong password", "wrong-password-mark".to_owned())]);
    calls_and_questions(&office, &mut secrets).await;
    wrong_ways_in(&office, &mut secrets).await;
    let log = office.server.log();
    assert!(log.lines().count() > 20 && log.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()), "{log}");
    for (what, secret) in secrets {
        assert!(!secret.is_empty());
        let line = log.lines().find(|line| line.contains(&secret));
        assert!(line.is_none(), "the {what} is in the log: {line:?}");
    }
}

async fn calls_and_questions(office: &Office, secrets: &mut Vec<(&'static str, String)>) {
    let director = office.bearer("director", CITY);
    secrets.push(("token", director.token().to_owned()));
    let place = json!({ "text": "place-mark", "areas": [COUNTY] });
    let call = json!({ "summary": "summary-mark", "caller": "caller-mark 0421-7391548", "place": place });
    let incident = director.send(Method::POST, "/api/incidents", &call).await.with(201).text("/id");
    director.send(Method::POST, &format!("/api/incidents/{incident}/notes"), &json!({ "words": "note-mark" })).await.with(200);
    director.send(Method::POST, "/api/incidents", &json!({ "summary": "summary-mark", "class": "class-mark" })).await.with(422);
    director.send(Method::PUT, "/api/drafts/call", &json!({ "caller": "draft-mark" })).await.with(204);
    for path in [
        "/api/incidents?q=question-mark",
        "/api/find?q=question-mark",
        "/incidents?q=question-mark",
        "/nothing/path-mark?q=question-mark",
    ] {
        director.get(path).await;
    }
    let broken = Ask {
        method: Method::POST,
        path: "/api/incidents",
        headers: vec![("content-type", "application/json".to_owned()), ("idempotency-key", "key-mark".to_owned())],
        body: b"{\"summary\":\"summary-mark\",\"broken-mark".to_vec(),
    };
    director.ask(broken).await.with(400);
    let marks = [
        "summary-mark",
        "caller-mark",
        "0421-7391548",
        "place-mark",
        "note-mark",
        "class-mark",
        "draft-mark",
        "question-mark",
        "path-mark",
        "key-mark",
        "broken-mark",
    ];
    secrets.extend(marks.map(|mark| ("words", mark.to_owned())));
}

async fn wrong_ways_in(office: &Office, secrets: &mut Vec<(&'static str, String)>) {
    let stranger = office.nobody();
    // People type their password where the name belongs.
    stranger.signs_in("typed-in-the-wrong-field-mark", "tried-password-mark").await;
    stranger.signs_in("somebody", "tried-password-mark").await;
    stranger.send(Method::POST, "/api/session", &json!({ "name": "somebody", "password": "tried-password-mark" })).await;
    stranger.send(Method::POST, "/api/session", &json!({ "ticket": "ticket-mark", "code": "739154" })).await;
    stranger.get("/welcome/link-mark").await;
    stranger.plant("wf-session", "cookie-mark");
    for authorization in ["Bearer wf_bearer-mark", "Basic basic-mark"] {
        let headers = vec![("authorization", authorization.to_owned()), ("user-agent", "agent-mark".to_owned())];
        stranger.ask(Ask { method: Method::GET, path: "/api/incidents", headers, body: Vec::new() }).await.with(401);
    }
    let marks = [
        "typed-in-the-wrong-field-mark",
        "tried-password-mark",
        "ticket-mark",
        "link-mark",
        "cookie-mark",
        "bearer-mark",
        "basic-mark",
    ];
    secrets.extend(marks.map(|mark| ("what was tried", mark.to_owned())));
    for (name, column) in [
        ("password hash", "select hash from account_passwords"),
        ("session digest", "select token from account_sessions"),
        ("token digest", "select token from account_tokens"),
    ] {
        let digest: String = office.database().query_row(column, [], |row| row.get(0)).expect("a row");
        secrets.push((name, digest));
    }
}
