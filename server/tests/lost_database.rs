//! The program when its database is lost: it says so at every door and to whoever watches it, keeps nothing half done, and works again by
//! itself when the database is back.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[allow(dead_code, reason = "shared with the other tests of the program")]
#[path = "program/harness.rs"]
mod harness;

use std::time::Duration;

use desk::Stopwatch;
use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};
use testkit::{Postgres, engines};

use harness::{COUNTY, PATIENCE, Place, Server, client, run};

/// An office on a PostgreSQL server of its own, with somebody who may record.
struct Office {
    server: Server,
    token: String,
    client: reqwest::Client,
}

impl Office {
    async fn ask(&self, method: Method, path: &str, body: Option<(&str, Value)>) -> Response {
        let request = self.client.request(method, format!("{}{path}", self.server.url)).bearer_auth(&self.token);
        let request = match body {
            Some((key, body)) => request.header("idempotency-key", key).json(&body),
            None => request,
        };
        request.send().await.unwrap()
    }

    async fn get(&self, path: &str) -> Response {
        self.ask(Method::GET, path, None).await
    }

    async fn record(&self, key: &str, summary: &str) -> Response {
        self.ask(Method::POST, "/api/incidents", Some((key, json!({ "summary": summary })))).await
    }

    /// Asks until it is answered.
    async fn until_answered(&self, path: &str) {
        let watch = Stopwatch::start();
        while self.get(path).await.status() != StatusCode::OK {
            assert!(watch.seconds() < PATIENCE.as_secs_f64(), "{path} is not answered again; the log: {}", self.server.log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

/// A program is told in JSON and when to come again.
async fn is_told(answer: Response, what: &str) {
    assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE, "{what}");
    assert_eq!(header(&answer, "content-type"), "application/problem+json", "{what}");
    assert!(header(&answer, "retry-after").parse::<u32>().is_ok(), "{what}");
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(
        (&problem["status"], &problem["type"]),
        (&json!(503), &json!("urn:watchfire:problem:web-trouble-fault")),
        "{problem}"
    );
    assert!(!problem.to_string().to_lowercase().contains("postgres"), "nothing of the inside: {problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn while_postgresql_is_down_every_door_says_so_and_when_it_is_back_nobody_has_to_do_anything() {
    if !engines().contains(&desk::Engine::Postgres) {
        return;
    }
    let mut database = Postgres::start().unwrap();
    let place = Place::new();
    let data = place.path("data");
    run(&["init", "--city", "chaoyang", "--data", &data, "--database", &database.database()]).done();
    let token = run(&["account", "token", "--data", &data, "--post", "duty-officer", "--area", COUNTY]).done().trim().to_owned();
    let mut office = Office { server: Server::of(&data), token, client: client(None) };
    assert_eq!(office.record("before", "water in the cellars").await.status(), StatusCode::CREATED);
    let health: Value = office.get("/healthz").await.json().await.unwrap();

    database.kill();
    let health_lost = office.get("/healthz").await;
    assert_eq!(health_lost.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(health_lost.json::<Value>().await.unwrap()["status"], "degraded");
    is_told(office.get("/api/incidents?limit=1").await, "a list").await;
    is_told(office.record("during", "a bridge is gone").await, "a call").await;
    let page = office.get("/incidents").await;
    assert_eq!((page.status(), header(&page, "content-type")), (StatusCode::SERVICE_UNAVAILABLE, "text/html; charset=utf-8"));
    assert!(!header(&page, "retry-after").is_empty());
    let words = page.text().await.unwrap();
    assert!(words.contains("<h1>") && !words.to_lowercase().contains("postgres"), "{words}");

    database.start_again().unwrap();
    office.until_answered("/healthz").await;
    office.until_answered("/api/incidents?limit=1").await;
    office.until_answered("/incidents").await;
    let again = office.record("during", "a bridge is gone").await;
    assert_eq!(again.status(), StatusCode::CREATED, "asked again under the same key it is recorded");
    let list: Value = office.get("/api/incidents?limit=10").await.json().await.unwrap();
    assert_eq!(list["items"].as_array().unwrap().len(), 2, "once each: {list}");
    let health_now: Value = office.get("/healthz").await.json().await.unwrap();
    assert_eq!(health_now["status"], "ok");
    assert!(health_now["position"].as_i64() > health["position"].as_i64());
    run(&["journal", "verify", "--data", &data]).done();
    office.server.signal("TERM");
    assert_eq!(office.server.wait().code(), Some(0), "it was never started again: {}", office.server.log());
}
