//! Turns the counts of characters, pairs and triples into costs, so that nothing is computed when they are loaded.
//!
//! Every level is smoothed by the one below it, by how many kinds were seen: what was seen `t` of `n` times behind a
//! context of `k` kinds has the chance `(1-r)·t/n + r·below` with `r = (k+1)/(k+1+n)`. A cost is `-log2` of that, in
//! 1024ths of a bit. What was seen stands in a row, sorted; for the rest a row holds what `r` costs.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::Path;

/// Signs behind which a word begins, by what else may stand there: behind a stop no other stop, behind a sign that
/// opens none that closes. `^` is the end of a line.
const SIGNS: [&str; 3] = ["，。；：！？、—…^", "“‘《（", "”’》）"];
/// What an unseen character counts.
const UNSEEN: f64 = 0.2;
/// A character seen so often is common.
const COMMON: u32 = 60;
/// What UTF-8 read as GBK is full of: pages that were misread have been counted with the others.
const MISREAD: &str = "銆锛涓浜姊";
/// Signs that say nothing of a text's state, though reports are too few to hold many of them.
const PLAIN: &str =
    "，。；：！？、“”‘’《》（）—…·〈〉【】〔〕「」『』％‰℃×○〇①②③④⑤⑥⑦⑧⑨⑩⑪⑫＋－／～＝＜＞＆＊．\u{3000}";

/// What follows something: how often, by the number of the character.
struct Row {
    next: BTreeMap<u16, f64>,
    seen: f64,
    rest: f64,
}

impl Row {
    fn new(next: BTreeMap<u16, f64>) -> Self {
        let (kinds, seen) = (next.len() as f64, next.values().sum::<f64>());
        Self { next, seen, rest: (kinds + 1.0) / (kinds + 1.0 + seen) }
    }

    fn chance(&self, next: u16, below: f64) -> f64 {
        let times = self.next.get(&next).copied().unwrap_or(0.0);
        (1.0 - self.rest) * times / self.seen.max(1.0) + self.rest * below
    }
}

/// Rows one after the other, as they are written.
#[derive(Default)]
struct Rows {
    starts: Vec<u32>,
    ids: Vec<u16>,
    costs: Vec<u16>,
    rests: Vec<u16>,
}

impl Rows {
    fn push(&mut self, row: &Row, below: impl Fn(u16) -> f64) {
        self.starts.push(self.ids.len() as u32);
        for &next in row.next.keys() {
            self.ids.push(next);
            self.costs.push(cost(row.chance(next, below(next))));
        }
        self.rests.push(cost(row.rest));
    }

    fn write(mut self, out: &Path, name: &str) {
        self.starts.push(self.ids.len() as u32);
        put(out, &format!("{name}.starts"), self.starts.iter().flat_map(|at| at.to_le_bytes()));
        put(out, &format!("{name}.ids"), self.ids.iter().flat_map(|id| id.to_le_bytes()));
        put(out, &format!("{name}.costs"), self.costs.iter().flat_map(|cost| cost.to_le_bytes()));
        put(out, &format!("{name}.rests"), self.rests.iter().flat_map(|cost| cost.to_le_bytes()));
    }
}

fn cost(chance: f64) -> u16 {
    (-chance.log2() * 1024.0).round().clamp(0.0, 65535.0) as u16
}

fn put(out: &Path, name: &str, bytes: impl Iterator<Item = u8>) {
    fs::write(out.join(format!("language.{name}")), bytes.collect::<Vec<u8>>()).expect("a writable OUT_DIR");
}

/// The rows of a table, without comments.
fn rows(tables: &Path, name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(tables.join(format!("{name}.tsv"))).expect("a table in UTF-8");
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn first(text: &str) -> char {
    text.chars().next().unwrap_or('\0')
}

/// Writes the model of `pairs.tsv` and `triples.tsv`, and the set of common characters.
pub(crate) fn compile(tables: &Path, out: &Path) {
    let pairs = rows(tables, "pairs");
    let mut index = vec![0u16; 0x10000];
    let mut counts = vec![0u32];
    for row in &pairs {
        index[first(&row[0]) as usize] = counts.len() as u16;
        counts.push(row[1].parse().expect("a count"));
    }
    let id = |c: char| index.get(c as usize).copied().unwrap_or(0);
    let followers = |columns: &[String]| {
        let mut next = BTreeMap::new();
        let mut times = 1.0;
        for column in columns {
            // The middle of the class.
            let middle = times * if times > 1.0 { 1.4 } else { 1.0 };
            next.extend(column.chars().map(|c| (id(c), middle)));
            times *= 2.0;
        }
        Row::new(next)
    };
    let total = 1.0 + counts.iter().map(|&count| f64::from(count)).sum::<f64>();
    let alone = |next: u16| (f64::from(counts[usize::from(next)]) + UNSEEN) / total;
    let all = || 0..counts.len() as u16;
    let mut behind = vec![Row { next: BTreeMap::new(), seen: 0.0, rest: 1.0 }];
    behind.extend(pairs.iter().map(|row| followers(&row[2..])));
    // For each character the number of its kind of sign, from 1 up; what follows the kinds.
    let mut kinds = vec![0u8; counts.len()];
    let starts = SIGNS.map(|signs| {
        let mut next: BTreeMap<u16, f64> = BTreeMap::new();
        for sign in signs.chars().map(id) {
            for (&follower, &times) in &behind[usize::from(sign)].next {
                *next.entry(follower).or_default() += times;
            }
        }
        Row::new(next)
    });
    for (kind, signs) in (1..).zip(SIGNS) {
        for sign in signs.chars() {
            kinds[usize::from(id(sign))] = kind;
        }
    }
    let after_sign = |kind: u8, next: u16| starts[usize::from(kind) - 1].chance(next, alone(next));
    let below = |last: u16, next: u16| match kinds[usize::from(last)] {
        0 => alone(next),
        kind => after_sign(kind, next),
    };

    put(out, "index", index.iter().flat_map(|id| id.to_le_bytes()));
    put(out, "counts", counts.iter().flat_map(|count| count.to_le_bytes()));
    put(out, "alone", all().flat_map(|next| cost(alone(next)).to_le_bytes()));
    for kind in [1, 2, 3] {
        let costs = all().flat_map(|next| cost(after_sign(kind, next)).to_le_bytes());
        put(out, &format!("after_sign.{kind}"), costs);
    }
    put(out, "signs", kinds.iter().copied());
    let mut written = Rows::default();
    for (last, row) in behind.iter().enumerate() {
        written.push(row, |next| below(last as u16, next));
    }
    written.write(out, "pairs");

    let mut triples: BTreeMap<(u16, u16), Row> = BTreeMap::new();
    for row in rows(tables, "triples") {
        let mut key = row[0].chars();
        let key = (id(key.next().unwrap_or('\0')), id(key.next().unwrap_or('\0')));
        triples.insert(key, followers(&row[1..]));
    }
    let mut written = Rows::default();
    // For each first character where its rows begin, and the second of each.
    let mut firsts = vec![0u32; counts.len() + 1];
    let mut seconds: Vec<u16> = Vec::new();
    for (&(one, last), row) in &triples {
        firsts[usize::from(one) + 1] += 1;
        seconds.push(last);
        written.push(row, |next| behind[usize::from(last)].chance(next, below(last, next)));
    }
    for at in 1..firsts.len() {
        firsts[at] += firsts[at - 1];
    }
    put(out, "triples.firsts", firsts.iter().flat_map(|at| at.to_le_bytes()));
    put(out, "triples.seconds", seconds.iter().flat_map(|id| id.to_le_bytes()));
    written.write(out, "triples");

    common(tables, out, &pairs);
}

/// One bit for each character of the basic plane: whether reports in either script often have it.
fn common(tables: &Path, out: &Path, pairs: &[Vec<String>]) {
    let often = pairs.iter().filter(|row| row[1].parse::<u32>().is_ok_and(|count| count >= COMMON));
    let mut set: HashSet<char> = often.map(|row| first(&row[0])).chain(PLAIN.chars()).collect();
    let simple: HashMap<char, char> =
        rows(tables, "opencc_ts_characters").iter().map(|row| (first(&row[0]), first(&row[1]))).collect();
    let other: Vec<char> = simple.iter().filter(|(_, to)| set.contains(to)).map(|(&from, _)| from).collect();
    set.extend(other);
    crate::chars::put(out, "common", set.into_iter().filter(|&c| !MISREAD.contains(c)));
}
