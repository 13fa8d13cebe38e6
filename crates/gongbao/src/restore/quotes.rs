//! Quotes that became question marks: 实施?生态立县?战略.
//!
//! Where a page was put into an encoding without curly quotes, each of them is a `?`. In a sentence that asks
//! nothing, question marks in pairs around a few words were quotes.

use std::ops::Range;

use crate::edit::{Certainty, Patches};

/// Longer runs, in characters, are clauses and not terms.
const LONGEST: usize = 40;

/// What a sentence says that asks.
const ASKING: [&str; 16] = [
    "吗", "呢", "什么", "怎么", "怎样", "为何", "如何", "谁", "哪", "几时", "是否", "能否", "可否", "多少",
    "难道", "何以",
];

/// Whether the question marks of a text are such quotes: nearly all stand in pairs. Where characters were lost, they
/// stand anywhere.
pub(super) fn lost(text: &str) -> bool {
    let (mut paired, mut other) = (0, 0);
    for line in text.lines().filter(|line| line.contains('?')) {
        for sentence in line.split_inclusive(ENDS).filter(|sentence| sentence.contains('?')) {
            match marks(sentence, 0) {
                Some(_) => paired += 1,
                None if asks(sentence) => {}
                None => other += 1,
            }
        }
    }
    paired > 4 * other
}

/// What ends a sentence here.
const ENDS: [char; 5] = ['。', '；', '！', ';', '!'];

/// Puts the quotes of a line back.
pub(super) fn quotes(text: &str, line: Range<usize>, patches: &mut Patches) {
    let words = &text[line.clone()];
    let two = words.bytes().filter(|&byte| byte == b'?').nth(1).is_some();
    if !two || words.contains(['“', '”', '？']) {
        return;
    }
    let mut start = line.start;
    for sentence in words.split_inclusive(ENDS) {
        for [open, close] in marks(sentence, start).unwrap_or_default() {
            patches.replace_as(open..open + 1, "“", Certainty::Likely);
            patches.replace_as(close..close + 1, "”", Certainty::Likely);
        }
        start += sentence.len();
    }
}

/// The marks of a sentence in pairs, if each of them encloses a term; the sentence begins at `start`.
fn marks(sentence: &str, start: usize) -> Option<Vec<[usize; 2]>> {
    let marks: Vec<usize> = memchr::memchr_iter(b'?', sentence.as_bytes()).collect();
    let (pairs, []) = marks.as_chunks::<2>() else { return None };
    let quoted = !pairs.is_empty()
        && !asks(sentence)
        && pairs.iter().all(|&[open, close]| encloses(sentence, open, close));
    quoted.then(|| pairs.iter().map(|pair| pair.map(|mark| start + mark)).collect())
}

/// Whether two marks stand around a term, close to it, and close to what stands before it.
fn encloses(sentence: &str, open: usize, close: usize) -> bool {
    let term = &sentence[open + 1..close];
    let before = sentence[..open].chars().next_back();
    let after = sentence[close + 1..].chars().next();
    let short = !term.is_empty() && term.chars().nth(LONGEST).is_none();
    short
        && term.starts_with(inside)
        && term.ends_with(inside)
        && before.is_none_or(|c| han(c) || "，、：（《,:(".contains(c))
        && after.is_none_or(|c| han(c) || "，、：。；）》,:;)\r".contains(c))
        && !term.contains("  ")
}

fn inside(c: char) -> bool {
    han(c) || c.is_alphanumeric() || "《》（）()+".contains(c)
}

fn han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}')
}

/// Whether a sentence asks something: by a word, or by 好不好.
fn asks(sentence: &str) -> bool {
    let mut around = sentence.chars().zip(sentence.chars().skip(1)).zip(sentence.chars().skip(2));
    ASKING.iter().any(|word| sentence.contains(word))
        || around.any(|((a, b), c)| a == c && matches!(b, '不' | '没') && han(a))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    fn restored(text: &str) -> String {
        let mut patches = Patches::new();
        quotes(text, 0..text.len(), &mut patches);
        let mut draft = Draft::new(text);
        draft.apply(Step::Punctuation, &patches);
        draft.finish().0.into_owned()
    }

    #[test]
    fn around_terms() {
        for (was, now) in [
            (
                "全力实施?生态立县、工业强县?发展战略,推进?五社联动?。",
                "全力实施“生态立县、工业强县”发展战略,推进“五社联动”。",
            ),
            ("?四好农村路?建设加快", "“四好农村路”建设加快"),
        ] {
            assert_eq!(restored(was), now);
        }
    }

    #[test]
    fn only_where_all_are() {
        assert!(lost("实施?生态立县?战略。\n推进?五社联动?工作。"));
        assert!(!lost("消?价格?幅回落。\n全?经济?步增长，完?目标。\n成?显著。"));
    }

    #[test]
    fn questions_stay() {
        for text in [
            "怎么办?谁来办?",
            "服务好不好?群众满意不满意?",
            "来了吗?好?",
            "一个?问号",
            "数?据?丢?失",
            "见http://a.cn/?a=1?b",
        ] {
            assert_eq!(restored(text), text);
        }
    }
}
