//! Ids, area codes, times, dates, grades, telephone numbers and mail addresses, as people and programs write them.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::words(bytes));
