//! The rules change at midnight: what was received before keeps its law, whatever is learned of it later.

use reqwest::Method;
use serde_json::{Value, json};
use stories::{CITY, Night, Person};
use testkit::engines;

/// A shipped rule set with another version, another first day and another number.
fn changed(id: &str, changes: &[(&str, &str)]) -> String {
    let shipped = rules::default_sets("cn");
    let set = shipped.iter().find(|set| set.text.contains(&format!("id = \"{id}\""))).expect("a shipped set");
    changes.iter().fold(set.text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "{id} says {from}");
        text.replacen(from, to, 1)
    })
}

async fn adopts(person: &Person, text: &str) -> Value {
    let answer = person.sends(Method::POST, "/api/rules", &json!({ "text": text })).await;
    assert!((200..300).contains(&answer.status), "{}", answer.body);
    answer.json()
}

#[tokio::test]
async fn an_incident_keeps_the_law_of_its_night_and_the_next_one_has_the_new() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T20:00:00+08:00").await;
        let (officer, director) = (night.officer().await, night.person("主任", "director", CITY).await);
        let text = changed(
            "cn-grading-accident",
            &[
                ("version = \"1\"", "version = \"2\"\nvalid_from = \"2026-07-22\""),
                ("I = 30, II = 10, III = 3, IV = 0", "I = 30, II = 10, III = 2, IV = 0"),
            ],
        );
        adopts(&director, &text).await;
        night.comes_to("2026-07-21T23:58:00+08:00").await;
        let accident = || json!({ "summary": "厂房爆炸", "class": "12D01", "figures": { "deaths": 1 } });
        let before = officer.records(accident()).await;
        night.comes_to("2026-07-22T00:04:00+08:00").await;
        let after = officer.records(accident()).await;
        let (old, new) = (before.figure_adopted("deaths", 2, "县医院").await, after.figure_adopted("deaths", 2, "县医院").await);
        assert_eq!((&old["assessed_grade"], &new["assessed_grade"]), (&json!("IV"), &json!("III")));
        assert!(
            names(&old, "cn-grading-accident@1") && names(&new, "cn-grading-accident@2"),
            "{} {}",
            old["rules"],
            new["rules"]
        );
        assert!(old["grade_reason"].as_str().unwrap().contains("@1") && new["grade_reason"].as_str().unwrap().contains("@2"));
        night.comes_to("2026-07-23T09:00:00+08:00").await;
        let later = before.figure_adopted("deaths", 3, "县医院").await;
        assert_eq!(later["assessed_grade"], "III");
        assert!(
            names(&later, "cn-grading-accident@1"),
            "days later it is still judged by the law of its night: {}",
            later["rules"]
        );
    }
}

#[tokio::test]
async fn a_call_of_before_midnight_that_is_entered_after_it_has_the_old_law() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T20:00:00+08:00").await;
        let (officer, director) = (night.officer().await, night.person("主任", "director", CITY).await);
        let text = changed("cn-telling", &[("version = \"0.1\"", "version = \"0.2\"\nvalid_from = \"2026-07-22\"")]);
        adopts(&director, &text).await;
        night.comes_to("2026-07-22T00:30:00+08:00").await;
        let paper = json!({ "summary": "停电时的来电", "received_at": "2026-07-21T23:10:00+08:00", "source": "paper" });
        let (paper, fresh) = (officer.records(paper).await, officer.records(json!({ "summary": "来电后的来电" })).await);
        assert!(names(&paper.made, "cn-telling@0.1"), "{}", paper.made["rules"]);
        assert!(names(&fresh.made, "cn-telling@0.2"), "{}", fresh.made["rules"]);
    }
}

fn names(incident: &Value, rule: &str) -> bool {
    incident["rules"].as_array().unwrap().iter().any(|named| named == rule)
}
