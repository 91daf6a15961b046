//! The table kept from the city's facts: one row an adopted file.

use desk::{Entered, Rows, table};
use kernel::{AreaCode, Time};

use crate::facts::CityFact;
use crate::state::City;

table! {
    /// One row an adopted file.
    pub struct CityFileRow in "city_files" by ("position") {
        /// Where in the journal it was adopted.
        pub position: i64,
        /// Which file: `profile`, `areas` or `boundaries`.
        pub what: &'static str,
        /// The city.
        pub city: AreaCode,
        /// Its content.
        pub hash: String,
        /// How many bytes.
        pub bytes: u64,
        /// How many areas or outlines; 1 for the profile.
        pub count: u32,
        /// When it was adopted.
        pub at_ms: Time,
        /// By whom.
        pub actor: String,
    }
}

/// Keeps one row an adopted file.
pub fn keep(_: &City, after: &City, entered: &Entered<CityFact>, rows: &mut Rows) {
    // The profile comes first in every city, so the city is known by then.
    let Some(city) = after.code else { return };
    let (what, file, count) = match &entered.fact {
        CityFact::ProfileAdopted { file, .. } => ("profile", file, 1),
        CityFact::AreasAdopted { file, count } => ("areas", file, *count),
        CityFact::BoundariesAdopted { file, count } => ("boundaries", file, *count),
    };
    rows.put(CityFileRow {
        position: entered.position,
        what,
        city,
        hash: file.hash.clone(),
        bytes: file.bytes,
        count,
        at_ms: entered.at,
        actor: entered.actor.clone(),
    });
}
