//! `/api/tokens`: tokens of the API.

use std::sync::Arc;

use kernel::{AreaCode, Id};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Here, Json, Paged, Path, Reply, Trouble, Whole};

use crate::doorstep::Office;
use crate::reads::{self, TokenSeen};
use crate::refusals::NotLetIn;
use crate::tokens::{TOKEN_DAYS, TokenFor, issue as issue_now, revoke as revoke_now};

/// A token, without the token itself.
#[derive(Serialize, ToSchema)]
pub(super) struct Token {
    /// Which token.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// What it is for.
    label: String,
    /// The kind of post whose powers it has.
    kind: String,
    /// The area it answers for.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
    /// The only actions it may be used for; empty for all of the post.
    actions: Vec<String>,
    /// When it was issued.
    #[schema(value_type = web::shape::Time)]
    issued_at: String,
    /// When it ends.
    #[schema(value_type = web::shape::Time)]
    until: String,
    /// When it was revoked.
    #[schema(value_type = Option<web::shape::Time>)]
    revoked_at: Option<String>,
}

/// What a token is to be good for.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({ "kind": "duty-officer", "area": "990102", "days": 30, "label": "telephone exchange" }))]
#[serde(deny_unknown_fields)]
pub(super) struct NewToken {
    /// The kind of post whose powers it has.
    kind: String,
    /// The area it answers for.
    #[schema(value_type = web::shape::Area)]
    area: String,
    /// The only actions it may be used for; empty for all of the post.
    #[serde(default)]
    actions: Vec<String>,
    /// For how many days; 90 where nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<i64>, minimum = 1, maximum = 400)]
    days: Option<Whole>,
    /// What it is for, in a word.
    #[serde(default)]
    label: String,
}

/// A token just issued.
#[derive(Serialize, ToSchema)]
#[schema(as = IssuedToken)]
pub(super) struct Issued {
    /// Which token.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The token. It is seen only here.
    token: String,
    /// When it ends.
    #[schema(value_type = web::shape::Time)]
    until: String,
}

/// Tokens for areas that the caller looks after.
pub(super) async fn list(here: Here) -> ApiAnswer<Paged<Token>> {
    let tokens = reads::tokens(here.db(), &here.scope()).await?;
    let one = |token: TokenSeen| Token {
        id: token.id,
        label: token.label,
        kind: token.kind,
        area: token.area,
        actions: token.actions.split_whitespace().map(str::to_owned).collect(),
        issued_at: here.say.rfc3339(token.issued),
        until: here.say.rfc3339(token.until),
        revoked_at: token.revoked.map(|at| here.say.rfc3339(at)),
    };
    Ok(Reply::ok(Paged::whole(tokens.into_iter().map(one).collect())))
}

/// Issues a token.
pub(super) async fn issue(office: Arc<Office>, here: Here, Json(sent): Json<NewToken>) -> ApiAnswer<Issued> {
    let area = AreaCode::parse(&sent.area).map_err(|_| Trouble::refused(NotLetIn::Area))?;
    here.require(Some(area), None)?;
    office.check_kind(&sent.kind)?;
    office.check_actions(&sent.actions)?;
    let NewToken { kind, actions, days, label, .. } = sent;
    let what = TokenFor { kind, area, actions, days: days.map_or(TOKEN_DAYS, i64::from), label };
    // A token can be shown only once, so a repeat is a second token.
    let given = kernel::Given { once: None, ..here.given() };
    let issued = issue_now(here.desk(), given, what).await?;
    let answer = Issued { id: issued.id.clone(), token: issued.token.reveal().to_owned(), until: here.say.rfc3339(issued.until) };
    Ok(Reply::created(format!("/api/tokens/{}", issued.id), answer))
}

/// Revokes a token.
pub(super) async fn revoke(office: Arc<Office>, here: Here, Path(token): Path<String>) -> ApiAnswer<()> {
    let token = Id::parse(&token).map_err(|_| Trouble::NotFound)?;
    reads::token(here.db(), &here.scope(), &token).await?.ok_or(Trouble::NotFound)?;
    revoke_now(here.desk(), here.given(), &token).await?;
    office.keeper.forget();
    Ok(Reply::nothing())
}
