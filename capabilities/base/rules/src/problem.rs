//! What is wrong with the text of a rule set: which line and key, what is so, and what to do, for the person who wrote it.

use std::fmt;

use kernel::{Arg, Kind, Reason};
use serde::{Deserialize, Serialize};

/// A text with more faults than this lists the first ones and says that there are more.
pub const PROBLEMS_MAX: usize = 200;

/// One fault in the text of a rule set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The line it stands on, counted from 1; nothing when it belongs to no line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The key it belongs to, with places in lists counted from 1: `duties[3].limit_min`.
    pub key: String,
    /// What is wrong.
    #[serde(flatten)]
    pub wrong: Wrong,
}

/// What can be wrong in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "wrong", rename_all = "snake_case")]
pub enum Wrong {
    /// The text is longer than a rule set may be.
    TooBig {
        /// How many bytes it may have.
        max: usize,
    },
    /// The text is not TOML here.
    NotToml {
        /// What the reader of TOML says.
        says: String,
    },
    /// A key that must be there is not.
    Missing,
    /// A key that nothing reads.
    Unknown {
        /// The keys that are read here.
        known: String,
    },
    /// A text is expected.
    NotText,
    /// A whole number is expected.
    NotWhole,
    /// A table is expected.
    NotTable,
    /// A list is expected.
    NotList,
    /// A date such as 2026-11-23 is expected.
    NotDate,
    /// An hour such as 08:00 is expected.
    NotHour,
    /// A day of the year such as 05-31 is expected.
    NotDay,
    /// Nothing is written where something must be.
    Empty,
    /// A text is too long.
    TooLong {
        /// How many characters it may have.
        max: usize,
    },
    /// A list is too long.
    TooMany {
        /// How many entries it may have.
        max: usize,
    },
    /// A number is out of its range.
    OutOfRange {
        /// The least.
        min: i64,
        /// The most.
        max: i64,
    },
    /// A word is not one of those possible here.
    NotOneOf {
        /// Those that are.
        choices: String,
    },
    /// The same name is given twice.
    Twice {
        /// The name.
        name: String,
    },
    /// An id holds something else than small letters, digits and hyphens.
    NotAnId,
    /// A mark does not say how sure the rule is.
    NotAMark,
    /// A jurisdiction is neither a country, nor a country and the first digits of an area, nor an area.
    NotAJurisdiction,
    /// No time zone of this name is known.
    NotAZone,
    /// A language is not two small letters.
    NotALanguage,
    /// An area code is not one.
    NotAnArea,
    /// The shape of codes cannot be read.
    NotAShape,
    /// A code does not have the shape that the tree declares.
    NotOfShape {
        /// The shape.
        shape: String,
    },
    /// The code above this one is not in the tree.
    NoParent {
        /// The code that should be there.
        parent: String,
    },
    /// The thresholds of a ladder do not fall from the gravest grade to the least.
    NotFalling,
    /// The end lies at or before the beginning.
    Reversed,
    /// Something is named here that is declared nowhere.
    NotDeclared {
        /// What is named.
        name: String,
    },
    /// Exactly one of several keys must be given.
    OneOf {
        /// The keys.
        keys: String,
    },
    /// The same item is declared elsewhere in another way.
    OtherElsewhere {
        /// The item.
        name: String,
        /// Where it is declared otherwise.
        set: String,
    },
    /// There were more faults than are listed.
    More {
        /// How many are not listed.
        count: usize,
    },
}

impl Problem {
    /// A fault at `key`, on a line where one is known.
    #[must_use]
    pub fn at(line: Option<usize>, key: impl Into<String>, wrong: Wrong) -> Self {
        Self { line, key: key.into(), wrong }
    }
}

impl Wrong {
    /// The key of the sentence that says what is so.
    #[must_use]
    pub const fn key(&self) -> &'static str {
        match self {
            Self::TooBig { .. } => "rules-wrong-too-big",
            Self::NotToml { .. } => "rules-wrong-not-toml",
            Self::Missing => "rules-wrong-missing",
            Self::Unknown { .. } => "rules-wrong-unknown",
            Self::NotText => "rules-wrong-not-text",
            Self::NotWhole => "rules-wrong-not-whole",
            Self::NotTable => "rules-wrong-not-table",
            Self::NotList => "rules-wrong-not-list",
            Self::NotDate => "rules-wrong-not-date",
            Self::NotHour => "rules-wrong-not-hour",
            Self::NotDay => "rules-wrong-not-day",
            Self::Empty => "rules-wrong-empty",
            Self::TooLong { .. } => "rules-wrong-too-long",
            Self::TooMany { .. } => "rules-wrong-too-many",
            Self::OutOfRange { .. } => "rules-wrong-out-of-range",
            Self::NotOneOf { .. } => "rules-wrong-not-one-of",
            Self::Twice { .. } => "rules-wrong-twice",
            Self::NotAnId => "rules-wrong-not-an-id",
            Self::NotAMark => "rules-wrong-not-a-mark",
            Self::NotAJurisdiction => "rules-wrong-not-a-jurisdiction",
            Self::NotAZone => "rules-wrong-not-a-zone",
            Self::NotALanguage => "rules-wrong-not-a-language",
            Self::NotAnArea => "rules-wrong-not-an-area",
            Self::NotAShape => "rules-wrong-not-a-shape",
            Self::NotOfShape { .. } => "rules-wrong-not-of-shape",
            Self::NoParent { .. } => "rules-wrong-no-parent",
            Self::NotFalling => "rules-wrong-not-falling",
            Self::Reversed => "rules-wrong-reversed",
            Self::NotDeclared { .. } => "rules-wrong-not-declared",
            Self::OneOf { .. } => "rules-wrong-one-of",
            Self::OtherElsewhere { .. } => "rules-wrong-other-elsewhere",
            Self::More { .. } => "rules-wrong-more",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::TooBig { max } | Self::TooLong { max } | Self::TooMany { max } => vec![("max", number(*max))],
            Self::NotToml { says } => vec![("says", says.as_str().into())],
            Self::Unknown { known } => vec![("known", known.as_str().into())],
            Self::OutOfRange { min, max } => vec![("min", Arg::Number(*min)), ("max", Arg::Number(*max))],
            Self::NotOneOf { choices } => vec![("choices", choices.as_str().into())],
            Self::Twice { name } | Self::NotDeclared { name } => vec![("name", name.as_str().into())],
            Self::NotOfShape { shape } => vec![("shape", shape.as_str().into())],
            Self::NoParent { parent } => vec![("parent", parent.as_str().into())],
            Self::OneOf { keys } => vec![("keys", keys.as_str().into())],
            Self::OtherElsewhere { name, set } => vec![("name", name.as_str().into()), ("set", set.as_str().into())],
            Self::More { count } => vec![("count", number(*count))],
            _ => Vec::new(),
        }
    }
}

fn number(n: usize) -> Arg {
    Arg::Number(i64::try_from(n).unwrap_or(i64::MAX))
}

impl Reason for Problem {
    fn key(&self) -> &'static str {
        self.wrong.key()
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        self.wrong.args()
    }

    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}: {:?}", self.key, self.wrong)
    }
}

impl std::error::Error for Problem {}
