//! Characters with all that the search asks of each, looked up once.

use std::sync::LazyLock;

use gongbao_data::language::Symbol;
use gongbao_data::words::Word;

use super::super::gbk::{char_of, leads, pair_of, trails};
use super::super::language::class;
use super::super::script::script_of;
use crate::report::Script;

/// The lead byte of wide ASCII.
pub(super) const WIDE: u8 = 0xA3;

/// A character.
#[derive(Clone, Copy)]
pub(super) struct Glyph {
    pub(super) char: char,
    /// What counts as one with it to the language, and the number of that.
    pub(super) class: char,
    pub(super) symbol: Symbol,
    pub(super) word: Option<Word>,
    /// Its second byte, or 0.
    pub(super) trail: u8,
    /// The script that it gives away.
    pub(super) script: Option<Script>,
}

impl Glyph {
    pub(super) fn of(char: char) -> Self {
        let class = class(char);
        Self {
            char,
            class,
            symbol: Symbol::of(class),
            word: Word::of(class),
            trail: pair_of(char).map_or(0, |[_, trail]| trail),
            script: script_of(char),
        }
    }
}

const SLOTS: usize = 64;

/// The characters met last: the ways over one token put out the same few.
pub(super) struct Glyphs([Glyph; SLOTS]);

impl Glyphs {
    pub(super) fn new() -> Self {
        Self([Glyph::of('\0'); SLOTS])
    }

    pub(super) fn get(&mut self, char: char) -> Glyph {
        let slot = &mut self.0[char as usize % SLOTS];
        if slot.char != char {
            *slot = Glyph::of(char);
        }
        *slot
    }
}

/// What half a character may be: none that the language does not know, and never a digit or a letter.
pub(super) struct Halves {
    /// By the first byte.
    by_lead: Vec<Vec<Glyph>>,
    /// Those that end in the first byte of wide ASCII.
    pub(super) wide: Vec<Glyph>,
}

impl Halves {
    pub(super) fn of(&self, lead: u8) -> &[Glyph] {
        &self.by_lead[usize::from(lead & 0x7F)]
    }
}

pub(super) static HALVES: LazyLock<Halves> = LazyLock::new(|| {
    let known = |char: char| {
        let glyph = Glyph::of(char);
        let inferred = !matches!(char, '\u{FF10}'..='\u{FF5A}' | '\u{3000}') && glyph.symbol.count() > 0;
        inferred.then_some(glyph)
    };
    let of = |lead: u8| trails().filter_map(move |trail| char_of(lead, trail)).filter_map(known).collect();
    Halves {
        by_lead: (0x80..=0xFF).map(of).collect(),
        wide: leads().filter_map(|lead| char_of(lead, WIDE)).filter_map(known).collect(),
    }
});
