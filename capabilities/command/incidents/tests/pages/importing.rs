//! Calls from a file: checked, taken in, taken in again; and the list that was taken out taken in elsewhere.

use axum::http::Request;
use serde_json::Value;
use testkit::{Answered, TOWN, engines};

use super::office::{Room, room};

const CALLS: &str = "接报时间,发生时间,类别,区划编码,地点,来电内容,死亡人数,报告人,状态\n\
    2026-11-22 03:12,2026/11/22 2:50,山洪,990102001,Mill Quarter,water in the cellars,2,Demo Guo,处置中\n\
    2026-11-22 04:00,,12D01,990103,,blast at the plant,待核,,已办结\n\
    2026-11-22 04:00,,12D01,990103,,blast at the plant,,,已办结\n\
    ,,,,,no time was noted,,,误报\n";
const WRONG: &str = "接报时间,类别,来电内容\n2026-11-22 03:12,,water\n昨天,不知道,fire\n";

async fn page(room: &Room, what: &str, file: &[u8]) -> Answered {
    room.frame.upload("/incidents/import", &[("do", what)], ("file", &[file])).await
}

async fn api(room: &Room, query: &str, file: &[u8]) -> Answered {
    let request = Request::post(format!("/api/incidents/import{query}")).header("content-type", "text/csv");
    room.frame.ask(TOWN, request, file.to_vec()).await
}

async fn on_record(room: &Room) -> Vec<Value> {
    room.frame.get("/api/incidents?limit=200").await.with(200).json()["items"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_file_is_checked_then_taken_in_and_the_second_time_changes_nothing() {
    for engine in engines() {
        let room = room(engine).await;
        room.frame.get("/incidents").await.shows(&["/incidents/import"]);
        room.frame.get("/incidents/import").await.shows(&["multipart/form-data", "/incidents/import/calls.xlsx"]);
        assert!(room.frame.file("/incidents/import/calls.xlsx").await.starts_with(b"PK"));
        let before = room.facts();
        page(&room, "check", CALLS.as_bytes()).await.shows(&["4 calls can be put on record"]);
        assert_eq!(room.facts(), before, "a check changes nothing, and an empty table is no export");
        page(&room, "import", CALLS.as_bytes()).await.shows(&["4 calls are on record"]);
        let listed = on_record(&room).await;
        assert_eq!(listed.len(), 4);
        let flood = listed.iter().find(|one| one["summary"] == "water in the cellars").unwrap();
        assert_eq!(
            (&flood["class"], &flood["area"], &flood["figures"]["deaths"]),
            (&"11A51".into(), &"990102001".into(), &2.into())
        );
        assert_eq!((&flood["received_at"], &flood["standing"]), (&"2026-11-22T03:12:00+08:00".into(), &"open".into()));
        let blasts: Vec<&Value> = listed.iter().filter(|one| one["summary"] == "blast at the plant").collect();
        assert_eq!(blasts.len(), 2, "two alike calls of one minute are two");
        assert!(blasts.iter().all(|one| one["standing"] == "closed" && one["figures"]["deaths"].is_null()));
        let whole = room.frame.get(&format!("/api/incidents/{}", flood["id"].as_str().unwrap())).await.json();
        assert_eq!((&whole["source"], &whole["caller"]), (&"import".into(), &"Demo Guo".into()));

        page(&room, "import", CALLS.as_bytes()).await.shows(&["All calls of the file are on record already"]);
        let more = format!("{CALLS}2026-11-22 05:00,,,,,a fifth call,,,\n");
        page(&room, "check", more.as_bytes()).await.shows(&["1 call can be put on record", "4 rows are on record already"]);
        assert_eq!(on_record(&room).await.len(), 4);
        room.town.desk.settle().await.unwrap();
    }
}

#[tokio::test]
async fn while_one_row_is_wrong_nothing_is_taken_in_and_every_fault_is_listed() {
    for engine in engines() {
        let room = room(engine).await;
        let before = room.facts();
        let page_back = page(&room, "import", WRONG.as_bytes()).await.with(422);
        page_back.holds(&["2 faults: nothing was put on record", "Not a time", "昨天", "No class is known by this"]);
        room.frame.form("/incidents/import", &[("do", "import")]).await.with(422).holds(&["Choose a file"]);
        page(&room, "check", b"a,b\n1,2\n").await.with(422).holds(&["No heads of calls were found"]);
        let dry = api(&room, "?dry_run=true", WRONG.as_bytes()).await.with(200).json();
        assert_eq!((&dry["taken_in"], &dry["new"], &dry["faults_total"]), (&false.into(), &1.into(), &2.into()));
        assert_eq!((&dry["faults"][0]["row"], &dry["faults"][0]["key"]), (&3.into(), &"incidents-row-not-a-time".into()));
        api(&room, "", WRONG.as_bytes()).await.with(422);
        assert_eq!(room.facts(), before);
        let done = api(&room, "", CALLS.as_bytes()).await.with(200).json();
        assert_eq!((&done["taken_in"], &done["new"], &done["already"]), (&true.into(), &4.into(), &0.into()));
    }
}

#[tokio::test]
async fn a_list_that_was_taken_out_is_taken_in_elsewhere_as_it_was_and_here_not_again() {
    for engine in engines() {
        let (room, other) = (room(engine).await, room(engine).await);
        api(&room, "", CALLS.as_bytes()).await.with(200);
        let point = serde_json::json!({
            "summary": "bus in the ditch", "class": "12H05", "marking": "work_secret",
            "place": { "lat": 50.05, "lon": -29.92, "text": "by the old mill" }, "figures": { "serious_injuries": 4 },
        });
        room.frame.post("/api/incidents", &point).await.with(201);
        let file = room.frame.file("/incidents/list.xlsx").await;
        let taken = desk::reads::before(room.town.desk.db(), i64::MAX, 1).await.unwrap().remove(0);
        assert_eq!(taken.kind, "taken_out", "who took what out is on record");
        let said: Value = serde_json::from_str(&taken.body).unwrap();
        assert_eq!(
            (&said["what"], &said["rows"], &said["marking"]),
            (&"/incidents/list.xlsx".into(), &5.into(), &"work_secret".into())
        );
        assert!(taken.actor.starts_with("account/"), "{}", taken.actor);

        page(&room, "check", &file).await.shows(&["All calls of the file are on record already"]);
        page(&other, "import", &file).await.shows(&["5 calls are on record"]);
        let kept = |incidents: Vec<Value>| {
            let mut kept: Vec<String> = incidents
                .into_iter()
                .map(|mut one| {
                    for changes in ["id", "number", "version"] {
                        one.as_object_mut().unwrap().remove(changes);
                    }
                    one.to_string()
                })
                .collect();
            kept.sort();
            kept
        };
        assert_eq!(kept(on_record(&other).await), kept(on_record(&room).await));
        page(&other, "import", &file).await.shows(&["All calls of the file are on record already"]);
    }
}

#[tokio::test]
async fn a_large_file_goes_in_by_steps() {
    for engine in engines() {
        let room = room(engine).await;
        let rows: String = (0..250).map(|n| format!("2026-11-22 {:02}:{:02},call {n}\n", n / 60, n % 60)).collect();
        let done = api(&room, "", format!("received_at,summary\n{rows}").as_bytes()).await.with(200).json();
        assert_eq!(done["new"], 250);
        let counted = "select count(*) as n from incidents limit 1";
        let row = room.town.desk.db().one(counted, Vec::new()).await.unwrap().unwrap();
        assert_eq!(row.int("n").unwrap(), 250);
    }
}
