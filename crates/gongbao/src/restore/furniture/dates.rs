//! Dates as pages write them: 2023-07-19 18:23:00, 2024年1月8日, 2026/2/5, 2026.02.05.

use jiff::civil::Date;

/// A date with its time, and how many bytes of the text it takes.
pub(in crate::restore) fn date(text: &str) -> Option<(Date, usize)> {
    let mut scan = Scan { rest: text };
    // 21.01.2016 09:56: the day first, on a page that counts the minutes.
    if let Some(date) = day_first(text) {
        return Some(date);
    }
    let year = scan.number(4)?;
    let sign = scan.sign(&['-', '/', '.', '年', '－', '—', '／', '．'])?;
    let month = scan.number(2)?;
    scan.sign(if sign == '年' { &['月'] } else { &['-', '/', '.', '－', '—', '／', '．'] })?;
    let day = scan.number(2)?;
    if sign == '年' {
        scan.sign(&['日', '号', '號'])?;
    }
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1949..2100).contains(&year).then(|| (date, text.len() - scan.time().len()))
}

fn day_first(text: &str) -> Option<(Date, usize)> {
    let mut scan = Scan { rest: text };
    let day = scan.number(2)?;
    scan.sign(&['.', '/'])?;
    let month = scan.number(2)?;
    scan.sign(&['.', '/'])?;
    let year = scan.number(4)?;
    let left = scan.rest.len();
    let rest = scan.time();
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    ((1949..2100).contains(&year) && rest.len() < left).then(|| (date, text.len() - rest.len()))
}

/// The value of a digit, of either width.
fn digit(c: char) -> Option<i16> {
    let of = |zero: char| {
        i16::try_from(u32::from(c).checked_sub(u32::from(zero))?).ok().filter(|value| *value < 10)
    };
    of('0').or_else(|| of('０'))
}

struct Scan<'t> {
    rest: &'t str,
}

impl<'t> Scan<'t> {
    fn number(&mut self, most: usize) -> Option<i16> {
        let (mut number, mut length) = (0, 0);
        // The page may have its digits in full width still.
        while let Some(digit) = self.rest.chars().next().and_then(digit) {
            if length == most {
                return None;
            }
            (number, length) = (10 * number + digit, length + 1);
            self.rest = &self.rest[self.rest.chars().next().map_or(0, char::len_utf8)..];
        }
        (length > 0 && (most != 4 || length == 4)).then_some(number)
    }

    fn sign(&mut self, signs: &[char]) -> Option<char> {
        let sign = self.rest.chars().next().filter(|c| signs.contains(c))?;
        self.rest = &self.rest[sign.len_utf8()..];
        Some(sign)
    }

    /// What is left behind a time, if there is one.
    fn time(mut self) -> &'t str {
        let before = self.rest;
        self.rest = self.rest.trim_start_matches(|c: char| c.is_whitespace() || c == 'T');
        let colon = [':', '：', '∶', '时'];
        if self.number(2).is_none() || self.sign(&colon).is_none() || self.number(2).is_none() {
            return before;
        }
        let minutes = self.rest;
        if minutes.starts_with('分') {
            return &minutes['分'.len_utf8()..];
        }
        if self.sign(&colon).is_some() && self.number(2).is_some() { self.rest } else { minutes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_pages() {
        for (text, length) in [
            ("2023-07-19 18:23:00", 19),
            ("2024年1月8日", "2024年1月8日".len()),
            ("2026-05-15 14∶05 来源", "2026-05-15 14∶05".len()),
            ("2026/2/5", 8),
            ("2026.02.05 字", 10),
            ("2026-02-05 12", 10),
        ] {
            assert_eq!(date(text).map(|(_, length)| length), Some(length), "{text}");
        }
        for text in ["2023-13-01", "20230719", "2023年7月", "1.2.3", "18:23"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
