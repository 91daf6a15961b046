//! Passwords, one-time codes and PINs set; sessions begun and ended. Whether a secret is right is decided before these acts are asked.

use kernel::{Act, Given, Id, Time};

use super::{Refusal, open};
use crate::facts::{AccountFact, Ending, Means};
use crate::secret::{Digested, Secret};
use crate::state::Account;

/// Set a password. All other sessions of the account end.
#[derive(Debug, Clone)]
pub struct SetPassword {
    /// The account.
    pub account: Id,
    /// The argon2 hash of the new password.
    pub hash: Secret,
    /// By what right.
    pub proof: PasswordProof,
}

/// By what right a password is set.
#[derive(Debug, Clone)]
pub enum PasswordProof {
    /// The old password was right; this session goes on.
    OldPassword {
        /// The session in which it is changed.
        session: Id,
    },
    /// A one-time link, used up by this.
    Link(Digested),
    /// Whoever has the data folder has everything: the command line.
    Operator,
}

/// What setting a password must know of the stores.
#[derive(Debug, Clone, Default)]
pub struct PasswordKnown {
    /// The sessions of the account.
    pub sessions: Vec<Id>,
    /// Whether the link is there and has not run out.
    pub link_holds: bool,
}

/// Ask for one-time codes from now on.
#[derive(Debug, Clone)]
pub struct EnrolCodes {
    /// The account.
    pub account: Id,
    /// The key.
    pub key: Secret,
    /// The step of the code that proved it; it is used up.
    pub step: u64,
}

/// No longer ask for one-time codes.
#[derive(Debug, Clone)]
pub struct RemoveCodes {
    /// The account.
    pub account: Id,
}

/// Set a PIN for shared desks.
#[derive(Debug, Clone)]
pub struct SetPin {
    /// The account.
    pub account: Id,
    /// The argon2 hash of the PIN.
    pub hash: Secret,
    /// When it ends.
    pub until: Time,
}

/// Begin a session.
#[derive(Debug, Clone)]
pub struct SignIn {
    /// The account.
    pub account: Id,
    /// By what means.
    pub means: Means,
    /// The session.
    pub session: NewSession,
}

/// A session on its way into the store.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// Which session.
    pub id: Id,
    /// The digest of its token.
    pub token: Digested,
    /// When it begins, by the machine's clock.
    pub opened: Time,
    /// When it ends at the latest, by the machine's clock.
    pub until: Time,
    /// The network address it was begun from.
    pub source: String,
    /// What the browser says it is.
    pub agent: String,
}

/// End a session before its time.
#[derive(Debug, Clone)]
pub struct SignOut {
    /// The session.
    pub session: Id,
    /// Why.
    pub why: Ending,
}

impl Act for SetPassword {
    type Subject = Account;
    type Known = PasswordKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Account, known: &PasswordKnown, _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        open(now)?;
        if matches!(self.proof, PasswordProof::Link(_)) && !known.link_holds {
            return Err(Refusal::LinkOver);
        }
        let ended =
            self.ended(known).map(|session| AccountFact::SignedOut { session: session.clone(), why: Ending::PasswordChanged });
        Ok(std::iter::once(AccountFact::PasswordSet {}).chain(ended).collect())
    }
}

impl SetPassword {
    /// The sessions that end with it.
    pub(crate) fn ended<'a>(&'a self, known: &'a PasswordKnown) -> impl Iterator<Item = &'a Id> {
        let kept = match &self.proof {
            PasswordProof::OldPassword { session } => Some(session),
            PasswordProof::Link(_) | PasswordProof::Operator => None,
        };
        known.sessions.iter().filter(move |session| Some(*session) != kept)
    }
}

impl Act for EnrolCodes {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        open(now)?;
        Ok(vec![AccountFact::CodesEnrolled {}])
    }
}

impl Act for RemoveCodes {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        if open(now)?.codes { Ok(vec![AccountFact::CodesRemoved {}]) } else { Ok(Vec::new()) }
    }
}

impl Act for SetPin {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        open(now)?;
        Ok(vec![AccountFact::PinSet { until: self.until }])
    }
}

impl Act for SignIn {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        open(now)?;
        Ok(vec![AccountFact::SignedIn { session: self.session.id, means: self.means }])
    }
}

impl Act for SignOut {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        if now.home.is_none() {
            return Err(Refusal::NoSuchAccount);
        }
        if !now.sessions.contains(&self.session) {
            return Ok(Vec::new());
        }
        Ok(vec![AccountFact::SignedOut { session: self.session, why: self.why }])
    }
}
