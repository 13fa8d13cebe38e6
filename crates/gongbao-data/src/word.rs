//! Words of up to four ideographs as numbers, and the hashed table of them that the build writes and the crate reads.

/// Characters of the longest word.
pub const LONGEST: usize = 4;

/// The ideographs that words are made of.
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;
/// One more than the highest [`Word`] of one character.
const BASE: u64 = (LAST - FIRST + 2) as u64;
/// Bits of a slot that hold the cost.
const COST: u32 = 5;

/// Characters as one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word(u64);

impl Word {
    /// Of one ideograph.
    #[inline]
    #[must_use]
    pub const fn of(char: char) -> Option<Self> {
        match char as u32 {
            code @ FIRST..=LAST => Some(Self((code - FIRST + 1) as u64)),
            _ => None,
        }
    }

    /// Of up to [`LONGEST`] ideographs.
    #[must_use]
    pub fn of_all(chars: &[char]) -> Option<Self> {
        let mut places = chars.iter().rev().zip(0..LONGEST);
        let word = places.try_fold(Self::default(), |behind, (&char, length)| {
            Some(Self::of(char)?.before(behind, length))
        });
        word.filter(|_| chars.len() <= LONGEST)
    }

    /// An ideograph before a word of `length` characters.
    #[inline]
    #[must_use]
    pub const fn before(self, behind: Self, length: usize) -> Self {
        const POWERS: [u64; LONGEST] = [1, BASE, BASE * BASE, BASE * BASE * BASE];
        Self(self.0.wrapping_mul(POWERS[length % LONGEST]).wrapping_add(behind.0))
    }

    /// Where the search for it begins in a table of a power of two slots.
    #[inline]
    pub(crate) const fn slot(self, bits: u32) -> usize {
        (self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
    }

    /// The cost that a slot holds if it holds this word.
    #[inline]
    pub(crate) const fn cost_in(self, slot: u64) -> Option<u8> {
        if slot >> COST == self.0 { Some((slot & ((1 << COST) - 1)) as u8) } else { None }
    }
}

/// Bits of a filter over the words, as a power of two: small enough to stay near while the slots do not.
pub(crate) const FILTER: u32 = 20;

impl Word {
    /// The two bits of the filter that a word sets.
    #[inline]
    pub(crate) const fn marks(self) -> [usize; 2] {
        let mixed = self.0.wrapping_mul(0xD6E8_FEB8_6659_FD93);
        [(mixed >> (64 - FILTER)) as usize, (mixed >> (64 - 2 * FILTER)) as usize % (1 << FILTER)]
    }
}

/// The filter as the build stores it.
pub(crate) fn filter(words: &[(Word, u8)]) -> Vec<u8> {
    let mut bits = vec![0u8; (1 << FILTER) / 8];
    for mark in words.iter().flat_map(|(word, _)| word.marks()) {
        bits[mark / 8] |= 1 << (mark % 8);
    }
    bits
}

/// The words as the build stores them.
pub(crate) fn stored(words: &[(Word, u8)]) -> Vec<u8> {
    let bits = (words.len() * 2).next_power_of_two().trailing_zeros();
    let mut slots = vec![0u64; 1 << bits];
    for &(word, cost) in words {
        assert!(u32::from(cost) < 1 << COST, "a cost of {cost} does not fit");
        let mut at = word.slot(bits);
        while slots[at] != 0 {
            at = (at + 1) % slots.len();
        }
        slots[at] = word.0 << COST | u64::from(cost);
    }
    slots.iter().flat_map(|slot| slot.to_le_bytes()).collect()
}
