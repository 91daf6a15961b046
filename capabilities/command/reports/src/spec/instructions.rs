//! Instructions of leaders from giving to closing.

use std::sync::Arc;

use incidents::Incident;
use kernel::{Act, Claim, Subject};

use super::*;
use crate::acts::{Acknowledge, Conclude, Extend, FeedBack, Give, GiveKnown, PassOn, Refusal, Withdraw};
use crate::facts::{InstructionFact, Manner, PostNamed, Progress};
use crate::state::{Instruction, InstructionStanding};

fn post(title: &str) -> PostNamed {
    PostNamed { post: None, title: title.into() }
}

fn give() -> Give {
    Give {
        incident: id(1),
        manner: Manner::Oral,
        by: post("分管副市长"),
        to: post("市应急管理局"),
        words: sealing(30, "全力搜救，每小时报告一次。"),
        at: Some(Claim::at(at("03:16"))),
        due: Some(at("04:16")),
    }
}

fn giving() -> GiveKnown {
    GiveKnown { incident: Arc::new(incident(&[])), seq: 1, within: Limits::of(&incident(&[]), &LAW).feedback }
}

fn given_one() -> Instruction {
    folded(Instruction::default(), &give().decide(&Instruction::default(), &giving(), &given()).unwrap())
}

fn folded(now: Instruction, facts: &[InstructionFact]) -> Instruction {
    facts.iter().fold(now, Instruction::fold)
}

fn next<A: Act<Subject = Instruction, Known = (), Refusal = Refusal>>(now: &Instruction, act: A) -> Instruction {
    folded(now.clone(), &act.decide(now, &(), &given()).unwrap())
}

fn feedback(progress: Progress) -> FeedBack {
    FeedBack { words: sealing(31, "已派三支队伍。"), at: None, progress }
}

#[test]
fn an_instruction_has_a_number_and_a_clock() {
    let one = given_one();
    let about = one.about.as_ref().unwrap();
    assert_eq!(
        (about.number.as_str(), one.due, one.standing),
        ("211300-20261123-0007-D1", Some(at("04:16")), InstructionStanding::Given)
    );
    assert_eq!((about.due_by_default, &about.due_rule), (false, &None), "the leader named it");
}

#[test]
fn where_a_leader_names_no_time_the_rule_of_the_office_does_and_where_there_is_none_no_clock_is_made_up() {
    let given_with = |known: &GiveKnown| {
        let act = Give { due: None, ..give() };
        folded(Instruction::default(), &act.decide(&Instruction::default(), known, &given()).unwrap())
    };
    let by_rule = given_with(&giving());
    assert_eq!(by_rule.due, Some(at("04:16")), "sixty minutes after it was given");
    let about = by_rule.about.unwrap();
    assert_eq!((about.due_by_default, about.due_rule.as_deref()), (true, Some("feedback cn-office-limits@0.1")));
    let without = given_with(&GiveKnown { within: None, ..giving() });
    assert_eq!((without.due, without.about.as_ref().unwrap().due_by_default), (None, false));
    let extended = next(&without, Extend { until: at("05:00"), reason: "the mayor asks".into() });
    assert_eq!(extended.due, Some(at("05:00")), "somebody can still name one");
}

#[test]
fn an_instruction_names_who_wants_what_of_whom() {
    let refused = |act: Give| act.decide(&Instruction::default(), &giving(), &given()).unwrap_err();
    assert_eq!(refused(Give { by: post(" "), ..give() }), Refusal::NobodyNamed);
    assert_eq!(refused(Give { to: post(""), ..give() }), Refusal::NobodyNamed);
    assert_eq!(refused(Give { words: sealing(30, ""), ..give() }), Refusal::NothingSaid);
    assert_eq!(refused(Give { at: Some(Claim::at(at("03:21"))), ..give() }), Refusal::InTheFuture);
    assert_eq!(refused(Give { due: Some(at("03:15")), ..give() }), Refusal::InThePast);
    let nowhere = GiveKnown { incident: Arc::new(Incident::default()), ..giving() };
    assert_eq!(give().decide(&Instruction::default(), &nowhere, &given()), Err(Refusal::NoIncident));
    assert_eq!(give().decide(&given_one(), &giving(), &given()), Ok(Vec::new()), "already so");
}

#[test]
fn it_is_passed_on_acknowledged_fed_back_and_closed() {
    let passed = next(&given_one(), PassOn { to: post("市消防救援支队"), at: None });
    assert_eq!((passed.standing, passed.to.title.as_str()), (InstructionStanding::PassedOn, "市消防救援支队"));
    assert_eq!(PassOn { to: post("市消防救援支队"), at: None }.decide(&passed, &(), &given()), Ok(Vec::new()));
    let acknowledged = next(&passed, Acknowledge { by: None, at: None });
    assert_eq!(acknowledged.acknowledged.as_ref().map(|(by, _)| by.title.as_str()), Some("市消防救援支队"));
    assert_eq!(Acknowledge { by: None, at: None }.decide(&acknowledged, &(), &given()), Ok(Vec::new()));
    let under_way = next(&acknowledged, feedback(Progress::UnderWay));
    assert_eq!((under_way.standing, under_way.first_feedback()), (InstructionStanding::UnderWay, Some(at("03:20"))));
    let done = next(&under_way, feedback(Progress::Done));
    let closed = next(&done, Conclude(String::new()));
    assert!(closed.has_ended());
    assert_eq!(Conclude(String::new()).decide(&closed, &(), &given()), Ok(Vec::new()));
    for refused in [feedback(Progress::Done).decide(&closed, &(), &given()), Withdraw("x".into()).decide(&closed, &(), &given())]
    {
        assert_eq!(refused, Err(Refusal::Ended));
    }
}

#[test]
fn a_late_acknowledgement_undoes_no_feedback() {
    let fed = next(&given_one(), feedback(Progress::Done));
    assert_eq!(next(&fed, Acknowledge { by: None, at: None }).standing, InstructionStanding::Done);
}

#[test]
fn feedback_says_something_and_the_first_one_is_remembered_for_ever() {
    let empty = FeedBack { words: sealing(31, " "), ..feedback(Progress::Done) };
    assert_eq!(empty.decide(&given_one(), &(), &given()), Err(Refusal::NothingSaid));
    let mut now = next(&given_one(), feedback(Progress::UnderWay));
    for n in 0..100_i64 + 3 {
        let later = given_at(at("03:20").plus_min(n + 1));
        now = folded(now.clone(), &feedback(Progress::UnderWay).decide(&now, &(), &later).unwrap());
    }
    assert_eq!((now.feedback.len(), now.first_feedback()), (100, Some(at("03:20"))));
}

#[test]
fn more_time_is_given_with_a_reason_and_lies_ahead() {
    let extend = |until, reason: &str| Extend { until, reason: reason.into() };
    let one = given_one();
    assert_eq!(next(&one, extend(at("05:00"), "道路中断")).due, Some(at("05:00")));
    assert_eq!(extend(at("04:16"), "same").decide(&one, &(), &given()), Ok(Vec::new()));
    assert_eq!(extend(at("05:00"), "").decide(&one, &(), &given()), Err(Refusal::NoReason));
    assert_eq!(extend(at("03:19"), "x").decide(&one, &(), &given()), Err(Refusal::InThePast));
}

#[test]
fn withdrawing_and_closing_without_feedback_need_a_reason() {
    let one = given_one();
    assert_eq!(Withdraw(String::new()).decide(&one, &(), &given()), Err(Refusal::NoReason));
    let withdrawn = next(&one, Withdraw("情况已变".into()));
    assert_eq!(withdrawn.standing, InstructionStanding::Withdrawn);
    assert_eq!(Withdraw("x".into()).decide(&withdrawn, &(), &given()), Ok(Vec::new()));
    assert_eq!(Conclude(String::new()).decide(&one, &(), &given()), Err(Refusal::NoReason));
    assert_eq!(next(&one, Conclude("领导口头同意办结".into())).standing, InstructionStanding::Closed);
    assert_eq!(Conclude("x".into()).decide(&Instruction::default(), &(), &given()), Err(Refusal::NotFound));
}
