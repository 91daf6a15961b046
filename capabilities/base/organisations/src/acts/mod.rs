//! What can be asked of bodies, posts and people, and every refusal.

mod body;
mod person;
mod post;
mod refusal;

pub use body::{
    BODY_PHONES_MAX, BodyKnown, Classify, Dissolve, FIELD_CHARS_MAX, Found, LINE_ADDRESSEES_MAX, LINE_DEPTH_MAX, Move, Pointed,
    Rename, SetLine, SetMailbox, SetPhones, Usage,
};
pub use person::{Correct, Enter, PersonKnown};
pub use post::{
    Abolish, Appoint, DEPUTIES_MAX, Deputy, Entry, Establish, FollowBody, POST_ORDER_MAX, PostBody, PostKnown, Relieve, Retitle,
    SetDeputies,
};
pub use refusal::{Refusal, Thing};

use kernel::Given;

use crate::{Column, typed};

/// Refuses a text that is missing or longer than `max` characters.
pub(crate) fn check_text(text: &str, what: Column, max: usize) -> Result<(), Refusal> {
    match text.chars().count() {
        0 => Err(Refusal::Missing { what }),
        n if n > max => Err(Refusal::TooLong { what, max }),
        _ => Ok(()),
    }
}

/// Makes a code plain and refuses one that cannot be a code.
fn checked_code(code: &str) -> Result<String, Refusal> {
    let code = typed::plain(code);
    check_text(&code, Column::Code, typed::CODE_CHARS_MAX)?;
    if typed::is_code(&code) { Ok(code) } else { Err(Refusal::NotACode { what: Column::Code }) }
}

/// Refuses to replace a value that was set after the version the person saw.
fn check_seen(set_at: Option<&u64>, given: &Given, what: Column) -> Result<(), Refusal> {
    match (set_at, given.seen) {
        (Some(&set_at), Some(seen)) if set_at > seen => Err(Refusal::Changed { what, version: set_at }),
        _ => Ok(()),
    }
}

/// Refuses a list with one thing in it twice.
fn check_distinct<T: PartialEq>(things: &[T], what: Column) -> Result<(), Refusal> {
    let twice = things.iter().enumerate().any(|(at, thing)| things[..at].contains(thing));
    if twice { Err(Refusal::Twice { what }) } else { Ok(()) }
}
