//! The doors of the API: areas by name, code and point, their boundaries, and the areas that a text names.

use std::sync::Arc;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use kernel::{AreaCode, Point};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{ApiAnswer, Cursor, Door, Here, Json, Listing, Paged, Path, Query, Reply, Trouble};

use crate::place::DatumWord;
use crate::{Found, Gazetteer, Located, PlaceGiven, Places, SEARCH_FOUND_MAX, level, reads, words};

/// The action that the policies name for all of this.
pub const READ: &str = "places.read";
/// What is answered where a city has no outlines.
const NO_OUTLINES: &str = r#"{"type":"FeatureCollection","features":[]}"#;
/// The longest text that areas are looked for in.
const TEXT_CHARS_MAX: usize = 4_000;

/// An area as lists carry it.
#[derive(Debug, Serialize, ToSchema)]
struct AreaItem {
    /// 6, 9 or 12 digits.
    #[schema(value_type = web::shape::Area)]
    code: AreaCode,
    /// The official name.
    name: String,
    /// `province`, `city`, `county`, `township` or `village`.
    level: &'static str,
    /// The names down to it.
    path: String,
    /// Whether it lies outside the city.
    outside_city: bool,
}

/// An area with what stands above and below it.
#[derive(Debug, Serialize, ToSchema)]
struct AreaAnswer {
    /// The area itself.
    #[serde(flatten)]
    area: AreaItem,
    /// The name on signs, where it differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<String>,
    /// From the city down to the one above it.
    above: Vec<AreaItem>,
    /// Directly in it.
    children: Vec<AreaItem>,
    /// How many areas lie in it altogether.
    within: usize,
    /// Whether its outline is known.
    outlined: bool,
}

/// What areas are asked for.
#[derive(Debug, IntoParams)]
#[expect(dead_code, reason = "read through `Listing`; here for the description of the API")]
struct AreasAsked {
    /// Name or part of it, initials, first digits of the code, or a sentence; nothing lists all areas by code.
    #[param(max_length = 100)]
    q: Option<String>,
    /// How many are wanted; 50 are answered at the most.
    #[param(minimum = 1, maximum = 500)]
    limit: Option<u32>,
    /// Where to go on: `next` of the page before; empty for the first page.
    #[param(pattern = "^[A-Za-z0-9_-]{0,600}$")]
    cursor: Option<String>,
}

/// Which point is asked about.
#[derive(Debug, Deserialize, IntoParams)]
struct PointAsked {
    /// Latitude in degrees of `datum`.
    #[param(minimum = -90, maximum = 90)]
    lat: f64,
    /// Longitude in degrees of `datum`.
    #[param(minimum = -180, maximum = 180)]
    lon: f64,
    /// WGS 84 where nothing is said.
    #[param(value_type = Option<DatumWord>)]
    datum: Option<String>,
}

/// Which point a map is to show.
#[derive(Debug, Deserialize, IntoParams)]
struct PinAsked {
    /// Latitude in WGS 84 degrees.
    #[param(minimum = -90, maximum = 90)]
    lat: f64,
    /// Longitude in WGS 84 degrees.
    #[param(minimum = -180, maximum = 180)]
    lon: f64,
}

/// One point as a GeoJSON collection.
#[derive(Debug, Serialize, ToSchema)]
struct Pin {
    /// `FeatureCollection`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The one feature.
    #[schema(value_type = Vec<Object>)]
    features: [serde_json::Value; 1],
}

/// Where a point lies.
#[derive(Debug, Serialize, ToSchema)]
struct PointAnswer {
    /// Latitude in WGS 84 degrees.
    lat: f64,
    /// Longitude in WGS 84 degrees.
    lon: f64,
    /// Always `wgs84`.
    datum: &'static str,
    /// The datum it was given in.
    datum_given: &'static str,
    /// The deepest area whose outline holds it; nothing outside the city, or where no outlines are known.
    area: Option<AreaItem>,
    /// How deep outlines reach there: the point is resolved to this level and no further.
    resolved_to: Option<&'static str>,
    /// Whether it lies outside the city; nothing where no outlines are known.
    outside_city: Option<bool>,
}

/// A text that may name areas. It is sent in the body, because what callers say does not belong into addresses and logs.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct TextAsked {
    /// The text.
    #[schema(max_length = 4_000, example = "water in the lower village")]
    text: String,
}

/// The areas that a text names.
#[derive(Debug, Serialize, ToSchema)]
struct MentionsAnswer {
    /// Named without doubt.
    certain: Vec<AreaItem>,
    /// To be chosen by a person.
    offered: Vec<OfferItem>,
}

/// Words that can mean several areas.
#[derive(Debug, Serialize, ToSchema)]
struct OfferItem {
    /// The words.
    words: String,
    /// What they can mean.
    areas: Vec<AreaItem>,
}

/// The doors of the API.
pub fn doors(places: &Arc<Places>) -> Vec<Door> {
    let with = || places.clone();
    let (list_of, area_of, at_of, outlines_of, named_of) = (with(), with(), with(), with(), with());
    vec![
        Door::read("/api/places", READ, move |here: Here, asked: Listing| list(here, asked, list_of.clone()))
            .says(words::API_LIST)
            .query::<AreasAsked>()
            .answers::<Paged<AreaItem>>(200),
        Door::read("/api/places/at", READ, move |here: Here, asked: Query<PointAsked>| at(here, asked, at_of.clone()))
            .says(words::API_AT)
            .query::<PointAsked>()
            .part::<DatumWord>("datum")
            .answers::<PointAnswer>(200)
            .refuses(404),
        Door::read("/api/places/pin", READ, pin).says(words::API_PIN).query::<PinAsked>().answers::<Pin>(200),
        Door::read("/api/places/boundaries", READ, move |here: Here, headers: HeaderMap| {
            boundaries(here, headers, outlines_of.clone())
        })
        .says(words::API_BOUNDARIES)
        .answers_raw(200, "application/geo+json")
        .answers_nothing(304)
        .refuses(404),
        Door::act(Method::POST, "/api/places/mentions", READ, move |here: Here, asked: Json<TextAsked>| {
            mentions(here, asked, named_of.clone())
        })
        .says(words::API_MENTIONS)
        .limit_kb(64)
        .request::<TextAsked>()
        .answers::<MentionsAnswer>(200),
        Door::read("/api/places/{code}", READ, move |here: Here, code: Path<AreaCode>| area(here, code, area_of.clone()))
            .says(words::API_AREA)
            .part::<web::shape::Area>("code")
            .answers::<AreaAnswer>(200),
    ]
}

async fn list(here: Here, asked: Listing, places: Arc<Places>) -> ApiAnswer<Paged<AreaItem>> {
    let atlas = places.atlas();
    let from = asked.behind(|c| usize::try_from(c.int(0)?).ok())?.unwrap_or(0);
    let limit = asked.limit().min(SEARCH_FOUND_MAX);
    let page = reads::search(&here.scope(), &atlas.gazetteer, &asked.search(), (limit, from));
    let behind = from + page.found.len();
    let next = (behind < page.total && !page.found.is_empty()).then(|| Cursor::of([behind.to_string()]).written());
    Ok(Reply::ok(Paged { items: page.found.into_iter().map(AreaItem::from).collect(), next }))
}

async fn area(here: Here, Path(code): Path<AreaCode>, places: Arc<Places>) -> ApiAnswer<AreaAnswer> {
    let atlas = places.atlas();
    let gazetteer = &atlas.gazetteer;
    let read = reads::area(&here.scope(), gazetteer, code).ok_or(Trouble::NotFound)?;
    let items = |areas: Vec<crate::Area>| areas.iter().filter_map(|a| item(gazetteer, a.code)).collect();
    Ok(Reply::ok(AreaAnswer {
        area: item(gazetteer, read.area.code).ok_or(Trouble::NotFound)?,
        short: read.area.short,
        above: items(read.above),
        children: items(read.children),
        within: read.within,
        outlined: read.outlined,
    }))
}

async fn at(here: Here, Query(asked): Query<PointAsked>, places: Arc<Places>) -> ApiAnswer<PointAnswer> {
    let atlas = places.atlas();
    let gazetteer = &atlas.gazetteer;
    let given = PlaceGiven { lat: Some(asked.lat), lon: Some(asked.lon), datum: asked.datum, ..PlaceGiven::default() };
    let place = gazetteer.resolve(&given).map_err(Trouble::refused)?.place;
    let point = place.point.ok_or(Trouble::NotFound)?;
    let (located, found) = reads::at(&here.scope(), gazetteer, point).ok_or(Trouble::NotFound)?;
    let resolved = match located {
        Located::Inside { area, .. } => Some(level::name(area.level())),
        Located::Outside => None,
    };
    Ok(Reply::ok(PointAnswer {
        lat: point.lat_deg,
        lon: point.lon_deg,
        datum: "wgs84",
        datum_given: place.datum_given.unwrap_or_default().as_str(),
        area: found.map(AreaItem::from),
        resolved_to: resolved,
        outside_city: (gazetteer.boundaries().count() > 0).then_some(located == Located::Outside),
    }))
}

async fn pin(here: Here, Query(asked): Query<PinAsked>) -> ApiAnswer<Pin> {
    let point = Point::new(asked.lat, asked.lon).map_err(|_| Trouble::refused(crate::NotAPlace::NotOnEarth))?;
    let feature = serde_json::json!({
        "type": "Feature",
        "geometry": { "type": "Point", "coordinates": [point.lon_deg, point.lat_deg] },
        "properties": { "title": here.say.word(words::POINT_PIN), "severity": 0 },
    });
    Ok(Reply::ok(Pin { kind: "FeatureCollection", features: [feature] }))
}

/// The outlines as they were adopted. They change once in years: whoever has them asks only whether they still hold.
async fn boundaries(here: Here, headers: HeaderMap, places: Arc<Places>) -> Result<Response, Trouble> {
    if here.scope().is_nothing() {
        return Err(Trouble::NotFound);
    }
    let atlas = places.atlas();
    let hash = atlas.city.boundaries.as_ref().map_or("none", |(file, _)| file.hash.as_str());
    let tag = format!("\"{hash}\"");
    let kept = [(ETAG, tag.clone()), (CACHE_CONTROL, "private, no-cache".to_owned())];
    let known = headers.get(IF_NONE_MATCH).and_then(|t| t.to_str().ok()).is_some_and(|t| t.split(',').any(|t| t.trim() == tag));
    if known {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let outlines = atlas.outlines.clone().unwrap_or_else(|| NO_OUTLINES.to_owned());
    Ok((kept, [(CONTENT_TYPE, "application/geo+json")], outlines).into_response())
}

async fn mentions(here: Here, Json(asked): Json<TextAsked>, places: Arc<Places>) -> ApiAnswer<MentionsAnswer> {
    let chars = asked.text.chars().count();
    if chars > TEXT_CHARS_MAX {
        return Err(Trouble::refused(crate::NotAPlace::TextTooLong { most: TEXT_CHARS_MAX }));
    }
    let atlas = places.atlas();
    let gazetteer = &atlas.gazetteer;
    let found = reads::mentions(&here.scope(), gazetteer, &asked.text);
    let items = |codes: Vec<AreaCode>| codes.into_iter().filter_map(|code| item(gazetteer, code)).collect();
    let offered = found.offered.into_iter().map(|o| OfferItem { words: o.words, areas: items(o.areas) }).collect();
    Ok(Reply::ok(MentionsAnswer { certain: items(found.certain), offered }))
}

fn item(gazetteer: &Gazetteer, code: AreaCode) -> Option<AreaItem> {
    gazetteer.found(code).map(AreaItem::from)
}

impl From<Found> for AreaItem {
    fn from(found: Found) -> Self {
        Self {
            level: level::name(found.code.level()),
            code: found.code,
            name: found.name,
            path: found.path,
            outside_city: found.outside_city,
        }
    }
}
