//! Locking out whoever guesses, and nobody else.

use testkit::engines;

use super::frame::{COUNTY, Frame, PASSWORD};

#[tokio::test]
async fn who_guesses_waits_and_the_person_elsewhere_does_not() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let attacker = frame.browser("10.0.0.66");
        for _ in 0..5 {
            attacker.sign_in("wang", "guess").await.says(422, &[]);
        }
        attacker
            .sign_in("wang", PASSWORD)
            .await
            .says(409, &["try again in 1 second", "Other computers on which you have signed in before are not affected"]);
        frame.browser("10.0.0.7").sign_in("wang", PASSWORD).await.says(303, &[]);
        attacker.sign_in("wang", PASSWORD).await.says(409, &[]);
    }
}

#[tokio::test]
async fn a_name_that_nobody_has_makes_wait_just_the_same() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        for name in ["wang", "nobody", "not a name at all"] {
            let browser = frame.browser("10.0.0.66");
            let answers = [0; 6].map(|_| name);
            let mut statuses = Vec::new();
            for name in answers {
                statuses.push(browser.sign_in(name, "guess").await.status.as_u16());
            }
            assert_eq!(statuses, [422, 422, 422, 422, 422, 409], "{name}");
        }
    }
}

#[tokio::test]
async fn a_browser_that_the_person_has_used_does_not_wait_for_its_neighbours_failures() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let own = frame.browser("10.0.0.7");
        own.sign_in("wang", PASSWORD).await.says(303, &[]);
        own.post("/sign-out", &[]).await.says(303, &[]);
        let neighbour = frame.browser("10.0.0.7");
        for _ in 0..7 {
            neighbour.sign_in("wang", "guess").await;
        }
        frame.browser("10.0.0.7").sign_in("wang", PASSWORD).await.says(409, &[]);
        own.sign_in("wang", PASSWORD).await.says(303, &[]);
    }
}

#[tokio::test]
async fn many_guesses_at_once_do_not_slip_in_together() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let browsers: Vec<_> = (0..12).map(|_| frame.browser("10.0.0.66")).collect();
        let tries = browsers.iter().map(|browser| browser.sign_in("wang", "guess"));
        let statuses: Vec<u16> = futures_util::future::join_all(tries).await.iter().map(|a| a.status.as_u16()).collect();
        assert_eq!(statuses.iter().filter(|status| **status == 422).count(), 5, "{statuses:?}");
    }
}

#[tokio::test]
async fn a_right_password_takes_its_own_try_back() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        for _ in 0..8 {
            let browser = frame.browser("10.0.0.7");
            for _ in 0..3 {
                browser.sign_in("wang", "slip").await.says(422, &[]);
            }
            browser.sign_in("wang", PASSWORD).await.says(303, &[]);
            let sql = "delete from account_failures where counted_for like 'source/%'";
            frame.desk().store(vec![(sql.into(), Vec::new())]).await.unwrap();
        }
    }
}

#[tokio::test]
async fn what_fails_is_noted_for_the_auditor_and_never_in_the_journal() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        frame.person("boss", "director", "990100").await;
        let before = frame.bodies().await.len();
        let browser = frame.browser("10.0.0.66");
        browser.sign_in("wang", "guess").await;
        browser.sign_in(PASSWORD, "typed into the wrong field").await;
        browser.get(&format!("/welcome/{}", "00".repeat(32))).await.says(409, &["used or has run out"]);
        assert_eq!(frame.bodies().await.len(), before);
        let watch = frame.inside("boss").await.get("/accounts/watch").await;
        watch.says(200, &["Wrong name or password", "Invalid link", "10.0.0.66"]);
        assert!(!watch.body.contains(PASSWORD));
        let rows = frame.desk().db().rows("select what, detail from account_audit limit 50", Vec::new()).await.unwrap();
        assert_eq!(rows.len(), 3);
        for _ in 0..3 {
            frame.ask("GET", "/api/incidents", ("wf_guessed", "")).await.says(401, &[]);
        }
        let rows =
            frame.desk().db().rows("select id from account_audit where what = 'wrong_token' limit 9", Vec::new()).await.unwrap();
        assert_eq!(rows.len(), 1, "a program gone astray is noted once a minute");
        let officer = frame.inside("wang").await;
        assert_eq!(officer.get("/accounts/watch").await.status.as_u16(), 403);
    }
}
