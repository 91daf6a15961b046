//! Reporting: who tells whom, on which line, by which channel, by when, until when, and by which law.

mod due;
mod duties;
mod read;

pub use duties::{Covered, Duty, Supplement, duties, supplement};

use kernel::Zone;
use serde::{Deserialize, Serialize};

use crate::grading::Stems;
use crate::mark::Basis;
use crate::validity::Validity;
use crate::when::When;
use crate::wording::Wording;

/// How many levels of government a set may name.
pub const LEVELS_MAX: usize = 12;
/// How many parties a set may name.
pub const PARTIES_MAX: usize = 200;
/// How many duties a set may hold.
pub const DUTIES_MAX: usize = 500;
/// How many windows a set may hold.
pub const WINDOWS_MAX: usize = 50;
/// How many fixed hours a duty may have.
pub const HOURS_MAX: usize = 24;
/// The longest limit: a year of minutes.
pub const LIMIT_MIN_MAX: i64 = 366 * 24 * 60;

/// The rules of a reporting set.
#[derive(Debug, Clone)]
pub struct Reporting {
    /// The levels that parties stand at, lowest first: what comes before the desk's own is an earlier link.
    pub levels: Vec<String>,
    /// Who reports and is told.
    pub parties: Vec<Party>,
    /// The duties.
    pub duties: Vec<DutyRule>,
    /// How long figures may still change the grade.
    pub windows: Vec<Window>,
    /// The zone of fixed hours and days.
    pub zone: Zone,
}

/// Somebody who reports or is told, as a role: which body that is in a city, the contact book knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Wording,
    /// At which level it stands.
    pub level: String,
    /// What sort of body it is, in the words of the contact book: `government`, `department`.
    pub kind: String,
    /// The field of work that tells it from others of its sort: `emergency`, `police`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// One duty as the rule states it.
#[derive(Debug, Clone)]
pub struct DutyRule {
    /// Its id in the set.
    pub id: String,
    /// What it says, in a line.
    pub title: Wording,
    /// The party that must report.
    pub who: String,
    /// The party that must be told.
    pub to: String,
    /// On which line.
    pub line: Line,
    /// By which channel.
    pub channel: Channel,
    /// What kind of report.
    pub report: ReportKind,
    /// What the clock starts from.
    pub starts: Start,
    /// By when.
    pub limit: Limit,
    /// Until when it is repeated, where it is.
    pub until: Option<Until>,
    /// When it applies.
    pub when: When,
    /// From when until when it holds within its set.
    pub validity: Validity,
    /// What a reader must know of it.
    pub note: Option<Wording>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// How long after the incident changed figures still change its grade.
#[derive(Debug, Clone)]
pub struct Window {
    /// Its id.
    pub id: String,
    /// What it says, in a line.
    pub title: Wording,
    /// For which classes; the one that names the class most closely counts.
    pub classes: Stems,
    /// How many days of 24 hours from when it happened.
    pub days: i64,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// The line that a report goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[schema(as = ReportLine)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// From party committee to party committee.
    Party,
    /// From government to government.
    Government,
    /// From department to department.
    Department,
    /// To those next door.
    Neighbours,
    /// To the garrison.
    Garrison,
    /// To anybody else.
    Other,
}

/// The channel that satisfies a duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// By phone.
    Phone,
    /// In writing.
    Written,
    /// Either.
    Any,
}

/// What kind of report a duty asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// The first.
    First,
    /// One that follows.
    FollowUp,
    /// That nothing has changed.
    Zero,
    /// Changed figures within the window.
    Correction,
    /// Checked figures after things are stable.
    Verified,
    /// The last.
    Final,
    /// Word to those beside us.
    Notice,
}

/// What a clock starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Start {
    /// When it happened.
    Occurred,
    /// When those on the spot learned of it.
    Known,
    /// When the one who must report received it.
    Received,
    /// When the report was signed.
    Signed,
    /// When the last report went.
    PreviousReport,
    /// When it was brought under control.
    Controlled,
    /// When figures became stable.
    Stable,
    /// When it was closed.
    Closed,
}

/// By when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "limit", rename_all = "snake_case")]
pub enum Limit {
    /// Within minutes of the start.
    Within {
        /// How many.
        limit_min: i64,
    },
    /// At once. The law names no minutes; a clock that helps to do it is a reckoning of ours.
    AtOnce {
        /// The minutes of that clock, where there is one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        clock_min: Option<i64>,
    },
    /// Again and again, so many minutes after the last.
    Every {
        /// How many.
        every_min: i64,
    },
    /// Again and again at fixed hours of the set's zone.
    Hours {
        /// The hours, as `08:00`.
        hours: Vec<String>,
        /// The zone.
        zone: String,
    },
}

/// Until when a duty is repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// Until it is under control.
    Controlled,
    /// Until figures are stable.
    Stable,
    /// Until it is closed.
    Closed,
}
