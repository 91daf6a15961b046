//! Tables of areas in CSV.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::areas(bytes));
