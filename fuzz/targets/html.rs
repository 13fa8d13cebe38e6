//! The body of a page between tags that make it one: tags, references and tables of every kind.
#![no_main]

libfuzzer_sys::fuzz_target!(|body: &str| {
    let page = format!("<!DOCTYPE html><html><head><title>工作报告</title></head><body>{body}</body></html>");
    let restored = gongbao::restore::restore(&page, &[]);
    assert_eq!(restored.edits.replay(&page, &restored.text), restored.text);
});
