//! Changing what is said of an incident: words, class, place, times, tags. A change of what somebody else has changed since is refused.

use desk::Sealing;
use kernel::{Act, Claim, Given};
use places::Place;

use super::{NAME_CHARS_MAX, Refusal, TAGS_MAX, fresh, known, open, short};
use crate::facts::{IncidentFact, Milestone};
use crate::judge::{Law, judged};
use crate::state::Incident;

/// Puts what is said of it in other words.
#[derive(Debug, Clone)]
pub struct Describe(pub Sealing);

/// Sets its class, or says that it is unknown.
#[derive(Debug, Clone)]
pub struct Classify(pub Option<String>);

/// Sets where it is.
#[derive(Debug, Clone)]
pub struct Locate {
    /// The place.
    pub place: Place,
    /// The place in words.
    pub place_text: Option<Sealing>,
}

/// Claims one of its times, or takes a claim back.
#[derive(Debug, Clone)]
pub struct SetTime {
    /// Which time.
    pub which: Milestone,
    /// What is claimed.
    pub claim: Option<Claim>,
}

/// Sets the tags of the place, the people or the time.
#[derive(Debug, Clone)]
pub struct Tag(pub Vec<String>);

impl Act for Describe {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        fresh(now, "summary", given)?;
        let words = [self.0.words.clone()];
        Ok(judged(now, vec![IncidentFact::Described { summary: self.0.sealed }], law, &words))
    }
}

impl Act for Classify {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        fresh(now, "class", given)?;
        if let Some(class) = self.0.as_ref().filter(|class| law.in_force.classes().get(class).is_none()) {
            return Err(Refusal::UnknownClass(class.clone()));
        }
        if now.class == self.0 {
            return Ok(Vec::new());
        }
        Ok(judged(now, vec![IncidentFact::Classified { class: self.0 }], law, &[]))
    }
}

impl Act for Locate {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        fresh(now, "place", given)?;
        let words: Vec<String> = self.place_text.iter().map(|s| s.words.clone()).collect();
        let place_text = self.place_text.map(|s| s.sealed).or_else(|| now.place_text.clone());
        if words.is_empty() && now.place == self.place {
            return Ok(Vec::new());
        }
        Ok(judged(now, vec![IncidentFact::Located { place: self.place, place_text }], law, &words))
    }
}

impl Act for SetTime {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, given: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        known(now)?;
        if self.claim.as_ref().is_some_and(|claim| claim.at > given.at) {
            return Err(Refusal::InTheFuture);
        }
        if now.times.get(&self.which) == self.claim.as_ref() {
            return Ok(Vec::new());
        }
        Ok(judged(now, vec![IncidentFact::Timed { which: self.which, claim: self.claim }], law, &[]))
    }
}

impl Act for Tag {
    type Subject = Incident;
    type Known = Law;
    type Refusal = Refusal;

    fn decide(self, now: &Incident, law: &Law, _: &Given) -> Result<Vec<IncidentFact>, Refusal> {
        open(now)?;
        if self.0.len() > TAGS_MAX {
            return Err(Refusal::TooLong(TAGS_MAX));
        }
        self.0.iter().try_for_each(|tag| short(tag, NAME_CHARS_MAX))?;
        if now.tags == self.0 {
            return Ok(Vec::new());
        }
        Ok(judged(now, vec![IncidentFact::Tagged { tags: self.0 }], law, &[]))
    }
}
