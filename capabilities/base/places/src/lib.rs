//! Where: areas of the city, points to areas, search by name and pinyin initials.

mod areas;
mod boundaries;
mod city;
mod gazetteer;
mod mentions;
mod outline;
mod place;
mod search;
#[cfg(test)]
mod spec;
mod spelling;
mod unreadable;

pub use areas::{AREAS_MAX, Area, Areas, NAME_CHARS_MAX};
pub use boundaries::{Boundaries, Located, VERTICES_MAX};
pub use city::{City, CityFiles, Elsewhere, Names};
pub use gazetteer::Gazetteer;
pub use mentions::{MENTIONS_MAX, Mentions, Offer};
pub use place::{AreasFrom, NotAPlace, PLACE_AREAS_MAX, PLACE_CHARS_MAX, Place, PlaceGiven, Resolved};
pub use search::{Found, QUERY_CHARS_MAX, SEARCH_FOUND_MAX, SearchPage};
pub use unreadable::Unreadable;
