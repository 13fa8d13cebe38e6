//! Where the walk through the keys of a table stands behind their first two characters.
//!
//! Nearly every text that is looked up begins with two characters of three bytes each, and most keys are no longer. A
//! hashed table says of two such characters what six steps of the walk would find: the key that ends with them or with
//! the first of them, and where the walk goes on if any key is longer. The build and tables made at run time fill it
//! alike, so this file belongs to the crate and to its build script.

use std::borrow::Cow;

/// The bytes of two characters of three bytes each.
pub(crate) const BYTES: usize = 6;

/// Where the walk stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Where the offset of the state leads; [`END`] where no key is longer.
    pub(crate) base: u32,
    /// The number of the longest key so far.
    pub(crate) number: u32,
    /// Its length in bytes; 0 if there is none.
    pub(crate) length: u32,
}

/// Leads nowhere: no double array is so long.
pub(crate) const END: u32 = u32::MAX;

/// Pairs of characters that begin the keys of a table, and single characters that are keys.
pub(crate) struct Pairs {
    /// A power of two of slots, or none.
    slots: Cow<'static, [u8]>,
    /// How far a hash is shifted to be the number of a slot.
    shift: u32,
}

/// A slot: the characters, or 0 if it is free; the base; the number, with the length in the highest byte.
type Slot = [u8; 12];

/// How far the length is shifted in a slot.
const LENGTH: u32 = 24;

impl Pairs {
    /// What [`Pairs::stored`] made; it may be empty.
    pub(crate) fn load(slots: Cow<'static, [u8]>) -> Self {
        let count = slots.len() / size_of::<Slot>();
        Self { slots, shift: 32 - count.max(2).trailing_zeros() }
    }

    /// Whether there are none at all.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// Where two characters lead: those of an [`Opening`](crate::filter::Opening).
    #[inline]
    pub(crate) fn find(&self, chars: u32) -> Option<Place> {
        // A key of one character is stored without a second one.
        self.probe(chars).or_else(|| self.probe(chars & 0xFFFF_0000))
    }

    #[inline]
    fn probe(&self, chars: u32) -> Option<Place> {
        let (slots, _) = self.slots.as_chunks::<{ size_of::<Slot>() }>();
        let mut at = first(chars, self.shift);
        loop {
            // Behind the last slot stands the first one.
            let slot = slots.get(at & (slots.len() - 1))?;
            match part(slot, 0) {
                0 => return None,
                stored if stored == chars => {
                    let (base, number) = (part(slot, 1), part(slot, 2));
                    return Some(Place {
                        base,
                        number: number & ((1 << LENGTH) - 1),
                        length: number >> LENGTH,
                    });
                }
                _ => at += 1,
            }
        }
    }

    /// The slots of some openings, each given once.
    pub(crate) fn stored(openings: &[(u32, Place)]) -> Vec<u8> {
        if openings.is_empty() {
            return Vec::new();
        }
        let count = (openings.len() * 4 / 3 + 1).next_power_of_two().max(2);
        let shift = 32 - count.trailing_zeros();
        let mut slots = vec![[0_u32; 3]; count];
        for &(chars, Place { base, number, length }) in openings {
            assert!(number >> LENGTH == 0, "a table has fewer keys than its slots can number");
            let mut at = first(chars, shift);
            while slots[at % count][0] != 0 {
                at += 1;
            }
            slots[at % count] = [chars, base, number | length << LENGTH];
        }
        slots.as_flattened().iter().flat_map(|part| part.to_le_bytes()).collect()
    }
}

/// The slot where the search for two characters begins.
#[inline]
const fn first(chars: u32, shift: u32) -> usize {
    (chars.wrapping_mul(0x9E37_79B1) >> shift) as usize
}

#[inline]
const fn part(slot: &Slot, index: usize) -> u32 {
    let at = index * 4;
    u32::from_le_bytes([slot[at], slot[at + 1], slot[at + 2], slot[at + 3]])
}
