//! How fast reports are read, stage by stage, beside bare jieba-rs on the same text in the same run.
//!
//! ```text
//! cargo run --release [-- --ratios] [FILTER]
//! cargo run --release -- --growth
//! ```
//!
//! A name is `stage/input/implementation`. The contestants of an input take turns, round by round, so that what else the
//! machine does falls on all of them; a ratio is the median of the ratios of the rounds. Bytes are those of the text in
//! UTF-8. Every contestant says what it computed, and that is asserted before it is timed.

mod growth;
mod inputs;

use std::hint::black_box;
use std::time::{Duration, Instant};

use gongbao::Analyzer;
use gongbao::{decode, extract, read, restore};
use inputs::{Input, inputs};
use jieba_rs::Jieba;

/// A run lasts at least so long, by repetition.
const LEAST: Duration = Duration::from_millis(20);
/// How often the contestants take turns.
const ROUNDS: usize = 9;

struct Contestant<'c> {
    stage: &'static str,
    implementation: &'static str,
    /// Does the work once and gives something that depends on it.
    run: Box<dyn Fn() -> usize + 'c>,
}

fn main() {
    let mut ratios = false;
    let mut filter = String::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--ratios" => ratios = true,
            "--growth" => {
                let steep = growth::growth(&Analyzer::default());
                println!("\n{steep} pieces cost more than their length");
                std::process::exit(i32::from(steep > 0));
            }
            // What `cargo bench` adds.
            "--bench" => {}
            other => filter = other.to_owned(),
        }
    }
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
        let rows = measure(&input, &jieba, &analyzer, &filter);
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

const STAGES: [&str; 7] = ["decode", "restore", "read", "extract", "all", "all+words", "cut-hmm"];

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

fn contestants<'c>(input: &'c Input, jieba: &'c Jieba, analyzer: &'c Analyzer) -> Vec<Contestant<'c>> {
    let decoded = decode::decode(&input.bytes).expect("a page of the corpus is text");
    let source = decoded.text;
    let restored = restore::restore(&source, &[]);
    let (text, edits, page) = (restored.text.into_owned(), restored.edits, restored.page);
    if let Some(want) = &input.want {
        assert_eq!(text.trim(), want.trim(), "{} is not restored", input.name);
    }
    let structure = read::read(&text, &page);
    assert!(structure.sentences.len() > 5, "{} has sentences", input.name);
    let facts = extract::extract(&text, &structure, &edits, None).len();
    assert!(facts > 20, "{} has facts", input.name);
    let with_words = Analyzer::builder().words(true).build();
    let bytes = &input.bytes;
    let report = analyzer.analyze_bytes(bytes).expect("a page of the corpus is text");
    assert_eq!((report.text(), report.facts().len()), (text.as_str(), facts), "the stages are the whole");

    let cut = |hmm: bool, text: &str| -> usize {
        // Lines, as jieba-rs wants them.
        text.lines()
            .map(|line| jieba.cut(line, hmm).iter().map(|token| token.word.len()).sum::<usize>())
            .sum()
    };
    let letters: usize = text.lines().map(str::len).sum();
    assert_eq!(cut(false, &text), letters, "every byte is in a word");
    assert_eq!(cut(true, &text), letters, "every byte is in a word");

    // The rival gets the reading text: it could make nothing of the page.
    let (one, two, three, four) = (text.clone(), text.clone(), text.clone(), text);
    let run =
        |stage, implementation, run: Box<dyn Fn() -> usize + 'c>| Contestant { stage, implementation, run };
    vec![
        run("cut", "jieba-rs", Box::new(move || cut(false, &one))),
        run("cut-hmm", "jieba-rs", Box::new(move || cut(true, &two))),
        run(
            "decode",
            "gongbao",
            Box::new(move || decode::decode(bytes).map_or(0, |decoded| decoded.text.len())),
        ),
        run("restore", "gongbao", Box::new(move || restore::restore(&source, &[]).text.len())),
        {
            let page = page.clone();
            run("read", "gongbao", Box::new(move || read::read(&three, &page).sentences.len()))
        },
        run("extract", "gongbao", Box::new(move || extract::extract(&four, &structure, &edits, None).len())),
        run(
            "all",
            "gongbao",
            Box::new(move || analyzer.analyze_bytes(bytes).map_or(0, |report| report.facts().len())),
        ),
        run(
            "all+words",
            "gongbao",
            Box::new(move || {
                with_words.analyze_bytes(bytes).map_or(0, |report| report.words().map_or(0, <[_]>::len))
            }),
        ),
    ]
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
