//! One connection that reads and writes, as the pen holds it: blocking in place on SQLite, awaiting on PostgreSQL.

use super::{DbPlace, Engine, postgres::Server, sqlite};
use crate::{Fault, Record, Value};

/// A connection of its own, used from one thread.
pub(crate) enum Conn {
    Sqlite(rusqlite::Connection),
    Postgres(Server),
}

impl Conn {
    pub(crate) async fn open(place: &DbPlace) -> Result<Self, Fault> {
        match place {
            DbPlace::Server(url) => Ok(Self::Postgres(Server::connect(url).await?)),
            file => Ok(Self::Sqlite(sqlite::open(file, sqlite::Use::Write)?)),
        }
    }

    pub(crate) const fn engine(&self) -> Engine {
        match self {
            Self::Sqlite(_) => Engine::Sqlite,
            Self::Postgres(_) => Engine::Postgres,
        }
    }

    /// Whether the connection can still be used; a lost one is opened again.
    pub(crate) fn is_lost(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(server) => server.is_lost(),
        }
    }

    /// The connection is not used again: on a server, the next one may be another host. A file stays what it is.
    pub(crate) const fn give_up(&mut self) {
        if let Self::Postgres(server) = self {
            server.give_up();
        }
    }

    /// Runs a statement; answers how many rows it touched.
    pub(crate) async fn run(&mut self, sql: &str, args: &[Value]) -> Result<u64, Fault> {
        match self {
            Self::Sqlite(conn) => sqlite::run(conn, sql, args),
            Self::Postgres(server) => server.run(sql, args).await,
        }
    }

    /// Asks a question.
    pub(crate) async fn rows(&mut self, sql: &str, args: &[Value]) -> Result<Vec<Record>, Fault> {
        match self {
            Self::Sqlite(conn) => sqlite::rows(conn, sql, args),
            Self::Postgres(server) => server.rows(sql, args).await,
        }
    }

    /// Runs several statements without arguments.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<(), Fault> {
        match self {
            Self::Sqlite(conn) => Ok(conn.execute_batch(sql)?),
            Self::Postgres(server) => server.script(sql).await,
        }
    }

    /// Takes the pen: from here to commit nobody else writes. Answers `(position, hash, at_ms)` of the last fact.
    pub(crate) async fn take_pen(&mut self) -> Result<(i64, String, i64), Fault> {
        let ask = match self.engine() {
            Engine::Sqlite => {
                self.script("begin immediate").await?;
                "select position, hash, at_ms from pen where one = 1"
            }
            Engine::Postgres => {
                self.script("begin").await?;
                "select position, hash, at_ms from pen where one = 1 for update"
            }
        };
        let rows = self.rows(ask, &[]).await?;
        let pen = rows.first().ok_or_else(|| Fault::broken("the pen is missing: this database was not made by init"))?;
        Ok((pen.int("position")?, pen.text("hash")?, pen.int("at_ms")?))
    }

    /// Ends the transaction without keeping anything. A fault here is of no interest: the transaction is gone either way.
    pub(crate) async fn roll_back(&mut self) {
        if let Err(fault) = self.script("rollback").await {
            tracing::debug!(%fault, "rolling back");
        }
    }
}

/// Appends facts to the journal, in their order.
pub(crate) async fn insert_journal(conn: &mut Conn, facts: &[crate::journal::Envelope]) -> Result<(), Fault> {
    use crate::journal::{COLUMN_LIST, COLUMNS};
    let rows = facts.iter().map(crate::journal::Envelope::values).collect();
    for chunk in super::write::chunks(rows, COLUMNS.len()) {
        let mut sql = format!("insert into journal ({COLUMN_LIST}) values ");
        super::write::tuples(&mut sql, COLUMNS.len(), chunk.len());
        conn.run(&sql, &chunk.into_iter().flatten().collect::<Vec<_>>()).await?;
    }
    Ok(())
}
