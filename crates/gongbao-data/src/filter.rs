//! A filter over the first two characters of the keys of a table.
//!
//! A text is asked at every position which word begins there, and mostly none does. One bit for each pair of characters
//! that begins a key says so without a walk through the keys; what passes by chance is looked up in vain. The build and
//! tables made at run time fill it alike, so this file belongs to the crate and to its build script.

/// Bits for each key: one pair in sixteen that begins nothing passes.
const SPARSE: usize = 16;

/// The first two characters of a text, as filters look for them. Made once for a position, asked of many tables.
#[derive(Clone, Copy, Debug)]
pub struct Opening {
    single: u32,
    pair: u32,
}

impl Opening {
    /// The opening of a text that begins with these characters; `second` is NUL at its end.
    #[must_use]
    #[inline]
    pub const fn new(first: char, second: char) -> Self {
        let single = (first as u32).wrapping_mul(0x9E37_79B1);
        Self { single, pair: single ^ (second as u32).wrapping_mul(0x85EB_CA77) }
    }

    /// The opening of a text.
    #[must_use]
    #[inline]
    pub fn of(text: &str) -> Self {
        let mut chars = text.chars();
        Self::new(chars.next().unwrap_or('\0'), chars.next().unwrap_or('\0'))
    }
}

/// Fills a filter: a power of two of bits, and a last byte that is 1 if a key is a single character.
pub(crate) fn fill<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> Vec<u8> {
    let bits = (keys.clone().count() * SPARSE).next_power_of_two().max(64);
    let mut filter = vec![0; bits / 8 + 1];
    for key in keys {
        let Opening { single, pair } = Opening::of(key);
        if single == pair {
            filter[bits / 8] = 1;
        }
        let slot = (pair >> shift(bits)) as usize;
        filter[slot / 8] |= 1 << (slot % 8);
    }
    filter
}

/// The high bits of a product are the well-mixed ones.
const fn shift(bits: usize) -> u32 {
    32 - bits.trailing_zeros()
}

/// Whether a key behind a filled filter may begin a text with this opening.
#[inline]
pub(crate) fn passes(filter: &[u8], opening: Opening) -> bool {
    let bits = (filter.len() - 1) * 8;
    let holds = |hash: u32| {
        let slot = (hash >> shift(bits)) as usize;
        filter[slot / 8] >> (slot % 8) & 1 == 1
    };
    holds(opening.pair) || (filter[filter.len() - 1] == 1 && holds(opening.single))
}
