//! The place of something that happened: what was given, and what is kept of it. A village without a point is an area, not a false point.
//!
//! Nothing here blocks a record: a point outside the city is kept and marked, and where words and point do not agree both are kept with
//! a mark. Only what cannot be read at all is refused.

use std::fmt;

use geodatum::{Datum, to_wgs84};
use kernel::{AreaCode, Arg, Kind, Point, Precision, Reason};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::boundaries::precision_of;
use crate::{Gazetteer, Located, Offer};

/// The longest words for a place.
pub const PLACE_CHARS_MAX: usize = 200;
/// The most areas of one place.
pub const PLACE_AREAS_MAX: usize = 20;

/// A place as somebody gives it at a door. Everything is optional.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaceGiven {
    /// In words, as it was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    #[schema(max_length = 200)]
    pub text: String,
    /// Latitude in degrees of `datum`, together with `lon`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -90, maximum = 90)]
    pub lat: Option<f64>,
    /// Longitude in degrees of `datum`, together with `lat`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = -180, maximum = 180)]
    pub lon: Option<f64>,
    /// The datum of `lat` and `lon`; WGS 84 where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<DatumWord>)]
    pub datum: Option<String>,
    /// Areas, where somebody chose them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Vec<web::shape::Area>, max_items = 20)]
    pub areas: Vec<String>,
}

/// A datum as the API names it, for its description.
#[derive(Debug, ToSchema)]
#[schema(as = Datum, rename_all = "lowercase")]
#[expect(dead_code, reason = "they are the words themselves; `Datum` reads them")]
pub(crate) enum DatumWord {
    Wgs84,
    Gcj02,
    Bd09,
}

/// A place as a fact keeps it. Its words can name people and are sealed elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Where, in WGS 84, if a point was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub point: Option<Point>,
    /// The datum the point was given in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datum_given: Option<Datum>,
    /// The areas it is in; several where it spreads, none where it is not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
    /// What the areas were taken from.
    #[serde(default)]
    pub areas_from: AreasFrom,
    /// How exactly the place is known.
    #[serde(default)]
    pub precision: Precision,
    /// Whether it lies outside the city: to be passed on to whom it belongs.
    #[serde(default, skip_serializing_if = "is_false")]
    pub outside_city: bool,
    /// Whether the point lies elsewhere than the areas that were chosen or named.
    #[serde(default, skip_serializing_if = "is_false")]
    pub disagrees: bool,
}

/// What the areas of a place were taken from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreasFrom {
    /// There are none.
    #[default]
    Nothing,
    /// Somebody chose them.
    Chosen,
    /// The outlines that the point lies in: as deep as outlines go, "resolved to county".
    Point,
    /// The outlines, and within them an area that the words name.
    PointAndWords,
    /// Areas that the words name.
    Words,
}

/// A place, and what its words may mean besides.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// What is kept.
    pub place: Place,
    /// Areas that the words may mean, for a person to choose.
    pub offered: Vec<Offer>,
}

/// What was given cannot be read as a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotAPlace {
    /// A latitude without a longitude, or the other way round.
    HalfAPoint,
    /// No latitude and longitude.
    NotOnEarth,
    /// No latitude and longitude, but the other way round they are.
    Exchanged,
    /// No datum is called so.
    UnknownDatum(String),
    /// Not a code of 6, 9 or 12 digits.
    NotAnArea(String),
    /// A code within the city that no area has.
    UnknownArea(AreaCode),
    /// More than [`PLACE_AREAS_MAX`] areas.
    TooManyAreas,
    /// Words longer than the door takes: [`PLACE_CHARS_MAX`] for a place.
    TextTooLong {
        /// How many characters it takes.
        most: usize,
    },
}

impl Place {
    /// The smallest area that holds all of it, for scopes; nothing where no area is known, or where they share no province.
    #[must_use]
    pub fn area(&self) -> Option<AreaCode> {
        let mut areas = self.areas.iter().copied();
        let first = areas.next()?;
        areas.try_fold(first, AreaCode::common)
    }
}

/// What each source says about where.
struct Said {
    point: Option<Point>,
    located: Option<Located>,
    chosen: Vec<AreaCode>,
    named: Vec<AreaCode>,
}

/// Makes a place of what was given.
pub(crate) fn resolve(gazetteer: &Gazetteer, given: &PlaceGiven) -> Result<Resolved, NotAPlace> {
    if given.text.chars().count() > PLACE_CHARS_MAX {
        return Err(NotAPlace::TextTooLong { most: PLACE_CHARS_MAX });
    }
    let (point, datum) = point_of(given)?;
    let mentions = gazetteer.mentions(&given.text);
    let said = Said {
        point,
        located: point.filter(|_| gazetteer.boundaries().count() > 0).map(|p| gazetteer.locate(p)),
        chosen: chosen(gazetteer, &given.areas)?,
        named: mentions.certain,
    };
    let (areas, areas_from) = said.areas();
    let place = Place {
        point,
        datum_given: point.map(|_| datum),
        precision: if point.is_some() { Precision::Point } else { precision(&areas) },
        outside_city: said.outside_city(gazetteer, &areas),
        disagrees: said.disagrees(gazetteer),
        areas,
        areas_from,
    };
    Ok(Resolved { place, offered: mentions.offered })
}

impl Said {
    /// Chosen areas before all, then the outline that the point lies in, within it what the words name, then the words alone.
    fn areas(&self) -> (Vec<AreaCode>, AreasFrom) {
        if !self.chosen.is_empty() {
            return (self.chosen.clone(), AreasFrom::Chosen);
        }
        if let Some(Located::Inside { area, .. }) = self.located {
            let closer: Vec<AreaCode> = self.named.iter().copied().filter(|n| area.covers(*n) && *n != area).collect();
            return if closer.is_empty() { (vec![area], AreasFrom::Point) } else { (closer, AreasFrom::PointAndWords) };
        }
        if self.named.is_empty() { (Vec::new(), AreasFrom::Nothing) } else { (self.named.clone(), AreasFrom::Words) }
    }

    /// Whether all that is known lies outside; a point is outside only where outlines could have held it.
    fn outside_city(&self, gazetteer: &Gazetteer, areas: &[AreaCode]) -> bool {
        if areas.is_empty() { self.located == Some(Located::Outside) } else { !areas.iter().any(|area| gazetteer.in_city(*area)) }
    }

    /// Whether the point lies in none of the areas chosen, or, where none were, in none of those named.
    fn disagrees(&self, gazetteer: &Gazetteer) -> bool {
        let others = if self.chosen.is_empty() { &self.named } else { &self.chosen };
        let fits = |other: &AreaCode| match self.located {
            Some(Located::Inside { area, .. }) => area.covers(*other) || other.covers(area),
            Some(Located::Outside) => !gazetteer.in_city(*other),
            None => true,
        };
        self.point.is_some() && !others.is_empty() && !others.iter().any(fits)
    }
}

fn point_of(given: &PlaceGiven) -> Result<(Option<Point>, Datum), NotAPlace> {
    let datum = match given.datum.as_deref().map(str::trim) {
        None | Some("") => Datum::Wgs84,
        Some(name) => name.parse().map_err(|e: geodatum::UnknownDatum| NotAPlace::UnknownDatum(e.0))?,
    };
    let point = match (given.lat, given.lon) {
        (None, None) => None,
        (Some(lat), Some(lon)) => Some(to_wgs84(datum, lat, lon).map_err(|_| match Point::new(lon, lat) {
            Ok(_) => NotAPlace::Exchanged,
            Err(_) => NotAPlace::NotOnEarth,
        })?),
        _ => return Err(NotAPlace::HalfAPoint),
    };
    Ok((point, datum))
}

fn chosen(gazetteer: &Gazetteer, codes: &[String]) -> Result<Vec<AreaCode>, NotAPlace> {
    if codes.len() > PLACE_AREAS_MAX {
        return Err(NotAPlace::TooManyAreas);
    }
    let mut areas: Vec<AreaCode> = Vec::new();
    for text in codes.iter().map(|c| c.trim()).filter(|c| !c.is_empty()) {
        let code = AreaCode::parse(text).map_err(|_| NotAPlace::NotAnArea(text.chars().take(AREA_TEXT_CHARS_MAX).collect()))?;
        if gazetteer.in_city(code) && gazetteer.areas().get(code).is_none() {
            return Err(NotAPlace::UnknownArea(code));
        }
        if !areas.contains(&code) {
            areas.push(code);
        }
    }
    Ok(areas)
}

/// How much of a wrong code is repeated in the refusal.
const AREA_TEXT_CHARS_MAX: usize = 24;

/// The precision of a place without a point: that of the widest of its areas.
fn precision(areas: &[AreaCode]) -> Precision {
    areas.iter().map(|area| area.level()).min().map_or(Precision::Words, precision_of)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Reason for NotAPlace {
    fn key(&self) -> &'static str {
        match self {
            Self::HalfAPoint => "places-refusal-half-a-point",
            Self::NotOnEarth => "places-refusal-not-on-earth",
            Self::Exchanged => "places-refusal-exchanged",
            Self::UnknownDatum(_) => "places-refusal-unknown-datum",
            Self::NotAnArea(_) => "places-refusal-not-an-area",
            Self::UnknownArea(_) => "places-refusal-unknown-area",
            Self::TooManyAreas => "places-refusal-too-many-areas",
            Self::TextTooLong { .. } => "places-refusal-text-too-long",
        }
    }

    fn args(&self) -> Vec<(&'static str, Arg)> {
        match self {
            Self::UnknownDatum(name) => vec![("datum", name.as_str().into())],
            Self::NotAnArea(text) => vec![("code", text.as_str().into())],
            Self::UnknownArea(code) => vec![("code", code.to_string().into())],
            Self::TooManyAreas => vec![("most", (PLACE_AREAS_MAX as i64).into())],
            Self::TextTooLong { most } => vec![("most", i64::try_from(*most).unwrap_or(i64::MAX).into())],
            _ => Vec::new(),
        }
    }

    fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Exchanged => Some("places-hint-exchanged"),
            Self::UnknownDatum(_) => Some("places-hint-datums"),
            Self::NotAnArea(_) | Self::UnknownArea(_) => Some("places-hint-choose-area"),
            _ => None,
        }
    }

    fn kind(&self) -> Kind {
        Kind::Invalid
    }
}

impl fmt::Display for NotAPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::HalfAPoint => f.write_str("latitude and longitude only come together"),
            Self::NotOnEarth => f.write_str("not a latitude and longitude"),
            Self::Exchanged => f.write_str("latitude and longitude are exchanged"),
            Self::UnknownDatum(name) => write!(f, "no datum is called {name:?}"),
            Self::NotAnArea(text) => write!(f, "{text:?} is not a code of 6, 9 or 12 digits"),
            Self::UnknownArea(code) => write!(f, "the city has no area {code}"),
            Self::TooManyAreas => write!(f, "more than {PLACE_AREAS_MAX} areas"),
            Self::TextTooLong { most } => write!(f, "longer than {most} characters"),
        }
    }
}

impl std::error::Error for NotAPlace {}
