//! Failed sign-ins and refusals: kept for 180 days beside the journal, never in it. No name that was typed is kept: people type
//! passwords into the wrong field.

use desk::{Db, Desk, Fault, Record, args};
use kernel::{AreaCode, Id, Scope, Time};

use crate::stores::{AUDIT_DAYS, days_before};

/// How many lines are read at once.
pub const LINES_MAX: i64 = 200;
/// The longest detail of a line.
const DETAIL_CHARS_MAX: usize = 200;

/// What is noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noted {
    /// A wrong name or password.
    WrongPassword,
    /// A wrong one-time code.
    WrongCode,
    /// A wrong PIN.
    WrongPin,
    /// A try that was not heard, because too many had failed.
    Throttled,
    /// A one-time link that opens nothing.
    WrongLink,
    /// A token of the API that opens nothing.
    WrongToken,
    /// A right password for an account that is closed.
    Closed,
    /// A door that the policies do not open.
    Refused,
}

/// One line of the audit.
#[derive(Debug, Clone)]
pub struct Line {
    /// When, by the machine's clock.
    pub at: Time,
    /// What, as [`Noted::as_str`] says it.
    pub what: String,
    /// The account, where one was meant.
    pub account: Option<Id>,
    /// The network address.
    pub source: String,
    /// What more is known, such as the action that was refused.
    pub detail: String,
}

impl Noted {
    /// The word in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::WrongPassword => "wrong_password",
            Self::WrongCode => "wrong_code",
            Self::WrongPin => "wrong_pin",
            Self::Throttled => "throttled",
            Self::WrongLink => "wrong_link",
            Self::WrongToken => "wrong_token",
            Self::Closed => "closed",
            Self::Refused => "refused",
        }
    }
}

/// What a line is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The account, where one was meant.
    pub account: Option<&'a Id>,
    /// The network address.
    pub source: &'a str,
    /// What more is known. Never what somebody typed.
    pub detail: &'a str,
}

/// Notes a line, and lets those older than [`AUDIT_DAYS`] go.
///
/// # Errors
/// A fault when the store does not answer.
pub async fn note(desk: &Desk, noted: Noted, about: About<'_>, at: Time) -> Result<(), Fault> {
    let area = match about.account {
        Some(account) => home_of(desk.db(), account).await?.or(Some(desk.city())),
        None => Some(desk.city()),
    };
    let detail: String = about.detail.chars().take(DETAIL_CHARS_MAX).collect();
    let sql = "insert into account_audit (id, at_ms, what, account, area, source, detail) values ($1, $2, $3, $4, $5, $6, $7)";
    let line = args![desk.chance().id(at), at, noted.as_str(), about.account.cloned(), area, about.source, detail];
    let old = args![days_before(at, AUDIT_DAYS)];
    desk.store(vec![(sql.into(), line), ("delete from account_audit where at_ms < $1".into(), old)]).await?;
    Ok(())
}

async fn home_of(db: &Db, account: &Id) -> Result<Option<AreaCode>, Fault> {
    db.one("select area from accounts where id = $1", args![account]).await?.map(|row| row.area("area")).transpose()
}

/// The latest lines that the scope sees, newest first, at most [`LINES_MAX`].
///
/// # Errors
/// A fault when the store does not answer.
pub async fn lines(db: &Db, scope: &Scope) -> Result<Vec<Line>, Fault> {
    // The audit knows no case: the account stands in the column's place and matches none.
    let (condition, mut args) = desk::scoped(scope, "area", "account", 1);
    args.push(LINES_MAX.into());
    let sql = format!(
        "select at_ms, what, account, source, detail from account_audit where {condition} order by at_ms desc, id desc limit ${}",
        args.len()
    );
    db.rows(sql, args).await?.iter().map(line).collect()
}

fn line(row: &Record) -> Result<Line, Fault> {
    Ok(Line {
        at: row.time("at_ms")?,
        what: row.text("what")?,
        account: row.maybe_id("account")?,
        source: row.text("source")?,
        detail: row.text("detail")?,
    })
}
