//! Sets of characters that a text is asked for at every place: bits that the build has set.

/// A set of characters of the basic plane.
#[derive(Debug)]
pub struct CharSet([u64; WORDS]);

const WORDS: usize = 0x10000 / 64;

macro_rules! stored {
    ($name:literal) => {
        CharSet::load(include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".set")))
    };
}

/// Characters that reports in either script often have; one of a text that was misread is seldom among them.
pub static COMMON: CharSet = stored!("common");
/// Characters that only Traditional text has.
pub static TRADITIONAL: CharSet = stored!("traditional");
/// Characters that only Simplified text has.
pub static SIMPLIFIED: CharSet = stored!("simplified");
/// The characters that official Chinese is mostly made of: `common_characters.tsv`.
pub static FREQUENT: CharSet = stored!("frequent");
/// Characters that turn from Traditional to Simplified, and those that a phrase begins with that does.
pub static TURNING: CharSet = stored!("turning");
/// Characters that a word begins with which tells of the page wherever in a line it stands: of a notice, of advertising,
/// of an imprint.
pub static FURNITURE: CharSet = stored!("furniture");
/// Common characters that do not tell of Traditional text: nearly all of a clean report.
pub static PLAIN: CharSet = COMMON.without(&TRADITIONAL);

impl CharSet {
    /// The characters of a text, for the few that a rule looks for.
    #[must_use]
    pub const fn of(text: &str) -> Self {
        let (bytes, mut words, mut at) = (text.as_bytes(), [0; WORDS], 0);
        while at < bytes.len() {
            assert!(bytes[at] >> 4 == 0xE, "a character of three bytes");
            let word = (bytes[at] as usize & 0x0F) << 6 | (bytes[at + 1] as usize & 0x3F);
            words[word] |= 1 << (bytes[at + 2] & 0x3F);
            at += 3;
        }
        Self(words)
    }

    const fn load(stored: &[u8; WORDS * 8]) -> Self {
        let mut words = [0; WORDS];
        let mut at = 0;
        while at < stored.len() {
            words[at / 8] |= (stored[at] as u64) << (at % 8 * 8);
            at += 1;
        }
        Self(words)
    }

    const fn without(&self, other: &Self) -> Self {
        let mut words = self.0;
        let mut at = 0;
        while at < WORDS {
            words[at] &= !other.0[at];
            at += 1;
        }
        Self(words)
    }

    /// Whether it has a character.
    #[inline]
    #[must_use]
    pub const fn has(&self, c: char) -> bool {
        (c as usize) < WORDS * 64 && self.has_code(c as u32)
    }

    /// Whether it has the character that these three bytes are in UTF-8.
    #[inline]
    #[must_use]
    pub const fn has_bytes(&self, [lead, second, third]: [u8; 3]) -> bool {
        let word = (lead as usize & 0x0F) << 6 | (second as usize & 0x3F);
        self.0[word] >> (third & 0x3F) & 1 == 1
    }

    #[inline]
    const fn has_code(&self, code: u32) -> bool {
        self.0[code as usize / 64 % WORDS] >> (code % 64) & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_and_characters_agree() {
        for c in ('\u{800}'..='\u{FFFF}').filter(|c| c.len_utf8() == 3) {
            let mut bytes = [0; 3];
            c.encode_utf8(&mut bytes);
            assert_eq!(PLAIN.has(c), PLAIN.has_bytes(bytes), "{c}");
            assert_eq!(PLAIN.has(c), COMMON.has(c) && !TRADITIONAL.has(c), "{c}");
        }
    }

    #[test]
    fn a_set_of_a_text() {
        static SET: CharSet = CharSet::of("关工，");
        for c in "关工委，。a".chars() {
            assert_eq!(SET.has(c), "关工，".contains(c), "{c}");
        }
    }

    #[test]
    fn what_begins_a_phrase_may_turn() {
        let tables = [
            crate::mainland(),
            crate::opencc_ts_phrases(),
            crate::opencc_ts_characters(),
            crate::opencc_ts_characters_ext(),
        ];
        for row in tables.into_iter().flat_map(crate::Table::rows) {
            let first = row.key().chars().next().unwrap();
            assert!(first as u32 > 0xFFFF || first.len_utf8() == 3 && TURNING.has(first), "{first}");
        }
    }

    #[test]
    fn common_characters_of_both_scripts() {
        for c in "的国國发發，".chars() {
            assert!(COMMON.has(c), "{c}");
        }
        for c in "锛銆鐨é𠀀".chars() {
            assert!(!COMMON.has(c), "{c}");
        }
    }

    #[test]
    fn scripts_are_told_by_what_only_one_has() {
        for c in "國發實".chars() {
            assert!(TRADITIONAL.has(c) && !SIMPLIFIED.has(c), "{c}");
        }
        for c in "国发实".chars() {
            assert!(SIMPLIFIED.has(c) && !TRADITIONAL.has(c), "{c}");
        }
        for c in "著乾於工a𠀀".chars() {
            assert!(!SIMPLIFIED.has(c) && !TRADITIONAL.has(c), "{c}");
        }
    }
}
