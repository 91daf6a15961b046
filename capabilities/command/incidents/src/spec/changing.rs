//! Changing what is said of an incident, as examples.

use super::*;

#[test]
fn a_change_of_what_somebody_else_has_changed_is_refused_and_additions_are_not() {
    let now = incident(Some("12D01"), &[]);
    let seen = now.version;
    let changed = after(&now, Classify(Some("12D02".into())), &given());
    let stale = Given { seen: Some(seen), ..given() };
    let refused = Classify(Some("12D03".into())).decide(&changed, &law(), &stale);
    assert!(matches!(refused, Err(Refusal::Changed { value: "class", .. })), "{refused:?}");
    assert!(figure(11, "deaths", Some(1), "county").decide(&changed, &law(), &stale).is_ok());
    assert_eq!(Classify(Some("12D02".into())).decide(&changed, &law(), &given()), Ok(Vec::new()), "already so");
}

#[test]
fn words_and_place_that_were_changed_since_are_not_changed_blindly() {
    let now = incident(Some("12D01"), &[]);
    let stale = Given { seen: Some(now.version), ..given() };
    let described = after(&now, Describe(sealing("fire at the mill")), &given());
    let refused = Describe(sealing("smoke")).decide(&described, &law(), &stale);
    assert!(matches!(refused, Err(Refusal::Changed { value: "summary", .. })), "{refused:?}");
    let located = after(&now, Locate { place: Place::default(), place_text: Some(sealing("mill")) }, &given());
    let refused = Locate { place: Place::default(), place_text: Some(sealing("inn")) }.decide(&located, &law(), &stale);
    assert!(matches!(refused, Err(Refusal::Changed { value: "place", .. })), "{refused:?}");
    let same = Locate { place: Place::default(), place_text: None };
    assert_eq!(same.decide(&now, &law(), &given()), Ok(Vec::new()), "already so");
}

#[test]
fn a_class_is_set_to_one_that_there_is_or_to_none() {
    let now = incident(Some("12D01"), &[]);
    let refused = Classify(Some("12Z99".into())).decide(&now, &law(), &given());
    assert_eq!(refused, Err(Refusal::UnknownClass("12Z99".into())));
    assert_eq!(after(&now, Classify(None), &given()).class, None);
}

#[test]
fn a_time_of_its_course_is_claimed_and_taken_back_also_after_the_end() {
    let now = closed(&incident(Some("12D01"), &[]));
    let claim = |at| SetTime { which: Milestone::Controlled, claim: at };
    let set = after(&now, claim(Some(Claim::at(at("03:12")))), &given());
    assert_eq!(set.time(Milestone::Controlled), Some(at("03:12")));
    assert_eq!(claim(Some(Claim::at(at("03:12")))).decide(&set, &law(), &given()), Ok(Vec::new()), "already so");
    assert_eq!(after(&set, claim(None), &given()).time(Milestone::Controlled), None);
    assert_eq!(claim(Some(Claim::at(at("03:13")))).decide(&now, &law(), &given()), Err(Refusal::InTheFuture));
}

#[test]
fn tags_have_a_length_and_a_number() {
    let now = incident(None, &[]);
    let tag = |tags: Vec<String>| Tag(tags).decide(&now, &law(), &given());
    assert_eq!(tag(vec!["school".into(); TAGS_MAX + 1]), Err(Refusal::TooLong(TAGS_MAX)));
    assert_eq!(tag(vec![too_long(NAME_CHARS_MAX)]), Err(Refusal::TooLong(NAME_CHARS_MAX)));
    assert_eq!(tag(Vec::new()), Ok(Vec::new()), "already so");
}
