//! What can be asked of the entry of a person, and when it is refused.

use desk::Sealing;
use kernel::{Act, Given, Id};

use super::{Refusal, Thing};
use crate::Column;
use crate::facts::PersonFact;
use crate::person::PersonDetails;
use crate::state::Person;

/// What an act on the entry of a person must know.
#[derive(Debug, Clone, Default)]
pub struct PersonKnown {
    /// The details as they are now; nothing when there are none or they were erased.
    pub details: Option<PersonDetails>,
}

/// Enter a person in the contact book.
#[derive(Debug, Clone)]
pub struct Enter {
    /// The details: they go into the store of people, not into the fact.
    pub details: PersonDetails,
    /// The same details on their way into the store: the fact carries where they lie and their salted hash.
    pub sealing: Sealing,
}

/// Replace the details of a person.
#[derive(Debug, Clone)]
pub struct Correct {
    /// Where the details lay that the person who asks saw; nothing when they saw none.
    pub seen: Option<Id>,
    /// All details anew: they go into the store of people, not into the fact.
    pub details: PersonDetails,
    /// The same details on their way into the store: the fact carries where they lie and their salted hash.
    pub sealing: Sealing,
}

impl Act for Enter {
    type Subject = Person;
    type Known = PersonKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Person, known: &PersonKnown, _: &Given) -> Result<Vec<PersonFact>, Refusal> {
        let details = self.details.checked()?;
        if now.details.is_none() {
            return Ok(vec![PersonFact::Entered { details: self.sealing.sealed }]);
        }
        if known.details.as_ref() == Some(&details) {
            return Ok(Vec::new());
        }
        let name = known.details.as_ref().map(|details| details.name.clone()).unwrap_or_default();
        Err(Refusal::Exists { thing: Thing::Person, name })
    }
}

impl Act for Correct {
    type Subject = Person;
    type Known = PersonKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Person, known: &PersonKnown, _: &Given) -> Result<Vec<PersonFact>, Refusal> {
        let details = self.details.checked()?;
        let Some(before) = &now.details else { return Err(Refusal::NotThere { thing: Thing::Person }) };
        if known.details.as_ref() == Some(&details) {
            return Ok(Vec::new());
        }
        // A form shows a person beside a post, so the version seen is the post's: the details themselves say what was seen.
        if self.seen.is_some_and(|seen| seen != before.id) {
            return Err(Refusal::Changed { what: Column::Person, version: now.version });
        }
        Ok(vec![PersonFact::Corrected { details: self.sealing.sealed }])
    }
}
