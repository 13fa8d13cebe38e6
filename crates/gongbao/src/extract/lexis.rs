//! What a character is.

/// A bit for the low ten bits of characters: says at once of most characters that they are none of them.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct CharBits([u64; 16]);

impl CharBits {
    pub(crate) const fn new() -> Self {
        Self([0; 16])
    }

    pub(crate) const fn add(&mut self, code: u32) {
        let low = code as usize & 0x3FF;
        self.0[low / 64] |= 1 << (low % 64);
    }

    /// Whether a character may be one of those that were added.
    #[inline]
    pub(crate) const fn may_have(&self, c: char) -> bool {
        let low = c as usize & 0x3FF;
        self.0[low / 64] >> (low % 64) & 1 == 1
    }
}

/// Characters of a rule, as a scan asks for them at every position.
pub(crate) struct CharSet {
    bits: CharBits,
    chars: &'static str,
}

impl CharSet {
    /// The set of the characters of a text, all of which take three bytes, as Han characters and their marks do.
    pub(crate) const fn new(chars: &'static str) -> Self {
        let bytes = chars.as_bytes();
        let mut bits = CharBits::new();
        let mut at = 0;
        while at < bytes.len() {
            assert!(bytes[at] >> 4 == 0b1110, "a character of three bytes");
            bits.add((bytes[at + 1] as u32 & 0b1111) << 6 | bytes[at + 2] as u32 & 0b11_1111);
            at += 3;
        }
        Self { bits, chars }
    }

    /// Whether the set has a character.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        self.bits.may_have(c) && self.chars.contains(c)
    }
}

/// Whether a character is a Han character of everyday text.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn a_set_has_its_characters_and_no_other() {
        const SET: CharSet = CharSet::new("的在、各");
        let all: String = ('\0'..='\u{FFFF}').filter(|&c| SET.has(c)).collect();
        assert_eq!(all, "、各在的");
    }
}
