//! Rebuilding tables from the journal: beside the old, by the same `keep` that runs live, then swapped in one transaction.

use std::sync::Arc;

use crate::cache::{Held, StateCache};
use crate::capability::{AnyKeep, Capability, Registry};
use crate::db::{Conn, write_rows_as};
use crate::journal::{COLUMN_LIST, Envelope};
use crate::{Fault, Rows, args, schema};

/// What stands before the names of tables that are being rebuilt.
const BESIDE: &str = "new_";
/// How many facts are read at once.
const PAGE: i64 = 4_000;
/// The desk's own tables that capabilities keep rows in.
const SHARED: [&str; 2] = ["clocks", "numbers"];

/// Makes the tables of one capability anew from all facts and puts them in the place of the old.
pub(crate) async fn rebuild(conn: &mut Conn, registry: &Registry, capability: &Capability) -> Result<(), Fault> {
    conn.take_pen().await?;
    let result = rebuild_under_pen(conn, registry, capability).await;
    if result.is_err() {
        conn.roll_back().await;
    }
    result
}

async fn rebuild_under_pen(conn: &mut Conn, registry: &Registry, capability: &Capability) -> Result<(), Fault> {
    let sql = TablesSql::read(capability.tables_sql);
    for table in &sql.tables {
        conn.script(&format!("drop table if exists {BESIDE}{}", table.name)).await?;
        conn.script(&table.create_as(BESIDE)).await?;
    }
    for shared in SHARED {
        conn.script(&format!("drop table if exists {BESIDE}{shared}")).await?;
        conn.script(&format!("create table {BESIDE}{shared} as select * from {shared} where 1 = 0")).await?;
        let key = if shared == "clocks" { "stream, name" } else { "name" };
        conn.script(&format!("create unique index {BESIDE}{shared}_key on {BESIDE}{shared} ({key})")).await?;
    }
    let facts = refill(conn, registry, capability.name).await?;
    for table in &sql.tables {
        conn.script(&format!("drop table if exists {}", table.name)).await?;
        conn.script(&format!("alter table {BESIDE}{} rename to {}", table.name, table.name)).await?;
    }
    for index in &sql.indexes {
        conn.script(index).await?;
    }
    for shared in SHARED {
        conn.run(&format!("delete from {shared} where capability = $1"), &args![capability.name]).await?;
        conn.script(&format!("insert into {shared} select * from {BESIDE}{shared}")).await?;
        conn.script(&format!("drop table {BESIDE}{shared}")).await?;
    }
    schema::set(conn, &format!("tables/{}", capability.name), &capability.revision.to_string()).await?;
    conn.script("commit").await?;
    tracing::info!(capability = capability.name, revision = capability.revision, facts, "tables rebuilt");
    Ok(())
}

async fn refill(conn: &mut Conn, registry: &Registry, capability: &str) -> Result<i64, Fault> {
    let keeps: Vec<AnyKeep> = registry.all_keeps().into_iter().filter(|k| k.capability == capability).collect();
    if keeps.is_empty() {
        return Ok(0);
    }
    let mut states = StateCache::default();
    let mut last = 0;
    loop {
        let sql = format!("select {COLUMN_LIST} from journal where position > $1 order by position limit $2");
        let page = conn.rows(&sql, &args![last, PAGE]).await?;
        if page.is_empty() {
            return Ok(last);
        }
        let mut rows = Rows::default();
        for row in &page {
            let envelope = Envelope::read(row)?;
            last = envelope.position;
            let subject = registry.subject(envelope.subject())?.clone();
            let stream: Arc<str> = envelope.stream.as_str().into();
            let before = before(conn, registry, (&mut states, &stream, envelope.version)).await?;
            let state = subject.fold_and_keep(before.state, &envelope, &keeps, &mut rows)?;
            states.put(stream, Held { version: envelope.version, state });
        }
        write_rows_as(conn, rows, BESIDE).await?;
    }
}

/// The state just before a version: from memory, or folded from the stream's earlier facts.
async fn before(conn: &mut Conn, registry: &Registry, about: (&mut StateCache, &Arc<str>, i64)) -> Result<Held, Fault> {
    let (states, stream, version) = about;
    if let Some(held) = states.take(stream).filter(|h| h.version == version - 1) {
        return Ok(held);
    }
    let name = stream.split_once('/').map_or(&**stream, |(name, _)| name);
    let subject = registry.subject(name)?.clone();
    let mut held = Held { version: 0, state: subject.fresh() };
    if version > 1 {
        let sql = format!("select {COLUMN_LIST} from journal where stream = $1 and version < $2 order by version");
        for row in &conn.rows(&sql, &args![&**stream, version]).await? {
            let envelope = Envelope::read(row)?;
            held = Held { version: envelope.version, state: subject.fold(held.state, &envelope)? };
        }
    }
    Ok(held)
}

/// The statements of a `tables.sql`.
pub(crate) struct TablesSql {
    tables: Vec<Table>,
    indexes: Vec<String>,
}

struct Table {
    name: String,
    statement: String,
}

impl TablesSql {
    /// Reads `create table` and `create index` statements; comments are passed over.
    pub(crate) fn read(sql: &str) -> Self {
        let plain: String = sql.lines().filter(|l| !l.trim_start().starts_with("--")).collect::<Vec<_>>().join("\n");
        let (mut tables, mut indexes) = (Vec::new(), Vec::new());
        for statement in plain.split(';').map(str::trim).filter(|s| !s.is_empty()) {
            match statement.strip_prefix("create table ") {
                Some(rest) => {
                    let name = rest.split(|c: char| c == '(' || c.is_whitespace()).next().unwrap_or_default().to_owned();
                    tables.push(Table { name, statement: statement.to_owned() });
                }
                None => indexes.push(statement.to_owned()),
            }
        }
        Self { tables, indexes }
    }

    /// All statements in an order that works on an empty database.
    pub(crate) fn script(&self) -> String {
        let tables = self.tables.iter().map(|t| t.statement.clone());
        tables.chain(self.indexes.iter().cloned()).map(|s| s + ";\n").collect()
    }
}

impl Table {
    fn create_as(&self, prefix: &str) -> String {
        self.statement.replacen(&format!("create table {}", self.name), &format!("create table {prefix}{}", self.name), 1)
    }
}
