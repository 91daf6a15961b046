//! Batches: requests that are decided together come to what they come to one after the other, and what is refused or faults leaves no trace.

use desk::{Engine, Verdict};
use futures_util::future::join_all;
use proptest::collection::vec;
use proptest::test_runner::TestCaseError;
use testkit::{Town, engines};
use tokio::runtime::Runtime;

use crate::asked::{Asked, Came, Case, LEDGERS, Model, Plain, asked};
use crate::common::{Ledger, ledgers};
use crate::{runner, same};

/// The most requests of a case: as many as are asked at once.
const ASKED_MAX: usize = 30;

#[test]
fn a_refused_or_faulty_act_never_disturbs_its_neighbours() {
    for engine in engines() {
        let runtime = Runtime::new().unwrap();
        let town = runtime.block_on(Town::new(engine, vec![ledgers()]));
        let run = |all: Vec<Asked>| runtime.block_on(one_case(&town, all));
        runner().run(&vec(asked(), 1..ASKED_MAX), run).unwrap_or_else(|e| panic!("{engine:?}: {e}"));
        let whole = runtime.block_on(desk::verify(town.desk.db(), town.desk.genesis(), None)).unwrap();
        assert!(matches!(whole, Verdict::Whole { .. }), "{whole:?}");
        runtime.block_on(numbers_have_no_gaps(&town));
    }
}

async fn one_case(town: &Town, all: Vec<Asked>) -> Result<(), TestCaseError> {
    let (desk, case, mut model) = (&town.desk, Case::new(&town.desk), Model::default());
    let (facts, given) = (desk.last_position(), numbers(town).await);
    let expected: Vec<Came> = all.iter().map(|one| model.ask(one)).collect();
    // All are polled in their order, so they come to the pen in it; how many a batch takes is the writer's affair.
    let came = join_all(all.into_iter().map(|one| case.ask(desk, town.given(), one))).await;
    same(came, expected)?;
    same(desk.last_position() - facts, model.facts)?;
    same(numbers(town).await - given, model.numbers)?;
    for (id, plain) in case.ids.iter().zip(model.ledgers) {
        let (ledger, version) = desk.recall::<Ledger>(id).await.unwrap();
        let number = ledger.number.strip_prefix("L-").map_or(0, |n| n.parse::<i64>().unwrap() - given);
        same((number, ledger.sum, ledger.closed, version), (plain.number, plain.sum, plain.closed, plain.version))?;
        same(in_table(town, id).await, (version > 0).then_some((plain.sum, plain.closed)))?;
    }
    Ok(())
}

async fn in_table(town: &Town, id: &kernel::Id) -> Option<(i64, bool)> {
    let row = town.desk.db().one("select sum, closed from ledgers where id = $1", desk::args![id]).await.unwrap();
    row.map(|row| (row.int("sum").unwrap(), row.bool("closed").unwrap()))
}

async fn numbers(town: &Town) -> i64 {
    let row = town.desk.db().one("select value from numbers where name = 'ledgers'", Vec::new()).await.unwrap();
    row.map_or(0, |row| row.int("value").unwrap())
}

async fn numbers_have_no_gaps(town: &Town) {
    let sql = "select count(*) as n, count(distinct number) as different from ledgers where number <> ''";
    let row = town.desk.db().one(sql, Vec::new()).await.unwrap().unwrap();
    let last = numbers(town).await;
    assert_eq!((row.int("n").unwrap(), row.int("different").unwrap()), (last, last));
    assert!(last > 0);
}

#[test]
fn the_model_itself_refuses_faults_and_repeats() {
    let mut model = Model::default();
    assert_eq!(model.ask(&Asked::Keyed { at: 0, key: 0, amount: 2 }), Came::Done(vec![1]));
    assert_eq!(model.ask(&Asked::Keyed { at: 0, key: 0, amount: 2 }), Came::Already);
    assert!(matches!(model.ask(&Asked::Keyed { at: 1, key: 0, amount: 2 }), Came::Refused(_)));
    assert_eq!(model.ask(&Asked::Move { from: 0, to: 0, amount: 1 }), Came::Done(vec![3, 3]));
    assert_eq!(model.ledgers[0], Plain { sum: 2, version: 3, ..Plain::default() });
    assert_eq!((model.facts, model.ledgers.len(), Engine::Sqlite), (3, LEDGERS, Engine::Sqlite));
}
