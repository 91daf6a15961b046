//! Writing a trouble for whoever met it: problem+json (RFC 9457) for programs, a page for people.

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, LOCATION, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::door::DoorKind;
use crate::layout::{Sheet, TroublePage};
use crate::{Here, Trouble, words};

/// A refusal or fault of the API, as RFC 9457 has it.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// What sort of problem it is, for programs: `urn:watchfire:problem:` and the key.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is so, in the reader's language.
    pub title: String,
    /// The status again.
    pub status: u16,
    /// More about it, for programmers or from the fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// What to do, in the reader's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The request's id, as the log has it.
    pub instance: String,
    /// What is wrong with single fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<ProblemField>,
}

/// What is wrong with one field.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProblemField {
    /// The field's name.
    pub field: String,
    /// What is wrong with it, in the reader's language.
    pub detail: String,
}

impl Problem {
    /// Writes `trouble` for the reader who is `here`.
    #[must_use]
    pub fn of(here: &Here, trouble: &Trouble) -> Self {
        let told = trouble.told(&here.say);
        let (detail, errors) = match trouble {
            Trouble::Unreadable { detail, .. } => (Some(detail.clone()), Vec::new()),
            Trouble::NotAllowed { action } => (Some(action.clone()), Vec::new()),
            Trouble::Fields(fields) => {
                let told = |f: &crate::FieldTrouble| ProblemField { field: f.field.clone(), detail: f.told(&here.say) };
                (None, fields.iter().map(told).collect())
            }
            _ => (None, Vec::new()),
        };
        Self {
            kind: format!("urn:watchfire:problem:{}", told.key),
            title: told.title,
            status: trouble.status(here.asked.matched).as_u16(),
            detail,
            hint: told.hint,
            instance: format!("urn:uuid:{}", here.asked.id),
            errors,
        }
    }
}

/// The answer to whoever met the trouble. A fault is logged here, and nowhere else.
pub(crate) fn told(here: &Here, trouble: &Trouble) -> Response {
    if let Trouble::Fault(fault) = trouble {
        tracing::error!(request = %here.asked.id, door = here.door.path, %fault, "a fault stopped a request");
    }
    if here.door.is_api() {
        return json(here, trouble);
    }
    let reading = here.door.method.is_safe();
    if matches!(trouble, Trouble::NotSignedIn) && reading && !here.asked.fragment && here.door.kind != DoorKind::File {
        return sign_in(here);
    }
    page(here, trouble)
}

fn json(here: &Here, trouble: &Trouble) -> Response {
    let problem = Problem::of(here, trouble);
    let body = serde_json::to_vec(&problem).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = trouble.status(here.asked.matched);
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    if matches!(trouble, Trouble::NotSignedIn) {
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

fn sign_in(here: &Here) -> Response {
    let next: String = here.asked.path.bytes().fold(String::new(), |mut out, b| {
        if b.is_ascii_alphanumeric() || b"/-_.~".contains(&b) {
            out.push(char::from(b));
        } else {
            out.push_str(&format!("%{b:02X}"));
        }
        out
    });
    let to = HeaderValue::try_from(format!("{}?next={next}", here.site.0.sign_in)).unwrap_or(HeaderValue::from_static("/"));
    (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response()
}

fn page(here: &Here, trouble: &Trouble) -> Response {
    let told = trouble.told(&here.say);
    let detail = match trouble {
        Trouble::Unreadable { detail, .. } => Some(detail.as_str()),
        _ => None,
    };
    let status = trouble.status(here.asked.matched);
    let body = TroublePage {
        say: &here.say,
        hint: told.hint.as_deref(),
        detail,
        request: here.asked.id.as_str(),
        sign_in: sign_in_path(here, trouble),
    };
    let written = here.page(Sheet::titled(told.title).status(status), &body);
    written
        .map_or_else(|_| (status, here.say.word(words::TROUBLE_FAULT).into_owned()).into_response(), IntoResponse::into_response)
}

fn sign_in_path(here: &Here, trouble: &Trouble) -> Option<&'static str> {
    matches!(trouble, Trouble::NotSignedIn).then_some(here.site.0.sign_in)
}
