//! Bringing a database up to date: the journal's numbered migrations, additive steps of stores, and tables by revision.

use kernel::{AreaCode, Id, World};

use crate::batch::Head;
use crate::capability::Registry;
use crate::db::{Conn, DbPlace, Engine, JOURNAL_SQL, SEARCH_SQL};
use crate::journal::Genesis;
use crate::{Fault, args, rebuild};

/// The newest form of the journal that this program knows.
const SCHEMA: i64 = 1;
/// Clocks that run out are looked for five times a second; most that are overdue have no act for it and must not be looked through.
const RINGING_SQL: &str = "create index if not exists clocks_ringing on clocks (due_at_ms) where fires and met_at_ms is null";
/// What has come to the index of documents since form 1. Whatever is not indexed anew yet counts as a work secret.
const SEARCH_STEPS: [&str; 2] = [
    "alter table search_docs add column marking text not null default 'work_secret'; delete from cursors where name = 'search';",
    "create index search_docs_secret on search_docs (case_id) where marking = 'work_secret';",
];

/// Makes an empty journal.
pub(crate) async fn create(place: &DbPlace, genesis: &Genesis) -> Result<(), Fault> {
    let mut conn = Conn::open(place).await?;
    if has_table(&mut conn, "journal").await? {
        return Err(Fault::broken("this place already holds a journal: choose another, or use it as it is"));
    }
    check_collation(&mut conn).await?;
    let engine = conn.engine();
    conn.script("begin").await?;
    conn.script(JOURNAL_SQL.on(engine)).await?;
    conn.script(SEARCH_SQL.on(engine)).await?;
    let begin = args![genesis.hash()];
    conn.run("insert into pen (one, position, hash, at_ms) values (1, 0, $1, 0)", &begin).await?;
    let facts = [
        ("schema", SCHEMA.to_string()),
        ("city", genesis.city.full()),
        ("installation", genesis.installation.to_string()),
        ("world", genesis.world.as_str().to_owned()),
    ];
    for (name, value) in facts {
        set(&mut conn, name, &value).await?;
    }
    conn.script("commit").await
}

/// Applies what is missing; answers where the chain begins.
pub(crate) async fn upgrade(conn: &mut Conn, registry: &Registry) -> Result<Genesis, Fault> {
    if !has_table(conn, "journal").await? {
        return Err(Fault::broken("there is no journal here: make one with `watchfire init`"));
    }
    check_collation(conn).await?;
    let schema: i64 = get(conn, "schema").await?.and_then(|s| s.parse().ok()).unwrap_or(0);
    if schema > SCHEMA {
        return Err(Fault::broken(format!(
            "a newer Watchfire wrote this database (form {schema}, known up to {SCHEMA}): use that one"
        )));
    }
    let genesis = genesis(conn).await?;
    conn.script(RINGING_SQL).await?;
    step_stores(conn, "search", &SEARCH_STEPS).await?;
    for capability in &registry.capabilities {
        step_stores(conn, capability.name, capability.stores).await?;
    }
    let mut stale = Vec::new();
    for capability in &registry.capabilities {
        let name = format!("tables/{}", capability.name);
        let revision: i64 = get(conn, &name).await?.and_then(|r| r.parse().ok()).unwrap_or(0);
        if revision > capability.revision {
            return Err(Fault::broken(format!("a newer Watchfire kept the tables of {}: use that one", capability.name)));
        }
        if revision < capability.revision {
            stale.push(capability);
        }
    }
    if !stale.is_empty() {
        rebuild::rebuild(conn, registry, &stale).await?;
    }
    Ok(genesis)
}

/// The last fact of the journal.
pub(crate) async fn head(conn: &mut Conn) -> Result<Head, Fault> {
    let rows = conn.rows("select position, hash, at_ms from pen where one = 1", &[]).await?;
    let pen = rows.first().ok_or_else(|| Fault::broken("the pen is missing"))?;
    Ok(Head { position: pen.int("position")?, hash: pen.text("hash")?, at_ms: pen.int("at_ms")? })
}

/// Where the chain begins.
pub(crate) async fn genesis(conn: &mut Conn) -> Result<Genesis, Fault> {
    let missing = |name: &str| Fault::broken(format!("the database does not say its {name}"));
    let city = get(conn, "city").await?.and_then(|c| AreaCode::parse(&c).ok()).ok_or_else(|| missing("city"))?;
    let installation =
        get(conn, "installation").await?.and_then(|i| Id::parse(&i).ok()).ok_or_else(|| missing("installation"))?;
    let world = match get(conn, "world").await?.as_deref() {
        Some("live") => World::Live,
        Some("exercise") => World::Exercise,
        Some("replay") => World::Replay,
        _ => return Err(missing("world")),
    };
    Ok(Genesis { city, installation, world })
}

/// What the desk knows of itself under `name`.
pub(crate) async fn get(conn: &mut Conn, name: &str) -> Result<Option<String>, Fault> {
    let rows = conn.rows("select value from about where name = $1", &args![name]).await?;
    rows.first().map(|r| r.text("value")).transpose()
}

/// Notes what the desk knows of itself under `name`.
pub(crate) async fn set(conn: &mut Conn, name: &str, value: &str) -> Result<(), Fault> {
    let sql = "insert into about (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value";
    conn.run(sql, &args![name, value]).await.map(drop)
}

async fn step_stores(conn: &mut Conn, capability: &str, steps: &[&str]) -> Result<(), Fault> {
    let name = format!("stores/{capability}");
    conn.take_pen().await?;
    let done = match get(conn, &name).await {
        Ok(done) => done.and_then(|d| d.parse::<usize>().ok()).unwrap_or(0),
        Err(fault) => {
            conn.roll_back().await;
            return Err(fault);
        }
    };
    let applied = apply_steps(conn, &name, steps.get(done..).unwrap_or_default(), done).await;
    if applied.is_err() {
        conn.roll_back().await;
    }
    applied
}

async fn apply_steps(conn: &mut Conn, name: &str, steps: &[&str], done: usize) -> Result<(), Fault> {
    for step in steps {
        conn.script(step).await?;
    }
    set(conn, name, &(done + steps.len()).to_string()).await?;
    conn.script("commit").await
}

async fn has_table(conn: &mut Conn, table: &str) -> Result<bool, Fault> {
    let sql = match conn.engine() {
        Engine::Sqlite => "select name from sqlite_master where type = 'table' and name = $1",
        Engine::Postgres => {
            "select table_name as name from information_schema.tables where table_schema = current_schema() and table_name = $1"
        }
    };
    Ok(!conn.rows(sql, &args![table]).await?.is_empty())
}

/// Texts must sort by code point, or ranges of area codes and streams would differ between engines.
async fn check_collation(conn: &mut Conn) -> Result<(), Fault> {
    if conn.engine() == Engine::Sqlite {
        return Ok(());
    }
    let sql = "select datcollate::text as collation, datlocprovider::text as provider, current_setting('server_version_num') as version, \
               current_setting('server_encoding') as encoding from pg_database where datname = current_database()";
    let rows = conn.rows(sql, &[]).await?;
    let row = rows.first().ok_or_else(|| Fault::broken("PostgreSQL does not say its collation"))?;
    let (collation, encoding) = (row.text("collation")?, row.text("encoding")?);
    // A database of the ICU provider sorts by its own rules, whatever `datcollate` says.
    if row.text("provider")? != "c" || !matches!(collation.as_str(), "C" | "C.UTF-8" | "C.utf8" | "POSIX") || encoding != "UTF8" {
        return Err(Fault::broken(format!(
            "the database sorts by {collation:?} in {encoding}: make it with `createdb --template=template0 --encoding=UTF8 --locale=C`"
        )));
    }
    let version: i64 = row.text("version")?.parse().unwrap_or(0);
    if version < 150_000 {
        return Err(Fault::broken(format!("PostgreSQL {version} is too old: 15 or newer is needed")));
    }
    Ok(())
}
