//! Ten paper calls after a blackout: each keeps when it was taken, by whom and on which sheet, beside when it was entered.

use reqwest::Method;
use serde_json::{Value, json};
use stories::{Case, Night};
use testkit::engines;

/// What stands on the sheets: when, who, the words.
const SHEETS: [(&str, &str, &str); 10] = [
    ("21:47", "值班员甲", "双塔区南塔街道整片停电，电梯困人"),
    ("21:53", "值班员甲", "龙城区七道泉子镇路灯全灭，两车相撞"),
    ("22:02", "值班员甲", "朝阳县羊山镇河水漫上公路"),
    ("22:09", "值班员甲", "北票市一户屋顶被风掀了"),
    ("22:15", "值班员甲", "凌源市山上有火光"),
    ("22:31", "值班员乙", "建平县一所小学围墙倒了，没有人"),
    ("22:48", "值班员乙", "喀左县一家饭店闻到煤气味"),
    ("23:05", "值班员乙", "朝阳县羊山镇肖家店村电话打不通"),
    ("23:20", "值班员乙", "双塔区医院问发电车什么时候到"),
    ("23:41", "值班员乙", "龙城区高速口堵了三公里"),
];

#[tokio::test]
async fn ten_calls_taken_on_paper_keep_their_own_times_beside_those_of_their_entry() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-21T20:00:00+08:00").await;
        let officer = night.officer().await;
        night.comes_to("2026-07-22T00:05:00+08:00").await;
        let mut cases: Vec<Case<'_>> = Vec::new();
        for (n, (at, who, words)) in SHEETS.iter().enumerate() {
            let (received, sheet) = (format!("07-21 {at}"), format!("停电-{:02}", n + 1));
            let fields = [("words", *words), ("received", &received), ("taken-by", *who), ("sheet-number", &sheet)];
            cases.push(officer.fills_card("/incidents/new?paper=1", &fields).await);
            night.passes_min(2).await;
        }
        for ((at, who, words), case) in SHEETS.iter().zip(&cases) {
            assert_eq!(case.made["received_at"], format!("2026-07-21T{at}:00+08:00"), "{words}");
            assert_eq!(case.made["source"], "paper");
            assert!(case.number.starts_with("211300-20260722-"), "numbers go by entry, without a gap: {}", case.number);
            case.page().await.shows(&[who, "纸质", "录入"]);
        }
        let first = cases[0].now().await;
        let late = first["duties"].as_array().unwrap().iter().filter(|duty| duty["state"] == "overdue").count();
        assert!(late > 0, "what was due before it was entered is late, and says so: {first:#}");
        let listed = officer.get("/api/incidents?limit=20").await.with(200).json();
        let words: Vec<&str> = listed["items"].as_array().unwrap().iter().map(|line| line["summary"].as_str().unwrap()).collect();
        let newest_first: Vec<&str> = SHEETS.iter().rev().map(|(_, _, words)| *words).collect();
        assert_eq!(words, newest_first, "lists go by when the calls came in, not by when somebody found time to enter them");
    }
}

#[tokio::test]
async fn a_sheet_with_an_impossible_time_is_on_record_all_the_same() {
    for engine in engines() {
        let night = Night::begins(engine, "2026-07-22T00:05:00+08:00").await;
        let officer = night.officer().await;
        let unread = [("words", "看不清时间的那一张"), ("received", "二十五点"), ("sheet-number", "停电-11")];
        let case = officer.fills_card("/incidents/new?paper=1", &unread).await;
        let said = case.made["summary"].as_str().unwrap();
        assert!(
            said.contains("看不清时间的那一张") && said.contains("二十五点"),
            "what cannot be read stands with the words: {said}"
        );
        let ahead = json!({ "summary": "明天的来电", "received_at": "2026-07-23T00:00:00+08:00", "source": "paper" });
        let answer = officer.sends(Method::POST, "/api/incidents", &ahead).await;
        let text = answer.json();
        assert!(answer.status == 201 || text["title"] != Value::Null, "{text}");
    }
}
