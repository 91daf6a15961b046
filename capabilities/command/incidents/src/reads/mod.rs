//! Questions about incidents. Every answer keeps to the scope; work secrets are left out where the scope does not hold them.

mod duplicates;
mod list;
mod on_record;

pub use duplicates::{Candidate, Hint, HintReason, duplicates};
pub use list::{Filter, INCIDENTS_MAX, Line, Listed, Order, list};
pub use on_record::{OnRecord, Sought, on_record};

use desk::{Db, Envelope, Fault, scoped, unless_secret};
use kernel::{Id, Scope, Subject};

use crate::facts::{IncidentFact, Marking};
use crate::state::Incident;

/// An incident with its facts, oldest first.
#[derive(Debug, Clone)]
pub struct Whole {
    /// The incident.
    pub incident: Incident,
    /// Its facts.
    pub facts: Vec<Envelope>,
}

/// One incident; nothing where there is none or the scope does not hold it. On a replay: as it was known then.
///
/// # Errors
/// A fault when the journal cannot be read.
pub async fn incident(db: &Db, scope: &Scope, id: &Id) -> Result<Option<Whole>, Fault> {
    let facts = desk::reads::stream(db, &desk::stream_of::<Incident>(id)).await?;
    let mut incident = Incident::default();
    for envelope in &facts {
        incident = incident.fold(&envelope.fact::<IncidentFact>()?);
    }
    Ok(sees(scope, id, &incident).then_some(Whole { incident, facts }))
}

/// Whether the scope holds the incident.
#[must_use]
pub fn sees(scope: &Scope, id: &Id, incident: &Incident) -> bool {
    let marked = incident.marking != Marking::WorkSecret || scope.sees_secrets_of(id);
    incident.is_known() && marked && incident.areas().into_iter().any(|area| scope.sees(area, Some(id)))
}

/// The condition that a row of `incidents i` is in the scope, with arguments from `$first` on.
fn visible(scope: &Scope, first: usize) -> (String, Vec<desk::Value>) {
    let (whole, mut args) = scoped(scope, "i.area", "i.id", first);
    let by_area = Scope { cases: Vec::new(), ..scope.clone() };
    let (part, more) = scoped(&by_area, "a.area", "a.incident", first + args.len());
    args.extend(more);
    let (open, more) = unless_secret(scope, "i.marking", "i.id", first + args.len());
    args.extend(more);
    (format!("({whole} or exists (select 1 from incident_areas a where a.incident = i.id and {part})){open}"), args)
}
