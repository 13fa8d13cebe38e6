//! Bytes to a report: whatever the bytes are, they give a report that obeys the laws, or an error.
#![no_main]

#[path = "../../crates/gongbao/tests/laws/law.rs"]
#[allow(dead_code, unused_imports, reason = "the fuzzers ask for some of the laws")]
mod law;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(report) = law::analyzer().analyze_bytes(bytes) {
        law::check(&report).expect("replay and span hold");
    }
});
