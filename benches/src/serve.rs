//! Work on demand, for the script that lets implementations in several languages take turns.
//!
//! A worker loads, does the first sentence, says `ready`, and then answers a line `STAGE INPUT TIMES` with the seconds
//! that so many runs took.

use std::collections::BTreeMap;
use std::fs;
use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::path::Path;
use std::sync::LazyLock;
use std::time::Instant;

use gongbao::Analyzer;
use jieba_rs::Jieba;

use crate::contestants::{Contestant, contestants};
use crate::inputs::{Input, inputs};

const SENTENCE: &str = "全县关工组织发展到297个。";

static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::default);
static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);
/// Read when the first of them is asked for: a worker is ready without them.
static INPUTS: LazyLock<Vec<Input>> = LazyLock::new(inputs);

/// Serves one implementation until its input ends.
pub fn serve(implementation: &str) {
    // What is loaded before the word is given is what this one needs.
    match implementation {
        "jieba-rs" => assert!(JIEBA.cut(SENTENCE, false).len() > 3),
        _ => assert_eq!(ANALYZER.analyze(SENTENCE).map_or(0, |report| report.facts().len()), 1),
    }
    say("ready");
    let mut loaded: BTreeMap<String, Vec<Contestant<'_>>> = BTreeMap::new();
    for line in io::stdin().lock().lines() {
        let line = line.expect("requests are text");
        let mut words = line.split(' ');
        let (Some(stage), Some(name), Some(times)) = (words.next(), words.next(), words.next()) else {
            panic!("a request is STAGE INPUT TIMES: {line}");
        };
        let times: u32 = times.parse().expect("a number of times");
        let contestants = loaded.entry(name.to_owned()).or_insert_with(|| {
            let input = INPUTS.iter().find(|input| input.name == name);
            contestants(input.unwrap_or_else(|| panic!("there is no input {name}")), &JIEBA, &ANALYZER)
        });
        let run = contestants.iter().find(|contestant| contestant.stage == stage);
        let run = &run.unwrap_or_else(|| panic!("there is no stage {stage}")).run;
        let start = Instant::now();
        for _ in 0..times {
            black_box(run());
        }
        say(&format!("{:.9}", start.elapsed().as_secs_f64()));
    }
}

/// Reads a file once, and says seconds, how many facts or words there were, and peak memory in kilobytes.
pub fn once(implementation: &str, path: &Path) {
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (took, found) = if implementation == "jieba-rs" {
        let jieba = Jieba::new();
        let text = std::str::from_utf8(&bytes).expect("the file is UTF-8");
        let start = Instant::now();
        let words: usize = text.lines().map(|line| jieba.cut(line, false).len()).sum();
        (start.elapsed(), words)
    } else {
        let analyzer = Analyzer::builder().limit(usize::MAX).build();
        assert_eq!(analyzer.analyze(SENTENCE).map_or(0, |report| report.facts().len()), 1);
        let start = Instant::now();
        let report = analyzer.analyze_bytes(&bytes).expect("the file is text");
        (start.elapsed(), report.facts().len())
    };
    say(&format!("{:.9} {found} {}", took.as_secs_f64(), peak()));
}

fn say(what: &str) {
    let mut out = io::stdout().lock();
    writeln!(out, "{what}").and_then(|()| out.flush()).expect("somebody listens");
}

/// The most memory that this process has held, in kilobytes, as Linux counts it; 0 elsewhere.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}
