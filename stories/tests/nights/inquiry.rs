//! An inquiry asks what was known at 03:40: the record answers with what was known then, by whom, and who had been told.

use serde_json::{Value, json};
use stories::{CITY, Night};
use testkit::engines;

/// The moment that the inquiry asks about.
const ASKED: &str = "2026-07-21T03:40:00+08:00";

#[tokio::test]
async fn what_was_known_at_three_forty_is_answered_as_it_was_known_then() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T03:12:00+08:00").await;
        let officer = night.officer().await;
        let case = officer.takes_call("羊山镇肖家店村发山洪，水进了十几户").await;
        night.comes_to("2026-07-21T03:25:00+08:00").await;
        case.sets("class", json!({ "class": "11A51" })).await;
        case.figure("missing", 4, "肖家店村").await;
        case.tells_next("已告知", "先报省里").await;
        night.comes_to(ASKED).await;
        let then = case.now().await;
        let page = case.page().await.body;
        night.comes_to("2026-07-21T03:55:00+08:00").await;
        case.figure("deaths", 2, "县应急局").await;
        case.adds("notes", json!({ "words": "冲锋舟到了" })).await;
        case.sets("summary", json!({ "summary": "肖家店村、前营子村山洪" })).await;
        night.comes_to("2026-07-22T08:00:00+08:00").await;
        let auditor = night.person("审计", "auditor", CITY).await;
        let known = case.by(&auditor).known_at(ASKED).await;
        for (key, value) in then.as_object().unwrap().iter().filter(|(key, _)| *key != "summary" && *key != "duties") {
            assert_eq!(known[key], *value, "{key} is what was known then");
        }
        let (was, is) = (duties(&then), duties(&known));
        assert_eq!(was.len(), is.len());
        for (was, is) in was.iter().zip(&is) {
            assert_eq!(was, is, "a duty stood as it stands in the replay");
        }
        assert!(known["figures"]["deaths"].is_null() && case.now().await["figures"]["deaths"]["value"] == 2);
        let dated = auditor.get(&format!("/incidents/{}?at=07-21+03%3A40", case.id)).await.with(200);
        dated.shows(&["复盘", "先报省里"]);
        for later in ["冲锋舟到了", "前营子村"] {
            assert!(!page.contains(later) && !dated.body.contains(later), "{later} was not known then");
        }
        let verdict = desk::verify(night.desk.db(), night.desk.genesis(), None).await.unwrap();
        assert!(matches!(verdict, desk::Verdict::Whole { .. }));
    }
}

/// The duties in a few words: which, how they stand, how late. The words of a call are read from the live store, where they may have
/// been erased since: they are compared by themselves.
fn duties(incident: &Value) -> Vec<String> {
    let all = incident["duties"].as_array().unwrap().iter();
    all.map(|duty| format!("{} {} {}", duty["key"], duty["state"], duty["late_min"])).collect()
}
