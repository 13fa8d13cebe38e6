//! What the language of reports expects: the cost of a character behind two others, in bits.
//!
//! Counts of triples, pairs and single characters, each smoothed by the next by how many kinds were seen. Both scripts are one
//! here, digits are one, and ASCII punctuation is Chinese punctuation.

use std::collections::HashMap;
use std::sync::LazyLock;

use gongbao_data::{pairs, triples};

use crate::script::TO_SIMPLIFIED;

static MODEL: LazyLock<Model> = LazyLock::new(Model::read);

/// The model, read when the first damage is met.
pub(super) fn model() -> &'static Model {
    &MODEL
}

/// Counts of characters, pairs and triples.
pub(super) struct Model {
    /// The row of each character of the basic plane; 0 where it was not seen.
    index: Vec<u16>,
    /// How often each was seen.
    counts: Vec<f32>,
    /// What follows one character, by its row.
    pairs: Vec<Row>,
    /// What follows two, by the rows of both.
    triples: HashMap<(u16, u16), Row>,
    /// What follows a sign: what words begin with, whichever sign it is.
    starts: Row,
    /// Whether a row is that of a sign.
    signs: Vec<bool>,
    total: f32,
}

/// Signs behind which a word begins.
const SIGNS: &str = "，。；：！？、“”‘’《》（）—…^";

/// What was seen behind something.
#[derive(Default)]
struct Row {
    /// The rows of the characters and how often, in order.
    next: Vec<(u16, f32)>,
    seen: f32,
    /// The share of the probability that is left to characters never seen here.
    rest: f32,
}

/// What an unseen character counts.
const UNSEEN: f32 = 0.2;

impl Model {
    fn read() -> Self {
        let mut model = Self {
            index: vec![0; 0x10000],
            counts: vec![0.0],
            pairs: Vec::new(),
            triples: HashMap::new(),
            starts: Row::default(),
            signs: vec![false],
            total: 1.0,
        };
        for row in pairs().rows() {
            let Some(slot) = row.key().chars().next().and_then(|char| model.index.get_mut(char as usize))
            else {
                continue;
            };
            *slot = u16::try_from(model.counts.len()).unwrap_or(0);
            let count = row.column(1).parse().unwrap_or(0.0);
            model.counts.push(count);
            model.signs.push(SIGNS.contains(row.key()));
            model.total += count;
        }
        model.pairs.push(Row { rest: 1.0, ..Row::default() });
        for row in pairs().rows() {
            let row = model.followers(row.columns().skip(2), 1.0);
            model.pairs.push(row);
        }
        let mut starts: HashMap<u16, f32> = HashMap::new();
        for (row, _) in model.pairs.iter().zip(&model.signs).filter(|&(_, &sign)| sign) {
            for &(id, times) in &row.next {
                *starts.entry(id).or_default() += times;
            }
        }
        model.starts = Row::new(starts.into_iter().collect());
        for row in triples().rows() {
            let mut key = row.key().chars();
            if let (Some(first), Some(second)) = (key.next(), key.next()) {
                let key = (model.id(first), model.id(second));
                let row = model.followers(row.columns().skip(1), 1.0);
                model.triples.insert(key, row);
            }
        }
        model
    }

    /// Reads columns of followers, each twice as frequent as the one before it.
    fn followers<'t>(&self, columns: impl Iterator<Item = &'t str>, least: f32) -> Row {
        let mut next: Vec<(u16, f32)> = Vec::new();
        let mut times = least;
        for column in columns {
            // The middle of the class.
            next.extend(
                column.chars().map(|char| (self.id(char), times * if times > 1.0 { 1.4 } else { 1.0 })),
            );
            times *= 2.0;
        }
        Row::new(next)
    }

    fn id(&self, char: char) -> u16 {
        self.index.get(char as usize).copied().unwrap_or(0)
    }

    /// How often a character, as [`class`] gives it, was seen.
    pub(super) fn count(&self, char: char) -> f32 {
        self.counts[usize::from(self.id(char))]
    }

    /// The cost of `next` behind `first` and `last`, all as [`class`] gives them.
    pub(super) fn cost(&self, first: char, last: char, next: char) -> f32 {
        if (last, next) == ('0', '0') {
            return 1.0;
        }
        let (first, last, next) = (self.id(first), self.id(last), self.id(next));
        let mut chance = (self.counts[usize::from(next)] + UNSEEN) / self.total;
        if self.signs[usize::from(last)] {
            chance = self.starts.chance(next, chance);
        }
        chance = self.pairs[usize::from(last)].chance(next, chance);
        if let Some(row) = self.triples.get(&(first, last)) {
            chance = row.chance(next, chance);
        }
        -chance.log2()
    }
}

impl Row {
    fn new(mut next: Vec<(u16, f32)>) -> Self {
        next.sort_unstable_by_key(|&(id, _)| id);
        let (kinds, seen) = (next.len() as f32, next.iter().map(|&(_, times)| times).sum::<f32>());
        Self { next, seen, rest: (kinds + 1.0) / (kinds + 1.0 + seen) }
    }

    /// The chance of a follower, where it has the chance `alone` without what stands before.
    fn chance(&self, next: u16, alone: f32) -> f32 {
        let times = match self.next.binary_search_by_key(&next, |&(id, _)| id) {
            Ok(at) => self.next[at].1,
            Err(_) => 0.0,
        };
        (1.0 - self.rest).mul_add(times / self.seen.max(1.0), self.rest * alone)
    }
}

/// What counts as one to the model.
pub(super) fn class(char: char) -> char {
    match char {
        '0'..='9' | '０'..='９' => '0',
        'a'..='z' | 'A'..='Z' => 'A',
        ',' => '，',
        ':' => '：',
        ';' => '；',
        '?' => '？',
        '!' => '！',
        '(' => '（',
        ')' => '）',
        '\n' | '\r' | '\t' | ' ' | '\u{3000}' => '^',
        '％' => '%',
        '著' => '着',
        _ => TO_SIMPLIFIED.chars.get(char).unwrap_or(char),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likelier_costs_less() {
        let model = model();
        assert!(model.cost('^', '工', '作') < 4.0);
        assert!(model.cost('^', '工', '作') + 8.0 < model.cost('^', '工', '谛'));
        assert!(model.cost('了', '。', '“') < model.cost('了', '。', '”'));
    }
}
