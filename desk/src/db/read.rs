//! Reading: questions to the database beside the pen, four at a time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use tokio::sync::{Mutex, oneshot};

use super::{DbPlace, Engine, postgres::Server, sqlite};
use crate::clock::Stopwatch;
use crate::{Fault, Record, Value};

/// How many readers stand ready.
const READERS: usize = 4;
/// How many questions may wait for a reader; more are answered as busy.
const WAITING_MAX: usize = 2_048;

/// For how long a server that could not be reached is not tried again, in seconds.
const PAUSE_S: f64 = 0.5;

/// Asks questions of the database; cheap to clone. It never writes.
#[derive(Clone)]
pub struct Db(Arc<Readers>);

enum Readers {
    Files { asked: mpsc::SyncSender<Question> },
    Servers { url: String, asked: AtomicUsize, next: AtomicUsize, seats: Vec<Mutex<Seat>> },
}

/// A connection to a server, and when it could last not be made.
#[derive(Default)]
struct Seat {
    server: Option<Arc<Server>>,
    failed: Option<(Stopwatch, Fault)>,
}

/// One of the questions that wait for a server.
struct Waiting<'a>(&'a AtomicUsize);

struct Question {
    sql: std::borrow::Cow<'static, str>,
    args: Vec<Value>,
    answer: oneshot::Sender<Result<Vec<Record>, Fault>>,
}

impl Db {
    pub(crate) fn open(place: &DbPlace) -> Result<Self, Fault> {
        match place {
            DbPlace::Server(url) => {
                let seats = (0..READERS).map(|_| Mutex::default()).collect();
                let (asked, next) = (AtomicUsize::new(0), AtomicUsize::new(0));
                Ok(Self(Arc::new(Readers::Servers { url: url.clone(), asked, next, seats })))
            }
            file => {
                let readers = if matches!(file, DbPlace::Memory(_)) { 1 } else { READERS };
                let (asked, questions) = mpsc::sync_channel(WAITING_MAX);
                let questions = Arc::new(std::sync::Mutex::new(questions));
                for n in 0..readers {
                    let conn = sqlite::open(file, sqlite::Use::Read)?;
                    let questions = questions.clone();
                    std::thread::Builder::new().name(format!("reader-{n}")).spawn(move || serve(&conn, &questions))?;
                }
                Ok(Self(Arc::new(Readers::Files { asked })))
            }
        }
    }

    /// Which engine answers.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &*self.0 {
            Readers::Files { .. } => Engine::Sqlite,
            Readers::Servers { .. } => Engine::Postgres,
        }
    }

    /// All rows that answer the question. The SQL must bound how many.
    ///
    /// # Errors
    /// A fault when the database does not answer or the statement is wrong.
    pub async fn rows(&self, sql: impl Into<std::borrow::Cow<'static, str>>, args: Vec<Value>) -> Result<Vec<Record>, Fault> {
        let sql = sql.into();
        match &*self.0 {
            Readers::Files { asked } => {
                let (answer, answered) = oneshot::channel();
                asked.try_send(Question { sql, args, answer }).map_err(|_| Fault::busy("readers"))?;
                answered.await.map_err(|_| Fault::unavailable("reader ended"))?
            }
            Readers::Servers { url, asked, next, seats } => {
                let _one = Waiting::among(asked)?;
                let seat = &seats[next.fetch_add(1, Ordering::Relaxed) % seats.len()];
                let server = seated(seat, url).await?;
                match server.rows(&sql, &args).await {
                    // A connection that had died unnoticed says nothing of the server: the question is asked once more.
                    Err(_) if server.is_lost() => seated(seat, url).await?.rows(&sql, &args).await,
                    answer => answer,
                }
            }
        }
    }

    /// The first row that answers the question, if there is one.
    ///
    /// # Errors
    /// As [`Db::rows`].
    pub async fn one(&self, sql: impl Into<std::borrow::Cow<'static, str>>, args: Vec<Value>) -> Result<Option<Record>, Fault> {
        Ok(self.rows(sql, args).await?.into_iter().next())
    }
}

/// The server of a seat, connected again when it was lost. While it does not answer, those who wait are told at once.
async fn seated(seat: &Mutex<Seat>, url: &str) -> Result<Arc<Server>, Fault> {
    let mut seat = seat.lock().await;
    if let Some(server) = seat.server.as_ref().filter(|s| !s.is_lost()) {
        return Ok(server.clone());
    }
    if let Some((_, fault)) = seat.failed.as_ref().filter(|(when, _)| when.seconds() < PAUSE_S) {
        return Err(fault.clone());
    }
    match Server::connect(url).await {
        Ok(server) => {
            let server = Arc::new(server);
            *seat = Seat { server: Some(server.clone()), failed: None };
            Ok(server)
        }
        Err(fault) => {
            *seat = Seat { server: None, failed: Some((Stopwatch::start(), fault.clone())) };
            Err(fault)
        }
    }
}

impl<'a> Waiting<'a> {
    fn among(all: &'a AtomicUsize) -> Result<Self, Fault> {
        let one = Self(all);
        if all.fetch_add(1, Ordering::Relaxed) < WAITING_MAX { Ok(one) } else { Err(Fault::busy("readers")) }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

fn serve(conn: &rusqlite::Connection, questions: &std::sync::Mutex<mpsc::Receiver<Question>>) {
    loop {
        let question = match questions.lock() {
            Ok(waiting) => waiting.recv(),
            Err(_) => return,
        };
        let Ok(question) = question else { return };
        // Whoever asked may have gone; then nobody needs the answer.
        if !question.answer.is_closed() {
            let _ = question.answer.send(sqlite::rows(conn, &question.sql, &question.args));
        }
    }
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.engine())
    }
}
