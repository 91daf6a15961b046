//! Open pages live: what another does appears within a second, a lost stream is said across the screen, a draft outlives its browser.

use std::time::Duration;

use desk::Engine;
use serde_json::json;
use stories::browser::{self, Browser, Profile};
use stories::{CITY, House, Life};

use crate::office;

/// How long a change made by another may take to be on an open screen.
const SHOWN_WITHIN: Duration = Duration::from_secs(5);

#[tokio::test]
async fn what_another_person_does_is_on_the_open_desk_within_a_second() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    let another = house.person("duty-officer", CITY);
    browser.goes_to("/duty").await.hears().await;
    for words in ["北票一户屋顶被风掀了", "凌源山上有火光", "建平一所小学围墙倒了"] {
        let recorded = another.records(json!({ "summary": words })).await;
        browser.sees_within(words, SHOWN_WITHIN).await;
        recorded.adds("false-alarm", json!({ "reason": "误报" })).await;
        browser.loses_within(words, SHOWN_WITHIN).await;
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_page_that_hears_nothing_says_so_within_ten_seconds_and_catches_up_by_itself() {
    let _turn = browser::turn().await;
    let mut house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    browser.goes_to("/duty").await.hears().await;
    assert_eq!(browser.words_of("#lost").await, "", "all is well");
    house.is_killed();
    // Ten seconds on a machine that has time for it; one that runs other tests beside is given more.
    browser.sees_element_within("#lost:not([hidden])", browser::PATIENCE).await;
    let said = browser.words_of("#lost").await;
    assert!(!said.trim().is_empty(), "it says so in words");
    let grave: Vec<String> =
        browser.violations().await.iter().filter(|found| found.is_grave()).map(ToString::to_string).collect();
    assert_eq!(grave, Vec::<String>::new(), "and everybody can read it");
    browser.picture("lost-zh-desk").await;
    house.starts_again();
    house.person("duty-officer", CITY).records(json!({ "summary": "断线时来的电话" })).await;
    browser.sees("断线时来的电话").await;
    browser.waits("the banner gone", "return document.getElementById('lost').hidden", browser::PATIENCE).await;
}

#[tokio::test]
async fn a_call_that_was_being_written_is_there_after_the_browser_is_gone() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    browser.goes_to("/incidents/new").await.types("羊山镇肖家店村发山洪，水进了十几户").await;
    browser.fills("caller-phone", "139 0000 0000").await.waits_for_draft().await;
    browser.closes().await;
    let another = Browser::with(&Profile::new(), &house.url).await;
    office::signs_in_again(&another, "zhou").await;
    another.goes_to("/incidents/new").await;
    another.waits("the words", "return document.querySelector('[name=words]').value.includes('十几户')", browser::PATIENCE).await;
    assert_eq!(another.value("caller-phone").await, "139 0000 0000");
    another.clicks("form#call .actions button.btn-primary").await.arrives("/incidents/0").await;
    another.goes_to("/incidents/new").await.settles().await;
    assert_eq!(another.value("words").await, "", "a call that is on record is no draft any more");
}
