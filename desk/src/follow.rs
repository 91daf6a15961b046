//! What moves by itself: reactions to facts, clocks that ring, messages that leave, words that are indexed. One node at a time does it.

use std::time::Duration;

use futures_util::future::join_all;
use kernel::{Actor, Given, Once};

use crate::capability::Capability;
use crate::journal::Envelope;
use crate::outbox::{Outcome, Outgoing};
use crate::parked::Next;
use crate::perform::Proposal;
use crate::{Desk, Fault, NotDone, args, clocks, reads};

/// How often other processes' facts are looked for.
const POLL: Duration = Duration::from_millis(200);
/// How long all rest when something faulted.
const PAUSE: Duration = Duration::from_secs(1);
/// How many facts a follower reads at once.
pub(crate) const PAGE: i64 = 500;
/// How many clocks ring in one round.
const RINGS_MAX: i64 = 200;
/// How many rounds `settle` goes before it says that the desk never comes to rest.
const ROUNDS_MAX: usize = 1_000;

/// What came of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proposed {
    Done,
    Refused,
}

/// What came of a round: whether anything moved, and the first fault.
#[derive(Default)]
struct Round {
    moved: bool,
    fault: Option<Fault>,
}

impl Desk {
    /// Runs reactions, clocks, outbox, jobs and search until nothing moves any more: a night passes in a test in a moment.
    ///
    /// # Errors
    /// A fault when something faults, or when it never comes to rest.
    pub async fn settle(&self) -> Result<(), Fault> {
        for _ in 0..ROUNDS_MAX {
            self.hear_others().await?;
            let moved = self.round().await?;
            let worked = self.do_a_job().await?;
            let sent = self.deliver().await?;
            match self.0.stumbles.next_ms() {
                _ if moved || worked || sent > 0 => {}
                Some(ms) => tokio::time::sleep(Duration::from_millis(ms)).await,
                None => return Ok(()),
            }
        }
        Err(Fault::broken("the desk never comes to rest"))
    }

    /// Starts what moves by itself; it goes on until the process ends.
    pub fn go(&self) {
        let desk = self.clone();
        tokio::spawn(async move { desk.listen_to_others().await });
        let desk = self.clone();
        tokio::spawn(async move { desk.keep_lease().await });
        let desk = self.clone();
        tokio::spawn(async move { desk.keep_moving().await });
        let desk = self.clone();
        tokio::spawn(async move { desk.keep_working().await });
        for lane in 0..self.0.lanes.len() {
            let desk = self.clone();
            tokio::spawn(async move { desk.keep_sending(lane).await });
        }
    }

    /// Sends what waits on one way out, while this node holds the lease.
    async fn keep_sending(&self, lane: usize) {
        loop {
            match if self.holds_lease() { self.send_on(lane).await } else { Ok(0) } {
                Ok(0) => tokio::time::sleep(POLL).await,
                Ok(_) => {}
                Err(fault) => {
                    tracing::warn!(%fault, "messages wait");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    /// Does the jobs that wait, while this node holds the lease. However long one takes, clocks ring meanwhile.
    async fn keep_working(&self) {
        loop {
            match if self.holds_lease() { self.do_a_job().await } else { Ok(false) } {
                Ok(true) => {}
                Ok(false) => tokio::time::sleep(POLL).await,
                Err(fault) => {
                    tracing::warn!(%fault, "jobs wait");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    async fn listen_to_others(&self) {
        let mut failing = false;
        loop {
            tokio::time::sleep(POLL).await;
            match self.hear_others().await {
                Ok(()) => failing = false,
                Err(fault) if !failing => {
                    failing = true;
                    tracing::warn!(%fault, "cannot hear other processes");
                }
                Err(_) => {}
            }
        }
    }

    /// Hands facts that other processes wrote to this process's tail.
    async fn hear_others(&self) -> Result<(), Fault> {
        let (position, _, _) = reads::pen(self.db()).await?;
        while self.last_position() < position {
            let facts = reads::after(self.db(), self.last_position(), PAGE).await?;
            if facts.is_empty() {
                break;
            }
            self.0.tail.publish(facts.into_iter());
        }
        Ok(())
    }

    async fn keep_moving(&self) {
        let mut heard = self.tail();
        let mut failing = false;
        loop {
            let pause = match if self.holds_lease() { self.round().await } else { Ok(false) } {
                Ok(moved) => {
                    failing = false;
                    if moved { Duration::ZERO } else { POLL }
                }
                Err(fault) => {
                    if !failing {
                        tracing::warn!(%fault, "what moves by itself stands still for a moment");
                    }
                    failing = true;
                    PAUSE
                }
            };
            if pause == POLL {
                // A fact wakes the followers at once; a lagging receiver only means that much was written.
                let _ = tokio::time::timeout(pause, heard.recv()).await;
            } else {
                tokio::time::sleep(pause).await;
            }
        }
    }

    /// One round of everything; what faults in one part does not keep the others from theirs. Answers whether anything moved.
    async fn round(&self) -> Result<bool, Fault> {
        let _alone = self.0.following.lock().await;
        let mut round = Round::default();
        round.add(self.ring().await);
        for capability in &self.0.registry.capabilities {
            round.add(self.react(capability).await);
        }
        round.add(self.index_new().await);
        round.fault.map_or(Ok(round.moved), Err)
    }

    pub(crate) async fn cursor(&self, name: &str) -> Result<i64, Fault> {
        let row = self.db().one("select position from cursors where name = $1", args![name]).await?;
        row.map_or(Ok(0), |r| r.int("position"))
    }

    async fn move_cursor(&self, name: &str, position: i64) -> Result<(), Fault> {
        let sql =
            "insert into cursors (name, position) values ($1, $2) on conflict (name) do update set position = excluded.position";
        self.store(vec![(sql.into(), args![name, position])]).await.map(drop)
    }

    /// Lets one capability answer the facts it has not heard yet, in their order. One that faults is tried again later and parked in the end.
    async fn react(&self, capability: &Capability) -> Result<bool, Fault> {
        let name = format!("reactions/{}", capability.name);
        if capability.reactions.is_empty() || self.0.stumbles.waits(&name) {
            return Ok(false);
        }
        let cursor = self.cursor(&name).await?;
        let facts = reads::after(self.db(), cursor, PAGE).await?;
        let Some(last) = facts.last().map(|f| f.position) else { return Ok(false) };
        let answered = match self.answer(capability, &facts).await {
            Ok(()) => {
                self.0.stumbles.forget(&name);
                last
            }
            Err((position, fault)) => {
                // It is the first of the next page, so a stumble over another one begins to count anew.
                if position > cursor + 1 {
                    self.0.stumbles.forget(&name);
                }
                let id = format!("{}/{position}", capability.name);
                match self.stumble((&name, &id), (capability.name, position), fault).await? {
                    Next::GoOn => position,
                    Next::TryLater => position - 1,
                }
            }
        };
        if answered > cursor {
            self.move_cursor(&name, answered).await?;
        }
        Ok(answered > cursor)
    }

    /// What a capability proposes in answer to facts that follow each other, each proposal once for all. The proposals go to the pen
    /// together, in the order of the facts; a fault names the first fact whose answer failed.
    pub(crate) async fn answer(&self, capability: &Capability, facts: &[Envelope]) -> Result<(), (i64, Fault)> {
        let mut asked = Vec::new();
        let mut failed = None;
        for envelope in facts {
            match self.what_answers(capability, envelope).await {
                Ok(proposals) => asked.extend(proposals.into_iter().map(|(key, proposal)| (envelope.position, key, proposal))),
                Err(fault) => {
                    failed = Some((envelope.position, fault));
                    break;
                }
            }
        }
        let done = join_all(asked.into_iter().map(async |(position, key, proposal)| {
            let proposed = self.propose(capability.name, &key, (proposal, Some(position.to_string()))).await;
            proposed.map_err(|fault| (position, fault))
        }));
        let first = done.await.into_iter().find_map(Result::err).or(failed);
        first.map_or(Ok(()), Err)
    }

    /// What a capability proposes in answer to one fact, with the keys that make each proposal once for all.
    async fn what_answers(&self, capability: &Capability, envelope: &Envelope) -> Result<Vec<(String, Proposal)>, Fault> {
        let hearing = capability.reactions.iter().enumerate().filter(|(_, (subject, _))| *subject == envelope.subject());
        let mut proposals = Vec::new();
        for (n, (_, react)) in hearing {
            for (m, proposal) in react(self, envelope).await?.into_iter().enumerate() {
                proposals.push((format!("{}/{}/{n}/{m}", capability.name, envelope.position), proposal));
            }
        }
        Ok(proposals)
    }

    /// Performs a proposal once for all; a refusal is an answer.
    async fn propose(&self, capability: &str, key: &str, proposal: (Proposal, Option<String>)) -> Result<Proposed, Fault> {
        let (Proposal { acts }, cause) = proposal;
        let once = Once { key: key.to_owned(), digest: String::new() };
        let given = Given { cause, once: Some(once), ..Given::of(Actor(format!("system/{capability}")), self.world()) };
        match self.perform_all(given, acts).await {
            Ok(_) => Ok(Proposed::Done),
            Err(NotDone::Refused(reason)) => {
                tracing::info!(capability, key, %reason, "a proposal was refused");
                Ok(Proposed::Refused)
            }
            Err(NotDone::Fault(fault)) => Err(fault),
        }
    }

    /// Rings the clocks that have run out; after downtime each rings once. Their acts go to the pen together, in the order of their due
    /// times. One that faults does not keep the others from ringing.
    async fn ring(&self) -> Result<bool, Fault> {
        let due = clocks::ringing(self.db(), self.record_now(), RINGS_MAX).await?;
        let keys: Vec<String> = due.iter().map(clocks::Due::key).collect();
        self.0.stumbles.keep_clocks(&keys);
        let mut asked = Vec::new();
        for (clock, key) in due.iter().zip(&keys).filter(|(_, key)| !self.0.stumbles.waits(key)) {
            asked.push((clock, key, self.what_rings(clock).await));
        }
        let rung = join_all(asked.into_iter().map(async |(clock, key, proposal)| {
            let rung = match proposal {
                Ok(Some(proposal)) => self.propose(&clock.capability, key, proposal).await,
                Ok(None) => Ok(Proposed::Refused),
                Err(fault) => Err(fault),
            };
            (clock, key, rung)
        }));
        let mut moved = false;
        for (clock, key, rung) in rung.await {
            match rung {
                Ok(Proposed::Done) => self.0.stumbles.forget(key),
                Ok(Proposed::Refused) => self.note_answered(key).await?,
                Err(fault) => match self.stumble((key, key), (&clock.capability, 0), fault).await? {
                    Next::GoOn => self.note_answered(key).await?,
                    Next::TryLater => continue,
                },
            }
            moved = true;
        }
        Ok(moved)
    }

    /// What a clock proposes, with its cause.
    async fn what_rings(&self, clock: &clocks::Due) -> Result<Option<(Proposal, Option<String>)>, Fault> {
        let capability = self.0.registry.capabilities.iter().find(|c| c.name == clock.capability);
        let Some(ring) = capability.and_then(|c| c.ring.clone()) else { return Ok(None) };
        Ok(ring(self, clock).await?.map(|proposal| (proposal, Some(format!("clock/{}", clock.name)))))
    }

    /// Notes that a clock has had its answer although nothing was recorded, so that it is not asked again.
    async fn note_answered(&self, key: &str) -> Result<(), Fault> {
        let sql =
            "insert into once (key, digest, stream, position, at_ms) values ($1, '', null, $2, $3) on conflict (key) do nothing";
        self.store(vec![(sql.into(), args![key, self.last_position(), self.now()])]).await.map(drop)
    }

    /// Tells the capability whose stream sent a message what became of it.
    pub(crate) async fn tell_outcome(&self, message: &Outgoing, outcome: &Outcome) -> Result<(), Fault> {
        let subject = message.stream.split_once('/').map_or("", |(name, _)| name);
        let capability = self.0.registry.capabilities.iter().find(|c| c.subjects.iter().any(|s| s.name() == subject));
        let Some((name, told)) = capability.and_then(|c| c.told.clone().map(|t| (c.name, t))) else { return Ok(()) };
        match told(self, message, outcome).await? {
            Some(proposal) => self.propose(name, &format!("outbox/{}", message.id), (proposal, None)).await.map(drop),
            None => Ok(()),
        }
    }
}

impl Round {
    fn add(&mut self, part: Result<bool, Fault>) {
        match part {
            Ok(moved) => self.moved |= moved,
            Err(fault) => self.fault = self.fault.take().or(Some(fault)),
        }
    }
}
