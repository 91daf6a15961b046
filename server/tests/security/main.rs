//! The real program attacked from outside: words that want to be markup or statements, forged and oversized and slow requests, sessions and
//! tokens of others, paths that lead out, files that are not what they say; and a log that tells nobody's secret.

#![allow(clippy::unwrap_used, dead_code, reason = "a test that cannot go on fails; what attacks share is used by some")]

mod acts;
mod attachments;
mod bodies;
mod crossing;
mod csrf;
mod exports;
mod forms;
#[path = "../program/harness.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line, which use more of it")]
mod harness;
mod logs;
mod markup;
mod office;
mod paths;
mod public;
mod scripts;
mod sessions;
mod slow;
mod streams;
mod tokens;
mod wire;
