//! Triggers: near misses and cases that must be reported whatever the grade.

use kernel::Grade;
use serde::{Deserialize, Serialize};

use super::{Fit, Trigger};
use crate::figures::Figures;
use crate::mark::Basis;
use crate::set::{Content, RuleSet, SetRef};
use crate::wording::Wording;

/// A trigger that applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raised {
    /// Its id.
    pub id: String,
    /// What it is one of, as duties name it.
    pub group: String,
    /// Its name.
    pub name: Wording,
    /// The set it stands in.
    pub rules: SetRef,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// The triggers of `sets` that apply to an incident of the class with `stem`. Only what is known raises one; an unknown class
/// or figure raises none.
#[must_use]
pub fn raised(sets: &[&RuleSet], stem: Option<&str>, figures: &Figures, also: (Option<Grade>, &[String])) -> Vec<Raised> {
    let mut found = Vec::new();
    for set in sets {
        let Content::Grading(grading) = &set.content else { continue };
        for trigger in grading.triggers.iter().filter(|trigger| trigger.applies(stem, figures, also)) {
            found.push(Raised {
                id: trigger.id.clone(),
                group: trigger.group.clone(),
                name: trigger.name.clone(),
                rules: set.named(),
                basis: trigger.basis.clone(),
            });
        }
    }
    found
}

impl Trigger {
    fn applies(&self, stem: Option<&str>, figures: &Figures, (grade, flags): (Option<Grade>, &[String])) -> bool {
        self.classes.fit(stem) == Fit::Is
            && self.needs.iter().all(|need| need.is_met(figures))
            && self.grade.is_none_or(|least| grade.is_some_and(|grade| grade.at_least(least)))
            && (self.flags.is_empty() || self.flags.iter().any(|flag| flags.contains(flag)))
    }
}
