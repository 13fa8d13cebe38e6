//! The page in a real browser, where there is one: its policy lets its own script run, and the script finds its way.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome"];

/// The document after its script has run, and what the browser said, of the page with this fragment.
fn opened(page: &Path, fragment: &str) -> Option<(String, String)> {
    let profile = page.with_extension("profile");
    for name in NAMES {
        let output = Command::new(name)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"])
            .args([
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-dev-shm-usage",
            ])
            .args(["--enable-logging=stderr", "--virtual-time-budget=2000", "--dump-dom"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("file://{}{fragment}", page.display()))
            .stdin(Stdio::null())
            .output();
        if let Ok(output) = output {
            let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
            return Some((text(output.stdout), text(output.stderr)));
        }
    }
    None
}

#[test]
fn a_fact_is_chosen_in_both_texts() {
    let report = gongbao::analyze("全縣關(guān)工組織整合發展到297個,舉辦培訓班7期,提升了61%。\n");
    assert!(report.facts().len() >= 3, "there are facts to choose from");
    let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser.html");
    fs::write(&page, gongbao_view::page(&report)).expect("a place for the page");
    let Some((document, said)) = opened(&page, "#f1") else {
        println!("skipped: no browser of the names {NAMES:?}");
        return;
    };
    assert!(!said.contains("Content Security Policy") && !said.contains("Uncaught"), "{said}");
    assert!(document.contains("<body class=\"gongbao open\""), "the script has run: {document}");
    let chosen = |start: &str| {
        let at = document.find(start).unwrap_or_else(|| panic!("there is no {start}"));
        document[..at + document[at..].find('>').expect("the tag ends")].to_owned()
    };
    let mark = chosen("id=\"f1\"");
    let tag = &mark[mark.rfind('<').expect("the tag begins")..];
    assert!(tag.contains(" on\"") && tag.contains("tabindex=\"0\""), "marked in the text: {tag}");
    let there = chosen("data-s=\"1\"");
    let tag = &there[there.rfind('<').expect("the tag begins")..];
    assert!(tag.contains(" on\""), "marked in the source: {tag}");
    let (fact, kind) = (&report.facts()[1], report.facts()[1].kind().as_str());
    let card = format!("<p class=\"what {kind}\">{}<span class=\"kind\">", fact.span.of(report.text()));
    assert!(document.contains(&card), "and shown: {card}");
}
