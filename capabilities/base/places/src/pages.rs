//! `/places`: the tree of areas, the search, a point looked up, the map of boundaries and the data in force; areas in the command bar.

use std::sync::Arc;

use askama::Template;
use desk::Fault;
use geodatum::{Datum, from_wgs84};
use kernel::{AreaCode, Point, Scope};
use web::{
    Answer, Cell, Cursor, Door, Entry, Field, Finder, Form, Here, Listing, Markup, Say, Section, Sheet, Soon, Table, Trouble,
    Word,
};

use crate::api::READ;
use crate::atlas::Atlas;
use crate::reads::{Adoption, AreaRead};
use crate::{Area, Found, Gazetteer, Located, PlaceGiven, Places, SEARCH_FOUND_MAX, level, reads, words};

/// How much of a file's hash is shown; all of it is in the API of the journal.
const HASH_SHOWN: usize = 12;
/// How many areas the command bar is offered.
const ENTRIES_MAX: usize = 5;

/// The doors for people.
pub fn doors(places: &Arc<Places>) -> Vec<Door> {
    let (browsed, taken) = (places.clone(), places.clone());
    vec![
        Door::page("/places", READ, move |here: Here, asked: Listing| browse(here, asked, browsed.clone()))
            .says(words::TITLE)
            .rail(Section::Office),
        Door::file("/places/areas.xlsx", READ, move |here: Here, asked: Listing| workbook(here, asked, taken.clone()))
            .says(words::TAKE_OUT),
    ]
}

#[derive(Template)]
#[template(path = "places.html")]
struct PlacesPage<'a> {
    say: &'a Say,
    search: Field<'a>,
    query: String,
    found: Option<Searched>,
    area: Option<Browsed>,
    lookup: Lookup<'a>,
    map: Option<MapShown>,
    files: Vec<Adoption>,
}

/// What a search found.
struct Searched {
    heading: String,
    rows: Vec<Found>,
    pager: Markup,
}

/// An area with those around it, each with the number of areas in it.
struct Browsed {
    read: AreaRead,
    children: Vec<(Area, usize)>,
}

/// The form that looks up a point, and what it found.
struct Lookup<'a> {
    lat: Field<'a>,
    lon: Field<'a>,
    datum: Field<'a>,
    told: Markup,
    lines: Vec<String>,
    found: Option<Found>,
}

/// What the map shows besides the boundaries.
struct MapShown {
    /// Where the point that was looked up is fetched from.
    pin: Option<String>,
}

async fn browse(here: Here, asked: Listing, places: Arc<Places>) -> Answer {
    let atlas = places.atlas();
    let scope = here.scope();
    let say = &here.say;
    let query = asked.search();
    let form = Form::blank().with("q", query.clone());
    let (mut lookup_form, point) = looked_up(&atlas.gazetteer, &asked);
    let lookup = lookup(say, &mut lookup_form, (&atlas.gazetteer, &scope, point));
    let found = (!query.is_empty()).then(|| searched(say, &asked, (&atlas.gazetteer, &scope))).transpose()?;
    let area = if found.is_none() { Some(browsed(&atlas, &scope, asked.get("area"))?) } else { None };
    let page = PlacesPage {
        say,
        search: form.field(say, "q", words::SEARCH).search(),
        map: atlas.outlines.as_ref().map(|_| MapShown { pin: point.map(pin_path) }),
        query,
        found,
        area,
        lookup,
        files: files(&here, &scope).await?,
    };
    here.page(Sheet::titled(say.word(words::TITLE)).map().of(&lookup_form), &page)
}

fn searched(say: &Say, asked: &Listing, (gazetteer, scope): (&Gazetteer, &Scope)) -> Result<Searched, Trouble> {
    let query = asked.search();
    let from = asked.cursor()?.and_then(|c| c.int(0)).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let page = reads::search(scope, gazetteer, &query, (SEARCH_FOUND_MAX, from));
    let total = i64::try_from(page.total).unwrap_or(i64::MAX);
    let behind = from + page.found.len();
    let next = (behind < page.total && !page.found.is_empty()).then(|| Cursor::of([behind.to_string()]));
    Ok(Searched {
        heading: say.with(words::FOUND, &[("q", query.into()), ("n", total.into())]),
        pager: asked.pager(say, page.found.len(), Some(total), next.as_ref()),
        rows: page.found,
    })
}

/// The area asked for, the city where none was.
fn browsed(atlas: &Atlas, scope: &Scope, asked: &str) -> Result<Browsed, Trouble> {
    let code = if asked.is_empty() { atlas.profile.code } else { AreaCode::parse(asked).map_err(|_| Trouble::NotFound)? };
    let read = reads::area(scope, &atlas.gazetteer, code).ok_or(Trouble::NotFound)?;
    let within = |area: &Area| atlas.gazetteer.areas().subtree(area.code).len() - 1;
    Ok(Browsed { children: read.children.iter().map(|child| (child.clone(), within(child))).collect(), read })
}

/// Reads the point out of the address. What cannot be read stays in its field, with what is wrong.
fn looked_up(gazetteer: &Gazetteer, asked: &Listing) -> (Form, Option<Point>) {
    let names = ["lat", "lon", "datum"];
    let mut form = names.iter().fold(Form::blank(), |form, name| form.with(name, asked.get(name)));
    let (lat, lon) = (form.decimal("lat", -180.0..=180.0), form.decimal("lon", -180.0..=180.0));
    if !form.is_good() || (lat.is_none() && lon.is_none()) {
        return (form, None);
    }
    let given = PlaceGiven { lat, lon, datum: Some(asked.get("datum").to_owned()), ..PlaceGiven::default() };
    match gazetteer.resolve(&given) {
        Ok(resolved) => (form, resolved.place.point),
        Err(reason) => {
            form.refuse(Trouble::refused(reason));
            (form, None)
        }
    }
}

fn lookup<'a>(say: &Say, form: &mut Form, (gazetteer, scope, point): (&Gazetteer, &Scope, Option<Point>)) -> Lookup<'a> {
    let datum: Datum = form.value("datum").parse().unwrap_or_default();
    let choices = [Datum::Wgs84, Datum::Gcj02, Datum::Bd09];
    let choices = choices.map(|d| (d.as_str().to_owned(), say.word(datum_word(d)).into_owned())).to_vec();
    let answer = point.and_then(|p| reads::at(scope, gazetteer, p).map(|answer| (p, answer)));
    let lines = answer.as_ref().map_or_else(Vec::new, |(p, (located, _))| lines(say, gazetteer, (*p, datum, *located)));
    Lookup {
        lat: form.field(say, "lat", words::POINT_LAT).decimal(),
        lon: form.field(say, "lon", words::POINT_LON).decimal(),
        datum: form.field(say, "datum", words::POINT_DATUM).choice(choices),
        told: form.told_box(say),
        lines,
        found: answer.and_then(|(_, (_, found))| found),
    }
}

/// What is said about a point: where it lies and how deep that is known, then how it was converted.
fn lines(say: &Say, gazetteer: &Gazetteer, (point, datum, located): (Point, Datum, Located)) -> Vec<String> {
    let holding = gazetteer.boundaries().locate_all(point);
    let deepest = holding.iter().map(|code| code.level()).max();
    let at_edge: Vec<String> =
        holding.iter().filter(|code| Some(code.level()) == deepest).map(|code| gazetteer.path(*code)).collect();
    let mut lines = match located {
        Located::Outside if gazetteer.boundaries().count() == 0 => vec![say.word(words::POINT_UNKNOWN).into_owned()],
        Located::Outside => vec![say.word(words::POINT_OUTSIDE).into_owned()],
        Located::Inside { area, .. } => vec![
            say.one(words::POINT_INSIDE, "path", gazetteer.path(area)),
            say.word(level::resolved_word(area.level())).into_owned(),
        ],
    };
    if at_edge.len() > 1 {
        lines.push(say.one(words::POINT_EDGE, "paths", at_edge.join("; ")));
    }
    let degrees = |deg: f64| kernel::Arg::Text(format!("{deg:.6}"));
    lines.push(say.with(words::POINT_WGS84, &[("lat", degrees(point.lat_deg)), ("lon", degrees(point.lon_deg))]));
    if datum != Datum::Wgs84 {
        let shown = from_wgs84(datum, point);
        let moved_m = Point::new(shown.lat_deg, shown.lon_deg).map_or(0.0, |there| there.distance_m(point));
        let name = say.word(datum_word(datum)).into_owned();
        lines.push(say.with(words::POINT_MOVED, &[("datum", name.into()), ("metres", (moved_m.round() as i64).into())]));
    }
    lines
}

const fn datum_word(datum: Datum) -> Word {
    match datum {
        Datum::Wgs84 => words::DATUM_WGS84,
        Datum::Gcj02 => words::DATUM_GCJ02,
        Datum::Bd09 => words::DATUM_BD09,
    }
}

/// Where a map fetches one point from.
fn pin_path(point: Point) -> String {
    format!("/api/places/pin?lat={}&lon={}", point.lat_deg, point.lon_deg)
}

/// The newest of each file, for whoever may see the whole city.
async fn files(here: &Here, scope: &Scope) -> Result<Vec<Adoption>, Fault> {
    let mut newest: Vec<Adoption> = Vec::new();
    for adoption in reads::adoptions(here.db(), scope).await? {
        if !newest.iter().any(|known| known.what == adoption.what) {
            newest.push(adoption);
        }
    }
    Ok(newest)
}

/// The area asked for and everything in it, as a workbook.
async fn workbook(here: Here, asked: Listing, places: Arc<Places>) -> Answer {
    let atlas = places.atlas();
    let Browsed { read, .. } = browsed(&atlas, &here.scope(), asked.get("area"))?;
    let say = &here.say;
    let text = |text: &str| Cell::Text(text.to_owned());
    let row = |area: &Area| {
        let path = atlas.gazetteer.path(area.code);
        let level = say.word(level::word(area.level()));
        vec![text(&area.code.to_string()), text(&area.name), text(area.known_as()), text(&level), text(&path)]
    };
    let columns = [words::COLUMN_CODE, words::OFFICIAL_NAME, words::COLUMN_NAME, words::COLUMN_LEVEL, words::COLUMN_PATH];
    let table = Table {
        title: say.one(words::AREAS_OF, "name", read.area.known_as()),
        columns: columns.map(|word| say.word(word).into_owned()).to_vec(),
        rows: atlas.gazetteer.areas().subtree(read.area.code).iter().map(row).collect(),
    };
    table.file(&here).await
}

impl Finder for Places {
    fn find<'a>(&'a self, here: &'a Here, question: &'a str) -> Soon<'a, Result<Vec<Entry>, Trouble>> {
        Box::pin(async move {
            let atlas = self.atlas();
            let page = reads::search(&here.scope_for(READ), &atlas.gazetteer, question, (ENTRIES_MAX, 0));
            let ours = page.found.into_iter().filter(|found| !found.outside_city);
            Ok(ours.map(|f| Entry { title: f.name, detail: f.path, path: format!("/places?area={}", f.code) }).collect())
        })
    }
}

impl Adoption {
    fn word(&self) -> Word {
        match self.what.as_str() {
            "areas" => words::FILE_AREAS,
            "boundaries" => words::FILE_BOUNDARIES,
            _ => words::FILE_PROFILE,
        }
    }

    fn short_hash(&self) -> &str {
        self.hash.get(..HASH_SHOWN).unwrap_or(&self.hash)
    }
}
