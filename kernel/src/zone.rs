//! The city's time zone: what "today" is, and how a time is written for people. Never the host's zone.

use std::fmt;

use jiff::civil;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};

use crate::{NotATime, Time};

/// A time zone by its IANA name, from the database compiled into the program.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone(TimeZone);

/// No zone of this name is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownZone(pub String);

/// A day by the city's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CityDate(civil::Date);

impl Zone {
    /// The zone called `name`, such as `Asia/Shanghai`.
    pub fn named(name: &str) -> Result<Self, UnknownZone> {
        TimeZoneDatabase::bundled().get(name).map(Self).map_err(|_| UnknownZone(name.to_owned()))
    }

    /// Coordinated universal time.
    #[must_use]
    pub fn utc() -> Self {
        Self(TimeZone::UTC)
    }

    /// The IANA name of the zone.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The city's date at `time`.
    #[must_use]
    pub fn date(&self, time: Time) -> CityDate {
        CityDate(time.stamp().to_zoned_datetime(self.0.clone()).date())
    }

    /// The first time at `hour:minute` (24 h) by the city's clock that is strictly after `time`.
    #[must_use]
    pub fn next_at(&self, time: Time, hour: i8, minute: i8) -> Time {
        let mut day = self.date(time).0;
        loop {
            let at = self.on(CityDate(day), hour, minute);
            if at > time {
                return at;
            }
            match day.tomorrow() {
                Ok(next) => day = next,
                Err(_) => return at,
            }
        }
    }

    /// The time at `hour:minute` of `date`; a time that the clock skips is moved as the zone moves it.
    #[must_use]
    pub fn on(&self, date: CityDate, hour: i8, minute: i8) -> Time {
        let wall = date.0.at(hour.clamp(0, 23), minute.clamp(0, 59), 0, 0);
        wall.to_zoned_datetime(self.0.clone()).map_or(Time::from_ms(0), |z| Time::from_ms(z.timestamp().as_millisecond()))
    }

    /// The time as RFC 3339 with the city's offset, such as `2026-11-23T03:12:00+08:00`.
    #[must_use]
    pub fn rfc3339(&self, time: Time) -> String {
        self.written(time, "%Y-%m-%dT%H:%M:%S%:z")
    }

    /// The time in a `strftime` pattern by the city's clock.
    #[must_use]
    pub fn written(&self, time: Time, pattern: &str) -> String {
        time.stamp().to_zoned_datetime(self.0.clone()).strftime(pattern).to_string()
    }

    /// Reads what a person types or a `datetime-local` field sends: `2026-11-23T03:12[:30]`, `2026-11-23 03:12`, or RFC 3339
    /// with an offset. Without an offset the city's clock is meant.
    pub fn parse(&self, text: &str) -> Result<Time, NotATime> {
        let text = text.trim();
        if let Ok(time) = Time::parse(text) {
            return Ok(time);
        }
        let wall: civil::DateTime = text.replacen(' ', "T", 1).parse().map_err(|_| NotATime)?;
        let zoned = wall.to_zoned_datetime(self.0.clone()).map_err(|_| NotATime)?;
        let ms = zoned.timestamp().as_millisecond();
        if ms >= 0 { Ok(Time::from_ms(ms)) } else { Err(NotATime) }
    }
}

impl CityDate {
    /// Reads `2026-11-23`.
    pub fn parse(text: &str) -> Result<Self, NotATime> {
        text.parse().map(Self).map_err(|_| NotATime)
    }

    /// The date without hyphens, `20261123`, as numbers of incidents carry it.
    #[must_use]
    pub fn compact(self) -> String {
        self.0.strftime("%Y%m%d").to_string()
    }
}

impl fmt::Display for CityDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no time zone is called {:?}", self.0)
    }
}

impl std::error::Error for UnknownZone {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn today_is_the_citys_date_not_the_hosts() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let time = Time::parse("2026-11-22T19:12:00Z").unwrap();
        assert_eq!(zone.date(time).compact(), "20261123");
        assert_eq!(zone.rfc3339(time), "2026-11-23T03:12:00+08:00");
        assert_eq!(zone.parse("2026-11-23 03:12"), Ok(time));
        assert_eq!(zone.parse("2026-11-23T03:12"), Ok(time));
        assert!(zone.parse("yesterday").is_err());
    }

    #[test]
    fn a_fixed_hour_falls_on_the_next_day_once_it_has_passed() {
        let zone = Zone::named("Asia/Shanghai").unwrap();
        let before = zone.parse("2026-11-23T03:12").unwrap();
        assert_eq!(zone.next_at(before, 8, 0), zone.parse("2026-11-23T08:00").unwrap());
        let on_the_dot = zone.parse("2026-11-23T08:00").unwrap();
        assert_eq!(zone.next_at(on_the_dot, 8, 0), zone.parse("2026-11-24T08:00").unwrap());
    }
}
