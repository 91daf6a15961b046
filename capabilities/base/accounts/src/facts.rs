//! What can have happened to an account and to a token. No name, no secret and no hash of one is ever in here.

use kernel::{AreaCode, Id, Sealed, Time};
use serde::{Deserialize, Serialize};

/// What can have happened to an account. Who did it stands in the envelope.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccountFact {
    /// It was opened for a person of an area. The name they sign in with is in a store.
    Opened {
        /// The area whose administrators look after it.
        area: AreaCode,
        /// The person's name.
        name: Sealed,
    },
    /// The person's name was set anew.
    Renamed {
        /// The person's name.
        name: Sealed,
    },
    /// The person was given a post: a kind that the policies know, in an area.
    PostGranted {
        /// Which grant.
        post: Id,
        /// The kind of post, as the policies name it.
        post_kind: String,
        /// The area it answers for.
        area: AreaCode,
        /// What the post is called, where it has a name of its own.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        title: String,
        /// When it ends by itself, where an end was set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Time>,
    },
    /// The person no longer holds a post.
    PostEnded {
        /// Which grant.
        post: Id,
    },
    /// The person was called to a case.
    MembershipGiven {
        /// The case.
        case: Id,
        /// When it ends by itself, where an end was set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<Time>,
    },
    /// The person is no longer on a case.
    MembershipEnded {
        /// The case.
        case: Id,
    },
    /// A password was set.
    PasswordSet {},
    /// One-time codes are asked for from now on.
    CodesEnrolled {},
    /// One-time codes are no longer asked for.
    CodesRemoved {},
    /// A PIN for shared desks was set.
    PinSet {
        /// When it ends, by the machine's clock.
        until: Time,
    },
    /// The person signed in.
    SignedIn {
        /// The session that began.
        session: Id,
        /// By what means.
        means: Means,
    },
    /// A session ended before its time.
    SignedOut {
        /// The session.
        session: Id,
        /// Why.
        why: Ending,
    },
    /// The person took more than their posts give, for a short time, and said why.
    BreakGlassTaken {
        /// Where it holds.
        area: AreaCode,
        /// Why, in their words.
        reason: Sealed,
        /// When it ends.
        until: Time,
    },
    /// The glass was given back before its time.
    BreakGlassEnded {},
    /// It was closed: nobody signs in with it any more.
    Closed {
        /// Why, in the words of whoever closed it.
        reason: Sealed,
    },
    /// It was opened again.
    Reopened {},
}

/// By what means a person signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Means {
    /// By password.
    Password,
    /// By password and one-time code.
    PasswordAndCode,
    /// By PIN, at a desk where somebody was signed in.
    Pin,
    /// By a one-time link.
    Link,
}

/// Why a session ended before its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// The person signed out.
    SignedOut,
    /// It was revoked from a list of sessions.
    Revoked,
    /// The password was changed elsewhere.
    PasswordChanged,
    /// Somebody else took over the desk.
    DeskTaken,
    /// The account was closed.
    AccountClosed,
}

/// What can have happened to a token of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum TokenFact {
    /// It was issued for a post in an area.
    Issued {
        /// The kind of post whose powers it has.
        post_kind: String,
        /// The area it answers for.
        area: AreaCode,
        /// The only actions it may be used for; all of the post when there are none.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        actions: Vec<String>,
        /// The account that issued it, where a person did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        account: Option<Id>,
        /// When it ends, by the machine's clock.
        until: Time,
    },
    /// It was revoked.
    Revoked {},
}
