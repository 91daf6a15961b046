//! Times as people read them: `14:05` today, `11-22 14:05` this year, with age beside it; what is left of a clock.

use std::borrow::Borrow;
use std::fmt::Write as _;

use kernel::{Time, Zone};

use crate::{Markup, Say, words};

const SECOND_MS: i64 = 1_000;
const MINUTE_MS: i64 = 60 * SECOND_MS;
const HOUR_MS: i64 = 60 * MINUTE_MS;
const DAY_MS: i64 = 24 * HOUR_MS;
/// Under this many minutes a clock counts in seconds.
pub const SECONDS_UNDER_MIN: i64 = 5;
/// A running clock is amber from this share of its time on, in percent.
pub const AMBER_PERCENT: i64 = 50;
/// A running clock is pressing from this share of its time on, in percent.
pub const PRESSING_PERCENT: i64 = 80;

/// Where today and this year begin and end, by the city's calendar.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Days {
    today: (Time, Time),
    year: (Time, Time),
}

/// How pressing a running clock is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressure {
    /// Less than half of the time has passed.
    Calm,
    /// Half of the time has passed.
    Amber,
    /// Four fifths of the time have passed.
    Pressing,
    /// The time is up.
    Overdue,
}

impl Days {
    pub(crate) fn around(zone: &Zone, now: Time) -> Self {
        let from = zone.on(zone.date(now), 0, 0);
        let year: i32 = zone.written(now, "%Y").parse().unwrap_or(1970);
        let first = |year: i32| zone.parse(&format!("{year:04}-01-01T00:00")).unwrap_or(from);
        Self { today: (from, zone.next_at(from, 0, 0)), year: (first(year), first(year.saturating_add(1).min(9999))) }
    }
}

impl Pressure {
    /// How pressing a clock is at `now` that started at `started` and is due at `due`. At the due time itself it is not yet overdue.
    #[must_use]
    pub fn of(started: Time, due: Time, now: Time) -> Self {
        if now > due {
            return Self::Overdue;
        }
        let (gone, whole) = (now.since_ms(started).max(0), due.since_ms(started).max(1));
        match gone.saturating_mul(100) / whole {
            p if p >= PRESSING_PERCENT => Self::Pressing,
            p if p >= AMBER_PERCENT => Self::Amber,
            _ => Self::Calm,
        }
    }

    /// The name used in styles and the API: `calm`, `amber`, `pressing`, `overdue`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Amber => "amber",
            Self::Pressing => "pressing",
            Self::Overdue => "overdue",
        }
    }
}

impl Say {
    /// `14:05` today, `11-22 14:05` this year, `2025-11-22 14:05` before.
    #[must_use]
    pub fn time(&self, time: impl Borrow<Time>) -> String {
        let time = *time.borrow();
        let within = |(from, to): (Time, Time)| time >= from && time < to;
        let pattern = if within(self.days.today) {
            "%H:%M"
        } else if within(self.days.year) {
            "%m-%d %H:%M"
        } else {
            "%Y-%m-%d %H:%M"
        };
        self.zone.written(time, pattern)
    }

    /// The whole time with seconds, as documents and titles show it.
    #[must_use]
    pub fn full(&self, time: impl Borrow<Time>) -> String {
        let time = *time.borrow();
        self.zone.written(time, "%Y-%m-%d %H:%M:%S")
    }

    /// The time as programs read it, with the city's offset.
    #[must_use]
    pub fn rfc3339(&self, time: impl Borrow<Time>) -> String {
        self.zone.rfc3339(*time.borrow())
    }

    /// The value of a `datetime-local` field: `2026-11-23T14:05`.
    #[must_use]
    pub fn field_time(&self, time: impl Borrow<Time>) -> String {
        let time = *time.borrow();
        self.zone.written(time, "%Y-%m-%dT%H:%M")
    }

    /// The city's date: `2026-11-23`.
    #[must_use]
    pub fn date(&self, time: impl Borrow<Time>) -> String {
        let time = *time.borrow();
        self.zone.date(time).to_string()
    }

    /// The zone as people read it: `UTC+8`, `UTC+5:30`.
    #[must_use]
    pub fn zone_name(&self) -> String {
        let offset = self.zone.written(self.now, "%:z");
        let (sign, rest) = offset.split_at(1.min(offset.len()));
        let (hours, minutes) = rest.split_once(':').unwrap_or((rest, "00"));
        let hours: u8 = hours.parse().unwrap_or(0);
        match (hours, minutes) {
            (0, "00") => "UTC".to_owned(),
            (hours, "00") => format!("UTC{sign}{hours}"),
            (hours, minutes) => format!("UTC{sign}{hours}:{minutes}"),
        }
    }

    /// How long ago: "just now", "12 min ago", "3 h ago", "2 days ago"; "in 12 min" for what is to come.
    #[must_use]
    pub fn age(&self, time: impl Borrow<Time>) -> String {
        let time = *time.borrow();
        let ms = self.now.since_ms(time);
        let (word, n) = match ms {
            ms if ms <= -MINUTE_MS => return self.one(words::AGE_AHEAD, "left", self.duration(-ms)),
            ms if ms < MINUTE_MS => return self.word(words::AGE_NOW).into_owned(),
            ms if ms < HOUR_MS => (words::AGE_MINUTES, ms / MINUTE_MS),
            ms if ms < DAY_MS => (words::AGE_HOURS, ms / HOUR_MS),
            ms => (words::AGE_DAYS, ms / DAY_MS),
        };
        self.count(word, n)
    }

    /// How long: whole minutes, seconds under five minutes, hours and minutes from an hour on, days and hours from two days on.
    #[must_use]
    pub fn duration(&self, ms: i64) -> String {
        let two = |word, big: i64, small: i64| self.with(word, &[("big", big.into()), ("small", small.into())]);
        match ms.max(0) {
            ms if ms < SECONDS_UNDER_MIN * MINUTE_MS => format!("{}:{:02}", ms / MINUTE_MS, ms % MINUTE_MS / SECOND_MS),
            ms if ms < HOUR_MS => self.count(words::DURATION_MINUTES, ms / MINUTE_MS),
            ms if ms < 2 * DAY_MS => two(words::DURATION_HOURS, ms / HOUR_MS, ms % HOUR_MS / MINUTE_MS),
            ms => two(words::DURATION_DAYS, ms / DAY_MS, ms % DAY_MS / HOUR_MS),
        }
    }

    /// What is left until `due`, or by how much it is overdue.
    #[must_use]
    pub fn left(&self, due: impl Borrow<Time>) -> String {
        let due = *due.borrow();
        let ms = due.since_ms(self.now);
        if ms >= 0 {
            self.one(words::CLOCK_LEFT, "left", self.duration(ms))
        } else {
            // A clock overdue by less than a minute is overdue by one: nobody reads "overdue 0".
            let over = self.duration_over(-ms);
            self.one(words::CLOCK_OVERDUE, "over", over)
        }
    }

    fn duration_over(&self, ms: i64) -> String {
        if ms < HOUR_MS { self.count(words::DURATION_MINUTES, (ms / MINUTE_MS).max(1)) } else { self.duration(ms) }
    }

    /// A time with its age beside it, kept current by script.
    #[must_use]
    pub fn when(&self, time: impl Borrow<Time>) -> Markup {
        let time = *time.borrow();
        let mut html = self.time_tag(time);
        let _ = write!(html, " <small class=\"age\" data-at=\"{}\">{}</small>", time.ms(), Markup::text(&self.age(time)));
        Markup::written(html)
    }

    /// A time alone, its whole date in the title.
    #[must_use]
    pub fn stamp(&self, time: impl Borrow<Time>) -> Markup {
        let time = *time.borrow();
        Markup::written(self.time_tag(time))
    }

    fn time_tag(&self, time: Time) -> String {
        format!(
            "<time datetime=\"{}\" title=\"{} {}\">{}</time>",
            self.zone.rfc3339(time),
            self.full(time),
            self.zone_name(),
            self.time(time)
        )
    }

    /// A running clock that started at `started` and is due at `due`: counts down by script, coloured by what share has passed.
    #[must_use]
    pub fn clock(&self, started: impl Borrow<Time>, due: impl Borrow<Time>) -> Markup {
        let (started, due) = (*started.borrow(), *due.borrow());
        let pressure = Pressure::of(started, due, self.now).as_str();
        let title = Markup::text(&self.one(words::CLOCK_DUE_AT, "time", self.time(due)));
        Markup::written(format!(
            "<span class=\"clock\" data-pressure=\"{pressure}\" data-from=\"{}\" data-due=\"{}\" title=\"{title}\" role=\"timer\">{}</span>",
            started.ms(),
            due.ms(),
            Markup::text(&self.left(due)),
        ))
    }

    /// A clock that was met at `met`: on time, or by how much too late. It never counts on.
    #[must_use]
    pub fn clock_met(&self, due: impl Borrow<Time>, met: impl Borrow<Time>) -> Markup {
        let (due, met) = (*due.borrow(), *met.borrow());
        let (state, text) = if met > due {
            ("late", self.one(words::CLOCK_MET_LATE, "over", self.duration_over(met.since_ms(due))))
        } else {
            ("met", self.one(words::CLOCK_MET, "time", met))
        };
        Markup::written(format!("<span class=\"clock\" data-pressure=\"{state}\">{}</span>", Markup::text(&text)))
    }
}

#[cfg(test)]
#[path = "when_tests.rs"]
mod tests;
