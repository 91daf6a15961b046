//! The timeline: what happened, when by whose claim, when it was entered, by whom, and what was said; newest first.

use desk::Entered;
use kernel::{Claim, Grade, Sealed, Time};
use web::Markup;

use super::naming;
use super::sight::Sight;
use crate::facts::{Call, DutyKept, FigureEntry, IncidentFact, Judged, Receipt};
use crate::words;

/// How many lines are shown at once; earlier ones are folded away.
pub const SHOWN: usize = 30;
const MINUTE_MS: i64 = 60_000;

/// The timeline.
pub struct Timeline {
    /// The newest lines.
    pub lines: Vec<Line>,
    /// Those before them.
    pub earlier: Vec<Line>,
    /// Who has opened the record, and when first.
    pub opened: Vec<(String, Markup)>,
}

/// One line.
pub struct Line {
    /// When it was, by the claim, or when it was entered.
    pub at: Markup,
    /// When it was entered, where that is another time.
    pub entered: Option<Markup>,
    /// By how much the two differ, where that is worth showing.
    pub gap: Option<String>,
    /// Who claimed the time, and on what basis.
    pub claimed_by: Option<String>,
    /// What happened.
    pub what: String,
    /// More of it.
    pub details: Vec<String>,
    /// What was said.
    pub words: Option<String>,
    /// Whether what was said has been erased.
    pub erased: bool,
    /// Who entered it.
    pub who: String,
    /// Whether it is one of those that a reader looks for first.
    pub is_key: bool,
    /// Its place among the facts, from 1.
    pub version: u64,
    /// The time that is claimed, where somebody claims one.
    pub claim: Option<Claim>,
}

/// What one fact says.
#[derive(Default)]
struct Told<'a> {
    what: String,
    details: Vec<String>,
    claim: Option<&'a Claim>,
    sealed: Option<&'a Sealed>,
    is_key: bool,
}

impl Timeline {
    /// The timeline of what is seen.
    pub fn of(sight: &Sight) -> Self {
        let (mut lines, mut opened) = (Vec::new(), Vec::new());
        let mut judged = Judged::default();
        let mut facts = sight.facts.iter().peekable();
        while let Some(fact) = facts.next() {
            match &fact.fact {
                IncidentFact::Opened => opened.push((who(sight, fact), sight.speak.when(fact.at))),
                IncidentFact::Judged(new) => {
                    let told = judgement(sight, &judged, new);
                    judged = (**new).clone();
                    lines.extend(told.map(|told| line(sight, fact, told)));
                }
                IncidentFact::FigureEntered(entry) => {
                    let at_once = |next: &&Entered<IncidentFact>| matches!(&next.fact, IncidentFact::FigureAdopted { entry: id, .. } if *id == entry.entry);
                    let adopted = facts.next_if(|next| at_once(next));
                    lines.push(line(sight, fact, figure(sight, entry, adopted.map(|fact| &fact.fact))));
                }
                other => lines.push(line(sight, fact, told(sight, other))),
            }
        }
        lines.reverse();
        let earlier = lines.split_off(lines.len().min(SHOWN));
        Self { lines, earlier, opened }
    }
}

fn line(sight: &Sight, fact: &Entered<IncidentFact>, told: Told<'_>) -> Line {
    let speak = &sight.speak;
    let words = told.sealed.and_then(|sealed| sight.said(Some(sealed)));
    let other = told.claim.filter(|claim| claim.at.since_ms(fact.at).abs() >= MINUTE_MS);
    Line {
        at: speak.when(other.map_or(fact.at, |claim| claim.at)),
        entered: other.map(|_| speak.say.stamp(fact.at)),
        gap: other.and_then(|claim| speak.gap(claim, fact.at)),
        claimed_by: told.claim.and_then(|claim| speak.claimed_by(claim)),
        what: told.what,
        details: told.details.into_iter().filter(|detail| !detail.is_empty()).collect(),
        erased: told.sealed.is_some() && words.is_none(),
        words: words.map(ToOwned::to_owned),
        who: who(sight, fact),
        is_key: told.is_key,
        version: fact.version,
        claim: told.claim.cloned(),
    }
}

fn who(sight: &Sight, fact: &Entered<IncidentFact>) -> String {
    sight.who.name(&fact.actor, fact.post.as_deref()).to_owned()
}

/// What came of the rules being asked again; nothing where only times moved.
fn judgement<'a>(sight: &Sight, before: &Judged, after: &Judged) -> Option<Told<'a>> {
    let grades = |judged: &Judged| (judged.assessed, judged.possible, judged.duty_grade);
    let new_flags = after.flags.iter().filter(|flag| before.flags.iter().all(|known| known.id != flag.id));
    let flags: Vec<&str> = new_flags.map(|flag| flag.name.say(sight.say().language.code())).collect();
    if grades(before) == grades(after) && flags.is_empty() {
        return None;
    }
    let say = sight.say();
    let grade = |grade: Option<Grade>| naming::grade(grade, say);
    let mut details = Vec::new();
    if before.assessed != after.assessed {
        let by = after.assessed_by.as_ref().map(|met| naming::criterion(&sight.law, met, say)).unwrap_or_default();
        details.push(
            say.with(words::LINE_ASSESSED, &[("from", grade(before.assessed).into()), ("to", grade(after.assessed).into())]),
        );
        details.push(by);
    }
    if before.possible != after.possible {
        details.push(
            say.with(words::LINE_POSSIBLE, &[("from", grade(before.possible).into()), ("to", grade(after.possible).into())]),
        );
    }
    if !flags.is_empty() {
        details.push(say.one(words::LINE_FLAGS, "flags", flags.join(&say.word(words::AND))));
    }
    Some(Told {
        what: say.word(words::LINE_JUDGED).into_owned(),
        details,
        is_key: before.assessed != after.assessed,
        ..Told::default()
    })
}

fn figure<'a>(sight: &Sight, entry: &'a FigureEntry, adopted: Option<&IncidentFact>) -> Told<'a> {
    let say = sight.say();
    let figure = naming::figure(&sight.law, &entry.item, entry.value, say);
    let word = if adopted.is_some() { words::LINE_FIGURE_ADOPTED } else { words::LINE_FIGURE };
    let reason = match adopted {
        Some(IncidentFact::FigureAdopted { reason, .. }) => reason.clone(),
        _ => String::new(),
    };
    let verified = if entry.verified { say.word(words::VERIFIED).into_owned() } else { String::new() };
    Told {
        what: say.with(word, &[("source", entry.source.clone().into()), ("figure", figure.into())]),
        details: vec![verified, reason],
        claim: Some(&entry.as_of),
        ..Told::default()
    }
}

fn told<'a>(sight: &Sight, fact: &'a IncidentFact) -> Told<'a> {
    let say = sight.say();
    let plain = |word: web::Word| Told { what: say.word(word).into_owned(), ..Told::default() };
    match fact {
        IncidentFact::Received(receipt) => received(sight, receipt),
        IncidentFact::Described { summary } => Told { sealed: Some(summary), ..plain(words::LINE_DESCRIBED) },
        IncidentFact::Classified { class } => {
            let name = class
                .as_ref()
                .map_or_else(|| say.word(words::CLASS_UNKNOWN).into_owned(), |code| naming::class(&sight.law, code, say));
            Told { what: say.one(words::LINE_CLASSIFIED, "class", name), ..Told::default() }
        }
        IncidentFact::Located { place, place_text } => {
            let paths = naming::paths(&sight.atlas, &place.areas);
            Told { details: paths, sealed: place_text.as_ref(), ..plain(words::LINE_LOCATED) }
        }
        IncidentFact::Timed { which, claim } => {
            let name = say.word(naming::milestone(*which)).into_owned();
            let word = if claim.is_some() { words::LINE_TIMED } else { words::LINE_UNTIMED };
            Told { what: say.one(word, "name", name), claim: claim.as_ref(), ..Told::default() }
        }
        IncidentFact::Tagged { tags } => Told { details: vec![tags.join(&say.word(words::AND))], ..plain(words::LINE_TAGGED) },
        IncidentFact::FigureAdopted { item, entry, reason } => adoption(sight, (item, entry, reason)),
        IncidentFact::Feared { worse } => {
            Told { details: worse.iter().map(|worse| worse.why.clone()).collect(), ..plain(words::LINE_FEARED) }
        }
        IncidentFact::Called(call) => called(sight, call),
        IncidentFact::DutyMet { key, at, .. } => {
            let title = sight.incident.duties().find(|duty| duty.key() == *key).map(|duty| duty_said(sight, duty));
            Told {
                what: say.one(words::LINE_DUTY_MET, "duty", title.unwrap_or_else(|| key.clone())),
                claim: Some(at),
                is_key: true,
                ..Told::default()
            }
        }
        IncidentFact::Noted { words, at } => Told { sealed: Some(words), claim: at.as_ref(), ..plain(words::LINE_NOTED) },
        other => decided(sight, other),
    }
}

/// What a person decided and answers for.
fn decided<'a>(sight: &Sight, fact: &'a IncidentFact) -> Told<'a> {
    let say = sight.say();
    let because = |word: web::Word, reason: &str| Told {
        what: say.word(word).into_owned(),
        details: vec![reason.to_owned()],
        is_key: true,
        ..Told::default()
    };
    let graded = |word: web::Word, grade: Option<Grade>, reason: &str| Told {
        what: say.one(word, "grade", naming::grade(grade, say)),
        details: vec![reason.to_owned()],
        is_key: true,
        ..Told::default()
    };
    match fact {
        IncidentFact::GradeDeclared { grade: Some(grade), reason } => graded(words::LINE_DECLARED, Some(*grade), reason),
        IncidentFact::GradeDeclared { grade: None, reason } => because(words::LINE_UNDECLARED, reason),
        IncidentFact::DutiesLowered { grade: Some(grade), reason } => graded(words::LINE_LOWERED, Some(*grade), reason),
        IncidentFact::DutiesLowered { grade: None, reason } => because(words::LINE_UNLOWERED, reason),
        IncidentFact::LatenessExplained { reason, .. } => because(words::LINE_EXPLAINED, reason),
        IncidentFact::Found(finding) => {
            let kind = say.word(naming::finding(finding.what)).into_owned();
            let what = say.with(words::LINE_FOUND, &[("what", kind.into()), ("about", finding.about.clone().into())]);
            Told { what, details: vec![finding.evidence.clone()], is_key: true, ..Told::default() }
        }
        IncidentFact::CalledIn { account, post_title } => {
            let what = say.one(words::LINE_CALLED_IN, "who", member(sight, account));
            Told { what, details: vec![post_title.clone()], is_key: true, ..Told::default() }
        }
        IncidentFact::LetGo { account } => {
            Told { what: say.one(words::LINE_LET_GO, "who", member(sight, account)), ..Told::default() }
        }
        IncidentFact::PassedOn { to, receipt } => Told {
            what: say.one(words::LINE_PASSED_ON, "to", to.clone()),
            details: vec![receipt.clone()],
            is_key: true,
            ..Told::default()
        },
        IncidentFact::FalseAlarm { reason } => because(words::LINE_FALSE_ALARM, reason),
        IncidentFact::Closed { reason, report } => {
            let by = report.as_ref().map(|_| say.word(words::LINE_FINAL_REPORT).into_owned()).unwrap_or_default();
            Told { details: vec![by, reason.clone()], ..because(words::LINE_CLOSED, "") }
        }
        IncidentFact::Reopened { reason } => because(words::LINE_REOPENED, reason),
        _ => Told::default(),
    }
}

/// Somebody who was called from elsewhere, by name.
fn member(sight: &Sight, account: &kernel::Id) -> String {
    sight.who.name(&super::who::account_mark(account), None).to_owned()
}

fn received<'a>(sight: &Sight, receipt: &'a Receipt) -> Told<'a> {
    let say = sight.say();
    let source = say.word(naming::source(receipt.source)).into_owned();
    let class = receipt.class.as_ref().map(|code| naming::class(&sight.law, code, say)).unwrap_or_default();
    let place = sight.said(receipt.place_text.as_ref()).map(ToOwned::to_owned).unwrap_or_default();
    Told {
        what: say.one(words::LINE_RECEIVED, "source", source),
        details: vec![class, place],
        claim: Some(&receipt.received),
        sealed: receipt.summary.as_ref(),
        is_key: true,
    }
}

fn adoption<'a>(sight: &Sight, (item, entry, reason): (&str, &kernel::Id, &str)) -> Told<'a> {
    let entries = sight.incident.figures.get(item).map_or(&[][..], |figures| figures.entries.as_slice());
    let adopted = entries.iter().find(|known| known.entry == *entry);
    let figure = naming::figure(&sight.law, item, adopted.and_then(|entry| entry.value), sight.say());
    let source = adopted.map(|entry| entry.source.clone()).unwrap_or_default();
    let what = sight.say().with(words::LINE_ADOPTED, &[("source", source.into()), ("figure", figure.into())]);
    Told { what, details: vec![reason.to_owned()], ..Told::default() }
}

fn called<'a>(sight: &Sight, call: &'a Call) -> Told<'a> {
    let word = if call.reached { words::LINE_TOLD } else { words::LINE_NOT_REACHED };
    let what = sight.say().one(word, "who", call.post_title.clone());
    Told { what, claim: Some(&call.at), sealed: call.said.as_ref(), is_key: call.reached, ..Told::default() }
}

/// A duty in one line: to whom, by which channel, which report.
pub fn duty_said(sight: &Sight, duty: &DutyKept) -> String {
    let say = sight.say();
    let part = [
        ("channel", say.word(naming::channel(duty.channel)).into_owned().into()),
        ("report", say.word(naming::report(duty.report)).into_owned().into()),
    ];
    format!("{} {}", naming::party(&sight.law, &duty.to, say), say.with(words::DUTY_PART, &part))
}

/// A moment that can be gone back to: everything that was recorded at once.
pub struct Step {
    /// Which moment it is, from 1.
    pub n: usize,
    /// The last fact that was recorded then, from 1.
    pub version: u64,
    /// When it was entered.
    pub at: Time,
}

/// Every moment at which something became known, oldest first.
pub fn steps(sight: &Sight) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for fact in &sight.facts {
        match steps.last_mut().filter(|last| last.at == fact.at) {
            Some(last) => last.version = fact.version,
            None => steps.push(Step { n: steps.len() + 1, version: fact.version, at: fact.at }),
        }
    }
    steps
}
