//! What goes up whatever its grade: flags by place, time, people and kind; near misses; cases that must be reported.

use kernel::{Grade, Time};

use crate::{About, InForce, Sign, Situation};

use super::{incident, national};

fn flags(law: &InForce, situation: &Situation) -> Vec<String> {
    law.flags(situation).into_iter().map(|flag| flag.id).collect()
}

fn groups(law: &InForce, situation: &Situation) -> Vec<String> {
    law.triggers(situation).into_iter().map(|raised| raised.id).collect()
}

#[test]
fn a_word_of_the_caller_raises_a_flag_and_is_shown_with_it() {
    let situation = Situation { words: vec!["某小学教学楼起火".into()], ..incident("12G00", []) };
    let raised = national().flags(&situation);
    assert_eq!(raised.len(), 1, "{raised:?}");
    assert_eq!((raised[0].id.as_str(), raised[0].about), ("school", About::Place));
    assert_eq!(raised[0].sign, Sign::Word { word: "小学".into() });
    assert!(!raised[0].basis.mark.is_confirmed());
}

#[test]
fn a_kind_a_tag_and_a_day_raise_flags() {
    let law = national();
    assert_eq!(flags(law, &incident("12H05", [])), ["school-bus"]);
    assert_eq!(flags(law, &incident("12H00", [])), Vec::<String>::new());
    assert_eq!(flags(law, &incident("14C00", [])), ["social-security"]);
    let event = Situation { tags: vec!["major_event".into()], ..incident("12H00", []) };
    assert_eq!(flags(law, &event), ["major-event"]);
    let mut holiday = incident("12H00", []);
    holiday.times.occurred = Some(Time::parse("2026-09-30T16:30:00Z").unwrap());
    assert_eq!(flags(law, &holiday), ["national-day"], "1 October by the city's clock");
    holiday.times.occurred = Some(Time::parse("2027-02-06T00:00:00+08:00").unwrap());
    assert_eq!(flags(law, &holiday), ["spring-festival"]);
}

#[test]
fn a_near_miss_is_noted_though_nobody_died() {
    let law = national();
    for (item, n, id) in [
        ("in_danger", 10, "near-miss/in-danger"),
        ("trapped", 3, "near-miss/trapped-or-missing"),
        ("missing", 3, "near-miss/trapped-or-missing"),
        ("evacuated", 500, "near-miss/evacuated"),
        ("observed_in_hospital", 10, "near-miss/hospital"),
        ("serious_pollution", 1, "near-miss/pollution"),
        ("endangers_important_place", 1, "near-miss/important-place"),
    ] {
        assert_eq!(groups(law, &incident("12D02", [(item, n)])), [id]);
        assert_eq!(groups(law, &incident("12D02", [(item, n - 1)])), Vec::<String>::new(), "{item}");
        assert_eq!(groups(law, &incident("11A51", [(item, n)])), Vec::<String>::new(), "accidents only");
    }
    assert_eq!(groups(law, &incident("12D02", [("trapped", 2), ("missing", 1)])), ["near-miss/trapped-or-missing"]);
}

#[test]
fn forest_fires_that_the_nation_must_hear_of_are_noted() {
    let law = national();
    let mut major = incident("11G01", [("burned_ha", 100)]);
    assert_eq!(groups(law, &major), Vec::<String>::new(), "the standing grade is not known yet");
    major.standing.grade = Some(Grade::II);
    assert_eq!(groups(law, &major), ["forest/major"]);
    for (item, n) in [
        ("on_national_border", 1),
        ("deaths", 3),
        ("serious_injuries", 10),
        ("threatens_settlement", 1),
        ("uncontrolled_h", 24),
        ("primeval_forest", 1),
        ("on_provincial_border", 1),
        ("needs_national_support", 1),
    ] {
        let raised = law.triggers(&incident("11G01", [(item, n)]));
        assert!(raised.iter().all(|raised| raised.group == "forest-must-report") && raised.len() == 1, "{item} {raised:?}");
        assert!(law.triggers(&incident("11G01", [(item, n - 1)])).is_empty(), "{item}");
    }
}

#[test]
fn health_incidents_below_every_grade_may_have_to_be_reported() {
    let law = national();
    assert_eq!(groups(law, &incident("13A02", [])), ["health/class-a"], "a single case");
    assert_eq!(groups(law, &incident("13B03", [("poisoned", 30)])), ["health/food-poisoning-30"]);
    let five = incident("13B03", [("poisoned", 5)]);
    assert_eq!(groups(law, &five), Vec::<String>::new());
    let at_school = Situation { flags: vec!["school".into()], ..five };
    assert_eq!(groups(law, &at_school), ["health/food-poisoning-5"]);
}

#[test]
fn a_judgement_carries_flags_and_triggers_into_the_duties() {
    let law = national();
    let quiet = law.judge(incident("12G00", [("deaths", 0)]), None);
    assert!(quiet.duties.iter().all(|duty| duty.to != "province-government"), "an ordinary fire stays in the city");
    let school = Situation { words: vec!["幼儿园起火".into()], ..incident("12G00", [("deaths", 0)]) };
    let judged = law.judge(school, None);
    assert_eq!(judged.assessment.assessed, Some(Grade::IV));
    assert!(judged.duties.iter().any(|duty| duty.to == "province-government"), "whatever its grade");
    assert!(judged.steps.iter().any(|step| step.post_kind == "area_deputy"));
}
