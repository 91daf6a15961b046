//! Faults: what went wrong with the database, the disk or the network, for the operator. Never a rule of the field.

use std::fmt;
use std::sync::Arc;

use kernel::Reason;

/// Something outside the rules failed. Cheap to clone, because one failed commit answers everybody who waited for it.
#[derive(Clone)]
pub struct Fault {
    sort: FaultSort,
    what: Arc<str>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

/// What the caller can make of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultSort {
    /// A bounded queue is full: try again shortly.
    Busy,
    /// The database, disk or network does not answer or has no room: try again later, nothing was done.
    Unavailable,
    /// The connection was lost while a commit was under way and did not come back in time to ask: it may have been done.
    /// Asking again under the same key does it once.
    Uncertain,
    /// What was read does not have the expected form, or the program is at fault.
    Broken,
}

/// Why something was not done: a rule refused it, or a fault stopped it.
#[derive(Debug)]
pub enum NotDone {
    /// A rule refused it; the reason is for the person who asked.
    Refused(Box<dyn Reason>),
    /// A fault stopped it; nothing was done, unless the fault is [`FaultSort::Uncertain`].
    Fault(Fault),
}

impl Fault {
    /// A bounded queue called `what` is full.
    #[must_use]
    pub fn busy(what: &str) -> Self {
        Self { sort: FaultSort::Busy, what: what.into(), source: None }
    }

    /// `what` does not answer or has no room.
    #[must_use]
    pub fn unavailable(what: impl Into<String>) -> Self {
        Self { sort: FaultSort::Unavailable, what: what.into().into(), source: None }
    }

    /// Whether `what` was done is not known.
    #[must_use]
    pub fn uncertain(what: impl Into<String>) -> Self {
        Self { sort: FaultSort::Uncertain, what: what.into().into(), source: None }
    }

    /// `what` is not as it must be.
    #[must_use]
    pub fn broken(what: impl Into<String>) -> Self {
        Self { sort: FaultSort::Broken, what: what.into().into(), source: None }
    }

    /// The same fault with the error it came from.
    #[must_use]
    pub fn from_error(self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self { source: Some(Arc::new(source)), ..self }
    }

    /// What the caller can make of it.
    #[must_use]
    pub const fn sort(&self) -> FaultSort {
        self.sort
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        let mut next: Option<&dyn std::error::Error> = self.source.as_ref().map(|s| &**s as &dyn std::error::Error);
        while let Some(error) = next {
            write!(f, ": {error}")?;
            next = error.source();
        }
        Ok(())
    }
}

impl fmt::Debug for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}: {self}", self.sort)
    }
}

impl std::error::Error for Fault {}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::unavailable("database").from_error(error)
    }
}

impl From<tokio_postgres::Error> for Fault {
    fn from(error: tokio_postgres::Error) -> Self {
        Self::unavailable("database").from_error(error)
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::unavailable("disk").from_error(error)
    }
}

impl From<serde_json::Error> for Fault {
    fn from(error: serde_json::Error) -> Self {
        Self::broken("JSON").from_error(error)
    }
}

impl From<Fault> for NotDone {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl<R: Reason> From<R> for NotDone {
    fn from(reason: R) -> Self {
        Self::Refused(Box::new(reason))
    }
}

impl NotDone {
    /// The key of the refusal, or nothing for a fault.
    #[must_use]
    pub fn refusal_key(&self) -> Option<&'static str> {
        match self {
            Self::Refused(reason) => Some(reason.key()),
            Self::Fault(_) => None,
        }
    }
}

impl fmt::Display for NotDone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(reason) => write!(f, "refused: {reason}"),
            Self::Fault(fault) => write!(f, "fault: {fault}"),
        }
    }
}
