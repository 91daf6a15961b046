//! Each door once, on both engines; and the rule book from adoption to the memory of every process.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

#[path = "doors/api.rs"]
mod api;
#[path = "doors/book.rs"]
mod book;
#[path = "doors/frame.rs"]
mod frame;
#[path = "doors/pages.rs"]
mod pages;
