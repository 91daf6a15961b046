//! Reading the text of a rule set key by key: every fault is noted with its line, and the reading goes on.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::problem::{PROBLEMS_MAX, Problem, Wrong};

/// The text being read, and the faults found so far.
pub(crate) struct Sheet<'t> {
    text: &'t str,
    found: RefCell<Vec<Problem>>,
    more: Cell<usize>,
    ids: RefCell<BTreeSet<(String, String)>>,
}

/// One table of the text. A key is known once it was asked for; those never asked for are refused at the end.
pub(crate) struct Part<'s> {
    sheet: &'s Sheet<'s>,
    table: &'s DeTable<'s>,
    path: String,
    offset: Option<usize>,
    asked: RefCell<BTreeSet<&'static str>>,
}

impl<'t> Sheet<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, found: RefCell::default(), more: Cell::new(0), ids: RefCell::default() }
    }

    pub(crate) fn note(&self, line: Option<usize>, key: impl Into<String>, wrong: Wrong) {
        let mut found = self.found.borrow_mut();
        if found.len() < PROBLEMS_MAX {
            found.push(Problem::at(line, key, wrong));
        } else {
            self.more.set(self.more.get() + 1);
        }
    }

    /// The line, from 1, that the byte at `offset` stands on.
    pub(crate) fn line(&self, offset: usize) -> usize {
        let upto = offset.min(self.text.len());
        self.text.as_bytes().iter().take(upto).filter(|b| **b == b'\n').count() + 1
    }

    /// All faults in the order of their lines; empty when the text is good.
    pub(crate) fn faults(self) -> Vec<Problem> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|p| p.line.unwrap_or(0));
        if self.more.get() > 0 {
            found.push(Problem::at(None, "", Wrong::More { count: self.more.get() }));
        }
        found
    }
}

impl<'s> Part<'s> {
    /// The whole text as its uppermost table.
    pub(crate) fn whole(sheet: &'s Sheet<'s>, table: &'s DeTable<'s>) -> Self {
        Self { sheet, table, path: String::new(), offset: None, asked: RefCell::default() }
    }

    pub(crate) fn path(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Notes a fault of `key`, on its own line if it is written.
    pub(crate) fn wrong(&self, key: &str, wrong: Wrong) {
        let offset = self.peek(key).map(|v| v.span().start).or(self.offset);
        let line = offset.map(|at| self.sheet.line(at));
        self.sheet.note(line, self.path(key), wrong);
    }

    pub(crate) fn has(&self, key: &str) -> bool {
        self.peek(key).is_some()
    }

    fn peek(&self, key: &str) -> Option<&'s Spanned<DeValue<'s>>> {
        self.table.iter().find(|(k, _)| k.get_ref().as_ref() == key).map(|(_, v)| v)
    }

    fn ask(&self, key: &'static str) -> Option<&'s DeValue<'s>> {
        self.asked.borrow_mut().insert(key);
        self.peek(key).map(Spanned::get_ref)
    }

    fn must<T: Default>(&self, key: &'static str, read: Option<T>) -> T {
        if read.is_none() && !self.has(key) {
            self.wrong(key, Wrong::Missing);
        }
        read.unwrap_or_default()
    }

    /// A text of 1 to `max` characters, if it is there.
    pub(crate) fn maybe_text(&self, key: &'static str, max: usize) -> Option<String> {
        let value = self.ask(key)?;
        let Some(text) = value.as_str() else {
            self.wrong(key, Wrong::NotText);
            return None;
        };
        self.fitting(key, text, max)
    }

    fn fitting(&self, key: &str, text: &str, max: usize) -> Option<String> {
        if text.trim().is_empty() {
            self.wrong(key, Wrong::Empty);
            return None;
        }
        if text.chars().count() > max {
            self.wrong(key, Wrong::TooLong { max });
            return None;
        }
        Some(text.to_owned())
    }

    /// A text of 1 to `max` characters.
    pub(crate) fn text(&self, key: &'static str, max: usize) -> String {
        let read = self.maybe_text(key, max);
        self.must(key, read)
    }

    /// A name of small letters, digits, hyphens and low lines.
    pub(crate) fn name(&self, key: &'static str, max: usize) -> String {
        let read = self.maybe_name(key, max);
        self.must(key, read)
    }

    /// The same, if it is there.
    pub(crate) fn maybe_name(&self, key: &'static str, max: usize) -> Option<String> {
        let text = self.maybe_text(key, max)?;
        if is_name(&text) {
            return Some(text);
        }
        self.wrong(key, Wrong::NotAnId);
        None
    }

    /// The `id` of this entry: as [`Part::text`], once only in its list.
    pub(crate) fn id(&self, max: usize) -> String {
        let id = self.text("id", max);
        self.once("id", &id);
        id
    }

    /// Notes a fault when `name` was already given in this list.
    pub(crate) fn once(&self, key: &str, name: &str) {
        let list = self.path.rsplit_once('[').map_or("", |(list, _)| list).to_owned();
        if !name.is_empty() && !self.sheet.ids.borrow_mut().insert((list, name.to_owned())) {
            self.wrong(key, Wrong::Twice { name: name.to_owned() });
        }
    }

    /// A whole number from `min` to `max`, if it is there.
    pub(crate) fn maybe_number(&self, key: &'static str, min: i64, max: i64) -> Option<i64> {
        let value = self.ask(key)?;
        let Some(n) = value.as_integer().and_then(|n| i64::from_str_radix(n.as_str(), n.radix()).ok()) else {
            self.wrong(key, Wrong::NotWhole);
            return None;
        };
        if (min..=max).contains(&n) {
            return Some(n);
        }
        self.wrong(key, Wrong::OutOfRange { min, max });
        None
    }

    /// A whole number from `min` to `max`.
    pub(crate) fn number(&self, key: &'static str, min: i64, max: i64) -> i64 {
        let read = self.maybe_number(key, min, max);
        self.must(key, read)
    }

    /// A list of texts of at most `chars` each; an empty list when it is not there.
    pub(crate) fn texts(&self, key: &'static str, most: usize, chars: usize) -> Vec<String> {
        let Some(value) = self.ask(key) else { return Vec::new() };
        let Some(list) = value.as_array() else {
            self.wrong(key, Wrong::NotList);
            return Vec::new();
        };
        if list.len() > most {
            self.wrong(key, Wrong::TooMany { max: most });
        }
        let read = |value: &Spanned<DeValue<'_>>| match value.get_ref().as_str() {
            Some(text) => self.fitting(key, text, chars),
            None => {
                self.wrong(key, Wrong::NotText);
                None
            }
        };
        list.iter().take(most).filter_map(read).collect()
    }

    /// A list of whole numbers from `min` to `max`.
    pub(crate) fn numbers(&self, key: &'static str, most: usize, min: i64, max: i64) -> Vec<i64> {
        let Some(list) = self.ask(key).and_then(DeValue::as_array) else {
            self.wrong(key, if self.has(key) { Wrong::NotList } else { Wrong::Missing });
            return Vec::new();
        };
        if list.len() > most {
            self.wrong(key, Wrong::TooMany { max: most });
        }
        let whole = |value: &Spanned<DeValue<'_>>| {
            let n = value.get_ref().as_integer()?;
            i64::from_str_radix(n.as_str(), n.radix()).ok().filter(|n| (min..=max).contains(n))
        };
        let numbers: Vec<i64> = list.iter().take(most).filter_map(whole).collect();
        if numbers.len() < list.len().min(most) {
            self.wrong(key, Wrong::OutOfRange { min, max });
        }
        numbers
    }

    /// One of several words, if it is there.
    pub(crate) fn maybe_choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> Option<T> {
        let text = self.maybe_text(key, 60)?;
        let chosen = choices.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if chosen.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            self.wrong(key, Wrong::NotOneOf { choices: words.join(", ") });
        }
        chosen
    }

    /// One of several words; the first stands in when none is right, and the fault is noted.
    pub(crate) fn choice<T: Copy>(&self, key: &'static str, choices: &[(&str, T)]) -> T {
        let read = self.maybe_choice(key, choices);
        if read.is_none() && !self.has(key) {
            self.wrong(key, Wrong::Missing);
        }
        read.unwrap_or(choices[0].1)
    }

    /// A date or a time as it is written, with or without quotation marks, if it is there.
    pub(crate) fn maybe_stamp(&self, key: &'static str, wrong: Wrong) -> Option<String> {
        let value = self.ask(key)?;
        let text = value.as_datetime().map(ToString::to_string).or_else(|| value.as_str().map(str::to_owned));
        if text.is_none() {
            self.wrong(key, wrong);
        }
        text
    }

    /// The table at `key`, read by `read`, if it is there.
    pub(crate) fn maybe_table<T>(&self, key: &'static str, read: impl FnOnce(&Part<'s>) -> T) -> Option<T> {
        let value = self.ask(key)?;
        if let Some(table) = value.as_table() {
            return Some(self.within(self.path(key), self.peek(key).map(|v| v.span().start), table).through(read));
        }
        self.wrong(key, Wrong::NotTable);
        None
    }

    /// The table at `key`, read by `read`.
    pub(crate) fn table<T: Default>(&self, key: &'static str, read: impl FnOnce(&Part<'s>) -> T) -> T {
        let read = self.maybe_table(key, read);
        self.must(key, read)
    }

    /// The entries of the list of tables at `key`, each read by `read`; an empty list when it is not there.
    pub(crate) fn list<T>(&self, key: &'static str, most: usize, read: impl Fn(&Part<'s>) -> T) -> Vec<T> {
        let Some(value) = self.ask(key) else { return Vec::new() };
        let Some(list) = value.as_array() else {
            self.wrong(key, Wrong::NotList);
            return Vec::new();
        };
        if list.len() > most {
            self.wrong(key, Wrong::TooMany { max: most });
        }
        let mut entries = Vec::with_capacity(list.len().min(most));
        for (n, entry) in list.iter().take(most).enumerate() {
            let path = format!("{}[{}]", self.path(key), n + 1);
            let offset = entry.span().start;
            match entry.get_ref().as_table() {
                Some(table) => entries.push(self.within(path, Some(offset), table).through(&read)),
                None => self.sheet.note(Some(self.sheet.line(offset)), path, Wrong::NotTable),
            }
        }
        entries
    }

    /// Every key with its text, for tables whose keys are free (languages).
    pub(crate) fn free_texts(&self, max: usize) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        for (key, value) in self.table.iter() {
            let name = key.get_ref().as_ref();
            match value.get_ref().as_str() {
                Some(text) => texts.extend(self.fitting(name, text, max).map(|text| (name.to_owned(), text))),
                None => self.wrong(name, Wrong::NotText),
            }
        }
        texts
    }

    /// A number, or a table with more to say about it, read by `read`; nothing when the key is not there.
    pub(crate) fn number_or_table<T>(&self, key: &'static str, read: impl FnOnce(&Part<'s>) -> T) -> Option<Result<i64, T>> {
        let value = self.ask(key)?;
        if value.as_table().is_some() {
            self.maybe_table(key, read).map(Err)
        } else {
            self.maybe_number(key, 0, i64::MAX).map(Ok)
        }
    }

    fn within(&self, path: String, offset: Option<usize>, table: &'s DeTable<'s>) -> Part<'s> {
        Part { sheet: self.sheet, table, path, offset, asked: RefCell::default() }
    }

    /// Reads this part and refuses the keys that `read` never asked for.
    pub(crate) fn through<T>(self, read: impl FnOnce(&Part<'s>) -> T) -> T {
        let out = read(&self);
        self.refuse_unknown();
        out
    }

    /// Looks again at the entries of a list that was read before: notes only what `look` itself finds wrong.
    pub(crate) fn again(&self, key: &str, look: impl Fn(&Part<'s>)) {
        let Some(list) = self.peek(key).and_then(|v| v.get_ref().as_array()) else { return };
        for (n, entry) in list.iter().enumerate() {
            if let Some(table) = entry.get_ref().as_table() {
                look(&self.within(format!("{}[{}]", self.path(key), n + 1), Some(entry.span().start), table));
            }
        }
    }

    /// The text at `key` when it is one; notes nothing.
    pub(crate) fn glance(&self, key: &str) -> Option<&'s str> {
        self.peek(key).and_then(|v| v.get_ref().as_str())
    }

    fn refuse_unknown(&self) {
        let asked = self.asked.borrow();
        if asked.is_empty() {
            return;
        }
        for (key, _) in self.table.iter() {
            let name = key.get_ref().as_ref();
            if !asked.contains(name) {
                let known: Vec<&str> = asked.iter().copied().collect();
                let line = Some(self.sheet.line(key.span().start));
                self.sheet.note(line, self.path(name), Wrong::Unknown { known: known.join(", ") });
            }
        }
    }
}

/// Small letters, digits, hyphens and low lines.
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_')
}
