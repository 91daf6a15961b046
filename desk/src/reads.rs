//! Reading the journal itself: one stream, one case, or onward from a position. Scopes are checked by whoever shows them.

use crate::db::Db;
use crate::journal::{COLUMN_LIST, Envelope};
use crate::{Fault, args};

/// How many facts of one stream or case are read.
pub const FACTS_MAX: i64 = 20_000;

/// The facts of one stream, oldest first.
pub async fn stream(db: &Db, stream: &str) -> Result<Vec<Envelope>, Fault> {
    let sql = format!("select {COLUMN_LIST} from journal where stream = $1 order by version limit $2");
    envelopes(db, sql, args![stream, FACTS_MAX]).await
}

/// The facts of one case up to and including a position, oldest first.
pub async fn case(db: &Db, case: &kernel::Id, until: i64) -> Result<Vec<Envelope>, Fault> {
    let sql = format!("select {COLUMN_LIST} from journal where case_id = $1 and position <= $2 order by position limit $3");
    envelopes(db, sql, args![case, until, FACTS_MAX]).await
}

/// Facts after a position, oldest first, at most `limit`.
pub async fn after(db: &Db, position: i64, limit: i64) -> Result<Vec<Envelope>, Fault> {
    let sql = format!("select {COLUMN_LIST} from journal where position > $1 order by position limit $2");
    envelopes(db, sql, args![position, limit.min(FACTS_MAX)]).await
}

/// Facts before a position, newest first, at most `limit`: what a page of the journal shows.
pub async fn before(db: &Db, position: i64, limit: i64) -> Result<Vec<Envelope>, Fault> {
    let sql = format!("select {COLUMN_LIST} from journal where position < $1 order by position desc limit $2");
    envelopes(db, sql, args![position, limit.min(FACTS_MAX)]).await
}

/// The moment that a time means: the position of the last fact recorded at or before it, 0 when there is none.
pub async fn moment_at(db: &Db, at: kernel::Time) -> Result<i64, Fault> {
    // Entry times never go backwards, so the newest rows decide; a search from the end is bounded by one row.
    let sql = "select position from journal where at_ms <= $1 order by position desc limit 1";
    db.one(sql, args![at]).await?.map_or(Ok(0), |row| row.int("position"))
}

/// Position and hash of the last fact.
pub async fn pen(db: &Db) -> Result<(i64, String, kernel::Time), Fault> {
    let row = db.one("select position, hash, at_ms from pen where one = 1", Vec::new()).await?;
    let row = row.ok_or_else(|| Fault::broken("the pen is missing"))?;
    Ok((row.int("position")?, row.text("hash")?, row.time("at_ms")?))
}

async fn envelopes(db: &Db, sql: String, args: Vec<crate::Value>) -> Result<Vec<Envelope>, Fault> {
    db.rows(sql, args).await?.iter().map(Envelope::read).collect()
}
