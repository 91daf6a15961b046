//! The frame as people and programs meet it: through its doors, with a desk in memory and a gate that a test keeps.

#![allow(clippy::unwrap_used, reason = "what these helpers unwrap is the test itself")]

mod csrf;
mod doors;
mod forms;
mod listen;
mod live;
mod pages;
mod town;
mod troubles;
