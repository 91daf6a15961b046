//! The figures: what is quoted, as of when, by whose word, and what other sources say. Unknown is said in words.

use rules::{Item, Nature};
use web::Markup;

use super::naming;
use super::sight::Sight;
use crate::facts::FigureEntry;
use crate::state::ItemFigures;

/// How many of the first items are shown even while nothing is known of them.
const ALWAYS_SHOWN: usize = 4;

/// One item.
pub struct FigureRow {
    /// The item.
    pub item: String,
    /// Its name.
    pub name: String,
    /// What is quoted; nothing while nobody has given it.
    pub quoted: Option<FigureShown>,
    /// Why that one.
    pub reason: String,
    /// The last word of the other sources.
    pub others: Vec<FigureShown>,
    /// Whether another source gives more.
    pub is_exceeded: bool,
}

/// What one source gave.
pub struct FigureShown {
    /// The entry.
    pub entry: String,
    /// The value with its unit; that it is unknown, where it is.
    pub value: String,
    /// Whether the value is known.
    pub is_known: bool,
    /// Who says so.
    pub source: String,
    /// As of when.
    pub as_of: Markup,
    /// Whether it has been verified.
    pub verified: bool,
}

/// The rows: the first items always, the others once somebody has given them.
pub fn rows(sight: &Sight) -> Vec<FigureRow> {
    let declared = counted(sight.law.items()).enumerate();
    let shown = declared.filter(|(n, item)| *n < ALWAYS_SHOWN || sight.incident.figures.contains_key(&item.id));
    let mut ids: Vec<&str> = shown.map(|(_, item)| item.id.as_str()).collect();
    // Items that the rules call no count, or no longer know, stand behind.
    ids.extend(
        sight.incident.figures.keys().map(String::as_str).filter(|id| counted(sight.law.items()).all(|item| item.id != *id)),
    );
    ids.into_iter().map(|id| row(sight, id)).collect()
}

/// The items that are counted, in the order in which the rules declare them.
pub fn counted(items: &[Item]) -> impl Iterator<Item = &Item> {
    items.iter().filter(|item| matches!(item.nature, Nature::Cumulative | Nature::Current))
}

fn row(sight: &Sight, id: &str) -> FigureRow {
    let none = ItemFigures::default();
    let figures = sight.incident.figures.get(id).unwrap_or(&none);
    let quoted = figures.quoted();
    let others: Vec<&FigureEntry> = figures.latest().filter(|entry| Some(&entry.entry) != figures.adopted.as_ref()).collect();
    let value = quoted.and_then(|entry| entry.value);
    let shown = |entry: &FigureEntry| shown(sight, id, entry);
    FigureRow {
        item: id.to_owned(),
        name: naming::item(&sight.law, id, sight.say()),
        quoted: quoted.map(shown),
        reason: figures.reason.clone(),
        is_exceeded: others.iter().any(|entry| entry.value > value),
        others: others.into_iter().map(shown).collect(),
    }
}

fn shown(sight: &Sight, id: &str, entry: &FigureEntry) -> FigureShown {
    FigureShown {
        entry: entry.entry.to_string(),
        value: naming::value(&sight.law, id, entry.value, sight.say()),
        is_known: entry.value.is_some(),
        source: entry.source.clone(),
        as_of: sight.speak.when(entry.as_of.at),
        verified: entry.verified,
    }
}
