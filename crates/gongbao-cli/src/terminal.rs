//! Text for a terminal: columns that line up, marks that a pipe does not get, and no control character of a report.

pub(crate) use gongbao_view::grouped;
use std::borrow::Cow;
use std::env;
use std::fmt::{self, Write as _};
use std::io::{self, IsTerminal};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Whether standard output is to be marked up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Marks(bool);

impl Marks {
    /// Only for a terminal that can show it, and whose user did not decline (`NO_COLOR`).
    pub(crate) fn for_stdout() -> Self {
        let declined = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = env::var_os("TERM").is_none_or(|term| term == "dumb");
        Self(io::stdout().is_terminal() && !declined && !dumb)
    }

    /// Bold.
    pub(crate) fn strong(self, text: impl fmt::Display) -> String {
        self.mark("1", text)
    }

    /// Faint.
    pub(crate) fn faint(self, text: impl fmt::Display) -> String {
        self.mark("2", text)
    }

    fn mark(self, code: &str, text: impl fmt::Display) -> String {
        if self.0 { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_string() }
    }
}

/// The text with its control characters written out, so that a report cannot steer the terminal, and on one line.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    let hidden = |c: char| c.is_control() || is_bidi(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if hidden(c) => {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// The characters that turn the direction of a line around.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// How many cells of a terminal a text takes; a Han character takes two.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// The text in at most `cells` cells, with `…` where it was cut.
pub(crate) fn cut(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let mut taken = 0;
    let mut out = String::new();
    for c in text.chars() {
        taken += c.width().unwrap_or(0);
        if taken + 1 > cells {
            break;
        }
        out.push(c);
    }
    out.push('…');
    Cow::Owned(out)
}

/// The text, filled up with spaces to `cells` cells.
pub(crate) fn pad(text: &str, cells: usize) -> String {
    format!("{text}{}", " ".repeat(cells.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_han_character_takes_two_cells() {
        assert_eq!(pad("关工委", 8), "关工委  ");
        assert_eq!(cut("关工委员会", 7), "关工委…");
        assert_eq!(cut("关工委员会", 6), "关工…");
        assert_eq!(cut("关工委员会", 10), "关工委员会");
    }

    #[test]
    fn a_report_cannot_steer_the_terminal() {
        assert_eq!(visible("标题\u{1b}[2J\n"), "标题\\u{1b}[2J\\n");
        assert_eq!(visible("\u{202e}倒"), "\\u{202e}倒");
        assert!(matches!(visible("“五老”"), Cow::Borrowed(_)));
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }
}
