//! Finding a class by what somebody types: its code, its name in any language, the first letters of how it is spoken.

use pinyin::{ToPinyin, ToPinyinMulti};

use crate::class_tree::{Class, ClassTree};

/// How many classes one search gives at most.
pub const FOUND_MAX: usize = 50;
/// How much of what somebody types is looked at.
pub const QUERY_CHARS_MAX: usize = 60;

/// How a class can be typed: worked out once, when the tree is read.
#[derive(Debug, Clone)]
pub(crate) struct Spelling {
    code: String,
    names: Vec<Spoken>,
}

/// One name in lower case, and the letters that its characters can begin with when spoken.
#[derive(Debug, Clone)]
struct Spoken {
    text: String,
    initials: Vec<Vec<char>>,
    letters: String,
}

impl ClassTree {
    /// The classes that answer to `query`, best first, without those that a place with `features` has no use for; at most
    /// `limit`, and never more than [`FOUND_MAX`]. An empty query finds nothing.
    #[must_use]
    pub fn find(&self, query: &str, features: &[String], limit: usize) -> Vec<&Class> {
        let query: String = query.trim().to_lowercase().chars().take(QUERY_CHARS_MAX).collect();
        if query.is_empty() {
            return Vec::new();
        }
        let mut found: Vec<(u8, usize)> =
            self.spellings.iter().enumerate().filter_map(|(at, spelling)| Some((spelling.rank(&query)?, at))).collect();
        found.sort_unstable();
        let classes = found.into_iter().map(|(_, at)| &self.classes[at]);
        classes.filter(|class| !self.is_hidden(&class.code, features)).take(limit.min(FOUND_MAX)).collect()
    }
}

impl Spelling {
    pub(crate) fn of(class: &Class) -> Self {
        let names = class.name.all().map(|(_, words)| words).chain(class.also.iter().map(String::as_str));
        Self { code: class.code.to_lowercase(), names: names.map(Spoken::of).collect() }
    }

    /// How well `query` names the class, 0 best; nothing when it does not.
    fn rank(&self, query: &str) -> Option<u8> {
        if self.code == query {
            return Some(0);
        }
        let by_code = self.code.starts_with(query).then_some(3);
        self.names.iter().filter_map(|name| name.rank(query)).chain(by_code).min()
    }
}

impl Spoken {
    fn of(words: &str) -> Self {
        let text = words.to_lowercase();
        let letters = text.chars().map(|c| c.to_pinyin().map_or_else(|| c.to_string(), |p| p.plain().to_owned()));
        let letters = letters.collect::<String>().chars().filter(|c| c.is_alphanumeric()).collect();
        Self { initials: text.chars().filter_map(initials).collect(), text, letters }
    }

    fn rank(&self, query: &str) -> Option<u8> {
        if self.text == query {
            return Some(1);
        }
        let letters: Vec<char> = query.chars().collect();
        let spoken_at = |from: usize| {
            self.initials[from..].len() >= letters.len()
                && letters.iter().zip(&self.initials[from..]).all(|(typed, can_be)| can_be.contains(typed))
        };
        let is_typed_sound = query.is_ascii() && letters.len() >= 2 && !self.text.is_ascii();
        if is_typed_sound && letters.len() == self.initials.len() && spoken_at(0) {
            Some(2)
        } else if self.text.starts_with(query) {
            Some(4)
        } else if is_typed_sound && spoken_at(0) {
            Some(5)
        } else if is_typed_sound && self.letters.starts_with(query) {
            Some(6)
        } else if self.text.contains(query) {
            Some(7)
        } else if is_typed_sound && (1..self.initials.len()).any(spoken_at) {
            Some(8)
        } else {
            None
        }
    }
}

/// The letters that a character can begin with when spoken: itself for a letter or digit, nothing for a mark or a space.
fn initials(c: char) -> Option<Vec<char>> {
    if let Some(readings) = c.to_pinyin_multi() {
        let mut letters: Vec<char> = readings.into_iter().filter_map(|p| p.plain().chars().next()).collect();
        letters.sort_unstable();
        letters.dedup();
        return Some(letters);
    }
    c.is_alphanumeric().then(|| vec![c])
}
