//! Bodies of forms, with and without files.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::form_door(bytes));
