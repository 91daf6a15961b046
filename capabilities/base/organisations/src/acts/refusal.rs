//! Why an act on the contact book is refused.

use std::fmt;

use kernel::{Arg, Kind, Reason, Time};

use crate::Column;

/// What a refusal is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thing {
    /// A body.
    Body,
    /// A post.
    Post,
    /// The entry of a person.
    Person,
}

/// Why an act is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A text that must be there is not.
    Missing {
        /// Which column.
        what: Column,
    },
    /// A text is longer than `max` characters.
    TooLong {
        /// Which column.
        what: Column,
        /// The most that is allowed.
        max: usize,
    },
    /// A list is longer than `max`.
    TooMany {
        /// Which column.
        what: Column,
        /// The most that is allowed.
        max: usize,
    },
    /// A number lies above `max` or is zero.
    OutOfRange {
        /// Which column.
        what: Column,
        /// The most that is allowed.
        max: u32,
    },
    /// A key has a character that keys do not have.
    NotACode {
        /// Which column.
        what: Column,
    },
    /// One thing stands twice in a list.
    Twice {
        /// Which column.
        what: Column,
    },
    /// The subject of the act does not exist.
    NotThere {
        /// What it is.
        thing: Thing,
    },
    /// The subject of the act was dissolved or abolished.
    Ended {
        /// What it is.
        thing: Thing,
        /// What it is called.
        name: String,
    },
    /// The id was used for something else before.
    Exists {
        /// What it is.
        thing: Thing,
        /// What it is called.
        name: String,
    },
    /// Another one that exists has this key.
    CodeTaken {
        /// The key.
        code: String,
        /// Who has it.
        by: String,
    },
    /// What the act points at does not exist.
    PointsNowhere {
        /// Which column.
        what: Column,
    },
    /// What the act points at was dissolved or abolished.
    PointsAtEnded {
        /// Which column.
        what: Column,
        /// What it is called.
        name: String,
    },
    /// What the act points at is the subject itself.
    PointsAtItself {
        /// Which column.
        what: Column,
    },
    /// A way up would come back to where it began, through `name`.
    Circle {
        /// Which column.
        what: Column,
        /// What it is called.
        name: String,
    },
    /// A way up would have more than `max` steps.
    TooDeep {
        /// Which column.
        what: Column,
        /// The most that is allowed.
        max: usize,
    },
    /// A body cannot be dissolved while something hangs on it.
    StillUsed {
        /// Posts that exist.
        posts: i64,
        /// Bodies that belong to it.
        bodies: i64,
        /// Bodies that report to it.
        reporting: i64,
    },
    /// The value was set at `version`, after the person saw it.
    Changed {
        /// Which column.
        what: Column,
        /// At which version it was set.
        version: u64,
    },
    /// The value was set at `at`, after the person saw it: as a door says it, who knows the journal.
    ChangedAt {
        /// Which column.
        what: Column,
        /// When it was set.
        at: Time,
    },
}

impl Thing {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Post => "post",
            Self::Person => "person",
        }
    }
}

impl Refusal {
    const fn told(&self) -> (&'static str, Option<&'static str>, Kind) {
        match self {
            Self::Missing { .. } => ("organisations-missing", None, Kind::Invalid),
            Self::TooLong { .. } => ("organisations-too-long", None, Kind::Invalid),
            Self::TooMany { .. } => ("organisations-too-many", None, Kind::Invalid),
            Self::OutOfRange { .. } => ("organisations-out-of-range", None, Kind::Invalid),
            Self::NotACode { .. } => ("organisations-not-a-code", Some("organisations-not-a-code-hint"), Kind::Invalid),
            Self::Twice { .. } => ("organisations-twice", None, Kind::Invalid),
            Self::NotThere { .. } => ("organisations-not-there", Some("organisations-not-there-hint"), Kind::NotFound),
            Self::Ended { .. } => ("organisations-ended", Some("organisations-ended-hint"), Kind::Conflict),
            Self::Exists { .. } => ("organisations-exists", Some("organisations-exists-hint"), Kind::Conflict),
            Self::CodeTaken { .. } => ("organisations-code-taken", Some("organisations-code-taken-hint"), Kind::Conflict),
            Self::PointsNowhere { .. } => {
                ("organisations-points-nowhere", Some("organisations-points-nowhere-hint"), Kind::Invalid)
            }
            Self::PointsAtEnded { .. } => {
                ("organisations-points-at-ended", Some("organisations-points-at-ended-hint"), Kind::Conflict)
            }
            Self::PointsAtItself { .. } => ("organisations-points-at-itself", None, Kind::Invalid),
            Self::Circle { .. } => ("organisations-circle", Some("organisations-circle-hint"), Kind::Conflict),
            Self::TooDeep { .. } => ("organisations-too-deep", None, Kind::Conflict),
            Self::StillUsed { .. } => ("organisations-still-used", Some("organisations-still-used-hint"), Kind::Conflict),
            Self::ChangedAt { .. } => ("organisations-changed-at", Some("organisations-changed-hint"), Kind::Stale),
            Self::Changed { .. } => ("organisations-changed", Some("organisations-changed-hint"), Kind::Stale),
        }
    }
}

impl Reason for Refusal {
    fn key(&self) -> &'static str {
        self.told().0
    }

    fn hint(&self) -> Option<&'static str> {
        self.told().1
    }

    fn kind(&self) -> Kind {
        self.told().2
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        let text = |text: &str| Arg::Text(text.to_owned());
        let count = |max: usize| Arg::Number(i64::try_from(max).unwrap_or(i64::MAX));
        match self {
            Self::Missing { what }
            | Self::NotACode { what }
            | Self::Twice { what }
            | Self::PointsNowhere { what }
            | Self::PointsAtItself { what } => vec![("what", text(what.as_str()))],
            Self::TooLong { what, max } | Self::TooMany { what, max } | Self::TooDeep { what, max } => {
                vec![("what", text(what.as_str())), ("max", count(*max))]
            }
            Self::OutOfRange { what, max } => vec![("what", text(what.as_str())), ("max", Arg::Number(i64::from(*max)))],
            Self::NotThere { thing } => vec![("thing", text(thing.as_str()))],
            Self::Ended { thing, name } | Self::Exists { thing, name } => {
                vec![("thing", text(thing.as_str())), ("name", text(name))]
            }
            Self::CodeTaken { code, by } => vec![("code", text(code)), ("by", text(by))],
            Self::PointsAtEnded { what, name } | Self::Circle { what, name } => {
                vec![("what", text(what.as_str())), ("name", text(name))]
            }
            Self::StillUsed { posts, bodies, reporting } => {
                vec![("posts", (*posts).into()), ("bodies", (*bodies).into()), ("reporting", (*reporting).into())]
            }
            Self::ChangedAt { what, at } => vec![("what", text(what.as_str())), ("at", Arg::Time(*at))],
            Self::Changed { what, version } => {
                vec![("what", text(what.as_str())), ("version", Arg::Number(i64::try_from(*version).unwrap_or(i64::MAX)))]
            }
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
