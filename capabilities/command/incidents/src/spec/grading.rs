//! Grades, as examples: by figures, by what is possible, by a person's word.

use super::*;

#[test]
fn the_vectors_of_the_accident_grades() {
    let vectors = [
        ((2, 9, 9_999_999), Grade::IV),
        ((3, 0, 0), Grade::III),
        ((0, 10, 0), Grade::III),
        ((0, 0, 10_000_000), Grade::III),
        ((9, 49, 49_999_999), Grade::III),
        ((10, 0, 0), Grade::II),
        ((29, 99, 99_999_999), Grade::II),
        ((0, 100, 0), Grade::I),
        ((30, 0, 0), Grade::I),
        ((0, 0, 100_000_000), Grade::I),
    ];
    for ((deaths, injured, loss), grade) in vectors {
        let now = incident(Some("12D01"), &[("deaths", deaths), ("serious_injuries", injured), ("loss_cny", loss)]);
        assert_eq!(now.judged.assessed, Some(grade), "{deaths} {injured} {loss}");
        let by = now.judged.assessed_by.unwrap();
        assert!(by.by.contains('@'), "names set and version: {}", by.by);
    }
}

#[test]
fn the_missing_make_a_graver_grade_possible_and_duties_run_from_it() {
    let now = incident(Some("12D01"), &[("deaths", 2), ("missing", 1)]);
    assert_eq!((now.judged.assessed, now.judged.possible), (Some(Grade::IV), Some(Grade::III)));
    assert_eq!(now.judged.duty_grade, Some(Grade::III));
    let lowered = after(&now, Lower { grade: Some(Grade::IV), reason: "found alive, on his way home".into() }, &given());
    assert_eq!(lowered.judged.duty_grade, Some(Grade::IV), "a named person may lower it");
    assert_eq!(lowered.judged.possible, Some(Grade::III), "what is possible stays on record");
    let refused = Lower { grade: Some(Grade::IV), reason: " ".into() }.decide(&now, &law(), &given());
    assert_eq!(refused, Err(Refusal::NoReason));
}

#[test]
fn without_figures_the_strictest_plausible_clocks_run() {
    let now = incident(Some("12D01"), &[]);
    let duties = phone_up(&now);
    assert!(!duties.is_empty(), "{:?}", now.judged.duties);
    assert!(now.judged.duties.iter().any(|d| d.assumed), "what applies only because nothing is known says so");
    assert!(duties.iter().all(|d| d.due_at.is_some_and(|due| due > at("03:12"))));
}

#[test]
fn social_security_incidents_are_not_graded_by_default() {
    let now = incident(Some("14A00"), &[("deaths", 40)]);
    assert_eq!((now.judged.graded, now.judged.assessed), (false, None));
}

#[test]
fn the_dam_could_go_and_a_graver_grade_is_possible() {
    let now = incident(Some("11A03"), &[]);
    let feared =
        after(&now, Fear(vec![Worse { why: "seepage at the toe".into(), figures: None, grade: Some(Grade::I) }]), &given());
    assert_eq!(feared.judged.possible, Some(Grade::I));
    assert_eq!(feared.judged.assessed, None);
}

#[test]
fn a_declared_grade_stands_beside_the_assessed_one_and_needs_a_reason() {
    let now = incident(Some("12D01"), &[("deaths", 1)]);
    let declare = |grade, reason: &str| Declare { grade, reason: reason.into() };
    let declared = after(&now, declare(Some(Grade::II), "the street is gone"), &given());
    assert_eq!(declared.declared.as_ref().map(|(grade, _)| *grade), Some(Grade::II));
    assert_eq!(declared.judged, now.judged, "nothing else changes");
    assert_eq!(declare(Some(Grade::II), "again").decide(&declared, &law(), &given()), Ok(Vec::new()), "already so");
    assert_eq!(after(&declared, declare(None, "it was another street"), &given()).declared, None);
    let long = too_long(REASON_CHARS_MAX);
    assert_eq!(declare(Some(Grade::I), " ").decide(&now, &law(), &given()), Err(Refusal::NoReason));
    assert_eq!(declare(Some(Grade::I), &long).decide(&now, &law(), &given()), Err(Refusal::TooLong(REASON_CHARS_MAX)));
    let lower = Lower { grade: Some(Grade::IV), reason: long };
    assert_eq!(lower.decide(&now, &law(), &given()), Err(Refusal::TooLong(REASON_CHARS_MAX)));
}

#[test]
fn each_way_in_which_it_could_get_worse_says_why_and_there_are_not_too_many() {
    let now = incident(Some("11A03"), &[]);
    let worse = |why: &str| Worse { why: why.into(), figures: None, grade: Some(Grade::II) };
    let fear = |ways: Vec<Worse>| Fear(ways).decide(&now, &law(), &given());
    assert_eq!(fear(vec![worse(" ")]), Err(Refusal::NoReason));
    assert_eq!(fear(vec![worse(&too_long(REASON_CHARS_MAX))]), Err(Refusal::TooLong(REASON_CHARS_MAX)));
    assert_eq!(fear((0..11).map(|n| worse(&n.to_string())).collect()), Err(Refusal::TooLong(10)));
    assert_eq!(fear(Vec::new()), Ok(Vec::new()), "already so");
}
