//! The double bytes of GBK, both ways, private-use characters among them.

use std::sync::LazyLock;

use encoding_rs::GB18030;

/// Two bytes of GBK.
pub(super) type Pair = [u8; 2];

static CODE: LazyLock<Code> = LazyLock::new(Code::read);

struct Code {
    /// By lead and trail; `\0` where there is none.
    chars: Vec<char>,
    /// By character; no character of GBK lies beyond the basic plane, and none has a zero.
    pairs: Vec<Pair>,
}

const LEADS: std::ops::RangeInclusive<u8> = 0x81..=0xFE;

/// Places that older tables held in private-use characters and newer ones do not.
const PRIVATE: [(char, Pair); 20] = [
    ('\u{e5e5}', [0xA3, 0xA0]),
    ('\u{e78d}', [0xA6, 0xD9]),
    ('\u{e78e}', [0xA6, 0xDA]),
    ('\u{e78f}', [0xA6, 0xDB]),
    ('\u{e790}', [0xA6, 0xDC]),
    ('\u{e791}', [0xA6, 0xDD]),
    ('\u{e792}', [0xA6, 0xDE]),
    ('\u{e793}', [0xA6, 0xDF]),
    ('\u{e794}', [0xA6, 0xEC]),
    ('\u{e795}', [0xA6, 0xED]),
    ('\u{e796}', [0xA6, 0xF3]),
    ('\u{e7c7}', [0xA8, 0xBC]),
    ('\u{e81e}', [0xFE, 0x59]),
    ('\u{e826}', [0xFE, 0x61]),
    ('\u{e82b}', [0xFE, 0x66]),
    ('\u{e82c}', [0xFE, 0x67]),
    ('\u{e832}', [0xFE, 0x6D]),
    ('\u{e843}', [0xFE, 0x7E]),
    ('\u{e854}', [0xFE, 0x90]),
    ('\u{e864}', [0xFE, 0xA0]),
];

impl Code {
    fn read() -> Self {
        let mut code = Self { chars: vec!['\0'; 0x8000], pairs: vec![[0; 2]; 0x10000] };
        for (char, pair) in PRIVATE {
            code.pairs[char as usize] = pair;
        }
        for lead in LEADS {
            for trail in trails() {
                let pair = [lead, trail];
                let (text, lost) = GB18030.decode_without_bom_handling(&pair);
                let mut chars = text.chars();
                if let (Some(char), None, false) = (chars.next(), chars.next(), lost) {
                    code.chars[slot(lead, trail)] = char;
                    // Of two places the first one is written: the wide space stands at A1A1 and at A3A0.
                    if let Some(known) = code.pairs.get_mut(char as usize)
                        && *known == [0; 2]
                    {
                        *known = pair;
                    }
                }
            }
        }
        code
    }
}

fn slot(lead: u8, trail: u8) -> usize {
    usize::from(lead & 0x7F) << 8 | usize::from(trail)
}

/// Every byte that can stand second.
pub(super) fn trails() -> impl Iterator<Item = u8> {
    (0x40..=0xFE).filter(|&trail| trail != 0x7F)
}

/// Every byte that can stand first.
pub(super) fn leads() -> impl Iterator<Item = u8> {
    LEADS
}

/// The character of two bytes.
pub(super) fn char_of(lead: u8, trail: u8) -> Option<char> {
    if !LEADS.contains(&lead) || trail < 0x40 {
        return None;
    }
    Some(CODE.chars[slot(lead, trail)]).filter(|&char| char != '\0')
}

/// The two bytes of a character.
pub(super) fn pair_of(char: char) -> Option<Pair> {
    CODE.pairs.get(char as usize).copied().filter(|&pair| pair != [0; 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        assert_eq!(pair_of('。'), Some([0xA1, 0xA3]));
        assert_eq!(char_of(0xFC, 0x68), Some('黨'));
        assert_eq!(pair_of('\u{e14b}'), Some([0xAD, 0xD2]));
        assert_eq!((pair_of('\u{3000}'), pair_of('\u{e7c7}')), (Some([0xA1, 0xA1]), Some([0xA8, 0xBC])));
        assert_eq!((pair_of('A'), char_of(0x80, 0x80), char_of(0xFE, 0x7F)), (None, None, None));
    }
}
