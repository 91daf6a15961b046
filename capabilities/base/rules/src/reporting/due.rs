//! When a duty's clock starts and when it runs out.

use kernel::{Time, Zone};

use super::read::parse_hour;
use super::{DutyRule, Limit, Reporting, Start, Until};
use crate::situation::Times;

/// From when a clock runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Started {
    /// From this time, as it is known.
    At(Time),
    /// From the strictest time that what is known allows; the true start is unknown.
    Supposed(Time),
    /// It waits for something that has not happened.
    Waits,
    /// It is the clock of a later link that has not been reached.
    NotYetTheirs,
}

impl Reporting {
    /// From when the clock of `rule` runs, for a desk that stands at `desk_level`.
    pub(super) fn started(&self, rule: &DutyRule, desk_level: &str, times: &Times) -> Started {
        let learned = times.known.or(times.occurred).unwrap_or(times.received);
        match rule.starts {
            Start::Occurred => sure_or(times.occurred, times.known.unwrap_or(times.received)),
            Start::Known => sure_or(times.known, learned),
            Start::Received => self.received(rule, desk_level, times),
            Start::Signed => waits_for(times.signed),
            Start::PreviousReport => waits_for(times.previous_to.get(&rule.to).copied().or(times.previous_report)),
            Start::Controlled => waits_for(times.controlled),
            Start::Stable => waits_for(times.stable),
            Start::Closed => waits_for(times.closed),
        }
    }

    fn received(&self, rule: &DutyRule, desk_level: &str, times: &Times) -> Started {
        let level = self.parties.iter().find(|party| party.id == rule.who).map_or("", |party| party.level.as_str());
        if level == desk_level {
            return Started::At(times.received);
        }
        if let Some(at) = times.received_by.get(level) {
            return Started::At(*at);
        }
        if self.stands_above(level, desk_level) {
            return Started::NotYetTheirs;
        }
        Started::Supposed(times.known.or(times.occurred).unwrap_or(times.received))
    }

    fn stands_above(&self, level: &str, desk_level: &str) -> bool {
        let at = |word: &str| self.levels.iter().position(|level| level == word);
        match (at(level), at(desk_level)) {
            (Some(theirs), Some(ours)) => theirs > ours,
            _ => false,
        }
    }
}

fn sure_or(sure: Option<Time>, otherwise: Time) -> Started {
    sure.map_or(Started::Supposed(otherwise), Started::At)
}

fn waits_for(at: Option<Time>) -> Started {
    at.map_or(Started::Waits, Started::At)
}

impl Limit {
    /// When a clock that starts at `start` runs out; nothing when the law only says "at once" and no clock is reckoned.
    #[must_use]
    pub fn due(&self, start: Time) -> Option<Time> {
        match self {
            Self::Within { limit_min } => Some(start.plus_min(*limit_min)),
            Self::AtOnce { clock_min } => clock_min.map(|minutes| start.plus_min(minutes)),
            Self::Every { every_min } => Some(start.plus_min(*every_min)),
            Self::Hours { hours, zone } => next_hour(hours, zone, start),
        }
    }

    /// When the next one is due after one that was due at `met` and went at `sent`; nothing when it is not repeated.
    #[must_use]
    pub fn next_due(&self, met: Time, sent: Time) -> Option<Time> {
        match self {
            Self::Within { .. } | Self::AtOnce { .. } => None,
            Self::Every { every_min } => Some(sent.plus_min(*every_min)),
            Self::Hours { hours, zone } => next_hour(hours, zone, met.max(sent)),
        }
    }
}

/// The first of the fixed hours strictly after `start` by the clock of `zone`.
fn next_hour(hours: &[String], zone: &str, start: Time) -> Option<Time> {
    let zone = Zone::named(zone).ok()?;
    hours.iter().filter_map(|hour| parse_hour(hour)).map(|(hour, minute)| zone.next_at(start, hour, minute)).min()
}

impl Until {
    /// Whether what ends the repetition has happened; closing ends every one.
    #[must_use]
    pub fn is_reached(self, times: &Times) -> bool {
        let earlier = match self {
            Self::Controlled => times.controlled,
            Self::Stable => times.stable,
            Self::Closed => None,
        };
        earlier.or(times.closed).is_some()
    }
}
