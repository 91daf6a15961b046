//! What is known of callers between two of their requests: for a moment it is used without asking the database again, and for as long
//! as a live page of theirs is open it is kept as new as the journal.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use desk::Envelope;
use kernel::{Subject as _, Time};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;
use web::{Caller, Credential};

use crate::gate::Asker;
use crate::secret::Digested;
use crate::state::{Account, Token};

/// How long what is known of a caller is used without asking the database again, in milliseconds. A session that another process
/// revokes is worth nothing after that.
const KNOWN_MS: i64 = 400;
/// How many callers are known at once; then those who neither ask nor listen are forgotten.
const KNOWN_MAX: usize = 20_000;
/// Who neither asked nor listened for so long is not being answered any more, in milliseconds.
const GONE_MS: i64 = 60_000;

/// A caller with what counts for them.
#[derive(Clone)]
pub(crate) struct Standing {
    pub caller: Caller,
    pub asker: Asker,
    /// The only actions that a token may be used for; none for all.
    pub only: Vec<String>,
    /// When it was read and when it ends, by the machine's clock.
    pub loaded: Time,
    pub until: Time,
}

/// Everybody who is known.
pub(crate) struct Known {
    heard: Receiver<Arc<Envelope>>,
    by_token: HashMap<Digested, Arc<Standing>>,
    by_credential: HashMap<Credential, Kept>,
}

struct Kept {
    standing: Arc<Standing>,
    /// When its caller last asked or listened, by the machine's clock.
    used: Time,
    /// Whether something has happened to the account since it was read.
    changed: bool,
}

impl Known {
    /// Nobody yet; what happens to accounts is heard of by `heard`.
    pub fn hearing(heard: Receiver<Arc<Envelope>>) -> Self {
        Self { heard, by_token: HashMap::new(), by_credential: HashMap::new() }
    }

    /// Whoever has the token with this digest, if they were read a moment ago and nothing has happened to their account since.
    pub fn recall(&mut self, digest: &Digested, now: Time) -> Option<Arc<Standing>> {
        self.hear();
        let standing = self.by_token.get(digest)?;
        let fresh = now.since_ms(standing.loaded) < KNOWN_MS && standing.until > now;
        fresh.then(|| standing.clone())
    }

    pub fn remember(&mut self, digest: Digested, standing: Standing) {
        let now = standing.loaded;
        if self.by_token.len().max(self.by_credential.len()) >= KNOWN_MAX {
            self.by_token.clear();
            self.by_credential.retain(|_, kept| now.since_ms(kept.used) < GONE_MS);
        }
        let standing = Arc::new(standing);
        let kept = Kept { standing: standing.clone(), used: now, changed: false };
        self.by_credential.insert(standing.caller.credential.clone(), kept);
        self.by_token.insert(digest, standing);
    }

    /// Asks the database again for whoever asks from now on. Those who are being answered, and pages that listen, keep what they have.
    pub fn forget(&mut self) {
        self.by_token.clear();
    }

    /// What counts for a caller who was let in.
    pub fn of(&self, caller: &Caller) -> Option<Arc<Standing>> {
        let kept = self.by_credential.get(&caller.credential)?;
        (kept.standing.caller.account == caller.account).then(|| kept.standing.clone())
    }

    /// Of those who listen, whoever must be read again: something has happened to the account, or has ended by itself at `at`, the
    /// world's time. `now` is the machine's.
    pub fn outdated(&mut self, listening: &[Credential], (now, at): (Time, Time)) -> Vec<Arc<Standing>> {
        self.hear();
        let mut outdated = Vec::new();
        for credential in listening {
            let Some(kept) = self.by_credential.get_mut(credential) else { continue };
            kept.used = now;
            let standing = &kept.standing;
            if standing.asker.person && (kept.changed || standing.asker.has_lost_something(at)) {
                outdated.push(standing.clone());
            }
        }
        outdated
    }

    /// Puts what was read in the place of what was known, unless the caller was read meanwhile.
    pub fn renew(&mut self, former: &Arc<Standing>, asker: Asker) {
        if let Some(kept) = self.by_credential.get_mut(&former.caller.credential)
            && Arc::ptr_eq(&kept.standing, former)
        {
            kept.standing = Arc::new(Standing { asker, ..Standing::clone(former) });
            kept.changed = false;
        }
    }

    /// Notes whose account has changed, whichever process changed it.
    fn hear(&mut self) {
        let (mut accounts, mut missed) = (HashSet::new(), false);
        loop {
            match self.heard.try_recv() {
                Ok(fact) => {
                    if let Some((Account::NAME | Token::NAME, id)) = fact.stream.split_once('/') {
                        accounts.insert(id.to_owned());
                    }
                }
                Err(TryRecvError::Lagged(_)) => missed = true,
                Err(TryRecvError::Empty | TryRecvError::Closed) => break,
            }
        }
        if accounts.is_empty() && !missed {
            return;
        }
        let touches = |standing: &Standing| missed || accounts.contains(standing.caller.account.as_str());
        self.by_token.retain(|_, standing| !touches(standing));
        for kept in self.by_credential.values_mut() {
            kept.changed |= touches(&kept.standing);
        }
    }
}

impl Asker {
    /// Whether something that counted when this was read has ended since.
    fn has_lost_something(&self, at: Time) -> bool {
        let (posts, cases) = (self.posts.iter().map(|post| post.until), self.cases.iter().map(|(_, until)| *until));
        let glass = self.glass.iter().map(|(_, until)| Some(*until));
        posts.chain(cases).chain(glass).flatten().any(|until| until > self.at && until <= at)
    }
}
