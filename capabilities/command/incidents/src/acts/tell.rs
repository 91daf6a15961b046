//! Telling inside and keeping the timeline: calls to leaders, words from the scene, who opened the record.

use desk::Sealing;
use kernel::{Act, Claim, Given, Id};

use super::{NAME_CHARS_MAX, Refusal, known, short};
use crate::facts::{Call, IncidentFact};
use crate::state::Incident;

/// Somebody inside was called, and was told or was not reached.
#[derive(Debug, Clone)]
pub struct NoteCall {
    /// The step of the sheet, by its key.
    pub step: Option<String>,
    /// The post that was called.
    pub post: Option<Id>,
    /// What the post is called.
    pub post_title: String,
    /// When; now, if nothing is claimed.
    pub at: Option<Claim>,
    /// Whether they were reached.
    pub outcome: Outcome,
}

/// How a call ended.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// They were told; what they said, if anything.
    Told(Option<Sealing>),
    /// They were not reached: the next is called.
    NotReached,
}

/// A line of the timeline: a measure, an observation, a word from the scene.
#[derive(Debug, Clone)]
pub struct Write {
    /// The words.
    pub words: Sealing,
    /// When it was so.
    pub at: Option<Claim>,
}

/// The actor opened the record for the first time.
#[derive(Debug, Clone)]
pub struct Open;

impl Act for NoteCall {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        short(&self.post_title, NAME_CHARS_MAX)?;
        let at = self.at.unwrap_or_else(|| Claim::at(given.at));
        if at.at > given.at {
            return Err(Refusal::InTheFuture);
        }
        let (reached, said) = match self.outcome {
            Outcome::Told(said) => (true, said.map(|s| s.sealed)),
            Outcome::NotReached => (false, None),
        };
        Ok(vec![IncidentFact::Called(Call { step: self.step, post: self.post, post_title: self.post_title, at, reached, said })])
    }
}

impl Act for Write {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        if self.words.words.trim().is_empty() {
            return Err(Refusal::NothingSaid);
        }
        if self.at.as_ref().is_some_and(|claim| claim.at > given.at) {
            return Err(Refusal::InTheFuture);
        }
        Ok(vec![IncidentFact::Noted { words: self.words.sealed, at: self.at }])
    }
}

impl Act for Open {
    type Subject = Incident;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Incident, (): &(), _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        Ok(vec![IncidentFact::Opened])
    }
}
