//! Numbers of years, months and days, and whole dates, at the start of a text.
//!
//! What stands in the text is read, nothing is guessed: `2020年12月22日`, `二〇二〇年十二月二十二日`, `2020-12-22`.

use jiff::civil::Date;

/// A year in four digits, Arabic or Chinese, and its length in bytes; without 年.
pub(crate) fn year(text: &str) -> Option<(i16, usize)> {
    let bytes = text.as_bytes();
    if bytes.len() >= 4 && bytes[..4].iter().all(u8::is_ascii_digit) {
        if bytes.get(4).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        let value = bytes[..4].iter().fold(0, |value, digit| value * 10 + i16::from(digit - b'0'));
        return (1000..2200).contains(&value).then_some((value, 4));
    }
    let (mut value, mut length, mut count) = (0_i16, 0, 0);
    for c in text.chars().take(5) {
        let Some(digit) = han_digit(c).filter(|_| count < 4) else { break };
        value = value * 10 + digit;
        length += c.len_utf8();
        count += 1;
    }
    (count == 4 && (1000..2200).contains(&value)).then_some((value, length))
}

/// A Chinese digit as it stands in a year: 一九五〇, 二零二四, 二○○二.
pub(crate) fn han_digit(c: char) -> Option<i16> {
    Some(match c {
        '〇' | '零' | '○' | '◯' | 'Ｏ' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// A number of one or two digits, Arabic or Chinese (`8`, `08`, `二十二`, `廿二`), and its length in bytes.
pub(crate) fn small(text: &str) -> Option<(u8, usize)> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    if digits > 0 {
        let value = bytes[..digits].iter().try_fold(0_u8, |value, digit| {
            value.checked_mul(10).and_then(|value| value.checked_add(digit - b'0'))
        });
        return (digits < 3).then_some((value?, digits));
    }
    let (mut value, mut last, mut length, mut tens) = (0_u8, 0_u8, 0, false);
    for c in text.chars().take(4) {
        match c {
            '十' if !tens => (value, last, tens) = (last.max(1) * 10, 0, true),
            '廿' if length == 0 => (value, tens) = (20, true),
            '卅' if length == 0 => (value, tens) = (30, true),
            '〇' | '零' | '○' if tens && last == 0 => {}
            _ => match han_digit(c) {
                Some(digit) if digit > 0 && last == 0 => last = digit as u8,
                _ => break,
            },
        }
        length += c.len_utf8();
    }
    (length > 0 && (value > 0 || last > 0)).then_some((value + last, length))
}

/// A whole date, and its length in bytes.
pub(crate) fn date(text: &str) -> Option<(Date, usize)> {
    let (year, mut at) = year(text)?;
    let separator = ["年", "-", "/", "."].into_iter().find(|separator| text[at..].starts_with(separator))?;
    at += separator.len();
    let (month, length) = small(&text[at..])?;
    at += length;
    at += if separator == "年" {
        text[at..].starts_with('月').then_some("月".len())?
    } else {
        separator_len(&text[at..], separator)?
    };
    let (day, length) = small(&text[at..])?;
    at += length;
    if separator == "年" {
        at += text[at..].starts_with(['日', '号']).then_some("日".len())?;
    }
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    Some((date, at))
}

fn separator_len(text: &str, separator: &str) -> Option<usize> {
    text.starts_with(separator).then_some(separator.len())
}

/// The first whole date in a text.
pub(crate) fn find(text: &str) -> Option<Date> {
    starts(text).find_map(|at| date(&text[at..])).map(|(date, _)| date)
}

/// The first year in a text that 年 follows; the end of a range (2021-2023年) is none.
pub(crate) fn find_year(text: &str) -> Option<i16> {
    starts(text).find_map(|at| {
        let (value, length) = year(&text[at..])?;
        let ranged = text[..at].ends_with(['-', '—', '－', '–', '～', '至', '到']);
        (text[at + length..].starts_with('年') && !ranged).then_some(value)
    })
}

/// Where a number may start: not inside one.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    let mut inside = false;
    text.char_indices().filter_map(move |(at, c)| {
        let digit = c.is_ascii_digit() || han_digit(c).is_some();
        let start = digit && !inside;
        inside = digit;
        start.then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn dates() {
        assert_eq!(find("报告（2020年12月22日）"), Some(day(2020, 12, 22)));
        assert_eq!(find("二〇二〇年十二月二十二日"), Some(day(2020, 12, 22)));
        assert_eq!(find("2024-06-27 发布"), Some(day(2024, 6, 27)));
        assert_eq!(find("2023年2月30日"), None);
        assert_eq!(find_year("集安市2020年工作总结"), Some(2020));
        assert_eq!(find_year("12020年"), None);
    }

    #[test]
    fn small_numbers() {
        assert_eq!(small("二十二日"), Some((22, 9)));
        assert_eq!(small("十月"), Some((10, 3)));
        assert_eq!(small("08月"), Some((8, 2)));
        assert_eq!(small("2020年"), None);
        assert_eq!(small("月"), None);
    }
}
