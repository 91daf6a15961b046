//! Points in time: UTC milliseconds inside, RFC 3339 at the doors.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A point in time in UTC milliseconds since 1970-01-01. In facts it is the plain integer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(i64);

/// The text is not an RFC 3339 time with an offset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotATime;

/// 9999-12-31T23:59:59Z: later than any time a person means.
const LATEST_MS: i64 = 253_402_300_799_000;

impl Time {
    /// The time `ms` milliseconds after 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// This time and `minutes` more; stops at the ends of the range instead of wrapping.
    #[must_use]
    pub const fn plus_min(self, minutes: i64) -> Self {
        Self(self.0.saturating_add(minutes.saturating_mul(60_000)))
    }

    /// This time and `ms` milliseconds more; stops at the ends of the range instead of wrapping.
    #[must_use]
    pub const fn plus_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds from `earlier` to this time; negative when `earlier` is later.
    #[must_use]
    pub const fn since_ms(self, earlier: Self) -> i64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Reads RFC 3339 with an offset, such as `2026-11-23T03:12:00+08:00`. Years before 1970 and after 9999 are refused.
    pub fn parse(text: &str) -> Result<Self, NotATime> {
        let stamp: jiff::Timestamp = text.trim().parse().map_err(|_| NotATime)?;
        let ms = stamp.as_millisecond();
        if (0..=LATEST_MS).contains(&ms) { Ok(Self(ms)) } else { Err(NotATime) }
    }

    /// The time as RFC 3339 in UTC, such as `2026-11-22T19:12:00Z`.
    #[must_use]
    pub fn to_utc_text(self) -> String {
        self.stamp().to_string()
    }

    pub(crate) fn stamp(self) -> jiff::Timestamp {
        jiff::Timestamp::from_millisecond(self.0.clamp(0, LATEST_MS)).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
    }
}

impl fmt::Display for NotATime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time: expected RFC 3339 with an offset, such as 2026-11-23T03:12:00+08:00")
    }
}

impl std::error::Error for NotATime {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_with_its_offset() {
        let time = Time::parse("2026-11-23T03:12:00+08:00").unwrap();
        assert_eq!(time.to_utc_text(), "2026-11-22T19:12:00Z");
        assert_eq!(Time::parse("2026-11-23T03:12:00"), Err(NotATime), "no offset, no time");
        assert_eq!(Time::parse("0001-01-01T00:00:00Z"), Err(NotATime));
        assert_eq!(time.plus_min(10).since_ms(time), 600_000);
    }
}
