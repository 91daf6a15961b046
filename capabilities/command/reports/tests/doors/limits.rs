//! The office's own limits: another set holds for new incidents without a restart and leaves the old ones; without a set no clock runs.

use rules::{Adopt, Withdraw, default_sets};
use serde_json::{Value, json};
use testkit::engines;

use super::room::{Room, room};

const SET: &str = "cn-office-limits";

/// The shipped limits as another version that began this morning: ten minutes for a receipt, twenty for feedback.
fn stricter() -> String {
    let shipped = default_sets("cn").into_iter().find(|set| set.text.contains(SET)).unwrap();
    let text = shipped.text.replace("version = \"0.1\"", "version = \"1\"\nvalid_from = 2026-11-23");
    let text = text.replace("limit_min = 30 }", "limit_min = 10 }");
    let (before, feedback) = text.split_once("id = \"feedback\"").unwrap();
    format!("{before}id = \"feedback\"{}", feedback.replace("limit_min = 60 }", "limit_min = 20 }"))
}

/// A report of the incident that went by fax, as the API answers it.
async fn faxed(room: &Room, incident: &str) -> Value {
    let report = room.drafts(incident, "first").await;
    room.on(&report, "sendings", json!({ "addressees": [{ "name": "Province", "line": "government", "way": "fax" }] })).await
}

/// An instruction for which nobody named a time.
async fn instructed(room: &Room, incident: &str) -> Value {
    let body = json!({ "by": "Mayor", "to": "Emergency bureau", "words": "search every house" });
    room.frame.post(&format!("/api/incidents/{incident}/instructions"), &body).await.with(201).json()
}

/// How long the clocks of one kind run in an incident, in minutes.
async fn clocks_min(room: &Room, incident: &str, kind: &str) -> Vec<i64> {
    room.clocks(incident, kind).await.iter().map(|due| due.due_at.since_ms(due.started_at) / 60_000).collect()
}

#[tokio::test]
async fn another_set_holds_for_new_incidents_without_a_restart_and_leaves_the_old_ones() {
    for engine in engines() {
        let room = room(engine).await;
        let old = room.explosion(2).await;
        faxed(&room, &old).await;
        room.town.pass_min(5).await;
        room.rules.adopt(room.town.given(), Adopt::of(&stricter()).unwrap()).await.unwrap();
        assert_eq!(clocks_min(&room, &old, "receipt").await, [30], "what is on record stays");
        let late = faxed(&room, &old).await;
        assert_eq!(late["sendings"][0]["receipt_rule"], json!(format!("receipt {SET}@0.1")), "an incident keeps its rules");
        assert_eq!(clocks_min(&room, &old, "receipt").await, [30, 30]);
        instructed(&room, &old).await;
        assert_eq!(clocks_min(&room, &old, "feedback").await, [60]);

        let new = room.explosion(2).await;
        let sent = faxed(&room, &new).await;
        assert_eq!(sent["sendings"][0]["receipt_rule"], json!(format!("receipt {SET}@1")));
        assert_eq!(sent["sendings"][0]["receipt_due_at"], "2026-11-23T03:27:00+08:00");
        assert_eq!(clocks_min(&room, &new, "receipt").await, [10]);
        assert_eq!(clocks_min(&room, &new, "sign_after").await, [60], "what the new set left as it was");
        assert_eq!(instructed(&room, &new).await["due_rule"], json!(format!("feedback {SET}@1")));
        assert_eq!(clocks_min(&room, &new, "feedback").await, [20]);
        for (incident, minutes) in [(&old, "Within 60 minutes"), (&new, "Within 20 minutes")] {
            room.frame.get(&format!("/incidents/{incident}/instructions")).await.shows(&[minutes]);
        }
    }
}

#[tokio::test]
async fn without_a_set_everything_is_recorded_all_the_same_and_no_clock_is_made_up() {
    for engine in engines() {
        let room = room(engine).await;
        let withdrawn = Withdraw { set: SET.into(), version: "0.1".into(), why: "the city has not confirmed it".into() };
        let old = room.explosion(2).await;
        faxed(&room, &old).await;
        room.town.pass_min(5).await;
        room.rules.withdraw(room.town.given(), withdrawn).await.unwrap();
        let incident = room.explosion(2).await;
        let sent = faxed(&room, &incident).await;
        assert_eq!((&sent["standing"], &sent["sendings"][0]["receipt_due_at"]), (&json!("sent"), &Value::Null));
        assert_eq!(instructed(&room, &incident).await["due_at"], Value::Null);
        for kind in ["receipt", "sign_after", "feedback"] {
            assert!(room.clocks(&incident, kind).await.is_empty(), "{kind}");
        }
        let outstanding = room.frame.get("/api/receipts/outstanding").await.with(200).json();
        let due: Vec<&Value> = outstanding["items"].as_array().unwrap().iter().map(|one| &one["due_at"]).collect();
        assert_eq!(due, [&json!("2026-11-23T03:42:00+08:00"), &Value::Null], "what has no limit stands last");
        room.frame.get("/reports").await.shows(&["no limit set"]);
        room.frame.get(&format!("/incidents/{incident}/instructions")).await.shows(&["no limit set", "no clock runs"]);
        let report = sent["id"].as_str().unwrap();
        room.frame.get(&format!("/reports/{report}")).await.shows(&["no limit set"]);
    }
}
