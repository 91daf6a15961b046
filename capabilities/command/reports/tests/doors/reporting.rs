//! Drafting, writing, signing and sending through the API.

use axum::http::{Method, Request};
use desk::{HeadSeen, Verdict, verify};
use serde_json::{Value, json};
use testkit::{NOTHING, TOWN, engines};

use super::room::{duty, path, room};

#[tokio::test]
async fn a_report_is_composed_from_what_is_known() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        room.frame.post(&format!("/api/incidents/{incident}/notes"), &json!({ "words": "foam on the tank" })).await.with(200);
        let report = room.drafts(&incident, "first").await;
        assert_eq!(report["number"], "990100-20261123-0001-F1");
        assert_eq!(
            (&report["standing"], &report["unverified"], &report["label"]),
            (&json!("draft"), &json!(true), &json!("first report"))
        );
        let text = report["text"].as_str().unwrap();
        for said in
            ["Bridge Street", "deaths 2 persons", "missing", "To be verified", "foam on the tank", "explosion at the plant"]
        {
            assert!(text.contains(said), "{said:?} is missing in {text}");
        }
        let figures = report["figures"].as_array().unwrap();
        let of = |item: &str| figures.iter().find(|f| f["item"] == item).unwrap();
        assert_eq!((&of("deaths")["value"], &of("missing")["value"]), (&json!(2), &Value::Null), "unknown is not zero");
        assert_eq!(of("deaths")["source"], "county");
        let again = room.drafts(&incident, "first").await;
        assert_eq!(again["number"], "990100-20261123-0001-F2", "numbered under the pen by incident and kind");
        assert_eq!(room.drafts(&incident, "notice").await["number"], "990100-20261123-0001-N1");
        room.frame.post(&format!("/api/incidents/{incident}/reports"), &json!({ "kind": "rumour" })).await.with(422);
    }
}

#[tokio::test]
async fn addressees_come_from_the_duties_with_names_and_numbers_from_the_contact_book() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(10).await;
        let report = room.drafts(&incident, "first").await;
        let addressees = report["addressees"].as_array().unwrap();
        let province = addressees.iter().find(|a| a["party"] == "province-government").unwrap();
        assert_eq!((&province["name"], &province["line"]), (&json!("Provincial duty room"), &json!("government")));
        assert!(province["address"].as_str().unwrap().starts_with("0999-000000"), "{province}");
        assert!(!province["duties"].as_array().unwrap().is_empty());
        let garrison = addressees.iter().find(|a| a["line"] == "garrison");
        assert!(garrison.is_none_or(|g| g["body"].is_null()), "the contact book has none, and the party is called by its name");
    }
}

#[tokio::test]
async fn a_report_goes_unsigned_and_unverified_and_meets_the_duty_by_phone() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(10).await;
        let report = room.drafts(&incident, "first").await;
        let sent = room.phones(&report).await;
        assert_eq!(sent["standing"], "sent");
        let sending = &sent["sendings"][0];
        assert_eq!(
            (&sending["name"], &sending["unsigned"], &sending["unverified"]),
            (&json!("Provincial duty room"), &json!(true), &json!(true))
        );
        assert_eq!((&sending["receipt"]["taker"], &sending["receipt"]["register_no"]), (&json!("Demo Zhang"), &json!("7")));
        let now = room.incident(&incident).await;
        let met = duty(&now, "province-government", &["phone", "any"]);
        assert!(!met.is_empty() && met.iter().all(|d| d["state"] == "met"), "{met:?}");
        assert!(room.clocks(&incident, "receipt").await[0].met_at.is_some());
        let due = &room.clocks(&incident, "sign_after").await[0];
        assert!(due.met_at.is_none(), "the leader sees at once what went unsigned");
        assert!(due.label.contains("F1") && due.label.contains("\"zh\"") && due.label.contains("\"en\""), "{}", due.label);
    }
}

#[tokio::test]
async fn one_request_writes_signs_sends_and_notes_the_receipts_on_three_lines() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(10).await;
        let report = room.drafts(&incident, "first").await;
        let body = json!({
            "title": "Explosion in the Mill Quarter", "text": "As of 03:12: three dead.",
            "signature": { "by": "oral", "post": "Shift leader", "name": "Demo Guo", "phone": "+86 100-0000-0001" },
            "addressees": [
                { "name": "Provincial committee", "line": "party", "way": "phone", "receipt": { "taker": "Demo Li" } },
                { "party": "province-government", "line": "government", "way": "fax" },
                { "party": "province-emergency", "line": "department", "way": "phone", "not_reached": "busy" },
            ],
        });
        let sent = room.on(&report, "sendings", body).await;
        assert_eq!(
            (&sent["title"], &sent["text"]),
            (&json!("Explosion in the Mill Quarter"), &json!("As of 03:12: three dead."))
        );
        assert_eq!((&sent["signature"]["by"], &sent["signature"]["name"]), (&json!("oral"), &json!("Demo Guo")));
        let by_line = |line: &str| sent["sendings"].as_array().unwrap().iter().find(|s| s["line"] == line).unwrap().clone();
        assert_eq!(by_line("party")["receipt"]["taker"], "Demo Li");
        assert_eq!((&by_line("department")["fate"], &by_line("department")["why"]), (&json!("not_reached"), &json!("busy")));
        assert_eq!(by_line("government")["unsigned"], false);
        let now = room.incident(&incident).await;
        assert!(duty(&now, "province-emergency", &["phone"]).iter().all(|d| d["state"] != "met"), "nobody was told there");
        assert!(room.clocks(&incident, "paper_signature").await[0].met_at.is_none());
        let papered = room.on(&report, "paper", json!({})).await;
        assert!(papered["signature"]["paper_at"].is_string());
        assert!(room.clocks(&incident, "paper_signature").await[0].met_at.is_some());
    }
}

#[tokio::test]
async fn who_was_not_reached_is_called_again_and_the_duty_is_met_then() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(10).await;
        let report = room.drafts(&incident, "first").await;
        let to = |more: Value| {
            let mut to = json!({ "party": "province-government", "line": "government", "way": "phone" });
            to.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            json!({ "addressees": [to] })
        };
        let first = room.on(&report, "sendings", to(json!({ "not_reached": "no_answer" }))).await;
        let sending = first["sendings"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(room.frame.get("/api/receipts/outstanding").await.with(200).json()["items"][0]["sending"], json!(sending));
        let again = room.on(&report, "sendings", to(json!({ "again": sending }))).await;
        assert_eq!((&again["sendings"][0]["repeated"], again["sendings"].as_array().unwrap().len()), (&json!(true), 2));
        let now = room.incident(&incident).await;
        assert!(duty(&now, "province-government", &["phone", "any"]).iter().all(|d| d["state"] == "met"));
        let clocks = room.clocks(&incident, "receipt").await;
        assert_eq!(clocks.len(), 1, "the sending that was repeated hands its clock on: {clocks:?}");
        let second = again["sendings"][1]["id"].as_str().unwrap();
        let busy = room.on(&report, &format!("sendings/{second}/failure"), json!({ "why": "busy" })).await;
        assert_eq!(busy["sendings"][1]["fate"], "not_reached");
        let receipt = json!({ "at": "2026-11-23T03:12:00+08:00", "taker": "Demo Zhang" });
        let taken = room.on(&report, &format!("sendings/{second}/receipt"), receipt).await;
        assert_eq!(taken["sendings"][1]["receipt"]["taker"], "Demo Zhang");
        assert!(room.frame.get("/api/receipts/outstanding").await.json()["items"].as_array().unwrap().is_empty());
        let unknown = format!("sendings/{}/receipt", report["id"].as_str().unwrap());
        room.refused(&report, &unknown, (json!({}), 404)).await;
    }
}

#[tokio::test]
async fn words_are_changed_by_whoever_has_seen_them_and_never_after_sending() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.drafts(&incident, "first").await;
        let words = |text: &str| json!({ "title": "Explosion", "text": text });
        let one = room.puts(&report, words("one")).await.with(200);
        assert_eq!(one.headers["etag"], "\"2\"");
        room.puts(&report, words("two")).await.with(412);
        assert_eq!(room.puts(&one.json(), words("two")).await.with(200).json()["text"], "two");
        let sent = room.phones(&report).await;
        assert_eq!(sent["text"], "two");
        room.puts(&sent, words("three")).await.with(409);
        room.refused(&report, "void", (json!({ "reason": "x" }), 409)).await;
        room.refused(&report, "composition", (json!({}), 409)).await;
    }
}

#[tokio::test]
async fn figures_that_changed_make_a_draft_stale_until_it_is_composed_anew() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.drafts(&incident, "first").await;
        room.counts(&incident, "deaths", 3).await;
        let stale = room.frame.get(path(&report, "").trim_end_matches('/')).await.with(200).json();
        assert_eq!(stale["stale"], json!(["deaths"]));
        let fresh = room.on(&report, "composition", json!({})).await;
        assert_eq!(fresh["stale"], json!([]));
        assert!(fresh["text"].as_str().unwrap().contains("deaths 3 persons"));
    }
}

#[tokio::test]
async fn signing_in_person_is_for_whoever_may_and_orally_for_whoever_heard_it() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.drafts(&incident, "first").await;
        room.refused(&report, "signature", (json!({ "by": "oral" }), 422)).await;
        room.refused(&report, "signature", (json!({ "by": "oral", "post": "x", "at": "2026-11-23T04:00:00+08:00" }), 422)).await;
        let oral = room.on(&report, "signature", json!({ "by": "oral", "post": "Shift leader", "phone": "1" })).await;
        assert_eq!((&oral["signature"]["by"], &oral["signature"]["phone"]), (&json!("oral"), &json!("1")));
        let signed = room.on(&report, "signature", json!({ "by": "in_person" })).await;
        assert_eq!((&signed["signature"]["by"], &signed["signature"]["post"]), (&json!("in_person"), &json!("duty")));
        room.refused(&report, "paper", (json!({}), 422)).await;
        let pin = json!({ "by": "in_person", "account": report["id"], "pin": "1234" });
        assert!(room.frame.post(&path(&report, "signature"), &pin).await.status.is_client_error(), "no program signs by PIN");
    }
}

#[tokio::test]
async fn the_same_key_sends_once() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.drafts(&incident, "first").await;
        let to = json!({ "addressees": [{ "name": "Provincial committee", "line": "party", "way": "fax" }] });
        for _ in 0..2 {
            let request = Request::post(path(&report, "sendings"))
                .header("content-type", "application/json")
                .header("idempotency-key", "k");
            room.frame.ask(TOWN, request, to.to_string()).await.with(200);
        }
        let read = room.frame.get(path(&report, "").trim_end_matches('/')).await.json();
        assert_eq!(read["sendings"].as_array().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn the_head_that_goes_out_with_a_report_proves_the_journal_later() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let sent = room.phones(&room.drafts(&incident, "first").await).await;
        let head = HeadSeen::parse(sent["sendings"][0]["head"].as_str().unwrap()).unwrap();
        let desk = &room.town.desk;
        let verdict = verify(desk.db(), desk.genesis(), Some(&head)).await.unwrap();
        assert!(matches!(verdict, Verdict::Whole { .. }), "{verdict:?}");
        let forged = HeadSeen { position: head.position + 1, ..head };
        assert!(matches!(verify(desk.db(), desk.genesis(), Some(&forged)).await.unwrap(), Verdict::Broken { .. }));
    }
}

#[tokio::test]
async fn sending_needs_somebody_to_send_to_and_sense() {
    for engine in engines() {
        let room = room(engine).await;
        let report = room.drafts(&room.explosion(2).await, "first").await;
        for body in [
            json!({ "addressees": [] }),
            json!({ "addressees": [{ "name": "", "line": "party", "way": "fax" }] }),
            json!({ "addressees": [{ "name": "x", "line": "sideways", "way": "fax" }] }),
            json!({ "addressees": [{ "name": "x", "line": "party", "way": "pigeon" }] }),
            json!({ "addressees": [{ "name": "x", "line": "party", "way": "email" }] }),
            json!({ "addressees": [{ "name": "x", "line": "party", "way": "fax" }], "title": "only a title" }),
            json!({ "addressees": [{ "name": "x", "line": "party", "way": "fax" }], "at": "2026-11-23T09:00:00+08:00" }),
        ] {
            room.refused(&report, "sendings", (body, 422)).await;
        }
    }
}

#[tokio::test]
async fn whoever_looks_after_another_area_sees_nothing_of_it() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.phones(&room.drafts(&incident, "first").await).await;
        let whole = path(&report, "").trim_end_matches('/').to_owned();
        for (area, status) in [("990102", 200), ("990103", 404), (NOTHING, 404), ("", 401)] {
            room.frame.get_as(area, &whole).await.with(status);
        }
        let listed = async |area: &'static str| {
            let found = room.frame.get_as(area, "/api/reports").await.with(200).json();
            found["items"].as_array().unwrap().len()
        };
        assert_eq!((listed("990100").await, listed("990102").await, listed("990103").await, listed(NOTHING).await), (1, 1, 0, 0));
        let body = json!({ "addressees": [{ "name": "x", "line": "party", "way": "fax" }] });
        room.frame.send_as("990103", (Method::POST, &path(&report, "sendings")), &body).await.with(404);
    }
}
