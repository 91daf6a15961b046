//! The people on an incident, for programs: who is on it, who can be called, calling them and letting them go.

use std::sync::Arc;

use axum::http::Method;
use kernel::{AreaCode, Id};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{ApiAnswer, Door, Here, Json, Paged, Path, Query, Reply, Trouble};

use crate::members::{self, CALL_IN, FOUND_MAX};
use crate::office::{Office, incident};
use crate::words;

/// The longest question for candidates, in characters.
const QUESTION_CHARS_MAX: usize = 100;

/// Somebody on an incident.
#[derive(Debug, Serialize, ToSchema)]
struct MemberOut {
    /// Their account.
    #[schema(value_type = web::shape::Id)]
    account: Id,
    /// Their name; nothing where it was erased.
    name: Option<String>,
    /// The post for which they were called.
    post: String,
    /// When it ends by itself; nothing where it ends with the incident.
    #[schema(value_type = Option<web::shape::Time>)]
    until: Option<String>,
}

/// Somebody who can be called.
#[derive(Debug, Serialize, ToSchema)]
struct CandidateOut {
    /// Their account; nothing for everybody who holds the post.
    #[schema(value_type = Option<web::shape::Id>)]
    account: Option<Id>,
    /// Their name.
    name: Option<String>,
    /// The post in words, and where it is.
    title: String,
    /// The post, as `post` of a call names it.
    post: PostNamed,
}

/// A post by its kind and area.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[schema(as = PostCalled)]
#[serde(deny_unknown_fields)]
struct PostNamed {
    /// The kind, as the policies name it.
    #[schema(example = "county-duty-officer", max_length = 80)]
    kind: String,
    /// The area that it answers for.
    #[schema(value_type = web::shape::Area)]
    area: String,
}

/// Who is called: one account, or everybody who holds a post.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CallInIn {
    /// The account.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Id>)]
    account: Option<String>,
    /// The post.
    #[serde(default)]
    post: Option<PostNamed>,
    /// When it ends by itself; with the incident, where nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    until: Option<String>,
}

/// Who could be called.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
struct Asked {
    /// Words of their name, post or area.
    #[param(max_length = 100)]
    q: String,
}

pub(super) fn doors(office: &Arc<Office>) -> Vec<Door> {
    let (asked, called) = (office.clone(), office.clone());
    vec![
        Door::read("/api/incidents/{id}/members", "incidents.read", list)
            .says(words::API_MEMBERS)
            .answers::<Paged<MemberOut>>(200),
        Door::read("/api/incidents/{id}/members/candidates", CALL_IN, move |here: Here, id: Path<Id>, question: Query<Asked>| {
            candidates(here, (id, question), asked.clone())
        })
        .says(words::API_CANDIDATES)
        .query::<Asked>()
        .answers::<Paged<CandidateOut>>(200),
        Door::act(Method::POST, "/api/incidents/{id}/members", CALL_IN, move |here: Here, id: Path<Id>, body: Json<CallInIn>| {
            call(here, (id, body), called.clone())
        })
        .says(words::API_CALL_IN)
        .request::<CallInIn>()
        .answers::<Paged<MemberOut>>(200),
        Door::act(Method::DELETE, "/api/incidents/{id}/members/{account}", CALL_IN, let_go)
            .says(words::API_LET_GO)
            .answers_nothing(204),
    ]
}

async fn list(here: Here, Path(id): Path<Id>) -> ApiAnswer<Paged<MemberOut>> {
    let whole = incident(&here, &id).await?;
    Ok(Reply::ok(out(&here, &id, &whole.incident).await?))
}

async fn out(here: &Here, id: &Id, incident: &crate::Incident) -> Result<Paged<MemberOut>, Trouble> {
    let members = members::members(here, id, incident).await?.into_iter();
    let until = |until| here.desk().zone().rfc3339(until);
    let items = members.map(|m| MemberOut { account: m.account, name: m.name, post: m.post, until: m.until.map(until) });
    Ok(Paged { items: items.collect(), next: None })
}

async fn candidates(
    here: Here,
    (Path(id), Query(asked)): (Path<Id>, Query<Asked>),
    office: Arc<Office>,
) -> ApiAnswer<Paged<CandidateOut>> {
    incident(&here, &id).await?;
    if asked.q.chars().count() > QUESTION_CHARS_MAX {
        return Err(Trouble::field("q", words::WRONG_TOO_LONG));
    }
    let found = members::candidates(&here, &office.atlas(), &asked.q).await?;
    let shown = found.into_iter().take(FOUND_MAX).map(|one| CandidateOut {
        account: one.whom.first().filter(|_| one.name.is_some()).map(|(account, _)| account.clone()),
        name: one.name,
        title: one.title,
        post: PostNamed { kind: one.post.0, area: one.post.1.to_string() },
    });
    Ok(Reply::ok(Paged { items: shown.collect(), next: None }))
}

async fn call(
    here: Here,
    (Path(id), Json(body)): (Path<Id>, Json<CallInIn>),
    office: Arc<Office>,
) -> ApiAnswer<Paged<MemberOut>> {
    incident(&here, &id).await?;
    let until = body.until.as_deref().filter(|text| !text.trim().is_empty()).map(|text| here.desk().zone().parse(text));
    let until = until.transpose().map_err(|_| Trouble::field("until", words::WRONG_TIME))?;
    let atlas = office.atlas();
    let whom = match (&body.account, &body.post) {
        (Some(account), None) => {
            let account = Id::parse(account).map_err(|_| Trouble::field("account", words::WRONG_ID))?;
            members::by_account(&here, &atlas, &account).await?.into_iter().collect()
        }
        (None, Some(post)) => {
            let area = AreaCode::parse(&post.area).map_err(|_| Trouble::field("post", words::WRONG_AREA))?;
            members::by_post(&here, &atlas, (&post.kind, area)).await?
        }
        _ => return Err(Trouble::field("account", words::WRONG_MEMBER)),
    };
    if whom.is_empty() {
        return Err(Trouble::field(if body.post.is_some() { "post" } else { "account" }, words::WRONG_MEMBER));
    }
    members::call(&here, &id, whom, until).await?;
    let (now, _) = here.desk().recall::<crate::Incident>(&id).await?;
    Ok(Reply::ok(out(&here, &id, &now).await?))
}

async fn let_go(here: Here, Path((id, account)): Path<(Id, Id)>) -> ApiAnswer<()> {
    incident(&here, &id).await?;
    members::let_go(&here, &id, &account).await?;
    Ok(Reply::nothing())
}
