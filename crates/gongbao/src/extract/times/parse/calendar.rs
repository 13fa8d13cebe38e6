//! Points of the calendar: years, parts of them, months, days.

use gongbao_data::time_words;

use super::words::word_stands;
use super::{connector, is_han};
use crate::extract::times::shape::{Part, Point, Year};
use crate::read::dates;

/// A point of the calendar: a year, a part of one, a month, a day.
pub(super) fn point(text: &str, at: usize) -> Option<(Point, usize)> {
    if let Some((year, end)) = year(text, at) {
        let (part, end) = part_of_year(text, end).unwrap_or((Part::Whole, end));
        return Some((Point { year, part }, end));
    }
    if let Some((date, length)) = dates::date(&text[at..]).filter(|_| text.as_bytes()[at].is_ascii_digit()) {
        // 2024-06-27: by its signs a whole date.
        let end = at + length;
        let alone = !text[end..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'));
        let point = Point {
            year: Year::Absolute(date.year()),
            part: Part::Day(date.month() as u8, date.day() as u8),
        };
        return alone.then_some((point, end));
    }
    let unsaid = |(part, end)| (Point { year: Year::Unsaid, part }, end);
    if let Some((length, row)) = time_words().longest(&text[at..]) {
        let part = match (row.column(1), row.column(2)) {
            ("half", "1") => Part::Months(1, 6),
            ("half", _) => Part::Months(7, 12),
            ("start", _) => Part::Start,
            ("middle", _) => Part::Middle,
            ("end", _) => Part::End,
            _ => return quarter(text, at).or_else(|| month(text, at)).map(unsaid),
        };
        let end = at + length;
        return word_stands(text, at, end).then_some(unsaid((part, end)));
    }
    quarter(text, at).or_else(|| month(text, at)).map(unsaid)
}

/// A year, with 年 and 年度: 2020年, 今年, 上年度.
fn year(text: &str, at: usize) -> Option<(Year, usize)> {
    if let Some((value, length)) = dates::year(&text[at..]) {
        let end = at + length;
        let end = end + text[end..].starts_with('年').then_some("年".len())?;
        let end = end + if text[end..].starts_with('度') { "度".len() } else { 0 };
        return Some((Year::Absolute(value), end));
    }
    let (length, row) = time_words().longest(&text[at..])?;
    let count = row.column(2).parse().unwrap_or(0);
    let end = at + length;
    let year = match row.column(1) {
        "year" => Year::Report(count),
        "told-year" | "whole" => Year::Told(count),
        "same" => Year::Same,
        _ => return None,
    };
    word_stands(text, at, end).then_some((year, end))
}

/// What follows a year: 初, 上半年, 三季度, 5月中旬, 12月22日.
fn part_of_year(text: &str, at: usize) -> Option<(Part, usize)> {
    let rest = &text[at..];
    if let Some((part, end)) = quarter(text, at).or_else(|| month(text, at)) {
        return Some((part, end));
    }
    if rest.starts_with("上半年") {
        return Some((Part::Months(1, 6), at + "上半年".len()));
    }
    if rest.starts_with("下半年") {
        return Some((Part::Months(7, 12), at + "下半年".len()));
    }
    for season in ["春季", "夏季", "秋季", "冬季", "春天", "夏天", "秋天", "冬天"] {
        if rest.starts_with(season) {
            return Some((Part::Middle, at + season.len()));
        }
    }
    // 明年年初, 2020年年底
    let mut chars = rest.strip_prefix('年').unwrap_or(rest).chars();
    let (part, stops) = match chars.next()? {
        // 2024年初步, 2020年初中毕业, 2024年中央一号文件, 2023年底层.
        '初' => (Part::Start, "步中级次始期心一二三高"),
        '底' => (Part::End, "层线气部数"),
        '末' => (Part::End, "位端梢"),
        '终' => (Part::End, "于止身端"),
        '中' => (Part::Middle, ""),
        '内' => (Part::Whole, "部外容在涵蒙需贸陆河"),
        _ => return None,
    };
    let next = chars.clone().next();
    let stopped = match part {
        Part::Middle => next.is_some_and(is_han),
        _ => next.is_some_and(|next| stops.contains(next)),
    };
    (!stopped).then(|| (part, at + rest.len() - chars.as_str().len()))
}

/// 一季度, 第三季度, 前三季度, 前11个月.
fn quarter(text: &str, at: usize) -> Option<(Part, usize)> {
    let rest = &text[at..];
    let (lead, first) = if rest.starts_with('前') {
        ("前".len(), true)
    } else if rest.starts_with('第') {
        ("第".len(), false)
    } else {
        (0, false)
    };
    let (count, length) = match rest[lead..].strip_prefix('两') {
        Some(_) => (2, '两'.len_utf8()),
        None => dates::small(&rest[lead..])?,
    };
    let behind = &rest[lead + length..];
    if behind.starts_with("季度") && (1..=4).contains(&count) {
        let months = if first { Part::Months(1, count * 3) } else { Part::Months(count * 3 - 2, count * 3) };
        return Some((months, at + lead + length + "季度".len()));
    }
    (first && behind.starts_with("个月") && (1..=12).contains(&count))
        .then(|| (Part::Months(1, count), at + lead + length + "个月".len()))
}

/// 5月, 5月中旬, 5月20日, 10月份, 1—9月.
fn month(text: &str, at: usize) -> Option<(Part, usize)> {
    let (value, length) = dates::small(&text[at..])?;
    if !(1..=12).contains(&value) {
        return None;
    }
    let mut end = at + length;
    if let Some(sign) = connector(&text[end..]) {
        // 1—9月: both numbers take the 月.
        let (last, length) =
            dates::small(&text[end + sign..]).filter(|(last, _)| (value..=12).contains(last))?;
        end += sign + length;
        end += text[end..].starts_with('月').then_some("月".len())?;
        if text[end..].starts_with('份') {
            end += "份".len();
        }
        let dated =
            dates::small(&text[end..]).is_some_and(|(_, length)| text[end + length..].starts_with('日'));
        return (!dated).then_some((Part::Months(value, last), end));
    }
    end += text[end..].starts_with('月').then_some("月".len())?;
    let rest = &text[end..];
    for (word, third) in [("上旬", 1), ("中旬", 2), ("下旬", 3)] {
        if rest.starts_with(word) {
            return Some((Part::Third(value, third), end + word.len()));
        }
    }
    if let Some((day, length)) = dates::small(rest).filter(|(day, _)| (1..=31).contains(day)) {
        let behind = end + length;
        if text[behind..].starts_with(['日', '号']) {
            return Some((Part::Day(value, day), daytime(text, behind + "日".len())));
        }
        if let Some(sign) = connector(&text[behind..])
            && let Some((last, length)) = dates::small(&text[behind + sign..])
            && text[behind + sign + length..].starts_with('日')
            && (day..=31).contains(&last)
        {
            return Some((Part::Days(value, day, last), behind + sign + length + "日".len()));
        }
    }
    // 十月革命, 五月花, 3月刊.
    if rest.starts_with("革命")
        || rest.starts_with(['刊', '报', '均', '薪', '嫂', '子', '饼', '球', '亮', '光', '票'])
    {
        return None;
    }
    if rest.starts_with('初') && !rest.starts_with("初步") {
        return Some((Part::MonthStart(value), end + "初".len()));
    }
    if rest.starts_with(['底', '末']) {
        return Some((Part::MonthEnd(value), end + "底".len()));
    }
    if rest.starts_with('份') && !rest.starts_with("份额") {
        end += "份".len();
    }
    Some((Part::Months(value, value), end))
}

/// 下午 behind a day.
pub(super) fn daytime(text: &str, at: usize) -> usize {
    ["上午", "下午", "晚上", "晚间", "凌晨", "中午", "傍晚", "清晨", "晚"]
        .iter()
        .find(|word| text[at..].starts_with(**word))
        .map_or(at, |word| at + word.len())
}
