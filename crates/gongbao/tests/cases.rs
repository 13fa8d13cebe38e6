//! The shared cases of `tests/cases`, which Python reads, too.
//!
//! A file is named after what it is about; each `[[case]]` has a name, a text and what is expected of it:
//! `restore…` the reading text, `words` and `sentences` lists of texts, `outline` a list of tables with fields of a section,
//! and a kind of fact the facts of this kind in text order, each as its text or as a table with fields of the model.
//! A case with the status `known-failure` has to fail.

use std::path::Path;

use gongbao::Analyzer;
use serde_json::{Map, Value, json};

const KINDS: [&str; 7] = ["figure", "mechanism", "citation", "organisation", "place", "person", "time"];
const FIELDS: [&str; 6] = ["name", "text", "expect", "why", "source", "status"];

/// What the library says of a text, in the form in which the case expects it.
fn said(analyzer: &Analyzer, about: &str, text: &str, expect: &Value) -> Value {
    let report = analyzer.analyze(text).expect("a short text");
    if about == "restore" {
        return json!(report.text());
    }
    if about == "words" {
        let words = report.words().expect("asked for").iter();
        return words.map(|word| word.span.of(report.text())).collect();
    }
    if about == "sentences" {
        return report.sentences().iter().map(|span| span.of(report.text())).collect();
    }
    let view: Value = serde_json::from_str(&report.to_json()).expect("JSON");
    let seen: Vec<Value> = if about == "outline" {
        view["sections"].as_array().expect("a list").clone()
    } else {
        let kind = about.strip_suffix('s').unwrap_or(about);
        assert!(KINDS.contains(&kind), "no kind of case is called {about}");
        let facts = view["facts"].as_array().expect("a list").iter();
        facts.filter(|fact| fact["kind"] == kind).cloned().collect()
    };
    let expect = expect.as_array().expect("a list of what is found");
    if seen.len() != expect.len() {
        let field = if about == "outline" { "title" } else { "text" };
        return seen.iter().map(|one| one[field].clone()).collect();
    }
    seen.iter().zip(expect).map(|(seen, wanted)| like(seen, wanted)).collect()
}

/// The fields of a thing that the case names.
fn like(seen: &Value, wanted: &Value) -> Value {
    match wanted {
        Value::Object(fields) => {
            let no_such = || json!("no such field");
            let pick = fields.keys().map(|key| (key.clone(), seen.get(key).cloned().unwrap_or_else(no_such)));
            Value::Object(pick.collect::<Map<_, _>>())
        }
        _ => seen["text"].clone(),
    }
}

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let analyzer = Analyzer::builder().words(true).build();
    let (mut count, mut wrong) = (0, Vec::new());
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("tests/cases").map(|file| file.expect("a file").path()).collect();
    files.sort();
    for path in files.iter().filter(|path| path.extension().is_some_and(|e| e == "toml")) {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).expect("a plain name");
        let about = stem.split('-').next().expect("a name");
        let table: toml::Value =
            toml::from_str(&std::fs::read_to_string(path).expect("UTF-8")).expect("TOML");
        for case in table["case"].as_array().expect("[[case]]") {
            let case = serde_json::to_value(case).expect("plain values");
            let fields = case.as_object().expect("a table");
            assert!(fields.keys().all(|key| FIELDS.contains(&key.as_str())), "{stem}: {fields:?}");
            let text = case["text"].as_str().expect("a text");
            let passes = case.get("status").is_none_or(|status| status == "pass");
            let said = said(&analyzer, about, text, &case["expect"]);
            count += 1;
            if (said == case["expect"]) != passes {
                let what = if passes { "expected" } else { "no longer a failure, but" };
                wrong.push(format!("{stem}/{}: {what} {}\n  said {said}", case["name"], case["expect"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count} cases:\n{}", wrong.len(), wrong.join("\n"));
}
