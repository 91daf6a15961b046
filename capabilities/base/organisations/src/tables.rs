//! The tables kept from facts of bodies, posts and people.

use desk::{Entered, Rows, args, table};
use kernel::{AreaCode, Id};

use crate::facts::{BodyFact, Founding, PersonFact, PostFact};
use crate::initials::initials;
use crate::state::{Body, Person, Post, PostAbout};
use crate::{BodyKind, Standing};

table! {
    /// One row a body.
    pub struct BodyRow in "bodies" by ("id") {
        /// Which body.
        pub id: Id,
        /// Its code.
        pub code: String,
        /// Its full name.
        pub name: String,
        /// Its name in lists.
        pub short_name: String,
        /// What sort of body it is.
        pub kind: &'static str,
        /// The place of its sort in the order in which people read them.
        pub rank: i64,
        /// Its field of work.
        pub field: Option<String>,
        /// Its level.
        pub level: &'static str,
        /// Its area.
        pub area: AreaCode,
        /// The body it belongs to.
        pub parent_id: Option<Id>,
        /// 0 for the city's own bodies, 1 for those outside: the city's own come first.
        pub apart: i64,
        /// Its numbers, as in the fact.
        pub phones: String,
        /// Its mailbox.
        pub mailbox: Option<String>,
        /// What a search compares: names, initials, code and numbers in small letters.
        pub find: String,
        /// Whether it no longer exists.
        pub dissolved: bool,
        /// How many facts there are of it.
        pub version: u64,
    }
}

table! {
    /// One row an addressee.
    pub struct BodyLineRow in "body_lines" by ("body_id", "line", "n") {
        /// Who reports.
        pub body_id: Id,
        /// On which line.
        pub line: &'static str,
        /// The place in the order in which addressees are told, from 0.
        pub n: i64,
        /// To whom.
        pub to_id: Id,
    }
}

table! {
    /// One row a post.
    pub struct PostRow in "posts" by ("id") {
        /// Which post.
        pub id: Id,
        /// Its code.
        pub code: String,
        /// Its body.
        pub body_id: Id,
        /// The area of its body.
        pub area: AreaCode,
        /// What sort of post it is.
        pub kind: &'static str,
        /// Its title.
        pub title: String,
        /// Its place among the posts of the body.
        pub sort_order: i64,
        /// Who holds it.
        pub holder_id: Option<Id>,
        /// The posts that stand in, divided by blanks.
        pub deputies: String,
        /// What a search compares: title, initials and code in small letters.
        pub find: String,
        /// Whether it no longer exists.
        pub abolished: bool,
        /// How many facts there are of it.
        pub version: u64,
    }
}

table! {
    /// One row a person.
    pub struct PersonRow in "people" by ("id") {
        /// Who.
        pub id: Id,
        /// Where the details lie now.
        pub sealed_id: Id,
        /// How many facts there are of the entry.
        pub version: u64,
    }
}

/// Keeps one row a body and one an addressee.
pub fn keep_body(before: &Body, after: &Body, entered: &Entered<BodyFact>, rows: &mut Rows) {
    let Some(about) = &after.about else { return };
    rows.put(body_row(&entered.id, about, after));
    if let BodyFact::LineSet { line, to } = &entered.fact {
        let row = |(n, to): (i64, &Id)| BodyLineRow { body_id: entered.id.clone(), line: line.as_str(), n, to_id: to.clone() };
        (0..).zip(to).map(row).for_each(|row| rows.put(row));
        for n in to.len()..before.above(*line).len() {
            rows.remove::<BodyLineRow>(args![&entered.id, line.as_str(), i64::try_from(n).unwrap_or(i64::MAX)]);
        }
    }
}

/// Keeps one row a post.
pub fn keep_post(_: &Post, after: &Post, entered: &Entered<PostFact>, rows: &mut Rows) {
    let Some(PostAbout { code, body, area, kind, title, order }) = after.about.clone() else { return };
    rows.put(PostRow {
        id: entered.id.clone(),
        body_id: body,
        area,
        kind: kind.as_str(),
        sort_order: i64::from(order),
        holder_id: after.holder.clone(),
        deputies: after.deputies.iter().map(Id::as_str).collect::<Vec<_>>().join(" "),
        find: findable(&[title.as_str(), code.as_str(), &initials(&title)]),
        abolished: after.abolished,
        version: after.version,
        code,
        title,
    });
}

/// Keeps one row a person.
pub fn keep_person(_: &Person, after: &Person, entered: &Entered<PersonFact>, rows: &mut Rows) {
    let Some(details) = &after.details else { return };
    rows.put(PersonRow { id: entered.id.clone(), sealed_id: details.id.clone(), version: after.version });
}

fn body_row(id: &Id, about: &Founding, body: &Body) -> BodyRow {
    let short_name = body.short_name().to_owned();
    let numbers: Vec<String> = body.phones.iter().map(|phone| format!("{} {}", phone.number, phone.number.digits())).collect();
    let find = findable(&[
        about.name.as_str(),
        short_name.as_str(),
        about.code.as_str(),
        &initials(&about.name),
        &initials(&short_name),
        &numbers.join(" "),
    ]);
    BodyRow {
        id: id.clone(),
        code: about.code.clone(),
        name: about.name.clone(),
        short_name,
        kind: about.body_kind.as_str(),
        rank: rank(about.body_kind),
        field: about.field.clone(),
        level: about.level.as_str(),
        area: about.area,
        parent_id: about.parent.clone(),
        apart: i64::from(about.standing == Standing::Outside),
        phones: serde_json::to_string(&body.phones).unwrap_or_else(|_| "[]".to_owned()),
        mailbox: body.mailbox.as_ref().map(ToString::to_string),
        find,
        dissolved: body.dissolved,
        version: body.version,
    }
}

fn rank(kind: BodyKind) -> i64 {
    (0..).zip(BodyKind::ALL).find(|(_, one)| **one == kind).map_or(i64::MAX, |(rank, _)| rank)
}

fn findable(texts: &[&str]) -> String {
    texts.join(" ").to_lowercase()
}
