//! Radicals, compatibility ideographs, full-width letters and digits, and what looks like another character.
//!
//! What has one plain form takes it: `２０２０` and `％`, the radical ⻓ for 长, ○ for 〇 among Chinese numerals. Chinese
//! punctuation, quotes and book marks are no wide forms of anything and stay; only inside a number is a sign narrow.

use std::sync::LazyLock;

use super::Note;
use super::lookalikes::lookalike;
use super::scan::{triggered, triggers};
use crate::edit::{Certainty, Patches};
use crate::script::engine::CharMap;

static IDEOGRAPHS: LazyLock<CharMap> = LazyLock::new(|| CharMap::new([gongbao_data::radicals()]));

/// The ideograph of a radical or of a compatibility form.
pub(super) fn ideograph(char: char) -> Option<char> {
    IDEOGRAPHS.get(char)
}

/// Gives characters their plain form.
pub(super) fn width(text: &str, notes: &mut Vec<Note>) -> Patches {
    let mut patches = Patches::new();
    triggered(text, &TRIGGER, |at, char| {
        let end = at + char.len_utf8();
        let now = match char {
            'o' | 'O' | 'Ｏ' | '○' | '◯' | 'Ο' | 'О' if zero(text, at, end) => Some('〇'),
            '\u{FF01}'..='\u{FF5E}' => narrow(char, text, at, end),
            '\u{FF61}' => Some('。'),
            '\u{FF62}' => Some('「'),
            '\u{FF63}' => Some('」'),
            '\u{FF64}' => Some('、'),
            '\u{FF65}' | '·' | '•' | '・' | '﹒' | '∙' => point(text, at, end).then_some('.'),
            '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}' | '\u{2F800}'..='\u{2FA1F}' => ideograph(char),
            _ if is_foreign(char) => {
                if let Some(now) = lookalike(char, text, at, end, notes) {
                    patches.replace_as(at..end, now.encode_utf8(&mut [0; 4]), Certainty::Likely);
                }
                None
            }
            _ => None,
        };
        if let Some(now) = now {
            patches.replace(at..end, now.encode_utf8(&mut [0; 4]));
        }
    });
    patches
}

/// Puts ideographs in the place of radicals and of nothing else.
pub(super) fn radicals(text: &str) -> Patches {
    let mut patches = Patches::new();
    let bytes = text.as_bytes();
    for at in memchr::memchr_iter(0xE2, bytes) {
        // U+2E80 to U+2FDF.
        if !matches!(bytes.get(at + 1), Some(0xBA..=0xBF)) {
            continue;
        }
        let found = text[at..].chars().next();
        if let Some((radical, now)) = found.and_then(|radical| Some((radical, ideograph(radical)?))) {
            patches.replace(at..at + radical.len_utf8(), now.encode_utf8(&mut [0; 4]));
        }
    }
    patches
}

/// Letters of scripts among which there are some that look like others.
fn is_foreign(char: char) -> bool {
    matches!(char, '\u{370}'..='\u{52f}' | '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}')
}

/// The first bytes of all that can change; E3 and E2 are shared with Chinese punctuation, the others are rare.
const TRIGGER: [bool; 256] = triggers(&[
    b'o', b'O', 0xC2, 0xCD, 0xCE, 0xCF, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xE1, 0xE2, 0xE3, 0xEA, 0xEB, 0xEC,
    0xED, 0xEF, 0xF0,
]);

/// The narrow form of a wide one.
fn narrow(char: char, text: &str, at: usize, end: usize) -> Option<char> {
    let ascii = char::from_u32(char as u32 - 0xFEE0)?;
    let fits = match char {
        // Chinese punctuation, which has its width by right.
        '；' | '？' | '！' | '（' | '）' | '～' => false,
        '：' => clock(text, at, end),
        '，' => groups(text, at, end),
        // Between Han it parts a foreign name.
        '．' => [text[..at].chars().next_back(), text[end..].chars().next()]
            .into_iter()
            .flatten()
            .any(alphanumeric),
        _ => true,
    };
    fits.then_some(ascii)
}

fn alphanumeric(char: char) -> bool {
    char.is_ascii_alphanumeric() || matches!(char, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

fn digit(char: char) -> Option<u32> {
    match char {
        '0'..='9' => Some(char as u32 - '0' as u32),
        '０'..='９' => Some(char as u32 - '０' as u32),
        _ => None,
    }
}

/// The digits at an end of a text, up to five, and what stands beyond them.
fn digits(chars: impl Iterator<Item = char>) -> (Vec<u32>, Option<char>) {
    let mut found = Vec::new();
    for char in chars {
        match digit(char) {
            Some(value) if found.len() < 5 => found.push(value),
            _ => return (found, Some(char)),
        }
    }
    (found, None)
}

/// Whether the colon from `at` to `end` holds two numbers together, as in a time or a ratio: `18：23`, `2.31：1`, and not
/// `附件1：20家`. Such a colon is narrow, and any other one between digits is wide.
pub(super) fn clock(text: &str, at: usize, end: usize) -> bool {
    let (head, before) = digits(text[..at].chars().rev());
    let (tail, after) = digits(text[end..].chars());
    if head.is_empty() || tail.is_empty() {
        return false;
    }
    // A number that names an attachment or a table, a figure with its unit, and a long one as of a telephone, are
    // things by themselves.
    before.is_none_or(|char| digit(char).is_none() && !LABELS.contains(char))
        && after.is_none_or(|char| digit(char).is_none() && !UNITS.contains(char))
}

const LABELS: &str = "件表图圖第注栏欄";
const UNITS: &str = "年月日号號天岁歲个個名位人家项項条條件户戶次万萬亿億元千百余餘多%％";

/// `１，２３０`: the comma parts groups of three wide digits. Between narrow digits a wide comma parts numbers.
fn groups(text: &str, at: usize, end: usize) -> bool {
    let wide = |char: Option<char>| char.is_some_and(|char| matches!(char, '０'..='９'));
    if !wide(text[..at].chars().next_back()) || !wide(text[end..].chars().next()) {
        return false;
    }
    let (head, _) = digits(text[..at].chars().rev());
    let (tail, _) = digits(text[end..].chars());
    (1..=3).contains(&head.len()) && tail.len() == 3
}

/// A dot in the middle between digits is a decimal point where a unit of share or of thousands follows: `12·5％`, not
/// `5·12`.
fn point(text: &str, at: usize, end: usize) -> bool {
    if text[..at].chars().next_back().and_then(digit).is_none() {
        return false;
    }
    let (tail, after) = digits(text[end..].chars());
    (1..=4).contains(&tail.len())
        && after.is_some_and(|char| matches!(char, '%' | '％' | '‰' | '万' | '亿' | '倍' | '萬' | '億'))
}

/// Whether a ring or the letter O among Chinese numerals is their zero: `二○○六年`, `一九八○`, not `○一般`.
fn zero(text: &str, at: usize, end: usize) -> bool {
    let letter = text[at..end].is_ascii();
    let numeral =
        |char: &char| matches!(char, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '〇');
    let ring = |char: &char| matches!(char, '○' | '◯' | 'Ｏ' | 'O' | 'o' | 'Ο' | 'О');
    // Bounded: a run of rings longer than a year is no numeral.
    let before = text[..at].chars().rev().take(4);
    let after = text[end..].chars().take(4);
    let left = before.clone().take_while(|char| numeral(char) || ring(char));
    let right = after.clone().take_while(|char| numeral(char) || ring(char));
    let (left, right): (Vec<char>, Vec<char>) = (left.collect(), right.collect());
    let known = left.iter().chain(&right).filter(|char| numeral(char)).count();
    let run = left.len() + right.len() + 1;
    let follows = text[end..].chars().nth(right.len());
    let unit = follows.is_some_and(|char| matches!(char, '年' | '月' | '日' | '号' | '號' | '％' | '%'));
    if letter {
        // A letter needs numerals on both sides, or the year behind it.
        known >= 2 && (left.first().is_some_and(&numeral) || unit) && (unit || right.iter().any(&numeral))
    } else {
        known >= 1 && (known >= 2 || unit || run >= 3) && (!left.is_empty() || run >= 3 || unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    #[test]
    fn plain_forms() {
        for (was, now) in [
            ("２０２０年ＧＤＰ增长８．５％", "2020年GDP增长8.5%"),
            ("二○二四年二○○六年", "二〇二四年二〇〇六年"),
            ("二O二四年", "二〇二四年"),
            ("１，２３０人", "1,230人"),
            ("１８：２３至１９：００", "18:23至19:00"),
            ("⼯作⻓期", "工作长期"),
            ("增长12·5％", "增长12.5%"),
            ("之比为1：1，缩小至２．３１：１", "之比为1:1，缩小至2.31:1"),
            ("人工智能＋", "人工智能+"),
        ] {
            let mut draft = Draft::new(was);
            draft.apply(Step::Width, &width(was, &mut Vec::new()));
            assert_eq!(draft.finish().0, now);
        }
    }

    #[test]
    fn radicals_alone() {
        let was = "“⼯作⻓期”２０２０";
        let mut draft = Draft::new(was);
        draft.apply(Step::Width, &radicals(was));
        assert_eq!(draft.finish().0, "“工作长期”２０２０");
    }

    #[test]
    fn what_is_plain_stays() {
        for text in [
            "“五老”《关于》——……，。；？！（）：、·～㎡℃①",
            "附件1：2024年",
            "附件1：20家",
            "1：2024年",
            "12：3万元",
            "2：1岁多",
            "邮编100000：65550000",
            "82，225.00",
            "5·12汶川",
            "○加强领导",
            "GOOD",
            "一OK",
            "阿．卜",
            "120，350人",
        ] {
            assert!(width(text, &mut Vec::new()).is_empty(), "{text}");
        }
    }
}
