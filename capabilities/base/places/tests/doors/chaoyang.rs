//! The reference city as the gazetteer sees it: its data read whole, its names told apart, its points found.

use std::io::Write as _;
use std::path::PathBuf;

use kernel::{AreaCode, AreaLevel, Point, Precision};
use places::{CityProfile, Gazetteer, Located, PlaceGiven};

const AREAS: &str = include_str!("../../../../../cities/chaoyang/areas.csv");
const OUTLINES: &str = include_str!("../../../../../cities/chaoyang/districts.geojson");

fn city() -> CityProfile {
    CityProfile::read(include_str!("../../../../../cities/chaoyang/city.toml")).unwrap()
}

fn gazetteer() -> Gazetteer {
    Gazetteer::build(&city(), AREAS, Some(OUTLINES)).unwrap()
}

fn paths(query: &str) -> Vec<String> {
    gazetteer().search(query, 10, 0).found.into_iter().map(|f| f.path).collect()
}

fn certain(text: &str) -> Vec<String> {
    gazetteer().mentions(text).certain.iter().map(ToString::to_string).collect()
}

fn offered(text: &str) -> Vec<(String, Vec<String>)> {
    let texts = |areas: Vec<AreaCode>| areas.iter().map(ToString::to_string).collect();
    gazetteer().mentions(text).offered.into_iter().map(|o| (o.words, texts(o.areas))).collect()
}

fn at(lat: f64, lon: f64) -> Point {
    Point::new(lat, lon).unwrap()
}

#[test]
fn it_has_7_counties_163_townships_and_1578_villages() {
    let gazetteer = gazetteer();
    let count = |level| gazetteer.areas().all().iter().filter(|a| a.level() == level).count();
    let levels = [AreaLevel::City, AreaLevel::County, AreaLevel::Township, AreaLevel::Village];
    assert_eq!(levels.map(count), [1, 7, 163, 1_578]);
    assert_eq!(gazetteer.boundaries().count(), 7);
    assert!(city().is_inland());
}

#[test]
fn the_places_called_chaoyang_are_told_apart_by_their_paths() {
    let ours = ["朝阳市", "朝阳市 / 朝阳县"];
    let elsewhere = ["北京市 / 朝阳区", "吉林省 / 长春市 / 朝阳区"];
    let found = paths("朝阳");
    assert_eq!(found[..2], ours);
    assert!(elsewhere.iter().all(|path| found.contains(&(*path).to_owned())), "{found:?}");
    assert_eq!(paths("朝阳县")[0], "朝阳市 / 朝阳县");
    assert_eq!(paths("朝阳区"), elsewhere);
    assert_eq!(paths("cyx")[0], "朝阳市 / 朝阳县");
    assert_eq!(paths("chaoyangxian")[0], "朝阳市 / 朝阳县");
    assert_eq!(paths("211321")[0], "朝阳市 / 朝阳县");
}

#[test]
fn an_area_is_found_by_name_initials_pinyin_and_code() {
    for query in ["羊山镇", "羊山", "ysz", "yangshanzhen", "211321105", "朝阳县 羊山镇", "cyx ysz", "羊山镇发水了快来人"]
    {
        assert!(paths(query).contains(&"朝阳市 / 朝阳县 / 羊山镇".to_owned()), "{query}: {:?}", paths(query));
    }
    assert_eq!(paths("喀左")[0], "朝阳市 / 喀左县");
    assert_eq!(paths("喀喇沁左翼蒙古族自治县")[0], "朝阳市 / 喀左县");
    assert_eq!(paths("xjdc")[0], "朝阳市 / 朝阳县 / 羊山镇 / 肖家店村");
}

#[test]
fn a_caller_s_words_give_the_area() {
    assert_eq!(certain("羊山镇发水"), ["211321105"]);
    assert_eq!(certain("羊山镇肖家店村发水"), ["211321105212"]);
    assert_eq!(certain("朝阳县羊山镇肖家店村房子进水"), ["211321105212"]);
    assert_eq!(certain("羊山镇、大庙镇、瓦房子镇都发水了"), ["211321105", "211321108", "211321107"]);
    assert_eq!(certain("喀左县公营子镇着火"), ["211324104"]);
}

#[test]
fn a_name_of_several_areas_is_offered_and_not_chosen() {
    assert_eq!(certain("城关街道停电"), Vec::<String>::new());
    assert_eq!(offered("城关街道停电"), [("城关街道".to_owned(), vec!["211381001".into(), "211382009".into()])]);
    assert_eq!(certain("凌源市城关街道和北票市城关街道都停电"), ["211382009", "211381001"]);
    assert_eq!(certain("羊山发水"), Vec::<String>::new());
    assert_eq!(offered("羊山发水"), [("羊山".to_owned(), vec!["211321105".into()])]);
    let elsewhere = vec!["110105".to_owned(), "220104".into()];
    assert_eq!(offered("朝阳区楼房着火"), [("朝阳区".to_owned(), elsewhere)]);
}

#[test]
fn the_seat_lies_in_the_city_and_its_exchange_is_refused() {
    let gazetteer = gazetteer();
    let seat = gazetteer.locate(city().seat);
    assert_eq!(seat, Located::Inside { area: AreaCode::parse("211302").unwrap(), precision: Precision::County });
    assert_eq!(gazetteer.locate(at(39.9, 116.4)), Located::Outside);
    let exchanged = PlaceGiven { lat: Some(120.45), lon: Some(41.57), ..PlaceGiven::default() };
    assert_eq!(gazetteer.resolve(&exchanged), Err(places::NotAPlace::Exchanged));
}

/// A generator of plain numbers (splitmix64), so that the points are the same in every run.
fn numbers() -> impl FnMut() -> f64 {
    let mut state = 0x5EED_u64;
    move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = state;
        z = (z ^ z >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ z >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ z >> 31) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[test]
fn every_point_is_found_in_the_county_that_the_plain_method_gives() {
    use geo::{Intersects, point};
    let gazetteer = gazetteer();
    let shapes: Vec<(AreaCode, geo::Geometry<f64>)> = OUTLINES
        .parse::<geojson::FeatureCollection>()
        .unwrap()
        .features
        .into_iter()
        .map(|f| {
            (AreaCode::parse(f.property("code").unwrap().as_str().unwrap()).unwrap(), f.geometry.unwrap().try_into().unwrap())
        })
        .collect();
    let corners = shapes.iter().flat_map(|(_, shape)| geo::CoordsIter::coords_iter(shape).map(|c| (c.y, c.x)));
    let (low, high) = gazetteer.boundaries().extent().unwrap();
    let mut number = numbers();
    let spread = (0..4_000).map(|_| {
        let lat = low.lat_deg + number() * (high.lat_deg - low.lat_deg);
        (lat, low.lon_deg + number() * (high.lon_deg - low.lon_deg))
    });
    for (lat, lon) in corners.step_by(7).chain(spread.collect::<Vec<_>>()) {
        let plain: Vec<AreaCode> =
            shapes.iter().filter(|(_, shape)| shape.intersects(&point! { x: lon, y: lat })).map(|(code, _)| *code).collect();
        assert_eq!(gazetteer.boundaries().locate_all(at(lat, lon)), plain, "{lat} {lon}");
        let first = plain.first().map_or(Located::Outside, |area| Located::Inside { area: *area, precision: Precision::County });
        assert_eq!(gazetteer.locate(at(lat, lon)), first);
    }
}

/// Their shared boundaries use the same corners, so there is no gap between two counties into which a call could fall.
#[test]
fn neighbouring_counties_leave_no_gap() {
    let gazetteer = gazetteer();
    let all: geojson::FeatureCollection = OUTLINES.parse().unwrap();
    let mut shared = 0;
    for feature in all.features {
        let shape: geo::Polygon<f64> = feature.geometry.unwrap().try_into().unwrap();
        for edge in shape.exterior().lines() {
            let (from, to) = (at(edge.start.y, edge.start.x), at(edge.end.y, edge.end.x));
            let both = [from, to].map(|p| gazetteer.boundaries().locate_all(p));
            if both.iter().all(|codes| codes.len() > 1) && both[0] == both[1] {
                let (lat, lon) = ((edge.start.y + edge.end.y) / 2.0, (edge.start.x + edge.end.x) / 2.0);
                let along = edge.dx().hypot(edge.dy());
                let (east, north) = (-edge.dy() / along * 1e-7, edge.dx() / along * 1e-7);
                for side in [-1.0, 1.0] {
                    let beside = gazetteer.locate(at(lat + side * north, lon + side * east));
                    assert_ne!(beside, Located::Outside, "{lat} {lon}");
                }
                shared += 1;
            }
        }
    }
    assert!(shared > 2_000, "{shared} shared edges");
}

/// A GCJ-02 outline of one county lies beside the project: what lies in it must be found in that county once it is converted.
#[test]
fn points_read_off_a_map_in_another_datum_are_found_in_the_right_county() {
    use geo::{Intersects, point};
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/data/chaoyang/gcj02/211381.geojson");
    let Ok(text) = std::fs::read_to_string(path) else {
        let _ = writeln!(std::io::stderr(), "SKIPPED: shared/data/chaoyang is not beside this project");
        return;
    };
    let shape: geo::Geometry<f64> = text.parse::<geojson::Geometry>().unwrap().try_into().unwrap();
    let gazetteer = gazetteer();
    let found = |given: PlaceGiven| gazetteer.resolve(&given).unwrap().place.areas == [AreaCode::parse("211381").unwrap()];
    let (low, high) = gazetteer.boundaries().extent().unwrap();
    let mut number = numbers();
    let (mut converted, mut mixed) = (0, 0);
    for _ in 0..5_000 {
        let lat = low.lat_deg + number() * (high.lat_deg - low.lat_deg);
        let lon = low.lon_deg + number() * (high.lon_deg - low.lon_deg);
        let truly = shape.intersects(&point! { x: lon, y: lat });
        let given = PlaceGiven { lat: Some(lat), lon: Some(lon), ..PlaceGiven::default() };
        mixed += usize::from(found(given.clone()) != truly);
        converted += usize::from(found(PlaceGiven { datum: Some("gcj02".into()), ..given }) != truly);
    }
    assert!(converted <= 1 && mixed >= 5, "wrong: {converted} of 5,000 converted, {mixed} taken as they are");
}
