//! What can be asked of the rule book: to adopt a version of a rule set, to withdraw one, and when that is refused.

use std::fmt;
use std::sync::Arc;

use kernel::{Act, Arg, Given, Kind, Reason};

use crate::check::loose_ends;
use crate::facts::RuleBookFact;
use crate::problem::Problem;
use crate::set::{RuleSet, SetKind, SetRef};
use crate::state::{RuleBook, Version};

/// How many versions of all sets the book may hold.
pub const VERSIONS_MAX: usize = 1_000;
/// How long the reason of a withdrawal may be.
pub const WHY_CHARS_MAX: usize = 300;

/// Puts a version of a rule set in force, from its own day on.
#[derive(Debug, Clone)]
pub struct Adopt {
    set: Arc<RuleSet>,
}

/// Takes a version out of force from now on. Incidents that named it keep it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdraw {
    /// The set.
    pub set: String,
    /// Its version.
    pub version: String,
    /// Why.
    pub why: String,
}

/// Why the rule book stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The same version of the set has another text.
    OtherText {
        /// The version that is in the book.
        named: SetRef,
    },
    /// The version was withdrawn, and stays so.
    WasWithdrawn {
        /// The version.
        named: SetRef,
    },
    /// The set has always held rules of another kind.
    OtherKind {
        /// The set.
        set: String,
        /// Its kind so far.
        kind: SetKind,
    },
    /// A further version of a set must say from which day it holds, or old incidents would change their law.
    NeedsBeginning {
        /// The set.
        set: String,
    },
    /// It names what no set in force declares.
    LooseEnds {
        /// What it leaves open; never empty.
        problems: Vec<Problem>,
    },
    /// The book is full.
    Full,
    /// There is no such version.
    NotThere {
        /// The set.
        set: String,
        /// Its version.
        version: String,
    },
    /// A withdrawal says why.
    NeedsReason,
    /// The reason is too long.
    ReasonTooLong,
}

impl Adopt {
    /// Reads the text of a rule set, so that it can be adopted.
    ///
    /// # Errors
    /// Every fault of the text.
    pub fn of(text: &str) -> Result<Self, Vec<Problem>> {
        RuleSet::parse(text).map(|set| Self { set: Arc::new(set) })
    }

    /// The set as it reads.
    #[must_use]
    pub fn set(&self) -> &RuleSet {
        &self.set
    }
}

impl Act for Adopt {
    type Subject = RuleBook;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &RuleBook, (): &(), given: &Given) -> Result<Vec<RuleBookFact>, Refusal> {
        let named = self.set.named();
        if let Some(known) = now.version(&named.set, &named.version) {
            return same_again(known, &named);
        }
        let head = &self.set.head;
        let before = now.versions().iter().rev().find(|version| version.named.set == named.set);
        let kind_before = before.and_then(|version| version.set.as_ref()).map(|set| set.head.kind);
        if let Some(kind) = kind_before.filter(|kind| *kind != head.kind) {
            return Err(Refusal::OtherKind { set: named.set, kind });
        }
        if before.is_some() && head.validity.from.is_none() {
            return Err(Refusal::NeedsBeginning { set: named.set });
        }
        if now.versions().len() >= VERSIONS_MAX {
            return Err(Refusal::Full);
        }
        let begins_ms = head.validity.begins(&head.zone);
        let beside = now.in_force(begins_ms.map_or(given.at, |from| from.max(given.at)));
        let problems = loose_ends(&self.set, beside.sets());
        if !problems.is_empty() {
            return Err(Refusal::LooseEnds { problems });
        }
        Ok(vec![RuleBookFact::Adopted {
            set: named.set,
            version: named.version,
            hash: named.hash,
            begins_ms,
            ends_ms: head.validity.ends(&head.zone),
            text: self.set.text.to_string(),
        }])
    }
}

/// The same text again is already so; another text, or one that was withdrawn, needs a version of its own.
fn same_again(known: &Version, named: &SetRef) -> Result<Vec<RuleBookFact>, Refusal> {
    if known.named.hash != named.hash {
        Err(Refusal::OtherText { named: known.named.clone() })
    } else if known.withdrawn.is_some() {
        Err(Refusal::WasWithdrawn { named: known.named.clone() })
    } else {
        Ok(Vec::new())
    }
}

impl Act for Withdraw {
    type Subject = RuleBook;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &RuleBook, (): &(), given: &Given) -> Result<Vec<RuleBookFact>, Refusal> {
        let why = self.why.trim().to_owned();
        let Some(known) = now.version(&self.set, &self.version) else {
            return Err(Refusal::NotThere { set: self.set, version: self.version });
        };
        if known.withdrawn.is_some() {
            return Ok(Vec::new());
        }
        if why.is_empty() {
            return Err(Refusal::NeedsReason);
        }
        if why.chars().count() > WHY_CHARS_MAX {
            return Err(Refusal::ReasonTooLong);
        }
        Ok(vec![RuleBookFact::Withdrawn { set: self.set, version: self.version, at_ms: given.at, why }])
    }
}

impl Reason for Refusal {
    fn key(&self) -> &'static str {
        match self {
            Self::OtherText { .. } => "rules-refusal-other-text",
            Self::WasWithdrawn { .. } => "rules-refusal-was-withdrawn",
            Self::OtherKind { .. } => "rules-refusal-other-kind",
            Self::NeedsBeginning { .. } => "rules-refusal-needs-beginning",
            Self::LooseEnds { .. } => "rules-refusal-loose-ends",
            Self::Full => "rules-refusal-full",
            Self::NotThere { .. } => "rules-refusal-not-there",
            Self::NeedsReason => "rules-refusal-needs-reason",
            Self::ReasonTooLong => "rules-refusal-reason-too-long",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        let number = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
        match self {
            Self::OtherText { named } | Self::WasWithdrawn { named } => {
                vec![("set", named.set.as_str().into()), ("version", named.version.as_str().into())]
            }
            Self::OtherKind { set, kind } => vec![("set", set.as_str().into()), ("kind", kind.as_str().into())],
            Self::NeedsBeginning { set } => vec![("set", set.as_str().into())],
            Self::LooseEnds { problems } => {
                let names: Vec<&str> = problems.iter().take(5).map(|problem| problem.key.as_str()).collect();
                vec![("n", number(problems.len())), ("names", names.join(", ").into())]
            }
            Self::Full => vec![("max", number(VERSIONS_MAX))],
            Self::NotThere { set, version } => vec![("set", set.as_str().into()), ("version", version.as_str().into())],
            Self::NeedsReason => Vec::new(),
            Self::ReasonTooLong => vec![("max", number(WHY_CHARS_MAX))],
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::OtherText { .. } | Self::WasWithdrawn { .. } => Some("rules-refusal-new-version-hint"),
            Self::OtherKind { .. } => Some("rules-refusal-other-kind-hint"),
            Self::NeedsBeginning { .. } => Some("rules-refusal-needs-beginning-hint"),
            Self::LooseEnds { .. } => Some("rules-refusal-loose-ends-hint"),
            _ => None,
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::NotThere { .. } => Kind::NotFound,
            Self::LooseEnds { .. } | Self::NeedsBeginning { .. } | Self::NeedsReason | Self::ReasonTooLong => Kind::Invalid,
            Self::OtherText { .. } | Self::WasWithdrawn { .. } | Self::OtherKind { .. } | Self::Full => Kind::Conflict,
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}
