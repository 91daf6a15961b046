//! Each door once, on both engines; the city's files from adoption to answer; and the reference city's data read whole.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

#[path = "doors/adopting.rs"]
mod adopting;
#[path = "doors/answers.rs"]
mod answers;
#[path = "doors/chaoyang.rs"]
mod chaoyang;
#[path = "doors/frame.rs"]
mod frame;
