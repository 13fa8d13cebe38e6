//! Where names that a text introduces once stand in it again.
//!
//! The names are few and the text is long: a mark for the first character of each name says of nearly every position that
//! none stands there, and a bit for its first two of nearly all others.

use std::collections::BTreeMap;

/// Names of two Han characters or more.
#[derive(Debug, Default)]
pub(super) struct Mentions<'n> {
    /// In order.
    names: Vec<&'n str>,
    /// By the last two bytes of their first characters: most Han characters share the first one.
    firsts: Vec<bool>,
    /// By a hash of their first two characters.
    pairs: Vec<u64>,
}

/// The bytes of two Han characters.
type Pair = [u8; 6];

/// How many bits a character or a pair has to choose from.
const BITS: u32 = 12;

#[inline]
fn mark(second: u8, third: u8) -> usize {
    usize::from(second & 0x3F) << 6 | usize::from(third & 0x3F)
}

fn pair_bit([a, b, c, d, e, f]: Pair) -> usize {
    let mixed = u64::from_le_bytes([a, b, c, d, e, f, 0, 0]).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (64 - BITS)) as usize
}

fn holds(bits: &[u64; (1 << BITS) / 64], bit: usize) -> bool {
    bits[bit / 64 % 64] >> (bit % 64) & 1 == 1
}

impl<'n> Mentions<'n> {
    /// Of some names, of those that begin with the same character so many as `most`; shorter ones are left out.
    pub(super) fn of(names: impl Iterator<Item = &'n str>, most: usize) -> Self {
        let mut all = Self::default();
        // How many begin alike is asked only where names are taken in.
        let mut alike: BTreeMap<&[u8], Vec<&str>> = BTreeMap::new();
        for name in names {
            let Some(first) = name.as_bytes().get(..3).filter(|_| name.len() >= size_of::<Pair>()) else {
                continue;
            };
            let known = alike.entry(first).or_default();
            if known.len() < most && !known.contains(&name) {
                known.push(name);
            }
        }
        all.names = alike.into_values().flatten().collect();
        all.names.sort_unstable();
        if !all.names.is_empty() {
            (all.firsts, all.pairs) = (vec![false; 1 << BITS], vec![0; (1 << BITS) / 64]);
        }
        for pair in all.names.iter().filter_map(|name| name.as_bytes().first_chunk::<6>()) {
            all.firsts[mark(pair[1], pair[2])] = true;
            let bit = pair_bit(*pair);
            all.pairs[bit / 64] |= 1 << (bit % 64);
        }
        all
    }

    /// The first name that stands in a text from a byte on, and where: of several the longest.
    pub(super) fn next(&self, text: &str, from: usize) -> Option<(usize, &'n str)> {
        let (firsts, pairs) = self.firsts.first_chunk::<{ 1 << BITS }>().zip(self.pairs.first_chunk())?;
        let mut at = from;
        loop {
            // Han as far as none of it begins a name.
            let (chars, _) = text.as_bytes()[at..].as_chunks();
            at += 3 * chars
                .iter()
                .position(|&[lead, second, third]| lead < 0xE0 || firsts[mark(second, third)])?;
            let rest = &text.as_bytes()[at..];
            if rest[0] < 0xE0 {
                // The last byte of a character of four, or another short one.
                at += 1;
                continue;
            }
            if let Some(&pair) = rest.first_chunk()
                && holds(pairs, pair_bit(pair))
                && let Some(name) = self.longest(pair, &text[at..])
            {
                return Some((at, name));
            }
            at += 3;
        }
    }

    /// The longest name that a text begins with, whose first two characters are those.
    fn longest(&self, pair: Pair, text: &str) -> Option<&'n str> {
        let first = self.names.partition_point(|name| name.as_bytes()[..6] < pair[..]);
        let alike = self.names[first..].iter().take_while(|name| name.as_bytes()[..6] == pair);
        alike.filter(|name| text.starts_with(**name)).max_by_key(|name| name.len()).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::Mentions;

    #[test]
    fn the_longest_name_is_found_wherever_it_stands() {
        let names = Mentions::of(["杨文慧", "杨文", "李", "卢而康", "杨文慧"].into_iter(), 8);
        let text = "a杨文慧é😀、杨文李卢而康";
        let (mut seen, mut at) = (Vec::new(), 0);
        while let Some((start, name)) = names.next(text, at) {
            assert!(text[start..].starts_with(name));
            seen.push(name);
            at = start + name.len();
        }
        assert_eq!(seen, ["杨文慧", "杨文", "卢而康"]);
        assert!(Mentions::default().next(text, 0).is_none() && names.next("杨文", 6).is_none());
        let few = Mentions::of(["杨文慧", "杨文", "卢而康"].into_iter(), 1);
        assert_eq!(few.next("杨文、杨文慧", 0), Some((9, "杨文慧")));
    }
}
