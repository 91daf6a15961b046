//! A made-up law with other codes, one line, one language and another zone: the engines know no country.

use kernel::{Grade, Time};

use crate::{InForce, Place, Situation, Start};

use super::shipped;

fn law() -> InForce {
    InForce::of(shipped("tiny"))
}

fn fire() -> Situation {
    let mut situation = Situation {
        class: Some("F1".into()),
        place: Place { country: "xt".into(), ..Place::default() },
        desk_level: "county".into(),
        ..Situation::default()
    };
    situation.times.received = Time::parse("2026-10-31T22:30:00-06:00").unwrap();
    situation
}

#[test]
fn its_classes_are_found_in_its_own_language() {
    let law = law();
    let codes = |query: &str| law.classes().find(query, &[], 9).into_iter().map(|c| c.code.clone()).collect::<Vec<_>>();
    assert_eq!(codes("fire"), ["F0", "F1"]);
    assert_eq!(codes("high"), ["W0"]);
    assert_eq!(codes("storm"), Vec::<String>::new(), "no coast");
    assert_eq!(law.classes().chain("F1").len(), 2);
    assert_eq!(law.classes().get("F1").unwrap().name.say("zh"), "wildland fire", "the only language there is");
}

#[test]
fn its_own_items_and_thresholds_make_the_grade() {
    let law = law();
    let assessed = |item: &str, n| law.assess(&Situation { figures: [(item, n)].into(), ..fire() }).assessed;
    assert_eq!(assessed("acres", 299), Some(Grade::IV));
    assert_eq!(assessed("acres", 300), Some(Grade::III));
    assert_eq!(assessed("unaccounted", 5), Some(Grade::II), "its law adds the unaccounted");
    assert_eq!(assessed("deaths", 100), None, "an item it does not know");
}

#[test]
fn its_one_line_has_its_own_clocks_in_its_own_zone() {
    let mut situation = fire();
    situation.figures = [("dead", 1)].into();
    let judged = law().judge(situation, None);
    let rules: Vec<&str> = judged.duties.iter().map(|duty| duty.rule.as_str()).collect();
    assert_eq!(rules, ["4-2", "4-1", "4-3"]);
    assert_eq!(judged.duties[0].due_at, Some(Time::parse("2026-10-31T23:15:00-06:00").unwrap()));
    assert_eq!((judged.duties[1].starts, judged.duties[1].assumed), (Start::Known, true));
    // the clocks go back in that night: 06:00 is an hour later than it looks
    assert_eq!(judged.duties[2].due_at, Some(Time::parse("2026-11-01T06:00:00-07:00").unwrap()));
    assert!(judged.steps.is_empty() && judged.flags.is_empty());
}

#[test]
fn the_law_of_one_country_says_nothing_in_another() {
    let mut situation = fire();
    situation.place.country = "cn".into();
    situation.figures = [("dead", 30)].into();
    let judged = law().judge(situation, None);
    assert_eq!(judged.assessment.assessed, None);
    assert!(judged.duties.is_empty());
}
