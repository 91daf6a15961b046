//! What the pages answer while somebody types: classes by how they are spoken, places and likely duplicates beside the call, Enter that
//! saves, parts that fetch themselves and keep off whoever is typing.

use std::time::Duration;

use desk::Engine;
use serde_json::json;
use stories::browser::{self, Browser, Key};
use stories::{CITY, House, Life};

use crate::office;

/// How long what is typed may wait for its answer.
const ANSWERED_WITHIN: Duration = Duration::from_secs(5);

#[tokio::test]
async fn a_class_is_suggested_by_the_letters_of_how_it_is_spoken() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    browser.goes_to("/incidents/new").await.tabs_to("class").await.types("sh").await;
    let narrowed = "const all = [...document.querySelectorAll('#classes option')];
        return all.length > 0 && all.length < 20 && all.some((e) => e.value === '11A51 山洪') && all.every((e) => e.label.endsWith('sh'))";
    browser.waits("the classes spoken so", narrowed, ANSWERED_WITHIN).await;
    browser.types("zzz").await;
    browser.waits("no class spoken so", "return !document.querySelector('#classes option')", ANSWERED_WITHIN).await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_place_and_a_call_of_before_are_beside_the_words_while_they_are_typed() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    let first = house.person("duty-officer", CITY);
    let known = first
        .records(json!({ "summary": "发山洪，水进院子", "class": "11A51", "place": { "text": "朝阳县羊山镇肖家店村" } }))
        .await;
    browser.goes_to("/incidents/new").await.waits_for_focus("words").await.types("肖家店村山洪进了院子").await;
    browser.sees_within("可能是同一事件", ANSWERED_WITHIN).await.sees(&known.number).await.sees("同一地点").await;
    assert!(browser.words_of("[data-answer]").await.contains("羊山镇"), "{}", browser.words_of("[data-answer]").await);
    assert_eq!(browser.focus().await, "words", "nobody is taken from what they type");
    let grave: Vec<String> =
        browser.violations().await.iter().filter(|found| found.is_grave()).map(ToString::to_string).collect();
    assert_eq!(grave, Vec::<String>::new(), "and everybody can use it");
    browser.picture("hints-zh-desk").await;
    // The call is a word more about what is known: it is noted there, and no second incident is made.
    browser.presses("记入该事件，不另登记").await.arrives(&format!("/incidents/{}", known.id)).await;
    browser.sees("肖家店村山洪进了院子").await;
    assert_eq!(first.get("/api/incidents").await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn enter_saves_the_call_and_with_shift_begins_a_line() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    browser.goes_to("/incidents/new").await.waits_for_focus("words").await.types("着火").await;
    browser.presses_key_with(Key::Shift, Key::Enter).await.types("三楼").await;
    assert_eq!(browser.value("words").await, "着火\n三楼");
    assert_eq!(browser.path().await, "/incidents/new");
    browser.taps(Key::Enter).await.arrives("/incidents/0").await.sees("三楼").await;
    // Back at the card, one word and Enter once more: two calls, no more.
    browser.goes_to("/incidents/new").await.settles().await.waits_for_focus("words").await;
    browser.types("停电").await.taps(Key::Enter).await.arrives("/incidents/0").await;
    let listed = house.person("duty-officer", CITY).get("/api/incidents").await.json();
    assert_eq!(listed["items"].as_array().unwrap().len(), 2, "{listed}");
}

#[tokio::test]
async fn a_part_fetches_itself_and_keeps_off_whoever_is_typing_in_it() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    let another = house.person("duty-officer", CITY);
    let case = another.records(json!({ "summary": "凌源山上有火光" })).await;
    browser.goes_to(&format!("/incidents/{}", case.id)).await.hears().await;
    browser.sees_element("#reports form select[name=kind]").await;
    browser.clicks("#sheet .is-next input[name=said]").await.types("正在写一半").await;
    case.tells_nobody("leader_in_charge/duty_room/government", "带班领导").await;
    case.adds("notes", json!({ "words": "消防车出动" })).await;
    browser.sees_within("消防车出动", ANSWERED_WITHIN).await;
    assert_eq!(browser.value("said").await, "正在写一半", "what is being written stays");
    browser.taps(Key::Enter).await.sees("正在写一半").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}
