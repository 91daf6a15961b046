//! The doors of the API: rule sets listed, read, checked, adopted and withdrawn.

use axum::http::{Method, StatusCode};
use serde_json::json;
use testkit::{NOTHING, engines};

use super::frame::{quicker, tiny, town};

#[tokio::test]
async fn rule_sets_are_listed_and_read_with_their_text() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let list = frame.get("/api/rules").await.json();
        assert_eq!(list["items"].as_array().unwrap().len(), 5);
        let read = frame.get("/api/rules/tiny-grading/1").await;
        let read = read.json();
        assert_eq!((read["kind"].as_str(), read["state"].as_str()), (Some("grading"), Some("in_force")));
        assert_eq!(read["text"].as_str(), Some(tiny("grading").as_str()), "the exact text");
        assert_eq!(read["hash"].as_str().unwrap().len(), 64);
        assert_eq!(frame.get("/api/rules/tiny-grading/9").await.status, StatusCode::NOT_FOUND);
        assert_eq!(frame.get("/api/rules/nothing/1").await.status, StatusCode::NOT_FOUND);
        assert!(frame.get_as(NOTHING, "/api/rules").await.json()["items"].as_array().unwrap().is_empty());
        assert_eq!(frame.get_as(NOTHING, "/api/rules/tiny-grading/1").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_new_version_is_adopted_once_and_waits_for_its_day() {
    for engine in engines() {
        let (town, frame) = town(engine).await;
        let body = json!({ "text": quicker("2", "2026-12-01") });
        let made = frame.post("/api/rules", &body).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
        assert_eq!(made.headers["location"], "/api/rules/tiny-reporting/2");
        assert_eq!(made.json()["state"], "not_yet");
        assert_eq!(made.json()["valid_from"], "2026-12-01");
        let again = frame.post("/api/rules", &body).await;
        assert_eq!(again.status, StatusCode::OK, "already so is an answer");
        let other = json!({ "text": quicker("2", "2026-12-02") });
        let refused = frame.post("/api/rules", &other).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert_eq!(refused.json()["type"], "urn:watchfire:problem:rules-refusal-other-text");
        town.pass_min(9 * 24 * 60).await;
        assert_eq!(frame.get("/api/rules/tiny-reporting/2").await.json()["state"], "in_force");
        assert_eq!(frame.get("/api/rules/tiny-reporting/1").await.json()["state"], "superseded");
    }
}

#[tokio::test]
async fn every_fault_of_a_text_is_answered_with_its_line() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let broken = tiny("reporting").replace("limit_min = 90", "limit_min = \"soon\"").replace("\"phone\"", "\"pigeon\"");
        let refused = frame.post("/api/rules", &json!({ "text": broken })).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let problem = refused.json();
        let errors = problem["errors"].as_array().unwrap();
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert!(errors[0]["field"].as_str().unwrap().ends_with("duties[1].limit_min"), "{errors:?}");
        let loose = tiny("grading")
            .replace("version = \"1\"", "version = \"2\"\nvalid_from = 2026-12-01")
            .replace("\"acres\"", "\"akers\"");
        let refused = frame.post("/api/rules", &json!({ "text": loose })).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.json()["errors"][0]["detail"].as_str().unwrap().contains("akers"));
        assert_eq!(frame.post("/api/rules", &json!({ "texts": "" })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test]
async fn a_check_says_what_would_change_and_changes_nothing() {
    for engine in engines() {
        let (town, frame) = town(engine).await;
        let position = town.desk.last_position();
        let good = frame.post("/api/rules/checks", &json!({ "text": quicker("2", "2026-12-01") })).await.json();
        assert_eq!((&good["good"], good["problems"].as_array().unwrap().len()), (&json!(true), 0));
        let paths: Vec<&str> = good["changes"].as_array().unwrap().iter().map(|c| c["path"].as_str().unwrap()).collect();
        assert_eq!(paths, ["duties.4-2.limit_min", "valid_from", "version"]);
        let bad = frame.post("/api/rules/checks", &json!({ "text": "id = " })).await.json();
        assert_eq!(bad["good"], json!(false));
        assert_eq!(bad["problems"][0]["line"], json!(1));
        assert_eq!(town.desk.last_position(), position);
    }
}

#[tokio::test]
async fn a_version_is_withdrawn_with_a_reason_by_whoever_answers_for_the_city() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let path = "/api/rules/tiny-reporting/1/withdrawal";
        assert_eq!(frame.post(path, &json!({ "why": " " })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let elsewhere = frame.send_as("990101", (Method::POST, path), &json!({ "why": "mine" })).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
        let gone = frame.post(path, &json!({ "why": "repealed" })).await;
        assert_eq!((gone.status, gone.json()["state"].clone()), (StatusCode::OK, json!("withdrawn")));
        assert_eq!(frame.post(path, &json!({ "why": "again" })).await.status, StatusCode::OK, "already so");
        let missing = frame.post("/api/rules/tiny-reporting/7/withdrawal", &json!({ "why": "x" })).await;
        assert_eq!(missing.status, StatusCode::NOT_FOUND);
        let elsewhere =
            frame.send_as("990101", (Method::POST, "/api/rules"), &json!({ "text": quicker("2", "2026-12-01") })).await;
        assert_eq!(elsewhere.status, StatusCode::FORBIDDEN);
    }
}
