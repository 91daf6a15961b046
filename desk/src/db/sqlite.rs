//! SQLite through rusqlite: WAL, `synchronous=FULL`, foreign readers beside one writer.

use std::sync::Arc;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, OpenFlags, ToSql};

use super::DbPlace;
use crate::{Fault, Record, Value};

/// How long a writer waits for another process to lay down the pen.
const BUSY_MS: u64 = 10_000;
/// How many statements a connection keeps prepared.
const PREPARED_MAX: usize = 256;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Read,
    Write,
}

/// Opens a connection.
pub(crate) fn open(place: &DbPlace, purpose: Use) -> Result<Connection, Fault> {
    let conn = match place {
        DbPlace::Memory(name) => {
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
                | OpenFlags::SQLITE_OPEN_CREATE
                | OpenFlags::SQLITE_OPEN_URI
                | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            Connection::open_with_flags(format!("file:{name}?mode=memory&cache=shared"), flags)
        }
        DbPlace::File(path) => Connection::open(path),
        DbPlace::Server(_) => return Err(Fault::broken("a server is not a file")),
    }
    .map_err(|e| Fault::unavailable(format!("database {}", described(place))).from_error(e))?;
    conn.set_prepared_statement_cache_capacity(PREPARED_MAX);
    conn.busy_timeout(std::time::Duration::from_millis(BUSY_MS))?;
    let in_memory = matches!(place, DbPlace::Memory(_));
    if in_memory {
        conn.execute_batch("pragma read_uncommitted = on;")?;
    } else {
        conn.execute_batch(
            "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = 4000; pragma temp_store = memory;",
        )?;
    }
    match purpose {
        // What is erased is overwritten, not only unlinked.
        Use::Write => conn.execute_batch("pragma cache_size = -32000; pragma secure_delete = on;")?,
        Use::Read if in_memory => conn.execute_batch("pragma query_only = on;")?,
        Use::Read => conn.execute_batch("pragma query_only = on; pragma cache_size = -8000; pragma mmap_size = 268435456;")?,
    }
    Ok(conn)
}

fn described(place: &DbPlace) -> String {
    match place {
        DbPlace::File(path) => path.display().to_string(),
        DbPlace::Memory(name) => format!("in memory ({name})"),
        DbPlace::Server(_) => "server".to_owned(),
    }
}

/// Runs a statement.
pub(crate) fn run(conn: &Connection, sql: &str, args: &[Value]) -> Result<u64, Fault> {
    let mut statement = conn.prepare_cached(sql).map_err(|e| of_statement(sql, e))?;
    let touched = statement.execute(rusqlite::params_from_iter(args)).map_err(|e| of_statement(sql, e))?;
    Ok(touched as u64)
}

/// Asks a question.
pub(crate) fn rows(conn: &Connection, sql: &str, args: &[Value]) -> Result<Vec<Record>, Fault> {
    let mut statement = conn.prepare_cached(sql).map_err(|e| of_statement(sql, e))?;
    let names: Arc<[String]> = statement.column_names().map(str::to_owned).collect();
    let width = names.len();
    let mut found = statement.query(rusqlite::params_from_iter(args)).map_err(|e| of_statement(sql, e))?;
    let mut records = Vec::new();
    while let Some(row) = found.next().map_err(|e| of_statement(sql, e))? {
        let values = (0..width).map(|i| row.get_ref(i).map(owned)).collect::<Result<_, _>>()?;
        records.push(Record::new(names.clone(), values));
    }
    Ok(records)
}

fn owned(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(n) => Value::Int(n),
        ValueRef::Real(x) => Value::Real(x),
        ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
    }
}

fn of_statement(sql: &str, error: rusqlite::Error) -> Fault {
    let start: String = sql.chars().take(80).collect();
    use rusqlite::ErrorCode::{
        CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, OperationInterrupted, OutOfMemory, PermissionDenied, ReadOnly,
        SystemIoFailure,
    };
    let fault = match error.sqlite_error_code() {
        Some(
            CannotOpen | DatabaseBusy | DatabaseLocked | DiskFull | OperationInterrupted | OutOfMemory | PermissionDenied
            | ReadOnly | SystemIoFailure,
        ) => Fault::unavailable(format!("statement {start:?}")),
        _ => Fault::broken(format!("statement {start:?}")),
    };
    fault.from_error(error)
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(n) => ValueRef::Integer(*n),
            Self::Real(x) => ValueRef::Real(*x),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Bool(yes) => ValueRef::Integer(i64::from(*yes)),
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}
