//! Posts, who holds them and who stands in.

use std::collections::HashMap;

use desk::{Db, Fault, Record, Value, args};
use kernel::{AreaCode, Id, Scope};

use super::visible;
use crate::typed::escaped;
use crate::{BodyKind, PersonDetails, PostKind};

/// How many posts one question answers at most.
pub const POSTS_MAX: i64 = 1_000;

/// How many posts are asked for by their ids in one question.
const DEPUTIES_AT_ONCE: usize = 100;
const COLUMNS: &str = "p.id, p.code, p.body_id, b.short_name as body_name, b.area, p.kind, p.title, p.sort_order, p.holder_id, \
                       p.deputies, p.abolished, p.version, h.sealed_id, s.words";
const FROM: &str = "posts p join bodies b on b.id = p.body_id left join people h on h.id = p.holder_id \
                    left join sealed s on s.id = h.sealed_id";
const ORDER: &str = "order by b.apart, b.area, b.rank, b.code, p.sort_order, p.code, p.id";

/// A post as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostRead {
    /// Which post.
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its body.
    pub body: Id,
    /// The name of its body in lists.
    pub body_name: String,
    /// The area of its body.
    pub area: AreaCode,
    /// What sort of post it is.
    pub kind: PostKind,
    /// Its title.
    pub title: String,
    /// Its place among the posts of the body.
    pub order: u32,
    /// Who holds it; nobody while it is vacant.
    pub holder: Option<Holder>,
    /// Who stands in: posts, in the order in which they are tried.
    pub deputies: Vec<Id>,
    /// Whether it no longer exists.
    pub abolished: bool,
    /// How many facts there are of it: what a change must have seen.
    pub version: u64,
}

/// Who holds a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Which person.
    pub person: Id,
    /// Where their details lie: what a correction must have seen.
    pub sealed: Option<Id>,
    /// Name and numbers; nothing when they were erased.
    pub details: Option<PersonDetails>,
}

/// A post with the posts that stand in for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithDeputies {
    /// The post.
    pub post: PostRead,
    /// Who stands in, in the order in which they are tried.
    pub deputies: Vec<PostRead>,
}

impl Holder {
    pub(super) fn read(row: &Record) -> Result<Option<Self>, Fault> {
        let Some(person) = row.maybe_id("holder_id")? else { return Ok(None) };
        let details = row.maybe_text("words")?.as_deref().and_then(PersonDetails::from_words);
        Ok(Some(Self { person, sealed: row.maybe_id("sealed_id")?, details }))
    }
}

impl PostRead {
    pub(super) fn read(row: &Record) -> Result<Self, Fault> {
        let kind = row.text("kind")?;
        let deputies = row.text("deputies")?;
        let deputies = deputies.split_whitespace().map(Id::parse).collect::<Result<Vec<_>, _>>();
        Ok(Self {
            id: row.id("id")?,
            code: row.text("code")?,
            body: row.id("body_id")?,
            body_name: row.text("body_name")?,
            area: row.area("area")?,
            kind: PostKind::parse(&kind).ok_or_else(|| Fault::broken(format!("column kind of a post says {kind:?}")))?,
            title: row.text("title")?,
            order: u32::try_from(row.int("sort_order")?).unwrap_or(u32::MAX),
            holder: Holder::read(row)?,
            deputies: deputies.map_err(|e| Fault::broken("column deputies of a post").from_error(e))?,
            abolished: row.bool("abolished")?,
            version: u64::try_from(row.int("version")?).unwrap_or(0),
        })
    }
}

/// One post, abolished or not; nothing when the scope does not see it.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn post(db: &Db, scope: &Scope, id: &Id) -> Result<Option<PostRead>, Fault> {
    Ok(asked(db, scope, ("p.id = $1", args![id])).await?.pop())
}

/// The post that has a code; nothing when the scope does not see it or it was abolished.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn post_by_code(db: &Db, scope: &Scope, code: &str) -> Result<Option<PostRead>, Fault> {
    Ok(asked(db, scope, ("p.code = $1 and not p.abolished", args![code])).await?.pop())
}

/// The posts of a body that exist, in their order.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn posts_of(db: &Db, scope: &Scope, body: &Id) -> Result<Vec<PostRead>, Fault> {
    asked(db, scope, ("p.body_id = $1 and not p.abolished", args![body])).await
}

/// The posts that a person holds.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn posts_held(db: &Db, scope: &Scope, person: &Id) -> Result<Vec<PostRead>, Fault> {
    asked(db, scope, ("p.holder_id = $1 and not p.abolished", args![person])).await
}

/// Which posts of an area are asked for.
#[derive(Debug, Clone, Copy)]
pub struct PostsAsked<'a> {
    /// Of this sort.
    pub kind: PostKind,
    /// Only in bodies of this sort.
    pub body_kind: Option<BodyKind>,
    /// Only in bodies of this field of work.
    pub field: Option<&'a str>,
}

impl From<PostKind> for PostsAsked<'_> {
    fn from(kind: PostKind) -> Self {
        Self { kind, body_kind: None, field: None }
    }
}

/// The posts of one sort in exactly this area, each with who stands in: the mayor, the head of the emergency bureau, the leaders in
/// charge of all shifts.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn posts_by_kind(
    db: &Db,
    scope: &Scope,
    area: AreaCode,
    asked_for: impl Into<PostsAsked<'_>>,
) -> Result<Vec<WithDeputies>, Fault> {
    let PostsAsked { kind, body_kind, field } = asked_for.into();
    let filter = "b.area = $1 and p.kind = $2 and ($3 = '' or b.kind = $3) and ($4 = '' or b.field = $4) \
                  and b.apart = 0 and not b.dissolved and not p.abolished";
    let values = args![area, kind.as_str(), body_kind.map_or("", BodyKind::as_str), field.unwrap_or_default()];
    let posts = asked(db, scope, (filter, values)).await?;
    let deputies = deputies(db, scope, &posts).await?;
    let with = |post: PostRead| {
        let deputies = post.deputies.iter().filter_map(|id| deputies.get(id).cloned()).collect();
        WithDeputies { post, deputies }
    };
    Ok(posts.into_iter().map(with).collect())
}

/// The person of the contact book who has the same name and mobile number, if one of those who hold posts has.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn same_person(db: &Db, scope: &Scope, details: &PersonDetails) -> Result<Option<Id>, Fault> {
    let named = format!("{}%", escaped(&serde_json::Value::from(vec![details.name.as_str()]).to_string().replace(']', ",")));
    let posts = asked(db, scope, ("s.words like $1 escape '\\' and not p.abolished", args![named])).await?;
    let same = |holder: &Holder| holder.details.as_ref().is_some_and(|known| known.is_same_person(details));
    Ok(posts.into_iter().filter_map(|post| post.holder).find(same).map(|holder| holder.person))
}

/// The posts that stand in for any of these and exist.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn deputies(db: &Db, scope: &Scope, posts: &[PostRead]) -> Result<HashMap<Id, PostRead>, Fault> {
    let mut ids: Vec<Id> = posts.iter().flat_map(|post| post.deputies.iter().cloned()).collect();
    ids.sort();
    ids.dedup();
    let mut found = HashMap::with_capacity(ids.len());
    for some in ids.chunks(DEPUTIES_AT_ONCE) {
        let places: Vec<String> = (1..=some.len()).map(|n| format!("${n}")).collect();
        let filter = format!("p.id in ({}) and not p.abolished", places.join(", "));
        let posts = asked(db, scope, (&filter, some.iter().map(Value::from).collect())).await?;
        found.extend(posts.into_iter().map(|post| (post.id.clone(), post)));
    }
    Ok(found)
}

/// Posts that fit a condition and whose body the scope sees.
async fn asked(db: &Db, scope: &Scope, (condition, mut values): (&str, Vec<Value>)) -> Result<Vec<PostRead>, Fault> {
    let (filter, more) = visible(scope, values.len() + 1);
    values.extend(more);
    values.push(POSTS_MAX.into());
    let sql = format!("select {COLUMNS} from {FROM} where {condition} and {filter} {ORDER} limit ${}", values.len());
    db.rows(sql, values).await?.iter().map(PostRead::read).collect()
}
