//! One wording on all lines: which line holds an older figure than another.

use std::collections::BTreeMap;

use kernel::{Id, Time};
use rules::Line;

use crate::facts::Quoted;
use crate::state::Report;

/// The last report that went on a line.
#[derive(Debug, Clone, PartialEq)]
pub struct LineHolds {
    /// Which line.
    pub line: Line,
    /// Which report.
    pub report: Id,
    /// Its number.
    pub number: String,
    /// When it went, as claimed.
    pub sent_at: Time,
    /// The figures that it quotes.
    pub quoted: Vec<Quoted>,
}

/// A figure that the lines do not all hold alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// The item.
    pub item: String,
    /// What the line with the newest report holds.
    pub newest: Option<i64>,
    /// Which line that is.
    pub newest_line: Line,
    /// The lines that hold something else, each with what it holds.
    pub behind: Vec<(Line, Option<i64>)>,
}

/// The last report of each line, by line, of reports in the order in which they were composed. A sending that is known to have failed
/// does not count.
#[must_use]
pub fn holds<'a>(reports: impl IntoIterator<Item = (&'a Id, &'a Report)>) -> Vec<LineHolds> {
    let mut lines: BTreeMap<Line, LineHolds> = BTreeMap::new();
    for (id, report) in reports {
        let Some(about) = &report.about else { continue };
        for line in LINES {
            let Some(sent_at) = report.sent_on(line) else { continue };
            let newer = lines.get(&line).is_none_or(|known| sent_at >= known.sent_at);
            if newer {
                let (number, quoted) = (about.number.clone(), report.quoted.clone());
                lines.insert(line, LineHolds { line, report: id.clone(), number, sent_at, quoted });
            }
        }
    }
    lines.into_values().collect()
}

/// The figures that the lines do not all hold alike, measured by the line with the newest report.
#[must_use]
pub fn differing(lines: &[LineHolds]) -> Vec<Differing> {
    let Some(newest) = lines.iter().max_by_key(|line| line.sent_at) else { return Vec::new() };
    let mut found = Vec::new();
    for quoted in &newest.quoted {
        let behind: Vec<(Line, Option<i64>)> =
            lines.iter().map(|line| (line.line, line.value(&quoted.item))).filter(|(_, value)| *value != quoted.value).collect();
        if !behind.is_empty() {
            found.push(Differing { item: quoted.item.clone(), newest: quoted.value, newest_line: newest.line, behind });
        }
    }
    found
}

const LINES: [Line; 6] = [Line::Party, Line::Government, Line::Department, Line::Neighbours, Line::Garrison, Line::Other];

impl LineHolds {
    /// What it holds of an item; nothing when it is unknown there.
    #[must_use]
    pub fn value(&self, item: &str) -> Option<i64> {
        self.quoted.iter().find(|q| q.item == item).and_then(|q| q.value)
    }
}
