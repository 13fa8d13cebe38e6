//! What two characters begin in one of several dictionaries.
//!
//! Most verbs and nearly all units have one or two characters. So one probe of a hashed table answers for them, and says
//! besides whether a dictionary has to be walked for something longer.

use gongbao_data::{Row, Table};

/// What begins with two characters.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Begun {
    /// The codes of both, the second 0 where one is all; 0 in an empty slot.
    pair: u32,
    /// The row of the word of the first dictionary that they are, or that the first of them is.
    number: u16,
    /// The length of that word in bytes, 0 without.
    length: u8,
    /// A bit for each dictionary of which a longer word may begin so.
    longer: u8,
    /// The third characters of the longer words of the first dictionary, a bit for each by the lowest bits of its code.
    thirds: u32,
}

impl Begun {
    /// Whether a word of one of the other dictionaries may begin, counted from 1.
    #[inline]
    pub(super) const fn may(self, dictionary: usize) -> bool {
        self.longer >> dictionary & 1 == 1
    }
}

/// Dictionaries by what their words begin with, with open addresses.
pub(super) struct Begins {
    first: &'static Table,
    slots: Box<[Begun; SLOTS]>,
}

/// More than twice as many as words of our dictionaries begin differently.
const SLOTS: usize = 1 << 12;

impl Begins {
    /// Of some dictionaries; what is asked for most stands in the first.
    pub(super) fn new(dictionaries: &[&'static Table]) -> Self {
        let mut begins = Self { first: dictionaries[0], slots: Box::new([Begun::default(); SLOTS]) };
        for (dictionary, table) in dictionaries.iter().enumerate() {
            for (number, key) in table.rows().map(Row::key).enumerate() {
                let (slot, third) = (begins.put(key), key.chars().nth(2));
                match (dictionary, third) {
                    (0, None) => (slot.number, slot.length) = (number as u16, key.len() as u8),
                    (0, Some(third)) => slot.thirds |= third_bit(Some(third)),
                    _ => slot.longer |= 1 << dictionary,
                }
            }
        }
        // What the first of two characters is by itself it is before any other, too.
        for index in 0..SLOTS {
            let slot = begins.slots[index];
            if slot.pair & 0xFFFF != 0 {
                let single = begins.slots[begins.place(slot.pair & !0xFFFF)];
                let slot = &mut begins.slots[index];
                slot.longer |= single.longer;
                if slot.length == 0 {
                    (slot.number, slot.length) = (single.number, single.length);
                }
            }
        }
        begins
    }

    /// What begins with the first two characters of a text.
    #[inline]
    pub(super) fn of(&self, text: &str) -> Begun {
        // Two characters of three bytes each, as nearly everywhere.
        if let Some(&[a @ 0xE0..0xF0, b, c, d @ 0xE0..0xF0, e, f]) = text.as_bytes().first_chunk::<6>() {
            let code = |a: u8, b: u8, c: u8| {
                u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F)
            };
            return self.pair(code(a, b, c), code(d, e, f));
        }
        let mut chars = text.chars();
        let mut code = || chars.next().map_or(0, u32::from);
        let first = code();
        self.pair(first, code())
    }

    /// The longest word of the first dictionary that a text begins with: its length in bytes, and the number of its row.
    #[inline]
    pub(super) fn longest(&self, begun: Begun, text: &str) -> Option<(usize, usize)> {
        if begun.thirds != 0 && begun.thirds & third_bit(text.chars().nth(2)) != 0 {
            return self.first.number(text);
        }
        (begun.length > 0).then(|| (begun.length.into(), begun.number.into()))
    }

    /// The slot of the first two characters of a word.
    fn put(&mut self, word: &str) -> &mut Begun {
        let mut chars = word.chars();
        let mut code = || chars.next().map_or(0, |c| u32::from(c) & 0xFFFF);
        let pair = code() << 16 | code();
        let place = self.place(pair);
        self.slots[place].pair = pair;
        &mut self.slots[place]
    }

    /// Where two characters stand, or where they would.
    #[inline]
    fn place(&self, pair: u32) -> usize {
        let mut at = (pair.wrapping_mul(0x9E37_79B1) >> 20) as usize;
        loop {
            let slot = &self.slots[at % SLOTS];
            if slot.pair == pair || slot.pair == 0 {
                return at % SLOTS;
            }
            at += 1;
        }
    }

    #[inline]
    fn pair(&self, first: u32, second: u32) -> Begun {
        if first > 0xFFFF {
            return Begun::default();
        }
        let single = first << 16;
        let pair = self.slots[self.place(single | if second > 0xFFFF { 0 } else { second })];
        if pair.pair != 0 { pair } else { self.slots[self.place(single)] }
    }
}

/// The bit of a third character.
#[inline]
fn third_bit(third: Option<char>) -> u32 {
    third.map_or(0, |c| 1 << (u32::from(c) % 32))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_probe_finds_what_the_dictionaries_find() {
        let tables = [gongbao_data::verbs(), gongbao_data::units(), gongbao_data::figure_cues()];
        let begins = Begins::new(&tables);
        let filled = begins.slots.iter().filter(|slot| slot.pair != 0).count();
        assert!(2 * filled <= SLOTS, "{filled} of {SLOTS}: a full table would be searched for ever");
        for word in tables.iter().flat_map(|table| table.rows()).map(Row::key) {
            assert!(word.chars().all(|c| u32::from(c) < 0x1_0000), "{word}");
            for text in [word.to_owned(), format!("{word}的"), format!("{word}a"), format!("{word}\u{20000}")]
            {
                let begun = begins.of(&text);
                assert_eq!(begins.longest(begun, &text), tables[0].number(&text), "{text}");
                for (dictionary, table) in tables.iter().enumerate().skip(1) {
                    assert!(begun.may(dictionary) || table.number(&text).is_none(), "{text}");
                }
            }
        }
        for text in ["", "a", "龘龘", "\u{20000}为"] {
            assert_eq!(begins.longest(begins.of(text), text), None, "{text}");
        }
    }
}
