//! The cases that Rust and Python share: `tests/cases/*.toml`, each with a text, what is expected of it, and why.
//!
//! What `expect` means is said by the name of the file: in `restore-*.toml` it is the reading text. A case whose status
//! is `known-failure` must fail; one that passes has to be renamed, so that it cannot fail again unseen.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

fn files(prefix: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .filter(|path| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(prefix))
        })
        .collect();
    files.sort();
    files
}

fn field<'c>(case: &'c Table, name: &str, place: &str) -> &'c str {
    case.get(name).and_then(Value::as_str).unwrap_or_else(|| panic!("{place}: a case without {name}"))
}

/// Runs every case of the files that begin with `prefix`; `check` says what is wrong.
fn run(prefix: &str, check: impl Fn(&str, &str) -> Result<(), String>) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for path in files(prefix) {
        let text = fs::read_to_string(&path).expect("a file in UTF-8");
        let table: Table = text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let cases = table.get("case").and_then(Value::as_array).expect("a list of cases");
        for case in cases.iter().filter_map(Value::as_table) {
            let place =
                format!("{}: {}", path.display(), case.get("name").and_then(Value::as_str).unwrap_or("?"));
            let (text, expect) = (field(case, "text", &place), field(case, "expect", &place));
            assert!(
                !field(case, "why", &place).is_empty() && !field(case, "source", &place).is_empty(),
                "{place}"
            );
            count += 1;
            match (check(text, expect), field(case, "status", &place)) {
                (Ok(()), "pass") | (Err(_), "known-failure") => {}
                (Err(error), "pass") => wrong.push(format!("{place}\n{error}")),
                (Ok(()), "known-failure") => {
                    wrong.push(format!("{place}\npasses: it is no known failure any more"))
                }
                (_, other) => wrong.push(format!("{place}\nunknown status {other}")),
            }
        }
    }
    assert!(count > 0, "no case in {prefix}*.toml");
    assert!(wrong.is_empty(), "{} of {count} cases are wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
}

#[test]
fn the_reading_text_is_as_expected() {
    run("restore-", |text, expect| {
        let restored = gongbao::restore(text, &[]);
        let (seen, expect) = (restored.text.trim(), expect.trim());
        if seen != expect {
            return Err(format!("expected {expect:?}\n     got {seen:?}"));
        }
        if restored.edits.replay(text, &restored.text) != restored.text {
            return Err("the edits do not lead from the text to its reading".to_owned());
        }
        let again = gongbao::restore(&restored.text, &[]);
        if again.edits.as_slice().is_empty() {
            Ok(())
        } else {
            Err(format!("what is restored is restored again: {:?}", again.text))
        }
    });
}
