//! The ways that lead through lost bytes, and how they go on.
//!
//! Ways that come to the same last two characters become one, so that a piece costs its length. Only ways that are not
//! given up are written down.

use gongbao_data::language::{Behind, Symbol, cost};

use super::super::language::symbol;
use super::bytes::Byte;
use super::note::Note;
use super::options::{Choice, Kind, Target, is_hidden, is_numeral};

/// Bytes that fit nothing.
const GAP: f32 = 20.0;
/// A letter behind a gap, where letters are second bytes.
const LETTER: f32 = 6.0;
/// A wide digit behind something lost: its bytes are as likely the second of one character and the first of another, and no
/// digit is guessed.
const DIGIT: f32 = 16.0;
/// A lost space that stands alone: spaces begin a line, one behind the other.
const SPACE: f32 = 10.0;
/// A line that ends in the sign of a list, or opens something.
const UNFINISHED: f32 = 6.0;
/// A lost character that is read otherwise than the page says.
const UNREAD: f32 = 12.0;
/// Ways kept at a byte, and where so many choices go on from each.
const WAYS: usize = 10;
const MANY: usize = 8;
const FEW: usize = 6;
/// Ways so much dearer than the cheapest are given up.
const BEAM: f32 = 12.0;
/// The same of ways that have come further, by another cut of the bytes.
const CUT: f32 = 20.0;
/// The longest character has four bytes.
const AHEAD: usize = 5;
/// A choice shows its price within so many characters.
pub(super) const REACH: usize = 3;

/// Where a way begins, and a last step that is not written down yet.
pub(super) const ROOT: u32 = u32::MAX;
const PENDING: u32 = u32::MAX - 1;
/// A choice that costs so much less than the next is clear.
const CLEAR: f32 = 8.0;

/// A way to a byte: what it costs, its last two characters, and the step that leads here.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub(super) cost: f32,
    pub(super) first: Symbol,
    pub(super) last: Symbol,
    /// The last step, once it is written down, and the one before.
    node: u32,
    before: u32,
    char: char,
    kind: Kind,
    margin: f32,
}

impl Way {
    /// One that begins behind two characters.
    pub(super) fn new(first: Symbol, last: Symbol) -> Self {
        let (char, kind, margin) = ('\0', Kind::Plain, f32::INFINITY);
        Self { cost: 0.0, first, last, node: ROOT, before: ROOT, char, kind, margin }
    }

    /// The same way, for more.
    pub(super) fn dearer(self, by: f32) -> Self {
        Self { cost: self.cost + by, ..self }
    }

    /// Goes on by a character that stands there, without writing it down.
    pub(super) fn step(&mut self, next: Symbol) {
        self.cost += price(self, next);
        (self.first, self.last) = (self.last, next);
    }

    /// The line ends behind it.
    pub(super) fn end(&mut self) {
        // Not all signs end a line.
        let open = ['、', '《', '“', '（'].iter().any(|&sign| self.last == symbol(sign));
        let unfinished = if open { UNFINISHED } else { 0.0 };
        self.step(symbol('\n'));
        self.cost += unfinished;
    }
}

/// A step of a way that was not given up.
pub(super) struct Node {
    before: u32,
    pub(super) to: u32,
    pub(super) char: char,
    pub(super) kind: Kind,
    pub(super) misread: bool,
    pub(super) margin: f32,
    pub(super) cost: f32,
}

/// The ways at the bytes ahead.
#[derive(Default)]
pub(super) struct Walk {
    /// What a character costs that shows nothing.
    hidden: f32,
    nodes: Vec<Node>,
    /// The cheapest way that ends here with what stands there, and those that end with what was misread.
    plain: [Option<Way>; AHEAD],
    misread: [Vec<Way>; AHEAD],
}

/// Digits follow digits, and spaces spaces.
fn runs_on(last: Symbol, next: Symbol) -> bool {
    last == next && (next == Symbol::of('0') || next == Symbol::of('^'))
}

fn price(way: &Way, next: Symbol) -> f32 {
    if runs_on(way.last, next) { 1.0 } else { cost(way.first, way.last, next) }
}

impl Walk {
    /// One for pages on which a character that shows nothing costs so much.
    pub(super) fn new(hidden: f32) -> Self {
        Self { hidden, ..Self::default() }
    }

    /// Begins anew.
    pub(super) fn begin(&mut self, plain: Option<Way>, misread: Option<Way>) {
        self.nodes.clear();
        self.plain = [const { None }; AHEAD];
        self.misread.iter_mut().for_each(Vec::clear);
        self.plain[0] = plain;
        self.misread[0].extend(misread);
    }

    /// The ways that end at the byte that is next; the following call speaks of the byte behind it.
    pub(super) fn here(&mut self) -> (Option<Way>, Vec<Way>) {
        let here = (self.plain[0].take(), std::mem::take(&mut self.misread[0]));
        self.plain.rotate_left(1);
        self.misread.rotate_left(1);
        here
    }

    /// Takes the room of ways that are done with.
    pub(super) fn reuse(&mut self, mut ways: Vec<Way>) {
        ways.clear();
        if self.misread[AHEAD - 1].capacity() == 0 {
            self.misread[AHEAD - 1] = ways;
        }
    }

    /// Whether no way leads over the byte that is next.
    pub(super) fn is_over(&self) -> bool {
        self.misread.iter().all(Vec::is_empty)
    }

    /// Gives up ways that are much dearer than the cheapest, those that have come further among them: bytes can be cut
    /// into characters in more than one way, and the wrong one is not taken to the end.
    pub(super) fn give_up(&self, ways: &mut Vec<Way>) {
        let further = self.misread.iter().map(|ahead| cheapest(ahead)).fold(f32::INFINITY, f32::min);
        let limit = (cheapest(ways) + BEAM).min(further + CUT);
        ways.retain(|way| way.cost <= limit);
    }

    /// Keeps as many ways as the choices that go on from them leave room for, and writes their last steps down.
    pub(super) fn keep(&mut self, ways: &mut Vec<Way>, at: usize, choices: usize) {
        let room = if choices > MANY { FEW } else { WAYS };
        if ways.len() > room {
            ways.select_nth_unstable_by(room, |a, b| a.cost.total_cmp(&b.cost));
            ways.truncate(room);
        }
        for way in ways {
            self.write(way, at);
        }
    }

    /// Writes the last step of a way down, if that has not been done.
    pub(super) fn write(&mut self, way: &mut Way, at: usize) {
        if way.node != PENDING {
            return;
        }
        let &mut Way { cost, before, char, kind, margin, .. } = way;
        way.node = narrow(self.nodes.len());
        self.nodes.push(Node { before, to: narrow(at), char, kind, misread: true, margin, cost });
    }

    /// Ways that end before a reading go on behind it as if it were not there. One whose last character was lost and is
    /// not read so costs more.
    pub(super) fn pass(&mut self, mut ways: Vec<Way>, at: usize, note: &Note) {
        let readings: Vec<_> = ways.iter().map(|way| note.reads(way.char)).collect();
        let numerals =
            ways.iter().zip(&readings).filter(|(way, reading)| is_numeral(way.char) && reading.is_some());
        // The reading leaves one number: that is no guess.
        let settled = numerals.count() == 1;
        for (way, reading) in ways.iter_mut().zip(readings) {
            if reading.is_none() && matches!(way.kind, Kind::Lost | Kind::Number | Kind::Gap) {
                way.cost += UNREAD;
            } else if settled && reading.is_some() && is_numeral(way.char) && way.kind == Kind::Number {
                (way.kind, way.margin) = (Kind::Lost, f32::INFINITY);
            }
            self.write(way, at);
            let mut letters = reading.into_iter().flatten();
            for &(seen, to) in &note.chars {
                let own = if matches!(seen, Some('(' | ')' | ' ')) { None } else { letters.next() };
                let (char, kind) = match (seen, own) {
                    (Some(char), _) => (char, if char.is_ascii() { Kind::Plain } else { Kind::Known }),
                    (None, Some(char)) => (char, Kind::Lost),
                    (None, None) => ('?', Kind::Gap),
                };
                let node = narrow(self.nodes.len());
                let (before, to, margin, cost) = (way.node, narrow(to), f32::INFINITY, way.cost);
                self.nodes.push(Node { before, to, char, kind, misread: true, margin, cost });
                way.node = node;
            }
        }
        self.misread[0] = ways;
    }

    /// A character as it stands there.
    pub(super) fn stand(&mut self, way: &Way, at: usize, width: usize, char: char) {
        let hidden = is_hidden(char);
        let (first, last) = if hidden { (way.first, way.last) } else { (way.last, symbol(char)) };
        let cost = way.cost + if hidden { self.hidden } else { price(way, last) };
        let slot = &mut self.plain[width - 1];
        if slot.is_some_and(|other| other.cost <= cost) {
            return;
        }
        let node = narrow(self.nodes.len());
        let (kind, margin) = (Kind::Plain, f32::INFINITY);
        *slot = Some(Way { cost, first, last, node, before: way.node, char, kind, margin });
        let to = narrow(at + width);
        self.nodes.push(Node { before: way.node, to, char, kind, misread: false, margin, cost });
    }

    /// All ways over all choices, and over a gap.
    pub(super) fn follow(&mut self, ways: &mut [Way], choices: &[Choice], gap: Option<f32>) {
        ways.sort_by(|a, b| a.last.cmp(&b.last).then(a.cost.total_cmp(&b.cost)));
        // What came here from bytes before; what comes from these is told apart by its last two characters.
        let old: [usize; AHEAD] = std::array::from_fn(|ahead| self.misread[ahead].len());
        let mut least = self.misread.each_ref().map(|ahead| cheapest(ahead));
        let mut behind: Vec<(Behind, &Way)> = Vec::with_capacity(ways.len());
        for group in ways.chunk_by(|a, b| a.last == b.last) {
            behind.clear();
            behind.extend(group.iter().map(|way| (Behind::new(way.first, way.last), way)));
            let last = group[0].last;
            for choice in choices {
                let ahead = choice.length - 1;
                let mut extra = choice.extra;
                if choice.kind == Kind::Lost && choice.symbol == Symbol::of('^') && last != choice.symbol {
                    extra += SPACE;
                }
                if matches!(group[0].kind, Kind::Gap | Kind::Lost) && matches!(choice.char, '０'..='９') {
                    extra += DIGIT;
                }
                if is_hidden(choice.char) {
                    self.pass_over(group, choice, least[ahead] + BEAM, old[ahead]);
                    continue;
                }
                let run = runs_on(last, choice.symbol);
                let (mut best, mut second, mut who) = (least[ahead] + BEAM, f32::INFINITY, None);
                for &(ref behind, way) in &behind {
                    // No character is free, and those behind are dearer.
                    let limit = if who.is_some() { second.min(best + CLEAR) } else { best };
                    if way.cost + extra >= limit {
                        break;
                    }
                    let cost = way.cost + extra + if run { 1.0 } else { behind.cost(choice.symbol) };
                    if cost < best {
                        (second, best, who) = (if who.is_some() { best } else { second }, cost, Some(way));
                    } else if who.is_some() {
                        second = second.min(cost);
                    }
                }
                let Some(way) = who else { continue };
                least[ahead] = least[ahead].min(best);
                let to = Way {
                    cost: best,
                    first: last,
                    last: choice.symbol,
                    node: PENDING,
                    before: way.node,
                    char: choice.char,
                    kind: choice.kind,
                    margin: second - best,
                };
                self.put(to, ahead, old[ahead]);
            }
            // What a gap stands for is not known, and so is nothing of what comes behind it.
            if let Some(extra) = gap {
                let way = group[0];
                let to = Way {
                    cost: way.cost + extra,
                    first: last,
                    last: Symbol::default(),
                    node: PENDING,
                    before: way.node,
                    char: '?',
                    kind: Kind::Gap,
                    margin: group.get(1).map_or(f32::INFINITY, |other| other.cost - way.cost),
                };
                self.put(to, 0, old[0]);
            }
        }
    }

    /// A character that shows nothing stands between: what comes behind it has the company from before.
    fn pass_over(&mut self, group: &[Way], choice: &Choice, limit: f32, old: usize) {
        for way in group {
            let cost = way.cost + choice.extra + self.hidden;
            if cost >= limit {
                break;
            }
            let Choice { char, kind, length, .. } = *choice;
            let to = Way { cost, node: PENDING, before: way.node, char, kind, margin: f32::INFINITY, ..*way };
            self.put(to, length - 1, old);
        }
    }

    /// Puts a way among those ahead, or in the place of a dearer one that came from bytes before.
    fn put(&mut self, mut to: Way, ahead: usize, old: usize) {
        let ways = &mut self.misread[ahead];
        let Some(other) =
            ways[..old].iter_mut().find(|other| (other.first, other.last) == (to.first, to.last))
        else {
            ways.push(to);
            return;
        };
        // Both forms of one character are no two choices.
        let variant = other.before == to.before;
        let apart = if variant { f32::INFINITY } else { (other.cost - to.cost).abs() };
        if other.cost <= to.cost {
            other.margin = other.margin.min(apart);
        } else {
            to.margin = to.margin.min(apart).min(other.margin);
            *other = to;
        }
    }

    /// The cheapest of some ways that end a piece, before a certain character, with what the next one costs more
    /// written to its last step.
    pub(super) fn end(&mut self, ends: &mut [Way], at: usize, after: char) -> Option<Way> {
        for way in ends.iter_mut() {
            self.write(way, at);
            if after == '\n' {
                way.end();
            }
        }
        ends.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let end = *ends.first()?;
        if let (Some(second), Some(node)) = (ends.get(1), self.nodes.get_mut(end.node as usize)) {
            node.margin = node.margin.min(second.cost - end.cost);
        }
        Some(end)
    }

    /// The steps of a way that is written down, from its beginning.
    pub(super) fn path(&self, end: &Way) -> Vec<&Node> {
        let mut path: Vec<&Node> = Vec::new();
        let mut at = end.node;
        while let Some(node) = self.nodes.get(at as usize) {
            path.push(node);
            at = node.before;
        }
        path.reverse();
        path
    }
}

/// What the first of some bytes costs that is given up: lost, or nothing.
pub(super) fn gap(bytes: &[Byte], target: Target, choices: &[Choice], question: f32) -> Option<f32> {
    match *bytes {
        // A letter behind it is the second byte of what was lost.
        [Byte::Lost | Byte::Free, Byte::Known(b'A'..=b'Z' | b'a'..=b'z'), ..] if target != Target::Utf8 => {
            Some(question + LETTER)
        }
        [Byte::Lost | Byte::Free, ..] => Some(question),
        [Byte::Known(byte), ..] if byte >= 0x80 && choices.is_empty() => Some(GAP),
        _ => None,
    }
}

fn cheapest(ways: &[Way]) -> f32 {
    ways.iter().map(|way| way.cost).fold(f32::INFINITY, f32::min)
}

fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(ROOT)
}
