//! Points of the calendar: years, parts of them, months, days.

use gongbao_data::time_words;

use super::clock::daytime;
use super::connector;
use super::words::word_stands;
use crate::extract::lexis::{CharSet, Words, is_han};
use crate::extract::times::shape::{Core, MonthPart, Part, Point, Year};
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
        let alone = !text[end..].starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '/'))
            || text[end..].strip_prefix('-').is_some_and(|rest| dates::date(rest).is_some());
        let point = Point {
            year: Year::Absolute(date.year()),
            part: Part::Day(date.month() as u8, date.day() as u8),
        };
        return alone.then(|| (point, daytime(text, end)));
    }
    let unsaid = |(part, end)| (Point { year: Year::Unsaid, part }, end);
    if let Some((length, row)) = time_words().longest(&text[at..]) {
        let part = match (row.column(1), row.column(2)) {
            ("half", "1") => Part::Months(1, 6),
            ("half", _) => Part::Months(7, 12),
            ("start", _) => Part::Start,
            ("middle", _) => Part::Middle,
            ("end", _) => Part::End,
            _ => return quarter(text, at).or_else(|| month(text, at, false)).map(unsaid),
        };
        let end = at + length;
        return word_stands(text, at, end).then_some(unsaid((part, end)));
    }
    quarter(text, at).or_else(|| month(text, at, false)).map(unsaid)
}

/// A year, with 年 and 年度: 2020年, 今年, 上年度.
fn year(text: &str, at: usize) -> Option<(Year, usize)> {
    if let Some((value, length)) = dates::year(&text[at..]) {
        let end = at + length;
        let end = end + text[end..].starts_with('年').then_some("年".len())?;
        let end = end + if text[end..].starts_with('度') { "度".len() } else { 0 };
        return Some((Year::Absolute(value), end));
    }
    if let Some(found) = short_year(text, at).or_else(|| republican_year(text, at)) {
        return Some(found);
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

/// What stands before a year in two digits, and before no count of years.
static BEFORE_YEAR: CharSet = CharSet::new("在于从自到至和与及是为");

/// 98年4月, 08年, 零六年底: a year in two digits, where it can be no length of time.
fn short_year(text: &str, at: usize) -> Option<(Year, usize)> {
    let rest = &text[at..];
    let mut chars = rest.chars();
    let value = |c: char| c.to_digit(10).or_else(|| dates::han_digit(c).map(|digit| digit as u32));
    let (first, second) = (chars.next()?, chars.next()?);
    let year = value(first)? * 10 + value(second)?;
    if first.is_ascii_digit() != second.is_ascii_digit() || chars.next() != Some('年') {
        return None;
    }
    let end = at + rest.len() - chars.as_str().len();
    // 连续15年10月 counts; a year stands behind a mark, a place or a name.
    let before = text[..at].chars().next_back();
    let counted = before.is_some_and(|c| is_han(c) && !BEFORE_YEAR.has(c));
    let dated = matches!(first, '0' | '零' | '〇')
        || part_of_year(text, end).is_some_and(|(part, _)| part != Part::Whole && part != Part::Middle);
    let counted = counted && !matches!(first, '0' | '零' | '〇');
    (dated && !counted).then_some((Year::Short(year as u8), end))
}

/// 民国三年.
fn republican_year(text: &str, at: usize) -> Option<(Year, usize)> {
    let rest = text[at..].strip_prefix("民国")?;
    let (count, length) = match rest.strip_prefix('元') {
        Some(_) => (1, '元'.len_utf8()),
        None => dates::small(rest)?,
    };
    let end = at + "民国".len() + length;
    text[end..].starts_with('年').then(|| (Year::Absolute(1911 + i16::from(count)), end + "年".len()))
}

/// 29日, 14—17日: days whose month is said before.
pub(super) fn days(text: &str, at: usize) -> Option<(Core, usize)> {
    let read = |from: usize| dates::small(&text[from..]).filter(|(day, _)| (1..=31).contains(day));
    let (first, length) = read(at)?;
    // 五日 and 三号 are more often something else.
    let long = text.as_bytes()[at].is_ascii_digit() || length > "五".len();
    let led = text[..at].ends_with([
        '每', '第', '近', '期', '月', '季', '周', '年', '续', '时', '满', '超', '约', '达', '于', '过', '了',
        '前', '后', '各', '共', '长', '短', '足', '延', '至',
    ]);
    if !long || led {
        return None;
    }
    let mut end = at + length;
    let mut last = first;
    if let Some(sign) = connector(&text[end + if text[end..].starts_with('日') { "日".len() } else { 0 }..])
    {
        let from = end + if text[end..].starts_with('日') { "日".len() } else { 0 } + sign;
        if let Some((second, length)) = read(from).filter(|(second, _)| *second > first)
            && text[from + length..].starts_with('日')
        {
            (last, end) = (second, from + length);
        }
    }
    let behind = text[end..].strip_prefix('日')?;
    let other = behind.starts_with([
        '内', '均', '游', '龄', '用', '产', '常', '志', '报', '期', '间', '以', '之', '制', '化', '照', '元',
        '历', '本', '语', '累', '处', '供', '耗',
    ]);
    (!other).then(|| (Core::Day(first, last), daytime(text, end + "日".len())))
}

/// What follows 本月: 初, 底, 中旬, 十日.
pub(super) fn part_of_month(text: &str, at: usize) -> (MonthPart, usize) {
    let rest = &text[at..];
    for (word, part) in [
        ("初", MonthPart::Start),
        ("底", MonthPart::End),
        ("末", MonthPart::End),
        ("上旬", MonthPart::Third(1)),
        ("中旬", MonthPart::Third(2)),
        ("下旬", MonthPart::Third(3)),
    ] {
        if rest.starts_with(word) {
            return (part, at + word.len());
        }
    }
    let day = dates::small(rest)
        .filter(|(day, length)| (1..=31).contains(day) && rest[*length..].starts_with(['日', '号']));
    match day {
        Some((day, length)) => (MonthPart::Day(day), daytime(text, at + length + "日".len())),
        None => (MonthPart::Whole, at),
    }
}

/// What follows a year: 初, 上半年, 三季度, 5月中旬, 12月22日.
fn part_of_year(text: &str, at: usize) -> Option<(Part, usize)> {
    // 2021年的第三个月
    let at = match text[at..].strip_prefix('的') {
        Some(rest) if rest.starts_with(['第', '前', '最', '后']) => at + "的".len(),
        _ => at,
    };
    let rest = &text[at..];
    if let Some((part, end)) = quarter(text, at).or_else(|| month(text, at, true)) {
        return Some((part, end));
    }
    for (half, part) in [
        ("上半年", Part::Months(1, 6)),
        ("下半年", Part::Months(7, 12)),
        ("前半年", Part::Months(1, 6)),
        ("后半年", Part::Months(7, 12)),
        ("伊始", Part::Start),
    ] {
        if rest.starts_with(half) {
            return Some((part, at + half.len()));
        }
    }
    static SEASONS: Words =
        Words::new(&["春季", "夏季", "秋季", "冬季", "春天", "夏天", "秋天", "冬天", "暑假", "寒假"]);
    if let Some(season) = SEASONS.beginning(rest).next() {
        return Some((Part::Middle, at + season.len()));
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
        // 今年年中 and 明年中完成 can only be the middle, 今年中央 and 2024年中国 not.
        Part::Middle => {
            let relative = ["今年", "明年", "去年"].iter().any(|year| text[..at].ends_with(year));
            let word = |c: char| "央国共学小部东秋高考期华医药西南北间午山外级层".contains(c);
            // 本年度中、小学: the school, not the year.
            let school = rest.starts_with("中、小") || rest.starts_with("中、高");
            school
                || next.is_some_and(|next| is_han(next) && (!relative || word(next)))
                    && !rest.starts_with("年中")
        }
        _ => next.is_some_and(|next| stops.contains(next)),
    };
    (!stopped).then(|| (part, at + rest.len() - chars.as_str().len()))
}

/// 一季度, 第三季, 前三季度, 前11个月, 第三个月, 最后4个月.
fn quarter(text: &str, at: usize) -> Option<(Part, usize)> {
    let rest = &text[at..];
    for (first, part) in
        [("首季度", Part::Months(1, 3)), ("首季", Part::Months(1, 3)), ("首月", Part::Months(1, 1))]
    {
        // 今年首季, but not 首季 of a name.
        if rest.starts_with(first) && text[..at].ends_with(['年', '度']) {
            return Some((part, at + first.len()));
        }
    }
    let (lead, order) = ["最后", "前", "后", "第"]
        .iter()
        .find(|lead| rest.starts_with(**lead))
        .map_or((0, ""), |lead| (lead.len(), *lead));
    let (count, length) = match rest[lead..].strip_prefix('两') {
        Some(_) => (2, '两'.len_utf8()),
        None => dates::small(&rest[lead..])?,
    };
    let behind = &rest[lead + length..];
    let end = at + lead + length;
    if (1..=4).contains(&count) && order != "后" && order != "最后" {
        let unit = if behind.starts_with("季度") {
            Some("季度")
        } else if order == "前" && behind.starts_with("个季度") {
            Some("个季度")
        } else if order == "第" && behind.starts_with('季') && !behind.starts_with("季节") {
            // 第三季, as Hong Kong says it.
            Some("季")
        } else {
            None
        };
        if let Some(unit) = unit {
            let months = if order == "前" {
                Part::Months(1, count * 3)
            } else {
                Part::Months(count * 3 - 2, count * 3)
            };
            let end = end + unit.len();
            // 一季度末: only one end of it.
            let stopped = |stops: &str| text[end + "末".len()..].starts_with(|c| stops.contains(c));
            return Some(match text[end..].chars().next() {
                Some('末') if !stopped("位端梢") => (Part::MonthEnd(count * 3), end + "末".len()),
                Some('初') if !stopped("步中级次始期") && order != "前" => {
                    (Part::MonthStart(count * 3 - 2), end + "初".len())
                }
                _ => (months, end),
            });
        }
    }
    // 前11个月 is said of the year that is told of; 第三个月 and 最后4个月 only behind one.
    let told = text[..at].ends_with(['年', '度', '的']);
    if told && order == "前" && behind.starts_with('月') && (1..=12).contains(&count) {
        return Some((Part::Months(1, count), end + "月".len()));
    }
    if !(behind.starts_with("个月") && (1..=12).contains(&count)) {
        return None;
    }
    let part = match order {
        "前" => Part::Months(1, count),
        "第" if told => Part::Months(count, count),
        "后" | "最后" if told => Part::Months(13 - count, 12),
        _ => return None,
    };
    Some((part, end + "个月".len()))
}

/// 5月, 5月中旬, 5月20日, 10月份, 1—9月.
fn month(text: &str, at: usize, said: bool) -> Option<(Part, usize)> {
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
    // 康熙三年五月: of a year that is not read, and so of none that is known.
    if text[..at].ends_with('年') && !said && !known_year(text, at) {
        return None;
    }
    // 十月初一, 八月十五: days of the moon.
    if moon(&text[at..at + length], rest) {
        return None;
    }
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
        // 10月30—11月5日: both days take the 日.
        if let Some(sign) = connector(&text[behind..])
            && let Some((Part::Day(last, _), _)) = month(text, behind + sign, true)
            && last >= value
        {
            return Some((Part::Day(value, day), behind));
        }
    }
    // 一月数次, 两月一次: how often.
    let mut counted = rest.chars();
    if counted.next().is_some_and(|c| "一二两三四五六数几多".contains(c)) && counted.next() == Some('次')
    {
        return None;
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
    if rest.starts_with("月底") {
        return Some((Part::MonthEnd(value), end + "月底".len()));
    }
    if rest.starts_with('份') && !rest.starts_with("份额") {
        end += "份".len();
    }
    Some((Part::Months(value, value), end))
}

/// Whether a day of the moon follows a month: 三月三, 初一 to 初十, 廿二, 十五 without 日.
fn moon(before: &str, rest: &str) -> bool {
    // 三月三, 六月六
    let month = before.chars().next_back().filter(|c| dates::han_digit(*c).is_some());
    if month.is_some_and(|month| rest.starts_with(month))
        && !rest.chars().nth(1).is_some_and(|c| matches!(c, '日' | '号' | '月' | '十'))
    {
        return true;
    }
    if let Some(day) = rest.strip_prefix('初') {
        return day.starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']);
    }
    if !rest.starts_with(['十', '二', '廿', '三']) {
        return false;
    }
    dates::small(rest).is_some_and(|(_, length)| {
        let behind = &rest[length..];
        length > '十'.len_utf8()
            && (behind.is_empty()
                || behind
                    .starts_with(['，', '。', '、', '；', '的', '中', '前', '后', '晚', '至', '到', '\n']))
    })
}

/// Whether the 年 before a month ends a year that was read, or a word.
fn known_year(text: &str, at: usize) -> bool {
    let before = &text[..at - "年".len()];
    // 每年5月, 当年5月 and years in digits are read with their month, or meant without one.
    !before.ends_with(|c: char| {
        matches!(c, '元' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
            || c.is_ascii_digit()
    })
}
