//! Spaces between Han characters, and beside them.
//!
//! Chinese is printed without spaces; those on a page come from titles set wide, from the gap that a word processor
//! shows between Han and figures, and from line ends. They go wherever a Han character or its punctuation stands on
//! one side. What stays: the space between Western words, the space between the names of a byline, the one behind
//! 第三章, and the columns of a table, which become tabs.

use std::cell::LazyCell;
use std::ops::Range;

use gongbao_data::post_words;

use crate::edit::Patches;
use crate::restore::chars::{is_east, is_han, numbering};

/// Takes them out.
pub(super) fn spacing(text: &str) -> Patches {
    let mut patches = Patches::new();
    let digits = LazyCell::new(|| are_digits_apart(text));
    let bytes = text.as_bytes();
    let mut narrow = memchr::memchr3_iter(b' ', b'\t', 0xC2, bytes);
    // U+2000 to U+200A, U+202F, U+205F; U+3000 shares its first byte with 、 and 。 and is looked for whole.
    let mut thin = memchr::memchr_iter(0xE2, bytes)
        .filter(|&at| matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x80..=0x8A | 0xAF] | [0x81, 0x9F])));
    let mut wide = memchr::memmem::find_iter(bytes, "\u{3000}");
    let mut kinds: [&mut dyn Iterator<Item = usize>; 3] = [&mut narrow, &mut thin, &mut wide];
    let mut nexts = kinds.each_mut().map(|kind| kind.next());
    // From the first space of a line to that of another: most lines have none.
    while let Some(at) = nexts.into_iter().flatten().min() {
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        line(text, start..end, &digits, &mut patches);
        for (next, kind) in nexts.iter_mut().zip(&mut kinds) {
            while next.is_some_and(|at| at < end) {
                *next = kind.next();
            }
        }
    }
    patches
}

/// The tokens of a line: what stands between spaces.
fn tokens(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut from = None;
    for (at, c) in text[line.clone()].char_indices() {
        match (c.is_whitespace(), from) {
            (true, Some(start)) => {
                tokens.push(start..line.start + at);
                from = None;
            }
            (false, None) => from = Some(line.start + at),
            _ => {}
        }
    }
    tokens.extend(from.map(|start| start..line.end));
    tokens
}

/// What becomes of the spaces of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Manner {
    /// A sentence: beside Han they go.
    Prose,
    /// Every character apart: they go.
    Spaced,
    /// Names: one stays between two.
    Byline,
    /// A row of a table: a tab.
    Row,
}

/// Whether the digits of every number stand apart, as where each was set as wide as a Han character.
fn are_digits_apart(text: &str) -> bool {
    const ENOUGH: usize = 8;
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut apart, mut together) = (0, 0);
    for at in (0..bytes.len()).filter(|&at| digit(at)) {
        together += usize::from(digit(at + 1));
        apart += usize::from(bytes.get(at + 1) == Some(&b' ') && digit(at + 2));
    }
    apart >= ENOUGH && together * 20 <= apart
}

/// Whether a gap lies inside a number or a sum: `8 .5`, `1 + N`; between digits only where all of them stand apart.
fn is_inside_number(
    text: &str,
    line: &Range<usize>,
    gap: &Range<usize>,
    digits: &LazyCell<bool, impl FnOnce() -> bool>,
) -> bool {
    let (before, after) = (&text[..gap.start], &text[gap.end..]);
    let digit = |c: char| c.is_ascii_digit();
    let part = |c: char| c.is_ascii_alphanumeric();
    // A sum in a line of English keeps its spaces.
    let chinese = || text[line.clone()].contains(is_han);
    if after.starts_with('+') || before.ends_with('+') {
        let left = before.trim_end_matches(['+', ' ']);
        let right = after.trim_start_matches(['+', ' ']);
        return left.ends_with(part) && right.starts_with(part) && chinese();
    }
    if before.ends_with(digit) {
        let point = after.strip_prefix(['.', '．']);
        return after.starts_with(digit) && **digits
            || point.is_some_and(|rest| rest.starts_with(digit) || rest.starts_with(' ') && **digits);
    }
    let whole = before.strip_suffix(['.', '．']).is_some_and(|rest| rest.ends_with(digit));
    whole && after.starts_with(digit) && **digits
}

fn line(
    text: &str,
    line: Range<usize>,
    digits: &LazyCell<bool, impl FnOnce() -> bool>,
    patches: &mut Patches,
) {
    let tokens = tokens(text, line.clone());
    if tokens.len() < 2 {
        return;
    }
    let words = || tokens.iter().map(|token| &text[token.clone()]);
    let manner = if is_spaced(words()) {
        Manner::Spaced
    } else if is_row(text, &tokens) {
        Manner::Row
    } else if is_byline(words()) {
        Manner::Byline
    } else {
        Manner::Prose
    };
    let digits_apart = manner == Manner::Spaced && words().all(|word| word.chars().nth(1).is_none());
    for (index, pair) in tokens.windows(2).enumerate() {
        let [left, right] = pair else { continue };
        let gap = left.end..right.start;
        let (before, after) = (&text[left.clone()], &text[right.clone()]);
        let keep = match manner {
            Manner::Spaced => {
                !(beside_east(text, &line, &gap) || digits_apart || is_single(before) && is_single(after))
            }
            Manner::Byline => !(is_single(before) && is_single(after)),
            Manner::Row => !is_single_han(before) || !is_single_han(after),
            Manner::Prose => {
                let number = index == 0 && text[gap.clone()].contains('\t') && is_number(text, &line, left);
                !(number || is_inside_number(text, &line, &gap, digits))
                    && (!beside_east(text, &line, &gap) || index == 0 && is_division(before, after))
            }
        };
        let was = &text[gap.clone()];
        // The tabs of a table stay, the blanks around them go.
        let tabs = was.bytes().filter(|&byte| byte == b'\t').count();
        if tabs > 0 && !(index == 0 && is_number(text, &line, left)) {
            if was.len() > tabs {
                patches.replace(gap, &"\t".repeat(tabs));
            }
            continue;
        }
        let now = match manner {
            _ if !keep => "",
            Manner::Row if was != " " || is_numeric(before) != is_numeric(after) => "\t",
            _ if was.chars().nth(1).is_none() && was != "\u{a0}" => was,
            _ => " ",
        };
        if now != was {
            patches.replace(gap, now);
        }
    }
}

/// Whether the gap has a Han character or its punctuation on one side. ASCII punctuation goes with what is on its
/// other side, since beside Han it is Chinese punctuation in poor type.
fn beside_east(text: &str, line: &Range<usize>, gap: &Range<usize>) -> bool {
    /// So many marks may stand together.
    const MARKS: usize = 6;
    let mark = |c: &char| matches!(c, ',' | '.' | ':' | ';' | '?' | '!' | '(' | ')' | '"' | '\'' | '%' | '+');
    let beyond = |side: &mut dyn Iterator<Item = char>| {
        let mut side = side.take(MARKS).peekable();
        // What (4) stands beside decides for its parentheses.
        let number = matches!(side.peek(), Some('(' | ')'));
        side.find(|c| !(mark(c) || number && c.is_ascii_digit())).is_some_and(is_east)
    };
    let mut left = text[line.start..gap.start].chars().rev().filter(|c| !c.is_whitespace());
    let mut right = text[gap.end..line.end].chars().filter(|c| !c.is_whitespace());
    let percent =
        text[gap.end..].starts_with('%') && text[..gap.start].ends_with(|c: char| c.is_ascii_digit());
    percent || beyond(&mut left) || beyond(&mut right)
}

fn is_single(word: &str) -> bool {
    word.chars().nth(1).is_none()
}

fn is_single_han(word: &str) -> bool {
    is_single(word) && word.chars().all(is_han)
}

/// Most tokens are one character of Chinese print.
fn is_spaced<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut single) = (0, 0);
    for word in words {
        all += 1;
        single += usize::from(is_single(word) && word.chars().all(is_east));
    }
    all >= 3 && single == all || all >= 4 && single * 10 >= all * 6
}

fn is_numeric(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        && word
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '%' | '±' | '－' | '—'))
}

/// No sentence, and two numbers side by side, or a number apart from its label by more than a space.
fn is_row(text: &str, tokens: &[Range<usize>]) -> bool {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return false };
    if text[first.start..last.end].contains(['，', '。', '；', '：', ':', ';', '、']) {
        return false;
    }
    tokens.windows(2).any(|pair| {
        let [left, right] = pair else { return false };
        let wide = text[left.end..right.start].chars().nth(1).is_some();
        let (left, right) = (is_numeric(&text[left.clone()]), is_numeric(&text[right.clone()]));
        right && (left || wide)
    })
}

/// Names of two to four characters, or a post and a name, or names of bodies that sign together, and nothing else.
fn is_byline<'t>(words: impl Iterator<Item = &'t str>) -> bool {
    let words: Vec<&str> = words.collect();
    let letters = |word: &str| word.chars().all(|c| is_han(c) || c == '·');
    if (2..=4).contains(&words.len()) && words.iter().all(|word| is_body(word)) {
        return true;
    }
    let name = |word: &str| {
        letters(word) && (2..=4).contains(&word.chars().count()) || word.contains('·') && letters(word)
    };
    // 韩 杰: a name of two characters set as wide as one of three.
    let (posts, names) = match words.as_slice() {
        [names @ .., a, b] if is_single_han(a) && is_single_han(b) => (names, &[][..]),
        [post, names @ ..] if is_post(post) => (&[*post][..], names),
        names => (&[][..], names),
    };
    words.len() <= 8
        && posts.iter().all(|word| is_post(word) || name(word))
        && names.iter().all(|word| name(word))
}

/// 某市统计局, 国家统计局某市调查队: a name that ends as names of bodies do.
fn is_body(word: &str) -> bool {
    const ENDS: [&str; 17] = [
        "局",
        "厅",
        "委",
        "办",
        "部",
        "院",
        "会",
        "处",
        "署",
        "队",
        "政府",
        "中心",
        "办公室",
        "关工委",
        "關工委",
        "廳",
        "隊",
    ];
    (4..=24).contains(&word.chars().count())
        && word.chars().all(is_han)
        && ENDS.iter().any(|end| word.ends_with(end))
}

/// 省长, 财政局局长: a post at the end of a few characters.
fn is_post(word: &str) -> bool {
    const LONGEST: usize = 24;
    word.chars().count() <= LONGEST && word.chars().all(is_han) && post_words().ends(word)
}

/// 第三章 总则: the space stands for the end of the number.
fn is_division(before: &str, after: &str) -> bool {
    before.starts_with('第') && numbering(before) == Some(before.len()) && after.starts_with(is_han)
}

/// A number at the beginning of a line, with the tab that a word processor puts behind it.
fn is_number(text: &str, line: &Range<usize>, token: &Range<usize>) -> bool {
    token.start == line.start && numbering(&text[token.clone()]) == Some(token.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    fn spaced(text: &str) -> String {
        let mut draft = Draft::new(text);
        draft.apply(Step::Spacing, &spacing(text));
        let once = draft.text().to_owned();
        assert!(spacing(&once).is_empty(), "{once:?} has more to take out");
        once
    }

    #[test]
    fn spaces_beside_han_go() {
        for (text, now) in [
            ("集 安 市 关 工 委 2020 年 工 作 总 结", "集安市关工委2020年工作总结"),
            ("2025年 上 海 市 政 府 工 作 报 告", "2025年上海市政府工作报告"),
            ("“黨支部+關工委” 帶出互動雙贏", "“黨支部+關工委”帶出互動雙贏"),
            ("同部署 、同落实 ,同检查", "同部署、同落实,同检查"),
            ("增长 5.5 %，完成\u{3000}2 万亩", "增长5.5%，完成2万亩"),
            ("如前所述, 2023 年", "如前所述,2023年"),
            ("个单位；22 (4) 我已", "个单位；22(4)我已"),
            ("水质比例(% ) Ⅳ类，", "水质比例(%)Ⅳ类，"),
            ("目\u{3000}\u{3000}录", "目录"),
            ("增长8 .5%，推广“1 + N”模式", "增长8.5%，推广“1+N”模式"),
            (
                "从1 9 9 3 年到7 4 7 7 亿元，比1 9 8 0 年增长1 2 ．5 ％",
                "从1993年到7477亿元，比1980年增长12．5％",
            ),
            ("占比3 5亿元。 2 9. 自去年", "占比3 5亿元。2 9.自去年"),
        ] {
            assert_eq!(spaced(text), now);
        }
    }

    #[test]
    fn what_stays() {
        for text in [
            "元新东 卢而康",
            "平山市统计局 国家统计局平山调查队",
            "省长 王予波",
            "自治区主席 艾尔肯·吐尼亚孜",
            "第三章 总则",
            "use of machine learning in 2023",
            "全县关工委2020年工作总结",
        ] {
            assert_eq!(spaced(text), text);
        }
        assert_eq!(spaced("北京市财政局局长\u{3000}韩\u{3000}杰"), "北京市财政局局长\u{3000}韩杰");
    }

    #[test]
    fn columns_become_tabs() {
        assert_eq!(spaced("合  计  6,579,537  12.5"), "合计\t6,579,537\t12.5");
        assert_eq!(spaced("一般公共服务 730043 794993 8.9"), "一般公共服务\t730043 794993 8.9");
        assert_eq!(spaced("亿元，  执行数为  31.26  亿元"), "亿元，执行数为31.26亿元");
        assert_eq!(spaced("地区\t总量\t\t增长"), "地区\t总量\t\t增长");
        assert_eq!(spaced("县 \t 乡\t村"), "县\t乡\t村");
        assert_eq!(spaced("一、\t总体要求"), "一、总体要求");
    }
}
