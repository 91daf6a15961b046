//! Opening an account, naming its person, closing and reopening it.

use desk::Sealing;
use kernel::{Act, AreaCode, Given, Id};

use super::{Refusal, open, reason_given};
use crate::facts::{AccountFact, Ending};
use crate::names::{PERSON_CHARS_MAX, SignInName};
use crate::state::Account;

/// What an act on a whole account must know of the others and of the stores.
#[derive(Debug, Clone, Default)]
pub struct AccountKnown {
    /// Whether another account signs in with the name.
    pub sign_in_taken: bool,
    /// Whether an open account besides this one holds a post that looks after accounts.
    pub other_administrators: bool,
    /// The sessions of this account that the store holds.
    pub sessions: Vec<Id>,
}

/// Open an account for a person.
#[derive(Debug, Clone)]
pub struct Open {
    /// The account.
    pub account: Id,
    /// The area whose administrators look after it.
    pub area: AreaCode,
    /// The person's name.
    pub name: Sealing,
    /// The name that they sign in with.
    pub sign_in: SignInName,
}

/// Set the person's name anew.
#[derive(Debug, Clone)]
pub struct Rename {
    /// The person's name.
    pub name: Sealing,
}

/// Close an account. Its sessions end, and nobody signs in with it any more.
#[derive(Debug, Clone)]
pub struct Close {
    /// The account.
    pub account: Id,
    /// Why.
    pub reason: Sealing,
}

/// Open a closed account again.
#[derive(Debug, Clone)]
pub struct Reopen {}

impl Act for Open {
    type Subject = Account;
    type Known = AccountKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Account, known: &AccountKnown, _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        if now.home.is_some() {
            return Ok(Vec::new());
        }
        named(&self.name)?;
        if known.sign_in_taken {
            return Err(Refusal::SignInTaken);
        }
        Ok(vec![AccountFact::Opened { area: self.area, name: self.name.sealed }])
    }
}

impl Act for Rename {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), given: &Given) -> Result<Vec<AccountFact>, Refusal> {
        let now = open(now)?;
        named(&self.name)?;
        if given.seen.is_some_and(|seen| seen < now.named_at) {
            return Err(Refusal::NameChanged);
        }
        Ok(vec![AccountFact::Renamed { name: self.name.sealed }])
    }
}

impl Act for Close {
    type Subject = Account;
    type Known = AccountKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Account, known: &AccountKnown, given: &Given) -> Result<Vec<AccountFact>, Refusal> {
        if now.closed {
            return Ok(Vec::new());
        }
        let now = open(now)?;
        reason_given(&self.reason.words)?;
        let administers = now.posts_at(given.at).any(|(_, post)| post.kind == super::ADMINISTRATOR);
        if administers && !known.other_administrators {
            return Err(Refusal::LastAdministrator);
        }
        let ended =
            known.sessions.iter().map(|session| AccountFact::SignedOut { session: session.clone(), why: Ending::AccountClosed });
        Ok(ended.chain([AccountFact::Closed { reason: self.reason.sealed }]).collect())
    }
}

impl Act for Reopen {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        match (now.home, now.closed) {
            (None, _) => Err(Refusal::NoSuchAccount),
            (Some(_), false) => Ok(Vec::new()),
            (Some(_), true) => Ok(vec![AccountFact::Reopened {}]),
        }
    }
}

fn named(name: &Sealing) -> Result<(), Refusal> {
    let chars = name.words.trim().chars().count();
    if (1..=PERSON_CHARS_MAX).contains(&chars) { Ok(()) } else { Err(Refusal::PersonName) }
}
