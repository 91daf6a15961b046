//! Why something asked of a report or an instruction is refused.

use kernel::{Arg, Kind, Reason};

/// Why something asked of a report or an instruction is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such report or instruction.
    NotFound,
    /// There is no such incident.
    NoIncident,
    /// The incident has ended: only final, verified and correcting reports follow.
    IncidentEnded,
    /// The incident has ended, and the time in which changed figures still count has passed.
    WindowOver,
    /// A zero report says that nothing has changed, and so many figures have.
    NotZero(usize),
    /// Not a word was given.
    NothingSaid,
    /// A text is too long; so many characters are allowed.
    TooLong(usize),
    /// More than so many.
    TooMany(usize),
    /// It was sent: it is never altered, only another can take its place.
    AlreadySent,
    /// It has not been sent to anybody.
    NotSent,
    /// Another report has taken its place.
    Superseded,
    /// It was thrown away.
    Voided,
    /// The words were changed since they were seen.
    Changed {
        /// At which version.
        version: u64,
    },
    /// A time lies in the future.
    InTheFuture,
    /// A time lies in the past.
    InThePast,
    /// Nobody is named whom it goes to.
    NoAddressee,
    /// This way needs a number or address.
    NoAddress {
        /// Whose.
        name: String,
    },
    /// There is no such sending of this report.
    UnknownSending,
    /// A post is missing: who signs, gives, or is told.
    NobodyNamed,
    /// There is no oral signature that paper could follow.
    NotSignedOrally,
    /// A reason is missing.
    NoReason,
    /// The instruction was withdrawn or closed.
    Ended,
}

impl Reason for Refusal {
    fn key(&self) -> &'static str {
        match self {
            Self::NotFound => "reports-refused-not-found",
            Self::NoIncident => "reports-refused-no-incident",
            Self::IncidentEnded => "reports-refused-incident-ended",
            Self::WindowOver => "reports-refused-window-over",
            Self::NotZero(_) => "reports-refused-not-zero",
            Self::NothingSaid => "reports-refused-nothing-said",
            Self::TooLong(_) => "reports-refused-too-long",
            Self::TooMany(_) => "reports-refused-too-many",
            Self::AlreadySent => "reports-refused-already-sent",
            Self::NotSent => "reports-refused-not-sent",
            Self::Superseded => "reports-refused-superseded",
            Self::Voided => "reports-refused-voided",
            Self::Changed { .. } => "reports-refused-changed",
            Self::InTheFuture => "reports-refused-in-the-future",
            Self::InThePast => "reports-refused-in-the-past",
            Self::NoAddressee => "reports-refused-no-addressee",
            Self::NoAddress { .. } => "reports-refused-no-address",
            Self::UnknownSending => "reports-refused-unknown-sending",
            Self::NobodyNamed => "reports-refused-nobody-named",
            Self::NotSignedOrally => "reports-refused-not-signed-orally",
            Self::NoReason => "reports-refused-no-reason",
            Self::Ended => "reports-refused-ended",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        let number = |n: usize| Arg::Number(i64::try_from(n).unwrap_or(i64::MAX));
        match self {
            Self::NotZero(n) => vec![("n", number(*n))],
            Self::TooLong(max) | Self::TooMany(max) => vec![("max", number(*max))],
            Self::Changed { version } => vec![("version", i64::try_from(*version).unwrap_or(i64::MAX).into())],
            Self::NoAddress { name } => vec![("name", name.clone().into())],
            _ => Vec::new(),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::IncidentEnded => Some("reports-hint-incident-ended"),
            Self::WindowOver => Some("reports-hint-window-over"),
            Self::NotZero(_) => Some("reports-hint-not-zero"),
            Self::AlreadySent => Some("reports-hint-already-sent"),
            Self::Superseded => Some("reports-hint-superseded"),
            Self::Changed { .. } => Some("reports-hint-changed"),
            Self::NoAddressee => Some("reports-hint-no-addressee"),
            _ => None,
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::NotFound | Self::NoIncident | Self::UnknownSending => Kind::NotFound,
            Self::IncidentEnded
            | Self::WindowOver
            | Self::NotZero(_)
            | Self::AlreadySent
            | Self::NotSent
            | Self::Superseded
            | Self::Voided
            | Self::Ended => Kind::Conflict,
            Self::Changed { .. } => Kind::Stale,
            _ => Kind::Invalid,
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self:?}")
    }
}
