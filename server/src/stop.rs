//! Why a command ends without having done what was asked: one sentence for the person at the terminal, and what to do.

use std::fmt;

use desk::{Fault, NotDone};
use web::Language;

use crate::wiring;

/// Why a command ended early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    sentence: String,
    hint: Option<String>,
    usage: bool,
}

impl Stop {
    /// Ends with a sentence that says what is so.
    #[must_use]
    pub fn because(sentence: impl Into<String>) -> Self {
        Self { sentence: sentence.into(), hint: None, usage: false }
    }

    /// The words on the command line do not fit together.
    #[must_use]
    pub fn usage(sentence: impl Into<String>) -> Self {
        Self { usage: true, ..Self::because(sentence) }
    }

    /// The same, with what to do about it.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// The exit code: 2 when the command line was wrong, else 1.
    #[must_use]
    pub const fn code(&self) -> u8 {
        if self.usage { 2 } else { 1 }
    }
}

impl fmt::Display for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.sentence)?;
        match &self.hint {
            Some(hint) => write!(f, "\nhint: {hint}"),
            None => Ok(()),
        }
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::because(fault.to_string())
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::from(Fault::from(error))
    }
}

impl From<NotDone> for Stop {
    /// A refusal is said in the words that a page would use, in English: the command line speaks no other language.
    fn from(not_done: NotDone) -> Self {
        let reason = match not_done {
            NotDone::Fault(fault) => return Self::from(fault),
            NotDone::Refused(reason) => reason,
        };
        let Ok(texts) = wiring::texts() else { return Self::because(reason.to_string()) };
        let (sentence, hint) =
            web::Say::new(texts, Language::En, kernel::Zone::utc(), kernel::Time::default()).reason(reason.as_ref());
        Self { sentence, hint, usage: false }
    }
}
