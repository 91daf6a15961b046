//! By which law: rule sets as data, and the pure engines that read them.
//!
//! Nothing here knows a country or a city. A rule set is a text with a head (what it is, where it stands, how sure it is, where
//! and when it holds) and rules of one kind; an incident is asked about as a [`Situation`], and [`InForce`] answers.

mod acts;
mod api;
mod check;
mod class_tree;
mod diff;
mod facts;
mod figures;
mod grading;
mod in_force;
mod jurisdiction;
mod look;
mod mark;
mod office_limits;
mod pages;
mod problem;
pub mod reads;
mod reporting;
mod rules;
mod search;
mod sensitivity;
mod set;
mod shape;
mod sheet;
mod shipped;
mod show;
mod situation;
mod state;
mod tables;
mod telling;
mod validity;
mod when;
mod wording;

pub use acts::{Adopt, Refusal, VERSIONS_MAX, WHY_CHARS_MAX, Withdraw};
pub use check::loose_ends;
pub use class_tree::{Class, ClassTree, Statistic};
pub use diff::{Change, diff};
pub use facts::RuleBookFact;
pub use figures::{Figures, Item, Nature};
pub use grading::{
    Assessment, Assessor, Criterion, Family, Fit, Grading, Grounds, Lack, Met, Need, Raised, Reached, Stems, Supposed, Trigger,
    Ungraded, Worse, raised,
};
pub use in_force::{InForce, Judgement};
pub use jurisdiction::{Jurisdiction, Place};
pub use mark::{Basis, Mark, Sureness};
pub use office_limits::{Allowed, Awaited, OFFICE_LIMITS_MAX, OfficeLimit, OfficeLimits, allowed};
pub use problem::{PROBLEMS_MAX, Problem, Wrong};
pub use reporting::{
    Channel, Covered, Duty, DutyRule, Limit, Line, Party, ReportKind, Reporting, Start, Supplement, Until, Window, duties,
    supplement,
};
pub use rules::{Rules, adopt_shipped};
pub use search::{FOUND_MAX, QUERY_CHARS_MAX};
pub use sensitivity::{About, Flag, FlagRule, Season, Sensitivity, Sign, sensitivity};
pub use set::{Content, Head, RuleSet, SET_BYTES_MAX, SetKind, SetRef, hash_of};
pub use shape::Shape;
pub use shipped::{Shipped, default_sets};
pub use situation::{Situation, Standing, Times};
pub use state::{RuleBook, Version};
pub use telling::{Step, StepRule, Telling, telling};
pub use validity::Validity;
pub use when::{Applies, When};
pub use wording::Wording;

use std::sync::Arc;

use desk::Capability;
use web::Door;

/// Every word of this capability.
pub mod words {
    web::words!();
}

/// What this capability brings to the desk.
#[must_use]
pub fn capability() -> Capability {
    Capability::named("rules").subject::<RuleBook>().tables(1, include_str!("tables.sql")).keep::<RuleBook>(tables::keep)
}

/// Its doors, answering from `rules`.
#[must_use]
pub fn doors(rules: &Arc<Rules>) -> Vec<Door> {
    api::doors(rules).into_iter().chain(pages::doors(rules)).collect()
}

#[cfg(test)]
mod spec;
