//! Grades by a person's word. A declared grade stands beside the assessed one; only a named person lets duties run from a lower one.

use kernel::{Act, Given, Grade};

use super::{Refusal, open, reason};
use crate::facts::IncidentFact;
use crate::judge::{Law, judged};
use crate::state::Incident;

/// Declares a grade, or takes the declaration back.
#[derive(Debug, Clone)]
pub struct Declare {
    /// The grade.
    pub grade: Option<Grade>,
    /// Why.
    pub reason: String,
}

/// Lets duties run from a grade below the highest of possible and assessed, or from that highest again.
#[derive(Debug, Clone)]
pub struct Lower {
    /// The grade.
    pub grade: Option<Grade>,
    /// Why.
    pub reason: String,
}

impl Act for Declare {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        reason(&self.reason)?;
        if now.declared.as_ref().map(|(grade, _)| *grade) == self.grade {
            return Ok(Vec::new());
        }
        Ok(judged(now, vec![IncidentFact::GradeDeclared { grade: self.grade, reason: self.reason }], law, &[]))
    }
}

impl Act for Lower {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        reason(&self.reason)?;
        if now.lowered.as_ref().map(|(grade, _)| *grade) == self.grade {
            return Ok(Vec::new());
        }
        Ok(judged(now, vec![IncidentFact::DutiesLowered { grade: self.grade, reason: self.reason }], law, &[]))
    }
}
