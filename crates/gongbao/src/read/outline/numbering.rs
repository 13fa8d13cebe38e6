//! The numbers of headings: `一、`, `（一）`, `1.`, `①`, `第一章`, `一是`, `首先`.

/// The styles of numbering, in the order in which they usually nest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Style {
    /// A heading by its words alone that stands above the numbers: 附件.
    Top,
    /// 第一部分, 第一编.
    Part,
    /// 第一章.
    Chapter,
    /// 第一节.
    Division,
    /// 第一条.
    Article,
    /// A heading on a line of its own, without a number.
    Plain,
    /// `一、`
    Han,
    /// `（一）`
    HanBracket,
    /// `1.` and `1、`
    Arabic,
    /// `1.1`, `1.1.2`: by how many points there are.
    Dotted(u8),
    /// `（1）` and `1）`
    ArabicBracket,
    /// `①`
    Circled,
    /// `第一，`, `首先，`
    Ordinal,
    /// `一是`, `一要`
    Copula,
    /// `——`
    Dash,
    /// A short sentence that leads a paragraph.
    Lead,
}

/// The number of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// How it is written.
    pub(crate) style: Style,
    /// Which it is, counted from 1.
    pub(crate) value: u32,
    /// How many bytes it takes, without blanks behind it.
    pub(crate) length: usize,
}

/// The number at the start of a paragraph.
pub(crate) fn number(line: &str) -> Option<Number> {
    let first = line.chars().next()?;
    match first {
        '第' => ordinal(line),
        '（' | '(' => bracketed(line),
        '①'..='⑳' => {
            let value = first as u32 - '①' as u32 + 1;
            Some(Number { style: Style::Circled, value, length: first.len_utf8() })
        }
        '首' | '其' | '再' | '最' => sequence_word(line),
        '—' | '─' | '-' | '－' => dash(line),
        '0'..='9' | '０'..='９' => arabic(line),
        _ => han(line),
    }
}

/// `一、`, `一是`.
fn han(line: &str) -> Option<Number> {
    let (value, length) = han_numeral(line)?;
    let rest = &line[length..];
    let (style, mark) = match rest.chars().next()? {
        mark @ ('、' | '．' | '.') => (Style::Han, mark),
        mark @ '是' => (Style::Copula, mark),
        // 一要, but not 一要素.
        mark @ '要' if !rest.starts_with("要素") && !rest.starts_with("要求") => (Style::Copula, mark),
        _ => return None,
    };
    Some(Number { style, value, length: length + mark.len_utf8() })
}

/// `（一）`, `（1）`.
fn bracketed(line: &str) -> Option<Number> {
    let open = line.chars().next()?.len_utf8();
    let (style, (value, length)) = match han_numeral(&line[open..]) {
        Some(found) => (Style::HanBracket, found),
        None => (Style::ArabicBracket, digits(&line[open..])?),
    };
    let rest = &line[open + length..];
    let close = rest.chars().next().filter(|c| matches!(c, '）' | ')'))?;
    let mut length = open + length + close.len_utf8();
    // （一）、
    if line[length..].starts_with('、') {
        length += '、'.len_utf8();
    }
    Some(Number { style, value, length })
}

/// `1.`, `1、`, `1）`, `1.1`.
fn arabic(line: &str) -> Option<Number> {
    let (value, length) = digits(line)?;
    let rest = &line[length..];
    let mark = rest.chars().next()?;
    match mark {
        '、' => Some(Number { style: Style::Arabic, value, length: length + mark.len_utf8() }),
        '）' | ')' => Some(Number { style: Style::ArabicBracket, value, length: length + mark.len_utf8() }),
        '.' | '．' => {
            let length = length + mark.len_utf8();
            let behind = &line[length..];
            match digits(behind) {
                None => Some(Number { style: Style::Arabic, value, length }),
                // 1.2023年…: the point ends the number, since no figure has a year behind its point.
                Some((_, taken)) if taken == 4 && behind[taken..].starts_with('年') => {
                    Some(Number { style: Style::Arabic, value, length })
                }
                Some(_) => dotted(line),
            }
        }
        _ => None,
    }
}

/// `1.1 …` and `1.1.2 …`: with a blank behind it, so that it is no quantity.
fn dotted(line: &str) -> Option<Number> {
    let (mut length, mut depth, mut value) = (0, 0u8, 0);
    while let Some((part, taken)) = digits(&line[length..]) {
        length += taken;
        (value, depth) = (part, depth.saturating_add(1));
        if !line[length..].starts_with('.') {
            break;
        }
        length += 1;
    }
    let blank = line[length..].starts_with([' ', '\u{3000}']);
    (depth > 1 && blank).then_some(Number { style: Style::Dotted(depth - 1), value, length })
}

/// `第一章`, `第一，`.
fn ordinal(line: &str) -> Option<Number> {
    const UNITS: [(&str, Style); 10] = [
        ("部分", Style::Part),
        ("编", Style::Part),
        ("篇", Style::Part),
        ("章", Style::Chapter),
        ("节", Style::Division),
        ("条", Style::Article),
        ("，", Style::Ordinal),
        ("、", Style::Ordinal),
        ("：", Style::Ordinal),
        ("是", Style::Ordinal),
    ];
    let open = '第'.len_utf8();
    let (value, length) = han_numeral(&line[open..]).or_else(|| digits(&line[open..]))?;
    let rest = &line[open + length..];
    let (unit, style) = UNITS.into_iter().find(|(unit, _)| rest.starts_with(unit))?;
    let behind = &rest[unit.len()..];
    // 第一条线, 第一条措施 count; an article's number has its text behind it.
    if style == Style::Article
        && behind.starts_with(['线', '路', '的', '道', '措', '建', '意', '经', '是', '，', '、', '就'])
    {
        return None;
    }
    if matches!(style, Style::Chapter | Style::Division | Style::Part)
        && behind.starts_with(['的', '，', '、', '和', '中', '第'])
    {
        return None;
    }
    Some(Number { style, value, length: open + length + unit.len() })
}

/// `首先，`, `其次，`, `再次，`, `最后，`.
fn sequence_word(line: &str) -> Option<Number> {
    const WORDS: [(&str, u32); 4] = [("首先，", 1), ("其次，", 2), ("再次，", 3), ("最后，", 4)];
    let (word, value) = WORDS.into_iter().find(|(word, _)| line.starts_with(word))?;
    Some(Number { style: Style::Ordinal, value, length: word.len() })
}

/// `——`: an item without a number.
fn dash(line: &str) -> Option<Number> {
    let rest = line.trim_start_matches(['—', '─', '－', '-']);
    let length = line.len() - rest.len();
    let signs = line[..length].chars().count();
    (signs >= 2 && !rest.is_empty()).then_some(Number { style: Style::Dash, value: 0, length })
}

/// A number below 1000 in ASCII or full-width digits, and its length in bytes.
fn digits(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut length, mut count) = (0, 0, 0);
    for c in text.chars() {
        let digit = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '０'..='９' => c as u32 - '０' as u32,
            _ => break,
        };
        value = value * 10 + digit;
        length += c.len_utf8();
        count += 1;
        if count > 4 {
            return None;
        }
    }
    (count > 0).then_some((value, length))
}

/// A Chinese number from 一 to 九十九, and its length in bytes.
fn han_numeral(text: &str) -> Option<(u32, usize)> {
    let (mut value, mut unit, mut length) = (0, 0, 0);
    let mut tens = false;
    for c in text.chars().take(4) {
        match c {
            '十' if !tens => {
                value = unit.max(1) * 10;
                (unit, tens) = (0, true);
            }
            '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' if unit == 0 => {
                unit = 1 + "一二三四五六七八九".chars().position(|digit| digit == c)? as u32;
            }
            _ => break,
        }
        length += c.len_utf8();
    }
    (length > 0).then_some((value + unit, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Option<(Style, u32, &str)> {
        number(line).map(|found| (found.style, found.value, &line[..found.length]))
    }

    #[test]
    fn styles() {
        assert_eq!(parsed("一、总体要求"), Some((Style::Han, 1, "一、")));
        assert_eq!(parsed("（十二）抓落实"), Some((Style::HanBracket, 12, "（十二）")));
        assert_eq!(parsed("(3)抓落实"), Some((Style::ArabicBracket, 3, "(3)")));
        assert_eq!(parsed("1.队伍建设"), Some((Style::Arabic, 1, "1.")));
        assert_eq!(parsed("１．队伍建设"), Some((Style::Arabic, 1, "１．")));
        assert_eq!(parsed("2、经费"), Some((Style::Arabic, 2, "2、")));
        assert_eq!(parsed("1.2023年工作"), Some((Style::Arabic, 1, "1.")));
        assert_eq!(parsed("1.2 目标"), Some((Style::Dotted(1), 2, "1.2")));
        assert_eq!(parsed("③其他"), Some((Style::Circled, 3, "③")));
        assert_eq!(parsed("第二十一章 附则"), Some((Style::Chapter, 21, "第二十一章")));
        assert_eq!(parsed("第一，调整结构"), Some((Style::Ordinal, 1, "第一，")));
        assert_eq!(parsed("三是强化保障"), Some((Style::Copula, 3, "三是")));
        assert_eq!(parsed("——稳中有进"), Some((Style::Dash, 0, "——")));
    }

    #[test]
    fn quantities_are_none() {
        for line in [
            "1.5亿元",
            "2024年工作回顾",
            "一个舞台",
            "一批典型",
            "第一时间",
            "第三产业",
            "（草案）",
            "十年来",
            "-5",
        ] {
            assert_eq!(parsed(line), None, "{line}");
        }
    }
}
