//! Where a text may have been misread, found in one cheap pass.
//!
//! What was read in the wrong encoding is made of rare characters, letters with accents and private use. A sum goes up
//! at each of those and down at each common character; where it reaches a height, the text is looked at. Clean text
//! costs a table look-up a character and nothing else.

use std::ops::Range;

use gongbao_data::chars::{COMMON, CharSet};

/// Up for a rare character, down for a common one, and the height that tells.
const UP: u32 = 2;
const DOWN: u32 = 1;
const HEIGHT: u32 = 6;
/// So many bytes on both sides of a place are looked at with it.
const AROUND: usize = 150;
/// A line is looked at in pieces no longer than this.
const PIECE: usize = 6000;
/// What the first bytes of wide signs in UTF-8 look like, read as Latin-1 and as GBK: there a character begins.
const SIGNS: [char; 4] = ['ã', 'ï', '銆', '锛'];

/// The sum.
#[derive(Clone, Copy, Default)]
pub(in crate::restore) struct Heat(u32);

impl Heat {
    /// Goes up at a rare character; says whether it reached the height.
    #[inline]
    pub(in crate::restore) fn rare(&mut self) -> bool {
        self.0 += UP;
        let reached = self.0 >= HEIGHT;
        if reached {
            self.0 = HEIGHT - UP;
        }
        reached
    }

    /// Goes down at a common one.
    #[inline]
    pub(in crate::restore) fn common(&mut self) {
        self.0 = self.0.saturating_sub(DOWN);
    }

    /// Goes down further at a sign of Chinese, which no misreading leaves: 铜、铅、锌、镍 are rare and sound.
    #[inline]
    pub(in crate::restore) fn sign(&mut self) {
        self.0 = self.0.saturating_sub(UP);
    }

    /// Passes over the Han characters of a set, all of them common, to the first other one.
    pub(in crate::restore) fn pass<'b>(&mut self, set: &CharSet, bytes: &'b [u8]) -> &'b [u8] {
        let (chars, _) = bytes.as_chunks::<3>();
        let common = |char: &&[u8; 3]| matches!(char[0], 0xE4..=0xE9) && set.has_bytes(**char);
        let count = chars.iter().take_while(common).count();
        self.0 = self.0.saturating_sub(DOWN.saturating_mul(u32::try_from(count).unwrap_or(u32::MAX)));
        &bytes[3 * count..]
    }

    /// What belongs to no script goes neither way; a letter belongs to none of ours; a line begins anew.
    #[inline]
    pub(in crate::restore) fn ascii(&mut self, byte: u8) {
        if self.0 == 0 {
            // Mostly there is nothing to cool.
        } else if byte == b'\n' {
            self.0 = 0;
        } else if byte.is_ascii_alphabetic() {
            self.common();
        }
    }
}

/// The places that may have been misread, each inside one line.
pub(super) fn places(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    hot(text, |at| match found.last_mut() {
        // The run goes on; lines are looked at below.
        Some(last) if at <= last.end + AROUND => last.end = at,
        _ => found.push(at..at),
    });
    let mut places = Vec::new();
    for run in found {
        let start = floor(text, run.start.saturating_sub(AROUND));
        let end = ceil(text, (run.end + AROUND).min(text.len()));
        // What another run has taken is taken.
        let taken = places.last().map_or(0, |last: &Range<usize>| last.end);
        lines(text, start.max(taken)..end, &mut places);
    }
    places
}

/// The lines of a text as places, for a text that was misread throughout.
pub(super) fn all(text: &str) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    lines(text, 0..text.len(), &mut places);
    places
}

/// Calls `put` where the sum reaches the height.
fn hot(text: &str, mut put: impl FnMut(usize)) {
    let bytes = text.as_bytes();
    let mut rest = bytes;
    let mut heat = Heat::default();
    loop {
        // Most characters are Han, and common.
        rest = heat.pass(&COMMON, rest);
        let code = match *rest {
            [] => break,
            [byte, ref tail @ ..] if byte < 0x80 => {
                rest = tail;
                heat.ascii(byte);
                continue;
            }
            [lead @ 0xE0..=0xEF, second, third, ref tail @ ..] => {
                rest = tail;
                u32::from(lead & 0x0F) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F)
            }
            [lead @ 0xC0..=0xDF, second, ref tail @ ..] => {
                rest = tail;
                u32::from(lead & 0x1F) << 6 | u32::from(second & 0x3F)
            }
            // Beyond the basic plane are rare characters of names.
            [_, ref tail @ ..] => {
                rest = tail;
                continue;
            }
        };
        if matches!(code, 0x3001 | 0x3002 | 0xFF0C) {
            heat.sign();
            continue;
        }
        // Wide letters and digits, and blanks that do not break, stand on sound pages, and go neither way.
        if matches!(code, 0xA0 | 0xFF01..=0xFF5E) {
            continue;
        }
        if char::from_u32(code).is_some_and(|char| COMMON.has(char)) {
            heat.common();
        } else if heat.rare() {
            put(bytes.len() - rest.len());
        }
    }
}

/// Cuts a range into its lines and long lines into pieces, without what is blank at their ends.
fn lines(text: &str, range: Range<usize>, places: &mut Vec<Range<usize>>) {
    let mut at = range.start;
    for line in text[range].split_inclusive('\n') {
        let end = at + line.len();
        // Indents are no part of what was misread; later steps take them away.
        let blank =
            |char: char| char.is_whitespace() && char != '\u{a0}' && char != '\u{85}' || char == '\u{feff}';
        let body = line.trim_end_matches(blank);
        let mut from = at + body.len() - body.trim_start_matches(blank).len();
        let to = at + body.len();
        at = end;
        // A line of ASCII is one; question marks in it may be anything.
        let bytes = &text.as_bytes()[from.min(to)..to];
        if bytes.is_ascii() && !bytes.contains(&b'?') {
            continue;
        }
        while to - from > PIECE {
            let limit = floor(text, from + PIECE);
            // Behind an ASCII character all bytes begin anew.
            let cut = text.as_bytes()[from..limit].iter().rposition(|&byte| byte.is_ascii() && byte != b'?');
            let ascii = cut.map(|cut| from + cut + 1).filter(|&cut| cut > from + PIECE / 2);
            let cut = ascii
                .or_else(|| text[from..limit].rfind(SIGNS).map(|cut| from + cut).filter(|&cut| cut > from));
            let cut = cut.unwrap_or(limit);
            places.push(from..cut);
            from = cut;
        }
        places.push(from..to);
    }
}

pub(in crate::restore) fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

pub(in crate::restore) fn ceil(text: &str, at: usize) -> usize {
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clean_text_is_passed_over() {
        for text in [
            "各位代表：现在，我代表市人民政府，向大会报告工作。",
            "關(guān)工委組織(zhī)學(xué)習(xí)",
            "Café 亳州 涡阳",
        ] {
            assert!(places(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn a_quoted_run_is_found_with_its_company() {
        let line =
            format!("{}“鍏ㄥ幙鍏冲伐缁勭粐”{}", "各项工作稳步推进，".repeat(20), "成效明显。".repeat(40));
        let places = places(&format!("好\n{line}\n好"));
        assert_eq!(places.len(), 1);
        let at = 4 + line.find('鍏').unwrap();
        assert!(places[0].start < at && places[0].end > at + 30 && places[0].len() < line.len());
    }

    #[test]
    fn long_lines_are_cut() {
        let line = "锛".repeat(10_000);
        let places = places(&line);
        assert_eq!(places.iter().map(|place| place.len()).sum::<usize>(), line.len());
        assert!(places.iter().all(|place| place.len() <= PIECE));
    }
}
