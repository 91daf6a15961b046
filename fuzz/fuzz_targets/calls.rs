//! Logs of calls in CSV, as a play reads them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::calls(bytes));
