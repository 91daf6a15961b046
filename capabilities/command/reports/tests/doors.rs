//! The doors of reports and instructions, each once, on both engines, through the whole frame.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "doors/following.rs"]
mod following;
#[path = "doors/instructing.rs"]
mod instructing;
#[path = "doors/limits.rs"]
mod limits;
#[path = "doors/machines.rs"]
mod machines;
#[path = "doors/pages.rs"]
mod pages;
#[path = "doors/reporting.rs"]
mod reporting;
#[path = "doors/room.rs"]
mod room;
#[path = "doors/signing.rs"]
mod signing;
