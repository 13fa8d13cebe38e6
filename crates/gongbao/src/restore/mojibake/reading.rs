//! The cheapest reading of a piece of text, parts of which may have been misread.
//!
//! Every character is either what stands there or made of the bytes that it was misread from; going from one to the
//! other costs, so that a text is only read again where that explains much. Where bytes are lost, every character
//! that fits goes on as a way of its own, and the language decides. Ways that come to the same last two characters
//! become one, so that a piece costs its length.

use gongbao_data::chars::COMMON;
use gongbao_data::language::{Symbol, cost};

use super::super::language::class;
use super::super::script::script_of;
use super::bytes::{Byte, Loss, Seen, Source};
use super::options::{Choice, Kind, Memory, Target};
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

/// Bytes that fit nothing.
const GAP: f32 = 20.0;
/// A lost character in the other script than the text's, and one in Traditional while that is not known.
const FOREIGN: f32 = 9.0;
const VARIANT: f32 = 2.0;
/// A lost space that stands alone: spaces begin a line, one behind the other.
const SPACE: f32 = 10.0;
/// A line that ends in the sign of a list, or opens something.
const UNFINISHED: f32 = 6.0;
/// Ways kept at a byte, and where so many choices go on from each.
const WAYS: usize = 24;
const MANY: usize = 8;
const FEW: usize = 12;
/// Ways so much dearer than the cheapest are given up.
const BEAM: f32 = 22.0;
/// A choice shows its price within so many characters.
const REACH: usize = 3;

#[derive(Clone, Copy)]
struct Way {
    cost: f32,
    first: Symbol,
    last: Symbol,
    node: u32,
}

struct Node {
    before: u32,
    to: u32,
    char: char,
    kind: Kind,
    misread: bool,
    margin: f32,
    cost: f32,
}

const ROOT: u32 = u32::MAX;
/// The longest character has four bytes.
const AHEAD: usize = 5;

struct Walk {
    nodes: Vec<Node>,
    /// The cheapest way that ends here with what stands there, and those that end with what was misread.
    plain: [Option<Way>; AHEAD],
    misread: [Vec<Way>; AHEAD],
}

/// The cheapest reading of a piece of text behind two characters and before one.
pub(super) fn read(
    text: &str,
    seen: &Seen,
    way: (Source, Target),
    [first, last, after]: [char; 3],
    belief: Belief,
    memory: &mut Memory,
) -> Option<Read> {
    let bytes = &seen.bytes;
    if belief.least < 3
        && let Some(read) = whole(bytes, way.1, way.0.loss())
    {
        return Some(read);
    }
    let [first, last] = [first, last].map(symbol);
    let start = Way { cost: 0.0, first, last, node: ROOT };
    let mut natural = start;
    let mut walk = Walk { nodes: Vec::new(), plain: Default::default(), misread: Default::default() };
    walk.plain[0] = Some(start);
    let mut choices: Vec<Choice> = Vec::new();
    for at in 0..bytes.len() {
        let mut plain = walk.plain[0].take();
        let mut misread = std::mem::take(&mut walk.misread[0]);
        walk.plain.rotate_left(1);
        walk.misread.rotate_left(1);
        let boundary = seen.boundary(at);
        let ascii = matches!(bytes[at], Byte::Known(byte) if byte.is_ascii());
        if let Some(start) = boundary.filter(|_| !ascii) {
            // From one to the other.
            let cheapest = misread.iter().min_by(|a, b| a.cost.total_cmp(&b.cost)).copied();
            if let Some(way) = plain {
                let other =
                    misread.iter_mut().find(|other| (other.first, other.last) == (way.first, way.last));
                let way = Way { cost: way.cost + belief.switch, ..way };
                match other {
                    Some(other) if other.cost > way.cost => *other = way,
                    Some(_) => {}
                    None => misread.push(way),
                }
            }
            if let Some(way) = cheapest.map(|way| Way { cost: way.cost + belief.switch, ..way })
                && plain.is_none_or(|plain| way.cost < plain.cost)
            {
                plain = Some(way);
            }
            if let Some(char) = text[start..].chars().next() {
                let width = seen.width(at);
                if let Some(way) = plain {
                    walk.stand(&way, at, width, char);
                }
                step(&mut natural, symbol(char));
            }
        } else if let (true, Byte::Known(byte)) = (ascii, bytes[at]) {
            if let Some(way) = plain {
                walk.stand(&way, at, 1, char::from(byte));
            }
            step(&mut natural, symbol(char::from(byte)));
        }
        let best = misread.iter().map(|way| way.cost).fold(f32::INFINITY, f32::min);
        misread.retain(|way| way.cost <= best + BEAM);
        if misread.is_empty() {
            continue;
        }
        memory.choices(way, &bytes[at..], &mut choices);
        let room = if choices.len() > MANY { FEW } else { WAYS };
        if misread.len() > room {
            misread.select_nth_unstable_by(room, |a, b| a.cost.total_cmp(&b.cost));
            misread.truncate(room);
        }
        for choice in choices.iter_mut().filter(|choice| matches!(choice.kind, Kind::Lost | Kind::Number)) {
            choice.extra += match (script_of(choice.char), belief.script) {
                (Some(one), Some(other)) if one != other => FOREIGN,
                (Some(Script::Traditional), None) => VARIANT,
                _ => 0.0,
            };
        }
        let gap = match bytes[at] {
            Byte::Lost | Byte::Free => Some(belief.question),
            Byte::Known(byte) if byte >= 0x80 && choices.is_empty() => Some(GAP),
            _ => None,
        };
        for choice in &choices {
            walk.follow(&misread, at, choice, true);
        }
        if let Some(extra) = gap {
            let choice = Choice { length: 1, char: '?', kind: Kind::Gap, extra };
            walk.follow(&misread, at, &choice, false);
        }
        misread.clear();
        // The room for the ways is used again.
        if walk.misread[AHEAD - 1].capacity() == 0 {
            walk.misread[AHEAD - 1] = misread;
        }
    }
    let mut ends: Vec<Way> = walk.plain[0].iter().chain(&walk.misread[0]).copied().collect();
    if after == '\n' {
        // Not all signs end a line.
        for way in ends.iter_mut().chain([&mut natural]) {
            let open = "、《“（".chars().any(|sign| way.last == symbol(sign));
            let unfinished = if open { UNFINISHED } else { 0.0 };
            step(way, symbol('\n'));
            way.cost += unfinished;
        }
    }
    ends.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    let end = *ends.first()?;
    let saved = natural.cost - end.cost;
    if let (Some(second), Some(node)) = (ends.get(1), walk.nodes.get_mut(end.node as usize)) {
        node.margin = node.margin.min(second.cost - end.cost);
    }
    (saved > 0.0 && end.node != ROOT).then(|| walk.finish(&end, belief, saved, seen, text))?
}

/// A piece that lost nothing and makes common characters throughout, where that is what is expected.
fn whole(bytes: &[Byte], target: Target, loss: &Loss) -> Option<Read> {
    let mut read = Read { chars: Vec::with_capacity(bytes.len() / 2), saved: 1.0, misread: bytes.len() };
    let (mut wide, mut common, mut at) = (0usize, 0usize, 0);
    let mut choices = Vec::new();
    while at < bytes.len() {
        target.choices(&bytes[at..], loss, &mut choices);
        let [choice] = choices[..] else { return None };
        let lost = choice.kind != Kind::Known && choice.kind != Kind::Plain;
        if lost {
            return None;
        }
        if choice.kind == Kind::Known {
            wide += 1;
            common += usize::from(COMMON.has(choice.char));
        }
        at += choice.length;
        read.chars.push(Char { to: at, char: choice.char, kind: choice.kind, margin: f32::INFINITY });
    }
    // Nine of ten characters of any report are common; of a wrong reading, one or two.
    (common * 3 > wide * 2).then_some(read)
}

fn symbol(char: char) -> Symbol {
    Symbol::of(class(char))
}

/// A way goes on by a character that stands there.
fn step(way: &mut Way, next: Symbol) {
    way.cost += price(way, next);
    (way.first, way.last) = (way.last, next);
}

fn price(way: &Way, next: Symbol) -> f32 {
    // Digits follow digits, and spaces spaces.
    let run = way.last == next && (next == Symbol::of('0') || next == Symbol::of('^'));
    if run { 1.0 } else { cost(way.first, way.last, next) }
}

impl Walk {
    /// A character as it stands there.
    fn stand(&mut self, way: &Way, at: usize, width: usize, char: char) {
        let next = symbol(char);
        let cost = way.cost + price(way, next);
        let slot = &mut self.plain[width - 1];
        if slot.is_some_and(|other| other.cost <= cost) {
            return;
        }
        let node = Node {
            before: way.node,
            to: narrow(at + width),
            char,
            kind: Kind::Plain,
            misread: false,
            margin: f32::INFINITY,
            cost,
        };
        *slot = Some(Way { cost, first: way.last, last: next, node: narrow(self.nodes.len()) });
        self.nodes.push(node);
    }

    /// All ways over one choice.
    fn follow(&mut self, ways: &[Way], at: usize, choice: &Choice, priced: bool) {
        // What a gap stands for is not known, and so is nothing of what comes behind it.
        let next = if priced { symbol(choice.char) } else { Symbol::default() };
        let space = Symbol::of('^');
        for way in ways {
            let mut price = if priced { price(way, next) } else { 0.0 };
            if choice.kind == Kind::Lost && next == space && way.last != space {
                price += SPACE;
            }
            let cost = way.cost + choice.extra + price;
            self.step(way, at, choice, next, cost);
        }
    }

    fn step(&mut self, way: &Way, at: usize, choice: &Choice, next: Symbol, cost: f32) {
        let ahead = &mut self.misread[choice.length - 1];
        // The cheapest so far stands first.
        if ahead.first().is_some_and(|best| cost > best.cost + BEAM) {
            return;
        }
        let mut to = Way { cost, first: way.last, last: next, node: ROOT };
        let other = ahead.iter_mut().find(|other| (other.first, other.last) == (to.first, to.last));
        let mut margin = f32::INFINITY;
        if let Some(other) = &other
            && let Some(node) = self.nodes.get_mut(other.node as usize)
        {
            // Both forms of one character are no two choices.
            let variant = node.before == way.node;
            margin = if variant { f32::INFINITY } else { (other.cost - cost).abs() };
            if other.cost <= cost {
                node.margin = node.margin.min(margin);
                return;
            }
            margin = margin.min(node.margin);
        }
        to.node = narrow(self.nodes.len());
        self.nodes.push(Node {
            before: way.node,
            to: narrow(at + choice.length),
            char: choice.char,
            kind: choice.kind,
            misread: true,
            margin,
            cost,
        });
        match other {
            Some(other) => *other = to,
            None => ahead.push(to),
        }
        let end = ahead.len() - 1;
        if ahead[end].cost < ahead[0].cost {
            ahead.swap(0, end);
        }
    }

    /// The characters of a way, but for the parts of it that are not to be believed.
    fn finish(&self, end: &Way, belief: Belief, saved: f32, seen: &Seen, text: &str) -> Option<Read> {
        let mut path: Vec<&Node> = Vec::new();
        let mut at = end.node;
        while let Some(node) = self.nodes.get(at as usize) {
            path.push(node);
            at = node.before;
        }
        path.reverse();
        let mut read = Read { chars: Vec::with_capacity(path.len()), saved, misread: 0 };
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
                for (index, node) in part.iter().enumerate() {
                    let reach = part[index..].iter().take(REACH).map(|node| node.margin);
                    let margin = reach.fold(f32::INFINITY, f32::min);
                    read.chars.push(Char { to: node.to as usize, char: node.char, kind: node.kind, margin });
                }
            }
            (from, before) = (to, end.cost);
        }
        (read.misread > 0).then_some(read)
    }
}

fn is_han(char: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&char)
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(ROOT)
}
