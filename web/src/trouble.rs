//! What a door answers instead of what was asked: a refusal, a fault, or a request that cannot be read.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use desk::{Fault, FaultSort, NotDone};
use kernel::{Arg, Kind, Reason};

use crate::{Say, Word, words};

/// Why a door does not answer as asked. The frame turns it into problem+json or a page, in the reader's language.
#[derive(Debug)]
pub enum Trouble {
    /// A rule refused what was asked.
    Refused(Box<dyn Reason>),
    /// The database, the disk or the network stopped it.
    Fault(Fault),
    /// There is no such thing, or not for this reader.
    NotFound,
    /// Somebody must sign in first.
    NotSignedIn,
    /// The policies do not allow it.
    NotAllowed {
        /// The action that was asked for.
        action: String,
    },
    /// The request did not come from one of our own pages.
    Forged,
    /// Fields do not hold what they should.
    Fields(Vec<FieldTrouble>),
    /// The request cannot be read.
    Unreadable {
        /// 400, 415 or 422.
        status: StatusCode,
        /// What the reader of it said, for programmers.
        detail: String,
    },
    /// The body is larger than the door takes.
    TooLarge {
        /// What it takes, in kB.
        limit_kb: usize,
    },
    /// The door takes other methods.
    Method,
    /// Too many ask at once.
    Busy,
    /// It took too long.
    Late,
}

/// One field that does not hold what it should.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldTrouble {
    /// The field's name, as the form or the JSON has it.
    pub field: String,
    /// What is wrong, in words.
    pub word: Word,
    /// What the words are about.
    pub args: Vec<(&'static str, Arg)>,
}

/// A trouble in the reader's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The key that programs can rely on.
    pub key: &'static str,
    /// What is so.
    pub title: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Trouble {
    /// A refusal for `reason`.
    #[must_use]
    pub fn refused(reason: impl Reason) -> Self {
        Self::Refused(Box::new(reason))
    }

    /// One field that does not hold what it should.
    #[must_use]
    pub fn field(field: impl Into<String>, word: Word) -> Self {
        Self::Fields(vec![FieldTrouble { field: field.into(), word, args: Vec::new() }])
    }

    /// The status it is answered with. `matched` says whether the request carried `If-Match`.
    #[must_use]
    pub fn status(&self, matched: bool) -> StatusCode {
        match self {
            Self::Refused(reason) => match reason.kind() {
                Kind::NotFound => StatusCode::NOT_FOUND,
                Kind::Stale if matched => StatusCode::PRECONDITION_FAILED,
                Kind::Conflict | Kind::Stale => StatusCode::CONFLICT,
                Kind::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            },
            Self::Fault(_) | Self::Busy | Self::Late => StatusCode::SERVICE_UNAVAILABLE,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotSignedIn => StatusCode::UNAUTHORIZED,
            Self::NotAllowed { .. } | Self::Forged => StatusCode::FORBIDDEN,
            Self::Fields(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Unreadable { status, .. } => *status,
            Self::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// What is so and what to do, in the reader's words.
    #[must_use]
    pub fn told(&self, say: &Say) -> Told {
        let plain = |word: Word, hint: Option<Word>| Told {
            key: word.key(),
            title: say.word(word).into_owned(),
            hint: hint.map(|h| say.word(h).into_owned()),
        };
        match self {
            Self::Refused(reason) => {
                let (title, hint) = say.reason(reason.as_ref());
                Told { key: reason.key(), title, hint }
            }
            Self::Fault(fault) if fault.sort() == FaultSort::Busy => plain(words::TROUBLE_BUSY, Some(words::TROUBLE_BUSY_HINT)),
            Self::Fault(fault) if fault.sort() == FaultSort::Uncertain => {
                plain(words::TROUBLE_UNCERTAIN, Some(words::TROUBLE_UNCERTAIN_HINT))
            }
            Self::Fault(_) => plain(words::TROUBLE_FAULT, Some(words::TROUBLE_FAULT_HINT)),
            Self::NotFound => plain(words::TROUBLE_NOT_FOUND, Some(words::TROUBLE_NOT_FOUND_HINT)),
            Self::NotSignedIn => plain(words::TROUBLE_SIGN_IN, Some(words::TROUBLE_SIGN_IN_HINT)),
            Self::NotAllowed { .. } => plain(words::TROUBLE_NOT_ALLOWED, Some(words::TROUBLE_NOT_ALLOWED_HINT)),
            Self::Forged => plain(words::TROUBLE_FORGED, Some(words::TROUBLE_FORGED_HINT)),
            Self::Fields(_) => plain(words::TROUBLE_FIELDS, Some(words::TROUBLE_FIELDS_HINT)),
            Self::Unreadable { .. } => plain(words::TROUBLE_UNREADABLE, None),
            Self::TooLarge { limit_kb } => {
                Told { key: words::TROUBLE_TOO_LARGE.key(), title: say.count(words::TROUBLE_TOO_LARGE, *limit_kb), hint: None }
            }
            Self::Method => plain(words::TROUBLE_METHOD, None),
            Self::Busy => plain(words::TROUBLE_BUSY, Some(words::TROUBLE_BUSY_HINT)),
            Self::Late => plain(words::TROUBLE_LATE, Some(words::TROUBLE_BUSY_HINT)),
        }
    }
}

impl FieldTrouble {
    /// What is wrong, in the reader's words.
    #[must_use]
    pub fn told(&self, say: &Say) -> String {
        say.with(self.word, &self.args)
    }
}

impl From<NotDone> for Trouble {
    fn from(not_done: NotDone) -> Self {
        match not_done {
            NotDone::Refused(reason) => Self::Refused(reason),
            NotDone::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<Fault> for Trouble {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Self {
        Self::Fault(Fault::broken("template").from_error(error))
    }
}

/// A trouble on its way out of a handler, which does not know the reader; the guard writes it for them.
#[derive(Clone)]
pub(crate) struct Carried(pub std::sync::Arc<std::sync::Mutex<Option<Trouble>>>);

impl Carried {
    pub fn take(&self) -> Option<Trouble> {
        self.0.lock().ok()?.take()
    }
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        let mut response = self.status(false).into_response();
        response.extensions_mut().insert(Carried(std::sync::Arc::new(std::sync::Mutex::new(Some(self)))));
        response
    }
}
