//! Nights in the words of the people in them: the whole program on a clock set by hand, on both engines.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod figures;
mod inquiry;
mod leader;
mod midnight;
mod paper;
mod played;
mod village;
