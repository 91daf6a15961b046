//! Letting people in: by password and one-time code. A right password from a source that never failed is heard at once, whoever else fails.

use desk::{Db, Desk, Fault, NotDone, args};
use kernel::{Actor, Given, Id};

use crate::acts::{NewSession, SignIn};
use crate::audit::{self, About, Noted};
use crate::code;
use crate::facts::Means;
use crate::failures::{self, Counted};
use crate::hashing;
use crate::names::SignInName;
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::stores::{BROWSER_DAYS, CODE_TRIES_MAX, SESSION_MIN, TICKET_MIN, days_before};
use crate::visitor::Visitor;

/// What was typed to be let in.
#[derive(Debug, Clone)]
pub struct Typed {
    /// The sign-in name as it was typed.
    pub name: String,
    /// The password.
    pub password: Secret,
}

/// How far somebody came with name and password.
#[derive(Debug, Clone)]
pub enum Came {
    /// They are in.
    In(LetIn),
    /// The one-time code is still owed, for this ticket.
    OwesCode(Secret),
}

/// Somebody who was let in.
#[derive(Debug, Clone)]
pub struct LetIn {
    /// Their account.
    pub account: Id,
    /// The session that began.
    pub session: Id,
    /// The token of the session, for the cookie and for nobody else.
    pub token: Secret,
    /// The token that marks the browser from now on.
    pub browser: Secret,
}

/// An account as signing in sees it.
struct Known {
    account: Id,
    open: bool,
    hash: Option<Secret>,
}

/// Lets somebody in by name and password, or says that the code is owed.
///
/// # Errors
/// Refused without saying which of name and password was wrong; a fault when the stores do not answer.
pub async fn by_password(desk: &Desk, typed: &Typed, visitor: &Visitor) -> Result<Came, NotDone> {
    let known = find(desk.db(), &typed.name).await?;
    let account = known.as_ref().map(|k| &k.account);
    let known_browser = match (account, &visitor.browser) {
        (Some(account), Some(browser)) => is_known(desk.db(), browser, account).await?.then_some(account),
        _ => None,
    };
    let about = About { account, source: &visitor.source, detail: "" };
    let counted = Counted::of_name(&typed.name, known_browser, visitor);
    let attempt = match failures::begin(desk, counted, visitor.at).await? {
        Ok(attempt) => attempt,
        Err(heard_at) => {
            audit::note(desk, Noted::Throttled, about, visitor.at).await?;
            return Err(NotLetIn::wait(heard_at, visitor.at).into());
        }
    };
    if !hashing::belongs(&typed.password, known.as_ref().and_then(|k| k.hash.clone())).await? {
        audit::note(desk, Noted::WrongPassword, about, visitor.at).await?;
        return Err(NotLetIn::NameOrPassword.into());
    }
    let Some(known) = known.as_ref().filter(|k| k.open) else {
        audit::note(desk, Noted::Closed, about, visitor.at).await?;
        return Err(NotLetIn::NameOrPassword.into());
    };
    attempt.was_right(desk).await?;
    after_proof(desk, &known.account, Means::Password, visitor).await
}

/// Lets the person of `account` in, or asks for the one-time code first where it is asked for.
///
/// # Errors
/// Refused when the account is closed; a fault when it cannot be recorded.
pub(crate) async fn after_proof(desk: &Desk, account: &Id, means: Means, visitor: &Visitor) -> Result<Came, NotDone> {
    let codes = desk.db().one("select account from account_codes where account = $1", args![account]).await?;
    if codes.is_some() {
        return Ok(Came::OwesCode(ticket(desk, account, visitor).await?));
    }
    Ok(Came::In(let_in(desk, account, means, visitor).await?))
}

/// Lets somebody in who gave the right password before and now the right code.
///
/// # Errors
/// Refused when the code is wrong or was used, or the ticket is over; a fault when the stores do not answer.
pub async fn by_code(desk: &Desk, ticket: &Secret, typed: &str, visitor: &Visitor) -> Result<LetIn, NotDone> {
    let digest = ticket.digest();
    let sql = "select account from account_tickets where token = $1 and until_ms > $2 and wrong < $3";
    let row = desk.db().one(sql, args![&digest, visitor.at, CODE_TRIES_MAX]).await?.ok_or(NotLetIn::TicketOver)?;
    let account = row.id("account")?;
    let about = About { account: Some(&account), source: &visitor.source, detail: "" };
    let known_browser = match &visitor.browser {
        Some(browser) => is_known(desk.db(), browser, &account).await?,
        None => false,
    };
    // A right password brings a new ticket, so tickets alone would bound nothing.
    let attempt = match failures::begin(desk, Counted::of_code(&account, known_browser, visitor), visitor.at).await? {
        Ok(attempt) => attempt,
        Err(heard_at) => {
            audit::note(desk, Noted::Throttled, about, visitor.at).await?;
            return Err(NotLetIn::wait(heard_at, visitor.at).into());
        }
    };
    // The try is counted before the code is looked at, so that many at once cannot share one count.
    let sql = "update account_tickets set wrong = wrong + 1 where token = $1 and until_ms > $2 and wrong < $3";
    let counted = desk.store(vec![(sql.into(), args![&digest, visitor.at, CODE_TRIES_MAX])]).await?;
    if counted != [1] {
        return Err(NotLetIn::TicketOver.into());
    }
    if !use_code(desk, &account, typed, visitor).await? {
        audit::note(desk, Noted::WrongCode, about, visitor.at).await?;
        return Err(NotLetIn::Code.into());
    }
    attempt.was_right(desk).await?;
    desk.store(vec![("delete from account_tickets where token = $1".into(), args![&digest])]).await?;
    let_in(desk, &account, Means::PasswordAndCode, visitor).await
}

/// Begins a session for somebody who has proved who they are. The token is new: whatever the browser held before is worth nothing.
///
/// # Errors
/// Refused when the account is closed; a fault when it cannot be recorded.
pub async fn let_in(desk: &Desk, account: &Id, means: Means, visitor: &Visitor) -> Result<LetIn, NotDone> {
    let (session, let_in) = new_session(desk, account, visitor);
    desk.perform(account, given(desk, account), SignIn { account: account.clone(), means, session }).await?;
    remember_browser(desk, &let_in, visitor).await?;
    Ok(let_in)
}

/// A session that has not begun yet, and what its person is given when it does.
pub(crate) fn new_session(desk: &Desk, account: &Id, visitor: &Visitor) -> (NewSession, LetIn) {
    let token = Secret::new(desk.chance().secret());
    let session = NewSession {
        id: desk.chance().id(visitor.at),
        token: token.digest(),
        opened: visitor.at,
        until: visitor.at.plus_min(SESSION_MIN),
        source: visitor.source.clone(),
        agent: visitor.agent.clone(),
    };
    let browser = visitor.browser.clone().unwrap_or_else(|| Secret::new(desk.chance().secret()));
    let let_in = LetIn { account: account.clone(), session: session.id.clone(), token, browser };
    (session, let_in)
}

/// Remembers that this person signed in with this browser, and forgets browsers and sessions that are long out of use.
pub(crate) async fn remember_browser(desk: &Desk, let_in: &LetIn, visitor: &Visitor) -> Result<(), Fault> {
    let remember = "insert into account_browsers (token, account, seen_ms) values ($1, $2, $3) \
                    on conflict (token, account) do update set seen_ms = excluded.seen_ms";
    let statements = vec![
        (remember.into(), args![let_in.browser.digest(), &let_in.account, visitor.at]),
        ("delete from account_browsers where seen_ms < $1".into(), args![days_before(visitor.at, BROWSER_DAYS)]),
        ("delete from account_sessions where until_ms < $1".into(), args![visitor.at]),
        ("delete from account_tickets where until_ms < $1".into(), args![visitor.at]),
        ("delete from account_links where until_ms < $1".into(), args![visitor.at]),
    ];
    desk.store(statements).await.map(|_| ())
}

/// An act of the person themselves. It carries no idempotency key, whose digest would be made of what was typed.
pub(crate) fn given(desk: &Desk, account: &Id) -> Given {
    Given::of(Actor(format!("account/{account}")), desk.world())
}

/// Whether the code is right now and was not used; if so, it is used from now on, by exactly one of those who try it at once.
pub(crate) async fn use_code(desk: &Desk, account: &Id, typed: &str, visitor: &Visitor) -> Result<bool, Fault> {
    let row = desk.db().one("select code_key, last_step from account_codes where account = $1", args![account]).await?;
    let Some(row) = row else { return Ok(false) };
    let last_step = u64::try_from(row.int("last_step")?).ok();
    let Some(step) = code::accepts(&Secret::new(row.text("code_key")?), typed, visitor.at, last_step) else { return Ok(false) };
    let sql = "update account_codes set last_step = $1 where account = $2 and last_step < $3";
    Ok(desk.store(vec![(sql.into(), args![step, account, step])]).await? == [1])
}

async fn ticket(desk: &Desk, account: &Id, visitor: &Visitor) -> Result<Secret, Fault> {
    let ticket = Secret::new(desk.chance().secret());
    let sql = "insert into account_tickets (token, account, until_ms, wrong) values ($1, $2, $3, 0)";
    desk.store(vec![(sql.into(), args![ticket.digest(), account, visitor.at.plus_min(TICKET_MIN)])]).await?;
    Ok(ticket)
}

async fn find(db: &Db, typed: &str) -> Result<Option<Known>, Fault> {
    let Ok(name) = SignInName::parse(typed) else { return Ok(None) };
    let sql = "select p.account, s.hash, a.closed from account_people p join accounts a on a.id = p.account \
               left join account_passwords s on s.account = p.account where p.sign_in = $1";
    let row = db.one(sql, args![name.as_str()]).await?;
    row.map(|row| {
        Ok(Known { account: row.id("account")?, open: !row.bool("closed")?, hash: row.maybe_text("hash")?.map(Secret::new) })
    })
    .transpose()
}

async fn is_known(db: &Db, browser: &Secret, account: &Id) -> Result<bool, Fault> {
    let sql = "select token from account_browsers where token = $1 and account = $2";
    Ok(db.one(sql, args![browser.digest(), account]).await?.is_some())
}
