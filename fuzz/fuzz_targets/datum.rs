//! Degrees of any datum on their way to WGS 84 and back.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::datum(bytes));
