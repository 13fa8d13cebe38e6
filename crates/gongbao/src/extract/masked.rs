//! Numbers that somebody masked: `20XX年`, `×月`, `**万元`.
//!
//! A masked number is no figure and no time, and nobody may guess it; a warning says where it stands.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::edit::Edits;
use crate::report::Warning;
use crate::span::TextSpan;

/// The masked numbers of a text, in text order.
#[must_use]
pub fn masked(text: &str, edits: &Edits) -> Vec<Warning> {
    let mut found = Vec::new();
    let (mut masks, mut at) = (Masks::of(text), 0);
    while let Some(first) = masks.next(at) {
        let end = first + run(&text[first..], |c| is_mask(c) || c.is_ascii_digit());
        let start = first - tail(&text[at..first]);
        at = end;
        let masks = text[first..end].chars().filter(|c| is_mask(*c)).count();
        // X alone before a measure word is more often a name (X射线, X光); behind digits it is a mask.
        let doubtful = masks == 1 && start == first && text[first..end].starts_with(['X', 'x', '*']);
        let glued = text[..start].ends_with(|c: char| c.is_ascii_alphabetic());
        if !doubtful && !glued && measured(&text[end..]) {
            let source = edits.source_of(TextSpan::new(start, end));
            let message = format!("{} is masked, so there is no number to read", &text[start..end]);
            found.push(Warning { code: "masked", source, message });
        }
    }
    found
}

/// Where the characters stand that mask something: nearly every text has none, so each is searched for by itself.
struct Masks<'t> {
    bytes: &'t [u8],
    /// Where those of ASCII and each of the wide ones stand next; behind the text if nowhere.
    next: [usize; 1 + WIDE.len()],
}

/// The masks beyond ASCII.
const WIDE: [&str; 6] = ["×", "✕", "＊", "Ｘ", "╳", "〤"];
static FINDERS: LazyLock<[Finder<'static>; 6]> = LazyLock::new(|| WIDE.map(Finder::new));

impl<'t> Masks<'t> {
    fn of(text: &'t str) -> Self {
        let mut masks = Self { bytes: text.as_bytes(), next: [0; 1 + WIDE.len()] };
        for kind in 0..masks.next.len() {
            masks.next[kind] = masks.find(kind, 0);
        }
        masks
    }

    fn find(&self, kind: usize, at: usize) -> usize {
        let rest = &self.bytes[at..];
        let found = match kind {
            0 => memchr::memchr3(b'X', b'x', b'*', rest),
            _ => FINDERS[kind - 1].find(rest),
        };
        found.map_or(usize::MAX, |ahead| at + ahead)
    }

    /// The next one from `at` on, which is never before the last time.
    fn next(&mut self, at: usize) -> Option<usize> {
        for kind in 0..self.next.len() {
            if self.next[kind] < at {
                self.next[kind] = self.find(kind, at);
            }
        }
        self.next.iter().copied().min().filter(|&first| first < self.bytes.len())
    }
}

fn is_mask(c: char) -> bool {
    matches!(c, 'X' | 'x' | '*' | '×' | '✕' | '＊' | 'Ｘ' | '╳' | '〤')
}

/// How many bytes of the beginning are characters of a kind.
fn run(text: &str, kind: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| kind(*c)).map(char::len_utf8).sum()
}

/// How many bytes of the end are digits.
fn tail(text: &str) -> usize {
    text.bytes().rev().take_while(u8::is_ascii_digit).count()
}

/// Whether what follows makes a number of what stands before it.
fn measured(rest: &str) -> bool {
    ["年", "月", "日", "号", "万", "亿", "元", "人", "个", "名", "%", "％", "篇", "次", "场", "余"]
        .iter()
        .any(|word| rest.starts_with(word))
}

#[cfg(test)]
mod tests {
    fn found(text: &str) -> Vec<String> {
        let report = crate::analyze(text);
        report
            .warnings()
            .iter()
            .filter(|warning| warning.code == "masked")
            .map(|warning| warning.source.of(report.source()).to_owned())
            .collect()
    }

    #[test]
    fn a_masked_number_is_reported() {
        assert_eq!(found("20XX年，募集资金××万元，表彰**人。"), ["20XX", "××", "**"]);
        assert_eq!(found("20*年"), ["20*"]);
    }

    #[test]
    fn names_and_products_are_no_masks() {
        for text in ["购置X光机一台", "3×5米", "PMAX年会", "*号表示"] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
