//! Killed in the middle: every answered write is there, the chain holds, no reaction or clock is lost or done twice. And a full disk.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::disk::SmallDisk;
use common::{Add, Ledger, Open, audit, ledgers};
use desk::{Chance, Clock, Config, DbPlace, Desk, FaultSort, NotDone, Verdict};
use kernel::{Actor, AreaCode, Given, Id, World, Zone};
use testkit::{Town, engines};

/// How often the process is killed on each engine.
const KILLS: usize = 20;
/// How many ledgers are written to at once.
const AT_ONCE: usize = 8;
const PLACE: &str = "WATCHFIRE_KILL_PLACE";

fn config(folder: &std::path::Path, place: DbPlace) -> Config {
    Config {
        folder: folder.to_owned(),
        place,
        zone: Zone::utc(),
        clock: Clock::machine(),
        chance: Chance::machine(),
        capabilities: vec![ledgers()],
        senders: Vec::new(),
    }
}

fn given() -> Given {
    Given::of(Actor("account/test".into()), World::Live)
}

/// The process that is killed: it writes until it is, and says what was answered.
#[tokio::test(flavor = "multi_thread")]
async fn child() {
    let Ok(place) = std::env::var(PLACE) else { return };
    let (folder, url) = place.split_once('|').unwrap();
    let folder = std::path::Path::new(folder);
    let db = if url.is_empty() { DbPlace::File(folder.join("watchfire.db")) } else { DbPlace::Server(url.to_owned()) };
    let desk = Desk::open(config(folder, db)).await.unwrap();
    desk.go();
    let mut writers = Vec::new();
    for _ in 0..AT_ONCE {
        writers.push(tokio::spawn(write_until_killed(desk.clone())));
    }
    for writer in writers {
        writer.await.unwrap();
    }
}

async fn write_until_killed(desk: Desk) {
    for _ in 0..100_000 {
        let id = desk.new_id();
        let due_at = Some(desk.now().plus_ms(50));
        let open = Open { name: id.to_string(), due_at, ..Open::default() };
        if desk.perform(&id, given(), open).await.is_ok() {
            say(&format!("opened {id}"));
        }
        if desk.perform(&id, given(), Add(777)).await.is_ok() {
            say(&format!("added {id}"));
        }
        // What is written here is answered, rung and checked afterwards: enough is enough.
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "\n{line}");
    let _ = out.flush();
}

/// Starts the child, lets it write for a moment, kills it, and answers what it said.
fn killed_after(place: &str, millis: u64) -> Vec<String> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture"])
        .env(PLACE, place)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || out.lines().map_while(Result::ok).collect::<Vec<_>>());
    std::thread::sleep(Duration::from_millis(millis));
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap().into_iter().filter(|l| l.starts_with("opened ") || l.starts_with("added ")).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_kills_lose_nothing_that_was_answered_and_do_nothing_twice() {
    for engine in engines() {
        let town = Town::new(engine, vec![ledgers()]).await;
        let url = match &town.place {
            DbPlace::Server(url) => url.clone(),
            _ => String::new(),
        };
        let place = format!("{}|{url}", town.folder().display());
        let mut answered: Vec<String> = Vec::new();
        for n in 0..KILLS {
            let place = place.clone();
            let said = tokio::task::spawn_blocking(move || killed_after(&place, 300 + 25 * n as u64)).await.unwrap();
            answered.extend(said);
        }
        assert!(answered.len() > KILLS, "only {} writes were answered", answered.len());
        let desk = Desk::open(config(town.folder(), town.place.clone())).await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
        desk.settle().await.unwrap();
        assert!(matches!(desk::verify(desk.db(), desk.genesis(), None).await.unwrap(), Verdict::Whole { .. }));
        audit(&desk, &answered).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_clearly_and_the_desk_goes_on_when_there_is_room_again() {
    let Some(disk) = SmallDisk::of_mib(12) else {
        say("skipped: this machine lets no small disk be mounted");
        return;
    };
    let place = DbPlace::File(disk.path().join("watchfire.db"));
    let ballast = disk.path().join("ballast");
    std::fs::write(&ballast, vec![1_u8; 8 << 20]).unwrap();
    let desk = Desk::create(config(disk.path(), place), AreaCode::parse(testkit::TOWN).unwrap(), World::Live).await.unwrap();
    let id = desk.new_id();
    desk.perform(&id, given(), Open { name: "x".repeat(1_000), ..Open::default() }).await.unwrap();
    let mut done = 0;
    let fault = loop {
        match desk
            .perform(&desk.new_id(), given(), Open { name: format!("{done}{}", "x".repeat(20_000)), ..Open::default() })
            .await
        {
            Ok(_) => done += 1,
            Err(NotDone::Fault(fault)) => break fault,
            Err(NotDone::Refused(reason)) => panic!("{reason}"),
        }
        assert!(done < 10_000, "the disk never fills");
    };
    assert_eq!(fault.sort(), FaultSort::Unavailable, "{fault}");
    std::fs::remove_file(&ballast).unwrap();
    desk.perform(&id, given(), Add(5)).await.unwrap();
    assert_eq!(desk.recall::<Ledger>(&id).await.unwrap().0.sum, 5, "no person had to do anything");
    let verdict = desk::verify(desk.db(), desk.genesis(), None).await.unwrap();
    assert!(matches!(verdict, Verdict::Whole { facts, .. } if facts == done + 2), "{verdict:?}");
    assert!(Id::parse(id.as_str()).is_ok());
}
