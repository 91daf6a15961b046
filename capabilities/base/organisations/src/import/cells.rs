//! One row of a sheet read by column: what each cell says, with a fault for each that cannot be read.

use std::collections::BTreeMap;

use kernel::AreaCode;

use super::fault::{RowFault, SAID_CHARS_MAX, Why};
use super::file::{Cell, Form, Row};
use super::lexicon::{Lexicon, Topic};
use crate::{Column, Email, Phone, typed};

/// What divides several numbers, addressees or deputies in one cell.
const DIVIDERS: [char; 4] = [';', '\u{3001}', '\n', '|'];
/// The most things in one cell; further ones are not looked at, and the rules refuse fewer than these already.
const PARTS_MAX: usize = 40;

/// What a cell says. An empty cell leaves what is there; a single hyphen takes it away.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Said<T> {
    /// The cell or its column is empty.
    #[default]
    Nothing,
    /// A single hyphen.
    Clear,
    /// A value.
    Is(T),
}

impl<T> Said<T> {
    /// What holds after this was said of `before`.
    pub fn over(self, before: Option<T>) -> Option<T> {
        match self {
            Self::Nothing => before,
            Self::Clear => None,
            Self::Is(value) => Some(value),
        }
    }

    /// The value, where there is one.
    pub fn value(self) -> Option<T> {
        self.over(None)
    }

    /// Whether the cell is empty.
    pub const fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

/// Reads the cells of one row.
pub(super) struct Cells<'a> {
    pub(super) sheet: &'a str,
    pub(super) heads: &'a BTreeMap<Column, usize>,
    pub(super) lexicon: &'a Lexicon,
    pub(super) row: &'a Row,
    pub(super) faults: Vec<RowFault>,
}

impl Cells<'_> {
    /// The words of a cell.
    pub(super) fn text(&mut self, column: Column) -> Said<String> {
        self.read(column, |cell| match cell.form {
            Form::Date => Err(Why::ADate),
            _ => Ok(typed::words(&cell.text)),
        })
    }

    /// The words of a cell that must be filled.
    pub(super) fn needed(&mut self, column: Column) -> Option<String> {
        self.filled(column, Self::text)
    }

    /// A code, which has no blanks around it and no full-width letters.
    pub(super) fn code(&mut self, column: Column) -> Said<String> {
        self.read(column, |cell| match cell.form {
            Form::Date => Err(Why::ADate),
            _ => Ok(typed::plain(&cell.text)),
        })
    }

    /// A code that must be filled.
    pub(super) fn needed_code(&mut self, column: Column) -> Option<String> {
        self.filled(column, Self::code)
    }

    /// Several codes or titles.
    pub(super) fn codes(&mut self, column: Column) -> Said<Vec<String>> {
        self.read(column, |cell| Ok(divided(&cell.text).map(typed::plain).collect()))
    }

    /// One word of a closed list.
    pub(super) fn word<T>(&mut self, column: Column, topic: Topic, parse: fn(&str) -> Option<T>) -> Said<T> {
        let lexicon = self.lexicon;
        self.read(column, |cell| {
            let found = lexicon.find(topic, &cell.text).and_then(parse);
            found.ok_or(Why::NotAWord { topic })
        })
    }

    /// An area code.
    pub(super) fn area(&mut self, column: Column) -> Said<AreaCode> {
        self.read(column, |cell| match cell.form {
            Form::Date => Err(Why::ADate),
            _ => AreaCode::parse(&typed::plain(&cell.text)).map_err(|_| Why::NotAnArea),
        })
    }

    /// A whole number from 1.
    pub(super) fn number(&mut self, column: Column) -> Said<u32> {
        self.read(column, |cell| typed::plain(&cell.text).parse().ok().filter(|n| *n > 0).ok_or(Why::NotANumber))
    }

    /// A number at which people carry the telephone with them: never begins with a zero that a spreadsheet could lose.
    pub(super) fn mobile(&mut self, column: Column) -> Said<Phone> {
        self.read(column, |cell| match cell.form {
            Form::Date => Err(Why::ADate),
            _ => Phone::parse(&cell.text).map_err(Why::NotAPhone),
        })
    }

    /// Several numbers.
    pub(super) fn phones(&mut self, column: Column) -> Said<Vec<Phone>> {
        self.read(column, |cell| match cell.form {
            Form::Date => Err(Why::ADate),
            Form::Number => Err(Why::PhoneAsNumber),
            _ => divided(&cell.text).map(|part| Phone::parse(part).map_err(Why::NotAPhone)).collect(),
        })
    }

    /// A mail address.
    pub(super) fn email(&mut self, column: Column) -> Said<Email> {
        self.read(column, |cell| Email::parse(&cell.text).map_err(|_| Why::NotAnEmail))
    }

    /// Whether nothing stands in the cell.
    pub(super) fn is_empty(&self, column: Column) -> bool {
        self.cell(column).is_none_or(|cell| cell.text.trim().is_empty())
    }

    /// Notes a fault of this row.
    pub(super) fn blame(&mut self, column: Column, why: Why) {
        let said = self.cell(column).map_or_else(String::new, |cell| cell.text.chars().take(SAID_CHARS_MAX).collect());
        self.faults.push(RowFault { sheet: self.sheet.to_owned(), row: self.row.number, column: Some(column), said, why });
    }

    fn filled(&mut self, column: Column, read: fn(&mut Self, Column) -> Said<String>) -> Option<String> {
        let before = self.faults.len();
        let value = read(self, column).value();
        if value.is_none() && self.faults.len() == before {
            self.blame(column, Why::Empty);
        }
        value
    }

    fn read<T>(&mut self, column: Column, read: impl FnOnce(&Cell) -> Result<T, Why>) -> Said<T> {
        let Some(cell) = self.cell(column).filter(|cell| !cell.text.trim().is_empty()) else { return Said::Nothing };
        if cell.text.trim() == "-" {
            return Said::Clear;
        }
        let read = match cell.form {
            Form::Fault => Err(Why::CellFault),
            _ if cell.text.chars().count() > super::file::CELL_CHARS_MAX => {
                Err(Why::TooLong { max: super::file::CELL_CHARS_MAX })
            }
            _ => read(cell),
        };
        match read {
            Ok(value) => Said::Is(value),
            Err(why) => {
                self.blame(column, why);
                Said::Nothing
            }
        }
    }

    fn cell(&self, column: Column) -> Option<&Cell> {
        self.row.cells.get(*self.heads.get(&column)?)
    }
}

fn divided(text: &str) -> impl Iterator<Item = &str> {
    text.split(DIVIDERS).map(str::trim).filter(|part| !part.is_empty()).take(PARTS_MAX)
}
