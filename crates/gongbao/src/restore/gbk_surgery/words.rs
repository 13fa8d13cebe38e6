//! How well characters make words: the cheapest way to cut them into words of the dictionary.
//!
//! The language of triples does not see that 履职 is a word and 履制 none where it has met neither. A [`Cut`] goes along
//! a way and knows, for each of its last places, what the words up to there cost.

use gongbao_data::words::{LONGEST, Word, cost};

/// A character that is no word, and one that is no Han.
const NO_WORD: f32 = 20.0;
const SIGN: f32 = 6.5;

/// The last characters of a way, and what the words up to each place cost against those up to the last.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    /// The last first; none where no Han stands.
    chars: [Option<Word>; LONGEST - 1],
    costs: [f32; LONGEST],
}

impl Cut {
    /// At a place where a word begins.
    pub(super) fn new() -> Self {
        Self { chars: [None; LONGEST - 1], costs: [0.0, f32::INFINITY, f32::INFINITY, f32::INFINITY] }
    }

    /// Less than this the next character cannot add.
    pub(super) fn least(&self) -> f32 {
        self.costs.iter().copied().fold(0.0, f32::min)
    }

    /// Goes on by one character, in its Simplified form; what the words cost more.
    pub(super) fn push(&mut self, next: Option<Word>) -> f32 {
        let mut best = self.costs[0] + SIGN;
        if let Some(next) = next {
            best = self.costs[0] + NO_WORD;
            let mut word = next;
            for length in 1..=LONGEST {
                if let Some(cost) = cost(word) {
                    best = best.min(self.costs[length - 1] + f32::from(cost));
                }
                match self.chars.get(length - 1) {
                    Some(&Some(before)) => word = before.before(word, length),
                    _ => break,
                }
            }
        }
        self.chars.rotate_right(1);
        self.chars[0] = next;
        self.costs.rotate_right(1);
        self.costs[0] = best;
        for cost in &mut self.costs {
            *cost -= best;
        }
        best
    }
}
