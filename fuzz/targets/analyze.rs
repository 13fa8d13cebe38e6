//! Text to a report that obeys the laws.
#![no_main]

#[path = "../../crates/gongbao/tests/laws/law.rs"]
#[allow(dead_code, unused_imports, reason = "the fuzzers ask for some of the laws")]
mod law;

libfuzzer_sys::fuzz_target!(|text: &str| {
    let report = law::analyzer().analyze(text).expect("a text within the limit");
    law::check(&report).expect("replay and span hold");
});
