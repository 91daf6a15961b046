//! Tasks under the stopwatch, as a practised duty officer does them: keys and clicks are counted and given the time that hands, eyes and
//! mouth need. The table is printed, and its lines lie in `target/stopwatch`.

use desk::Engine;
use serde_json::json;
use stories::browser::{self, Browser, Key, Taken};
use stories::{CITY, House, Life};

use crate::office;

/// What the village says.
const CALL: &str = "羊山镇肖家店村发山洪，水进十几户，四个人联系不上";
/// What the leader says.
const ORDER: &str = "先报省里，人往羊山走";
/// The most that hands may be busy from the first ring to the last receipt, in seconds.
const HANDS_S_MAX: f64 = 180.0;

#[tokio::test]
async fn from_the_ringing_telephone_to_three_lines_of_receipts() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    browser.goes_to("/duty").await.hears().await;
    let recorded = on_record(&browser).await;
    recorded.within(60.0, "on record");
    let told = recorded + leader_told(&browser).await;
    told.within(180.0, "leader told");
    let received = told + first_report(&browser).await;
    received.within(600.0, "first report on three lines with receipts");
    assert!(received.hands_s <= HANDS_S_MAX, "at most three minutes of it are typing: {received:?}");
}

/// The telephone rings: words, class, who is missing, whom to call back.
async fn on_record(browser: &Browser) -> Taken {
    let task = browser.task();
    browser.chord(Key::Alt, "n").await.arrives("/incidents/new").await.waits_for_focus("words").await;
    browser.types(CALL).await.tabs_to("class").await.types("山洪").await;
    browser.tabs_to("n-missing").await.types("4").await.tabs_to("caller-phone").await.types("13900000000").await;
    browser.taps(Key::Enter).await.arrives("/incidents/0").await.sees("领导报告单").await;
    let taken = task.stops();
    for said in [CALL, "山洪 11A51", "失踪人数 4 人", "13900000000"] {
        browser.sees(said).await;
    }
    taken
}

/// Rings whoever is first on the leader sheet, and notes what they say.
async fn leader_told(browser: &Browser) -> Taken {
    let task = browser.task();
    let number = browser.words_of("#sheet .is-next a.phone").await;
    browser.rings(&number).speaks(&browser.words_of("#aloud").await).speaks(ORDER);
    browser.clicks("#sheet .is-next input[name=said]").await.types(ORDER).await.taps(Key::Enter).await;
    browser.sees_element("#sheet .is-told q").await;
    let taken = task.stops();
    assert_eq!(browser.words_of("#sheet .is-told q").await.trim_matches(['“', '”', '「', '」']), ORDER);
    taken
}

/// The first report: signed over the telephone, rung through on three lines, each receipt noted.
async fn first_report(browser: &Browser) -> Taken {
    browser.sees_element("#reports form select[name=kind]").await;
    let task = browser.task();
    browser.presses_in("reports", "起草").await.arrives("/reports/").await;
    let text = browser.value("text").await;
    browser.reads().rings("0421-0000001").speaks(&text.chars().take(100).collect::<String>());
    for line in ["党委线", "政府线", "部门线"] {
        browser.ticks(&["省", line, "须电话"]).await;
    }
    browser.chooses("sign", "oral").await.fills("signer", "带班领导").await;
    browser.presses("报送").await.sees_element("#sendings").await;
    for n in 1..=3 {
        browser.rings(&browser.words_of("#sendings tr:has(+ .receipt-row) .num").await).speaks(&text);
        browser.clicks("#sendings form input[name=taker]").await.types("演示").await.taps(Key::Tab).await;
        browser.types(&format!("0721-{n}")).await.taps(Key::Enter).await.sees(&format!("0721-{n}")).await;
    }
    let taken = task.stops();
    assert!(text.contains("待核"), "what is unknown is said to be: {text}");
    assert_eq!(browser.count("#sendings form input[name=register-no]").await, 0, "every line has answered");
    browser.sees("带班领导").await.sees("口头签发").await;
    taken
}

#[tokio::test]
async fn how_many_are_dead_as_of_when_and_who_says_so_is_answered_from_any_page_in_ten_seconds() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::a_night(&house).await;
    office::officer(&house, &browser).await;
    for page in ["/contacts", "/rules", "/duty", "/me"] {
        browser.goes_to(page).await.settles().await;
        let task = browser.task();
        browser.chord(Key::Control, "k").await.types("肖家店").await;
        browser.waits_for_find("肖家店").await.taps(Key::Enter).await.arrives("/incidents/0").await.reads();
        task.stops().within(10.0, &format!("how many dead, from {page}"));
        let figures = browser.words_of("#figures-now").await;
        for word in ["死亡人数", "2 人", "县应急局", "未核实"] {
            assert!(figures.contains(word), "{word} from {page}: {figures}");
        }
        let below = "return document.getElementById('figures-now').getBoundingClientRect().bottom - innerHeight";
        assert!(browser.asks(below).await.as_f64().unwrap() <= 0.0, "it is in sight without scrolling");
    }
}

#[tokio::test]
async fn from_two_dead_to_three_with_the_new_grade_its_duties_and_a_follow_up_draft_in_thirty_seconds() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    let officer = house.person("duty-officer", CITY);
    let case = officer.records(json!({ "summary": "厂房爆炸", "class": "12D01", "figures": { "deaths": 2 } })).await;
    let first = officer.sends(reqwest::Method::POST, &case.path("reports"), &json!({ "kind": "first" })).await.with(201).json();
    let to = json!({ "addressees": [{ "party": "province-government", "line": "government", "way": "phone" }] });
    let sent =
        officer.sends(reqwest::Method::POST, &format!("/api/reports/{}/sendings", first["id"].as_str().unwrap()), &to).await;
    assert!((200..300).contains(&sent.status), "{}", sent.body);
    office::officer(&house, &browser).await;
    browser.goes_to(&format!("/incidents/{}", case.id)).await.hears().await;
    let task = browser.task();
    browser.clicks("#form-figure [name=value]").await.types("3").await.taps(Key::Tab).await.types("县医院").await;
    browser.taps(Key::Enter).await.arrives("/incidents/0").await.sees_element("#news").await.reads();
    let news = browser.words_of("#news").await;
    browser.presses_in("reports", "起草").await.arrives("/reports/").await;
    task.stops().within(30.0, "death two to three with follow-up draft");
    assert!(news.contains("评估等级") && news.contains("Ⅲ"), "the new grade is said: {news}");
    assert!(news.contains("报告时限"), "and the new duties: {news}");
    let text = browser.value("text").await;
    assert!(text.contains("由2人增至3人"), "and the draft says what changed since the last report: {text}");
}
