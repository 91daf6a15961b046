//! The rule book: what can be adopted and withdrawn, what holds when, and that every fact ever written folds.

use kernel::{Act as _, Actor, Given, Grade, Subject as _, Time, World};

use crate::acts::{VERSIONS_MAX, WHY_CHARS_MAX};
use crate::{Adopt, Refusal, RuleBook, RuleBookFact, SetKind, Withdraw, default_sets};

use super::incident;

fn given(at: Time) -> Given {
    Given { at, ..Given::of(Actor("account/test".into()), World::Live) }
}

fn noon(day: &str) -> Time {
    Time::parse(&format!("{day}T12:00:00+08:00")).unwrap()
}

fn text(file: &str) -> String {
    default_sets("cn").iter().find(|set| set.file == file).unwrap().text.to_owned()
}

/// The typical provincial minutes, as another version with other minutes from a day on.
fn minutes(version: &str, minutes: u32, from: &str) -> String {
    let text = text("reporting-province-typical").replace("version = \"0.1\"", &format!("version = \"{version}\""));
    let text = text.replace("limit_min = 30", &format!("limit_min = {minutes}"));
    text.replace("zone = \"Asia/Shanghai\"", &format!("zone = \"Asia/Shanghai\"\nvalid_from = {from}"))
}

fn adopt(book: RuleBook, text: &str) -> Result<RuleBook, Refusal> {
    let facts = Adopt::of(text).unwrap().decide(&book, &(), &given(noon("2026-11-23")))?;
    Ok(facts.iter().fold(book, RuleBook::fold))
}

fn withdraw(book: RuleBook, version: &str, at: Time) -> Result<RuleBook, Refusal> {
    let act = Withdraw { set: "cn-21-reporting-typical".into(), version: version.into(), why: "the province has spoken".into() };
    let facts = act.decide(&book, &(), &given(at))?;
    Ok(facts.iter().fold(book, RuleBook::fold))
}

fn whole() -> RuleBook {
    default_sets("cn").iter().fold(RuleBook::default(), |book, set| adopt(book, set.text).unwrap())
}

/// The minutes for phoning the province that hold at a time.
fn phone_min(book: &RuleBook, at: Time) -> Option<i64> {
    let mut situation = incident("12D01", []);
    situation.standing.grade = Some(Grade::III);
    situation.times.received = at;
    let duties = book.in_force(at).duties(&situation);
    let phone = duties.iter().find(|duty| duty.rule == "GP-2-party-phone")?;
    Some(phone.due_at?.since_ms(at) / 60_000)
}

#[test]
fn the_shipped_sets_are_adopted_and_hold() {
    let book = whole();
    assert_eq!(book.in_force(noon("2026-11-23")).sets().len(), 12);
    assert_eq!(phone_min(&book, noon("2026-11-23")), Some(30));
    assert_eq!(phone_min(&book, noon("2001-01-01")), Some(30), "no beginning is known, so it holds for old incidents too");
    assert!(RuleBook::default().in_force(noon("2026-11-23")).sets().is_empty());
}

#[test]
fn the_same_text_again_is_already_so() {
    let book = whole();
    let again = Adopt::of(&text("telling")).unwrap().decide(&book, &(), &given(noon("2026-11-23"))).unwrap();
    assert_eq!(again, []);
}

#[test]
fn another_text_under_the_same_version_is_refused() {
    let other = text("telling").replace("limit_min = 3 ", "limit_min = 5 ");
    let refusal = adopt(whole(), &other).unwrap_err();
    assert!(matches!(refusal, Refusal::OtherText { named } if named.set == "cn-telling" && named.version == "0.1"));
}

#[test]
fn a_new_version_holds_from_its_day_and_old_incidents_keep_theirs() {
    let book = adopt(whole(), &minutes("1", 15, "2026-12-01")).unwrap();
    assert_eq!(phone_min(&book, noon("2026-11-30")), Some(30));
    assert_eq!(phone_min(&book, Time::parse("2026-12-01T00:00:00+08:00").unwrap()), Some(15));
    assert_eq!(phone_min(&book, Time::parse("2026-11-30T23:59:59+08:00").unwrap()), Some(30));
    let back = adopt(book, &minutes("0.9", 20, "2026-06-01")).unwrap();
    assert_eq!(phone_min(&back, noon("2026-12-02")), Some(15), "the one that began last holds, whenever it was adopted");
    assert_eq!(phone_min(&back, noon("2026-07-01")), Some(20));
}

#[test]
fn a_further_version_must_say_from_when_it_holds() {
    let dateless = text("reporting-province-typical").replace("version = \"0.1\"", "version = \"1\"");
    assert_eq!(adopt(whole(), &dateless).unwrap_err(), Refusal::NeedsBeginning { set: "cn-21-reporting-typical".into() });
}

#[test]
fn a_set_never_changes_its_kind() {
    let other = text("telling").replace("id = \"cn-telling\"", "id = \"cn-21-reporting-typical\"");
    let refusal = adopt(whole(), &other.replace("version = \"0.1\"", "version = \"9\"")).unwrap_err();
    assert_eq!(refusal, Refusal::OtherKind { set: "cn-21-reporting-typical".into(), kind: SetKind::Reporting });
}

#[test]
fn a_set_that_names_what_nobody_declares_is_refused() {
    let alone = adopt(RuleBook::default(), &text("grading-accident")).unwrap_err();
    let Refusal::LooseEnds { problems } = alone else { panic!("{alone:?}") };
    assert!(problems.iter().any(|problem| problem.key == "deaths"), "no set of figures is in force");
}

#[test]
fn a_withdrawn_version_holds_no_longer_and_the_one_before_it_holds_again() {
    let book = adopt(whole(), &minutes("1", 15, "2026-06-01")).unwrap();
    let book = withdraw(book, "1", noon("2026-11-23")).unwrap();
    assert_eq!(phone_min(&book, noon("2026-11-22")), Some(15), "what was, was");
    assert_eq!(phone_min(&book, noon("2026-11-24")), Some(30));
    let gone = withdraw(book, "0.1", noon("2026-11-24")).unwrap();
    assert_eq!(phone_min(&gone, noon("2026-11-25")), None);
}

#[test]
fn a_withdrawn_version_stays_withdrawn() {
    let book = withdraw(whole(), "0.1", noon("2026-11-23")).unwrap();
    let act = Withdraw { set: "cn-21-reporting-typical".into(), version: "0.1".into(), why: "again".into() };
    assert_eq!(act.decide(&book, &(), &given(noon("2026-11-24"))).unwrap(), [], "already so");
    let refusal = adopt(book, &text("reporting-province-typical")).unwrap_err();
    assert!(matches!(refusal, Refusal::WasWithdrawn { .. }));
}

#[test]
fn a_withdrawal_names_a_version_and_says_why() {
    let act = |version: &str, why: &str| Withdraw { set: "cn-telling".into(), version: version.into(), why: why.into() };
    let decide = |act: Withdraw| act.decide(&whole(), &(), &given(noon("2026-11-23")));
    let missing = Refusal::NotThere { set: "cn-telling".into(), version: "9".into() };
    assert_eq!(decide(act("9", "x")).unwrap_err(), missing);
    assert_eq!(decide(act("0.1", "  ")).unwrap_err(), Refusal::NeedsReason);
    assert_eq!(decide(act("0.1", &"长".repeat(WHY_CHARS_MAX + 1))).unwrap_err(), Refusal::ReasonTooLong);
    assert_eq!(decide(act("0.1", &"长".repeat(WHY_CHARS_MAX))).unwrap().len(), 1);
}

#[test]
fn an_incident_keeps_the_versions_it_named() {
    let book = whole();
    let then = book.in_force(noon("2026-11-23")).named_at(&super::here());
    assert_eq!(then.len(), 12);
    let book = withdraw(adopt(book, &minutes("1", 15, "2026-11-24")).unwrap(), "0.1", noon("2026-11-24")).unwrap();
    let kept = book.keeping(&then);
    assert_eq!(kept.named_at(&super::here()), then);
    assert_eq!(book.kept(&then, noon("2026-11-23")).named_at(&super::here()), then);
    assert_eq!(book.kept(&then, noon("2026-11-25")).named_at(&super::here()), then, "what held later is not taken for it");
    let elsewhere = crate::Place { areas: vec![kernel::AreaCode::parse("990100").unwrap()], ..super::here() };
    assert_eq!(book.in_force(noon("2026-11-23")).named_at(&elsewhere).len(), 9, "drafts of another place are not named");
}

#[test]
fn the_book_takes_only_so_many_versions() {
    let mut book = whole();
    let fact = |n: usize| RuleBookFact::Withdrawn {
        set: "x".into(),
        version: n.to_string(),
        at_ms: noon("2026-11-23"),
        why: "x".into(),
    };
    book = book.fold(&fact(0));
    assert_eq!(book.versions().len(), 12, "what was never adopted cannot be withdrawn, and folds all the same");
    for n in 0..VERSIONS_MAX - 12 {
        book = book.with_unreadable(n);
    }
    assert_eq!(adopt(book, &minutes("1", 15, "2026-12-01")).unwrap_err(), Refusal::Full);
}

#[test]
fn one_sample_of_every_fact_ever_written_folds() {
    let samples = [
        r##"{"kind":"adopted","set":"a","version":"1","hash":"00","text":"no rule set any more"}"##,
        r##"{"kind":"adopted","set":"b","version":"1","hash":"00","begins_ms":1764518400000,"ends_ms":1764604800000,"text":"id = 1"}"##,
        r##"{"kind":"withdrawn","set":"a","version":"1","at_ms":1764518400000,"why":"unread"}"##,
    ];
    let facts: Vec<RuleBookFact> = samples.iter().map(|sample| serde_json::from_str(sample).unwrap()).collect();
    let book = facts.iter().fold(RuleBook::default(), RuleBook::fold);
    assert_eq!(book.versions().len(), 2);
    assert!(book.versions()[0].withdrawn.is_some() && book.versions()[0].set.is_none());
    for (sample, fact) in samples.iter().zip(&facts) {
        assert_eq!(serde_json::to_string(fact).unwrap(), *sample, "written as it was read");
    }
}
