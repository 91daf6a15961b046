//! The contact book in CSV, down to the plan of what would change.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::contacts(bytes));
