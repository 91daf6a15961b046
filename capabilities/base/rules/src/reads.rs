//! Questions about what was adopted. Rules are no secret among those who may see any part of the city; whoever may see nothing is
//! told nothing.

use desk::{Db, Fault, Record, args};
use kernel::{Scope, Time};

use crate::acts::VERSIONS_MAX;

/// One adopted version, as lists show it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// The set.
    pub set: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its text.
    pub hash: String,
    /// What kind of rules it holds; empty when this program cannot read it.
    pub kind: String,
    /// Where it holds.
    pub jurisdiction: String,
    /// From when it holds.
    pub begins: Option<Time>,
    /// From when it no longer holds by its own words.
    pub ends: Option<Time>,
    /// How sure it is, as it says.
    pub mark: String,
    /// Whether nobody has to look it up any more.
    pub is_confirmed: bool,
    /// When it was adopted.
    pub adopted_at: Time,
    /// By whom.
    pub adopted_by: String,
    /// When, by whom and why it was withdrawn.
    pub withdrawal: Option<Withdrawal>,
}

/// When, by whom and why a version was withdrawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: Time,
    /// By whom.
    pub by: String,
    /// Why.
    pub why: String,
}

const COLUMNS: &str = "s.set_id, s.version, s.hash, s.set_kind, s.jurisdiction, s.begins_ms, s.ends_ms, s.mark, s.is_confirmed, \
     s.adopted_at_ms, s.adopted_by, w.at_ms, w.actor, w.why";

/// Every version adopted, newest first, at most as many as the book may hold.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn adoptions(db: &Db, scope: &Scope) -> Result<Vec<Adoption>, Fault> {
    if scope.is_nothing() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select {COLUMNS} from rule_sets s left join rule_withdrawals w on w.set_id = s.set_id and w.version = s.version \
         order by s.position desc limit $1"
    );
    db.rows(sql, args![VERSIONS_MAX]).await?.iter().map(Adoption::read).collect()
}

/// The versions adopted of one set, newest first.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn adoptions_of(db: &Db, scope: &Scope, set: &str) -> Result<Vec<Adoption>, Fault> {
    if scope.is_nothing() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select {COLUMNS} from rule_sets s left join rule_withdrawals w on w.set_id = s.set_id and w.version = s.version \
         where s.set_id = $1 order by s.position desc limit $2"
    );
    db.rows(sql, args![set, VERSIONS_MAX]).await?.iter().map(Adoption::read).collect()
}

impl Adoption {
    fn read(row: &Record) -> Result<Self, Fault> {
        let withdrawal = match row.maybe_time("at_ms")? {
            Some(at) => Some(Withdrawal { at, by: row.text("actor")?, why: row.text("why")? }),
            None => None,
        };
        Ok(Self {
            set: row.text("set_id")?,
            version: row.text("version")?,
            hash: row.text("hash")?,
            kind: row.text("set_kind")?,
            jurisdiction: row.text("jurisdiction")?,
            begins: row.maybe_time("begins_ms")?,
            ends: row.maybe_time("ends_ms")?,
            mark: row.text("mark")?,
            is_confirmed: row.bool("is_confirmed")?,
            adopted_at: row.time("adopted_at_ms")?,
            adopted_by: row.text("adopted_by")?,
            withdrawal,
        })
    }
}
