//! The grammar of time expressions, by hand: prefix, core, range, suffix.
//!
//! Every function takes the text and a byte, and gives what it read with the byte behind it. Nothing is looked at twice,
//! and no function looks further than the longest expression.

use gongbao_data::{festivals, time_words};

use super::shape::{Core, Expression, Mode, Part, Point, Year};
use crate::read::dates;

/// The expression that starts at a byte.
pub(super) fn expression(text: &str, at: usize) -> Option<Expression> {
    let rest = &text[at..];
    if let Some(behind) = rest.strip_prefix("每年").map(|_| at + "每年".len()) {
        let (point, end) = point(text, behind).filter(|(point, _)| point.year == Year::Unsaid)?;
        return Some(Expression { end, core: Core::Point(point), mode: Mode::Every, rule: "time/every" });
    }
    for prefix in ["自从", "从", "自"] {
        if rest.starts_with(prefix) {
            // From is said twice, in front and behind; in front alone it is a preposition: 从今年的情况看.
            let read = core(text, at + prefix.len())?;
            let read = suffix(text, read, true);
            let ranged = matches!(read.core, Core::Range(..));
            return (matches!(read.mode, Mode::From | Mode::Since) || ranged).then_some(read);
        }
    }
    for prefix in ["截至到", "截止到", "截止至", "截至", "截止"] {
        if rest.starts_with(prefix) {
            let read = core(text, at + prefix.len())?;
            return Some(until(text, read));
        }
    }
    for prefix in ["至", "到"] {
        if rest.starts_with(prefix)
            && goal(text, at, prefix)
            && let Some(read) = core(text, at + prefix.len())
        {
            let fit = matches!(read.core, Core::Point(point) if point.year != Year::Unsaid || prefix == "到")
                || read.core == Core::Now;
            return fit.then(|| until(text, read));
        }
    }
    Some(suffix(text, core(text, at)?, false))
}

/// Whether 至 or 到 before a time belongs to it: 至2017年, but not 提高到2020年的…, 甚至去年.
fn goal(text: &str, at: usize, prefix: &str) -> bool {
    let Some(before) = text[..at].chars().next_back() else { return true };
    if prefix == "到" {
        return !is_han(before);
    }
    !"甚以直乃及冬夏高加少低升降长延减增推截".contains(before)
}

fn until(text: &str, mut read: Expression) -> Expression {
    if text[read.end..].starts_with("为止") {
        read.end += "为止".len();
    }
    read.mode = Mode::Until;
    read
}

/// What stands between prefix and suffix.
fn core(text: &str, at: usize) -> Option<Expression> {
    let plain = |core, end, rule| Some(Expression { end, core, mode: Mode::Plain, rule });
    let rest = &text[at..];
    if let Some((years, end)) = plan_period(text, at) {
        return plain(years, end, "time/plan-period");
    }
    if let Some((years, end)) = era(text, at) {
        return plain(years, end, "time/era");
    }
    if let Some((first, end)) = point(text, at) {
        let year_part = matches!(first.part, Part::Whole) && first.year != Year::Unsaid;
        if let Some((second, end)) = second(text, end, first) {
            return plain(Core::Range(first, second), end, "time/range");
        }
        if year_part && let Some((core, end)) = festival(text, end, first.year) {
            return plain(core, end, "time/festival");
        }
        let rule = match first.year {
            Year::Absolute(_) | Year::Unsaid => "time/date",
            _ => "time/relative",
        };
        return plain(Core::Point(first), end, rule);
    }
    if let Some((core, end)) = counted(text, at) {
        return plain(core, end, "time/period");
    }
    if let Some((core, end)) = festival(text, at, Year::Unsaid) {
        return plain(core, end, "time/festival");
    }
    let (length, row) = time_words().longest(rest)?;
    let end = at + length;
    if !word_stands(text, at, end) {
        return None;
    }
    let core = match row.column(1) {
        "now" => Core::Now,
        "until-now" => Core::UntilNow,
        "vague" => Core::Vague,
        "month" => Core::ThisMonth,
        "review" => Core::Past(row.column(2).parse().ok()?),
        _ => return None,
    };
    plain(core, end, "time/word")
}

/// A point of the calendar: a year, a part of one, a month, a day.
fn point(text: &str, at: usize) -> Option<(Point, usize)> {
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
fn daytime(text: &str, at: usize) -> usize {
    ["上午", "下午", "晚上", "晚间", "凌晨", "中午", "傍晚", "清晨", "晚"]
        .iter()
        .find(|word| text[at..].starts_with(**word))
        .map_or(at, |word| at + word.len())
}

/// The length of a sign between both ends of a range.
fn connector(rest: &str) -> Option<usize> {
    let sign = ["——", "至", "到", "—", "－", "-", "–", "～", "~", "―", "─", "−"]
        .iter()
        .find(|sign| rest.starts_with(**sign))?;
    Some(sign.len())
}

/// The other end of a range, with what it takes over from the first.
fn second(text: &str, at: usize, first: Point) -> Option<(Point, usize)> {
    let at = at + connector(&text[at..])?;
    // 1月14日至17日
    if let Part::Day(month, day) = first.part
        && let Some((last, length)) = dates::small(&text[at..])
        && text[at + length..].starts_with(['日', '号'])
        && (day..=31).contains(&last)
    {
        return Some((
            Point { year: first.year, part: Part::Day(month, last) },
            daytime(text, at + length + "日".len()),
        ));
    }
    let (mut point, end) = point(text, at)?;
    if point.year == Year::Unsaid {
        point.year = first.year;
    }
    Some((point, end))
}

/// “十四五”期间, 十四五时期: the five years of a plan; 2020-2022年, 1958到1962年.
fn plan_period(text: &str, at: usize) -> Option<(Core, usize)> {
    if let Some((from, length)) = dates::year(&text[at..]) {
        // Two years share one 年.
        let sign = connector(&text[at + length..])?;
        let second = at + length + sign;
        let (to, length) = match dates::year(&text[second..]) {
            Some(found) => found,
            // 2003-04年度
            None => dates::small(&text[second..])
                .filter(|(_, length)| *length == 2)
                .map(|(short, length)| (from - from % 100 + i16::from(short), length))?,
        };
        let end = second + length;
        let mark = ["财政年度", "学年", "年度", "年"].iter().find(|mark| text[end..].starts_with(**mark))?;
        return (from < to && to - from < 100).then_some((Core::Years(from, to), end + mark.len()));
    }
    let rest = &text[at..];
    let quoted = rest.starts_with(['“', '‘', '"', '\'']);
    let open = if quoted { rest.chars().next()?.len_utf8() } else { 0 };
    let inside = &rest[open..];
    let (ordinal, mut length) = plan_number(inside)?;
    if quoted {
        let close = inside[length..].chars().next().filter(|c| matches!(c, '”' | '’' | '"' | '\''))?;
        length += close.len_utf8();
    }
    let behind = &inside[length..];
    let (mut from, mut to) = plan_years(ordinal)?;
    let words = [("期间", 0), ("时期", 0), ("以来", 0), ("末期", 2), ("末", 2), ("初期", 1), ("初", 1)];
    let (word, which) = words.iter().find(|(word, _)| behind.starts_with(word))?;
    match which {
        1 => to = from,
        2 => from = to,
        _ => {}
    }
    // 以来 is the suffix's to read.
    let taken = if *word == "以来" { 0 } else { word.len() };
    Some((Core::Years(from, to), at + open + length + taken))
}

/// Which five-year plan: 十四五 is the fourteenth.
fn plan_number(text: &str) -> Option<(i16, usize)> {
    let (value, length) = dates::small(text).filter(|_| !text.as_bytes()[0].is_ascii_digit())?;
    if let Some(rest) = text.get(length..)
        && rest.starts_with('五')
    {
        return Some((i16::from(value), length + '五'.len_utf8()));
    }
    // 十五 is read as fifteen, and is the tenth.
    (value == 15 && text.starts_with("十五")).then_some((10, length))
}

/// The years of a five-year plan.
fn plan_years(ordinal: i16) -> Option<(i16, i16)> {
    match ordinal {
        1 => Some((1953, 1957)),
        2 => Some((1958, 1962)),
        3..=20 => Some((1966 + 5 * (ordinal - 3), 1970 + 5 * (ordinal - 3))),
        _ => None,
    }
}

/// 20世纪90年代, 八十年代, 本世纪中叶.
fn era(text: &str, at: usize) -> Option<(Core, usize)> {
    let rest = &text[at..];
    let (century, mut length) = if rest.starts_with("本世纪") {
        (Some(2000), "本世纪".len())
    } else if rest.starts_with("上世纪") || rest.starts_with("上个世纪") {
        (Some(1900), if rest.starts_with("上世纪") { "上世纪".len() } else { "上个世纪".len() })
    } else {
        match dates::small(rest).filter(|(_, length)| rest[*length..].starts_with("世纪")) {
            Some((value, length)) => (Some((i16::from(value) - 1) * 100), length + "世纪".len()),
            None => (None, 0),
        }
    };
    let decade = dates::small(&rest[length..])
        .filter(|(value, taken)| value % 10 == 0 && *value > 0 && rest[length + taken..].starts_with("年代"));
    if let Some((value, taken)) = decade {
        let start = century.unwrap_or(1900) + i16::from(value);
        length += taken + "年代".len();
        let (from, to) = part_of_era(&rest[length..]).map_or((start, start + 9), |(part, taken)| {
            length += taken;
            match part {
                0 => (start, start + 3),
                1 => (start + 4, start + 6),
                _ => (start + 7, start + 9),
            }
        });
        return Some((Core::Years(from, to), at + length));
    }
    let start = century?;
    if rest.starts_with("本世纪") && part_of_era(&rest[length..]).is_none() {
        return Some((Core::ThisCentury, at + length));
    }
    if let Some((_, taken)) = part_of_era(&rest[length..]) {
        return Some((Core::Vague, at + length + taken));
    }
    Some((Core::Years(start + 1, start + 100), at + length))
}

fn part_of_era(rest: &str) -> Option<(u8, usize)> {
    let words =
        [("初期", 0), ("前期", 0), ("初", 0), ("中叶", 1), ("中期", 1), ("后期", 2), ("末期", 2), ("末", 2)];
    words.iter().find(|(word, _)| rest.starts_with(word)).map(|(word, part)| (*part, word.len()))
}

/// Counted years: 5年来, 近两年, 过去五年, 三年前, 今后五年.
fn counted(text: &str, at: usize) -> Option<(Core, usize)> {
    let rest = &text[at..];
    let leads = [
        ("近", 0),
        ("最近", 0),
        ("过去的", 0),
        ("过去", 0),
        ("这", 0),
        ("今后", 1),
        ("未来", 1),
        ("接下来的", 1),
    ];
    let lead = leads.iter().rev().find(|(word, _)| rest.starts_with(word));
    let start = lead.map_or(0, |(word, _)| word.len());
    let (count, length, vague) = count(&rest[start..])?;
    let mut end = at + start + length;
    let years = text[end..].starts_with('年');
    let unit = ["年", "个多月", "个月", "个季度"].iter().find(|unit| text[end..].starts_with(**unit))?;
    end += unit.len();
    let mut vague = vague || !years;
    if years && text[end..].starts_with('多') {
        end += "多".len();
        vague = true;
    }
    let behind = &text[end..];
    let since = ["以来", "来"].iter().find(|word| {
        behind.starts_with(**word) && !behind.starts_with("来自") && !behind.starts_with("来到")
    });
    if let Some(word) = since {
        end += word.len();
    } else if behind.starts_with('前') && lead.is_none() {
        return Some((Core::Vague, end + "前".len()));
    } else {
        // 近10年 is a period, 近百年历史 a length.
        lead?;
        if behind.starts_with(['的', '历'])
            && (behind.starts_with("的时间") || behind.starts_with("历史") || behind.starts_with("的历史"))
        {
            return None;
        }
    }
    let future = lead.is_some_and(|(_, future)| *future == 1);
    Some((if vague || future { Core::Vague } else { Core::Past(count) }, end))
}

/// How many, how long that is, and whether it is said only roughly: 六, 20, 三十多, 几十, 两三.
fn count(text: &str) -> Option<(u8, usize, bool)> {
    for word in [
        "几十", "数十", "十几", "十多", "上百", "两三", "三四", "四五", "五六", "几", "数", "多", "百", "千",
        "半",
    ] {
        if let Some(behind) = text.strip_prefix(word) {
            let vague = behind.starts_with(['余', '多']);
            return Some((0, word.len() + if vague { '余'.len_utf8() } else { 0 }, true));
        }
    }
    let (value, length) = match text.strip_prefix('两') {
        Some(_) => (2, '两'.len_utf8()),
        None => dates::small(text)?,
    };
    let vague = text[length..].starts_with(['余', '多', '几']);
    Some((value, length + if vague { '余'.len_utf8() } else { 0 }, vague))
}

/// A festival, with the year before it: 春节, “六一”, 今年“七一”前夕.
fn festival(text: &str, at: usize, year: Year) -> Option<(Core, usize)> {
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
    let core = if month == 0 || !said {
        Core::Vague
    } else {
        let point = Point { year, part: Part::Day(month, day) };
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

/// What stands behind: 起, 以来, 前, 以后, 期间.
fn suffix(text: &str, mut read: Expression, from: bool) -> Expression {
    const SUFFIXES: [(&str, Mode); 14] = [
        ("以来", Mode::Since),
        ("开始", Mode::From),
        ("起", Mode::From),
        ("以前", Mode::Before),
        ("之前", Mode::Before),
        ("前后", Mode::Plain),
        ("前夕", Mode::Before),
        ("前", Mode::Before),
        ("以后", Mode::After),
        ("之后", Mode::After),
        ("后", Mode::After),
        ("期间", Mode::Plain),
        ("左右", Mode::Plain),
        ("来", Mode::Since),
    ];
    let calendar = matches!(read.core, Core::Point(_) | Core::Range(..) | Core::Years(..));
    if !calendar {
        return read;
    }
    let rest = &text[read.end..];
    let Some((word, mode)) = SUFFIXES.iter().find(|(word, _)| rest.starts_with(word)) else { return read };
    let behind = &rest[word.len()..];
    let fits = match *word {
        // 开始 is a verb unless 从 stands before.
        "开始" => from,
        "起" => !behind.starts_with(['草', '到', '步', '来', '飞', '诉', '点', '源', '重', '火', '航']),
        // 今年来 is old style; 今年来自 is not.
        "来" => {
            matches!(
                read.core,
                Core::Point(Point { year: Year::Absolute(_) | Year::Report(_), part: Part::Whole })
            ) && behind.starts_with(['，', '的', '、'])
        }
        "前" => !behind.starts_with([
            '三', '两', '往', '来', '进', '沿', '景', '列', '期', '去', '二', '四', '五', '1', '2', '3', '4',
            '5', '6', '7', '8', '9', '十',
        ]),
        "后" => {
            !behind.starts_with(['三', '两', '备', '勤', '续', '期', '进', '二', '四', '五', '疫', '半'])
        }
        _ => true,
    };
    if fits {
        read.end += word.len();
        read.mode = *mode;
    }
    read
}

/// Whether a word of the table stands there as a word: 明年, but not 说明年度; 年中, but not 青年中.
fn word_stands(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let before = text[..start].chars().next_back();
    let behind = &text[end..];
    let after = |list: &str| before.is_some_and(|before| list.contains(before));
    let first = word.chars().next().unwrap_or_default();
    match first {
        '目' => !after("项科栏题") && !behind.starts_with('期'),
        '明' => !after("说表证声文透阐简分申清光鲜"),
        '去' => !after("过失回"),
        '前' => !after("以之目从此空提"),
        '后' => !after("以之今随此先前落"),
        '上' if word.starts_with("上年") => {
            !after("以之晚网路") && !behind.starts_with(['龄', '轻', '级'])
        }
        '来' => !after("年以未近从历"),
        '全' => !after("健安完") && !attributive(behind) && !governed(&text[..start]),
        '年' => {
            let inside = after("青成壮少老学财历童幼中晚近每常逐当同多几数半两百千周今明去干")
                || before.is_some_and(is_number)
                || behind.starts_with(['间', '心'])
                || (word == "年中" && behind.starts_with(is_middle));
            !inside
        }
        '至' => {
            !after("甚以乃") && !behind.starts_with(['年', '后', '天', '日', '春', '夏', '秋', '冬', '起'])
        }
        '本' => !after("基资成根版样") && !behind.starts_with("级"),
        '当' => !after("适相应正担充"),
        '一' => before.is_none_or(|c| !is_number(c)),
        '几' => !after("十百千"),
        '多' => !after("十百千余") && before.is_none_or(|c| !is_number(c)),
        '同' => !after("共相不合"),
        '近' => {
            !after("临附靠接邻将最亲")
                && !["目标", "规划", "任务"].iter().any(|word| behind.starts_with(word))
        }
        '次' => !after("一二三两多几每首再") && before.is_none_or(|c| !is_number(c)),
        _ => true,
    }
}

fn is_middle(c: char) -> bool {
    matches!(c, '央' | '国' | '共' | '学' | '小' | '部' | '东')
}

/// 全年目标, 全年工作: the word says which goal, not when.
fn attributive(behind: &str) -> bool {
    ["目标", "任务", "工作", "预期", "计划", "党建", "思路", "考核", "经济", "预算"]
        .iter()
        .any(|word| behind.starts_with(word))
}

/// 纳入全年…, 按照全年…: governed by a verb, the word belongs to the noun behind it.
fn governed(before: &str) -> bool {
    ["纳入", "按照", "完成", "实现", "确保", "围绕", "制定", "超额完成"]
        .iter()
        .any(|verb| before.ends_with(verb))
}

/// Whether a character is part of a number.
pub(super) fn is_number(c: char) -> bool {
    c.is_ascii_digit()
        || dates::han_digit(c).is_some()
        || matches!(c, '十' | '百' | '千' | '万' | '亿' | '廿' | '卅' | '两' | '.' | '．')
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}
