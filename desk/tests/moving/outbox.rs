//! Messages: at least once and with one id, their result noted once, patient, given up in sight, never out of an exercise.

use std::sync::Arc;
use std::time::Duration;

use desk::{Desk, Engine, Sender, outbox::TRIES_MAX};
use kernel::{Id, World};
use testkit::{Town, engines};

use crate::letters::{Letter, Next, Way, Write, letters};

async fn town(engine: Engine, ways: &[&Arc<Way>]) -> Town {
    Town::with(engine, vec![letters(0)], senders(ways)).await
}

fn senders(ways: &[&Arc<Way>]) -> Vec<Arc<dyn Sender>> {
    ways.iter().map(|way| (*way).clone() as Arc<dyn Sender>).collect()
}

async fn written(town: &Town, channel: &'static str) -> Id {
    let id = town.desk.new_id();
    town.desk.perform(&id, town.given(), Write(channel)).await.unwrap();
    id
}

async fn fates(desk: &Desk, id: &Id) -> Vec<String> {
    desk.recall::<Letter>(id).await.unwrap().0.fates
}

/// State, tries and answer of a message.
async fn kept(desk: &Desk, id: &Id) -> (String, i64, Option<String>) {
    let row = desk.db().one("select state, tries, answer from outbox where id = $1", desk::args![id]).await.unwrap().unwrap();
    (row.text("state").unwrap(), row.int("tries").unwrap(), row.maybe_text("answer").unwrap())
}

#[tokio::test]
async fn a_message_leaves_after_its_commit_and_what_became_of_it_is_noted_once() {
    for engine in engines() {
        let way = Way::out("post", []);
        let town = town(engine, &[&way]).await;
        let id = written(&town, "post").await;
        assert_eq!(way.times(), 0, "nothing leaves before it is settled that it was said");
        town.desk.settle().await.unwrap();
        town.desk.settle().await.unwrap();
        assert_eq!(*way.given.lock().unwrap(), std::slice::from_ref(&id));
        assert_eq!(fates(&town.desk, &id).await, ["handed over: 250 taken"]);
        assert_eq!(kept(&town.desk, &id).await, ("sent".into(), 1, Some("250 taken".into())));
    }
}

#[tokio::test]
async fn a_message_that_is_not_taken_waits_longer_each_time_and_is_given_up_in_sight() {
    for engine in engines() {
        let way = Way::out("post", (0..TRIES_MAX).map(|_| Next::Refuse));
        let town = town(engine, &[&way]).await;
        let id = written(&town, "post").await;
        let mut waits_s = Vec::new();
        for tried in 1..TRIES_MAX {
            town.desk.settle().await.unwrap();
            assert_eq!(kept(&town.desk, &id).await, ("waiting".into(), tried, Some("451 not now".into())));
            let mut wait_s = 0;
            while way.times() == usize::try_from(tried).unwrap() {
                town.clock.set(town.clock.now().plus_ms(1_000));
                wait_s += 1;
                town.desk.settle().await.unwrap();
            }
            waits_s.push(wait_s);
        }
        assert_eq!(waits_s, [2, 4, 8, 16, 32, 64, 128]);
        assert_eq!(kept(&town.desk, &id).await, ("failed".into(), TRIES_MAX, Some("451 not now".into())));
        town.pass_min(24 * 60).await;
        assert_eq!(way.times(), usize::try_from(TRIES_MAX).unwrap(), "it is not tried again");
        assert_eq!(fates(&town.desk, &id).await, ["given up: 451 not now"]);
    }
}

#[tokio::test]
async fn another_node_goes_on_where_the_tries_stood() {
    for engine in engines() {
        let down = Way::out("post", [Next::Refuse]);
        let town = town(engine, &[&down]).await;
        let id = written(&town, "post").await;
        town.desk.settle().await.unwrap();
        town.clock.set(town.clock.now().plus_min(1));
        let up = Way::out("post", []);
        let again = town.another_with(vec![letters(0)], senders(&[&up])).await;
        again.settle().await.unwrap();
        town.desk.settle().await.unwrap();
        assert_eq!((down.times(), up.times()), (1, 1));
        assert_eq!(*up.given.lock().unwrap(), std::slice::from_ref(&id), "the same id is the key");
        assert_eq!(kept(&again, &id).await, ("sent".into(), 2, Some("250 taken".into())));
        assert_eq!(fates(&again, &id).await, ["handed over: 250 taken"]);
    }
}

#[tokio::test]
async fn what_was_sent_and_not_noted_when_the_node_died_is_sent_again_under_the_same_id_and_noted_once() {
    for engine in engines() {
        // It is given the message and the node dies before it hears the answer.
        let dying = Way::out("post", [Next::Hang]);
        let town = town(engine, &[&dying]).await;
        let id = written(&town, "post").await;
        let desk = town.desk.clone();
        let settling = tokio::spawn(async move { desk.settle().await });
        dying.hears().await;
        settling.abort();
        let way = Way::out("post", []);
        let again = town.another_with(vec![letters(0)], senders(&[&way])).await;
        again.settle().await.unwrap();
        assert_eq!(
            (dying.given.lock().unwrap().clone(), way.given.lock().unwrap().clone()),
            (vec![id.clone()], vec![id.clone()])
        );
        assert_eq!(fates(&again, &id).await, ["handed over: 250 taken"]);
    }
}

#[tokio::test]
async fn an_outcome_that_was_noted_and_not_told_when_the_node_died_is_told_without_sending_again() {
    for engine in engines() {
        let way = Way::out("post", []);
        let town = Town::with(engine, vec![letters(2)], senders(&[&way])).await;
        let id = written(&town, "post").await;
        town.desk.settle().await.unwrap();
        assert_eq!((kept(&town.desk, &id).await.0.as_str(), fates(&town.desk, &id).await.len()), ("handed_over", 0));
        town.pass_min(1).await;
        assert_eq!((kept(&town.desk, &id).await.0.as_str(), fates(&town.desk, &id).await.len()), ("handed_over", 0));
        town.clock.set(town.clock.now().plus_min(1));
        let again = town.another_with(vec![letters(0)], senders(&[&way])).await;
        again.settle().await.unwrap();
        town.desk.settle().await.unwrap();
        assert_eq!((kept(&again, &id).await.0.as_str(), way.times()), ("sent", 1), "whoever got it got it once");
        assert_eq!(fates(&again, &id).await, ["handed over: 250 taken"]);
    }
}

#[tokio::test]
async fn nothing_leaves_an_exercise_and_it_is_told_so() {
    for engine in engines() {
        let way = Way::out("post", []);
        let town = Town::in_world(World::Exercise, engine, vec![letters(0)], senders(&[&way])).await;
        let (id, nowhere) = (written(&town, "post").await, written(&town, "pigeon").await);
        town.desk.settle().await.unwrap();
        assert_eq!((way.times(), kept(&town.desk, &id).await), (0, ("muted".into(), 1, None)));
        assert_eq!(
            (fates(&town.desk, &id).await, fates(&town.desk, &nowhere).await),
            (vec!["muted".into()], vec!["muted".into()])
        );
    }
}

#[tokio::test]
async fn a_message_for_which_no_way_out_is_set_up_is_given_up_like_any_other() {
    for engine in engines() {
        let way = Way::out("post", []);
        let town = town(engine, &[&way]).await;
        let (id, other) = (written(&town, "pigeon").await, written(&town, "post").await);
        town.desk.settle().await.unwrap();
        assert_eq!(fates(&town.desk, &other).await, ["handed over: 250 taken"], "others leave meanwhile");
        for _ in 1..TRIES_MAX {
            town.pass_min(10).await;
        }
        assert_eq!(fates(&town.desk, &id).await, ["given up: no way out called \"pigeon\" is set up"]);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_way_out_that_does_not_answer_holds_up_neither_the_others_nor_the_clocks() {
    for engine in engines() {
        let (dead, way) = (Way::out("post", [Next::Hang]), Way::out("pager", []));
        let town = Town::with(engine, vec![letters(0), crate::common::ledgers()], senders(&[&dead, &way])).await;
        town.desk.go();
        let stuck = written(&town, "post").await;
        dead.hears().await;
        let id = written(&town, "pager").await;
        let watched = town.desk.new_id();
        let open = crate::common::Open { name: "watched".into(), due_at: Some(town.desk.now()), ..Default::default() };
        let mut heard = town.desk.tail();
        town.desk.perform(&watched, town.given(), open).await.unwrap();
        way.hears().await;
        let rang = async { while heard.recv().await.unwrap().kind != "rung" {} };
        tokio::time::timeout(Duration::from_secs(60), rang).await.unwrap();
        assert_eq!((*way.given.lock().unwrap()).clone(), [id]);
        assert_eq!(kept(&town.desk, &stuck).await, ("waiting".into(), 0, None));
    }
}
