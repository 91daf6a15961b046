//! The limits that an office sets itself where no law does: how long it waits for a receipt, a signature, paper or feedback.

use serde::{Deserialize, Serialize};

use crate::mark::Basis;
use crate::problem::Wrong;
use crate::reporting::LIMIT_MIN_MAX;
use crate::set::{Content, ID_CHARS_MAX, NOTE_CHARS_MAX, RuleSet, SetRef};
use crate::sheet::Part;
use crate::wording::Wording;

/// How many limits a set may hold.
pub const OFFICE_LIMITS_MAX: usize = 50;

/// The rules of a set of office limits.
#[derive(Debug, Clone, Default)]
pub struct OfficeLimits {
    /// The limits.
    pub limits: Vec<OfficeLimit>,
}

/// One limit.
#[derive(Debug, Clone)]
pub struct OfficeLimit {
    /// Its id in the set.
    pub id: String,
    /// What the office waits for.
    pub awaits: Awaited,
    /// Its name.
    pub name: Wording,
    /// How long, in minutes.
    pub limit_min: i64,
    /// What a reader must know of it.
    pub note: Option<Wording>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// What an office waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// The word of an addressee that they have the report.
    Receipt,
    /// The signature under a report that went unsigned.
    Signature,
    /// The paper that follows an oral signature.
    Paper,
    /// What was done about an instruction whose leader named no time.
    Feedback,
}

/// How long an office waits for something, and which rule says so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allowed {
    /// The rule's id in its set.
    pub rule: String,
    /// The set it stands in.
    pub rules: SetRef,
    /// How long, in minutes.
    pub limit_min: i64,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// How long the office waits: the strictest of all limits for `awaited`; nothing where none is set, and then no clock runs.
#[must_use]
pub fn allowed(sets: &[&RuleSet], awaited: Awaited) -> Option<Allowed> {
    let limits = sets.iter().flat_map(|set| match &set.content {
        Content::OfficeLimits(own) => own.limits.iter().map(|limit| (*set, limit)).collect(),
        _ => Vec::new(),
    });
    let strictest = limits.filter(|(_, limit)| limit.awaits == awaited).min_by_key(|(_, limit)| limit.limit_min);
    strictest.map(|(set, limit)| Allowed {
        rule: limit.id.clone(),
        rules: set.named(),
        limit_min: limit.limit_min,
        basis: limit.basis.clone(),
    })
}

impl OfficeLimits {
    pub(crate) fn read(part: &Part<'_>, basis: &Basis) -> Self {
        const AWAITED: [(&str, Awaited); 4] = [
            ("receipt", Awaited::Receipt),
            ("signature", Awaited::Signature),
            ("paper", Awaited::Paper),
            ("feedback", Awaited::Feedback),
        ];
        let limits = part.list("limits", OFFICE_LIMITS_MAX, |limit| OfficeLimit {
            id: limit.id(ID_CHARS_MAX),
            awaits: limit.choice("awaits", &AWAITED),
            name: Wording::read(limit, "name"),
            limit_min: limit.number("limit_min", 1, LIMIT_MIN_MAX),
            note: Wording::long(limit, "note", NOTE_CHARS_MAX),
            basis: Basis::read(limit, basis),
        });
        if limits.is_empty() {
            part.wrong("limits", if part.has("limits") { Wrong::Empty } else { Wrong::Missing });
        }
        Self { limits }
    }
}
