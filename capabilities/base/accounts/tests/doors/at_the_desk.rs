//! The shared desk: changing person and signing by PIN; and breaking the glass.

use kernel::Id;
use testkit::engines;

use super::frame::{Browser, COUNTY, Frame, NEIGHBOUR, PASSWORD};

/// A desk at which both have signed in, li has set a PIN, and wang sits.
async fn shared<'a>(frame: &'a Frame, pin: &str) -> (Browser<'a>, Id, Id) {
    let wang = frame.person("wang", "duty-officer", COUNTY).await;
    let li = frame.person("li", "director", COUNTY).await;
    let desk = frame.browser("10.0.0.7");
    desk.sign_in("li", PASSWORD).await.says(303, &[]);
    desk.post("/me/pin", &[("pin-password", PASSWORD), ("pin", pin)]).await.says(303, &[]);
    desk.sign_in("wang", PASSWORD).await.says(303, &[]);
    (desk, wang, li)
}

#[tokio::test]
async fn the_next_person_takes_the_desk_over_by_pin_with_a_session_of_their_own() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let (desk, wang, li) = shared(&frame, "2580").await;
        let before = desk.session().unwrap();
        desk.get("/change-person").await.says(200, &["Person li"]);
        desk.post("/change-person", &[("account", li.as_str()), ("pin", "0852")]).await.says(422, &["The PIN is not right"]);
        desk.post("/change-person", &[("pin", "2580")]).await.says(422, &["Choose who takes over"]);
        desk.post("/change-person", &[("account", li.as_str()), ("pin", "2580")]).await.says(303, &[]);
        desk.get("/me").await.says(200, &["Person li"]);
        assert_ne!(desk.session().unwrap(), before);
        desk.cookies.lock().unwrap().insert("wf-session".into(), before);
        assert_eq!(desk.get("/me").await.status.as_u16(), 303, "the session that was there ended");
        assert_eq!(frame.kinds_of(&wang).await.last().unwrap(), "signed_out");
        assert_eq!(frame.kinds_of(&li).await.last().unwrap(), "signed_in");
    }
}

#[tokio::test]
async fn a_pin_opens_nothing_at_another_desk_and_nothing_without_a_person_at_this_one() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let (desk, _, li) = shared(&frame, "2580").await;
        frame.person("zhao", "duty-officer", COUNTY).await;
        let elsewhere = frame.inside("zhao").await;
        let body = elsewhere.get("/change-person").await;
        body.says(200, &["Nobody can take over here"]);
        elsewhere.post("/change-person", &[("account", li.as_str()), ("pin", "2580")]).await.says(409, &["no PIN that holds"]);
        desk.post("/sign-out", &[]).await.says(303, &[]);
        desk.post("/change-person", &[("account", li.as_str()), ("pin", "2580")]).await.says(401, &[]);
    }
}

#[tokio::test]
async fn five_wrong_pins_end_it_and_the_password_still_works() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let (desk, _, li) = shared(&frame, "2580").await;
        for _ in 0..5 {
            desk.post("/change-person", &[("account", li.as_str()), ("pin", "1111")]).await.says(422, &[]);
        }
        desk.post("/change-person", &[("account", li.as_str()), ("pin", "2580")]).await.says(409, &["no PIN that holds"]);
        desk.sign_in("li", PASSWORD).await.says(303, &[]);
        for weak in ["1234", "123", "0000", "123456789", "12a4"] {
            desk.post("/me/pin", &[("pin-password", PASSWORD), ("pin", weak)]).await.says(422, &["PIN"]);
        }
        desk.post("/me/pin", &[("pin-password", "wrong"), ("pin", "2580")]).await.says(422, &["The password is not right"]);
    }
}

#[tokio::test]
async fn the_leader_signs_on_the_officers_screen_and_the_desk_stays_with_the_officer() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let (desk, wang, li) = shared(&frame, "2580").await;
        let signed = desk.post("/reports/signature", &[("account", li.as_str()), ("pin", "2580")]).await;
        signed.says(200, &["true", &format!("account/{li}")]);
        desk.get("/me").await.says(200, &["Person wang"]);
        desk.post("/reports/signature", &[("account", li.as_str()), ("pin", "0000")]).await.says(422, &["The PIN is not right"]);
        desk.post("/reports/signature", &[("account", wang.as_str()), ("pin", "2580")]).await.says(409, &["no PIN that holds"]);
        let left =
            frame.desk().db().rows("select id from account_sessions where account = $1 limit 9", desk::args![&li]).await.unwrap();
        assert!(left.is_empty(), "a signature leaves no session behind");
        let ready = accounts::pins::ready(frame.desk().db(), desk::machine_now()).await.unwrap();
        assert_eq!(ready.iter().map(|p| p.account.clone()).collect::<Vec<_>>(), [li]);
    }
}

#[tokio::test]
async fn a_broken_glass_gives_more_for_a_while_and_the_director_reads_why() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        frame.person("boss", "director", "990100").await;
        let officer = frame.inside("wang").await;
        assert_eq!(officer.get("/api/incidents").await.json(), serde_json::json!([COUNTY]));
        officer.get("/break-glass").await.says(200, &["Ashmouth"]);
        officer.post("/break-glass", &[("reason", "no"), ("minutes", "60")]).await.says(422, &["A reason has 4"]);
        officer
            .post("/break-glass", &[("reason", "nobody answers in Eastfold"), ("minutes", "999")])
            .await
            .says(422, &["at most 8 hours"]);
        officer.post("/break-glass", &[("reason", "nobody answers in Eastfold"), ("minutes", "60")]).await.says(303, &[]);
        assert_eq!(officer.get("/api/incidents").await.json(), serde_json::json!([COUNTY, "990100"]));
        let watch = frame.inside("boss").await.get("/accounts/watch").await;
        watch.says(200, &["nobody answers in Eastfold", "Person wang", "in force"]);
        assert!(!frame.bodies().await.join("").contains("Eastfold"), "the reason is sealed");
        frame.town.pass_min(60).await;
        frame.keeper.forget();
        assert_eq!(officer.get("/api/incidents").await.json(), serde_json::json!([COUNTY]), "it ended by itself");
        officer.post("/break-glass", &[("reason", "nobody answers in Eastfold"), ("minutes", "60")]).await.says(303, &[]);
        officer.post("/break-glass/ending", &[]).await.says(303, &[]);
        assert_eq!(officer.get("/api/incidents").await.json(), serde_json::json!([COUNTY]));
        assert_eq!(frame.kinds_of(&id).await.last().unwrap(), "break_glass_ended");
        frame.person("ada", "administrator", NEIGHBOUR).await;
        frame.inside("ada").await.get("/break-glass").await.says(403, &[]);
    }
}
