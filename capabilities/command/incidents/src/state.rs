//! One incident, folded from its facts.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{AreaCode, Claim, Grade, Id, Sealed, Subject, Time};
use places::Place;
use rules::{Figures, InForce, RuleBook, SetRef, Worse};

use crate::facts::{Call, DutyKept, FigureEntry, Finding, IncidentFact, Judged, Marking, Milestone, Receipt, Setting, Source};

/// How many entries of one item are kept in the state; older ones stay in the journal.
pub const ENTRIES_MAX: usize = 200;

/// One incident as it is now.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Incident {
    /// Its id; nothing before word of it came in.
    pub number: String,
    /// How word came.
    pub source: Source,
    /// Whose desk took it.
    pub desk_area: Option<AreaCode>,
    /// Where that desk stands, as rules ask for it.
    pub setting: Setting,
    /// What was said.
    pub summary: Option<Sealed>,
    /// Who rang.
    pub caller: Option<Sealed>,
    /// Its class.
    pub class: Option<String>,
    /// Where.
    pub place: Place,
    /// Where, in words.
    pub place_text: Option<Sealed>,
    /// When the desk received it: its entry, unless another time is claimed.
    pub received: Option<Claim>,
    /// Its other times.
    pub times: BTreeMap<Milestone, Claim>,
    /// Tags that a person set.
    pub tags: Vec<String>,
    /// Who may read it.
    pub marking: Marking,
    /// The rule sets that held.
    pub rules: Vec<SetRef>,
    /// Figures by item.
    pub figures: BTreeMap<String, ItemFigures>,
    /// How it could get worse.
    pub worse: Vec<Worse>,
    /// What the rules make of it.
    pub judged: Judged,
    /// The grade that a named person declared, and why.
    pub declared: Option<(Grade, String)>,
    /// The grade that a named person let duties run from, and why.
    pub lowered: Option<(Grade, String)>,
    /// Duties that were met, by their key, with when, as claimed.
    pub met: BTreeMap<String, Claim>,
    /// When the last report went, as claimed.
    pub last_report: Option<Time>,
    /// When the last report went to each party.
    pub last_to: BTreeMap<String, Time>,
    /// Why duties were late, by their key.
    pub explained: BTreeMap<String, String>,
    /// Duties of earlier rounds and of earlier judgements that were met: they stay on record.
    pub past_duties: Vec<DutyKept>,
    /// Calls to people inside, oldest first.
    pub calls: Vec<Call>,
    /// Findings.
    pub findings: Vec<Finding>,
    /// Who was called to it from elsewhere and has not been let go, by account.
    pub members: BTreeMap<Id, CalledIn>,
    /// To whom it was passed on.
    pub passed_on: Option<String>,
    /// How it stands.
    pub standing: Standing,
    /// How many facts there are.
    pub version: u64,
    /// At which version each value was last set: what a form saw must not have changed since.
    pub set_at: BTreeMap<&'static str, u64>,
}

/// How somebody was called to an incident.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledIn {
    /// The post for which they were called, and where it is.
    pub post_title: String,
    /// At which version of the incident.
    pub version: u64,
}

/// How an incident stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Standing {
    /// No word of it yet.
    #[default]
    Unknown,
    /// Work goes on.
    Open,
    /// It turned out not to have happened.
    FalseAlarm,
    /// Work has ended.
    Closed,
}

/// The figures of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemFigures {
    /// What each source gave, oldest first.
    pub entries: Vec<FigureEntry>,
    /// The entry that reports quote.
    pub adopted: Option<Id>,
    /// Why that one.
    pub reason: String,
}

impl ItemFigures {
    /// The entry that reports quote.
    #[must_use]
    pub fn quoted(&self) -> Option<&FigureEntry> {
        self.entries.iter().find(|entry| Some(&entry.entry) == self.adopted.as_ref())
    }

    /// The latest word of each source.
    pub fn latest(&self) -> impl Iterator<Item = &FigureEntry> {
        let superseded = |i: usize, entry: &FigureEntry| self.entries[i + 1..].iter().any(|later| later.source == entry.source);
        self.entries.iter().enumerate().filter(move |(i, entry)| !superseded(*i, entry)).map(|(_, entry)| entry)
    }
}

impl Subject for Incident {
    const NAME: &'static str = "incident";
    type Fact = IncidentFact;

    fn fold(mut self, fact: &IncidentFact) -> Self {
        self.version += 1;
        match fact {
            IncidentFact::Received(receipt) => self.receive(receipt),
            IncidentFact::Described { summary } => self.set("summary", |s| s.summary = Some(summary.clone())),
            IncidentFact::Classified { class } => self.set("class", |s| s.class.clone_from(class)),
            IncidentFact::Located { place, place_text } => self.set("place", |s| {
                s.place.clone_from(place);
                s.place_text.clone_from(place_text);
            }),
            IncidentFact::Timed { which, claim } => match claim {
                Some(claim) => drop(self.times.insert(*which, claim.clone())),
                None => drop(self.times.remove(which)),
            },
            IncidentFact::Tagged { tags } => self.tags.clone_from(tags),
            IncidentFact::FigureEntered(entry) => self.count(entry),
            IncidentFact::FigureAdopted { item, entry, reason } => {
                let figures = self.figures.entry(item.clone()).or_default();
                figures.adopted = Some(entry.clone());
                figures.reason.clone_from(reason);
            }
            IncidentFact::Feared { worse } => self.worse.clone_from(worse),
            IncidentFact::Judged(judged) => self.judge(judged),
            IncidentFact::GradeDeclared { grade, reason } => self.declared = grade.map(|g| (g, reason.clone())),
            IncidentFact::DutiesLowered { grade, reason } => self.lowered = grade.map(|g| (g, reason.clone())),
            IncidentFact::Called(call) => self.calls.push(call.clone()),
            IncidentFact::DutyMet { key, at, .. } => self.meet(key, at),
            IncidentFact::LatenessExplained { key, reason } => drop(self.explained.insert(key.clone(), reason.clone())),
            IncidentFact::Found(finding) => self.findings.push(finding.clone()),
            IncidentFact::PassedOn { to, .. } => self.passed_on = Some(to.clone()),
            IncidentFact::FalseAlarm { .. } => self.standing = Standing::FalseAlarm,
            IncidentFact::Closed { .. } => self.standing = Standing::Closed,
            IncidentFact::Reopened { .. } => self.standing = Standing::Open,
            IncidentFact::CalledIn { account, post_title } => {
                let called = CalledIn { post_title: post_title.clone(), version: self.version };
                self.members.insert(account.clone(), called);
            }
            IncidentFact::LetGo { account } => drop(self.members.remove(account)),
            IncidentFact::Noted { .. } | IncidentFact::Opened => {}
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        // What lies outside the city stays with the desk that took the call until it has been passed on.
        if self.place.outside_city { self.desk_area } else { self.place.area().or(self.desk_area) }
    }

    fn case(&self, own: &Id) -> Option<Id> {
        Some(own.clone())
    }
}

impl Incident {
    fn receive(&mut self, receipt: &Receipt) {
        self.number.clone_from(&receipt.number);
        self.source = receipt.source;
        self.desk_area = Some(receipt.desk_area);
        self.setting.clone_from(&receipt.setting);
        self.received = Some(receipt.received.clone());
        self.summary.clone_from(&receipt.summary);
        self.caller.clone_from(&receipt.caller);
        self.class.clone_from(&receipt.class);
        self.place.clone_from(&receipt.place);
        self.place_text.clone_from(&receipt.place_text);
        self.marking = receipt.marking;
        self.rules.clone_from(&receipt.rules);
        self.standing = Standing::Open;
        let claims = [(Milestone::Occurred, &receipt.occurred), (Milestone::Known, &receipt.known)];
        self.times.extend(claims.into_iter().filter_map(|(which, claim)| Some((which, claim.clone()?))));
    }

    fn set(&mut self, value: &'static str, change: impl FnOnce(&mut Self)) {
        change(self);
        self.set_at.insert(value, self.version);
    }

    fn count(&mut self, entry: &FigureEntry) {
        let figures = self.figures.entry(entry.item.clone()).or_default();
        if figures.entries.len() >= ENTRIES_MAX {
            let spare = figures.entries.iter().position(|e| Some(&e.entry) != figures.adopted.as_ref());
            spare.map(|i| figures.entries.remove(i));
        }
        figures.entries.push(entry.clone());
    }

    fn meet(&mut self, key: &str, at: &Claim) {
        self.met.entry(key.to_owned()).or_insert_with(|| at.clone());
        self.last_report = self.last_report.max(Some(at.at));
        if let Some(duty) = self.judged.duties.iter().find(|duty| duty.key() == key) {
            let last = self.last_to.entry(duty.to.clone()).or_insert(at.at);
            *last = (*last).max(at.at);
        }
    }

    /// Duties that a new judgement no longer names stay on record when they were met.
    fn judge(&mut self, judged: &Judged) {
        let keys: Vec<String> = judged.duties.iter().map(DutyKept::key).collect();
        for duty in std::mem::take(&mut self.judged.duties) {
            let key = duty.key();
            if self.met.contains_key(&key) && !keys.contains(&key) {
                self.past_duties.push(duty);
            }
        }
        self.judged = judged.clone();
    }

    /// Whether word of it has come in.
    #[must_use]
    pub const fn is_known(&self) -> bool {
        !matches!(self.standing, Standing::Unknown)
    }

    /// The figures that reports quote, as the rules read them.
    #[must_use]
    pub fn adopted(&self) -> Figures {
        let values = self.figures.iter().filter_map(|(item, f)| Some((item.clone(), f.quoted()?.value?)));
        Figures(values.collect())
    }

    /// The highest word of any source, by item: what has not been adopted may still be true.
    #[must_use]
    pub fn highest(&self) -> Figures {
        let highest = |f: &ItemFigures| f.latest().filter_map(|entry| entry.value).max();
        Figures(self.figures.iter().filter_map(|(item, f)| Some((item.clone(), highest(f)?))).collect())
    }

    /// A claimed time of its course.
    #[must_use]
    pub fn time(&self, which: Milestone) -> Option<Time> {
        self.times.get(&which).map(|claim| claim.at)
    }

    /// All areas it is in; the desk's own when none is known.
    #[must_use]
    pub fn areas(&self) -> Vec<AreaCode> {
        let with_desk = self.place.areas.is_empty() || self.place.outside_city;
        self.place.areas.iter().copied().chain(self.desk_area.filter(|_| with_desk)).collect()
    }

    /// Where it is, as rules ask for it.
    #[must_use]
    pub fn rules_place(&self) -> rules::Place {
        let Setting { country, features, .. } = &self.setting;
        rules::Place { country: country.clone(), areas: self.areas(), features: features.clone() }
    }

    /// The rules that it keeps, whatever has been adopted since.
    #[must_use]
    pub fn law(&self, book: &RuleBook) -> Arc<InForce> {
        book.kept(&self.rules, self.received.as_ref().map_or_else(Time::default, |claim| claim.at))
    }

    /// All duties on record: those of now, and earlier ones that were met.
    pub fn duties(&self) -> impl Iterator<Item = &DutyKept> {
        self.past_duties.iter().chain(&self.judged.duties)
    }

    /// The call by which a step of the leader sheet was told: [`StepKept::key`](crate::facts::StepKept::key).
    #[must_use]
    pub fn told(&self, step: &str) -> Option<&Call> {
        self.calls.iter().find(|call| call.reached && call.step.as_deref() == Some(step))
    }
}

impl Standing {
    /// The word in tables and JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Open => "open",
            Self::FalseAlarm => "false_alarm",
            Self::Closed => "closed",
        }
    }
}
