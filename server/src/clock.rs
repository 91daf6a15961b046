//! Which clock a journal runs on: the live world on the machine's and on no other, an exercise on one of its own.

use desk::{Clock, RATE_MAX};
use kernel::{Time, World, Zone};

use crate::stop::Stop;

/// What was asked of the clock on the command line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// When the clock starts.
    pub from: Option<Time>,
    /// How many times as fast as the machine's it runs.
    pub rate: Option<u32>,
}

/// The clock for a journal of `world` whose last fact was recorded at `last`.
///
/// # Errors
/// A sentence when a live journal is to run on another clock, or when an exercise would begin before its own last fact.
pub fn for_journal(world: World, last: Time, wanted: Wanted, zone: &Zone) -> Result<Clock, Stop> {
    if world == World::Live {
        return match wanted {
            Wanted { from: None, rate: None } => Ok(Clock::machine()),
            _ => Err(Stop::because("this is a live journal: it runs on the machine's clock and on no other")
                .hint("an exercise has a data folder of its own: name an empty one with --data")),
        };
    }
    let from = match wanted.from {
        Some(from) if from < last => {
            let (from, last) = (zone.rfc3339(from), zone.rfc3339(last));
            return Err(Stop::because(format!(
                "the last fact of this exercise was recorded at {last}: it cannot begin anew at {from}"
            ))
            .hint("leave out --clock-from to go on where it stopped, or name an empty folder with --data"));
        }
        Some(from) => from,
        None => last,
    };
    Ok(Clock::rated(from, wanted.rate.unwrap_or(1)))
}

/// The clock of a command that acts beside a server: an exercise's own time is known only to its server, so the command records at the
/// time of the last fact and never runs ahead.
#[must_use]
pub fn beside(world: World, last: Time) -> Clock {
    if world == World::Live { Clock::machine() } else { Clock::hand(last) }
}

/// Reads the value of `--clock-from`.
///
/// # Errors
/// When it is no time.
pub fn parse_from(text: &str) -> Result<Time, String> {
    Time::parse(text).map_err(|e| e.to_string())
}

/// Reads the value of `--clock-rate`.
///
/// # Errors
/// When it is no number from 1 to [`RATE_MAX`].
pub fn parse_rate(text: &str) -> Result<u32, String> {
    let rate = text.parse().ok().filter(|rate| (1..=RATE_MAX).contains(rate));
    rate.ok_or_else(|| format!("a clock runs 1 to {RATE_MAX} times as fast"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn time(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    #[test]
    fn a_live_journal_runs_on_the_machines_clock_only() {
        let zone = Zone::utc();
        let now = time("2026-11-23T03:12:00Z");
        assert!(for_journal(World::Live, now, Wanted::default(), &zone).is_ok());
        for wanted in [Wanted { from: Some(now), rate: None }, Wanted { from: None, rate: Some(2) }] {
            let stop = for_journal(World::Live, now, wanted, &zone).unwrap_err();
            assert!(stop.to_string().contains("live journal"), "{stop}");
        }
    }

    #[test]
    fn an_exercise_goes_on_where_it_stopped_and_never_begins_before_it() {
        let zone = Zone::utc();
        let (last, next) = (time("2026-07-20T19:12:00Z"), time("2026-07-21T00:00:00Z"));
        let at = |wanted| for_journal(World::Exercise, last, wanted, &zone);
        assert!(at(Wanted::default()).unwrap().now() >= last);
        let clock = at(Wanted { from: Some(next), rate: Some(60) }).unwrap();
        assert!(clock.now() >= next && clock.rate() == 60);
        let stop = at(Wanted { from: Some(last.plus_min(-1)), rate: None }).unwrap_err();
        assert!(stop.to_string().contains("2026-07-20T19:12:00"), "{stop}");
    }

    #[test]
    fn a_command_beside_an_exercise_never_runs_ahead_of_it() {
        let last = time("2026-07-20T19:12:00Z");
        assert_eq!(beside(World::Exercise, last).now(), last);
        assert!(beside(World::Live, last).now() > last);
    }

    #[test]
    fn a_rate_is_one_to_six_hundred() {
        assert_eq!(parse_rate("600"), Ok(600));
        for wrong in ["0", "601", "-1", "fast", ""] {
            assert!(parse_rate(wrong).is_err(), "{wrong}");
        }
        assert!(parse_from("2026-07-20T19:12:00").is_err(), "no offset, no time");
    }
}
