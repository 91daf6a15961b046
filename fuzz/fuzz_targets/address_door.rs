//! Paths and queries at every door that reads.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::address_door(bytes));
