//! How long somebody who failed has to wait. The wait grows with the failures of one source, never with those of others, so that nobody
//! can lock another person out: a source that has not failed is never made to wait.

use kernel::Time;

/// What counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// So many failures cost nothing: fingers slip.
    pub free: u32,
    /// The wait after the next one, in milliseconds; it doubles with each further failure.
    pub first_ms: i64,
    /// The longest wait, in milliseconds.
    pub longest_ms: i64,
}

/// Failures of one source for one name.
pub const NAME_AND_SOURCE: Patience = Patience { free: 4, first_ms: 1_000, longest_ms: 15 * 60_000 };
/// Failures of one source for any names: an office shares one address, so this is generous and its longest wait short.
pub const SOURCE: Patience = Patience { free: 20, first_ms: 1_000, longest_ms: 60_000 };
/// Failures in a browser that has signed this person in before: it does not share its address's failures.
pub const KNOWN_BROWSER: Patience = Patience { free: 6, first_ms: 1_000, longest_ms: 5 * 60_000 };
/// Wrong one-time codes for one account, wherever they come from: whoever types one has the password already. Patience would let them try
/// all there are.
pub const CODE: Patience = Patience { free: 4, first_ms: 1_000, longest_ms: 15 * 60_000 };

/// Failures are forgotten when the last one is so many milliseconds ago: one hour.
pub const FORGOTTEN_AFTER_MS: i64 = 60 * 60_000;

/// Failures that count together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    /// How many.
    pub count: u32,
    /// When the last one was.
    pub last: Time,
}

impl Failures {
    /// When the next try is heard; now or earlier when there is nothing to wait for.
    #[must_use]
    pub fn heard_at(&self, now: Time, patience: &Patience) -> Time {
        if self.count <= patience.free || self.is_forgotten(now) {
            return now;
        }
        let doublings = (self.count - patience.free - 1).min(30);
        self.last.plus_ms((patience.first_ms << doublings).min(patience.longest_ms)).max(now)
    }

    /// The failures with one more.
    #[must_use]
    pub fn and_one(&self, now: Time) -> Self {
        let count = if self.is_forgotten(now) { 0 } else { self.count };
        Self { count: count.saturating_add(1), last: now }
    }

    fn is_forgotten(&self, now: Time) -> bool {
        now.since_ms(self.last) >= FORGOTTEN_AFTER_MS
    }
}

/// The source of a request: the address, shortened to its network of 64 bits for IPv6, where one person has them all.
#[must_use]
pub fn source_of(address: std::net::IpAddr) -> String {
    match address.to_canonical() {
        std::net::IpAddr::V4(v4) => v4.to_string(),
        std::net::IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Time = Time::from_ms(10_000_000);

    fn wait_ms(count: u32, patience: &Patience) -> i64 {
        Failures { count, last: NOW }.heard_at(NOW, patience).since_ms(NOW)
    }

    #[test]
    fn the_first_failures_cost_nothing_then_the_wait_doubles_up_to_its_limit() {
        let waits: Vec<i64> = (3..9).map(|n| wait_ms(n, &NAME_AND_SOURCE)).collect();
        assert_eq!(waits, [0, 0, 1_000, 2_000, 4_000, 8_000]);
        assert_eq!(wait_ms(1_000_000, &NAME_AND_SOURCE), 15 * 60_000);
        assert_eq!(wait_ms(20, &SOURCE), 0);
        assert_eq!(wait_ms(u32::MAX, &SOURCE), 60_000);
    }

    #[test]
    fn the_wait_runs_out_and_after_an_hour_all_is_forgotten() {
        let failed = Failures { count: 6, last: NOW };
        assert_eq!(failed.heard_at(NOW.plus_ms(1_999), &NAME_AND_SOURCE), NOW.plus_ms(2_000));
        assert_eq!(failed.heard_at(NOW.plus_ms(2_000), &NAME_AND_SOURCE), NOW.plus_ms(2_000));
        assert_eq!(failed.and_one(NOW.plus_ms(1)).count, 7);
        assert_eq!(failed.and_one(NOW.plus_min(60)).count, 1);
    }

    #[test]
    fn one_ipv6_network_is_one_source() {
        let of = |text: &str| source_of(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:aaaa::1"), of("2001:db8:1:2:bbbb::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:10.0.0.7"), of("10.0.0.7"));
    }
}
