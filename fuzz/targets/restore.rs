//! Text to reading text: the edits, replayed, give it, and each stands where it says.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| {
    let restored = gongbao::restore::restore(text, &[]);
    assert_eq!(restored.edits.replay(text, &restored.text), restored.text);
});
