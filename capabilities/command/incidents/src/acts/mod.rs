//! What can be asked of an incident, and every refusal. Saving a call, a figure or a word from the scene is never refused for want of
//! verification, class, place or signature.

mod change;
mod count;
mod duty;
mod end;
mod grade;
mod members;
mod receive;
mod tell;

pub use change::{Classify, Describe, Locate, SetTime, Tag};
pub use count::{Adopt, EnterFigure, Fear};
pub use duty::{Explain, Meet};
pub use end::{CallFalse, Close, Find, PassOn, Reopen};
pub use grade::{Declare, Lower};
pub use members::{CallIn, LetGo};
pub use receive::{Ended, Receive, ReceiveKnown};
pub use tell::{NoteCall, Open, Outcome, Write};

use kernel::{Arg, Given, Kind, Reason};

use crate::state::{Incident, Standing};

/// The longest reason, finding or evidence.
pub const REASON_CHARS_MAX: usize = 500;
/// The longest name of a source, post or body.
pub const NAME_CHARS_MAX: usize = 120;
/// No figure of the field is larger: a hundred thousand times a hundred million.
pub const FIGURE_MAX: i64 = 10_000_000_000_000;
/// The most tags of one incident.
pub const TAGS_MAX: usize = 20;
/// How many people from elsewhere are on one incident at most.
pub const MEMBERS_MAX: usize = 100;

/// Why something asked of an incident is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such incident.
    NotFound,
    /// Not a word, a number or a place was given.
    NothingSaid,
    /// It is closed.
    IsClosed,
    /// It was found to be a false alarm.
    IsFalseAlarm,
    /// The time in which changed figures still count has passed.
    WindowOver,
    /// There is no such class.
    UnknownClass(String),
    /// There is no such item.
    UnknownItem(String),
    /// A figure below zero, or beyond any that is meant.
    ImpossibleFigure(i64),
    /// There is no such entry of that item.
    UnknownEntry,
    /// A counted figure falls from one value to another, and nobody says why.
    FallsWithoutReason {
        /// The value quoted so far.
        from: i64,
        /// The value that would be quoted.
        to: i64,
    },
    /// A reason is missing.
    NoReason,
    /// A text is too long; so many characters are allowed.
    TooLong(usize),
    /// There is no such duty.
    UnknownDuty,
    /// The value was changed since it was seen.
    Changed {
        /// Which value.
        value: &'static str,
        /// At which version of the incident.
        version: u64,
    },
    /// A time lies in the future.
    InTheFuture,
    /// Neither a final report nor a reason is given for closing.
    NoFinalReport,
    /// Nobody more can be called to it: there are [`MEMBERS_MAX`] already.
    TooManyMembers,
    /// They were called again after it had ended, and it had been opened again.
    CalledAgain,
}

impl Reason for Refusal {
    fn key(&self) -> &'static str {
        match self {
            Self::NotFound => "incidents-refused-not-found",
            Self::NothingSaid => "incidents-refused-nothing-said",
            Self::IsClosed => "incidents-refused-is-closed",
            Self::IsFalseAlarm => "incidents-refused-is-false-alarm",
            Self::WindowOver => "incidents-refused-window-over",
            Self::UnknownClass(_) => "incidents-refused-unknown-class",
            Self::UnknownItem(_) => "incidents-refused-unknown-item",
            Self::ImpossibleFigure(_) => "incidents-refused-impossible-figure",
            Self::UnknownEntry => "incidents-refused-unknown-entry",
            Self::FallsWithoutReason { .. } => "incidents-refused-falls-without-reason",
            Self::NoReason => "incidents-refused-no-reason",
            Self::TooLong(_) => "incidents-refused-too-long",
            Self::UnknownDuty => "incidents-refused-unknown-duty",
            Self::Changed { .. } => "incidents-refused-changed",
            Self::InTheFuture => "incidents-refused-in-the-future",
            Self::NoFinalReport => "incidents-refused-no-final-report",
            Self::TooManyMembers => "incidents-refused-too-many-members",
            Self::CalledAgain => "incidents-refused-called-again",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::UnknownClass(text) | Self::UnknownItem(text) => vec![("text", text.clone().into())],
            Self::ImpossibleFigure(value) => vec![("value", (*value).into())],
            Self::FallsWithoutReason { from, to } => vec![("from", (*from).into()), ("to", (*to).into())],
            Self::TooLong(max) => vec![("max", i64::try_from(*max).unwrap_or(i64::MAX).into())],
            Self::TooManyMembers => vec![("max", i64::try_from(MEMBERS_MAX).unwrap_or(i64::MAX).into())],
            Self::Changed { version, .. } => vec![("version", i64::try_from(*version).unwrap_or(i64::MAX).into())],
            _ => Vec::new(),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::IsClosed | Self::IsFalseAlarm => Some("incidents-hint-reopen"),
            Self::NoFinalReport => Some("incidents-hint-final-report"),
            Self::Changed { .. } => Some("incidents-hint-changed"),
            Self::UnknownClass(_) => Some("incidents-hint-class"),
            Self::WindowOver => Some("incidents-hint-window-over"),
            _ => None,
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::NotFound => Kind::NotFound,
            Self::IsClosed | Self::IsFalseAlarm | Self::WindowOver | Self::TooManyMembers | Self::CalledAgain => Kind::Conflict,
            Self::Changed { .. } => Kind::Stale,
            _ => Kind::Invalid,
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}

/// Refuses what nobody knows of.
fn known(now: &Incident) -> Result<(), Refusal> {
    if now.is_known() { Ok(()) } else { Err(Refusal::NotFound) }
}

/// Refuses unless work on it goes on.
fn open(now: &Incident) -> Result<(), Refusal> {
    match now.standing {
        Standing::Open => Ok(()),
        Standing::Unknown => Err(Refusal::NotFound),
        Standing::Closed => Err(Refusal::IsClosed),
        Standing::FalseAlarm => Err(Refusal::IsFalseAlarm),
    }
}

/// Refuses when the value was changed after the version that was seen.
fn fresh(now: &Incident, value: &'static str, given: &Given) -> Result<(), Refusal> {
    match (given.seen, now.set_at.get(value)) {
        (Some(seen), Some(version)) if *version > seen => Err(Refusal::Changed { value, version: *version }),
        _ => Ok(()),
    }
}

/// A reason that says something and is not too long.
fn reason(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::NoReason) } else { short(text, REASON_CHARS_MAX) }
}

fn short(text: &str, max: usize) -> Result<(), Refusal> {
    if text.chars().count() > max { Err(Refusal::TooLong(max)) } else { Ok(()) }
}
