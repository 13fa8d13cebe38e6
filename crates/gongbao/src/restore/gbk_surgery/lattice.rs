//! Every way in which a line may have come about, and the cheapest of them.

mod ahead;
mod around;

use super::super::gbk::{char_of, pair_of};
use super::super::language::class;
use super::brackets::{Open, Turn};
use super::glyphs::{Glyph, Glyphs, Half, WIDE};
use super::local::{Candidate, Ground, Local};
use super::tokens::{Kind, Sound, Token, Tokens};
use super::ways::{Out, Pending, Way, Ways};
use super::words::Cut;
use crate::edit::Certainty;
use ahead::{Ahead, Reach};

/// The trail of the wide question mark.
const QUESTION: u8 = 0xBF;

/// Bits that it costs to take a question mark for a lost byte: damage is rarer than questions.
const DAMAGE: f32 = 10.0;
/// A reading that does not fit what stands before it.
const MISREAD: f32 = 15.0;
/// A reading that a character has beside its usual one.
const RARE: f32 = 4.0;
/// A wide digit that stands alone where bytes were shifted: two halves that lie beside each other, and no number.
const DIGIT: f32 = 16.0;
/// A quote that closes nothing or opens within an open one, and the reward of one that closes.
const UNBALANCED: f32 = 10.0;
const BALANCED: f32 = 7.0;
/// A line that ends in the sign of a list.
const UNFINISHED: f32 = 6.0;
/// A choice so much cheaper than the next one leaves no other reading.
const CLEAR: f32 = 6.0;
/// How far the words of the dictionary count beside the triples.
const WORDS: f32 = 0.5;

/// What a token became on some way.
struct Node {
    before: u32,
    token: u32,
    now: Out,
    margin: f32,
}

/// So many characters, with their readings, make a word.
const CLOSE: usize = 8;

const ROOT: u32 = u32::MAX;

/// What a token becomes.
pub(super) struct Repair {
    pub(super) token: usize,
    pub(super) now: String,
    pub(super) certainty: Certainty,
}

/// The ways through a line.
pub(super) struct Lattice {
    local: Local,
    ways: Vec<Way>,
    next: Ways,
    nodes: Vec<Node>,
    glyphs: Glyphs,
    /// What the characters cost that may stand for half of one, and what they cost two characters further on.
    costs: Vec<Candidate>,
    sums: Vec<f32>,
    reaches: Vec<Reach>,
    /// The last character, as seen.
    shown: char,
    /// Where the next mark stands.
    mark: usize,
}

/// A way, and what is looked up once for all that may follow it.
struct From {
    way: Way,
    ground: Ground,
    /// Less than this no character costs, whatever the language says.
    least: f32,
}

impl Lattice {
    pub(super) fn new(local: Local) -> Self {
        Self {
            local,
            ways: Vec::new(),
            next: Ways::new(),
            nodes: Vec::new(),
            glyphs: Glyphs::new(),
            costs: Vec::new(),
            sums: Vec::new(),
            reaches: Vec::new(),
            shown: '\0',
            mark: 0,
        }
    }

    /// Begins a line behind two characters; `open` says which quotes are open.
    pub(super) fn begin(&mut self, [first, last]: [char; 2], open: Open) {
        self.nodes.clear();
        self.ways.clear();
        self.ways.push(Way {
            cost: 0.0,
            pending: Pending::Nothing,
            first: class(first),
            last: class(last),
            exact: last,
            byte: 0,
            cut: Cut::new(),
            open,
            node: ROOT,
            now: Out::Same,
            margin: f32::INFINITY,
            margin_before: f32::INFINITY,
        });
        self.shown = last;
        self.mark = 0;
    }

    /// Follows every way over all tokens.
    pub(super) fn run(&mut self, tokens: &Tokens) {
        let mut index = 0;
        while let Some(token) = tokens.list.get(index) {
            while self.mark <= index && self.mark < tokens.list.len() {
                self.mark += 1;
                let ahead = tokens.list[self.mark..].iter();
                self.mark += ahead.take_while(|token| !matches!(token.kind, Kind::Mark { .. })).count();
            }
            let settled = matches!(self.ways.as_slice(), [way] if way.pending == Pending::Nothing);
            if settled && !matches!(token.kind, Kind::Mark { .. } | Kind::Reading(_)) {
                if self.mark >= tokens.list.len() {
                    // What is left is as it is.
                    break;
                }
                self.pass(tokens, index, token);
                index = self.skip(tokens, index + 1);
                continue;
            }
            if !self.pass(tokens, index, token) {
                self.take(tokens, index, token);
            }
            index += 1;
        }
    }

    /// Skips what is sound and too far from the next mark to tell anything of it, but for quotes.
    fn skip(&mut self, tokens: &Tokens, index: usize) -> usize {
        // The last characters are passed one by one, with a reading behind each perhaps.
        let to = self.mark.saturating_sub(CLOSE + 6);
        for token in tokens.list.get(index..to).unwrap_or_default() {
            if let Kind::Wide(char, _) = token.kind
                && let [way] = self.ways.as_mut_slice()
            {
                way.open.turn(char);
            }
        }
        index.max(to)
    }

    /// Follows every way over one token.
    fn take(&mut self, tokens: &Tokens, index: usize, token: &Token) {
        let mut ways = std::mem::take(&mut self.ways);
        self.reaches.clear();
        for way in &ways {
            self.follow(way, tokens, index, &token.kind);
        }
        self.shown = seen_as(&token.kind).unwrap_or(self.shown);
        self.next.take(&mut ways);
        for way in &mut ways {
            way.node = push(&mut self.nodes, way.node, index, way.now, way.margin_before);
        }
        self.ways = ways;
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
            way.node = push(&mut self.nodes, way.node, index, Out::Same, way.margin);
            way.margin = f32::INFINITY;
        }
        let glyph = self.glyphs.get(char);
        way.byte = glyph.trail;
        (way.first, way.last, way.exact) = (way.last, glyph.class, char);
        way.open.turn(char);
        // Of words only those count that reach up to the next mark.
        if self.mark <= index + CLOSE && self.mark < tokens.list.len() {
            way.cut.push(glyph.class);
        } else {
            way.cut = Cut::new();
        }
        self.shown = if matches!(token.kind, Kind::Sign(..)) { '\0' } else { char };
        true
    }

    fn follow(&mut self, way: &Way, tokens: &Tokens, index: usize, kind: &Kind) {
        use Pending::{Lead, Lost, Nothing};
        let ground = Local::behind(way.first, way.last);
        let from = &From { way: *way, ground, least: least(way) };
        match (*kind, way.pending) {
            (Kind::Wide(char, _) | Kind::Sign(char, _) | Kind::Other(char), Nothing) => {
                self.put(from, Out::Same, char, Nothing, 0.0);
            }
            (Kind::Byte(byte), Nothing) => self.put(from, Out::Same, char::from(byte), Nothing, 0.0),
            (Kind::Wide(_, [first, second]), Lead(lead)) => {
                let Some(char) = char_of(lead, first) else { return };
                if second < 0x80 {
                    // A letter that the shift took for a trail: whole again.
                    self.put_two(from, char, char::from(second));
                } else {
                    self.put(from, Out::One(char), char, Lead(second), 0.0);
                }
            }
            (Kind::Sign(_, trail), Lead(lead)) => {
                if let Some(char) = char_of(lead, WIDE) {
                    self.put(from, Out::One(char), char, Lead(trail), 0.0);
                }
            }
            (Kind::Sign(_, trail), Lost) => {
                let ahead = Ahead { tokens, index };
                self.expect(from, Half::Wide, true);
                self.put_any(from, &ahead, Half::Wide, Lead(trail), 0.0);
            }
            (Kind::Byte(byte), Lead(lead)) if byte >= 0x40 => {
                if let Some(char) = char_of(lead, byte) {
                    self.put(from, Out::One(char), char, Nothing, 0.0);
                }
            }
            (Kind::Reading(reading), pending) => {
                let reading = tokens.sound(reading);
                let behind_mark = index > 0 && matches!(tokens.list[index - 1].kind, Kind::Mark { .. });
                if behind_mark {
                    // Taken with the mark; on the way on which the mark is a question, a word in bad company.
                    let taken =
                        self.nodes.get(way.node as usize).is_some_and(|node| !matches!(node.now, Out::Same));
                    let (now, cost) = if taken { (Out::Nothing, 0.0) } else { (Out::Same, MISREAD) };
                    self.keep(from, now, pending, cost);
                } else if pending == Nothing {
                    let cost = if reading.reads(way.exact) { 0.0 } else { MISREAD };
                    self.keep(from, Out::Same, pending, cost);
                } else {
                    // It was put in behind two bytes that were no character.
                    let cost = if reading.reads(self.shown) { 0.0 } else { MISREAD };
                    self.keep(from, Out::Nothing, pending, cost);
                }
            }
            (Kind::Mark { reading }, _) => {
                let reading = reading.map(|reading| tokens.sound(reading));
                let cut = index > 0 && matches!(tokens.list[index - 1].kind, Kind::Sign(..));
                self.mark(from, tokens, index, reading, cut);
            }
            _ => {}
        }
    }

    /// Follows a way over a question mark: itself, or a byte that was lost.
    fn mark(&mut self, from: &From, tokens: &Tokens, token: usize, reading: Option<Sound>, cut: bool) {
        use Pending::{Lead, Lost, Nothing};
        let ahead = Ahead { tokens, index: token };
        let after = tokens.list.get(token + 1).map(|token| &token.kind);
        // Only an ASCII byte that cannot stand second leaves a byte alone.
        let alone = match after {
            None | Some(Kind::Sign(..) | Kind::Mark { .. }) => true,
            Some(&Kind::Byte(byte)) => byte < 0x40,
            _ => false,
        };
        match from.way.pending {
            Nothing => {
                self.put(from, Out::Same, '?', Nothing, 0.0);
                if let Some(reading) = reading {
                    for read in reading.from(from.way.byte) {
                        // Never the first half of a wide digit or letter: these are not to be inferred.
                        let trail = pair_of(read.char).map_or(0, |[_, trail]| trail);
                        if trail >= 0x80 && trail != WIDE {
                            let rare = if read.usual { 2.0 } else { 2.0 + RARE };
                            let extra = rare + self.local.reading_cost(read.char, true);
                            self.keep(from, Out::Nothing, Lead(trail), extra);
                        }
                    }
                } else if matches!(after, Some(Kind::Sign(..) | Kind::Mark { .. })) {
                    self.keep(from, Out::Nothing, Lost, DAMAGE);
                }
            }
            Lost => {
                self.expect(from, Half::Wide, true);
                self.put_any(from, &ahead, Half::Wide, Lead(QUESTION), 4.0);
            }
            Lead(lead) => {
                if let Some(reading) = reading {
                    for read in reading.from(lead) {
                        let extra = self.local.reading_cost(read.char, true);
                        self.put(from, Out::One(read.char), read.char, Nothing, extra);
                    }
                    return;
                }
                let half = Half::First(lead);
                let closed = token < tokens.unopened;
                if alone || closed {
                    // A character whose first half a sign took was none when the readings were put in.
                    self.expect(from, half, cut);
                }
                if alone {
                    self.put_any(from, &ahead, half, Nothing, 0.0);
                }
                if closed {
                    self.put_any_opening(from, &ahead, half, 2.0);
                }
                // A byte that begins no character stands alone before anything.
                if let Some(char) = char_of(lead, 0x80) {
                    self.put(from, Out::One(char), char, Nothing, 0.0);
                }
                if let Some(char) = char_of(lead, WIDE) {
                    self.put(from, Out::One(char), char, Lead(QUESTION), 4.0);
                }
            }
        }
    }

    /// Asks the language for all that half a character may be behind a way; `free` says that a reading was not to be
    /// candidate.
    fn expect(&mut self, from: &From, half: Half, free: bool) {
        self.local.costs(&from.ground, half, !free, &mut self.costs);
    }

    /// A step of a way that puts out no character.
    fn keep(&mut self, from: &From, now: Out, pending: Pending, extra: f32) {
        let way = &from.way;
        let byte = match pending {
            Pending::Lead(lead) => lead,
            _ => way.byte,
        };
        self.next.add(Way { cost: way.cost + extra, byte, ..next(way, now, pending) });
    }

    /// A step of a way that puts out a character.
    fn put(&mut self, from: &From, now: Out, char: char, pending: Pending, extra: f32) {
        let glyph = self.glyphs.get(char);
        // What is given up anyway needs no look at the language, or at words.
        let cost = from.way.cost + extra + self.local.foreign(&glyph);
        if cost <= self.next.limit() - from.least {
            let cost = cost + self.local.cost(&from.ground, &glyph);
            self.step(from, now, &glyph, pending, cost);
        }
    }

    /// The same where the language has been asked.
    #[inline]
    fn step(&mut self, from: &From, now: Out, glyph: &Glyph, pending: Pending, cost: f32) {
        if cost > self.next.limit() - from.least {
            return;
        }
        let mut to = Way { cost, ..next(&from.way, now, pending) };
        advance(&mut to, glyph);
        self.next.add(to);
    }

    /// Steps of a way that put out any of many characters that the language has been asked about.
    fn put_any(&mut self, from: &From, ahead: &Ahead, half: Half, pending: Pending, extra: f32) {
        let cost = from.way.cost + extra;
        if cost > self.next.limit() - from.least {
            return;
        }
        let path = self.path(ahead, None, pending, from.way.open);
        self.weigh(ahead, half, pending, path.as_ref());
        let reach = self.look_ahead(from, half, path, pending, cost);
        let (costs, sums) = (std::mem::take(&mut self.costs), std::mem::take(&mut self.sums));
        for ((candidate, &sum), glyph) in costs.iter().zip(&sums).zip(&half.wholes().glyphs) {
            if sum <= reach {
                self.step(from, Out::One(glyph.char), glyph, pending, cost + candidate.cost);
            }
        }
        (self.costs, self.sums) = (costs, sums);
    }

    /// The same, and an opening parenthesis that went with the byte before it.
    fn put_any_opening(&mut self, from: &From, ahead: &Ahead, half: Half, extra: f32) {
        let cost = from.way.cost + extra;
        if cost > self.next.limit() - from.least {
            return;
        }
        let open = self.glyphs.get('(');
        let path = self.path(ahead, Some(open), Pending::Nothing, from.way.open);
        let reach = self.look_ahead(from, half, path, Pending::Nothing, cost);
        let (costs, sums) = (std::mem::take(&mut self.costs), std::mem::take(&mut self.sums));
        for ((candidate, &sum), glyph) in costs.iter().zip(&sums).zip(&half.wholes().glyphs) {
            if sum <= reach {
                self.two(from, glyph, &open, cost + candidate.cost);
            }
        }
        (self.costs, self.sums) = (costs, sums);
    }

    /// A step of a way that puts out two characters.
    fn put_two(&mut self, from: &From, one: char, two: char) {
        let (first, second) = (self.glyphs.get(one), self.glyphs.get(two));
        let cost = from.way.cost + self.local.foreign(&first) + self.local.cost(&from.ground, &first);
        self.two(from, &first, &second, cost);
    }

    /// The same where the language has been asked about the first.
    fn two(&mut self, from: &From, first: &Glyph, second: &Glyph, cost: f32) {
        if cost > self.next.limit() - from.least {
            return;
        }
        let now = Out::Two(first.char, second.char);
        let mut to = Way { cost, ..next(&from.way, now, Pending::Nothing) };
        advance(&mut to, first);
        let ground = Local::behind(to.first, to.last);
        to.cost += self.local.cost(&ground, second);
        advance(&mut to, second);
        self.next.add(to);
    }

    /// The cheapest way: what each token became.
    pub(super) fn finish(&mut self) -> Vec<Repair> {
        // The line ends here, and not all ends are alike.
        for way in &mut self.ways {
            let end = self.glyphs.get('\n');
            way.cost += self.local.cost(&Local::behind(way.first, way.last), &end);
            way.cost +=
                if matches!(way.last, '、' | '《' | '“' | '‘' | '（') { UNFINISHED } else { 0.0 };
        }
        let mut whole: Vec<Way> =
            self.ways.iter().copied().filter(|way| way.pending == Pending::Nothing).collect();
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

/// Goes on by a character that the language has been asked about.
fn advance(to: &mut Way, glyph: &Glyph) {
    to.cost += WORDS * to.cut.push(glyph.class);
    to.cost += balance(glyph.char, &mut to.open);
    if matches!(glyph.char, '０'..='９') && !matches!(to.now, Out::Same) && !to.exact.is_numeric() {
        to.cost += DIGIT;
    }
    (to.first, to.last, to.exact) = (to.last, glyph.class, glyph.char);
    to.byte = match to.pending {
        Pending::Lead(lead) => lead,
        _ => glyph.trail,
    };
}

/// What a character costs as a quote, by which are open.
fn balance(char: char, open: &mut Open) -> f32 {
    match open.turn(char) {
        None | Some(Turn::Opens) => 0.0,
        Some(Turn::Closes) => -BALANCED,
        Some(Turn::Breaks) => UNBALANCED,
    }
}

/// The character that a token shows, if it shows one; none for a sign or a mark, which may have been half of any.
fn seen_as(kind: &Kind) -> Option<char> {
    match *kind {
        Kind::Wide(char, _) | Kind::Other(char) => Some(char),
        Kind::Byte(byte) => Some(char::from(byte)),
        Kind::Reading(_) => None,
        Kind::Sign(..) | Kind::Mark { .. } => Some('\0'),
    }
}

/// Less than this no further character costs, whatever the language says.
fn least(way: &Way) -> f32 {
    WORDS * way.cut.least() - BALANCED
}

/// A way as it goes on, before it is known what it costs.
fn next(way: &Way, now: Out, pending: Pending) -> Way {
    Way { pending, now, margin: f32::INFINITY, margin_before: way.margin, ..*way }
}

fn push(nodes: &mut Vec<Node>, before: u32, token: usize, now: Out, margin: f32) -> u32 {
    let at = u32::try_from(nodes.len()).unwrap_or(ROOT);
    nodes.push(Node { before, token: u32::try_from(token).unwrap_or(ROOT), now, margin });
    at
}
