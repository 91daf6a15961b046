//! What can have happened to the rule book: a version of a rule set was adopted, or withdrawn.

use kernel::Time;
use serde::{Deserialize, Serialize};

/// Something that happened to the rule book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RuleBookFact {
    /// A version of a rule set holds from its day on. The whole text stands here, so that it can always be read again.
    Adopted {
        /// The set.
        set: String,
        /// Its version.
        version: String,
        /// SHA-256 of its text.
        hash: String,
        /// From when it holds; nothing when no beginning is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        begins_ms: Option<Time>,
        /// From when it no longer holds; nothing when no end is set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ends_ms: Option<Time>,
        /// Its exact text.
        text: String,
    },
    /// A version holds no longer; incidents that named it keep it.
    Withdrawn {
        /// The set.
        set: String,
        /// Its version.
        version: String,
        /// From when it no longer holds.
        at_ms: Time,
        /// Why.
        why: String,
    },
}
