//! One open stream: what was missed first, then what is recorded, filtered by what its reader may see.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use desk::Desk;
use futures_util::Stream;
use futures_util::stream::unfold;
use kernel::{AreaCode, Scope};
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, MissedTickBehavior, interval};
use utoipa::{IntoParams, ToSchema};

use super::{BEAT_S, Event, Live, MISSED_MAX, Seat};
use crate::{Audience, Door, Here, Query, Trouble, words};

pub(crate) fn door() -> Door {
    Door::stream("/api/stream", "web.stream", stream)
        .audience(Audience::SignedIn)
        .says(words::API_STREAM)
        .query::<Onward>()
        .answers::<Told>(200)
}

/// From where on.
#[derive(Debug, Deserialize, IntoParams)]
struct Onward {
    /// The position after which events are wanted, where no `Last-Event-ID` says so.
    after: Option<i64>,
}

/// What one event says: a subject has a new fact. What it is, its own page tells.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StreamEvent)]
struct Told {
    /// The fact's position in the journal.
    position: i64,
    /// What sort of subject it is: `incident`.
    topic: String,
    /// Which one.
    id: String,
}

async fn stream(here: Here, headers: HeaderMap, Query(onward): Query<Onward>) -> Result<Response, Trouble> {
    let caller = here.caller()?;
    let live = here.site.0.live.clone();
    if live.is_closing() {
        return Err(Trouble::Busy);
    }
    let seat = live.sit(&caller.credential).ok_or(Trouble::Busy)?;
    let scope = here.scope();
    let heard = live.events.subscribe();
    let last = headers.get("last-event-id").and_then(|h| h.to_str().ok()).and_then(|h| h.trim().parse().ok()).or(onward.after);
    let (first, position) = greeting(here.desk(), &live, &scope, last).await?;
    let mut beat = interval(Duration::from_secs(BEAT_S));
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    beat.reset();
    let reader = Reader { first: Some(first), position, scope, city: live.city, heard, beat, here, seat };
    Ok(([(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store")], Body::from_stream(events(reader))).into_response())
}

/// What a page needs first: how soon to come back, that the stream lives, and what it missed or that it must start afresh.
async fn greeting(desk: &Desk, live: &Live, scope: &Scope, last: Option<i64>) -> Result<(Bytes, i64), Trouble> {
    let now = desk.last_position();
    let mut first = String::from("retry: 1000\n\n");
    first.push_str(&beat(desk, now, ""));
    let Some(last) = last.filter(|last| *last != now) else { return Ok((first.into(), now)) };
    // A page that knows more than the journal has seen another one: an older backup was put in its place.
    if !(0..now).contains(&last) || now - last > MISSED_MAX {
        first.push_str(&reset(now));
        return Ok((first.into(), now));
    }
    let missed = desk::reads::after(desk.db(), last, MISSED_MAX).await?;
    let position = missed.last().map_or(now, |e| e.position.max(now));
    for envelope in &missed {
        let event = Event::of(envelope);
        if !event.is_for(scope, live.city) {
            continue;
        }
        // Whoever sees all secrets need not wait until it is asked which they are.
        let secret = !scope.work_secret && live.is_secret(desk, envelope).await;
        let event = Event { secret, ..event };
        if event.is_for(scope, live.city) {
            first.push_str(&String::from_utf8_lossy(&event.wire));
        }
    }
    Ok((first.into(), position))
}

/// "Start afresh": too much was missed to be told one by one.
pub(super) fn reset(position: i64) -> String {
    format!("id: {position}\nevent: reset\ndata: {{\"position\":{position}}}\n\n")
}

/// "I live": with the world's time, by which the page sets its clocks.
fn beat(desk: &Desk, position: i64, id: &str) -> String {
    format!("{id}event: beat\ndata: {{\"position\":{position},\"at_ms\":{}}}\n\n", desk.now().ms())
}

struct Reader {
    first: Option<Bytes>,
    position: i64,
    scope: Scope,
    city: AreaCode,
    heard: broadcast::Receiver<Arc<Event>>,
    beat: Interval,
    here: Here,
    seat: Seat,
}

fn events(reader: Reader) -> impl Stream<Item = Result<Bytes, Infallible>> {
    unfold(reader, |mut reader| async move { reader.next().await.map(|bytes| (Ok(bytes), reader)) })
}

impl Reader {
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(first) = self.first.take() {
            return Some(first);
        }
        loop {
            tokio::select! {
                biased;
                _ = self.seat.ended.wait_for(|ended| *ended) => return None,
                _ = self.seat.closing.wait_for(|closing| *closing) => return None,
                heard = self.heard.recv() => match heard {
                    Ok(event) if event.to_all => {
                        self.position = event.position;
                        return Some(event.wire.clone());
                    }
                    Ok(event) if event.position <= self.position => {}
                    Ok(event) => {
                        self.position = event.position;
                        if event.is_for(&self.scope, self.city) {
                            return Some(event.wire.clone());
                        }
                    }
                    Err(RecvError::Lagged(_)) => {
                        // What still waits would only push out what comes next.
                        self.heard = self.heard.resubscribe();
                        self.position = self.here.desk().last_position();
                        return Some(reset(self.position).into());
                    }
                    Err(RecvError::Closed) => return None,
                },
                _ = self.beat.tick() => {
                    // Memberships and posts change while a page stays open.
                    self.scope = self.here.scope();
                    // With the position: a reader for whom nothing happens need not ask for all of it when it comes back.
                    let id = format!("id: {}\n", self.position);
                    return Some(beat(self.here.desk(), self.position, &id).into());
                }
            }
        }
    }
}
