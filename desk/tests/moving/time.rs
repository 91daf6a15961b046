//! A clock that is turned back, or differs between nodes: the record's time goes on, nothing happens twice, nothing waits for the old time.

use desk::{Sender, Verdict};
use kernel::Time;
use testkit::{Town, engines};

use crate::common::{Add, Ledger, Open, ledgers};
use crate::letters::{Letter, Way, Write, letters};

async fn times(desk: &desk::Desk) -> Vec<Time> {
    desk::reads::after(desk.db(), 0, 1_000).await.unwrap().iter().map(desk::Envelope::at).collect()
}

async fn is_whole(desk: &desk::Desk) -> bool {
    matches!(desk::verify(desk.db(), desk.genesis(), None).await.unwrap(), Verdict::Whole { .. })
}

#[tokio::test]
async fn the_time_of_facts_never_runs_backwards() {
    for engine in engines() {
        let town = Town::new(engine, vec![ledgers()]).await;
        let (id, begin) = (town.desk.new_id(), town.clock.now());
        // An hour back, on in small steps, far ahead, and back again.
        for minutes in [0, -60, -59, 1, 0, 30, -600] {
            town.clock.set(begin.plus_min(minutes));
            let done = town.desk.perform(&id, town.given(), Add(1)).await.unwrap();
            assert!(done.at >= begin.plus_min(minutes) && done.at >= begin, "never before the clock nor before the record");
        }
        assert_eq!(town.desk.behind_ms(), 630 * 60_000, "and it is said by how much the clock is behind");
        let facts = times(&town.desk).await;
        assert!(facts.is_sorted() && facts.len() == 7, "{facts:?}");
        assert_eq!((facts[0], facts[1], facts[3], facts[6]), (begin, begin, begin.plus_min(1), begin.plus_min(30)));
        assert!(is_whole(&town.desk).await);
        assert_eq!(desk::reads::moment_at(town.desk.db(), begin).await.unwrap(), 3, "a time means the last fact up to it");
    }
}

#[tokio::test]
async fn nodes_whose_clocks_differ_keep_one_order_of_time() {
    for engine in engines() {
        let ahead = Town::new(engine, vec![ledgers()]).await;
        ahead.clock.set(ahead.clock.now().plus_min(-7));
        let behind = ahead.another(vec![ledgers()]).await;
        ahead.clock.set(ahead.clock.now().plus_min(7));
        let id = ahead.desk.new_id();
        for _ in 0..5 {
            ahead.desk.perform(&id, ahead.given(), Add(1)).await.unwrap();
            let done = behind.perform(&id, ahead.given(), Add(1)).await.unwrap();
            assert!(done.at > behind.now());
        }
        assert!(times(&behind).await.is_sorted() && is_whole(&behind).await);
    }
}

#[tokio::test]
async fn a_clock_rings_once_although_the_machines_clock_goes_back_and_forth() {
    for engine in engines() {
        let town = Town::new(engine, vec![ledgers()]).await;
        let (early, late, begin) = (town.desk.new_id(), town.desk.new_id(), town.clock.now());
        for (id, minutes) in [(&early, 10), (&late, 20)] {
            let open = Open { name: minutes.to_string(), due_at: Some(begin.plus_min(minutes)), ..Open::default() };
            town.desk.perform(id, town.given(), open).await.unwrap();
        }
        let rung = async || {
            let facts = desk::reads::after(town.desk.db(), 0, 100).await.unwrap();
            facts.iter().filter(|f| f.kind == "rung").map(|f| f.stream.clone()).collect::<Vec<_>>()
        };
        for minutes in [10, -60, 10, 12] {
            town.clock.set(begin.plus_min(minutes));
            town.desk.settle().await.unwrap();
            assert_eq!(rung().await, [format!("ledger/{early}")], "at {minutes} min");
        }
        // The record has reached 12 when the clock is turned back; the next one is due at 20, whatever the clock showed in between.
        for minutes in [-60, 19] {
            town.clock.set(begin.plus_min(minutes));
            town.desk.settle().await.unwrap();
            assert_eq!(rung().await.len(), 1);
        }
        for minutes in [20, -60, 40] {
            town.clock.set(begin.plus_min(minutes));
            town.desk.settle().await.unwrap();
            assert_eq!(rung().await, [format!("ledger/{early}"), format!("ledger/{late}")]);
        }
        assert_eq!(town.desk.recall::<Ledger>(&late).await.unwrap().0.rung_at, Some(begin.plus_min(20)));
    }
}

#[tokio::test]
async fn what_is_said_while_the_clock_is_behind_the_record_leaves_at_once() {
    for engine in engines() {
        let way = Way::out("post", []);
        let town = Town::with(engine, vec![letters(0), ledgers()], vec![way.clone() as std::sync::Arc<dyn Sender>]).await;
        town.desk.perform(&town.desk.new_id(), town.given(), Add(1)).await.unwrap();
        town.clock.set(town.clock.now().plus_min(-60));
        let (letter, watched) = (town.desk.new_id(), town.desk.new_id());
        let done = town.desk.perform(&letter, town.given(), Write("post")).await.unwrap();
        let open = Open { name: "at once".into(), due_at: Some(done.at), ..Open::default() };
        town.desk.perform(&watched, town.given(), open).await.unwrap();
        town.desk.settle().await.unwrap();
        assert_eq!((way.times(), town.desk.recall::<Letter>(&letter).await.unwrap().0.fates.len()), (1, 1));
        assert_eq!(
            town.desk.recall::<Ledger>(&watched).await.unwrap().0.rung_at,
            Some(done.at),
            "what is due by the record rings"
        );
        assert!(is_whole(&town.desk).await);
    }
}
