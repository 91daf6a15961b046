//! What this program itself sends: by mail, after the commit; the duty is met when the other side has it and not before.

use std::sync::Arc;
use std::sync::Mutex;

use desk::{BoxFuture, Outgoing, Sender};
use serde_json::{Value, json};
use testkit::engines;

use super::room::{Room, duty, room, with};

/// A mailbox that takes or refuses everything.
struct Mailbox {
    takes: bool,
    mails: Mutex<Vec<Outgoing>>,
}

impl Mailbox {
    fn that(takes: bool) -> Arc<Self> {
        Arc::new(Self { takes, mails: Mutex::default() })
    }
}

impl Sender for Mailbox {
    fn channel(&self) -> &'static str {
        "email"
    }

    fn send<'a>(&'a self, message: &'a Outgoing) -> BoxFuture<'a, Result<String, String>> {
        self.mails.lock().unwrap().push(message.clone());
        let answer = if self.takes { Ok("250 queued".to_owned()) } else { Err("connection refused".to_owned()) };
        Box::pin(async move { answer })
    }
}

async fn mailed(room: &Room, incident: &str) -> Value {
    let report = room.drafts(incident, "first").await;
    let to = json!({ "party": "province-government", "line": "government", "way": "email", "address": "duty@province.example" });
    room.on(&report, "sendings", json!({ "addressees": [to] })).await
}

async fn fate(room: &Room, report: &Value) -> Value {
    let path = format!("/api/reports/{}", report["id"].as_str().unwrap());
    room.frame.get(&path).await.with(200).json()["sendings"][0]["fate"].clone()
}

#[tokio::test]
async fn a_mail_meets_its_duty_when_it_was_handed_over() {
    for engine in engines() {
        let mailbox = Mailbox::that(true);
        let room = with(engine, vec![mailbox.clone()]).await;
        let incident = room.explosion(10).await;
        let report = mailed(&room, &incident).await;
        assert!(!report["sendings"][0]["duties"].as_array().unwrap().is_empty(), "{report}");
        let open =
            |now: &Value| duty(now, "province-government", &["written", "any"]).iter().filter(|d| d["state"] == "met").count();
        assert_eq!(open(&room.incident(&incident).await), 0, "nothing has left yet");
        room.town.desk.settle().await.unwrap();
        assert_eq!(fate(&room, &report).await, "handed_over");
        assert!(open(&room.incident(&incident).await) > 0);
        let mails = mailbox.mails.lock().unwrap().clone();
        assert_eq!((mails.len(), mails[0].address.as_str()), (1, "duty@province.example"));
        assert!(mails[0].subject.starts_with("[unverified]"), "{}", mails[0].subject);
        assert!(
            mails[0].body.contains("deaths 10 persons") && mails[0].body.contains('@'),
            "text, number and head: {}",
            mails[0].body
        );
    }
}

#[tokio::test]
async fn a_mail_that_nobody_takes_is_given_up_in_sight_and_meets_nothing() {
    for engine in engines() {
        let room = with(engine, vec![Mailbox::that(false)]).await;
        let incident = room.explosion(10).await;
        let report = mailed(&room, &incident).await;
        for _ in 0..10 {
            room.town.pass_min(15).await;
        }
        assert_eq!(fate(&room, &report).await, "not_delivered");
        let now = room.incident(&incident).await;
        assert!(duty(&now, "province-government", &["written", "any"]).iter().all(|d| d["state"] != "met"));
        assert!(room.clocks(&incident, "receipt").await[0].met_at.is_none(), "somebody still has to see to it");
    }
}

#[tokio::test]
async fn without_a_way_out_the_report_is_recorded_all_the_same() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(10).await;
        assert_eq!(fate(&room, &mailed(&room, &incident).await).await, "gone");
    }
}
