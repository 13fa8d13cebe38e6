//! Entities, `\uXXXX` and percent escapes.
//!
//! Only what is an escape beyond doubt: a named reference with its semicolon, a numeric one with or without,
//! `\u` with four digits, percent signs that spell a character of UTF-8 beyond ASCII. `100%`, `50%以上` and the
//! escapes inside an address stay. What was escaped twice is read to the end, so that nothing is left to do. A numeric
//! reference that lost its ampersand, `#xff1a;`, is likely one among Han characters, if a character of Chinese print
//! comes of it.

mod percent;

use gongbao_data::entities;

use super::chars::is_east;
use crate::edit::{Certainty, Patches};

/// Puts the characters in their place.
pub(super) fn escapes(text: &str) -> Patches {
    let mut patches = Patches::new();
    let bytes = text.as_bytes();
    let percent = percent::Percent::of(text);
    // `\xb7` is an escape only among others.
    let hexadecimal = memchr::memmem::find(bytes, b"\\u").is_some_and(|at| unicode(&text[at..]).is_some());
    let bare = memchr::memchr_iter(b'#', bytes).any(|at| bare(text, at, at).is_some());
    let mut at = 0;
    while let Some(found) = next(bytes, at, percent.is_some(), bare) {
        let rest = &text[found..];
        if bytes[found] == b'#' {
            match self::bare(text, found, at) {
                Some((length, now)) => {
                    patches.replace_as(found..found + length, &now, Certainty::Likely);
                    at = found + length;
                }
                None => at = found + 1,
            }
            continue;
        }
        let escape = match bytes[found] {
            b'&' => reference(rest),
            b'\\' => unicode(rest).or_else(|| hexadecimal.then(|| byte(rest)).flatten()),
            _ => percent.as_ref().and_then(|percent| percent.read(text, found)),
        };
        match escape {
            Some((length, now)) => {
                patches.replace(found..found + length, &now);
                at = found + length;
            }
            None => at = found + 1,
        }
    }
    patches
}

fn next(bytes: &[u8], at: usize, percent: bool, bare: bool) -> Option<usize> {
    let found = if bare {
        let begins = |&byte: &u8| matches!(byte, b'&' | b'\\' | b'#') || percent && byte == b'%';
        bytes[at..].iter().position(begins)
    } else if percent {
        memchr::memchr3(b'&', b'\\', b'%', &bytes[at..])
    } else {
        memchr::memchr2(b'&', b'\\', &bytes[at..])
    };
    found.map(|found| at + found)
}

/// A numeric reference without its ampersand: its length, and what it stands for. Behind an escape that ends at `last`
/// stands what that has become.
fn bare(text: &str, at: usize, last: usize) -> Option<(usize, String)> {
    /// Four digits are the least that Chinese print has, with the sign and the semicolon.
    const SHORTEST: usize = 6;
    let (length, now) = body(&text[at..])?;
    let whole = length >= SHORTEST && text[at..at + length].ends_with(';');
    let east = |char: Option<char>| char.is_some_and(is_east);
    let before = text[..at].chars().next_back();
    let around = east(before) || at == last && at > 0 || east(text[at + length..].chars().next());
    // In an address or a word it is none.
    let inside =
        before.is_some_and(|char| char.is_ascii_alphabetic() || matches!(char, '/' | '&' | '=' | '_'));
    (whole && around && !inside && east(now.chars().next())).then_some((length, now))
}

/// A character reference at the beginning: its length, and what it stands for.
pub(super) fn reference(text: &str) -> Option<(usize, String)> {
    /// So often is an ampersand escaped at most.
    const DEEPEST: usize = 4;
    let (mut length, mut now) = body(&text[1..]).map(|(length, now)| (length + 1, now))?;
    for _ in 0..DEEPEST {
        if now != "&" {
            break;
        }
        let Some((more, inner)) = body(&text[length..]) else { break };
        length += more;
        now = inner;
    }
    Some((length, now))
}

/// What stands behind an ampersand.
fn body(text: &str) -> Option<(usize, String)> {
    if let Some(number) = text.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (digits, 16),
            None => (number, 10),
        };
        let count = digits.bytes().take_while(|&byte| char::from(byte).is_digit(radix)).count();
        let value = digits.get(..count).filter(|value| (1..=10).contains(&value.len()))?;
        let c = character(u32::from_str_radix(value, radix).ok()?)?;
        let semicolon = usize::from(digits[count..].starts_with(';'));
        return Some((text.len() - digits.len() + count + semicolon, c.to_string()));
    }
    // Old pages leave out the semicolon of this one.
    const SPACE: &str = "nbsp";
    let (length, row) = match entities().longest(text).filter(|(length, _)| text[..*length].ends_with(';')) {
        Some(found) => found,
        None if text.starts_with(SPACE) => (SPACE.len(), entities().get(SPACE)?),
        None => return None,
    };
    let points = row.column(1).split(' ').filter_map(|point| u32::from_str_radix(point, 16).ok());
    Some((length, points.filter_map(char::from_u32).collect()))
}

/// The character of a number. Old pages mean Windows-1252 by 128 to 159; a control character is none.
fn character(number: u32) -> Option<char> {
    let c = match number {
        0x80..=0x9F => {
            encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[number as u8]).0.chars().next()?
        }
        _ => char::from_u32(number)?,
    };
    (!c.is_control() || matches!(c, '\t' | '\n' | '\r')).then_some(c)
}

/// `\u4e2d`, a pair of them for what lies beyond four digits, `\U0001f600`.
fn unicode(text: &str) -> Option<(usize, String)> {
    let digits = |from: usize, count: usize| {
        let digits = text
            .get(from..from + count)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        u32::from_str_radix(digits, 16).ok()
    };
    let (length, number) = match text.as_bytes().get(1)? {
        b'u' => {
            let high = digits(2, 4)?;
            match text.get(6..8).filter(|_| (0xD800..0xDC00).contains(&high)) {
                Some("\\u") => {
                    let low = digits(8, 4).filter(|low| (0xDC00..0xE000).contains(low))?;
                    (12, 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
                }
                _ => (6, high),
            }
        }
        b'U' => (10, digits(2, 8)?),
        _ => return None,
    };
    Some((length, character(number)?.to_string()))
}

/// `\xb7`.
fn byte(text: &str) -> Option<(usize, String)> {
    let digits =
        text.strip_prefix("\\x")?.get(..2).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    (c >= '\u{a0}').then(|| (4, c.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    fn read(text: &str) -> String {
        let mut draft = Draft::new(text);
        draft.apply(Step::Escapes, &escapes(text));
        let now = draft.text().to_owned();
        assert!(escapes(&now).is_empty(), "{now:?} has more to read");
        now
    }

    #[test]
    fn escapes_are_read() {
        for (text, now) in [
            ("&#20013;&#x56FD;", "中国"),
            ("&#20013&#x56fd关工委", "中国关工委"),
            ("&ldquo;五老&rdquo;&mdash;&hellip;", "“五老”—…"),
            ("甲&nbsp;乙&nbsp丙", "甲\u{a0}乙\u{a0}丙"),
            ("&amp;#20013;&amp;amp;nbsp;", "中\u{a0}"),
            ("&#147;五老&#148;", "“五老”"),
            ("来源#xff1a;市关工委#65307;#20013;#22269;", "来源：市关工委；中国"),
            ("一#x3001;2023年#xFF0C;5#65285;。", "一、2023年，5％。"),
            ("\\u4e2d\\u56fd2020\\xb7\\ud83d\\ude00", "中国2020·😀"),
            ("%E4%B8%AD%E5%9B%BD2020%E5%B9%B4%28%E8%AF%95%E8%A1%8C%29", "中国2020年(试行)"),
            ("增长5.5%25%EF%BC%8C", "增长5.5%，"),
            ("%25E4%25B8%25AD", "中"),
            ("%e4%b8%ad\n5.5%25", "中\n5.5%"),
            ("%B9%D8%B9%A4%CE%AF2020%C4%EA%B9%A4%D7%F7", "关工委2020年工作"),
            ("%b9%d8%b9%a4%a1%b0%CE%E5%C0%CF%a1%b1，增长5%", "关工“五老”，增长5%"),
        ] {
            assert_eq!(read(text), now, "{text}");
        }
    }

    #[test]
    fn what_is_no_escape_stays() {
        for text in [
            "增长100%，50%以上，5%20个",
            "R&D经费，AT&T，A&B;，&;&#;&#x;",
            "&#0;&#55357;&#x110000;&#99999999999999;",
            "见http://a.cn/#65306;和a#65306;b，1#楼，#2023;，#12345，颜色#ff1a2b;，话题#65306",
            "\\u12，\\ud83d，C:\\users，\\xb7",
            "见https://example.org/?q=%E4%B8%AD%E5%9B%BD",
            "%E4%B8，%AB，%zz，%",
            "占比5%B9%D8，%B9%D8，见http://a.cn/?q=%B9%D8%B9%A4",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
