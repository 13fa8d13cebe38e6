//! What a line holds that may tell of the page: one pass over its characters, so that most rules need not look at it.

use gongbao_data::chars::FURNITURE;
use gongbao_data::{Opening, imprint_words, injected_words, page_notices};

use crate::restore::scan::WIDTHS;

/// What was found in a line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    /// [`ARROW`] and the other bits.
    marks: u8,
    /// 如有侵权，请联系我们: what a site or a crawler says of the page.
    pub(super) notice: bool,
    /// Advertising put in by others: three of its words, one of them beyond doubt.
    pub(super) advertising: bool,
    /// ICP备, 公网安备: the number of a site.
    pub(super) imprint: bool,
    /// 版权所有: who runs a site.
    pub(super) owner: bool,
}

/// An arrow of a path.
pub(super) const ARROW: u8 = 1;
/// A square bracket, wide or not, that opens.
pub(super) const BRACKET: u8 = 1 << 1;
/// An ASCII digit.
pub(super) const DIGIT: u8 = 1 << 2;
/// An ASCII letter.
pub(super) const LETTER: u8 = 1 << 3;
/// An ASCII point.
pub(super) const POINT: u8 = 1 << 4;

/// What a character of ASCII is.
const ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            b'>' => ARROW,
            b'[' => BRACKET,
            b'0'..=b'9' => DIGIT,
            b'a'..=b'z' | b'A'..=b'Z' => LETTER,
            b'.' => POINT,
            _ => 0,
        };
        byte += 1;
    }
    table
};

impl Signs {
    /// Reads a line.
    pub(super) fn of(line: &str) -> Self {
        let bytes = line.as_bytes();
        let mut signs = Self::default();
        let mut words = Injected::default();
        let mut at = 0;
        while let Some(&lead) = bytes.get(at) {
            let begins = match bytes[at..] {
                [lead @ 0xE0..=0xEF, second, third, ..] => {
                    signs.marks |= wide([lead, second, third]);
                    FURNITURE.has_bytes([lead, second, third])
                }
                [byte @ 0..=0x7F, ..] => {
                    signs.marks |= ASCII[usize::from(byte)];
                    FURNITURE.has(char::from(byte))
                }
                // The arrow of two bytes.
                [0xC2, 0xBB, ..] => {
                    signs.marks |= ARROW;
                    false
                }
                _ => false,
            };
            if begins {
                signs.look(line, at, &mut words);
            }
            at += usize::from(WIDTHS[usize::from(lead)]);
        }
        signs.advertising = words.strong && words.count >= 3;
        signs
    }

    /// Whether one of some marks stands there.
    pub(super) const fn has(self, marks: u8) -> bool {
        self.marks & marks != 0
    }

    /// Looks for the words that may begin at a place.
    fn look(&mut self, line: &str, at: usize, words: &mut Injected) {
        let rest = &line[at..];
        let opening = Opening::of(rest);
        self.notice |= page_notices().longest_after(opening, rest).is_some();
        if let Some((_, row)) = imprint_words().longest_after(opening, rest) {
            match row.column(1) {
                "owner" => self.owner = true,
                _ => self.imprint = true,
            }
        }
        if at >= words.behind
            && let Some((length, row)) = injected_words().longest_after(opening, rest)
        {
            words.count += 1;
            words.strong |= row.column(1) == "strong";
            words.behind = at + length;
        }
    }
}

/// The words of advertising, none of which overlaps another.
#[derive(Default)]
struct Injected {
    count: usize,
    strong: bool,
    /// Behind the last one.
    behind: usize,
}

/// What a character of three bytes is.
#[inline]
const fn wide(char: [u8; 3]) -> u8 {
    match char {
        // ›, →, ▷, 》, ＞
        [0xE2, 0x80, 0xBA]
        | [0xE2, 0x86, 0x92]
        | [0xE2, 0x96, 0xB7]
        | [0xE3, 0x80, 0x8B]
        | [0xEF, 0xBC, 0x9E] => ARROW,
        // 【
        [0xE3, 0x80, 0x90] => BRACKET,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_words() {
        for (line, mark) in [
            ("首页»正文", ARROW),
            ("首页›正文", ARROW),
            ("首页>正文", ARROW),
            ("首页＞正文", ARROW),
            ("首页→正文", ARROW),
            ("首页▷正文", ARROW),
            ("《意见》", ARROW),
            ("【打印】", BRACKET),
            ("[打印]", BRACKET),
            ("共3家", DIGIT),
            ("见附件a", LETTER),
            ("一．二.", POINT),
        ] {
            assert_eq!(Signs::of(line).marks, mark, "{line}");
        }
        let signs = Signs::of("版权所有 某站 京ICP备1号 如有侵权请联系");
        assert!(signs.owner && signs.imprint && signs.notice && !signs.advertising);
        assert!(Signs::of("彩票投注、午夜、久久").advertising);
        assert!(!Signs::of("彩票投注、久久").advertising);
    }
}
