//! A walk through the keys of a table: the double array that yada builds, read in place.
//!
//! A unit is a state. Its offset and the next byte lead to the state behind that byte, which has the byte for its label;
//! a state in which a key ends leads to a unit with the number of the key by its offset alone. yada's own walk asks for
//! an array whose links have all been checked, which takes longer than most texts do; here each link is checked when it
//! is followed.

use std::borrow::Cow;

/// The keys of a table and their numbers.
pub(crate) struct Keys(Cow<'static, [u8]>);

/// The keys that begin a text, the shortest first.
pub(crate) struct Walk<'k, 't> {
    units: &'k [[u8; 4]],
    /// The rest of the text.
    text: std::slice::Iter<'t, u8>,
    /// How many bytes were taken of it.
    length: usize,
    /// Where the offset of the state leads.
    base: usize,
}

impl Keys {
    /// What the builder stored: nothing where there are no keys.
    pub(crate) const fn new(stored: Cow<'static, [u8]>) -> Self {
        Self(stored)
    }

    /// The keys that a text begins with.
    #[inline]
    pub(crate) fn walk<'k, 't>(&'k self, text: &'t str) -> Walk<'k, 't> {
        let (units, _) = self.0.as_chunks::<4>();
        let root = units.first().map_or(0, |unit| u32::from_le_bytes(*unit));
        Walk { units, text: text.as_bytes().iter(), length: 0, base: offset(root) }
    }
}

impl Walk<'_, '_> {
    /// The longest key: its number, and its length in bytes.
    #[inline]
    pub(crate) fn longest(self) -> Option<(u32, usize)> {
        let Walk { units, text, mut base, .. } = self;
        let mut found = None;
        for (index, &byte) in text.enumerate() {
            let at = base ^ usize::from(byte);
            let Some(unit) = units.get(at).map(|unit| u32::from_le_bytes(*unit)) else { break };
            if unit & MARK != u32::from(byte) || byte == 0 {
                break;
            }
            base = at ^ offset(unit);
            if unit & ENDS != 0 {
                found = Some((base, index + 1));
            }
        }
        let (base, length) = found?;
        let number = u32::from_le_bytes(*units.get(base)?);
        Some((number & NUMBER, length))
    }

    #[inline]
    fn unit(&self, at: usize) -> Option<u32> {
        self.units.get(at).map(|unit| u32::from_le_bytes(*unit))
    }
}

impl Iterator for Walk<'_, '_> {
    /// The number of a key, and its length in bytes.
    type Item = (u32, usize);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            // No key holds a NUL, which stands for the end of one.
            let byte = *self.text.next().filter(|&&byte| byte != 0)?;
            self.length += 1;
            let at = self.base ^ usize::from(byte);
            let unit = self.unit(at)?;
            if unit & MARK != u32::from(byte) {
                self.text = [].iter();
                return None;
            }
            self.base = at ^ offset(unit);
            if unit & ENDS != 0 {
                return self.unit(self.base).map(|number| (number & NUMBER, self.length));
            }
        }
    }
}

/// The label of a state; the number of a key has the highest bit besides, a state has not.
const MARK: u32 = 0x8000_00FF;
/// Whether a key ends in a state.
const ENDS: u32 = 0x100;
/// The bits of the number of a key.
const NUMBER: u32 = 0x7FFF_FFFF;

/// Where a state leads, before the next byte is added; far ones are stored without their lowest bits.
const fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}
