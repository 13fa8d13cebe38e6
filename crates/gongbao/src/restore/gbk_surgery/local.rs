//! What the text itself says elsewhere: counts of its own pairs and triples of characters.
//!
//! A report names its places, bodies and slogans again and again, and damage hits only some of the times. So what
//! was seen in the sound parts of the text weighs more than what reports say in general.

mod counts;

use gongbao_data::language::{Behind, Expected, Symbol};

use super::super::chars::is_han;
use super::super::gbk::{char_of, pair_of};
use super::super::language::class;
use super::bits::{bits, chance};
use super::glyphs::{Glyph, Half};
use super::tokens::{reading_length, wide_trail};
use crate::report::Script;
use counts::{Counts, key};

/// How much the general expectation counts against what was seen behind one character, and behind two.
const PAIRS: f32 = 60.0;
const TRIPLES: f32 = 6.0;
/// How far it counts that a character stands anywhere in the text.
const ANY: f32 = 0.03;
/// A text is counted so far, in bytes: enough to know its words.
const FARTHEST: usize = 1 << 22;
/// What it costs to take a character for one that carries a reading where elsewhere it does not, or the other way.
const AGAINST: f32 = 10.0;
const UNKNOWN: f32 = 4.0;
/// A character of the other script.
const FOREIGN: f32 = 9.0;
/// The quotes of which a text has one kind, if it has so many times more of them.
const QUOTES: [[char; 2]; 2] = [['“', '”'], ['「', '」']];
const MOSTLY: f32 = 10.0;
/// Stand in keys for a character with a reading, and one without.
const WITH: char = '\u{1}';
const WITHOUT: char = '\u{2}';
/// Stands for what was lost where damage would have taken a stop.
const STOP: char = '\u{3}';

/// The counts.
pub(super) struct Local {
    /// Of characters, pairs and triples, and of characters with and without a reading.
    counts: Counts,
    /// How many characters were counted.
    total: f32,
    script: Script,
    /// The quotes that a text has none of that has others.
    strange: Option<[char; 2]>,
    /// What the text says of the wholes of each half.
    known: Vec<Option<Vec<Known>>>,
    /// Room for what the language says of them.
    expected: Vec<Expected>,
}

/// What the text says of a character, looked up once.
#[derive(Clone, Copy)]
struct Known {
    /// How often it stands anywhere.
    any: f32,
    /// What it costs as one of another script, and as one that should carry a reading and does not.
    foreign: f32,
    bare: f32,
}

/// What half a character may be, behind something.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// In bits.
    pub(super) cost: f32,
    /// Whether reports or the text have it behind the last character.
    pub(super) seen: bool,
    /// Whether it stands in the text anywhere.
    pub(super) met: bool,
}

/// What stands before the next character, looked up once for all that may come.
#[derive(Clone, Copy)]
pub(super) struct Ground {
    general: Behind,
    first: char,
    last: char,
}

impl Local {
    /// Counts the sound parts of a text: a mark may begin damage, which ends at the next ASCII character that is no
    /// part of a reading.
    pub(super) fn of(text: &str, script: Script) -> Self {
        let mut local = Self {
            // A character stands alone, in a pair and in a triple, and takes three bytes.
            counts: Counts::with_room(text.len()),
            total: 1.0,
            script,
            strange: None,
            known: std::iter::repeat_with(|| None).take(Half::ALL).collect(),
            expected: Vec::new(),
        };
        let end = (0..=FARTHEST.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let text = &text[..end];
        let (mut first, mut last) = ('^', '^');
        let (mut sound, mut marked) = (true, false);
        let mut at = 0;
        while let Some(char) = text[at..].chars().next() {
            at += char.len_utf8();
            if char == '?' {
                local
                    .counts
                    .add(behind_stop(&text.as_bytes()[at..]).and_then(|next| key(STOP, '\0', class(next))));
                at += reading_length(&text[at..]).unwrap_or(0);
                (sound, marked) = (false, true);
                (first, last) = ('\0', '\0');
                continue;
            }
            if char == '('
                && let Some(length) = reading_length(&text[at..])
            {
                at += length;
                continue;
            }
            if !sound {
                // The sign behind a mark, or behind its reading, is the one that did the damage, and an ASCII byte from
                // 40 on may be half of a character.
                sound = char < '@' && !marked;
                marked = false;
                (first, last) = ('\0', '\0');
                if !sound {
                    continue;
                }
            }
            if !char.is_ascii() {
                // The reading is passed over with the character that carries it.
                let rest = &text.as_bytes()[at..];
                let length = if rest.first() == Some(&b'(') { reading_length(&text[at + 1..]) } else { None };
                at += length.map_or(0, |length| length + 1);
                local.counts.add(key(if length.is_some() { WITH } else { WITHOUT }, '\0', char));
            }
            let next = class(char);
            local.count(first, last, next);
            (first, last) = (last, next);
        }
        let [curly, corner] =
            QUOTES.map(|pair| pair.map(|quote| local.times('\0', '\0', quote)).iter().sum::<f32>());
        local.strange = match (curly > corner * MOSTLY, corner > curly * MOSTLY) {
            (true, _) => Some(QUOTES[1]),
            (_, true) => Some(QUOTES[0]),
            _ => None,
        };
        local
    }

    /// Counts a character behind two others.
    fn count(&mut self, first: char, last: char, next: char) {
        self.total += 1.0;
        self.counts.add(key('\0', '\0', next));
        if last != '\0' {
            self.counts.add(key('\0', last, next));
            if first != '\0' {
                self.counts.add(key(first, last, next));
            }
        }
    }

    fn times(&self, first: char, last: char, next: char) -> f32 {
        self.counts.get(key(first, last, next)) as f32
    }

    /// What it costs that a character carries a reading, or none: a page that annotates a character does it wherever
    /// the character stands.
    pub(super) fn reading_cost(&self, char: char, carries: bool) -> f32 {
        let [with, without] = [WITH, WITHOUT].map(|kind| self.counts.get(key(kind, '\0', char)));
        match with + without {
            0 if carries => UNKNOWN,
            0 => 0.0,
            _ if (with > without) == carries => 0.0,
            _ => AGAINST,
        }
    }

    /// What it costs to take what was lost before two characters for a stop. Damage takes every stop before the first
    /// of them, or none: where that happened more often than sentences begin so, most of them were no stops, unless
    /// the text begins words so.
    pub(super) fn stop_cost(&self, [next, second]: &[Glyph; 2]) -> f32 {
        const MOST: f32 = 6.0;
        const FEWEST: f32 = 0.3;
        const OFTEN: f32 = 3.0;
        let sites = self.times(STOP, '\0', next.class);
        if sites < OFTEN || !is_han(next.char) || self.is_pair(next.class, second.class) {
            return 0.0;
        }
        let sentences = self.times('\0', '\0', '。') + sites;
        let expected = sentences * chance(Self::behind('\0', '。').general.cost(next.symbol));
        bits((expected.max(FEWEST) / sites).min(1.0)).min(MOST)
    }

    /// What it costs that a character is of another script than the text, or a quote of another kind.
    #[inline]
    pub(super) fn foreign(&self, glyph: &Glyph) -> f32 {
        let strange = self.strange.is_some_and(|quotes| quotes.contains(&glyph.char));
        let foreign = strange
            || glyph.script.is_some_and(|script| script != self.script) && self.script != Script::Mixed;
        if foreign { FOREIGN } else { 0.0 }
    }

    /// Behind `first` and `last`, as [`class`] gives them.
    pub(super) fn behind(first: char, last: char) -> Ground {
        Ground { general: Behind::new(Symbol::of(first), Symbol::of(last)), first, last }
    }

    /// The cost of a character, in bits.
    pub(super) fn cost(&self, ground: &Ground, next: &Glyph) -> f32 {
        if next.class == '0' && ground.last == '0' {
            return 1.0;
        }
        let general = ground.general.cost(next.symbol);
        if matches!(next.class, '0' | '^') {
            return general;
        }
        self.rewarded(ground, next.class, general, self.times('\0', '\0', next.class)).0
    }

    /// The costs of all that half a character may be; `bare` says whether they would carry a reading on this page.
    pub(super) fn costs(&mut self, ground: &Ground, half: Half, bare: bool, costs: &mut Vec<Candidate>) {
        let wholes = half.wholes();
        let mut expected = std::mem::take(&mut self.expected);
        ground.general.costs(&wholes.symbols, &mut expected);
        let mut known = self.known[half.index()].take();
        let all = known.get_or_insert_with(|| wholes.glyphs.iter().map(|glyph| self.know(glyph)).collect());
        costs.clear();
        for ((expected, known), glyph) in expected.iter().zip(&*all).zip(&wholes.glyphs) {
            let (cost, paired) = self.rewarded(ground, glyph.class, expected.cost, known.any);
            let cost = cost + known.foreign + if bare { known.bare } else { 0.0 };
            costs.push(Candidate { cost, seen: expected.seen || paired, met: known.any > 0.0 });
        }
        self.known[half.index()] = known;
        self.expected = expected;
    }

    /// Whether one character was counted behind another.
    pub(super) fn is_pair(&self, last: char, next: char) -> bool {
        self.times('\0', last, next) > 0.0
    }

    /// Less than this no character costs that was not seen behind the last one, whatever that is.
    pub(super) fn floor(&self, next: &Glyph) -> f32 {
        let any = self.times('\0', '\0', next.class);
        self.rewarded(&Self::behind('\0', '\0'), next.class, next.symbol.least(), any).0
    }

    fn know(&self, glyph: &Glyph) -> Known {
        Known {
            any: self.times('\0', '\0', glyph.class),
            foreign: self.foreign(glyph),
            bare: self.reading_cost(glyph.char, false),
        }
    }

    /// What the language expects, or less where the text itself has the character, `any` times; and whether it has it
    /// behind the last one.
    #[inline]
    fn rewarded(&self, ground: &Ground, next: char, general: f32, any: f32) -> (f32, bool) {
        if any == 0.0 {
            return (general, false);
        }
        let mut alone = chance(general);
        // What the text has anywhere makes likelier what seldom is.
        if !(is_sign(ground.last) && is_sign(next)) {
            alone = alone.max((1.0 - ANY) * alone + ANY * any / self.total);
        }
        let [first, last] = [ground.first, ground.last];
        let one = self.times('\0', last, next);
        if one == 0.0 {
            return (bits(alone), false);
        }
        let behind_one = (one + PAIRS * alone) / (self.times('\0', '\0', last) + PAIRS);
        let two = self.times(first, last, next);
        let best = if two == 0.0 {
            behind_one
        } else {
            (two + TRIPLES * behind_one) / (self.times('\0', first, last) + TRIPLES)
        };
        (bits(best.max(alone)), true)
    }
}

/// The character behind a stop, if a mark and what follows it came of one: a sign that was a half of both.
fn behind_stop(rest: &[u8]) -> Option<char> {
    let (&sign, rest) = rest.split_first()?;
    let lead = wide_trail(char::from(sign))?;
    let next = std::str::from_utf8(rest.get(..3)?).ok()?.chars().next()?;
    let [first, _] = pair_of(next)?;
    char_of(lead, first)
}

/// Signs stand everywhere in a text, which says nothing of where they may.
fn is_sign(char: char) -> bool {
    matches!(
        char,
        '，' | '。'
            | '；'
            | '：'
            | '！'
            | '？'
            | '、'
            | '“'
            | '”'
            | '‘'
            | '’'
            | '《'
            | '》'
            | '（'
            | '）'
            | '—'
            | '…'
            | '·'
    )
}
