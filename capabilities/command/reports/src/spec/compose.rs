//! Composing: what is known, what is unknown, what changed, in words.

use kernel::Zone;
use web::{Language, Say, Texts};

use super::*;
use crate::body::Body;
use crate::compose::{Before, Change, Known, Note, Outline, Words, changed, compose, stated};
use crate::wording::{Voice, write};

fn words() -> Words {
    Words {
        summary: Some("一储罐爆炸起火，现场有人员被困".into()),
        place: Some("肖家店村".into()),
        path: vec!["朝阳县".into(), "羊山镇".into()],
        caller: None,
        notes: vec![Note { at: at("03:14"), entered_at: at("03:15"), words: "消防两车已到场".into() }],
    }
}

fn outline(kind: ReportKind, now: &Incident, before: Option<&Before>) -> Outline {
    compose(kind, Known { incident: now, law: &LAW, words: &words(), before, now: at("03:20") })
}

fn before(deaths: Option<i64>) -> Before {
    Before {
        report: ReportKind::First,
        seq: 1,
        as_of: at("03:16"),
        quoted: vec![quoted("deaths", deaths), quoted("missing", None)],
    }
}

/// The report in words.
fn written(outline: &Outline, language: Language) -> Body {
    let texts = Texts::of(&[&web::words::TEXTS, &crate::words::TEXTS]).unwrap();
    let zone = Zone::named("Asia/Shanghai").unwrap();
    let say = Say::new(texts, language, zone.clone(), at("03:20"));
    write(outline, 1, Voice { say: &say, zone: &zone })
}

fn zh(outline: &Outline) -> String {
    written(outline, Language::Zh).joined()
}

#[test]
fn a_first_report_tells_time_place_course_losses_measures_and_what_follows() {
    let text = zh(&outline(ReportKind::First, &incident(&[("deaths", 2), ("serious_injuries", 9)]), None));
    for said in [
        "关于朝阳县羊山镇肖家店村发生",
        "的初报\n\n",
        "11月23日3时0分，朝阳县羊山镇肖家店村发生",
        "本单位于11月23日3时12分接报：一储罐爆炸起火，现场有人员被困",
        "截至11月23日3时20分，",
        "死亡人数2人、",
        "重伤人数9人",
        "以上数字均未经核实。",
        "失踪人数、被困人数",
        "待核。",
        "11月23日3时14分，消防两车已到场",
        "后续情况将及时续报。",
    ] {
        assert!(text.contains(said), "{said:?} is missing in:\n{text}");
    }
}

#[test]
fn unknown_is_not_zero_in_words_either() {
    let nothing = outline(ReportKind::First, &incident(&[]), None);
    assert!(nothing.unknown().any(|line| line.quoted.item == "deaths"), "what the grade hangs on is stated as unknown");
    let text = zh(&nothing);
    assert!(text.contains("死亡人数") && text.contains("待核。") && !text.contains("死亡人数0人"), "{text}");
    let zero = zh(&outline(ReportKind::First, &incident(&[("deaths", 0)]), None));
    assert!(zero.contains("死亡人数0人"), "{zero}");
}

#[test]
fn unknown_time_place_and_class_are_said_to_be_unknown() {
    let bare = Outline {
        occurred: None,
        place: None,
        path: Vec::new(),
        class: None,
        ..outline(ReportKind::First, &incident(&[]), None)
    };
    let text = zh(&bare);
    assert!(text.starts_with("关于发生突发情况（类别待核）的初报"), "{text}");
    assert!(text.contains("时间、地点待核。"), "{text}");
}

#[test]
fn what_changed_since_the_last_report_is_marked() {
    let last = before(Some(2));
    let now = counted(&counted(&incident(&[("deaths", 2)]), 850, ("deaths", 3)), 851, ("missing", 1));
    let outline = outline(ReportKind::FollowUp, &now, Some(&last));
    let of = |item: &str| outline.lines.iter().find(|line| line.quoted.item == item).map(|line| line.change);
    assert_eq!(
        (of("deaths"), of("missing"), of("trapped")),
        (Some(Change::From(Some(2))), Some(Change::From(None)), Some(Change::Same))
    );
    let text = zh(&outline);
    for said in ["续报（1）", "与初报（截至11月23日3时16分）相比：", "死亡人数由2人增至3人", "失踪人数由待核明确为1人"]
    {
        assert!(text.contains(said), "{said:?} is missing in:\n{text}");
    }
    assert!(!text.contains("接报："), "the early course is not told again");
}

#[test]
fn a_follow_up_tells_the_measures_since_the_last_report_only() {
    let late = Before { as_of: at("03:17"), ..before(Some(2)) };
    assert!(outline(ReportKind::FollowUp, &incident(&[("deaths", 2)]), Some(&late)).notes.is_empty());
    assert_eq!(outline(ReportKind::Final, &incident(&[("deaths", 2)]), Some(&late)).notes.len(), 1, "the last report tells all");
}

#[test]
fn every_kind_is_written_in_both_languages_without_a_gap() {
    use ReportKind::{Correction, Final, First, FollowUp, Notice, Verified, Zero};
    let now = counted(&incident(&[("deaths", 2), ("loss_cny", 9_999_999)]), 850, ("deaths", 3));
    for kind in [First, FollowUp, Zero, Correction, Verified, Final, Notice] {
        for language in Language::ALL {
            let body = written(&outline(kind, &now, Some(&before(Some(2)))), language);
            assert!(!body.title.is_empty() && body.paragraphs().count() >= 2, "{kind:?}: {body:?}");
            assert!(!body.joined().contains("reports-"), "{kind:?}: {body:?}");
            assert!(!body.joined().contains("none"), "{kind:?}: {body:?}");
        }
    }
}

#[test]
fn large_sums_are_written_as_the_language_counts() {
    let now = incident(&[("loss_cny", 9_999_999)]);
    let outline = outline(ReportKind::First, &now, None);
    assert!(zh(&outline).contains("直接经济损失999.9999万元"));
    assert!(written(&outline, Language::En).joined().contains("direct loss 9,999,999 CNY"));
}

#[test]
fn figures_of_other_sources_stand_beside_the_adopted_one() {
    let as_of = Claim::at(at("03:15"));
    let entry =
        FigureEntry { entry: id(860), item: "deaths".into(), value: Some(5), source: "hospital".into(), as_of, verified: false };
    let now = then(&incident(&[("deaths", 2)]), EnterFigure { entry, adopt: None }, &law());
    let outline = outline(ReportKind::First, &now, None);
    let deaths = outline.lines.iter().find(|line| line.quoted.item == "deaths").unwrap();
    assert_eq!((deaths.quoted.value, deaths.others[0].value), (Some(2), Some(5)));
}

#[test]
fn what_is_stated_follows_the_class_and_the_rules() {
    let accident = stated(Some("12D01"), &LAW);
    for item in ["deaths", "missing", "trapped", "serious_injuries", "loss_cny"] {
        assert!(accident.iter().any(|i| i == item), "{item} is missing: {accident:?}");
    }
    let unknown = stated(None, &LAW);
    assert!(unknown.contains(&"deaths".to_owned()) && !unknown.contains(&"loss_cny".to_owned()), "{unknown:?}");
    assert!(stated(None, &InForce::default()).is_empty());
}

#[test]
fn a_figure_that_is_taken_back_is_a_change() {
    let adopted = rules::Figures::from([("deaths", 2)]);
    assert!(changed(&adopted, &[quoted("deaths", Some(2)), quoted("missing", None)]).is_empty());
    assert_eq!(changed(&adopted, &[quoted("deaths", Some(2)), quoted("missing", Some(1))]), ["missing"]);
}

#[test]
fn the_place_is_said_once_in_the_order_of_the_language() {
    let of = |place: Option<&str>, path: &[&str], language| {
        let words =
            Words { place: place.map(str::to_owned), path: path.iter().map(|s| (*s).to_owned()).collect(), ..Words::default() };
        let known = Known { incident: &incident(&[]), law: &LAW, words: &words, before: None, now: at("03:20") };
        written(&compose(ReportKind::First, known), language).title
    };
    let zh = |place: Option<&str>, path: &[&str]| of(place, path, Language::Zh);
    assert!(zh(Some("肖家店村"), &["朝阳县", "羊山镇"]).contains("朝阳县羊山镇肖家店村"));
    assert!(zh(Some("朝阳县羊山镇肖家店村东"), &["朝阳县", "羊山镇"]).contains("关于朝阳县羊山镇肖家店村东发生"));
    assert!(zh(Some("羊山镇政府东侧"), &["朝阳县", "羊山镇"]).contains("关于朝阳县羊山镇政府东侧发生"));
    assert!(zh(None, &["朝阳县"]).contains("关于朝阳县发生"));
    assert!(zh(None, &[]).contains("关于发生"));
    assert!(
        of(Some("Bridge Street"), &["Westfold", "Mill Quarter"], Language::En)
            .contains("in Bridge Street, Mill Quarter, Westfold")
    );
}
