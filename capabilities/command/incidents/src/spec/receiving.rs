//! Receiving, as examples: one word is enough; what makes no sense is named.

use super::*;

#[test]
fn one_word_is_enough_to_be_on_record() {
    let now = incident(None, &[]);
    assert_eq!(now.standing, Standing::Open);
    assert_eq!(now.judged.assessed, None, "unknown is not zero");
    assert_eq!(now.received.as_ref().map(|c| c.at), Some(at("03:12")));
    let nothing = Receive { summary: None, ..receive(None, &[]) };
    assert_eq!(nothing.decide(&Incident::default(), &known(), &given()), Err(Refusal::NothingSaid));
}

#[test]
fn a_repeated_receipt_is_already_so() {
    let now = incident(None, &[]);
    assert_eq!(receive(None, &[]).decide(&now, &known(), &given()).unwrap().len(), 0);
}

#[test]
fn a_class_or_item_that_nobody_knows_is_refused_with_its_name() {
    let refused = |act: Receive| act.decide(&Incident::default(), &known(), &given()).unwrap_err();
    assert_eq!(refused(receive(Some("12Z99"), &[])), Refusal::UnknownClass("12Z99".into()));
    assert_eq!(refused(receive(None, &[("ghosts", 1)])), Refusal::UnknownItem("ghosts".into()));
    assert_eq!(refused(receive(None, &[("deaths", -1)])), Refusal::ImpossibleFigure(-1));
    let future = Receive { received: Some(Claim::at(at("03:13"))), ..receive(None, &[]) };
    assert_eq!(refused(future), Refusal::InTheFuture);
}

#[test]
fn a_word_that_makes_it_sensitive_keeps_it_so_when_the_words_are_sealed() {
    let said = Receive { summary: Some(sealing("中学食堂有学生呕吐")), ..receive(Some("13B03"), &[]) };
    let facts = said.decide(&Incident::default(), &known(), &given()).unwrap();
    let now = facts.iter().fold(Incident::default(), Incident::fold);
    assert!(now.judged.flags.iter().any(|f| f.by_word), "{:?}", now.judged.flags);
    let later = after(&now, figure(11, "deaths", Some(1), "hospital"), &given());
    assert!(later.judged.flags.iter().any(|f| f.by_word));
}

#[test]
fn an_old_call_from_a_file_is_judged_and_has_ended_when_it_is_put_on_record() {
    let old = |ended| Receive { ended: Some(ended), ..receive(Some("12D01"), &[("deaths", 3)]) };
    let facts = old(Ended::Closed("over in the old system".into())).decide(&Incident::default(), &known(), &given()).unwrap();
    let now = facts.iter().fold(Incident::default(), Incident::fold);
    assert_eq!((now.standing, now.judged.assessed), (Standing::Closed, Some(Grade::III)));
    let unreal = old(Ended::FalseAlarm("a drill".into())).decide(&Incident::default(), &known(), &given()).unwrap();
    assert_eq!(unreal.iter().fold(Incident::default(), Incident::fold).standing, Standing::FalseAlarm);
    let nothing = old(Ended::Closed(" ".into())).decide(&Incident::default(), &known(), &given());
    assert_eq!(nothing, Err(Refusal::NoReason));
}

#[test]
fn the_name_of_who_gave_the_figures_has_an_end() {
    let long = Receive { figures_from: too_long(NAME_CHARS_MAX), ..receive(None, &[("deaths", 1)]) };
    assert_eq!(long.decide(&Incident::default(), &known(), &given()), Err(Refusal::TooLong(NAME_CHARS_MAX)));
}
