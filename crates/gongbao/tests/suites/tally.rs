//! What a suite asked, what of it applies, and what was right.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;

/// Every case that is opted out: suite, reason, numbers of cases in the order of the file, from 0.
const OPTED_OUT: &str = include_str!("opted_out.tsv");

/// A file of the shared material; none, with a note, where it is absent.
pub(crate) fn shared(path: &str) -> Option<Value> {
    let root = std::env::var_os("GONGBAO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let Ok(text) = std::fs::read_to_string(root.join("truth/numbers").join(path)) else {
        println!("skipped: {path} is not here");
        return None;
    };
    Some(
        serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .unwrap_or_else(|error| panic!("{path}: {error}")),
    )
}

/// How many cases a suite has.
pub(crate) struct Suite {
    pub(crate) cases: u32,
    pub(crate) applicable: u32,
    pub(crate) right: u32,
}

/// The cases of a suite as they are asked.
pub(crate) struct Tally {
    name: &'static str,
    opted_out: BTreeMap<u32, &'static str>,
    cases: u32,
    right: u32,
    applicable: u32,
    /// A line for every case that was wrong.
    pub(crate) wrong: Vec<String>,
}

impl Tally {
    pub(crate) fn new(name: &'static str) -> Self {
        let rows = OPTED_OUT.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut columns = line.split('\t');
            (columns.next()? == name).then_some((columns.next()?, columns.next()?))
        });
        let mut opted_out = BTreeMap::new();
        for (reason, numbers) in rows {
            for number in numbers.split(' ') {
                let number =
                    number.parse().unwrap_or_else(|_| panic!("{name}: {number} is no number of a case"));
                assert!(opted_out.insert(number, reason).is_none(), "{name}: {number} is opted out twice");
            }
        }
        Self { name, opted_out, cases: 0, right: 0, applicable: 0, wrong: Vec::new() }
    }

    /// Asks the next case, unless it is opted out: `check` says what was expected and what was seen instead.
    pub(crate) fn ask(&mut self, input: &str, check: impl FnOnce() -> Result<(), String>) {
        let number = self.cases;
        self.cases += 1;
        let verdict = check();
        if self.opted_out.contains_key(&number) {
            if verdict.is_ok() {
                println!("{} {number}: {input}: opted out, and right", self.name);
            }
            return;
        }
        self.applicable += 1;
        match verdict {
            Ok(()) => self.right += 1,
            Err(seen) => self.wrong.push(format!("{} {number}: {input}: {seen}", self.name)),
        }
    }

    pub(crate) fn count(&self) -> Suite {
        let beyond = self.opted_out.keys().next_back().filter(|last| **last >= self.cases);
        assert!(beyond.is_none(), "{}: there is no case {beyond:?}", self.name);
        Suite { cases: self.cases, applicable: self.applicable, right: self.right }
    }
}

/// Right if both are the same.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(expected: &T, seen: &T) -> Result<(), String> {
    if expected == seen { Ok(()) } else { Err(format!("expected {expected:?}, read {seen:?}")) }
}

/// Right if both numbers are, to the digits of a double.
pub(crate) fn near(expected: f64, seen: Option<f64>) -> Result<(), String> {
    match seen {
        Some(seen) if (seen - expected).abs() <= expected.abs() * 1e-12 => Ok(()),
        _ => Err(format!("expected {expected}, read {seen:?}")),
    }
}
