//! Claimed times: what somebody said a time was, who said so and on what basis, beside the entry time that the pen sets.

use serde::{Deserialize, Serialize};

use crate::Time;

/// A claimed time that differs from its entry by more than this many minutes is shown with the gap.
pub const GAP_SHOWN_MIN: i64 = 5;
/// The longest name of who claimed a time.
pub const WHO_CHARS_MAX: usize = 80;
/// The longest basis of a claimed time.
pub const BASIS_CHARS_MAX: usize = 120;

/// A time of the field as somebody claimed it. The entry time is the envelope's and is never confused with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// When it was, by the claim.
    pub at: Time,
    /// Who claimed it: a role or post ("caller", "county duty room"), not a private name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// On what basis: "watch", "phone log", "paper sheet 3".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis: String,
}

impl Claim {
    /// A bare claim that `at` is the time.
    #[must_use]
    pub fn at(at: Time) -> Self {
        Self { at, by: String::new(), basis: String::new() }
    }

    /// Whole minutes between the claim and its entry, when the gap is worth showing.
    #[must_use]
    pub fn gap_min(&self, entered_at: Time) -> Option<i64> {
        let minutes = entered_at.since_ms(self.at) / 60_000;
        (minutes.abs() > GAP_SHOWN_MIN).then_some(minutes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_over_five_minutes_is_shown() {
        let entered = Time::from_ms(100 * 60_000);
        assert_eq!(Claim::at(entered.plus_min(-5)).gap_min(entered), None);
        assert_eq!(Claim::at(entered.plus_min(-6)).gap_min(entered), Some(6));
        assert_eq!(Claim::at(entered.plus_min(90)).gap_min(entered), Some(-90));
    }
}
