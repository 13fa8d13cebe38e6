//! Every way in which a line may have come about, and the cheapest of them.

use std::sync::LazyLock;

use super::super::gbk::{char_of, leads, pair_of, trails};
use super::super::language::{class, model};
use super::super::script::script_of;
use super::local::Local;
use super::tokens::{Kind, Token, Tokens, is_read, read_so};
use super::words::Cut;
use crate::edit::Certainty;
use crate::report::Script;

/// The lead byte of wide ASCII, and the trail of its opening parenthesis and question mark.
const WIDE: u8 = 0xA3;
const OPEN: u8 = 0xA8;
const QUESTION: u8 = 0xBF;

/// Bits that it costs to take a question mark for a lost byte: damage is rarer than questions.
const DAMAGE: f32 = 10.0;
/// A reading that does not fit what stands before it.
const MISREAD: f32 = 15.0;
/// A reading that a character has beside its usual one.
const RARE: f32 = 4.0;
/// A character of the other script.
const FOREIGN: f32 = 9.0;
/// A quote that closes nothing or opens within an open one, and the reward of one that closes.
const UNBALANCED: f32 = 10.0;
const BALANCED: f32 = 4.0;
/// A line that ends in the sign of a list.
const UNFINISHED: f32 = 6.0;
/// Ways so much dearer than the cheapest are given up.
const BEAM: f32 = 40.0;
const WAYS: usize = 96;
/// A choice so much cheaper than the next one leaves no other reading.
const CLEAR: f32 = 6.0;
/// How far the words of the dictionary count beside the triples.
const WORDS: f32 = 0.4;
/// Characters that the language does not know are no candidates for a lost byte.
const KNOWN: f32 = 1.0;

/// What stands before the next byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    /// A whole character.
    Nothing,
    /// The first half of one.
    Lead(u8),
    /// The first half of one, lost; a sign that became ASCII must follow.
    Lost,
}

/// One way, up to here.
#[derive(Clone, Copy)]
struct Way {
    cost: f32,
    pending: Pending,
    /// The classes of the last two characters.
    first: char,
    last: char,
    /// The last character as it is.
    exact: char,
    /// The last byte.
    byte: u8,
    /// How the characters make words.
    cut: Cut,
    /// Whether a quote is open.
    open: bool,
    /// The last thing put out.
    node: u32,
    /// How much dearer the next best way to this state was.
    margin: f32,
}

/// What a token became on some way.
struct Node {
    before: u32,
    token: u32,
    now: Out,
    margin: f32,
}

#[derive(Clone, Copy)]
enum Out {
    /// As it is.
    Same,
    Nothing,
    One(char),
    Two(char, char),
}

/// So many characters, with their readings, make a word.
const CLOSE: usize = 8;

/// What half a character may be: none that the language does not know, and never a digit or a letter.
struct Halves {
    /// By the first byte.
    by_lead: Vec<Vec<char>>,
    /// Those that end in the first byte of wide ASCII.
    wide: Vec<char>,
}

static HALVES: LazyLock<Halves> = LazyLock::new(|| {
    let model = model();
    let known = |char: &char| {
        !matches!(char, '\u{FF10}'..='\u{FF5A}' | '\u{3000}') && model.count(class(*char)) >= KNOWN
    };
    let of = |lead: u8| trails().filter_map(move |trail| char_of(lead, trail)).filter(known).collect();
    Halves {
        by_lead: (0x80..=0xFF).map(of).collect(),
        wide: leads().filter_map(|lead| char_of(lead, WIDE)).filter(known).collect(),
    }
});

const ROOT: u32 = u32::MAX;

/// What a token becomes.
pub(super) struct Repair {
    pub(super) token: usize,
    pub(super) now: String,
    pub(super) certainty: Certainty,
}

/// The ways through a line.
pub(super) struct Lattice<'l> {
    local: &'l Local,
    script: Script,
    ways: Vec<Way>,
    next: Vec<Way>,
    nodes: Vec<Node>,
    /// The last character, as seen.
    shown: char,
}

impl<'l> Lattice<'l> {
    pub(super) fn new(local: &'l Local, script: Script, [first, last]: [char; 2], open: bool) -> Self {
        let way = Way {
            cost: 0.0,
            pending: Pending::Nothing,
            first: class(first),
            last: class(last),
            exact: last,
            byte: 0,
            cut: Cut::new(),
            open,
            node: ROOT,
            margin: f32::INFINITY,
        };
        Self { local, script, ways: vec![way], next: Vec::new(), nodes: Vec::new(), shown: last }
    }

    /// Follows every way over one token.
    pub(super) fn take(&mut self, tokens: &Tokens, index: usize, token: &Token) {
        if self.pass(tokens, index, token) {
            return;
        }
        let ways = std::mem::take(&mut self.ways);
        for way in &ways {
            self.follow(way, tokens, index, &token.kind);
        }
        match token.kind {
            Kind::Wide(char, _) | Kind::Other(char) => self.shown = char,
            Kind::Byte(byte) => self.shown = char::from(byte),
            Kind::Reading(_) => {}
            Kind::Sign(..) | Kind::Mark { .. } => self.shown = '\0',
        }
        let mut next = std::mem::take(&mut self.next);
        let best = next.iter().map(|way| way.cost).fold(f32::INFINITY, f32::min);
        next.retain(|way| way.cost <= best + BEAM);
        if next.len() > WAYS {
            next.select_nth_unstable_by(WAYS, |a, b| a.cost.total_cmp(&b.cost));
            next.truncate(WAYS);
        }
        self.ways = next;
        self.next = ways;
        self.next.clear();
    }

    /// Passes a sound character where there is one way only: nothing is to be decided. Whether it was passed.
    fn pass(&mut self, tokens: &Tokens, index: usize, token: &Token) -> bool {
        let [way] = self.ways.as_mut_slice() else { return false };
        if way.pending != Pending::Nothing {
            return false;
        }
        let char = match token.kind {
            Kind::Wide(char, _) | Kind::Other(char) | Kind::Sign(char, _) => char,
            Kind::Byte(byte) => char::from(byte),
            Kind::Reading(_) => {
                return !matches!(tokens.list[index.saturating_sub(1)].kind, Kind::Mark { .. });
            }
            Kind::Mark { .. } => return false,
        };
        if way.margin.is_finite() || !self.nodes.last().is_none_or(|node| matches!(node.now, Out::Same)) {
            way.node = push(&mut self.nodes, way, index, Out::Same);
            way.margin = f32::INFINITY;
        }
        way.byte = pair_of(char).map_or(0, |[_, trail]| trail);
        (way.first, way.last, way.exact) = (way.last, class(char), char);
        if matches!(char, '“' | '”') {
            way.open = char == '“';
        }
        // Of words only those count that reach up to the next mark.
        let ahead = &tokens.list[index + 1..tokens.list.len().min(index + 1 + CLOSE)];
        if ahead.iter().any(|token| matches!(token.kind, Kind::Mark { .. })) {
            way.cut.push(way.last);
        } else {
            way.cut = Cut::new();
        }
        self.shown = if matches!(token.kind, Kind::Sign(..)) { '\0' } else { char };
        true
    }

    fn follow(&mut self, way: &Way, tokens: &Tokens, index: usize, kind: &Kind) {
        let token = index;
        match (*kind, way.pending) {
            (Kind::Wide(char, _), Pending::Nothing) => {
                self.step(way, token, Out::Same, &[char], Pending::Nothing, 0.0)
            }
            (Kind::Wide(_, [first, second]), Pending::Lead(lead)) => {
                let Some(char) = char_of(lead, first) else { return };
                if second < 0x80 {
                    // A letter that the shift took for a trail: whole again.
                    let letter = char::from(second);
                    self.step(way, token, Out::Two(char, letter), &[char, letter], Pending::Nothing, 0.0);
                } else {
                    self.step(way, token, Out::One(char), &[char], Pending::Lead(second), 0.0);
                }
            }
            (Kind::Sign(char, _), Pending::Nothing) => {
                self.step(way, token, Out::Same, &[char], Pending::Nothing, 0.0)
            }
            (Kind::Sign(_, trail), Pending::Lead(lead)) => {
                if let Some(char) = char_of(lead, WIDE) {
                    self.step(way, token, Out::One(char), &[char], Pending::Lead(trail), 0.0);
                }
            }
            (Kind::Sign(_, trail), Pending::Lost) => {
                for &char in &HALVES.wide {
                    self.step(way, token, Out::One(char), &[char], Pending::Lead(trail), 0.0);
                }
            }
            (Kind::Byte(byte), Pending::Nothing) => {
                self.step(way, token, Out::Same, &[char::from(byte)], Pending::Nothing, 0.0);
            }
            (Kind::Byte(byte), Pending::Lead(lead)) if byte >= 0x40 => {
                if let Some(char) = char_of(lead, byte) {
                    self.step(way, token, Out::One(char), &[char], Pending::Nothing, 0.0);
                }
            }
            (Kind::Other(char), Pending::Nothing) => {
                self.step(way, token, Out::Same, &[char], Pending::Nothing, 0.0);
            }
            (Kind::Reading(reading), pending) => {
                let reading = &tokens.readings[reading];
                let behind_mark = index > 0 && matches!(tokens.list[index - 1].kind, Kind::Mark { .. });
                if behind_mark {
                    // Taken with the mark; on the way on which the mark is a question, a word in bad company.
                    let taken =
                        self.nodes.get(way.node as usize).is_some_and(|node| !matches!(node.now, Out::Same));
                    let (now, cost) = if taken { (Out::Nothing, 0.0) } else { (Out::Same, MISREAD) };
                    self.step(way, token, now, &[], pending, cost);
                } else if pending == Pending::Nothing {
                    let cost = if is_read(way.exact, reading) { 0.0 } else { MISREAD };
                    self.step(way, token, Out::Same, &[], pending, cost);
                } else {
                    // It was put in behind two bytes that were no character.
                    let cost = if is_read(self.shown, reading) { 0.0 } else { MISREAD };
                    self.step(way, token, Out::Nothing, &[], pending, cost);
                }
            }
            (Kind::Mark { reading }, _) => {
                let reading = reading.map(|reading| tokens.readings[reading].as_str());
                let cut = index > 0 && matches!(tokens.list[index - 1].kind, Kind::Sign(..));
                self.mark(way, tokens, index, reading, cut);
            }
            _ => {}
        }
    }

    /// Follows a way over a question mark: itself, or a byte that was lost.
    fn mark(&mut self, way: &Way, tokens: &Tokens, token: usize, reading: Option<&str>, cut: bool) {
        let after = tokens.list.get(token + 1).map(|token| &token.kind);
        // Only an ASCII byte that cannot stand second leaves a byte alone.
        let alone = match after {
            None | Some(Kind::Sign(..) | Kind::Mark { .. }) => true,
            Some(&Kind::Byte(byte)) => byte < 0x40,
            _ => false,
        };
        match way.pending {
            Pending::Nothing => {
                self.step(way, token, Out::Same, &['?'], Pending::Nothing, 0.0);
                if let Some(reading) = reading {
                    for read in read_so(way.byte, reading) {
                        // Never the first half of a wide digit or letter: these are not to be inferred.
                        let trail = pair_of(read.char).map_or(0, |[_, trail]| trail);
                        if trail >= 0x80 && trail != WIDE {
                            let rare = if read.usual { 2.0 } else { 2.0 + RARE };
                            let extra = rare + self.local.reading_cost(read.char, true);
                            self.step(way, token, Out::Nothing, &[], Pending::Lead(trail), extra);
                        }
                    }
                } else {
                    if matches!(after, Some(Kind::Sign(..) | Kind::Mark { .. })) {
                        self.step(way, token, Out::Nothing, &[], Pending::Lost, DAMAGE);
                    }
                    // The opening parenthesis went with the byte before it.
                    if matches!(after, Some(Kind::Wide(..))) {
                        for char in self.likeliest(way, &HALVES.wide) {
                            self.step(way, token, Out::One(char), &[char], Pending::Lead(OPEN), DAMAGE + 4.0);
                        }
                    }
                }
            }
            Pending::Lost => {
                for &char in &HALVES.wide {
                    self.step(way, token, Out::One(char), &[char], Pending::Lead(QUESTION), 4.0);
                }
            }
            Pending::Lead(lead) => {
                if let Some(reading) = reading {
                    for read in read_so(lead, reading) {
                        let extra = self.local.reading_cost(read.char, true);
                        self.step(way, token, Out::One(read.char), &[read.char], Pending::Nothing, extra);
                    }
                    return;
                }
                for &char in &HALVES.by_lead[usize::from(lead & 0x7F)] {
                    // A character whose first half a sign took was none when the readings were put in.
                    let extra = if cut { 0.0 } else { self.local.reading_cost(char, false) };
                    if alone {
                        self.step(way, token, Out::One(char), &[char], Pending::Nothing, extra);
                    }
                    if token < tokens.unopened {
                        self.step(
                            way,
                            token,
                            Out::Two(char, '('),
                            &[char, '('],
                            Pending::Nothing,
                            extra + 2.0,
                        );
                    }
                }
                // A byte that begins no character stands alone before anything.
                if let Some(char) = char_of(lead, 0x80) {
                    self.step(way, token, Out::One(char), &[char], Pending::Nothing, 0.0);
                }
                if let Some(char) = char_of(lead, WIDE) {
                    self.step(way, token, Out::One(char), &[char], Pending::Lead(QUESTION), 4.0);
                }
            }
        }
    }

    /// The few of many characters that the language expects most behind a way: what seldom happens shall not crowd out
    /// what often does.
    fn likeliest(&self, way: &Way, chars: &[char]) -> Vec<char> {
        const FEW: usize = 12;
        let mut ranked: Vec<(f32, char)> =
            chars.iter().map(|&char| (self.local.cost(way.first, way.last, class(char)), char)).collect();
        if ranked.len() > FEW {
            ranked.select_nth_unstable_by(FEW, |a, b| a.0.total_cmp(&b.0));
            ranked.truncate(FEW);
        }
        ranked.into_iter().map(|(_, char)| char).collect()
    }

    /// One step of a way; of two ways to one state the cheaper stays.
    fn step(&mut self, way: &Way, token: usize, now: Out, chars: &[char], pending: Pending, extra: f32) {
        // What is given up already needs no look at the language. The cheapest so far stands first.
        if self.next.first().is_some_and(|best| way.cost + extra > best.cost + BEAM + BALANCED) {
            return;
        }
        let mut to = Way { pending, cost: way.cost + extra, ..*way };
        match (pending, chars.last()) {
            (Pending::Lead(lead), _) => to.byte = lead,
            (_, Some(&last)) => to.byte = pair_of(last).map_or(0, |[_, trail]| trail),
            _ => {}
        }
        for &char in chars {
            let class = class(char);
            to.cost += self.local.cost(to.first, to.last, class) + WORDS * to.cut.push(class);
            match char {
                '“' | '”' => {
                    let opens = char == '“';
                    to.cost += if opens == to.open {
                        UNBALANCED
                    } else if opens {
                        0.0
                    } else {
                        -BALANCED
                    };
                    to.open = opens;
                }
                _ => {
                    let script = script_of(char);
                    if script.is_some_and(|script| script != self.script) && self.script != Script::Mixed {
                        to.cost += FOREIGN;
                    }
                }
            }
            (to.first, to.last, to.exact) = (to.last, class, char);
        }
        // The cheapest so far stands first.
        if self.next.first().is_some_and(|best| to.cost > best.cost + BEAM) {
            return;
        }
        let same = |other: &&mut Way| {
            (other.pending, other.last, other.first, other.open) == (to.pending, to.last, to.first, to.open)
        };
        if let Some(other) = self.next.iter_mut().find(same) {
            let margin = (other.cost - to.cost).abs();
            if other.cost <= to.cost {
                other.margin = other.margin.min(margin);
                return;
            }
            to.margin = margin.min(other.margin);
            to.node = push(&mut self.nodes, way, token, now);
            *other = to;
            return;
        }
        to.margin = f32::INFINITY;
        to.node = push(&mut self.nodes, way, token, now);
        self.next.push(to);
        let end = self.next.len() - 1;
        if self.next[end].cost < self.next[0].cost {
            self.next.swap(0, end);
        }
    }

    /// The cheapest way: what each token became.
    pub(super) fn finish(mut self) -> Vec<Repair> {
        // The line ends here, and not all ends are alike.
        for way in &mut self.ways {
            way.cost += self.local.cost(way.first, way.last, '^');
            way.cost +=
                if matches!(way.last, '、' | '《' | '“' | '‘' | '（') { UNFINISHED } else { 0.0 };
        }
        let mut whole: Vec<Way> =
            self.ways.into_iter().filter(|way| way.pending == Pending::Nothing).collect();
        whole.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        let Some(mut best) = whole.first().copied() else { return Vec::new() };
        if let Some(second) = whole.get(1) {
            best.margin = best.margin.min(second.cost - best.cost);
        }
        let mut repairs = Vec::new();
        let mut margin = best.margin;
        let mut at = best.node;
        while let Some(node) = self.nodes.get(at as usize) {
            let now = match node.now {
                Out::Same => None,
                Out::Nothing => Some(String::new()),
                Out::One(char) => Some(char.to_string()),
                Out::Two(one, two) => Some([one, two].iter().collect()),
            };
            margin = margin.min(node.margin);
            if let Some(now) = now {
                let certainty = if margin >= CLEAR { Certainty::Likely } else { Certainty::Guess };
                repairs.push(Repair { token: node.token as usize, now, certainty });
            } else {
                // Between two sites the question starts anew.
                margin = node.margin;
            }
            at = node.before;
        }
        repairs.reverse();
        repairs
    }
}

fn push(nodes: &mut Vec<Node>, way: &Way, token: usize, now: Out) -> u32 {
    let at = u32::try_from(nodes.len()).unwrap_or(ROOT);
    let token = u32::try_from(token).unwrap_or(ROOT);
    nodes.push(Node { before: way.node, token, now, margin: way.margin });
    at
}
