//! Questions about the city's data. Names and outlines of areas are no secret among those who may see any part of the city: a call for
//! help may come from the next county. Whoever may see nothing is told nothing.

use desk::{Db, Fault, args};
use kernel::{AreaCode, Point, Scope, Time};

use crate::{Area, Found, Gazetteer, Located, Mentions, SearchPage};

/// How many adoptions a page of them shows.
pub const ADOPTIONS_MAX: i64 = 50;
/// The most areas directly in one.
pub const CHILDREN_MAX: usize = 2_000;

/// An adopted file, as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adoption {
    /// Which file: `profile`, `areas` or `boundaries`.
    pub what: String,
    /// Its content.
    pub hash: String,
    /// How many bytes.
    pub bytes: i64,
    /// How many areas or outlines.
    pub count: i64,
    /// When it was adopted.
    pub at: Time,
    /// By whom.
    pub actor: String,
}

/// An area with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AreaRead {
    /// The area.
    pub area: Area,
    /// The names from the city down to it.
    pub path: String,
    /// The areas from the city down to the one above it.
    pub above: Vec<Area>,
    /// The areas directly in it, at most [`CHILDREN_MAX`], in order of codes.
    pub children: Vec<Area>,
    /// How many areas lie in it altogether.
    pub within: usize,
    /// Whether its outline is known.
    pub outlined: bool,
}

/// The files adopted last, newest first.
///
/// # Errors
/// A fault when the database does not answer.
pub async fn adoptions(db: &Db, scope: &Scope) -> Result<Vec<Adoption>, Fault> {
    let (filter, mut values) = desk::scoped(scope, "city", "city", 1);
    values.extend(args![ADOPTIONS_MAX]);
    let sql = format!(
        "select what, hash, bytes, count, at_ms, actor from city_files where {filter} order by position desc limit ${}",
        values.len()
    );
    let rows = db.rows(sql, values).await?;
    rows.iter()
        .map(|row| {
            Ok(Adoption {
                what: row.text("what")?,
                hash: row.text("hash")?,
                bytes: row.int("bytes")?,
                count: row.int("count")?,
                at: row.time("at_ms")?,
                actor: row.text("actor")?,
            })
        })
        .collect()
}

/// Areas for what was typed, best first; every area in order of codes where nothing was.
#[must_use]
pub fn search(scope: &Scope, gazetteer: &Gazetteer, query: &str, (limit, from): (usize, usize)) -> SearchPage {
    if scope.is_nothing() {
        return SearchPage::default();
    }
    if !query.trim().is_empty() {
        return gazetteer.search(query, limit, from);
    }
    let all = gazetteer.areas().all();
    let found = all.iter().skip(from).take(limit.min(crate::SEARCH_FOUND_MAX)).filter_map(|a| gazetteer.found(a.code));
    SearchPage { found: found.collect(), total: all.len() }
}

/// One area of the city; nothing for a code that no area of the city has.
#[must_use]
pub fn area(scope: &Scope, gazetteer: &Gazetteer, code: AreaCode) -> Option<AreaRead> {
    if scope.is_nothing() {
        return None;
    }
    let areas = gazetteer.areas();
    let mut above: Vec<Area> = areas.ancestry(code).into_iter().cloned().collect();
    let area = above.pop()?;
    Some(AreaRead {
        path: gazetteer.path(code),
        above,
        children: areas.children(code).take(CHILDREN_MAX).cloned().collect(),
        within: areas.subtree(code).len() - 1,
        outlined: gazetteer.boundaries().holds(code),
        area,
    })
}

/// The areas that a text names.
#[must_use]
pub fn mentions(scope: &Scope, gazetteer: &Gazetteer, text: &str) -> Mentions {
    if scope.is_nothing() { Mentions::default() } else { gazetteer.mentions(text) }
}

/// Where a point lies, and the area as a list shows it; nothing for whoever may see nothing.
#[must_use]
pub fn at(scope: &Scope, gazetteer: &Gazetteer, point: Point) -> Option<(Located, Option<Found>)> {
    if scope.is_nothing() {
        return None;
    }
    let located = gazetteer.locate(point);
    let found = match located {
        Located::Inside { area, .. } => gazetteer.found(area),
        Located::Outside => None,
    };
    Some((located, found))
}
