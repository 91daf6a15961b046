//! One's own account: sessions, password, one-time codes.

use desk::args;
use testkit::engines;
use totp_rs::{Algorithm, Builder, Secret as Key};

use super::frame::{COUNTY, Frame, PASSWORD};

/// The code of a key in base32 so many seconds from now.
fn code(key: &str, seconds: i64) -> String {
    let key = Key::try_from_base32(key).unwrap();
    let totp = Builder::new().with_algorithm(Algorithm::SHA1).with_secret(key).with_account_name("x").build().unwrap();
    totp.generate(u64::try_from((desk::machine_now().ms() / 1_000) + seconds).unwrap()).to_string()
}

#[tokio::test]
async fn a_session_that_one_does_not_know_is_ended_from_the_list() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        frame.person("li", "duty-officer", COUNTY).await;
        let (mine, other, stranger) = (frame.inside("wang").await, frame.inside("wang").await, frame.inside("li").await);
        let me = mine.get("/me").await;
        me.says(200, &["Kestrel 90", "10.0.0.9", "(this one)"]);
        let sessions = mine.get("/api/me/sessions").await.json();
        let ids: Vec<&str> = sessions["items"].as_array().unwrap().iter().map(|s| s["id"].as_str().unwrap()).collect();
        for id in &ids {
            stranger.post(&format!("/me/sessions/{id}/ending"), &[]).await.says(404, &[]);
        }
        let this = me.body.split("(this one)").next().unwrap().rsplit("/me/sessions/").next().unwrap()[..36].to_owned();
        let that = ids.iter().find(|id| **id != this).unwrap();
        mine.post(&format!("/me/sessions/{that}/ending"), &[]).await.says(303, &[]);
        assert_eq!(other.get("/me").await.status.as_u16(), 303);
        mine.get("/me?done=session").await.says(200, &["Session ended"]);
        assert_eq!(mine.post(&format!("/me/sessions/{this}/ending"), &[]).await.to(), "/sign-in");
        assert_eq!(mine.get("/me").await.status.as_u16(), 303);
    }
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_needs_the_old_one() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let (mine, other) = (frame.inside("wang").await, frame.inside("wang").await);
        let fields = |old: &'static str, new: &'static str| [("old", old), ("password", new), ("again", new)];
        mine.post("/me/password", &fields("wrong", "another sentence 12")).await.says(422, &["The password is not right"]);
        mine.post("/me/password", &fields(PASSWORD, "my wang sentence")).await.says(422, &["must not hold the sign-in name"]);
        other.get("/me").await.says(200, &[]);
        mine.post("/me/password", &fields(PASSWORD, "another sentence 12")).await.says(303, &[]);
        assert_eq!(other.get("/me").await.status.as_u16(), 303);
        mine.get("/me").await.says(200, &[]);
    }
}

#[tokio::test]
async fn a_one_time_code_is_asked_for_once_it_is_enrolled_and_works_once() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let mine = frame.inside("wang").await;
        let page = mine.get("/me/codes").await;
        page.says(200, &["<svg class=\"qr\"", "otpauth://totp/"]);
        let key = page.field("key").unwrap();
        let enrol = |password: &'static str, code: String, key: String| async move {
            vec![("password", password.to_owned()), ("code", code), ("key", key)]
        };
        let send = async |fields: Vec<(&str, String)>| {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            mine.post("/me/codes", &fields).await
        };
        send(enrol(PASSWORD, "000000".into(), key.clone()).await).await.says(422, &["The code is not right", &key]);
        send(enrol("wrong", code(&key, 0), key.clone()).await).await.says(422, &["The password is not right"]);
        send(enrol(PASSWORD, code(&key, 0), key.clone()).await).await.says(303, &[]);
        let browser = frame.browser("10.0.0.7");
        let owed = browser.sign_in("wang", PASSWORD).await;
        owed.says(200, &["One-time code"]);
        assert!(browser.session().is_none(), "the password alone opens nothing");
        let ticket = owed.field("ticket").unwrap();
        browser.post("/sign-in/code", &[("ticket", &ticket), ("code", "000000")]).await.says(422, &["The code is not right"]);
        let next = code(&key, 30);
        browser.post("/sign-in/code", &[("ticket", &ticket), ("code", &next)]).await.says(303, &[]);
        browser.get("/me").await.says(200, &["Codes are asked for"]);
        let again = frame.browser("10.0.0.8");
        let ticket = again.sign_in("wang", PASSWORD).await.field("ticket").unwrap();
        again.post("/sign-in/code", &[("ticket", &ticket), ("code", &next)]).await.says(422, &["was used before"]);
    }
}

#[tokio::test]
async fn five_wrong_codes_ask_for_the_password_again() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("wang", "duty-officer", COUNTY).await;
        let mine = frame.inside("wang").await;
        let key = mine.get("/me/codes").await.field("key").unwrap();
        mine.post("/me/codes", &[("password", PASSWORD), ("code", &code(&key, 0)), ("key", &key)]).await.says(303, &[]);
        let browser = frame.browser("10.0.0.7");
        let ticket = browser.sign_in("wang", PASSWORD).await.field("ticket").unwrap();
        for _ in 0..5 {
            browser.post("/sign-in/code", &[("ticket", &ticket), ("code", "000000")]).await.says(422, &[]);
        }
        let right = code(&key, 30);
        browser.post("/sign-in/code", &[("ticket", &ticket), ("code", &right)]).await.says(409, &["sign in again"]);
        browser.post("/sign-in/code", &[("ticket", "made up"), ("code", &right)]).await.says(409, &[]);
        mine.post("/me/codes/removal", &[("password", "wrong")]).await.says(422, &[]);
        mine.post("/me/codes/removal", &[("password", PASSWORD)]).await.says(303, &[]);
        frame.browser("10.0.0.8").sign_in("wang", PASSWORD).await.says(303, &[]);
    }
}

#[tokio::test]
async fn whoever_has_the_password_and_guesses_codes_waits_however_often_they_begin_again_and_the_person_does_not() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let mine = frame.inside("wang").await;
        let key = mine.get("/me/codes").await.field("key").unwrap();
        mine.post("/me/codes", &[("password", PASSWORD), ("code", &code(&key, 0)), ("key", &key)]).await.says(303, &[]);
        mine.post("/sign-out", &[]).await.says(303, &[]);
        let guess = async |n: usize| {
            let browser = frame.browser(&format!("10.0.1.{n}"));
            let ticket = browser.sign_in("wang", PASSWORD).await.field("ticket").unwrap();
            browser.post("/sign-in/code", &[("ticket", &ticket), ("code", "000000")]).await
        };
        for n in 0..5 {
            guess(n).await.says(422, &["The code is not right"]);
        }
        let counted = format!("code/{id}");
        let row = frame.desk().db().one("select failures from account_failures where counted_for = $1", args![&counted]).await;
        assert_eq!(row.unwrap().unwrap().int("failures").unwrap(), 5, "tickets and addresses come and go, the count stays");
        // The next wait would be a second, which a slow machine takes for the password alone.
        let more = "update account_failures set failures = 12 where counted_for = $1";
        frame.desk().store(vec![(more.into(), args![&counted])]).await.unwrap();
        guess(6).await.says(409, &["Too many tries failed"]);
        let ticket = mine.sign_in("wang", PASSWORD).await.field("ticket").unwrap();
        mine.post("/sign-in/code", &[("ticket", &ticket), ("code", &code(&key, 30))]).await.says(303, &[]);
    }
}

#[tokio::test]
async fn a_person_with_two_posts_chooses_the_one_they_act_on() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let post = frame.desk().new_id();
        let grant = accounts::acts::GrantPost {
            post: post.clone(),
            kind: "director".into(),
            area: super::frame::area("990100"),
            title: "Head of the office".into(),
            until: None,
        };
        frame.desk().perform(&id, frame.town.given(), grant).await.unwrap();
        let mine = frame.inside("wang").await;
        mine.get("/me").await.says(200, &["Head of the office", "Acting on it"]);
        mine.post("/me/post", &[("post", post.as_str())]).await.says(303, &[]);
        assert_eq!(mine.get("/api/me").await.json()["acting_on"], post.as_str());
        mine.post("/me/post", &[("post", id.as_str())]).await.says(422, &["You do not hold this post"]);
        let seen = mine.get("/api/incidents").await.json();
        assert!(
            seen.as_array().unwrap().contains(&COUNTY.into()),
            "all posts count for what one may see, not only the chosen one"
        );
        assert_eq!(seen.as_array().unwrap().len(), 2);
    }
}
