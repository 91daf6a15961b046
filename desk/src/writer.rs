//! The writer: one per process. It takes what waits, decides it under the pen, commits once, and answers everyone.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use kernel::{Arg, Given, Kind, Reason};
use tokio::sync::{mpsc, oneshot};

use crate::batch::{Asked, Batch, Head, padded, placeholders};
use crate::clock::{Clock, Stopwatch};
use crate::db::{Conn, DbPlace, Engine};
use crate::journal::{COLUMN_LIST, Envelope};
use crate::perform::{DoneAll, Performable};
use crate::tail::Tail;
use crate::{Fault, FaultSort, NotDone, Value};

/// How many requests one commit takes.
pub(crate) const BATCH_MAX: usize = 256;
/// How many requests may wait for the pen; more are answered as busy.
pub(crate) const WAITING_MAX: usize = 4_096;
/// How many foreign facts are read at once.
const FOREIGN_PAGE: i64 = 1_000;
/// How long it is tried to ask what became of a commit whose answer was lost, in seconds, and how often.
const DOUBT_S: f64 = 5.0;
const DOUBT_PAUSE: Duration = Duration::from_millis(100);

/// A statement of a store: its text and its arguments.
pub type Statement = (Cow<'static, str>, Vec<Value>);

/// What waits for the pen.
pub(crate) enum Work {
    Acts { given: Given, acts: Vec<Box<dyn Performable>>, answer: oneshot::Sender<Result<DoneAll, NotDone>> },
    Store { statements: Vec<Statement>, answer: oneshot::Sender<Result<Vec<u64>, Fault>> },
}

enum Answer {
    Acts(Result<DoneAll, NotDone>),
    Store(Vec<u64>),
}

/// An idempotency key was used before for another request.
#[derive(Debug)]
struct KeyUsedOtherwise;

impl std::fmt::Display for KeyUsedOtherwise {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the idempotency key was used for another request")
    }
}

impl Reason for KeyUsedOtherwise {
    fn key(&self) -> &'static str {
        "web-refused-key-used-otherwise"
    }
    fn args(&self) -> Vec<(&'static str, Arg)> {
        Vec::new()
    }
    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

pub(crate) struct Writer {
    pub(crate) batch: Batch,
    pub(crate) place: DbPlace,
    pub(crate) clock: Clock,
    pub(crate) tail: Arc<Tail>,
}

impl Writer {
    /// Works until every sender is gone.
    pub(crate) async fn run(mut self, mut waiting: mpsc::Receiver<Work>) {
        let mut works = Vec::with_capacity(BATCH_MAX);
        while waiting.recv_many(&mut works, BATCH_MAX).await > 0 {
            let watch = Stopwatch::start();
            metrics::histogram!("watchfire_batch_requests").record(works.len() as f64);
            self.serve(&mut works).await;
            metrics::histogram!("watchfire_commit_seconds").record(watch.seconds());
        }
    }

    /// One batch; where a statement faults, the batch is done again one by one and only the guilty one fails.
    async fn serve(&mut self, works: &mut Vec<Work>) {
        match self.attempt(works).await {
            Ok(answers) => works.drain(..).zip(answers).for_each(|(work, answer)| reply(work, answer)),
            Err(fault) if works.len() == 1 || fault.sort() != FaultSort::Broken => {
                tracing::error!(%fault, requests = works.len(), "a batch was not committed");
                works.drain(..).for_each(|work| refuse(work, &fault));
            }
            Err(fault) => {
                tracing::warn!(%fault, requests = works.len(), "a batch faulted and is done again one by one");
                for work in works.drain(..) {
                    let alone = [work];
                    let done = self.attempt(&alone).await;
                    let [work] = alone;
                    match done.map(|mut answers| answers.pop()) {
                        Ok(Some(answer)) => reply(work, answer),
                        Ok(None) => refuse(work, &Fault::broken("a request was not answered")),
                        Err(fault) => refuse(work, &fault),
                    }
                }
            }
        }
    }

    async fn attempt(&mut self, works: &[Work]) -> Result<Vec<Answer>, Fault> {
        if self.batch.conn.is_lost() {
            self.batch.conn = Conn::open(&self.place).await?;
        }
        let result = self.transact(works).await;
        if let Err(fault) = &result {
            self.batch.conn.roll_back().await;
            self.batch.begin(self.clock.now());
            if fault.sort() != FaultSort::Broken {
                self.batch.conn.give_up();
            }
        }
        let (answers, foreign) = result?;
        let own = self.batch.committed();
        self.tail.publish(foreign.into_iter().chain(own));
        Ok(answers)
    }

    async fn transact(&mut self, works: &[Work]) -> Result<(Vec<Answer>, Vec<Envelope>), Fault> {
        let (position, hash, at_ms) = self.batch.conn.take_pen().await?;
        let foreign = self.catch_up(Head { position, hash, at_ms }).await?;
        self.batch.begin(self.clock.now());
        self.prepare(works).await?;
        let mut answers = Vec::with_capacity(works.len());
        for work in works {
            answers.push(match work {
                Work::Acts { given, acts, .. } => Answer::Acts(self.act(given, acts).await?),
                Work::Store { statements, .. } => Answer::Store(self.store(statements).await?),
            });
        }
        self.batch.flush().await?;
        let head = self.batch.head();
        if head.position > self.batch.known.position {
            let args = [head.position.into(), (&head.hash).into(), head.at_ms.into()];
            self.batch.conn.run("update pen set position = $1, hash = $2, at_ms = $3 where one = 1", &args).await?;
        }
        self.commit().await?;
        Ok((answers, foreign))
    }

    /// Commits. Where the answer is lost with the connection, the journal is asked before anybody is told that nothing was done.
    async fn commit(&mut self) -> Result<(), Fault> {
        let Err(fault) = self.batch.conn.script("commit").await else { return Ok(()) };
        let head = self.batch.head().clone();
        let doubtful = self.batch.conn.engine() == Engine::Postgres && fault.sort() == FaultSort::Unavailable;
        if !doubtful || head.position == self.batch.known.position {
            return Err(fault);
        }
        let watch = Stopwatch::start();
        while watch.seconds() < DOUBT_S {
            if let Ok(done) = self.has_committed(&head).await {
                tracing::warn!(%fault, done, position = head.position, "the connection was lost in a commit; the journal was asked");
                return if done { Ok(()) } else { Err(fault) };
            }
            tokio::time::sleep(DOUBT_PAUSE).await;
        }
        Err(Fault::uncertain("the connection was lost in a commit").from_error(fault))
    }

    /// Whether the journal holds the fact. The pen is taken for it: whoever lost the connection may still be committing.
    async fn has_committed(&mut self, head: &Head) -> Result<bool, Fault> {
        let mut conn = Conn::open(&self.place).await?;
        conn.take_pen().await?;
        let rows = conn.rows("select hash from journal where position = $1", &[head.position.into()]).await?;
        conn.script("rollback").await?;
        self.batch.conn = conn;
        Ok(rows.first().map(|row| row.text("hash")).transpose()?.is_some_and(|hash| hash == head.hash))
    }

    /// Folds in what other processes wrote since the pen was last held here.
    async fn catch_up(&mut self, head: Head) -> Result<Vec<Envelope>, Fault> {
        let mut foreign = Vec::new();
        let mut from = self.batch.known.position;
        while from < head.position {
            let sql = format!("select {COLUMN_LIST} from journal where position > $1 order by position limit $2");
            let rows = self.batch.conn.rows(&sql, &[from.into(), FOREIGN_PAGE.into()]).await?;
            let page = rows.iter().map(Envelope::read).collect::<Result<Vec<_>, _>>()?;
            from = page.last().map(|e| e.position).ok_or_else(|| Fault::broken("the pen stands beyond the journal"))?;
            foreign.extend(page);
        }
        self.batch.forget(&foreign);
        self.batch.known = head;
        Ok(foreign)
    }

    /// Reads all states and keys that the batch will need, in two questions.
    async fn prepare(&mut self, works: &[Work]) -> Result<(), Fault> {
        let (mut streams, mut keys) = (Vec::new(), Vec::new());
        for work in works {
            if let Work::Acts { given, acts, .. } = work {
                streams.extend(acts.iter().map(|a| a.stream().clone()));
                keys.extend(given.once.as_ref().map(|o| Value::from(&o.key)));
            }
        }
        self.batch.fetch(&streams).await?;
        if keys.is_empty() {
            return Ok(());
        }
        let args = padded(keys);
        let sql = format!("select key, digest, stream, position from once where key in ({})", placeholders(args.len()));
        let mut found = HashMap::new();
        for row in self.batch.conn.rows(&sql, &args).await? {
            let asked = Asked { digest: row.text("digest")?, stream: row.maybe_text("stream")?, position: row.int("position")? };
            found.insert(row.text("key")?, asked);
        }
        self.batch.open.once = found;
        Ok(())
    }

    async fn act(&mut self, given: &Given, acts: &[Box<dyn Performable>]) -> Result<Result<DoneAll, NotDone>, Fault> {
        let asked = given.once.as_ref().and_then(|once| Some((once, self.batch.open.once.get(&once.key)?.clone())));
        let Some((once, asked)) = asked else { return self.batch.decide(given, acts).await };
        if asked.digest != once.digest {
            return Ok(Err(KeyUsedOtherwise.into()));
        }
        let mut states = Vec::new();
        if let Some(stream) = &asked.stream {
            let held = self.batch.load(&stream.as_str().into()).await?;
            states.push((u64::try_from(held.version).unwrap_or(0), held.state));
        }
        Ok(Ok(DoneAll { position: asked.position, at: self.batch.at(), already: true, stream: asked.stream, states }))
    }

    async fn store(&mut self, statements: &[Statement]) -> Result<Vec<u64>, Fault> {
        self.batch.flush().await?;
        let mut touched = Vec::with_capacity(statements.len());
        for (sql, args) in statements {
            touched.push(self.batch.conn.run(sql, args).await?);
        }
        Ok(touched)
    }
}

// Whoever asked may have gone; what was committed stays committed, so an answer nobody takes is dropped.
fn reply(work: Work, done: Answer) {
    match (work, done) {
        (Work::Acts { answer, .. }, Answer::Acts(done)) => drop(answer.send(done)),
        (Work::Store { answer, .. }, Answer::Store(done)) => drop(answer.send(Ok(done))),
        _ => tracing::error!("an answer does not fit its request"),
    }
}

/// Refuses all that waits: there is no connection to write on.
pub(crate) fn refuse_waiting(waiting: &mut mpsc::Receiver<Work>, fault: &Fault) {
    while let Ok(work) = waiting.try_recv() {
        refuse(work, fault);
    }
}

fn refuse(work: Work, fault: &Fault) {
    match work {
        Work::Acts { answer, .. } => drop(answer.send(Err(fault.clone().into()))),
        Work::Store { answer, .. } => drop(answer.send(Err(fault.clone()))),
    }
}
