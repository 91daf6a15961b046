//! The pages: the list, one version beside the others of its set, adopting, withdrawing, the text as a file.

use axum::http::StatusCode;
use rules::adopt_shipped;
use testkit::{NOTHING, engines};

use super::frame::{opened, quicker, tiny, town};

#[tokio::test]
async fn the_list_says_how_each_version_stands_and_what_is_unconfirmed() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let list = frame.get("/rules").await;
        list.shows(&["Incident types", "/rules/tiny-grading?version=1", "in force", "checked in its source", "/rules/adoption"]);
        assert!(!list.body.contains("to be confirmed"));
        let nothing = frame.get_as(NOTHING, "/rules").await;
        nothing.shows(&["No rules were adopted yet"]);
    }
}

#[tokio::test]
async fn every_kind_of_rules_is_readable_in_both_languages() {
    for engine in engines() {
        let (town, _) = town(engine).await;
        // the doors read the book when they open
        adopt_shipped(&town.desk, &town.given(), "cn").await.unwrap();
        let frame = opened(&town).await;
        for (id, shown) in [
            ("cn-class-tree", &["11A51", "山洪", "风雹", "coast"][..]),
            ("cn-figures", &["deaths", "死亡人数", "累计"]),
            ("cn-sensitivity", &["学校、托幼机构", "每年 10-01 至 10-07", "待核定"]),
            ("cn-grading-accident", &["死亡人数 ≥ 30 人", "直接经济损失 ≥ 10,000,000 元", "国务院令第493号", "不分级"]),
            ("cn-grading-families", &["死亡人数 + 失踪人数 ≥ 300", "凭经验，把握大"]),
            ("cn-reporting-national", &["PS-2", "60 分钟内", "从获悉算起", "类别 12", "30 日"]),
            ("cn-reporting-national", &["市应急管理局 → 省应急管理厅"]),
            ("cn-telling", &["带班领导", "3 分钟内", "III 级以上"]),
            ("cn-office-limits", &["补签", "先报后签的补签", "60 分钟内", "待核定"]),
        ] {
            let page = frame.get_in("zh-CN", &format!("/rules/{id}")).await;
            assert_eq!(page.status, StatusCode::OK, "{id}: {}", page.body);
            page.shows(shown);
            assert_eq!(frame.get(&format!("/rules/{id}")).await.status, StatusCode::OK, "{id}");
        }
        frame.get("/rules/cn-grading-accident").await.shows(&["deaths ≥ 30", "direct loss ≥ 10,000,000 CNY", "grade"]);
        frame.get_in("zh-CN", "/rules").await.shows(&["待核定", "信息报告时限（国家）"]);
    }
}

#[tokio::test]
async fn two_versions_are_compared_on_a_page() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let sent = frame.upload("/rules/adoption", &[("do", "adopt")], ("file", &[quicker("2", "2026-12-01").as_bytes()])).await;
        assert_eq!(
            (sent.status, &sent.headers["location"]),
            (StatusCode::SEE_OTHER, &"/rules/tiny-reporting?version=2".parse().unwrap())
        );
        let page = frame.get("/rules/tiny-reporting?version=2&against=1").await;
        page.shows(&["Differences from version 1", "duties.4-2.limit_min", "<td>45</td>", "<td>20</td>", "not yet in force"]);
        let other = frame.get("/rules/tiny-reporting?version=1").await;
        other.shows(&["Compare with version", "in force"]);
        assert_eq!(frame.get("/rules/tiny-reporting?version=9").await.status, StatusCode::NOT_FOUND);
        assert_eq!(frame.get("/rules/none").await.status, StatusCode::NOT_FOUND);
        assert_eq!(frame.get_as(NOTHING, "/rules/tiny-reporting").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_text_is_checked_before_it_is_adopted_and_stays_in_the_form() {
    for engine in engines() {
        let (town, frame) = town(engine).await;
        frame.get("/rules/adoption").await.shows(&["Text of the rule set", "multipart/form-data"]);
        let position = town.desk.last_position();
        let good = frame.form("/rules/adoption", &[("text", &quicker("2", "2026-12-01")), ("do", "check")]).await;
        assert_eq!(good.status, StatusCode::OK);
        good.shows(&["Nothing is wrong", "Compared with version 1", "4-2.limit_min", "valid_from = 2026-12-01"]);
        let same = frame.form("/rules/adoption", &[("text", &tiny("reporting")), ("do", "check")]).await;
        same.shows(&["adopted before, with the very same text"]);
        let broken = tiny("reporting").replace("limit_min = 90", "limit_min = 0");
        for asked in ["check", "adopt"] {
            let bad = frame.form("/rules/adoption", &[("text", &broken), ("do", asked)]).await;
            assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
            bad.holds(&["1 thing is wrong", "Line 26", "duties[1].limit_min", "limit_min = 0"]);
        }
        let empty = frame.form("/rules/adoption", &[("text", ""), ("do", "check")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let garbage = frame.upload("/rules/adoption", &[("do", "check")], ("file", &[&[0xff, 0xfe]])).await;
        assert_eq!(garbage.status, StatusCode::UNPROCESSABLE_ENTITY);
        garbage.holds(&["not text in UTF-8"]);
        let dateless = quicker("2", "2026-12-01").replace("valid_from = 2026-12-01\n", "");
        let refused = frame.form("/rules/adoption", &[("text", &dateless), ("do", "adopt")]).await;
        refused.holds(&["must say from which day", "Add a line valid_from", "limit_min = 20"]);
        assert_eq!(town.desk.last_position(), position);
    }
}

#[tokio::test]
async fn what_a_text_says_is_never_taken_for_html() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let nasty = quicker("2", "2026-11-01").replace("Who tells whom", "<script>alert(1)</script>");
        let sent = frame.form("/rules/adoption", &[("text", &nasty), ("do", "adopt")]).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
        for path in ["/rules", "/rules/tiny-reporting", "/rules/tiny-reporting?version=2&against=1"] {
            let page = frame.get(path).await;
            page.shows(&["&#60;script&#62;alert(1)"]);
            assert!(!page.body.contains("<script>alert"), "{path}");
        }
    }
}

#[tokio::test]
async fn a_version_is_withdrawn_on_its_page_with_a_reason() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let path = "/rules/tiny-reporting/1/withdrawal";
        let silent = frame.form(path, &[("why", "")]).await;
        assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
        let gone = frame.form(path, &[("why", "repealed")]).await;
        assert_eq!(gone.status, StatusCode::SEE_OTHER);
        let page = frame.get("/rules/tiny-reporting").await;
        page.shows(&["withdrawn", "repealed"]);
        assert!(!page.body.contains(path), "it cannot be withdrawn twice");
    }
}

#[tokio::test]
async fn the_exact_text_can_be_taken_away_as_a_file() {
    for engine in engines() {
        let (_town, frame) = town(engine).await;
        let file = frame.get("/rules/tiny-classes/1/text").await;
        assert_eq!(file.body, tiny("classes"));
        assert!(file.headers["content-disposition"].to_str().unwrap().contains("tiny-classes-1.toml"));
        assert_eq!(frame.get("/rules/tiny-classes/2/text").await.status, StatusCode::NOT_FOUND);
        assert_eq!(frame.get_as(NOTHING, "/rules/tiny-classes/1/text").await.status, StatusCode::NOT_FOUND);
    }
}
