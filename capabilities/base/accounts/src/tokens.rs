//! Tokens of the API: issued for a post in an area, shown once, found again by their digest.

use desk::{Desk, NotDone};
use kernel::{Actor, AreaCode, Given, Id, Time};

use crate::acts::{IssueToken, Refusal, RevokeToken};
use crate::names::{LABEL_CHARS_MAX, bounded};
use crate::secret::Secret;

/// How many days a token holds when nothing else is said.
pub const TOKEN_DAYS: i64 = 90;

/// What a token is to be good for.
#[derive(Debug, Clone)]
pub struct TokenFor {
    /// The kind of post whose powers it has, as the policies name it. Whether it exists is for the caller to ask.
    pub kind: String,
    /// The area it answers for.
    pub area: AreaCode,
    /// The only actions it may be used for; empty for all of the post.
    pub actions: Vec<String>,
    /// For how many days from now.
    pub days: i64,
    /// What it is for, in a word.
    pub label: String,
}

/// A token just issued. This is the only time that it is seen.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Which token.
    pub id: Id,
    /// The token itself.
    pub token: Secret,
    /// When it ends, by the machine's clock.
    pub until: Time,
}

/// Issues a token on behalf of whoever has the data folder: what `account token` prints. Works while the server runs.
///
/// # Errors
/// Refused when the kind is empty or the days are too many; a fault when it cannot be recorded.
pub async fn issue_token(desk: &Desk, what: TokenFor) -> Result<Issued, NotDone> {
    issue(desk, Given::of(Actor("system/command-line".to_owned()), desk.world()), what).await
}

/// Issues a token on behalf of `given`.
///
/// # Errors
/// As [`issue_token`].
pub async fn issue(desk: &Desk, given: Given, what: TokenFor) -> Result<Issued, NotDone> {
    let (id, token, at) = (desk.new_id(), Secret::api_token(&desk.chance().secret()), desk::machine_now());
    let label = if what.label.trim().is_empty() { Some(String::new()) } else { bounded(&what.label, 1, LABEL_CHARS_MAX) };
    let until = at.plus_min(what.days.saturating_mul(24 * 60));
    let account = given.actor.0.strip_prefix("account/").and_then(|id| Id::parse(id).ok());
    let act = IssueToken {
        token: id.clone(),
        kind: what.kind,
        area: what.area,
        actions: what.actions,
        account,
        at,
        until,
        digest: token.digest(),
        label: label.ok_or(Refusal::Title)?,
    };
    desk.perform(&id, given, act).await?;
    Ok(Issued { id, token, until })
}

/// Revokes a token.
///
/// # Errors
/// Refused when there is none; a fault when it cannot be recorded.
pub async fn revoke(desk: &Desk, given: Given, token: &Id) -> Result<(), NotDone> {
    desk.perform(token, given, RevokeToken { token: token.clone() }).await?;
    Ok(())
}
