//! The disk's own rate of durable writes, which no journal can beat.

use std::io::Write as _;

use desk::Stopwatch;

/// How many writes are timed.
const WRITES: usize = 400;

/// Milliseconds that an `fdatasync` of a 4 kB append takes: half of them, 99 of 100 take no longer.
pub fn fdatasync_ms() -> (f64, f64) {
    let mut file = tempfile::tempfile_in(".").unwrap();
    let page = [7_u8; 4_096];
    let mut times: Vec<f64> = (0..WRITES)
        .map(|_| {
            let watch = Stopwatch::start();
            file.write_all(&page).unwrap();
            file.sync_data().unwrap();
            watch.seconds() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[WRITES / 2], times[WRITES * 99 / 100])
}
