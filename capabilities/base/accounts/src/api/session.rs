//! `/api/session`: signing in and out for programs that act for a person, and changing the person at a desk.

use std::sync::Arc;

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use kernel::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{Json, Trouble};

use crate::cookies;
use crate::doorstep::{Doorstep, Office};
use crate::facts::Ending;
use crate::pins;
use crate::refusals::NotLetIn;
use crate::secret::Secret;
use crate::signing_in::{self, Came, LetIn, Typed};

/// Name and password, or the ticket that they earned and the one-time code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSession {
    /// The sign-in name.
    #[serde(default)]
    name: String,
    /// The password.
    #[serde(default)]
    #[schema(format = "password")]
    password: String,
    /// The ticket of an answer 202.
    #[serde(default)]
    ticket: Option<String>,
    /// The one-time code, with the ticket.
    #[serde(default)]
    code: String,
}

/// A session that began (201), or what is owed before it begins (202).
#[derive(Serialize, ToSchema)]
pub(super) struct Session {
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<web::shape::Id>)]
    account: Option<Id>,
    /// The session; its token is in the cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<web::shape::Id>)]
    session: Option<Id>,
    /// What changes must carry as `X-CSRF-Token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    csrf: Option<String>,
    /// The ticket to send again with the one-time code.
    #[serde(skip_serializing_if = "Option::is_none")]
    ticket: Option<String>,
}

/// The next person at the desk.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NextPerson)]
pub(super) struct Person {
    /// Their account.
    #[schema(value_type = web::shape::Id)]
    account: Id,
    /// Their PIN.
    #[schema(format = "password")]
    pin: String,
}

/// Signs in.
pub(super) async fn enter(office: Arc<Office>, at: Doorstep, Json(sent): Json<NewSession>) -> Result<Response, Trouble> {
    let visitor = at.visitor(&office);
    let came = match &sent.ticket {
        Some(ticket) => Came::In(signing_in::by_code(at.here.desk(), &Secret::new(ticket.as_str()), &sent.code, &visitor).await?),
        None => {
            let typed = Typed { name: sent.name, password: Secret::new(sent.password) };
            signing_in::by_password(at.here.desk(), &typed, &visitor).await?
        }
    };
    match came {
        Came::In(let_in) => {
            at.end_former(Ending::DeskTaken).await?;
            Ok(inside(&office, &let_in))
        }
        Came::OwesCode(ticket) => {
            let owed = Session { account: None, session: None, csrf: None, ticket: Some(ticket.reveal().to_owned()) };
            Ok((StatusCode::ACCEPTED, axum::Json(owed)).into_response())
        }
    }
}

fn inside(office: &Office, let_in: &LetIn) -> Response {
    office.keeper.forget();
    let secure = office.keeper.is_secure();
    let mut headers = HeaderMap::new();
    headers.append(SET_COOKIE, cookies::set_session(&let_in.token, secure));
    headers.append(SET_COOKIE, cookies::set_browser(&let_in.browser, secure));
    let body = Session {
        account: Some(let_in.account.clone()),
        session: Some(let_in.session.clone()),
        csrf: Some(let_in.token.derived("csrf")),
        ticket: None,
    };
    (StatusCode::CREATED, headers, axum::Json(body)).into_response()
}

/// Signs out. Who is not signed in is out already.
pub(super) async fn leave(office: Arc<Office>, at: Doorstep) -> Result<Response, Trouble> {
    at.end_former(Ending::SignedOut).await?;
    office.keeper.forget();
    Ok((StatusCode::NO_CONTENT, [(SET_COOKIE, cookies::end_session(office.keeper.is_secure()))]).into_response())
}

/// Hands the desk to the next person.
pub(super) async fn change(office: Arc<Office>, at: Doorstep, Json(sent): Json<Person>) -> Result<Response, Trouble> {
    let visitor = at.visitor(&office);
    let own = at.own(&visitor)?;
    if sent.account == *own.account {
        return Err(Trouble::refused(NotLetIn::NoPin));
    }
    let let_in = pins::take_desk(at.here.desk(), &own, &sent.account, &Secret::new(sent.pin)).await?;
    Ok(inside(&office, &let_in))
}
