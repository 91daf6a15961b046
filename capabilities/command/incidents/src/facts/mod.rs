//! What can have happened to an incident: received, located, counted, judged, told, closed. Words that can name people are sealed.

mod judged;
mod parts;

pub(crate) use judged::word;
pub use judged::{CriterionMet, DutyKept, Judged, Raised, StepKept};
pub use parts::{Call, FigureEntry, Finding, FindingKind};

use kernel::{AreaCode, Claim, Grade, Id, Sealed};
use places::Place;
use rules::{SetRef, Worse};
use serde::{Deserialize, Serialize};

/// What can have happened to an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum IncidentFact {
    /// Word of it came in and was put on record.
    Received(Box<Receipt>),
    /// What is said of it was put in other words.
    Described {
        /// The words.
        summary: Sealed,
    },
    /// Its class was set.
    Classified {
        /// The class; none when it is unknown again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        class: Option<String>,
    },
    /// Where it is was set.
    Located {
        /// The place.
        place: Place,
        /// The place in words.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place_text: Option<Sealed>,
    },
    /// One of its times was claimed.
    Timed {
        /// Which time.
        which: Milestone,
        /// What is claimed; none takes an earlier claim back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        claim: Option<Claim>,
    },
    /// A person raised or took back a tag of the place, the people or the time.
    Tagged {
        /// All tags from now on.
        tags: Vec<String>,
    },
    /// A source gave a figure.
    FigureEntered(FigureEntry),
    /// A figure of one source was adopted (采信): from now on reports quote it.
    FigureAdopted {
        /// The item.
        item: String,
        /// The adopted entry.
        entry: Id,
        /// Why this one; must be given when a counted figure falls.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
    },
    /// Somebody said how it could get worse.
    Feared {
        /// All of it from now on.
        worse: Vec<Worse>,
    },
    /// The rules were asked again and answered otherwise than before.
    Judged(Box<Judged>),
    /// A named person declared a grade.
    GradeDeclared {
        /// The grade; none takes the declaration back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade: Option<Grade>,
        /// Why.
        reason: String,
    },
    /// A named person set the grade that duties run from below the highest of possible and assessed.
    DutiesLowered {
        /// The grade; none lets the highest of possible and assessed stand again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        grade: Option<Grade>,
        /// Why.
        reason: String,
    },
    /// Somebody inside was called, and was told or was not reached.
    Called(Call),
    /// A duty was met.
    DutyMet {
        /// Which duty: [`DutyKept::key`].
        key: String,
        /// When, as claimed.
        at: Claim,
        /// By which report, where it was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<Id>,
    },
    /// Why a duty was met late or not at all. It stands beside the lateness and never takes it away.
    LatenessExplained {
        /// Which duty.
        key: String,
        /// Why.
        reason: String,
    },
    /// A measure, an observation, a word from the scene: a line of the timeline.
    Noted {
        /// The words.
        words: Sealed,
        /// When it was so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<Claim>,
    },
    /// A person found, with evidence, that somebody reported late, left out, falsely, or concealed (迟报、漏报、谎报、瞒报).
    Found(Finding),
    /// It was opened by the actor for the first time.
    Opened,
    /// Somebody from elsewhere was called to it: until they are let go they see it and work on it, wherever their post is.
    CalledIn {
        /// Their account.
        account: Id,
        /// The post for which they were called, and where it is; empty where they hold none.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        post_title: String,
    },
    /// Somebody who was called to it was let go, by hand or because it ended.
    LetGo {
        /// Their account.
        account: Id,
    },
    /// It was passed on to whom it belongs (移送).
    PassedOn {
        /// To whom.
        to: String,
        /// Their receipt, where it was given at once.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        receipt: String,
    },
    /// It turned out not to have happened.
    FalseAlarm {
        /// How that is known.
        reason: String,
    },
    /// It was closed.
    Closed {
        /// Why, where there is no final report.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        reason: String,
        /// The final report.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        report: Option<Id>,
    },
    /// It was opened again after it had been closed or called a false alarm.
    Reopened {
        /// Why.
        reason: String,
    },
}

/// What was known when word of an incident came in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Receipt {
    /// Its number: `211300-20261123-0007`.
    pub number: String,
    /// How word came.
    pub source: Source,
    /// Whose desk took it: incidents without a place belong there.
    pub desk_area: AreaCode,
    /// Where that desk stands, as rules ask for it.
    pub setting: Setting,
    /// When the desk received it: its entry, unless another time is claimed, as for a call taken on paper.
    pub received: Claim,
    /// What was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<Sealed>,
    /// Who rang and how to call back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<Sealed>,
    /// Its class.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// Where.
    #[serde(default)]
    pub place: Place,
    /// Where, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_text: Option<Sealed>,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurred: Option<Claim>,
    /// When those on the spot learned of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<Claim>,
    /// Who may read it.
    #[serde(default)]
    pub marking: Marking,
    /// The rule sets that held: it keeps them.
    pub rules: Vec<SetRef>,
}

/// Where a desk stands, as rules ask for it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setting {
    /// The two-letter word of its country.
    pub country: String,
    /// What its city has that not every place has, such as `coast`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub features: Vec<String>,
    /// At which level it stands, in the words of the reporting sets: `city`.
    pub level: String,
}

/// How word of an incident came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// By telephone.
    #[default]
    Phone,
    /// Through the program interface.
    Api,
    /// From a file.
    Import,
    /// A call taken on paper and entered afterwards (补录).
    Paper,
}

/// Who may read a record and what is printed across it. State secrets do not belong here at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Marking {
    /// Anybody.
    Public,
    /// Those who work with it.
    #[default]
    Internal,
    /// Those whom the policies let read work secrets (工作秘密).
    WorkSecret,
}

/// A time of the incident's course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Milestone {
    /// It happened.
    Occurred,
    /// Those on the spot learned of it.
    Known,
    /// A report of it was signed.
    Signed,
    /// It was brought under control.
    Controlled,
    /// Figures became stable.
    Stable,
}
