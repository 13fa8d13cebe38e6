//! How fast reports are read, stage by stage, beside bare jieba-rs on the same text in the same run.
//!
//! ```text
//! cargo run --release [-- --ratios] [FILTER]   a table for the eye
//! cargo run --release -- --growth              hostile texts of three sizes
//! cargo run --release -- --inputs FOLDER       the inputs as files, for the rivals in other languages
//! cargo run --release -- --serve jieba-rs      runs what it is asked for (`bench.py` does)
//! cargo run --release -- --once gongbao FILE   reads a file once; says seconds, facts and peak memory
//! ```
//!
//! A name is `stage/input/implementation`. The contestants of an input take turns, round by round, so that what else the
//! machine does falls on all of them; a ratio is the median of the ratios of the rounds. Bytes are those of the text in
//! UTF-8. Every contestant says what it computed, and that is asserted before it is timed.

mod contestants;
mod growth;
mod inputs;
mod serve;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use contestants::{STAGES, contestants};
use gongbao::{Analyzer, decode};
use inputs::{Input, inputs};
use jieba_rs::Jieba;

/// A run lasts at least so long, by repetition.
const LEAST: Duration = Duration::from_millis(20);
/// How often the contestants take turns.
const ROUNDS: usize = 9;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--growth"] => {
            let steep = growth::growth(&Analyzer::default());
            println!("\n{steep} pieces cost more than their length");
            std::process::exit(i32::from(steep > 0));
        }
        ["--inputs", folder] => inputs::write(Path::new(folder)),
        ["--serve", implementation] => serve::serve(implementation),
        ["--once", implementation, file] => serve::once(implementation, Path::new(file)),
        other => {
            // `--bench` is what `cargo bench` adds.
            let filter = other.iter().find(|argument| !argument.starts_with("--")).copied();
            tables(other.contains(&"--ratios"), filter.unwrap_or_default());
        }
    }
}

/// Prints the tables for the eye.
fn tables(ratios: bool, filter: &str) {
    let start = Instant::now();
    let jieba = Jieba::new();
    let jieba_ready = start.elapsed();
    let start = Instant::now();
    let analyzer = Analyzer::default();
    let first = analyzer.analyze("全县关工组织发展到297个。").expect("a text within the limit");
    let ready = start.elapsed();
    assert_eq!(first.facts().len(), 1, "one figure");

    if ratios {
        println!("| input | {} |", STAGES.join(" | "));
        println!("|{}", " --- |".repeat(STAGES.len() + 1));
    } else {
        println!("ready with the first report: gongbao {ready:?}, jieba-rs {jieba_ready:?}\n");
    }
    for input in inputs() {
        let rows = measure(&input, &jieba, &analyzer, filter);
        if rows.is_empty() {
            continue;
        }
        if ratios {
            let cells: Vec<String> = STAGES
                .iter()
                .map(|stage| {
                    let row = rows.iter().find(|row| row.name.starts_with(&format!("{stage}/")));
                    row.map_or("–".to_owned(), |row| times(row.ratio))
                })
                .collect();
            println!("| {} | {} |", input.name, cells.join(" | "));
        } else {
            for Row { name, speed, ratio } in rows {
                println!("{name:<34} {speed:>9.1} MB/s {:>9} jieba-rs cut", times(ratio));
            }
            println!();
        }
    }
}

/// Two digits that count: what lies behind them changes from run to run.
fn times(ratio: f64) -> String {
    let digits = if ratio >= 10.0 { 0 } else { usize::from(ratio < 1.0) + 1 };
    format!("{ratio:.digits$} ×")
}

struct Row {
    name: String,
    speed: f64,
    ratio: f64,
}

fn measure(input: &Input, jieba: &Jieba, analyzer: &Analyzer, filter: &str) -> Vec<Row> {
    let contestants = contestants(input, jieba, analyzer);
    let decoded = decode::decode(&input.bytes).expect("a page of the corpus is text");
    let length = decoded.text.len();
    let repeats: Vec<u32> = contestants.iter().map(|contestant| repeats(&contestant.run)).collect();
    let mut taken: Vec<Vec<f64>> = vec![Vec::new(); contestants.len()];
    for _ in 0..ROUNDS {
        for (index, contestant) in contestants.iter().enumerate() {
            let start = Instant::now();
            for _ in 0..repeats[index] {
                black_box((contestant.run)());
            }
            taken[index].push(start.elapsed().as_secs_f64() / f64::from(repeats[index]));
        }
    }
    let bare =
        contestants.iter().position(|contestant| contestant.stage == "cut").expect("jieba-rs takes part");
    let mut rows = Vec::new();
    for (index, contestant) in contestants.iter().enumerate() {
        let name = format!("{}/{}/{}", contestant.stage, input.name, contestant.implementation);
        let ratios = taken[bare].iter().zip(&taken[index]).map(|(bare, own)| bare / own).collect();
        let speed = length as f64 / 1e6 / median(taken[index].clone());
        if name.contains(filter) {
            rows.push(Row { name, speed, ratio: median(ratios) });
        }
    }
    rows
}

/// How often a run has to be repeated to last long enough.
fn repeats(run: &dyn Fn() -> usize) -> u32 {
    assert_ne!(run(), 0, "something is computed");
    let mut repeats = 1;
    loop {
        let start = Instant::now();
        for _ in 0..repeats {
            black_box(run());
        }
        if start.elapsed() >= LEAST {
            return repeats;
        }
        repeats *= 2;
    }
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
