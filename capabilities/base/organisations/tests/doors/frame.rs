//! The town that these tests are about with its doors, and a gate that lets everybody look up and only whoever looks after an area
//! change it.

use std::sync::Arc;

use axum::http::request::Parts;
use desk::{Engine, Fault};
use kernel::{AreaCode, AreaLevel, Id, Scope};
use organisations::{capability, doors, finder, load_city};
use places::{CityTexts, Places};
use testkit::{Anyone, Frame, Town};
use web::{App, Caller, City, Credential, Gate, Language, Soon};

use super::town;

const PROFILE: &str = "code = \"990100\"\nnames = { en = \"Ashmouth\", zh = \"灰口市\" }\nzone = \"Asia/Shanghai\"\n\
    language = \"zh\"\ncountry = \"zz\"\njurisdictions = [\"zz\"]\nseat = { lat_deg = 50.0, lon_deg = 10.0 }\n\
    [files]\nareas = \"areas.csv\"\n";
const AREAS: &str = "code,name,short,spoken\n990100,灰口市,,\n990102,东区,,\n990102101,小山镇,,\n990103,西区,,\n";

/// The town with its contact book taken in, and its doors.
pub async fn with_book(engine: Engine) -> (Town, Frame) {
    let (town, frame) = without_book(engine).await;
    let files = organisations::CityFiles {
        organisations: town::BODIES.into(),
        posts: town::POSTS.into(),
        reporting_lines: town::LINES.into(),
    };
    load_city(&town.desk, town.given(), files).await.expect("the files have no fault");
    (town, frame)
}

/// The town before anybody is in its contact book.
pub async fn without_book(engine: Engine) -> (Town, Frame) {
    let town = Town::new(engine, vec![places::capability(), capability()]).await;
    let texts = CityTexts { profile: PROFILE.into(), areas: AREAS.into(), boundaries: None };
    places::adopt(&town.desk, town.given(), texts).await.unwrap();
    let places = Places::load(&town.desk).await.unwrap();
    let app = testkit::app(&town.desk, doors(&places), &[&places::words::TEXTS, &organisations::words::TEXTS]);
    let city = City { names: vec![(Language::Zh, "灰口市".into())], language: Language::Zh, ..app.city };
    let frame = Frame::of(App { gate: Arc::new(Lookers), city, finders: vec![finder()], ..app });
    (town, frame)
}

struct Lookers;

impl Gate for Lookers {
    fn caller<'a>(&'a self, parts: &'a Parts) -> Soon<'a, Result<Option<Caller>, Fault>> {
        Anyone.caller(parts)
    }

    fn may(&self, caller: &Caller, action: &str, area: Option<AreaCode>, case: Option<&Id>) -> bool {
        action.ends_with(".read") || Anyone.may(caller, action, area, case)
    }

    fn scope(&self, caller: &Caller, action: &str) -> Scope {
        // As the policies have it: numbers are looked up in the whole city, and changed where one looks after.
        let mine = AreaCode::parse(&caller.name).unwrap();
        Scope::whole(if action == "organisations.read" { mine.within(AreaLevel::City) } else { mine })
    }

    fn public_scope(&self, action: &str) -> Scope {
        Anyone.public_scope(action)
    }

    fn still_good<'a>(&'a self, credentials: &'a [Credential]) -> Soon<'a, Result<Vec<Credential>, Fault>> {
        Anyone.still_good(credentials)
    }
}
