//! The double-byte codes of Chinese pages, both ways, as the build has written them down.

/// Two bytes of a code.
pub type Pair = [u8; 2];

/// A code of double bytes.
#[derive(Debug)]
pub struct Code {
    /// By lead and trail, four bytes each; zero where there is none.
    chars: &'static [u8; 0x8000 * 4],
    /// By character of the basic plane; zeros where there is none.
    pairs: &'static [u8; 0x10000 * 2],
}

macro_rules! stored {
    ($name:literal) => {
        Code {
            chars: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".chars")),
            pairs: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".pairs")),
        }
    };
}

/// GBK with the additions of GB 18030, private-use characters among them.
pub static GBK: Code = stored!("gbk");
/// Big5 as the standard of browsers has it, with the characters of Hong Kong.
pub static BIG5: Code = stored!("big5");
/// Big5 as it was first drawn up: kana, Cyrillic and circled numbers at C6A1 to C7FC, nothing of Hong Kong.
pub static BIG5_CLASSIC: Code = stored!("big5_classic");

impl Code {
    /// The character of two bytes.
    #[inline]
    #[must_use]
    pub fn char_of(&self, lead: u8, trail: u8) -> Option<char> {
        let at = (usize::from(lead & 0x7F) << 8 | usize::from(trail)) * 4;
        let [a, b, c, d] = *self.chars.get(at..at + 4)? else { return None };
        let code = u32::from_le_bytes([a, b, c, d]);
        char::from_u32(code).filter(|_| lead > 0x80 && code != 0)
    }

    /// The two bytes of a character.
    #[inline]
    #[must_use]
    pub fn pair_of(&self, char: char) -> Option<Pair> {
        let at = char as usize * 2;
        let &[lead, trail] = self.pairs.get(at..at + 2)? else { return None };
        (lead != 0).then_some([lead, trail])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gbk_both_ways() {
        assert_eq!(GBK.pair_of('。'), Some([0xA1, 0xA3]));
        assert_eq!(GBK.char_of(0xFC, 0x68), Some('黨'));
        assert_eq!(GBK.pair_of('\u{e14b}'), Some([0xAD, 0xD2]));
        let private = [GBK.pair_of('\u{3000}'), GBK.pair_of('\u{e7c7}')];
        assert_eq!(private, [Some([0xA1, 0xA1]), Some([0xA8, 0xBC])]);
        let none = (GBK.pair_of('A'), GBK.char_of(0x80, 0x80), GBK.char_of(0xFE, 0x7F));
        assert_eq!(none, (None, None, None));
    }

    #[test]
    fn big5_both_ways() {
        for code in [&BIG5, &BIG5_CLASSIC] {
            assert_eq!(code.pair_of('的'), Some([0xAA, 0xBA]));
            assert_eq!(code.char_of(0xA4, 0x40), Some('一'));
            assert_eq!((code.char_of(0x7F, 0x40), code.pair_of('A')), (None, None));
        }
        assert_eq!(BIG5_CLASSIC.pair_of('む'), Some([0xC6, 0xE4]));
        assert_eq!(BIG5_CLASSIC.char_of(0xC7, 0xFC), Some('⑽'));
        assert_eq!((BIG5_CLASSIC.char_of(0xC8, 0x40), BIG5_CLASSIC.char_of(0x87, 0x40)), (None, None));
    }
}
