//! Heads of the journal that were let out, short and signed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::head(bytes));
