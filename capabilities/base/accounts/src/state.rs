//! An account and a token as they are now, folded from their facts.

use std::collections::BTreeMap;

use kernel::{AreaCode, Id, Sealed, Subject, Time};

use crate::facts::{AccountFact, TokenFact};

/// How many sessions of one account are remembered as open; older ones have long run out.
pub const SESSIONS_REMEMBERED_MAX: usize = 64;

/// A person's account.
#[derive(Debug, Clone, Default)]
pub struct Account {
    /// The area whose administrators look after it; nothing before it is opened.
    pub home: Option<AreaCode>,
    /// The person's name, sealed.
    pub name: Option<Sealed>,
    /// The version at which the name was set.
    pub named_at: u64,
    /// How many facts there are.
    pub version: u64,
    /// Whether it was closed.
    pub closed: bool,
    /// Posts that are held.
    pub posts: BTreeMap<Id, GrantedPost>,
    /// Cases that the person was called to, each until when.
    pub memberships: BTreeMap<Id, Option<Time>>,
    /// Whether a password was set.
    pub password: bool,
    /// Whether one-time codes are asked for.
    pub codes: bool,
    /// Break-glass as it was last taken.
    pub glass: Option<TakenGlass>,
    /// Sessions that were not signed out of, the latest [`SESSIONS_REMEMBERED_MAX`].
    pub sessions: Vec<Id>,
}

/// A post that a person holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantedPost {
    /// The kind, as the policies name it.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// What it is called, where it has a name of its own.
    pub title: String,
    /// When it ends by itself.
    pub until: Option<Time>,
}

/// Break-glass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenGlass {
    /// The taking, named by its sealed reason.
    pub id: Id,
    /// Where it holds.
    pub area: AreaCode,
    /// When it ends.
    pub until: Time,
}

/// A token of the API.
#[derive(Debug, Clone, Default)]
pub struct Token {
    /// What it may be used for; nothing before it is issued.
    pub issued: Option<IssuedToken>,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// What a token may be used for.
#[derive(Debug, Clone)]
pub struct IssuedToken {
    /// The kind of post whose powers it has.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// The only actions it may be used for; all of the post when there are none.
    pub actions: Vec<String>,
    /// The account that issued it.
    pub account: Option<Id>,
    /// When it ends.
    pub until: Time,
}

impl Account {
    /// Whether it was opened and not closed.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        self.home.is_some() && !self.closed
    }

    /// The posts that hold at `at`.
    pub fn posts_at(&self, at: Time) -> impl Iterator<Item = (&Id, &GrantedPost)> {
        self.posts.iter().filter(move |(_, post)| post.until.is_none_or(|end| end > at))
    }

    /// The glass that is broken at `at`.
    #[must_use]
    pub fn glass_at(&self, at: Time) -> Option<&TakenGlass> {
        self.glass.as_ref().filter(|glass| glass.until > at)
    }
}

impl Subject for Account {
    const NAME: &'static str = "account";
    type Fact = AccountFact;

    fn fold(mut self, fact: &AccountFact) -> Self {
        self.version += 1;
        match fact {
            AccountFact::Opened { area, name } => {
                self.home = Some(*area);
                self.name = Some(name.clone());
                self.named_at = self.version;
            }
            AccountFact::Renamed { name } => {
                self.name = Some(name.clone());
                self.named_at = self.version;
            }
            AccountFact::PostGranted { post, post_kind, area, title, until } => {
                let granted = GrantedPost { kind: post_kind.clone(), area: *area, title: title.clone(), until: *until };
                self.posts.insert(post.clone(), granted);
            }
            AccountFact::PostEnded { post } => {
                self.posts.remove(post);
            }
            AccountFact::MembershipGiven { case, until } => {
                self.memberships.insert(case.clone(), *until);
            }
            AccountFact::MembershipEnded { case } => {
                self.memberships.remove(case);
            }
            AccountFact::PasswordSet {} => self.password = true,
            AccountFact::CodesEnrolled {} => self.codes = true,
            AccountFact::CodesRemoved {} => self.codes = false,
            AccountFact::PinSet { .. } => {}
            AccountFact::SignedIn { session, .. } => {
                self.sessions.push(session.clone());
                if self.sessions.len() > SESSIONS_REMEMBERED_MAX {
                    self.sessions.remove(0);
                }
            }
            AccountFact::SignedOut { session, .. } => self.sessions.retain(|open| open != session),
            AccountFact::BreakGlassTaken { area, reason, until } => {
                self.glass = Some(TakenGlass { id: reason.id.clone(), area: *area, until: *until });
            }
            AccountFact::BreakGlassEnded {} => self.glass = None,
            AccountFact::Closed { .. } => {
                self.closed = true;
                self.sessions.clear();
                self.glass = None;
            }
            AccountFact::Reopened {} => self.closed = false,
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        self.home
    }
}

impl Token {
    /// Whether it opens doors at `at`.
    #[must_use]
    pub fn is_good_at(&self, at: Time) -> bool {
        !self.revoked && self.issued.as_ref().is_some_and(|issued| issued.until > at)
    }
}

impl Subject for Token {
    const NAME: &'static str = "token";
    type Fact = TokenFact;

    fn fold(mut self, fact: &TokenFact) -> Self {
        match fact {
            TokenFact::Issued { post_kind, area, actions, account, until } => {
                self.issued = Some(IssuedToken {
                    kind: post_kind.clone(),
                    area: *area,
                    actions: actions.clone(),
                    account: account.clone(),
                    until: *until,
                });
            }
            TokenFact::Revoked {} => self.revoked = true,
        }
        self
    }

    fn area(&self) -> Option<AreaCode> {
        self.issued.as_ref().map(|issued| issued.area)
    }
}
