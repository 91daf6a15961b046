//! What can have happened to an instruction of a leader (批示、口头指示): given, passed on, acknowledged, fed back, closed.

use incidents::facts::Marking;
use kernel::{AreaCode, Claim, Id, Sealed, Time};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PostNamed;

/// What can have happened to an instruction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum InstructionFact {
    /// A leader gave it.
    Given(Box<Instructed>),
    /// It was passed on to whom it concerns.
    PassedOn {
        /// To whom.
        to: PostNamed,
        /// When, as claimed.
        at: Claim,
    },
    /// Whom it concerns has it and said so.
    Acknowledged {
        /// Who.
        by: PostNamed,
        /// When, as claimed.
        at: Claim,
    },
    /// What was done about it was fed back.
    FedBack {
        /// The words.
        words: Sealed,
        /// When, as claimed.
        at: Claim,
        /// How far it is.
        progress: Progress,
    },
    /// There is more time for it.
    Extended {
        /// Until when.
        until: Time,
        /// Why.
        reason: String,
    },
    /// It no longer holds.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// The office closed it (办结).
    Closed {
        /// What came of it, in words that name nobody.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        note: String,
    },
}

/// What is kept of an instruction when it is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Instructed {
    /// The incident it is about.
    pub incident: Id,
    /// Which of the incident, from 1.
    pub seq: u32,
    /// Its number: the incident's, `D` and its place in the sequence: `211300-20261123-0007-D1`.
    pub number: String,
    /// Where the incident is.
    pub area: AreaCode,
    /// Who may read it.
    #[serde(default)]
    pub marking: Marking,
    /// How it was given.
    pub manner: Manner,
    /// Who gave it.
    pub by: PostNamed,
    /// Whom it concerns.
    pub to: PostNamed,
    /// The words.
    pub words: Sealed,
    /// When it was given, as claimed.
    pub at: Claim,
    /// By when there must be feedback; nothing where nobody named a time and no rule did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Time>,
    /// Nobody named a time: the clock is the office's own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub due_by_default: bool,
    /// The rule that set it then, and the set that it stands in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_rule: Option<String>,
}

/// How an instruction was given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Manner {
    /// Written on a paper or in a system (批示).
    Written,
    /// Said, mostly by telephone (口头指示).
    #[default]
    Oral,
}

/// How far the work on an instruction is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Progress {
    /// It goes on.
    #[default]
    UnderWay,
    /// It is done.
    Done,
}
