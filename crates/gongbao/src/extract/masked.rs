//! Numbers that somebody masked: `20XX年`, `×月`, `**万元`.
//!
//! A masked number is no figure and no time, and nobody may guess it; a warning says where it stands.

use crate::edit::Edits;
use crate::report::Warning;
use crate::span::TextSpan;

/// The masked numbers of a text, in text order.
#[must_use]
pub fn masked(text: &str, edits: &Edits) -> Vec<Warning> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = mask(text, at) {
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

/// The next character from `at` on that masks something.
fn mask(text: &str, mut at: usize) -> Option<usize> {
    /// The first bytes of these characters: most others begin with another.
    const FIRST: [bool; 256] = {
        let mut first = [false; 256];
        let bytes = [b'X', b'x', b'*', 0xC3, 0xE2, 0xE3, 0xEF];
        let mut at = 0;
        while at < bytes.len() {
            first[bytes[at] as usize] = true;
            at += 1;
        }
        first
    };
    loop {
        at += text.as_bytes()[at..].iter().position(|&byte| FIRST[usize::from(byte)])?;
        if text[at..].starts_with(is_mask) {
            return Some(at);
        }
        at += 1;
    }
}

fn is_mask(c: char) -> bool {
    matches!(c, 'X' | 'x' | '×' | '✕' | '*' | '＊' | 'Ｘ' | '╳' | '〤')
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
