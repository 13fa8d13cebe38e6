//! Stretches that have no place in one year: plan periods, decades and centuries, counted years.

use super::connector;
use crate::extract::times::shape::{Core, Part, Point, Year};
use crate::read::dates;

/// “十四五”期间, 十四五时期: the five years of a plan; 2020-2022年, 1958到1962年.
pub(super) fn plan_period(text: &str, at: usize) -> Option<(Core, usize)> {
    if let Some((from, length)) = dates::year(&text[at..]) {
        // Two years share one 年.
        let spaced = |at: usize| at + usize::from(text[at..].starts_with(' '));
        let sign = spaced(at + length);
        // 2007/08年度
        let joined = connector(&text[sign..]).or_else(|| text[sign..].starts_with('/').then_some(1))?;
        let second = spaced(sign + joined);
        let (to, length) = match dates::year(&text[second..]) {
            Some(found) => found,
            // 2003-04年度, 二零零七至零八年度
            None => two_digits(&text[second..]).map(|(short, length)| (from - from % 100 + short, length))?,
        };
        let end = second + length;
        if let Some(year) = ["学年度", "学年"].iter().find(|mark| text[end..].starts_with(**mark))
            && to == from + 1
        {
            return Some(school_year(text, from, end + year.len()));
        }
        let mark = ["财政年度", "学年", "年度", "年"].iter().find(|mark| text[end..].starts_with(**mark))?;
        return (from < to && to - from < 100).then_some((Core::Years(from, to), end + mark.len()));
    }
    if let Some(found) = numbered_plan(text, at) {
        return Some(found);
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
    // “六五”计划期间
    if inside[length..].starts_with("计划") || inside[length..].starts_with("规划") {
        let word = &inside[length + "计划".len()..];
        if !word.starts_with("期间") && !word.starts_with("时期") {
            return None;
        }
        length += "计划".len();
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

/// Exactly two digits, Arabic or Chinese.
fn two_digits(text: &str) -> Option<(i16, usize)> {
    let mut chars = text.chars();
    let (first, second) = (chars.next()?, chars.next()?);
    let value = |c: char| c.to_digit(10).map(|digit| digit as i16).or_else(|| dates::han_digit(c));
    let digits = (value(first)? * 10 + value(second)?, first.len_utf8() + second.len_utf8());
    let more = chars.next().is_some_and(|c| value(c).is_some());
    (first.is_ascii_digit() == second.is_ascii_digit() && !more).then_some(digits)
}

/// 第一个五年计划期间.
fn numbered_plan(text: &str, at: usize) -> Option<(Core, usize)> {
    let rest = text[at..].strip_prefix('第')?;
    let (ordinal, length) = dates::small(rest)?;
    let behind = rest[length..].strip_prefix("个五年")?;
    let behind = behind.strip_prefix("计划").or_else(|| behind.strip_prefix("规划")).unwrap_or(behind);
    let behind = behind.strip_prefix("期间").or_else(|| behind.strip_prefix("时期"))?;
    let (from, to) = plan_years(i16::from(ordinal))?;
    Some((Core::Years(from, to), text.len() - behind.len()))
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
pub(super) fn era(text: &str, at: usize) -> Option<(Core, usize)> {
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
pub(super) fn counted(text: &str, at: usize) -> Option<(Core, usize)> {
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
    } else if lead.is_none()
        && let Some(word) =
            ["以前", "之前", "以后", "之后", "前", "后"].iter().find(|word| behind.starts_with(**word))
        && !behind.starts_with("前三")
        && !behind[word.len()..].starts_with(['续', '期', '备', '勤'])
    {
        return Some((Core::Vague, end + word.len()));
    } else if years && lead.is_none() && behind.starts_with('间') && !behind.starts_with("间隔") {
        // 五年间: which, the sentence before says; in 1979年到1982年的四年间 it is said already.
        return (!text[..at].ends_with(['的', '年'])).then_some((Core::Vague, end + "间".len()));
    } else {
        // 近10年 is a period; 近百年历史 and 已将近18年 are lengths.
        let (word, _) = lead?;
        if *word == "近" && text[..at].ends_with('将') {
            return None;
        }
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

/// 2022—2023学年度第二学期: a school year from September on, or one of its two terms.
fn school_year(text: &str, first: i16, behind: usize) -> (Core, usize) {
    const TERMS: [&str; 4] = ["第一学期", "上学期", "第二学期", "下学期"];
    let term = TERMS.iter().position(|term| text[behind..].starts_with(term));
    let length = term.map_or(0, |term| TERMS[term].len());
    let month = |year, month| Point { year: Year::Absolute(year), part: Part::Months(month, month) };
    let (from, to) = match term {
        Some(0 | 1) => (month(first, 9), month(first + 1, 1)),
        Some(_) => (month(first + 1, 2), month(first + 1, 8)),
        None => (month(first, 9), month(first + 1, 8)),
    };
    (Core::Range(from, to), behind + length)
}
