//! The live tail: every fact of the journal, in order, to whoever listens in this process, whichever process wrote it.

use std::sync::{Arc, Mutex};

use kernel::Time;
use tokio::sync::broadcast;

use crate::journal::Envelope;

/// How many facts a slow listener may lag behind before it is told that it missed some.
pub const TAIL_MAX: usize = 8_192;

/// Hands each fact on once.
pub(crate) struct Tail {
    last: Mutex<(i64, Time)>,
    heard: broadcast::Sender<Arc<Envelope>>,
}

impl Tail {
    pub(crate) fn from(position: i64, at: Time) -> Self {
        Self { last: Mutex::new((position, at)), heard: broadcast::channel(TAIL_MAX).0 }
    }

    /// Hands on those facts that were not handed on before. The facts must follow each other.
    pub(crate) fn publish(&self, facts: impl Iterator<Item = Envelope>) {
        let Ok(mut last) = self.last.lock() else { return };
        for fact in facts {
            if fact.position == last.0 + 1 {
                *last = (fact.position, fact.at());
                // Nobody may be listening; the journal has it all the same.
                let _ = self.heard.send(Arc::new(fact));
            }
        }
    }

    pub(crate) fn last(&self) -> i64 {
        self.last.lock().map_or(0, |last| last.0)
    }

    /// The entry time of the last fact.
    pub(crate) fn last_at(&self) -> Time {
        self.last.lock().map_or(Time::default(), |last| last.1)
    }

    pub(crate) fn listen(&self) -> broadcast::Receiver<Arc<Envelope>> {
        self.heard.subscribe()
    }
}
