//! What holds whatever is asked: a refused or faulty act never disturbs its neighbours, a state is what its facts make of it wherever it is
//! folded, and no change of a recorded fact goes unnoticed. Thousands of small cases, on both engines.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod asked;
mod batches;
mod chain;
#[path = "../common/mod.rs"]
mod common;
mod folding;

use proptest::test_runner::{Config, TestCaseError, TestRunner};

/// How many cases each property tries on each engine.
const CASES: u32 = 48;

/// A runner whose cases are the same each time, so that a failure is one on every machine.
fn runner() -> TestRunner {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    )
}

/// Says what differed, so that the smallest case is found that still does.
fn same<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Result<(), TestCaseError> {
    if found == expected { Ok(()) } else { Err(TestCaseError::fail(format!("found {found:?}, expected {expected:?}"))) }
}
