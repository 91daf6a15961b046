//! Reading requests: JSON, queries and paths, refused with problem+json in the reader's language instead of plain text.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::{Site, Trouble};

/// The JSON body of a request.
#[derive(Debug, Clone)]
pub struct Json<T>(pub T);

/// The query of a request.
#[derive(Debug, Clone)]
pub struct Query<T>(pub T);

/// What varies in the path of a request. What cannot be read names nothing: 404.
#[derive(Debug, Clone)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Site> for Json<T> {
    type Rejection = Trouble;

    async fn from_request(request: Request, _site: &Site) -> Result<Self, Trouble> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|k| k.to_str().ok()).unwrap_or("").to_owned();
        if !is_json(&kind) {
            let detail = format!("expected application/json, not {kind:?}");
            return Err(Trouble::Unreadable { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, detail });
        }
        // The guard has read the body already, no larger than the door takes.
        let bytes = axum::body::to_bytes(request.into_body(), usize::MAX)
            .await
            .map_err(|e| Trouble::Unreadable { status: StatusCode::BAD_REQUEST, detail: e.to_string() })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            let status = if error.is_data() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::BAD_REQUEST };
            Trouble::Unreadable { status, detail: error.to_string() }
        })
    }
}

fn is_json(kind: &str) -> bool {
    let kind = kind.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

impl<T: DeserializeOwned> FromRequestParts<Site> for Query<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, _site: &Site) -> Result<Self, Trouble> {
        axum::extract::Query::<T>::try_from_uri(&parts.uri)
            .map(|query| Self(query.0))
            .map_err(|e| Trouble::Unreadable { status: StatusCode::BAD_REQUEST, detail: e.body_text() })
    }
}

impl<T: DeserializeOwned + Send> FromRequestParts<Site> for Path<T> {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Trouble> {
        let path = axum::extract::Path::<T>::from_request_parts(parts, site).await;
        path.map(|path| Self(path.0)).map_err(|_| Trouble::NotFound)
    }
}
