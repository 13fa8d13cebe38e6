//! Sentences.
//!
//! A sentence ends at `。`, `！` or `？`, and at the end of its paragraph; a heading line is a sentence. `；` ends none:
//! it stands between clauses of one sentence (GB/T 15834), which share their subject and their time. Marks inside
//! brackets or book marks end nothing, closing quotes and brackets behind a mark belong to the sentence, and a mark
//! whose quotation goes on as part of the sentence (`提出“加油！”的口号`) does not end it.

use super::lines::trimmed;
use crate::span::TextSpan;

/// The sentences of paragraphs, in order.
#[must_use]
pub fn sentences(text: &str, lines: &[TextSpan]) -> Vec<TextSpan> {
    let mut splitter = Splitter::default();
    let mut sentences = Vec::with_capacity(lines.len() * 2);
    for line in lines {
        splitter.split(text, *line, &mut sentences);
    }
    sentences
}

/// As far as a bracket may reach, in bytes: one that closes a page later was not meant.
const REACH: usize = 900;

/// The buffers of one pass over a paragraph.
#[derive(Default)]
struct Splitter {
    /// Where sentences end so far.
    ends: Vec<usize>,
    /// The open brackets: what closes each, where it opened, and how many ends stood before it.
    open: Vec<(char, usize, usize)>,
}

impl Splitter {
    fn split(&mut self, text: &str, line: TextSpan, out: &mut Vec<TextSpan>) {
        self.ends.clear();
        self.open.clear();
        let mut rest = line.of(text);
        loop {
            rest = behind_han(rest);
            let at = line.end() - rest.len();
            let mut chars = rest.chars();
            let Some(c) = chars.next() else { break };
            rest = chars.as_str();
            let behind = at + c.len_utf8();
            match c {
                '。' | '！' | '？' => self.mark(at, behind),
                '!' | '?' if !text.as_bytes().get(behind).is_some_and(u8::is_ascii_alphanumeric) => {
                    self.mark(at, behind);
                }
                '”' | '’' | '」' | '』' | '〉' | '"' | '\'' => self.extend(at, behind),
                '（' => self.open.push(('）', at, self.ends.len())),
                '(' => self.open.push((')', at, self.ends.len())),
                '《' => self.open.push(('》', at, self.ends.len())),
                '〔' => self.open.push(('〕', at, self.ends.len())),
                '【' => self.open.push(('】', at, self.ends.len())),
                '）' | ')' | '》' | '〕' | '】' => self.close(c, at, behind, line.start()),
                _ => {}
            }
        }
        let mut start = line.start();
        for &end in &self.ends {
            if !continues(&text[..end], &text[end..line.end()]) {
                out.extend(trimmed(text, start, end));
                start = end;
            }
        }
        out.extend(trimmed(text, start, line.end()));
    }

    fn mark(&mut self, at: usize, behind: usize) {
        // A second mark, as in ？！, belongs to the first.
        if self.ends.last() == Some(&at) {
            self.ends.pop();
        }
        self.ends.push(behind);
    }

    /// A closing quote right behind a mark belongs to the sentence.
    fn extend(&mut self, at: usize, behind: usize) {
        if let Some(last) = self.ends.last_mut().filter(|end| **end == at) {
            *last = behind;
        }
    }

    fn close(&mut self, c: char, at: usize, behind: usize, line: usize) {
        // A bracket that was left open may stand between; more than a few are not looked through.
        let found = self.open.iter().rev().take(3).position(|(close, ..)| *close == c);
        let Some(depth) = found else { return self.extend(at, behind) };
        self.open.truncate(self.open.len() - depth);
        let Some((_, opened, before)) = self.open.pop() else { return };
        if at - opened > REACH {
            return self.extend(at, behind);
        }
        // A bracket that holds whole sentences and stands between sentences is one by itself.
        let full = self.ends.len() > before && self.ends.last() == Some(&at);
        let starts = self.ends[..before].last().copied().unwrap_or(line) == opened;
        self.ends.truncate(before);
        if full && starts {
            self.ends.push(behind);
        }
    }
}

/// What stands behind the Han characters of the beginning, which are most and end nothing: no mark begins with their
/// first bytes.
fn behind_han(text: &str) -> &str {
    let mut rest = text.as_bytes();
    while let [0xE4..=0xE9, _, _, tail @ ..] = rest {
        rest = tail;
    }
    &text[text.len() - rest.len()..]
}

/// Whether a quotation that ends in a mark goes on as part of the sentence around it.
fn continues(before: &str, rest: &str) -> bool {
    before.ends_with(['”', '’', '」', '』', '）', ')', '"'])
        && rest.starts_with(['，', '、', '；', '：', ',', ';', '的', '等', '为', '和', '与', '是', '）'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::lines::lines;
    use proptest::prelude::*;

    fn split_of(text: &str) -> Vec<&str> {
        sentences(text, &lines(text)).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn marks_end_sentences_and_quotes_close_them() {
        assert_eq!(
            split_of("标题\n他说：“好！”大家笑了。（注）完？！\n"),
            ["标题", "他说：“好！”", "大家笑了。", "（注）完？！"]
        );
        assert_eq!(split_of("甲；乙。丙"), ["甲；乙。", "丙"]);
    }

    #[test]
    fn marks_inside_end_nothing() {
        assert_eq!(
            split_of("读《怎么办？》一书（很好。真的。）后来。"),
            ["读《怎么办？》一书（很好。真的。）后来。"]
        );
        assert_eq!(split_of("提出“加油！”的口号。"), ["提出“加油！”的口号。"]);
        assert_eq!(split_of("《未完。后来。"), ["《未完。", "后来。"]);
        assert_eq!(split_of("前文。（甲。乙。）后文。"), ["前文。", "（甲。乙。）", "后文。"]);
    }

    proptest! {
        #[test]
        fn sentences_tile(text in "[甲乙丙。！？；（）《》“” \\n\u{3000}a1]{0,80}") {
            let found = sentences(&text, &lines(&text));
            let mut at = 0;
            for span in &found {
                prop_assert!(span.start() >= at && !span.is_empty());
                prop_assert!(text[at..span.start()].trim().is_empty());
                at = span.end();
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
