//! The pages, in both languages, without script.

use axum::http::Request;
use testkit::{TOWN, engines};

use super::room::{path, room};

fn page(report: &serde_json::Value, thing: &str) -> String {
    path(report, thing).replacen("/api", "", 1).trim_end_matches('/').to_owned()
}

#[tokio::test]
async fn a_report_is_drafted_written_signed_and_sent_from_the_pages() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(10).await;
        let panel = format!("/incidents/{incident}/reports");
        room.frame.get(&panel).await.shows(&["No reports yet", "Draft"]);
        let editor = room.sends(&panel, &[("kind", "first")]).await;
        let shown = room.frame.get(&editor).await;
        shown.shows(&[
            "Bridge Street",
            "Provincial duty room",
            "to be verified",
            "Shift leader",
            "data-draft=\"report/",
            "0999-0000001",
        ]);
        let saved = room.sends(&editor, &[("title", "Explosion"), ("text", "three dead")]).await;
        assert_eq!(saved, editor);
        room.frame.get(&editor).await.shows(&["three dead"]);
        let fields = [
            ("title", "Explosion"),
            ("text", "As of 03:12 three dead."),
            ("to-0", "1"),
            ("party-0", "province-government"),
            ("name-0", "Provincial duty room"),
            ("line-0", "government"),
            ("way-0", "phone"),
            ("address-0", "0999-0000001"),
            ("duties-0", ""),
            ("sign", "oral"),
            ("signer", "Shift leader"),
        ];
        assert_eq!(room.sends(&format!("{editor}/sending"), &fields).await, editor);
        let record = room.frame.get(&editor).await;
        record.shows(&[
            "sent",
            "Provincial duty room",
            "As of 03:12 three dead.",
            "Shift leader Demo Guo",
            "100-0000-0001",
            "Note receipt",
        ]);
        room.frame.get(&format!("{panel}/panel")).await.shows(&[
            "First report",
            "Provincial duty room",
            "signed by Shift leader",
        ]);
        room.frame.get("/reports").await.shows(&["Provincial duty room", "Explosion"]);
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_and_what_was_typed_stays() {
    for engine in engines() {
        let room = room(engine).await;
        let report = room.drafts(&room.explosion(2).await, "first").await;
        let nobody = [("title", "Explosion"), ("text", "typed words")];
        let shown = room.frame.form(&page(&report, "sending"), &nobody).await.with(422).body;
        assert!(shown.contains("typed words") && shown.contains("Nobody is named"), "{shown}");
        let empty = room.frame.form(&page(&report, ""), &[("title", ""), ("text", "typed words")]).await.with(422).body;
        assert!(empty.contains("typed words"));
        room.frame.form(&page(&report, "void"), &[("reason", "")]).await.with(422);
        assert!(room.sends(&page(&report, "void"), &[("reason", "not needed")]).await.ends_with("#reports"));
        room.frame.get(&page(&report, "")).await.shows(&["thrown away", "not needed"]);
    }
}

#[tokio::test]
async fn a_receipt_with_its_proof_is_noted_in_one_row() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.drafts(&incident, "first").await;
        let to = serde_json::json!({ "addressees": [{ "name": "Province", "line": "party", "way": "fax" }] });
        let sent = room.on(&report, "sendings", to).await;
        let sending = sent["sendings"][0]["id"].as_str().unwrap();
        let row = page(&report, &format!("sendings/{sending}"));
        room.sends(&format!("{row}/failure"), &[("why", "busy"), ("back", "/reports")]).await;
        room.frame.get(&page(&report, "")).await.shows(&["busy"]);
        let again = room.sends(&format!("{row}/again"), &[]).await;
        let now = room.frame.get(&format!("/api{again}")).await.with(200).json();
        let second = now["sendings"][1]["id"].as_str().unwrap();
        let body = "--x\r\nContent-Disposition: form-data; name=\"taker\"\r\n\r\nDemo Zhang\r\n--x\r\nContent-Disposition: form-data; \
            name=\"register-no\"\r\n\r\n2026-5\r\n--x\r\nContent-Disposition: form-data; name=\"proof\"; filename=\"fax.txt\"\r\n\
            Content-Type: text/plain\r\n\r\nstamped\r\n--x--\r\n";
        let request = Request::post(page(&report, &format!("sendings/{second}/receipt")))
            .header("content-type", "multipart/form-data; boundary=x");
        room.frame.ask(TOWN, request, body.to_owned()).await.with(303);
        let now = room.frame.get(&format!("/api{again}")).await.json();
        let proof = now["sendings"][1]["receipt"]["proof"].as_str().unwrap().to_owned();
        room.frame.get(&page(&report, "")).await.shows(&["Demo Zhang", "2026-5", "Proof"]);
        let file = room.frame.get(&page(&report, &format!("proof/{proof}"))).await.with(200);
        assert_eq!(file.body, "stamped");
        assert!(file.headers["content-disposition"].to_str().unwrap().starts_with("attachment"), "never shown in place");
        room.frame.get(&page(&report, &format!("proof/{}", "0".repeat(64)))).await.with(404);
    }
}

#[tokio::test]
async fn signatures_and_corrections_follow_what_was_sent() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.phones(&room.drafts(&incident, "first").await).await;
        let at = page(&report, "");
        room.frame.get(&at).await.shows(&["unsigned", "sent before it was signed", "Send to others"]);
        room.sends(&page(&report, "signature"), &[("sign", "oral"), ("signer", "Shift leader")]).await;
        room.sends(&page(&report, "paper-signature"), &[]).await;
        room.frame.get(&at).await.shows(&["Shift leader", "Paper followed"]);
        let more = [("name-other", "Garrison"), ("line-other", "garrison"), ("way-other", "phone"), ("address-other", "1")];
        room.sends(&page(&report, "sendings"), &more).await;
        room.frame.get(&at).await.shows(&["Garrison"]);
        let newer = room.sends(&page(&report, "replacement"), &[("reason", "wrong street"), ("kind", "first")]).await;
        room.frame.get(&newer).await.with(200);
        room.frame.get(&at).await.shows(&["corrected since", "wrong street"]);
        room.frame.get(&page(&report, "paper")).await.shows(&["corrected since"]);
    }
}

#[tokio::test]
async fn the_sheet_of_paper_carries_marking_labels_and_head() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let report = room.phones(&room.drafts(&incident, "first").await).await;
        let head = report["sendings"][0]["head"].as_str().unwrap();
        let paper = room.frame.get(&page(&report, "paper")).await;
        paper.shows(&["frame-paper", "watermark", "[unverified]", "990100-20261123-0001-F1", "to be verified"]);
        assert!(paper.body.replace("<wbr>", "").contains(head), "the head may break over lines");
        room.frame.get(&page(&report, "copy")).await.shows(&["report_no", "to be filled in", "Mill Quarter"]);
    }
}

#[tokio::test]
async fn a_sheet_of_paper_or_a_copy_that_leaves_the_house_is_on_record() {
    for engine in engines() {
        let room = room(engine).await;
        let report = room.phones(&room.drafts(&room.explosion(3).await, "first").await).await;
        let (paper, copy, machines) = (page(&report, "paper"), page(&report, "copy"), path(&report, "copy"));
        for out in [paper, copy, machines] {
            room.frame.get(&out).await.with(200);
            let fact = desk::reads::before(room.town.desk.db(), i64::MAX, 1).await.unwrap().remove(0);
            let body: serde_json::Value = serde_json::from_str(&fact.body).unwrap();
            let of = format!("report/{}", report["id"].as_str().unwrap());
            assert_eq!((fact.kind.as_str(), &body["of"], &body["rows"]), ("taken_out", &of.into(), &1.into()), "{out}");
            assert_eq!((&body["marking"], fact.case_id.is_some()), (&"internal".into(), true), "{out}");
        }
    }
}

#[tokio::test]
async fn every_page_is_there_in_chinese_too() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let sent = room.phones(&room.drafts(&incident, "first").await).await;
        let draft = room.drafts(&incident, "follow_up").await;
        let give = [("post-title", "Mayor"), ("said", "search every house"), ("to", "Fire brigade")];
        room.sends(&format!("/incidents/{incident}/instructions"), &give).await;
        let (panel, instructions) = (format!("/incidents/{incident}/reports"), format!("/incidents/{incident}/instructions"));
        let pages = [
            ("/reports".to_owned(), "未收到回执"),
            ("/instructions".to_owned(), "领导批示指示"),
            (panel.clone(), "信息报送"),
            (format!("{panel}/panel"), "反馈"),
            (instructions, "反馈时限"),
            (page(&sent, ""), "报送和回执"),
            (page(&draft, ""), "先报后签"),
            (page(&sent, "copy"), "报告编号"),
        ];
        for (path, word) in pages {
            let shown = room.in_chinese(&path).await.with(200).body;
            assert!(shown.contains(word), "{path} does not say {word}: {shown}");
            assert!(!shown.contains("reports-"), "{path} shows the key of a text");
        }
    }
}

#[tokio::test]
async fn instructions_are_worked_on_from_their_page() {
    for engine in engines() {
        let room = room(engine).await;
        let incident = room.explosion(2).await;
        let at = format!("/incidents/{incident}/instructions");
        let give = [("post-title", "Mayor"), ("said", "search every house"), ("to", "Fire brigade"), ("due", "2026-11-23T04:00")];
        room.sends(&at, &give).await;
        let of = room.frame.get(&format!("/api{at}")).await.json();
        let one = format!("/instructions/{}", of["items"][0]["id"].as_str().unwrap());
        let lead = room.frame.get(&one).await.with(303);
        assert!(lead.headers["location"].to_str().unwrap().starts_with(&at));
        for (thing, fields) in [
            ("passing", vec![("to", "Second brigade")]),
            ("acknowledgement", vec![]),
            ("extension", vec![("until", "2026-11-23T05:00"), ("reason", "the road is cut")]),
            ("feedback", vec![("words", "half is searched"), ("progress", "under_way")]),
            ("closure", vec![("reason", "done")]),
        ] {
            room.sends(&format!("{one}/{thing}"), &fields).await;
        }
        room.frame.get(&at).await.shows(&["Second brigade", "half is searched", "closed"]);
        room.frame.form(&format!("{one}/withdrawal"), &[("reason", "x")]).await.with(409);
        room.frame.form(&format!("{one}/feedback"), &[("words", "")]).await.with(422);
        room.frame.get("/instructions").await.shows(&["No instructions are open"]);
    }
}
