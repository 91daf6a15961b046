//! The rules as examples: given facts, when somebody asks, then facts or a refusal. The law is the one that ships for the reference country.

mod changing;
mod counting;
mod duties;
mod ending;
mod facts;
mod grading;
mod members;
mod receiving;
mod telling;

use std::sync::{Arc, LazyLock};

use ::places::Place;
use desk::Sealing;
use kernel::{Act, Actor, AreaCode, Claim, Given, Grade, Id, Sealed, Subject, Time, World};
use rules::{Channel, InForce, Line, ReportKind, RuleSet, Worse, default_sets};

use crate::acts::*;
use crate::facts::{DutyKept, FigureEntry, Finding, FindingKind, IncidentFact, Milestone, Setting};
use crate::judge::Law;
use crate::state::{Incident, Standing};

/// The law that ships, read once.
static LAW: LazyLock<Law> = LazyLock::new(|| {
    let sets = default_sets("cn").into_iter().map(|s| Arc::new(RuleSet::parse(s.text).expect("shipped sets are valid")));
    Law { in_force: Arc::new(InForce::of(sets.collect())) }
});

fn law() -> Law {
    LAW.clone()
}

fn at(text: &str) -> Time {
    Time::parse(&format!("2026-07-21T{text}:00+08:00")).unwrap()
}

fn given_at(time: Time) -> Given {
    Given { at: time, area: AreaCode::parse("211300").ok(), ..Given::of(Actor("account/wang".into()), World::Live) }
}

fn given() -> Given {
    given_at(at("03:12"))
}

fn id(n: u32) -> Id {
    Id::parse(&format!("0190f3d2-7c4a-7b11-8aaa-{n:012}")).unwrap()
}

/// Sealed words as a test makes them: the salt is the desk's affair.
fn sealing(words: &str) -> Sealing {
    Sealing::for_test(Sealed { id: id(900), hash: "00".into() }, words)
}

fn receive(class: Option<&str>, figures: &[(&str, i64)]) -> Receive {
    Receive {
        summary: Some(sealing("water in the village")),
        class: class.map(str::to_owned),
        figures: figures.iter().enumerate().map(|(n, (item, value))| (id(n as u32 + 1), (*item).to_owned(), *value)).collect(),
        figures_from: "caller".into(),
        setting: Setting { country: "cn".into(), features: Vec::new(), level: "city".into() },
        ..Receive::default()
    }
}

fn known() -> ReceiveKnown {
    ReceiveKnown { law: law(), number: "211300-20260721-0001".into(), desk_area: AreaCode::parse("211300").ok() }
}

fn incident(class: Option<&str>, figures: &[(&str, i64)]) -> Incident {
    let facts = receive(class, figures).decide(&Incident::default(), &known(), &given()).unwrap();
    facts.iter().fold(Incident::default(), Incident::fold)
}

fn after<A: Act<Subject = Incident, Known = Law, Refusal = Refusal>>(now: &Incident, act: A, given: &Given) -> Incident {
    act.decide(now, &law(), given).unwrap().iter().fold(now.clone(), Incident::fold)
}

fn figure(n: u32, item: &str, value: Option<i64>, source: &str) -> EnterFigure {
    let as_of = Claim::at(at("03:10"));
    let entry = FigureEntry { entry: id(n), item: item.into(), value, source: source.into(), as_of, verified: false };
    EnterFigure { entry, adopt: None }
}

fn phone_up(incident: &Incident) -> Vec<&DutyKept> {
    let up = |d: &&DutyKept| d.line == Line::Government && d.channel == Channel::Phone && d.report == ReportKind::First;
    incident.judged.duties.iter().filter(up).collect()
}

/// Somebody asks for an act: what the rules make of it.
type Asked = Box<dyn Fn(&Incident, &Given) -> Result<Vec<IncidentFact>, Refusal>>;

fn asks<A: Act<Subject = Incident, Refusal = Refusal> + 'static>(act: A, known: A::Known) -> Asked {
    Box::new(move |now, given| act.clone().decide(now, &known, given))
}

/// Every act, asked for as somebody would who has all that it needs.
fn every_act() -> Vec<(&'static str, Asked)> {
    let (yes, why) = ("yes".to_owned(), "because".to_owned());
    let finding = Finding { what: FindingKind::Late, about: "a mine".into(), evidence: "fact 12".into() };
    let worse = Worse { why: why.clone(), figures: None, grade: Some(Grade::I) };
    let call = NoteCall { step: None, post: None, post_title: yes.clone(), at: None, outcome: Outcome::NotReached };
    let key = "nobody>nobody/government/phone/first#1".to_owned();
    vec![
        ("Receive", asks(receive(None, &[]), known())),
        ("Describe", asks(Describe(sealing("fire")), law())),
        ("Classify", asks(Classify(Some("12D02".into())), law())),
        ("Locate", asks(Locate { place: Place::default(), place_text: Some(sealing("at the mill")) }, law())),
        ("SetTime", asks(SetTime { which: Milestone::Controlled, claim: Some(Claim::at(at("03:12"))) }, law())),
        ("Tag", asks(Tag(vec!["school".into()]), law())),
        ("EnterFigure", asks(figure(11, "deaths", Some(7), "hospital"), law())),
        ("Adopt", asks(Adopt { item: "deaths".into(), entry: id(1), reason: why.clone() }, law())),
        ("Fear", asks(Fear(vec![worse]), law())),
        ("Declare", asks(Declare { grade: Some(Grade::II), reason: why.clone() }, law())),
        ("Lower", asks(Lower { grade: Some(Grade::IV), reason: why.clone() }, law())),
        ("Meet", asks(Meet { keys: vec![key.clone()], at: Claim::at(at("03:12")), report: None }, law())),
        ("Explain", asks(Explain { key, reason: why.clone() }, ())),
        ("Close", asks(Close { reason: why.clone(), report: None }, ())),
        ("Reopen", asks(Reopen(why.clone()), law())),
        ("CallFalse", asks(CallFalse(why), ())),
        ("PassOn", asks(PassOn { to: yes.clone(), receipt: "7".into() }, ())),
        ("Find", asks(Find(finding), ())),
        ("NoteCall", asks(call, ())),
        ("Write", asks(Write { words: sealing("two engines"), at: None }, ())),
        ("Open", asks(Open, ())),
        ("CallIn", asks(CallIn { account: id(80), post_title: yes }, ())),
        ("LetGo", asks(LetGo { account: id(80), ended_at: None }, ())),
    ]
}

/// Which acts the rules refuse so.
fn refused_with(now: &Incident, given: &Given, refusal: &Refusal) -> Vec<&'static str> {
    let acts = every_act().into_iter();
    acts.filter(|(_, ask)| ask(now, given).as_ref() == Err(refusal)).map(|(name, _)| name).collect()
}

fn closed(now: &Incident) -> Incident {
    let close = Close { reason: "over".into(), report: None };
    close.decide(now, &(), &given()).unwrap().iter().fold(now.clone(), Incident::fold)
}

/// A text that is longer than `max` characters by one.
fn too_long(max: usize) -> String {
    "x".repeat(max + 1)
}

#[test]
fn nothing_is_done_to_what_nobody_has_heard_of() {
    let all: Vec<&str> = every_act().into_iter().map(|(name, _)| name).filter(|name| *name != "Receive").collect();
    assert_eq!(refused_with(&Incident::default(), &given(), &Refusal::NotFound), all);
    let nowhere = ReceiveKnown { desk_area: None, ..known() };
    let homeless = Given { area: None, ..given() };
    assert_eq!(receive(None, &[]).decide(&Incident::default(), &nowhere, &homeless), Err(Refusal::NotFound), "no desk takes it");
}

#[test]
fn a_closed_incident_refuses_every_change_and_a_false_alarm_figures_as_well() {
    let now = incident(Some("12D01"), &[("deaths", 1)]);
    let too_late = given_at(at("03:12").plus_min(31 * 24 * 60));
    let changes = ["Describe", "Classify", "Locate", "Tag", "Fear", "Declare", "Lower", "CallFalse", "PassOn", "CallIn"];
    assert_eq!(refused_with(&closed(&now), &too_late, &Refusal::IsClosed), changes);
    assert_eq!(refused_with(&closed(&now), &too_late, &Refusal::WindowOver), ["EnterFigure", "Adopt"]);
    let unreal = CallFalse("a drill".into()).decide(&now, &(), &given()).unwrap().iter().fold(now, Incident::fold);
    let refused = refused_with(&unreal, &given(), &Refusal::IsFalseAlarm);
    assert!(["EnterFigure", "Adopt", "Close", "CallIn", "PassOn"].iter().all(|act| refused.contains(act)), "{refused:?}");
    assert!(!refused.contains(&"Reopen") && !refused.contains(&"Write") && !refused.contains(&"Find"), "{refused:?}");
}

#[test]
fn every_act_and_every_refusal_has_an_example() {
    let acts = [
        include_str!("../acts/change.rs"),
        include_str!("../acts/count.rs"),
        include_str!("../acts/duty.rs"),
        include_str!("../acts/end.rs"),
        include_str!("../acts/grade.rs"),
        include_str!("../acts/members.rs"),
        include_str!("../acts/receive.rs"),
        include_str!("../acts/tell.rs"),
    ];
    let known: Vec<&str> = every_act().into_iter().map(|(name, _)| name).collect();
    for declared in acts.iter().flat_map(|file| file.split("impl Act for ").skip(1)) {
        let name = declared.split_whitespace().next().unwrap();
        assert!(known.contains(&name), "{name} has no example in every_act");
    }
    let examples = [
        include_str!("changing.rs"),
        include_str!("counting.rs"),
        include_str!("duties.rs"),
        include_str!("ending.rs"),
        include_str!("grading.rs"),
        include_str!("members.rs"),
        include_str!("mod.rs"),
        include_str!("receiving.rs"),
        include_str!("telling.rs"),
    ];
    let keys = include_str!("../acts/mod.rs").split("fn key(").nth(1).and_then(|rest| rest.split("fn args(").next()).unwrap();
    for refusal in keys.split("Self::").skip(1).map(|rest| rest.split([' ', '(']).next().unwrap()) {
        let name = format!("Refusal::{refusal}");
        assert!(examples.iter().any(|file| file.contains(&name)), "{name} is expected by no example");
    }
}
