//! The tables kept from the rule book: one row a version adopted, one a version withdrawn.

use desk::{Entered, Rows, table};
use kernel::Time;

use crate::facts::RuleBookFact;
use crate::state::RuleBook;

table! {
    /// One row a version adopted.
    pub struct RuleSetRow in "rule_sets" by ("set_id", "version") {
        /// The set.
        pub set_id: String,
        /// Its version.
        pub version: String,
        /// SHA-256 of its text.
        pub hash: String,
        /// What kind of rules it holds; empty when this program cannot read it.
        pub set_kind: &'static str,
        /// Where it holds.
        pub jurisdiction: String,
        /// From when it holds.
        pub begins_ms: Option<Time>,
        /// From when it no longer holds by its own words.
        pub ends_ms: Option<Time>,
        /// How sure it is, as it says.
        pub mark: String,
        /// Whether nobody has to look it up any more.
        pub is_confirmed: bool,
        /// When it was adopted.
        pub adopted_at_ms: Time,
        /// By whom.
        pub adopted_by: String,
        /// Where in the journal.
        pub position: i64,
    }
}

table! {
    /// One row a version withdrawn.
    pub struct WithdrawalRow in "rule_withdrawals" by ("set_id", "version") {
        /// The set.
        pub set_id: String,
        /// Its version.
        pub version: String,
        /// When it was withdrawn.
        pub at_ms: Time,
        /// By whom.
        pub actor: String,
        /// Why.
        pub why: String,
    }
}

/// Keeps the rows of both.
pub fn keep(_: &RuleBook, after: &RuleBook, entered: &Entered<RuleBookFact>, rows: &mut Rows) {
    match &entered.fact {
        RuleBookFact::Adopted { set, version, hash, begins_ms, ends_ms, .. } => {
            let read = after.version(set, version).and_then(|held| held.set.as_ref()).map(|read| &read.head);
            rows.put(RuleSetRow {
                set_id: set.clone(),
                version: version.clone(),
                hash: hash.clone(),
                set_kind: read.map_or("", |head| head.kind.as_str()),
                jurisdiction: read.map_or_else(String::new, |head| head.jurisdiction.to_string()),
                begins_ms: *begins_ms,
                ends_ms: *ends_ms,
                mark: read.map_or_else(String::new, |head| head.basis.mark.0.clone()),
                is_confirmed: read.is_some_and(|head| head.basis.mark.is_confirmed()),
                adopted_at_ms: entered.at,
                adopted_by: entered.actor.clone(),
                position: entered.position,
            });
        }
        RuleBookFact::Withdrawn { set, version, at_ms, why } => rows.put(WithdrawalRow {
            set_id: set.clone(),
            version: version.clone(),
            at_ms: *at_ms,
            actor: entered.actor.clone(),
            why: why.clone(),
        }),
    }
}
