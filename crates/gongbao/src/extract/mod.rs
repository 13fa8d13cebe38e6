//! The facts of the reading text.
//!
//! Each kind is a file (or a folder) with one entry, a [`Room`]. The rooms run in the order of [`ROOMS`]: a name inside
//! a citation is no name, and a number inside a citation, a time or a mechanism is no figure.

pub mod audit;
pub mod citations;
pub mod figures;
mod lexis;
pub mod masked;
pub mod mechanisms;
mod mentions;
pub mod names;
mod organisations;
mod own;
mod persons;
pub mod places;
mod signs;
pub mod times;
mod unlisted;

use crate::edit::{Certainty, Edits};
use crate::fact::{Detail, Fact};
use crate::lexicon::Lexicon;
use crate::read::Structure;
use crate::report::{Meta, Section};
use crate::span::TextSpan;
pub use signs::Signs;

/// What an extractor sees.
#[derive(Clone, Copy, Debug)]
pub struct Document<'d> {
    /// The reading text.
    pub text: &'d str,
    /// What the report says of itself: times are resolved against its date.
    pub meta: &'d Meta,
    /// The outline.
    pub sections: &'d [Section],
    /// The sentences.
    pub sentences: &'d [TextSpan],
    /// Where the rules have to look.
    pub signs: &'d Signs,
}

/// A fact as an extractor finds it: without its place in the source and in the structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Where.
    pub span: TextSpan,
    /// By which rule.
    pub rule: &'static str,
    /// How sure.
    pub certainty: Certainty,
    /// What.
    pub detail: Detail,
}

/// The entry of a kind: finds its facts in a document, given those that the rooms before it found, in text order.
pub type Room = fn(&Document<'_>, &[Found]) -> Vec<Found>;

/// The rooms in the order in which they run.
pub const ROOMS: &[Room] =
    &[citations::citations, times::times, names::names, mechanisms::mechanisms, figures::figures];

/// The rooms that the entries of a user's lexicon go through.
const NAMES: usize = 2;
const MECHANISMS: usize = 3;

fn sort(found: &mut [Found]) {
    found.sort_by_key(|fact| (fact.span.start(), std::cmp::Reverse(fact.span.end())));
}

/// Whether a fact of `taken`, which is in text order, shares a byte with `span`.
#[must_use]
pub fn is_taken(taken: &[Found], span: TextSpan) -> bool {
    // Facts may nest, but none reaches far: one that starts a hundred facts earlier ends earlier, too.
    let behind = taken.partition_point(|fact| fact.span.start() < span.end());
    taken[behind.saturating_sub(100)..behind].iter().any(|fact| fact.span.overlaps(span))
}

/// Finds the facts of a text, in text order. What stands in the user's lexicon comes before the rules of the rooms.
#[must_use]
pub fn extract(text: &str, structure: &Structure, edits: &Edits, lexicon: Option<&Lexicon>) -> Vec<Fact> {
    let signs = Signs::of(text);
    let document = Document {
        text,
        meta: &structure.meta,
        sections: &structure.sections,
        sentences: &structure.sentences,
        signs: &signs,
    };
    let mut found: Vec<Found> = Vec::new();
    for (index, room) in ROOMS.iter().enumerate() {
        if index == NAMES
            && let Some(lexicon) = lexicon
        {
            found.extend(own::entries(lexicon, text, &found));
            sort(&mut found);
        }
        let more = room(&document, &found);
        // The rooms of names and mechanisms say where the user's entries stand among their own.
        match index {
            NAMES => found.retain(|fact| !own::is_own(fact) || matches!(fact.detail, Detail::Mechanism(_))),
            MECHANISMS => found.retain(|fact| fact.rule != own::MECHANISM),
            _ => {}
        }
        if !more.is_empty() {
            found.extend(more);
            sort(&mut found);
        }
    }
    if let Some(lexicon) = lexicon {
        own::indicators(lexicon, text, &mut found);
    }
    // The facts are copied on their way out: what only rooms need goes before.
    drop(signs);
    place(found, structure, edits)
}

/// Adds code and level of the place that a report is about, as the tables of places know them.
pub fn locate(meta: &mut Meta) {
    if let Some(place) = &mut meta.place
        && let Some((code, level)) = places::lookup(&place.name)
    {
        place.code = code.map(str::to_owned);
        place.level = Some(level);
    }
}

/// Gives each fact its place in the source and in the structure.
fn place(found: Vec<Found>, structure: &Structure, edits: &Edits) -> Vec<Fact> {
    let (mut sentence, mut section) = (0, 0);
    found
        .into_iter()
        .map(|found| {
            let at = found.span.start();
            while structure.sentences.get(sentence + 1).is_some_and(|next| next.start() <= at) {
                sentence += 1;
            }
            while structure.sections.get(section + 1).is_some_and(|next| next.span.start() <= at) {
                section += 1;
            }
            let inside =
                |span: Option<TextSpan>| span.is_some_and(|span| span.start() <= at && at < span.end());
            // Behind a closed subsection the innermost section is one of those before it.
            let innermost = structure.sections[..structure.sections.len().min(section + 1)]
                .iter()
                .rposition(|candidate| inside(Some(candidate.span)));
            Fact {
                span: found.span,
                source: edits.source_of(found.span),
                section: innermost.map(|index| index as u32),
                sentence: inside(structure.sentences.get(sentence).copied()).then_some(sentence as u32),
                rule: found.rule,
                certainty: found.certainty.min(edits.certainty_of(found.span)),
                detail: found.detail,
            }
        })
        .collect()
}
