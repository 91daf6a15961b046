//! PINs at a shared desk: the next person takes it over, or signs at it, without the keyboard changing hands for a password.

use desk::{Db, Desk, Fault, NotDone, acts, args};
use kernel::{Id, Time};

use crate::acts::{SetPin, SignIn, SignOut};
use crate::audit::{self, About, Noted};
use crate::facts::{Ending, Means};
use crate::hashing;
use crate::pin::{self, PIN_HOLDS_MIN, PIN_TRIES_MAX};
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::secrets_of::Own;
use crate::signing_in::{LetIn, given, new_session, remember_browser};
use crate::visitor::Visitor;

/// How many people are offered at one desk.
pub const AT_DESK_MAX: i64 = 40;

/// Somebody who can take over the desk by PIN.
#[derive(Debug, Clone)]
pub struct AtDesk {
    /// Their account.
    pub account: Id,
    /// Their name, where it was not erased.
    pub name: Option<String>,
}

/// Sets a PIN that holds for a shift. It asks for the password: a PIN is worth what the password was worth when it was set.
///
/// # Errors
/// Refused when the password is wrong or the PIN will not do; a fault when it cannot be recorded.
pub async fn set(desk: &Desk, whose: &Own<'_>, password: &Secret, pin: &Secret) -> Result<(), NotDone> {
    whose.proves(desk, password).await?;
    pin::judge(pin.reveal()).map_err(NotLetIn::WeakPin)?;
    let hash = hashing::hashed(desk, pin).await?;
    let act = SetPin { account: whose.account.clone(), hash, until: whose.visitor.at.plus_min(PIN_HOLDS_MIN) };
    desk.perform(whose.account, given(desk, whose.account), act).await?;
    Ok(())
}

/// Whether `pin` is the PIN of `account`. Only somebody who is signed in may ask, for only they can stand at the desk.
/// The PIN ends after [`PIN_TRIES_MAX`] wrong ones; its person then signs in with the password, which nobody at the desk can prevent.
///
/// # Errors
/// Refused when it is wrong or there is none; a fault when the stores do not answer.
pub async fn prove(desk: &Desk, account: &Id, pin: &Secret, visitor: &Visitor) -> Result<(), NotDone> {
    // Counted before it is compared, so that many at once cannot share one try.
    let count = "update account_pins set wrong = wrong + 1 where account = $1 and until_ms > $2 and wrong < $3";
    if desk.store(vec![(count.into(), args![account, visitor.at, PIN_TRIES_MAX])]).await? != [1] {
        return Err(NotLetIn::NoPin.into());
    }
    let row = desk.db().one("select hash from account_pins where account = $1", args![account]).await?;
    let hash = row.map(|row| row.text("hash")).transpose()?.map(Secret::new);
    if !hashing::belongs(pin, hash).await? {
        audit::note(desk, Noted::WrongPin, About { account: Some(account), source: &visitor.source, detail: "" }, visitor.at)
            .await?;
        return Err(NotLetIn::Pin.into());
    }
    desk.store(vec![("update account_pins set wrong = 0 where account = $1".into(), args![account])]).await?;
    Ok(())
}

/// Hands the desk to the person of `account`, who has signed in with this browser before: the session that was there ends, theirs begins with a token of its own.
///
/// # Errors
/// Refused when the PIN is wrong or the account closed; a fault when it cannot be recorded.
pub async fn take_desk(desk: &Desk, there: &Own<'_>, account: &Id, pin: &Secret) -> Result<LetIn, NotDone> {
    let visitor = there.visitor;
    if !at_desk(desk.db(), visitor).await?.iter().any(|person| person.account == *account) {
        return Err(NotLetIn::NoPin.into());
    }
    prove(desk, account, pin, visitor).await?;
    let (session, let_in) = new_session(desk, account, visitor);
    let steps = acts![
        (there.account, SignOut { session: there.session.clone(), why: Ending::DeskTaken }),
        (account, SignIn { account: account.clone(), means: Means::Pin, session }),
    ];
    desk.perform_all(given(desk, account), steps).await?;
    desk.store(vec![("delete from account_sessions where id = $1".into(), args![there.session])]).await?;
    remember_browser(desk, &let_in, visitor).await?;
    Ok(let_in)
}

/// Who can take over the desk in this browser: people who signed in with it before and have a PIN that holds.
///
/// # Errors
/// A fault when the stores do not answer.
pub async fn at_desk(db: &Db, visitor: &Visitor) -> Result<Vec<AtDesk>, Fault> {
    let Some(browser) = &visitor.browser else { return Ok(Vec::new()) };
    let sql = "select b.account, s.words from account_browsers b join account_pins p on p.account = b.account \
               join accounts a on a.id = b.account left join sealed s on s.id = a.name_id \
               where b.token = $1 and p.until_ms > $2 and p.wrong < $3 and not a.closed order by b.seen_ms desc limit $4";
    let rows = db.rows(sql, args![browser.digest(), visitor.at, PIN_TRIES_MAX, AT_DESK_MAX]).await?;
    rows.iter().map(|row| Ok(AtDesk { account: row.id("account")?, name: row.maybe_text("words")? })).collect()
}

/// Who can sign by PIN now, by name.
///
/// # Errors
/// A fault when the stores do not answer.
pub async fn ready(db: &Db, now: Time) -> Result<Vec<AtDesk>, Fault> {
    let sql = "select p.account, s.words from account_pins p join accounts a on a.id = p.account left join sealed s on s.id = a.name_id \
               where p.until_ms > $1 and p.wrong < $2 and not a.closed order by s.words, p.account limit $3";
    let rows = db.rows(sql, args![now, PIN_TRIES_MAX, AT_DESK_MAX]).await?;
    rows.iter().map(|row| Ok(AtDesk { account: row.id("account")?, name: row.maybe_text("words")? })).collect()
}
