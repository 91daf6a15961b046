//! How long a task takes a person: the time that the program took, and what hands, eyes and mouth need for it.
//!
//! Hands and eyes by the keystroke-level model (Card, Moran & Newell 1980, Communications of the ACM 23:7, table 1), which holds for
//! practised people doing what they have done before, without errors: a key 0.28 s (an average typist), a look and a thought
//! before each thing done 1.35 s, pointing 1.1 s, the hand to the mouse and back 0.4 s each, a click 0.2 s. A Han character is three
//! keys: two of its sound and one that chooses it. Speaking is four characters a second, as one dictates.

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

/// What hands and mouth have done.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    pub keys: u32,
    pub clicks: u32,
    pub thoughts: u32,
    pub speaking_s: f64,
}

/// A task under the stopwatch.
#[derive(Debug)]
pub struct Task<'a> {
    browser: &'a Browser,
    name: &'static str,
    watch: Stopwatch,
}

/// What a task took.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    /// All of it, in seconds.
    pub all_s: f64,
    /// Of which typing and clicking with the thoughts before, in seconds.
    pub hands_s: f64,
    /// Of which ringing and speaking, in seconds.
    pub speaking_s: f64,
    /// Of which the program and the browser let the person wait, in seconds.
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
    pub fn task(&self, name: &'static str) -> Task<'_> {
        self.tally(|tally| *tally = Tally::default());
        Task { browser: self, name, watch: Stopwatch::start() }
    }

    /// Dials a number and waits until somebody picks up.
    pub fn rings(&self, number: &str) -> &Self {
        self.tally(|tally| {
            tally.thoughts += 1;
            tally.speaking_s += RINGING_S + number.chars().filter(char::is_ascii_digit).count() as f64 * KEY_S;
        });
        self
    }

    /// Speaks words into a telephone, or hears them.
    pub fn speaks(&self, words: &str) -> &Self {
        self.tally(|tally| tally.speaking_s += words.chars().count() as f64 / SPOKEN_PER_S);
        self
    }
}

impl Task<'_> {
    /// Stops the stopwatch and writes down what it shows in `target/stopwatch`.
    ///
    /// # Panics
    /// When the task took longer than `limit_s`.
    pub fn done_within(self, limit_s: f64) -> Taken {
        let tally = *self.browser.tally.lock().unwrap_or_else(PoisonError::into_inner);
        let (program_s, hands_s) = (self.watch.seconds(), tally.hands_s());
        let taken = Taken {
            all_s: program_s + hands_s + tally.speaking_s,
            hands_s,
            speaking_s: tally.speaking_s,
            program_s,
            keys: tally.keys,
            clicks: tally.clicks,
        };
        let Self { name, .. } = self;
        let line = format!(
            "| {name} | {:.1} s | {limit_s:.0} s | {:.1} s | {:.1} s | {:.1} s | {} | {} |\n",
            taken.all_s, taken.hands_s, taken.speaking_s, taken.program_s, taken.keys, taken.clicks
        );
        let file = artifacts("stopwatch").join(format!("{}.md", name.replace([' ', ','], "-")));
        std::fs::write(&file, &line).unwrap_or_else(|fault| panic!("cannot write {}: {fault}", file.display()));
        assert!(taken.all_s <= limit_s, "{name} took too long: {line}");
        taken
    }
}
