//! How sure a rule is, and where it stands: every set and every single rule carries both.

use serde::{Deserialize, Serialize};

use crate::problem::Wrong;
use crate::sheet::Part;

/// How long a source may be.
pub const SOURCE_CHARS_MAX: usize = 300;
/// How long a mark may be.
pub const MARK_CHARS_MAX: usize = 160;

/// The words in a mark that leave a rule open however sure it is otherwise.
const OPEN: &str = "to be confirmed";

/// How sure a rule is, as it is written: `C: …` checked in a source, `K:h`, `K:m`, `K:l` known without one, `P` proposed;
/// "to be confirmed" anywhere leaves it open.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Mark(pub String);

/// How sure a rule is, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sureness {
    /// Our own proposal.
    Proposed,
    /// From knowledge, with low confidence.
    KnownLow,
    /// From knowledge, with medium confidence.
    KnownMedium,
    /// From knowledge, with high confidence.
    KnownHigh,
    /// Checked in a source.
    Checked,
}

/// Where a rule stands and how sure it is; a single rule without its own takes those of its set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The law, plan or table with its clause.
    pub source: String,
    /// How sure it is.
    pub mark: Mark,
}

impl Mark {
    /// Reads a mark; nothing when it does not begin as one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mark = Self(text.trim().to_owned());
        (mark.sureness().is_some() || mark.0.starts_with(OPEN)).then_some(mark)
    }

    /// How sure the rule is; nothing when only "to be confirmed" is said.
    #[must_use]
    pub fn sureness(&self) -> Option<Sureness> {
        let text = self.0.as_str();
        let begins = |word: &str| text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
        if begins("C") {
            Some(Sureness::Checked)
        } else if begins("K:h") {
            Some(Sureness::KnownHigh)
        } else if begins("K:m") {
            Some(Sureness::KnownMedium)
        } else if begins("K:l") {
            Some(Sureness::KnownLow)
        } else if begins("P") {
            Some(Sureness::Proposed)
        } else {
            None
        }
    }

    /// Whether nobody has to look it up any more: checked in a source, and nothing left open.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        self.sureness() == Some(Sureness::Checked) && !self.0.contains(OPEN)
    }
}

impl Basis {
    /// The source and mark of one rule, with those of what it stands in where it says nothing of its own.
    pub(crate) fn read(part: &Part<'_>, above: &Self) -> Self {
        let source = part.maybe_text("source", SOURCE_CHARS_MAX).unwrap_or_else(|| above.source.clone());
        Self { source, mark: read_mark(part).unwrap_or_else(|| above.mark.clone()) }
    }

    /// The mandatory source and mark of a set.
    pub(crate) fn head(part: &Part<'_>) -> Self {
        let source = part.text("source", SOURCE_CHARS_MAX);
        if !part.has("mark") {
            part.wrong("mark", Wrong::Missing);
        }
        Self { source, mark: read_mark(part).unwrap_or_default() }
    }
}

fn read_mark(part: &Part<'_>) -> Option<Mark> {
    let text = part.maybe_text("mark", MARK_CHARS_MAX)?;
    let mark = Mark::parse(&text);
    if mark.is_none() {
        part.wrong("mark", Wrong::NotAMark);
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_says_how_sure_a_rule_is() {
        for (text, sureness, confirmed) in [
            ("C", Sureness::Checked, true),
            ("C: O493 art 3", Sureness::Checked, true),
            ("C: the copies disagree; to be confirmed", Sureness::Checked, false),
            ("K:h", Sureness::KnownHigh, false),
            ("K:m; to be confirmed", Sureness::KnownMedium, false),
            ("K:l", Sureness::KnownLow, false),
            ("P", Sureness::Proposed, false),
        ] {
            let mark = Mark::parse(text).unwrap();
            assert_eq!(mark.sureness(), Some(sureness), "{text}");
            assert_eq!(mark.is_confirmed(), confirmed, "{text}");
        }
        assert!(!Mark::parse("to be confirmed").unwrap().is_confirmed());
        for wrong in ["", "sure", "Checked", "K", "K:x", "Perhaps"] {
            assert_eq!(Mark::parse(wrong), None, "{wrong}");
        }
    }
}
