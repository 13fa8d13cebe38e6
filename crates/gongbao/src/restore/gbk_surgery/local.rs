//! What the text itself says elsewhere: counts of its own pairs and triples of characters.
//!
//! A report names its places, bodies and slogans again and again, and damage hits only some of the times. So what
//! was seen in the sound parts of the text weighs more than what reports say in general.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use gongbao_data::language::{Behind, Symbol};

use super::super::language::class;
use super::tokens::reading_length;

/// How much the general expectation counts against what was seen behind one character, and behind two.
const PAIRS: f32 = 120.0;
const TRIPLES: f32 = 6.0;
/// How far it counts that a character stands anywhere in the text.
const ANY: f32 = 0.015;
/// A text is counted so far, in bytes: enough to know its words.
const FARTHEST: usize = 1 << 22;

/// The counts.
pub(super) struct Local {
    /// By character of the basic plane.
    alone: Vec<u32>,
    /// Of pairs and triples.
    rows: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    /// How many characters were counted.
    total: f32,
    /// How often a character carries a reading, and how often it does not.
    read: HashMap<char, [u32; 2], BuildHasherDefault<Mix>>,
}

/// What stands before the next character, looked up once for all that may come.
#[derive(Clone, Copy)]
pub(super) struct Ground {
    general: Behind,
    first: char,
    last: char,
    /// How often the last one and the last two were counted.
    one: f32,
    two: f32,
}

/// What it costs to take a character for one that carries a reading where elsewhere it does not, or the other way.
const AGAINST: f32 = 10.0;
const UNKNOWN: f32 = 4.0;

impl Local {
    /// Counts the sound parts of a text: a mark may begin damage, which ends at the next ASCII character that is no
    /// part of a reading.
    pub(super) fn of(text: &str) -> Self {
        let mut local =
            Self { alone: vec![0; 0x10000], rows: HashMap::default(), total: 1.0, read: HashMap::default() };
        let end = (0..=FARTHEST.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let text = &text[..end];
        let (mut first, mut last) = ('^', '^');
        let mut sound = true;
        let mut at = 0;
        while let Some(char) = text[at..].chars().next() {
            at += char.len_utf8();
            if matches!(char, '(' | '?')
                && let Some(length) = reading_length(&text[at..])
            {
                at += length;
                sound &= char == '(';
                continue;
            }
            if char == '?' {
                sound = false;
                (first, last) = ('\0', '\0');
                continue;
            }
            if !sound {
                // The sign behind a mark is the one that did the damage, and an ASCII byte from 40 on may be half of
                // a character.
                sound = char < '@' && !text[..at - 1].ends_with('?');
                (first, last) = ('\0', '\0');
                if !sound {
                    continue;
                }
            }
            if !char.is_ascii() {
                let carries = text[at..].starts_with('(') && reading_length(&text[at + 1..]).is_some();
                local.read.entry(char).or_default()[usize::from(!carries)] += 1;
            }
            let next = class(char);
            local.total += 1.0;
            if let Some(count) = local.alone.get_mut(next as usize) {
                *count += 1;
            }
            if last != '\0' {
                for key in [key('\0', last, next), key(first, last, next)] {
                    *local.rows.entry(key).or_default() += 1;
                }
            }
            (first, last) = (last, next);
        }
        local
    }

    /// What it costs that a character carries a reading, or none: a page that annotates a character does it wherever
    /// the character stands.
    pub(super) fn reading_cost(&self, char: char, carries: bool) -> f32 {
        match self.read.get(&char) {
            Some([with, without]) if (with > without) == carries => 0.0,
            Some(_) => AGAINST,
            None if carries => UNKNOWN,
            None => 0.0,
        }
    }

    fn count(&self, first: char, last: char, next: char) -> f32 {
        self.rows.get(&key(first, last, next)).map_or(0.0, |&count| count as f32)
    }

    fn anywhere(&self, char: char) -> f32 {
        self.alone.get(char as usize).map_or(0.0, |&count| count as f32)
    }

    /// Behind `first` and `last`, as [`class`] gives them.
    pub(super) fn behind(&self, first: char, last: char) -> Ground {
        let general = Behind::new(Symbol::of(first), Symbol::of(last));
        let one = self.anywhere(last);
        let two = if one == 0.0 { 0.0 } else { self.count('\0', first, last) };
        Ground { general, first, last, one, two }
    }

    /// The cost of `next`, of which `symbol` is the number in the language, in bits.
    pub(super) fn cost(&self, ground: &Ground, next: char, symbol: Symbol) -> f32 {
        if next == '0' && ground.last == '0' {
            return 1.0;
        }
        let general = ground.general.cost(symbol);
        if matches!(next, '0' | '^') {
            return general;
        }
        let any = self.anywhere(next);
        if any == 0.0 {
            return general;
        }
        let alone = (-general).exp2();
        let alone = if is_sign(ground.last) && is_sign(next) {
            alone
        } else {
            (1.0 - ANY).mul_add(alone, ANY * any / self.total).max(alone)
        };
        let one = if ground.one == 0.0 { 0.0 } else { self.count('\0', ground.last, next) };
        if one == 0.0 {
            return -alone.log2();
        }
        let behind_one = (one + PAIRS * alone) / (ground.one + PAIRS);
        let two = if ground.two == 0.0 { 0.0 } else { self.count(ground.first, ground.last, next) };
        let behind_two = (two + TRIPLES * behind_one) / (ground.two + TRIPLES);
        let best = if two > 0.0 { behind_two.max(alone) } else { behind_one.max(alone) };
        -best.log2()
    }
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

fn key(first: char, last: char, next: char) -> u64 {
    u64::from(first as u32) << 42 | u64::from(last as u32) << 21 | u64::from(next as u32)
}

/// One multiplication: the keys are numbers of our own making.
#[derive(Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }

    fn write_u64(&mut self, value: u64) {
        let mixed = (self.0 ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = mixed ^ mixed >> 29;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
