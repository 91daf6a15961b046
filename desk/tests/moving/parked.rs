//! Reactions and clocks that fault: tried eight times, parked in sight, tried again, and nobody waits for them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use desk::{Capability, Engine, Fault, Proposal};
use kernel::Id;
use testkit::{Town, engines};

use crate::common::{Add, Close, Echo, Ledger, LedgerFact, Open, Ring, ledgers};
use crate::on_each_engine;

/// How often what faults is tried before it is parked.
const TRIES_MAX: usize = 8;
/// What a fragile capability cannot take.
const BAD: i64 = 13;

/// A capability that echoes every amount, and faults at one of them until it is mended.
#[derive(Clone)]
struct Fragile {
    tries: &'static AtomicUsize,
    mended_after: usize,
}

impl Fragile {
    fn mended_after(tries: usize) -> Self {
        Self { tries: Box::leak(Box::new(AtomicUsize::new(0))), mended_after: tries }
    }

    fn tried(&self) -> usize {
        self.tries.load(Ordering::SeqCst)
    }

    fn capability(&self) -> Capability {
        let (tries, mended_after) = (self.tries, self.mended_after);
        Capability::named("fragile").react::<Ledger, _>(move |_, entered| {
            Box::pin(async move {
                match entered.fact {
                    LedgerFact::Added { amount: BAD } if tries.fetch_add(1, Ordering::SeqCst) < mended_after => {
                        Err(Fault::broken("cannot take it"))
                    }
                    LedgerFact::Added { amount } if amount != 777 => Ok(vec![Proposal::of(&entered.id, Echo(entered.position))]),
                    _ => Ok(Vec::new()),
                }
            })
        })
    }
}

async fn echoes(town: &Town, id: &Id) -> u32 {
    town.desk.recall::<Ledger>(id).await.unwrap().0.echoes
}

#[tokio::test]
async fn a_reaction_that_faults_now_and_then_is_tried_again_and_done_once() {
    on_each_engine(async |engine| {
        let fragile = Fragile::mended_after(3);
        let town = Town::new(engine, vec![ledgers(), fragile.capability()]).await;
        let (first, bad, last) = (town.desk.new_id(), town.desk.new_id(), town.desk.new_id());
        for (id, amount) in [(&first, 1), (&bad, BAD), (&last, 2)] {
            town.desk.perform(id, town.given(), Add(amount)).await.unwrap();
        }
        town.desk.settle().await.unwrap();
        assert_eq!(fragile.tried(), 4);
        assert_eq!((echoes(&town, &first).await, echoes(&town, &bad).await, echoes(&town, &last).await), (1, 1, 1));
        let heard = town.desk.history::<Ledger>(&bad).await.unwrap();
        let after = town.desk.history::<Ledger>(&last).await.unwrap();
        assert!(heard[1].position < after[1].position, "facts are answered in their order");
        assert!(town.desk.parked().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_reaction_that_faults_again_and_again_is_parked_in_sight_and_holds_up_nobody() {
    on_each_engine(async |engine| {
        let fragile = Fragile::mended_after(TRIES_MAX + 2);
        let town = Town::new(engine, vec![ledgers(), fragile.capability()]).await;
        let (bad, next, loud, watched) = (town.desk.new_id(), town.desk.new_id(), town.desk.new_id(), town.desk.new_id());
        town.desk.perform(&bad, town.given(), Add(BAD)).await.unwrap();
        town.desk.perform(&next, town.given(), Add(1)).await.unwrap();
        town.desk.perform(&loud, town.given(), Add(777)).await.unwrap();
        let open = Open { name: "watched".into(), due_at: Some(town.desk.now()), ..Open::default() };
        town.desk.perform(&watched, town.given(), open).await.unwrap();
        town.desk.settle().await.unwrap();
        assert_eq!((echoes(&town, &bad).await, echoes(&town, &next).await, echoes(&town, &loud).await), (0, 1, 1));
        let parked = town.desk.parked().await.unwrap();
        let [one] = parked.as_slice() else { panic!("{parked:?}") };
        assert_eq!(
            (one.id.as_str(), one.capability.as_str(), one.position, one.fault.as_str()),
            ("fragile/1", "fragile", 1, "cannot take it")
        );
        assert_eq!(fragile.tried(), TRIES_MAX);
        let others: Vec<_> = [&loud, &watched].into_iter().map(|id| format!("ledger/{id}")).collect();
        let facts = desk::reads::after(town.desk.db(), 4, 100).await.unwrap();
        assert!(
            facts[..2].iter().all(|f| others.contains(&f.stream)),
            "clocks and other capabilities do not wait for it: {facts:?}"
        );

        assert_eq!(town.desk.retry_parked().await.unwrap(), 0, "not mended yet");
        assert_eq!(town.desk.parked().await.unwrap().len(), 1);
        assert_eq!((town.desk.retry_parked().await.unwrap(), echoes(&town, &bad).await), (0, 0));
        assert_eq!((town.desk.retry_parked().await.unwrap(), echoes(&town, &bad).await), (1, 1));
        assert_eq!((town.desk.retry_parked().await.unwrap(), echoes(&town, &bad).await), (0, 1), "once it is settled");
        assert!(town.desk.parked().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_parked_is_tried_again_when_a_mended_program_starts() {
    on_each_engine(async |engine| {
        let town = Town::new(engine, vec![ledgers(), Fragile::mended_after(usize::MAX).capability()]).await;
        let bad = town.desk.new_id();
        town.desk.perform(&bad, town.given(), Add(BAD)).await.unwrap();
        town.desk.settle().await.unwrap();
        assert_eq!((town.desk.parked().await.unwrap().len(), echoes(&town, &bad).await), (1, 0));
        let mended = town.another(vec![ledgers(), Fragile::mended_after(0).capability()]).await;
        let mut heard = mended.tail();
        mended.go();
        let echoed = async { while heard.recv().await.unwrap().kind != "echoed" {} };
        tokio::time::timeout(Duration::from_secs(60), echoed).await.unwrap();
        assert_eq!(echoes(&town, &bad).await, 1);
    })
    .await;
}

/// A capability whose clocks ring as the test says.
fn ringing(
    how: impl Fn(&str, &Arc<AtomicUsize>) -> Result<Option<i64>, Fault> + Send + Sync + 'static,
    asked: &Arc<AtomicUsize>,
) -> Capability {
    let asked = asked.clone();
    ledgers().ring(move |_, due| {
        asked.fetch_add(1, Ordering::SeqCst);
        let said = how(&due.label, &asked);
        Box::pin(async move {
            let id = due.id()?;
            Ok(said?.map(|amount| if amount == 0 { Proposal::of(&id, Ring(due.due_at)) } else { Proposal::of(&id, Add(amount)) }))
        })
    })
}

async fn watched(town: &Town, name: &str) -> Id {
    let id = town.desk.new_id();
    let open = Open { name: name.into(), due_at: Some(town.desk.now().plus_min(1)), ..Open::default() };
    town.desk.perform(&id, town.given(), open).await.unwrap();
    id
}

async fn rang(town: &Town, id: &Id) -> bool {
    town.desk.recall::<Ledger>(id).await.unwrap().0.rung_at.is_some()
}

#[tokio::test]
async fn a_clock_whose_act_faults_is_parked_and_the_others_ring() {
    on_each_engine(async |engine| {
        let (asked, broken) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(usize::MAX)));
        let until = broken.clone();
        let how = move |name: &str, asked: &Arc<AtomicUsize>| match name {
            "bad" if asked.load(Ordering::SeqCst) <= until.load(Ordering::SeqCst) => Err(Fault::broken("cannot ring")),
            _ => Ok(Some(0)),
        };
        let town = Town::new(engine, vec![ringing(how, &asked)]).await;
        let (bad, good) = (watched(&town, "bad").await, watched(&town, "good").await);
        town.pass_min(2).await;
        assert_eq!((rang(&town, &bad).await, rang(&town, &good).await), (false, true));
        assert_eq!(asked.load(Ordering::SeqCst), TRIES_MAX + 1);
        let parked = town.desk.parked().await.unwrap();
        assert!(parked.len() == 1 && parked[0].id.starts_with(&format!("clock/ledger/{bad}/due/")), "{parked:?}");
        broken.store(0, Ordering::SeqCst);
        assert_eq!(town.desk.retry_parked().await.unwrap(), 1);
        town.desk.settle().await.unwrap();
        town.desk.settle().await.unwrap();
        assert_eq!((rang(&town, &bad).await, asked.load(Ordering::SeqCst)), (true, TRIES_MAX + 2));
        assert!(town.desk.parked().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_clock_whose_act_is_refused_or_that_wants_nothing_is_asked_once() {
    for engine in engines() {
        let asked = Arc::new(AtomicUsize::new(0));
        let town = Town::new(engine, vec![ringing(|name, _| Ok((name == "closed").then_some(5)), &asked)]).await;
        let closed = watched(&town, "closed").await;
        // A closed ledger takes nothing; its clock is put back as if it still ran.
        town.desk.perform(&closed, town.given(), Close).await.unwrap();
        town.desk.store(vec![("update clocks set met_at_ms = null, fires = true".into(), Vec::new())]).await.unwrap();
        watched(&town, "idle").await;
        town.pass_min(2).await;
        town.pass_min(2).await;
        assert_eq!((asked.load(Ordering::SeqCst), town.desk.last_position()), (2, 3));
        assert!(town.desk.parked().await.unwrap().is_empty(), "a refusal is an answer");
    }
}

#[tokio::test]
async fn hundreds_of_clocks_that_ran_out_in_a_long_night_ring_in_the_order_of_their_due_times() {
    for engine in engines() {
        let town = Town::new(engine, vec![ledgers()]).await;
        let begin = town.desk.now();
        let mut opened = Vec::new();
        for n in 0..450_i64 {
            let (desk, given, id) = (town.desk.clone(), town.given(), town.desk.new_id());
            let due_at = Some(begin.plus_ms(1_000 * ((n * 7) % 450)));
            opened.push(async move {
                desk.perform(&id, given, Open { name: n.to_string(), due_at, ..Open::default() }).await.map(drop)
            });
        }
        for done in futures_util::future::join_all(opened).await {
            done.unwrap();
        }
        town.pass_min(60).await;
        let mut last = 450;
        let mut due = Vec::new();
        while due.len() < 450 {
            let facts = desk::reads::after(town.desk.db(), last, 500).await.unwrap();
            last = facts.last().unwrap().position;
            due.extend(facts.iter().map(|f| match f.fact::<LedgerFact>().unwrap() {
                LedgerFact::Rung { due_at } => due_at,
                other => panic!("{other:?}"),
            }));
        }
        assert!(due.is_sorted() && due.len() == 450, "{engine:?}: {} rang", due.len());
        assert_eq!(town.desk.last_position(), 900);
    }
}

#[tokio::test]
async fn a_stream_that_cannot_be_indexed_keeps_no_other_from_being_found() {
    let town = Town::new(Engine::Sqlite, vec![ledgers()]).await;
    let (bad, good) = (town.desk.new_id(), town.desk.new_id());
    town.desk.perform(&bad, town.given(), Open { name: "millbad".into(), ..Open::default() }).await.unwrap();
    town.desk.perform(&good, town.given(), Open { name: "millgood".into(), ..Open::default() }).await.unwrap();
    let spoil = "update journal set body = '{\"kind\":\"unheard_of\"}' where position = 1";
    town.desk.store(vec![(spoil.into(), Vec::new())]).await.unwrap();
    let again = town.another(vec![Capability::named("nothing"), ledgers()]).await;
    let _ = again.settle().await;
    let found = desk::search::find(again.db(), &kernel::Scope::whole(again.city()), "millgood", 10).await.unwrap();
    assert_eq!(found.len(), 1);
}
