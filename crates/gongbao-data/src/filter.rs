//! A filter over the first two characters of the keys of a table.
//!
//! A text is asked at every position which word begins there, and mostly none does. One bit for each pair of characters
//! that begins a key says so without a walk through the keys; what passes by chance is looked up in vain. The build and
//! tables made at run time fill it alike, so this file belongs to the crate and to its build script.

/// Bits for each key: with three of them set, fewer than one opening in a hundred passes by chance.
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

/// Fills a filter: a power of two of words of eight bytes, and a last byte that is 1 if a key is a single character.
pub(crate) fn fill<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> Vec<u8> {
    let words = (keys.clone().count() * SPARSE / 64).next_power_of_two().max(2);
    let mut filter = vec![0; words * 8 + 1];
    for key in keys {
        let Opening { single, pair } = Opening::of(key);
        if single == pair {
            filter[words * 8] = 1;
        }
        let at = word_of(pair, words) * 8;
        for (byte, bits) in filter[at..at + 8].iter_mut().zip(bits_of(pair).to_le_bytes()) {
            *byte |= bits;
        }
    }
    filter
}

/// Which word of the filter holds the bits of a hash: the high bits of a product are the well-mixed ones.
const fn word_of(hash: u32, words: usize) -> usize {
    (hash >> (32 - words.trailing_zeros())) as usize
}

/// The three bits that a hash has in its word.
const fn bits_of(hash: u32) -> u64 {
    let mixed = hash.wrapping_mul(0xC2B2_AE35);
    1 << (mixed >> 26) | 1 << (mixed >> 20 & 63) | 1 << (mixed >> 14 & 63)
}

/// Whether a key behind a filled filter may begin a text with this opening.
#[inline]
pub(crate) fn passes(filter: &[u8], opening: Opening) -> bool {
    let Some((&singles, words)) = filter.split_last() else { return false };
    let (words, _) = words.as_chunks::<8>();
    let holds = |hash: u32| {
        let bits = bits_of(hash);
        words.get(word_of(hash, words.len())).is_some_and(|word| u64::from_le_bytes(*word) & bits == bits)
    };
    holds(opening.pair) || (singles == 1 && holds(opening.single))
}
