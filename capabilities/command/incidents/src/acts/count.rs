//! Figures: every source's word is kept; one is adopted and quoted; unverified is a label; unknown is not zero.

use kernel::{Act, Claim, Given, Id};
use rules::{Nature, Worse};

use super::{FIGURE_MAX, NAME_CHARS_MAX, REASON_CHARS_MAX, Refusal, open, short};
use crate::facts::{FigureEntry, IncidentFact};
use crate::judge::{Law, judged, takes_figures};
use crate::state::{Incident, Standing};

/// How many ways in which it could get worse are kept.
const WORSE_MAX: usize = 10;

/// A source gives a figure.
#[derive(Debug, Clone)]
pub struct EnterFigure {
    /// The entry, with its id made at the door.
    pub entry: FigureEntry,
    /// Whether, and why, it is adopted at once. The first figure of an item always is.
    pub adopt: Option<String>,
}

/// Adopts the figure of one source: from now on reports quote it.
#[derive(Debug, Clone)]
pub struct Adopt {
    /// The item.
    pub item: String,
    /// The entry.
    pub entry: Id,
    /// Why this one.
    pub reason: String,
}

/// Says how it could get worse: all of it from now on.
#[derive(Debug, Clone)]
pub struct Fear(pub Vec<Worse>);

impl Act for EnterFigure {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        may_count(now, given)?;
        let Self { entry, adopt } = self;
        check_figure(law, &entry.item, entry.value)?;
        short(&entry.source, NAME_CHARS_MAX)?;
        if entry.as_of.at > given.at {
            return Err(Refusal::InTheFuture);
        }
        let first = now.figures.get(&entry.item).is_none_or(|figures| figures.adopted.is_none());
        let adopted = match (adopt, first) {
            (Some(reason), _) => Some(reason),
            (None, true) => Some(String::new()),
            (None, false) => None,
        };
        let (item, id) = (entry.item.clone(), entry.entry.clone());
        if let Some(reason) = &adopted {
            check_fall(now, law, (&item, entry.value), reason)?;
        }
        let mut facts = vec![IncidentFact::FigureEntered(entry)];
        facts.extend(adopted.map(|reason| IncidentFact::FigureAdopted { item, entry: id, reason }));
        Ok(judged(now, facts, law, &[]))
    }
}

impl Act for Adopt {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        may_count(now, given)?;
        let figures = now.figures.get(&self.item).ok_or(Refusal::UnknownEntry)?;
        let entry = figures.entries.iter().find(|e| e.entry == self.entry).ok_or(Refusal::UnknownEntry)?;
        if figures.adopted.as_ref() == Some(&self.entry) {
            return Ok(Vec::new());
        }
        check_fall(now, law, (&self.item, entry.value), &self.reason)?;
        let adopted = IncidentFact::FigureAdopted { item: self.item, entry: self.entry, reason: self.reason };
        Ok(judged(now, vec![adopted], law, &[]))
    }
}

impl Act for Fear {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        if self.0.len() > WORSE_MAX {
            return Err(Refusal::TooLong(WORSE_MAX));
        }
        for worse in &self.0 {
            super::reason(&worse.why)?;
        }
        if now.worse == self.0 {
            return Ok(Vec::new());
        }
        Ok(judged(now, vec![IncidentFact::Feared { worse: self.0 }], law, &[]))
    }
}

/// An entry of one source.
pub(super) fn entry(what: (&Id, &str), value: Option<i64>, source: &str, as_of: &Claim) -> FigureEntry {
    let (id, item) = what;
    FigureEntry {
        entry: id.clone(),
        item: item.to_owned(),
        value,
        source: source.to_owned(),
        as_of: as_of.clone(),
        verified: false,
    }
}

pub(super) fn check_figure(law: &Law, item: &str, value: Option<i64>) -> Result<(), Refusal> {
    if law.in_force.item(item).is_none() {
        return Err(Refusal::UnknownItem(item.chars().take(NAME_CHARS_MAX).collect()));
    }
    match value.filter(|v| !(0..=FIGURE_MAX).contains(v)) {
        Some(value) => Err(Refusal::ImpossibleFigure(value)),
        None => Ok(()),
    }
}

fn may_count(now: &Incident, given: &Given) -> Result<(), Refusal> {
    if takes_figures(now, given) {
        return Ok(());
    }
    match now.standing {
        Standing::Closed => Err(Refusal::WindowOver),
        _ => open(now),
    }
}

/// A cumulative count can only fall by a correction that says why.
fn check_fall(now: &Incident, law: &Law, new: (&str, Option<i64>), reason: &str) -> Result<(), Refusal> {
    let (item, to) = new;
    short(reason, REASON_CHARS_MAX)?;
    let counted = law.in_force.item(item).is_some_and(|i| i.nature == Nature::Cumulative);
    let from = now.figures.get(item).and_then(|f| f.quoted()).and_then(|e| e.value);
    match (from, to) {
        (Some(from), to) if counted && to.is_none_or(|to| to < from) && reason.trim().is_empty() => {
            Err(Refusal::FallsWithoutReason { from, to: to.unwrap_or(0) })
        }
        _ => Ok(()),
    }
}
