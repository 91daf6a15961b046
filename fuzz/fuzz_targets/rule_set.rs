//! Rule sets in TOML, as they are adopted.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::rule_set(bytes));
