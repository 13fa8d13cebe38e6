//! Readings in parentheses: `關(guān)`.
//!
//! A parenthesis goes if what it holds reads the characters before it, and only then: `黨建(zhōng)` and `总值(GDP)`
//! stay. A page that carries annotations carries many, so one alone is taken out only behind a common character in
//! its usual reading, and one without tones, which may be a word of its own, only in company.

use std::ops::Range;

use gongbao_data::readings;

use super::chars::is_han;
use super::gbk::{char_of, pair_of};
use crate::edit::{Certainty, Patches};
use crate::script::TO_SIMPLIFIED;

/// So many annotations behind common characters show that the page is annotated.
const COMPANY: usize = 3;
/// How many characters one parenthesis may read.
const LONGEST: usize = 8;
/// The longest reading of a character has six letters, `zhuang`; with a tone mark each of two bytes or a combining one.
const LONGEST_READING: usize = LONGEST * 12;

/// Takes out the readings of the characters before them.
pub(super) fn pinyin(text: &str) -> Patches {
    let mut patches = Patches::new();
    let found = annotations(text);
    let common = found.iter().filter(|found| found.common && found.toned).count();
    let bare: Vec<&Annotation> = found.iter().filter(|found| !found.toned && found.matches).collect();
    let doubled = bare.windows(2).any(|pair| pair[0].range.end == pair[1].range.start);
    // Latin words in parentheses behind Han that read otherwise speak against annotation without tones.
    let other = found.iter().filter(|found| !found.matches).count();
    let company = bare.len() >= COMPANY && bare.len() >= 4 * other;
    let takes_bare = doubled || company || (common >= COMPANY && bare.len() > other);
    for annotation in &found {
        let takes = annotation.matches
            && if annotation.toned { annotation.common || common >= COMPANY } else { takes_bare };
        match annotation.halved {
            Some(char) if takes => {
                let from = annotation.range.start - 1;
                let now = &mut [0; 4];
                patches.replace_as(from..annotation.range.end, char.encode_utf8(now), Certainty::Likely);
            }
            _ if takes => patches.delete(annotation.range.clone()),
            _ => {}
        }
    }
    patches
}

/// A parenthesis that holds a syllable or several.
struct Annotation {
    range: Range<usize>,
    /// It reads the characters before it.
    matches: bool,
    /// It carries a tone.
    toned: bool,
    /// A common character in its usual reading.
    common: bool,
    /// The character of which only the second half is left before it: `，F(xiàn)有`.
    halved: Option<char>,
}

fn annotations(text: &str) -> Vec<Annotation> {
    let mut found: Vec<Annotation> = Vec::new();
    // A wide parenthesis holds a reading rarely, and begins with the byte of every wide sign: asked for only here.
    let opens = memchr::memchr_iter(b'(', text.as_bytes()).map(|at| (at, 1));
    let wide = memchr::memmem::find_iter(text.as_bytes(), "（").map(|at| (at, 3));
    let mut before = Vec::with_capacity(LONGEST);
    for (at, width) in merged(opens, wide) {
        let Some(syllables) = Syllables::read(&text[at + width..]) else { continue };
        let range = at..at + width + syllables.length;
        // What a doubled annotation reads stands before the first of the two.
        let anchor = match found.last() {
            Some(last) if last.range.end == at && last.matches => last.range.clone(),
            _ => at..at,
        };
        put_before(text, anchor.start, &found, &mut before);
        let mut halved = None;
        if before.is_empty() {
            let seen = straddling(text, anchor.start, &found);
            before.extend(seen);
            halved = seen.filter(|_| anchor.start == at && stands_alone(text, at, range.end));
        }
        if before.is_empty() {
            continue;
        }
        let reading = syllables.reads(&before);
        found.push(Annotation {
            range,
            matches: reading.is_some(),
            toned: syllables.toned,
            common: reading.is_some_and(|reading| reading.usual)
                && before.iter().rev().take(1).all(|&c| common(c)),
            halved,
        });
    }
    found
}

/// Two rising sequences as one.
fn merged(
    one: impl Iterator<Item = (usize, usize)>,
    two: impl Iterator<Item = (usize, usize)>,
) -> impl Iterator<Item = (usize, usize)> {
    let (mut one, mut two) = (one.peekable(), two.peekable());
    std::iter::from_fn(move || match (one.peek(), two.peek()) {
        (Some(a), Some(b)) if b.0 < a.0 => two.next(),
        (Some(_), _) => one.next(),
        (None, _) => two.next(),
    })
}

/// The Han characters before a place, up to [`LONGEST`], the annotations between them left out.
fn put_before(text: &str, mut at: usize, found: &[Annotation], chars: &mut Vec<char>) {
    chars.clear();
    let mut annotations = found;
    // Bounded, so that a long chain of parentheses costs no more than a short one.
    for _ in 0..2 * LONGEST {
        while let Some((_, rest)) = annotations.split_last().filter(|(last, _)| last.range.end > at) {
            annotations = rest;
        }
        if let Some(last) = annotations.last().filter(|last| last.range.end == at && last.matches) {
            at = last.range.start;
            continue;
        }
        match text[..at].chars().next_back() {
            Some(char) if is_han(char) && chars.len() < LONGEST => {
                chars.push(char);
                at -= char.len_utf8();
            }
            _ => break,
        }
    }
    chars.reverse();
}

/// The character that the byte before a place and the second half of the character before it, the annotation between
/// them left out, are to a program that looks for bytes: behind it the program puts its reading, too.
fn straddling(text: &str, at: usize, found: &[Annotation]) -> Option<char> {
    let second =
        u8::try_from(text[..at].chars().next_back()?).ok().filter(|byte| (0x40..0x7F).contains(byte))?;
    let at = at - 1;
    let between = found.last().filter(|last| last.range.end == at && last.matches);
    let [_, first] = pair_of(text[..between.map_or(at, |last| last.range.start)].chars().next_back()?)?;
    char_of(first, second)
}

/// Whether the letter before `at` is no word: a sign before it, and Han behind its reading.
fn stands_alone(text: &str, at: usize, behind: usize) -> bool {
    let before = text[..at].chars().rev().nth(1);
    before.is_some_and(|c| matches!(c, '，' | '。' | '；' | '：' | '、'))
        && text[behind..].starts_with(is_han)
}

/// Whether a character is among the 3,755 common ones of GB 2312, in either script.
fn common(char: char) -> bool {
    let simplified = TO_SIMPLIFIED.chars.get(char).unwrap_or(char);
    matches!(pair_of(simplified), Some([0xB0..=0xD7, 0xA1..=0xFE]))
}

/// What a parenthesis holds, as far as it is pinyin.
struct Syllables {
    /// Letters with marks for tones as `(letter, tone)`, spaces left out.
    letters: Vec<(char, u8)>,
    toned: bool,
    /// Bytes up to and with the closing parenthesis.
    length: usize,
}

/// How characters were read.
struct Reading {
    /// The first in the table, with its tone.
    usual: bool,
}

impl Syllables {
    fn read(text: &str) -> Option<Self> {
        // What is no reading mostly shows it at once, and one syllable has few letters.
        let mut letters: Vec<(char, u8)> = Vec::new();
        let mut chars = text.char_indices();
        for (at, char) in chars.by_ref() {
            if at > LONGEST_READING {
                return None;
            }
            match char {
                ')' | '）' => {
                    let toned = letters.iter().any(|letter| letter.1 > 0);
                    let length = at + char.len_utf8();
                    return (!letters.is_empty()).then_some(Self { letters, toned, length });
                }
                ' ' | '\u{a0}' | '\'' | '’' => {}
                '1'..='5' if !letters.is_empty() => letters.last_mut()?.1 = char as u8 - b'0',
                _ => {
                    if let Some(tone) = combining(char) {
                        letters.last_mut()?.1 = tone;
                    } else if char == '\u{308}' {
                        let last = letters.last_mut()?;
                        last.0 = if last.0 == 'u' { 'v' } else { return None };
                    } else {
                        let letter = letter(char)?;
                        if letters.is_empty() {
                            letters.reserve(LONGEST);
                        }
                        letters.push(letter);
                    }
                }
            }
        }
        None
    }

    /// Whether they read the last of `before`, all of them used up. A tone that the table does not know is taken
    /// as that of another word, but a light tone may stand for any.
    fn reads(&self, before: &[char]) -> Option<Reading> {
        for count in 1..=before.len() {
            if let Some(reading) = self.reads_from(&before[before.len() - count..], 0, true) {
                return Some(reading);
            }
        }
        None
    }

    /// Depth is bounded by [`LONGEST`], width by the few readings of a character that fit.
    fn reads_from(&self, chars: &[char], at: usize, usual: bool) -> Option<Reading> {
        let Some((&char, rest)) = chars.split_first() else {
            return (at == self.letters.len()).then_some(Reading { usual });
        };
        let mut buffer = [0; 4];
        let row = readings().get(char.encode_utf8(&mut buffer))?;
        row.column(1).split(',').enumerate().find_map(|(rank, reading)| {
            let length = self.fits(reading, at)?;
            self.reads_from(rest, at + length, usual && rank == 0)
        })
    }

    /// How many letters a reading takes from `at`, if it fits there.
    fn fits(&self, reading: &str, at: usize) -> Option<usize> {
        let mut count = 0;
        let (mut tone, mut marked) = (0, 0);
        for wanted in reading.chars() {
            let (base, mark) = letter(wanted)?;
            let (seen, seen_mark) = *self.letters.get(at + count)?;
            if base != seen {
                return None;
            }
            (tone, marked) = (tone.max(mark), marked.max(seen_mark % 5));
            count += 1;
        }
        (!self.toned || marked == 0 || tone == marked).then_some(count)
    }
}

/// A letter of pinyin without its tone, and the tone; `ü` is `v`.
pub(super) fn letter(char: char) -> Option<(char, u8)> {
    Some(match char {
        'a'..='z' => (char, 0),
        'ɡ' => ('g', 0),
        'ɑ' => ('a', 0),
        'ü' => ('v', 0),
        'ê' => ('e', 0),
        'ā' | 'á' | 'ǎ' | 'à' => ('a', tone(char, ['ā', 'á', 'ǎ', 'à'])),
        'ă' => ('a', 3),
        'ē' | 'é' | 'ě' | 'è' => ('e', tone(char, ['ē', 'é', 'ě', 'è'])),
        'ĕ' => ('e', 3),
        'ī' | 'í' | 'ǐ' | 'ì' => ('i', tone(char, ['ī', 'í', 'ǐ', 'ì'])),
        'ĭ' => ('i', 3),
        'ō' | 'ó' | 'ǒ' | 'ò' => ('o', tone(char, ['ō', 'ó', 'ǒ', 'ò'])),
        'ŏ' => ('o', 3),
        'ū' | 'ú' | 'ǔ' | 'ù' => ('u', tone(char, ['ū', 'ú', 'ǔ', 'ù'])),
        'ŭ' => ('u', 3),
        'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => ('v', tone(char, ['ǖ', 'ǘ', 'ǚ', 'ǜ'])),
        'ń' | 'ň' | 'ǹ' => ('n', tone(char, ['\0', 'ń', 'ň', 'ǹ'])),
        'ḿ' => ('m', 2),
        _ => return None,
    })
}

fn tone(char: char, marks: [char; 4]) -> u8 {
    (1..).zip(marks).find(|&(_, mark)| mark == char).map_or(0, |(tone, _)| tone)
}

fn combining(char: char) -> Option<u8> {
    Some(match char {
        '\u{304}' => 1,
        '\u{301}' => 2,
        '\u{30c}' | '\u{306}' => 3,
        '\u{300}' => 4,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    fn read(text: &str) -> String {
        let mut draft = Draft::new(text);
        draft.apply(Step::Pinyin, &pinyin(text));
        draft.finish().0.into_owned()
    }

    #[test]
    fn readings_go() {
        for (was, now) in [
            ("全縣關(guān)工組織", "全縣關工組織"),
            ("會(huì )議", "會議"),
            ("領導(lǐng dǎo)幹部", "領導幹部"),
            ("领导(lǐngdǎo)干部", "领导干部"),
            ("黨(dang)(dang)建(jian)", "黨建"),
            ("关（guān）工委", "关工委"),
            ("关(gua\u{304}n)工委", "关工委"),
            ("女(nǚ)兒", "女兒"),
            // 關 is EA50 in GBK: the second half of 标, and a P.
            ("已中标P(guān)PP项目", "已中标PPP项目"),
            ("工业(yè)A(chǔ)PP", "工业APP"),
            // Behind a sign the letter is what is left of 現, AC46.
            ("全縣關(guān)工委，F(xiàn)有委員12名", "全縣關工委，現有委員12名"),
        ] {
            assert_eq!(read(was), now);
        }
    }

    #[test]
    fn other_parentheses_stay() {
        for text in [
            "国内生产总值(GDP)",
            "第一类(a)",
            "已中标P(gāng)PP项目",
            "已中标P(guan)PP项目",
            "中国(zhōng)",
            "爱(ai)",
            "艾(AI)",
            "(guān)",
            "关(guān",
            "党建(dang)工作",
            "亳(bó)州",
            "单(shàn)县",
            "鎮(街道)",
            "一(1)",
            "会()",
        ] {
            assert_eq!(read(text), text);
        }
    }

    #[test]
    fn company_makes_bare_readings_go() {
        let text = "关(guan)工(gong)委(wei)工(gong)作(zuo)报(bao)告(gao)与总值(GDP)";
        assert_eq!(read(text), "关工委工作报告与总值(GDP)");
    }
}
