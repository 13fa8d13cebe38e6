//! What a damaged line is made of: double bytes, single bytes, marks, inserted readings.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use gongbao_data::readings;

use super::super::gbk::{Pair, pair_of};

/// A piece of a line.
#[derive(Debug)]
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// A character of two bytes.
    Wide(char, Pair),
    /// A wide sign that became ASCII, or an ASCII sign: the trail byte of the wide one, whose lead is A3.
    Sign(char, u8),
    /// Another single byte.
    Byte(u8),
    /// A question mark; with the reading that was put in behind the byte it stands for, if there is one.
    Mark {
        /// Index into [`Tokens::readings`].
        reading: Option<usize>,
    },
    /// `(reading)`, or `reading)` behind a mark: index into [`Tokens::readings`].
    Reading(usize),
    /// A character that GBK does not hold.
    Other(char),
}

/// The pieces of a line.
pub(super) struct Tokens {
    pub(super) list: Vec<Token>,
    /// The readings: which characters are read so.
    pub(super) readings: Vec<&'static Sound>,
    /// Before which token the last parenthesis stands that closes and that nothing opened.
    pub(super) unopened: usize,
}

/// The longest reading, `chuāng`, with room for a space.
const LONGEST: usize = 12;

impl Tokens {
    pub(super) fn of(text: &str, range: Range<usize>) -> Self {
        let mut tokens = Self { list: Vec::new(), readings: Vec::new(), unopened: 0 };
        let mut at = range.start;
        while let Some(char) = text[at..range.end].chars().next() {
            let end = at + char.len_utf8();
            let rest = &text[end..range.end];
            match char {
                '(' => match tokens.reading(rest) {
                    Some((reading, length)) => {
                        tokens.push(at..end + length, Kind::Reading(reading));
                        at = end + length;
                        continue;
                    }
                    None => tokens.push(at..end, Kind::Sign('(', 0xA8)),
                },
                '?' => {
                    let reading = tokens.reading(rest);
                    tokens.push(at..end, Kind::Mark { reading: reading.map(|(reading, _)| reading) });
                    if let Some((reading, length)) = reading {
                        tokens.push(end..end + length, Kind::Reading(reading));
                        at = end + length;
                        continue;
                    }
                }
                ',' => tokens.push(at..end, Kind::Sign(char, 0xAC)),
                ':' => tokens.push(at..end, Kind::Sign(char, 0xBA)),
                ';' => tokens.push(at..end, Kind::Sign(char, 0xBB)),
                '!' => tokens.push(at..end, Kind::Sign(char, 0xA1)),
                ')' => tokens.push(at..end, Kind::Sign(char, 0xA9)),
                _ if char.is_ascii() => tokens.push(at..end, Kind::Byte(char as u8)),
                _ => {
                    let kind = pair_of(char).map_or(Kind::Other(char), |pair| Kind::Wide(char, pair));
                    tokens.push(at..end, kind);
                }
            }
            at = end;
        }
        let mut open = 0_usize;
        for (index, token) in tokens.list.iter().enumerate() {
            match token.kind {
                Kind::Sign('(', _) => open += 1,
                Kind::Sign(')', _) if open == 0 => tokens.unopened = index,
                Kind::Sign(')', _) => open -= 1,
                _ => {}
            }
        }
        tokens
    }

    fn push(&mut self, range: Range<usize>, kind: Kind) {
        self.list.push(Token { range, kind });
    }

    /// A toned reading and its closing parenthesis at the start of a text: its index and length.
    fn reading(&mut self, text: &str) -> Option<(usize, usize)> {
        let length = reading_length(text)?;
        self.readings.push(SOUNDS.get(text[..length - 1].trim_end()).unwrap_or(&SILENCE));
        Some((self.readings.len() - 1, length))
    }
}

/// Readings that have no tone.
const LIGHT: [&str; 8] = ["men", "me", "ma", "ne", "zhe", "le", "de", "ge"];

/// The length of a toned reading and its closing parenthesis at the start of a text.
pub(super) fn reading_length(text: &str) -> Option<usize> {
    let close = text.bytes().take(LONGEST).position(|byte| byte == b')')?;
    let inside = text[..close].trim_end();
    let pinyin = |char: char| char.is_ascii_lowercase() || "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü".contains(char);
    let reads = if inside.is_ascii() { LIGHT.contains(&inside) } else { inside.chars().all(pinyin) };
    reads.then_some(close + 1)
}

/// A character that is read in some way.
pub(super) struct Read {
    pub(super) char: char,
    lead: u8,
    /// Whether that is its usual reading.
    pub(super) usual: bool,
}

/// The characters that are read alike, in the order of their first bytes.
pub(super) struct Sound(Vec<Read>);

impl Sound {
    /// Those that begin with a byte.
    pub(super) fn from(&self, lead: u8) -> &[Read] {
        let start = self.0.partition_point(|read| read.lead < lead);
        let end = self.0.partition_point(|read| read.lead <= lead);
        &self.0[start..end]
    }

    /// Whether a character is read so.
    pub(super) fn reads(&self, char: char) -> bool {
        pair_of(char).is_some_and(|[lead, _]| self.from(lead).iter().any(|read| read.char == char))
    }
}

static SILENCE: Sound = Sound(Vec::new());

/// By reading.
static SOUNDS: LazyLock<HashMap<&'static str, Sound>> = LazyLock::new(|| {
    let mut sounds: HashMap<&'static str, Sound> = HashMap::new();
    for row in readings().rows() {
        let Some((char, [lead, _])) = row.key().chars().next().and_then(|char| Some((char, pair_of(char)?)))
        else {
            continue;
        };
        for (rank, reading) in row.column(1).split(',').enumerate() {
            let sound = sounds.entry(reading).or_insert_with(|| Sound(Vec::new()));
            sound.0.push(Read { char, lead, usual: rank == 0 });
        }
    }
    for sound in sounds.values_mut() {
        sound.0.sort_by_key(|read| read.lead);
    }
    sounds
});
