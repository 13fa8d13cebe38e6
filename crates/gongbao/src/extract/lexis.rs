//! Tables behind a filter, for scanning a text character by character.
//!
//! Most positions of a text begin no word of a table. A filter over the first two characters says so without walking
//! the automaton; what passes it is looked up.

use gongbao_data::{Row, Table};

/// Bits of the filter: large enough that a table of 30,000 words lets few positions pass by chance.
const BITS: usize = 1 << 18;

/// A table that is asked at every position of a text.
pub(crate) struct Lexicon {
    table: &'static Table,
    /// One bit a hash of two characters that begin a key; for keys of one character, of that character alone.
    pairs: Vec<u64>,
    singles: bool,
}

fn slot(first: char, second: char) -> usize {
    let mixed = (first as u32).wrapping_mul(0x9E37_79B1) ^ (second as u32).wrapping_mul(0x85EB_CA77);
    (mixed >> 14) as usize & (BITS - 1)
}

impl Lexicon {
    /// Reads the keys of a table once.
    pub(crate) fn new(table: &'static Table) -> Self {
        let mut lexicon = Self { table, pairs: vec![0; BITS / 64], singles: false };
        for row in table.rows() {
            let mut key = row.key().chars();
            let Some(first) = key.next() else { continue };
            let second = key.next().unwrap_or('\0');
            lexicon.singles |= second == '\0';
            let slot = slot(first, second);
            lexicon.pairs[slot / 64] |= 1 << (slot % 64);
        }
        lexicon
    }

    /// Whether a key may begin with these two characters; `second` is NUL at the end of a text.
    pub(crate) fn may_begin(&self, first: char, second: char) -> bool {
        let holds = |slot: usize| self.pairs[slot / 64] >> (slot % 64) & 1 == 1;
        holds(slot(first, second)) || (self.singles && holds(slot(first, '\0')))
    }

    /// The longest key that `text` begins with: its length in bytes, and its row.
    pub(crate) fn longest(&self, text: &str) -> Option<(usize, Row<'static>)> {
        let mut chars = text.chars();
        let first = chars.next()?;
        if !self.may_begin(first, chars.next().unwrap_or('\0')) {
            return None;
        }
        self.table.longest(text)
    }

    /// The row of a key.
    pub(crate) fn get(&self, key: &str) -> Option<Row<'static>> {
        self.table.get(key)
    }
}

/// The union of several filters: most positions begin no word of any of the tables.
pub(crate) struct Gate(Vec<u64>);

impl Gate {
    /// The gate of some lexicons, none of which has a key of one character.
    pub(crate) fn of(lexicons: &[&Lexicon]) -> Self {
        let mut pairs = vec![0; BITS / 64];
        for lexicon in lexicons {
            debug_assert!(!lexicon.singles, "a key of one character opens the gate for nothing else");
            for (all, own) in pairs.iter_mut().zip(&lexicon.pairs) {
                *all |= own;
            }
        }
        Self(pairs)
    }

    /// Whether a key of one of the tables may begin with these two characters.
    pub(crate) fn passes(&self, first: char, second: char) -> bool {
        let slot = slot(first, second);
        self.0[slot / 64] >> (slot % 64) & 1 == 1
    }
}

/// Whether a character is a Han character of everyday text.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_hides_no_key() {
        let table = gongbao_data::places();
        let lexicon = Lexicon::new(table);
        for row in table.rows() {
            let (length, found) = lexicon.longest(row.key()).expect("a key finds itself");
            assert_eq!((length, found.key()), (row.key().len(), row.key()));
        }
        assert!(lexicon.longest("").is_none());
    }
}
