//! What reads outside input, one function a target: it must neither panic nor hang, and what it took must hold together.
//!
//! `fuzz_targets` feeds these with what libFuzzer makes, and the test `fuzz_corpus` of the server with `corpus` and small changes of it.

mod archive;
mod doors;

use std::sync::LazyLock;

use geodatum::{Datum, from_wgs84, to_wgs84};
use kernel::{AreaCode, CityDate, Grade, Id, Point, Scope, Time, Zone};
use organisations::import::{self, Lexicon, Present};
use organisations::{Email, Phone};
use places::{Areas, Boundaries, CityProfile, Gazetteer, PlaceGiven};
use rules::RuleSet;

pub use archive::archive;
pub use doors::{act_door, address_door, form_door, header_door, incident_door};

/// A parser of outside input by its name: it must refuse or read, and never give up.
pub type Target = (&'static str, fn(&[u8]));

/// Every target by its name, which is also the name of its folder in `corpus`.
pub const TARGETS: [Target; 20] = [
    ("words", words),
    ("place", place),
    ("areas", areas),
    ("boundaries", boundaries),
    ("city", city),
    ("datum", datum),
    ("rule_set", rule_set),
    ("contacts", contacts),
    ("workbook", workbook),
    ("calls", calls),
    ("night", night),
    ("mapping", mapping),
    ("head", head),
    ("settings", settings),
    ("archive", archive),
    ("incident_door", incident_door),
    ("form_door", form_door),
    ("address_door", address_door),
    ("header_door", header_door),
    ("act_door", act_door),
];

const CITY: &str = include_str!("../../cities/chaoyang/city.toml");
const AREAS: &str = include_str!("../../cities/chaoyang/areas.csv");
const OUTLINES: &str = include_str!("../../cities/chaoyang/districts.geojson");

/// The reference city, read once.
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let profile = CityProfile::read(CITY).expect("the profile of the reference city");
    Gazetteer::build(&profile, AREAS, Some(OUTLINES)).expect("the reference city")
});
static ZONE: LazyLock<Zone> = LazyLock::new(|| Zone::named("Asia/Shanghai").expect("a zone of the bundled database"));

/// Ids, area codes, times, dates, grades, telephone numbers and mail addresses.
pub fn words(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(id) = Id::parse(text) {
        assert_eq!(Id::parse(id.as_str()), Ok(id));
    }
    if let Ok(code) = AreaCode::parse(text) {
        assert_eq!(AreaCode::parse(&code.to_string()), Ok(code));
        let (from, to) = code.subtree();
        assert!(from == code.full() && from < to && code.covers(code));
        assert!(code.parent().is_none_or(|parent| parent.covers(code) && parent != code));
    }
    if let Ok(time) = Time::parse(text) {
        assert_eq!(Time::parse(&time.to_utc_text()), Ok(time));
    }
    if let Ok(time) = ZONE.parse(text) {
        assert_eq!(ZONE.parse(&ZONE.rfc3339(time)).map(|again| again.ms() / 1_000), Ok(time.ms() / 1_000));
        assert!(
            ZONE.next_at(time, 8, 0) > time || time.ms() > 253_000_000_000_000,
            "only the end of the calendar has no next day"
        );
    }
    if let Ok(day) = CityDate::parse(text) {
        assert_eq!(CityDate::parse(&day.to_string()), Ok(day));
    }
    if let Ok(grade) = Grade::parse(text) {
        assert_eq!(Grade::parse(grade.as_str()), Ok(grade));
    }
    if let Ok(phone) = Phone::parse(text) {
        assert_eq!(Phone::parse(&phone.to_string()), Ok(phone.clone()));
        assert!(phone.dial().chars().all(|c| c.is_ascii_digit() || c == '+' || c == ','));
    }
    if let Ok(mail) = Email::parse(text) {
        assert_eq!(Email::parse(mail.as_str()), Ok(mail));
    }
    let _ = Zone::named(text);
}

/// Places as the API gives them.
pub fn place(bytes: &[u8]) {
    let Ok(given) = serde_json::from_slice::<PlaceGiven>(bytes) else { return };
    if let Ok(resolved) = GAZETTEER.resolve(&given) {
        let place = resolved.place;
        assert!(place.areas.len() <= places::PLACE_AREAS_MAX, "{} areas", place.areas.len());
        assert!(place.point.is_some() || !place.disagrees, "only a point can disagree with words");
    }
}

/// Tables of areas in CSV.
pub fn areas(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(areas) = Areas::read(text) else { return };
    assert!(areas.all().windows(2).all(|two| two[0].code < two[1].code), "in the order of codes, none twice");
    for area in areas.all() {
        assert!(areas.get(area.code).is_some_and(|found| found == area));
        assert!(!areas.ancestry(area.code).is_empty());
    }
}

/// Outlines in GeoJSON.
pub fn boundaries(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(outlines) = Boundaries::read(text, GAZETTEER.areas()) else { return };
    if let Some((low, high)) = outlines.extent() {
        assert!(low.lat_deg <= high.lat_deg && low.lon_deg <= high.lon_deg);
        let _ = (outlines.locate(low), outlines.locate_all(high));
    }
}

/// The profile of a city in TOML.
pub fn city(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(profile) = CityProfile::read(text) {
        let _ = profile.elsewhere();
        assert_eq!(profile.is_inland(), !profile.features.iter().any(|feature| feature == places::COAST));
        assert!(!profile.name_in("en").is_empty(), "a city is called something");
    }
}

/// Degrees of any datum on their way to WGS 84 and back: a byte for the datum, eight for each number.
pub fn datum(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        let _ = text.parse::<Datum>();
    }
    let Some((which, rest)) = bytes.split_first() else { return };
    let number = |from: usize| Some(f64::from_le_bytes(rest.get(from..from + 8)?.try_into().ok()?));
    let (Some(lat), Some(lon)) = (number(0), number(8)) else { return };
    let datum = [Datum::Wgs84, Datum::Gcj02, Datum::Bd09][usize::from(*which) % 3];
    let Ok(point) = to_wgs84(datum, lat, lon) else { return };
    assert!(Point::new(point.lat_deg, point.lon_deg).is_ok(), "{point:?}");
    let again = from_wgs84(datum, point);
    assert!(again.lat_deg.is_finite() && again.lon_deg.is_finite());
}

/// Rule sets in TOML.
pub fn rule_set(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match RuleSet::parse(text) {
        Ok(set) => {
            assert_eq!(RuleSet::parse(text).map(|again| again.named()).ok(), Some(set.named()));
            assert!(rules::diff(&set, &set).is_empty());
            let ends = rules::loose_ends(&set, &[]);
            assert!(ends.len() <= rules::PROBLEMS_MAX, "{} loose ends", ends.len());
        }
        Err(problems) => assert!(!problems.is_empty(), "a refusal says why"),
    }
}

/// The contact book in CSV, down to the plan of what would change.
pub fn contacts(bytes: &[u8]) {
    let Ok(sheets) = import::sheets(bytes) else { return };
    let Ok(lines) = import::lines(&sheets, &Lexicon::plain()) else { return };
    let mut made: u32 = 0;
    let mut mint = || {
        made += 1;
        Id::parse(&format!("0190f3d2-7c4a-7b11-8aaa-{made:012}")).expect("an id")
    };
    let plan = import::plan(lines, Present::default(), &mut mint);
    assert!(plan.requests.iter().all(|request| !request.is_empty()), "no request is empty");
}

/// The contact book as a workbook: the bytes are the first sheet of one that is otherwise whole, or a workbook themselves.
pub fn workbook(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        contacts(bytes);
    } else {
        contacts(&[b"PK\x03\x04".as_slice(), bytes].concat());
    }
}

/// Calls in CSV and in workbooks.
pub fn calls(bytes: &[u8]) {
    let (lexicon, book) = (incidents::import::Lexicon::of(&[]), rules::RuleBook::default());
    let (features, reach) = (&[][..], &Scope::whole(AreaCode::parse("211300").expect("a code")));
    let now = Time::parse("2026-11-23T03:12:00+08:00").expect("a time");
    let with =
        incidents::import::Reading { lexicon: &lexicon, book: &book, gazetteer: &GAZETTEER, features, zone: &ZONE, now, reach };
    if let Ok(read) = incidents::import::read(bytes, with) {
        assert!(read.calls.len() <= incidents::import::ROWS_MAX);
        assert!(read.calls.iter().filter_map(|call| call.act.received.as_ref()).all(|claim| claim.at <= now));
    }
}

/// Nights in TOML.
pub fn night(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(night) = play::Night::parse("night.toml", text) {
        assert!(!night.steps.is_empty());
        assert_eq!(Time::parse(&night.starts_at), Ok(night.begins()));
    }
}

/// Mappings of call logs in TOML and, behind a line of `===`, such a log in CSV.
pub fn mapping(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (mapping, log) = text.split_once("\n===\n").unwrap_or((text, "1,water,41.5,120.4\n"));
    let Ok(mapping) = toml::from_str::<play::Mapping>(mapping) else { return };
    let calls = play::Calls { file: "log.csv".into(), mapping, area: "990102".to_owned(), per_second: 0 };
    for body in calls.bodies(log.as_bytes()).into_iter().flatten() {
        assert!(body["summary"].as_str().is_some_and(|words| !words.is_empty()), "a call says something: {body}");
    }
}

/// What a data folder says of itself, in TOML: with the ways out for messages that an operator adds.
pub fn settings(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(config) = toml::from_str::<server::config::Config>(text) {
        let _ = (config.zone(), config.journal.world.world());
        let said = format!("{config:?}");
        assert!(!said.contains("hunter2"), "a secret is told to nobody who prints the settings");
    }
}

/// Heads of the journal that were let out, short and signed.
pub fn head(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(seen) = desk::HeadSeen::parse(text)
    {
        assert_eq!(desk::HeadSeen::parse(&format!("{}@{}", seen.hash, seen.position)), Some(seen));
    }
    if let Ok(signed) = serde_json::from_slice::<desk::SignedHead>(bytes) {
        assert!(!signed.is_genuine(), "nobody signs by chance");
        let _ = desk::HeadSeen::parse(&signed.short());
    }
}
