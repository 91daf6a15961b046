//! The chain: whatever is changed in whatever fact, it is found, and its position is named.

use desk::{Envelope, Verdict, args};
use kernel::World;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use testkit::{Town, engines};
use tokio::runtime::Runtime;

use crate::common::{Add, Close, Open, ledgers};
use crate::{runner, same};

/// How many facts the journal holds that is tampered with.
const FACTS: i64 = 40;

/// A change of one field of one fact: the statement that makes it, of which `$1` is the position.
const CHANGES: [&str; 12] = [
    "update journal set at_ms = at_ms + 1 where position = $1",
    "update journal set at_ms = at_ms - 1 where position = $1",
    "update journal set stream = stream || '0' where position = $1",
    "update journal set version = version + 1000 where position = $1",
    "update journal set kind = kind || 'x' where position = $1",
    "update journal set body = body || ' ' where position = $1",
    "update journal set actor = 'account/other' where position = $1",
    "update journal set post = coalesce(post, '') || 'x' where position = $1",
    "update journal set area = null where position = $1",
    "update journal set case_id = coalesce(case_id, '') || 'x' where position = $1",
    "update journal set cause = '' where position = $1",
    "update journal set hash = '0' || substr(hash, 1, 63) where position = $1",
];

#[test]
fn whatever_is_changed_in_a_fact_is_found_where_it_was_changed() {
    for engine in engines() {
        let runtime = Runtime::new().unwrap();
        let town = runtime.block_on(async {
            let town = Town::new(engine, vec![ledgers()]).await;
            fill(&town).await;
            town
        });
        let run = |(position, change): (i64, usize)| runtime.block_on(one_case(&town, position, CHANGES[change]));
        runner().run(&(1..=FACTS, 0..CHANGES.len()), run).unwrap_or_else(|e| panic!("{engine:?}: {e}"));
        let whole = runtime.block_on(verdict(&town));
        assert!(matches!(whole, Verdict::Whole { facts: FACTS, .. }), "put back it is whole: {whole:?}");
    }
}

async fn fill(town: &Town) {
    let ids = [town.desk.new_id(), town.desk.new_id()];
    for (n, id) in ids.iter().enumerate() {
        town.desk.perform(id, town.given(), Open { name: n.to_string(), ..Open::default() }).await.unwrap();
    }
    while town.desk.last_position() < FACTS - 1 {
        let id = &ids[usize::try_from(town.desk.last_position() % 2).unwrap()];
        town.desk.perform(id, town.given(), Add(town.desk.last_position())).await.unwrap();
    }
    town.desk.perform(&ids[0], town.given(), Close).await.unwrap();
}

async fn verdict(town: &Town) -> Verdict {
    desk::verify(town.desk.db(), town.desk.genesis(), None).await.unwrap()
}

async fn one_case(town: &Town, position: i64, change: &'static str) -> Result<(), TestCaseError> {
    let before = desk::reads::after(town.desk.db(), position - 1, 1).await.unwrap().remove(0);
    town.desk.store(vec![(change.into(), args![position])]).await.unwrap();
    let found = verdict(town).await;
    let back = "update journal set at_ms = $1, stream = $2, version = $3, kind = $4, body = $5, actor = $6, post = $7, area = $8, \
                case_id = $9, cause = $10, hash = $11 where position = $12";
    let Envelope { at_ms, stream, version, kind, body, actor, post, area, case_id, cause, hash, .. } = before;
    let args = args![at_ms, stream, version, kind, body, actor, post, area, case_id, cause, hash, position];
    town.desk.store(vec![(back.into(), args)]).await.unwrap();
    match found {
        Verdict::Broken { position: named, .. } => same(named, position),
        Verdict::Whole { .. } => Err(TestCaseError::fail(format!("not found at {position}: {change}"))),
    }
}

fn text() -> impl Strategy<Value = String> {
    "[a-c/{}\":0-2\u{6d2a}]{0,6}"
}

prop_compose! {
    fn envelope()(
        numbers in (1..4_i64, 0..4_i64, 1..4_i64),
        (stream, kind, body, actor) in (text(), text(), text(), text()),
        (post, area, case_id, cause) in (
            proptest::option::of(text()), proptest::option::of(text()), proptest::option::of(text()), proptest::option::of(text()),
        ),
    ) -> Envelope {
        let (position, at_ms, version) = numbers;
        Envelope { position, at_ms, stream, version, kind, body, actor, post, area, case_id, cause, hash: String::new() }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// Fields run into each other in no way: two facts that differ anywhere, if only in where a field ends, have different hashes.
    #[test]
    fn two_facts_that_differ_anywhere_have_different_hashes(one in envelope(), other in envelope(), shift in 0..6_usize) {
        let moved = moved(&one, shift);
        for other in [other, moved] {
            let same = one == other;
            prop_assert_eq!(one.chained("00", World::Live) == other.chained("00", World::Live), same);
        }
        prop_assert_ne!(one.chained("00", World::Live), one.chained("01", World::Live));
        prop_assert_ne!(one.chained("00", World::Live), one.chained("00", World::Exercise));
    }
}

/// The same fact with a sign moved from the end of one field to the beginning of the next.
fn moved(one: &Envelope, shift: usize) -> Envelope {
    let mut other = one.clone();
    let carry = |from: &mut String, to: &mut String| {
        if let Some(sign) = from.pop() {
            to.insert(0, sign);
        }
    };
    match shift {
        0 => carry(&mut other.stream, &mut other.kind),
        1 => carry(&mut other.kind, &mut other.body),
        2 => carry(&mut other.body, &mut other.actor),
        3 => carry(&mut other.actor, other.post.get_or_insert_default()),
        4 => std::mem::swap(&mut other.post, &mut other.area),
        _ => std::mem::swap(&mut other.case_id, &mut other.cause),
    }
    other
}
