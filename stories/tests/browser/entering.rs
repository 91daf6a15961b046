//! From the one-time link to the desk: the first administrator, who opens an account, and the duty officer who signs in by it.

use desk::Engine;
use stories::browser::{self, Browser};
use stories::{CITY, House, Life, PASSWORD};

#[tokio::test]
async fn the_first_administrator_opens_an_account_and_its_duty_officer_reaches_the_desk() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    browser.language("zh").await.goes_to(&house.link).await;
    browser.fills("person", "林管理").await.fills("name", "lin").await;
    browser.fills("password", PASSWORD).await.fills("again", PASSWORD).await;
    browser.clicks("main form button[type=submit]").await.arrives("/me/codes").await;
    browser.goes_to("/accounts/new").await;
    browser.fills("person", "周值班").await.fills("sign-in", "zhou").await;
    browser.chooses("kind", "duty-officer").await.fills("area", CITY).await;
    browser.clicks("main form button[type=submit]").await;
    let link = browser.sees_element("code.secret").await.words_of("code.secret").await;
    assert!(link.starts_with("/welcome/"), "{link}");
    browser.clicks("header form[action='/sign-out'] button").await.arrives("/sign-in").await;
    browser.goes_to(&link).await.fills("password", PASSWORD).await.fills("again", PASSWORD).await;
    browser.clicks("main form button[type=submit]").await.arrives("/me").await;
    browser.clicks("header form[action='/sign-out'] button").await.arrives("/sign-in").await;
    browser.fills("name", "zhou").await.fills("password", PASSWORD).await;
    browser.clicks("main form button[type=submit]").await.sees("值班台").await;
    assert_eq!(browser.words_of("h1").await, "值班台", "{}", browser.path().await);
    browser.clicks("a.btn-primary[href='/incidents/new']").await.arrives("/incidents/new").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    // The link works once: whoever finds it later finds nothing.
    browser.goes_to(&house.link).await;
    assert_eq!(browser.count("[name=password]").await, 0);
}
