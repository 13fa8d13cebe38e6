//! Simplified and Traditional, the mainland's, Taiwan's and Hong Kong's: conversion by phrase and character.
//!
//! The tables are OpenCC's, so are the results: a text is cut at the phrases of the variety that it is written in,
//! and each piece goes through standard Traditional to the variety that is wanted.
//!
//! ```
//! use gongbao::script::{Converter, Variety};
//!
//! let converter = Converter::new(Variety::Simplified, Variety::Taiwan).with_words();
//! assert_eq!(converter.convert("鼠标里面"), "滑鼠裡面");
//! ```
//!
//! # What it does not do
//! It does not decide which variety a text is written in (the restoration does, before it converts), and it knows
//! nothing of work reports.

pub(crate) mod engine;

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use gongbao_data as data;
use gongbao_data::Table;

use engine::{CharMap, Pass, Phrases};

/// A way to write Chinese.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Variety {
    /// The mainland's Simplified.
    Simplified,
    /// Traditional in the standard forms of OpenCC.
    Traditional,
    /// Traditional as Taiwan writes it.
    Taiwan,
    /// Traditional as Hong Kong writes it.
    HongKong,
}

/// Converts from one variety to another.
#[derive(Clone, Copy)]
pub struct Converter {
    from: Variety,
    to: Variety,
    words: bool,
}

impl Converter {
    /// From one variety to another, by their characters; words stay as they are.
    #[must_use]
    pub const fn new(from: Variety, to: Variety) -> Self {
        Self { from, to, words: false }
    }

    /// Turns words of a region into those of the other: 滑鼠 and 鼠标.
    #[must_use]
    pub const fn with_words(self) -> Self {
        Self { words: true, ..self }
    }

    /// Converts a text; borrowed where nothing changes.
    #[must_use]
    pub fn convert<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.from == self.to {
            return Cow::Borrowed(text);
        }
        let mut normal = String::new();
        COMPATIBILITY.append(text, &mut normal);
        let steps = self.passes();
        let mut out = String::with_capacity(text.len());
        match steps.as_slice() {
            [only] => only.append(&normal, &mut out),
            _ => {
                let cut = self.segments();
                let mut at = 0;
                // A run up to the next phrase, then the phrase: nothing matches across the border.
                cut.run(&normal, |range, _| {
                    for piece in [&normal[at..range.start], &normal[range.start..range.end]] {
                        through(&steps, piece, &mut out);
                    }
                    at = range.end;
                });
                through(&steps, &normal[at..], &mut out);
            }
        }
        if out == text { Cow::Borrowed(text) } else { Cow::Owned(out) }
    }

    fn passes(&self) -> Vec<&'static Pass> {
        use Variety::{HongKong, Simplified, Taiwan};
        let mut passes: Vec<&'static Pass> = Vec::new();
        match (self.from, self.words) {
            (Variety::Simplified, _) => passes.push(&TO_TRADITIONAL),
            (Variety::Taiwan, false) => passes.push(&FROM_TAIWAN),
            (Variety::Taiwan, true) => passes.push(&FROM_TAIWAN_WORDS),
            (Variety::HongKong, false) => passes.push(&FROM_HONG_KONG),
            (Variety::HongKong, true) => passes.push(&FROM_HONG_KONG_WORDS),
            (Variety::Traditional, _) => {}
        }
        match (self.to, self.words) {
            (Simplified, _) => passes.push(&TO_SIMPLIFIED),
            (Taiwan, false) => passes.push(&TO_TAIWAN),
            (Taiwan, true) => passes.push(&TO_TAIWAN_WORDS),
            (HongKong, false) => passes.push(&TO_HONG_KONG),
            (HongKong, true) => passes.push(&TO_HONG_KONG_WORDS),
            (Variety::Traditional, _) => {}
        }
        passes
    }

    /// What cuts the text before a conversion of several passes.
    fn segments(&self) -> &'static Pass {
        if self.from == Variety::Simplified { &CUT_SIMPLIFIED } else { &CUT_TRADITIONAL }
    }
}

impl fmt::Debug for Converter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Converter({:?} to {:?}{})",
            self.from,
            self.to,
            if self.words { " with words" } else { "" }
        )
    }
}

fn through(steps: &[&Pass], piece: &str, out: &mut String) {
    let Some((last, before)) = steps.split_last() else {
        out.push_str(piece);
        return;
    };
    let mut now = Cow::Borrowed(piece);
    for step in before {
        let mut next = String::with_capacity(now.len());
        step.append(&now, &mut next);
        now = Cow::Owned(next);
    }
    last.append(&now, out);
}

fn pass(phrases: &[&[&'static Table]], chars: &[&'static Table]) -> Pass {
    Pass {
        phrases: phrases.iter().map(|tables| Phrases::new(tables)).collect(),
        chars: CharMap::new(chars.iter().copied()),
    }
}

macro_rules! passes {
    ($($(#[$doc:meta])* $name:ident = [$([$($phrases:ident),*]),*], [$($chars:ident),*];)*) => {$(
        $(#[$doc])*
        pub(crate) static $name: LazyLock<Pass> =
            LazyLock::new(|| pass(&[$(&[$(data::$phrases()),*]),*], &[$(data::$chars()),*]));
    )*};
}

passes! {
    /// Compatibility ideographs and radicals.
    COMPATIBILITY = [], [radicals];
    /// Cuts Traditional text.
    CUT_TRADITIONAL = [[opencc_ts_phrases]], [];
    /// Cuts Simplified text.
    CUT_SIMPLIFIED = [[opencc_st_phrases, opencc_st_phrases_regional]], [];
    /// Standard Traditional to Simplified.
    TO_SIMPLIFIED = [[opencc_ts_phrases]], [opencc_ts_characters_ext, opencc_ts_characters];
    /// Simplified to standard Traditional.
    TO_TRADITIONAL = [[opencc_st_phrases, opencc_st_phrases_regional]], [opencc_st_characters];
    /// Standard Traditional to Taiwan's forms.
    TO_TAIWAN = [[opencc_tw_variants_phrases]], [opencc_tw_variants];
    /// Standard Traditional to Taiwan's forms and words.
    TO_TAIWAN_WORDS = [[opencc_tw_phrases], [opencc_tw_variants_phrases]], [opencc_tw_variants];
    /// Standard Traditional to Hong Kong's forms.
    TO_HONG_KONG = [[opencc_hk_variants_phrases]], [opencc_hk_variants];
    /// Standard Traditional to Hong Kong's forms and words.
    TO_HONG_KONG_WORDS = [[opencc_hk_phrases], [opencc_hk_variants_phrases]], [opencc_hk_variants];
    /// Taiwan's forms to standard Traditional.
    FROM_TAIWAN = [[opencc_tw_variants_rev_phrases]], [opencc_tw_variants_rev];
    /// Taiwan's forms and words to standard Traditional.
    FROM_TAIWAN_WORDS = [[opencc_tw_phrases_rev], [opencc_tw_variants_rev_phrases]], [opencc_tw_variants_rev];
    /// Hong Kong's forms to standard Traditional.
    FROM_HONG_KONG = [[opencc_hk_variants_rev_phrases]], [opencc_hk_variants_rev];
    /// Hong Kong's forms and words to standard Traditional.
    FROM_HONG_KONG_WORDS = [[opencc_hk_phrases_rev], [opencc_hk_variants_rev_phrases]], [opencc_hk_variants_rev];
}
