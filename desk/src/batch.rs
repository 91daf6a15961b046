//! The batch: acts decided one after the other on folded states, held in memory until they are written together.

use std::collections::HashMap;
use std::sync::Arc;

use kernel::{AreaCode, Given, Id, Reason, Subject, Time, World, Zone};

use crate::cache::{Held, StateCache};
use crate::capability::{Registry, state_of};
use crate::db::{Conn, write_rows};
use crate::journal::{COLUMN_LIST, Entered, Envelope, kind_of};
use crate::perform::{DoneAll, Performable};
use crate::{Fault, NotDone, Pen, Rows, Value};

/// What is written under the pen, and what has been decided since it was taken.
pub(crate) struct Batch {
    pub(crate) conn: Conn,
    pub(crate) registry: Arc<Registry>,
    pub(crate) cache: Arc<StateCache>,
    pub(crate) known: Head,
    pub(crate) city: AreaCode,
    pub(crate) zone: Zone,
    world: World,
    numbers: HashMap<String, i64>,
    pub(crate) open: Open,
}

/// The last fact of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) position: i64,
    pub(crate) hash: String,
    pub(crate) at_ms: i64,
}

/// What has been decided and not yet committed.
#[derive(Default)]
pub(crate) struct Open {
    at: Time,
    states: HashMap<Arc<str>, Held>,
    numbers: HashMap<String, i64>,
    pub(crate) once: HashMap<String, Asked>,
    facts: Vec<Envelope>,
    rows: Rows,
    /// How many of `entered` are already in the database.
    pub(crate) entered: Vec<Envelope>,
    head: Option<Head>,
}

/// What stands under an idempotency key.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) digest: String,
    pub(crate) stream: Option<String>,
    pub(crate) position: i64,
}

/// One request being decided: its facts and rows join the batch only when all its acts are accepted.
pub struct Step<'a> {
    batch: &'a mut Batch,
    states: HashMap<Arc<str>, Held>,
    facts: Vec<Envelope>,
    rows: Rows,
    head: Head,
}

impl Batch {
    pub(crate) fn new(
        conn: Conn,
        (registry, cache): (Arc<Registry>, Arc<StateCache>),
        head: Head,
        of: (AreaCode, Zone, World),
    ) -> Self {
        let (city, zone, world) = of;
        let (numbers, open) = (HashMap::new(), Open::default());
        Self { conn, registry, cache, known: head, city, zone, world, numbers, open }
    }

    pub(crate) const fn world(&self) -> World {
        self.world
    }

    pub(crate) const fn at(&self) -> Time {
        self.open.at
    }

    /// Begins an empty batch at `at`.
    pub(crate) fn begin(&mut self, at: Time) {
        self.open = Open { at: Time::from_ms(at.ms().max(self.known.at_ms)), ..Open::default() };
    }

    /// Forgets what another process made stale.
    pub(crate) fn forget(&mut self, foreign: &[Envelope]) {
        for envelope in foreign {
            self.cache.forget(&envelope.stream);
        }
        self.numbers.clear();
    }

    /// The head with all that has been decided.
    pub(crate) fn head(&self) -> &Head {
        self.open.head.as_ref().unwrap_or(&self.known)
    }

    /// The state of a stream, read from the journal when it is not in memory.
    pub(crate) async fn load(&mut self, stream: &Arc<str>) -> Result<Held, Fault> {
        if let Some(held) = self.held(stream) {
            return Ok(held);
        }
        self.fetch(std::slice::from_ref(stream)).await?;
        self.held(stream).ok_or_else(|| Fault::broken(format!("stream {stream} was not loaded")))
    }

    fn held(&mut self, stream: &Arc<str>) -> Option<Held> {
        self.open.states.get(stream).cloned().or_else(|| self.cache.get(stream))
    }

    /// Reads those of `streams` that are not in memory, in one question.
    pub(crate) async fn fetch(&mut self, streams: &[Arc<str>]) -> Result<(), Fault> {
        let mut missing: Vec<Arc<str>> = Vec::new();
        for stream in streams {
            if !missing.contains(stream) && self.held(stream).is_none() {
                let name = stream.split_once('/').map_or(&**stream, |(name, _)| name);
                self.cache.put(stream.clone(), Held { version: 0, state: self.registry.subject(name)?.fresh() });
                missing.push(stream.clone());
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        let read = self.fold_in(&missing).await;
        if read.is_err() {
            missing.iter().for_each(|stream| self.cache.forget(stream));
        }
        read
    }

    async fn fold_in(&mut self, missing: &[Arc<str>]) -> Result<(), Fault> {
        let args: Vec<Value> = padded(missing.iter().map(|s| Value::from(&**s)).collect());
        let sql =
            format!("select {COLUMN_LIST} from journal where stream in ({}) order by stream, version", placeholders(args.len()));
        for row in &self.conn.rows(&sql, &args).await? {
            let envelope = Envelope::read(row)?;
            let stream: Arc<str> = envelope.stream.as_str().into();
            let subject = self.registry.subject(envelope.subject())?.clone();
            let held = self.cache.take(&stream).ok_or_else(|| Fault::broken(format!("stream {stream} was not asked for")))?;
            let state = subject.fold(held.state, &envelope)?;
            self.cache.put(stream, Held { version: envelope.version, state });
        }
        Ok(())
    }

    pub(crate) async fn next_number(&mut self, name: &str) -> Result<i64, Fault> {
        let last = match self.open.numbers.get(name).or_else(|| self.numbers.get(name)) {
            Some(last) => *last,
            None => {
                let found = self.conn.rows("select value from numbers where name = $1", &[name.into()]).await?;
                found.first().map(|r| r.int("value")).transpose()?.unwrap_or(0)
            }
        };
        self.open.numbers.insert(name.to_owned(), last + 1);
        Ok(last + 1)
    }

    /// Looks and decides one request. A refusal leaves the batch as it was.
    pub(crate) async fn decide(
        &mut self,
        given: &Given,
        acts: &[Box<dyn Performable>],
    ) -> Result<Result<DoneAll, NotDone>, Fault> {
        let numbers = self.open.numbers.clone();
        let mut known = Vec::with_capacity(acts.len());
        for act in acts {
            self.load(act.stream()).await?;
            let pen = Pen::over(self, act.id().clone());
            known.push(act.look(&pen).await?);
        }
        // A look may have loaded so much that a stream was dropped from memory again.
        for act in acts {
            self.load(act.stream()).await?;
        }
        let given = Given { at: self.open.at, world: self.world, ..given.clone() };
        let head = self.head().clone();
        let mut step = Step { batch: self, states: HashMap::new(), facts: Vec::new(), rows: Rows::default(), head };
        let mut refusal: Option<Box<dyn Reason>> = None;
        for (act, known) in acts.iter().zip(&known) {
            if let Err(reason) = act.decide(&**known, &given, &mut step)? {
                refusal = Some(reason);
                break;
            }
        }
        match refusal {
            Some(reason) => {
                self.open.numbers = numbers;
                Ok(Err(NotDone::Refused(reason)))
            }
            None => {
                let done = step.accept(&given, acts)?;
                if done.already {
                    self.open.numbers = numbers;
                }
                Ok(Ok(done))
            }
        }
    }

    /// Writes what has been decided so far into the open transaction.
    pub(crate) async fn flush(&mut self) -> Result<(), Fault> {
        let facts = std::mem::take(&mut self.open.facts);
        if !facts.is_empty() {
            crate::db::conn::insert_journal(&mut self.conn, &facts).await?;
            self.open.entered.extend(facts);
        }
        let rows = std::mem::take(&mut self.open.rows);
        write_rows(&mut self.conn, rows).await
    }

    /// Takes over what was committed. Answers the facts that were recorded.
    pub(crate) fn committed(&mut self) -> Vec<Envelope> {
        let open = std::mem::take(&mut self.open);
        for (stream, held) in open.states {
            self.cache.put(stream, held);
        }
        self.numbers.extend(open.numbers);
        if let Some(head) = open.head {
            self.known = head;
        }
        open.entered
    }
}

impl Step<'_> {
    /// Where rows of this request are pushed.
    pub(crate) const fn rows(&mut self) -> &mut Rows {
        &mut self.rows
    }

    /// A subject as the acts before have left it, and its version.
    pub(crate) fn state<S: Subject>(&mut self, stream: &Arc<str>) -> Result<(Arc<S>, u64), Fault> {
        let held = self.states.get(stream).cloned().or_else(|| self.batch.held(stream));
        let held = held.ok_or_else(|| Fault::broken(format!("stream {stream} was not loaded")))?;
        Ok((state_of::<S>(held.state)?, u64::try_from(held.version).unwrap_or(0)))
    }

    /// Records facts of `S`, folds them and keeps the tables.
    pub(crate) fn append<S: Subject>(
        &mut self,
        id: &Id,
        stream: &Arc<str>,
        facts: Vec<S::Fact>,
        given: &Given,
    ) -> Result<(), Fault> {
        if !self.batch.registry.knows::<S>() {
            return Err(Fault::broken(format!("no capability brings the subject {}", S::NAME)));
        }
        for fact in facts {
            let (before, version) = self.state::<S>(stream)?;
            let after = Arc::new(S::clone(&before).fold(&fact));
            let envelope = self.envelope::<S>(&after, &fact, (id, version, given))?;
            let entered = Entered::<S::Fact>::with(&envelope, id.clone(), fact);
            let registry = self.batch.registry.clone();
            for keep in registry.keeps_of::<S>() {
                keep.run::<S>(&before, &after, &entered, &mut self.rows);
            }
            self.head = Head { position: envelope.position, hash: envelope.hash.clone(), at_ms: envelope.at_ms };
            self.states.insert(stream.clone(), Held { version: envelope.version, state: after });
            self.facts.push(envelope);
        }
        Ok(())
    }

    fn envelope<S: Subject>(&self, after: &S, fact: &S::Fact, about: (&Id, u64, &Given)) -> Result<Envelope, Fault> {
        let (id, version, given) = about;
        let body = serde_json::to_string(fact)?;
        let mut envelope = Envelope {
            position: self.head.position + 1,
            at_ms: given.at.ms(),
            stream: crate::perform::stream_of::<S>(id).to_string(),
            version: i64::try_from(version).unwrap_or(i64::MAX) + 1,
            kind: kind_of(&body)?.to_owned(),
            body,
            actor: given.actor.0.clone(),
            post: given.post.as_ref().map(ToString::to_string),
            area: after.area().or(given.area).map(kernel::AreaCode::full),
            case_id: after.case(id).map(|case| case.to_string()),
            cause: given.cause.clone(),
            hash: String::new(),
        };
        envelope.hash = envelope.chained(&self.head.hash, self.batch.world);
        Ok(envelope)
    }

    fn accept(self, given: &Given, acts: &[Box<dyn Performable>]) -> Result<DoneAll, Fault> {
        let Step { batch, states, facts, rows, head } = self;
        let already = facts.is_empty();
        batch.open.states.extend(states);
        batch.open.facts.extend(facts);
        batch.open.rows.merge(rows);
        if !already {
            batch.open.head = Some(head.clone());
        }
        let mut after = Vec::with_capacity(acts.len());
        for act in acts {
            let held = batch.held(act.stream()).ok_or_else(|| Fault::broken("a decided stream is gone"))?;
            after.push((u64::try_from(held.version).unwrap_or(0), held.state));
        }
        if let Some(once) = &given.once {
            let stream = acts.first().map(|a| a.stream().to_string());
            let asked = Asked { digest: once.digest.clone(), stream: stream.clone(), position: head.position };
            batch.open.rows.add(OnceRow {
                key: once.key.clone(),
                digest: asked.digest.clone(),
                stream,
                position: head.position,
                at_ms: given.at,
            });
            batch.open.once.insert(once.key.clone(), asked);
        }
        Ok(DoneAll { position: head.position, at: given.at, already, stream: None, states: after })
    }
}

crate::table! {
    struct OnceRow in "once" by ("key") {
        key: String,
        digest: String,
        stream: Option<String>,
        position: i64,
        at_ms: Time,
    }
}

/// Repeats the last argument until there are a power of two, so that few texts have to be prepared.
pub(crate) fn padded(mut args: Vec<Value>) -> Vec<Value> {
    if let Some(last) = args.last().cloned() {
        args.resize(args.len().next_power_of_two(), last);
    }
    args
}

/// `$1, $2, … $n`.
pub(crate) fn placeholders(n: usize) -> String {
    (1..=n).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ")
}
