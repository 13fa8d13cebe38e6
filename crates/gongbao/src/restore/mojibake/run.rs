//! A piece that was misread from its beginning to its end.
//!
//! Where this is what is expected, nothing is weighed against what stands there: what lost no bytes is read as it
//! comes, and the language is asked only about what did, up to where one way is left. A piece that does not make
//! common characters throughout is none.

use gongbao_data::chars::COMMON;

use super::super::language::symbol;
use super::super::pinyin::letter;
use super::super::width::ideograph;
use super::bytes::{Byte, Source};
use super::note::{self, Note};
use super::options::{Kind, Memory, Target, is_hidden};
use super::reading::{Belief, Char, Read};
use super::ways::{Walk, Way, gap};

/// Reads a piece behind two characters and before one.
pub(super) fn run(
    bytes: &[Byte],
    way: (Source, Target),
    around: [char; 3],
    belief: Belief,
    memory: &mut Memory,
) -> Option<Read> {
    let mut chars: Vec<Char> = Vec::with_capacity(bytes.len() / 2);
    let (mut sense, mut walk, mut at) = (Sense::default(), Walk::new(belief.hidden), 0);
    loop {
        while let Some((char, length)) = way.1.sure(&bytes[at..]) {
            at += length;
            let kind = if char.is_ascii() { Kind::Plain } else { Kind::Known };
            sense.take(char, kind)?;
            chars.push(Char { to: at, char, kind, margin: f32::INFINITY });
        }
        if at == bytes.len() {
            break;
        }
        let end;
        (end, at) = through(&mut walk, bytes, at, way, (&chars, around), belief, memory)?;
        let path = walk.path(&end);
        for (index, node) in path.iter().enumerate() {
            sense.take(node.char, node.kind)?;
            chars.push(Char::of(&path[index..]));
        }
    }
    let is_misread = sense.common * 3 > sense.wide * 2;
    is_misread.then_some(Read { chars, saved: 1.0, misread: bytes.len(), throughout: true })
}

/// From a lost byte to where one way is left or the piece ends: the way, and where it ends.
fn through(
    walk: &mut Walk,
    bytes: &[Byte],
    from: usize,
    way: (Source, Target),
    (chars, [first, last, after]): (&[Char], [char; 3]),
    belief: Belief,
    memory: &mut Memory,
) -> Option<(Way, usize)> {
    // What a character is read like is none of its company.
    let reading = note::behind(chars.iter().rev().map(|char| char.char));
    let seen = chars.iter().rev().skip(reading).filter(|char| !is_hidden(char.char));
    let mut before = seen.map(Char::symbol).chain([symbol(last), symbol(first)]);
    let (last, first) = (before.next()?, before.next()?);
    walk.begin(None, Some(Way::new(first, last)));
    let mut at = from;
    while at < bytes.len() {
        let mut ways = walk.here().1;
        let alone = walk.is_over();
        if ways.is_empty() {
            if alone {
                return None;
            }
            at += 1;
            continue;
        }
        walk.give_up(&mut ways);
        if let [end] = &mut ways[..]
            && alone
            && at > from
            && way.1.sure(&bytes[at..]).is_some()
        {
            walk.write(end, at);
            return Some((*end, at));
        }
        if alone
            && at > from
            && let Some(note) = Note::at(bytes, at, way.1)
            && let Some(end) = note.end()
        {
            walk.pass(ways, at, &note);
            at = end;
            continue;
        }
        let choices = memory.choices(way, &bytes[at..], belief.script);
        walk.keep(&mut ways, at, choices.len());
        // A piece that was misread throughout has no bytes that are nothing.
        let gap = gap(&bytes[at..], way.1, choices, belief.question)
            .filter(|_| !matches!(bytes[at], Byte::Known(_)));
        walk.follow(&mut ways, choices, gap);
        walk.reuse(ways);
        at += 1;
    }
    let mut ends = walk.here().1;
    Some((walk.end(&mut ends, at, after)?, at))
}

/// Whether a character is another form of a common one.
fn is_radical(char: char) -> bool {
    ('\u{2e80}'..='\u{2fdf}').contains(&char) && ideograph(char).is_some_and(|char| COMMON.has(char))
}

/// Whether characters make sense: nine of ten in any report are common; in a wrong reading, one or two.
#[derive(Default)]
struct Sense {
    wide: usize,
    common: usize,
    /// Goes up at what is rare, and down at what is common: a list of plants is rare for longer than a wrong reading.
    heat: u32,
    /// Whether a reading in parentheses has begun: its letters say nothing.
    spelling: bool,
}

impl Sense {
    /// Takes a character; none where too many in a row are rare.
    fn take(&mut self, char: char, kind: Kind) -> Option<()> {
        const UP: u32 = 2;
        const HEIGHT: u32 = 16;
        self.spelling = char == '(' || self.spelling && letter(char).is_some();
        if kind == Kind::Known && !self.spelling && !is_hidden(char) {
            self.wide += 1;
            let common = COMMON.has(char) || is_radical(char);
            self.common += usize::from(common);
            self.heat = if common { self.heat.saturating_sub(1) } else { self.heat + UP };
        }
        (self.heat < HEIGHT).then_some(())
    }
}
