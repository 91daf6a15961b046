//! The office's own limits: each fact keeps the one that held for its incident, and without a rule no clock is made up.

use kernel::Act;
use rules::{InForce, Line, RuleSet, default_sets};

use super::*;
use crate::acts::Sign;
use crate::facts::{PostNamed, SignedBy, Within};

fn limits() -> Limits {
    Limits::of(&incident(&[]), &LAW)
}

fn limits_min(limits: &Limits) -> [Option<i64>; 4] {
    [&limits.receipt, &limits.signature, &limits.paper, &limits.feedback].map(|one| one.as_ref().map(|within| within.limit_min))
}

fn sent_within(limits: &Limits) -> Report {
    let act = send(vec![addressee(20, Line::Government, Way::Phone)]);
    folded(drafted(), &act.decide(&drafted(), limits, &given()).unwrap())
}

fn signed_within(limits: &Limits, by: SignedBy) -> Report {
    let post = PostNamed { post: Some(id(50)), title: "带班领导".into() };
    let act = Sign { by, post, name: None, at: None, phone: None, account: None };
    folded(drafted(), &act.decide(&drafted(), limits, &given()).unwrap())
}

#[test]
fn the_limits_are_those_of_the_rules_that_the_incident_keeps() {
    assert_eq!(limits_min(&limits()), [Some(30), Some(60), Some(1_440), Some(60)]);
    assert_eq!(limits_min(&Limits::of(&incident(&[]), &InForce::default())), [None; 4]);
    let tiny = default_sets("tiny").iter().map(|set| Arc::new(RuleSet::parse(set.text).unwrap())).collect();
    assert_eq!(limits_min(&Limits::of(&incident(&[]), &InForce::of(tiny))), [None; 4], "the law of another country says nothing");
}

#[test]
fn a_sending_keeps_how_long_its_receipt_and_its_signature_may_take_and_by_which_rule() {
    let kept = sent_within(&limits()).sendings.remove(0);
    assert_eq!(kept.receipt_due(), Some(at("03:50")));
    let rule = |within: &Option<Within>| within.as_ref().map(|within| within.rule.clone());
    assert_eq!(rule(&kept.sending.receipt_within).as_deref(), Some("receipt cn-office-limits@0.1"));
    assert_eq!(rule(&kept.sending.sign_within).as_deref(), Some("signature cn-office-limits@0.1"));
    let signed = signed_within(&limits(), SignedBy::InPerson);
    let act = send(vec![addressee(20, Line::Government, Way::Phone)]);
    let after = folded(signed.clone(), &act.decide(&signed, &limits(), &given()).unwrap());
    assert_eq!(after.sendings[0].sending.sign_within, None, "it was signed before it went");
}

#[test]
fn an_oral_signature_keeps_how_long_its_paper_may_take() {
    let paper = |by| signed_within(&limits(), by).signature.unwrap().paper_within.map(|within| within.limit_min);
    assert_eq!((paper(SignedBy::Oral), paper(SignedBy::InPerson)), (Some(1_440), None));
}

#[test]
fn without_a_rule_a_report_goes_all_the_same_and_no_clock_is_made_up() {
    let sent = sent_within(&Limits::default());
    assert_eq!((sent.sendings[0].receipt_due(), &sent.sendings[0].sending.sign_within), (None, &None));
    assert!(sent.sendings[0].is_outstanding(), "a receipt is still waited for");
}
