//! The double-byte codes, both ways: GBK, Big5 as browsers know it, and Big5 as it was first drawn up.

use std::fs;
use std::path::Path;

use encoding_rs::{BIG5, Encoding, GB18030};

type Pair = [u8; 2];

struct Code {
    /// By lead and trail; zero where there is none.
    chars: Vec<u32>,
    /// By character of the basic plane; zeros where there is none.
    pairs: Vec<Pair>,
}

/// Places that older tables of GBK held in private-use characters and newer ones do not.
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

/// Signs that programs write differently, and where they stand in Big5.
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

/// Writes the three codes.
pub(crate) fn compile(out: &Path) {
    let browser = Code::big5();
    Code::gbk().write(out, "gbk");
    Code::classic(&browser).write(out, "big5_classic");
    browser.write(out, "big5");
}

impl Code {
    fn new() -> Self {
        Self { chars: vec![0; 0x8000], pairs: vec![[0; 2]; 0x10000] }
    }

    fn gbk() -> Self {
        let mut code = Self::new();
        for (char, pair) in PRIVATE {
            code.pairs[char as usize] = pair;
        }
        for (pair, char) in decoded(GB18030) {
            // Of two places the first one is written: the wide space stands at A1A1 and at A3A0.
            code.put(char, pair, |known| known == [0; 2]);
        }
        code
    }

    fn big5() -> Self {
        let mut code = Self::new();
        for (pair, char) in decoded(BIG5) {
            code.put_big5(char, pair);
        }
        code.signs();
        code
    }

    /// Kana, Cyrillic and circled numbers at C6A1 to C7FC, and nothing of Hong Kong.
    fn classic(browser: &Self) -> Self {
        let mut code = Self::new();
        for lead in 0xA1..=0xF9 {
            for trail in row() {
                let pair = [lead, trail];
                if pair < [0xF9, 0xD6]
                    && !([0xC6, 0xA1]..=[0xC8, 0xFE]).contains(&pair)
                    && let Some(char) = char::from_u32(browser.chars[slot(pair)]).filter(|&char| char != '\0')
                {
                    code.put_big5(char, pair);
                }
            }
        }
        let places = (0xC6..=0xC7u8).flat_map(|lead| row().map(move |trail| [lead, trail]));
        let chars = "ヾゝゞ々".chars().chain('ぁ'..='ん').chain('ァ'..='ヶ').chain(CYRILLIC.chars());
        let chars = chars.chain('①'..='⑩').chain('⑴'..='⑽');
        for (pair, char) in places.skip_while(|&pair| pair < [0xC6, 0xA1]).zip(chars) {
            code.put_big5(char, pair);
        }
        code.signs();
        code
    }

    fn put(&mut self, char: char, pair: Pair, gives_way: impl Fn(Pair) -> bool) {
        self.chars[slot(pair)] = char as u32;
        if let Some(known) = self.pairs.get_mut(char as usize).filter(|known| gives_way(**known)) {
            *known = pair;
        }
    }

    /// What stands first in the code counts, but what lies below A1 only where nothing else has it.
    fn put_big5(&mut self, char: char, pair: Pair) {
        self.put(char, pair, |known| known == [0; 2] || known[0] < 0xA1);
    }

    fn signs(&mut self) {
        for (char, pair) in SIGNS {
            let known = &mut self.pairs[char as usize];
            if *known == [0; 2] {
                *known = pair;
            }
        }
    }

    fn write(&self, out: &Path, name: &str) {
        let chars: Vec<u8> = self.chars.iter().flat_map(|char| char.to_le_bytes()).collect();
        fs::write(out.join(format!("{name}.chars")), chars).expect("a writable OUT_DIR");
        fs::write(out.join(format!("{name}.pairs")), self.pairs.as_flattened()).expect("a writable OUT_DIR");
    }
}

fn slot([lead, trail]: Pair) -> usize {
    usize::from(lead & 0x7F) << 8 | usize::from(trail)
}

/// The bytes that stand second in Big5.
fn row() -> impl Iterator<Item = u8> {
    (0x40..=0x7E).chain(0xA1..=0xFE)
}

/// Every two bytes that are one character, in order.
fn decoded(encoding: &'static Encoding) -> impl Iterator<Item = (Pair, char)> {
    let pairs = (0x81..=0xFE).flat_map(|lead| (0x40..=0xFE).map(move |trail| [lead, trail]));
    pairs.filter(|pair| pair[1] != 0x7F).filter_map(move |pair| {
        let (text, lost) = encoding.decode_without_bom_handling(&pair);
        let mut chars = text.chars();
        match (chars.next(), chars.next(), lost) {
            (Some(char), None, false) => Some((pair, char)),
            _ => None,
        }
    })
}
