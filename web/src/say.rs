//! What is said to one reader: their language, the city's zone, and what time it is.

use std::borrow::{Borrow, Cow};
use std::fmt::Display;

use kernel::{Arg, Reason, Time, Zone};

use crate::when::Days;
use crate::{Language, Texts, Word};

/// Speaks to one reader, once a request. Everything written for people goes through it.
#[derive(Debug, Clone)]
pub struct Say {
    pub(crate) texts: Texts,
    /// The reader's language.
    pub language: Language,
    /// What time it is in the world.
    pub now: Time,
    pub(crate) zone: Zone,
    pub(crate) days: Days,
}

/// A whole number in any of the forms that templates hand over.
pub trait Count {
    /// The number; the largest there is where it does not fit.
    fn count(&self) -> i64;
}

macro_rules! counts {
    ($($number:ty),+) => { $(impl Count for $number {
        fn count(&self) -> i64 {
            i64::try_from(*self).unwrap_or(i64::MAX)
        }
    })+ };
}
counts!(i64, u64, i32, u32, u16, u8, usize);

impl<T: Count + ?Sized> Count for &T {
    fn count(&self) -> i64 {
        (*self).count()
    }
}

impl Say {
    /// Speaks `language` in `zone` at `now`.
    #[must_use]
    pub fn new(texts: Texts, language: Language, zone: Zone, now: Time) -> Self {
        let days = Days::around(&zone, now);
        Self { texts, language, now, zone, days }
    }

    /// The text of `word`.
    #[must_use]
    pub fn word(&self, word: impl Borrow<Word>) -> Cow<'_, str> {
        self.texts.say(self.language, word.borrow().0, &[])
    }

    /// The text of `word` with its arguments: `say.with(LEFT, &[("n", 3.into())])`.
    #[must_use]
    pub fn with(&self, word: Word, args: &[(&str, Arg)]) -> String {
        self.key(word.0, args)
    }

    /// The text of `word` with one argument, for templates: `say.one(LEFT, "n", count)`.
    #[must_use]
    pub fn one(&self, word: Word, name: &str, arg: impl Into<Arg>) -> String {
        self.key(word.0, &[(name, arg.into())])
    }

    /// The text of `word` with one number.
    #[must_use]
    pub fn count(&self, word: Word, n: impl Count) -> String {
        self.key(word.0, &[("n", Arg::Number(n.count()))])
    }

    /// The text called `key` with its arguments; times are written in the city's zone.
    #[must_use]
    pub fn key(&self, key: &str, args: &[(&str, Arg)]) -> String {
        let written: Vec<(&str, Cow<'_, Arg>)> = args
            .iter()
            .map(|(name, arg)| match arg {
                Arg::Time(time) => (*name, Cow::Owned(Arg::Text(self.time(*time)))),
                other => (*name, Cow::Borrowed(other)),
            })
            .collect();
        self.texts.say(self.language, key, &written).into_owned()
    }

    /// A refusal in words: what is so, and what to do where something can be done.
    #[must_use]
    pub fn reason(&self, reason: &dyn Reason) -> (String, Option<String>) {
        let args = reason.args();
        (self.key(reason.key(), &args), reason.hint().map(|hint| self.key(hint, &args)))
    }

    /// Whether there is a text called `key`.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.texts.knows(key)
    }

    /// The city's zone.
    #[must_use]
    pub const fn zone(&self) -> &Zone {
        &self.zone
    }

    /// What there is, or the words for "not known": unknown is never shown as zero or as nothing.
    #[must_use]
    pub fn known<T: Display>(&self, what: &Option<T>) -> String {
        what.as_ref().map_or_else(|| self.word(crate::words::UNKNOWN).into_owned(), ToString::to_string)
    }
}
