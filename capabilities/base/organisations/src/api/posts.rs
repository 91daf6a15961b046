//! `/api/posts` and `/api/people`: posts, who holds them, and the erasure of somebody's details.

use axum::http::Method;
use desk::Because;
use kernel::Id;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiAnswer, Door, Here, Json, Path, Reply, Trouble};

use super::PersonItem;
use crate::acts::Establish;
use crate::api::changing::{self, EDIT, ERASE, HolderChange, PostValues, READ};
use crate::reads::{self, PostRead};
use crate::state::Person;
use crate::{Email, PersonDetails, Phone, PostKind, import, words};

/// A post.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PostItem {
    /// Which post.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The key by which files name it.
    code: String,
    /// Its body.
    #[schema(value_type = web::shape::Id)]
    body: Id,
    /// What sort of post it is.
    kind: PostKind,
    /// Its title.
    title: String,
    /// Its place among the posts of the body.
    order: u32,
    /// Who holds it; nobody while it is vacant.
    holder: Option<PersonItem>,
    /// The posts that stand in, in the order in which they are tried.
    #[schema(value_type = Vec<web::shape::Id>)]
    deputies: Vec<Id>,
    /// Whether it no longer exists.
    abolished: bool,
    /// What a change must have seen.
    version: u64,
}

/// A post to be entered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EstablishBody {
    /// The key by which files name it; made of body and title where nothing is said.
    code: Option<String>,
    /// Its title.
    #[schema(min_length = 1)]
    title: String,
    /// What sort of post it is.
    kind: PostKind,
    /// Its place among the posts of the body; the next where nothing is said.
    order: Option<u32>,
}

/// What changes of a post. What is not sent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ChangePost {
    /// Its title.
    title: Option<String>,
    /// What sort of post it is.
    kind: Option<PostKind>,
    /// Its place among the posts of the body.
    order: Option<u32>,
    /// The posts that stand in, in the order in which they are tried.
    #[schema(value_type = Option<Vec<web::shape::Id>>)]
    deputies: Option<Vec<Id>>,
}

/// Who holds a post from now on. The name of the holder with another number corrects them; another name is another person.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct HolderBody {
    /// The name.
    #[schema(min_length = 1)]
    name: String,
    /// The mobile number.
    #[schema(value_type = Option<String>, format = "phone")]
    mobile: Option<Phone>,
    /// The number at the desk.
    #[schema(value_type = Option<String>, format = "phone")]
    desk_phone: Option<Phone>,
    /// The mail address.
    #[schema(value_type = Option<String>, format = "email")]
    email: Option<Email>,
}

/// Why somebody's details are erased.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ErasureBody {
    /// Why, without naming anybody.
    #[schema(min_length = 1)]
    why: String,
    /// By which law.
    #[schema(min_length = 1)]
    law: String,
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        Door::read("/api/posts/{id}", READ, one).says(words::API_POST).answers::<PostItem>(200),
        Door::act(Method::PATCH, "/api/posts/{id}", EDIT, change)
            .says(words::API_CHANGE_POST)
            .request::<ChangePost>()
            .answers::<PostItem>(200),
        Door::act(Method::PUT, "/api/posts/{id}/holder", EDIT, appoint)
            .says(words::API_HOLDER)
            .request::<HolderBody>()
            .answers::<PostItem>(200),
        Door::act(Method::DELETE, "/api/posts/{id}/holder", EDIT, vacate).says(words::API_VACATE).answers::<PostItem>(200),
        Door::act(Method::POST, "/api/posts/{id}/abolition", EDIT, abolish).says(words::API_ABOLISH).answers_nothing(204),
        Door::act(Method::POST, "/api/people/{id}/erasure", ERASE, erase)
            .says(words::API_ERASE)
            .request::<ErasureBody>()
            .answers_nothing(204),
    ]
}

async fn one(here: Here, Path(id): Path<Id>) -> ApiAnswer<PostItem> {
    let (post, _) = changing::seen_post(&here, &id).await?;
    let version = post.version;
    Ok(Reply::ok(PostItem::from(post)).version(version))
}

pub(super) async fn establish(here: Here, Path(id): Path<Id>, Json(new): Json<EstablishBody>) -> ApiAnswer<PostItem> {
    let body = changing::seen_body(&here, &id).await?;
    let act = Establish {
        code: new.code.unwrap_or_else(|| import::code_of(&body.code, &new.title)),
        body: id,
        kind: new.kind,
        order: match new.order {
            Some(order) => order,
            None => next_order(&here, &body.id).await?,
        },
        title: new.title,
    };
    let (id, version) = changing::establish(&here, &body, act).await?;
    let (post, _) = changing::seen_post(&here, &id).await?;
    Ok(Reply::created(format!("/api/posts/{id}"), PostItem::from(post)).version(version))
}

/// The place behind all posts of a body.
pub async fn next_order(here: &Here, body: &Id) -> Result<u32, Trouble> {
    let posts = reads::posts_of(here.db(), &here.scope_for(READ), body).await?;
    Ok(posts.iter().map(|post| post.order).max().unwrap_or(0).saturating_add(1))
}

async fn change(here: Here, Path(id): Path<Id>, Json(change): Json<ChangePost>) -> ApiAnswer<PostItem> {
    let (before, _) = changing::seen_post(&here, &id).await?;
    let was = PostValues::of(&before);
    let values = PostValues {
        kind: change.kind.unwrap_or(was.kind),
        title: change.title.unwrap_or(was.title),
        order: change.order.unwrap_or(was.order),
        deputies: change.deputies.unwrap_or(was.deputies),
        holder: was.holder,
    };
    changed(here, id, values).await
}

async fn appoint(here: Here, Path(id): Path<Id>, Json(holder): Json<HolderBody>) -> ApiAnswer<PostItem> {
    let (before, _) = changing::seen_post(&here, &id).await?;
    let HolderBody { name, mobile, desk_phone, email } = holder;
    let holder = HolderChange::Put { details: PersonDetails { name, mobile, desk_phone, email }, seen: None };
    changed(here, id, PostValues { holder, ..PostValues::of(&before) }).await
}

async fn vacate(here: Here, Path(id): Path<Id>) -> ApiAnswer<PostItem> {
    let (before, _) = changing::seen_post(&here, &id).await?;
    changed(here, id, PostValues { holder: HolderChange::Vacate, ..PostValues::of(&before) }).await
}

async fn changed(here: Here, id: Id, values: PostValues) -> ApiAnswer<PostItem> {
    let (before, body) = changing::seen_post(&here, &id).await?;
    let version = changing::change_post(&here, (&before, &body), values).await?;
    let (after, _) = changing::seen_post(&here, &id).await?;
    Ok(Reply::ok(PostItem::from(after)).version(version))
}

async fn abolish(here: Here, Path(id): Path<Id>) -> ApiAnswer<()> {
    changing::abolish(&here, &id).await?;
    Ok(Reply::nothing())
}

async fn erase(here: Here, Path(id): Path<Id>, Json(body): Json<ErasureBody>) -> ApiAnswer<()> {
    // Somebody may have held posts in several areas: only whoever answers for the whole city erases.
    here.require(Some(here.site.city().area), None)?;
    if here.desk().history::<Person>(&id).await?.is_empty() {
        return Err(Trouble::NotFound);
    }
    let because = Because { why: body.why, law: body.law };
    crate::erase(here.desk(), here.given(), (&id, because)).await?;
    Ok(Reply::nothing())
}

impl From<PostRead> for PostItem {
    fn from(post: PostRead) -> Self {
        Self {
            id: post.id,
            code: post.code,
            body: post.body,
            kind: post.kind,
            title: post.title,
            order: post.order,
            holder: post.holder.map(PersonItem::from),
            deputies: post.deputies,
            abolished: post.abolished,
            version: post.version,
        }
    }
}
