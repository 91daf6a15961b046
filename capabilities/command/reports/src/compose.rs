//! Composing a report: what is known, what is unknown, and what changed since the last one, from the incident's adopted figures and its
//! timeline. Unknown is not zero: an item that nobody has counted is stated as unknown.

use incidents::facts::{FigureEntry, Milestone};
use incidents::{Incident, ItemFigures};
use kernel::Time;
use rules::{Content, Figures, Fit, InForce, Item, Nature, ReportKind, Wording};

use crate::facts::Quoted;

/// How many lines of the timeline one report tells.
pub const NOTES_MAX: usize = 30;

/// What a report is composed from.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// The rules that hold for it.
    pub law: &'a InForce,
    /// Its words, as far as they were not erased.
    pub words: &'a Words,
    /// The last report that was sent.
    pub before: Option<&'a Before>,
    /// What time it is.
    pub now: Time,
}

/// The words of an incident, as far as they were not erased.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// What is said of it.
    pub summary: Option<String>,
    /// Where, in words.
    pub place: Option<String>,
    /// The names of the smallest area that holds it, largest first.
    pub path: Vec<String>,
    /// Who rang and how to call back.
    pub caller: Option<String>,
    /// The timeline: measures, observations, words from the scene, oldest first.
    pub notes: Vec<Note>,
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// When it was so, or was entered.
    pub at: Time,
    /// When it was entered.
    pub entered_at: Time,
    /// The words.
    pub words: String,
}

/// The last report that was sent before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// Its kind.
    pub report: ReportKind,
    /// Which of its kind.
    pub seq: u32,
    /// As of when it spoke.
    pub as_of: Time,
    /// The figures that it quoted.
    pub quoted: Vec<Quoted>,
}

/// A report before it is put in words.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// What kind it is.
    pub report: ReportKind,
    /// As of when.
    pub as_of: Time,
    /// When it happened, as claimed.
    pub occurred: Option<Time>,
    /// When the desk received it.
    pub received: Option<Time>,
    /// Where, in words.
    pub place: Option<String>,
    /// The names of the smallest area that holds it, largest first, as far as the words of the place do not say them.
    pub path: Vec<String>,
    /// What happened: the class.
    pub class: Option<Wording>,
    /// What is said of it.
    pub summary: Option<String>,
    /// Every item that has a figure or should have one, in the order of the rules.
    pub lines: Vec<FigureLine>,
    /// The timeline since the last report.
    pub notes: Vec<Note>,
    /// The last report.
    pub before: Option<Before>,
}

/// One item of a report.
#[derive(Debug, Clone, PartialEq)]
pub struct FigureLine {
    /// Its name.
    pub name: Wording,
    /// The word for its unit.
    pub unit: Option<Wording>,
    /// How its figures follow each other.
    pub nature: Nature,
    /// What the report quotes.
    pub quoted: Quoted,
    /// What other sources say otherwise.
    pub others: Vec<FigureEntry>,
    /// How it stands to the last report.
    pub change: Change,
}

/// How a figure stands to the last report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// There is no last report.
    First,
    /// It says the same.
    Same,
    /// It said otherwise: this value, or that it was unknown.
    From(Option<i64>),
}

/// Composes a report of `kind`.
#[must_use]
pub fn compose(kind: ReportKind, known: Known<'_>) -> Outline {
    let Known { incident, law, words, before, now } = known;
    let since = before.filter(|_| kind != ReportKind::First && kind != ReportKind::Final).map(|b| b.as_of);
    let mut notes: Vec<Note> =
        words.notes.iter().filter(|note| since.is_none_or(|since| note.entered_at > since)).cloned().collect();
    notes.drain(..notes.len().saturating_sub(NOTES_MAX));
    Outline {
        report: kind,
        as_of: now,
        occurred: incident.time(Milestone::Occurred),
        received: incident.received.as_ref().map(|claim| claim.at),
        place: words.place.clone().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()),
        path: path(words),
        class: incident.class.as_ref().and_then(|code| law.classes().get(code)).map(|class| class.name.clone()),
        summary: words.summary.clone().filter(|s| !s.trim().is_empty()),
        lines: lines(incident, law, before),
        notes,
        before: before.cloned(),
    }
}

/// The names of the areas that the words of the place do not say themselves; what stands behind the first that they say, they say too.
fn path(words: &Words) -> Vec<String> {
    let said = words.place.as_deref().unwrap_or_default().trim();
    let unsaid = words.path.iter().take_while(|name| !said.contains(name.as_str()));
    unsaid.cloned().collect()
}

/// Every item with a figure, and every item that a report must not be silent about, in the order of the rules.
fn lines(incident: &Incident, law: &InForce, before: Option<&Before>) -> Vec<FigureLine> {
    let stated = stated(incident.class.as_deref(), law);
    let items = law.items().iter().filter(|item| incident.figures.contains_key(&item.id) || stated.contains(&item.id));
    items.map(|item| line(item, incident.figures.get(&item.id), before)).collect()
}

fn line(item: &Item, figures: Option<&ItemFigures>, before: Option<&Before>) -> FigureLine {
    let quoted = quote(&item.id, figures);
    let change = change(&quoted, before);
    let others = figures.map_or_else(Vec::new, |f| f.latest().filter(|e| e.value != quoted.value).cloned().collect());
    FigureLine { name: item.name.clone(), unit: item.unit.clone(), nature: item.nature, quoted, others, change }
}

/// What a report quotes, with the names of its items, and how it stands to the report before it. An item that the rules no longer
/// name is called by its id.
#[must_use]
pub fn told(quoted: &[Quoted], before: Option<&Before>, law: &InForce) -> Vec<FigureLine> {
    let line = |quoted: &Quoted| {
        let item = law.item(&quoted.item);
        FigureLine {
            name: item.map_or_else(|| plain(&quoted.item), |item| item.name.clone()),
            unit: item.and_then(|item| item.unit.clone()),
            nature: item.map_or(Nature::Measure, |item| item.nature),
            change: change(quoted, before),
            quoted: quoted.clone(),
            others: Vec::new(),
        }
    };
    quoted.iter().map(line).collect()
}

/// Words that are the same in every language.
fn plain(text: &str) -> Wording {
    serde_json::from_value(serde_json::json!({ "": text })).unwrap_or_default()
}

fn change(quoted: &Quoted, before: Option<&Before>) -> Change {
    match before.map(|b| b.quoted.iter().find(|q| q.item == quoted.item)) {
        None => Change::First,
        Some(said) if quoted.differs(said) => Change::From(said.and_then(|q| q.value)),
        Some(_) => Change::Same,
    }
}

/// The adopted figure of an item as a report quotes it.
fn quote(item: &str, figures: Option<&ItemFigures>) -> Quoted {
    let adopted = figures.and_then(ItemFigures::quoted);
    Quoted {
        item: item.to_owned(),
        value: adopted.and_then(|entry| entry.value),
        entry: adopted.map(|entry| entry.entry.clone()),
        source: adopted.map(|entry| entry.source.clone()).unwrap_or_default(),
        as_of: adopted.map(|entry| entry.as_of.at),
        verified: adopted.is_some_and(|entry| entry.verified),
    }
}

/// Items that a report must not be silent about: who may still become something worse and what they may become, and what is counted
/// for the grade of such an incident.
#[must_use]
pub fn stated(class: Option<&str>, law: &InForce) -> Vec<String> {
    let mut stated: Vec<String> = Vec::new();
    for item in law.items() {
        if let Some(target) = &item.may_become {
            stated.extend([item.id.clone(), target.clone()]);
        }
    }
    let stem = class.map(|code| law.classes().stem(code));
    let graded = law.sets().iter().filter_map(|set| match &set.content {
        Content::Grading(grading) => Some(grading),
        _ => None,
    });
    for family in graded.flat_map(|grading| &grading.families).filter(|f| stem.is_some() && f.classes.fit(stem) == Fit::Is) {
        stated.extend(family.criteria.iter().flat_map(|c| &c.needs).flat_map(|need| need.items.iter().cloned()));
    }
    stated.retain(|id| law.item(id).is_some_and(|item| matches!(item.nature, Nature::Cumulative | Nature::Current)));
    stated.sort();
    stated.dedup();
    stated
}

/// The items whose adopted figure is another than the one that was quoted.
#[must_use]
pub fn changed(adopted: &Figures, quoted: &[Quoted]) -> Vec<String> {
    let said = |item: &str| quoted.iter().find(|q| q.item == item).and_then(|q| q.value);
    let mut changed: Vec<String> =
        adopted.0.iter().filter(|(item, value)| said(item) != Some(**value)).map(|(item, _)| item.clone()).collect();
    changed.extend(quoted.iter().filter(|q| q.value.is_some() && adopted.get(&q.item).is_none()).map(|q| q.item.clone()));
    changed
}

impl Outline {
    /// What the report quotes.
    #[must_use]
    pub fn quoted(&self) -> Vec<Quoted> {
        self.lines.iter().map(|line| line.quoted.clone()).collect()
    }

    /// The items that are unknown.
    pub fn unknown(&self) -> impl Iterator<Item = &FigureLine> {
        self.lines.iter().filter(|line| line.quoted.value.is_none())
    }

    /// The items that are known.
    pub fn known(&self) -> impl Iterator<Item = &FigureLine> {
        self.lines.iter().filter(|line| line.quoted.value.is_some())
    }

    /// The items that the last report said otherwise.
    pub fn changes(&self) -> impl Iterator<Item = &FigureLine> {
        self.lines.iter().filter(|line| matches!(line.change, Change::From(_)))
    }
}
