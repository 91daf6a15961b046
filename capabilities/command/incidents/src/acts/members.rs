//! Calling people from elsewhere to an incident, and letting them go. Performed together with the act on their account, so that nobody is
//! called to what has ended, and the incident's timeline says who was.

use kernel::{Act, Given, Id};

use super::{MEMBERS_MAX, NAME_CHARS_MAX, Refusal, known, open, short};
use crate::facts::IncidentFact;
use crate::state::Incident;

/// Calls somebody to it.
#[derive(Debug, Clone)]
pub struct CallIn {
    /// Their account.
    pub account: Id,
    /// The post for which they are called, and where it is.
    pub post_title: String,
}

/// Lets somebody go who was called to it.
#[derive(Debug, Clone)]
pub struct LetGo {
    /// Their account.
    pub account: Id,
    /// The version at which the incident ended, where that is why: whoever was called again since stays.
    pub ended_at: Option<u64>,
}

impl Act for CallIn {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        short(&self.post_title, NAME_CHARS_MAX)?;
        if now.members.contains_key(&self.account) {
            return Ok(Vec::new());
        }
        if now.members.len() >= MEMBERS_MAX {
            return Err(Refusal::TooManyMembers);
        }
        Ok(vec![IncidentFact::CalledIn { account: self.account, post_title: self.post_title }])
    }
}

impl Act for LetGo {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        let Some(called) = now.members.get(&self.account) else { return Ok(Vec::new()) };
        if self.ended_at.is_some_and(|ended| called.version > ended) {
            return Err(Refusal::CalledAgain);
        }
        Ok(vec![IncidentFact::LetGo { account: self.account }])
    }
}
