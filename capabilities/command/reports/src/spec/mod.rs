//! The rules as examples: given facts, when somebody asks, then facts or a refusal. The law is the one that ships for the reference country.

mod compose;
mod duties;
mod facts;
mod instructions;
mod limits;
mod lines;
mod reports;
mod sendings;

use std::sync::{Arc, LazyLock};

use desk::Sealing;
use incidents::acts::{EnterFigure, Receive, ReceiveKnown};
use incidents::facts::{FigureEntry, Setting};
use incidents::{Incident, Law};
use kernel::{Act, Actor, AreaCode, Claim, Given, Id, Sealed, Subject, Time, World};
use rules::{InForce, Line, ReportKind, RuleSet, default_sets};

use crate::acts::{Addressee, Draft, DraftKnown, Letter, Send};
use crate::facts::{Quoted, ReportFact, Way};
use crate::limits::Limits;
use crate::state::Report;

static LAW: LazyLock<Arc<InForce>> = LazyLock::new(|| {
    let sets = default_sets("cn").into_iter().map(|s| Arc::new(RuleSet::parse(s.text).expect("shipped sets are valid")));
    Arc::new(InForce::of(sets.collect()))
});

fn law() -> Law {
    Law { in_force: LAW.clone() }
}

fn at(text: &str) -> Time {
    Time::parse(&format!("2026-11-23T{text}:00+08:00")).unwrap()
}

fn given_at(time: Time) -> Given {
    Given { at: time, area: AreaCode::parse("211300").ok(), ..Given::of(Actor("account/wang".into()), World::Live) }
}

fn given() -> Given {
    given_at(at("03:20"))
}

fn id(n: u32) -> Id {
    Id::parse(&format!("0190f3d2-7c4a-7b11-8aaa-{n:012}")).unwrap()
}

/// Sealed words as a test makes them: the salt is the desk's affair.
fn sealing(n: u32, words: &str) -> Sealing {
    Sealing::for_test(Sealed { id: id(n), hash: "00".into() }, words)
}

/// An explosion of dangerous chemicals, known since 03:12, with these figures by the caller's word.
fn incident(figures: &[(&str, i64)]) -> Incident {
    let receive = Receive {
        summary: Some(sealing(900, "一储罐爆炸起火")),
        class: Some("12D01".into()),
        occurred: Some(Claim::at(at("03:00"))),
        figures: figures.iter().enumerate().map(|(n, (item, value))| (id(800 + n as u32), (*item).to_owned(), *value)).collect(),
        figures_from: "caller".into(),
        setting: Setting { country: "cn".into(), features: Vec::new(), level: "city".into() },
        ..Receive::default()
    };
    let known = ReceiveKnown { law: law(), number: "211300-20261123-0007".into(), desk_area: AreaCode::parse("211300").ok() };
    let facts = receive.decide(&Incident::default(), &known, &given_at(at("03:12"))).unwrap();
    facts.iter().fold(Incident::default(), Incident::fold)
}

/// The incident after one more figure, adopted at once.
fn counted(incident: &Incident, n: u32, (item, value): (&str, i64)) -> Incident {
    let as_of = Claim::at(at("03:15"));
    let entry =
        FigureEntry { entry: id(n), item: item.into(), value: Some(value), source: "county".into(), as_of, verified: true };
    let act = EnterFigure { entry, adopt: Some("county on the spot".into()) };
    act.decide(incident, &law(), &given()).unwrap().iter().fold(incident.clone(), Incident::fold)
}

/// The incident after one more act on it.
fn then<A: Act<Subject = Incident>>(incident: &Incident, act: A, known: &A::Known) -> Incident
where
    A::Refusal: std::fmt::Debug,
{
    act.decide(incident, known, &given()).unwrap().iter().fold(incident.clone(), Incident::fold)
}

fn quoted(item: &str, value: Option<i64>) -> Quoted {
    let entry = value.map(|_| id(800));
    Quoted { item: item.into(), value, entry, source: "caller".into(), as_of: Some(at("03:12")), verified: false }
}

fn draft(report: ReportKind) -> Draft {
    Draft {
        incident: id(1),
        report,
        words: sealing(10, "初报\n\n死亡2人。"),
        quoted: vec![quoted("deaths", Some(2)), quoted("missing", None)],
        as_of: at("03:15"),
        previous: None,
        replaces: None,
    }
}

fn drafting(incident: &Incident) -> DraftKnown {
    DraftKnown { incident: Arc::new(incident.clone()), seq: 1, previous: None }
}

/// A first report of an incident with two dead, as it was composed.
fn drafted() -> Report {
    let facts = draft(ReportKind::First).decide(&Report::default(), &drafting(&incident(&[("deaths", 2)])), &given()).unwrap();
    folded(Report::default(), &facts)
}

fn folded(report: Report, facts: &[ReportFact]) -> Report {
    facts.iter().fold(report, Report::fold)
}

/// The report after an act, where no rule sets a limit.
fn after<A: Act<Subject = Report>>(now: &Report, act: A) -> Report
where
    A::Refusal: std::fmt::Debug,
{
    folded(now.clone(), &act.decide(now, &A::Known::default(), &given()).unwrap())
}

fn addressee(sending: u32, line: Line, way: Way) -> Addressee {
    Addressee {
        sending: id(sending),
        party: Some("province-government".into()),
        body: None,
        name: "省政府总值班室".into(),
        line,
        way,
        address: None,
        meets: Vec::new(),
        again: None,
    }
}

fn send(addressees: Vec<Addressee>) -> Send {
    Send {
        words: id(10),
        addressees,
        at: None,
        sign_after: None,
        head: "ab@7".into(),
        letter: Letter::default(),
        now: at("03:20"),
    }
}

/// The first report after it went by phone on the government line.
fn sent() -> Report {
    after(&drafted(), send(vec![addressee(20, Line::Government, Way::Phone)]))
}
