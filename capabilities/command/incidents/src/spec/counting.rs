//! Figures, as examples: every source is kept, one is quoted, a count falls only with a reason.

use super::*;

#[test]
fn every_source_is_kept_the_first_is_adopted_and_a_higher_word_makes_a_graver_grade_possible() {
    let now = incident(Some("12D01"), &[]);
    let now = after(&now, figure(11, "deaths", Some(2), "county"), &given());
    assert_eq!(now.adopted().get("deaths"), Some(2), "the first word is quoted");
    let now = after(&now, figure(12, "deaths", Some(5), "hospital"), &given());
    assert_eq!(now.adopted().get("deaths"), Some(2), "nothing is adopted in silence");
    assert_eq!((now.judged.assessed, now.judged.possible), (Some(Grade::IV), Some(Grade::III)));
    let now = after(&now, Adopt { item: "deaths".into(), entry: id(12), reason: "counted in the ward".into() }, &given());
    assert_eq!((now.adopted().get("deaths"), now.judged.assessed), (Some(5), Some(Grade::III)));
    assert_eq!(now.figures["deaths"].entries.len(), 2, "the other source stays visible");
}

#[test]
fn a_count_falls_only_by_a_correction_that_says_why() {
    let now = after(&incident(Some("12D01"), &[]), figure(11, "deaths", Some(3), "county"), &given());
    let fall = EnterFigure { adopt: Some(String::new()), ..figure(12, "deaths", Some(2), "county") };
    assert_eq!(fall.clone().decide(&now, &law(), &given()), Err(Refusal::FallsWithoutReason { from: 3, to: 2 }));
    let now = after(&now, EnterFigure { adopt: Some("one was counted twice".into()), ..fall }, &given());
    assert_eq!((now.adopted().get("deaths"), now.judged.assessed), (Some(2), Some(Grade::IV)));
    let missing = after(&now, figure(13, "missing", Some(4), "county"), &given());
    let found = EnterFigure { adopt: Some(String::new()), ..figure(14, "missing", Some(1), "county") };
    assert_eq!(after(&missing, found, &given()).adopted().get("missing"), Some(1), "a current figure rises and falls");
}

#[test]
fn a_road_accident_has_seven_days_for_changed_figures() {
    let close = |class: &str| {
        let now = incident(Some(class), &[("deaths", 1)]);
        Close { reason: "over".into(), report: None }.decide(&now, &(), &given()).unwrap().iter().fold(now, Incident::fold)
    };
    let day_eight = given_at(at("03:12").plus_min(8 * 24 * 60));
    let more = || figure(11, "deaths", Some(2), "hospital");
    assert_eq!(more().decide(&close("12H00"), &law(), &day_eight), Err(Refusal::WindowOver));
    assert!(more().decide(&close("12D01"), &law(), &day_eight).is_ok());
}

#[test]
fn a_figure_that_makes_no_sense_is_refused_with_what_is_wrong() {
    let now = incident(Some("12D01"), &[("deaths", 1)]);
    let refused = |act: EnterFigure| act.decide(&now, &law(), &given()).unwrap_err();
    assert_eq!(refused(figure(11, "ghosts", Some(1), "county")), Refusal::UnknownItem("ghosts".into()));
    assert_eq!(refused(figure(11, "deaths", Some(-1), "county")), Refusal::ImpossibleFigure(-1));
    assert_eq!(refused(figure(11, "deaths", Some(2), &too_long(NAME_CHARS_MAX))), Refusal::TooLong(NAME_CHARS_MAX));
    let adopt = Some(too_long(REASON_CHARS_MAX));
    assert_eq!(refused(EnterFigure { adopt, ..figure(11, "deaths", Some(2), "county") }), Refusal::TooLong(REASON_CHARS_MAX));
    let early = figure(11, "deaths", Some(2), "county").decide(&now, &law(), &given_at(at("03:09")));
    assert_eq!(early, Err(Refusal::InTheFuture), "as of a time that has not come");
}

#[test]
fn only_an_entry_that_is_there_is_adopted() {
    let now = after(&incident(Some("12D01"), &[("deaths", 3)]), figure(12, "deaths", Some(2), "hospital"), &given());
    let adopt = |item: &str, entry, reason: &str| Adopt { item: item.into(), entry, reason: reason.into() };
    let refused = |act: Adopt| act.decide(&now, &law(), &given());
    assert_eq!(refused(adopt("missing", id(12), "why")), Err(Refusal::UnknownEntry));
    assert_eq!(refused(adopt("deaths", id(13), "why")), Err(Refusal::UnknownEntry));
    assert_eq!(refused(adopt("deaths", id(12), "")), Err(Refusal::FallsWithoutReason { from: 3, to: 2 }));
    assert_eq!(refused(adopt("deaths", id(1), "")), Ok(Vec::new()), "already so");
}
