//! From when until when a rule holds: days of the rule set's own zone.

use kernel::{CityDate, Time, Zone};
use serde::{Deserialize, Serialize};

use crate::problem::Wrong;
use crate::sheet::Part;

/// From the beginning of one day to the beginning of another. A missing end is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    /// The first day on which it holds; nothing when no beginning is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<CityDate>,
    /// The first day on which it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<CityDate>,
}

impl Validity {
    /// The time at which it begins to hold.
    #[must_use]
    pub fn begins(&self, zone: &Zone) -> Option<Time> {
        self.from.map(|day| zone.on(day, 0, 0))
    }

    /// The time from which it no longer holds.
    #[must_use]
    pub fn ends(&self, zone: &Zone) -> Option<Time> {
        self.until.map(|day| zone.on(day, 0, 0))
    }

    /// Whether it holds at `at`.
    #[must_use]
    pub fn holds(&self, at: Time, zone: &Zone) -> bool {
        self.begins(zone).is_none_or(|from| from <= at) && self.ends(zone).is_none_or(|until| at < until)
    }

    pub(crate) fn read(part: &Part<'_>) -> Self {
        let read = Self { from: read_day(part, "valid_from"), until: read_day(part, "valid_until") };
        if let (Some(from), Some(until)) = (read.from, read.until)
            && until <= from
        {
            part.wrong("valid_until", Wrong::Reversed);
        }
        read
    }
}

fn read_day(part: &Part<'_>, key: &'static str) -> Option<CityDate> {
    let text = part.maybe_stamp(key, Wrong::NotDate)?;
    let day = CityDate::parse(&text).ok();
    if day.is_none() {
        part.wrong(key, Wrong::NotDate);
    }
    day
}
