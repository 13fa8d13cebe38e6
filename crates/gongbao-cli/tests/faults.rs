//! What a machine does to a long run: it is killed, the disk is full, the folder is read-only, files come and go.
//! Nothing is lost, nothing is half-written, the message names the file, and the run goes on where it was.

#![cfg(all(unix, feature = "tables"))]
#![allow(clippy::unwrap_used, reason = "in a test a failure to set the stage is a failure")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_gongbao");

/// How often a run is killed; `make torture` does it a hundred times.
fn kills() -> u64 {
    std::env::var("GONGBAO_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(8)
}

/// An empty folder, which `make` throws away with the rest.
fn empty(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faults").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A folder with a corpus of so many reports, the fourth of which fails.
fn corpus(name: &str, reports: usize) -> PathBuf {
    let folder = empty(name);
    common::reports(&folder, reports, 4, &[3]);
    folder
}

fn gongbao(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

fn run(mut command: Command) -> (Option<i32>, String, String) {
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// With files of no more than so many blocks of 512 bytes, as on a disk that is full; the signal is ignored, so that
/// the program hears of it as it hears of a full disk.
fn on_a_full_disk(folder: &Path, blocks: usize, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    command.args(["-c", &script, PROGRAM]).args(arguments).current_dir(folder).stdin(Stdio::null());
    command
}

/// What lies in a folder, with the bytes of its files.
fn everything(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(everything(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            found.insert(path, bytes);
        }
    }
    found
}

/// Moments that look like chance and are the same in every run (splitmix64).
struct Moments(u64);

impl Moments {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % most
    }
}

#[test]
fn killed_at_any_moment_and_started_again_it_gives_the_same_table() {
    let folder = corpus("killed", 1_300);
    let mut moments = Moments(7);
    for (round, format) in ["csv", "parquet", "jsonl"].into_iter().enumerate() {
        let (whole, again) = (format!("whole.{format}"), format!("again.{format}"));
        let batch = |table: &str, errors: &str| {
            gongbao(&folder, &["batch", "in", "-q", "-o", table, "--errors", errors])
        };
        let start = Instant::now();
        assert_eq!(run(batch(&whole, "whole.errors")).0, Some(1));
        let long = start.elapsed().as_micros() as u64;
        let mut killed = 0;
        // The three formats share the kills; a run that was killed too late to matter is begun anew.
        while killed < kills().div_ceil(3) + u64::from(round == 0) {
            let mut child =
                batch(&again, "again.errors").stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            sleep(Duration::from_micros(moments.below(long + long / 8)));
            child.kill().unwrap();
            let ended = child.wait().unwrap().code();
            killed += u64::from(ended.is_none());
            if let Ok(table) = fs::read(folder.join(&again)) {
                assert!(
                    table == fs::read(folder.join(&whole)).unwrap(),
                    "a table is there when it is complete"
                );
                if ended.is_some() {
                    fs::remove_file(folder.join(&again)).unwrap();
                }
            }
        }
        assert_eq!(run(batch(&again, "again.errors")).0, Some(1));
        for (one, other) in [(&*whole, &*again), ("whole.errors", "again.errors")] {
            assert!(fs::read(folder.join(one)).unwrap() == fs::read(folder.join(other)).unwrap(), "{other}");
        }
        assert!(!folder.join(format!("{again}.parts")).exists(), "nothing is left over");
    }
}

#[test]
fn a_full_disk_ends_a_batch_which_then_goes_on() {
    let folder = corpus("full", 1_100);
    let batch = ["batch", "in", "-q", "-o", "facts.csv", "--errors", "errors"];
    assert_eq!(run(gongbao(&folder, &["batch", "in", "-q", "-o", "whole.csv"])).0, Some(1));
    let whole = fs::read(folder.join("whole.csv")).unwrap();
    fs::write(folder.join("facts.csv"), "of before").unwrap();

    // A part has room, the table has not.
    let blocks = whole.len() / 512 * 3 / 4;
    let (code, stdout, stderr) = run(on_a_full_disk(&folder, blocks, &batch));
    assert_eq!((code, stdout.as_str()), (Some(1), ""));
    assert_eq!(stderr, "gongbao: facts.csv: File too large\n");
    assert_eq!(fs::read(folder.join("facts.csv")).unwrap(), b"of before");
    let part = folder.join("facts.csv.parts/00000000");
    let done = fs::metadata(&part).unwrap().modified().unwrap();
    assert_eq!(run(on_a_full_disk(&folder, blocks, &batch)).0, Some(1), "as long as the disk is full");
    assert_eq!(fs::metadata(&part).unwrap().modified().unwrap(), done, "what was done is kept");

    assert_eq!(run(gongbao(&folder, &batch)).0, Some(1));
    assert!(fs::read(folder.join("facts.csv")).unwrap() == whole);
    assert!(!folder.join("facts.csv.parts").exists());
}

#[test]
fn a_full_disk_leaves_tables_and_pages_as_they_were() {
    let folder = corpus("full-table", 40);
    for (call, name) in [
        (&["table", "in", "-o", "facts.csv"][..], "facts.csv"),
        (&["table", "in", "-o", "facts.parquet"], "facts.parquet"),
        (&["table", "in", "-o", "facts.jsonl"], "facts.jsonl"),
        (&["view", "in/00001.txt", "-o", "page.html"], "page.html"),
    ] {
        fs::write(folder.join(name), "of before").unwrap();
        let before = everything(&folder);
        let (code, _, stderr) = run(on_a_full_disk(&folder, 4, call));
        assert_eq!(code, Some(1), "{call:?}");
        assert!(stderr.contains(&format!("gongbao: {name}: File too large\n")), "{stderr}");
        assert!(everything(&folder) == before, "nothing is changed and nothing is left over");
    }
}

#[test]
fn what_is_printed_on_a_full_disk_is_an_error() {
    let Ok(full) = fs::File::options().write(true).open("/dev/full") else {
        println!("skipped: there is no /dev/full");
        return;
    };
    let folder = corpus("printed", 4);
    for call in [
        &["analyze", "in/00001.txt"][..],
        &["analyze", "--json", "in/00001.txt"],
        &["clean", "in/00001.txt"],
        &["view", "in/00001.txt"],
        &["table", "in/00001.txt", "-o", "-", "--format", "csv"],
    ] {
        let mut command = gongbao(&folder, call);
        command.stdout(full.try_clone().unwrap());
        let (code, _, stderr) = run(command);
        assert_eq!(code, Some(1), "{call:?}");
        assert_eq!(stderr, "gongbao: standard output: No space left on device\n", "{call:?}");
    }
    // As a name it is written to; it is no file that could be replaced.
    let (code, _, stderr) =
        run(gongbao(&folder, &["table", "in/00001.txt", "-o", "/dev/full", "--format", "csv"]));
    assert_eq!((code, stderr.as_str()), (Some(1), "gongbao: /dev/full: No space left on device\n"));
    assert!(!fs::metadata("/dev/full").unwrap().is_file());
    let (code, _, stderr) =
        run(gongbao(&folder, &["batch", "in", "-q", "-o", "/dev/full", "--format", "csv"]));
    assert_eq!(code, Some(1));
    assert!(stderr.starts_with("gongbao: /dev/full: it is no file that could be replaced"), "{stderr}");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_said_before_the_work() {
    let folder = corpus("read-only", 4);
    fs::create_dir(folder.join("out")).unwrap();
    fs::set_permissions(folder.join("out"), fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write everywhere, so root becomes nobody, as far as nobody may come here.
    let root = fs::write(folder.join("out/probe"), "").is_ok();
    if root {
        fs::remove_file(folder.join("out/probe")).unwrap();
        if !gongbao(&folder, &["version"]).uid(65534).output().is_ok_and(|output| output.status.success()) {
            println!("skipped: another user cannot run the program");
            return;
        }
    }
    for call in [
        &["table", "in", "-o", "out/facts.csv"][..],
        &["batch", "in", "-q", "-o", "out/facts.csv"],
        &["view", "in/00001.txt", "-o", "out/facts.csv"],
    ] {
        let mut command = gongbao(&folder, call);
        if root {
            command.uid(65534);
        }
        let (code, _, stderr) = run(command);
        assert_eq!(
            (code, stderr.as_str()),
            (Some(1), "gongbao: out/facts.csv: Permission denied\n"),
            "{call:?}"
        );
        assert_eq!(fs::read_dir(folder.join("out")).unwrap().count(), 0);
    }
    let wrong = ["batch", "in", "-q", "-o", "facts.csv", "--errors", "missing/errors.jsonl"];
    let (code, _, stderr) = run(gongbao(&folder, &wrong));
    assert_eq!(
        (code, stderr.as_str()),
        (Some(1), "gongbao: missing/errors.jsonl: No such file or directory\n")
    );
    let (code, _, stderr) = run(gongbao(&folder, &["table", "in", "-o", "in", "--format", "csv"]));
    assert_eq!((code, stderr.as_str()), (Some(1), "gongbao: in: it is a folder, not a file\n"));
}

#[test]
fn a_folder_of_somebody_else_is_not_taken_away() {
    let folder = corpus("parts", 4);
    fs::create_dir(folder.join("facts.csv.parts")).unwrap();
    fs::write(folder.join("facts.csv.parts/letters.txt"), "mine").unwrap();
    let before = everything(&folder);
    let (code, _, stderr) = run(gongbao(&folder, &["batch", "in", "-q", "-o", "facts.csv"]));
    assert_eq!(code, Some(1));
    assert!(stderr.contains("facts.csv.parts is a folder of something else"), "{stderr}");
    assert!(everything(&folder) == before);
}

#[test]
fn a_link_stays_a_link() {
    let folder = corpus("link", 4);
    fs::create_dir(folder.join("elsewhere")).unwrap();
    for command in ["table", "batch"] {
        fs::write(folder.join("elsewhere/facts.csv"), "of before").unwrap();
        let _ = fs::remove_file(folder.join("facts.csv"));
        std::os::unix::fs::symlink("elsewhere/facts.csv", folder.join("facts.csv")).unwrap();
        assert_eq!(run(gongbao(&folder, &[command, "in", "-o", "facts.csv"])).0, Some(1));
        assert!(fs::symlink_metadata(folder.join("facts.csv")).unwrap().is_symlink());
        assert!(fs::read_to_string(folder.join("elsewhere/facts.csv")).unwrap().starts_with("doc,kind"));
        assert_eq!(fs::read_dir(folder.join("elsewhere")).unwrap().count(), 1);
    }
}

#[test]
fn a_file_that_vanishes_is_named_and_the_rest_is_read() {
    let folder = corpus("vanishes", 2_000);
    let mut child = gongbao(&folder, &["batch", "in", "-q", "-o", "facts.csv", "--errors", "errors"])
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    // The folder has been walked when the first part is there.
    let key = folder.join("facts.csv.parts/key");
    while !key.exists() && child.try_wait().unwrap().is_none() {
        sleep(Duration::from_micros(200));
    }
    fs::remove_file(folder.join("in/01999.txt")).unwrap();
    child.wait().unwrap();
    let errors = fs::read_to_string(folder.join("errors")).unwrap();
    let table = fs::read_to_string(folder.join("facts.csv")).unwrap();
    assert!(table.contains("in/01998.txt"));
    assert_eq!(
        errors.contains("{\"doc\":\"in/01999.txt\",\"reason\":\"No such file or directory\"}"),
        !table.contains("in/01999.txt")
    );
}

#[test]
fn names_that_are_no_names_stay_one_name() {
    let folder = empty("names");
    fs::create_dir(folder.join("in")).unwrap();
    let name = "in/=cmd|'<script>\n\u{1b}[31m\",红.txt";
    fs::write(folder.join(name), "全县关工组织发展到297个。").unwrap();
    fs::write(folder.join(format!("{name}.html")), b"\x89PNG\r\n\x1a\n\x00\xff\xfe\x00").unwrap();
    let (code, _, stderr) = run(gongbao(&folder, &["batch", "in", "-q", "-o", "facts.jsonl"]));
    assert_eq!(code, Some(1));
    assert_eq!(stderr.lines().count(), 1, "a message is a line: {stderr}");
    assert!(!stderr.contains('\u{1b}'), "and moves no cursor: {stderr:?}");
    let table = fs::read_to_string(folder.join("facts.jsonl")).unwrap();
    let row: serde_json::Value = serde_json::from_str(table.lines().next().unwrap()).unwrap();
    assert_eq!(row["doc"], name);
    let (_, stdout, _) = run(gongbao(&folder, &["analyze", name]));
    assert!(!stdout.contains('\u{1b}'), "{stdout:?}");
    let (_, page, _) = run(gongbao(&folder, &["view", name]));
    assert_eq!(page.matches("<script").count(), 2, "the data and the one script");
    let (_, csv, _) = run(gongbao(&folder, &["table", ".", "-o", "-", "--format", "csv"]));
    assert!(csv.lines().any(|line| line.starts_with("\"./in/=cmd|'<script>")), "a path is no formula: {csv}");
    let (_, csv, _) = run(gongbao(&folder.join("in"), &["table", &name[3..], "-o", "-", "--format", "csv"]));
    assert!(csv.contains("\r\n\"'=cmd|'<script>"), "{csv}");
}
