//! The office that the browser tests stand before: the real program, people who sign in to it, and a night on its record.

use reqwest::Method;
use serde_json::{Value, json};
use stories::browser::Browser;
use stories::{CITY, House, PASSWORD, Person};

/// Opens an account on a post for the whole city and signs its person in by the link that they are given.
pub async fn signs_in(house: &House, browser: &Browser, (name, sign_in, post): (&str, &str, &str)) {
    let said = house.runs(&["account", "open", "--name", name, "--sign-in", sign_in, "--post", post, "--area", CITY]);
    let link = said.lines().find_map(|line| line.split_once("/welcome/")).expect("a link").1;
    browser.language("zh").await.goes_to(&format!("/welcome/{}", link.trim())).await;
    browser.fills("password", PASSWORD).await.fills("again", PASSWORD).await.clicks("main form button[type=submit]").await;
    browser.arrives("/me").await;
}

/// The duty officer of the city, signed in.
pub async fn officer(house: &House, browser: &Browser) {
    signs_in(house, browser, ("周值班", "zhou", "duty-officer")).await;
}

/// Signs in whoever has a password already.
pub async fn signs_in_again(browser: &Browser, sign_in: &str) {
    browser.language("zh").await.goes_to("/sign-in").await;
    browser.fills("name", sign_in).await.fills("password", PASSWORD).await.clicks("main form button[type=submit]").await;
    browser.sees_element(".rail").await;
}

/// What a night leaves on the record: a flood with figures that differ, a report that went up, an instruction, and two other calls.
/// Answers the paths of the pages that show it.
pub async fn a_night(house: &House) -> Vec<String> {
    let officer: Person = house.person("duty-officer", CITY);
    let flood = officer
        .records(json!({
            "class": "11A51", "summary": "山洪冲进村里，两户房子倒了，有人被冲走，电话断断续续", "source": "phone",
            "place": { "text": "朝阳县羊山镇肖家店村", "areas": ["211321105212"], "lat": 41.1265, "lon": 120.2871, "datum": "wgs84" },
            "figures": { "missing": 3, "evacuated": 46 }, "figures_from": "村支书", "caller": "肖家店村村支书 13900000000",
        }))
        .await;
    flood.figure("deaths", 2, "县应急局").await;
    flood.figure("deaths", 3, "县医院").await;
    flood.adds("notes", json!({ "words": "镇里已组织转移，缺冲锋舟两艘" })).await;
    flood.tells_nobody("leader_in_charge/duty_room/government", "带班领导").await;
    let report = does(&officer, &flood.path("reports"), json!({ "kind": "first" })).await;
    let addressees = json!([
        { "party": "province-government", "line": "government", "way": "phone" },
        { "party": "province-party", "line": "party", "way": "phone" },
    ]);
    let signature = json!({ "by": "oral", "post": "带班领导", "phone": "0421-0000001", "basis": "电话" });
    let sent = format!("/api/reports/{}/sendings", report["id"].as_str().unwrap());
    does(&officer, &sent, json!({ "signature": signature, "addressees": addressees })).await;
    let instruction =
        json!({ "manner": "oral", "by": "带班领导", "to": "消防救援支队", "words": "立即赶赴羊山镇，每半小时报一次位置" });
    does(&officer, &flood.path("instructions"), instruction).await;
    let follow_up = does(&officer, &flood.path("reports"), json!({ "kind": "follow_up" })).await;
    let plant = json!({ "class": "12D01", "summary": "厂房爆炸，浓烟很大", "place": { "text": "龙城区七道泉子镇" }, "figures": { "serious_injuries": 12 } });
    officer.records(plant).await;
    officer.records(json!({ "summary": "国道上几辆车撞了，堵死了", "source": "phone" })).await;
    let (id, first, next) = (&flood.id, report["id"].as_str().unwrap(), follow_up["id"].as_str().unwrap());
    vec![
        format!("/incidents/{id}"),
        format!("/incidents/{id}?step=3"),
        format!("/incidents/{id}/reports"),
        format!("/incidents/{id}/instructions"),
        format!("/reports/{first}"),
        format!("/reports/{first}/paper"),
        format!("/reports/{first}/copy"),
        format!("/reports/{next}"),
    ]
}

async fn does(person: &Person, path: &str, body: Value) -> Value {
    let answer = person.sends(Method::POST, path, &body).await;
    assert!((200..300).contains(&answer.status), "{path}: {}", answer.body);
    answer.json()
}
