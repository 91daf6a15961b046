//! Telling inside and the timeline, as examples.

use super::*;

#[test]
fn the_sheet_says_who_is_told_and_a_call_that_fails_does_not_tell_them() {
    let now = incident(Some("12D01"), &[("deaths", 3)]);
    let step = now.judged.steps.first().expect("somebody is told").key();
    let call = |outcome| NoteCall { step: Some(step.clone()), post: None, post_title: "leader".into(), at: None, outcome };
    let fold = |act: NoteCall, now: &Incident| act.decide(now, &(), &given()).unwrap().iter().fold(now.clone(), Incident::fold);
    let missed = fold(call(Outcome::NotReached), &now);
    assert!(missed.told(&step).is_none() && missed.calls.len() == 1);
    assert!(fold(call(Outcome::Told(None)), &missed).told(&step).is_some());
}

#[test]
fn a_call_or_a_note_lies_in_the_past_and_says_something() {
    let now = incident(None, &[]);
    let call = |title: &str, at| NoteCall { step: None, post: None, post_title: title.into(), at, outcome: Outcome::NotReached };
    let later = Some(Claim::at(at("03:13")));
    assert_eq!(call("leader", later.clone()).decide(&now, &(), &given()), Err(Refusal::InTheFuture));
    let long = call(&too_long(NAME_CHARS_MAX), None);
    assert_eq!(long.decide(&now, &(), &given()), Err(Refusal::TooLong(NAME_CHARS_MAX)));
    let write = |words: &str, at| Write { words: sealing(words), at }.decide(&now, &(), &given());
    assert_eq!(write(" ", None), Err(Refusal::NothingSaid));
    assert_eq!(write("two engines", later), Err(Refusal::InTheFuture));
    assert!(write("two engines", None).is_ok());
}
