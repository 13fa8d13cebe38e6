//! Characters that show nothing.
//!
//! Zero-width and bidirectional controls, soft hyphens, byte order marks inside a text, stray control characters and
//! combining marks that stand on nothing go; a space of another width becomes a space. Joiners stay where they join:
//! between pictures, and between letters of a script that is written joined.

use super::scan::{triggered, triggers};
use crate::edit::Patches;

/// Takes out what shows nothing.
pub(super) fn invisible(text: &str) -> Patches {
    let mut patches = Patches::new();
    // A byte that cannot begin such a character is passed over without being decoded.
    triggered(text, &TRIGGER, |at, char| {
        let end = at + char.len_utf8();
        match fate(char) {
            Fate::Stays => {}
            Fate::Goes => patches.delete(at..end),
            Fate::Becomes(now) => patches.replace(at..end, now),
            Fate::NeedsBase => {
                if !text[..at].chars().next_back().is_some_and(carries) {
                    patches.delete(at..end);
                }
            }
            Fate::Varies => {
                if !varies(&text[..at], &text[end..]) {
                    patches.delete(at..end);
                }
            }
            Fate::Joins => {
                if !joins(char, &text[..at], &text[end..]) {
                    patches.delete(at..end);
                }
            }
        }
    });
    patches
}

const TRIGGER: [bool; 256] = {
    let mut table = triggers(&[0x7F, 0xC2, 0xCC, 0xCD, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3]);
    let mut byte = 0;
    while byte < 0x20 {
        table[byte] = !matches!(byte as u8, b'\t' | b'\n' | b'\r');
        byte += 1;
    }
    table
};

enum Fate {
    Stays,
    Goes,
    Becomes(&'static str),
    NeedsBase,
    /// It picks the form of a picture.
    Varies,
    /// It joins two characters, or keeps them apart.
    Joins,
}

fn fate(char: char) -> Fate {
    match char {
        '\t' | '\n' | '\r' => Fate::Stays,
        '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Becomes("\n"),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{180e}' => Fate::Goes,
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Fate::Becomes(" "),
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' => Fate::Goes,
        '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' => Fate::Goes,
        '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0100}'..='\u{e01ef}' | '\u{e0001}'..='\u{e007f}' => {
            Fate::Goes
        }
        '\u{300}'..='\u{36f}' => Fate::NeedsBase,
        '\u{fe00}'..='\u{fe0f}' => Fate::Varies,
        '\u{200c}' | '\u{200d}' => Fate::Joins,
        _ => Fate::Stays,
    }
}

/// Whether a combining mark can stand on the character: a letter of an alphabet, or another mark on one.
fn carries(char: char) -> bool {
    matches!(char, 'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}')
}

/// Whether a selector between two texts picks the form of a picture, or of a digit on a key.
fn varies(before: &str, after: &str) -> bool {
    before.chars().next_back().is_some_and(|base| {
        picture(base) || (matches!(base, '0'..='9' | '#' | '*') && after.starts_with('\u{20e3}'))
    })
}

/// Whether a joiner between two texts has two things to join. Both must stay themselves, or a second look would see
/// something else.
fn joins(joiner: char, before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    let (Some(left), Some(right)) = (back.next(), after.chars().next()) else { return false };
    if joined(left) && joined(right) {
        return true;
    }
    let left = if left == '\u{fe0f}' { back.next().unwrap_or(left) } else { left };
    joiner == '\u{200d}' && picture(left) && joinable(right)
}

/// Pictures that take a selector: arrows, signs and emoji. Circled numbers are letters here.
fn picture(char: char) -> bool {
    matches!(char, '\u{2190}'..='\u{245f}' | '\u{2500}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Pictures that another is joined with: emoji, and the few signs of the basic plane that stand second in one.
fn joinable(char: char) -> bool {
    matches!(
        char,
        '\u{1f000}'..='\u{1faff}' | '♀' | '♂' | '⚕' | '⚖' | '⚧' | '✈' | '❤' | '➡' | '↔' | '↕' | '⬛'
    )
}

/// A letter of a script in which joiners choose the form: Arabic and its relatives, the scripts of India, of Burma,
/// of the Khmer and of the Mongols.
fn joined(char: char) -> bool {
    matches!(char, '\u{620}'..='\u{dff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17d3}' | '\u{1820}'..='\u{18aa}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    #[test]
    fn what_shows_nothing_goes() {
        for (was, now) in [
            ("关\u{200b}工\u{feff}委\u{ad}", "关工委"),
            ("2020\u{a0}年\u{202c}", "2020 年"),
            ("关\u{301}工", "关工"),
            ("e\u{301}", "e\u{301}"),
            ("一\u{1}二\u{7f}三\u{9d}", "一二三"),
            ("“五老”——……\t\r\n（℃）", "“五老”——……\t\r\n（℃）"),
            ("👨\u{200d}👩", "👨\u{200d}👩"),
            (
                "👩\u{1f3fb}\u{200d}⚕\u{fe0f}，❤\u{fe0f}\u{200d}🔥",
                "👩\u{1f3fb}\u{200d}⚕\u{fe0f}，❤\u{fe0f}\u{200d}🔥",
            ),
            ("1\u{fe0f}\u{20e3}和1\u{fe0f}号", "1\u{fe0f}\u{20e3}和1号"),
            ("关\u{200d}工，2\u{200d}02\u{200d}5年8\u{200d}.\u{200c}5\u{200d}%", "关工，2025年8.5%"),
            ("●\u{200d}●①\u{200d}②\u{fe0f}👨\u{200d}①GDP\u{200d}增", "●●①②👨①GDP增"),
            ("关\u{fe0f}\u{200d}👩", "关👩"),
            ("می\u{200c}خواهم क्\u{200d}ष", "می\u{200c}خواهم क्\u{200d}ष"),
            ("م\u{200c}关", "م关"),
        ] {
            let mut draft = Draft::new(was);
            draft.apply(Step::Invisible, &invisible(was));
            assert_eq!(draft.finish().0, now);
        }
    }
}
