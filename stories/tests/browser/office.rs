//! The office that the browser tests stand before: the real program, and people who sign in to it.

use stories::browser::Browser;
use stories::{CITY, House, PASSWORD};

/// Opens an account on a post for the whole city and signs its person in by the link that they are given.
pub async fn signs_in(house: &House, browser: &Browser, (name, sign_in, post): (&str, &str, &str)) {
    let said = house.runs(&["account", "open", "--name", name, "--sign-in", sign_in, "--post", post, "--area", CITY]);
    let link = said.lines().find_map(|line| line.split_once("/welcome/")).expect("a link").1;
    browser.goes_to(&format!("/welcome/{}", link.trim())).await;
    browser.fills("password", PASSWORD).await.fills("again", PASSWORD).await.clicks("main form button[type=submit]").await;
    browser.arrives("/me").await;
}

/// The duty officer of the city, signed in.
pub async fn officer(house: &House, browser: &Browser) {
    signs_in(house, browser, ("周值班", "zhou", "duty-officer")).await;
}
