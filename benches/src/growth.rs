//! Whether time grows with the text alone: pathological texts of three sizes, nanoseconds a byte for each.
//!
//! A loop in a loop shows as a factor of eight from one size to the next; a text that is read in linear time keeps its
//! costs. Sizes stop growing for a piece that has grown slow, so that a quadratic rule is reported and not waited for.

use std::time::Instant;

use gongbao::Analyzer;

#[path = "../../crates/gongbao/tests/laws/hostile.rs"]
pub mod hostile;

const SIZES: [usize; 3] = [64 << 10, 512 << 10, 4 << 20];
/// Costs a byte may grow by so much and still be noise and caches.
const NOISE: f64 = 2.5;

/// Prints the table and says how many pieces cost more than their length.
pub fn growth(analyzer: &Analyzer) -> usize {
    println!("| repeated | 64 KiB | 512 KiB | 4 MiB | growth |\n| --- | --- | --- | --- | --- |");
    let mut steep = 0;
    for piece in hostile::PIECES {
        let mut costs: Vec<f64> = Vec::new();
        for size in SIZES {
            let text = piece.repeat(size / piece.len());
            // The better of two: the first run of a size also pays for its memory.
            let cost = (0..2).map(|_| cost(analyzer, &text)).fold(f64::MAX, f64::min);
            costs.push(cost);
            if cost > costs[0] * 2.0 * NOISE {
                break;
            }
        }
        let growth = costs.last().map_or(1.0, |last| last / costs[0]);
        steep += usize::from(growth > NOISE);
        let cells: Vec<String> = (0..SIZES.len())
            .map(|size| costs.get(size).map_or("–".to_owned(), |cost| format!("{cost:.0}")))
            .collect();
        println!("| `{}` | {} | {growth:.1} × |", piece.escape_debug(), cells.join(" | "));
    }
    steep
}

/// Nanoseconds a byte.
fn cost(analyzer: &Analyzer, text: &str) -> f64 {
    let start = Instant::now();
    let report = analyzer.analyze(text).expect("a text within the limit");
    let took = start.elapsed().as_secs_f64();
    assert_eq!(report.source().len(), text.len(), "the whole text is read");
    took * 1e9 / text.len() as f64
}
