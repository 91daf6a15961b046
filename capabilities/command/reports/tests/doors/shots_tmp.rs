use super::room::{path, room};
use axum::http::Request;
use desk::Engine;
use serde_json::json;
use testkit::TOWN;

#[tokio::test]
async fn shots() {
    let room = room(Engine::Sqlite).await;
    let incident = room.explosion(10).await;
    let panel = format!("/incidents/{incident}/reports");
    let report = room.drafts(&incident, "first").await;
    let page = path(&report, "").replacen("/api", "", 1).trim_end_matches('/').to_owned();
    room.counts(&incident, "deaths", 12).await;
    save(&room, "editor", &page).await;
    room.phones(&report).await;
    let to = json!({ "party": "province-emergency", "line": "department", "way": "fax", "address": "0999-0000003"});
    room.on(&report, "sendings", json!({ "addressees": [to], "sign_after": "Shift leader" })).await;
    save(&room, "record", &page).await;
    room.counts(&incident, "deaths", 13).await;
    let second = room.drafts(&incident, "follow_up").await;
    let page2 = path(&second, "").replacen("/api", "", 1).trim_end_matches('/').to_owned();
    save(&room, "followup", &page2).await;
    save(&room, "copy", &format!("{page}/copy")).await;
    save(&room, "paper", &format!("{page}/paper")).await;
    save(&room, "case", &panel).await;
    save(&room, "panel", &format!("{panel}/panel")).await;
    save(&room, "list", "/reports").await;
    let i = json!({"by": "Mayor", "to": "Fire brigade", "words":"All out to rescue; seal the road.", "due_at": null});
    let a = room.frame.post(&format!("/api/incidents/{incident}/instructions"), &i).await;
    eprintln!("{}", a.body);
    save(&room, "instr-case", &format!("/incidents/{incident}/instructions")).await;
    save(&room, "instr", "/instructions").await;
}

async fn save(room: &super::room::Room, name: &str, at: &str) {
    for lang in ["en", "zh"] {
        let a = room.frame.ask(TOWN, Request::get(at).header("accept-language", lang), String::new()).await;
        eprintln!("{name} {:?}", a.status);
        std::fs::write(format!("/tmp/w/shots/reports/{name}-{lang}.html"), a.body).unwrap();
    }
}
