//! `/api/contacts`: the contact book as a list.

use kernel::{AreaCode, Id};
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use web::{ApiAnswer, Cursor, Door, Here, Listing, Paged, Reply, Trouble};

use super::{PersonItem, PhoneItem, phone_items};
use crate::api::changing::READ;
use crate::reads::{self, CONTACTS_MAX, Contact, ContactsAsked, ContactsEnd};
use crate::{BodyKind, PostKind, Standing, words};

/// An entry: a post of a body, or a body that has none.
#[derive(Debug, Serialize, ToSchema)]
struct ContactItem {
    /// The body.
    body: ContactBody,
    /// The post, where the body has one.
    post: Option<ContactPostItem>,
}

/// The body of an entry.
#[derive(Debug, Serialize, ToSchema)]
struct ContactBody {
    /// Which body.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// Its full name.
    name: String,
    /// Its name in lists.
    short_name: String,
    /// What sort of body it is.
    kind: BodyKind,
    /// Its area.
    #[schema(value_type = web::shape::Area)]
    area: AreaCode,
    /// Whether it is one of the city's own.
    standing: Standing,
    /// Its numbers, in the order in which they are tried.
    phones: Vec<PhoneItem>,
}

/// The post of an entry.
#[derive(Debug, Serialize, ToSchema)]
struct ContactPostItem {
    /// Which post.
    #[schema(value_type = web::shape::Id)]
    id: Id,
    /// Its title.
    title: String,
    /// What sort of post it is.
    kind: PostKind,
    /// Who holds it; nobody while it is vacant.
    holder: Option<PersonItem>,
}

/// What is asked of the contact book.
#[derive(Debug, IntoParams)]
#[expect(dead_code, reason = "read through `Listing`; here for the description of the API")]
struct ContactsQuery {
    /// Words that must all be met: by name, initials, title, body, code or part of a number.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only in this area and what lies in it.
    #[param(value_type = Option<web::shape::Area>)]
    area: Option<String>,
    /// Only bodies of this sort.
    kind: Option<BodyKind>,
    /// Only posts of this sort.
    post_kind: Option<PostKind>,
    /// How many; 50 where nothing is said.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
    /// Where to go on: `next` of the page before; empty for the first page.
    #[param(pattern = "^[A-Za-z0-9_-]{0,600}$")]
    cursor: Option<String>,
}

pub(super) fn doors() -> Vec<Door> {
    vec![
        Door::read("/api/contacts", READ, list)
            .says(words::API_CONTACTS)
            .query::<ContactsQuery>()
            .answers::<Paged<ContactItem>>(200),
    ]
}

async fn list(here: Here, asked: Listing) -> ApiAnswer<Paged<ContactItem>> {
    let question = question(&asked)?;
    let found = reads::contacts(here.db(), &here.scope(), &question).await?;
    let (entries, next) = asked.cut(found.entries, |contact| behind(&contact.end));
    let items = entries.into_iter().map(ContactItem::from).collect();
    Ok(Reply::ok(Paged { items, next: next.map(|cursor| cursor.written()) }))
}

/// What the address of a list asks of the contact book, with one entry more than a page shows.
pub fn question(asked: &Listing) -> Result<ContactsAsked, Trouble> {
    let wrong = |field: &str| Trouble::field(field, web::words::FIELD_CHOICE);
    let chosen = |field: &str| Some(asked.get(field).to_owned()).filter(|value| !value.is_empty());
    Ok(ContactsAsked {
        words: asked.search(),
        area: chosen("area").map(|code| AreaCode::parse(&code).map_err(|_| wrong("area"))).transpose()?,
        body_kind: chosen("kind").map(|word| BodyKind::parse(&word).ok_or_else(|| wrong("kind"))).transpose()?,
        post_kind: chosen("post_kind").map(|word| PostKind::parse(&word).ok_or_else(|| wrong("post_kind"))).transpose()?,
        behind: asked.behind(end)?,
        limit: asked.limit().min(CONTACTS_MAX) + 1,
    })
}

/// The cursor behind an entry.
pub fn behind(end: &ContactsEnd) -> Cursor {
    let ContactsEnd { apart, area, rank, code, order, post } = end.clone();
    Cursor::of([apart.to_string(), area, rank.to_string(), code, order.to_string(), post])
}

fn end(cursor: &Cursor) -> Option<ContactsEnd> {
    let text = |at: usize| cursor.text(at).map(ToOwned::to_owned);
    Some(ContactsEnd {
        apart: cursor.int(0)?,
        area: text(1)?,
        rank: cursor.int(2)?,
        code: text(3)?,
        order: cursor.int(4)?,
        post: text(5)?,
    })
}

impl From<Contact> for ContactItem {
    fn from(contact: Contact) -> Self {
        let post = contact.post.map(|post| ContactPostItem {
            id: post.id,
            title: post.title,
            kind: post.kind,
            holder: post.holder.map(PersonItem::from),
        });
        let body = ContactBody {
            id: contact.body,
            name: contact.body_name,
            short_name: contact.body_short_name,
            kind: contact.body_kind,
            area: contact.area,
            standing: contact.standing,
            phones: phone_items(contact.phones),
        };
        Self { body, post }
    }
}
