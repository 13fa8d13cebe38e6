//! Text that was misread twice.
//!
//! The outer misreading shows no words when it is undone, so the language says nothing of it: its bytes must make
//! UTF-8 nearly without a gap. A character that lost a byte on the way is unknown to the inner reading, which then
//! asks the language.

use std::ops::Range;

use super::bytes::{Byte, Source, UNKNOWN, Views};
use super::options::{Choice, Kind, Memory, Target, only};
use super::reading::{Belief, Read, read};

/// What a text was taken for the second time; programs that do this have UTF-8 in mind.
const OUTER: [Source; 2] = [Source::Latin, Source::Gbk];
/// So many bytes at least tell.
const LEAST: i32 = 24;
/// What a byte that fits nothing takes away.
const GAP: i32 = 8;

/// A part of a place that was misread twice, and its reading.
pub(super) struct Twice {
    pub(super) range: Range<usize>,
    pub(super) read: Read,
}

/// Reads a place twice.
pub(super) fn twice(
    place: &Views<'_>,
    ways: &[(Source, Target)],
    belief: Belief,
    memory: &mut Memory,
) -> Option<Twice> {
    let tries = OUTER.into_iter().filter_map(|outer| {
        let (range, text) = undone(place, outer)?;
        // What was read as Latin twice saw UTF-8 both times.
        let inner = ways.iter().filter(|way| way.0 == Source::Latin || way.1 == Target::Utf8);
        let found = inner.filter_map(|&way| read(&text, &way.0.bytes(&text), way, ['\n'; 3], belief, memory));
        let read = found.max_by(|a, b| a.saved.total_cmp(&b.saved))?;
        (read.misread * 5 >= text.len() * 2).then_some(Twice { range, read })
    });
    tries.max_by(|a, b| a.read.saved.total_cmp(&b.read.saved))
}

/// One thing that bytes make, and where they end.
struct Item {
    char: char,
    /// In the place, if a character of it ends there.
    end: Option<usize>,
    /// The bytes that speak for this reading, or against it.
    weight: i32,
}

/// The part that makes UTF-8 when its bytes are read again, and the text that it makes.
fn undone(place: &Views<'_>, outer: Source) -> Option<(Range<usize>, String)> {
    let items = items(place, outer);
    // The part that most speaks for it.
    let (mut sum, mut from, mut start) = (0, 0, 0);
    let mut best: Option<(i32, Range<usize>, Range<usize>)> = None;
    for (index, item) in items.iter().enumerate() {
        sum += item.weight;
        let Some(end) = item.end else { continue };
        if sum <= 0 {
            (sum, from, start) = (0, index + 1, end);
        } else if best.as_ref().is_none_or(|best| best.0 <= sum) {
            best = Some((sum, start..end, from..index + 1));
        }
    }
    let (_, range, part) = best.filter(|best| best.0 >= LEAST)?;
    Some((range, items[part].iter().map(|item| item.char).collect()))
}

fn items(place: &Views<'_>, outer: Source) -> Vec<Item> {
    let seen = place.of(outer);
    let mut items = Vec::with_capacity(seen.bytes.len());
    let mut choices = Vec::new();
    let mut byte = 0;
    while byte < seen.bytes.len() {
        let rest = &seen.bytes[byte..];
        let (length, char, weight) = match Target::Utf8.sure(rest) {
            Some((char, 1)) => (1, char, 0),
            Some((char, length)) => (length, char, if length > 2 { 3 } else { 2 }),
            // Only the rest of a character begins so.
            None if matches!(rest[0], Byte::Known(0x80..=0xC1)) => (1, UNKNOWN, -GAP),
            None => {
                Target::Utf8.choices(rest, outer, &mut choices);
                match &choices[..] {
                    [Choice { char, kind: Kind::Known, length, .. }] => (*length, *char, 3),
                    // One that fits is the one; of several none.
                    [first, ..] => (first.length, only(rest, outer.loss()).unwrap_or(UNKNOWN), 0),
                    [] if rest[0] == Byte::Lost => (1, '?', 0),
                    [] => (1, UNKNOWN, -GAP),
                }
            }
        };
        byte += length;
        items.push(Item { char, end: seen.boundary(byte), weight });
    }
    items
}
