//! Folding: a subject is what its facts make of it, in the pen's memory, read afresh, on another node, in rebuilt tables and in a replay.

use desk::{Desk, one};
use futures_util::future::join_all;
use kernel::{Id, Subject as _};
use proptest::collection::vec;
use proptest::test_runner::TestCaseError;
use testkit::{Town, engines};
use tokio::runtime::Runtime;

use crate::asked::{Asked, Case, asked};
use crate::common::{Add, Ledger, LedgerFact, ledgers, ledgers_at};
use crate::{runner, same};

const TABLE: &str = "select id, number, name, sum, closed, opened_at_ms from ledgers order by id limit 5000";

#[test]
fn a_state_is_the_same_wherever_it_is_folded() {
    for engine in engines() {
        let runtime = Runtime::new().unwrap();
        let town = runtime.block_on(Town::new(engine, vec![ledgers()]));
        let other = runtime.block_on(town.another(vec![ledgers()]));
        let run = |all: Vec<Asked>| runtime.block_on(one_case(&town, &other, all));
        runner().run(&vec(asked(), 1..40), run).unwrap_or_else(|e| panic!("{engine:?}: {e}"));
        let kept = runtime.block_on(table(&town.desk));
        let rebuilt = runtime.block_on(town.another(vec![ledgers_at(2)]));
        assert_eq!(runtime.block_on(table(&rebuilt)), kept, "{engine:?}: rebuilt as they were kept");
    }
}

async fn one_case(town: &Town, other: &Desk, all: Vec<Asked>) -> Result<(), TestCaseError> {
    let case = Case::new(&town.desk);
    // Two nodes take turns, so each must fold in what the other wrote.
    let half = all.len() / 2;
    let desk_of = |n: usize| if n.is_multiple_of(2) { &town.desk } else { other };
    join_all(all[..half].iter().enumerate().map(|(n, one)| case.ask(desk_of(n), town.given(), one.clone()))).await;
    join_all(all[half..].iter().enumerate().map(|(n, one)| case.ask(desk_of(n / 5), town.given(), one.clone()))).await;
    for id in &case.ids {
        let history = town.desk.history::<Ledger>(id).await.unwrap();
        let facts: Vec<LedgerFact> = history.iter().map(|envelope| envelope.fact().unwrap()).collect();
        let folded = facts.iter().fold(Ledger::default(), Ledger::fold);
        let (recalled, version) = other.recall::<Ledger>(id).await.unwrap();
        same((&recalled, version), (&folded, facts.len() as u64))?;
        if folded.closed {
            continue;
        }
        // What both pens hold in memory shows in the answer to one more act.
        for (n, desk) in [&town.desk, other].into_iter().enumerate() {
            let done = desk.perform_all(town.given(), vec![one(id, Add(0))]).await.unwrap().state::<Ledger>(0).unwrap();
            same((&*done.state, done.version), (&folded, (facts.len() + n + 1) as u64))?;
        }
        same_in_replay(town, id, &facts).await?;
    }
    Ok(())
}

/// The replay of a moment shows the row as the facts up to it make it.
async fn same_in_replay(town: &Town, id: &Id, facts: &[LedgerFact]) -> Result<(), TestCaseError> {
    if facts.is_empty() {
        return Ok(());
    }
    let middle = facts.len() / 2;
    let moment = town.desk.history::<Ledger>(id).await.unwrap()[middle].position;
    let then = facts[..=middle].iter().fold(Ledger::default(), Ledger::fold);
    let replay = town.desk.replay_case(id, moment).await.unwrap();
    let row =
        replay.db.one("select number, name, sum, closed from ledgers where id = $1", desk::args![id]).await.unwrap().unwrap();
    let shown = (row.text("number").unwrap(), row.text("name").unwrap(), row.int("sum").unwrap(), row.bool("closed").unwrap());
    same(shown, (then.number, then.name, then.sum, then.closed))
}

async fn table(desk: &Desk) -> Vec<String> {
    desk.db().rows(TABLE, Vec::new()).await.unwrap().iter().map(|row| format!("{row:?}")).collect()
}
