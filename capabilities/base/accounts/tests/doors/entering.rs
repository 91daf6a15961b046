//! Signing in and out through the doors: by password, by one-time code, by link.

use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use testkit::engines;
use web::{Caller, Credential, Gate as _};

use super::frame::{Browser, COUNTY, Frame, PASSWORD, area, capabilities};

/// Whoever is signed in in a browser, as the frame knows them while it answers or while a page of theirs listens.
async fn caller(frame: &Frame, browser: &Browser<'_>) -> Caller {
    let cookie = format!("wf-session={}", browser.session().unwrap());
    let (parts, ()) = Request::get("/api/stream").header("cookie", cookie).body(()).unwrap().into_parts();
    frame.keeper.caller(&parts).await.unwrap().unwrap()
}

#[tokio::test]
async fn a_right_password_lets_in_and_a_wrong_one_says_nothing_more() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let browser = frame.browser("10.0.0.7");
        browser.get("/sign-in").await.says(200, &["Sign in", "No state secrets"]);
        let wrong_password = browser.sign_in("wang", "wrong").await;
        let wrong_name = browser.sign_in("nobody", PASSWORD).await;
        wrong_password.says(422, &["The name or the password is not right"]);
        wrong_name.says(422, &["The name or the password is not right"]);
        assert!(browser.session().is_none());
        let inside = browser.sign_in(" Wang ", PASSWORD).await;
        assert_eq!((inside.status.as_u16(), inside.to()), (303, "/duty"));
        let cookie = inside.headers.get_all(SET_COOKIE).iter().find(|c| c.to_str().unwrap().starts_with("wf-session=")).unwrap();
        for needed in ["HttpOnly", "SameSite=Lax", "Path=/"] {
            assert!(cookie.to_str().unwrap().contains(needed), "{needed}");
        }
        browser.get("/me").await.says(200, &["Person wang", "<small>Duty officer</small>", "Westfold"]);
        assert_eq!(frame.kinds_of(&id).await, ["opened", "post_granted", "password_set", "signed_in"], "what failed is no fact");
    }
}

#[tokio::test]
async fn whoever_wanted_to_go_somewhere_goes_there_and_never_elsewhere() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let asked = frame.browser("10.0.0.7").get("/me").await;
        assert_eq!((asked.status.as_u16(), asked.to()), (303, "/sign-in?next=/me"));
        for (next, to) in [("/me", "/me"), ("https://elsewhere.example", "/"), ("//elsewhere.example", "/"), ("", "/duty")] {
            let fields = [("name", "wang"), ("password", PASSWORD), ("next", next)];
            assert_eq!(frame.browser("10.0.0.7").post("/sign-in", &fields).await.to(), to, "{next}");
        }
    }
}

#[tokio::test]
async fn a_session_is_never_one_that_the_browser_brought_along() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        frame.person("li", "duty-officer", COUNTY).await;
        let browser = frame.browser("10.0.0.7");
        let planted = "ab".repeat(32);
        browser.cookies.lock().unwrap().insert("wf-session".into(), planted.clone());
        browser.sign_in("wang", PASSWORD).await.says(303, &[]);
        let first = browser.session().unwrap();
        assert_ne!(first, planted);
        browser.sign_in("li", PASSWORD).await.says(303, &[]);
        let second = browser.session().unwrap();
        assert_ne!(second, first, "another person, another token");
        browser.get("/me").await.says(200, &["Person li"]);
        let stolen = frame.browser("10.0.0.66");
        stolen.cookies.lock().unwrap().insert("wf-session".into(), first);
        assert_eq!(stolen.get("/me").await.to(), "/sign-in?next=/me", "the session before ended with the new one");
    }
}

#[tokio::test]
async fn signing_out_ends_the_session_everywhere() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let browser = frame.inside("wang").await;
        let token = browser.session().unwrap();
        assert_eq!(browser.post("/sign-out", &[]).await.to(), "/sign-in");
        assert!(browser.session().is_none());
        browser.cookies.lock().unwrap().insert("wf-session".into(), token);
        assert_eq!(browser.get("/me").await.status.as_u16(), 303);
        assert_eq!(browser.post("/sign-out", &[]).await.status.as_u16(), 303, "out is out");
        assert_eq!(frame.kinds_of(&id).await.last().unwrap(), "signed_out");
    }
}

#[tokio::test]
async fn a_change_needs_the_token_of_the_page() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let browser = frame.inside("wang").await;
        browser.post_as_is("/me/language", &[("language", "zh")]).await.says(403, &["not certain"]);
        browser.post_as_is("/me/language", &[("language", "zh"), ("csrf", "guessed")]).await.says(403, &[]);
        browser.post("/me/language", &[("language", "zh")]).await.says(303, &[]);
        browser.get("/me").await.says(200, &["我的账号"]);
        let foreign = Request::post("/sign-in").header("origin", "https://elsewhere.example");
        let foreign = foreign.header("host", "city.example").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let stranger = frame.browser("10.0.0.7");
        stranger.send(foreign, format!("name=wang&password={}", PASSWORD.replace(' ', "+"))).await.says(403, &[]);
        assert!(stranger.session().is_none(), "nobody is signed in from another site");
    }
}

#[tokio::test]
async fn a_session_that_nobody_uses_ends_and_none_outlasts_a_long_shift() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let browser = frame.inside("wang").await;
        let begin = frame.machine.now();
        frame.machine.set(begin.plus_min(11 * 60));
        browser.get("/me").await.says(200, &[]);
        frame.machine.set(begin.plus_min(22 * 60));
        browser.get("/me").await.says(200, &[]);
        frame.machine.set(begin.plus_min(30 * 60 + 1));
        assert_eq!(browser.get("/me").await.status.as_u16(), 303, "thirty hours are the end");
        let idle = frame.inside("wang").await;
        frame.machine.set(desk::machine_now().plus_min(12 * 60 + 1));
        assert_eq!(idle.get("/me").await.status.as_u16(), 303, "twelve hours without use");
    }
}

#[tokio::test]
async fn a_revoked_session_is_no_longer_good_for_live_pages() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let (one, other) = (frame.inside("wang").await, frame.inside("wang").await);
        let sessions = accounts::sessions::of(frame.desk().db(), &id, frame.machine.now()).await.unwrap();
        let credentials: Vec<Credential> = sessions.iter().map(|s| Credential::Session(s.id.clone())).collect();
        assert_eq!(frame.keeper.still_good(&credentials).await.unwrap().len(), 2);
        let mine = one.get("/api/me/sessions").await.json();
        assert_eq!(mine["items"].as_array().unwrap().len(), 2);
        other.post("/sign-out", &[]).await.says(303, &[]);
        let good = frame.keeper.still_good(&credentials).await.unwrap();
        assert_eq!(good.len(), 1);
        frame.machine.set(frame.machine.now().plus_min(31 * 60));
        assert!(frame.keeper.still_good(&good).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_page_that_listens_goes_on_hearing_whoever_else_comes_in() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        frame.person("li", "duty-officer", COUNTY).await;
        let browser = frame.inside("wang").await;
        let wang = caller(&frame, &browser).await;
        assert_eq!(frame.keeper.scope(&wang, "incidents.read").areas, [area(COUNTY)]);
        frame.inside("li").await;
        assert_eq!(frame.keeper.scope(&wang, "incidents.read").areas, [area(COUNTY)]);
        assert!(frame.keeper.may(&wang, "incidents.report", Some(area(COUNTY)), None));
    }
}

#[tokio::test]
async fn a_page_that_listens_hears_what_its_persons_posts_are_worth_now() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let browser = frame.inside("wang").await;
        let wang = caller(&frame, &browser).await;
        let listening = [wang.credential.clone()];
        let post = wang.post.clone().unwrap().id;
        // Another process of the installation ends the post; this one hears of it with the fact.
        let (other, mut tail) = (frame.town.another(capabilities()).await, frame.desk().tail());
        let end = accounts::acts::EndPost { account: id.clone(), post };
        other.perform(&id, frame.town.given(), end).await.unwrap();
        frame.town.pass_min(1).await;
        tail.recv().await.unwrap();
        assert_eq!(frame.keeper.still_good(&listening).await.unwrap(), listening, "somebody without a post is still somebody");
        assert!(frame.keeper.scope(&wang, "incidents.read").is_nothing());
        // A post that ends by itself, without a fact that says so.
        let grant = accounts::acts::GrantPost {
            post: frame.desk().new_id(),
            kind: "duty-officer".into(),
            area: area(COUNTY),
            title: String::new(),
            until: Some(frame.desk().now().plus_min(60)),
        };
        frame.desk().perform(&id, frame.town.given(), grant).await.unwrap();
        frame.keeper.still_good(&listening).await.unwrap();
        assert_eq!(frame.keeper.scope(&wang, "incidents.read").areas, [area(COUNTY)]);
        frame.town.pass_min(61).await;
        frame.keeper.still_good(&listening).await.unwrap();
        assert!(frame.keeper.scope(&wang, "incidents.read").is_nothing());
    }
}
