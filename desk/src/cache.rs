//! Folded states in memory, by stream: two generations, so that forgetting costs nothing per use.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use crate::capability::AnyState;

/// How many states a generation holds before it becomes the old one and the old one is dropped.
const GENERATION_MAX: usize = 1_000;

/// A folded state and the version of its last fact (0 when nothing was recorded).
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) version: i64,
    pub(crate) state: AnyState,
}

/// What the writer has folded; followers read it too, so that they need not fold again what was decided a moment ago.
#[derive(Default)]
pub(crate) struct StateCache(Mutex<Generations>);

#[derive(Default)]
struct Generations {
    young: FxHashMap<Arc<str>, Held>,
    old: FxHashMap<Arc<str>, Held>,
}

impl StateCache {
    pub(crate) fn get(&self, stream: &str) -> Option<Held> {
        let mut held = self.lock();
        if let Some(young) = held.young.get(stream) {
            return Some(young.clone());
        }
        let (stream, old) = held.old.remove_entry(stream)?;
        held.put(stream, old.clone());
        Some(old)
    }

    /// Takes the state out, so that folding it copies nothing.
    pub(crate) fn take(&self, stream: &str) -> Option<Held> {
        let mut held = self.lock();
        held.young.remove(stream).or_else(|| held.old.remove(stream))
    }

    pub(crate) fn put(&self, stream: Arc<str>, state: Held) {
        self.lock().put(stream, state);
    }

    pub(crate) fn forget(&self, stream: &str) {
        self.take(stream);
    }

    // Whoever panicked while holding it left whole entries behind.
    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn put(&mut self, stream: Arc<str>, state: Held) {
        if self.young.len() >= GENERATION_MAX {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(stream, state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_in_use_outlives_one_that_is_not() {
        let cache = StateCache::default();
        let stream = |n: usize| -> Arc<str> { format!("team/{n}").into() };
        let held = || Held { version: 1, state: Arc::new(()) };
        cache.put(stream(0), held());
        cache.put(stream(1), held());
        for n in 2..=2 * GENERATION_MAX {
            cache.put(stream(n), held());
            assert!(cache.get(&stream(0)).is_some(), "used at every step, gone at {n}");
        }
        assert!(cache.get(&stream(1)).is_none());
    }
}
