//! What the engines are asked about: one incident as far as it is known.

use std::collections::BTreeMap;

use kernel::{Grade, Time};
use serde::{Deserialize, Serialize};

use crate::figures::Figures;
use crate::grading::{Assessment, Worse};
use crate::jurisdiction::Place;

/// One incident as far as it is known. Everything may be missing except when our desk received it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Situation {
    /// Its class, where it is known.
    pub class: Option<String>,
    /// Where it is.
    pub place: Place,
    /// What is known in numbers.
    pub figures: Figures,
    /// How it could get worse, by a person's word.
    pub worse: Vec<Worse>,
    /// What is said of it: summary and place, looked through for words that make it sensitive.
    pub words: Vec<String>,
    /// Tags of the place, the people or the time: `school`, `major_event`.
    pub tags: Vec<String>,
    /// Its times.
    pub times: Times,
    /// How grave it stands.
    pub standing: Standing,
    /// The ids of the flags that are raised.
    pub flags: Vec<String>,
    /// The groups of the triggers that apply.
    pub triggers: Vec<String>,
    /// At which level our desk stands, in the words of the reporting sets: `city`.
    pub desk_level: String,
}

/// How grave an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The grade that duties run from; nothing while none is known.
    pub grade: Option<Grade>,
    /// Whether incidents of its class are graded.
    pub graded: bool,
    /// The gravest grade it could turn out to be while none is known.
    pub could_reach: Option<Grade>,
}

/// The times of an incident. All but `received` are claims.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Times {
    /// When it happened.
    pub occurred: Option<Time>,
    /// When those on the spot learned of it.
    pub known: Option<Time>,
    /// When our desk received it.
    pub received: Time,
    /// When the desks of other levels received it, by level.
    pub received_by: BTreeMap<String, Time>,
    /// When the report was signed.
    pub signed: Option<Time>,
    /// When the last report went.
    pub previous_report: Option<Time>,
    /// When the last report went to one addressee, by party; goes before `previous_report`.
    pub previous_to: BTreeMap<String, Time>,
    /// When it was brought under control.
    pub controlled: Option<Time>,
    /// When figures became stable.
    pub stable: Option<Time>,
    /// When it was closed.
    pub closed: Option<Time>,
}

impl Times {
    /// When it happened, or the next best that is known.
    #[must_use]
    pub fn happened(&self) -> Time {
        self.occurred.or(self.known).unwrap_or(self.received)
    }
}

impl Default for Standing {
    /// Nothing is known, so the gravest is reckoned with.
    fn default() -> Self {
        Self { grade: None, graded: true, could_reach: Some(Grade::I) }
    }
}

impl Assessment {
    /// How the incident stands by this assessment; `named` is the grade a named person has set for its duties.
    #[must_use]
    pub fn standing(&self, named: Option<Grade>) -> Standing {
        Standing { grade: self.for_duties(named), graded: self.graded, could_reach: self.could_reach }
    }
}
