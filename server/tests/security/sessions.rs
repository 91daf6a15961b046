//! Sessions: a new one at every sign-in, whatever the browser brought; none that outlives its end; a cookie that scripts cannot read.

use reqwest::Method;
use serde_json::json;

use crate::office::{CITY, Office, PASSWORD, Visitor};

/// Whether the cookie `token` still opens a page in a browser of its own.
async fn opens(office: &Office, token: &str) -> bool {
    let browser = office.nobody();
    browser.plant("wf-session", token);
    browser.get("/me").await.status == 200
}

#[tokio::test]
async fn a_session_that_was_planted_in_a_browser_is_never_the_one_that_begins() {
    let office = Office::open();
    office.person("victim", "leader", CITY).await;
    let attacker = office.person("attacker", "auditor", CITY).await;
    let invented = "ab".repeat(32);
    for planted in [invented.as_str(), attacker.session().as_str()] {
        let victim = office.nobody();
        victim.plant("wf-session", planted);
        // A browser in which somebody else is signed in must sign them out first: the form of another page cannot.
        let entered = victim.signs_in("victim", PASSWORD).await;
        if entered.status == 403 {
            let victim = victim.inside().await;
            victim.signs_in("victim", PASSWORD).await.with(303);
            assert_ne!(victim.session(), planted);
            assert!(!opens(&office, planted).await, "what was planted ended");
        } else {
            assert_eq!(entered.status, 303, "{}", entered.body);
            assert_ne!(victim.session(), planted, "a session of its own");
            assert!(!opens(&office, planted).await, "and what was planted opens nothing");
        }
    }
}

#[tokio::test]
async fn every_sign_in_has_a_session_of_its_own_and_each_ends_for_good() {
    let office = Office::open();
    let first = office.person("person", "leader", CITY).await;
    let second = office.nobody();
    second.signs_in("person", PASSWORD).await.with(303);
    let second = second.inside().await;
    assert_ne!(first.session(), second.session());
    assert_ne!(first.csrf, second.csrf, "and a token of its own for changes");
    let (one, two) = (first.session(), second.session());
    let forged = first.send(Method::PUT, "/api/me/language", &json!({ "language": "en" })).await;
    assert_eq!(forged.status, 204);
    second.form("/sign-out", &[]).await.with(303);
    assert!(!opens(&office, &two).await, "signed out");
    assert!(opens(&office, &one).await, "the other one goes on");
    let changed = json!({ "old": PASSWORD, "password": "another long password 8" });
    let third = office.nobody();
    third.signs_in("person", PASSWORD).await.with(303);
    first.send(Method::PUT, "/api/me/password", &changed).await.with(204);
    assert!(!opens(&office, &third.session()).await, "a new password ends all other sessions");
    assert!(opens(&office, &one).await);
    let administrator = office.bearer("administrator", CITY);
    let account = first.get("/api/me").await.text("/account");
    administrator
        .send(Method::POST, &format!("/api/accounts/{account}/closure"), &json!({ "reason": "has left" }))
        .await
        .with(204);
    assert!(!opens(&office, &one).await, "a closed account ends them all");
}

#[tokio::test]
async fn the_cookie_is_kept_from_scripts_from_addresses_and_from_pages() {
    let office = Office::open();
    let link = office.invite("person", "leader", CITY);
    let browser = office.nobody();
    let entered = browser.form(&link, &[("password", PASSWORD), ("again", PASSWORD)]).await.with(303);
    let cookies: Vec<&str> = entered.headers.get_all("set-cookie").iter().filter_map(|cookie| cookie.to_str().ok()).collect();
    assert!(cookies.len() >= 2, "{cookies:?}");
    for cookie in cookies {
        for part in ["; HttpOnly", "; SameSite=Lax", "; Path=/"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert!(!entered.to().contains(&browser.session()));
    let browser = browser.inside().await;
    for path in ["/me", "/", "/api/me", "/api/me/sessions", "/help"] {
        let page = browser.get(path).await;
        assert!(!page.body.contains(&browser.session()), "{path}");
    }
    assert_eq!(office.nobody().get(&link).await.status, 409, "the link opened once");
}

#[tokio::test]
async fn a_cookie_that_is_none_of_ours_is_nobody() {
    let office = Office::open();
    let person = office.person("person", "leader", CITY).await;
    let own = person.session();
    let digest =
        office.database().query_row("select token from account_sessions", [], |row| row.get::<_, String>(0)).expect("a session");
    assert_ne!(own, digest, "the store holds a digest");
    for cookie in [
        digest,
        own.to_uppercase(),
        own[..63].to_owned(),
        format!("{own}0"),
        format!("{own}%00"),
        "' or 1=1;--".to_owned(),
        "0".repeat(64),
    ] {
        assert!(!opens(&office, &cookie).await, "{cookie:?}");
    }
    assert!(opens(&office, &own).await);
    // Two cookies of one name, as a neighbouring site can set: the first one counts, and it is never mixed with the other.
    let browser = office.nobody();
    browser.plant("wf-session", &format!("{}; wf-session={own}", "0".repeat(64)));
    assert_ne!(browser.get("/me").await.status, 200);
}

#[tokio::test]
async fn after_signing_in_and_out_nobody_is_led_to_another_site() {
    let office = Office::open();
    office.person("person", "leader", CITY).await;
    for next in [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "/%0d%0aset-cookie:x=1",
        "javascript:x()",
    ] {
        let browser: Visitor = office.nobody();
        let entered = browser.form("/sign-in", &[("name", "person"), ("password", PASSWORD), ("next", next)]).await;
        assert_eq!(entered.status, 303, "{}", entered.body);
        assert!(
            entered.to().starts_with('/') && !entered.to().starts_with("//") && !entered.to().contains('\\'),
            "{next} leads to {}",
            entered.to()
        );
        let browser = browser.inside().await;
        for path in ["/view", "/sign-out"] {
            let left = browser.form(path, &[("back", next), ("next", next), ("theme", "dark")]).await;
            assert!(left.to().starts_with('/') && !left.to().starts_with("//"), "{path} {next} leads to {}", left.to());
        }
    }
}
