//! `gongbao table`, where it is built in.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, reason = "in a test a failure to set the stage is a failure")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const REPORT: &str = "全縣關(guān)工組織整合發展到297個,提升了61%。\n";

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("table").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.txt"), REPORT).unwrap();
    fs::write(folder.join("in/b.txt"), "举办培训班7期，受教育青少年8700多人。").unwrap();
    folder
}

fn run(arguments: &[&str], folder: &Path) -> (i32, String, String) {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_gongbao"))
        .arg("table")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
    (status.code().unwrap(), text(&stdout), text(&stderr))
}

#[test]
fn a_folder_becomes_a_table() {
    let folder = folder("formats");
    for name in ["facts.parquet", "facts.csv", "facts.jsonl"] {
        assert_eq!(run(&["in", "-o", name], &folder), (0, String::new(), String::new()));
    }
    let expected: usize = ["in/a.txt", "in/b.txt"]
        .iter()
        .map(|name| gongbao::analyze_bytes(&fs::read(folder.join(name)).unwrap()).unwrap().facts().len())
        .sum();
    let lines = fs::read_to_string(folder.join("facts.jsonl")).unwrap();
    assert_eq!(lines.lines().count(), expected);
    assert!(lines.contains("\"doc\":\"in/a.txt\"") && lines.contains("\"doc\":\"in/b.txt\""));
    assert!(fs::read(folder.join("facts.parquet")).unwrap().starts_with(b"PAR1"));
    let csv = fs::read_to_string(folder.join("facts.csv")).unwrap();
    assert!(csv.starts_with("doc,kind,text,start,end,"));
    let (code, stdout, _) = run(&["in", "-o", "-", "--format", "csv"], &folder);
    assert_eq!((code, stdout), (0, csv));
    assert_eq!(run(&["in", "-o", "excel.csv", "--excel"], &folder).0, 0);
    assert!(fs::read(folder.join("excel.csv")).unwrap().starts_with("\u{feff}doc".as_bytes()));
    assert_eq!(run(&["in", "-o", "reports.parquet", "--nested"], &folder).0, 0);
    assert_eq!(run(&["in", "-o", "reports.jsonl", "--nested"], &folder).0, 0);
    assert_eq!(fs::read_to_string(folder.join("reports.jsonl")).unwrap().lines().count(), 2);
}

#[test]
fn what_fails_is_left_out_of_the_table() {
    let folder = folder("failures");
    let (code, _, stderr) = run(&["missing.txt", "in", "-o", "facts.csv"], &folder);
    assert_eq!((code, stderr.as_str()), (1, "gongbao: missing.txt: No such file or directory\n"));
    assert!(fs::read_to_string(folder.join("facts.csv")).unwrap().contains("in/b.txt"));
    let (code, _, stderr) = run(&["in", "-o", "nowhere/facts.csv"], &folder);
    assert_eq!((code, stderr.as_str()), (1, "gongbao: nowhere/facts.csv: No such file or directory\n"));
}

#[test]
fn a_table_without_a_format_is_a_wrong_call() {
    let folder = folder("usage");
    for call in [
        &["in", "-o", "facts"][..],
        &["in", "-o", "-"],
        &["in", "-o", "facts.csv", "--nested"],
        &["in", "-o", "facts.parquet", "--excel"],
        &["in", "-o", "facts.jsonl", "--verbatim"],
        &["in", "-o", "facts.csv", "--verbatim", "--excel"],
        &["in"],
    ] {
        let (code, stdout, stderr) = run(call, &folder);
        assert_eq!((code, stdout.as_str()), (2, ""), "{call:?}");
        assert!(stderr.starts_with("error: "), "{stderr}");
    }
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "and nothing is written");
}
