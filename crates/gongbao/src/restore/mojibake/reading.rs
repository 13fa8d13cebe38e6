//! The cheapest reading of a piece of text, parts of which may have been misread.
//!
//! Every character is either what stands there or made of the bytes that it was misread from; going from one to the
//! other costs, so that a text is only read again where that explains much. Where bytes are lost, every character
//! that fits goes on as a way of its own ([`ways`](super::ways)), and the language decides. Where all of a piece is
//! believed to be misread, only what was lost is weighed ([`run`](super::run)).

use gongbao_data::chars::COMMON;
use gongbao_data::language::Symbol;

use super::super::language::symbol;
use super::super::pinyin::letter;
use super::bytes::{Byte, Seen, Source};
use super::options::{Kind, Memory, Target, UNEXPLAINED, is_hidden, is_numeral};
use super::run::run;
use super::ways::{Node, REACH, Walk, Way, gap};
use crate::report::Script;

/// How much it takes to believe in a misreading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Belief {
    /// Bits that going from what stands there to what was misread costs.
    pub(super) switch: f32,
    /// What a character of the reading may cost at most, in the middle.
    pub(super) bits: f32,
    /// So many Han characters are the least.
    pub(super) least: usize,
    /// What a question mark costs that is one, or that stands for something nothing tells.
    pub(super) question: f32,
    /// What a character costs that shows nothing.
    pub(super) hidden: f32,
    /// The script that the text is written in, once that is known.
    pub(super) script: Option<Script>,
}

/// A reading.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) chars: Vec<Char>,
    /// Bits that it costs less than what stands there.
    pub(super) saved: f32,
    /// How many bytes of it were misread.
    pub(super) misread: usize,
    /// Whether all was taken as misread, so that only what was lost was weighed.
    pub(super) throughout: bool,
}

/// A character of a reading.
#[derive(Clone, Debug)]
pub(super) struct Char {
    /// Where its bytes end.
    pub(super) to: usize,
    pub(super) char: char,
    pub(super) kind: Kind,
    /// Bits that the next best choice costs more.
    pub(super) margin: f32,
}

impl Read {
    /// Whether nothing of it was lost.
    pub(super) fn is_whole(&self) -> bool {
        self.chars.iter().all(|char| matches!(char.kind, Kind::Plain | Kind::Known))
    }
}

impl Char {
    /// How the language knows it; what a gap stands for is not known.
    pub(super) fn symbol(&self) -> Symbol {
        if self.kind == Kind::Gap { Symbol::default() } else { symbol(self.char) }
    }

    /// The first of the steps of a way: the next ones show what others would have cost.
    pub(super) fn of(path: &[&Node]) -> Self {
        let margin = path.iter().take(REACH).map(|node| node.margin).fold(f32::INFINITY, f32::min);
        let Node { to, char, kind, .. } = *path[0];
        Self { to: to as usize, char, kind, margin }
    }
}

/// What a number of two bytes costs that stands where most was misread.
const NUMBER: f32 = 25.0;

/// The cheapest reading of a piece of text behind two characters and before one.
pub(super) fn read(
    text: &str,
    seen: &Seen,
    way: (Source, Target),
    around: [char; 3],
    belief: Belief,
    memory: &mut Memory,
) -> Option<Read> {
    let read = match (belief.least < 3).then(|| run(&seen.bytes, way, around, belief, memory)).flatten() {
        Some(read) => read,
        None => weigh(text, seen, way, around, belief, memory)?,
    };
    Some(doubted(read, &seen.bytes, way, belief, memory))
}

/// The reading of a piece that was misread from its beginning to its end beyond doubt: characters in plenty, nearly all
/// of them common.
pub(super) fn entire(
    bytes: &[Byte],
    way: (Source, Target),
    around: [char; 3],
    belief: Belief,
    memory: &mut Memory,
) -> Option<Read> {
    /// So many characters without a loss at least.
    const LEAST: usize = 12;
    let read = run(bytes, way, around, belief, memory)?;
    let known = || read.chars.iter().filter(|char| char.kind == Kind::Known);
    let (all, common) = (known().count(), known().filter(|char| COMMON.has(char.char)).count());
    // UTF-8 speaks for itself; of two bytes any are a character.
    let is_sense = way.1 == Target::Utf8 || common * 10 >= all * 9;
    (all >= LEAST && is_sense).then(|| doubted(read, bytes, way, belief, memory))
}

/// A reading without what it cannot know.
fn doubted(
    mut read: Read,
    bytes: &[Byte],
    way: (Source, Target),
    belief: Belief,
    memory: &mut Memory,
) -> Read {
    if way.1 != Target::Utf8 {
        doubt(&mut read.chars);
    }
    leave_open(&mut read.chars, bytes, way, belief, memory);
    read
}

/// Leaves open what the language took for a word and might as well be a number, unless a reading says what it is.
fn leave_open(
    chars: &mut [Char],
    bytes: &[Byte],
    way: (Source, Target),
    belief: Belief,
    memory: &mut Memory,
) {
    /// A number that costs so much more is none.
    const CLEAR: f32 = 2.0;
    for index in 0..chars.len() {
        let is_read = || {
            let letters = chars[index + 1..].iter().skip(1).map(|char| letter(char.char).is_some());
            chars.get(index + 1).is_some_and(|char| char.char == '(') && letters.take(1).any(|is| is)
        };
        if chars[index].kind != Kind::Lost || is_numeral(chars[index].char) || is_read() {
            continue;
        }
        let from = index.checked_sub(1).map_or(0, |before| chars[before].to);
        let length = chars[index].to - from;
        let near = |at: usize| chars.get(at).map_or(symbol('\n'), Char::symbol);
        let before = |back: usize| index.checked_sub(back).map_or(symbol('\n'), near);
        let cost = |own: Symbol| {
            let mut way = Way::new(before(2), before(1));
            [own, near(index + 1), near(index + 2)].into_iter().for_each(|next| way.step(next));
            way.cost
        };
        let limit = cost(symbol(chars[index].char)) + CLEAR;
        let choices = memory.choices(way, &bytes[from..], belief.script).iter();
        // One of several: the only number that fits is what it is, or the language says so.
        let mut numbers = choices.filter(|choice| choice.length == length && choice.kind == Kind::Number);
        if numbers.any(|choice| choice.extra < UNEXPLAINED && cost(choice.symbol) + choice.extra < limit) {
            chars[index].kind = Kind::Number;
        }
    }
}

/// Takes a wide number that stands alone near what was lost for none: its bytes are as likely the second of one
/// character and the first of another.
fn doubt(chars: &mut [Char]) {
    /// A wrong cut of the bytes goes no further unnoticed.
    const FAR: usize = 4;
    let number = |char: char| matches!(char, '０'..='９' | '．' | '％' | '\u{2460}'..='\u{249b}');
    let mut behind = FAR;
    for index in 0..chars.len() {
        let beside = |at: usize| chars.get(at).is_some_and(|char| number(char.char));
        let alone = !beside(index + 1) && !beside(index.wrapping_sub(1));
        let char = &mut chars[index];
        match char.kind {
            Kind::Lost | Kind::Number | Kind::Gap => behind = 0,
            // Behind ASCII all bytes begin anew.
            Kind::Plain => behind = FAR,
            Kind::Known if behind < FAR && alone && number(char.char) => char.kind = Kind::Number,
            Kind::Known => behind += 1,
        }
    }
}

/// The cheapest of all ways, some of which take for misread what others leave as it stands.
fn weigh(
    text: &str,
    seen: &Seen,
    way: (Source, Target),
    around: [char; 3],
    belief: Belief,
    memory: &mut Memory,
) -> Option<Read> {
    let bytes = &seen.bytes;
    let [first, last, after] = around;
    let start = Way::new(symbol(first), symbol(last));
    let mut natural = start;
    let mut walk = Walk::new(belief.hidden);
    walk.begin(Some(start), None);
    for at in 0..bytes.len() {
        let (mut plain, mut misread) = walk.here();
        let boundary = seen.boundary(at);
        let ascii = matches!(bytes[at], Byte::Known(byte) if byte.is_ascii());
        let turn = boundary.is_some() && !ascii;
        let cheapest = misread.iter().map(|way| way.cost).fold(f32::INFINITY, f32::min);
        if let Some(way) = plain.filter(|_| turn) {
            let other = misread.iter_mut().find(|other| (other.first, other.last) == (way.first, way.last));
            let way = way.dearer(belief.switch);
            match other {
                Some(other) if other.cost > way.cost => *other = way,
                Some(_) => {}
                None => misread.push(way),
            }
        }
        if turn && plain.is_none_or(|plain| cheapest + belief.switch < plain.cost) {
            let way = misread.iter_mut().find(|way| way.cost == cheapest);
            if let Some(way) = way {
                walk.write(way, at);
                plain = Some(way.dearer(belief.switch));
            }
        }
        walk.give_up(&mut misread);
        let stands = match (boundary, bytes[at]) {
            (Some(_), Byte::Known(byte)) if ascii => Some((char::from(byte), 1)),
            (Some(start), _) => text[start..].chars().next().map(|char| (char, seen.width(at))),
            (None, _) => None,
        };
        if let Some((char, width)) = stands {
            // Among what was misread, a number of two bytes is not one: the halves of two characters make ⒉.
            let number = belief.least < 3 && matches!(char, '\u{2460}'..='\u{249b}' | '０'..='９');
            if let Some(way) = plain {
                walk.stand(&way.dearer(if number { NUMBER } else { 0.0 }), at, width, char);
            }
            if is_hidden(char) {
                natural = natural.dearer(belief.hidden);
            } else {
                natural.step(symbol(char));
            }
        }
        if misread.is_empty() {
            continue;
        }
        let choices = memory.choices(way, &bytes[at..], belief.script);
        walk.keep(&mut misread, at, choices.len());
        walk.follow(&mut misread, choices, gap(&bytes[at..], way.1, choices, belief.question));
        walk.reuse(misread);
    }
    let (plain, misread) = walk.here();
    let mut ends: Vec<Way> = plain.into_iter().chain(misread).collect();
    let end = walk.end(&mut ends, bytes.len(), after)?;
    if after == '\n' {
        natural.end();
    }
    let saved = natural.cost - end.cost;
    (saved > 0.0).then(|| finish(&walk, &end, belief, saved, seen, text))?
}

/// The characters of a way, but for the parts of it that are not to be believed.
fn finish(walk: &Walk, end: &Way, belief: Belief, saved: f32, seen: &Seen, text: &str) -> Option<Read> {
    let path = walk.path(end);
    let mut read = Read { chars: Vec::with_capacity(path.len()), saved, misread: 0, throughout: false };
    let (mut from, mut before) = (0, 0.0);
    for part in path.chunk_by(|a, b| a.misread == b.misread) {
        let end = part.last()?;
        let to = end.to as usize;
        // What was inferred is no witness.
        let han = part.iter().filter(|node| is_han(node.char) && node.kind == Kind::Known).count();
        // Letters and digits are the same in every reading.
        let (mut wide, mut bits, mut last) = (0usize, 0.0, before);
        for node in part {
            if !node.char.is_ascii() || node.kind == Kind::Gap {
                (wide, bits) = (wide + 1, bits + node.cost - last);
            }
            last = node.cost;
        }
        if part[0].misread && (han < belief.least || bits > belief.bits * wide as f32) {
            // As it stands.
            let piece = (seen.boundary(from)?, seen.boundary(to)?);
            let mut at = from;
            for char in text[piece.0..piece.1].chars() {
                at += seen.width(at);
                read.chars.push(Char { to: at, char, kind: Kind::Plain, margin: f32::INFINITY });
            }
        } else {
            if part[0].misread {
                read.misread += to - from;
            }
            read.chars.extend((0..part.len()).map(|index| Char::of(&part[index..])));
            // Where a misread run ends among other characters, the bytes behind it do not tell what was lost.
            if let Some(last) = read.chars.last_mut()
                && last.kind == Kind::Lost
                && is_numeral(last.char)
                && part[0].misread
                && to < seen.bytes.len()
            {
                last.kind = Kind::Number;
            }
        }
        (from, before) = (to, end.cost);
    }
    (read.misread > 0).then_some(read)
}

fn is_han(char: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&char)
}
