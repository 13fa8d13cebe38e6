//! What many characters that may stand at one place cost two characters further on.
//!
//! Two ways that differ only in their last characters are one two characters later. So of many candidates only those
//! need be followed that are not dearer by then than the cheapest, by more than certainty asks.

use gongbao_data::language::is_pair;

use super::super::super::gbk::char_of;
use super::super::brackets::{Open, is_bracket};
use super::super::glyphs::{Glyph, Half, WIDE};
use super::super::local::{Candidate, Local};
use super::super::tokens::{Kind, Tokens};
use super::super::ways::Pending;
use super::super::words::Cut;
use super::{CLEAR, From, Lattice, MISREAD, WORDS, balance, seen_as};

/// A token, and what stands behind it.
pub(super) struct Ahead<'t> {
    pub(super) tokens: &'t Tokens<'t>,
    pub(super) index: usize,
}

/// How cheaply some way over this token comes over the next two characters. Whatever is in the same state but for its
/// last characters will be one with it there: if it is dearer already, nothing is lost without it.
pub(super) struct Reach {
    pending: Pending,
    open: Open,
    cost: f32,
}

/// The next two characters, where nothing is to be decided until there.
pub(super) struct Path {
    pub(super) chars: [Glyph; 2],
    /// What readings between them cost that read something else.
    extra: f32,
    /// What the words of both cost behind a character that makes none with the first.
    words: f32,
    /// What the second costs behind the first where that makes no pair with the one before, and the least that the
    /// first can cost there.
    second: f32,
    floor: f32,
}

impl Lattice {
    /// Sums up in `sums` what each of many characters costs two characters further on, and says up to which sum it may
    /// be the best there. Without a path that is not known, and each may.
    pub(super) fn look_ahead(
        &mut self,
        from: &From,
        half: Half,
        path: Option<Path>,
        pending: Pending,
        cost: f32,
    ) -> f32 {
        let glyphs = &half.wholes().glyphs;
        self.sums.clear();
        let Some(path) = path else {
            self.sums.resize(glyphs.len(), 0.0);
            return 0.0;
        };
        let open = from.way.open;
        let same = self.reaches.iter().position(|reach| (reach.pending, reach.open) == (pending, open));
        let reach = same.unwrap_or_else(|| {
            self.reaches.push(Reach { pending, open, cost: f32::INFINITY });
            self.reaches.len() - 1
        });
        let mut best = self.reaches[reach].cost;
        // The likeliest goes ahead.
        let ranked = self.costs.iter().zip(glyphs).filter(|(_, glyph)| !is_bracket(glyph.char));
        if let Some((candidate, glyph)) = ranked.min_by(|a, b| a.0.cost.total_cmp(&b.0.cost)) {
            let most = f32::INFINITY;
            best = best.min(cost + candidate.cost + self.onward(from, candidate, glyph, &path, most));
        }
        for (candidate, glyph) in self.costs.iter().zip(glyphs) {
            // A quote opens or closes, and will not be one with the others.
            if is_bracket(glyph.char) {
                self.sums.push(f32::NEG_INFINITY);
                continue;
            }
            let cost = cost + candidate.cost;
            let sum = cost + self.onward(from, candidate, glyph, &path, best + CLEAR - cost);
            best = best.min(sum);
            self.sums.push(sum);
        }
        self.reaches[reach].cost = best;
        best + CLEAR
    }

    /// What the two characters behind a character cost, and the words that it and they make; of what costs more than
    /// `most`, it only says that.
    fn onward(&self, from: &From, candidate: &Candidate, glyph: &Glyph, path: &Path, most: f32) -> f32 {
        let (way, local) = (&from.way, &self.local);
        let [one, two] = &path.chars;
        // Words and triples have been counted with their pairs.
        if !candidate.seen {
            let rest = path.extra + path.second + WORDS * (glyph.alone + path.words);
            let met = candidate.met && local.is_pair(glyph.class, one.class);
            if !met && !is_pair(glyph.symbol, one.symbol) {
                return if rest + path.floor > most {
                    f32::INFINITY
                } else {
                    rest + local.cost(&Local::behind(way.last, glyph.class), one)
                };
            }
        }
        let first = path.extra + local.cost(&Local::behind(way.last, glyph.class), one);
        if first + WORDS * way.cut.least() > most {
            return f32::INFINITY;
        }
        let mut cut = way.cut;
        let words = cut.push(glyph.class) + cut.push(one.class) + cut.push(two.class);
        first + WORDS * words + local.cost(&Local::behind(glyph.class, one.class), two)
    }

    /// The next two characters of a way that is in a state, the first of them given perhaps.
    pub(super) fn path(
        &mut self,
        ahead: &Ahead,
        first: Option<Glyph>,
        mut pending: Pending,
        mut open: Open,
    ) -> Option<Path> {
        let (mut extra, mut one, mut shown) = (0.0, first, '\0');
        for (index, token) in ahead.tokens.list.iter().enumerate().skip(ahead.index + 1) {
            let (char, after) = match (token.kind, pending) {
                (Kind::Wide(char, _) | Kind::Sign(char, _) | Kind::Other(char), Pending::Nothing) => {
                    (char, Pending::Nothing)
                }
                (Kind::Byte(byte), Pending::Nothing) => (char::from(byte), Pending::Nothing),
                (Kind::Wide(_, [first, second]), Pending::Lead(lead)) if second >= 0x80 => {
                    (char_of(lead, first)?, Pending::Lead(second))
                }
                (Kind::Sign(_, trail), Pending::Lead(lead)) => (char_of(lead, WIDE)?, Pending::Lead(trail)),
                (Kind::Byte(byte @ 0x40..), Pending::Lead(lead)) => (char_of(lead, byte)?, Pending::Nothing),
                (Kind::Reading(reading), _) if index > ahead.index + 1 => {
                    let char = if pending == Pending::Nothing { one?.char } else { shown };
                    extra += if ahead.tokens.sound(reading).reads(char) { 0.0 } else { MISREAD };
                    continue;
                }
                _ => return None,
            };
            pending = after;
            shown = seen_as(&token.kind).unwrap_or(shown);
            let glyph = self.glyphs.get(char);
            extra += self.local.foreign(&glyph) + balance(char, &mut open);
            let Some(first) = one else {
                one = Some(glyph);
                continue;
            };
            let mut cut = Cut::new();
            let words = cut.push(first.class) + cut.push(glyph.class);
            let second = self.local.cost(&Local::behind('\0', first.class), &glyph);
            let floor = self.local.floor(&first);
            return Some(Path { chars: [first, glyph], extra, words, second, floor });
        }
        None
    }
}
