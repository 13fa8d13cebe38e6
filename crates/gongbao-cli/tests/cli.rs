//! The program as people and scripts meet it: messages, exit statuses, pipes.

#![allow(clippy::unwrap_used, reason = "in a test a failure to set the stage is a failure")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const REPORT: &str = "全縣關(guān)工組織整合發展到297個,提升了61%。\n";

fn gongbao() -> Command {
    Command::new(env!("CARGO_BIN_EXE_gongbao"))
}

/// A folder of its own for each test.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(arguments: &[&str], folder: &Path) -> Output {
    gongbao().args(arguments).current_dir(folder).output().unwrap()
}

fn piped(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = gongbao()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

#[test]
fn a_report_is_one_json_object_a_line() {
    let folder = folder("json");
    fs::write(folder.join("b.txt"), REPORT).unwrap();
    fs::write(folder.join("a.TXT"), "坚持党建带关建。").unwrap();
    let output = run(&["analyze", "--json", "b.txt", "a.TXT"], &folder);
    assert_eq!((code(&output), err(&output)), (0, ""));
    let reports: Vec<Value> = out(&output).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = reports.iter().map(|report| report["source"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["b.txt", "a.TXT"], "in the order of the command line");
    for field in
        ["gongbao", "source", "script", "meta", "text", "edits", "sections", "sentences", "facts", "warnings"]
    {
        assert!(reports[0].get(field).is_some(), "{field}");
    }
    assert!(reports[0].get("words").is_none());
    let output = run(&["analyze", "--json", "--words", "b.txt"], &folder);
    let report: Value = serde_json::from_str(out(&output)).unwrap();
    assert!(report["words"].is_array());
}

#[test]
fn the_command_line_says_what_the_library_says() {
    let output = piped(&["analyze", "--json", "-"], REPORT.as_bytes());
    let here = gongbao::analyze_bytes(REPORT.as_bytes()).unwrap().with_name("-");
    assert_eq!(out(&output), here.to_json() + "\n");
    let output = piped(&["clean", "-"], REPORT.as_bytes());
    assert_eq!(out(&output).trim_end_matches('\n'), here.text().trim_end_matches('\n'));
    assert!(out(&output).ends_with('\n'));
}

#[test]
fn on_threads_it_says_the_same_in_the_same_order() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut names: Vec<PathBuf> = fs::read_dir(&corpus).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|extension| extension == "txt" || extension == "html"));
    names.sort();
    let output = gongbao().args(["analyze", "--json"]).args(&names).args(&names).output().unwrap();
    assert_eq!((code(&output), err(&output)), (0, ""));
    let mut lines = out(&output).lines();
    for path in names.iter().chain(&names) {
        let report = gongbao::analyze_bytes(&fs::read(path).unwrap()).unwrap();
        assert!(
            lines.next() == Some(&report.with_name(path.to_str().unwrap()).to_json()),
            "{}",
            path.display()
        );
    }
    assert!(!names.is_empty() && lines.next().is_none());
}

#[test]
fn a_folder_is_walked_in_the_order_of_its_names() {
    let folder = folder("walk");
    fs::create_dir_all(folder.join("in/b/c")).unwrap();
    fs::create_dir_all(folder.join("in/.git")).unwrap();
    for name in
        ["in/z.txt", "in/a.html", "in/b/x.htm", "in/b/c/y.md", "in/.git/q.txt", "in/.hidden.txt", "in/p.png"]
    {
        fs::write(folder.join(name), "坚持党建带关建。").unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink("..", folder.join("in/b/up")).unwrap();
    let output = run(&["analyze", "--json", "in"], &folder);
    assert_eq!((code(&output), err(&output)), (0, ""));
    let names: Vec<String> = out(&output)
        .lines()
        .map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["source"]["name"]
                .as_str()
                .unwrap()
                .replace('\\', "/")
        })
        .collect();
    assert_eq!(names, ["in/a.html", "in/b/c/y.md", "in/b/x.htm", "in/z.txt"]);
}

#[test]
fn what_fails_is_said_and_the_rest_goes_on() {
    let folder = folder("failures");
    fs::write(folder.join("good.txt"), REPORT).unwrap();
    fs::write(
        folder.join("picture.txt"),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\xff\xfe\x00\x00\x00",
    )
    .unwrap();
    fs::create_dir(folder.join("nothing")).unwrap();
    let output = run(&["analyze", "--json", "missing.txt", "picture.txt", "nothing", "good.txt"], &folder);
    assert_eq!(code(&output), 1);
    assert_eq!(out(&output).lines().count(), 1, "the good one is there");
    let complaints: Vec<&str> = err(&output).lines().collect();
    assert_eq!(complaints.len(), 3, "{complaints:?}");
    assert_eq!(complaints[0], "gongbao: missing.txt: No such file or directory");
    assert!(complaints[1].starts_with("gongbao: picture.txt: "), "{}", complaints[1]);
    assert_eq!(
        complaints[2],
        "gongbao: nothing: no .txt, .html, .htm, .md, .docx or .pdf file in this folder"
    );
}

#[test]
fn an_empty_file_is_a_report_with_a_warning() {
    let folder = folder("empty");
    fs::write(folder.join("empty.txt"), "").unwrap();
    for command in ["analyze", "explain"] {
        let output = run(&[command, "empty.txt"], &folder);
        assert_eq!((code(&output), err(&output)), (0, ""));
        assert!(out(&output).contains("warning"), "{}", out(&output));
    }
    let output = run(&["clean", "empty.txt"], &folder);
    assert_eq!((code(&output), out(&output)), (0, ""));
    assert!(err(&output).starts_with("gongbao: empty.txt: warning: "), "{}", err(&output));
}

#[test]
fn a_text_that_is_no_chinese_report_is_told_apart() {
    let text = b"Call me Ishmael. Some years ago, never mind how long precisely.\n";
    let output = piped(&["analyze", "--json", "-"], text);
    assert_eq!(code(&output), 0);
    let report: Value = serde_json::from_str(out(&output)).unwrap();
    assert_eq!(report["facts"].as_array().unwrap().len(), 0);
    assert!(!report["warnings"].as_array().unwrap().is_empty());
}

#[test]
fn a_repair_is_a_line_with_its_place() {
    let output = piped(&["explain", "--facts", "-"], "工作\n".as_bytes());
    assert_eq!((code(&output), err(&output)), (0, ""));
    assert!(out(&output).starts_with("-: read as utf-8 ("), "{}", out(&output));
    let report = gongbao::analyze(REPORT);
    let output = piped(&["explain", "--facts", "-"], REPORT.as_bytes());
    let expected = 1
        + report.edits().as_slice().len()
        + report.set_aside().len()
        + report.warnings().len()
        + report.facts().len();
    assert_eq!(out(&output).lines().count(), expected);
    for edit in report.edits().as_slice() {
        let column = REPORT[..edit.source.start()].chars().count() + 1;
        let line = format!("-:1:{column}: {}, {}: ", edit.step.as_str(), edit.certainty.as_str());
        assert!(out(&output).contains(&line), "{line}");
    }
}

#[test]
fn a_step_can_be_left_out() {
    let steps = gongbao::Step::ALL.iter().flat_map(|step| ["--without", step.as_str()]);
    let arguments: Vec<&str> = ["clean"].into_iter().chain(steps).chain(["-"]).collect();
    let output = piped(&arguments, REPORT.as_bytes());
    assert_eq!(out(&output), REPORT);
    let wrong = piped(&["clean", "--without", "nonsense", "-"], b"");
    assert_eq!(code(&wrong), 2);
    assert!(err(&wrong).contains("gbk-surgery"), "the names are listed: {}", err(&wrong));
}

#[test]
fn a_wrong_call_is_status_two() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    for call in [&[][..], &["analyze"][..], &["analyse", "x"][..], &["analyze", "--jsn", "x"][..]] {
        let output = run(call, here);
        assert_eq!((code(&output), out(&output)), (2, ""), "{call:?}");
        assert!(err(&output).contains("Usage"), "{}", err(&output));
    }
    for command in ["--help", "analyze --help", "clean --help", "explain --help"] {
        let output = run(&command.split(' ').collect::<Vec<_>>(), here);
        assert_eq!((code(&output), err(&output)), (0, ""));
        assert!(out(&output).contains("Examples:"), "{command}");
    }
}

#[test]
fn a_page_is_written() {
    let folder = folder("view");
    fs::write(folder.join("a.txt"), REPORT).unwrap();
    let output = run(&["view", "a.txt", "-o", "a.html"], &folder);
    assert_eq!((code(&output), out(&output), err(&output)), (0, "", ""));
    let page = fs::read_to_string(folder.join("a.html")).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.ends_with("</html>\n"));
    assert_eq!(out(&run(&["view", "a.txt"], &folder)), page, "and to standard output");
    let output = run(&["view", "a.txt", "-o", "nowhere/a.html"], &folder);
    assert_eq!((code(&output), err(&output)), (1, "gongbao: nowhere/a.html: No such file or directory\n"));
    let output = run(&["view", "missing.txt"], &folder);
    assert_eq!((code(&output), err(&output)), (1, "gongbao: missing.txt: No such file or directory\n"));
}

#[test]
fn versions_are_printed() {
    let output = run(&["version"], Path::new("."));
    let lines: Vec<&str> = out(&output).lines().collect();
    assert_eq!(lines[0], format!("gongbao     {}", gongbao::VERSION));
    assert_eq!(lines[1], format!("data        {}", gongbao_data::VERSION));
    assert_eq!(lines[2], format!("fingerprint {}", gongbao::analyze("").fingerprint()));
}

#[test]
fn a_closed_pipe_ends_the_run_in_silence() {
    let folder = folder("pipe");
    let long = REPORT.repeat(20_000);
    fs::write(folder.join("long.txt"), long).unwrap();
    let mut child = gongbao()
        .args(["analyze", "--json", "long.txt"])
        .current_dir(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((code(&output), err(&output)), (0, ""));
}

#[test]
fn a_pipe_gets_no_marks_and_no_control_characters() {
    let folder = folder("marks");
    fs::write(folder.join("a.txt"), "标题\u{1b}[31m红\n全县关工组织发展到297个。\n").unwrap();
    for command in ["analyze", "explain"] {
        let output = run(&[command, "a.txt"], &folder);
        assert_eq!(code(&output), 0);
        assert!(!output.stdout.contains(&0x1b), "{command}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_no_text_is_a_file_name() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = folder("names");
    let name = OsStr::from_bytes(b"\xb9\xa4\xd7\xf7.txt");
    fs::write(folder.join(name), REPORT).unwrap();
    let output = gongbao().args(["analyze", "--json"]).arg(name).current_dir(&folder).output().unwrap();
    assert_eq!((code(&output), err(&output)), (0, ""));
    let report: Value = serde_json::from_str(out(&output)).unwrap();
    assert_eq!(report["source"]["name"], "\\xB9\\xA4\\xD7\\xF7.txt", "so that two files never share a name");
    let output = gongbao().args(["analyze", "--json", "."]).current_dir(&folder).output().unwrap();
    assert_eq!(out(&output).lines().count(), 1, "and in a folder");
}
