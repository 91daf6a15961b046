//! Who: bodies, posts, people in posts, the contact book, who reports to whom.

pub mod acts;
mod api;
mod email;
pub mod facts;
pub mod import;
mod initials;
mod kinds;
mod look;
mod pages;
mod person;
mod phone;
mod reactions;
pub mod reads;
#[cfg(test)]
mod spec;
mod state;
mod tables;
pub mod typed;

/// Every word that people see.
pub mod words {
    web::words!();
}

pub use api::{Bringing, CityFiles, NotTaken, PERSON_WORDS, correct, enter, erase, load_city, plan, take_in};
pub use email::{EMAIL_CHARS_MAX, Email, NotAnEmail};
pub use kinds::{BodyKind, Column, Level, Line, PhoneUse, PostKind, Standing};
pub use person::PersonDetails;
pub use phone::{EXTENSION_DIGITS_MAX, NotAPhone, PHONE_DIGITS_MAX, PHONE_DIGITS_MIN, Phone};
pub use state::{Body, BodyValue, Person, Post, PostAbout, PostValue};

pub use pages::finder;
pub use pages::{keys, lexicon};

use std::sync::Arc;

use desk::Capability;
use places::Places;
use web::Door;

/// What this capability brings to the desk.
#[must_use]
pub fn capability() -> Capability {
    Capability::named("organisations")
        .subject::<Body>()
        .subject::<Post>()
        .subject::<Person>()
        .tables(1, include_str!("tables.sql"))
        .keep::<Body>(tables::keep_body)
        .keep::<Post>(tables::keep_post)
        .keep::<Person>(tables::keep_person)
        .react::<Body, _>(reactions::follow)
}

/// The doors: pages and API.
#[must_use]
pub fn doors(places: &Arc<Places>) -> Vec<Door> {
    [pages::doors(places), api::doors(places)].into_iter().flatten().collect()
}
