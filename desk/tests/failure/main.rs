//! The desk when what it stands on fails: the database is killed, the connection breaks in a commit, a node dies or falls silent, a disk or
//! a queue is full. What was answered is there, nothing is half done, and nobody has to restart anything.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;
mod database;
mod disk;
mod doubt;
mod nodes;
mod proxy;
mod queues;
mod tls;

use std::path::Path;
use std::time::Duration;

use common::ledgers;
use desk::{Capability, Chance, Clock, Config, DbPlace, Desk, Fault, NotDone, Stopwatch, Verdict};
use kernel::{Actor, AreaCode, Given, World, Zone};

/// How long anything may take before a test gives up on it.
const PATIENCE_S: f64 = 60.0;

/// A desk on the machine's clock, as the program opens one.
fn config(folder: &Path, place: DbPlace) -> Config {
    config_with(folder, place, vec![ledgers()])
}

fn config_with(folder: &Path, place: DbPlace, capabilities: Vec<Capability>) -> Config {
    Config {
        folder: folder.to_owned(),
        place,
        zone: Zone::utc(),
        clock: Clock::machine(),
        chance: Chance::machine(),
        capabilities,
        senders: Vec::new(),
    }
}

/// A new journal at a place.
async fn founded(folder: &Path, place: DbPlace) -> Desk {
    Desk::create(config(folder, place), AreaCode::parse(testkit::TOWN).unwrap(), World::Live).await.unwrap()
}

fn given() -> Given {
    Given::of(Actor("account/test".into()), World::Live)
}

async fn is_whole(desk: &Desk) -> bool {
    matches!(desk::verify(desk.db(), desk.genesis(), None).await.unwrap(), Verdict::Whole { .. })
}

/// The fault of what was not done; a refusal would be a bug.
fn fault(not_done: NotDone) -> Fault {
    match not_done {
        NotDone::Fault(fault) => fault,
        NotDone::Refused(reason) => panic!("refused: {reason}"),
    }
}

/// Asks again and again until it is so.
async fn until(what: &str, mut is_so: impl AsyncFnMut() -> bool) -> f64 {
    let watch = Stopwatch::start();
    while !is_so().await {
        assert!(watch.seconds() < PATIENCE_S, "not within {PATIENCE_S} s: {what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    watch.seconds()
}
