//! What a rule set says, as tables that people can read: every rule with its source and how sure it is.

mod contents;
mod phrases;

pub use contents::contents;

use kernel::Time;
use web::{Say, Word};

use crate::in_force::InForce;
use crate::mark::{Basis, Mark, Sureness};
use crate::reads::Adoption;
use crate::set::SetKind;
use crate::state::RuleBook;
use crate::words;

/// One table of a rule set.
pub struct Shown {
    /// The heading.
    pub heading: String,
    /// The headings of its columns, without that of the basis.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<ShownRow>,
}

/// One rule.
pub struct ShownRow {
    /// A cell a column.
    pub cells: Vec<String>,
    /// Where it stands and how sure it is.
    pub basis: Basis,
}

/// Who reads, and what names are known.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// Speaks to them.
    pub say: &'a Say,
    /// The rules in force now, for the names of items and parties.
    pub names: &'a InForce,
}

/// How a version stands at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// It holds.
    InForce,
    /// Its day has not come.
    NotYet,
    /// A newer version of its set holds.
    Superseded,
    /// Its last day is over.
    Ended,
    /// It was withdrawn.
    Withdrawn,
}

impl Reader<'_> {
    fn words(&self, columns: &[Word]) -> Vec<String> {
        columns.iter().map(|word| self.say.word(word).into_owned()).collect()
    }

    fn word(&self, word: Word) -> String {
        self.say.word(word).into_owned()
    }
}

impl Stands {
    /// How the version that `adoption` lists stands at `now`.
    #[must_use]
    pub fn of(adoption: &Adoption, book: &RuleBook, now: Time) -> Self {
        let mine = |one: &crate::SetRef| one.set == adoption.set && one.version == adoption.version;
        if adoption.withdrawal.is_some() {
            Self::Withdrawn
        } else if adoption.begins.is_some_and(|from| from > now) {
            Self::NotYet
        } else if adoption.ends.is_some_and(|end| end <= now) {
            Self::Ended
        } else if book.in_force(now).sets().iter().any(|set| mine(&set.named())) {
            Self::InForce
        } else {
            Self::Superseded
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> Word {
        match self {
            Self::InForce => words::STATE_IN_FORCE,
            Self::NotYet => words::STATE_NOT_YET,
            Self::Superseded => words::STATE_SUPERSEDED,
            Self::Ended => words::STATE_ENDED,
            Self::Withdrawn => words::STATE_WITHDRAWN,
        }
    }

    /// The word for it in answers of the API.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::NotYet => "not_yet",
            Self::Superseded => "superseded",
            Self::Ended => "ended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// What a kind of rules is called.
#[must_use]
pub const fn kind_word(kind: SetKind) -> Word {
    match kind {
        SetKind::ClassTree => words::KIND_CLASS_TREE,
        SetKind::Figures => words::KIND_FIGURES,
        SetKind::Sensitivity => words::KIND_SENSITIVITY,
        SetKind::Grading => words::KIND_GRADING,
        SetKind::Reporting => words::KIND_REPORTING,
        SetKind::Telling => words::KIND_TELLING,
        SetKind::OfficeLimits => words::KIND_OFFICE_LIMITS,
    }
}

/// How sure a rule is, in words.
#[must_use]
pub fn sure_word(mark: &Mark) -> Word {
    match mark.sureness() {
        Some(Sureness::Checked) => words::SURE_CHECKED,
        Some(Sureness::KnownHigh) => words::SURE_KNOWN_HIGH,
        Some(Sureness::KnownMedium) => words::SURE_KNOWN_MEDIUM,
        Some(Sureness::KnownLow) => words::SURE_KNOWN_LOW,
        Some(Sureness::Proposed) => words::SURE_PROPOSED,
        None => words::TO_BE_CONFIRMED,
    }
}
