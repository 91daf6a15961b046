//! The office that the browser tests stand before: the real program, people who sign in to it, and a night on its record.

use desk::Engine;
use play::Night as Script;
use reqwest::Method;
use serde_json::{Value, json};
use stories::browser::Browser;
use stories::{CITY, House, Night, PASSWORD, Person, root};

/// What the duty officer of the flash flood signs in with.
pub const OFFICER: &str = "周值班";
/// The step of the flash flood up to which it is played, and when its picture is taken.
const PICTURED: (&str, &str) = ("sent-2", "2026-07-21T03:36:20+08:00");

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

/// The shipped night of the flash flood in the middle of it, with two other calls of that hour, and the path of the flood itself.
pub async fn the_flash_flood() -> (Night, String) {
    let file = root().join("scenarios/nights/flash-flood.toml");
    let mut script = Script::parse("the flash flood", &std::fs::read_to_string(file).unwrap()).unwrap();
    let end = script.steps.iter().position(|step| step.id == PICTURED.0).expect("the second report is sent");
    script.steps.truncate(end + 1);
    script.stopwatch.clear();
    let night = Night::begins(Engine::Sqlite, &script.starts_at).await;
    let officer = night.person(OFFICER, "duty-officer", CITY).await;
    let verdict = night.plays(&script).await;
    assert!(verdict.is_good(), "{:?}", verdict.broken);
    let slope = json!({ "class": "11D01", "summary": "G101 国道边坡滑塌，两车道堵了一条，没有人员被困", "source": "phone",
        "place": { "text": "建平县榆树林子镇", "lat": 41.4025, "lon": 119.6431, "datum": "wgs84" } });
    let roof = json!({ "class": "11B06", "summary": "大风掀了三户屋顶，一人砸伤送医", "source": "phone", "figures": { "serious_injuries": 1 },
        "place": { "text": "北票市大板镇", "lat": 41.8213, "lon": 120.7702, "datum": "wgs84" } });
    let listed = officer.get("/api/incidents").await.with(200).json();
    let flood = listed["items"][0]["id"].as_str().expect("the flood").to_owned();
    let others = [officer.records(slope).await, officer.records(roof).await];
    // Everybody who had to hear of it by now has.
    let case = officer.takes_over(&flood).await;
    for _ in 0..4 {
        case.tells_next("已告知", "知道了").await;
    }
    others[0].tells_next("已告知", "通知交警封道").await;
    night.comes_to(PICTURED.1).await;
    (night, format!("/incidents/{flood}"))
}

/// The pages of single things: a place, a body, a post, a rule set, an account, what a search finds.
pub async fn single_pages(director: &Person) -> Vec<String> {
    let first = async |path: &str, key: &str| {
        let found = director.get(path).await.with(200).json();
        found["items"][0][key].as_str().unwrap_or_else(|| panic!("{path}: {found}")).to_owned()
    };
    let body = first("/api/organisations", "id").await;
    vec![
        "/places?area=211321105".to_owned(),
        "/places?q=cy".to_owned(),
        "/contacts?q=%E5%BA%94%E6%80%A5".to_owned(),
        format!("/organisations/{body}"),
        "/rules/cn-reporting-national".to_owned(),
        "/incidents/new?paper=1".to_owned(),
    ]
}

async fn does(person: &Person, path: &str, body: Value) -> Value {
    let answer = person.sends(Method::POST, path, &body).await;
    assert!((200..300).contains(&answer.status), "{path}: {}", answer.body);
    answer.json()
}
