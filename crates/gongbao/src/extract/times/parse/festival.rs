//! Festivals and memorial days.

use gongbao_data::festivals;

use crate::extract::times::shape::{Core, Part, Point, Year};

/// A festival, with the year before it: 春节, “六一”, 今年“七一”前夕.
pub(super) fn festival(text: &str, at: usize, year: Year) -> Option<(Core, usize)> {
    let rest = &text[at..];
    let open = rest.chars().next().filter(|c| matches!(c, '“' | '‘' | '"')).map_or(0, char::len_utf8);
    let (length, row) = festivals().longest(&rest[open..])?;
    let mut end = at + open + length;
    let closed = text[end..].chars().next().filter(|c| matches!(c, '”' | '’' | '"'));
    let said = year != Year::Unsaid;
    let before = text[..at].chars().next_back();
    let stands = if open > 0 {
        // With the quote only behind a year or before 前夕; a quote that holds more is a name.
        closed.is_some()
            && (said
                || ["前夕", "期间", "前后", "节", "国际"]
                    .iter()
                    .any(|word| text[end + '”'.len_utf8()..].starts_with(word)))
    } else if closed.is_some() {
        matches!(before, Some('“' | '‘' | '"'))
    } else {
        !quoted(text, at)
            && (row.column(3).is_empty()
                || said
                || text[end..].starts_with("前夕")
                || text[end..].starts_with("期间"))
    };
    if !stands {
        return None;
    }
    if open > 0 {
        end += closed.map_or(0, char::len_utf8);
    }
    let eve = text[end..].starts_with("前夕");
    let around = ["前夕", "期间", "前后"].iter().find(|word| text[end..].starts_with(**word));
    // “六一”期间: the word behind a closing quote that the span leaves out stays out, too.
    if let Some(word) = around {
        end += word.len();
    }
    let (month, day) = (row.column(1).parse().unwrap_or(0), row.column(2).parse().unwrap_or(0));
    // A day that comes every year has no date, unless the year is said.
    // 春节期间 is more than its day.
    let moves = month == 0 && (day == 0 || around.is_some_and(|_| !eve));
    let core = if moves || !said {
        Core::Vague
    } else {
        let part = if month == 0 { Part::Moon(day) } else { Part::Day(month, day) };
        let point = Point { year, part };
        if eve { Core::Eve(point) } else { Core::Point(point) }
    };
    Some((core, end))
}

/// Whether a quote opened shortly before and is still open.
fn quoted(text: &str, at: usize) -> bool {
    text[..at]
        .chars()
        .rev()
        .take(20)
        .take_while(|c| !matches!(c, '”' | '’' | '\n'))
        .any(|c| matches!(c, '“' | '‘'))
}
