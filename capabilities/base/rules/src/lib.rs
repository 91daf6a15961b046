//! By which law: rule sets as data, and the pure engines that read them.
//!
//! Nothing here knows a country or a city. A rule set is a text with a head (what it is, where it stands, how sure it is, where
//! and when it holds) and rules of one kind; an incident is asked about as a [`Situation`], and [`InForce`] answers.

mod check;
mod class_tree;
mod diff;
mod figures;
mod grading;
mod in_force;
mod jurisdiction;
mod mark;
mod problem;
mod reporting;
mod search;
mod sensitivity;
mod set;
mod shape;
mod sheet;
mod shipped;
mod situation;
mod telling;
mod validity;
mod when;
mod wording;

pub use check::loose_ends;
pub use class_tree::{Class, ClassTree, Statistic};
pub use diff::{Change, diff};
pub use figures::{Figures, Item, Nature};
pub use grading::{
    Assessment, Assessor, Criterion, Family, Fit, Grading, Grounds, Lack, Met, Need, Raised, Reached, Stems, Supposed, Trigger,
    Ungraded, Worse, raised,
};
pub use in_force::{InForce, Judgement};
pub use jurisdiction::{Jurisdiction, Place};
pub use mark::{Basis, Mark, Sureness};
pub use problem::{PROBLEMS_MAX, Problem, Wrong};
pub use reporting::{
    Channel, Covered, Duty, DutyRule, Limit, Line, Party, ReportKind, Reporting, Start, Supplement, Until, Window, duties,
    supplement,
};
pub use search::{FOUND_MAX, QUERY_CHARS_MAX};
pub use sensitivity::{About, Flag, FlagRule, Season, Sensitivity, Sign, sensitivity};
pub use set::{Head, RuleSet, Content, SET_BYTES_MAX, SetKind, SetRef, hash_of};
pub use shape::Shape;
pub use shipped::{Shipped, default_sets};
pub use situation::{Situation, Standing, Times};
pub use telling::{Step, StepRule, Telling, telling};
pub use validity::Validity;
pub use when::{Applies, When};
pub use wording::Wording;

#[cfg(test)]
mod spec;
