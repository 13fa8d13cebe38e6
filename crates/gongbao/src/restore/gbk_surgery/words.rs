//! How well characters make words: the cheapest way to cut them into words of the dictionary.
//!
//! The language of triples does not see that 履职 is a word and 履制 none where it has met neither. A [`Cut`] goes along
//! a way and knows, for each of its last places, what the words up to there cost.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use gongbao_data::words;

use super::local::Mix;

/// What each word costs, by its characters; read when the first damage is met.
static COSTS: LazyLock<HashMap<u64, f32, BuildHasherDefault<Mix>>> = LazyLock::new(|| {
    let rows = words().rows().filter_map(|row| Some((key(row.key().chars()), row.column(1).parse().ok()?)));
    rows.collect()
});

/// Up to four characters of the basic plane as one number.
fn key(word: impl Iterator<Item = char>) -> u64 {
    word.fold(0, |key, char| key << 16 | u64::from(char as u32))
}

/// A character that is no word, and one that is no Han.
const NO_WORD: f32 = 20.0;
const SIGN: f32 = 6.0;
/// Characters of the longest word.
const LONGEST: usize = 4;

/// The last characters of a way, and what the words up to each place cost against those up to the last.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    chars: [char; LONGEST],
    costs: [f32; LONGEST],
}

impl Cut {
    /// At a place where a word begins.
    pub(super) fn new() -> Self {
        Self { chars: ['\0'; LONGEST], costs: [0.0, f32::INFINITY, f32::INFINITY, f32::INFINITY] }
    }

    /// Goes on by one character, in its Simplified form; what the words cost more.
    pub(super) fn push(&mut self, next: char) -> f32 {
        self.chars.rotate_left(1);
        self.chars[LONGEST - 1] = next;
        let mut best = self.costs[0] + SIGN;
        if han(next) {
            best = self.costs[0] + NO_WORD;
            for length in 1..=LONGEST {
                let word = &self.chars[LONGEST - length..];
                if !han(word[0]) {
                    break;
                }
                if let Some(cost) = COSTS.get(&key(word.iter().copied())) {
                    best = best.min(self.costs[length - 1] + cost);
                }
            }
        }
        self.costs.rotate_right(1);
        self.costs[0] = best;
        for cost in &mut self.costs {
            *cost -= best;
        }
        best
    }
}

fn han(char: char) -> bool {
    matches!(char, '\u{4e00}'..='\u{9fff}')
}
