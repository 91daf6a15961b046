//! One's own sessions: which are open, ending one or all others, and choosing the post that one acts on.

use desk::{Db, Desk, Fault, NotDone, args};
use kernel::{Id, Time};

use crate::acts::SignOut;
use crate::callers;
use crate::facts::Ending;
use crate::refusals::NotLetIn;
use crate::signing_in::given;

/// How many sessions are listed.
pub const SESSIONS_MAX: i64 = 100;

/// A session, as its person sees it.
#[derive(Debug, Clone)]
pub struct SessionSeen {
    /// Which session.
    pub id: Id,
    /// When it began, by the machine's clock.
    pub opened: Time,
    /// When it was last used, to the minute.
    pub seen: Time,
    /// When it ends at the latest.
    pub until: Time,
    /// The network address it was begun from.
    pub source: String,
    /// What the browser says it is.
    pub agent: String,
}

/// The open sessions of an account, latest first.
///
/// # Errors
/// A fault when the store does not answer.
pub async fn of(db: &Db, account: &Id, now: Time) -> Result<Vec<SessionSeen>, Fault> {
    let sql = "select id, opened_ms, seen_ms, until_ms, source, agent from account_sessions \
               where account = $1 and until_ms > $2 order by seen_ms desc, id limit $3";
    let rows = db.rows(sql, args![account, now, SESSIONS_MAX]).await?;
    rows.iter()
        .map(|row| {
            Ok(SessionSeen {
                id: row.id("id")?,
                opened: row.time("opened_ms")?,
                seen: row.time("seen_ms")?,
                until: row.time("until_ms")?,
                source: row.text("source")?,
                agent: row.text("agent")?,
            })
        })
        .collect()
}

/// Ends a session of `account`.
///
/// # Errors
/// Refused when the session is somebody else's; a fault when it cannot be recorded.
pub async fn end(desk: &Desk, account: &Id, session: &Id, why: Ending) -> Result<(), NotDone> {
    let mine = "select id from account_sessions where id = $1 and account = $2";
    if desk.db().one(mine, args![session, account]).await?.is_none() {
        return Err(NotLetIn::NoSuchSession.into());
    }
    desk.perform(account, given(desk, account), SignOut { session: session.clone(), why }).await?;
    // The account forgets the oldest of very many sessions; the store does not.
    desk.store(vec![("delete from account_sessions where id = $1 and account = $2".into(), args![session, account])]).await?;
    Ok(())
}

/// Chooses the post that the person acts on in this session.
///
/// # Errors
/// Refused when they do not hold it; a fault when it cannot be stored.
pub async fn act_on(desk: &Desk, (account, session): (&Id, &Id), post: &Id) -> Result<(), NotDone> {
    let at = desk.now();
    let held = callers::posts(desk.db(), account).await?;
    if !held.iter().any(|(mine, until)| mine.id == *post && until.is_none_or(|end| end > at)) {
        return Err(NotLetIn::NotHeld.into());
    }
    desk.store(vec![(
        "update account_sessions set post = $1 where id = $2 and account = $3".into(),
        args![post, session, account],
    )])
    .await?;
    Ok(())
}

/// Keeps the language that the person chose.
///
/// # Errors
/// A fault when it cannot be stored.
pub async fn speak(desk: &Desk, account: &Id, language: web::Language) -> Result<(), NotDone> {
    desk.store(vec![("update account_people set language = $1 where account = $2".into(), args![language.code(), account])])
        .await?;
    Ok(())
}
