//! Jobs: long work that somebody asked for, done by the node that holds the lease, with progress that can be looked at.

use kernel::{Id, Time};

use crate::{Desk, Fault, Record, args};

/// How many jobs a page lists.
pub const JOBS_MAX: i64 = 100;

/// Long work that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its id.
    pub id: Id,
    /// What sort of work: `incidents/import` ….
    pub kind: String,
    /// What was asked, as JSON of the kind's own.
    pub asked: String,
    /// Who asked.
    pub actor: String,
    /// `waiting`, `running`, `done` or `failed`.
    pub state: String,
    /// How much is done.
    pub done: i64,
    /// Of how much; 0 while unknown.
    pub total: i64,
    /// When it was asked.
    pub made_at: Time,
    /// When it ended.
    pub ended_at: Option<Time>,
    /// What came of it: JSON of the kind's own, or why it failed.
    pub result: Option<String>,
}

const COLUMNS: &str = "id, kind, asked, actor, state, done, total, made_at_ms, ended_at_ms, result";

impl Desk {
    /// Asks for long work; answers its id once it is durable.
    ///
    /// # Errors
    /// A fault when no capability does this kind of work, or it cannot be kept.
    pub async fn ask_job(&self, kind: &str, asked: &str, actor: &str) -> Result<Id, Fault> {
        if self.worker(kind).is_none() {
            return Err(Fault::broken(format!("nobody does jobs of kind {kind:?}")));
        }
        let id = self.new_id();
        let sql = "insert into jobs (id, kind, asked, actor, state, done, total, made_at_ms) values ($1, $2, $3, $4, 'waiting', 0, 0, $5)";
        self.store(vec![(sql.into(), args![&id, kind, asked, actor, self.now()])]).await?;
        Ok(id)
    }

    /// One job.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn job(&self, id: &Id) -> Result<Option<Job>, Fault> {
        let sql = format!("select {COLUMNS} from jobs where id = $1");
        self.db().one(sql, args![id]).await?.as_ref().map(Job::read).transpose()
    }

    /// The jobs that somebody asked for, newest first.
    ///
    /// # Errors
    /// A fault when the database does not answer.
    pub async fn jobs_of(&self, actor: &str) -> Result<Vec<Job>, Fault> {
        let sql = format!("select {COLUMNS} from jobs where actor = $1 order by made_at_ms desc limit {JOBS_MAX}");
        self.db().rows(sql, args![actor]).await?.iter().map(Job::read).collect()
    }

    /// Says how far a job is.
    ///
    /// # Errors
    /// A fault when it cannot be kept.
    pub async fn job_progress(&self, job: &Job, done: i64, total: i64) -> Result<(), Fault> {
        let sql = "update jobs set done = $1, total = $2 where id = $3";
        self.store(vec![(sql.into(), args![done, total, &job.id])]).await.map(drop)
    }

    /// Does the oldest job that waits. Answers whether there was one.
    pub(crate) async fn do_a_job(&self) -> Result<bool, Fault> {
        let _alone = self.0.working.lock().await;
        let sql = format!("select {COLUMNS} from jobs where state = 'waiting' order by made_at_ms, id limit 1");
        let Some(job) = self.db().one(sql, Vec::new()).await?.as_ref().map(Job::read).transpose()? else { return Ok(false) };
        self.store(vec![("update jobs set state = 'running' where id = $1".into(), args![&job.id])]).await?;
        let outcome = match self.worker(&job.kind) {
            Some(work) => work(self, &job).await,
            None => Err(Fault::broken(format!("nobody does jobs of kind {:?}", job.kind))),
        };
        let (state, result) = match outcome {
            Ok(result) => ("done", result),
            Err(fault) => {
                tracing::error!(%fault, job = %job.id, kind = job.kind, "a job failed");
                ("failed", fault.to_string())
            }
        };
        let sql = "update jobs set state = $1, result = $2, ended_at_ms = $3 where id = $4";
        self.store(vec![(sql.into(), args![state, result, self.now(), &job.id])]).await?;
        Ok(true)
    }

    /// Jobs that a node left unfinished when it ended are done again from the start.
    pub(crate) async fn restart_jobs(&self) -> Result<(), Fault> {
        self.store(vec![("update jobs set state = 'waiting' where state = 'running'".into(), Vec::new())]).await.map(drop)
    }

    fn worker(&self, kind: &str) -> Option<crate::capability::Work> {
        let works = self.0.registry.capabilities.iter().flat_map(|c| &c.works);
        works.into_iter().find(|(name, _)| *name == kind).map(|(_, work)| work.clone())
    }
}

impl Job {
    fn read(row: &Record) -> Result<Self, Fault> {
        Ok(Self {
            id: row.id("id")?,
            kind: row.text("kind")?,
            asked: row.text("asked")?,
            actor: row.text("actor")?,
            state: row.text("state")?,
            done: row.int("done")?,
            total: row.int("total")?,
            made_at: row.time("made_at_ms")?,
            ended_at: row.maybe_time("ended_at_ms")?,
            result: row.maybe_text("result")?,
        })
    }
}
