//! What moves by itself: reactions to facts, clocks that ring, messages that leave, words that are indexed. One node at a time does it.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::Ordering;
use std::time::Duration;

use kernel::{Actor, Given, Id, Once};

use crate::clock::machine_now;
use crate::journal::Envelope;
use crate::outbox::{Outcome, Outgoing};
use crate::perform::Proposal;
use crate::{Desk, Fault, FaultSort, NotDone, args, clocks, reads, sealed, search};

/// How often other processes' facts are looked for.
const POLL: Duration = Duration::from_millis(200);
/// How long a node may be silent before another takes over, in machine milliseconds.
const LEASE_MS: i64 = 5_000;
/// How many facts a follower reads at once.
const PAGE: i64 = 500;
/// How often a reaction that faults is tried before it is parked for a person.
const TRIES_MAX: u32 = 8;
/// How many clocks ring in one round.
const RINGS_MAX: i64 = 200;
/// How many rounds `settle` goes before it says that the desk never comes to rest.
const ROUNDS_MAX: usize = 1_000;

impl Desk {
    /// Runs reactions, clocks, outbox, jobs and search until nothing moves any more: a night passes in a test in a moment.
    ///
    /// # Errors
    /// A fault when something faults, or when it never comes to rest.
    pub async fn settle(&self) -> Result<(), Fault> {
        for _ in 0..ROUNDS_MAX {
            self.hear_others().await?;
            let moved = self.round().await?;
            if self.send_waiting().await? == 0 && !moved {
                return Ok(());
            }
        }
        Err(Fault::broken("the desk never comes to rest"))
    }

    /// Starts what moves by itself; it goes on until the process ends.
    pub fn go(&self) {
        let desk = self.clone();
        tokio::spawn(async move { desk.listen_to_others().await });
        let desk = self.clone();
        tokio::spawn(async move { desk.keep_moving().await });
        let desk = self.clone();
        tokio::spawn(async move { desk.keep_sending().await });
    }

    /// Sends what waits, while this node holds the lease.
    async fn keep_sending(&self) {
        loop {
            let held = self.0.lease_until_ms.load(Ordering::Relaxed) > machine_now().ms();
            match if held { self.send_waiting().await } else { Ok(0) } {
                Ok(0) => tokio::time::sleep(POLL).await,
                Ok(_) => {}
                Err(fault) => {
                    tracing::warn!(%fault, "messages wait");
                    tokio::time::sleep(POLL * 10).await;
                }
            }
        }
    }

    async fn send_waiting(&self) -> Result<usize, Fault> {
        let _alone = self.0.delivering.lock().await;
        self.deliver().await
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
        let mut held_until = 0;
        let mut pause = POLL;
        loop {
            let now = machine_now().ms();
            if held_until - now < LEASE_MS / 2 {
                let had = held_until > now;
                held_until = if self.take_lease(now).await.unwrap_or(false) { now + LEASE_MS } else { 0 };
                self.0.lease_until_ms.store(held_until, Ordering::Relaxed);
                if held_until > 0 && !had {
                    tracing::info!("this node runs reactions, clocks and the outbox");
                    if let Err(fault) = self.restart_jobs().await {
                        tracing::warn!(%fault, "unfinished jobs were not restarted");
                    }
                }
            }
            let moved = if held_until > now { self.round().await } else { Ok(false) };
            pause = match moved {
                Ok(true) => Duration::ZERO,
                Ok(false) => POLL,
                Err(fault) => {
                    tracing::warn!(%fault, "what moves by itself stands still for a moment");
                    (pause.max(POLL) * 2).min(Duration::from_secs(5))
                }
            };
            if !pause.is_zero() {
                // A fact wakes the followers at once; a lagging receiver only means that much was written.
                let _ = tokio::time::timeout(pause, heard.recv()).await;
            }
        }
    }

    async fn take_lease(&self, now_ms: i64) -> Result<bool, Fault> {
        let sql = "insert into leases (name, holder, until_ms) values ('followers', $1, $2) on conflict (name) do update \
                   set holder = excluded.holder, until_ms = excluded.until_ms \
                   where leases.holder = excluded.holder or leases.until_ms < $3";
        let touched = self.store(vec![(sql.into(), args![&self.0.node, now_ms + LEASE_MS, now_ms])]).await?;
        Ok(touched.first() == Some(&1))
    }

    /// One round of everything. Answers whether anything moved.
    async fn round(&self) -> Result<bool, Fault> {
        let _alone = self.0.following.lock().await;
        let mut moved = false;
        for at in 0..self.0.registry.capabilities.len() {
            moved |= self.react(at).await?;
        }
        moved |= self.ring().await? > 0;
        moved |= self.index_new().await?;
        moved |= self.do_a_job().await?;
        Ok(moved)
    }

    async fn cursor(&self, name: &str) -> Result<i64, Fault> {
        let row = self.db().one("select position from cursors where name = $1", args![name]).await?;
        row.map_or(Ok(0), |r| r.int("position"))
    }

    async fn move_cursor(&self, name: &str, position: i64) -> Result<(), Fault> {
        let sql =
            "insert into cursors (name, position) values ($1, $2) on conflict (name) do update set position = excluded.position";
        self.store(vec![(sql.into(), args![name, position])]).await.map(drop)
    }

    /// Lets one capability answer the facts it has not heard yet.
    async fn react(&self, at: usize) -> Result<bool, Fault> {
        let capability = &self.0.registry.capabilities[at];
        if capability.reactions.is_empty() {
            return Ok(false);
        }
        let name = format!("reactions/{}", capability.name);
        let cursor = self.cursor(&name).await?;
        let facts = reads::after(self.db(), cursor, PAGE).await?;
        let Some(last) = facts.last() else { return Ok(false) };
        for envelope in &facts {
            for (n, (_, react)) in capability.reactions.iter().enumerate().filter(|(_, (s, _))| *s == envelope.subject()) {
                let key = format!("{}/{}/{n}", capability.name, envelope.position);
                let mut tries = 0;
                while let Err(fault) = self.answer(capability.name, &key, react(self, envelope).await, envelope).await {
                    tries += 1;
                    if tries >= TRIES_MAX {
                        self.park(capability.name, envelope, &fault).await?;
                        break;
                    }
                    tracing::warn!(%fault, capability = capability.name, position = envelope.position, tries, "a reaction faulted");
                    tokio::time::sleep(Duration::from_millis(20 << tries)).await;
                }
            }
        }
        self.move_cursor(&name, last.position).await?;
        Ok(true)
    }

    async fn answer(
        &self,
        capability: &'static str,
        key: &str,
        proposals: Result<Vec<Proposal>, Fault>,
        envelope: &Envelope,
    ) -> Result<(), Fault> {
        for (n, proposal) in proposals?.into_iter().enumerate() {
            let cause = envelope.position.to_string();
            self.propose(capability, &format!("{key}/{n}"), (proposal, Some(cause))).await?;
        }
        Ok(())
    }

    /// Performs a proposal once for all; a refusal is an answer.
    async fn propose(&self, capability: &str, key: &str, proposal: (Proposal, Option<String>)) -> Result<(), Fault> {
        let (Proposal { acts }, cause) = proposal;
        let once = Once { key: key.to_owned(), digest: String::new() };
        let given = Given { cause, once: Some(once), ..Given::of(Actor(format!("system/{capability}")), self.world()) };
        match self.perform_all(given, acts).await {
            Ok(_) => Ok(()),
            Err(NotDone::Refused(reason)) => {
                tracing::info!(capability, key, %reason, "a proposal was refused");
                Ok(())
            }
            Err(NotDone::Fault(fault)) => Err(fault),
        }
    }

    async fn park(&self, capability: &str, envelope: &Envelope, fault: &Fault) -> Result<(), Fault> {
        if fault.sort() != FaultSort::Broken {
            return Err(fault.clone());
        }
        tracing::error!(%fault, capability, position = envelope.position, "a reaction is parked for a person");
        let sql = "insert into parked (id, capability, position, fault, at_ms) values ($1, $2, $3, $4, $5)";
        let args = args![self.new_id(), capability, envelope.position, fault.to_string(), self.now()];
        self.store(vec![(sql.into(), args)]).await.map(drop)
    }

    /// Rings the clocks that have run out, in the order of their due times; after downtime each rings once.
    async fn ring(&self) -> Result<usize, Fault> {
        let now = self.now();
        if clocks::next_ring(self.db()).await?.is_none_or(|at| at > now) {
            return Ok(0);
        }
        let due = clocks::ringing(self.db(), now, RINGS_MAX).await?;
        let mut rung = 0;
        for clock in &due {
            let key = format!("clock/{}/{}/{}", clock.stream, clock.name, clock.due_at.ms());
            if self.db().one("select key from once where key = $1", args![&key]).await?.is_some() {
                continue;
            }
            let capability = self.0.registry.capabilities.iter().find(|c| c.name == clock.capability);
            let Some(ring) = capability.and_then(|c| c.ring.clone()) else { continue };
            if let Some(proposal) = ring(self, clock).await? {
                self.propose(&clock.capability, &key, (proposal, Some(format!("clock/{}", clock.name)))).await?;
                rung += 1;
            }
        }
        Ok(rung)
    }

    /// Tells the capability whose stream sent a message what became of it.
    pub(crate) async fn tell_outcome(&self, message: &Outgoing, outcome: &Outcome) -> Result<(), Fault> {
        let subject = message.stream.split_once('/').map_or("", |(name, _)| name);
        let capability = self.0.registry.capabilities.iter().find(|c| c.subjects.iter().any(|s| s.name() == subject));
        let Some((name, told)) = capability.and_then(|c| c.told.clone().map(|t| (c.name, t))) else { return Ok(()) };
        match told(self, message, outcome).await? {
            Some(proposal) => self.propose(name, &format!("outbox/{}", message.id), (proposal, None)).await,
            None => Ok(()),
        }
    }

    /// Indexes the subjects whose facts are new. Words that were erased leave the index here as well.
    async fn index_new(&self) -> Result<bool, Fault> {
        let cursor = self.cursor("search").await?;
        let facts = reads::after(self.db(), cursor, PAGE).await?;
        let Some(last) = facts.last() else { return Ok(false) };
        let mut touched: BTreeSet<String> = BTreeSet::new();
        for fact in &facts {
            if self.0.registry.is_searched(fact.subject()) {
                touched.insert(fact.stream.clone());
            }
            if fact.subject() == <sealed::Erasures as kernel::Subject>::NAME {
                touched.extend(self.streams_with(&fact.id()?).await?);
            }
        }
        let mut statements = Vec::new();
        for stream in &touched {
            statements.extend(self.indexed(stream).await?);
        }
        let sql = "insert into cursors (name, position) values ('search', $1) on conflict (name) do update set position = excluded.position";
        statements.push((sql.into(), args![last.position]));
        self.store(statements).await?;
        Ok(true)
    }

    /// The streams whose documents hold the words of an erased text.
    async fn streams_with(&self, erased: &Id) -> Result<Vec<String>, Fault> {
        let sql = "select stream from search_docs where sealed like $1 limit 1000";
        self.db().rows(sql, args![format!("% {erased} %")]).await?.iter().map(|r| r.text("stream")).collect()
    }

    async fn indexed(&self, stream: &str) -> Result<Vec<crate::Statement>, Fault> {
        let engine = self.db().engine();
        let name = stream.split_once('/').map_or("", |(name, _)| name);
        let subject = self.0.registry.subject(name)?.clone();
        let mut state = subject.fresh();
        let history = reads::stream(self.db(), stream).await?;
        for envelope in &history {
            state = subject.fold(state, envelope)?;
        }
        let Some(first) = history.first() else { return Ok(Vec::new()) };
        let Some((capability, document)) = self.0.registry.describe(name, &first.id()?, &state) else {
            return Ok(search::index(engine, stream, None));
        };
        let found: HashMap<Id, String> = sealed::words(self.db(), &document.sealed).await?;
        let mut words = vec![document.title.clone()];
        words.extend(document.words.iter().cloned());
        words.extend(document.sealed.iter().filter_map(|id| found.get(id).cloned()));
        Ok(search::index(engine, stream, Some((capability, &document, words.join(" ")))))
    }
}
