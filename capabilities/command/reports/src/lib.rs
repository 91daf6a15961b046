//! What goes up: first, follow-up, zero and final reports, their sendings and receipts; and what comes down: instructions of leaders.

pub mod acts;
mod api;
mod body;
pub mod compose;
mod copy;
pub mod duties;
pub mod facts;
mod limits;
pub mod lines;
mod look;
mod numbers;
mod pages;
mod reactions;
pub mod reads;
mod state;
mod tables;
mod wording;

#[cfg(test)]
mod spec;

pub use body::Body;
pub use limits::Limits;
pub use state::{Fate, Feedback, Instruction, InstructionStanding, Report, SendingKept, Standing};

use std::sync::Arc;

use desk::Capability;
use desk::search::Document;
use kernel::Id;
use places::Places;
use rules::Rules;
use web::Door;

/// Every word of this capability.
pub mod words {
    web::words!();
}

/// What this capability brings to the desk.
#[must_use]
pub fn capability() -> Capability {
    Capability::named(tables::CAPABILITY)
        .subject::<Report>()
        .subject::<Instruction>()
        .tables(2, include_str!("tables.sql"))
        .keep::<Report>(tables::keep_report)
        .keep::<Instruction>(tables::keep_instruction)
        .told(reactions::told)
        .search::<Report>(findable)
}

/// Its doors, answering from the places and rules in force.
#[must_use]
pub fn doors(places: &Arc<Places>, rules: &Arc<Rules>) -> Vec<Door> {
    let office = Arc::new(api::Office { places: places.clone(), rules: rules.clone() });
    api::doors(&office).into_iter().chain(pages::doors(&office)).collect()
}

/// A report as the search knows it; one that was thrown away is not found.
fn findable(_: &Id, report: &Report) -> Option<Document> {
    let about = report.about.as_ref().filter(|_| !report.voided)?;
    Some(Document {
        title: about.number.clone(),
        words: Vec::new(),
        sealed: report.words.iter().map(|words| words.id.clone()).collect(),
        areas: vec![about.area],
        case: Some(about.incident.clone()),
        marking: facts::word(&about.marking),
        at: about.as_of,
    })
}
