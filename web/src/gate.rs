//! Who stands at a door, and whether they may come in. The program implements it over accounts and authority.

use std::future::Future;
use std::pin::Pin;

use axum::http::request::Parts;
use desk::Fault;
use kernel::{Actor, AreaCode, Id, Scope};

use crate::Language;

/// A future that a trait object can give.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The keeper of all doors. Everything is refused unless it allows it, reading included.
pub trait Gate: Send + Sync + 'static {
    /// Who asks, by session cookie or bearer token; nobody when there is neither or it is no longer good.
    fn caller<'a>(&'a self, parts: &'a Parts) -> Soon<'a, Result<Option<Caller>, Fault>>;

    /// Whether `caller` may perform `action` in `area` or on `case`. Without both: whether they may anywhere at all.
    /// It is asked many times a request, so it must be cheap: decided once per action and area, then kept.
    fn may(&self, caller: &Caller, action: &str, area: Option<AreaCode>, case: Option<&Id>) -> bool;

    /// What `caller` may see under `action`.
    fn scope(&self, caller: &Caller, action: &str) -> Scope;

    /// What anybody may see under `action` at a public door.
    fn public_scope(&self, action: &str) -> Scope;

    /// Which of these are still good. Asked twice a second while live streams are open, so that a revoked session's
    /// streams end within a second. At most [`CREDENTIALS_ASKED_MAX`] at a time.
    fn still_good<'a>(&'a self, credentials: &'a [Credential]) -> Soon<'a, Result<Vec<Credential>, Fault>>;
}

/// How many credentials are asked about at once.
pub const CREDENTIALS_ASKED_MAX: usize = 500;

/// What a caller came in with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Credential {
    /// A session cookie: changes need the session's CSRF token.
    Session(Id),
    /// A bearer token of the API.
    Token(Id),
}

/// Who stands at the door.
#[derive(Debug, Clone)]
pub struct Caller {
    /// As facts name them.
    pub actor: Actor,
    /// Their account.
    pub account: Id,
    /// Their name, as the bar shows it.
    pub name: String,
    /// The post they act on now.
    pub post: Option<PostHeld>,
    /// The language they chose for their account.
    pub language: Option<Language>,
    /// The token that changes from their session must carry; empty for bearer tokens, which need none.
    pub csrf: String,
    /// What they came in with.
    pub credential: Credential,
}

/// A post that a caller acts on.
#[derive(Debug, Clone)]
pub struct PostHeld {
    /// Which post.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// What sort of post it is, as the policies name it: `duty-officer`.
    pub kind: String,
}

impl Caller {
    /// Their session, where they came in with a cookie.
    #[must_use]
    pub const fn session(&self) -> Option<&Id> {
        match &self.credential {
            Credential::Session(id) => Some(id),
            Credential::Token(_) => None,
        }
    }
}
