//! What the lexicon of the user says of a text: entries that stand in it, before the rules of the rooms.
//!
//! The rooms of names and mechanisms get them with the facts before them, and give them back in their own, at the place
//! that they have among the others.

use super::Found;
use super::places::{Level, parent};
use crate::edit::Certainty;
use crate::fact::{Detail, Mechanism, Organisation, Person, Place};
use crate::lexicon::Lexicon;
use crate::span::TextSpan;

/// The rules of a user's entries.
pub(super) const ORGANISATION: &str = "organisation/lexicon";
pub(super) const PLACE: &str = "place/lexicon";
pub(super) const PERSON: &str = "person/lexicon";
pub(super) const MECHANISM: &str = "mechanism/lexicon";
const FIGURE: &str = "figure/lexicon";

/// Whether a user's entry made a fact.
pub(super) fn is_own(found: &Found) -> bool {
    matches!(found.rule, ORGANISATION | PLACE | PERSON | MECHANISM)
}

/// The names and mechanisms of a lexicon that stand in a text, in text order; no name inside a citation is one.
pub(super) fn entries(lexicon: &Lexicon, text: &str, before: &[Found]) -> Vec<Found> {
    let cited: Vec<TextSpan> = before
        .iter()
        .filter(|fact| matches!(fact.detail, Detail::Citation(_)))
        .map(|fact| fact.span)
        .collect();
    let inside = |span: TextSpan| {
        let next = cited.partition_point(|cited| cited.start() < span.end());
        next.checked_sub(1).is_some_and(|last| cited[last].overlaps(span))
    };
    let make = |start, end, rule, detail| Found {
        span: TextSpan::new(start, end),
        rule,
        certainty: Certainty::Certain,
        detail,
    };
    let mut found = Vec::new();
    for (start, end, row) in lexicon.names().scan(text) {
        let span = TextSpan::new(start, end);
        let Some(index) = row.column(2).parse::<usize>().ok().filter(|_| !inside(span)) else { continue };
        let entries = lexicon.entries();
        found.push(match row.column(1) {
            "organisation" => {
                let entry = &entries.organisations[index];
                let body = Organisation {
                    name: Some(entry.name.clone()),
                    level: entry.level,
                    place: entry.place.clone(),
                };
                make(start, end, ORGANISATION, Detail::Organisation(Box::new(body)))
            }
            "place" => {
                let entry = &entries.places[index];
                let place = Place {
                    name: Some(entry.name.clone()),
                    level: entry
                        .level
                        .or_else(|| entry.code.as_deref().map(|code| Level::of_code(code).as_str()))
                        .or_else(|| Level::of_ending(&entry.name).map(Level::as_str)),
                    parent: entry
                        .parent
                        .clone()
                        .or_else(|| entry.code.as_deref().and_then(parent).map(str::to_owned)),
                    code: entry.code.clone(),
                };
                make(start, end, PLACE, Detail::Place(Box::new(place)))
            }
            _ => make(start, end, PERSON, Detail::Person(Box::new(Person { name: span, post: None }))),
        });
    }
    for (start, end, row) in lexicon.mechanisms().scan(text) {
        let Ok(index) = row.column(2).parse::<usize>() else { continue };
        let entry = &lexicon.entries().mechanisms[index];
        let head = entry
            .head
            .as_deref()
            .filter(|head| text[start..end].ends_with(head))
            .map(|head| TextSpan::new(end - head.len(), end));
        let mechanism =
            Mechanism { pattern: entry.pattern, name: entry.name.clone(), head, parts: entry.parts.clone() };
        found.push(make(start, end, MECHANISM, Detail::Mechanism(Box::new(mechanism))));
    }
    found
}

/// Gives figures whose subject a lexicon names its canonical name.
pub(super) fn indicators(lexicon: &Lexicon, text: &str, found: &mut [Found]) {
    if lexicon.indicators().is_empty() {
        return;
    }
    for fact in found {
        let Detail::Figure(figure) = &mut fact.detail else { continue };
        let Some(subject) = figure.subject else { continue };
        let subject = subject.of(text);
        // The longest ending first, as the indicators that are built in; no name has more than 60 characters.
        let starts: Vec<usize> = subject.char_indices().rev().take(60).map(|(at, _)| at).collect();
        let row = starts.into_iter().rev().find_map(|start| lexicon.indicators().get(&subject[start..]));
        if let Some(index) = row.and_then(|row| row.column(2).parse::<usize>().ok()) {
            figure.indicator = Some(lexicon.entries().indicators[index].name.clone().into());
            fact.rule = FIGURE;
        }
    }
}
