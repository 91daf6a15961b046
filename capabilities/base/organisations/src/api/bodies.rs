//! `/api/organisations`: bodies, and whom they report to.

use std::collections::BTreeMap;

use axum::http::Method;
use kernel::{AreaCode, Id};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{ApiAnswer, Door, Here, Json, Path, Query, Reply, Trouble};

use super::posts::{EstablishBody, PostItem, establish};
use super::{PhoneItem, phone_items};
use crate::api::changing::{self, BodyValues, EDIT, READ};
use crate::facts::{BodyPhone, Founding};
use crate::reads::{self, BodyRead};
use crate::{BodyKind, Email, Level, Line, Standing, words};

/// A body.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BodyItem {
    /// Which body.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The key by which files name it.
    code: String,
    /// Its full name.
    name: String,
    /// Its name in lists.
    short_name: String,
    /// What sort of body it is.
    kind: BodyKind,
    /// Its field of work.
    field: Option<String>,
    /// Its level.
    level: Level,
    /// Its area.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
    /// The body it belongs to.
    #[schema(value_type = Option<web::shape::Id>)]
    parent: Option<Id>,
    /// Whether it is one of the city's own.
    standing: Standing,
    /// Its numbers, in the order in which they are tried.
    phones: Vec<PhoneItem>,
    /// Its mailbox.
    #[schema(value_type = Option<String>, format = "email")]
    mailbox: Option<Email>,
    /// Whether it no longer exists.
    dissolved: bool,
    /// What a change must have seen.
    version: u64,
}

/// A body with its posts and whom it reports to.
#[derive(Debug, Serialize, ToSchema)]
struct BodyAnswer {
    /// The body itself.
    #[serde(flatten)]
    body: BodyItem,
    /// Its posts, in their order.
    posts: Vec<PostItem>,
    /// Its addressees by line, in the order in which they are told.
    reports_to: BTreeMap<Line, Vec<BodyItem>>,
}

/// Which bodies are asked for.
#[derive(Debug, Deserialize, IntoParams)]
struct BodiesAsked {
    /// Of exactly this area; the city where nothing is said.
    #[param(value_type = Option<web::shape::Area>)]
    area: Option<String>,
    /// Only of this sort.
    kind: Option<BodyKind>,
    /// Only of this field of work, together with a sort.
    field: Option<String>,
}

/// Bodies.
#[derive(Debug, Serialize, ToSchema)]
struct BodiesAnswer {
    /// The bodies, in the order of the contact book.
    items: Vec<BodyItem>,
}

/// A body to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FoundBody {
    /// The key by which files name it.
    #[schema(min_length = 1)]
    code: String,
    /// The full name.
    #[schema(min_length = 1)]
    name: String,
    /// The name in lists.
    #[serde(default)]
    short_name: String,
    /// What sort of body it is.
    kind: BodyKind,
    /// Its field of work.
    field: Option<String>,
    /// Its level; that of its area where nothing is said.
    level: Option<Level>,
    /// Its area.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
    /// The body it belongs to.
    #[schema(value_type = Option<web::shape::Id>)]
    parent: Option<Id>,
    /// Whether it is one of the city's own; it is where nothing is said.
    standing: Option<Standing>,
    /// Its numbers.
    #[serde(default)]
    phones: Vec<PhoneItem>,
    /// Its mailbox.
    #[schema(value_type = Option<String>, format = "email")]
    mailbox: Option<Email>,
}

/// What changes of a body. What is not sent stays; `null` takes a value away.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangeBody {
    /// The full name.
    name: Option<String>,
    /// The name in lists; empty for none.
    short_name: Option<String>,
    /// What sort of body it is.
    kind: Option<BodyKind>,
    /// Its field of work; empty for none.
    field: Option<String>,
    /// Its level.
    level: Option<Level>,
    /// Its area.
    #[schema(value_type = Option<web::shape::Area>)]
    area: Option<AreaCode>,
    /// The body it belongs to.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<web::shape::Id>)]
    parent: Option<Option<Id>>,
    /// All its numbers.
    phones: Option<Vec<PhoneItem>>,
    /// Its mailbox.
    #[serde(default, deserialize_with = "sent")]
    #[schema(value_type = Option<String>, format = "email")]
    mailbox: Option<Option<Email>>,
}

/// Whom a body reports to on a line.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Addressees {
    /// The addressees in the order in which they are told.
    #[schema(value_type = Vec<web::shape::Id>)]
    to: Vec<Id>,
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        Door::read("/api/organisations", READ, list).says(words::API_LIST).query::<BodiesAsked>().answers::<BodiesAnswer>(200),
        Door::act(Method::POST, "/api/organisations", EDIT, found)
            .says(words::API_FOUND)
            .request::<FoundBody>()
            .answers::<BodyItem>(201),
        Door::read("/api/organisations/{id}", READ, one).says(words::API_BODY).answers::<BodyAnswer>(200),
        Door::act(Method::PATCH, "/api/organisations/{id}", EDIT, change)
            .says(words::API_CHANGE)
            .request::<ChangeBody>()
            .answers::<BodyItem>(200),
        Door::act(Method::PUT, "/api/organisations/{id}/lines/{line}", EDIT, set_line)
            .says(words::API_LINE)
            .part::<Line>("line")
            .request::<Addressees>()
            .answers::<BodyItem>(200),
        Door::act(Method::POST, "/api/organisations/{id}/dissolution", EDIT, dissolve)
            .says(words::API_DISSOLVE)
            .answers_nothing(204),
        Door::act(Method::POST, "/api/organisations/{id}/posts", EDIT, establish)
            .says(words::API_ESTABLISH)
            .request::<EstablishBody>()
            .answers::<PostItem>(201),
    ]
}

async fn list(here: Here, Query(asked): Query<BodiesAsked>) -> ApiAnswer<BodiesAnswer> {
    let city = here.site.city().area;
    let area = asked.area.map_or(Ok(city), |code| AreaCode::parse(&code));
    let area = area.map_err(|_| Trouble::field("area", web::words::FIELD_CHOICE))?;
    let scope = here.scope();
    let bodies = match asked.kind {
        Some(kind) => reads::bodies_by_kind(here.db(), &scope, area, (kind, asked.field.as_deref())).await?,
        None => reads::bodies(here.db(), &scope, area).await?,
    };
    Ok(Reply::ok(BodiesAnswer { items: bodies.into_iter().map(BodyItem::from).collect() }))
}

async fn one(here: Here, Path(id): Path<Id>) -> ApiAnswer<BodyAnswer> {
    let body = changing::seen_body(&here, &id).await?;
    let scope = here.scope();
    let version = body.version;
    let posts = reads::posts_of(here.db(), &scope, &id).await?;
    let lines = reads::lines_of(here.db(), &scope, &id).await?;
    let reports_to = lines.into_iter().map(|(line, to)| (line, to.into_iter().map(BodyItem::from).collect())).collect();
    let posts = posts.into_iter().map(PostItem::from).collect();
    Ok(Reply::ok(BodyAnswer { body: body.into(), posts, reports_to }).version(version))
}

async fn found(here: Here, Json(body): Json<FoundBody>) -> ApiAnswer<BodyItem> {
    let founding = Founding {
        code: body.code,
        name: body.name,
        short_name: body.short_name,
        body_kind: body.kind,
        field: body.field,
        level: body.level.unwrap_or_else(|| Level::from(body.area.level())),
        area: body.area,
        parent: body.parent,
        standing: body.standing.unwrap_or(Standing::Own),
    };
    let phones = body.phones.into_iter().map(BodyPhone::from).collect();
    let (id, version) = changing::found(&here, founding, (phones, body.mailbox)).await?;
    let item = BodyItem::from(changing::seen_body(&here, &id).await?);
    Ok(Reply::created(format!("/api/organisations/{id}"), item).version(version))
}

async fn change(here: Here, Path(id): Path<Id>, Json(change): Json<ChangeBody>) -> ApiAnswer<BodyItem> {
    let before = changing::seen_body(&here, &id).await?;
    let was = BodyValues::of(&before);
    let phones = change.phones.map(|phones| phones.into_iter().map(BodyPhone::from).collect());
    let values = BodyValues {
        name: change.name.unwrap_or(was.name),
        short_name: change.short_name.unwrap_or(was.short_name),
        kind: change.kind.unwrap_or(was.kind),
        field: change.field.or(was.field),
        level: change.level.unwrap_or(was.level),
        area: change.area.unwrap_or(was.area),
        parent: change.parent.unwrap_or(was.parent),
        phones: phones.unwrap_or(was.phones),
        mailbox: change.mailbox.unwrap_or(was.mailbox),
        lines: BTreeMap::new(),
    };
    let version = changing::change_body(&here, &before, values).await?;
    Ok(Reply::ok(BodyItem::from(changing::seen_body(&here, &id).await?)).version(version))
}

async fn set_line(here: Here, Path((id, line)): Path<(Id, Line)>, Json(addressees): Json<Addressees>) -> ApiAnswer<BodyItem> {
    let before = changing::seen_body(&here, &id).await?;
    let values = BodyValues { lines: [(line, addressees.to)].into(), ..BodyValues::of(&before) };
    let version = changing::change_body(&here, &before, values).await?;
    Ok(Reply::ok(BodyItem::from(changing::seen_body(&here, &id).await?)).version(version))
}

async fn dissolve(here: Here, Path(id): Path<Id>) -> ApiAnswer<()> {
    changing::dissolve(&here, &id).await?;
    Ok(Reply::nothing())
}

/// Tells a value that was sent as `null` from one that was not sent.
fn sent<'de, D, T>(from: D) -> Result<Option<T>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(from).map(Some)
}

impl From<BodyRead> for BodyItem {
    fn from(body: BodyRead) -> Self {
        Self {
            id: body.id,
            code: body.code,
            name: body.name,
            short_name: body.short_name,
            kind: body.kind,
            field: body.field,
            level: body.level,
            area: body.area,
            parent: body.parent,
            standing: body.standing,
            phones: phone_items(body.phones),
            mailbox: body.mailbox,
            dissolved: body.dissolved,
            version: body.version,
        }
    }
}
