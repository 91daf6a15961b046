//! Each door once, on both engines: who is let in and who is not, what a session is worth, and that no secret ever leaves its store.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

#[path = "doors/at_the_desk.rs"]
mod at_the_desk;
#[path = "doors/entering.rs"]
mod entering;
#[path = "doors/frame.rs"]
mod frame;
#[path = "doors/links.rs"]
mod links;
#[path = "doors/locking.rs"]
mod locking;
#[path = "doors/managing.rs"]
mod managing;
#[path = "doors/own.rs"]
mod own;
#[path = "doors/programs.rs"]
mod programs;
#[path = "doors/secrets.rs"]
mod secrets;
#[path = "doors/tokens.rs"]
mod tokens;
