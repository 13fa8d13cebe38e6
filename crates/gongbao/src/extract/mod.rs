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

use std::cmp::Reverse;

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

/// What facts are sorted by: where they start, the longer ones first.
fn order(fact: &Found) -> (usize, Reverse<usize>) {
    (fact.span.start(), Reverse(fact.span.end()))
}

fn sort(found: &mut [Found]) {
    found.sort_by_key(order);
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
    // What all rooms but the last one found, and what that one did.
    let (mut found, mut more): (Vec<Found>, Vec<Found>) = Default::default();
    for (index, room) in ROOMS.iter().enumerate() {
        if !more.is_empty() {
            found.append(&mut more);
            sort(&mut found);
        }
        if index == NAMES
            && let Some(lexicon) = lexicon
        {
            found.extend(own::entries(lexicon, text, &found));
            sort(&mut found);
        }
        more = room(&document, &found);
        // The rooms of names and mechanisms say where the user's entries stand among their own.
        match index {
            NAMES => found.retain(|fact| !own::is_own(fact) || matches!(fact.detail, Detail::Mechanism(_))),
            MECHANISMS => found.retain(|fact| fact.rule != own::MECHANISM),
            _ => {}
        }
    }
    if let Some(lexicon) = lexicon {
        own::indicators(lexicon, text, &mut more);
    }
    // The facts are copied on their way out: what only rooms need goes before.
    drop(signs);
    sort(&mut more);
    let mut facts = Vec::with_capacity(found.len() + more.len());
    facts.extend(place(merged(found, more), structure, edits));
    facts
}

/// The facts of two rooms in one order. Figures are the most by far: they are never held twice.
fn merged(found: Vec<Found>, more: Vec<Found>) -> impl Iterator<Item = Found> {
    let (mut found, mut more) = (found.into_iter().peekable(), more.into_iter().peekable());
    std::iter::from_fn(move || match (found.peek(), more.peek()) {
        (Some(one), Some(other)) if order(other) < order(one) => more.next(),
        (Some(_), _) => found.next(),
        (None, _) => more.next(),
    })
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
fn place(
    found: impl Iterator<Item = Found>,
    structure: &Structure,
    edits: &Edits,
) -> impl Iterator<Item = Fact> {
    let (mut sentence, mut section) = (0, 0);
    let mut sources = edits.sources();
    found.map(move |found| {
        let at = found.span.start();
        let (source, touched) = sources(found.span);
        while structure.sentences.get(sentence + 1).is_some_and(|next| next.start() <= at) {
            sentence += 1;
        }
        while structure.sections.get(section + 1).is_some_and(|next| next.span.start() <= at) {
            section += 1;
        }
        let inside = |span: Option<TextSpan>| span.is_some_and(|span| span.start() <= at && at < span.end());
        // Behind a closed subsection the innermost section is one of those before it.
        let innermost = structure.sections[..structure.sections.len().min(section + 1)]
            .iter()
            .rposition(|candidate| inside(Some(candidate.span)));
        Fact {
            span: found.span,
            source,
            section: innermost.map(|index| index as u32),
            sentence: inside(structure.sentences.get(sentence).copied()).then_some(sentence as u32),
            rule: found.rule,
            certainty: found.certainty.min(touched),
            detail: found.detail,
        }
    })
}
