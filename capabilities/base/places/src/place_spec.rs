//! What is made of a place as it is given, by example, in a town that does not exist.

use geodatum::{Datum, from_wgs84};
use kernel::{AreaCode, Point, Precision};

use crate::{AreasFrom, CityProfile, Gazetteer, NotAPlace, PLACE_AREAS_MAX, PLACE_CHARS_MAX, Place, PlaceGiven, Resolved};

fn town() -> Gazetteer {
    let city = CityProfile::read(include_str!("../tests/town/city.toml")).unwrap();
    let outlines = include_str!("../tests/town/districts.geojson");
    Gazetteer::build(&city, include_str!("../tests/town/areas.csv"), Some(outlines)).unwrap()
}

fn words(text: &str) -> PlaceGiven {
    PlaceGiven { text: text.into(), ..PlaceGiven::default() }
}

fn point(lat: f64, lon: f64) -> PlaceGiven {
    PlaceGiven { lat: Some(lat), lon: Some(lon), ..PlaceGiven::default() }
}

fn resolved(given: &PlaceGiven) -> Resolved {
    town().resolve(given).unwrap()
}

fn codes(place: &Place) -> Vec<String> {
    place.areas.iter().map(ToString::to_string).collect()
}

#[test]
fn a_village_named_is_an_area_and_not_a_false_point() {
    let place = resolved(&words("Cooper's Row, Ashford, behind the church")).place;
    assert_eq!(place.point, None);
    assert_eq!(place.precision, Precision::Village);
    assert_eq!(codes(&place), ["990103001202"]);
    assert_eq!(place.areas_from, AreasFrom::Words);
    assert!(!place.outside_city);
}

#[test]
fn nothing_known_is_a_place_too() {
    assert_eq!(resolved(&PlaceGiven::default()), Resolved::default());
    let place = resolved(&words("by the big tree")).place;
    assert_eq!((place.precision, place.areas_from), (Precision::Words, AreasFrom::Nothing));
    assert!(!place.outside_city, "unknown is not outside");
}

#[test]
fn a_point_is_resolved_as_deep_as_outlines_go() {
    let place = resolved(&point(50.05, -29.95)).place;
    assert_eq!(place.precision, Precision::Point);
    assert_eq!(codes(&place), ["990102"]);
    assert_eq!(place.areas_from, AreasFrom::Point);
    assert_eq!(place.datum_given, Some(Datum::Wgs84));
}

#[test]
fn words_say_which_village_within_the_outline() {
    let place = resolved(&PlaceGiven { text: "Lower Mill, Mill Quarter".into(), ..point(50.05, -29.95) }).place;
    assert_eq!(codes(&place), ["990102001201"]);
    assert_eq!(place.areas_from, AreasFrom::PointAndWords);
    assert!(!place.disagrees);
}

#[test]
fn words_that_contradict_the_point_are_marked_and_the_point_counts() {
    let place = resolved(&PlaceGiven { text: "Gull Rock".into(), ..point(50.05, -29.95) }).place;
    assert_eq!(codes(&place), ["990102"]);
    assert!(place.disagrees);
}

#[test]
fn a_point_outside_the_city_is_kept_and_marked() {
    let place = resolved(&point(51.0, -20.0)).place;
    assert_eq!((place.precision, place.outside_city), (Precision::Point, true));
    assert!(place.areas.is_empty() && place.point.is_some());
    let named = resolved(&PlaceGiven { text: "Ashford Green".into(), ..point(51.0, -20.0) }).place;
    assert!(named.disagrees && !named.outside_city);
    assert_eq!(codes(&named), ["990103002"]);
}

#[test]
fn without_outlines_a_point_is_not_called_outside() {
    let city = CityProfile::read(include_str!("../tests/town/city.toml")).unwrap();
    let bare = Gazetteer::build(&city, include_str!("../tests/town/areas.csv"), None).unwrap();
    let place = bare.resolve(&point(51.0, -20.0)).unwrap().place;
    assert!(!place.outside_city && !place.disagrees && place.areas.is_empty());
}

#[test]
fn several_areas_can_be_chosen_and_stand_before_words_and_point() {
    let chosen = vec!["990102001".into(), "990103".into(), "990103".into(), " ".into()];
    let place = resolved(&PlaceGiven { areas: chosen, text: "Gull Rock".into(), ..point(50.05, -29.95) }).place;
    assert_eq!(codes(&place), ["990102001", "990103"]);
    assert_eq!(place.areas_from, AreasFrom::Chosen);
    assert_eq!(place.area(), AreaCode::parse("990100").ok());
    assert!(!place.disagrees, "the point lies in one of them");
}

#[test]
fn an_area_elsewhere_can_be_chosen_and_is_marked_outside() {
    let place = resolved(&PlaceGiven { areas: vec!["990200".into()], ..PlaceGiven::default() }).place;
    assert!(place.outside_city);
    assert_eq!(place.precision, Precision::City);
}

#[test]
fn a_name_of_two_areas_is_offered() {
    let Resolved { place, offered } = resolved(&words("Lower Mill"));
    assert!(place.areas.is_empty());
    assert_eq!(offered[0].areas.len(), 2);
}

#[test]
fn degrees_of_another_datum_are_converted_and_named() {
    let seat = Point::new(41.5, 120.5).unwrap();
    let shown = from_wgs84(Datum::Gcj02, seat);
    let given = PlaceGiven { datum: Some("GCJ-02".into()), ..point(shown.lat_deg, shown.lon_deg) };
    let place = resolved(&given).place;
    assert!(place.point.unwrap().distance_m(seat) < 0.1);
    assert_eq!(place.datum_given, Some(Datum::Gcj02));
}

#[test]
fn what_cannot_be_read_as_a_place_is_refused_with_what_is_wrong() {
    let town = town();
    let refused = |given: PlaceGiven| town.resolve(&given).unwrap_err();
    assert_eq!(refused(PlaceGiven { lat: Some(50.0), ..PlaceGiven::default() }), NotAPlace::HalfAPoint);
    assert_eq!(refused(point(-120.0, 41.0)), NotAPlace::Exchanged);
    assert_eq!(refused(point(200.0, 200.0)), NotAPlace::NotOnEarth);
    assert_eq!(refused(point(f64::NAN, 0.0)), NotAPlace::NotOnEarth);
    let datum = PlaceGiven { datum: Some("mars".into()), ..point(50.0, -29.95) };
    assert_eq!(refused(datum), NotAPlace::UnknownDatum("mars".into()));
    let areas = |codes: &[&str]| PlaceGiven { areas: codes.iter().map(ToString::to_string).collect(), ..PlaceGiven::default() };
    assert_eq!(refused(areas(&["9901"])), NotAPlace::NotAnArea("9901".into()));
    assert_eq!(refused(areas(&["990105"])), NotAPlace::UnknownArea(AreaCode::parse("990105").unwrap()));
    assert_eq!(refused(areas(&vec!["990102"; PLACE_AREAS_MAX + 1])), NotAPlace::TooManyAreas);
    assert!(town.resolve(&areas(&vec!["990102"; PLACE_AREAS_MAX])).is_ok());
    assert_eq!(refused(words(&"x".repeat(PLACE_CHARS_MAX + 1))), NotAPlace::TextTooLong { most: PLACE_CHARS_MAX });
    assert!(town.resolve(&words(&"x".repeat(PLACE_CHARS_MAX))).is_ok());
}

#[test]
fn a_place_kept_in_a_fact_reads_again() {
    let place = resolved(&PlaceGiven { text: "Lower Mill, Mill Quarter".into(), ..point(50.05, -29.95) }).place;
    let body = serde_json::to_string(&place).unwrap();
    assert_eq!(
        body,
        r#"{"point":{"lat_deg":50.05,"lon_deg":-29.95},"datum_given":"wgs84","areas":["990102001201"],"areas_from":"point_and_words","precision":"point"}"#
    );
    assert_eq!(serde_json::from_str::<Place>(&body).unwrap(), place);
    assert_eq!(serde_json::from_str::<Place>("{}").unwrap(), Place::default(), "the oldest sample still reads");
}

#[test]
fn a_whole_sentence_typed_into_the_search_gives_the_areas_it_names() {
    let page = town().search("water in Lower Mill near Ashford", 10, 0);
    assert_eq!(page.found.iter().map(|f| f.code.to_string()).collect::<Vec<_>>(), ["990103001201", "990103001"]);
    assert_eq!(page.total, 2);
}

#[test]
fn a_path_is_given_for_every_code() {
    let town = town();
    let path = |code: &str| town.path(AreaCode::parse(code).unwrap());
    assert_eq!(path("990103001202"), "Ashmouth / Eastfold / Ashford / Cooper's Row");
    assert_eq!(path("990103001999"), "Ashmouth / Eastfold / Ashford");
    assert_eq!(path("990200"), "Far Coast / Farshore");
    assert_eq!(path("970000"), "970000");
}
