//! Parked: reactions and clocks whose act faulted again and again. They wait here for a person, hold up nothing else, and are tried once
//! more when a node takes over, as after an upgrade that mends what was wrong.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use kernel::Time;

use crate::clock::Stopwatch;
use crate::journal::Envelope;
use crate::{Desk, Fault, FaultSort, Record, args, reads};

/// How often what faults is tried before it is parked for a person.
const TRIES_MAX: u32 = 8;
/// How the key of a clock begins.
const CLOCK: &str = "clock/";
/// How many are listed, and tried again at once.
pub const PARKED_MAX: i64 = 200;

/// A reaction or a clock that waits for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parked {
    /// Which: `incidents/417` is the answer of `incidents` to the fact at 417, `clock/…` a clock.
    pub id: String,
    /// Whose reaction or clock it is.
    pub capability: String,
    /// The fact that is not answered; 0 for a clock.
    pub position: i64,
    /// What went wrong the last time.
    pub fault: String,
    /// When it was parked.
    pub at: Time,
}

/// What faulted and is to be tried again: kept in memory, for after a restart it is tried from the beginning.
#[derive(Default)]
pub(crate) struct Stumbles(Mutex<HashMap<String, Stumble>>);

struct Stumble {
    tries: u32,
    since: Stopwatch,
}

/// What is to be done about something that faulted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    TryLater,
    GoOn,
}

impl Stumbles {
    /// Whether it is too early to let `who` try again.
    pub(crate) fn waits(&self, who: &str) -> bool {
        self.all(|all| all.get(who).is_some_and(|s| s.rest_ms() > 0))
    }

    /// It went well.
    pub(crate) fn forget(&self, who: &str) {
        self.all(|all| {
            all.remove(who);
        });
    }

    /// Forgets the clocks that are not among these: they were met, or dropped.
    pub(crate) fn keep_clocks(&self, keys: &[String]) {
        self.all(|all| all.retain(|who, _| !who.starts_with(CLOCK) || keys.contains(who)));
    }

    /// In how many milliseconds the next one is to be tried again.
    pub(crate) fn next_ms(&self) -> Option<u64> {
        self.all(|all| all.values().map(Stumble::rest_ms).min())
    }

    /// Counts a try that faulted.
    fn count(&self, who: &str) -> u32 {
        self.all(|all| {
            let tries = all.get(who).map_or(0, |s| s.tries) + 1;
            all.insert(who.to_owned(), Stumble { tries, since: Stopwatch::start() });
            tries
        })
    }

    fn all<T>(&self, look: impl FnOnce(&mut HashMap<String, Stumble>) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Stumble {
    /// 40 ms after the first try, twice as long after each further one: some five seconds in all.
    fn rest_ms(&self) -> u64 {
        let passed_ms = (self.since.seconds() * 1_000.0) as u64;
        (20_u64 << self.tries.min(TRIES_MAX)).saturating_sub(passed_ms)
    }
}

impl Desk {
    /// Counts a fault of `who` and parks what it stumbled over when there were too many. Faults of the house itself are answered as such:
    /// while the database is away nothing is counted.
    pub(crate) async fn stumble(&self, who: (&str, &str), about: (&str, i64), fault: Fault) -> Result<Next, Fault> {
        let of_house = match fault.sort() {
            FaultSort::Broken => false,
            FaultSort::Unavailable => reads::pen(self.db()).await.is_err(),
            FaultSort::Busy | FaultSort::Uncertain => true,
        };
        if of_house {
            return Err(fault);
        }
        let ((who, id), (capability, position)) = (who, about);
        let tries = self.0.stumbles.count(who);
        if tries < TRIES_MAX {
            tracing::warn!(%fault, capability, id, tries, "what moves by itself stumbled");
            return Ok(Next::TryLater);
        }
        tracing::error!(%fault, capability, id, "parked for a person");
        let sql = "insert into parked (id, capability, position, fault, at_ms) values ($1, $2, $3, $4, $5) on conflict (id) \
                   do update set fault = excluded.fault, at_ms = excluded.at_ms, settled_at_ms = null";
        self.store(vec![(sql.into(), args![id, capability, position, fault.to_string(), self.now()])]).await?;
        self.0.stumbles.forget(who);
        Ok(Next::GoOn)
    }

    /// What waits for a person, oldest first.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn parked(&self) -> Result<Vec<Parked>, Fault> {
        let sql = format!(
            "select id, capability, position, fault, at_ms from parked where settled_at_ms is null \
             order by at_ms, position, id limit {PARKED_MAX}"
        );
        self.db().rows(sql, Vec::new()).await?.iter().map(Parked::read).collect()
    }

    /// Tries everything that is parked once more. Answers how many were settled.
    ///
    /// # Errors
    /// A fault when the database does not answer; what is settled by then is settled.
    pub async fn retry_parked(&self) -> Result<usize, Fault> {
        let mut settled = 0;
        for parked in self.parked().await? {
            match self.retry(&parked).await {
                Ok(()) => {
                    tracing::info!(id = parked.id, "what was parked is settled");
                    settled += 1;
                }
                Err(fault) => {
                    tracing::warn!(%fault, id = parked.id, "still parked");
                    let sql = "update parked set fault = $1 where id = $2";
                    self.store(vec![(sql.into(), args![fault.to_string(), &parked.id])]).await?;
                }
            }
        }
        Ok(settled)
    }

    async fn retry(&self, parked: &Parked) -> Result<(), Fault> {
        let mut statements = Vec::new();
        if parked.position == 0 {
            // A clock rings by itself again once its key is gone.
            statements.push(("delete from once where key = $1".into(), args![&parked.id]));
        } else {
            let facts = reads::after(self.db(), parked.position - 1, 1).await?;
            self.answer_again(&parked.capability, &facts).await?;
        }
        let sql = "update parked set settled_at_ms = $1 where id = $2";
        statements.push((sql.into(), args![self.now(), &parked.id]));
        self.store(statements).await.map(drop)
    }

    async fn answer_again(&self, capability: &str, facts: &[Envelope]) -> Result<(), Fault> {
        let known = self.0.registry.capabilities.iter().find(|c| c.name == capability);
        let known = known.ok_or_else(|| Fault::broken(format!("no capability is called {capability:?}")))?;
        self.answer(known, facts).await.map_err(|(_, fault)| fault)
    }
}

impl Parked {
    fn read(row: &Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.text("id")?,
            capability: row.text("capability")?,
            position: row.int("position")?,
            fault: row.text("fault")?,
            at: row.time("at_ms")?,
        })
    }
}
