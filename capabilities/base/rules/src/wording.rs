//! The same words in the languages that a rule set brings them in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::problem::Wrong;
use crate::sheet::Part;

/// How long a name in a rule set may be.
pub const NAME_CHARS_MAX: usize = 160;
/// How many languages a name may come in.
pub const LANGUAGES_MAX: usize = 8;

/// One name in one or more languages: `{ zh = "…", en = "…" }`. Rule sets bring their own words, since they are data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Wording(BTreeMap<String, String>);

impl Wording {
    /// The words in `language`, or in the first language there is.
    #[must_use]
    pub fn say(&self, language: &str) -> &str {
        self.0.get(language).or_else(|| self.0.values().next()).map_or("", String::as_str)
    }

    /// The words in every language.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(language, words)| (language.as_str(), words.as_str()))
    }

    /// Whether there are no words at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The mandatory wording at `key`.
    pub(crate) fn read(part: &Part<'_>, key: &'static str) -> Self {
        let read = Self::maybe(part, key);
        if read.is_none() && !part.has(key) {
            part.wrong(key, Wrong::Missing);
        }
        read.unwrap_or_default()
    }

    /// The wording at `key`, if it is there.
    pub(crate) fn maybe(part: &Part<'_>, key: &'static str) -> Option<Self> {
        Self::long(part, key, NAME_CHARS_MAX)
    }

    /// The wording at `key` of at most `max` characters, if it is there.
    pub(crate) fn long(part: &Part<'_>, key: &'static str, max: usize) -> Option<Self> {
        let words = part.maybe_table(key, |words| {
            let texts = words.free_texts(max);
            for (language, _) in &texts {
                if language.len() != 2 || !language.bytes().all(|b| b.is_ascii_lowercase()) {
                    words.wrong(language, Wrong::NotALanguage);
                }
            }
            texts
        })?;
        if words.is_empty() {
            part.wrong(key, Wrong::Empty);
        }
        if words.len() > LANGUAGES_MAX {
            part.wrong(key, Wrong::TooMany { max: LANGUAGES_MAX });
        }
        Some(Self(words.into_iter().collect()))
    }
}
