//! A walk through the keys of a table: the double array that yada builds, read in place.
//!
//! A unit is a state. Its offset and the next byte lead to the state behind that byte, which has the byte for its label;
//! a state in which a key ends leads to a unit with the number of the key by its offset alone. yada's own walk asks for
//! an array whose links have all been checked, which takes longer than most texts do; here each link is checked when it
//! is followed. The first two characters are passed at once where [`Pairs`] know them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::filter::Opening;
use crate::pairs::{self, Pairs, Place};

/// The keys of a table and their numbers.
pub(crate) struct Keys {
    /// The double array.
    units: Cow<'static, [u8]>,
    pairs: Pairs,
}

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

/// The pairs of larger tables would take more room than their keys do.
const MOST: usize = 6000;

impl Keys {
    /// What the builder and [`Keys::pairs`] stored: nothing where there are no keys.
    pub(crate) fn new(units: Cow<'static, [u8]>, pairs: Cow<'static, [u8]>) -> Self {
        Self { units, pairs: Pairs::load(pairs) }
    }

    /// The pairs of the keys of a double array, to be stored.
    pub(crate) fn pairs<'k>(units: &[u8], keys: impl Iterator<Item = &'k str> + Clone) -> Vec<u8> {
        if keys.clone().count() > MOST {
            return Vec::new();
        }
        let units = units.as_chunks().0;
        let places: BTreeMap<u32, Place> =
            keys.filter_map(|key| Some((Opening::of_key(key)?, place(units, key)?))).collect();
        Pairs::stored(&places.into_iter().collect::<Vec<_>>())
    }

    /// The keys that a text begins with.
    #[inline]
    pub(crate) fn walk<'k, 't>(&'k self, text: &'t str) -> Walk<'k, 't> {
        let units = self.units.as_chunks().0;
        Walk { units, text: text.as_bytes().iter(), length: 0, base: root(units) }
    }

    /// The longest key that a text begins with: its number, and its length in bytes.
    #[inline]
    pub(crate) fn longest(&self, opening: Opening, text: &str) -> Option<(u32, usize)> {
        let units = self.units.as_chunks().0;
        let Some(chars) = opening.chars().filter(|_| !self.pairs.is_empty()) else {
            return further(units, root(units), text.as_bytes(), 0);
        };
        let Place { base, number, length } = self.pairs.find(chars)?;
        let longer = if base == pairs::END {
            None
        } else {
            further(units, base as usize, text.as_bytes(), pairs::BYTES)
        };
        longer.or_else(|| (length > 0).then_some((number, length as usize)))
    }
}

/// The longest key that ends behind the first `taken` bytes of a text, which lead to `base`.
#[inline]
fn further(units: &[[u8; 4]], mut base: usize, text: &[u8], taken: usize) -> Option<(u32, usize)> {
    let mut found = None;
    for (&byte, length) in text.get(taken..)?.iter().zip(taken + 1..) {
        let at = base ^ usize::from(byte);
        let Some(unit) = units.get(at).map(|unit| u32::from_le_bytes(*unit)) else { break };
        // No key holds a NUL, which stands for the end of one.
        if unit & MARK != u32::from(byte) || byte == 0 {
            break;
        }
        base = at ^ offset(unit);
        if unit & ENDS != 0 {
            found = Some((base, length));
        }
    }
    let (base, length) = found?;
    Some((number(units, base)?, length))
}

/// Where the walk through a key of the array stands behind its first two characters, or behind its only one.
fn place(units: &[[u8; 4]], key: &str) -> Option<Place> {
    let mut place = Place { base: root(units) as u32, number: 0, length: 0 };
    for (&byte, length) in key.as_bytes().iter().take(pairs::BYTES).zip(1..) {
        let at = place.base ^ u32::from(byte);
        let unit = u32::from_le_bytes(*units.get(at as usize)?);
        place.base = at ^ offset(unit) as u32;
        if unit & ENDS != 0 {
            (place.number, place.length) = (number(units, place.base as usize)?, length);
        }
    }
    // Behind one character alone nothing is said of those that go on with another one.
    let longer = |byte: u8| {
        let unit = units.get(place.base as usize ^ usize::from(byte)).map(|unit| u32::from_le_bytes(*unit));
        unit.is_some_and(|unit| unit & MARK == u32::from(byte))
    };
    if key.len() < pairs::BYTES || !(1..=u8::MAX).any(longer) {
        place.base = pairs::END;
    }
    Some(place)
}

fn root(units: &[[u8; 4]]) -> usize {
    units.first().map_or(0, |unit| offset(u32::from_le_bytes(*unit)))
}

/// The number of the key that ends where an offset leads to.
#[inline]
fn number(units: &[[u8; 4]], base: usize) -> Option<u32> {
    units.get(base).map(|unit| u32::from_le_bytes(*unit) & NUMBER)
}

impl Iterator for Walk<'_, '_> {
    /// The number of a key, and its length in bytes.
    type Item = (u32, usize);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let byte = *self.text.next().filter(|&&byte| byte != 0)?;
            self.length += 1;
            let at = self.base ^ usize::from(byte);
            let unit = u32::from_le_bytes(*self.units.get(at)?);
            if unit & MARK != u32::from(byte) {
                self.text = [].iter();
                return None;
            }
            self.base = at ^ offset(unit);
            if unit & ENDS != 0 {
                return number(self.units, self.base).map(|number| (number, self.length));
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
