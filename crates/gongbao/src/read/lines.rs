//! Paragraphs: the lines of the reading text.

use crate::span::TextSpan;

/// The lines of a text without the blanks around them; a blank line is none.
#[must_use]
pub fn lines(text: &str) -> Vec<TextSpan> {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let mut start = 0;
    let mut lines = Vec::new();
    for end in ends {
        lines.extend(trimmed(text, start, end));
        start = end + 1;
    }
    lines
}

/// What is left of a range without the blanks at both ends.
pub(crate) fn trimmed(text: &str, start: usize, end: usize) -> Option<TextSpan> {
    let range = &text[start..end];
    let left = range.trim_start();
    let start = end - left.len();
    let left = left.trim_end();
    (!left.is_empty()).then(|| TextSpan::new(start, start + left.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_are_none() {
        let text = "　标题 \r\n\n  \n正文\n";
        let found: Vec<&str> = lines(text).into_iter().map(|line| line.of(text)).collect();
        assert_eq!(found, ["标题", "正文"]);
    }
}
