//! The real program attacked from outside: words that want to be markup or statements, forged and oversized and slow requests, sessions and
//! tokens of others, paths that lead out, files that are not what they say; and a log that tells nobody's secret.

mod acts;
mod bodies;
mod csrf;
mod forms;
#[path = "../program/harness.rs"]
#[expect(dead_code, reason = "shared with the tests of the command line, which use more of it")]
mod harness;
mod markup;
mod office;
mod paths;
mod scripts;
mod sessions;
mod slow;
mod wire;
