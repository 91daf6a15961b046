//! What moves by itself when something goes wrong with it: messages that are not taken, reactions and clocks that fault, a clock that is
//! turned back. It waits, is given up or parked in sight, is taken up again, happens once, and holds up nothing else.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

#[path = "../common/mod.rs"]
mod common;
mod letters;
mod outbox;
mod parked;
mod time;

/// Runs a test on all engines at once: most of its time goes by in waiting.
async fn on_each_engine(test: impl AsyncFn(desk::Engine)) {
    let each = testkit::engines().into_iter().map(async |engine| test(engine).await);
    futures_util::future::join_all(each).await;
}
