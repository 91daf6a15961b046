//! Why a city's data file cannot be adopted, for the operator who wrote it.

use std::fmt;

/// What is wrong with a file of a city, with the line or feature where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// Which file: `areas`, `boundaries` or `city`.
    pub file: &'static str,
    /// The line of a table, the number of a feature (from 1), or 0 for the file as a whole.
    pub at: usize,
    /// What is so.
    pub why: String,
}

impl Unreadable {
    pub(crate) fn new(file: &'static str, at: usize, why: impl Into<String>) -> Self {
        Self { file, at, why: why.into() }
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            0 => write!(f, "{}: {}", self.file, self.why),
            at => write!(f, "{} {at}: {}", self.file, self.why),
        }
    }
}

impl std::error::Error for Unreadable {}
