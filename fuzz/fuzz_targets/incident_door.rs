//! Bodies at the door that takes word of incidents.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| watchfire_fuzz::incident_door(bytes));
