//! Which steps a text gives anything to do at all: one pass, so that a clean report costs one pass.
//!
//! The pass goes from character to character by first bytes and notes what it meets as bits. A step whose bits are
//! absent is left out; one whose bits are there looks for itself.

use gongbao_data::chars::{COMMON, PLAIN, TRADITIONAL};

use super::mojibake::{Heat, ceil, floor};
use crate::edit::{Patches, Step};

/// What was met.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Met(u16);

const ESCAPE: u16 = 1;
const QUESTION: u16 = 1 << 1;
const INVISIBLE: u16 = 1 << 2;
const READING: u16 = 1 << 3;
const SPACE: u16 = 1 << 4;
const WIDTH: u16 = 1 << 5;
const MARK: u16 = 1 << 6;
const RADICAL: u16 = 1 << 7;
const TAG: u16 = 1 << 8;
const MISREAD: u16 = 1 << 9;
const UNSIMPLIFIED: u16 = 1 << 10;

impl Met {
    /// What a text holds.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut met, mut rest, mut heat) = (0, bytes, Heat::default());
        loop {
            // Most characters are common Han, which tell nothing.
            rest = heat.pass(&PLAIN, rest);
            // Between them stand 、 and 。 and ， which tell nothing either.
            if let [0xE3, 0x80, 0x81 | 0x82, tail @ ..] | [0xEF, 0xBC, 0x8C, tail @ ..] = rest {
                heat.sign();
                rest = tail;
                continue;
            }
            // Letters, digits and tags stand in runs.
            if let [..0x80, ..] = rest {
                while let [byte @ ..0x80, tail @ ..] = rest {
                    met |= told(bytes, rest);
                    heat.ascii(*byte);
                    rest = tail;
                }
                continue;
            }
            met |= told(bytes, rest);
            rest = match *rest {
                [lead @ 0xE0..=0xEF, second, third, ref tail @ ..] => {
                    met |= strange([lead, second, third], &mut heat);
                    tail
                }
                // The same number, written in three bytes.
                [lead @ 0xC0..=0xDF, second, ref tail @ ..] => {
                    met |= strange([0xE0, lead & 0x1F, second], &mut heat);
                    tail
                }
                [_, _, _, _, ref tail @ ..] => tail,
                _ => break,
            };
        }
        Self(met & !LOOK)
    }

    /// What it may hold after some patches: what it held, and what stands at each of them. None where there are so
    /// many that another pass costs less.
    pub(super) fn after(self, text: &str, patches: &Patches) -> Option<Self> {
        /// What a character tells depends on no more bytes around it.
        const AROUND: usize = 6;
        const DENSE: usize = 24;
        if patches.len() * DENSE > text.len() {
            return None;
        }
        let (mut met, mut around) = (self, 0..0);
        for place in patches.places() {
            let start = floor(text, place.start.saturating_sub(AROUND));
            let end = ceil(text, place.end + AROUND);
            // What lies close together is one piece.
            if start > around.end {
                met.0 |= Self::of(&text[std::mem::replace(&mut around, start..start)]).0;
            }
            around.end = end;
        }
        met.0 |= Self::of(&text[around]).0;
        debug_assert_eq!(Self::of(text).0 & !(met.0 | MISREAD), 0, "nothing is overlooked");
        Some(met)
    }

    /// Whether a step may find something.
    pub(super) fn calls(self, step: Step) -> bool {
        let bits = match step {
            Step::Html => TAG,
            Step::Escapes => ESCAPE,
            Step::GbkSurgery => QUESTION,
            Step::Invisible => INVISIBLE,
            Step::Pinyin => READING,
            Step::Spacing => SPACE,
            Step::Width => WIDTH,
            Step::Punctuation => MARK,
            Step::Mojibake => MISREAD,
            Step::Script => UNSIMPLIFIED,
            Step::Furniture | Step::Layout => return true,
        };
        self.0 & bits != 0
    }

    /// Whether there are characters that only Traditional text has.
    pub(super) fn has_traditional(self) -> bool {
        self.0 & UNSIMPLIFIED != 0
    }

    /// Whether there are radicals.
    pub(super) fn has_radicals(self) -> bool {
        self.0 & RADICAL != 0
    }
}

/// What the first character of the rest of some bytes tells.
#[inline]
fn told(bytes: &[u8], rest: &[u8]) -> u16 {
    let Some(&lead) = rest.first() else { return 0 };
    match FIRST[usize::from(lead)] {
        told if told & LOOK != 0 => told | look(bytes, bytes.len() - rest.len()),
        told => told,
    }
}

/// The first byte alone does not tell.
const LOOK: u16 = 1 << 15;

/// Bytes of a character, by its first.
pub(super) const WIDTHS: [u8; 256] = {
    let mut table = [1; 256];
    let mut byte = 0xC0;
    while byte < 256 {
        table[byte] = if byte < 0xE0 {
            2
        } else if byte < 0xF0 {
            3
        } else {
            4
        };
        byte += 1;
    }
    table
};

/// What a first byte tells.
const FIRST: [u16; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'\n' | b'\r' => 0,
            b'\t' | b' ' => SPACE,
            0x0B | 0x0C => INVISIBLE | SPACE,
            0..0x20 | 0x7F => INVISIBLE,
            b'&' | b'\\' => ESCAPE,
            b'<' => TAG,
            b'?' => QUESTION | MARK,
            b',' | b':' | b';' | b'!' | b')' => MARK,
            b'(' => MARK | LOOK,
            b'o' | b'O' => WIDTH,
            b'%' | b'#' | 0xC2 | 0xE2 | 0xE3 | 0xEF => LOOK,
            // Combining marks, the letter mark of Arabic, the separators of Mongolian and of ogham.
            0xCC | 0xD8 => INVISIBLE,
            0xCD => INVISIBLE | WIDTH,
            0xE1 => INVISIBLE | SPACE | WIDTH,
            // Greek, Cyrillic and Hangul, which may look like Latin and Han.
            0xCE..=0xD4 | 0xEA..=0xED => WIDTH,
            // Ideographs beyond the basic plane; tags and selectors.
            0xF0..=0xF4 => WIDTH | INVISIBLE,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// What a character tells that is rare, or that only Traditional text has.
#[inline]
fn strange(char: [u8; 3], heat: &mut Heat) -> u16 {
    let mut told = 0;
    // Wide letters and digits, and blanks that do not break, stand on sound pages.
    if matches!(char, [0xE0, 0x02, 0xA0] | [0xEF, 0xBC, 0x81..=0xBF] | [0xEF, 0xBD, 0x80..=0x9E]) {
        return told;
    }
    if COMMON.has_bytes(char) {
        heat.common();
    } else if heat.rare() {
        told |= MISREAD;
    }
    told | (UNSIMPLIFIED * u16::from(TRADITIONAL.has_bytes(char)))
}

/// What a character tells whose first byte does not.
fn look(bytes: &[u8], at: usize) -> u16 {
    let digit_before = at > 0 && bytes[at - 1].is_ascii_digit();
    match bytes[at..] {
        [b'(', next, ..] => reading(next),
        [b'%', high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => ESCAPE,
        // A reference that lost its ampersand.
        [b'#', b'x' | b'X' | b'0'..=b'9', ..] => ESCAPE,
        [0xC2, 0x80..=0x9F | 0xA0 | 0xAD, ..] => INVISIBLE | SPACE,
        // The dot in the middle is a point between digits.
        [0xC2, 0xB7, ..] => WIDTH * u16::from(digit_before || wide_digit_before(bytes, at)),
        [0xE2, 0x80, third, ..] => match third {
            0x80..=0x8F | 0xA8..=0xAF => INVISIBLE | SPACE,
            0xA2 => WIDTH,
            _ => 0,
        },
        [0xE2, 0x81, 0x9F..=0xAF, ..] => INVISIBLE | SPACE,
        [0xE2, 0xBA..=0xBF, ..] => WIDTH | RADICAL,
        // Rings, and dots of other alphabets.
        [0xE2, 0x88 | 0x97, ..] => WIDTH,
        [0xE3, 0x80, 0x80, ..] => SPACE,
        // Kana, and the letters of Hangul.
        [0xE3, 0x81..=0x86, ..] => WIDTH,
        [0xEF, 0xBC, third, ref rest @ ..] => match third {
            // Chinese punctuation; the comma parts groups of wide digits, which tell of themselves.
            0x8C | 0x81 | 0x89 | 0x9B | 0x9F => 0,
            0x88 => rest.first().map_or(0, |&next| reading(next)),
            0x9A => WIDTH * u16::from(digit_before),
            _ => WIDTH,
        },
        [0xEF, 0xBD | 0xA4..=0xAB | 0xB9, ..] => WIDTH,
        // What a decoder puts for a byte that it cannot read.
        [0xEF, 0xBF, 0xBD, ..] => INVISIBLE | WIDTH | QUESTION,
        [0xEF, 0xB8 | 0xBB | 0xBF, ..] => INVISIBLE | WIDTH,
        _ => 0,
    }
}

/// A parenthesis holds a reading if it begins like one.
fn reading(next: u8) -> u16 {
    READING * u16::from(matches!(next, b'a'..=b'z' | b' ' | b'\'' | 0xC2..=0xDF | 0xE1 | 0xE2))
}

fn wide_digit_before(bytes: &[u8], at: usize) -> bool {
    at >= 3 && matches!(bytes[at - 3..at], [0xEF, 0xBC, 0x90..=0x99])
}

/// Calls `visit` with every character whose first byte is a trigger, and where it stands.
pub(super) fn triggered(text: &str, triggers: &[bool; 256], mut visit: impl FnMut(usize, char)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&lead) = bytes.get(at) {
        // Most characters are Han, which no step is called for by their first bytes.
        if matches!(lead, 0xE4..=0xE9) {
            at += 3;
            continue;
        }
        if triggers[usize::from(lead)]
            && let Some(char) = text[at..].chars().next()
        {
            visit(at, char);
        }
        at += usize::from(WIDTHS[usize::from(lead)]);
    }
}

/// A table of triggers out of a list.
pub(super) const fn triggers(list: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut index = 0;
    while index < list.len() {
        assert!(!matches!(list[index], 0xE4..=0xE9), "the walk passes over Han");
        table[list[index] as usize] = true;
        index += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Script;
    use crate::restore::{invisible, mojibake, pinyin, script, spacing, width};

    #[test]
    fn clean_text_calls_no_step() {
        let met = Met::of("各位代表：2024年，“五老”——增长5.5%；《意见》（试行）、3·15！\n一、总体要求……");
        for step in [
            Step::Html,
            Step::Escapes,
            Step::GbkSurgery,
            Step::Invisible,
            Step::Pinyin,
            Step::Spacing,
            Step::Punctuation,
        ] {
            assert!(!met.calls(step), "{step:?}");
        }
    }

    /// Every character of the basic plane, among letters, digits and Han: a step that would change it is called.
    #[test]
    fn no_step_is_left_out_that_finds_something() {
        for char in (0..0x1_1000).chain(0x2F7F0..0x2FA30).chain(0xE0000..0xE0200).filter_map(char::from_u32) {
            for text in [
                format!("关{char}工"),
                format!("1{char}23%"),
                format!("二{char}{char}六年"),
                format!("１{char}２３万"),
            ] {
                let met = Met::of(&text);
                let finds = [
                    (Step::Invisible, !invisible::invisible(&text).is_empty()),
                    (Step::Width, !width::width(&text, &mut Vec::new()).is_empty()),
                    (Step::Spacing, !spacing::spacing(&text).is_empty()),
                    (Step::Pinyin, !pinyin::pinyin(&text).is_empty()),
                    (Step::Script, script::detect(&text) != Script::Simplified),
                ];
                for (step, found) in finds {
                    assert!(!found || met.calls(step), "{step:?} finds something in {text:?}");
                }
                // Six in a row are a place; others bring the sum there or take it down.
                let row = format!("{text}{}", text.repeat(5));
                assert_eq!(Met::of(&row).calls(Step::Mojibake), mojibake::finds_places(&row), "{row:?}");
                assert!(width::radicals(&text).is_empty() || met.has_radicals(), "{text:?}");
            }
        }
    }
}
