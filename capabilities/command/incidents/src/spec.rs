//! The rules as examples: given facts, when somebody asks, then facts or a refusal. The law is the one that ships for the reference country.

use std::sync::Arc;

use desk::Sealing;
use kernel::{Act, Actor, AreaCode, Claim, Given, Grade, Id, Sealed, Subject, Time, World};
use rules::{Channel, InForce, Line, ReportKind, RuleSet, Worse, default_sets};

use crate::acts::*;
use crate::facts::{DutyKept, FigureEntry, Finding, FindingKind, IncidentFact, Milestone, Setting};
use crate::judge::Law;
use crate::state::{Incident, Standing};

fn law() -> Law {
    let sets = default_sets("cn").into_iter().map(|s| Arc::new(RuleSet::parse(s.text).expect("shipped sets are valid")));
    Law { in_force: Arc::new(InForce::of(sets.collect())) }
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
fn the_vectors_of_the_accident_grades() {
    let vectors = [
        ((2, 9, 9_999_999), Grade::IV),
        ((3, 0, 0), Grade::III),
        ((0, 10, 0), Grade::III),
        ((0, 0, 10_000_000), Grade::III),
        ((9, 49, 49_999_999), Grade::III),
        ((10, 0, 0), Grade::II),
        ((29, 99, 99_999_999), Grade::II),
        ((0, 100, 0), Grade::I),
        ((30, 0, 0), Grade::I),
        ((0, 0, 100_000_000), Grade::I),
    ];
    for ((deaths, injured, loss), grade) in vectors {
        let now = incident(Some("12D01"), &[("deaths", deaths), ("serious_injuries", injured), ("loss_cny", loss)]);
        assert_eq!(now.judged.assessed, Some(grade), "{deaths} {injured} {loss}");
        let by = now.judged.assessed_by.unwrap();
        assert!(by.by.contains('@'), "names set and version: {}", by.by);
    }
}

#[test]
fn the_missing_make_a_graver_grade_possible_and_duties_run_from_it() {
    let now = incident(Some("12D01"), &[("deaths", 2), ("missing", 1)]);
    assert_eq!((now.judged.assessed, now.judged.possible), (Some(Grade::IV), Some(Grade::III)));
    assert_eq!(now.judged.duty_grade, Some(Grade::III));
    let lowered = after(&now, Lower { grade: Some(Grade::IV), reason: "found alive, on his way home".into() }, &given());
    assert_eq!(lowered.judged.duty_grade, Some(Grade::IV), "a named person may lower it");
    assert_eq!(lowered.judged.possible, Some(Grade::III), "what is possible stays on record");
    let refused = Lower { grade: Some(Grade::IV), reason: " ".into() }.decide(&now, &law(), &given());
    assert_eq!(refused, Err(Refusal::NoReason));
}

#[test]
fn without_figures_the_strictest_plausible_clocks_run() {
    let now = incident(Some("12D01"), &[]);
    let duties = phone_up(&now);
    assert!(!duties.is_empty(), "{:?}", now.judged.duties);
    assert!(now.judged.duties.iter().any(|d| d.assumed), "what applies only because nothing is known says so");
    assert!(duties.iter().all(|d| d.due_at.is_some_and(|due| due > at("03:12"))));
}

#[test]
fn social_security_incidents_are_not_graded_by_default() {
    let now = incident(Some("14A00"), &[("deaths", 40)]);
    assert_eq!((now.judged.graded, now.judged.assessed), (false, None));
}

#[test]
fn every_source_is_kept_the_first_is_adopted_and_a_higher_word_makes_a_graver_grade_possible() {
    let now = incident(Some("12D01"), &[]);
    let now = after(&now, figure(11, "deaths", Some(2), "county"), &given());
    assert_eq!(now.adopted().get("deaths"), Some(2), "the first word is quoted");
    let now = after(&now, figure(12, "deaths", Some(5), "hospital"), &given());
    assert_eq!(now.adopted().get("deaths"), Some(2), "nothing is adopted in silence");
    assert_eq!((now.judged.assessed, now.judged.possible), (Some(Grade::IV), Some(Grade::III)));
    let now = after(&now, Adopt { item: "deaths".into(), entry: id(12), reason: "counted in the ward".into() }, &given());
    assert_eq!((now.adopted().get("deaths"), now.judged.assessed), (Some(5), Some(Grade::III)));
    assert_eq!(now.figures["deaths"].entries.len(), 2, "the other source stays visible");
}

#[test]
fn a_count_falls_only_by_a_correction_that_says_why() {
    let now = after(&incident(Some("12D01"), &[]), figure(11, "deaths", Some(3), "county"), &given());
    let fall = EnterFigure { adopt: Some(String::new()), ..figure(12, "deaths", Some(2), "county") };
    assert_eq!(fall.clone().decide(&now, &law(), &given()), Err(Refusal::FallsWithoutReason { from: 3, to: 2 }));
    let now = after(&now, EnterFigure { adopt: Some("one was counted twice".into()), ..fall }, &given());
    assert_eq!((now.adopted().get("deaths"), now.judged.assessed), (Some(2), Some(Grade::IV)));
    let missing = after(&now, figure(13, "missing", Some(4), "county"), &given());
    let found = EnterFigure { adopt: Some(String::new()), ..figure(14, "missing", Some(1), "county") };
    assert_eq!(after(&missing, found, &given()).adopted().get("missing"), Some(1), "a current figure rises and falls");
}

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
    let unknown = Meet { keys: vec!["nobody>nobody".into()], at: Claim::at(at("03:12")), report: None };
    assert_eq!(unknown.decide(&now, &law(), &given()), Err(Refusal::UnknownDuty));
}

#[test]
fn lateness_is_explained_and_never_erased() {
    let now = incident(Some("12D01"), &[("deaths", 3)]);
    let key = phone_up(&now)[0].key();
    let facts = Explain { key: key.clone(), reason: "the line was down".into() }.decide(&now, &(), &given()).unwrap();
    let now = facts.iter().fold(now, Incident::fold);
    assert_eq!(now.explained.get(&key).map(String::as_str), Some("the line was down"));
    assert!(!now.met.contains_key(&key));
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
fn the_dam_could_go_and_a_graver_grade_is_possible() {
    let now = incident(Some("11A03"), &[]);
    let feared =
        after(&now, Fear(vec![Worse { why: "seepage at the toe".into(), figures: None, grade: Some(Grade::I) }]), &given());
    assert_eq!(feared.judged.possible, Some(Grade::I));
    assert_eq!(feared.judged.assessed, None);
}

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
fn a_road_accident_has_seven_days_for_changed_figures() {
    let close = |class: &str| {
        let now = incident(Some(class), &[("deaths", 1)]);
        Close { reason: "over".into(), report: None }.decide(&now, &(), &given()).unwrap().iter().fold(now, Incident::fold)
    };
    let day_eight = given_at(at("03:12").plus_min(8 * 24 * 60));
    let more = || figure(11, "deaths", Some(2), "hospital");
    assert_eq!(more().decide(&close("12H00"), &law(), &day_eight), Err(Refusal::WindowOver));
    assert!(more().decide(&close("12D01"), &law(), &day_eight).is_ok());
}

#[test]
fn nothing_is_done_to_what_nobody_has_heard_of() {
    let nothing = Incident::default();
    assert_eq!(Classify(None).decide(&nothing, &law(), &given()), Err(Refusal::NotFound));
    assert_eq!(Open.decide(&nothing, &(), &given()), Err(Refusal::NotFound));
    assert_eq!(CallFalse("a drill".into()).decide(&nothing, &(), &given()), Err(Refusal::NotFound));
    let late = SetTime { which: Milestone::Controlled, claim: None };
    assert_eq!(late.decide(&nothing, &law(), &given()), Err(Refusal::NotFound));
}

/// One sample of every fact ever written: it must always fold. Whoever adds a kind adds its sample.
#[test]
fn every_fact_ever_written_still_folds() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../fixtures/facts/incident");
    let read = |path: &std::path::Path| std::fs::read_to_string(path).unwrap();
    let received: IncidentFact = serde_json::from_str(&read(&folder.join("received.json"))).unwrap();
    let known = Incident::default().fold(&received);
    let mut samples = 0;
    for file in std::fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        let fact: IncidentFact = serde_json::from_str(&read(&path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        let kind = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(serde_json::to_string(&fact).unwrap().starts_with(&format!("{{\"kind\":\"{kind}\"")), "{}", path.display());
        assert!(known.clone().fold(&fact).version > known.version);
        samples += 1;
    }
    assert!(samples >= 22, "{samples}");
}
