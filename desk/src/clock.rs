//! Clocks: the one room that asks the machine for the time. A world's clock may have a start and a rate of its own, or be set by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use kernel::Time;

/// The fastest an exercise may run: 600 times the machine's clock.
pub const RATE_MAX: u32 = 600;

/// Where a world's time comes from. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Clock(Source);

#[derive(Debug, Clone)]
enum Source {
    Machine,
    Rated { world_from: Time, machine_from: Time, rate: u32 },
    Hand(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's clock, for the live world.
    #[must_use]
    pub const fn machine() -> Self {
        Self(Source::Machine)
    }

    /// A clock that starts at `from` now and runs `rate` times as fast as the machine's (1 to [`RATE_MAX`]).
    #[must_use]
    pub fn rated(from: Time, rate: u32) -> Self {
        Self(Source::Rated { world_from: from, machine_from: machine_now(), rate: rate.clamp(1, RATE_MAX) })
    }

    /// A clock that stands at `at` until it is moved, for tests.
    #[must_use]
    pub fn hand(at: Time) -> Self {
        Self(Source::Hand(Arc::new(AtomicI64::new(at.ms()))))
    }

    /// What time it is in the world.
    #[must_use]
    pub fn now(&self) -> Time {
        match &self.0 {
            Source::Machine => machine_now(),
            Source::Rated { world_from, machine_from, rate } => {
                world_from.plus_ms(machine_now().since_ms(*machine_from).saturating_mul(i64::from(*rate)))
            }
            Source::Hand(at) => Time::from_ms(at.load(Ordering::Relaxed)),
        }
    }

    /// How many machine milliseconds pass until the world's clock shows `at`; 0 when it has passed, none when it stands.
    #[must_use]
    pub fn machine_ms_until(&self, at: Time) -> Option<u64> {
        let world_ms = at.since_ms(self.now()).max(0);
        match &self.0 {
            Source::Machine => u64::try_from(world_ms).ok(),
            Source::Rated { rate, .. } => u64::try_from(world_ms / i64::from(*rate)).ok(),
            Source::Hand(_) => (world_ms == 0).then_some(0),
        }
    }

    /// How fast the clock runs against the machine's.
    #[must_use]
    pub const fn rate(&self) -> u32 {
        match &self.0 {
            Source::Rated { rate, .. } => *rate,
            _ => 1,
        }
    }

    /// Moves a clock that is set by hand; any other clock does not move.
    pub fn set(&self, at: Time) {
        if let Source::Hand(hand) = &self.0 {
            hand.store(at.ms(), Ordering::Relaxed);
        }
    }
}

/// The machine's clock: what leases, sessions and log lines go by, in every world.
#[must_use]
#[allow(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
pub fn machine_now() -> Time {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Time::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// A stopwatch for metrics and log lines; never for rules.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(std::time::Instant);

impl Stopwatch {
    /// Starts.
    #[must_use]
    #[allow(clippy::disallowed_methods, reason = "durations of the machine are measured here only")]
    pub fn start() -> Self {
        Self(std::time::Instant::now())
    }

    /// Seconds since the start.
    #[must_use]
    pub fn seconds(&self) -> f64 {
        self.0.elapsed().as_secs_f64()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exercise_clock_starts_where_it_is_told_and_runs_faster() {
        let from = Time::parse("2026-07-20T19:12:00Z").unwrap();
        let clock = Clock::rated(from, 600);
        assert!(clock.now() >= from && clock.now() < from.plus_min(5));
        assert_eq!(clock.machine_ms_until(from.plus_min(-1)), Some(0));
        assert!(clock.machine_ms_until(from.plus_min(60)).unwrap() <= 6_000);
    }

    #[test]
    fn a_clock_set_by_hand_stands_still() {
        let clock = Clock::hand(Time::from_ms(5));
        assert_eq!(clock.now(), Time::from_ms(5));
        clock.set(Time::from_ms(9));
        assert_eq!((clock.now(), clock.machine_ms_until(Time::from_ms(10))), (Time::from_ms(9), None));
    }
}
