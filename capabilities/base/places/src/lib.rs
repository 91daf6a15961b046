//! Where: areas of the city, points to areas, search by name and pinyin initials.

mod acts;
mod api;
mod areas;
mod atlas;
mod boundaries;
mod facts;
mod gazetteer;
mod level;
mod look;
mod mentions;
mod outline;
mod pages;
mod place;
mod profile;
pub mod reads;
mod search;
mod spelling;
mod state;
mod tables;
mod unreadable;

#[cfg(test)]
mod place_spec;
#[cfg(test)]
mod spec;

pub use acts::{Adopt, CityKept, CityRead, CityTexts, NotAdopted};
pub use areas::{AREAS_MAX, Area, Areas, NAME_CHARS_MAX, PATH_SEPARATOR};
pub use atlas::{Atlas, Places, adopt};
pub use boundaries::{Boundaries, Located, VERTICES_MAX};
pub use facts::{CityFact, FileNamed};
pub use gazetteer::Gazetteer;
pub use mentions::{MENTIONS_MAX, Mentions, OFFER_AREAS_MAX, Offer};
pub use place::{AreasFrom, NotAPlace, PLACE_AREAS_MAX, PLACE_CHARS_MAX, Place, PlaceGiven, Resolved};
pub use profile::{COAST, CityFiles, CityProfile, ELSEWHERE_MAX, Elsewhere, Names};
pub use search::{Found, QUERY_CHARS_MAX, SEARCH_FOUND_MAX, SearchPage};
pub use state::City;
pub use unreadable::Unreadable;

use std::sync::Arc;

use desk::Capability;
use web::Door;

/// Every word of this capability.
pub mod words {
    web::words!();
}

/// What this capability brings to the desk.
#[must_use]
pub fn capability() -> Capability {
    Capability::named("places").subject::<City>().tables(1, include_str!("tables.sql")).keep::<City>(tables::keep)
}

/// Its doors, answering from `places`.
#[must_use]
pub fn doors(places: &Arc<Places>) -> Vec<Door> {
    api::doors(places).into_iter().chain(pages::doors(places)).collect()
}
