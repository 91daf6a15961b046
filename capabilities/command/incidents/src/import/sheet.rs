//! A file of calls, sheet by sheet: where its heading stands, what each column means, and what every row says.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Scope, Time, Zone};
use organisations::import::{FileFault, Row, Sheet, sheets_with};
use places::Gazetteer;
use rules::RuleBook;

use super::column::Column;
use super::fault::{NotRead, RowFault};
use super::lexicon::{Lexicon, folded};
use super::row::{Call, Cells};
use super::{HEAD_ROWS_MAX, ROWS_MAX};
use crate::office::SUMMARY_CHARS_MAX;

/// What a file is read with.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// The words that it may use.
    pub lexicon: &'a Lexicon,
    /// The rule book: classes, and the items of figures.
    pub book: &'a RuleBook,
    /// The areas of the city.
    pub gazetteer: &'a Gazetteer,
    /// What the city has that not every place has: it decides which classes are known here.
    pub features: &'a [String],
    /// The city's clock.
    pub zone: &'a Zone,
    /// What time it is.
    pub now: Time,
    /// For which areas whoever brings the file puts calls on record.
    pub reach: &'a Scope,
}

/// What stands in a file, as far as it can be read.
#[derive(Debug, Default)]
pub struct Read {
    /// The calls, in the order of the file.
    pub calls: Vec<Call>,
    /// What is wrong, row by row.
    pub faults: Vec<RowFault>,
    /// Sheets that were passed over because nothing in them is a heading of calls.
    pub passed_over: Vec<String>,
    /// Headings that mean nothing here.
    pub unread_columns: Vec<String>,
}

/// Where the columns of a sheet stand.
#[derive(Debug, Default)]
pub(super) struct Heads {
    pub columns: BTreeMap<Column, usize>,
    /// The items of figures, each with its place.
    pub items: Vec<(String, usize)>,
    /// What the headings say.
    pub written: Vec<String>,
}

/// Reads the calls of a file: a workbook or CSV in UTF-8, told apart by its first bytes.
///
/// # Errors
/// When the file cannot be read at all, has no heading of calls, or has one twice.
pub fn read(bytes: &[u8], with: Reading<'_>) -> Result<Read, NotRead> {
    let sheets = sheets_with(bytes, SUMMARY_CHARS_MAX)?;
    if sheets.iter().map(|sheet| sheet.rows.len()).sum::<usize>() > ROWS_MAX + HEAD_ROWS_MAX {
        return Err(FileFault::TooManyRows { max: ROWS_MAX }.into());
    }
    let mut read = Read::default();
    let mut known = 0;
    for sheet in &sheets {
        let heads = sheet.rows.iter().take(HEAD_ROWS_MAX).enumerate().find_map(|(at, row)| Some((at, heads(row, with)?)));
        let Some((at, heads)) = heads else {
            read.passed_over.extend((!sheet.rows.is_empty()).then(|| sheet.name.clone()));
            continue;
        };
        known += 1;
        check_once(sheet, &sheet.rows[at], with)?;
        read.take_sheet((sheet, &sheet.rows[at + 1..]), &heads, with);
    }
    if known == 0 { Err(NotRead::NoHeading) } else { Ok(read) }
}

impl Read {
    fn take_sheet(&mut self, (sheet, rows): (&Sheet, &[Row]), heads: &Heads, with: Reading<'_>) {
        let meant: BTreeSet<usize> = heads.columns.values().copied().chain(heads.items.iter().map(|(_, at)| *at)).collect();
        let unread = heads.written.iter().enumerate().filter(|(at, text)| !meant.contains(at) && !text.is_empty());
        self.unread_columns.extend(unread.map(|(_, text)| text.clone()));
        for row in rows {
            match (Cells { sheet: &sheet.name, heads, row, with, faults: Vec::new() }).call() {
                Ok(call) => self.calls.push(call),
                Err(faults) => self.faults.extend(faults),
            }
        }
    }
}

/// The heading, if the row is one: it names what is said, or two things of a call at the least.
fn heads(row: &Row, with: Reading<'_>) -> Option<Heads> {
    let in_force = with.book.in_force(with.now);
    let item_of = |text: &str| {
        let text = folded(text);
        // A unit may stand behind the name of an item.
        let text = text.split(['(', '\u{ff08}']).next().unwrap_or_default().to_owned();
        let named = |item: &&rules::Item| item.id == text || item.name.all().any(|(_, name)| folded(name) == text);
        in_force.items().iter().find(named).map(|item| item.id.clone())
    };
    let mut heads = Heads { written: row.cells.iter().map(|cell| cell.text.trim().to_owned()).collect(), ..Heads::default() };
    for (at, text) in heads.written.iter().enumerate() {
        match with.lexicon.column(text) {
            Some(column) => drop(heads.columns.entry(column).or_insert(at)),
            None => heads.items.extend(item_of(text).map(|item| (item, at))),
        }
    }
    (heads.columns.contains_key(&Column::Summary) || heads.columns.len() >= 2).then_some(heads)
}

/// Two columns that mean the same would leave open which of them counts.
fn check_once(sheet: &Sheet, row: &Row, with: Reading<'_>) -> Result<(), FileFault> {
    let mut seen = BTreeSet::new();
    let twice = row.cells.iter().find(|cell| with.lexicon.column(&cell.text).is_some_and(|column| !seen.insert(column)));
    match twice {
        Some(cell) => Err(FileFault::ColumnTwice { sheet: sheet.name.clone(), head: cell.text.clone() }),
        None => Ok(()),
    }
}
