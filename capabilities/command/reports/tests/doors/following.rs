//! What follows the first report: follow-ups, zero reports, corrections, the end; and what can be seen later.

use kernel::{Id, Scope};
use serde_json::{Value, json};
use testkit::engines;

use super::room::{path, room};

#[tokio::test]
async fn a_follow_up_marks_what_changed_since_the_last_report() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        room.phones(&room.drafts(&incident, "first").await).await;
        room.town.pass_min(10).await;
        room.counts(&incident, "deaths", 3).await;
        let next = room.drafts(&incident, "follow_up").await;
        assert_eq!((&next["label"], &next["seq"]), (&json!("follow-up (1)"), &json!(1)));
        let deaths = next["figures"].as_array().unwrap().iter().find(|f| f["item"] == "deaths").unwrap();
        assert!(deaths["change"].as_str().unwrap().contains("from 2 persons to 3 persons"), "{deaths}");
        assert!(next["text"].as_str().unwrap().contains("Since first report"), "{next}");
    }
}

#[tokio::test]
async fn the_panel_says_when_one_line_holds_a_newer_figure_than_another() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let first = room.drafts(&incident, "first").await;
        let on = |line: &str| json!({ "addressees": [{ "name": "Somebody", "line": line, "way": "phone" }] });
        room.on(&first, "sendings", on("party")).await;
        room.on(&first, "sendings", on("department")).await;
        let panel = format!("/incidents/{incident}/reports/panel");
        assert!(!room.frame.get(&panel).await.with(200).body.contains("do not hold the same"));
        room.town.pass_min(5).await;
        room.counts(&incident, "deaths", 3).await;
        room.on(&room.drafts(&incident, "follow_up").await, "sendings", on("department")).await;
        room.frame.get(&panel).await.shows(&["do not hold the same figure: deaths", "3 persons", "2 persons", "Party line"]);
    }
}

#[tokio::test]
async fn a_zero_report_is_refused_when_figures_have_changed() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        room.phones(&room.drafts(&incident, "first").await).await;
        let zero = room.drafts(&incident, "zero").await;
        assert!(zero["text"].as_str().unwrap().contains("nothing new"), "{zero}");
        room.counts(&incident, "deaths", 3).await;
        let refused =
            room.frame.post(&format!("/api/incidents/{incident}/reports"), &json!({ "kind": "zero" })).await.with(409).json();
        assert!(refused["hint"].is_string(), "{refused}");
    }
}

#[tokio::test]
async fn what_was_sent_is_replaced_and_stays_as_it_was() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let wrong = room.phones(&room.drafts(&incident, "first").await).await;
        let body = json!({ "kind": "first", "replaces": wrong["id"], "reason": "wrong street" });
        let right = room.frame.post(&format!("/api/incidents/{incident}/reports"), &body).await.with(201).json();
        assert_eq!((&right["replaces"], &right["seq"]), (&wrong["id"], &json!(2)));
        let old = room.frame.get(path(&wrong, "").trim_end_matches('/')).await.with(200).json();
        assert_eq!((&old["standing"], &old["superseded_by"]), (&json!("superseded"), &right["id"]));
        assert_eq!(old["text"], wrong["text"], "never altered");
        room.refused(&wrong, "sendings", (json!({ "addressees": [{ "name": "x", "line": "party", "way": "fax" }] }), 409)).await;
        let elsewhere = room.explosion(0).await;
        let body = json!({ "kind": "first", "replaces": wrong["id"], "reason": "x" });
        room.frame.post(&format!("/api/incidents/{elsewhere}/reports"), &body).await.with(404);
        let voided = room.on(&right, "void", json!({ "reason": "not needed" })).await;
        assert_eq!(voided["standing"], "voided");
        let list = room.frame.get(&format!("/api/incidents/{incident}/reports")).await.with(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn an_incident_that_is_over_takes_a_final_report_and_supplements() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        room.frame.post(&format!("/api/incidents/{incident}/closure"), &json!({ "reason": "over" })).await.with(200);
        let asks = async |kind: &'static str| {
            room.frame.post(&format!("/api/incidents/{incident}/reports"), &json!({ "kind": kind })).await.status.as_u16()
        };
        for (kind, status) in [("first", 409), ("follow_up", 409), ("zero", 409), ("final", 201), ("correction", 201)] {
            assert_eq!(asks(kind).await, status, "{kind}");
        }
        room.town.pass_min(31 * 24 * 60).await;
        assert_eq!((asks("correction").await, asks("final").await), (409, 201), "the window is over");
    }
}

#[tokio::test]
async fn the_copy_for_the_other_system_has_its_fields_in_order() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.phones(&room.drafts(&incident, "first").await).await;
        let copy = room.frame.get(&path(&report, "copy")).await.with(200).json();
        let fields = copy["fields"].as_array().unwrap();
        let names: Vec<&str> = fields.iter().map(|f| f["name"].as_str().unwrap()).collect();
        let at = |name: &str| names.iter().position(|n| *n == name).unwrap_or_else(|| panic!("{name} is not in {names:?}"));
        let order = [
            "report_no",
            "event_id",
            "kind",
            "received_at",
            "occurred_at",
            "place_text",
            "area_code",
            "brief_course",
            "deaths",
            "measures_taken",
            "issuer",
            "sent_to",
            "text",
        ];
        assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{names:?}");
        let value = |name: &str| &fields[at(name)]["value"];
        assert_eq!((value("deaths"), value("missing"), value("area_code")), (&json!("2"), &Value::Null, &json!("990102001000")));
        assert_eq!((value("sent_to"), value("issuer")), (&json!("Provincial duty room"), &Value::Null));
        assert!(copy["text"].as_str().unwrap().contains("deaths 2 persons"));
    }
}

#[tokio::test]
async fn who_opened_a_report_is_recorded_once_each() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.phones(&room.drafts(&incident, "first").await).await;
        let whole = path(&report, "").trim_end_matches('/').to_owned();
        for _ in 0..3 {
            room.frame.get(&whole).await.with(200);
        }
        let opened = room.frame.get(&whole).await.json()["opened"].clone();
        assert_eq!(opened.as_array().unwrap().len(), 1, "{opened}");
    }
}

#[tokio::test]
async fn reports_are_listed_newest_first_page_by_page_and_found_by_their_words() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        for kind in ["first", "follow_up", "final"] {
            room.drafts(&incident, kind).await;
            room.town.pass_min(1).await;
        }
        let mut kinds = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = room.frame.get(&format!("/api/reports?limit=1&cursor={cursor}")).await.with(200).json();
            kinds.extend(page["items"].as_array().unwrap().iter().map(|i| i["kind"].as_str().unwrap().to_owned()));
            match page["next"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(kinds, ["final", "follow_up", "first"]);
        let scope = Scope::whole(room.town.desk.city());
        let found = desk::search::find(room.town.desk.db(), &scope, "Bridge Street", 50).await.unwrap();
        assert!(found.iter().any(|find| find.stream.starts_with("report/")), "{found:?}");
    }
}

#[tokio::test]
async fn a_replay_shows_only_the_reports_that_were_known_then() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let first = room.phones(&room.drafts(&incident, "first").await).await;
        let (then, id) = (room.town.desk.last_position(), Id::parse(&incident).unwrap());
        room.town.pass_min(5).await;
        room.phones(&room.drafts(&incident, "follow_up").await).await;
        let scope = Scope::whole(room.town.desk.city());
        let replay = room.town.desk.replay_case(&id, then).await.unwrap();
        let before = reports::reads::of_incident(&replay.db, &scope, &id).await.unwrap().unwrap();
        assert_eq!(before.reports.iter().map(|r| r.id.to_string()).collect::<Vec<_>>(), [first["id"].as_str().unwrap()]);
        assert_eq!(reports::reads::listed(&replay.db, &scope, None, 10).await.unwrap().len(), 1);
        let now = reports::reads::of_incident(room.town.desk.db(), &scope, &id).await.unwrap().unwrap();
        assert_eq!((now.reports.len(), now.last_sent().map(|r| r.report.kind())), (2, Some(Some(rules::ReportKind::FollowUp))));
    }
}

#[tokio::test]
async fn a_work_secret_is_read_by_nobody_whose_scope_does_not_hold_it() {
    for engine in engines() {
        let room = room(engine).await;
        let body = json!({ "summary": "strike", "class": "12D01", "marking": "work_secret" });
        let made = room.frame.post("/api/incidents", &body).await.with(201).json();
        let incident = made["id"].as_str().unwrap();
        let report = room.phones(&room.drafts(incident, "first").await).await;
        let open = Scope { work_secret: false, ..Scope::whole(room.town.desk.city()) };
        let (db, id) = (room.town.desk.db(), Id::parse(report["id"].as_str().unwrap()).unwrap());
        assert!(reports::reads::report(db, &open, &id).await.unwrap().is_none());
        assert!(reports::reads::listed(db, &open, None, 10).await.unwrap().is_empty());
        let whole = Scope::whole(room.town.desk.city());
        assert_eq!(reports::reads::listed(db, &whole, None, 10).await.unwrap().len(), 1);
    }
}
