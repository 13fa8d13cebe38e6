//! `gongbao batch`, where it is built in: killed and started again, the same as in one go.

#![cfg(feature = "tables")]
#![allow(clippy::unwrap_used, reason = "in a test a failure to set the stage is a failure")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// A folder with a corpus of more than one part, in which two files fail.
fn corpus(name: &str, reports: usize) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch").join(name);
    let _ = fs::remove_dir_all(&folder);
    common::reports(&folder, reports, 10, &[3, reports - 1]);
    folder
}

fn start(folder: &Path, arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_gongbao"))
        .args(["batch", "in", "--quiet"])
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = start(folder, arguments).wait_with_output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_killed_run_goes_on_and_the_table_is_the_same() {
    let folder = corpus("killed", 1_100);
    for format in ["parquet", "csv"] {
        let (whole, again) = (format!("whole.{format}"), format!("again.{format}"));
        let (code, stdout, stderr) = run(&folder, &["-o", &whole, "--errors", "errors.jsonl"]);
        assert_eq!((code, stderr.as_str()), (1, ""));
        assert_eq!(stdout, format!("{whole}: 1,098 reports read, 2 failed\n"));

        let parts = folder.join(format!("{again}.parts"));
        let first = parts.join("00000000");
        let mut killed = start(&folder, &["-o", &again, "--threads", "2"]);
        while !first.exists() && killed.try_wait().unwrap().is_none() {
            sleep(Duration::from_millis(2));
        }
        killed.kill().unwrap();
        killed.wait().unwrap();
        // On a fast machine it may have been too late; then the second run is a second run.
        let kept = fs::metadata(&first).and_then(|about| about.modified()).ok();
        assert_eq!(kept.is_some(), !folder.join(&again).exists(), "the table is there when it is complete");

        let mut second = start(&folder, &["-o", &again, "--threads", "1"]);
        sleep(Duration::from_millis(30));
        if let (Some(kept), Ok(about)) = (kept, fs::metadata(&first)) {
            assert_eq!(about.modified().unwrap(), kept, "what was done is kept");
        }
        second.wait().unwrap();
        assert!(fs::read(folder.join(&whole)).unwrap() == fs::read(folder.join(&again)).unwrap());
        assert!(!parts.exists(), "nothing is left over");
    }
    let errors = fs::read_to_string(folder.join("errors.jsonl")).unwrap();
    let errors: Vec<serde_json::Value> =
        errors.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(errors.len(), 2);
    assert_eq!(errors[0]["doc"], "in/00003.txt");
    assert!(!errors[0]["reason"].as_str().unwrap().is_empty());
}

#[test]
fn a_changed_corpus_is_read_anew() {
    let folder = corpus("changed", 600);
    let parts = folder.join("facts.jsonl.parts");
    let mut killed = start(&folder, &["-o", "facts.jsonl"]);
    while !parts.join("00000000").exists() && killed.try_wait().unwrap().is_none() {
        sleep(Duration::from_millis(2));
    }
    killed.kill().unwrap();
    killed.wait().unwrap();
    fs::write(folder.join("in/00000.txt"), "全县关工组织发展到297个。").unwrap();
    assert_eq!(run(&folder, &["-o", "facts.jsonl"]).0, 1);
    let table = fs::read_to_string(folder.join("facts.jsonl")).unwrap();
    assert!(table.lines().next().unwrap().contains("297"), "and not the part of before");
}

#[test]
fn a_batch_is_the_table_of_the_same_reports() {
    let folder = corpus("same", 40);
    for name in ["facts.csv", "facts.jsonl"] {
        assert_eq!(run(&folder, &["-o", name]).0, 1);
        let batch = fs::read(folder.join(name)).unwrap();
        let table = Command::new(env!("CARGO_BIN_EXE_gongbao"))
            .args(["table", "in", "-o", name])
            .current_dir(&folder)
            .output()
            .unwrap();
        assert_eq!(table.status.code(), Some(1));
        assert!(fs::read(folder.join(name)).unwrap() == batch, "{name}");
    }
    let (code, _, stderr) = run(&folder, &["-o", "facts.csv"]);
    assert_eq!(code, 1);
    assert_eq!(stderr.lines().count(), 2, "without a file for them, failures are said: {stderr}");
    let (code, _, stderr) = run(&folder, &["-", "-o", "facts.csv"]);
    assert_eq!(code, 2, "{stderr}");
}
