//! What a handler knows of the one request it answers: who asks, on which post, in which language, what they may.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use desk::{Db, Desk, Done, Look, TakenOut};
use kernel::{Actor, AreaCode, Given, Id, Once, Scope, World};

use crate::door::DoorFacts;
use crate::view::Theme;
use crate::{Caller, Say, Site, Trouble};

/// The one request, as its handler knows it. Take it as the first argument.
#[derive(Clone)]
pub struct Here {
    /// The frame.
    pub site: Site,
    /// Speaks to whoever asks.
    pub say: Say,
    /// Who asks; nobody at a public door without a session.
    pub caller: Option<Caller>,
    /// The door they came in by.
    pub door: Arc<DoorFacts>,
    /// What the request itself says.
    pub asked: Asked,
}

/// What the request itself says.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Its id: in the log, in the answer's `X-Request-Id`, on the page of a trouble.
    pub id: Id,
    /// Its path and query.
    pub path: String,
    /// Where it comes from.
    pub peer: Option<IpAddr>,
    /// The version that was seen: from `If-Match`, or a form's `seen`.
    pub seen: Option<u64>,
    /// Whether `If-Match` said so.
    pub matched: bool,
    /// The key under which it is done only once: from `Idempotency-Key`, or a form's `once`.
    pub once: Option<String>,
    /// What was asked, shortened to a hash: the same key with another request is refused.
    pub digest: String,
    /// How many acts it has performed so far.
    pub acts: Arc<AtomicU32>,
    /// Whether only a part of a page is asked for.
    pub fragment: bool,
    /// Light or dark, as this browser chose.
    pub theme: Theme,
    /// Whether this browser chose its language.
    pub language_chosen: bool,
}

impl Here {
    /// Who asks, at a door that somebody must be signed in for.
    ///
    /// # Errors
    /// Nobody is signed in.
    pub fn caller(&self) -> Result<&Caller, Trouble> {
        self.caller.as_ref().ok_or(Trouble::NotSignedIn)
    }

    /// Who acts, on which post, why, and what they saw: for `perform`.
    #[must_use]
    pub fn given(&self) -> Given {
        let mut given = match &self.caller {
            Some(caller) => Given::of(caller.actor.clone(), self.world()),
            None => Given::of(Actor(format!("public/{}", self.door.action)), self.world()),
        };
        if let Some(post) = self.caller.as_ref().and_then(|c| c.post.as_ref()) {
            given.post = Some(post.id.clone());
            given.area = Some(post.area);
        }
        given.cause = Some(format!("request/{}", self.asked.id));
        given.seen = self.asked.seen;
        given.once = self.asked.once.as_ref().map(|key| self.once(key));
        given
    }

    /// The key is the caller's own, and each act of one request has one of its own, counted in the order they are performed.
    fn once(&self, key: &str) -> Once {
        let who = self.caller.as_ref().map_or("public", |c| c.account.as_str());
        let n = self.asked.acts.fetch_add(1, Ordering::Relaxed);
        let nth = if n == 0 { String::new() } else { format!("/{n}") };
        Once { key: format!("http/{who}/{key}{nth}"), digest: self.asked.digest.clone() }
    }

    /// What may be seen under this door's action.
    #[must_use]
    pub fn scope(&self) -> Scope {
        self.scope_for(self.door.action)
    }

    /// What may be seen under `action`.
    #[must_use]
    pub fn scope_for(&self, action: &str) -> Scope {
        match &self.caller {
            Some(caller) => self.site.gate().scope(caller, action),
            None => self.site.gate().public_scope(action),
        }
    }

    /// Whether the caller may perform `action` in `area` or on `case`; without both, anywhere at all.
    #[must_use]
    pub fn may(&self, action: &str, area: Option<AreaCode>, case: Option<&Id>) -> bool {
        self.caller.as_ref().is_some_and(|caller| self.site.gate().may(caller, action, area, case))
    }

    /// Refuses unless the caller may perform this door's action in `area` or on `case`.
    ///
    /// # Errors
    /// They may not.
    pub fn require(&self, area: Option<AreaCode>, case: Option<&Id>) -> Result<(), Trouble> {
        if self.may(self.door.action, area, case) {
            Ok(())
        } else {
            Err(Trouble::NotAllowed { action: self.door.action.to_owned() })
        }
    }

    /// Performs one act for the caller, done only once under the request's key.
    ///
    /// # Errors
    /// The refusal or the fault.
    pub async fn perform<A: Look>(&self, id: &Id, act: A) -> Result<Done<A::Subject>, Trouble> {
        Ok(self.desk().perform(id, self.given(), act).await?)
    }

    /// Performs an act that makes a new thing, and names the thing. A repeat under the same key names what the first one made.
    ///
    /// # Errors
    /// The refusal or the fault.
    pub async fn perform_new<A: Look>(&self, act: A) -> Result<(Id, Done<A::Subject>), Trouble> {
        let fresh = self.new_id();
        let all = self.desk().perform_all(self.given(), vec![desk::one(&fresh, act)]).await?;
        let made = all.stream.as_deref().and_then(|s| s.split_once('/')).and_then(|(_, id)| Id::parse(id).ok());
        Ok((made.unwrap_or(fresh), all.state(0)?))
    }

    /// Records that the caller takes something out through this door. Only then may it be handed out.
    ///
    /// # Errors
    /// A fault when it cannot be recorded.
    pub async fn take_out(&self, taken: TakenOut) -> Result<(), Trouble> {
        let what = if taken.what.is_empty() { self.door.path.to_owned() } else { taken.what };
        Ok(self.desk().take_out(self.given(), TakenOut { what, ..taken }).await?)
    }

    /// A new id.
    #[must_use]
    pub fn new_id(&self) -> Id {
        self.site.new_id()
    }

    /// The desk.
    #[must_use]
    pub fn desk(&self) -> &Desk {
        self.site.desk()
    }

    /// Where reads ask.
    #[must_use]
    pub fn db(&self) -> &Db {
        self.site.db()
    }

    /// In which world this is.
    #[must_use]
    pub fn world(&self) -> World {
        self.site.world()
    }

    /// The token that forms of this page carry; empty where nobody is signed in by cookie.
    #[must_use]
    pub fn csrf(&self) -> &str {
        self.caller.as_ref().map_or("", |c| &c.csrf)
    }
}

impl FromRequestParts<Site> for Here {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Trouble> {
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or_else(|| Trouble::Fault(desk::Fault::broken("a handler was reached past the guard of its door")))
    }
}
