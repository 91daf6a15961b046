//! The keeper of the doors: finds who asks by cookie or token, and asks the policies what they may.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::ConnectInfo;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use desk::{Clock, Desk, Fault};
use kernel::{AreaCode, Id, Scope, Time};
use web::{Caller, Credential, Gate, Language, Soon, Texts};

use crate::audit::{self, About, Noted};
use crate::secret::{Secret, TOKEN_MARK};
use crate::standing::{Known, Standing};
use crate::throttle::source_of;
use crate::{callers, cookies};

/// A wrong token is noted once a minute and address, so that a program gone astray does not fill the audit.
const NOTED_EVERY_MS: i64 = 60_000;
/// How many addresses with wrong tokens are remembered; then all are forgotten.
const STRANGERS_MAX: usize = 1_000;
/// The kind of post that anybody holds at a public door, as the policies name it.
pub(crate) const PUBLIC: &str = "public";

/// Everything about a caller that counts for what they may do.
#[derive(Debug, Clone, Default)]
pub struct Asker {
    /// The posts that are held.
    pub posts: Vec<AskerPost>,
    /// The cases that the person was called to, each until when.
    pub cases: Vec<(Id, Option<Time>)>,
    /// Break-glass: where, and until when.
    pub glass: Option<(AreaCode, Time)>,
    /// Whether a person is signed in; a token is no person.
    pub person: bool,
    /// The time in the world.
    pub at: Time,
}

/// A post that counts.
#[derive(Debug, Clone)]
pub struct AskerPost {
    /// The kind, as the policies name it.
    pub kind: Arc<str>,
    /// The area it answers for.
    pub area: AreaCode,
    /// When it ends by itself.
    pub until: Option<Time>,
}

/// What answers for the policies: the program implements it over its authority.
pub trait Powers: Send + Sync + 'static {
    /// Whether the asker may do the action in this area or case; without both, anywhere at all.
    fn may(&self, asker: &Asker, action: &str, place: (Option<AreaCode>, Option<&Id>)) -> bool;
    /// What the asker may see under the action.
    fn scope(&self, asker: &Asker, action: &str) -> Scope;
    /// The kinds of post that exist, in the order in which people read them.
    fn kinds(&self) -> Vec<String>;
    /// Whether there is such an action.
    fn knows(&self, action: &str) -> bool;
}

/// The keeper of the doors.
pub struct Gatekeeper {
    desk: Desk,
    powers: Arc<dyn Powers>,
    /// The machine's clock, by which sessions and tokens end in every world.
    clock: Clock,
    secure: bool,
    words: Option<(Texts, Language)>,
    known: Mutex<Known>,
    /// When a wrong token was last noted, by address.
    strangers: Mutex<HashMap<String, Time>>,
}

impl Gatekeeper {
    /// Keeps the doors of `desk`. `secure` says whether browsers come by TLS: then the cookie has the prefix that binds it to this host.
    #[must_use]
    pub fn new(desk: Desk, powers: Arc<dyn Powers>, secure: bool) -> Self {
        let known = Mutex::new(Known::hearing(desk.tail()));
        Self { desk, powers, clock: Clock::machine(), secure, words: None, known, strangers: Mutex::default() }
    }

    /// The same with another clock in place of the machine's, for tests.
    #[must_use]
    pub fn with_clock(self, clock: Clock) -> Self {
        Self { clock, ..self }
    }

    /// The same, calling posts without a title of their own by the words for their kind; in `language` where the caller chose none.
    #[must_use]
    pub fn with_words(self, texts: Texts, language: Language) -> Self {
        Self { words: Some((texts, language)), ..self }
    }

    /// The caller with a post that is called something.
    fn named(&self, mut caller: Caller) -> Caller {
        if let (Some(post), Some((texts, language))) = (&mut caller.post, &self.words)
            && post.name == post.kind
        {
            let key = format!("accounts-kind-{}", post.kind);
            if texts.knows(&key) {
                post.name = texts.say(caller.language.unwrap_or(*language), &key, &[]).into_owned();
            }
        }
        caller
    }

    async fn find(&self, parts: &Parts) -> Result<Option<Caller>, Fault> {
        let now = self.clock.now();
        let bearer = parts.headers.get(AUTHORIZATION).and_then(|h| h.to_str().ok()).and_then(|h| h.strip_prefix("Bearer "));
        // Who sends a token is a program: a cookie beside it is not looked at.
        let (digest, by_cookie) = match bearer.map(str::trim) {
            Some(token) if token.starts_with(TOKEN_MARK) => (Secret::new(token).digest(), None),
            Some(_) => return Ok(None),
            None => match cookies::session(&parts.headers, self.secure) {
                Some(token) => (token.digest(), Some(token)),
                None => return Ok(None),
            },
        };
        if let Some(standing) = self.known().recall(&digest, now) {
            return Ok(Some(standing.caller.clone()));
        }
        let found = match &by_cookie {
            Some(token) => callers::by_session(&self.desk, token, now).await?,
            None => callers::by_token(&self.desk, &digest, now).await?,
        };
        if found.is_none() && by_cookie.is_none() {
            self.note_stranger(parts, now).await?;
        }
        Ok(found.map(|standing| {
            let standing = Standing { caller: self.named(standing.caller), ..standing };
            let caller = standing.caller.clone();
            self.known().remember(digest, standing);
            caller
        }))
    }

    async fn note_stranger(&self, parts: &Parts, now: Time) -> Result<(), Fault> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|peer| peer.0.ip());
        let source = peer.map_or_else(|| "local".to_owned(), source_of);
        if self.is_new(&source, now) {
            let about = About { account: None, source: &source, detail: "" };
            audit::note(&self.desk, Noted::WrongToken, about, now).await?;
        }
        Ok(())
    }

    fn is_new(&self, source: &str, now: Time) -> bool {
        let mut strangers = self.strangers.lock().unwrap_or_else(PoisonError::into_inner);
        if strangers.get(source).is_some_and(|noted| now.since_ms(*noted) < NOTED_EVERY_MS) {
            return false;
        }
        if strangers.len() >= STRANGERS_MAX {
            strangers.clear();
        }
        strangers.insert(source.to_owned(), now);
        true
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What counts for a caller, where the caller is one that this keeper let in.
    fn standing(&self, caller: &Caller) -> Option<Arc<Standing>> {
        self.known().of(caller)
    }

    /// Reads those who listen again where something has changed for them: a page that hears nothing new asks for nothing either.
    async fn catch_up(&self, listening: &[Credential], now: Time) -> Result<(), Fault> {
        let outdated = self.known().outdated(listening, (now, self.desk.now()));
        for standing in outdated {
            let asker = callers::asker(&self.desk, &standing.caller.account).await?;
            self.known().renew(&standing, asker);
        }
        Ok(())
    }

    /// The posts that exist, what a cookie is called, and whether an action exists, for the doors of this capability.
    pub(crate) fn powers(&self) -> &dyn Powers {
        self.powers.as_ref()
    }

    /// Whether browsers come by TLS.
    pub(crate) const fn is_secure(&self) -> bool {
        self.secure
    }

    /// Asks the database again for everybody, so that what was just changed counts at once in this process.
    pub fn forget(&self) {
        self.known().forget();
    }
}

impl Gate for Gatekeeper {
    fn caller<'a>(&'a self, parts: &'a Parts) -> Soon<'a, Result<Option<Caller>, Fault>> {
        Box::pin(self.find(parts))
    }

    fn may(&self, caller: &Caller, action: &str, area: Option<AreaCode>, case: Option<&Id>) -> bool {
        self.standing(caller)
            .is_some_and(|standing| standing.covers(action) && self.powers.may(&standing.asker, action, (area, case)))
    }

    fn scope(&self, caller: &Caller, action: &str) -> Scope {
        match self.standing(caller) {
            Some(standing) if standing.covers(action) => self.powers.scope(&standing.asker, action),
            _ => Scope::nothing(),
        }
    }

    fn public_scope(&self, action: &str) -> Scope {
        let public = AskerPost { kind: Arc::from(PUBLIC), area: self.desk.city(), until: None };
        self.powers.scope(&Asker { posts: vec![public], at: self.desk.now(), ..Asker::default() }, action)
    }

    fn still_good<'a>(&'a self, credentials: &'a [Credential]) -> Soon<'a, Result<Vec<Credential>, Fault>> {
        Box::pin(async move {
            let now = self.clock.now();
            let good = callers::still_good(&self.desk, credentials, now).await?;
            self.catch_up(&good, now).await?;
            Ok(good)
        })
    }
}

impl Standing {
    /// Whether a token was issued for this action.
    fn covers(&self, action: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|allowed| allowed == action)
    }
}

impl std::fmt::Debug for Gatekeeper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Gatekeeper")
    }
}
