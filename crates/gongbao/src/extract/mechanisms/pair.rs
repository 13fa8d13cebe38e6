//! `pair`: two things joined by a plus sign: 党支部+关工委, 1+N.

use super::Hit;
use super::quotes::Quote;
use super::words::{self, Role};
use crate::extract::lexis::is_han;
use crate::extract::signs::{Sign, Signs};
use crate::fact::{Parts, Pattern};

/// The plus signs.
pub(super) const PLUS: [char; 2] = ['+', '＋'];

/// Reads a quoted phrase as a whole.
pub(super) fn whole(content: &str) -> Option<Parts> {
    let at = content.find(PLUS)?;
    let plus = content[at..].chars().next()?;
    let (left, right) = (content[..at].trim(), content[at + plus.len_utf8()..].trim());
    let fits = |side: &str| {
        !side.is_empty()
            && side.chars().count() <= 14
            && side.chars().all(|c| {
                is_han(c) || c.is_alphanumeric() || PLUS.contains(&c) || matches!(c, '（' | '）' | '-' | '、')
            })
    };
    // What is joined once more belongs to the right: 1+2+N.
    (fits(left) && fits(right)).then(|| Parts::Pair { left: left.to_owned(), right: right.to_owned() })
}

/// Finds the pairs outside quotes.
pub(super) fn pairs(text: &str, signs: &Signs, quotes: &[Quote], hits: &mut Vec<Hit>) {
    let mut behind = 0;
    let mut signs = signs.all([Sign::Quote]);
    let mut next = 0;
    while let Some(plus) = text[signs.next(next)..].chars().next() {
        let at = signs.next(next);
        next = at + plus.len_utf8();
        if at < behind || !PLUS.contains(&plus) {
            continue;
        }
        let around = quotes.partition_point(|quote| quote.open < at);
        if quotes[around.saturating_sub(8)..around]
            .iter()
            .any(|quote| at < quote.end && whole(&text[quote.start..quote.end]).is_some())
        {
            continue;
        }
        let start = left(text, at);
        let end = right(text, at + plus.len_utf8());
        // Without a Han character it must count: t+F is no pair, 1+N is.
        let counts = text[start..end]
            .chars()
            .all(|c| c.is_ascii_digit() || PLUS.contains(&c) || matches!(c, 'N' | 'n' | 'X'));
        if !counts && !text[start..end].chars().any(is_han) {
            continue;
        }
        if let Some(parts) = whole(&text[start..end]) {
            hits.push(Hit::new(start, end, Pattern::Pair, "mechanism/pair-bare").with_parts(Some(parts)));
            behind = end;
        }
    }
}

/// Where the left side begins: digits and letters, or up to six Han behind the last word that starts a name.
fn left(text: &str, at: usize) -> usize {
    let mut start = at;
    let mut han = 0;
    for (index, c) in text[..at].char_indices().rev().take(8) {
        if c.is_ascii_alphanumeric() {
            if han > 0 {
                break;
            }
        } else if is_han(c) && (start == at || han > 0) && han < 6 {
            han += 1;
        } else {
            break;
        }
        start = index;
    }
    let mut from = start;
    while from < at {
        match words::word(&text[from..at]) {
            Some((length, Role::Always | Role::Lead | Role::Middle)) if from + length < at => {
                from += length;
                start = from;
            }
            _ => from += text[from..].chars().next().map_or(1, char::len_utf8),
        }
    }
    start
}

/// Where the right side ends: before a head noun, a word that starts another name, or a mark.
fn right(text: &str, from: usize) -> usize {
    let mut end = from;
    let mut han = 0;
    for (index, c) in text[from..].char_indices().take(10) {
        let at = from + index;
        let rest = &text[at..];
        if c.is_ascii_alphanumeric() || PLUS.contains(&c) {
            if han > 0 && !PLUS.contains(&c) {
                break;
            }
        } else if is_han(c) && han < 6 && !(end > from && han == 0) {
            if han >= 2
                && (words::head(rest).is_some()
                    || words::word(rest).is_some_and(|(_, role)| role == Role::Always))
            {
                break;
            }
            han += 1;
        } else {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sides() {
        let mut hits = Vec::new();
        let text = "实行党支部+关工委模式，开展1+N帮扶";
        pairs(text, &Signs::of(text), &[], &mut hits);
        let seen: Vec<_> = hits.iter().map(|hit| &text[hit.start..hit.end]).collect();
        assert_eq!(seen, ["党支部+关工委", "1+N"]);
        assert!(whole("人工智能+").is_none());
    }
}
