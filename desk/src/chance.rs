//! Chance: the one room that asks the machine for random bytes, and makes ids and secrets of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use kernel::{Id, Time};

/// Where random bytes come from. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Chance(Source);

#[derive(Debug, Clone)]
enum Source {
    Machine,
    Counted(Arc<AtomicU64>),
}

impl Chance {
    /// The machine's random bytes.
    #[must_use]
    pub const fn machine() -> Self {
        Self(Source::Machine)
    }

    /// Bytes that count up from `seed`, so that a test sees the same ids each time. Never for secrets outside tests.
    #[must_use]
    pub fn counted(seed: u64) -> Self {
        Self(Source::Counted(Arc::new(AtomicU64::new(seed))))
    }

    /// `N` random bytes.
    ///
    /// # Panics
    /// When the machine gives no random bytes: nothing can be kept secret then, so nothing may go on.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        match &self.0 {
            Source::Machine => fill(&mut bytes),
            Source::Counted(next) => {
                for chunk in bytes.chunks_mut(8) {
                    let n = next.fetch_add(1, Ordering::Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes();
                    chunk.copy_from_slice(&n[..chunk.len()]);
                }
            }
        }
        bytes
    }

    /// A new id: UUID version 7, so ids sort by the time they were made.
    #[must_use]
    pub fn id(&self, at: Time) -> Id {
        let millis = u64::try_from(at.ms()).unwrap_or(0);
        let text = uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid().to_string();
        Id::parse(&text).expect("a UUID prints as an id")
    }

    /// A secret of 256 bits as 64 hexadecimal digits.
    #[must_use]
    pub fn secret(&self) -> String {
        hex::encode(self.bytes::<32>())
    }
}

#[allow(clippy::disallowed_methods, reason = "the one place that asks the machine for random bytes")]
fn fill(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the machine gives random bytes");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_the_time_they_were_made() {
        let chance = Chance::machine();
        let early = chance.id(Time::from_ms(1_000));
        let late = chance.id(Time::from_ms(2_000));
        assert!(early < late);
        assert_ne!(chance.id(Time::from_ms(1_000)), early);
    }
}
