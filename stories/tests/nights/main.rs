#![allow(clippy::unwrap_used)]
use serde_json::json;
use stories::*;
use testkit::engines;
#[tokio::test]
async fn scratch() {
    let engine = engines()[0];
    let w = desk::Stopwatch::start();
    let night = Night::begins(engine, "2026-07-30T03:12:00+08:00").await;
    eprintln!("begins {}", w.seconds());
    let officer = night.officer().await;
    eprintln!("officer {}", w.seconds());
    let case = officer.takes_call("朝阳县羊山镇肖家店村山洪，房子倒了，有人被冲走").await;
    eprintln!("{:#}", case.made);
    night.passes_min(2).await;
    let page = case.page().await;
    for f in forms(&page.body) { eprintln!("{} {} {:?} {:?}", f.id, f.action, f.fields, f.buttons.iter().map(|b| (&b.label, &b.action)).collect::<Vec<_>>()); }
    let n = case.figure("deaths", 3, "县应急局").await;
    eprintln!("{}", n["figures"]);
    let n = case.figure("deaths", 5, "县医院").await;
    eprintln!("{}", n["figures"]);
    let n = case.adopts(("deaths", 5), "采信").await;
    eprintln!("{}", n["figures"]);
    eprintln!("{}", w.seconds());
    let _ = json!({});
}
