//! The structure of the reading text: what it says of itself, outline, sentences, words.

pub(crate) mod dates;
pub mod lines;
pub(crate) mod meta;
pub(crate) mod outline;
pub mod sentences;
pub mod words;

use crate::edit::Edits;
use crate::report::{Meta, Section, Warning};
use crate::restore::Page;
use crate::span::{SourceSpan, TextSpan};

/// The structure of a text.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// What it says of itself.
    pub meta: Meta,
    /// Its outline; the spans in the source are still empty.
    pub sections: Vec<Section>,
    /// Its sentences.
    pub sentences: Vec<TextSpan>,
}

/// Reads the structure of a text.
#[must_use]
pub fn read(text: &str, page: &Page) -> Structure {
    let lines = lines::lines(text);
    let sentences = sentences::sentences(text, &lines);
    let frame = meta::frame(text, &lines, page);
    let sections = outline::outline(&outline::Body {
        text,
        lines: &lines[frame.body..frame.foot],
        sentences: &sentences,
        foot: lines.get(frame.foot).map(|line| line.start()),
        role: frame.default_role,
        year: frame.meta.year,
    });
    Structure { meta: frame.meta, sections, sentences }
}

/// Sections with their spans in the source.
#[must_use]
pub fn with_sources(mut sections: Vec<Section>, edits: &Edits) -> Vec<Section> {
    for section in &mut sections {
        section.source = edits.source_of(section.span);
    }
    sections
}

/// What to say of a text without a fact.
#[must_use]
pub fn emptiness(source: &str, text: &str) -> Option<Warning> {
    let (code, message) = if text.trim().is_empty() {
        ("empty", "there is no text")
    } else {
        ("no-facts", "there is text, but no fact in it: is it a Chinese report?")
    };
    Some(Warning { code, source: SourceSpan::new(0, source.len()), message: message.to_owned() })
}
