//! What a character is.

/// Characters of a rule, as a scan asks for them at every position.
///
/// A bit for the low ten bits of each character says at once that most are not among them; the few that share their
/// bit with one are looked for.
pub(crate) struct CharSet {
    bits: [u64; 16],
    chars: &'static str,
}

impl CharSet {
    /// The set of the characters of a text, all of which take three bytes, as Han characters and their marks do.
    pub(crate) const fn new(chars: &'static str) -> Self {
        let bytes = chars.as_bytes();
        let mut bits = [0; 16];
        let mut at = 0;
        while at < bytes.len() {
            assert!(bytes[at] >> 4 == 0b1110, "a character of three bytes");
            let low = (bytes[at + 1] as usize & 0b1111) << 6 | bytes[at + 2] as usize & 0b11_1111;
            bits[low / 64] |= 1 << (low % 64);
            at += 3;
        }
        Self { bits, chars }
    }

    /// Whether the set has a character.
    #[inline]
    pub(crate) fn has(&self, c: char) -> bool {
        let low = c as usize & 0x3FF;
        self.bits[low / 64] >> (low % 64) & 1 == 1 && self.chars.contains(c)
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
