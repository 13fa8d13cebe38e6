//! Other people's suites of numbers, quantities and times, each through a thin adapter.
//!
//! The suites lie beside the repository (`../shared/truth/numbers`); where they are absent, nothing is asked. A case
//! that does not apply to reports is opted out by its number and with a reason, in `opted_out.tsv`. With `--nocapture`
//! the run prints a table of what was reached and every case that was wrong.

mod cn2an;
mod duckling;
mod jionlp;
mod jionlp_times;
mod lengths;
mod recognizers;
mod recognizers_times;
mod seen;
mod tally;

use tally::{Suite, Tally};

/// A suite, the share of its applicable cases that shall be right in percent, and the floor: how many were right at the
/// best, which only rises.
type Goal = (&'static str, u32, u32, fn(&mut Tally) -> Option<()>);

const SUITES: &[Goal] = &[
    ("cn2an numerals", 97, 152, cn2an::numerals),
    ("cn2an numerals written back", 97, 95, cn2an::written),
    ("cn2an sentences", 97, 26, cn2an::sentences),
    ("Recognizers-Text numbers", 95, 280, recognizers::numbers),
    ("Recognizers-Text ordinals", 95, 7, recognizers::ordinals),
    ("Recognizers-Text percentages", 95, 132, recognizers::percentages),
    ("Recognizers-Text ranges", 95, 21, recognizers::ranges),
    ("Recognizers-Text currencies", 95, 28, recognizers::currencies),
    ("Recognizers-Text dimensions", 95, 35, recognizers::dimensions),
    ("Recognizers-Text ages", 95, 9, recognizers::ages),
    ("JioNLP money", 95, 49, jionlp::money),
    ("JioNLP money in sentences", 95, 13, jionlp::money_in_sentences),
    ("duckling numerals", 95, 101, duckling::numerals),
    ("duckling ordinals", 95, 3, duckling::ordinals),
    ("duckling money", 95, 13, duckling::money),
    ("duckling distances", 95, 33, duckling::distances),
    ("duckling masses", 95, 20, duckling::masses),
    ("duckling durations", 95, 27, duckling::durations),
    ("Recognizers-Text dates", 85, 22, recognizers_times::dates),
    ("Recognizers-Text periods", 85, 39, recognizers_times::periods),
    ("Recognizers-Text times", 85, 140, recognizers_times::times),
    ("Recognizers-Text durations", 85, 10, recognizers_times::durations),
    ("JioNLP times", 85, 160, jionlp_times::times),
    ("JioNLP times in sentences", 85, 25, jionlp_times::times_in_sentences),
];

#[test]
fn what_other_peoples_suites_expect_is_read() {
    let mut missed = Vec::new();
    let mut table = vec![
        "| suite | cases | applicable | right | share | goal |".to_owned(),
        "|".to_owned() + &" --- |".repeat(6),
    ];
    let mut wrong = Vec::new();
    for (name, goal, floor, run) in SUITES {
        let mut tally = Tally::new(name);
        if run(&mut tally).is_none() {
            continue;
        }
        let Suite { cases, applicable, right } = tally.count();
        let share = f64::from(right) / f64::from(applicable.max(1));
        table.push(format!(
            "| {name} | {cases} | {applicable} | {right} | {share:.3} | {:.2} |",
            f64::from(*goal) / 100.0
        ));
        if right * 100 < applicable * goal || right < *floor {
            missed.push(format!("{name}: {right} of {applicable}, the floor is {floor}"));
        }
        wrong.extend(tally.wrong);
    }
    println!("{}\n\n{}", table.join("\n"), wrong.join("\n"));
    assert!(missed.is_empty(), "{}", missed.join("; "));
}
