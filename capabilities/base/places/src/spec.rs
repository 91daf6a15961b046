//! Adopting a city's files, by example: given facts, when asked, then facts or a refusal.

use desk::{Entered, Rows, args};
use kernel::{Act, Actor, AreaCode, Given, Id, Subject, Time, World};

use crate::acts::{Adopt, CityKept, CityTexts, NotAdopted};
use crate::facts::{CityFact, FileNamed};
use crate::state::City;
use crate::tables::{CityFileRow, keep};

fn code(text: &str) -> AreaCode {
    AreaCode::parse(text).unwrap()
}

fn file(name: &str) -> FileNamed {
    FileNamed { hash: name.repeat(64), bytes: 9 }
}

fn texts() -> CityTexts {
    CityTexts {
        profile: include_str!("../tests/town/city.toml").into(),
        areas: include_str!("../tests/town/areas.csv").into(),
        boundaries: Some(include_str!("../tests/town/districts.geojson").into()),
    }
}

fn kept() -> CityKept {
    CityKept { profile: file("a"), areas: file("b"), boundaries: Some(file("c")) }
}

fn adopt(kept: CityKept) -> Adopt {
    Adopt::of(&texts().read().unwrap(), kept, code("990100"))
}

fn adopted() -> Vec<CityFact> {
    vec![
        CityFact::ProfileAdopted { city: code("990100"), file: file("a") },
        CityFact::AreasAdopted { file: file("b"), count: 11 },
        CityFact::BoundariesAdopted { file: file("c"), count: 4 },
    ]
}

fn city(facts: &[CityFact]) -> City {
    facts.iter().fold(City::default(), City::fold)
}

fn given() -> Given {
    Given::of(Actor("system/test".into()), World::Live)
}

#[test]
fn the_files_of_a_city_are_adopted_one_fact_each() {
    assert_eq!(adopt(kept()).decide(&City::default(), &(), &given()), Ok(adopted()));
    assert_eq!(city(&adopted()).area(), Some(code("990100")));
}

#[test]
fn files_already_in_force_are_not_adopted_again() {
    assert_eq!(adopt(kept()).decide(&city(&adopted()), &(), &given()), Ok(vec![]));
    let renamed = CityKept { areas: file("d"), ..kept() };
    let only = vec![CityFact::AreasAdopted { file: file("d"), count: 11 }];
    assert_eq!(adopt(renamed).decide(&city(&adopted()), &(), &given()), Ok(only));
}

#[test]
fn a_journal_belongs_to_one_city_for_ever() {
    let refused = Err(NotAdopted::AnotherCity { ours: code("990200"), given: code("990100") });
    let elsewhere = Adopt::of(&texts().read().unwrap(), kept(), code("990200"));
    assert_eq!(elsewhere.decide(&City::default(), &(), &given()), refused);
}

#[test]
fn outlines_once_adopted_are_replaced_and_never_dropped() {
    let without = CityKept { boundaries: None, ..kept() };
    assert_eq!(adopt(without.clone()).decide(&city(&adopted()), &(), &given()), Err(NotAdopted::OutlinesMissing));
    assert_eq!(adopt(without).decide(&City::default(), &(), &given()).unwrap().len(), 2);
}

#[test]
fn files_that_do_not_fit_each_other_cannot_be_asked_for() {
    let wrong = CityTexts { areas: texts().areas.replace("990100,", "990101,"), ..texts() };
    assert_eq!(wrong.read().unwrap_err().to_string(), "areas 3: 990102 lies outside 990101");
    let other = CityTexts { profile: texts().profile.replace("code = \"990100\"", "code = \"990300\""), ..texts() };
    assert_eq!(other.read().unwrap_err().to_string(), "areas: begins with 990100, but the city is 990300");
}

#[test]
fn every_fact_ever_written_folds() {
    let samples = [
        include_str!("../../../../fixtures/facts/city/profile_adopted.json"),
        include_str!("../../../../fixtures/facts/city/areas_adopted.json"),
        include_str!("../../../../fixtures/facts/city/boundaries_adopted.json"),
    ];
    let facts: Vec<CityFact> = samples.iter().map(|text| serde_json::from_str(text).unwrap()).collect();
    for (fact, sample) in facts.iter().zip(samples) {
        assert_eq!(serde_json::to_string(fact).unwrap(), sample.trim_end());
    }
    assert_eq!(city(&facts).boundaries.unwrap().1, 4);
}

#[test]
fn the_table_keeps_every_adoption_in_order() {
    let mut rows = Rows::default();
    let mut before = City::default();
    for (fact, position) in adopted().into_iter().zip(7..) {
        let after = before.clone().fold(&fact);
        let entered = Entered {
            id: Id::parse("0190f3d2-7c4a-7b11-8aaa-000000000001").unwrap(),
            position,
            at: Time::from_ms(5),
            version: 1,
            actor: "system/test".into(),
            post: None,
            area: None,
            case: None,
            cause: None,
            fact,
        };
        keep(&before, &after, &entered, &mut rows);
        before = after;
    }
    assert_eq!(rows.waiting::<CityFileRow>(), 3);
    let areas = args![8, "areas", code("990100"), file("b").hash, 9_u64, 11, Time::from_ms(5), "system/test"];
    assert_eq!(rows.values::<CityFileRow>(&args![8]), Some(&areas[..]));
}
