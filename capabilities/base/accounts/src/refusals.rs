//! Why somebody is not let in, or a secret will not do. These say no more than whoever asks may know.

use kernel::{Arg, Kind, Reason, Time};

use crate::names::{SIGN_IN_CHARS_MAX, SIGN_IN_CHARS_MIN};
use crate::password::{PASSWORD_CHARS_MAX, PASSWORD_CHARS_MIN, Weak};
use crate::pin::{PIN_DIGITS_MAX, PIN_DIGITS_MIN, WeakPin};

/// Why somebody is not let in, or a secret will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotLetIn {
    /// No such name, or not this password, or the account is closed: which of them is not said.
    NameOrPassword,
    /// Too many have failed; the next try is heard in so many seconds.
    Wait {
        /// Seconds.
        seconds: i64,
    },
    /// The one-time code is wrong or was used.
    Code,
    /// The password was too long ago, or too many codes were wrong.
    TicketOver,
    /// The one-time link was used or has run out.
    LinkOver,
    /// The PIN is wrong.
    Pin,
    /// There is no PIN that holds: it has run out, or too many were wrong.
    NoPin,
    /// The old password is wrong.
    OldPassword,
    /// A sign-in name is letters, digits and a few signs.
    SignInName,
    /// The password will not do.
    WeakPassword(Weak),
    /// The PIN will not do.
    WeakPin(WeakPin),
    /// The two passwords differ.
    Different,
    /// There is no such language.
    Language,
    /// There is no such post, or the person does not hold it.
    NotHeld,
    /// The person of an open account is not erased.
    StillOpen,
    /// A session of somebody else, or none.
    NoSuchSession,
    /// The kind of post is not one that the policies know.
    UnknownKind,
    /// The action is not one that the policies know.
    UnknownAction,
    /// Not an area code, or not an area of this city's administrators.
    Area,
}

impl NotLetIn {
    /// The refusal of a try that is not heard yet.
    #[must_use]
    pub fn wait(heard_at: Time, at: Time) -> Self {
        Self::Wait { seconds: (heard_at.since_ms(at) + 999).div_euclid(1_000).max(1) }
    }
}

impl Reason for NotLetIn {
    fn key(&self) -> &'static str {
        match self {
            Self::NameOrPassword => "accounts-refused-name-or-password",
            Self::Wait { .. } => "accounts-refused-wait",
            Self::Code => "accounts-refused-code",
            Self::TicketOver => "accounts-refused-ticket-over",
            Self::LinkOver => "accounts-refused-link-over",
            Self::Pin => "accounts-refused-pin",
            Self::NoPin => "accounts-refused-no-pin",
            Self::OldPassword => "accounts-refused-old-password",
            Self::SignInName => "accounts-refused-sign-in-name",
            Self::WeakPassword(Weak::Short | Weak::Long) => "accounts-refused-password-length",
            Self::WeakPassword(Weak::HoldsName) => "accounts-refused-password-holds-name",
            Self::WeakPassword(Weak::Guessed) => "accounts-refused-password-guessed",
            Self::WeakPin(WeakPin::NotDigits) => "accounts-refused-pin-digits",
            Self::WeakPin(WeakPin::Guessed) => "accounts-refused-pin-guessed",
            Self::Different => "accounts-refused-different",
            Self::Language => "accounts-refused-language",
            Self::NotHeld => "accounts-refused-not-held",
            Self::StillOpen => "accounts-refused-still-open",
            Self::NoSuchSession => "accounts-refused-no-such-session",
            Self::UnknownKind => "accounts-refused-post-kind",
            Self::UnknownAction => "accounts-refused-unknown-action",
            Self::Area => "accounts-refused-area",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        let number = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
        let span = |min, max| vec![("min", number(min)), ("max", number(max))];
        match self {
            Self::Wait { seconds } => vec![("seconds", Arg::Number(*seconds))],
            Self::SignInName => span(SIGN_IN_CHARS_MIN, SIGN_IN_CHARS_MAX),
            Self::WeakPassword(Weak::Short | Weak::Long) => span(PASSWORD_CHARS_MIN, PASSWORD_CHARS_MAX),
            Self::WeakPin(WeakPin::NotDigits) => span(PIN_DIGITS_MIN, PIN_DIGITS_MAX),
            _ => Vec::new(),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NameOrPassword => Some("accounts-refused-name-or-password-hint"),
            Self::Wait { .. } => Some("accounts-refused-wait-hint"),
            Self::Code => Some("accounts-refused-code-hint"),
            Self::LinkOver => Some("accounts-refused-link-over-hint"),
            Self::NoPin => Some("accounts-refused-no-pin-hint"),
            Self::WeakPassword(_) => Some("accounts-refused-password-hint"),
            _ => None,
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::Wait { .. } | Self::TicketOver | Self::LinkOver | Self::NoPin | Self::StillOpen => Kind::Conflict,
            Self::NoSuchSession => Kind::NotFound,
            _ => Kind::Invalid,
        }
    }
}

impl std::fmt::Display for NotLetIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}
