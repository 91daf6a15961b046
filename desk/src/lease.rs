//! The lease: which of several nodes runs what moves by itself. Whoever holds it beats; whoever sees no beat for a while takes it over. Each
//! node measures with a stopwatch of its own, so clocks that differ or are turned back neither double the work nor let it lie.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::clock::{Stopwatch, machine_now};
use crate::{Desk, Fault, args};

/// How often the holder beats.
const BEAT: Duration = Duration::from_millis(1_500);
/// How often the others look.
const LOOK: Duration = Duration::from_millis(250);
/// For how long no beat is seen before another node takes over, in seconds: it is promised within six.
const SILENT_S: f64 = 4.0;
/// The same as it is written down, for a node that starts when all have long been silent.
const SILENT_MS: i64 = 4_000;

/// What this node knows of the lease.
#[derive(Default)]
pub(crate) struct Lease(Mutex<Known>);

#[derive(Default)]
struct Known {
    /// Since the last beat of our own; none while another node holds it.
    held: Option<Stopwatch>,
    /// Another's beat, and since when it is the same.
    seen: Option<(Beat, Stopwatch)>,
    /// This node is ending and does not take the lease again.
    ending: bool,
}

/// The row of the table: it changes with every beat.
#[derive(Clone, PartialEq, Eq)]
struct Beat {
    holder: String,
    until_ms: i64,
}

/// What came of a look at the lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Another,
    Kept,
    TakenOver,
}

impl Lease {
    fn is_held(&self) -> bool {
        self.known(|known| known.held.as_ref().is_some_and(|since| since.seconds() < SILENT_S))
    }

    /// Whether another's beat has been the same for too long.
    fn is_silent(&self, beat: &Beat) -> bool {
        self.known(|known| match &known.seen {
            Some((seen, since)) if seen == beat => since.seconds() > SILENT_S,
            _ => {
                known.seen = Some((beat.clone(), Stopwatch::start()));
                false
            }
        })
    }

    fn known<T>(&self, look: impl FnOnce(&mut Known) -> T) -> T {
        look(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Desk {
    /// Whether this node runs reactions, clocks, outbox, search and jobs.
    pub(crate) fn holds_lease(&self) -> bool {
        self.0.lease.is_held()
    }

    /// Beats, or waits for its turn, until the process ends.
    pub(crate) async fn keep_lease(&self) {
        loop {
            let turn = self.beat().await;
            let pause = if matches!(turn, Ok(Turn::Kept | Turn::TakenOver)) { BEAT } else { LOOK };
            match turn {
                Ok(Turn::TakenOver) => {
                    tracing::info!("this node runs reactions, clocks and the outbox");
                    if let Err(fault) = self.take_up().await {
                        tracing::warn!(%fault, "what another node left unfinished was not taken up");
                    }
                }
                Ok(_) => {}
                Err(fault) => tracing::debug!(%fault, "the lease was not looked at"),
            }
            tokio::time::sleep(pause).await;
        }
    }

    /// Lays the lease down, so that another node takes over at once and not when it misses this one.
    ///
    /// # Errors
    /// A fault when it cannot be written; then the others notice the silence.
    pub async fn lay_down(&self) -> Result<(), Fault> {
        self.0.lease.known(|known| (known.held, known.ending) = (None, true));
        let sql = "delete from leases where name = 'followers' and holder = $1";
        self.store(vec![(sql.into(), args![&self.0.node])]).await.map(drop)
    }

    /// What a node left unfinished when it ended: jobs begin again, and what was parked is tried once more.
    async fn take_up(&self) -> Result<(), Fault> {
        self.restart_jobs().await?;
        self.retry_parked().await.map(drop)
    }

    async fn beat(&self) -> Result<Turn, Fault> {
        let since = Stopwatch::start();
        let now_ms = machine_now().ms();
        let sql = "select holder, until_ms from leases where name = 'followers'";
        let row = self.db().one(sql, Vec::new()).await?;
        let beat = row.map(|r| Ok::<_, Fault>(Beat { holder: r.text("holder")?, until_ms: r.int("until_ms")? })).transpose()?;
        let free = match &beat {
            _ if self.0.lease.known(|known| known.ending) => false,
            None => true,
            Some(beat) => beat.holder == self.0.node || beat.until_ms < now_ms || self.0.lease.is_silent(beat),
        };
        let taken = free && self.write_beat(beat.as_ref(), now_ms).await?;
        self.0.lease.known(|known| known.held = taken.then_some(since));
        Ok(match beat {
            Some(beat) if taken && beat.holder == self.0.node => Turn::Kept,
            _ if taken => Turn::TakenOver,
            _ => Turn::Another,
        })
    }

    /// Writes a beat in the place of the one that was seen; false when somebody else was faster.
    async fn write_beat(&self, seen: Option<&Beat>, now_ms: i64) -> Result<bool, Fault> {
        let until_ms = now_ms + SILENT_MS;
        let statement = match seen {
            None => {
                let sql =
                    "insert into leases (name, holder, until_ms) values ('followers', $1, $2) on conflict (name) do nothing";
                (sql.into(), args![&self.0.node, until_ms])
            }
            Some(seen) => {
                let sql =
                    "update leases set holder = $1, until_ms = $2 where name = 'followers' and holder = $3 and until_ms = $4";
                // A clock that was turned back must not write the same beat twice.
                (sql.into(), args![&self.0.node, until_ms.max(seen.until_ms + 1), &seen.holder, seen.until_ms])
            }
        };
        Ok(self.store(vec![statement]).await?.first() == Some(&1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beat_that_changes_is_never_silence() {
        let lease = Lease::default();
        let beat = |until_ms| Beat { holder: "other".into(), until_ms };
        assert!(!lease.is_silent(&beat(1)) && !lease.is_silent(&beat(2)) && !lease.is_silent(&beat(2)));
        assert!(!lease.is_held());
    }
}
