//! What happened: intake, class, grade, figures, who is told, duties and their clocks.

pub mod acts;
mod api;
pub mod facts;
pub mod import;
mod judge;
mod look;
mod members;
mod office;
mod pages;
mod reactions;
pub mod reads;
#[cfg(test)]
mod spec;
mod state;
mod tables;

use std::sync::Arc;

use desk::Capability;
use desk::search::Document;
use kernel::Id;
use web::Door;

pub use judge::Law;
pub use office::{Office, Recorded, Said, incident};
pub use state::{ENTRIES_MAX, Incident, ItemFigures, Standing};

/// The texts of incidents.
pub mod words {
    web::words!();
}

/// What incidents bring to the desk.
#[must_use]
pub fn capability() -> Capability {
    Capability::named(tables::CAPABILITY)
        .subject::<Incident>()
        .tables(1, include_str!("tables.sql"))
        .keep::<Incident>(tables::keep)
        .react_to::<Incident, _>(&["closed", "false_alarm"], reactions::let_members_go)
        .search::<Incident>(document)
}

/// The doors of incidents.
pub fn doors(office: &Arc<Office>) -> Vec<Door> {
    api::doors(office).into_iter().chain(pages::doors(office)).collect()
}

/// An incident is found by its number and by the words that were sealed for it.
fn document(id: &Id, incident: &Incident) -> Option<Document> {
    let sealed = [&incident.summary, &incident.place_text, &incident.caller];
    incident.is_known().then(|| Document {
        title: incident.number.clone(),
        words: incident.class.iter().cloned().collect(),
        sealed: sealed.into_iter().flatten().map(|s| s.id.clone()).collect(),
        areas: incident.areas(),
        case: Some(id.clone()),
        marking: facts::word(&incident.marking),
        at: incident.received.as_ref().map_or_else(kernel::Time::default, |claim| claim.at),
    })
}
