//! The real program in a process of its own: what it has answered is there after the plug was pulled, and whoever was signed in goes on.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use serde_json::{Value, json};
use stories::{CITY, House, Life, PASSWORD, Person};
use testkit::engines;

#[tokio::test]
async fn the_power_fails_at_night_and_the_office_comes_back_with_everything_that_it_had_answered() {
    for engine in engines() {
        let mut house = House::open(engine, Life::Exercise("2026-07-21T03:12:00+08:00".into(), 1));
        let officer = arrives(&house).await;
        let words: Vec<String> = (1..=12).map(|n| format!("第 {n} 个来电：羊山镇进水")).collect();
        let mut cases = Vec::new();
        for words in &words {
            cases.push(officer.takes_call(words).await);
        }
        let draft = json!({ "words": "第 13 个来电，刚听到一半" });
        let kept = officer.sends(reqwest::Method::PUT, "/api/drafts/call", &draft).await;
        assert!((200..300).contains(&kept.status), "{}", kept.body);
        house.is_killed();
        house.starts_again();
        for (case, words) in cases.iter().zip(&words) {
            let now = case.now().await;
            assert_eq!((&now["summary"], &now["number"]), (&json!(words), &json!(case.number)));
            assert_eq!(due(&now), due(&case.made), "its clocks run on");
        }
        let found = officer.get("/api/drafts/call").await.with(200).json();
        assert_eq!(found["fields"], draft, "and the call that was being written is there");
        let next = officer.takes_call("第 13 个来电：电来了").await;
        assert_eq!(next.number, "211300-20260721-0013", "numbers go on without a gap");
        drop(officer);
        house.is_stopped();
        assert!(house.runs(&["journal", "verify"]).contains("whole"));
    }
}

/// The duty officer, signed in by the link that they are given.
async fn arrives(house: &House) -> Person {
    let open = ["account", "open", "--name", "周值班", "--sign-in", "zhou", "--post", "duty-officer", "--area", CITY];
    let said = house.runs(&open);
    let link = said.lines().find_map(|line| line.split_once("/welcome/")).expect("a link").1;
    Person::sets_password(&house.url, &format!("/welcome/{}", link.trim()), PASSWORD).await
}

/// When its duties run out.
fn due(incident: &Value) -> Vec<&Value> {
    incident["duties"].as_array().unwrap().iter().map(|duty| &duty["due_at"]).collect()
}
