//! What is wrong with a file or with one of its rows, for the person who must put it right.

use std::fmt;

use kernel::{Arg, Kind, Reason};

use super::lexicon::Topic;
use crate::acts::Refusal;
use crate::{Column, NotAPhone};

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It is larger than `mib` MiB, packed or unpacked.
    TooLarge {
        /// The most that is allowed, in MiB.
        mib: usize,
    },
    /// It has more than `max` rows.
    TooManyRows {
        /// The most that is allowed.
        max: usize,
    },
    /// A row has more than `max` columns.
    TooManyColumns {
        /// The most that is allowed.
        max: usize,
    },
    /// It is text, but not UTF-8.
    NotUtf8 {
        /// Which line of the file, 1 first.
        line: usize,
    },
    /// It is a workbook of the old binary form, or one locked with a password.
    OldWorkbook,
    /// It begins like a workbook and cannot be read as one.
    BrokenWorkbook,
    /// No sheet has the columns of bodies, of posts or of reporting lines.
    NoSheet,
    /// A column stands twice in the head of a sheet.
    ColumnTwice {
        /// Which sheet.
        sheet: String,
        /// The head as it is written there.
        head: String,
    },
}

/// A row that cannot be taken in as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The name of the sheet; empty for a CSV file.
    pub sheet: String,
    /// The row as a spreadsheet numbers it: the head is row 1.
    pub row: u32,
    /// The column, where one is to blame.
    pub column: Option<Column>,
    /// What stands there, shortened to [`SAID_CHARS_MAX`].
    pub said: String,
    /// What is so and what to do.
    pub why: Why,
}

/// How much of a cell is repeated in a list of faults, in characters.
pub const SAID_CHARS_MAX: usize = 40;

/// Why a row cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// A cell that must be filled is empty.
    Empty,
    /// A cell is longer than `max` characters.
    TooLong {
        /// The most that is allowed.
        max: usize,
    },
    /// Not a telephone number.
    NotAPhone(NotAPhone),
    /// The cell is a number, so a zero in front may be lost.
    PhoneAsNumber,
    /// Not a mail address.
    NotAnEmail,
    /// Not an area code.
    NotAnArea,
    /// The area does not exist in this city.
    AreaUnknown,
    /// Not a whole number from 1.
    NotANumber,
    /// Not one of the words that the column knows.
    NotAWord {
        /// Which list the words are of.
        topic: Topic,
    },
    /// The spreadsheet has made a date of it.
    ADate,
    /// The cell holds an error of a formula.
    CellFault,
    /// No body has this code, neither in the contact book nor in the file.
    BodyUnknown,
    /// No post has this code or, in the same body, this title.
    PostUnknown,
    /// The same thing stood in `row` already.
    Twice {
        /// That row.
        row: u32,
    },
    /// The body has two posts of this title, and the file gives no code to tell them apart.
    TitleTwice {
        /// That row.
        row: u32,
    },
    /// The same person has other details in `row`.
    PersonDiffers {
        /// That row.
        row: u32,
    },
    /// There are ways to reach somebody, but no name.
    NobodyNamed,
    /// It lies in an area that whoever brings the file may not change.
    NotYours,
    /// The rules refuse it.
    Refused(Refusal),
}

impl FileFault {
    const fn told(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::TooLarge { .. } => ("organisations-file-too-large", Some("organisations-file-too-large-hint")),
            Self::TooManyRows { .. } => ("organisations-file-too-many-rows", Some("organisations-file-too-large-hint")),
            Self::TooManyColumns { .. } => ("organisations-file-too-many-columns", None),
            Self::NotUtf8 { .. } => ("organisations-file-not-utf8", Some("organisations-file-not-utf8-hint")),
            Self::OldWorkbook => ("organisations-file-old-workbook", Some("organisations-file-old-workbook-hint")),
            Self::BrokenWorkbook => ("organisations-file-broken", Some("organisations-file-broken-hint")),
            Self::NoSheet => ("organisations-file-no-sheet", Some("organisations-file-no-sheet-hint")),
            Self::ColumnTwice { .. } => ("organisations-file-column-twice", None),
        }
    }
}

impl Reason for FileFault {
    fn key(&self) -> &'static str {
        self.told().0
    }

    fn hint(&self) -> Option<&'static str> {
        self.told().1
    }

    fn kind(&self) -> Kind {
        Kind::Invalid
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        let count = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
        match self {
            Self::TooLarge { mib } => vec![("mib", count(*mib))],
            Self::TooManyRows { max } | Self::TooManyColumns { max } => vec![("max", count(*max))],
            Self::NotUtf8 { line } => vec![("line", count(*line))],
            Self::ColumnTwice { sheet, head } => vec![("sheet", sheet.as_str().into()), ("head", head.as_str().into())],
            Self::OldWorkbook | Self::BrokenWorkbook | Self::NoSheet => Vec::new(),
        }
    }
}

impl Why {
    const fn told(&self) -> (&'static str, Option<&'static str>) {
        match self {
            Self::Empty => ("organisations-row-empty", None),
            Self::TooLong { .. } => ("organisations-row-too-long", None),
            Self::NotAPhone(NotAPhone::TooShort) => ("organisations-row-phone-short", None),
            Self::NotAPhone(NotAPhone::TooLong) => ("organisations-row-phone-long", Some("organisations-row-phone-long-hint")),
            Self::NotAPhone(NotAPhone::Strange) => {
                ("organisations-row-phone-strange", Some("organisations-row-phone-strange-hint"))
            }
            Self::PhoneAsNumber => ("organisations-row-phone-as-number", Some("organisations-row-as-text-hint")),
            Self::NotAnEmail => ("organisations-row-not-an-email", None),
            Self::NotAnArea => ("organisations-row-not-an-area", Some("organisations-row-not-an-area-hint")),
            Self::AreaUnknown => ("organisations-row-area-unknown", Some("organisations-row-area-unknown-hint")),
            Self::NotANumber => ("organisations-row-not-a-number", None),
            Self::NotAWord { .. } => ("organisations-row-not-a-word", Some("organisations-row-not-a-word-hint")),
            Self::ADate => ("organisations-row-a-date", Some("organisations-row-as-text-hint")),
            Self::CellFault => ("organisations-row-cell-fault", Some("organisations-row-cell-fault-hint")),
            Self::BodyUnknown => ("organisations-row-body-unknown", Some("organisations-row-body-unknown-hint")),
            Self::PostUnknown => ("organisations-row-post-unknown", Some("organisations-row-post-unknown-hint")),
            Self::Twice { .. } => ("organisations-row-twice", Some("organisations-row-twice-hint")),
            Self::TitleTwice { .. } => ("organisations-row-title-twice", Some("organisations-row-title-twice-hint")),
            Self::PersonDiffers { .. } => ("organisations-row-person-differs", Some("organisations-row-person-differs-hint")),
            Self::NobodyNamed => ("organisations-row-nobody-named", Some("organisations-row-nobody-named-hint")),
            Self::NotYours => ("organisations-row-not-yours", Some("organisations-row-not-yours-hint")),
            Self::Refused(_) => ("", None),
        }
    }
}

impl Reason for Why {
    fn key(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.key(),
            own => own.told().0,
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Refused(refusal) => refusal.hint(),
            own => own.told().1,
        }
    }

    fn kind(&self) -> Kind {
        Kind::Invalid
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::Refused(refusal) => refusal.args(),
            Self::TooLong { max } => vec![("max", Arg::Number(i64::try_from(*max).unwrap_or(i64::MAX)))],
            Self::NotAWord { topic } => vec![("words", topic.words().join(", ").into())],
            Self::Twice { row } | Self::TitleTwice { row } | Self::PersonDiffers { row } => {
                vec![("row", Arg::Number(i64::from(*row)))]
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl fmt::Display for RowFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.map_or("row", Column::as_str);
        write!(f, "{} row {} {column}: {}", self.sheet, self.row, self.why)
    }
}
