//! Whatever a report holds, the HTML is well formed, shows both texts whole, and nothing in it is alive.

use std::fs;
use std::path::Path;

use gongbao::Report;
use proptest::prelude::*;

/// The text of each element with an id or class that is asked for, and a check on the way that elements nest.
fn text_of(html: &str, opening: &str) -> String {
    let mut stack: Vec<&str> = Vec::new();
    let (mut out, mut inside, mut rest) = (String::new(), None, html);
    while let Some(at) = rest.find('<') {
        if inside.is_some() {
            out.push_str(&rest[..at]);
        }
        let end = at + rest[at..].find('>').expect("every tag ends");
        let tag = &rest[at..=end];
        rest = &rest[end + 1..];
        let name = tag.trim_start_matches(['<', '/']).split([' ', '>']).next().expect("a tag has a name");
        if tag.starts_with("</") {
            assert_eq!(stack.pop(), Some(name), "elements nest: {tag}");
            if inside.is_some_and(|depth| stack.len() < depth) {
                inside = None;
            }
        } else if !matches!(name, "!doctype" | "meta" | "link" | "input") {
            stack.push(name);
            if tag.starts_with(opening) {
                inside = Some(stack.len());
            }
            if matches!(name, "style" | "script") {
                rest = &rest[rest.find(&format!("</{name}>")).expect("it ends")..];
            }
            if tag.contains("class=\"role\"") {
                rest = &rest[rest.find("</span>").expect("it ends")..];
            }
        }
    }
    assert_eq!(stack, Vec::<&str>::new(), "every element is closed");
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    plain.iter().fold(out, |text, (escaped, c)| text.replace(escaped, c))
}

/// The text without what HTML cannot hold and without blank lines, as the page shows it.
fn shown(text: &str) -> String {
    let visible = |c: char| match c {
        '\n' | '\t' => c,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).expect("a picture"),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        c => c,
    };
    text.chars().map(visible).collect()
}

fn check(report: &Report) {
    let page = gongbao_view::page(report);
    let reading: String = report
        .text()
        .lines()
        .map(|line| line.trim_end_matches('\r'))
        .filter(|line| !line.is_empty())
        .map(|line| shown(line) + "\n")
        .collect();
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let there = text_of(&page, "<article");
    assert_eq!(lines(there.trim_start_matches('\n')), lines(&reading), "the reading text is whole");
    assert_eq!(text_of(&page, "<div id=\"source\""), shown(report.source()), "the source is whole");
    for (at, _) in report.facts().iter().enumerate() {
        assert_eq!(page.matches(&format!(" id=\"f{at}\"")).count(), 1, "fact {at} has one address");
    }
    assert_eq!(page.matches("<script").count(), 2, "the data and the one script");
    assert!(!page.contains("style=\""), "the policy would not let it");
    let notebook = gongbao_view::notebook(report);
    assert!(!notebook.contains("<script") && !notebook.contains("<article"));
    text_of(&notebook, "<p");
}

#[test]
fn markup_in_a_report_is_dead() {
    let hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp; <!-- ]]> 全县297个\u{0}\u{1b}\u{85}\n";
    let step = |without: &[gongbao::Step]| {
        let builder = gongbao::Analyzer::builder();
        without.iter().fold(builder, |builder, step| builder.without(*step)).build()
    };
    for analyzer in [step(&[]), step(&gongbao::Step::ALL)] {
        let report = analyzer.analyze(hostile).expect("a short text").with_name("<script>\"名\".txt");
        check(&report);
        let page = gongbao_view::page(&report);
        assert!(!page.contains("<img") && !page.contains("<!--"));
        assert!(page.contains("&lt;script&gt;&quot;名&quot;.txt"));
    }
}

#[test]
fn every_shape_of_text_is_shown_whole() {
    for text in [
        "",
        "\n",
        "\n\n全县关工组织发展到297个。",
        "全縣關(guān)工組織整合發展到297個,提升了61%。\r\n\r\n乙\r丙",
        "一、做法\n（一）坚持“党建带关建”\n举办培训班7期，受教育青少年8700多人。",
    ] {
        check(&gongbao::analyze(text));
    }
}

#[test]
fn the_page_may_do_nothing_but_its_own() {
    let page = gongbao_view::page(&gongbao::analyze("全县297个。"));
    let policy = page.split("Content-Security-Policy\" content=\"").nth(1).expect("it has a policy");
    let policy = policy.split('"').next().expect("the policy ends");
    assert!(policy.starts_with("default-src &#39;none&#39;;"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    for word in ["http://", "https://", "@import", "url("] {
        assert!(!page.contains(word), "nothing is loaded: {word}");
    }
}

#[test]
fn a_notebook_is_short_however_long_the_report() {
    let sentence = "全县关工组织发展到297个，举办培训班7期，受教育青少年8700多人。";
    for paragraph in [format!("{sentence}\n"), sentence.to_owned()] {
        let long = gongbao_view::notebook(&gongbao::analyze(&paragraph.repeat(2_000)));
        let longer = gongbao_view::notebook(&gongbao::analyze(&paragraph.repeat(4_000)));
        assert!(long.contains("more characters"));
        assert!(longer.len() < long.len() + 100, "{} and {}", long.len(), longer.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_stands_in_a_file_is_shown(
        pieces in prop::collection::vec(
            prop_oneof![
                "[关關组織“”《》、。，,:%(（]{0,6}", "(?s).{0,4}", "[0-9一二两万亿余个人元%.+-]{1,6}", "\n{1,2}",
                Just("(guān)".to_owned()), Just("<p title=\"x\">".to_owned()), Just("</script>".to_owned()),
                Just("&lt;".to_owned()), Just("一、做法\n".to_owned()), Just("《关于“五老”的意见》".to_owned()),
            ],
            0..40,
        )
    ) {
        check(&gongbao::analyze(&pieces.concat()));
    }
}

#[test]
fn the_reports_of_the_corpus_are_shown_whole() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shared = std::env::var_os("GONGBAO_SHARED").map_or_else(|| root.join("../shared"), Into::into);
    for folder in [root.join("corpus"), shared.join("reports/seeds")] {
        let Ok(entries) = fs::read_dir(&folder) else {
            println!("skipped: {} is not there", folder.display());
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|extension| extension == "txt" || extension == "html") {
                let bytes = fs::read(&path).expect("a file of the corpus");
                if let Ok(report) = gongbao::analyze_bytes(&bytes) {
                    check(&report.with_name(path.to_string_lossy()));
                }
            }
        }
    }
}
