//! How long the office waits for what follows a report or an instruction, by the rules that their incident keeps. No law sets these
//! times: the office does, in a rule set of its own.

use incidents::Incident;
use rules::{Awaited, InForce};

use crate::facts::Within;

/// The limits that hold for the reports and instructions of one incident. Where the rules say nothing, no clock runs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Limits {
    /// For a receipt, from the sending.
    pub receipt: Option<Within>,
    /// For the signature, from the first sending that went without.
    pub signature: Option<Within>,
    /// For the paper, from an oral signature.
    pub paper: Option<Within>,
    /// For feedback, from an instruction whose leader named no time.
    pub feedback: Option<Within>,
}

impl Limits {
    /// What `law` says for the incident.
    #[must_use]
    pub fn of(incident: &Incident, law: &InForce) -> Self {
        let place = incident.rules_place();
        let within = |awaited| law.allowed(awaited, &place).map(Within::from);
        Self {
            receipt: within(Awaited::Receipt),
            signature: within(Awaited::Signature),
            paper: within(Awaited::Paper),
            feedback: within(Awaited::Feedback),
        }
    }
}
