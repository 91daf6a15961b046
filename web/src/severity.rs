//! Severity I to IV as people see it: a colour, a shape and a word, never a colour alone.

use std::borrow::Borrow;

use kernel::Grade;

use crate::{Markup, Say, Word, words};

/// The scale that grades, warnings and response levels are shown on. Which of them is meant, the words beside it say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Severity {
    /// Red, a diamond.
    I,
    /// Orange, a triangle.
    II,
    /// Yellow, a square.
    III,
    /// Blue, a circle.
    IV,
}

impl Severity {
    /// All, gravest first.
    pub const ALL: [Self; 4] = [Self::I, Self::II, Self::III, Self::IV];

    const fn class(self) -> &'static str {
        match self {
            Self::I => "sev sev-1",
            Self::II => "sev sev-2",
            Self::III => "sev sev-3",
            Self::IV => "sev sev-4",
        }
    }

    const fn word(self) -> Word {
        match self {
            Self::I => words::SEVERITY_1,
            Self::II => words::SEVERITY_2,
            Self::III => words::SEVERITY_3,
            Self::IV => words::SEVERITY_4,
        }
    }

    const fn grade_word(self) -> Word {
        match self {
            Self::I => words::GRADE_1,
            Self::II => words::GRADE_2,
            Self::III => words::GRADE_3,
            Self::IV => words::GRADE_4,
        }
    }
}

impl From<Grade> for Severity {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::I => Self::I,
            Grade::II => Self::II,
            Grade::III => Self::III,
            Grade::IV => Self::IV,
        }
    }
}

impl Say {
    /// The mark of a severity with its colour's name: for warnings and explanations.
    #[must_use]
    pub fn severity(&self, severity: impl Borrow<Severity>) -> Markup {
        let severity = *severity.borrow();
        self.severity_saying(severity, &self.word(severity.word()))
    }

    /// The mark of a severity with words of the caller's own.
    #[must_use]
    pub fn severity_saying(&self, severity: Severity, words: &str) -> Markup {
        Markup::written(format!("<span class=\"{}\">{}</span>", severity.class(), Markup::text(words)))
    }

    /// The mark of an incident's grade, or of none yet: an ungraded incident is not an ordinary one.
    #[must_use]
    pub fn grade(&self, grade: impl Borrow<Option<Grade>>) -> Markup {
        match grade.borrow().map(Severity::from) {
            Some(severity) => self.severity_saying(severity, &self.word(severity.grade_word())),
            None => Markup::written(format!("<span class=\"sev sev-0\">{}</span>", Markup::text(&self.word(words::GRADE_0)))),
        }
    }
}
