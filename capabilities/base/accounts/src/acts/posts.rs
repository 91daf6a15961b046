//! Giving and ending posts, and calling people to cases.

use kernel::{Act, AreaCode, Given, Id, Time};

use super::{ADMINISTRATOR, AccountKnown, Refusal, ahead, open};
use crate::facts::AccountFact;
use crate::names::TITLE_CHARS_MAX;
use crate::state::Account;

/// How many posts one person holds at most.
pub const POSTS_MAX: usize = 20;
/// How many cases one person is on at most at once.
pub const MEMBERSHIPS_MAX: usize = 100;

/// Give a person a post. Whether the kind exists is known to whoever asks the policies.
#[derive(Debug, Clone)]
pub struct GrantPost {
    /// Which grant.
    pub post: Id,
    /// The kind, as the policies name it.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// What it is called; may be empty.
    pub title: String,
    /// When it ends by itself.
    pub until: Option<Time>,
}

/// End a post that a person holds.
#[derive(Debug, Clone)]
pub struct EndPost {
    /// The account.
    pub account: Id,
    /// Which grant.
    pub post: Id,
}

/// Call a person to a case, wherever it is.
#[derive(Debug, Clone)]
pub struct GiveMembership {
    /// The case.
    pub case: Id,
    /// When it ends by itself.
    pub until: Option<Time>,
}

/// Let a person go from a case: proposed when the case is closed.
#[derive(Debug, Clone)]
pub struct EndMembership {
    /// The case.
    pub case: Id,
}

impl Act for GrantPost {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), given: &Given) -> Result<Vec<AccountFact>, Refusal> {
        let now = open(now)?;
        ahead(self.until, given.at)?;
        if self.kind.is_empty() {
            return Err(Refusal::PostKind);
        }
        if self.title.chars().count() > TITLE_CHARS_MAX {
            return Err(Refusal::Title);
        }
        let same = |post: &crate::GrantedPost| (&post.kind, post.area, post.until) == (&self.kind, self.area, self.until);
        if now.posts_at(given.at).any(|(id, post)| *id == self.post || same(post)) {
            return Ok(Vec::new());
        }
        if now.posts_at(given.at).count() >= POSTS_MAX {
            return Err(Refusal::TooManyPosts);
        }
        let Self { post, kind, area, title, until } = self;
        Ok(vec![AccountFact::PostGranted { post, post_kind: kind, area, title, until }])
    }
}

impl Act for EndPost {
    type Subject = Account;
    type Known = AccountKnown;
    type Refusal = Refusal;

    fn decide(self, now: &Account, known: &AccountKnown, given: &Given) -> Result<Vec<AccountFact>, Refusal> {
        if now.home.is_none() {
            return Err(Refusal::NoSuchAccount);
        }
        let Some(post) = now.posts.get(&self.post) else { return Ok(Vec::new()) };
        let another = |(id, other): (&Id, &crate::GrantedPost)| *id != self.post && other.kind == ADMINISTRATOR;
        if post.kind == ADMINISTRATOR && now.is_open() && !known.other_administrators && !now.posts_at(given.at).any(another) {
            return Err(Refusal::LastAdministrator);
        }
        Ok(vec![AccountFact::PostEnded { post: self.post }])
    }
}

impl Act for GiveMembership {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), given: &Given) -> Result<Vec<AccountFact>, Refusal> {
        let now = open(now)?;
        ahead(self.until, given.at)?;
        if now.memberships.get(&self.case) == Some(&self.until) {
            return Ok(Vec::new());
        }
        let live = now.memberships.values().filter(|until| until.is_none_or(|end| end > given.at)).count();
        if live >= MEMBERSHIPS_MAX && !now.memberships.contains_key(&self.case) {
            return Err(Refusal::TooManyMemberships);
        }
        Ok(vec![AccountFact::MembershipGiven { case: self.case, until: self.until }])
    }
}

impl Act for EndMembership {
    type Subject = Account;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Account, (): &(), _: &Given) -> Result<Vec<AccountFact>, Refusal> {
        if now.home.is_none() {
            return Err(Refusal::NoSuchAccount);
        }
        if !now.memberships.contains_key(&self.case) {
            return Ok(Vec::new());
        }
        Ok(vec![AccountFact::MembershipEnded { case: self.case }])
    }
}
