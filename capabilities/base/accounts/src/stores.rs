//! What is not a fact: rows of the stores that are written beside facts, and how long things are kept.

use desk::table;
use kernel::{Id, Time};

use crate::secret::{Digested, Secret};

/// How long failed sign-ins and refusals are kept, in days.
pub const AUDIT_DAYS: i64 = 180;
/// How long a session lasts at most, in minutes: a shift of 24 hours and its handovers.
pub const SESSION_MIN: i64 = 30 * 60;
/// A session that nobody used for so many minutes ends. A desk with a live page is in use.
pub const IDLE_MIN: i64 = 12 * 60;
/// How long a one-time link holds, in minutes: three days.
pub const LINK_MIN: i64 = 3 * 24 * 60;
/// How long a person has to type the one-time code after the password, in minutes.
pub const TICKET_MIN: i64 = 5;
/// How many wrong codes end a ticket; then the password is asked for again.
pub const CODE_TRIES_MAX: i64 = 5;
/// How long a browser is remembered after a person last signed in with it, in days.
pub const BROWSER_DAYS: i64 = 180;

const DAY_MIN: i64 = 24 * 60;

/// The time `days` before `at`.
#[must_use]
pub const fn days_before(at: Time, days: i64) -> Time {
    at.plus_min(-days * DAY_MIN)
}

table! {
    /// The name that a person signs in with.
    pub struct PersonRow in "account_people" by ("account") {
        /// The account.
        pub account: Id,
        /// The name, in its one form.
        pub sign_in: String,
        /// The language that the person chose.
        pub language: Option<String>,
    }
}

table! {
    /// The hash of a password.
    pub struct PasswordRow in "account_passwords" by ("account") {
        /// The account.
        pub account: Id,
        /// Argon2id as PHC text.
        pub hash: Secret,
    }
}

table! {
    /// The key of one-time codes.
    pub struct CodesRow in "account_codes" by ("account") {
        /// The account.
        pub account: Id,
        /// The key in base32.
        pub code_key: Secret,
        /// The last step that was used.
        pub last_step: u64,
    }
}

table! {
    /// The hash of a PIN.
    pub struct PinRow in "account_pins" by ("account") {
        /// The account.
        pub account: Id,
        /// Argon2id as PHC text.
        pub hash: Secret,
        /// When it ends, by the machine's clock.
        pub until_ms: Time,
        /// How many were wrong in a row.
        pub wrong: i64,
    }
}

table! {
    /// A session.
    pub struct SessionRow in "account_sessions" by ("id") {
        /// The session.
        pub id: Id,
        /// Whose it is.
        pub account: Id,
        /// The digest of its token.
        pub token: Digested,
        /// The post that the person chose to act on.
        pub post: Option<Id>,
        /// When it began.
        pub opened_ms: Time,
        /// When it was last used.
        pub seen_ms: Time,
        /// When it ends at the latest.
        pub until_ms: Time,
        /// The network address it was begun from.
        pub source: String,
        /// What the browser says it is.
        pub agent: String,
    }
}

table! {
    /// A one-time link.
    pub struct LinkRow in "account_links" by ("token") {
        /// The digest of the link.
        pub token: Digested,
        /// The account whose password it sets; nothing for the first administrator.
        pub account: Option<Id>,
        /// When it ends.
        pub until_ms: Time,
    }
}

table! {
    /// How a token of the API is found, and what it is for.
    pub struct TokenSecretRow in "account_tokens" by ("token") {
        /// The digest of the token.
        pub token: Digested,
        /// Which token.
        pub id: Id,
        /// What it is for.
        pub label: String,
    }
}
