//! What kind of character, as far as the page is concerned.

/// A Han character.
pub(super) fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '〇' | '○')
}

/// A character of Chinese print: Han, its punctuation, the marks it shares with the West.
pub(super) fn is_east(c: char) -> bool {
    is_han(c)
        || matches!(c, '\u{3001}'..='\u{303f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}'
            | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ffee}' | '\u{2e80}'..='\u{2fdf}' | '\u{fe30}'..='\u{fe4f}')
        || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '※' | '①'..='⒛' | '■'..='◯' | '★' | '☆')
}

/// The end of a sentence, closing marks left aside.
pub(super) fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '’', '」', '』', '）', ')', '"', '】', '》']);
    // A number cut at its point is no end.
    line.ends_with(['。', '！', '？', '；', '!', '?', ';', '…', '｡'])
        || line.strip_suffix('.').is_some_and(|line| !line.ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether a line begins as a heading or an item of a list does: 一、 （一） 1. 第一章 各位代表.
pub(super) fn begins_item(line: &str) -> bool {
    numbering(line).is_some()
}

/// The length in bytes of the numbering that a line begins with.
pub(super) fn numbering(line: &str) -> Option<usize> {
    const NUMERALS: &str = "〇零一二三四五六七八九十百";
    let numeral = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || NUMERALS.contains(c);
    let count = |text: &str| text.find(|c| !numeral(c)).unwrap_or(text.len());
    if let Some(rest) = line.strip_prefix(['（', '(']) {
        let length = count(rest);
        let rest = &rest[length..];
        let close = rest.chars().next().filter(|&c| length > 0 && matches!(c, '）' | ')'))?;
        return Some(line.len() - rest.len() + close.len_utf8());
    }
    if let Some(rest) = line.strip_prefix('第') {
        let length = count(rest);
        let rest = &rest[length..];
        let unit = rest.chars().next().filter(|&c| length > 0 && "章节節条條编編篇".contains(c));
        return match unit {
            Some(unit) => Some(line.len() - rest.len() + unit.len_utf8()),
            None => (length > 0 && rest.starts_with("部分")).then(|| line.len() - rest.len() + "部分".len()),
        };
    }
    let length = count(line);
    let rest = &line[length..];
    let mark = rest.chars().next().filter(|&c| length > 0 && matches!(c, '、' | '.' | '．' | ')' | '）'))?;
    let after = &rest[mark.len_utf8()..];
    // 1.5亿 is a number, 1.坚持 an item.
    if mark == '.' && after.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    // 二、三产业 is text.
    if mark == '、'
        && after.starts_with(|c| NUMERALS.contains(c))
        && line.starts_with(|c| NUMERALS.contains(c))
    {
        return None;
    }
    Some(line.len() - after.len())
}

/// How wide a text is in print, a Han character being two columns wide; spaces are not counted, since they stand
/// for gaps of any width.
pub(super) fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if c.is_whitespace() {
                0
            } else if c.is_ascii() {
                1
            } else {
                2
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbering_is_told_from_numbers() {
        for (line, number) in [
            ("一、总体要求", "一、"),
            ("（十二）加强", "（十二）"),
            ("(3)加强", "(3)"),
            ("1.坚持", "1."),
            ("12、坚持", "12、"),
            ("一、2024年工作", "一、"),
            ("第三章 总则", "第三章"),
            ("第一部分 回顾", "第一部分"),
        ] {
            assert_eq!(numbering(line).map(|at| &line[..at]), Some(number), "{line}");
        }
        for line in ["1.5亿元", "二、三产业", "第一产业", "（试行）", "2025年", "一是", ""]
        {
            assert_eq!(numbering(line), None, "{line}");
        }
    }
}
