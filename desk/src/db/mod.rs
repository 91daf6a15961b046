//! The database behind a small face of our own: rows, arguments and values, one SQL text for SQLite and PostgreSQL.

pub(crate) mod conn;
mod dialect;
pub(crate) mod postgres;
mod read;
pub(crate) mod sqlite;
mod tls;
mod write;

pub(crate) use conn::Conn;
pub(crate) use dialect::{JOURNAL_SQL, SEARCH_FIND, SEARCH_SQL};
pub use read::Db;
pub(crate) use write::{write_rows, write_rows_as};

/// Which database keeps the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, in the data folder: the default and enough for a city.
    Sqlite,
    /// Shared by several nodes.
    Postgres,
}

/// Where the database is.
#[derive(Debug, Clone)]
pub enum DbPlace {
    /// A file in the data folder.
    File(std::path::PathBuf),
    /// A private database in memory, for replay and tests; the name tells several apart.
    Memory(String),
    /// A PostgreSQL server: `postgres://user@host:port/database`, with `?sslmode=verify-full&sslrootcert=FILE` and the like as libpq has them.
    Server(String),
}

impl DbPlace {
    /// Which engine serves the place.
    #[must_use]
    pub const fn engine(&self) -> Engine {
        match self {
            Self::File(_) | Self::Memory(_) => Engine::Sqlite,
            Self::Server(_) => Engine::Postgres,
        }
    }
}
