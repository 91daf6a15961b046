//! Places as the API gives them, resolved against the reference city.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::place(bytes));
