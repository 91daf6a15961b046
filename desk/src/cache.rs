//! Folded states in memory, by stream: two generations, so that forgetting costs nothing per use.

use std::collections::HashMap;
use std::sync::Arc;

use crate::capability::AnyState;

/// How many states a generation holds before it becomes the old one and the old one is dropped.
const GENERATION_MAX: usize = 20_000;

/// A folded state and the version of its last fact (0 when nothing was recorded).
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) version: i64,
    pub(crate) state: AnyState,
}

#[derive(Default)]
pub(crate) struct StateCache {
    young: HashMap<Arc<str>, Held>,
    old: HashMap<Arc<str>, Held>,
}

impl StateCache {
    pub(crate) fn get(&mut self, stream: &Arc<str>) -> Option<Held> {
        if let Some(held) = self.young.get(stream) {
            return Some(held.clone());
        }
        let held = self.old.remove(stream)?;
        self.put(stream.clone(), held.clone());
        Some(held)
    }

    /// Takes the state out, so that folding it copies nothing.
    pub(crate) fn take(&mut self, stream: &Arc<str>) -> Option<Held> {
        self.young.remove(stream).or_else(|| self.old.remove(stream))
    }

    pub(crate) fn put(&mut self, stream: Arc<str>, held: Held) {
        if self.young.len() >= GENERATION_MAX {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(stream, held);
    }

    pub(crate) fn forget(&mut self, stream: &str) {
        self.young.remove(stream);
        self.old.remove(stream);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_in_use_outlives_one_that_is_not() {
        let mut cache = StateCache::default();
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
