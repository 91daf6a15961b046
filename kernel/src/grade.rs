//! The four grades of an incident: how grave it is by law, not how it is warned of and not how it is responded to.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The grade of an incident, gravest first. `Grade::I < Grade::IV` in declaration, so use [`Grade::graver_of`] to compare.
/// A warning's colour and a response level are different things and are never derived from it in silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Grade {
    /// Extraordinary (特别重大).
    I,
    /// Major (重大).
    II,
    /// Large (较大).
    III,
    /// Ordinary (一般).
    IV,
}

/// The text is not one of I, II, III, IV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAGrade;

impl Grade {
    /// All grades, gravest first.
    pub const ALL: [Self; 4] = [Self::I, Self::II, Self::III, Self::IV];

    /// Reads `I`, `II`, `III` or `IV`.
    pub fn parse(text: &str) -> Result<Self, NotAGrade> {
        Self::ALL.into_iter().find(|g| g.as_str() == text).ok_or(NotAGrade)
    }

    /// The grade as its Roman numeral.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::I => "I",
            Self::II => "II",
            Self::III => "III",
            Self::IV => "IV",
        }
    }

    /// How grave: 4 for I down to 1 for IV.
    #[must_use]
    pub const fn weight(self) -> u8 {
        match self {
            Self::I => 4,
            Self::II => 3,
            Self::III => 2,
            Self::IV => 1,
        }
    }

    /// Whether this grade is as grave as `other` or graver.
    #[must_use]
    pub const fn at_least(self, other: Self) -> bool {
        self.weight() >= other.weight()
    }

    /// The graver of two grades, where a missing one counts for nothing.
    #[must_use]
    pub fn graver_of(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(a), Some(b)) => Some(if a.at_least(b) { a } else { b }),
            (one, other) => one.or(other),
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for NotAGrade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a grade: expected I, II, III or IV")
    }
}

impl std::error::Error for NotAGrade {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_graver_grade_wins_and_a_missing_one_counts_for_nothing() {
        assert_eq!(Grade::graver_of(Some(Grade::III), Some(Grade::I)), Some(Grade::I));
        assert_eq!(Grade::graver_of(None, Some(Grade::IV)), Some(Grade::IV));
        assert_eq!(Grade::graver_of(None, None), None);
        assert_eq!(Grade::parse("II"), Ok(Grade::II));
        assert_eq!(Grade::parse("2"), Err(NotAGrade));
    }
}
