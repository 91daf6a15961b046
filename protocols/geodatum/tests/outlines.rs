//! Real outlines of one county in two datums: converted from GCJ-02 they must lie on the ones of WGS 84.

#![expect(clippy::unwrap_used, reason = "a test that finds broken data should stop there")]

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;

use geo::{Area, BooleanOps, MapCoordsInPlace, MultiPolygon};
use geodatum::{Datum, to_wgs84};
use geojson::GeoJson;

/// Test data that lies beside the project; `None` where it is absent.
fn beside_the_project(name: &str) -> Option<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/chaoyang").join(name);
    fs::read_to_string(path).ok()
}

fn outline(geometry: geojson::Geometry) -> MultiPolygon<f64> {
    match geo::Geometry::<f64>::try_from(geometry).unwrap() {
        geo::Geometry::Polygon(one) => MultiPolygon::from(one),
        geo::Geometry::MultiPolygon(many) => many,
        other => panic!("not an outline: {other:?}"),
    }
}

fn wgs84_outline(text: &str, code: u64) -> MultiPolygon<f64> {
    let GeoJson::FeatureCollection(all) = text.parse().unwrap() else { panic!("not a collection") };
    let found = all.features.into_iter().find(|f| f.property("district_adcode").and_then(|c| c.as_u64()) == Some(code));
    outline(found.unwrap().geometry.unwrap())
}

fn gcj02_outline(text: &str) -> MultiPolygon<f64> {
    let GeoJson::Geometry(geometry) = text.parse().unwrap() else { panic!("not a geometry") };
    outline(geometry)
}

/// The area two outlines share over the area they cover together: 1 when they are the same.
fn overlap(a: &MultiPolygon<f64>, b: &MultiPolygon<f64>) -> f64 {
    a.intersection(b).unsigned_area() / a.union(b).unsigned_area()
}

#[test]
fn outlines_converted_from_gcj02_lie_on_the_wgs84_ones() {
    let Some(districts) = beside_the_project("districts_wgs84.geojson") else {
        let _ = writeln!(std::io::stderr(), "SKIPPED: shared/data/chaoyang is not beside this project");
        return;
    };
    // 211302 was drawn twice and differs at one corner by more than any datum; 211381 is the same survey.
    for (code, before_max, after_min) in [(211_302, 0.92, 0.98), (211_381, 0.985, 0.999)] {
        let wgs84 = wgs84_outline(&districts, code);
        let mut other = gcj02_outline(&beside_the_project(&format!("gcj02/{code}.geojson")).unwrap());
        let before = overlap(&other, &wgs84);
        assert!(before < before_max, "{code}: unconverted outlines overlap by {before}");
        other.map_coords_in_place(|at| {
            let point = to_wgs84(Datum::Gcj02, at.y, at.x).unwrap();
            geo::Coord { x: point.lon_deg, y: point.lat_deg }
        });
        let after = overlap(&other, &wgs84);
        assert!(after > after_min, "{code}: converted outlines overlap by {after}");
    }
}
