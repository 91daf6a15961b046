//! Bodies, where they stand in the tree, and whom they report to.

use std::collections::BTreeMap;

use desk::{Db, Fault, Record, Value, args};
use kernel::{AreaCode, AreaLevel, Id, Scope};

use super::visible;
use crate::facts::BodyPhone;
use crate::{BodyKind, Email, Level, Line, PhoneUse, Standing};

/// How many bodies one question answers at most.
pub const BODIES_MAX: i64 = 1_000;

const COLUMNS: &str = "b.id, b.code, b.name, b.short_name, b.kind, b.field, b.level, b.area, b.parent_id, b.apart, b.phones, \
                       b.mailbox, b.dissolved, b.version";
const ORDER: &str = "order by b.apart, b.area, b.rank, b.code, b.id";

/// A body as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyRead {
    /// Which body.
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its full name.
    pub name: String,
    /// Its name in lists.
    pub short_name: String,
    /// What sort of body it is.
    pub kind: BodyKind,
    /// Its field of work.
    pub field: Option<String>,
    /// Its level.
    pub level: Level,
    /// Its area.
    pub area: AreaCode,
    /// The body it belongs to.
    pub parent: Option<Id>,
    /// Whether it is one of the city's own.
    pub standing: Standing,
    /// Its numbers, in the order in which they are tried.
    pub phones: Vec<BodyPhone>,
    /// Its mailbox.
    pub mailbox: Option<Email>,
    /// Whether it no longer exists.
    pub dissolved: bool,
    /// How many facts there are of it: what a change must have seen.
    pub version: u64,
}

/// How many bodies there are in an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AreaCount {
    /// The area.
    pub area: AreaCode,
    /// How many bodies lie in it, those of smaller areas included.
    pub bodies: i64,
}

impl BodyRead {
    /// The number to call first: the one answered around the clock, else any that is no fax.
    #[must_use]
    pub fn first_phone(&self) -> Option<&BodyPhone> {
        let duty = self.phones.iter().find(|phone| phone.usage == PhoneUse::Duty);
        duty.or_else(|| self.phones.iter().find(|phone| phone.usage != PhoneUse::Fax))
    }

    pub(super) fn read(row: &Record) -> Result<Self, Fault> {
        let word = |name: &str, text: &str| Fault::broken(format!("column {name} of a body says {text:?}"));
        let (kind, level) = (row.text("kind")?, row.text("level")?);
        let mailbox = row.maybe_text("mailbox")?;
        Ok(Self {
            id: row.id("id")?,
            code: row.text("code")?,
            name: row.text("name")?,
            short_name: row.text("short_name")?,
            kind: BodyKind::parse(&kind).ok_or_else(|| word("kind", &kind))?,
            field: row.maybe_text("field")?,
            level: Level::parse(&level).ok_or_else(|| word("level", &level))?,
            area: row.area("area")?,
            parent: row.maybe_id("parent_id")?,
            standing: if row.int("apart")? == 0 { Standing::Own } else { Standing::Outside },
            phones: serde_json::from_str(&row.text("phones")?)?,
            mailbox: mailbox.and_then(|mailbox| Email::parse(&mailbox).ok()),
            dissolved: row.bool("dissolved")?,
            version: u64::try_from(row.int("version")?).unwrap_or(0),
        })
    }
}

/// One body, dissolved or not; nothing when the scope does not see it.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn body(db: &Db, scope: &Scope, id: &Id) -> Result<Option<BodyRead>, Fault> {
    Ok(asked(db, scope, ("b.id = $1", args![id]), 1).await?.pop())
}

/// The body that has a code; nothing when the scope does not see it or it was dissolved.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn body_by_code(db: &Db, scope: &Scope, code: &str) -> Result<Option<BodyRead>, Fault> {
    Ok(asked(db, scope, ("b.code = $1 and not b.dissolved", args![code]), 1).await?.pop())
}

/// The bodies of exactly this area that exist.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn bodies(db: &Db, scope: &Scope, area: AreaCode) -> Result<Vec<BodyRead>, Fault> {
    asked(db, scope, ("b.area = $1 and not b.dissolved", args![area]), BODIES_MAX).await
}

/// The bodies outside that exist: above, beside and in the garrison.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn outside(db: &Db, scope: &Scope) -> Result<Vec<BodyRead>, Fault> {
    asked(db, scope, ("b.apart = 1 and not b.dissolved", Vec::new()), BODIES_MAX).await
}

/// The bodies of one sort in exactly this area, and of one field where one is named: the duty room of a government,
/// the bureau for fires.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn bodies_by_kind(
    db: &Db,
    scope: &Scope,
    area: AreaCode,
    (kind, field): (BodyKind, Option<&str>),
) -> Result<Vec<BodyRead>, Fault> {
    let filter = "b.area = $1 and b.kind = $2 and ($3 = '' or b.field = $3) and not b.dissolved";
    asked(db, scope, (filter, args![area, kind.as_str(), field.unwrap_or_default()]), BODIES_MAX).await
}

/// Who is told or who tells, as a rule says it without knowing any city.
#[derive(Debug, Clone, Copy)]
pub struct Role<'a> {
    /// At which level.
    pub level: Level,
    /// What sort of body.
    pub kind: BodyKind,
    /// Its field of work, where one is named.
    pub field: Option<&'a str>,
    /// On which line it is told.
    pub line: Line,
}

/// The bodies that act in a role for what happens in `area`: at the role's level, the area itself or the one that it lies in. A
/// committee or government is reached by its duty room, where the contact book has one. Neighbours and garrison are the addressees
/// of the area on those lines. Nothing when the contact book has no such body.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn bodies_in_role(db: &Db, scope: &Scope, area: AreaCode, role: Role<'_>) -> Result<Vec<BodyRead>, Fault> {
    let at = role.level.area_level().map(|level| area.within(level));
    if let (Line::Neighbours | Line::Garrison, Some(at)) = (role.line, at) {
        return addressees_of_area(db, scope, at, (role.line, None)).await;
    }
    let place = at.map(AreaCode::full).unwrap_or_default();
    let filter = "b.level = $1 and ($2 = '' or b.area = $2) and b.kind = $3 and ($4 = '' or b.field = $4) and not b.dissolved";
    let find = async |kind: BodyKind, field: &str| {
        asked(db, scope, (filter, args![role.level.as_str(), &place, kind.as_str(), field]), BODIES_MAX).await
    };
    if matches!(role.kind, BodyKind::Party | BodyKind::Government) {
        let rooms = find(BodyKind::DutyRoom, role.kind.as_str()).await?;
        if !rooms.is_empty() {
            return Ok(rooms);
        }
    }
    find(role.kind, role.field.unwrap_or_default()).await
}

/// The bodies that belong to one.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn children(db: &Db, scope: &Scope, parent: &Id) -> Result<Vec<BodyRead>, Fault> {
    asked(db, scope, ("b.parent_id = $1 and not b.dissolved", args![parent]), BODIES_MAX).await
}

/// How many of the city's own bodies lie in each area directly below `area`, with all that is in it.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn area_counts(db: &Db, scope: &Scope, area: AreaCode) -> Result<Vec<AreaCount>, Fault> {
    let (from, to) = area.subtree();
    let digits = match area.level() {
        AreaLevel::Province => 4,
        AreaLevel::City => 6,
        AreaLevel::County => 9,
        AreaLevel::Township | AreaLevel::Village => 12,
    };
    let (filter, more) = visible(scope, 3);
    let mut values = args![from, to];
    values.extend(more);
    values.push(BODIES_MAX.into());
    let sql = format!(
        "select substr(b.area, 1, {digits}) as part, count(*) as n from bodies b where b.area > $1 and b.area < $2 and {filter} \
         and b.apart = 0 and not b.dissolved group by substr(b.area, 1, {digits}) order by part limit ${}",
        values.len()
    );
    let rows = db.rows(sql, values).await?;
    let count = |row: &Record| {
        let part = format!("{:0<12}", row.text("part")?);
        let area = AreaCode::parse(&part).map_err(|e| Fault::broken("an area of bodies").from_error(e))?;
        Ok(AreaCount { area, bodies: row.int("n")? })
    };
    rows.iter().map(count).collect()
}

/// Whom a body reports to on a line, in the order in which they are told. Whoever sees the body sees its addressees.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn addressees(db: &Db, scope: &Scope, from: &Id, line: Line) -> Result<Vec<BodyRead>, Fault> {
    Ok(lines_of(db, scope, from).await?.remove(&line).unwrap_or_default())
}

/// Whom a body reports to on every line, in the order in which they are told.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn lines_of(db: &Db, scope: &Scope, from: &Id) -> Result<BTreeMap<Line, Vec<BodyRead>>, Fault> {
    if body(db, scope, from).await?.is_none() {
        return Ok(BTreeMap::new());
    }
    let sql = format!(
        "select l.line, {COLUMNS} from body_lines l join bodies b on b.id = l.to_id \
         where l.body_id = $1 and not b.dissolved order by l.line, l.n limit $2"
    );
    let mut lines: BTreeMap<Line, Vec<BodyRead>> = BTreeMap::new();
    for row in &db.rows(sql, args![from, BODIES_MAX]).await? {
        let word = row.text("line")?;
        let line = Line::parse(&word).ok_or_else(|| Fault::broken(format!("a line called {word:?}")))?;
        lines.entry(line).or_default().push(BodyRead::read(row)?);
    }
    Ok(lines)
}

/// Whom the bodies of an area report to beyond it on a line: where the area's reports go. With a field, only by way of the bodies
/// of that field, as the department line needs it. On lines that do not go up, whom any of its bodies has.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn addressees_of_area(
    db: &Db,
    scope: &Scope,
    area: AreaCode,
    (line, field): (Line, Option<&str>),
) -> Result<Vec<BodyRead>, Fault> {
    if scope.is_nothing() || !scope.sees(area, None) {
        return Ok(Vec::new());
    }
    let beyond = if line.goes_up() { "b.area <> f.area" } else { "b.id <> f.id" };
    let sql = format!(
        "select {COLUMNS}, b.rank, min(f.rank) as near, min(l.n) as n from bodies f join body_lines l on l.body_id = f.id \
         join bodies b on b.id = l.to_id where f.area = $1 and f.apart = 0 and not f.dissolved and l.line = $2 \
         and ($3 = '' or f.field = $3) and {beyond} and not b.dissolved \
         group by {COLUMNS}, b.rank order by near, n, b.apart, b.area, b.rank, b.code limit $4"
    );
    let rows = db.rows(sql, args![area, line.as_str(), field.unwrap_or_default(), BODIES_MAX]).await?;
    rows.iter().map(BodyRead::read).collect()
}

/// Who reports to a body, and on which lines.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn reporting_to(db: &Db, scope: &Scope, to: &Id) -> Result<Vec<(Line, BodyRead)>, Fault> {
    let (filter, more) = visible(scope, 2);
    let mut values = args![to];
    values.extend(more);
    values.push(BODIES_MAX.into());
    let sql = format!(
        "select l.line, {COLUMNS} from body_lines l join bodies b on b.id = l.body_id \
         where l.to_id = $1 and {filter} and not b.dissolved {ORDER}, l.line limit ${}",
        values.len()
    );
    let pair = |row: &Record| {
        let word = row.text("line")?;
        let line = Line::parse(&word).ok_or_else(|| Fault::broken(format!("a line called {word:?}")))?;
        Ok((line, BodyRead::read(row)?))
    };
    db.rows(sql, values).await?.iter().map(pair).collect()
}

/// Bodies that fit a condition and that the scope sees.
async fn asked(db: &Db, scope: &Scope, (condition, mut values): (&str, Vec<Value>), limit: i64) -> Result<Vec<BodyRead>, Fault> {
    let (filter, more) = visible(scope, values.len() + 1);
    values.extend(more);
    values.push(limit.into());
    let sql = format!("select {COLUMNS} from bodies b where {condition} and {filter} {ORDER} limit ${}", values.len());
    db.rows(sql, values).await?.iter().map(BodyRead::read).collect()
}
