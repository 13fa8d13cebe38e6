//! Characters with all that the search asks of each, looked up once.

use std::sync::OnceLock;

use gongbao_data::language::Symbol;

use super::super::gbk::{char_of, leads, pair_of, trails};
use super::super::language::class;
use super::super::script::script_of;
use super::words::alone;
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
    /// Its second byte, or 0.
    pub(super) trail: u8,
    /// The script that it gives away.
    pub(super) script: Option<Script>,
    /// What it costs as a word by itself.
    pub(super) alone: f32,
}

impl Glyph {
    pub(super) fn of(char: char) -> Self {
        let class = class(char);
        Self {
            char,
            class,
            symbol: Symbol::of(class),
            trail: pair_of(char).map_or(0, |[_, trail]| trail),
            script: script_of(char),
            alone: alone(class),
        }
    }
}

const SLOTS: usize = 256;

/// The characters met last: the ways over one token put out the same few.
pub(super) struct Glyphs(Vec<Glyph>);

impl Glyphs {
    pub(super) fn new() -> Self {
        Self(vec![Glyph::of('\0'); SLOTS])
    }

    #[inline]
    pub(super) fn get(&mut self, char: char) -> Glyph {
        let slot = &mut self.0[char as usize % SLOTS];
        if slot.char != char {
            *slot = Glyph::of(char);
        }
        *slot
    }
}

/// Which half of a character is known.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    First(u8),
    /// The second, which is the first byte of wide ASCII.
    Wide,
}

impl Half {
    /// How many there are.
    pub(super) const ALL: usize = 129;

    /// Its number.
    pub(super) fn index(self) -> usize {
        match self {
            Self::First(lead) => usize::from(lead & 0x7F),
            Self::Wide => Self::ALL - 1,
        }
    }

    /// What it may be half of.
    pub(super) fn wholes(self) -> &'static Wholes {
        static WHOLES: [OnceLock<Wholes>; Half::ALL] = [const { OnceLock::new() }; Half::ALL];
        WHOLES[self.index()].get_or_init(|| match self {
            Self::First(lead) => Wholes::of(trails().filter_map(|trail| char_of(lead, trail))),
            Self::Wide => Wholes::of(leads().filter_map(|lead| char_of(lead, WIDE))),
        })
    }
}

/// What half a character may be: none that the language does not know, and never a digit or a letter.
pub(super) struct Wholes {
    /// In the order of their numbers.
    pub(super) glyphs: Vec<Glyph>,
    /// The numbers.
    pub(super) symbols: Vec<Symbol>,
}

impl Wholes {
    fn of(chars: impl Iterator<Item = char>) -> Self {
        let inferred = chars.filter(|char| !matches!(char, '\u{FF10}'..='\u{FF5A}' | '\u{3000}'));
        let mut glyphs: Vec<Glyph> =
            inferred.map(Glyph::of).filter(|glyph| glyph.symbol.count() > 0).collect();
        glyphs.sort_by_key(|glyph| glyph.symbol);
        let symbols = glyphs.iter().map(|glyph| glyph.symbol).collect();
        Self { glyphs, symbols }
    }
}
