//! What can have happened to a report: drafted, written, signed, sent, received, replaced.

use incidents::facts::Marking;
use kernel::{AreaCode, Claim, Id, Sealed, Time};
use rules::ReportKind;
use serde::{Deserialize, Serialize};

use super::{Quoted, Receipt, Sending, Signature, WhyNot};

/// What can have happened to a report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReportFact {
    /// It was composed and got its number.
    Drafted(Box<Drafted>),
    /// It was put in other words. A signature given before was for other words and no longer counts.
    Written {
        /// The words.
        words: Sealed,
        /// The figures it quotes from now on, where they were taken in again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quoted: Option<Vec<Quoted>>,
        /// As of when.
        as_of: Time,
    },
    /// A leader signed it (签发), in person or orally.
    Signed(Signature),
    /// What was signed orally was signed on paper as well.
    PaperSigned {
        /// When, as claimed.
        at: Claim,
    },
    /// It went to one addressee.
    Sent(Box<Sending>),
    /// The other side's machine took it.
    HandedOver {
        /// Which sending.
        sending: Id,
    },
    /// The program gave it up after its last try. What the other side's machine said stands in the outbox.
    NotDelivered {
        /// Which sending.
        sending: Id,
    },
    /// It stayed here because this is an exercise.
    Muted {
        /// Which sending.
        sending: Id,
    },
    /// The addressee took it: by hand this is the common case.
    Received(Box<Receipt>),
    /// The addressee was not reached.
    NotReached {
        /// Which sending.
        sending: Id,
        /// When, as claimed.
        at: Claim,
        /// Why.
        why: WhyNot,
    },
    /// Somebody opened it for the first time after it had been sent.
    Opened {
        /// Who, as the envelope has it: `account/…`.
        by: String,
    },
    /// Another report took its place. What was sent stays as it was sent.
    Superseded {
        /// Which one.
        by: Id,
        /// Why.
        reason: String,
    },
    /// It was thrown away before it was sent; its number stays used.
    Voided {
        /// Why.
        reason: String,
    },
}

/// What is kept of a report when it is composed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Drafted {
    /// The incident it is about.
    pub incident: Id,
    /// What kind of report it is.
    pub report: ReportKind,
    /// Which of its kind in this incident, from 1.
    pub seq: u32,
    /// Its number: the incident's, a letter for the kind, and its place among them: `211300-20261123-0007-U2`.
    pub number: String,
    /// Where the incident is.
    pub area: AreaCode,
    /// Who may read it.
    #[serde(default)]
    pub marking: Marking,
    /// Title and text.
    pub words: Sealed,
    /// The figures that it quotes.
    pub quoted: Vec<Quoted>,
    /// As of when.
    pub as_of: Time,
    /// The last report of the incident that had been sent when this one was composed: changes are marked against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<Id>,
    /// The report whose place it takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Id>,
}
