//! What can be asked of an account and a token, and when it is refused.

mod account;
mod glass;
mod posts;
mod signing_in;
mod tokens;

pub use account::{AccountKnown, Close, Open, Rename, Reopen};
pub use glass::{BreakGlass, EndGlass, GLASS_MINUTES_MAX};
pub use posts::{EndMembership, EndPost, GiveMembership, GrantPost, MEMBERSHIPS_MAX, POSTS_MAX};
pub use signing_in::{EnrolCodes, NewSession, PasswordKnown, PasswordProof, RemoveCodes, SetPassword, SetPin, SignIn, SignOut};
pub use tokens::{ACTIONS_MAX, IssueToken, RevokeToken, TOKEN_DAYS_MAX};

use kernel::{Arg, Kind, Reason, Time};

use crate::names;

/// The kind of post that looks after accounts. One of them must always be left.
pub const ADMINISTRATOR: &str = "administrator";

/// Why an act on an account or a token is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such account.
    NoSuchAccount,
    /// The account is closed.
    AccountClosed,
    /// Somebody else signs in with this name.
    SignInTaken,
    /// A person needs a name, and it has an end.
    PersonName,
    /// The name was changed since it was seen.
    NameChanged,
    /// The title of a post is too long.
    Title,
    /// A kind of post is missing.
    PostKind,
    /// Nobody holds so many posts.
    TooManyPosts,
    /// Nobody is on so many cases at once.
    TooManyMemberships,
    /// An end that has already passed.
    EndPassed {
        /// The end as it was given.
        until: Time,
    },
    /// Nobody would be left to look after accounts.
    LastAdministrator,
    /// A reason is missing, too short or too long.
    NeedsReason,
    /// Break-glass lasts no longer than [`GLASS_MINUTES_MAX`].
    GlassTooLong,
    /// The one-time link was used or has run out.
    LinkOver,
    /// A token ends, and not later than after [`TOKEN_DAYS_MAX`] days.
    TokenEnd,
    /// Nobody lists so many actions; leave the list empty for all of the post.
    TooManyActions,
    /// There is no such token.
    NoSuchToken,
}

impl Reason for Refusal {
    fn key(&self) -> &'static str {
        match self {
            Self::NoSuchAccount => "accounts-refused-no-such-account",
            Self::AccountClosed => "accounts-refused-account-closed",
            Self::SignInTaken => "accounts-refused-sign-in-taken",
            Self::PersonName => "accounts-refused-person-name",
            Self::NameChanged => "accounts-refused-name-changed",
            Self::Title => "accounts-refused-title",
            Self::PostKind => "accounts-refused-post-kind",
            Self::TooManyPosts => "accounts-refused-too-many-posts",
            Self::TooManyMemberships => "accounts-refused-too-many-memberships",
            Self::EndPassed { .. } => "accounts-refused-end-passed",
            Self::LastAdministrator => "accounts-refused-last-administrator",
            Self::NeedsReason => "accounts-refused-needs-reason",
            Self::GlassTooLong => "accounts-refused-glass-too-long",
            Self::LinkOver => "accounts-refused-link-over",
            Self::TokenEnd => "accounts-refused-token-end",
            Self::TooManyActions => "accounts-refused-too-many-actions",
            Self::NoSuchToken => "accounts-refused-no-such-token",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        let number = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
        match self {
            Self::PersonName => vec![("max", number(names::PERSON_CHARS_MAX))],
            Self::Title => vec![("max", number(names::TITLE_CHARS_MAX))],
            Self::TooManyPosts => vec![("max", number(POSTS_MAX))],
            Self::TooManyMemberships => vec![("max", number(MEMBERSHIPS_MAX))],
            Self::EndPassed { until } => vec![("until", Arg::Time(*until))],
            Self::NeedsReason => vec![("min", number(names::REASON_CHARS_MIN)), ("max", number(names::REASON_CHARS_MAX))],
            Self::GlassTooLong => vec![("hours", Arg::Number(GLASS_MINUTES_MAX / 60))],
            Self::TokenEnd => vec![("days", Arg::Number(TOKEN_DAYS_MAX))],
            Self::TooManyActions => vec![("max", number(ACTIONS_MAX))],
            _ => Vec::new(),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::AccountClosed => Some("accounts-refused-account-closed-hint"),
            Self::SignInTaken => Some("accounts-refused-sign-in-taken-hint"),
            Self::LastAdministrator => Some("accounts-refused-last-administrator-hint"),
            Self::LinkOver => Some("accounts-refused-link-over-hint"),
            _ => None,
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::NoSuchAccount | Self::NoSuchToken => Kind::NotFound,
            Self::AccountClosed
            | Self::SignInTaken
            | Self::TooManyPosts
            | Self::TooManyMemberships
            | Self::LastAdministrator
            | Self::LinkOver => Kind::Conflict,
            Self::NameChanged => Kind::Stale,
            Self::PersonName
            | Self::Title
            | Self::PostKind
            | Self::EndPassed { .. }
            | Self::NeedsReason
            | Self::GlassTooLong
            | Self::TokenEnd
            | Self::TooManyActions => Kind::Invalid,
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

/// The account, if it is open.
fn open(now: &crate::Account) -> Result<&crate::Account, Refusal> {
    match now.home {
        None => Err(Refusal::NoSuchAccount),
        Some(_) if now.closed => Err(Refusal::AccountClosed),
        Some(_) => Ok(now),
    }
}

/// An end that lies ahead.
fn ahead(until: Option<Time>, at: Time) -> Result<(), Refusal> {
    match until {
        Some(until) if until <= at => Err(Refusal::EndPassed { until }),
        _ => Ok(()),
    }
}

/// A reason of some length.
fn reason_given(words: &str) -> Result<(), Refusal> {
    let chars = words.trim().chars().count();
    if (names::REASON_CHARS_MIN..=names::REASON_CHARS_MAX).contains(&chars) { Ok(()) } else { Err(Refusal::NeedsReason) }
}
