//! Words of Chinese of one to four characters and how rare each is: the bits that it costs to expect it.
//!
//! `words.tsv`, hashed by the build, with a filter before it.

pub use crate::word::{LONGEST, Word};

use crate::word::FILTER;

static SLOTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.slots"));
/// Most of what is asked for is no word, and two bits of this say so.
static MARKS: &[u8; (1 << FILTER) / 8] = include_bytes!(concat!(env!("OUT_DIR"), "/words.filter"));

/// What a word costs, if it is one.
#[inline]
#[must_use]
pub fn cost(word: Word) -> Option<u8> {
    if word.marks().iter().any(|&mark| MARKS[mark / 8] >> (mark % 8) & 1 == 0) {
        return None;
    }
    let (slots, _) = SLOTS.as_chunks::<8>();
    let mut at = word.slot(slots.len().trailing_zeros());
    loop {
        match u64::from_le_bytes(slots[at]) {
            0 => return None,
            slot => match word.cost_in(slot) {
                Some(cost) => return Some(cost),
                None => at = (at + 1) % slots.len(),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost_of(word: &str) -> Option<u8> {
        cost(Word::of_all(&word.chars().collect::<Vec<_>>())?)
    }

    #[test]
    fn words_have_costs() {
        let [work, duty, rare] = ["工作", "履职", "行稳致远"].map(cost_of);
        assert!(work < duty && work.is_some() && rare.is_some());
        assert_eq!(["履制", "的作", "工作a", "履制报告的"].map(cost_of), [None; 4]);
        assert_eq!(Word::of('a'), None);
    }

    #[test]
    fn order_matters() {
        let [one, two] = ['一', '二'].map(|char| Word::of(char).unwrap());
        assert_ne!(one.before(two, 1), two.before(one, 1));
    }
}
