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
    /// The codes of both, if each takes three bytes; else 0.
    chars: u32,
}

impl Opening {
    /// The opening of a text that begins with these characters; `second` is NUL at its end.
    #[must_use]
    #[inline]
    pub const fn new(first: char, second: char) -> Self {
        Self::of_codes(first as u32, second as u32)
    }

    /// The opening of a text.
    #[must_use]
    #[inline]
    pub fn of(text: &str) -> Self {
        let [first, second] = codes(text);
        Self::of_codes(first, second)
    }

    /// The opening of a text that begins with characters of these codes.
    #[must_use]
    #[inline]
    pub const fn of_codes(first: u32, second: u32) -> Self {
        let single = first.wrapping_mul(0x9E37_79B1);
        let wide = matches!((first, second), (WIDE..0x1_0000, WIDE..0x1_0000));
        let chars = if wide { first << 16 | second } else { 0 };
        Self { single, pair: single ^ second.wrapping_mul(0x85EB_CA77), chars }
    }

    /// The codes of both characters, if each takes three bytes.
    #[inline]
    pub(crate) const fn chars(self) -> Option<u32> {
        if self.chars == 0 { None } else { Some(self.chars) }
    }

    /// The codes of the first two characters of a key, or of its only one, if each takes three bytes.
    pub(crate) fn of_key(key: &str) -> Option<u32> {
        let codes = |c: char| Some(u32::from(c)).filter(|code| (WIDE..0x1_0000).contains(code));
        let mut chars = key.chars();
        let first = codes(chars.next()?)?;
        Some(first << 16 | chars.next().map_or(Some(0), codes)?)
    }
}

/// The first characters of a text; NUL behind its end.
#[inline]
fn codes<const N: usize>(text: &str) -> [u32; N] {
    // Characters of three bytes each, as nearly everywhere in Chinese text.
    let mut codes = [0; N];
    let mut rest = text.as_bytes();
    for code in &mut codes {
        let [first @ 0xE0..0xF0, second, third, ref behind @ ..] = *rest else { return other_codes(text) };
        *code = u32::from(first & 0xF) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
        rest = behind;
    }
    codes
}

#[cold]
#[inline(never)]
fn other_codes<const N: usize>(text: &str) -> [u32; N] {
    let mut chars = text.chars();
    std::array::from_fn(|_| chars.next().map_or(0, u32::from))
}

/// The first code that takes three bytes.
const WIDE: u32 = 0x800;

/// A hash of two characters.
#[must_use]
#[inline]
pub const fn mix(first: u32, second: u32) -> u32 {
    (first.wrapping_mul(0x9E37_79B1) ^ second.wrapping_mul(0x85EB_CA77)).wrapping_mul(0xC2B2_AE35)
}

/// How two characters begin that begin a key of one of several tables: a bit for each hash of a pair, and one for that
/// of the pair and what follows it.
#[derive(Debug)]
pub struct Gate {
    bits: &'static [u8],
    thirds: &'static [u8],
    firsts: &'static str,
    seconds: &'static str,
}

/// How many bits of a hash choose the bit of a gate: with so many, one pair in fifty passes by chance.
const GATE: u32 = 20;

impl Gate {
    /// A gate that the build stored, with the first and the second characters of its keys.
    #[allow(dead_code, reason = "the build loads no gates")]
    pub(crate) const fn load(
        bits: &'static [u8],
        thirds: &'static [u8],
        firsts: &'static str,
        seconds: &'static str,
    ) -> Self {
        Self { bits, thirds, firsts, seconds }
    }

    /// Whether a key may begin with two characters of a hash, a first one and a second one of its keys: never wrong
    /// when it says no.
    #[must_use]
    #[inline]
    pub fn may_begin(&self, mixed: u32) -> bool {
        holds(self.bits, mixed)
    }

    /// Whether a key may begin a text: never wrong when it says no. This one looks at a third character, too.
    #[must_use]
    #[inline]
    pub fn may_begin_text(&self, text: &str) -> bool {
        let [first, second, third] = codes(text);
        let mixed = mix(first, second);
        self.may_begin(mixed)
            && (holds(self.thirds, mix(mixed, third)) || holds(self.thirds, mix(mixed, END)))
    }

    /// The first characters of its keys.
    pub fn firsts(&self) -> impl Iterator<Item = char> {
        self.firsts.chars()
    }

    /// The second characters of its keys.
    pub fn seconds(&self) -> impl Iterator<Item = char> {
        self.seconds.chars()
    }

    /// The bits of some keys as the build stores them: of their pairs, and of what follows these.
    #[allow(dead_code, reason = "only the build stores gates")]
    pub(crate) fn stored(keys: impl Iterator<Item = (char, char, Option<char>)>) -> [Vec<u8>; 2] {
        let [mut bits, mut thirds] = [vec![0; 1 << (GATE - 3)], vec![0; 1 << (GATE - 3)]];
        let add = |bits: &mut [u8], hash: u32| {
            let bit = hash >> (32 - GATE);
            bits[bit as usize / 8] |= 1 << (bit % 8);
        };
        for (first, second, third) in keys {
            let mixed = mix(first.into(), second.into());
            add(&mut bits, mixed);
            add(&mut thirds, mix(mixed, third.map_or(END, u32::from)));
        }
        [bits, thirds]
    }
}

/// What follows the second character of a key that ends there.
const END: u32 = 0;

#[inline]
fn holds(bits: &[u8], hash: u32) -> bool {
    let bit = hash >> (32 - GATE);
    bits.get(bit as usize / 8).is_some_and(|byte| byte >> (bit % 8) & 1 == 1)
}

/// The filter of a table.
#[derive(Debug)]
pub(crate) struct Filter {
    /// A power of two of them, at least two.
    words: Vec<u64>,
    /// How far a hash is shifted to be the number of a word.
    shift: u32,
    /// Whether a key is a single character.
    singles: bool,
}

impl Filter {
    /// The filter of some keys.
    pub(crate) fn of<'k>(keys: impl Iterator<Item = &'k str> + Clone) -> Self {
        let count = (keys.clone().count() * SPARSE / 64).next_power_of_two().max(2);
        let mut filter = Self { words: vec![0; count], shift: 32 - count.trailing_zeros(), singles: false };
        for key in keys {
            let Opening { single, pair, .. } = Opening::of(key);
            filter.singles |= single == pair;
            filter.words[(pair >> filter.shift) as usize] |= bits(pair);
        }
        filter
    }

    /// The filter as the build stores it: its words, and a byte that is 1 if a key is a single character.
    #[allow(dead_code, reason = "only the build stores filters")]
    pub(crate) fn stored(&self) -> Vec<u8> {
        let words = self.words.iter().flat_map(|word| word.to_le_bytes());
        words.chain([u8::from(self.singles)]).collect()
    }

    /// A filter that the build stored.
    #[allow(dead_code, reason = "the build loads no filters")]
    pub(crate) fn load(stored: &[u8]) -> Self {
        let (words, rest) = stored.as_chunks::<8>();
        let words: Vec<u64> = words.iter().map(|word| u64::from_le_bytes(*word)).collect();
        Self { shift: 32 - words.len().trailing_zeros(), words, singles: rest == [1] }
    }

    /// Whether a key may begin a text with this opening.
    #[inline]
    pub(crate) fn passes(&self, opening: Opening) -> bool {
        let holds = |hash: u32| !self.words[(hash >> self.shift) as usize] & bits(hash) == 0;
        holds(opening.pair) || (self.singles && holds(opening.single))
    }
}

/// The three bits of a hash in its word of a filter, which its high bits, the well-mixed ones of a product, choose.
#[inline]
const fn bits(hash: u32) -> u64 {
    let mixed = hash.wrapping_mul(0xC2B2_AE35);
    1 << (mixed >> 26) | 1 << (mixed >> 20 & 63) | 1 << (mixed >> 14 & 63)
}
