//! The double bytes of Big5, both ways, as two kinds of programs know them.

use std::sync::LazyLock;

use encoding_rs::BIG5;

use super::super::gbk::{Pair, leads, trails};

/// As the standard of browsers has it, with the characters of Hong Kong.
pub(super) static BROWSER: LazyLock<Code> = LazyLock::new(Code::browser);
/// As it was first drawn up: kana, Cyrillic and circled numbers at C6A1 to C7FC, nothing of Hong Kong.
pub(super) static CLASSIC: LazyLock<Code> = LazyLock::new(Code::classic);

/// A code of double bytes.
pub(super) struct Code {
    /// By lead and trail; `\0` where there is none.
    chars: Vec<char>,
    /// By character of the basic plane; zeros where there is none.
    pairs: Vec<Pair>,
}

/// Signs that programs write differently, and where they stand.
const SIGNS: [(char, Pair); 11] = [
    ('•', [0xA1, 0x45]),
    ('､', [0xA1, 0x4E]),
    ('‾', [0xA1, 0xC2]),
    ('∼', [0xA1, 0xE3]),
    ('♁', [0xA1, 0xF2]),
    ('☉', [0xA1, 0xF3]),
    ('／', [0xA2, 0x41]),
    ('＼', [0xA2, 0x42]),
    ('¥', [0xA2, 0x44]),
    ('¢', [0xA2, 0x46]),
    ('£', [0xA2, 0x47]),
];

/// The Cyrillic letters at C7B1: those that Greek has not given yet.
const CYRILLIC: &str = "ДЕЁЖЗИЙКЛМУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя";

impl Code {
    fn browser() -> Self {
        let mut code = Self { chars: vec!['\0'; 0x8000], pairs: vec![[0; 2]; 0x10000] };
        for lead in leads() {
            for trail in trails() {
                let pair = [lead, trail];
                let (text, lost) = BIG5.decode_without_bom_handling(&pair);
                let mut found = text.chars();
                if let (Some(char), None, false) = (found.next(), found.next(), lost) {
                    code.put(char, pair);
                }
            }
        }
        code.signs();
        code
    }

    fn classic() -> Self {
        let mut code = Self { chars: vec!['\0'; 0x8000], pairs: vec![[0; 2]; 0x10000] };
        for lead in 0xA1..=0xF9 {
            for trail in row() {
                if [lead, trail] < [0xF9, 0xD6]
                    && !([0xC6, 0xA1]..=[0xC8, 0xFE]).contains(&[lead, trail])
                    && let Some(char) = BROWSER.char_of(lead, trail)
                {
                    code.put(char, [lead, trail]);
                }
            }
        }
        let places = (0xC6..=0xC7u8).flat_map(|lead| row().map(move |trail| [lead, trail]));
        let chars = "ヾゝゞ々".chars().chain('ぁ'..='ん').chain('ァ'..='ヶ').chain(CYRILLIC.chars());
        let chars = chars.chain('①'..='⑩').chain('⑴'..='⑽');
        for (pair, char) in places.skip_while(|&pair| pair < [0xC6, 0xA1]).zip(chars) {
            code.put(char, pair);
        }
        code.signs();
        code
    }

    /// What stands first in the code counts, but what lies below A1 only where nothing else has it.
    fn put(&mut self, char: char, pair: Pair) {
        self.chars[slot(pair)] = char;
        if let Some(known) = self.pairs.get_mut(char as usize)
            && (*known == [0; 2] || known[0] < 0xA1)
        {
            *known = pair;
        }
    }

    fn signs(&mut self) {
        for (char, pair) in SIGNS {
            let known = &mut self.pairs[char as usize];
            if *known == [0; 2] {
                *known = pair;
            }
        }
    }

    /// The character of two bytes.
    pub(super) fn char_of(&self, lead: u8, trail: u8) -> Option<char> {
        (lead >= 0x81).then(|| self.chars[slot([lead, trail])]).filter(|&char| char != '\0')
    }

    /// The two bytes of a character.
    pub(super) fn pair_of(&self, char: char) -> Option<Pair> {
        self.pairs.get(char as usize).copied().filter(|&pair| pair != [0; 2])
    }
}

/// The two bytes that are written for a character: two numerals stand among the signs, too, and are not written there.
pub(super) fn written(char: char) -> Option<Pair> {
    match char {
        '十' => Some([0xA4, 0x51]),
        '卅' => Some([0xA4, 0xCA]),
        _ => BROWSER.pair_of(char),
    }
}

fn slot([lead, trail]: Pair) -> usize {
    usize::from(lead & 0x7F) << 8 | usize::from(trail)
}

/// The bytes that stand second.
fn row() -> impl Iterator<Item = u8> {
    (0x40..=0x7E).chain(0xA1..=0xFE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for code in [&*BROWSER, &*CLASSIC] {
            assert_eq!(code.pair_of('的'), Some([0xAA, 0xBA]));
            assert_eq!(code.char_of(0xA4, 0x40), Some('一'));
            assert_eq!((code.char_of(0x7F, 0x40), code.pair_of('A')), (None, None));
        }
        for numeral in ['十', '卅'] {
            let [lead, trail] = written(numeral).unwrap();
            assert_eq!(BROWSER.char_of(lead, trail), Some(numeral));
        }
        assert_eq!(CLASSIC.pair_of('む'), Some([0xC6, 0xE4]));
        assert_eq!(CLASSIC.char_of(0xC7, 0xFC), Some('⑽'));
        assert_eq!((CLASSIC.char_of(0xC8, 0x40), CLASSIC.char_of(0x87, 0x40)), (None, None));
    }
}
