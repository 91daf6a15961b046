//! The words that every room shares: ids, times, areas, grades, places, money, and the contract of acts and facts.
//!
//! Nothing here is asynchronous, reads a clock, asks for chance, or knows a database or a network.

mod area;
mod claim;
mod contract;
mod grade;
mod id;
mod money;
mod place;
mod scope;
mod sealed;
mod time;
mod zone;

pub use area::{AREA_DIGITS, AreaCode, AreaLevel, NotAnArea};
pub use claim::{BASIS_CHARS_MAX, Claim, GAP_SHOWN_MIN, WHO_CHARS_MAX};
pub use contract::{Act, Actor, Arg, FactBody, Given, Kind, Once, Reason, Subject, World};
pub use grade::{Grade, NotAGrade};
pub use id::{Id, NotAnId};
pub use money::Cny;
pub use place::{Point, PointOutOfRange, Precision};
pub use scope::Scope;
pub use sealed::Sealed;
pub use time::{NotATime, Time};
pub use zone::{CityDate, UnknownZone, Zone};
