//! The four laws of the model, and what no input may do.
//!
//! 1. *replay*: source and edits give the reading text.
//! 2. *span*: a fact's text is what stands at its span, its source is what that was made from.
//! 3. *no harm*: a clean report comes through without an edit, and a restored text needs no restoration.
//! 4. *sameness*: however a text is read, the result is the same.
//!
//! The laws are checked on the contract, the JSON, with code written for this file alone: what the library says of its
//! own edits is not asked. Inputs are generated in the manner of the genre and damaged as real pages are, taken from
//! the corpus, and, where it lies beside the repository, from the folder of real reports.

#[path = "laws/generator.rs"]
mod generator;
#[path = "laws/hostile.rs"]
mod hostile;
#[path = "laws/law.rs"]
mod law;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use generator::{page, rubble};
use gongbao::Analyzer;
use hostile::PIECES;
use law::{Broken, all_laws, analyzer, check, items, law, same, settled};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// The same cases in every run, so that what fails here fails everywhere; `GONGBAO_SEED` draws others.
fn config(cases: u32) -> ProptestConfig {
    let seed = std::env::var("GONGBAO_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    ProptestConfig {
        cases,
        max_shrink_iters: 400,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(seed),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(160))]

    #[test]
    fn replay_and_span_hold_on_generated_pages(page in page()) {
        let report = analyzer().analyze(&page).expect("a page within the limit");
        check(&report).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn replay_and_span_hold_on_rubble(text in rubble()) {
        let report = analyzer().analyze(&text).expect("a text within the limit");
        check(&report).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn sameness_holds_on_generated_pages(page in page()) {
        let report = analyzer().analyze(&page).expect("a page within the limit");
        let json = check(&report).map_err(TestCaseError::fail)?;
        same(&page, &json).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn a_restored_page_needs_no_restoration(page in page()) {
        let report = analyzer().analyze(&page).expect("a page within the limit");
        let json = check(&report).map_err(TestCaseError::fail)?;
        settled(&json).map_err(TestCaseError::fail)?;
    }

    #[test]
    fn words_are_no_different_way_of_reading(page in page()) {
        let with = Analyzer::builder().words(true).build().analyze(&page).expect("a page within the limit");
        let with = check(&with).map_err(TestCaseError::fail)?;
        let without = analyzer().analyze(&page).expect("a page within the limit");
        let without = check(&without).map_err(TestCaseError::fail)?;
        prop_assert!(with["words"].is_array() && without["words"].is_null());
        for key in ["text", "edits", "facts", "sections", "sentences", "meta"] {
            prop_assert_eq!(&with[key], &without[key]);
        }
    }

    #[test]
    fn any_bytes_give_a_report_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(report) = analyzer().analyze_bytes(&bytes) {
            check(&report).map_err(TestCaseError::fail)?;
        }
    }

    #[test]
    fn bytes_of_every_encoding_obey(page in page(), which in 0..5usize) {
        let bytes: Vec<u8> = match which {
            0 => encoding_rs::GB18030.encode(&page).0.into_owned(),
            1 => encoding_rs::BIG5.encode(&page).0.into_owned(),
            2 => [0xFF, 0xFE].into_iter().chain(page.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            3 => [0xFE, 0xFF].into_iter().chain(page.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
            _ => "\u{feff}".bytes().chain(page.bytes()).collect(),
        };
        if let Ok(report) = analyzer().analyze_bytes(&bytes) {
            check(&report).map_err(TestCaseError::fail)?;
        }
    }
}

// --- texts that are there -------------------------------------------------------------------------------------

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The folder of real reports, beside the repository or where `GONGBAO_SHARED` says.
fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("GONGBAO_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let reports = folder.join("reports");
    if !reports.is_dir() {
        println!("skipped: there are no shared reports at {}", reports.display());
    }
    reports.is_dir().then_some(reports)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the entry can be read").path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "txt" || end == "html") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// Runs a law over files on all cores and names every file that breaks it.
fn over(paths: &[PathBuf], law: impl Fn(&[u8]) -> Broken + Sync) {
    let (next, broken) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(2, usize::from) {
            scope.spawn(|| {
                while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let bytes = fs::read(path).expect("the file can be read");
                    // A panic is a broken law of its own, and the file has to be named.
                    let done = catch_unwind(AssertUnwindSafe(|| law(&bytes)));
                    if let Err(why) = done.unwrap_or_else(|_| Err("panicked".to_owned())) {
                        let why: String = why.chars().take(600).collect();
                        broken.lock().expect("no thread panicked").push(format!("{}: {why}", path.display()));
                    }
                }
            });
        }
    });
    let mut broken = broken.into_inner().expect("no thread panicked");
    broken.sort();
    assert!(broken.is_empty(), "{} of {} files:\n{}", broken.len(), paths.len(), broken.join("\n"));
}

#[test]
fn every_page_of_the_corpus_obeys() {
    let corpus = root().join("corpus");
    let pages: Vec<PathBuf> =
        files(&corpus).into_iter().filter(|path| path.parent() == Some(corpus.as_path())).collect();
    assert!(pages.len() >= 9, "the corpus has lost pages");
    over(&pages, |bytes| {
        let report = analyzer().analyze_bytes(bytes).map_err(|error| error.to_string())?;
        settled(&check(&report)?)?;
        let again = analyzer().analyze_bytes(bytes).map_err(|error| error.to_string())?;
        law!(report.to_json() == again.to_json(), "the second time is not as the first");
        Ok(())
    });
}

#[test]
fn clean_texts_come_through_untouched() {
    let texts = files(&root().join("corpus/gold/clean"));
    assert!(texts.len() >= 9, "the corpus has lost texts");
    over(&texts, |bytes| {
        let text = std::str::from_utf8(bytes).expect("gold is UTF-8").trim_end();
        let report = analyzer().analyze(text).map_err(|error| error.to_string())?;
        let json = check(&report)?;
        let edits = items(&json, "edits");
        law!(edits.is_empty(), "{} edits, the first is {}", edits.len(), edits[0]);
        law!(report.text() == text, "the text has changed without an edit");
        all_laws(text)
    });
}

#[test]
fn every_shared_report_obeys() {
    let Some(folder) = shared() else { return };
    let paths = files(&folder);
    assert!(paths.len() > 100, "only {} reports", paths.len());
    over(&paths, |bytes| {
        check(&analyzer().analyze_bytes(bytes).map_err(|error| error.to_string())?).map(drop)
    });
}

#[test]
fn every_shared_report_settles() {
    let Some(folder) = shared() else { return };
    over(&files(&folder), |bytes| {
        settled(&check(&analyzer().analyze_bytes(bytes).map_err(|error| error.to_string())?)?)
    });
}

#[test]
fn every_finding_of_the_fuzzers_obeys() {
    let folder = root().join("fuzz/findings");
    let mut findings: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(&folder).expect("the folder can be read") {
        findings.push(entry.expect("the entry can be read").path());
    }
    over(&findings, |bytes| {
        if let Ok(report) = analyzer().analyze_bytes(bytes) {
            check(&report)?;
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            check(&analyzer().analyze(text).map_err(|error| error.to_string())?)?;
        }
        Ok(())
    });
}

// --- bad input ------------------------------------------------------------------------------------------------

#[test]
fn nothing_gives_an_empty_report_with_a_warning() {
    for text in
        ["", " ", "\n\n\n", "\u{feff}", "\u{3000}\r\n\t", "lorem ipsum dolor sit amet", "\u{200b}\u{200b}"]
    {
        let report = analyzer().analyze(text).expect("a text within the limit");
        check(&report).expect("the laws hold");
        assert!(report.facts().is_empty(), "facts in {text:?}");
        assert!(!report.warnings().is_empty(), "no warning for {text:?}");
    }
    let report = analyzer().analyze_bytes(b"").expect("no bytes are an empty text");
    assert!(!report.warnings().is_empty());
}

#[test]
fn a_binary_is_an_error_that_says_so() {
    let noise = [0xFF, 0x00, 0x81, 0xFE].repeat(500);
    let picture = [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00".as_slice(), &noise].concat();
    let error = analyzer().analyze_bytes(&picture).expect_err("a picture is no text");
    assert!(error.is_decode() && !error.to_string().is_empty());
}

#[test]
fn a_limit_is_an_error_that_says_so() {
    let small = Analyzer::builder().limit(10).build();
    let error = small.analyze("全县关工组织297个").expect_err("longer than ten bytes");
    assert!(error.is_too_long() && error.to_string().contains("10"));
    assert!(small.analyze("全县").is_ok());
}

#[test]
fn one_long_line_is_read() {
    let sentence =
        "全县关工组织整合发展到297个，提升了61%；共遴选180名退下来的老同志担任各级关工组织负责人，";
    let line = sentence.repeat(5_000_000 / sentence.len());
    let report = analyzer().analyze(&line).expect("a text within the limit");
    assert_eq!(report.text().len(), line.len());
    assert_eq!(report.edits().replay(report.source(), report.text()), report.text());
}

/// Whether the time grows with the text alone is for the benchmarks to say (`make bench`); here it has to be read.
#[test]
fn hostile_repetition_is_read() {
    let mut broken = Vec::new();
    for piece in PIECES {
        let text = piece.repeat(64_000 / piece.len());
        let read = || {
            let report = analyzer().analyze(&text).expect("a text within the limit");
            report.edits().replay(report.source(), report.text()) == report.text()
        };
        if !catch_unwind(AssertUnwindSafe(read)).unwrap_or(false) {
            broken.push(*piece);
        }
    }
    assert!(broken.is_empty(), "{broken:?}");
}
