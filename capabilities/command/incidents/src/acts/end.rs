//! Ends: closing, reopening, a false alarm, passing on, and findings, which are possible for ever.

use kernel::{Act, Given, Id};

use super::{NAME_CHARS_MAX, REASON_CHARS_MAX, Refusal, known, open, reason, short};
use crate::facts::{Finding, IncidentFact};
use crate::judge::{Law, judged};
use crate::state::{Incident, Standing};

/// Closes it, with a final report or a reason.
#[derive(Debug, Clone)]
pub struct Close {
    /// Why, where there is no final report.
    pub reason: String,
    /// The final report.
    pub report: Option<Id>,
}

/// Opens it again.
#[derive(Debug, Clone)]
pub struct Reopen(pub String);

/// Says that it did not happen, and how that is known.
#[derive(Debug, Clone)]
pub struct CallFalse(pub String);

/// Passes it on to whom it belongs.
#[derive(Debug, Clone)]
pub struct PassOn {
    /// To whom.
    pub to: String,
    /// Their receipt, where it was given at once.
    pub receipt: String,
}

/// Finds that somebody reported late, left out, falsely, or concealed.
#[derive(Debug, Clone)]
pub struct Find(pub Finding);

impl Act for Close {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        if now.standing == Standing::Closed {
            return Ok(Vec::new());
        }
        open(now)?;
        if self.report.is_none() && self.reason.trim().is_empty() {
            return Err(Refusal::NoFinalReport);
        }
        short(&self.reason, REASON_CHARS_MAX)?;
        Ok(vec![IncidentFact::Closed { reason: self.reason, report: self.report }])
    }
}

impl Act for Reopen {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        if now.standing == Standing::Open {
            return Ok(Vec::new());
        }
        reason(&self.0)?;
        Ok(judged(now, vec![IncidentFact::Reopened { reason: self.0 }], law, &[]))
    }
}

impl Act for CallFalse {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        if now.standing == Standing::FalseAlarm {
            return Ok(Vec::new());
        }
        open(now)?;
        reason(&self.0)?;
        Ok(vec![IncidentFact::FalseAlarm { reason: self.0 }])
    }
}

impl Act for PassOn {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        if self.to.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
        short(&self.to, NAME_CHARS_MAX)?;
        short(&self.receipt, NAME_CHARS_MAX)?;
        if now.passed_on.as_ref() == Some(&self.to) && self.receipt.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![IncidentFact::PassedOn { to: self.to, receipt: self.receipt }])
    }
}

impl Act for Find {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        reason(&self.0.evidence)?;
        if self.0.about.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
        short(&self.0.about, NAME_CHARS_MAX)?;
        if now.findings.contains(&self.0) {
            return Ok(Vec::new());
        }
        Ok(vec![IncidentFact::Found(self.0)])
    }
}
