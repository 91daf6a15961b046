//! The pages for people.

use organisations::import::{Lexicon, lines, sheets};
use testkit::engines;
use web::Language;

use super::frame::{with_book, without_book};
use super::town::{BODIES, LINES, POSTS, body, post};

#[tokio::test]
async fn the_contact_book_shows_whom_to_call_and_how() {
    for engine in engines() {
        let (_town, frame) = with_book(engine).await;
        let page = frame.get("/contacts?q=zb").await;
        page.shows(&["演示市政府总值班室", "tel:09900000002", "演示·李一", "tel:+8610000000003", "空缺", "name=\"post_kind\""]);
        frame.get("/contacts?q=fire").await.shows(&["0990-0000004 转 119", "tel:09900000004,119"]);
        frame.get("/contacts?q=nobody").await.shows(&["没有查到"]);
        frame.get("/contacts?paper=1&limit=500").await.shows(&["frame-paper", "演示·长一"]);
        frame.get("/contacts?area=990102&kind=duty_room").await.shows(&["东区政府值班室", "共 1 条"]);
        let script = frame.get("/contacts?q=%3Cscript%3E").await;
        assert!(!script.body.contains("<script>alert") && !script.body.contains("value=\"<script"), "what is typed is escaped");
    }
}

#[tokio::test]
async fn what_was_taken_out_can_be_taken_in_again() {
    for engine in engines() {
        let (_town, frame) = with_book(engine).await;
        let file = frame.file("/contacts.xlsx").await;
        let done = frame.upload("/api/organisations/import", &[], ("files", &[&file])).await.with(200).json();
        assert_eq!((&done["counts"]["posts"]["same"], &done["counts"]["people"]["same"]), (&9.into(), &8.into()));
        assert_eq!((&done["counts"]["posts"]["changed"], &done["counts"]["people"]["changed"]), (&0.into(), &0.into()));
        for sheet in ["bodies", "posts", "reporting"] {
            let file = frame.file(&format!("/organisations/import/{sheet}.xlsx")).await;
            let lexicon = Lexicon::plain();
            assert!(lines(&sheets(&file).unwrap(), &lexicon).is_err(), "heads in Chinese are not the program's own words");
            let told = frame.upload("/api/organisations/import", &[], ("files", &[&file])).await.with(200).json();
            assert_eq!((&told["passed_over"], &told["unread_columns"]), (&serde_json::json!([]), &serde_json::json!([])));
        }
        assert_eq!(frame.get("/organisations/import/none.xlsx").await.status, 404);
    }
}

#[tokio::test]
async fn the_tree_shows_bodies_areas_below_and_who_is_outside() {
    for engine in engines() {
        let (_town, frame) = with_book(engine).await;
        frame.get("/organisations").await.shows(&["演示市人民政府", "市外单位", "演示省政府总值班室", "东区", "area=990102"]);
        frame.get("/organisations?area=990102").await.shows(&["东区政府值班室", "小山镇"]);
        assert_eq!(frame.get("/organisations?area=990999").await.status, 404);
        let east = frame.get_as("990102", "/organisations").await;
        east.shows(&["演示市人民政府"]);
        assert!(!east.body.contains("/organisations/new"), "no button for what they may not do");
    }
}

#[tokio::test]
async fn a_body_shows_its_posts_its_lines_and_who_reports_to_it() {
    for engine in engines() {
        let (town, frame) = with_book(engine).await;
        let room = body(&town, "room").await;
        let page = frame.get(&format!("/organisations/{room}")).await;
        page.shows(&[
            "主班",
            "副班 → 备班",
            "政府线",
            "省值班室",
            "谁向本单位报告",
            "东区政府值班室",
            "room@demo.invalid",
            "/edit",
        ]);
        assert_eq!(frame.get("/organisations/0190f3d2-7c4a-7b11-8aaa-00000000ffff").await.status, 404);
        assert_eq!(frame.get("/organisations/nonsense").await.status, 404);
    }
}

#[tokio::test]
async fn a_body_is_entered_and_changed_by_form_and_nothing_typed_is_lost() {
    for engine in engines() {
        let (town, frame) = with_book(engine).await;
        frame.get("/organisations/new?area=990102").await.shows(&["name=\"code\"", "990102"]);
        let mut fields = vec![
            ("code", "east.water"),
            ("name", "东区水务局"),
            ("kind", "department"),
            ("area", "990102"),
            ("standing", "own"),
            ("duty_phone", "0990-0000021；0990-0000022"),
            ("line_government", "east.room"),
        ];
        let made = frame.form_as("990102", "/organisations", &fields).await.led_to();
        frame.get(&made).await.shows(&["tel:09900000021", "tel:09900000022", "东区政府值班室"]);
        fields[5].1 = "打我";
        fields.push(("parent", "nowhere"));
        let wrong = frame.form_as("990102", "/organisations", &fields).await;
        assert_eq!(wrong.status, 422);
        wrong.holds(&["打我", "有不能拨的字符", "没有这个单位编码", "东区水务局"]);
        let open = frame.get_as("990102", &format!("{made}/edit")).await;
        open.shows(&["name=\"seen\"", "0990-0000021; 0990-0000022", "east.room"]);
        let change = |seen: &'static str, name: &'static str| {
            vec![("seen", seen), ("name", name), ("kind", "department"), ("area", "990102"), ("line_government", "east.room")]
        };
        assert_eq!(frame.form_as("990102", &made, &change("3", "东区水利局")).await.led_to(), made);
        let stale = frame.form_as("990102", &made, &change("3", "东区水务水利局")).await;
        assert_eq!(stale.status, 409);
        stale.holds(&["单位名称已于 03:12 被更改", "东区水务水利局"]);
        assert_eq!(frame.form_as("990103", &made, &change("9", "名")).await.status, 403);
        assert_eq!(frame.form_as("990102", &format!("{made}/dissolution"), &[]).await.led_to(), "/organisations?area=990102");
        let used = body(&town, "room").await;
        let refused = frame.form_as(testkit::TOWN, &format!("/organisations/{used}/dissolution"), &[]).await;
        assert_eq!(refused.status, 409);
        refused.holds(&["还不能撤销：有 3 个岗位"]);
    }
}

#[tokio::test]
async fn a_post_is_filled_by_form() {
    for engine in engines() {
        let (town, frame) = with_book(engine).await;
        let room = body(&town, "room").await;
        frame.get(&format!("/organisations/{room}/posts/new")).await.shows(&["name=\"title\"", "value=\"4\""]);
        let new = [("title", "值班长"), ("kind", "shift_chief"), ("order", "4")];
        let path = frame.form_as(testkit::TOWN, &format!("/organisations/{room}/posts"), &new).await.led_to();
        let filled = [
            ("title", "值班长"),
            ("kind", "shift_chief"),
            ("order", "4"),
            ("person", "演示·周一"),
            ("mobile", "+86 100-0000-0021"),
            ("deputies", "主班\nroom/副班"),
        ];
        frame.form_as(testkit::TOWN, &path, &filled).await.led_to();
        frame.get(&path).await.shows(&["演示·周一", "+86-100-0000-0021", "room/主班\nroom/副班", "永久删除"]);
        let nobody = [("title", "值班长"), ("kind", "shift_chief"), ("order", "4"), ("mobile", "+86 100-0000-0021")];
        let wrong = frame.form_as(testkit::TOWN, &path, &nobody).await;
        assert_eq!(wrong.status, 422);
        wrong.holds(&["有号码，没有姓名"]);
        frame.form_as(testkit::TOWN, &path, &filled[..3]).await.led_to();
        frame.get(&format!("/organisations/{room}")).await.shows(&["值班长", "空缺"]);
        frame.form_as(testkit::TOWN, &format!("{path}/abolition"), &[]).await.led_to();
        let deputy = post(&town, "room", "副班").await;
        let erasure = format!("/posts/{deputy}/erasure");
        assert_eq!(frame.form_as(testkit::TOWN, &erasure, &[("why", ""), ("law", "")]).await.status, 422);
        frame.form_as(testkit::TOWN, &erasure, &[("why", "本人申请"), ("law", "第八十五条")]).await.led_to();
        frame.get(&format!("/organisations/{room}")).await.shows(&["个人信息已依法删除"]);
    }
}

#[tokio::test]
async fn files_are_checked_on_a_page_row_by_row() {
    for engine in engines() {
        let (_town, frame) = without_book(engine).await;
        frame.get("/organisations/import").await.shows(&["type=\"file\"", "先检查"]);
        let files = [BODIES.as_bytes(), POSTS.as_bytes(), LINES.as_bytes()];
        let none = frame.upload("/organisations/import", &[("do", "check")], ("files", &[])).await;
        assert_eq!(none.status, 422);
        frame
            .upload("/organisations/import", &[("do", "check")], ("files", &files))
            .await
            .shows(&["检查完毕", "<td class=\"num\">8</td>"]);
        frame.get("/contacts").await.shows(&["没有查到"]);
        let faulty = "编码,单位名称,类别,区划代码,归属\na,甲,部门,990100,本市\nb,乙,部委,9901,\n";
        let wrong = frame.upload("/organisations/import", &[("do", "import")], ("files", &[faulty.as_bytes()])).await;
        assert_eq!(wrong.status, 422);
        wrong.holds(&[
            "发现 2 处问题",
            "部委",
            "不是这一栏能用的词",
            "党委 / 政府 / 值班室",
            "不是区划代码",
            "<th scope=\"row\" class=\"num\">3</th>",
        ]);
        frame.upload("/organisations/import", &[("do", "import")], ("files", &files)).await.shows(&["已导入"]);
        frame.upload("/organisations/import", &[("do", "import")], ("files", &files)).await.shows(&["完全一致"]);
        frame.get("/contacts?q=yszy").await.shows(&["演示·张一"]);
        let bomb = frame.upload("/organisations/import", &[("do", "check")], ("files", &[b"PK\x03\x04 no workbook"])).await;
        assert_eq!(bomb.status, 422);
        bomb.holds(&["打不开"]);
    }
}

#[tokio::test]
async fn every_word_of_the_closed_lists_and_every_sentence_is_there_in_both_languages() {
    let (_town, frame) = without_book(engines()[0]).await;
    for language in Language::ALL {
        let say = frame.site.say(language);
        for key in organisations::keys() {
            assert!(say.knows(&key), "{key}");
        }
    }
}
