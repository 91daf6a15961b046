//! One-time links: the first administrator, and passwords that only their person knows.

use accounts::links;
use testkit::engines;

use super::frame::{COUNTY, Frame, PASSWORD};

#[tokio::test]
async fn the_first_administrator_opens_their_own_account_by_a_link_that_works_once() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let link = links::first_administrator_link(frame.desk()).await.unwrap();
        let path = format!("/welcome/{}", link.reveal());
        let browser = frame.browser("127.0.0.1");
        browser.get(&path).await.says(200, &["The first administrator", "Sign-in name"]);
        let fields = |password: &'static str, again: &'static str| {
            [("person", "Ada Stone"), ("name", "ada"), ("password", password), ("again", again)]
        };
        browser
            .post(&path, &fields("short", "short"))
            .await
            .says(422, &["at least 10", "Ada Stone"].map(|w| if w == "at least 10" { "10 to 200" } else { w }));
        browser.post(&path, &fields(PASSWORD, "another sentence 12")).await.says(422, &["not the same"]);
        browser.post(&path, &fields("0123456789", "0123456789")).await.says(422, &["guessed too easily"]);
        let inside = browser.post(&path, &fields(PASSWORD, PASSWORD)).await;
        assert_eq!((inside.status.as_u16(), inside.to()), (303, "/me/codes"));
        browser.get("/accounts").await.says(200, &["Ada Stone", "Administrator · Ashmouth"]);
        let later = frame.browser("127.0.0.1");
        later.get(&path).await.says(409, &["used or has run out"]);
        later.post(&path, &fields(PASSWORD, PASSWORD)).await.says(409, &[]);
        assert!(!frame.bodies().await.join("").contains("Ada"), "no name is in a fact");
    }
}

#[tokio::test]
async fn there_is_one_link_for_the_first_administrator_and_none_once_the_city_has_one() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        let path = |link: &accounts::Secret| format!("/welcome/{}", link.reveal());
        let first = path(&links::first_administrator_link(frame.desk()).await.unwrap());
        let second = path(&links::first_administrator_link(frame.desk()).await.unwrap());
        let browser = frame.browser("127.0.0.1");
        browser.get(&first).await.says(409, &["used or has run out"]);
        browser.get(&second).await.says(200, &["The first administrator"]);
        // Somebody who looks after a part of the city is not its administrator.
        frame.person("county", "administrator", COUNTY).await;
        browser.get(&second).await.says(200, &["The first administrator"]);
        frame.person("ada", "administrator", "990100").await;
        browser.get(&second).await.says(409, &["used or has run out"]);
        let fields = [("person", "Eve"), ("name", "eve"), ("password", PASSWORD), ("again", PASSWORD)];
        browser.post(&second, &fields).await.says(409, &[]);
        assert!(frame.browser("127.0.0.2").sign_in("eve", PASSWORD).await.status.as_u16() != 303, "nobody came in by it");
    }
}

#[tokio::test]
async fn a_person_sets_their_own_password_and_a_later_link_undoes_the_earlier() {
    for engine in engines() {
        let frame = Frame::new(engine).await;
        frame.person("ada", "administrator", "990100").await;
        let id = frame.person("wang", "duty-officer", COUNTY).await;
        let ada = frame.inside("ada").await;
        let old = frame.inside("wang").await;
        let shown = |answered: &super::frame::Answered| {
            answered.says(200, &["shown only now"]);
            let from = answered.body.find("/welcome/").unwrap();
            answered.body[from..from + "/welcome/".len() + 64].to_owned()
        };
        let first = shown(&ada.post(&format!("/accounts/{id}/link"), &[]).await);
        let second = shown(&ada.post(&format!("/accounts/{id}/link"), &[]).await);
        let browser = frame.browser("10.0.0.8");
        browser.get(&first).await.says(409, &[]);
        browser.get(&second).await.says(200, &["wang", "Set your password"]);
        let fields = [("password", "a new sentence of mine"), ("again", "a new sentence of mine")];
        browser.post(&second, &fields).await.says(303, &[]);
        assert_eq!(old.get("/me").await.status.as_u16(), 303, "sessions with the old password ended");
        frame.browser("10.0.0.11").sign_in("wang", PASSWORD).await.says(422, &[]);
        frame.browser("10.0.0.11").sign_in("wang", "a new sentence of mine").await.says(303, &[]);
    }
}
