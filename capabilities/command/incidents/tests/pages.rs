//! The pages of incidents as a duty officer uses them, on both engines, through the whole frame.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "pages/importing.rs"]
mod importing;
#[path = "pages/members.rs"]
mod members;
#[path = "pages/night.rs"]
mod night;
#[path = "pages/office.rs"]
mod office;
