//! The duties of one incident: every rule set in force adds its own, and of those that say the same the strictest stands.

use kernel::Time;
use serde::{Deserialize, Serialize};

use super::due::Started;
use super::{Channel, DutyRule, Limit, Line, ReportKind, Start, Until, Window};
use crate::grading::Fit;
use crate::mark::Basis;
use crate::set::{Content, RuleSet, SetRef};
use crate::situation::Situation;
use crate::when::Applies;
use crate::wording::Wording;

/// One duty of one incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    /// The rule's id in its set.
    pub rule: String,
    /// The set it stands in, with version and hash.
    pub rules: SetRef,
    /// What it says, in a line.
    pub title: Wording,
    /// The party that must report.
    pub who: String,
    /// The party that must be told.
    pub to: String,
    /// On which line.
    pub line: Line,
    /// By which channel.
    pub channel: Channel,
    /// What kind of report.
    pub report: ReportKind,
    /// What the clock starts from.
    pub starts: Start,
    /// From when it runs; nothing while it waits for something that has not happened.
    pub starts_at: Option<Time>,
    /// By when, as the rule says it.
    pub limit: Limit,
    /// When it runs out; nothing while it waits, and where the law only says "at once" and no clock is reckoned.
    pub due_at: Option<Time>,
    /// Until when it is repeated.
    pub until: Option<Until>,
    /// It applies because something is unknown that could make it apply, or its start had to be supposed.
    pub assumed: bool,
    /// Where it stands and how sure it is.
    pub basis: Basis,
    /// The rules that say the same less strictly, and are met with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Covered>,
}

/// A rule that a stricter one covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The rule's id in its set.
    pub rule: String,
    /// The set it stands in.
    pub rules: SetRef,
    /// When it would run out.
    pub due_at: Option<Time>,
}

/// The duties that `sets` lay on an incident whose class has `stem`, soonest due first; those that wait come last.
#[must_use]
pub fn duties(sets: &[&RuleSet], stem: Option<&str>, situation: &Situation) -> Vec<Duty> {
    let mut found: Vec<Duty> = Vec::new();
    for set in sets {
        let Content::Reporting(reporting) = &set.content else { continue };
        for rule in &reporting.duties {
            let applies = rule.when.applies(stem, situation);
            let ended = rule.until.is_some_and(|until| until.is_reached(&situation.times));
            let holds = rule.validity.holds(situation.times.received, &set.head.zone);
            if applies == Applies::No || ended || !holds {
                continue;
            }
            let started = reporting.started(rule, &situation.desk_level, &situation.times);
            if started != Started::NotYetTheirs {
                merge(&mut found, Duty::of(rule, set, (applies, started)));
            }
        }
    }
    let mut found = cover_either_channel(found);
    found.sort_by_key(|duty| (duty.due_at.is_none(), duty.due_at));
    found
}

impl Duty {
    fn of(rule: &DutyRule, set: &RuleSet, (applies, started): (Applies, Started)) -> Self {
        let (starts_at, supposed) = match started {
            Started::At(at) => (Some(at), false),
            Started::Supposed(at) => (Some(at), true),
            Started::Waits | Started::NotYetTheirs => (None, false),
        };
        Self {
            rule: rule.id.clone(),
            rules: set.named(),
            title: rule.title.clone(),
            who: rule.who.clone(),
            to: rule.to.clone(),
            line: rule.line,
            channel: rule.channel,
            report: rule.report,
            starts: rule.starts,
            starts_at,
            limit: rule.limit.clone(),
            due_at: starts_at.and_then(|start| rule.limit.due(start)),
            until: rule.until,
            assumed: supposed || applies == Applies::Assumed,
            basis: rule.basis.clone(),
            covers: Vec::new(),
        }
    }

    /// Whether the minutes of its clock are a reckoning of ours, since the law only says "at once".
    #[must_use]
    pub fn is_reckoned(&self) -> bool {
        matches!(self.limit, Limit::AtOnce { clock_min: Some(_) })
    }

    fn same_errand(&self, other: &Self) -> bool {
        self.who == other.who && self.to == other.to && self.line == other.line && self.report == other.report
    }

    /// A set due time is stricter than none, an earlier one than a later.
    fn is_as_strict_as(&self, other: &Self) -> bool {
        match (self.due_at, other.due_at) {
            (Some(mine), Some(theirs)) => mine <= theirs,
            (mine, theirs) => mine.is_some() || theirs.is_none(),
        }
    }

    fn cover(&mut self, other: Self) {
        self.covers.push(Covered { rule: other.rule, rules: other.rules, due_at: other.due_at });
        self.covers.extend(other.covers);
    }
}

/// Adds a duty, or lets the stricter of two that say the same stand for both.
fn merge(found: &mut Vec<Duty>, mut new: Duty) {
    match found.iter_mut().find(|duty| duty.channel == new.channel && duty.same_errand(&new)) {
        None => found.push(new),
        Some(old) if old.is_as_strict_as(&new) => old.cover(new),
        Some(old) => {
            std::mem::swap(old, &mut new);
            old.cover(new);
        }
    }
}

/// A duty that takes either channel is met with one that names its channel and runs out no later.
fn cover_either_channel(found: Vec<Duty>) -> Vec<Duty> {
    let (either, mut kept): (Vec<Duty>, Vec<Duty>) = found.into_iter().partition(|duty| duty.channel == Channel::Any);
    for duty in either {
        let stricter = kept.iter_mut().filter(|named| named.channel != Channel::Any && named.same_errand(&duty));
        match stricter.filter(|named| named.is_as_strict_as(&duty)).min_by_key(|named| named.due_at) {
            Some(named) => named.cover(duty),
            None => kept.push(duty),
        }
    }
    kept
}

/// How long after it happened changed figures still change an incident's grade, by the window that names its class most closely.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplement {
    /// The rule's id in its set.
    pub rule: String,
    /// The set it stands in.
    pub rules: SetRef,
    /// What it says, in a line.
    pub title: Wording,
    /// From when it is counted.
    pub starts_at: Time,
    /// The end of it.
    pub ends_at: Time,
    /// The start is not when it happened, which is unknown, but the next best.
    pub assumed: bool,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// The window in which changed figures still change the grade; nothing when no rule in force sets one for the class.
#[must_use]
pub fn supplement(sets: &[&RuleSet], stem: Option<&str>, situation: &Situation) -> Option<Supplement> {
    let windows = sets.iter().filter_map(|set| match &set.content {
        Content::Reporting(reporting) => Some((*set, reporting)),
        _ => None,
    });
    let fitting = windows.flat_map(|(set, reporting)| reporting.windows.iter().map(move |window| (set, window)));
    let fitting = fitting.filter(|(_, window)| window.classes.fit(stem) == Fit::Is);
    let (set, window) = fitting.max_by_key(|(_, window)| window.closeness(stem))?;
    let starts_at = situation.times.happened();
    Some(Supplement {
        rule: window.id.clone(),
        rules: set.named(),
        title: window.title.clone(),
        starts_at,
        ends_at: starts_at.plus_min(window.days * 24 * 60),
        assumed: situation.times.occurred.is_none(),
        basis: window.basis.clone(),
    })
}

impl Window {
    /// How many characters of the class it names.
    fn closeness(&self, stem: Option<&str>) -> usize {
        let class = stem.unwrap_or_default();
        self.classes.within.iter().filter(|stem| class.starts_with(stem.as_str())).map(String::len).max().unwrap_or(0)
    }
}
