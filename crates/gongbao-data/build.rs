//! Compiles the plain tables of `tables/` into what is loaded without building.
//!
//! Every `NAME.tsv` becomes `NAME.keys`, a double array from the key in the first column to the number of its row,
//! `NAME.rows`, the rows in file order without comments, `NAME.ends`, where each row ends, `NAME.filter`, and
//! `NAME.pairs`, where the first two characters of a key lead. A table that lists a key twice or leaves a column out stops
//! the build with the line that is wrong. The counts of `pairs.tsv` and `triples.tsv` become the costs of a language
//! model.

#[path = "build/chars.rs"]
mod chars;
#[path = "build/codes.rs"]
mod codes;
#[path = "build/language.rs"]
mod language;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{env, fs};

use yada::builder::DoubleArrayBuilder;

// The build fills the filters, the crate asks them and hands openings out.
#[allow(dead_code, unreachable_pub, reason = "they are the crate's, not the build's")]
#[path = "src/filter.rs"]
mod filter;
#[allow(dead_code, unreachable_pub, reason = "they are the crate's, not the build's")]
#[path = "src/keys.rs"]
mod keys;
#[allow(dead_code, unreachable_pub, reason = "they are the crate's, not the build's")]
#[path = "src/pairs.rs"]
mod pairs;
#[allow(dead_code, unreachable_pub, reason = "they are the crate's, not the build's")]
#[path = "src/word.rs"]
mod word;

/// The tables behind the gate of places.
const PLACES: [&str; 4] = ["places.tsv", "places_short.tsv", "places_former.tsv", "townships.tsv"];

fn main() {
    println!("cargo:rerun-if-changed=tables");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/filter.rs");
    println!("cargo:rerun-if-changed=src/keys.rs");
    println!("cargo:rerun-if-changed=src/pairs.rs");
    println!("cargo:rerun-if-changed=build/chars.rs");
    println!("cargo:rerun-if-changed=build/codes.rs");
    println!("cargo:rerun-if-changed=build/language.rs");
    println!("cargo:rerun-if-changed=src/word.rs");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut names: Vec<PathBuf> = fs::read_dir("tables")
        .expect("the tables stand beside build.rs")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|e| e == "tsv"))
        .collect();
    names.sort();
    let mut hash = Fnv::default();
    for path in &names {
        println!("cargo:rerun-if-changed={}", path.display());
        let text = fs::read_to_string(path).expect("a table in UTF-8");
        hash.write(text.as_bytes());
        // Counts become costs, and words with costs are looked up by hashes.
        if !path.file_stem().is_some_and(|stem| stem == "pairs" || stem == "triples" || stem == "words") {
            compile(path, &text, &out);
        }
    }
    let turned = [
        ("place_names", names_of_codes()),
        ("county_towns", towns_of_counties()),
        ("sounds", chars_of_readings()),
    ];
    for (name, text) in turned {
        compile(Path::new(name), &text, &out);
    }
    gate_of_places(&out);
    language::compile(Path::new("tables"), &out);
    codes::compile(&out);
    let words = costs_of_words();
    fs::write(out.join("words.slots"), word::stored(&words)).expect("a writable OUT_DIR");
    fs::write(out.join("words.filter"), word::filter(&words)).expect("a writable OUT_DIR");
    let firsts = |table: &str| rows(table).iter().filter_map(|row| row.chars().next()).collect::<Vec<char>>();
    chars::scripts(&out, &firsts("opencc_ts_characters.tsv"), &firsts("opencc_st_characters.tsv"));
    let sets = [
        ("frequent", &["common_characters.tsv"][..]),
        ("furniture", &["page_notices.tsv", "injected_words.tsv", "imprint_words.tsv"]),
        (
            "turning",
            &[
                "mainland.tsv",
                "opencc_ts_phrases.tsv",
                "opencc_ts_characters.tsv",
                "opencc_ts_characters_ext.tsv",
            ],
        ),
    ];
    for (name, tables) in sets {
        chars::put(&out, name, tables.iter().flat_map(|table| firsts(table)));
    }
    fs::write(out.join("version"), format!("{:08x}", hash.0 as u32)).expect("a writable OUT_DIR");
}

fn compile(path: &Path, text: &str, out: &Path) {
    let stem = path.file_stem().and_then(|s| s.to_str()).expect("a plain file name");
    let (mut rows, mut ends) = (String::new(), Vec::new());
    let mut keys = BTreeMap::new();
    let mut columns = None;
    for (number, line) in text.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let place = || format!("{}:{}", path.display(), number + 1);
        let width = line.split('\t').count();
        let expected = *columns.get_or_insert(width);
        assert!(width == expected, "{}: {width} columns where the table has {expected}", place());
        let key = line.split('\t').next().unwrap_or_default();
        assert!(!key.is_empty() && key.trim() == key, "{}: an empty or padded key", place());
        let row = keys.len() as u32;
        assert!(keys.insert(key.to_owned(), row).is_none(), "{}: {key} is listed twice", place());
        rows.push_str(line);
        ends.extend((rows.len() as u32).to_le_bytes());
    }
    let filter = filter::Filter::of(keys.keys().map(String::as_str)).stored();
    let keys: Vec<(String, u32)> = keys.into_iter().collect();
    let array =
        if keys.is_empty() { Vec::new() } else { DoubleArrayBuilder::build(&keys).expect("keys in order") };
    let pairs = keys::Keys::pairs(&array, keys.iter().map(|(key, _)| key.as_str()));
    let files = [
        ("keys", array.as_slice()),
        ("rows", rows.as_bytes()),
        ("ends", &ends),
        ("filter", &filter),
        ("pairs", &pairs),
    ];
    for (kind, bytes) in files {
        fs::write(out.join(format!("{stem}.{kind}")), bytes).expect("a writable OUT_DIR");
    }
}

/// The rows of a table, as the crate will number them.
fn rows(name: &str) -> Vec<String> {
    let text = fs::read_to_string(Path::new("tables").join(name)).expect("a table in UTF-8");
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// The words of `words.tsv` as numbers, with their costs.
fn costs_of_words() -> Vec<(word::Word, u8)> {
    let word =
        |key: &str| word::Word::of_all(&key.chars().collect::<Vec<_>>()).expect("up to four ideographs");
    let rows = rows("words.tsv");
    let rows = rows.iter().map(|row| row.split_once('\t').expect("a word and its cost"));
    rows.map(|(key, cost)| (word(key), cost.parse().expect("a number of bits"))).collect()
}

/// What the names of places begin with.
fn gate_of_places(out: &Path) {
    let keys: Vec<String> = PLACES.iter().flat_map(|table| rows(table)).collect();
    let starts = || {
        keys.iter().map(|row| {
            let mut key = row.split('\t').next().unwrap_or_default().chars();
            let (first, second) = key.next().zip(key.next()).expect("no place has a name of one character");
            (first, second, key.next())
        })
    };
    let firsts: BTreeSet<char> = starts().map(|(first, ..)| first).collect();
    let seconds: BTreeSet<char> = starts().map(|(_, second, _)| second).collect();
    let [bits, thirds] = filter::Gate::stored(starts());
    fs::write(out.join("place_gate.bits"), bits).expect("a writable OUT_DIR");
    fs::write(out.join("place_gate.thirds"), thirds).expect("a writable OUT_DIR");
    fs::write(out.join("place_gate.firsts"), String::from_iter(firsts)).expect("a writable OUT_DIR");
    fs::write(out.join("place_gate.seconds"), String::from_iter(seconds)).expect("a writable OUT_DIR");
}

/// Places the other way round: code, name.
fn names_of_codes() -> String {
    let mut names = BTreeMap::new();
    for row in rows("places.tsv") {
        let (name, codes) = row.split_once('\t').expect("a name and its codes");
        names.extend(codes.split(',').map(|code| (code.to_owned(), name.to_owned())));
    }
    names.iter().map(|(code, name)| format!("{code}\t{name}\n")).collect()
}

/// Readings the other way round: a reading, the characters that it is the usual one of, and the others that have it.
fn chars_of_readings() -> String {
    let mut chars: BTreeMap<String, [String; 2]> = BTreeMap::new();
    for row in rows("readings.tsv") {
        let (char, readings) = row.split_once('\t').expect("a character and its readings");
        for (rank, reading) in readings.split(',').enumerate() {
            chars.entry(reading.to_owned()).or_default()[rank.min(1)].push_str(char);
        }
    }
    chars.iter().map(|(reading, [usual, others])| format!("{reading}\t{usual}\t{others}\n")).collect()
}

/// Townships by county: code of the county, and for each of its towns the number of the row and the town's code.
fn towns_of_counties() -> String {
    let mut towns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (number, row) in rows("townships.tsv").iter().enumerate() {
        for code in row.split('\t').nth(1).expect("codes").split(',') {
            towns.entry(code[..6].to_owned()).or_default().push(format!("{number}:{code}"));
        }
    }
    towns.iter().map(|(county, towns)| format!("{county}\t{}\n", towns.join(","))).collect()
}

/// FNV-1a: a change of any table changes the version of the data.
struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}
