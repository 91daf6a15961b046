//! How long a task takes a person: what hands, eyes and mouth need for it, and what they wait for.
//!
//! Hands and eyes by the keystroke-level model (Card, Moran & Newell 1980, Communications of the ACM 23:7, table 1), which holds for
//! practised people doing what they have done before, without errors: a key 0.28 s (an average typist), a look and a thought
//! before each thing done 1.35 s, pointing 1.1 s, the hand to the mouse and back 0.4 s each, a click 0.2 s. A Han character is three
//! keys: two of its sound and one that chooses it. Speaking is four characters a second, as one dictates. A page counts the second that
//! it may take, and an answer within a page its tenth, whatever the machine took: how fast it is never decides a task. What it took is
//! measured beside.

use std::io::Write as _;
use std::ops::Add;
use std::sync::PoisonError;

use desk::Stopwatch;

use super::Browser;
use crate::program::artifacts;

const KEY_S: f64 = 0.28;
const THOUGHT_S: f64 = 1.35;
const CLICK_S: f64 = 1.1 + 0.4 + 0.4 + 0.2;
const KEYS_PER_HAN: u32 = 3;
const SPOKEN_PER_S: f64 = 4.0;
/// Until somebody picks up, in seconds.
const RINGING_S: f64 = 10.0;
/// What a page may take.
const PAGE_S: f64 = 1.0;
/// What an answer within a page may take.
const ANSWER_S: f64 = 0.1;
/// The head of the table.
const HEAD: &str = "| task | takes | at most | hands | talking | waiting | the program took | keys | clicks |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|\n";

/// What hands and mouth have done.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub keys: u32,
    pub clicks: u32,
    pub thoughts: u32,
    pub pages: u32,
    pub answers: u32,
    pub talking_s: f64,
}

/// A task under the stopwatch.
#[derive(Debug)]
pub struct Task<'a> {
    browser: &'a Browser,
    watch: Stopwatch,
}

/// What a task took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Taken {
    /// Typing and clicking with the thoughts before, in seconds.
    pub hands_s: f64,
    /// Ringing, speaking and hearing, in seconds.
    pub talking_s: f64,
    /// Waiting for pages and answers, at what they may take, in seconds.
    pub waiting_s: f64,
    /// What the program and the browser really took, in seconds.
    pub program_s: f64,
    /// How many keys were pressed.
    pub keys: u32,
    /// How many clicks were made.
    pub clicks: u32,
}

impl Tally {
    pub(crate) fn typed(&mut self, words: &str) {
        self.thoughts += 1;
        self.keys += words.chars().map(|sign| if sign.is_ascii() { 1 } else { KEYS_PER_HAN }).sum::<u32>();
    }

    fn hands_s(&self) -> f64 {
        let thoughts = self.thoughts + self.clicks;
        f64::from(self.keys) * KEY_S + f64::from(self.clicks) * CLICK_S + f64::from(thoughts) * THOUGHT_S
    }
}

impl Browser {
    pub(super) fn tally(&self, count: impl FnOnce(&mut Tally)) {
        count(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Starts the stopwatch of a task.
    pub fn task(&self) -> Task<'_> {
        self.tally(|tally| *tally = Tally::default());
        Task { browser: self, watch: Stopwatch::start() }
    }

    /// Dials a number and waits until somebody picks up.
    pub fn rings(&self, number: &str) -> &Self {
        self.tally(|tally| {
            tally.thoughts += 1;
            tally.talking_s += RINGING_S + number.chars().filter(char::is_ascii_digit).count() as f64 * KEY_S;
        });
        self
    }

    /// Speaks words into a telephone, or hears them.
    pub fn speaks(&self, words: &str) -> &Self {
        self.tally(|tally| tally.talking_s += words.chars().count() as f64 / SPOKEN_PER_S);
        self
    }

    /// Reads an answer off the page: one look.
    pub fn reads(&self) -> &Self {
        self.tally(|tally| tally.thoughts += 1);
        self
    }
}

impl Task<'_> {
    /// Stops the stopwatch.
    #[must_use]
    pub fn stops(self) -> Taken {
        let tally = *self.browser.tally.lock().unwrap_or_else(PoisonError::into_inner);
        Taken {
            hands_s: tally.hands_s(),
            talking_s: tally.talking_s,
            waiting_s: f64::from(tally.pages) * PAGE_S + f64::from(tally.answers) * ANSWER_S,
            program_s: self.watch.seconds(),
            keys: tally.keys,
            clicks: tally.clicks,
        }
    }
}

impl Taken {
    /// All of it, in seconds.
    #[must_use]
    pub fn all_s(&self) -> f64 {
        self.hands_s + self.talking_s + self.waiting_s
    }

    /// Writes the line of a task into `target/stopwatch` and prints it.
    ///
    /// # Panics
    /// When the task takes longer than `limit_s`.
    pub fn within(&self, limit_s: f64, name: &str) {
        let line = format!(
            "| {name} | {} | {} | {:.0} s | {:.0} s | {:.1} s | {:.1} s | {} | {} |\n",
            minutes(self.all_s()),
            minutes(limit_s),
            self.hands_s,
            self.talking_s,
            self.waiting_s,
            self.program_s,
            self.keys,
            self.clicks
        );
        let file = artifacts("stopwatch").join(format!("{}.md", name.replace([' ', ',', '/'], "-")));
        std::fs::write(&file, &line).unwrap_or_else(|fault| panic!("cannot write {}: {fault}", file.display()));
        // Past what the test runner keeps to itself: the table is there to be read.
        std::io::stdout().write_all(format!("\n{HEAD}{line}").as_bytes()).expect("standard output");
        assert!(self.all_s() <= limit_s, "{name} takes too long:\n{HEAD}{line}");
    }
}

impl Add for Taken {
    type Output = Self;

    /// One task after the other.
    fn add(self, later: Self) -> Self {
        Self {
            hands_s: self.hands_s + later.hands_s,
            talking_s: self.talking_s + later.talking_s,
            waiting_s: self.waiting_s + later.waiting_s,
            program_s: self.program_s + later.program_s,
            keys: self.keys + later.keys,
            clicks: self.clicks + later.clicks,
        }
    }
}

/// `0:37`, as a stopwatch shows it, rounded up.
fn minutes(seconds: f64) -> String {
    let whole = seconds.ceil().max(0.0);
    format!("{:.0}:{:02.0}", (whole / 60.0).floor(), whole % 60.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_han_character_is_three_keys_and_every_thing_done_one_thought() {
        let mut tally = Tally::default();
        tally.typed("山洪 2");
        assert_eq!((tally.keys, tally.thoughts), (8, 1));
        tally.clicks = 1;
        assert!((tally.hands_s() - (8.0 * 0.28 + 2.1 + 2.0 * 1.35)).abs() < 1e-9);
    }

    #[test]
    fn a_stopwatch_shows_minutes_and_rounds_against_the_program() {
        assert_eq!((minutes(36.1).as_str(), minutes(60.0).as_str(), minutes(479.01).as_str()), ("0:37", "1:00", "8:00"));
    }
}
