//! What of a clock or a week stands behind a day: 下午3时, 9:30, （星期一）. It belongs to the expression and is no day.

use crate::read::dates;

/// Behind the time of the day and the day of the week.
pub(super) fn daytime(text: &str, at: usize) -> usize {
    let at = weekday(text, at);
    let part = ["上午", "下午", "晚上", "晚间", "凌晨", "中午", "傍晚", "清晨", "早上", "早间", "晚", "早"]
        .iter()
        .find(|word| {
            text[at..].starts_with(**word)
                && !text[at + word.len()..].starts_with(['期', '稻', '餐', '年', '报', '会', '自', '会'])
        })
        .map_or(at, |word| at + word.len());
    hours(text, part).unwrap_or(part)
}

/// 3时, 3点半, 9:30, 15时20分, behind a space or none.
fn hours(text: &str, at: usize) -> Option<usize> {
    let from = at + usize::from(text[at..].starts_with(' '));
    // 零时 is where a day begins.
    let (hour, length) = match text[from..].strip_prefix('零') {
        Some(_) => (0, '零'.len_utf8()),
        None => dates::small(&text[from..])?,
    };
    let mut end = from + length;
    let rest = &text[end..];
    if hour > 24 {
        return None;
    }
    if rest.starts_with([':', '：']) {
        // 9:30, 9:30:00
        for _ in 0..2 {
            let Some(sign) = text[end..].chars().next().filter(|c| matches!(c, ':' | '：')) else { break };
            let (_, length) =
                dates::small(&text[end + sign.len_utf8()..]).filter(|(_, length)| *length == 2)?;
            end += sign.len_utf8() + length;
        }
        return Some(end + if text[end..].starts_with('时') { "时".len() } else { 0 });
    }
    if !rest.starts_with(['时', '点'])
        || rest.starts_with("时间")
        || rest.starts_with("时期")
        || rest.starts_with("时代")
    {
        return None;
    }
    end += "时".len();
    for word in ["半", "整", "许", "一刻", "三刻", "钟"] {
        if text[end..].starts_with(word) {
            return Some(end + word.len());
        }
    }
    if let Some((_, length)) = dates::small(&text[end..])
        && text[end + length..].starts_with('分')
    {
        end += length + "分".len();
    }
    Some(end)
}

/// （星期一）, 周三, 星期日.
fn weekday(text: &str, at: usize) -> usize {
    let open = text[at..].chars().next().filter(|c| matches!(c, '（' | '(' | '，' | ','));
    let from = at + open.map_or(0, char::len_utf8);
    let Some(name) = ["星期", "礼拜", "周"].iter().find(|name| text[from..].starts_with(**name)) else {
        return at;
    };
    let end = from + name.len();
    if !text[end..].starts_with(['一', '二', '三', '四', '五', '六', '日', '天']) {
        return at;
    }
    let end = end + "一".len();
    match open {
        Some('（' | '(') => match text[end..].chars().next() {
            Some(close @ ('）' | ')')) => end + close.len_utf8(),
            _ => at,
        },
        _ => end,
    }
}
