//! Queues that are full: whoever comes then is told so at once, and of what was let in nothing is lost.

use std::sync::Arc;

use desk::{Engine, Fault, FaultSort, Look, NotDone, Pen};
use futures_util::future::join_all;
use kernel::{Act, Given};
use testkit::{Town, engines};
use tokio::sync::Semaphore;

use crate::common::{Add, Ledger, LedgerFact, Open, Refusal, ledgers};

/// How many wait for the pen, and for a reader.
const PEN_MAX: usize = 4_096;
const READERS_MAX: usize = 2_048;

/// An act that holds the pen until it is let go.
#[derive(Debug, Clone)]
struct Holds {
    taken: Arc<Semaphore>,
    let_go: Arc<Semaphore>,
}

impl Act for Holds {
    type Subject = Ledger;
    type Known = ();
    type Refusal = Refusal;
    fn decide(self, _: &Ledger, (): &(), _: &Given) -> Result<Vec<LedgerFact>, Refusal> {
        Ok(vec![LedgerFact::Added { amount: 1 }])
    }
}

impl Look for Holds {
    async fn look(&self, _: &Pen<'_>) -> Result<(), Fault> {
        self.taken.add_permits(1);
        let _ = self.let_go.acquire().await;
        Ok(())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_of_the_pen_is_told_at_once_and_loses_nothing_that_was_let_in() {
    for engine in engines() {
        let town = Town::new(engine, vec![ledgers()]).await;
        let (desk, id) = (&town.desk, town.desk.new_id());
        let holds = Holds { taken: Arc::new(Semaphore::new(0)), let_go: Arc::new(Semaphore::new(0)) };
        let holding = tokio::spawn({
            let (desk, given, id, holds) = (desk.clone(), town.given(), id.clone(), holds.clone());
            async move { desk.perform(&id, given, holds).await.map(drop) }
        });
        holds.taken.acquire().await.unwrap().forget();
        let all = join_all((0..PEN_MAX + 50).map(|_| desk.perform(&id, town.given(), Add(1))));
        let let_go = async {
            tokio::task::yield_now().await;
            holds.let_go.add_permits(1);
        };
        let (all, ()) = tokio::join!(all, let_go);
        holding.await.unwrap().unwrap();
        let busy = all.iter().filter(|one| matches!(one, Err(NotDone::Fault(fault)) if fault.sort() == FaultSort::Busy)).count();
        let done = all.iter().filter(|one| one.is_ok()).count();
        assert_eq!((done, busy), (PEN_MAX, 50), "{engine:?}");
        assert_eq!(desk.recall::<Ledger>(&id).await.unwrap().0.sum, i64::try_from(PEN_MAX).unwrap() + 1);
        assert!(desk.perform(&id, town.given(), Add(1)).await.is_ok(), "with room again the next one is let in");
    }
}

#[tokio::test]
async fn a_full_queue_of_readers_is_told_at_once_and_answers_all_that_were_let_in() {
    // A question that keeps a reader busy for a moment; thousands come in that time.
    const COUNT: &str =
        "with recursive c(n) as (select 1 union all select n + 1 from c where n < 3000) select count(*) as n from c";
    for engine in engines() {
        let town = Town::new(engine, vec![ledgers()]).await;
        town.desk.perform(&town.desk.new_id(), town.given(), Open { name: "one".into(), ..Open::default() }).await.unwrap();
        let all = join_all((0..3 * READERS_MAX).map(|_| town.desk.db().one(COUNT, Vec::new()))).await;
        let busy = all.iter().filter(|one| matches!(one, Err(fault) if fault.sort() == FaultSort::Busy)).count();
        let answered = all.iter().filter(|one| matches!(one, Ok(Some(row)) if row.int("n").unwrap() == 3_000)).count();
        assert_eq!(busy + answered, 3 * READERS_MAX, "{engine:?}");
        assert!(busy > 0 && answered >= READERS_MAX, "{engine:?}: {busy} were told, {answered} answered");
        if engine == Engine::Postgres {
            assert_eq!(answered, READERS_MAX, "all came before the first was answered");
        }
        assert!(town.desk.db().one("select 1 as n", Vec::new()).await.is_ok(), "with room again the next one is answered");
    }
}
