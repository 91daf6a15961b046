//! Instructions of leaders through the API: given, passed on, acknowledged, fed back, extended, closed.

use serde_json::{Value, json};
use testkit::engines;

use super::room::{Room, room};

async fn given(room: &Room, incident: &str) -> Value {
    let body =
        json!({ "by": "Mayor", "to": "Emergency bureau", "words": "search every house", "due_at": "2026-11-23T04:00:00+08:00" });
    room.frame.post(&format!("/api/incidents/{incident}/instructions"), &body).await.with(201).json()
}

async fn on(room: &Room, instruction: &Value, thing: &str, body: Value) -> Value {
    let path = format!("/api/instructions/{}/{thing}", instruction["id"].as_str().unwrap());
    room.frame.post(&path, &body).await.with(200).json()
}

#[tokio::test]
async fn an_instruction_is_tracked_to_its_feedback() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let one = given(&room, &incident).await;
        assert_eq!((&one["number"], &one["standing"]), (&json!("990100-20261123-0001-D1"), &json!("given")));
        assert!(room.clocks(&incident, "feedback").await[0].met_at.is_none());
        assert_eq!(on(&room, &one, "passing", json!({ "to": "Fire brigade" })).await["to"], "Fire brigade");
        assert_eq!(on(&room, &one, "acknowledgement", json!({})).await["standing"], "acknowledged");
        let fed = on(&room, &one, "feedback", json!({ "words": "three teams are searching", "progress": "done" })).await;
        assert_eq!((&fed["standing"], &fed["feedback"][0]["words"]), (&json!("done"), &json!("three teams are searching")));
        assert!(room.clocks(&incident, "feedback").await[0].met_at.is_some());
        assert_eq!(on(&room, &one, "closure", json!({})).await["standing"], "closed");
        let path = format!("/api/instructions/{}/feedback", one["id"].as_str().unwrap());
        room.frame.post(&path, &json!({ "words": "late" })).await.with(409);
        let of = room.frame.get(&format!("/api/incidents/{incident}/instructions")).await.with(200).json();
        assert_eq!(of["items"][0]["number"], one["number"]);
        assert!(room.frame.get("/api/instructions?open=1").await.with(200).json()["items"].as_array().unwrap().is_empty());
        assert_eq!(room.frame.get("/api/instructions").await.with(200).json()["items"].as_array().unwrap().len(), 1);
        room.frame.get(&format!("/api/instructions/{}", one["id"].as_str().unwrap())).await.with(200);
    }
}

#[tokio::test]
async fn more_time_moves_the_clock_and_withdrawing_ends_it() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let one = given(&room, &incident).await;
        let later = json!({ "until": "2026-11-23T06:00:00+08:00", "reason": "the road is cut" });
        assert_eq!(on(&room, &one, "extension", later).await["due_at"], "2026-11-23T06:00:00+08:00");
        assert_eq!(room.clocks(&incident, "feedback").await[0].due_at, kernel::Time::parse("2026-11-23T06:00:00+08:00").unwrap());
        assert_eq!(on(&room, &one, "withdrawal", json!({ "reason": "found" })).await["standing"], "withdrawn");
        assert!(room.clocks(&incident, "feedback").await.is_empty());
    }
}

#[tokio::test]
async fn feedback_is_taken_after_the_incident_was_closed() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let one = given(&room, &incident).await;
        room.frame.post(&format!("/api/incidents/{incident}/closure"), &json!({ "reason": "over" })).await.with(200);
        assert_eq!(on(&room, &one, "feedback", json!({ "words": "all searched" })).await["standing"], "under_way");
    }
}

#[tokio::test]
async fn an_oral_instruction_and_the_call_it_was_given_in_are_one_press_of_the_leader_sheet() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let to = format!("/incidents/{incident}/instructions");
        let fields = [("step", "leader_in_charge"), ("post-title", "Shift leader"), ("said", "search every house")];
        let back = room.sends(&to, &fields).await;
        assert_eq!(back, format!("/incidents/{incident}#inside"));
        let of = room.frame.get(&format!("/api{to}")).await.with(200).json();
        assert_eq!((&of["items"][0]["by"], &of["items"][0]["to"]), (&json!("Shift leader"), &json!("this desk")));
        let called = room.clocks(&incident, "tell").await.into_iter().filter(|c| c.name == "tell/leader_in_charge");
        assert!(called.into_iter().all(|clock| clock.met_at.is_some()), "the leader was told in the same press");
        let silent = [("step", "leader_in_charge"), ("post-title", "Shift leader"), ("said", "")];
        let page = room.frame.form(&to, &silent).await.with(422).body;
        assert!(page.contains("Shift leader"), "what was typed stays");
    }
}

#[tokio::test]
async fn an_instruction_needs_its_words_and_its_people() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        for body in [
            json!({ "by": "Mayor", "to": "x", "words": "" }),
            json!({ "by": "", "to": "x", "words": "y" }),
            json!({ "by": "Mayor", "to": "", "words": "y" }),
            json!({ "by": "Mayor", "to": "x", "words": "y", "at": "2026-11-23T09:00:00+08:00" }),
            json!({ "by": "Mayor", "to": "x", "words": "y", "due_at": "soon" }),
        ] {
            room.frame.post(&format!("/api/incidents/{incident}/instructions"), &body).await.with(422);
        }
    }
}
