//! Tasks under the stopwatch, as a practised duty officer does them: keys and clicks are counted and given the time that hands, eyes and
//! mouth need; what the program takes is measured. The table lies in `target/stopwatch`.

use desk::Engine;
use serde_json::json;
use stories::browser::{self, Browser, Key};
use stories::{CITY, House, Life};

use crate::office;

/// What the village says.
const CALL: &str = "羊山镇肖家店村发山洪，水进十几户，四个人联系不上";

#[tokio::test]
async fn from_the_ringing_telephone_to_three_lines_of_receipts() {
    let _turn = browser::turn().await;
    let house = House::open(Engine::Sqlite, Life::Live);
    let browser = Browser::open(&house.url).await;
    office::officer(&house, &browser).await;
    browser.goes_to("/duty").await.hears().await;
    let told = on_record_and_told(&browser).await;
    assert!(told.hands_s <= 90.0, "{told:?}");
    first_report(&browser, told.all_s).await;
}

/// The telephone rings: words, class, who is missing, whom to call back; then the leader.
async fn on_record_and_told(browser: &Browser) -> browser::Taken {
    let task = browser.task("on record");
    browser.chord(Key::Alt, "n").await.arrives("/incidents/new").await.waits_for_focus("words").await;
    browser.types(CALL).await.tabs_to("class").await.types("shanhong").await.settles().await.taps(Key::Down).await;
    browser
        .tabs_to("n-missing")
        .await
        .types("4")
        .await
        .tabs_to("caller-phone")
        .await
        .types("13900000000")
        .await
        .taps(Key::Enter)
        .await;
    browser.arrives("/incidents/0").await.sees("领导报告单").await;
    let recorded = task.done_within(60.0);
    let task = browser.task("leader told");
    let number = browser.words_of("#sheet .leaders a.phone").await;
    browser.rings(&number).speaks(&browser.words_of("#now .aloud").await);
    browser.clicks("#sheet .leaders input[name=said]").await.types("先报省里，人往羊山走").await;
    browser.presses_in("sheet", "已告知").await.sees("先报省里，人往羊山走").await;
    let told = task.done_within(180.0 - recorded.all_s);
    browser::Taken { all_s: told.all_s + recorded.all_s, hands_s: told.hands_s + recorded.hands_s, ..told }
}

/// The first report: signed over the telephone, rung through on three lines, each receipt noted.
async fn first_report(browser: &Browser, so_far_s: f64) {
    let task = browser.task("first report on three lines with receipts");
    browser.presses_in("reports", "起草").await.arrives("/reports/").await;
    let text = browser.value("text").await;
    assert!(text.contains("待核"), "what is unknown is said to be: {text}");
    browser.rings("0421-0000001").speaks(&text[..text.len().min(300)]);
    browser.chooses("signature-by", "oral").await;
    browser.presses("报送").await.sees_element("#sendings").await;
    for n in 0..3 {
        browser.rings("024-00000001").speaks(&text);
        browser.clicks("#sendings form input[name=register-no]").await.types(&format!("0721-{n}")).await.taps(Key::Enter).await;
        browser.sees(&format!("0721-{n}")).await;
    }
    let taken = task.done_within(600.0 - so_far_s);
    assert!(taken.hands_s <= 180.0, "at most three minutes of it are typing: {taken:?}");
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
        let task = browser.task("how many dead");
        browser.chord(Key::Control, "k").await.types("肖家店").await.chooses_find("211300-").await;
        browser.arrives("/incidents/0").await.sees("死亡人数").await;
        task.done_within(10.0);
        let figures = browser.words_of("#figures-now").await;
        for word in ["死亡人数", "2 人", "县应急局", "未核实"] {
            assert!(figures.contains(word), "{word} from {page}: {figures}");
        }
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
    let task = browser.task("death two to three with follow-up draft");
    browser
        .clicks("#form-figure [name=value]")
        .await
        .types("3")
        .await
        .taps(Key::Tab)
        .await
        .types("县医院")
        .await
        .taps(Key::Enter)
        .await;
    browser.sees("评估等级").await.sees("Ⅲ").await;
    browser.presses_in("reports", "起草").await.arrives("/reports/").await;
    task.done_within(30.0);
    let text = browser.value("text").await;
    assert!(text.contains("2") && text.contains("3"), "what changed since the last report: {text}");
}
