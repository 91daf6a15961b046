//! Duties met, and lateness explained. Lateness is computed from the times and never erased.

use kernel::{Act, Claim, Given, Id};

use super::{Refusal, known, reason};
use crate::facts::IncidentFact;
use crate::judge::{Law, judged};
use crate::state::Incident;

/// Duties were met: performed together with the sending that meets them. What the rules have stopped asking for meanwhile, and what was met
/// already, is passed over: it keeps nothing from being recorded.
#[derive(Debug, Clone)]
pub struct Meet {
    /// Which: [`DutyKept::key`](crate::facts::DutyKept::key).
    pub keys: Vec<String>,
    /// When, as claimed.
    pub at: Claim,
    /// By which report.
    pub report: Option<Id>,
}

/// Says why a duty was met late or not at all.
#[derive(Debug, Clone)]
pub struct Explain {
    /// Which duty.
    pub key: String,
    /// Why.
    pub reason: String,
}

impl Act for Meet {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        if self.at.at > given.at {
            return Err(Refusal::InTheFuture);
        }
        let stands = |key: &String| !now.met.contains_key(key) && now.duties().any(|duty| duty.key() == *key);
        let mut keys: Vec<String> = self.keys.into_iter().filter(stands).collect();
        keys.sort();
        keys.dedup();
        let met = |key| IncidentFact::DutyMet { key, at: self.at.clone(), report: self.report.clone() };
        Ok(judged(now, keys.into_iter().map(met).collect(), law, &[]))
    }
}

impl Act for Explain {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        reason(&self.reason)?;
        if now.duties().all(|duty| duty.key() != self.key) {
            return Err(Refusal::UnknownDuty);
        }
        if now.explained.get(&self.key) == Some(&self.reason) {
            return Ok(Vec::new());
        }
        Ok(vec![IncidentFact::LatenessExplained { key: self.key, reason: self.reason }])
    }
}
