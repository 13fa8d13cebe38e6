//! Lists whose items end alike: `“五福”：健康福、文化福、学业福、温馨福、平安福`.
//!
//! Where each item lost the half of a character before the same sign, the search fills each gap by itself. What most
//! items have is what all have, and what a number in quotes before them names, if it counts them.

use super::super::gbk::pair_of;
use super::glyphs::WIDE;
use super::lattice::Repair;
use super::tokens::{Kind, Tokens};
use crate::edit::Certainty;

/// A list has so many items, each with no more characters than this.
const ITEMS: usize = 3;
const ITEM: usize = 8;
/// So far before its first item stands what names the list.
const NAME: usize = 24;
const NUMERALS: [char; 8] = ['三', '四', '五', '六', '七', '八', '九', '十'];

/// A character of the repaired line, and the number of the repair that filled its gap.
struct Shown {
    char: char,
    repair: Option<usize>,
}

/// Makes items that end in a repair end alike.
pub(super) fn agree(text: &str, tokens: &Tokens, repairs: &mut [Repair]) {
    let gap = |repair: &Repair| {
        matches!(tokens.list[repair.token].kind, Kind::Sign(..)) && repair.now.chars().count() == 1
    };
    if repairs.iter().filter(|repair| gap(repair)).count() < ITEMS {
        return;
    }
    let mut line: Vec<Shown> = Vec::new();
    let mut rest = repairs.iter().enumerate().peekable();
    for (index, token) in tokens.list.iter().enumerate() {
        match rest.next_if(|(_, repair)| repair.token == index) {
            Some((number, repair)) => {
                let filled = gap(repair).then_some(number);
                line.extend(repair.now.chars().map(|char| Shown { char, repair: filled }));
            }
            None if matches!(token.kind, Kind::Reading(_)) => {}
            None => {
                line.extend(text[token.range.clone()].chars().map(|char| Shown { char, repair: None }));
            }
        }
    }
    let mut items: Vec<usize> = Vec::new();
    for (at, shown) in line.iter().enumerate() {
        let ends = shown.repair.is_some() && shown.char != '。';
        if items.last().is_some_and(|&last| !goes_on(&line, last, at)) {
            finish(&line, &items, repairs);
            items.clear();
        }
        if ends {
            items.push(at);
        }
    }
    finish(&line, &items, repairs);
}

/// Whether an item that ended at `last` may be followed by one that ends at `at`, or later.
fn goes_on(line: &[Shown], last: usize, at: usize) -> bool {
    let between = &line[last + 1..at];
    at == last + 1
        || between.first().is_some_and(|shown| shown.char == '、')
            && between.len() <= ITEM
            && !between[1..].iter().any(|shown| matches!(shown.char, '、' | '，' | '。' | '；' | ',' | ';'))
}

/// Makes the ends of a list one.
fn finish(line: &[Shown], items: &[usize], repairs: &mut [Repair]) {
    if items.len() < ITEMS {
        return;
    }
    let votes = |char| items.iter().filter(|&&at| line[at].char == char).count();
    let Some(most) = items.iter().map(|&at| line[at].char).max_by_key(|&char| votes(char)) else { return };
    // A quote that names so many of something.
    let before = items[0].saturating_sub(NAME)..items[0];
    let name = before.clone().find(|&at| {
        let numeral = NUMERALS.iter().position(|&char| char == line[at].char);
        numeral.is_some_and(|place| place + ITEMS == items.len())
            && at > 0
            && line[at - 1].char == '“'
            && line.get(at + 2).is_some_and(|shown| shown.char == '”')
    });
    let name = name.map(|at| at + 1);
    let named = name.filter(|&at| line[at].repair.is_none()).map(|at| line[at].char);
    let end = match named.filter(|&char| pair_of(char).is_some_and(|[_, trail]| trail == WIDE)) {
        Some(named) => named,
        // A number that counts the items says that they end alike.
        None if votes(most) * 2 > items.len() || name.is_some() && votes(most) > 1 => most,
        None => return,
    };
    for &at in items.iter().chain(&name) {
        if let Some(number) = line[at].repair
            && line[at].char != end
        {
            repairs[number].now = end.to_string();
            repairs[number].certainty = Certainty::Guess;
        }
    }
}
