//! Temporary.
#![allow(clippy::unwrap_used, reason = "x")]
#[path = "pages/office.rs"]
mod office;
use std::sync::Arc;
use testkit::{Frame, Town};
use places::{CityTexts, Places};
use organisations::CityFiles;
use axum::http::Request;

#[tokio::test]
async fn shots() {
    let out = std::env::var("SHOTS").unwrap();
    let c = |f: &str| std::fs::read_to_string(format!("{}/../../../cities/chaoyang/{f}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let capabilities = vec![places::capability(), organisations::capability(), rules::capability(), accounts::capability(), incidents::capability()];
    let town = Town::new(desk::Engine::Sqlite, capabilities).await;
    let fix = |s: String| s.replace("2113", "9901").replace("211300", "990100");
    let texts = CityTexts { profile: fix(c("city.toml")), areas: fix(c("areas.csv")), boundaries: Some(fix(c("districts.geojson"))) };
    places::adopt(&town.desk, town.given(), texts).await.unwrap();
    let files = CityFiles { organisations: fix(c("organisations.csv")), posts: fix(c("posts.csv")), reporting_lines: fix(c("reporting-lines.csv")) };
    assert!(organisations::load_city(&town.desk, town.given(), files).await.is_ok());
    rules::adopt_shipped(&town.desk, &town.given(), "cn").await.unwrap();
    let office = Arc::new(incidents::Office { places: Places::load(&town.desk).await.unwrap() });
    let frame = Frame::around(&town.desk, incidents::doors(&office), &[&incidents::words::TEXTS, &places::words::TEXTS]);
    let room = office::Room { town, frame };
    let get = async |path: &str, lang: &str| {
        let r = Request::get(path).header("accept-language", lang);
        room.frame.ask(testkit::TOWN, r, String::new()).await.with(200).body
    };
    let keep = |name: &str, html: &str| std::fs::write(format!("{out}/{name}.html"), html).unwrap();
    keep("empty", &get("/incidents", "zh-CN").await);
    let one = room.sends("/incidents/new", &[("words", "羊山镇肖家店村山洪进村，水已到窗台，三户被困，路断了，电话时断时续"), ("class", "山洪"), ("place", "羊山镇肖家店村"), ("caller-phone", "+86 100-0000-0301"), ("caller-name", "村会计（演示）"), ("n-trapped", "9"), ("occurred", "2:50"), ("known", "3:05")]).await;
    keep("fresh", &get(&format!("{}?since=0", one.path), "zh-CN").await);
    room.sends("/incidents/new", &[("words", "发水")]).await;
    keep("word", &room.sends("/incidents/new", &[("words", "发水"), ("class", "不清楚")]).await.page);
    let w = get("/incidents/new", "zh-CN").await; keep("card", &w);
    let hint = Request::post("/incidents/hints").header("content-type", "application/x-www-form-urlencoded").header("accept-language", "zh-CN");
    let b: String = "words=羊山镇肖家店发水房子淹了三道沟&class=山洪&n-deaths=2".bytes().map(|b| if b.is_ascii_alphanumeric() || b"=&-".contains(&b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    keep("hints", &room.frame.ask(testkit::TOWN, hint, b).await.with(200).body);
    keep("paper", &get("/incidents/new?paper=1", "zh-CN").await);
    room.town.pass_min(2).await;
    let calls = format!("{}/calls", one.path);
    let page = get(&one.path, "zh-CN").await;
    let sheet = page.split("id=\"step-1\"").nth(1).unwrap().to_owned();
    let held = |name: &str| sheet.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|r| r.split('"').next()).unwrap().to_owned();
    let (s, p) = (held("step"), held("post"));
    room.sends(&calls, &[("step", &s), ("post", &p), ("post-title", "市政府值班室 带班领导"), ("outcome", "not-reached")]).await;
    room.town.pass_min(2).await;
    room.sends(&calls, &[("step", &s), ("post", &p), ("post-title", "市政府值班室 主任"), ("outcome", "told"), ("said", "马上核实人数，通知镇里转移下游")]).await;
    room.sends(&calls, &[("step", "area/990121"), ("post-title", "朝阳县"), ("outcome", "told")]).await;
    room.town.pass_min(16).await;
    let figures = format!("{}/figures", one.path);
    room.sends(&figures, &[("item", "deaths"), ("value", "2"), ("source", "县值班室"), ("as-of", "3:28"), ("adopt", "1")]).await;
    room.sends(&figures, &[("item", "missing"), ("value", "5"), ("source", "县值班室"), ("as-of", "3:28"), ("adopt", "1")]).await;
    room.sends(&format!("{}/notes", one.path), &[("note", "县消防两车十二人已出发，预计 04:05 到"), ("note-at", "3:20")]).await;
    room.town.pass_min(10).await;
    room.sends(&format!("{}/figures", one.path), &[("item", "deaths"), ("value", "3"), ("source", "医院"), ("as-of", "3:40"), ("verified", "1")]).await;
    let news = room.sends(&format!("{}/figures", one.path), &[("item", "missing"), ("value", "4"), ("source", "县值班室"), ("as-of", "3:41"), ("adopt", "1")]).await;
    let _ = news;
    room.sends(&format!("{}/grade", one.path), &[("grade", "III"), ("grade-reason", "已有三人死亡")]).await;
    keep("one", &get(&format!("{}?since=16", one.path), "zh-CN").await);
    keep("one-en", &get(&one.path, "en").await);
    keep("then", &get(&format!("{}?step=3", one.path), "zh-CN").await);
    let back = Request::post(figures).header("content-type", "application/x-www-form-urlencoded").header("accept-language", "zh-CN");
    keep("back", &room.frame.ask(testkit::TOWN, back, "item=deaths&value=1&source=x&adopt=1".into()).await.body);
    for (words, class) in [("双塔区某小区三楼起火，有老人", "12G00"), ("国道101线校车侧翻，学生受伤", "12H05"), ("热力管网爆裂，两个小区停供", "12P00"), ("某乡镇卫生院报告 12 人腹泻", "13F00")] {
        room.town.pass_min(7).await;
        room.sends("/incidents/new", &[("words", words), ("class", class), ("n-deaths", "0")]).await;
    }
    keep("list", &get("/incidents", "zh-CN").await);
    keep("list-en", &get("/incidents?order=gravest", "en").await);
}
