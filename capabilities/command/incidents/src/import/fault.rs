//! Why a row of a file of calls cannot be taken in.

use kernel::{Arg, Kind, Reason};
use organisations::import::FileFault;

/// How much of a cell is repeated in a list of faults, in characters.
pub const SAID_CHARS_MAX: usize = 40;

/// Why a file cannot be read at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotRead {
    /// It is too large, or neither a workbook nor CSV in UTF-8.
    File(FileFault),
    /// Nothing in it is a heading of calls.
    NoHeading,
}

/// What is wrong in one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The name of the sheet; empty for CSV.
    pub sheet: String,
    /// The row as a spreadsheet numbers it.
    pub row: u32,
    /// The heading of the column, as the file has it; empty where the whole row is meant.
    pub column: String,
    /// What stands there, shortened to [`SAID_CHARS_MAX`].
    pub said: String,
    /// What is so and what to do.
    pub why: Why,
}

/// Why a row cannot be taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Not a word, a number or a place is in it.
    NothingSaid,
    /// A cell is longer than `max` characters.
    TooLong {
        /// The most that is allowed.
        max: usize,
    },
    /// Not a time.
    NotATime,
    /// A time that has not come yet.
    InTheFuture,
    /// Not a number.
    NotANumber,
    /// Not a whole number from zero up.
    NotAFigure,
    /// No class is known by this.
    NotAClass,
    /// Not a word that the column knows.
    NotAWord,
    /// The place makes no sense: coordinates, datum or code.
    NotAPlace,
    /// It lies in an area for which whoever brings the file puts nothing on record.
    NotYours,
    /// The cell holds the error of a formula.
    CellFault,
}

impl From<FileFault> for NotRead {
    fn from(fault: FileFault) -> Self {
        Self::File(fault)
    }
}

impl Reason for NotRead {
    fn key(&self) -> &'static str {
        match self {
            Self::File(fault) => fault.key(),
            Self::NoHeading => "incidents-file-no-heading",
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::File(fault) => fault.hint(),
            Self::NoHeading => Some("incidents-file-no-heading-hint"),
        }
    }

    fn kind(&self) -> Kind {
        Kind::Invalid
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::File(fault) => fault.args(),
            Self::NoHeading => Vec::new(),
        }
    }
}

impl std::fmt::Display for NotRead {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Reason for Why {
    fn key(&self) -> &'static str {
        match self {
            Self::NothingSaid => "incidents-refused-nothing-said",
            Self::TooLong { .. } => "incidents-refused-too-long",
            Self::NotATime => "incidents-row-not-a-time",
            Self::InTheFuture => "incidents-refused-in-the-future",
            Self::NotANumber => "incidents-row-not-a-number",
            Self::NotAFigure => "incidents-row-not-a-figure",
            Self::NotAClass => "incidents-row-not-a-class",
            Self::NotAWord => "incidents-row-not-a-word",
            Self::NotAPlace => "incidents-row-not-a-place",
            Self::NotYours => "incidents-row-not-yours",
            Self::CellFault => "incidents-row-cell-fault",
        }
    }

    fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotATime => "incidents-row-not-a-time-hint",
            Self::NotAFigure => "incidents-row-not-a-figure-hint",
            Self::NotAClass => "incidents-hint-class",
            Self::NotAPlace => "incidents-row-not-a-place-hint",
            Self::NotYours => "incidents-row-not-yours-hint",
            _ => return None,
        })
    }

    fn kind(&self) -> Kind {
        Kind::Invalid
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::TooLong { max } => vec![("max", i64::try_from(*max).unwrap_or(i64::MAX).into())],
            _ => Vec::new(),
        }
    }
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}
