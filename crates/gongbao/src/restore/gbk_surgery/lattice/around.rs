//! What the line and the page around a gap say of what stood in it, which no three characters tell.

use super::super::glyphs::{Glyph, Half};
use super::super::tokens::{Kind, Tokens};
use super::super::ways::Pending;
use super::Lattice;
use super::ahead::{Ahead, Path};

/// A stop at the end of words in quotes that are too short for a sentence.
const STOP_IN_TERM: f32 = 8.0;
/// So many characters in quotes make no sentence.
const TERM: usize = 6;
/// A sign behind which no item of a list begins.
const BEFORE_ITEM: f32 = 8.0;
/// 等 behind a list.
const AFTER_LIST: f32 = -2.0;
/// So far back a list is looked for.
const CLAUSE: usize = 40;

impl Lattice {
    /// Adds to the costs of all that half a character may be what speaks for it and against it.
    pub(super) fn weigh(&mut self, ahead: &Ahead, half: Half, pending: Pending, path: Option<&Path>) {
        match half {
            Half::Wide => {
                // Behind a gap that a sign with a lost half follows, this will be the closing quote.
                let closes =
                    path.map_or(pending == Pending::Lead(SIGNS), |path| is_closing(path.chars[0].char));
                let term = closes && ends_term(ahead.tokens, ahead.index);
                let cost = path.map_or(0.0, |path| self.local.stop_cost(&path.chars))
                    + if term { STOP_IN_TERM } else { 0.0 };
                if cost > 0.0 {
                    self.add(half, cost, |glyph| glyph.char == '。');
                }
            }
            Half::First(SIGNS) if begins_item(ahead.tokens, ahead.index + 1) => {
                let opens =
                    |glyph: &Glyph| matches!(glyph.char, '、' | '“' | '‘' | '《' | '「' | '『' | '—' | '·');
                self.add(half, BEFORE_ITEM, opens);
            }
            Half::First(AND_SO_ON) if is_list(ahead.tokens, ahead.index) => {
                self.add(half, AFTER_LIST, |glyph| glyph.char == '等');
            }
            Half::First(_) => {}
        }
    }

    fn add(&mut self, half: Half, cost: f32, what: impl Fn(&Glyph) -> bool) {
        for (candidate, glyph) in self.costs.iter_mut().zip(&half.wholes().glyphs) {
            if what(glyph) {
                candidate.cost += cost;
            }
        }
    }
}

/// The lead bytes of signs, and of 等.
const SIGNS: u8 = 0xA1;
const AND_SO_ON: u8 = 0xB5;

fn is_closing(char: char) -> bool {
    matches!(char, '”' | '’' | '」' | '』')
}

/// Whether a quote was opened so little before a token that it holds a term and no sentence.
fn ends_term(tokens: &Tokens, index: usize) -> bool {
    let before = tokens.list[..index].iter().rev();
    let chars = before.filter(|token| !matches!(token.kind, Kind::Reading(_))).take(TERM + 2);
    for token in chars {
        match token.kind {
            Kind::Wide('“' | '‘' | '「' | '『', _) => return true,
            Kind::Wide('。' | '”' | '’' | '」' | '』', _) | Kind::Sign(..) => return false,
            _ => {}
        }
    }
    false
}

/// Whether the number of an item stands at a token: `12.` and no digit behind it.
fn begins_item(tokens: &Tokens, index: usize) -> bool {
    /// Items are counted so far.
    const DIGITS: usize = 3;
    let byte = |at: usize| match tokens.list.get(at).map(|token| token.kind) {
        Some(Kind::Byte(byte)) => Some(byte),
        _ => None,
    };
    let digits = (index..)
        .take_while(|&at| byte(at).is_some_and(|byte| byte.is_ascii_digit()))
        .take(DIGITS + 1)
        .count();
    let end = index + digits;
    (1..=DIGITS).contains(&digits)
        && byte(end) == Some(b'.')
        && matches!(tokens.list.get(end + 1).map(|token| token.kind), Some(Kind::Wide(..)))
}

/// Whether the clause before a token has named several things.
fn is_list(tokens: &Tokens, index: usize) -> bool {
    let before = tokens.list[..index].iter().rev().take(CLAUSE);
    let clause = before
        .take_while(|token| !matches!(token.kind, Kind::Sign(',' | ';' | ':', _) | Kind::Wide('。', _)));
    clause.into_iter().any(|token| matches!(token.kind, Kind::Wide('、', _)))
}
