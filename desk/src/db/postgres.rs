//! PostgreSQL through tokio-postgres: `synchronous_commit=on`, prepared statements kept by their text.

use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use tokio_postgres::tls::{MakeTlsConnect, TlsConnect, TlsStream};
use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use tokio_postgres::{Client, Config, NoTls, Socket, Statement};

use super::tls::{Reach, SESSION_SQL};
use crate::{Fault, Record, Value};

/// How many statements a connection keeps prepared.
const PREPARED_MAX: usize = 512;
/// How long a server may take from being reached to taking its first statement; one that stands still does not.
const GREETING_MAX: Duration = Duration::from_secs(6);

/// A connection to a PostgreSQL server. Questions may be asked through a shared reference; they are pipelined.
pub(crate) struct Server {
    client: Client,
    prepared: Mutex<HashMap<String, Statement>>,
    given_up: bool,
}

impl Server {
    /// Connects, as the address says with or without TLS.
    pub(crate) async fn connect(url: &str) -> Result<Self, Fault> {
        let Reach { config, tls } = Reach::read(url)?;
        let greeted = async {
            let client = match tls {
                Some(tls) => reached(&config, tls).await,
                None => reached(&config, NoTls).await,
            };
            let client = client.map_err(|e| Fault::unavailable("PostgreSQL does not answer").from_error(e))?;
            let server = Self { client, prepared: Mutex::default(), given_up: false };
            server.script(SESSION_SQL).await?;
            Ok(server)
        };
        let late = || Err(Fault::unavailable("PostgreSQL does not answer"));
        tokio::time::timeout(GREETING_MAX, greeted).await.unwrap_or_else(|_| late())
    }

    pub(crate) fn is_lost(&self) -> bool {
        self.given_up || self.client.is_closed()
    }

    /// The connection is not used again.
    pub(crate) const fn give_up(&mut self) {
        self.given_up = true;
    }

    async fn statement(&self, sql: &str) -> Result<Statement, Fault> {
        if let Some(found) = self.prepared.lock().ok().and_then(|p| p.get(sql).cloned()) {
            return Ok(found);
        }
        let statement = self.client.prepare(sql).await.map_err(|e| of_statement(sql, e))?;
        if let Ok(mut prepared) = self.prepared.lock() {
            if prepared.len() >= PREPARED_MAX {
                prepared.clear();
            }
            prepared.insert(sql.to_owned(), statement.clone());
        }
        Ok(statement)
    }

    /// Runs a statement.
    pub(crate) async fn run(&self, sql: &str, args: &[Value]) -> Result<u64, Fault> {
        let statement = self.statement(sql).await?;
        self.client.execute_raw(&statement, args).await.map_err(|e| of_statement(sql, e))
    }

    /// Asks a question.
    pub(crate) async fn rows(&self, sql: &str, args: &[Value]) -> Result<Vec<Record>, Fault> {
        let statement = self.statement(sql).await?;
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|v| v as &(dyn ToSql + Sync)).collect();
        let found = self.client.query(&statement, &args).await.map_err(|e| of_statement(sql, e))?;
        let names: Arc<[String]> = statement.columns().iter().map(|c| c.name().to_owned()).collect();
        found.iter().map(|row| Ok(Record::new(names.clone(), values(row)?))).collect()
    }

    /// Runs several statements without arguments.
    pub(crate) async fn script(&self, sql: &str) -> Result<(), Fault> {
        self.client.batch_execute(sql).await.map_err(|e| of_statement(sql, e))
    }
}

async fn reached<T>(config: &Config, tls: T) -> Result<Client, tokio_postgres::Error>
where
    T: MakeTlsConnect<Socket>,
    T::Stream: TlsStream + Send + 'static,
    T::TlsConnect: TlsConnect<Socket>,
{
    let (client, connection) = config.connect(tls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(%error, "connection to PostgreSQL ended");
        }
    });
    Ok(client)
}

fn values(row: &tokio_postgres::Row) -> Result<Vec<Value>, Fault> {
    let one = |(i, column): (usize, &tokio_postgres::Column)| -> Result<Value, tokio_postgres::Error> {
        Ok(match *column.type_() {
            Type::INT8 => row.try_get::<_, Option<i64>>(i)?.into(),
            Type::INT4 => row.try_get::<_, Option<i32>>(i)?.into(),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(i)?.into(),
            Type::BOOL => row.try_get::<_, Option<bool>>(i)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(i)?.into(),
            _ => row.try_get::<_, Option<String>>(i)?.into(),
        })
    };
    Ok(row.columns().iter().enumerate().map(one).collect::<Result<_, _>>()?)
}

fn of_statement(sql: &str, error: tokio_postgres::Error) -> Fault {
    let start: String = sql.chars().take(80).collect();
    let told = error.as_db_error().map(|e| format!(" ({})", e.message())).unwrap_or_default();
    // Class 53 is "insufficient resources" (a full disk), 57 "operator intervention", 58 "system error".
    let outage = match error.code().map(|c| c.code().get(..2).unwrap_or_default().to_owned()) {
        Some(class) => matches!(class.as_str(), "08" | "25" | "40" | "53" | "57" | "58"),
        None => true,
    };
    let what = format!("statement {start:?}{told}");
    if outage { Fault::unavailable(what) } else { Fault::broken(what) }.from_error(error)
}

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn Error + Sync + Send>> {
        match (self, ty) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Int(n), &Type::FLOAT8) => (*n as f64).to_sql(ty, out),
            (Self::Int(n), &Type::INT4) => i32::try_from(*n)?.to_sql(ty, out),
            (Self::Int(n), _) => n.to_sql(&Type::INT8, out),
            (Self::Real(x), _) => x.to_sql(&Type::FLOAT8, out),
            (Self::Text(text), _) => text.to_sql(&Type::TEXT, out),
            (Self::Bool(yes), _) => yes.to_sql(&Type::BOOL, out),
            (Self::Bytes(bytes), _) => bytes.to_sql(&Type::BYTEA, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}
