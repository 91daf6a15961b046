//! Nights in TOML, as a play reads them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::night(bytes));
