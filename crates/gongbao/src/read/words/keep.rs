//! What stays whole in the words of a text: numbers, dates, what the caller says.
//!
//! The general segmenter cuts numbers where it knows words: 3000 and 万元, 二○○一 and 年. As in the standard of the People's Daily a
//! number is one word with its 万 and its %, its unit is the next one, and each part of a date is one with its 年, 月 or 日.

use crate::span::TextSpan;

/// A part of a line that is one word, and its tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept<'t> {
    pub(super) span: TextSpan,
    pub(super) tag: &'t str,
}

/// Numerals that stand for a digit or count tens.
const DIGITS: &str = "〇○零一二三四五六七八九";

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn is_numeral(c: char) -> bool {
    DIGITS.contains(c) || c == '十'
}

/// The numbers and the parts of dates in a line, in text order.
pub(super) fn numbers(text: &str, line: TextSpan, out: &mut Vec<Kept<'_>>) {
    let mut at = line.start();
    let mut before = ' ';
    while let Some(c) = text[at..line.end()].chars().next() {
        let rest = &text[at..line.end()];
        let found = match c {
            _ if before.is_alphanumeric() && (before.is_ascii() || is_digit(before)) => None,
            _ if is_digit(c) => Some(number(rest)),
            _ if is_numeral(c) && !is_numeral(before) => written(rest),
            _ => None,
        };
        match found {
            Some((length, tag)) => {
                out.push(Kept { span: TextSpan::new(at, at + length), tag });
                at += length;
                before = text[..at].chars().next_back().unwrap_or(' ');
            }
            None => {
                at += c.len_utf8();
                before = c;
            }
        }
    }
}

/// A number in digits at the beginning of a text: its length and its tag.
fn number(rest: &str) -> (usize, &'static str) {
    let run = |text: &str| text.chars().take_while(|&c| is_digit(c)).map(char::len_utf8).sum::<usize>();
    let whole = run(rest);
    let count = rest[..whole].chars().count();
    let behind = &rest[whole..];
    let value = rest[..whole]
        .chars()
        .filter_map(|c| (c as u32 & 0xF).try_into().ok())
        .fold(0_u32, |value, digit: u8| value.saturating_mul(10).saturating_add(u32::from(digit)));
    let part = match behind.chars().next() {
        Some('年') => count == 4 && !behind.starts_with("年级"),
        Some('月') => (1..=12).contains(&value),
        Some('日') => (1..=31).contains(&value),
        _ => false,
    };
    if part {
        return (whole + '年'.len_utf8(), "t");
    }
    let mut length = whole;
    // 1,234.5 and １２．３: a sign between digits belongs to the number.
    while let Some(sign) = rest[length..].chars().next().filter(|c| matches!(c, '.' | ',' | '．' | '·' | '∶'))
    {
        let more = run(&rest[length + sign.len_utf8()..]);
        if more == 0 || (sign == ',' && more != 3) {
            break;
        }
        length += sign.len_utf8() + more;
    }
    let tail = &rest[length..];
    if let Some(sign) = tail.chars().next().filter(|c| matches!(c, '%' | '％' | '‰')) {
        return (length + sign.len_utf8(), "m");
    }
    // 1230余万, 3.5亿
    let more = tail.chars().next().filter(|c| matches!(c, '余' | '多')).map_or(0, char::len_utf8);
    let scale = tail[more..]
        .chars()
        .take_while(|c| matches!(c, '百' | '千' | '万' | '亿'))
        .map(char::len_utf8)
        .sum::<usize>();
    // 3千瓦, 5千克: the unit begins with what looks like a scale.
    let unit =
        ["千瓦", "千克", "千米", "千伏", "千卡", "百分"].iter().any(|unit| tail[more..].starts_with(unit));
    (length + if scale > 0 && !unit { more + scale } else { 0 }, "m")
}

/// A part of a date in Chinese numerals: 二○○一年, 十二月, 三十一日.
fn written(rest: &str) -> Option<(usize, &'static str)> {
    let length: usize = rest.chars().take_while(|&c| is_numeral(c)).map(char::len_utf8).sum();
    let own = &rest[..length];
    let count = own.chars().count();
    let fits = match rest[length..].chars().next()? {
        '年' => count == 4 && !own.contains('十'),
        // 一月 of counting months, 一日: only those with ten are dates for certain.
        '月' => matches!(own, "十" | "十一" | "十二"),
        '日' => count >= 2 && own.contains('十') && own.starts_with(['十', '二', '三']),
        _ => false,
    };
    fits.then_some((length + '年'.len_utf8(), "t"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        numbers(text, TextSpan::new(0, text.len()), &mut out);
        out.iter().map(|kept| kept.span.of(text)).collect()
    }

    #[test]
    fn numbers_and_dates() {
        assert_eq!(
            kept("2022年12月31日，筹资1230余万元，增长6.1%"),
            ["2022年", "12月", "31日", "1230余万", "6.1%"]
        );
        assert_eq!(kept("历时5年，装机3千瓦，1,234.5亿元"), ["5", "3", "1,234.5亿"]);
        assert_eq!(kept("二○○一年十二月三十一日，一日三餐，十年"), ["二○○一年", "十二月", "三十一日"]);
        assert_eq!(kept("１９９８年，４０％，A4纸"), ["１９９８年", "４０％"]);
    }
}
