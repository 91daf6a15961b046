//! Reading: questions to the database beside the pen, four at a time.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use tokio::sync::{Mutex, oneshot};

use super::{DbPlace, Engine, postgres::Server, sqlite};
use crate::{Fault, Record, Value};

/// How many readers stand ready.
const READERS: usize = 4;
/// How many questions may wait for a reader; more are answered as busy.
const WAITING_MAX: usize = 2_048;

/// Asks questions of the database; cheap to clone. It never writes.
#[derive(Clone)]
pub struct Db(Arc<Readers>);

enum Readers {
    Files { asked: mpsc::SyncSender<Question> },
    Servers { url: String, next: AtomicUsize, servers: Vec<Mutex<Option<Arc<Server>>>> },
}

struct Question {
    sql: std::borrow::Cow<'static, str>,
    args: Vec<Value>,
    answer: oneshot::Sender<Result<Vec<Record>, Fault>>,
}

impl Db {
    pub(crate) fn open(place: &DbPlace) -> Result<Self, Fault> {
        match place {
            DbPlace::Server(url) => {
                let servers = (0..READERS).map(|_| Mutex::new(None)).collect();
                Ok(Self(Arc::new(Readers::Servers { url: url.clone(), next: AtomicUsize::new(0), servers })))
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
            Readers::Servers { url, next, servers } => {
                let seat = &servers[next.fetch_add(1, Ordering::Relaxed) % servers.len()];
                seated(seat, url).await?.rows(&sql, &args).await
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

/// The server of a seat, connected again when it was lost.
async fn seated(seat: &Mutex<Option<Arc<Server>>>, url: &str) -> Result<Arc<Server>, Fault> {
    let mut held = seat.lock().await;
    if let Some(server) = held.as_ref().filter(|s| !s.is_lost()) {
        return Ok(server.clone());
    }
    let server = Arc::new(Server::connect(url).await?);
    *held = Some(server.clone());
    Ok(server)
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
