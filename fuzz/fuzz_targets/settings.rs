//! What a data folder says of itself, as an operator writes it.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::settings(bytes));
