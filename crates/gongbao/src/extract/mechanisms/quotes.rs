//! The quotations of a text.

use crate::extract::lexis::CharSet;
use crate::extract::signs::{Sign, Signs};

/// What stands between a pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quote {
    /// Where the opening mark stands.
    pub(super) open: usize,
    /// The first byte inside.
    pub(super) start: usize,
    /// The first byte behind the inside.
    pub(super) end: usize,
    /// The first byte behind the closing mark.
    pub(super) close: usize,
}

/// No quotation that names something is longer, in bytes.
const LONGEST: usize = 150;

/// Quotation marks.
pub(super) static QUOTES: CharSet = CharSet::new("“”‘’「」『』\"＂");

/// Whether a character is a quotation mark.
pub(super) fn is_quote(c: char) -> bool {
    QUOTES.has(c)
}

const fn closing(open: char) -> char {
    match open {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        other => other,
    }
}

/// The quotations that could be names, ordered by where they open; they may nest.
pub(super) fn quotes(text: &str, signs: &Signs) -> Vec<Quote> {
    let mut found = Vec::new();
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut visit = |at: usize, c: char| {
        let after = at + c.len_utf8();
        if let Some(depth) = open.iter().rposition(|&(start, mark)| {
            closing(mark) == c && after - start <= LONGEST && !text[start..at].contains('\n')
        }) {
            let (start, mark) = open[depth];
            open.truncate(depth);
            found.push(Quote { open: start, start: start + mark.len_utf8(), end: at, close: after });
        } else if matches!(c, '“' | '‘' | '「' | '『' | '"' | '＂') {
            // Marks that never close must not pile up.
            if open.len() >= 8 {
                open.remove(0);
            }
            open.push((at, c));
        }
    };
    let mut marks = signs.all([Sign::Quote]);
    let mut next = 0;
    while let Some(c) = text[marks.next(next)..].chars().next() {
        let at = marks.next(next);
        visit(at, c);
        next = at + c.len_utf8();
    }
    found.retain(|quote| quote.start < quote.end);
    found.sort_by_key(|quote| quote.open);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(text: &str) -> Vec<&str> {
        quotes(text, &Signs::of(text)).iter().map(|quote| &text[quote.start..quote.end]).collect()
    }

    #[test]
    fn quotes_nest_and_end_with_the_line() {
        assert_eq!(inside("“小手‘我家’承诺”活动"), ["小手‘我家’承诺", "我家"]);
        assert_eq!(inside("“对“五老”给予”"), ["对“五老”给予", "五老"]);
        assert!(inside("“甲\n乙”").is_empty());
        assert_eq!(inside("\"五老\"和\"五好\""), ["五老", "五好"]);
    }
}
