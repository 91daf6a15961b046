//! Every page, in both languages, on a desk's screen and on a telephone: it opens, nothing complains, everybody can use it, nobody
//! scrolls sideways. Their pictures lie in `target/screens` to be looked at, three of them in `docs/screens`.

use desk::Engine;
use server::demonstration::Demonstration;
use stories::browser::{self, Browser, Screen};
use stories::{CITY, House, Life};
use web::{DoorKind, Language};

use crate::office;

/// Pages that are the parts of others and have no frame of their own.
const PARTS: &[&str] = &["/duty/queue", "/incidents/classes", "/incidents/people"];

/// Whether the map is there.
const MAP_DRAWN: &str = "return document.querySelectorAll('.map canvas').length > 0";

/// The paths of all whole pages without a parameter, from the list of doors itself.
async fn pages() -> Vec<&'static str> {
    let demonstration = Demonstration::open().await.expect("a demonstration");
    let doors = demonstration.web.site.doors().iter();
    let whole = doors.filter(|door| door.kind == DoorKind::Page && !door.path.contains('{') && !PARTS.contains(&door.path));
    whole.map(|door| door.path).collect()
}

/// What is wrong with the open page, in sentences.
async fn wrong(browser: &Browser, what: &str) -> Vec<String> {
    let mut wrong: Vec<String> = browser.complaints().await.into_iter().map(|line| format!("console: {line}")).collect();
    wrong.extend(browser.violations().await.iter().filter(|found| found.is_grave()).map(ToString::to_string));
    let headings = browser.count("h1").await;
    if headings != 1 {
        wrong.push(format!("{headings} headings of the first rank"));
    }
    let overflow = browser.overflow_px().await;
    if overflow > 0 {
        wrong.push(format!("{overflow} px wider than the screen: {}", browser.wider_than_the_screen().await));
    }
    wrong.into_iter().map(|sentence| format!("{what}: {sentence}")).collect()
}

/// A name for the picture of a path: ids are left out.
fn named(path: &str) -> String {
    let parts = path.trim_matches('/').split(['/', '?', '=', '&']);
    let words: Vec<&str> = parts.map(|part| if part.len() == 36 { "one" } else { part }).collect();
    if words == [""] { "root".to_owned() } else { words.join("-") }
}

async fn look(browser: &Browser, path: &str) -> Vec<String> {
    let mut found = Vec::new();
    for language in Language::ALL {
        for screen in [Screen::Desk, Screen::Phone] {
            found.extend(look_once(browser, path, (language, screen)).await);
        }
    }
    found
}

async fn look_once(browser: &Browser, path: &str, (language, screen): (Language, Screen)) -> Vec<String> {
    let what = format!("{}-{}-{}", named(path), language.code(), screen.word());
    browser.language(language.code()).await.screen(screen).await.goes_to(path).await;
    if browser.count(".map").await > 0 {
        browser.waits("the map", MAP_DRAWN, browser::PATIENCE).await.settles().await;
    }
    browser.picture(&what).await;
    wrong(browser, &what).await
}

#[tokio::test]
async fn every_page_opens_in_both_languages_on_every_screen() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    let mut paths = office::a_night(&house).await;
    let director = house.person("director", CITY);
    paths.extend(office::single_pages(&director).await);
    paths.extend(pages().await.into_iter().map(ToOwned::to_owned));
    let mut found = look(&browser, "/sign-in").await;
    found.extend(look(&browser, &house.link).await);
    // Some pages are the director's, some the administrator's.
    office::signs_in(&house, &browser, ("赵主任", "zhao", "director")).await;
    let mut others = Vec::new();
    for path in paths.iter().filter(|path| !path.starts_with("/sign-in")) {
        if director.get(path).await.status == 403 {
            others.push(path);
        } else {
            found.extend(look(&browser, path).await);
        }
    }
    office::signs_in(&house, &browser, ("林管理", "lin", "administrator")).await;
    for path in others {
        found.extend(look(&browser, path).await);
    }
    assert!(found.is_empty(), "{} things are wrong:\n{}", found.len(), found.join("\n"));
}

#[tokio::test]
async fn where_nothing_has_happened_every_list_says_what_to_do_next() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    let mut found = Vec::new();
    for path in ["/duty", "/incidents", "/reports", "/instructions", "/wall"] {
        for how in [(Language::Zh, Screen::Desk), (Language::En, Screen::Phone)] {
            found.extend(look_once(&browser, &format!("{path}?empty"), how).await);
            if browser.words_of(".none").await.trim().is_empty() {
                found.push(format!("{path} says nothing where there is nothing"));
            }
        }
    }
    assert!(found.is_empty(), "{} things are wrong:\n{}", found.len(), found.join("\n"));
}

#[tokio::test]
async fn an_exercise_says_on_every_page_that_it_is_one() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Exercise("2026-07-21T03:12:00+08:00".into(), 60));
    let browser = Browser::open(&house.url).await;
    let incident = office::a_night(&house).await.remove(0);
    office::officer(&house, &browser).await;
    let mut found = Vec::new();
    for path in ["/duty", incident.as_str(), "/wall", "/contacts"] {
        for how in [(Language::Zh, Screen::Desk), (Language::En, Screen::Phone)] {
            let asked = if path == incident { format!("{path}?exercise=") } else { format!("{path}?exercise") };
            found.extend(look_once(&browser, &asked, how).await);
            let said = if how.0 == Language::Zh { "演练" } else { "EXERCISE" };
            let banner = browser.words_of(".world").await;
            if !banner.to_uppercase().contains(said) {
                found.push(format!("{path} does not say that it is an exercise: {banner:?}"));
            }
        }
    }
    assert!(found.is_empty(), "{} things are wrong:\n{}", found.len(), found.join("\n"));
}

#[tokio::test]
async fn the_three_pictures_of_the_documentation_show_the_night_of_the_flash_flood() {
    let _turn = browser::turn().await;
    let (night, flood) = office::the_flash_flood().await;
    let browser = Browser::open(&night.url).await;
    office::signs_in_again(&browser, office::OFFICER).await;
    browser.goes_to("/duty").await.sees_element("#queue .queue").await.settles().await.shown_in_docs("desk").await;
    browser.goes_to(&flood).await.sees_element("#figures-now").await.settles().await.shown_in_docs("incident").await;
    browser.screen(Screen::Wall).await.goes_to("/wall").await.sees_element(".wall").await;
    browser.waits("the map", MAP_DRAWN, browser::PATIENCE).await.settles().await.shown_in_docs("wall").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
