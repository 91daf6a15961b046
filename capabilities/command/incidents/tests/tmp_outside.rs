//! Temporary.
#![allow(clippy::unwrap_used, dead_code, missing_docs, reason = "x")]
#[path = "pages/office.rs"]
mod office;
#[tokio::test]
async fn outside() {
    let room = office::room(desk::Engine::Sqlite).await;
    let a = room.frame.form("/incidents/new", &[("words", "bus"), ("area", "990200")]).await;
    let to = a.headers["location"].to_str().unwrap().to_owned();
    let b = room.frame.get(to.split('#').next().unwrap()).await;
    assert_eq!(b.status.as_u16(), 200, "{to}");
    assert!(b.body.contains("outside the city") && b.body.contains("id=\"form-transfer\" open"));
    assert!(room.frame.get("/incidents").await.body.contains("-0001<"));
}
