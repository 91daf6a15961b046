//! Who: bodies, posts, people in posts, the contact book, who reports to whom.

pub mod acts;
mod email;
pub mod facts;
pub mod import;
mod kinds;
mod person;
mod phone;
#[cfg(test)]
mod spec;
mod state;
pub mod typed;

pub use email::{EMAIL_CHARS_MAX, Email, NotAnEmail};
pub use kinds::{BodyKind, Column, Level, Line, PhoneUse, PostKind, Standing};
pub use person::PersonDetails;
pub use phone::{EXTENSION_DIGITS_MAX, NotAPhone, PHONE_DIGITS_MAX, PHONE_DIGITS_MIN, Phone};
pub use state::{Body, BodyValue, Person, Post, PostAbout, PostValue};
