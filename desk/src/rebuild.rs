//! Rebuilding tables from the journal: beside the old, by the same `keep` that runs live, then swapped in one transaction.

use std::sync::Arc;

use crate::cache::{Held, StateCache};
use crate::capability::{Capability, Registry};
use crate::db::{Conn, JOURNAL_SQL, write_rows_as};
use crate::journal::{COLUMN_LIST, Envelope};
use crate::{Fault, Rows, args, schema};

/// What stands before the names of tables that are being rebuilt.
const BESIDE: &str = "new_";
/// How many facts are read at once.
const PAGE: i64 = 10_000;
/// The desk's own tables that capabilities keep rows in.
const SHARED: [&str; 2] = ["clocks", "numbers"];

/// Makes the tables of some capabilities anew from all facts, read once, and puts them in the place of the old. Answers how many facts.
pub(crate) async fn rebuild(conn: &mut Conn, registry: &Registry, stale: &[&Capability]) -> Result<i64, Fault> {
    conn.take_pen().await?;
    let result = rebuild_under_pen(conn, registry, stale).await;
    if result.is_err() {
        conn.roll_back().await;
    }
    result
}

async fn rebuild_under_pen(conn: &mut Conn, registry: &Registry, stale: &[&Capability]) -> Result<i64, Fault> {
    let shared = TablesSql::read(JOURNAL_SQL.on(conn.engine())).only(&SHARED);
    let files: Vec<TablesSql> = stale.iter().map(|capability| TablesSql::read(capability.tables_sql)).collect();
    for table in files.iter().flat_map(|sql| &sql.tables) {
        conn.script(&format!("drop table if exists {BESIDE}{}", table.name)).await?;
        conn.script(&table.create_as(BESIDE)).await?;
    }
    for table in &shared.tables {
        conn.script(&format!("drop table if exists {BESIDE}{}", table.name)).await?;
        conn.script(&table.create_as(BESIDE)).await?;
    }
    let facts = refill(conn, registry, stale).await?;
    for table in &shared.tables {
        let names: Vec<String> = stale.iter().map(|capability| format!("'{}'", capability.name)).collect();
        let kept =
            format!("insert into {BESIDE}{0} select * from {0} where capability not in ({1})", table.name, names.join(", "));
        conn.script(&kept).await?;
    }
    for sql in files.iter().chain([&shared]) {
        for table in &sql.tables {
            conn.script(&format!("drop table if exists {}", table.name)).await?;
            conn.script(&format!("alter table {BESIDE}{0} rename to {0}", table.name)).await?;
        }
        for index in &sql.indexes {
            conn.script(index).await?;
        }
    }
    for capability in stale {
        schema::set(conn, &format!("tables/{}", capability.name), &capability.revision.to_string()).await?;
        tracing::info!(capability = capability.name, revision = capability.revision, facts, "tables rebuilt");
    }
    conn.script("commit").await?;
    Ok(facts)
}

async fn refill(conn: &mut Conn, registry: &Registry, stale: &[&Capability]) -> Result<i64, Fault> {
    let keeps = registry.keeps_by_subject(|capability| stale.iter().any(|c| c.name == capability));
    let states = StateCache::default();
    let mut last = 0;
    loop {
        let sql = format!("select {COLUMN_LIST} from journal where position > $1 order by position limit $2");
        let page = conn.rows(&sql, &args![last, PAGE]).await?;
        if page.is_empty() {
            return Ok(last);
        }
        let mut rows = Rows::default();
        for row in &page {
            last = row.int("position")?;
            let envelope = Envelope::read(row)?;
            let Some(keeps) = keeps.get(envelope.subject()) else { continue };
            let subject = registry.subject(envelope.subject())?.clone();
            let stream: Arc<str> = envelope.stream.as_str().into();
            let before = before(conn, registry, (&states, &stream, envelope.version)).await?;
            let state = subject.fold_and_keep(before.state, &envelope, keeps, &mut rows)?;
            states.put(stream, Held { version: envelope.version, state });
        }
        write_rows_as(conn, rows, BESIDE).await?;
    }
}

/// The state just before a version: from memory, or folded from the stream's earlier facts.
async fn before(conn: &mut Conn, registry: &Registry, about: (&StateCache, &Arc<str>, i64)) -> Result<Held, Fault> {
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

    /// Those of some tables.
    fn only(mut self, names: &[&str]) -> Self {
        self.tables.retain(|table| names.contains(&table.name.as_str()));
        self.indexes.retain(|index| names.iter().any(|name| index.contains(&format!(" on {name} "))));
        self
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
