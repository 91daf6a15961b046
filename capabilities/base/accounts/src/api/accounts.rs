//! `/api/accounts`: looking after accounts.

use std::sync::Arc;

use desk::Because;
use kernel::{AreaCode, Id};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{ApiAnswer, Cursor, Here, Json, Listing, Paged, Path, Reply, Trouble};

use crate::acts::{Close, EndPost, GrantPost, RemoveCodes, Rename, Reopen};
use crate::doorstep::Office;
use crate::erasing::erase_person;
use crate::links;
use crate::opening::{NewPerson, NewPost, open_account};
use crate::reads::{self, AccountSeen, Asked, PostSeen};
use crate::refusals::NotLetIn;

/// An account.
#[derive(Serialize, ToSchema)]
pub(super) struct Account {
    /// Which account.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The person's name; nothing where it was erased.
    name: Option<String>,
    /// The name they sign in with; nothing where it was erased.
    sign_in: Option<String>,
    /// The area whose administrators look after it.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
    /// Whether it is closed.
    closed: bool,
    /// Whether one-time codes are asked for.
    codes: bool,
    /// When the person last signed in.
    #[schema(value_type = Option<web::shape::Time>)]
    signed_in_at: Option<String>,
    /// The posts that they hold.
    posts: Vec<Held>,
}

/// Which accounts are asked for.
#[derive(Debug, IntoParams)]
#[expect(dead_code, reason = "read through `Listing`; here for the description of the API")]
pub(super) struct AccountsAsked {
    /// Part of a name.
    #[param(max_length = 100)]
    q: Option<String>,
    /// `1` for those that are closed.
    #[param(pattern = "^[01]$")]
    closed: Option<String>,
    /// How many; 50 where nothing is said.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
    /// Where to go on: `next` of the page before; empty for the first page.
    #[param(pattern = "^[A-Za-z0-9_-]{0,600}$")]
    cursor: Option<String>,
}

/// A post of an account.
#[derive(Serialize, ToSchema)]
#[schema(as = HeldPost)]
pub(super) struct Held {
    /// Which grant.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The kind, as the policies name it.
    kind: String,
    /// The area it answers for.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
    /// What it is called.
    title: String,
    /// When it ends by itself.
    #[schema(value_type = Option<web::shape::Time>)]
    until: Option<String>,
}

/// A person for whom an account is opened.
#[derive(Deserialize, ToSchema)]
#[schema(as = NewAccount, example = json!({ "name": "A. Example", "sign_in": "example", "area": "990102" }))]
#[serde(deny_unknown_fields)]
pub(super) struct New {
    /// Their name.
    #[schema(min_length = 1)]
    name: String,
    /// The name they sign in with.
    #[schema(min_length = 1)]
    sign_in: String,
    /// The area whose administrators look after the account.
    #[schema(value_type = web::shape::Area)]
    area: String,
    /// Posts that they hold from the beginning.
    #[serde(default)]
    posts: Vec<Grant>,
}

/// A post to grant.
#[derive(Deserialize, ToSchema)]
#[schema(as = PostGrant)]
#[serde(deny_unknown_fields)]
pub(super) struct Grant {
    /// The kind, as the policies name it.
    #[schema(min_length = 1)]
    kind: String,
    /// The area it answers for.
    #[schema(value_type = web::shape::Area)]
    area: String,
    /// What it is called.
    #[serde(default)]
    title: String,
    /// When it ends by itself: RFC 3339, or the city's clock.
    #[serde(default)]
    #[schema(value_type = Option<web::shape::Time>)]
    until: Option<String>,
}

/// An account that was opened.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenedAccount)]
pub(super) struct Opened {
    /// Which account.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// The one-time link by which the person sets a password. It is seen only here.
    link: String,
}

/// A one-time link. It is seen only here.
#[derive(Serialize, ToSchema)]
#[schema(as = OneTimeLink)]
pub(super) struct Link {
    /// The path of the link.
    link: String,
}

/// A post that was granted.
#[derive(Serialize, ToSchema)]
#[schema(as = GrantedPost)]
pub(super) struct Granted {
    /// Which grant.
    #[schema(value_type = web::shape::Id)]
    id: Id,
}

/// A person's name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountName)]
pub(super) struct Naming {
    /// The name.
    #[schema(min_length = 1)]
    name: String,
}

/// Why an account is closed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountClosing)]
pub(super) struct Closing {
    /// The reason.
    #[schema(min_length = 1)]
    reason: String,
}

/// Why a person is erased.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountErasing)]
pub(super) struct Erasing {
    /// The reason, in words that name nobody.
    #[schema(min_length = 1)]
    why: String,
    /// The law or rule.
    #[schema(min_length = 1)]
    law: String,
}

/// Accounts that the caller looks after.
pub(super) async fn list(_: Arc<Office>, here: Here, listing: Listing) -> ApiAnswer<Paged<Account>> {
    let behind = listing.behind(|c| Some((c.text(0)?.to_owned(), c.text(1)?.to_owned())))?;
    let closed = match listing.get("closed") {
        "" | "0" => false,
        "1" => true,
        _ => return Err(Trouble::field("closed", web::words::FIELD_CHOICE)),
    };
    let limit = i64::try_from(listing.limit() + 1).unwrap_or(i64::MAX);
    let asked = Asked { search: listing.search(), closed, behind, limit };
    let rows = reads::accounts(here.db(), &here.scope(), &asked).await?;
    let sorted_by = |row: &AccountSeen| Cursor::of([row.sign_in.clone().unwrap_or_default(), row.id.to_string()]);
    let (rows, next) = listing.cut(rows, sorted_by);
    let ids: Vec<Id> = rows.iter().map(|row| row.id.clone()).collect();
    let posts = reads::posts(here.db(), &here.scope(), &ids).await?;
    let items = rows.into_iter().map(|row| shown(&here, row, &posts)).collect();
    Ok(Reply::ok(Paged { items, next: next.map(|cursor| cursor.written()) }))
}

fn shown(here: &Here, row: AccountSeen, posts: &[PostSeen]) -> Account {
    let held = |post: &PostSeen| Held {
        id: post.post.clone(),
        kind: post.kind.clone(),
        area: post.area,
        title: post.title.clone(),
        until: post.until.map(|until| here.say.rfc3339(until)),
    };
    Account {
        posts: posts.iter().filter(|post| post.account == row.id).map(held).collect(),
        id: row.id,
        name: row.name,
        sign_in: row.sign_in,
        area: row.area,
        closed: row.closed,
        codes: row.codes,
        signed_in_at: row.signed_in.map(|at| here.say.rfc3339(at)),
    }
}

/// One account.
pub(super) async fn read(_: Arc<Office>, here: Here, Path(id): Path<String>) -> ApiAnswer<Account> {
    let id = parsed(&id)?;
    let row = reads::account(here.db(), &here.scope(), &id).await?.ok_or(Trouble::NotFound)?;
    let posts = reads::posts(here.db(), &here.scope(), std::slice::from_ref(&id)).await?;
    let version = u64::try_from(row.version).unwrap_or_default();
    Ok(Reply::ok(shown(&here, row, &posts)).version(version))
}

/// Opens an account.
pub(super) async fn open(office: Arc<Office>, here: Here, Json(sent): Json<New>) -> ApiAnswer<Opened> {
    let area = area_of(&here, &sent.area)?;
    let posts: Vec<NewPost> = sent.posts.into_iter().map(|grant| wanted(&office, &here, grant)).collect::<Result<_, _>>()?;
    let person = NewPerson { name: sent.name, sign_in: sent.sign_in, area, posts };
    let id = open_account(here.desk(), here.given(), person).await?;
    let link = path_of(&here, &id).await?;
    Ok(Reply::created(format!("/api/accounts/{id}"), Opened { id, link }))
}

/// An area that the caller looks after.
fn area_of(here: &Here, text: &str) -> Result<AreaCode, Trouble> {
    let area = AreaCode::parse(text).map_err(|_| Trouble::refused(NotLetIn::Area))?;
    here.require(Some(area), None)?;
    Ok(area)
}

fn wanted(office: &Office, here: &Here, grant: Grant) -> Result<NewPost, Trouble> {
    office.check_kind(&grant.kind)?;
    let area = area_of(here, &grant.area)?;
    let parse = |text: String| here.say.zone().parse(&text).map_err(|_| Trouble::field("until", crate::words::FIELD_UNTIL));
    Ok(NewPost { kind: grant.kind, area, title: grant.title.trim().to_owned(), until: grant.until.map(parse).transpose()? })
}

async fn path_of(here: &Here, account: &Id) -> Result<String, Trouble> {
    Ok(format!("/welcome/{}", links::password_link(here.desk(), account).await?.reveal()))
}

/// Sets the name anew.
pub(super) async fn rename(office: Arc<Office>, here: Here, Path(id): Path<String>, Json(sent): Json<Naming>) -> ApiAnswer<()> {
    let id = looked_after(&office, &here, &id).await?;
    here.perform(&id, Rename { name: here.desk().seal("person", None, sent.name.trim()) }).await?;
    Ok(nothing(&office))
}

/// Grants a post.
pub(super) async fn grant(
    office: Arc<Office>,
    here: Here,
    Path(id): Path<String>,
    Json(sent): Json<Grant>,
) -> ApiAnswer<Granted> {
    let id = parsed(&id)?;
    reads::account(here.db(), &here.scope(), &id).await?.ok_or(Trouble::NotFound)?;
    let NewPost { kind, area, title, until } = wanted(&office, &here, sent)?;
    let fresh = here.new_id();
    let done = here.perform(&id, GrantPost { post: fresh.clone(), kind: kind.clone(), area, title, until }).await?;
    office.keeper.forget();
    // Asked again, or held already: the grant that stands.
    let standing = done.state.posts.iter().find(|(_, post)| post.kind == kind && post.area == area);
    let post = standing.map_or(fresh, |(id, _)| id.clone());
    Ok(Reply::created(format!("/api/accounts/{id}/posts/{post}"), Granted { id: post }))
}

/// Ends a post.
pub(super) async fn end_post(office: Arc<Office>, here: Here, Path((id, post)): Path<(String, String)>) -> ApiAnswer<()> {
    let (id, post) = (parsed(&id)?, parsed(&post)?);
    let held = reads::posts(here.db(), &here.scope(), std::slice::from_ref(&id)).await?;
    let ending = held.iter().find(|held| held.post == post).ok_or(Trouble::NotFound)?;
    here.require(Some(ending.area), None)?;
    here.perform(&id, EndPost { account: id.clone(), post }).await?;
    Ok(nothing(&office))
}

/// Makes a link for a new password.
pub(super) async fn link(office: Arc<Office>, here: Here, Path(id): Path<String>) -> ApiAnswer<Link> {
    let id = looked_after(&office, &here, &id).await?;
    let link = path_of(&here, &id).await?;
    Ok(Reply::created(format!("/api/accounts/{id}"), Link { link }))
}

/// Removes the one-time codes of somebody who lost the telephone.
pub(super) async fn no_codes(office: Arc<Office>, here: Here, Path(id): Path<String>) -> ApiAnswer<()> {
    let id = looked_after(&office, &here, &id).await?;
    here.perform(&id, RemoveCodes { account: id.clone() }).await?;
    Ok(nothing(&office))
}

/// Closes an account.
pub(super) async fn close(office: Arc<Office>, here: Here, Path(id): Path<String>, Json(sent): Json<Closing>) -> ApiAnswer<()> {
    let id = looked_after(&office, &here, &id).await?;
    let act = Close { account: id.clone(), reason: here.desk().seal("words", None, sent.reason.trim()) };
    here.perform(&id, act).await?;
    Ok(nothing(&office))
}

/// Opens a closed account again.
pub(super) async fn reopen(office: Arc<Office>, here: Here, Path(id): Path<String>) -> ApiAnswer<()> {
    let id = looked_after(&office, &here, &id).await?;
    here.perform(&id, Reopen {}).await?;
    Ok(nothing(&office))
}

/// Erases the person of a closed account.
pub(super) async fn erase(office: Arc<Office>, here: Here, Path(id): Path<String>, Json(sent): Json<Erasing>) -> ApiAnswer<()> {
    let id = parsed(&id)?;
    reads::account(here.db(), &here.scope(), &id).await?.ok_or(Trouble::NotFound)?;
    erase_person(here.desk(), here.given(), &id, Because { why: sent.why, law: sent.law }).await?;
    Ok(nothing(&office))
}

fn nothing(office: &Office) -> Reply<()> {
    office.keeper.forget();
    Reply::nothing()
}

async fn looked_after(office: &Office, here: &Here, id: &str) -> Result<Id, Trouble> {
    let id = parsed(id)?;
    office.looked_after(here, &id).await?;
    Ok(id)
}

fn parsed(id: &str) -> Result<Id, Trouble> {
    Id::parse(id).map_err(|_| Trouble::NotFound)
}
