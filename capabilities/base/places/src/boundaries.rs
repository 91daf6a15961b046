//! Outlines of areas on the map, and which of them a point lies in.

use geo::{Coord, MultiPolygon};
use geojson::{GeoJson, GeometryValue, Position};
use kernel::{AreaCode, AreaLevel, Point, Precision};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::outline::Outline;
use crate::{Areas, Unreadable};

/// The most corners all outlines of a city may have together.
pub const VERTICES_MAX: usize = 2_000_000;

const FILE: &str = "boundaries";

/// The outlines of a city, found through an R-tree over their boxes.
#[derive(Debug, Default)]
pub struct Boundaries {
    outlines: Vec<(AreaCode, Outline)>,
    boxes: RTree<GeomWithData<Rectangle<[f64; 2]>, usize>>,
}

/// Where a point lies, as far as the outlines tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Located {
    /// In an area, and how deep in the tree that is: where outlines end at the county, "resolved to county".
    Inside {
        /// The deepest area whose outline holds the point; of two that share a boundary, the lower code.
        area: AreaCode,
        /// The level that the outlines reach there.
        precision: Precision,
    },
    /// In none.
    Outside,
}

impl Boundaries {
    /// Reads a GeoJSON collection (RFC 7946: WGS 84, longitude first) of polygons whose property `code` names an area of the city.
    ///
    /// # Errors
    /// The first feature that is no outline of a known area.
    pub fn read(geojson_text: &str, areas: &Areas) -> Result<Self, Unreadable> {
        let GeoJson::FeatureCollection(all) =
            geojson_text.parse().map_err(|e: geojson::Error| Unreadable::new(FILE, 0, e.to_string()))?
        else {
            return Err(Unreadable::new(FILE, 0, "not a collection of features"));
        };
        let mut outlines: Vec<(AreaCode, Outline)> = Vec::new();
        let mut vertices = 0;
        for (at, feature) in all.features.into_iter().enumerate().map(|(n, f)| (n + 1, f)) {
            let code = code_of(&feature, at, areas)?;
            let shape = shape_of(feature, at)?;
            vertices += geo::CoordsIter::coords_count(&shape);
            if vertices > VERTICES_MAX {
                return Err(Unreadable::new(FILE, at, format!("more than {VERTICES_MAX} corners")));
            }
            if outlines.iter().any(|(known, _)| *known == code) {
                return Err(Unreadable::new(FILE, at, format!("{code} has two outlines")));
            }
            let outline = Outline::of(&shape).ok_or_else(|| Unreadable::new(FILE, at, format!("{code} encloses nothing")))?;
            outlines.push((code, outline));
        }
        Ok(Self::indexed(outlines))
    }

    fn indexed(mut outlines: Vec<(AreaCode, Outline)>) -> Self {
        outlines.sort_by_key(|(code, _)| *code);
        let boxes = outlines.iter().enumerate().map(|(n, (_, outline))| {
            let (low, high) = (outline.low, outline.high);
            GeomWithData::new(Rectangle::from_corners([low.x, low.y], [high.x, high.y]), n)
        });
        Self { boxes: RTree::bulk_load(boxes.collect()), outlines }
    }

    /// How many outlines there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.outlines.len()
    }

    /// Whether the outline of this area is known.
    #[must_use]
    pub fn holds(&self, code: AreaCode) -> bool {
        self.outlines.binary_search_by_key(&code, |(known, _)| *known).is_ok()
    }

    /// The box that holds all outlines, as south-western and north-eastern corner.
    #[must_use]
    pub fn extent(&self) -> Option<(Point, Point)> {
        let corner = |[lon, lat]: [f64; 2]| Point::new(lat, lon).ok();
        let all: AABB<[f64; 2]> = self.boxes.root().envelope();
        if self.outlines.is_empty() { None } else { Some((corner(all.lower())?, corner(all.upper())?)) }
    }

    /// The deepest area that holds the point. The boundary belongs to the area.
    #[must_use]
    pub fn locate(&self, point: Point) -> Located {
        let holding = self.holding(point);
        let deepest = holding.max_by_key(|n| (self.outlines[*n].0.level(), std::cmp::Reverse(*n)));
        deepest.map_or(Located::Outside, |n| {
            let area = self.outlines[n].0;
            Located::Inside { area, precision: precision_of(area.level()) }
        })
    }

    /// Every area that holds the point, in order of codes: more than one on a shared boundary, or where outlines of several levels exist.
    #[must_use]
    pub fn locate_all(&self, point: Point) -> Vec<AreaCode> {
        let mut found: Vec<AreaCode> = self.holding(point).map(|n| self.outlines[n].0).collect();
        found.sort_unstable();
        found
    }

    fn holding(&self, point: Point) -> impl Iterator<Item = usize> {
        let near = self.boxes.locate_all_at_point(&[point.lon_deg, point.lat_deg]);
        near.map(|found| found.data).filter(move |n| self.outlines[*n].1.covers(point))
    }
}

/// How exactly a place is known when all that is known of it is an area of this level.
pub(crate) const fn precision_of(level: AreaLevel) -> Precision {
    match level {
        AreaLevel::Province | AreaLevel::City => Precision::City,
        AreaLevel::County => Precision::County,
        AreaLevel::Township => Precision::Township,
        AreaLevel::Village => Precision::Village,
    }
}

fn code_of(feature: &geojson::Feature, at: usize, areas: &Areas) -> Result<AreaCode, Unreadable> {
    let text = match feature.property("code") {
        Some(serde_json::Value::String(text)) => text.clone(),
        Some(serde_json::Value::Number(number)) => number.to_string(),
        _ => return Err(Unreadable::new(FILE, at, "no property \"code\"")),
    };
    let code = AreaCode::parse(&text).map_err(|e| Unreadable::new(FILE, at, format!("{text:?}: {e}")))?;
    if areas.get(code).is_none() {
        return Err(Unreadable::new(FILE, at, format!("{code} is not in the table of areas")));
    }
    Ok(code)
}

fn shape_of(feature: geojson::Feature, at: usize) -> Result<MultiPolygon<f64>, Unreadable> {
    let geometry = feature.geometry.ok_or_else(|| Unreadable::new(FILE, at, "no geometry"))?;
    // What turns it into a shape takes two numbers of every corner for granted.
    let corners: Vec<&Position> = match &geometry.value {
        GeometryValue::Polygon { coordinates } => coordinates.iter().flatten().collect(),
        GeometryValue::MultiPolygon { coordinates } => coordinates.iter().flatten().flatten().collect(),
        _ => return Err(Unreadable::new(FILE, at, "neither polygon nor multipolygon")),
    };
    if corners.iter().any(|corner| corner.len() < 2) {
        return Err(Unreadable::new(FILE, at, "a corner has no longitude and latitude"));
    }
    let shape = match geo::Geometry::<f64>::try_from(geometry).map_err(|e| Unreadable::new(FILE, at, e.to_string()))? {
        geo::Geometry::Polygon(one) => MultiPolygon::from(one),
        geo::Geometry::MultiPolygon(many) => many,
        _ => return Err(Unreadable::new(FILE, at, "neither polygon nor multipolygon")),
    };
    let off_the_earth = |c: &Coord<f64>| Point::new(c.y, c.x).is_err();
    if geo::CoordsIter::coords_iter(&shape).any(|c| off_the_earth(&c)) {
        return Err(Unreadable::new(
            FILE,
            at,
            "a corner is no longitude and latitude in degrees; GeoJSON has the longitude first",
        ));
    }
    Ok(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn town() -> (Areas, Boundaries) {
        let areas = Areas::read(include_str!("../tests/town/areas.csv")).unwrap();
        let boundaries = Boundaries::read(include_str!("../tests/town/districts.geojson"), &areas).unwrap();
        (areas, boundaries)
    }

    fn at(lat: f64, lon: f64) -> Point {
        Point::new(lat, lon).unwrap()
    }

    fn inside(code: &str, precision: Precision) -> Located {
        Located::Inside { area: AreaCode::parse(code).unwrap(), precision }
    }

    #[test]
    fn a_point_is_in_the_deepest_area_whose_outline_is_known() {
        let (_, town) = town();
        assert_eq!(town.locate(at(50.05, -29.95)), inside("990102", Precision::County));
        assert_eq!(town.locate(at(50.05, -29.85)), inside("990103", Precision::County));
        assert_eq!(town.locate(at(50.02, -29.88)), inside("990103001", Precision::Township));
        assert_eq!(town.locate(at(50.05, -29.5)), Located::Outside);
    }

    #[test]
    fn a_point_on_a_shared_boundary_belongs_to_both_and_is_given_to_the_lower_code() {
        let (_, town) = town();
        let border = at(50.07, -29.9);
        assert_eq!(town.locate(border), inside("990102", Precision::County));
        assert_eq!(town.locate_all(border).iter().map(ToString::to_string).collect::<Vec<_>>(), ["990102", "990103"]);
    }

    #[test]
    fn a_lake_is_outside_and_an_island_inside() {
        let (_, town) = town();
        assert_eq!(town.locate(at(50.085, -29.965)), Located::Outside, "the lake is a hole in the outline");
        assert_eq!(town.locate(at(50.205, -29.945)), inside("990104", Precision::County), "first rock");
        assert_eq!(town.locate(at(50.225, -29.925)), inside("990104", Precision::County), "second rock");
        assert_eq!(town.locate(at(50.215, -29.935)), Located::Outside, "water between them");
    }

    #[test]
    fn the_extent_holds_every_outline() {
        let (_, town) = town();
        assert_eq!(town.extent(), Some((at(50.0, -30.0), at(50.23, -29.8))));
        assert!(town.holds(AreaCode::parse("990103001").unwrap()) && !town.holds(AreaCode::parse("990103002").unwrap()));
        assert_eq!(Boundaries::default().extent(), None);
        assert_eq!(Boundaries::default().locate(at(50.0, -30.0)), Located::Outside);
    }

    #[test]
    fn a_file_that_is_wrong_says_where() {
        let (areas, _) = town();
        let wrong = |text: &str| Boundaries::read(text, &areas).unwrap_err().to_string();
        let one = |properties: &str, geometry: &str| {
            format!(
                r#"{{"type":"FeatureCollection","features":[{{"type":"Feature","properties":{properties},"geometry":{geometry}}}]}}"#
            )
        };
        let square = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]}"#;
        let swapped = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,100],[0,0]]]}"#;
        let flat = r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[2,0],[0,0]]]}"#;
        assert!(wrong("{").starts_with("boundaries: "));
        assert_eq!(wrong(square), "boundaries: not a collection of features");
        assert_eq!(wrong(&one("{}", square)), "boundaries 1: no property \"code\"");
        assert_eq!(wrong(&one(r#"{"code":"990999"}"#, square)), "boundaries 1: 990999 is not in the table of areas");
        assert_eq!(wrong(&one(r#"{"code":"990102"}"#, "null")), "boundaries 1: no geometry");
        assert_eq!(wrong(&one(r#"{"code":"990102"}"#, flat)), "boundaries 1: 990102 encloses nothing");
        assert!(wrong(&one(r#"{"code":990102}"#, swapped)).contains("longitude first"));
        let point = r#"{"type":"Point","coordinates":[0,0]}"#;
        assert_eq!(wrong(&one(r#"{"code":"990102"}"#, point)), "boundaries 1: neither polygon nor multipolygon");
    }
}
