//! Speaks of times as of a moment: on the page of now clocks run and ages grow; on a replay everything stands still.

use askama::Template;
use desk::clocks::{Tone, tone};
use kernel::{Claim, Time};
use web::{Markup, Say};

use crate::words;

/// How a page speaks of times.
#[derive(Debug, Clone)]
pub struct Speak {
    /// Speaks the reader's language, as of the moment that is shown.
    pub say: Say,
    /// Whether that moment is now.
    pub live: bool,
}

/// A clock that stands still.
#[derive(Template)]
#[template(
    ext = "html",
    source = "<span class=\"clock\" data-pressure=\"{{ pressure }}\" title=\"{{ title }}\">{{ text }}</span>"
)]
struct Still<'a> {
    pressure: &'a str,
    title: String,
    text: String,
}

impl Speak {
    /// As of now.
    pub fn now(say: &Say) -> Self {
        Self { say: say.clone(), live: true }
    }

    /// As of an earlier moment.
    pub fn then(say: &Say, at: Time) -> Self {
        let mut say = say.clone();
        say.now = at;
        Self { say, live: false }
    }

    /// A time, with its age where it still grows.
    pub fn when(&self, time: Time) -> Markup {
        if self.live { self.say.when(time) } else { self.say.stamp(time) }
    }

    /// A clock that runs, or ran at that moment.
    pub fn clock(&self, from: Time, due: Time) -> Markup {
        if self.live {
            return self.say.clock(from, due);
        }
        let pressure = match tone(from, due, self.say.now) {
            Tone::Calm => "calm",
            Tone::Amber => "amber",
            Tone::Red => "pressing",
            Tone::Overdue => "overdue",
        };
        Markup::of(&Still { pressure, title: self.say.full(due), text: self.say.left(due) })
    }

    /// By how much a claimed time differs from its entry, where that is worth showing.
    pub fn gap(&self, claim: &Claim, entered: Time) -> Option<String> {
        let minutes = claim.gap_min(entered)?;
        let word = if minutes > 0 { words::GAP_LATER } else { words::GAP_EARLIER };
        Some(self.say.one(word, "gap", self.say.duration(minutes.abs() * 60_000)))
    }

    /// Who claimed a time and on what basis, where that was said.
    pub fn claimed_by(&self, claim: &Claim) -> Option<String> {
        let parts: Vec<&str> = [claim.by.as_str(), claim.basis.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
        (!parts.is_empty()).then(|| parts.join(&self.say.word(words::AND)))
    }
}
