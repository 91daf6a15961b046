//! The three sheets of the contact book, row by row: bodies, posts with the people in them, reporting lines.

use std::collections::BTreeMap;

use kernel::AreaCode;

use super::cells::{Cells, Said};
use super::fault::{FileFault, RowFault, Why};
use super::file::{Cell, Row, Sheet};
use super::lexicon::{Lexicon, Topic};
use crate::{BodyKind, Column, Email, Level, Line, Phone, PhoneUse, PostKind, Standing};

/// How far down the head of a sheet may stand: a title and remarks may come before it.
const HEAD_ROWS_MAX: usize = 12;

/// What stands in a file, as far as it can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lines {
    /// Bodies, in the order of the file.
    pub bodies: Vec<BodyLine>,
    /// Posts and the people in them.
    pub posts: Vec<PostLine>,
    /// Addressees on lines.
    pub reporting: Vec<ReportingLine>,
    /// Rows that cannot be read.
    pub faults: Vec<RowFault>,
    /// The codes of bodies in those rows.
    pub broken_bodies: Vec<String>,
    /// Sheets that were passed over because their columns are those of none of the three.
    pub passed_over: Vec<String>,
    /// Heads of columns that mean nothing here.
    pub unread_columns: Vec<String>,
}

/// Where a line of a file stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct At {
    /// The name of the sheet; empty for a CSV file.
    pub sheet: String,
    /// The row as a spreadsheet numbers it.
    pub row: u32,
}

/// A row of the sheet of bodies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyLine {
    /// Where it stands.
    pub at: At,
    /// The key of the body.
    pub code: String,
    /// The full name.
    pub name: String,
    /// The short name.
    pub short_name: Said<String>,
    /// What sort of body it is.
    pub kind: BodyKind,
    /// Its field of work.
    pub field: Said<String>,
    /// Its level; that of its area where the file says nothing.
    pub level: Said<Level>,
    /// The area it belongs to.
    pub area: AreaCode,
    /// The code of the body it belongs to.
    pub parent: Said<String>,
    /// Whether it is one of the city's own; it is where the file says nothing.
    pub standing: Said<Standing>,
    /// Its numbers by use.
    pub phones: Vec<(PhoneUse, Said<Vec<Phone>>)>,
    /// Its mailbox.
    pub mailbox: Said<Email>,
}

/// A row of the sheet of posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostLine {
    /// Where it stands.
    pub at: At,
    /// The code of its body.
    pub body: String,
    /// The key of the post; `body/title` where the file says nothing.
    pub code: Said<String>,
    /// Its title.
    pub title: String,
    /// What sort of post it is.
    pub kind: Said<PostKind>,
    /// Its place among the posts of the body; the next where the file says nothing.
    pub order: Said<u32>,
    /// The name of who holds it.
    pub person: Said<String>,
    /// Their mobile number.
    pub mobile: Said<Phone>,
    /// Their number at the desk.
    pub desk_phone: Said<Phone>,
    /// Their mail address.
    pub email: Said<Email>,
    /// Who stands in: codes of posts, or titles in the same body.
    pub deputies: Said<Vec<String>>,
}

/// A row of the sheet of reporting lines: the rows of one body and line together, in their order, are its addressees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportingLine {
    /// Where it stands.
    pub at: At,
    /// The code of the body that reports.
    pub body: String,
    /// The line.
    pub line: Line,
    /// The code of the body that it reports to; a hyphen means nobody.
    pub to: Said<String>,
}

/// Reads the rows of all sheets.
///
/// # Errors
/// When no sheet has the columns of one of the three, or a column stands twice.
pub fn lines(sheets: &[Sheet], lexicon: &Lexicon) -> Result<Lines, FileFault> {
    let mut lines = Lines::default();
    let mut read = 0;
    for sheet in sheets {
        let kind_of = |row: &Row| SheetKind::of(&heads(row, lexicon));
        let found = sheet.rows.iter().take(HEAD_ROWS_MAX).enumerate().find_map(|(at, row)| Some((at, kind_of(row)?)));
        let Some((at, kind)) = found else {
            lines.passed_over.extend((!sheet.rows.is_empty()).then(|| sheet.name.clone()));
            continue;
        };
        let (head, rows) = (&sheet.rows[at], &sheet.rows[at + 1..]);
        check_heads(sheet, head, lexicon)?;
        let heads = heads(head, lexicon);
        read += 1;
        let unread = head.cells.iter().filter(|cell| lexicon.find(Topic::Column, &cell.text).is_none());
        lines.unread_columns.extend(unread.map(|cell| cell.text.clone()).filter(|text| !text.is_empty()));
        for row in rows {
            let mut cells = Cells { sheet: &sheet.name, heads: &heads, lexicon, row, faults: Vec::new() };
            match kind {
                SheetKind::Bodies => match body(&mut cells) {
                    Some(line) => lines.bodies.push(line),
                    None => lines
                        .broken_bodies
                        .extend([Column::Code, Column::Body].into_iter().filter_map(|key| cells.code(key).value())),
                },
                SheetKind::Posts => lines.posts.extend(post(&mut cells)),
                SheetKind::Reporting => lines.reporting.extend(reporting(&mut cells)),
            }
            lines.faults.append(&mut cells.faults);
        }
    }
    if read == 0 { Err(FileFault::NoSheet) } else { Ok(lines) }
}

#[derive(Debug, Clone, Copy)]
enum SheetKind {
    Bodies,
    Posts,
    Reporting,
}

impl SheetKind {
    fn of(heads: &BTreeMap<Column, usize>) -> Option<Self> {
        let has = |columns: &[Column]| columns.iter().all(|column| heads.contains_key(column));
        if has(&[Column::Body, Column::Line, Column::To]) {
            Some(Self::Reporting)
        } else if has(&[Column::Body, Column::Title]) {
            Some(Self::Posts)
        } else {
            let keyed = has(&[Column::Code]) || has(&[Column::Body]);
            (keyed && has(&[Column::Name, Column::Kind, Column::Area])).then_some(Self::Bodies)
        }
    }
}

/// Which column of the contact book stands where.
fn heads(head: &Row, lexicon: &Lexicon) -> BTreeMap<Column, usize> {
    let column = |cell: &Cell| lexicon.find(Topic::Column, &cell.text).and_then(Column::parse);
    head.cells.iter().enumerate().filter_map(|(at, cell)| Some((column(cell)?, at))).collect()
}

fn check_heads(sheet: &Sheet, head: &Row, lexicon: &Lexicon) -> Result<(), FileFault> {
    let mut seen: Vec<&str> = Vec::new();
    for cell in &head.cells {
        let Some(word) = lexicon.find(Topic::Column, &cell.text) else { continue };
        if seen.contains(&word) {
            return Err(FileFault::ColumnTwice { sheet: sheet.name.clone(), head: cell.text.clone() });
        }
        seen.push(word);
    }
    Ok(())
}

fn at(cells: &Cells<'_>) -> At {
    At { sheet: cells.sheet.to_owned(), row: cells.row.number }
}

fn body(cells: &mut Cells<'_>) -> Option<BodyLine> {
    let phones = [
        (PhoneUse::Duty, Column::DutyPhone),
        (PhoneUse::Office, Column::OfficePhone),
        (PhoneUse::Fax, Column::Fax),
        (PhoneUse::Satellite, Column::SatellitePhone),
    ];
    // The key of a body may be headed as such or as the key of the row.
    let key = if cells.heads.contains_key(&Column::Code) { Column::Code } else { Column::Body };
    let (code, name) = (cells.needed_code(key), cells.needed(Column::Name));
    let kind = needed_word(cells, Column::Kind, |cells| cells.word(Column::Kind, Topic::BodyKind, BodyKind::parse));
    let area = needed_word(cells, Column::Area, |cells| cells.area(Column::Area));
    let line = BodyLine {
        at: at(cells),
        short_name: cells.text(Column::ShortName),
        field: cells.code(Column::Field),
        level: cells.word(Column::Level, Topic::Level, Level::parse),
        parent: cells.code(Column::Parent),
        standing: cells.word(Column::Standing, Topic::Standing, Standing::parse),
        phones: phones.map(|(usage, column)| (usage, cells.phones(column))).to_vec(),
        mailbox: cells.email(Column::Mailbox),
        code: code?,
        name: name?,
        kind: kind?,
        area: area?,
    };
    cells.faults.is_empty().then_some(line)
}

fn post(cells: &mut Cells<'_>) -> Option<PostLine> {
    if [Column::Title, Column::Code, Column::Person].into_iter().all(|column| cells.is_empty(column)) {
        // A list of contacts that was taken out has a row for each body without posts; it says nothing of a post.
        return None;
    }
    let (body, title) = (cells.needed_code(Column::Body), cells.needed(Column::Title));
    // People head these columns with whichever of two words they know.
    let person = if cells.heads.contains_key(&Column::Person) { Column::Person } else { Column::Name };
    let desk = if cells.heads.contains_key(&Column::DeskPhone) { Column::DeskPhone } else { Column::OfficePhone };
    let line = PostLine {
        at: at(cells),
        code: cells.code(Column::Code),
        kind: cells.word(Column::Kind, Topic::PostKind, PostKind::parse),
        order: cells.number(Column::Order),
        person: cells.text(person),
        mobile: cells.mobile(Column::Mobile),
        desk_phone: one(cells, desk),
        email: cells.email(Column::Email),
        deputies: cells.codes(Column::Deputies),
        body: body?,
        title: title?,
    };
    cells.faults.is_empty().then_some(line)
}

fn reporting(cells: &mut Cells<'_>) -> Option<ReportingLine> {
    let body = cells.needed_code(Column::Body);
    let line = needed_word(cells, Column::Line, |cells| cells.word(Column::Line, Topic::Line, Line::parse));
    let before = cells.faults.len();
    let to = cells.code(Column::To);
    if to.is_nothing() && cells.faults.len() == before {
        cells.blame(Column::To, Why::Empty);
    }
    let line = ReportingLine { at: at(cells), body: body?, line: line?, to };
    cells.faults.is_empty().then_some(line)
}

/// A cell that must be filled with a word of a closed list.
fn needed_word<T>(cells: &mut Cells<'_>, column: Column, read: impl FnOnce(&mut Cells<'_>) -> Said<T>) -> Option<T> {
    let before = cells.faults.len();
    let value = read(cells).value();
    if value.is_none() && cells.faults.len() == before {
        cells.blame(column, Why::Empty);
    }
    value
}

/// One number of a column that may hold several.
fn one(cells: &mut Cells<'_>, column: Column) -> Said<Phone> {
    match cells.phones(column) {
        Said::Is(phones) => match <[Phone; 1]>::try_from(phones) {
            Ok([phone]) => Said::Is(phone),
            Err(_) => {
                cells.blame(column, Why::NotAPhone(crate::NotAPhone::TooLong));
                Said::Nothing
            }
        },
        Said::Clear => Said::Clear,
        Said::Nothing => Said::Nothing,
    }
}
