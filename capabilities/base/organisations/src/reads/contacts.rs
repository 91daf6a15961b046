//! The contact book: bodies with their numbers and posts with the people in them, found by whatever somebody remembers of them.

use desk::{Db, Fault, Record, Value, args};
use kernel::{AreaCode, Id, Scope};

use super::visible;
use crate::facts::BodyPhone;
use crate::reads::Holder;
use crate::{BodyKind, PostKind, Standing, typed};

/// How many entries one page has at most.
pub const CONTACTS_MAX: usize = 500;
/// How many words of a question count.
pub const QUERY_WORDS_MAX: usize = 5;
/// From this many digits on, a word of digits is compared with digits alone, however numbers are grouped.
const DIGITS_MIN: usize = 3;

/// What is asked of the contact book.
#[derive(Debug, Clone, Default)]
pub struct ContactsAsked {
    /// Words that must all be met: by name, initials, title, body, code or number.
    pub words: String,
    /// Only in this area and what lies in it.
    pub area: Option<AreaCode>,
    /// Only bodies of this sort.
    pub body_kind: Option<BodyKind>,
    /// Only posts of this sort.
    pub post_kind: Option<PostKind>,
    /// Behind which entry to go on.
    pub behind: Option<ContactsEnd>,
    /// How many entries, at most [`CONTACTS_MAX`].
    pub limit: usize,
}

/// Where an entry stands in the order of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactsEnd {
    /// 0 for the city's own bodies, 1 for those outside.
    pub apart: i64,
    /// The area, twelve digits.
    pub area: String,
    /// The place of the sort of body.
    pub rank: i64,
    /// The code of the body.
    pub code: String,
    /// The place of the post; 0 for a body without posts.
    pub order: i64,
    /// The post; empty for a body without posts.
    pub post: String,
}

/// One entry: a post of a body, or a body that has none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// The body.
    pub body: Id,
    /// Its full name.
    pub body_name: String,
    /// Its name in lists.
    pub body_short_name: String,
    /// What sort of body it is.
    pub body_kind: BodyKind,
    /// Its area.
    pub area: AreaCode,
    /// Whether it is one of the city's own.
    pub standing: Standing,
    /// Its numbers.
    pub phones: Vec<BodyPhone>,
    /// The post, where the body has one.
    pub post: Option<ContactPost>,
    /// Where it stands in the order of the book.
    pub end: ContactsEnd,
}

/// The post of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactPost {
    /// Which post.
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
    /// What sort of post it is.
    pub kind: PostKind,
    /// Who holds it; nobody while it is vacant.
    pub holder: Option<Holder>,
}

/// A page of the contact book.
#[derive(Debug, Clone, Default)]
pub struct Contacts {
    /// Its entries.
    pub entries: Vec<Contact>,
    /// How many entries fit in all.
    pub total: i64,
}

const FROM: &str = "bodies b left join posts p on p.body_id = b.id and not p.abolished left join people h on h.id = p.holder_id \
                    left join sealed s on s.id = h.sealed_id";
const COLUMNS: &str = "b.id as body_id, b.name, b.short_name, b.kind, b.area, b.apart, b.rank, b.code, b.phones, p.id as post_id, \
                       p.code as post_code, p.title, p.kind as post_kind, coalesce(p.sort_order, 0) as sort_order, p.holder_id, h.sealed_id, s.words";
const ORDER: &str = "b.apart, b.area, b.rank, b.code, coalesce(p.sort_order, 0), coalesce(p.id, '')";

/// What fits the question, in the order of the book: the city's own first, by area, sort of body and order of posts.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn contacts(db: &Db, scope: &Scope, asked: &ContactsAsked) -> Result<Contacts, Fault> {
    let (mut filter, mut values) = filtered(scope, asked);
    let count = format!("select count(*) as n from {FROM} where {filter}");
    let total = db.one(count, values.clone()).await?.map_or(Ok(0), |row| row.int("n"))?;
    if let Some(end) = &asked.behind {
        let at = values.len();
        let behind: Vec<String> = (1..=6).map(|n| format!("${}", at + n)).collect();
        filter = format!("{filter} and ({ORDER}) > ({})", behind.join(", "));
        values.extend(args![end.apart, &end.area, end.rank, &end.code, end.order, &end.post]);
    }
    values.push(i64::try_from(asked.limit.clamp(1, CONTACTS_MAX + 1)).unwrap_or(1).into());
    let sql = format!("select {COLUMNS} from {FROM} where {filter} order by {ORDER} limit ${}", values.len());
    let entries = db.rows(sql, values).await?.iter().map(Contact::read).collect::<Result<_, _>>()?;
    Ok(Contacts { entries, total })
}

/// The condition of a question and its arguments from `$1` on.
fn filtered(scope: &Scope, asked: &ContactsAsked) -> (String, Vec<Value>) {
    let (visible, mut values) = visible(scope, 1);
    let mut all = vec![visible, "not b.dissolved".to_owned()];
    if let Some(area) = asked.area {
        let (from, to) = area.subtree();
        all.push(format!("b.area >= ${} and b.area < ${}", values.len() + 1, values.len() + 2));
        values.extend(args![from, to]);
    }
    if let Some(kind) = asked.body_kind {
        values.push(kind.as_str().into());
        all.push(format!("b.kind = ${}", values.len()));
    }
    if let Some(kind) = asked.post_kind {
        values.push(kind.as_str().into());
        all.push(format!("p.kind = ${}", values.len()));
    }
    for word in asked.words.split_whitespace().take(QUERY_WORDS_MAX) {
        values.push(pattern(word).into());
        let n = values.len();
        let like = |column: &str| format!("{column} like ${n} escape '\\'");
        let any = [like("b.find"), like("coalesce(p.find, '')"), like("lower(coalesce(s.words, ''))")];
        all.push(format!("({})", any.join(" or ")));
    }
    (all.join(" and "), values)
}

/// What a word is compared as: in small letters; a telephone number by its digits alone.
fn pattern(word: &str) -> String {
    let word = typed::plain(word).to_lowercase();
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let is_number = digits.len() >= DIGITS_MIN && word.chars().all(|c| c.is_ascii_digit() || "+-()".contains(c));
    let text = if is_number { digits } else { word };
    format!("%{}%", typed::escaped(&text))
}

impl Contact {
    fn read(row: &Record) -> Result<Self, Fault> {
        let body_kind = row.text("kind")?;
        let apart = row.int("apart")?;
        let post = row.maybe_id("post_id")?.map(|id| ContactPost::read(id, row)).transpose()?;
        Ok(Self {
            body: row.id("body_id")?,
            body_name: row.text("name")?,
            body_short_name: row.text("short_name")?,
            body_kind: BodyKind::parse(&body_kind).ok_or_else(|| Fault::broken(format!("a body of the sort {body_kind:?}")))?,
            area: row.area("area")?,
            standing: if apart == 0 { Standing::Own } else { Standing::Outside },
            phones: serde_json::from_str(&row.text("phones")?)?,
            end: ContactsEnd {
                apart,
                area: row.text("area")?,
                rank: row.int("rank")?,
                code: row.text("code")?,
                order: row.int("sort_order")?,
                post: post.as_ref().map(|post| post.id.to_string()).unwrap_or_default(),
            },
            post,
        })
    }
}

impl ContactPost {
    fn read(id: Id, row: &Record) -> Result<Self, Fault> {
        let kind = row.text("post_kind")?;
        Ok(Self {
            id,
            code: row.text("post_code")?,
            title: row.text("title")?,
            kind: PostKind::parse(&kind).ok_or_else(|| Fault::broken(format!("a post of the sort {kind:?}")))?,
            holder: Holder::read(row)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_compared_by_its_digits_and_a_sign_means_itself() {
        assert_eq!(pattern("0421-000"), "%0421000%");
        assert_eq!(pattern("＋86"), "%+86%", "two digits are not yet a number");
        assert_eq!(pattern("50%_\\"), "%50\\%\\_\\\\%");
        assert_eq!(pattern("YJJ"), "%yjj%");
        assert_eq!(pattern("211300.yjj"), "%211300.yjj%");
    }
}
