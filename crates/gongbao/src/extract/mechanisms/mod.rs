//! Mechanisms: named ways of working.
//!
//! Four patterns, a file each. What stands in quotes is classified by its own form first (`pair`, `lead`, `numeral`) and
//! by what follows and precedes it last (`named`); outside quotes fixed phrases are found by their triggers, and named
//! mechanisms by their head noun, with the modifier cut off behind the last word that cannot belong to a name.

mod items;
mod lead;
mod named;
mod numeral;
mod pair;
mod quoted;
mod quotes;
mod words;

use std::collections::HashMap;

use super::own::MECHANISM as OWN;
use super::signs::{Roles, Sign};
use super::{Document, Found};
use crate::edit::Certainty;
use crate::fact::{Detail, Mechanism, Parts, Pattern};
use crate::span::TextSpan;
pub(super) use words::{Role, word, word_begun};

/// A mechanism before it is a fact.
#[derive(Clone, Debug, PartialEq)]
struct Hit {
    start: usize,
    end: usize,
    pattern: Pattern,
    head: Option<(usize, usize)>,
    parts: Option<Parts>,
    rule: &'static str,
    certainty: Certainty,
}

impl Hit {
    fn new(start: usize, end: usize, pattern: Pattern, rule: &'static str) -> Self {
        Self { start, end, pattern, head: None, parts: None, rule, certainty: Certainty::Likely }
    }

    fn with_head(mut self, head: Option<(usize, usize)>) -> Self {
        self.head = head;
        self
    }

    fn with_parts(mut self, parts: Option<Parts>) -> Self {
        self.parts = parts;
        self
    }

    fn certain(mut self) -> Self {
        self.certainty = Certainty::Certain;
        self
    }
}

/// The words that mechanisms are found by.
pub(super) fn signs(roles: &mut Roles) {
    roles.table(Sign::Head, gongbao_data::mechanism_heads());
    roles.table(Sign::Head, gongbao_data::mechanism_named());
    roles.words(Sign::Head, ["等"]);
    roles.table(Sign::Phrase, gongbao_data::mechanism_numerals());
    roles.words(Sign::Phrase, ["以", "建带"]);
    roles.chars(Sign::Quote, quotes::QUOTES.chars());
    roles.chars(Sign::Quote, pair::PLUS.into_iter());
}

/// Finds the mechanisms of a document. They may nest in one another and stand in the titles of citations.
#[must_use]
pub fn mechanisms(document: &Document<'_>, taken: &[Found]) -> Vec<Found> {
    let text = document.text;
    let quotes = quotes::quotes(text, document.signs);
    let (mut hits, classified) = quoted::quoted(text, document.signs, &quotes);
    lead::leads(text, document.signs, &mut hits);
    pair::pairs(text, document.signs, &quotes, &mut hits);
    numeral::known(text, document.signs, &mut hits);
    numeral::nested(text, &quotes, &mut hits);
    named::named(text, document.signs, &quotes, &classified, &mut hits);
    // Of two rules with the same span the pattern that says more wins: their order is that of `Pattern`.
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end), hit.pattern as u8));
    hits.dedup_by_key(|hit| (hit.start, hit.end));
    drop_crossing(&mut hits);
    items::fill(text, &quotes, &mut hits);
    let mut found: Vec<Found> = hits.into_iter().map(|hit| found(text, hit)).collect();
    // The user's entries win over what has the same span or crosses them; longer and shorter names may nest.
    let own: Vec<&Found> = taken.iter().filter(|fact| fact.rule == OWN).collect();
    if !own.is_empty() {
        found.retain(|fact| {
            let first = own.partition_point(|own| own.span.end() <= fact.span.start());
            own[first..].iter().take_while(|own| own.span.start() < fact.span.end()).all(|own| {
                fact.span != own.span && (fact.span.contains(own.span) || own.span.contains(fact.span))
            })
        });
        found.extend(own.into_iter().cloned());
    }
    found
}

/// Of two mechanisms that overlap without nesting the first stays.
fn drop_crossing(hits: &mut Vec<Hit>) {
    let mut open: Vec<usize> = Vec::new();
    hits.retain(|hit| {
        while open.last().is_some_and(|&end| end <= hit.start) {
            open.pop();
        }
        if open.last().is_some_and(|&end| end < hit.end) {
            return false;
        }
        open.push(hit.end);
        true
    });
}

fn found(text: &str, hit: Hit) -> Found {
    let name = &text[hit.start..hit.end];
    let name =
        if name.contains(quotes::is_quote) { name.replace(quotes::is_quote, "") } else { name.to_owned() };
    let head = hit.head.map(|(start, end)| TextSpan::new(start, end));
    Found {
        span: TextSpan::new(hit.start, hit.end),
        rule: hit.rule,
        certainty: hit.certainty,
        detail: Detail::Mechanism(Box::new(Mechanism { pattern: hit.pattern, name, head, parts: hit.parts })),
    }
}

/// What a report spells out of its numeral phrases, by name.
type Spelled<'t> = HashMap<&'t str, Vec<String>>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Signs;
    use crate::report::Meta;
    use proptest::prelude::*;

    fn seen(text: &str) -> Vec<String> {
        let meta = Meta::default();
        let document = Document { text, meta: &meta, sections: &[], sentences: &[], signs: &Signs::of(text) };
        mechanisms(&document, &[])
            .into_iter()
            .map(|found| match found.detail {
                Detail::Mechanism(m) => format!("{} {}", m.pattern.as_str(), found.span.of(text)),
                _ => unreachable!("only mechanisms come out of this room"),
            })
            .collect()
    }

    #[test]
    fn the_four_patterns() {
        assert_eq!(seen("坚持党建带关建，发挥“五老”作用。"), ["lead 党建带关建", "numeral 五老"]);
        assert_eq!(seen("推行“党支部+关工委”模式，开展“1+N”帮扶。"), ["pair 党支部+关工委", "pair 1+N"]);
        assert_eq!(seen("建立健全经费保障机制和一票否决制。"), ["named 经费保障机制", "named 一票否决制"]);
        assert_eq!(seen("开展“金秋助学”“暖冬慰问”等活动。"), ["named 金秋助学", "named 暖冬慰问"]);
    }

    #[test]
    fn plain_words_are_no_mechanism() {
        assert!(
            seen("带动全县工作，带头学习，建立长效工作机制。“七一”前夕，变“独角戏”为“大合唱”。").is_empty()
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([“”‘’《》（）、，。；\\n+＋]|[以带促党建的等和五有好一二双制度机制体系活动工作模式开展关工委管理]|.){0,120}") {
            let meta = Meta::default();
            let document = Document { text: &text, meta: &meta, sections: &[], sentences: &[], signs: &Signs::of(&text) };
            for found in mechanisms(&document, &[]) {
                prop_assert!(!found.span.of(&text).is_empty());
            }
        }
    }

    #[test]
    fn one_may_hold_another() {
        assert_eq!(seen("开展乡村振兴“五老”行动。"), ["named 乡村振兴“五老”行动", "numeral 五老"]);
    }
}
