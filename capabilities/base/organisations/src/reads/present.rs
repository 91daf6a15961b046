//! The whole contact book as an import compares it with a file.

use std::collections::BTreeMap;

use desk::{Db, Fault, Record, args};
use kernel::{Id, Scope};

use super::visible;
use crate::facts::Founding;
use crate::import::Present;
use crate::reads::BodyRead;
use crate::state::{Body, Post, PostAbout};
use crate::{Line, PersonDetails, PostKind};

/// How many bodies, posts, lines and people the book of an import has at most, each. A larger one is a fault, never cut in silence.
pub const PRESENT_MAX: i64 = 100_000;

/// All bodies that the scope sees, with their posts, lines and people.
///
/// # Errors
/// A fault when the database does not answer, or when there are more than [`PRESENT_MAX`] of something.
pub async fn present(db: &Db, scope: &Scope) -> Result<Present, Fault> {
    let mut bodies = BTreeMap::new();
    let columns = "b.id, b.code, b.name, b.short_name, b.kind, b.field, b.level, b.area, b.parent_id, b.apart, b.phones, b.mailbox, \
                   b.dissolved, b.version";
    for row in &all(db, scope, (columns, "bodies b")).await? {
        let (id, body) = body(row)?;
        bodies.insert(id, body);
    }
    let lines = ("l.body_id, l.line, l.n, l.to_id, b.id", "bodies b join body_lines l on l.body_id = b.id");
    let mut lines: Vec<(Id, Line, i64, Id)> = all(db, scope, lines).await?.iter().map(line).collect::<Result<_, Fault>>()?;
    lines.sort_by_key(|(_, _, n, _)| *n);
    for (from, line, _, to) in lines {
        if let Some(body) = bodies.get_mut(&from) {
            body.lines.entry(line).or_default().push(to);
        }
    }
    let columns = "p.id, p.code, p.body_id, b.area, p.kind, p.title, p.sort_order, p.holder_id, p.deputies, p.version, s.words";
    let from = "bodies b join posts p on p.body_id = b.id and not p.abolished left join people h on h.id = p.holder_id \
                left join sealed s on s.id = h.sealed_id";
    let (mut posts, mut people) = (BTreeMap::new(), BTreeMap::new());
    for row in &all(db, scope, (columns, from)).await? {
        let (id, post) = post(row)?;
        let details = row.maybe_text("words")?.as_deref().and_then(PersonDetails::from_words);
        people.extend(post.holder.clone().zip(details));
        posts.insert(id, post);
    }
    Ok(Present::of(bodies, posts, people))
}

async fn all(db: &Db, scope: &Scope, (columns, from): (&str, &str)) -> Result<Vec<Record>, Fault> {
    let (filter, mut values) = visible(scope, 1);
    values.extend(args![PRESENT_MAX + 1]);
    let sql = format!("select {columns} from {from} where {filter} and not b.dissolved limit ${}", values.len());
    let rows = db.rows(sql, values).await?;
    if i64::try_from(rows.len()).unwrap_or(i64::MAX) > PRESENT_MAX {
        return Err(Fault::broken(format!(
            "the contact book has more than {PRESENT_MAX} rows: too many to be compared with a file"
        )));
    }
    Ok(rows)
}

fn body(row: &Record) -> Result<(Id, Body), Fault> {
    let read = BodyRead::read(row)?;
    let short_name = if read.short_name == read.name { String::new() } else { read.short_name };
    let about = Founding {
        code: read.code,
        name: read.name,
        short_name,
        body_kind: read.kind,
        field: read.field,
        level: read.level,
        area: read.area,
        parent: read.parent,
        standing: read.standing,
    };
    let body = Body { about: Some(about), phones: read.phones, mailbox: read.mailbox, version: read.version, ..Body::default() };
    Ok((read.id, body))
}

fn line(row: &Record) -> Result<(Id, Line, i64, Id), Fault> {
    let word = row.text("line")?;
    let line = Line::parse(&word).ok_or_else(|| Fault::broken(format!("a line called {word:?}")))?;
    Ok((row.id("body_id")?, line, row.int("n")?, row.id("to_id")?))
}

fn post(row: &Record) -> Result<(Id, Post), Fault> {
    let kind = row.text("kind")?;
    let deputies = row.text("deputies")?;
    let deputies: Result<Vec<Id>, _> = deputies.split_whitespace().map(Id::parse).collect();
    let about = PostAbout {
        code: row.text("code")?,
        body: row.id("body_id")?,
        area: row.area("area")?,
        kind: PostKind::parse(&kind).ok_or_else(|| Fault::broken(format!("a post of the sort {kind:?}")))?,
        title: row.text("title")?,
        order: u32::try_from(row.int("sort_order")?).unwrap_or(u32::MAX),
    };
    let post = Post {
        about: Some(about),
        holder: row.maybe_id("holder_id")?,
        deputies: deputies.map_err(|e| Fault::broken("column deputies of a post").from_error(e))?,
        version: u64::try_from(row.int("version")?).unwrap_or(0),
        ..Post::default()
    };
    Ok((row.id("id")?, post))
}
