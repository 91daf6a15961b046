//! Duties met and lateness explained, as examples.

use super::*;

#[test]
fn a_met_duty_stays_met_and_a_repeated_one_begins_again() {
    let now = incident(Some("12D01"), &[("deaths", 3)]);
    let key = phone_up(&now)[0].key();
    let meet = Meet { keys: vec![key.clone()], at: Claim::at(at("03:12")), report: Some(id(70)) };
    let met = after(&now, meet.clone(), &given());
    assert!(met.met.contains_key(&key));
    assert_eq!(meet.decide(&met, &law(), &given()), Ok(Vec::new()), "already so");
    let repeated = met.judged.duties.iter().find(|d| d.report == ReportKind::FollowUp && d.due_at.is_some());
    let repeated = repeated.expect("a large accident is followed up").clone();
    let later = given_at(at("07:00"));
    let again = after(&met, Meet { keys: vec![repeated.key()], at: Claim::at(at("07:00")), report: Some(id(71)) }, &later);
    let next = again.judged.duties.iter().find(|d| d.errand() == repeated.errand()).expect("it is repeated");
    assert_eq!(next.round, repeated.round + 1);
    assert!(next.due_at > repeated.due_at);
}

#[test]
fn a_duty_that_the_rules_no_longer_ask_for_keeps_none_of_the_others_from_being_met() {
    let now = incident(Some("12D01"), &[("deaths", 3)]);
    let keys: Vec<String> = phone_up(&now).iter().map(|duty| duty.key()).collect();
    let met = after(&now, Meet { keys: vec![keys[0].clone()], at: Claim::at(at("03:12")), report: Some(id(70)) }, &given());
    let all = [vec!["nobody>nobody".to_owned()], keys.clone(), keys.clone()].concat();
    let meet = Meet { keys: all, at: Claim::at(at("03:14")), report: Some(id(71)) };
    let facts = meet.decide(&met, &law(), &given_at(at("03:15"))).unwrap();
    let new = facts.iter().filter(|fact| matches!(fact, IncidentFact::DutyMet { .. })).count();
    assert_eq!(new, keys.len() - 1, "what was met stays met once, and the unknown is passed over");
    assert_eq!(facts.iter().fold(met, Incident::fold).met[&keys[0]], Claim::at(at("03:12")));
    let unknown = Meet { keys: vec!["nobody>nobody".into()], at: Claim::at(at("03:12")), report: None };
    assert_eq!(unknown.decide(&now, &law(), &given()), Ok(Vec::new()));
}

#[test]
fn a_duty_is_not_met_in_the_future_and_only_a_real_one_is_explained_with_a_reason() {
    let now = incident(Some("12D01"), &[("deaths", 3)]);
    let key = phone_up(&now)[0].key();
    let meet = Meet { keys: vec![key.clone()], at: Claim::at(at("03:13")), report: None };
    assert_eq!(meet.decide(&now, &law(), &given()), Err(Refusal::InTheFuture));
    let explain = |key: &str, reason: &str| Explain { key: key.into(), reason: reason.into() }.decide(&now, &(), &given());
    assert_eq!(explain("nobody>nobody", "why"), Err(Refusal::UnknownDuty));
    assert_eq!(explain(&key, " "), Err(Refusal::NoReason));
    assert_eq!(explain(&key, &too_long(REASON_CHARS_MAX)), Err(Refusal::TooLong(REASON_CHARS_MAX)));
}

#[test]
fn lateness_is_explained_and_never_erased() {
    let now = incident(Some("12D01"), &[("deaths", 3)]);
    let key = phone_up(&now)[0].key();
    let facts = Explain { key: key.clone(), reason: "the line was down".into() }.decide(&now, &(), &given()).unwrap();
    let now = facts.iter().fold(now, Incident::fold);
    assert_eq!(now.explained.get(&key).map(String::as_str), Some("the line was down"));
    assert!(!now.met.contains_key(&key));
    let again = Explain { key, reason: "the line was down".into() };
    assert_eq!(again.decide(&now, &(), &given()), Ok(Vec::new()), "already so");
}
