//! Each door once, on both engines; the contact book through the desk; and what only whoever looks after an area may do.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

#[path = "doors/api.rs"]
mod api;
#[path = "doors/book.rs"]
mod book;
#[path = "doors/frame.rs"]
mod frame;
#[path = "doors/pages.rs"]
mod pages;
#[path = "doors/town.rs"]
mod town;
