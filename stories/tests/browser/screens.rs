//! Every page that has no parameter, in both languages, on a desk's screen and on a telephone: it opens, nothing complains, everybody
//! can use it. Their pictures lie in `target/screens` to be looked at.

use desk::Engine;
use serde_json::json;
use server::demonstration::Demonstration;
use stories::browser::{self, Browser, Screen};
use stories::{House, Life, Person};
use web::{DoorKind, Language};

use crate::office;

/// Pages that are shown alone, or that a page asks for as its part.
const PARTS: &[&str] = &["/duty/queue", "/incidents/classes"];

/// The paths of all pages without a parameter, from the list of doors itself.
async fn pages() -> Vec<&'static str> {
    let demonstration = Demonstration::open().await.expect("a demonstration");
    let doors = demonstration.web.site.doors().iter();
    let whole = doors.filter(|door| door.kind == DoorKind::Page && !door.path.contains('{') && !PARTS.contains(&door.path));
    whole.map(|door| door.path).collect()
}

/// What is wrong with the open page, in sentences.
async fn wrong(browser: &Browser, what: &str) -> Vec<String> {
    let mut wrong: Vec<String> = browser.complaints().await.into_iter().map(|line| format!("{what}: console: {line}")).collect();
    wrong.extend(browser.violations().await.iter().filter(|found| found.is_grave()).map(|found| format!("{what}: {found}")));
    if browser.count("h1").await != 1 {
        wrong.push(format!("{what}: {} headings of the first rank", browser.count("h1").await));
    }
    let overflow = browser.overflow_px().await;
    if overflow > 0 {
        wrong.push(format!("{what}: {overflow} px wider than the screen"));
    }
    wrong
}

/// A name for the picture of a path.
fn named(path: &str) -> String {
    let name: String = path.trim_matches('/').replace(['/', '?', '='], "-");
    if name.is_empty() { "duty".to_owned() } else { name }
}

async fn look(browser: &Browser, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for language in Language::ALL {
        browser.language(language.code()).await;
        for screen in [Screen::Desk, Screen::Phone] {
            let what = format!("{}-{}-{}", named(path), language.code(), screen.word());
            browser.screen(screen).await.goes_to(path).await;
            browser.picture(&what).await;
            found.extend(wrong(browser, &what).await);
        }
    }
    found
}

/// Enough happens that pages have something to show.
async fn things_happen(house: &House) -> String {
    let officer: Person = house.person("duty-officer", stories::CITY);
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
    officer.records(json!({ "class": "12D01", "summary": "厂房爆炸，浓烟很大", "place": { "text": "龙城区七道泉子镇" }, "figures": { "serious_injuries": 12 } })).await;
    officer.takes_call("国道上几辆车撞了，堵死了").await;
    flood.id.clone()
}

#[tokio::test]
async fn every_page_opens_in_both_languages_on_every_screen() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    let incident = things_happen(&house).await;
    let mut found = look(&browser, "/sign-in").await;
    office::signs_in(&house, &browser, ("赵主任", "zhao", "director")).await;
    let mut paths: Vec<String> = pages().await.into_iter().map(ToOwned::to_owned).collect();
    paths.extend([format!("/incidents/{incident}"), "/incidents/new?paper=1".to_owned()]);
    for path in paths {
        found.extend(look(&browser, &path).await);
    }
    assert!(found.is_empty(), "{} things are wrong:\n{}", found.len(), found.join("\n"));
}
