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
    /// The last first.
    chars: [char; LONGEST - 1],
    costs: [f32; LONGEST],
}

impl Cut {
    /// At a place where a word begins.
    pub(super) fn new() -> Self {
        Self { chars: ['\0'; LONGEST - 1], costs: [0.0, f32::INFINITY, f32::INFINITY, f32::INFINITY] }
    }

    /// Less than this the next character cannot add.
    #[inline]
    pub(super) fn least(&self) -> f32 {
        self.costs.iter().copied().fold(0.0, f32::min)
    }

    /// Goes on by one character, in its Simplified form; what the words cost more.
    pub(super) fn push(&mut self, next: char) -> f32 {
        let mut best = self.costs[0] + SIGN;
        if let Some(next) = Word::of(next) {
            best = self.costs[0] + NO_WORD;
            let mut word = next;
            for length in 1..=LONGEST {
                if let Some(cost) = cost(word) {
                    best = best.min(self.costs[length - 1] + f32::from(cost));
                }
                match self.chars.get(length - 1).and_then(|&char| Word::of(char)) {
                    Some(before) => word = before.before(word, length),
                    None => break,
                }
            }
        }
        self.chars = [next, self.chars[0], self.chars[1]];
        self.costs = [best, self.costs[0], self.costs[1], self.costs[2]].map(|cost| cost - best);
        best
    }
}

/// What a character costs that is a word by itself.
pub(super) fn alone(char: char) -> f32 {
    Word::of(char).map_or(SIGN, |word| cost(word).map_or(NO_WORD, f32::from))
}
