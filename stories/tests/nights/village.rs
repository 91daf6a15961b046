//! A village telephones at 03:12: a few words are enough, everybody who must know hears of it in time, and nobody else does.

use serde_json::{Value, json};
use stories::{COUNTY, Case, NEIGHBOUR, Night};
use testkit::engines;

/// The three lines on which word goes up to the province, with the party at the other end.
const LINES: [(&str, &str); 3] =
    [("government", "province-government"), ("party", "province-party"), ("department", "province-emergency")];

#[tokio::test]
async fn a_few_words_from_a_village_are_on_record_and_start_the_strictest_clocks() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T03:12:00+08:00").await;
        let officer = night.officer().await;
        let case = officer.takes_call("羊山镇肖家店村发山洪").await;
        assert_eq!(case.number, "211300-20260721-0001");
        assert_eq!(case.made["areas"], json!(["211321105212"]), "the village is known by its words");
        assert_eq!((&case.made["class"], &case.made["figures"]), (&Value::Null, &json!({})), "what nobody said is unknown");
        let phones: Vec<&Value> = duties(&case.made).filter(|duty| duty["channel"] == "phone").collect();
        assert!(phones.iter().all(|duty| duty["state"] == "running" && duty["assumed"] == true), "{phones:?}");
        for (line, party) in LINES {
            let mine = phones.iter().find(|duty| duty["line"] == line && duty["to"] == party);
            assert_eq!(mine.unwrap()["due_at"], "2026-07-21T03:42:00+08:00", "{line}");
        }
        let county = night.person("县值班员", "county-duty-officer", COUNTY).await;
        assert_eq!(case.by(&county).now().await["number"], case.number.as_str());
        let neighbour = night.person("邻县值班员", "county-duty-officer", NEIGHBOUR).await;
        assert_eq!(
            neighbour.get(&case.path("")).await.status,
            404,
            "whoever looks after another county never hears that it is there"
        );
    }
}

#[tokio::test]
async fn the_leader_is_told_and_the_first_report_goes_up_on_three_lines_before_it_is_due() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T03:12:00+08:00").await;
        let officer = night.officer().await;
        let case = officer.takes_call("羊山镇肖家店村发山洪，四个人联系不上").await;
        case.sets("class", json!({ "class": "11A51" })).await;
        case.figure("missing", 4, "肖家店村").await;
        night.passes_min(2).await;
        case.tells_next("已告知", "先报省里，人往羊山走").await;
        case.page().await.shows(&["先报省里，人往羊山走"]);
        night.passes_min(4).await;
        let report = sends_first(&case).await;
        assert!(report["text"].as_str().unwrap().contains("死亡人数"), "what is unknown is said to be: {}", report["text"]);
        night.passes_min(2).await;
        for sending in report["sendings"].as_array().unwrap() {
            let path =
                format!("/api/reports/{}/sendings/{}/receipt", report["id"].as_str().unwrap(), sending["id"].as_str().unwrap());
            let receipt = json!({ "number": "024-00000001", "taker": "演示", "taker_post": "值班员", "register_no": "0721-031" });
            let answer = officer.sends(reqwest::Method::POST, &path, &receipt).await;
            assert!((200..300).contains(&answer.status), "{}", answer.body);
        }
        let now = case.now().await;
        for (line, party) in LINES {
            let phoned =
                duties(&now).find(|d| d["line"] == line && d["to"] == party && d["channel"] == "phone" && d["report"] == "first");
            let phoned = phoned.unwrap_or_else(|| panic!("{line} in {now:#}"));
            assert_eq!((&phoned["state"], &phoned["late_min"]), (&json!("met"), &Value::Null), "{line}");
        }
    }
}

fn duties(incident: &Value) -> impl Iterator<Item = &Value> {
    incident["duties"].as_array().unwrap().iter()
}

/// The first report, signed over the telephone, to the three lines of the province.
async fn sends_first(case: &Case<'_>) -> Value {
    let drafted =
        case.person.sends(reqwest::Method::POST, &case.path("reports"), &json!({ "kind": "first" })).await.with(201).json();
    let to: Vec<Value> = LINES.iter().map(|(line, party)| json!({ "party": party, "line": line, "way": "phone" })).collect();
    let signature = json!({ "by": "oral", "post": "带班领导", "phone": "0421-0000001", "basis": "电话" });
    let path = format!("/api/reports/{}/sendings", drafted["id"].as_str().unwrap());
    let sent = case.person.sends(reqwest::Method::POST, &path, &json!({ "signature": signature, "addressees": to })).await;
    assert!((200..300).contains(&sent.status), "{}", sent.body);
    sent.json()
}
