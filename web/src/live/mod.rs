//! Live updates: every recorded fact reaches the open pages that may see it, within a second, as `{position, topic, id}`.

mod keeper;
mod stream;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use axum::body::Bytes;
use desk::{Desk, Envelope};
use kernel::{AreaCode, Id, Scope};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};

use crate::{Credential, Gate};

pub(crate) use stream::door;

/// How many events a slow reader may lag behind before it is told to start afresh.
pub const LAG_MAX: usize = 1_024;
/// How many missed events are sent after a reconnection; for more, the page starts afresh.
pub const MISSED_MAX: i64 = 1_000;
/// How often a stream says that it lives, in seconds. A page that hears nothing for twice as long says so across the screen.
pub const BEAT_S: u64 = 4;
/// How many streams one process keeps open; more are told to come back.
pub const STREAMS_MAX: usize = 5_000;

/// Of how many cases it is kept whether they are work secrets; at one more, all are asked for again.
const CASES_MAX: usize = 10_000;

/// A fact on its way to the pages, written once for all of them.
#[derive(Debug)]
pub(crate) struct Event {
    pub position: i64,
    area: Option<AreaCode>,
    case: Option<Id>,
    /// Whether its case is a work secret.
    secret: bool,
    /// Whether it is no fact but a word to everybody.
    to_all: bool,
    pub wire: Bytes,
}

/// The hub of all open streams of this process.
#[derive(Clone)]
pub(crate) struct Live {
    events: broadcast::Sender<Arc<Event>>,
    open: Arc<Mutex<HashMap<Credential, Open>>>,
    closing: watch::Sender<bool>,
    /// Whether cases are work secrets, as far as it was asked. What is marked on a case stays as it is.
    secrets: Arc<Mutex<HashMap<Id, bool>>>,
    city: AreaCode,
}

/// The open streams of one credential.
struct Open {
    streams: usize,
    ended: watch::Sender<bool>,
}

/// One open stream's place in the hub; dropping it gives the place back.
pub(crate) struct Seat {
    live: Live,
    credential: Credential,
    ended: watch::Receiver<bool>,
    closing: watch::Receiver<bool>,
}

impl Event {
    fn of(envelope: &Envelope) -> Self {
        let (topic, id) = envelope.stream.split_once('/').unwrap_or((&envelope.stream, ""));
        let data = serde_json::json!({ "position": envelope.position, "topic": topic, "id": id });
        Self {
            position: envelope.position,
            area: envelope.area.as_deref().and_then(|a| AreaCode::parse(a).ok()),
            case: envelope.case_id.as_deref().and_then(|c| Id::parse(c).ok()),
            secret: false,
            to_all: false,
            wire: Bytes::from(format!("id: {}\nevent: fact\ndata: {data}\n\n", envelope.position)),
        }
    }

    /// "Start afresh", to everybody.
    fn reset(position: i64) -> Self {
        Self { position, area: None, case: None, secret: false, to_all: true, wire: stream::reset(position).into() }
    }

    /// Whether a page with `scope` may hear of it. What belongs to no area belongs to the whole city.
    fn is_for(&self, scope: &Scope, city: AreaCode) -> bool {
        let is_open = !self.secret || self.case.as_ref().is_some_and(|case| scope.sees_secrets_of(case));
        is_open && scope.sees(self.area.unwrap_or(city), self.case.as_ref())
    }
}

impl Live {
    /// A hub that passes on what `desk` records, until it is closed.
    pub fn over(desk: &Desk, gate: Arc<dyn Gate>, city: AreaCode) -> Self {
        let (events, closing) = (broadcast::channel(LAG_MAX).0, watch::channel(false).0);
        let live = Self { events, open: Arc::default(), closing, secrets: Arc::default(), city };
        tokio::spawn(pass_on(live.clone(), desk.clone()));
        tokio::spawn(keeper::keep(live.clone(), gate));
        live
    }

    /// Ends all streams.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Whether a fact belongs to a work secret. Where that cannot be asked it counts as one: whoever sees all of them hears of it.
    async fn is_secret(&self, desk: &Desk, envelope: &Envelope) -> bool {
        let Some(case) = envelope.case_id.as_deref().and_then(|case| Id::parse(case).ok()) else { return false };
        if let Some(known) = self.secrets.lock().ok().and_then(|secrets| secrets.get(&case).copied()) {
            return known;
        }
        match desk.is_work_secret(envelope).await {
            Ok(secret) => {
                if let Ok(mut secrets) = self.secrets.lock() {
                    if secrets.len() >= CASES_MAX {
                        secrets.clear();
                    }
                    secrets.insert(case, secret);
                }
                secret
            }
            Err(fault) => {
                tracing::warn!(%fault, position = envelope.position, "it could not be asked whether a case is a work secret");
                true
            }
        }
    }

    fn is_closing(&self) -> bool {
        *self.closing.borrow()
    }

    /// A place for one more stream, unless there are too many.
    fn sit(&self, credential: &Credential) -> Option<Seat> {
        let mut open = self.open.lock().ok()?;
        if open.values().map(|o| o.streams).sum::<usize>() >= STREAMS_MAX {
            return None;
        }
        let mine = open.entry(credential.clone()).or_insert_with(|| Open { streams: 0, ended: watch::channel(false).0 });
        mine.streams += 1;
        let ended = mine.ended.subscribe();
        metrics::gauge!("live_streams").increment(1.0);
        Some(Seat { live: self.clone(), credential: credential.clone(), ended, closing: self.closing.subscribe() })
    }

    fn credentials(&self) -> Vec<Credential> {
        self.open.lock().map(|open| open.keys().cloned().collect()).unwrap_or_default()
    }

    /// Ends the streams of `credential`.
    fn end(&self, credential: &Credential) {
        if let Ok(open) = self.open.lock()
            && let Some(mine) = open.get(credential)
        {
            mine.ended.send_replace(true);
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        metrics::gauge!("live_streams").decrement(1.0);
        let Ok(mut open) = self.live.open.lock() else { return };
        if let Some(mine) = open.get_mut(&self.credential) {
            mine.streams -= 1;
            if mine.streams == 0 {
                open.remove(&self.credential);
            }
        }
    }
}

/// Writes each recorded fact once and hands it to all streams.
async fn pass_on(live: Live, desk: Desk) {
    let mut tail = desk.tail();
    let mut closing = live.closing.subscribe();
    loop {
        let heard = tokio::select! {
            heard = tail.recv() => heard,
            _ = closing.wait_for(|closing| *closing) => return,
        };
        match heard {
            // Nobody may be listening; they will ask for what they missed.
            Ok(envelope) => {
                let secret = live.is_secret(&desk, &envelope).await;
                drop(live.events.send(Arc::new(Event { secret, ..Event::of(&envelope) })));
            }
            Err(RecvError::Lagged(missed)) => {
                tracing::warn!(missed, "live updates lag behind the journal");
                // The streams cannot be filled one by one any more: all of them start afresh.
                tail = desk.tail();
                drop(live.events.send(Arc::new(Event::reset(desk.last_position()))));
            }
            Err(RecvError::Closed) => {
                live.close();
                return;
            }
        }
    }
}
