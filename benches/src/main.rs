//! Throughput of the analysis beside bare jieba-rs, in one run.
//!
//! Each line is `stage/input/implementation`. The implementations take turns on the same documents, round after
//! round, and the best round counts: what else the machine does slows both alike. What is computed is compared with
//! the first round, so that nothing can be fast by not doing its work.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gongbao::Analyzer;
use jieba_rs::Jieba;

const ROUNDS: usize = 7;
const ROUND: Duration = Duration::from_millis(150);

/// Documents of one kind.
struct Input {
    name: &'static str,
    documents: Vec<String>,
}

impl Input {
    fn bytes(&self) -> usize {
        self.documents.iter().map(String::len).sum()
    }
}

/// Something that reads a document and says how much it found.
struct Reader<'r> {
    stage: &'static str,
    implementation: &'static str,
    read: Box<dyn Fn(&str) -> usize + 'r>,
}

fn main() {
    let started = Instant::now();
    let plain = Analyzer::builder().build();
    black_box(plain.analyze("全县关工组织发展到297个。").expect("a short text"));
    let ready = started.elapsed();
    let words = Analyzer::builder().words(true).build();
    let jieba = Jieba::new();
    let readers = [
        Reader {
            stage: "analyze",
            implementation: "gongbao",
            read: Box::new(|text| plain.analyze(text).expect("a document within the limit").facts().len()),
        },
        Reader {
            stage: "analyze+words",
            implementation: "gongbao",
            read: Box::new(|text| {
                let report = words.analyze(text).expect("a document within the limit");
                report.facts().len() + report.words().map_or(0, <[_]>::len)
            }),
        },
        Reader {
            stage: "restore",
            implementation: "gongbao",
            read: Box::new(|text| gongbao::restore::restore(text, &[]).edits.as_slice().len()),
        },
        Reader {
            stage: "cut",
            implementation: "jieba-rs",
            read: Box::new(|text| text.lines().map(|line| jieba.cut(line, false).len()).sum()),
        },
    ];
    println!("ready after {:.1} ms (first analysis of a short text)", ready.as_secs_f64() * 1e3);
    for input in inputs() {
        measure(&input, &readers);
    }
}

/// The best speed of each reader over the documents of an input.
fn measure(input: &Input, readers: &[Reader<'_>]) {
    let expected: Vec<usize> = readers.iter().map(|reader| once(reader, input)).collect();
    let mut best = vec![0.0_f64; readers.len()];
    for _ in 0..ROUNDS {
        for (reader, (best, expected)) in readers.iter().zip(best.iter_mut().zip(&expected)) {
            let (start, mut times) = (Instant::now(), 0);
            while start.elapsed() < ROUND {
                assert_eq!(once(reader, input), *expected, "{} does not repeat itself", reader.stage);
                times += 1;
            }
            let speed = (input.bytes() * times) as f64 / start.elapsed().as_secs_f64() / 1e6;
            *best = best.max(speed);
        }
    }
    let bare = best.last().copied().unwrap_or(f64::NAN);
    println!("\n{}: {} documents, {:.3} MB", input.name, input.documents.len(), input.bytes() as f64 / 1e6);
    for (reader, (speed, found)) in readers.iter().zip(best.iter().zip(&expected)) {
        let name = format!("{}/{}/{}", reader.stage, input.name, reader.implementation);
        println!("  {name:42} {speed:8.1} MB/s  {:5.2} of bare cut  {found:8} found", speed / bare);
    }
}

fn once(reader: &Reader<'_>, input: &Input) -> usize {
    input.documents.iter().map(|document| black_box((reader.read)(document))).sum()
}

/// The corpus by kind and, where it is, the folder of real reports beside the repository.
fn inputs() -> Vec<Input> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let corpus = root.join("corpus");
    let mut inputs = vec![
        Input {
            name: "clean",
            documents: documents(&[corpus.join("100-clean.txt"), corpus.join("107-government.txt")]),
        },
        Input { name: "traditional", documents: documents(&[corpus.join("101-traditional.txt")]) },
        Input { name: "pinyin", documents: documents(&[corpus.join("102-pinyin.txt")]) },
        Input { name: "surgery", documents: documents(&[corpus.join("104-surgery.txt")]) },
        Input { name: "html", documents: documents(&[corpus.join("105-page.html")]) },
    ];
    let shared = std::env::var_os("GONGBAO_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    for name in ["provincial", "seeds"] {
        let mut paths: Vec<PathBuf> = fs::read_dir(shared.join("reports").join(name))
            .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
            .unwrap_or_default();
        paths.sort();
        let documents = documents(&paths);
        if documents.is_empty() {
            println!("no reports at {}: {name} is left out", shared.display());
        } else {
            inputs.push(Input { name, documents });
        }
    }
    inputs
}

/// The files as texts.
fn documents(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().filter_map(|path| String::from_utf8(fs::read(path).ok()?).ok()).collect()
}
