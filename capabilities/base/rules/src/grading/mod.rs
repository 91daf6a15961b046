//! Grading: which criterion makes which grade in which family of incidents, and what is reportable or noteworthy beside it.

mod assess;
mod read;
mod triggers;

pub use assess::{Assessment, Assessor, Grounds, Lack, Met, Reached, Supposed, Worse};
pub(crate) use read::{GRADES, read_needs};
pub use triggers::{Raised, raised};

use kernel::Grade;

use crate::mark::Basis;
use crate::wording::Wording;

/// How many families a set may have.
pub const FAMILIES_MAX: usize = 100;
/// How many ladders or criteria a family may have.
pub const CRITERIA_MAX: usize = 60;
/// How many items a sum, or conditions a criterion may have.
pub const NEEDS_MAX: usize = 12;
/// How many triggers a set may have.
pub const TRIGGERS_MAX: usize = 200;
/// How many classes one rule may name.
pub const STEMS_MAX: usize = 100;

/// The rules of a grading set.
#[derive(Debug, Clone, Default)]
pub struct Grading {
    /// Families of incidents with their criteria.
    pub families: Vec<Family>,
    /// Classes that are not graded unless a narrower jurisdiction grades them.
    pub ungraded: Vec<Ungraded>,
    /// What is noteworthy whatever the grade: near misses, cases that must be reported.
    pub triggers: Vec<Trigger>,
}

/// Incidents that one article or plan grades.
#[derive(Debug, Clone)]
pub struct Family {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: Wording,
    /// Which classes it grades.
    pub classes: Stems,
    /// Its criteria; the gravest that is reached counts.
    pub criteria: Vec<Criterion>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// Which classes a rule is for: stems of codes, and stems left out of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stems {
    /// A class whose code begins with one of these belongs.
    pub within: Vec<String>,
    /// Unless it begins with one of these.
    pub except: Vec<String>,
}

/// How a class stands to the classes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// It belongs.
    Is,
    /// It is so general, or unknown, that it may turn out to belong.
    MayBe,
    /// It does not belong.
    Not,
}

/// All of its needs met make the grade.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Its id: `deaths/III` for a step of a ladder.
    pub id: String,
    /// The grade it makes.
    pub grade: Grade,
    /// What must be reached, all of it.
    pub needs: Vec<Need>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// The known sum of some items is at least so much. The bound belongs to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// The items that are added; unknown ones add nothing, and with none known it is not met.
    pub items: Vec<String>,
    /// The least that meets it.
    pub at_least: i64,
}

/// Classes that are not graded.
#[derive(Debug, Clone)]
pub struct Ungraded {
    /// The classes.
    pub classes: Stems,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// What is noteworthy whatever the grade: all that it asks for must be so.
#[derive(Debug, Clone)]
pub struct Trigger {
    /// Its id.
    pub id: String,
    /// What it is one of, as duties name it: `near-miss`.
    pub group: String,
    /// Its name.
    pub name: Wording,
    /// Which classes it is for.
    pub classes: Stems,
    /// What must be reached, all of it.
    pub needs: Vec<Need>,
    /// The grade from which on it applies, where it asks for one.
    pub grade: Option<Grade>,
    /// One of these flags must be raised, where it asks for any.
    pub flags: Vec<String>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

impl Stems {
    /// How the class with this stem stands to these; without a class it may be any. No stems are for all classes.
    #[must_use]
    pub fn fit(&self, class: Option<&str>) -> Fit {
        let Some(class) = class else { return Fit::MayBe };
        if self.except.iter().any(|stem| class.starts_with(stem.as_str())) {
            Fit::Not
        } else if self.within.is_empty() || self.within.iter().any(|stem| class.starts_with(stem.as_str())) {
            Fit::Is
        } else if self.within.iter().any(|stem| stem.starts_with(class)) {
            Fit::MayBe
        } else {
            Fit::Not
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_belongs_may_belong_or_does_not() {
        let stems = Stems { within: vec!["12".into(), "13B".into()], except: vec!["12Q".into()] };
        for (class, fit) in [
            (Some("12D01"), Fit::Is),
            (Some("12"), Fit::Is),
            (Some("12Q"), Fit::Not),
            (Some("13"), Fit::MayBe),
            (Some("1"), Fit::MayBe),
            (Some("14"), Fit::Not),
            (None, Fit::MayBe),
        ] {
            assert_eq!(stems.fit(class), fit, "{class:?}");
        }
        assert_eq!(Stems::default().fit(Some("x")), Fit::Is, "no stems are for all classes");
    }
}
