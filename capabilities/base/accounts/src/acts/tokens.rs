//! Issuing and revoking tokens of the API.

use kernel::{Act, AreaCode, Given, Id, Time};

use super::Refusal;
use crate::facts::TokenFact;
use crate::secret::Digested;
use crate::state::Token;

/// How many days a token holds at most.
pub const TOKEN_DAYS_MAX: i64 = 400;
/// How many actions a token names at most.
pub const ACTIONS_MAX: usize = 50;

/// Issue a token with the powers of a kind of post in an area.
#[derive(Debug, Clone)]
pub struct IssueToken {
    /// The token.
    pub token: Id,
    /// The kind of post, as the policies name it.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// The only actions it may be used for; empty for all of the post.
    pub actions: Vec<String>,
    /// The account that issues it; nobody on the command line.
    pub account: Option<Id>,
    /// When it is issued, by the machine's clock: a token is used by machines, in every world.
    pub at: Time,
    /// When it ends, by the machine's clock.
    pub until: Time,
    /// The digest of the token itself.
    pub digest: Digested,
    /// What it is for, in a word; may be empty.
    pub label: String,
}

/// Revoke a token.
#[derive(Debug, Clone)]
pub struct RevokeToken {
    /// The token.
    pub token: Id,
}

impl Act for IssueToken {
    type Subject = Token;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Token, (): &(), _: &Given) -> Result<Vec<TokenFact>, Refusal> {
        if now.issued.is_some() {
            return Ok(Vec::new());
        }
        if self.kind.is_empty() {
            return Err(Refusal::PostKind);
        }
        if self.until <= self.at || self.until > self.at.plus_min(TOKEN_DAYS_MAX * 24 * 60) {
            return Err(Refusal::TokenEnd);
        }
        if self.actions.len() > ACTIONS_MAX {
            return Err(Refusal::TooManyActions);
        }
        let Self { kind, area, actions, account, until, .. } = self;
        Ok(vec![TokenFact::Issued { post_kind: kind, area, actions, account, until }])
    }
}

impl Act for RevokeToken {
    type Subject = Token;
    type Known = ();
    type Refusal = Refusal;

    fn decide(self, now: &Token, (): &(), _: &Given) -> Result<Vec<TokenFact>, Refusal> {
        match (&now.issued, now.revoked) {
            (None, _) => Err(Refusal::NoSuchToken),
            (Some(_), true) => Ok(Vec::new()),
            (Some(_), false) => Ok(vec![TokenFact::Revoked {}]),
        }
    }
}
