//! Ends, as examples: closing, reopening, false alarms, passing on, findings.

use super::*;

#[test]
fn closing_needs_a_final_report_or_a_reason() {
    let now = incident(Some("12D01"), &[("deaths", 1)]);
    let close = |reason: &str, report| Close { reason: reason.into(), report };
    assert_eq!(close("", None).decide(&now, &(), &given()), Err(Refusal::NoFinalReport));
    assert!(close("", Some(id(70))).decide(&now, &(), &given()).is_ok());
    assert!(close("handed to the county", None).decide(&now, &(), &given()).is_ok());
}

#[test]
fn a_closed_incident_takes_no_orders_but_figures_within_the_supplement_window_and_findings_for_ever() {
    let now = incident(Some("12D01"), &[("deaths", 1)]);
    let now = Close { reason: "over".into(), report: None }.decide(&now, &(), &given()).unwrap().iter().fold(now, Incident::fold);
    assert_eq!(Classify(Some("12D02".into())).decide(&now, &law(), &given()), Err(Refusal::IsClosed));
    let in_time = given_at(at("03:12").plus_min(29 * 24 * 60));
    let too_late = given_at(at("03:12").plus_min(31 * 24 * 60));
    assert!(figure(11, "deaths", Some(2), "hospital").decide(&now, &law(), &in_time).is_ok());
    assert_eq!(figure(11, "deaths", Some(2), "hospital").decide(&now, &law(), &too_late), Err(Refusal::WindowOver));
    let finding = Finding { what: FindingKind::Concealed, about: "a mine".into(), evidence: "two bodies moved, fact 12".into() };
    assert!(Find(finding).decide(&now, &(), &too_late).is_ok());
    assert_eq!(Reopen(String::new()).decide(&now, &law(), &given()), Err(Refusal::NoReason));
    let open = after(&now, Reopen("another body was found".into()), &in_time);
    assert_eq!(open.standing, Standing::Open);
}

#[test]
fn whoever_ends_an_incident_or_opens_it_again_says_why_and_not_at_length() {
    let now = incident(Some("12D01"), &[]);
    let (long, max) = (too_long(REASON_CHARS_MAX), Refusal::TooLong(REASON_CHARS_MAX));
    assert_eq!(Close { reason: long.clone(), report: None }.decide(&now, &(), &given()), Err(max.clone()));
    assert_eq!(CallFalse(" ".into()).decide(&now, &(), &given()), Err(Refusal::NoReason));
    assert_eq!(CallFalse(long.clone()).decide(&now, &(), &given()), Err(max.clone()));
    assert_eq!(Reopen(long).decide(&closed(&now), &law(), &given()), Err(max));
    assert_eq!(Reopen(String::new()).decide(&now, &law(), &given()), Ok(Vec::new()), "it is open already");
    assert_eq!(Close { reason: String::new(), report: None }.decide(&closed(&now), &(), &given()), Ok(Vec::new()), "already so");
}

#[test]
fn an_incident_is_passed_on_to_somebody_and_a_finding_is_about_somebody_with_evidence() {
    let now = incident(Some("12D01"), &[]);
    let max = Refusal::TooLong(NAME_CHARS_MAX);
    let pass = |to: &str, receipt: &str| PassOn { to: to.into(), receipt: receipt.into() }.decide(&now, &(), &given());
    assert_eq!(pass(" ", ""), Err(Refusal::NoReason));
    assert_eq!(pass(&too_long(NAME_CHARS_MAX), ""), Err(max.clone()));
    assert_eq!(pass("Farshore", &too_long(NAME_CHARS_MAX)), Err(max.clone()));
    let passed = pass("Farshore", "").unwrap().iter().fold(now.clone(), Incident::fold);
    let again = PassOn { to: "Farshore".into(), receipt: String::new() };
    assert_eq!(again.decide(&passed, &(), &given()), Ok(Vec::new()), "already so");
    let find = |about: &str, evidence: &str| {
        let finding = Finding { what: FindingKind::Concealed, about: about.into(), evidence: evidence.into() };
        Find(finding).decide(&now, &(), &given())
    };
    assert_eq!(find("a mine", " "), Err(Refusal::NoReason));
    assert_eq!(find(" ", "fact 12"), Err(Refusal::NoReason));
    assert_eq!(find(&too_long(NAME_CHARS_MAX), "fact 12"), Err(max));
    assert_eq!(find("a mine", &too_long(REASON_CHARS_MAX)), Err(Refusal::TooLong(REASON_CHARS_MAX)));
    let found = find("a mine", "fact 12").unwrap().iter().fold(now.clone(), Incident::fold);
    let again = Finding { what: FindingKind::Concealed, about: "a mine".into(), evidence: "fact 12".into() };
    assert_eq!(Find(again).decide(&found, &(), &given()), Ok(Vec::new()), "already so");
}
