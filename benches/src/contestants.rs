//! What is measured: the stages of this library, the whole, and jieba-rs.

use gongbao::Analyzer;
use gongbao::{decode, extract, read, restore};
use jieba_rs::Jieba;

use crate::inputs::{Input, Likeness};

/// The stages, in the order of the tables.
pub const STAGES: [&str; 7] = ["decode", "restore", "read", "extract", "all", "all+words", "cut-hmm"];

/// A stage and who does it.
pub struct Contestant<'c> {
    /// What is done.
    pub stage: &'static str,
    /// By whom.
    pub implementation: &'static str,
    /// Does the work once and gives something that depends on it.
    pub run: Box<dyn Fn() -> usize + 'c>,
}

/// Everything that is measured of an input, and asserted of it before.
pub fn contestants<'c>(input: &'c Input, jieba: &'c Jieba, analyzer: &'c Analyzer) -> Vec<Contestant<'c>> {
    let decoded = decode::decode(&input.bytes).expect("a page of the corpus is text");
    let source = decoded.text;
    let restored = restore::restore(&source, &[]);
    let (text, edits, page) = (restored.text.into_owned(), restored.edits, restored.page);
    if let Some(want) = &input.want {
        assert_eq!(text.trim(), want.trim(), "{} is not restored", input.name);
    }
    let structure = read::read(&text, &page);
    let facts = extract::extract(&text, &structure, &edits, None).len();
    if input.likeness == Likeness::Report {
        assert!(structure.sentences.len() > 5, "{} has sentences", input.name);
        assert!(facts > 20, "{} has facts", input.name);
    }
    assert!(facts > 0, "{} has a fact", input.name);
    let with_words = Analyzer::builder().words(true).build();
    let bytes = &input.bytes;
    let report = analyzer.analyze_bytes(bytes).expect("a page of the corpus is text");
    assert_eq!((report.text(), report.facts().len()), (text.as_str(), facts), "the stages are the whole");

    let cut = |hmm: bool, text: &str| -> usize {
        // Lines, as jieba-rs wants them.
        text.lines()
            .map(|line| jieba.cut(line, hmm).iter().map(|token| token.word.len()).sum::<usize>())
            .sum()
    };
    let letters: usize = text.lines().map(str::len).sum();
    assert_eq!(cut(false, &text), letters, "every byte is in a word");
    assert_eq!(cut(true, &text), letters, "every byte is in a word");

    // The rival gets the reading text: it could make nothing of the page.
    let (one, two, three, four) = (text.clone(), text.clone(), text.clone(), text);
    let run =
        |stage, implementation, run: Box<dyn Fn() -> usize + 'c>| Contestant { stage, implementation, run };
    vec![
        run("cut", "jieba-rs", Box::new(move || cut(false, &one))),
        run("cut-hmm", "jieba-rs", Box::new(move || cut(true, &two))),
        run(
            "decode",
            "gongbao",
            Box::new(move || decode::decode(bytes).map_or(0, |decoded| decoded.text.len())),
        ),
        run("restore", "gongbao", Box::new(move || restore::restore(&source, &[]).text.len())),
        {
            let page = page.clone();
            run("read", "gongbao", Box::new(move || read::read(&three, &page).sentences.len()))
        },
        run("extract", "gongbao", Box::new(move || extract::extract(&four, &structure, &edits, None).len())),
        run(
            "all",
            "gongbao",
            Box::new(move || analyzer.analyze_bytes(bytes).map_or(0, |report| report.facts().len())),
        ),
        run(
            "all+words",
            "gongbao",
            Box::new(move || {
                with_words.analyze_bytes(bytes).map_or(0, |report| report.words().map_or(0, <[_]>::len))
            }),
        ),
    ]
}
