//! Bodies at every door of the API that changes something.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::act_door(bytes));
