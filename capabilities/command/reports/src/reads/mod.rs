//! Questions about reports and instructions. Every answer keeps to the scope; work secrets are left out where the scope does not hold
//! them. Asked of a replay, they answer as it was known then.

mod case;
mod lists;

pub use case::{Case, InstructionRead, ReportRead, instruction, of_incident, report};
pub use lists::{
    Instructed, InstructionLine, LISTED_MAX, OUTSTANDING_MAX, Outstanding, ReportLine, instructions, listed, outstanding,
};

use desk::{Value, scoped, unless_secret};
use kernel::Scope;

/// The condition that a row `r`, with area, incident and marking, is in the scope, with arguments from `$first` on: an incident is seen
/// wherever any part of it lies.
fn visible(scope: &Scope, first: usize) -> (String, Vec<Value>) {
    let (whole, mut args) = scoped(scope, "r.area", "r.incident", first);
    let by_area = Scope { cases: Vec::new(), ..scope.clone() };
    let (part, more) = scoped(&by_area, "a.area", "a.incident", first + args.len());
    args.extend(more);
    let (open, more) = unless_secret(scope, "r.marking", "r.incident", first + args.len());
    args.extend(more);
    (format!("({whole} or exists (select 1 from incident_areas a where a.incident = r.incident and {part})){open}"), args)
}
