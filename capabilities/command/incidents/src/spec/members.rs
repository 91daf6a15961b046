//! Calling people to an incident and letting them go, as examples.

use super::*;

fn call(now: &Incident, account: u32) -> Result<Vec<IncidentFact>, Refusal> {
    CallIn { account: id(account), post_title: "township officer, Mill Quarter".into() }.decide(now, &(), &given())
}

fn called(now: Incident, account: u32) -> Incident {
    call(&now, account).unwrap().iter().fold(now, Incident::fold)
}

#[test]
fn somebody_is_called_once_and_let_go_once() {
    let now = called(incident(None, &[]), 80);
    assert_eq!(now.members.keys().collect::<Vec<_>>(), [&id(80)]);
    assert_eq!(call(&now, 80), Ok(Vec::new()), "already so");
    let let_go = LetGo { account: id(80), ended_at: None };
    let gone = let_go.clone().decide(&now, &(), &given()).unwrap().iter().fold(now, Incident::fold);
    assert!(gone.members.is_empty());
    assert_eq!(let_go.decide(&gone, &(), &given()), Ok(Vec::new()), "already so");
}

#[test]
fn nobody_is_called_to_what_has_ended_and_whoever_was_can_still_be_let_go() {
    let now = closed(&called(incident(None, &[]), 80));
    assert_eq!(call(&now, 81), Err(Refusal::IsClosed));
    let gone = LetGo { account: id(80), ended_at: None }.decide(&now, &(), &given()).unwrap().iter().fold(now, Incident::fold);
    let open = after(&gone, Reopen("another body was found".into()), &given());
    assert!(open.members.is_empty(), "whoever was let go is not called back in silence");
}

#[test]
fn an_incident_has_no_members_without_end() {
    let now = (0..MEMBERS_MAX as u32).fold(incident(None, &[]), |now, n| called(now, 1_000 + n));
    assert_eq!(call(&now, 80), Err(Refusal::TooManyMembers));
    assert_eq!(call(&now, 1_000), Ok(Vec::new()), "who is on it already is no further one");
    let long = CallIn { account: id(80), post_title: too_long(NAME_CHARS_MAX) };
    assert_eq!(long.decide(&incident(None, &[]), &(), &given()), Err(Refusal::TooLong(NAME_CHARS_MAX)));
}

#[test]
fn whoever_was_called_again_since_an_end_is_not_let_go_for_it() {
    let before = closed(&called(incident(None, &[]), 80));
    let end = LetGo { account: id(80), ended_at: Some(before.version) };
    assert!(end.clone().decide(&before, &(), &given()).is_ok_and(|facts| facts.len() == 1));
    let gone = end.clone().decide(&before, &(), &given()).unwrap().iter().fold(before, Incident::fold);
    let again = called(after(&gone, Reopen("more".into()), &given()), 80);
    assert_eq!(end.decide(&again, &(), &given()), Err(Refusal::CalledAgain));
}
