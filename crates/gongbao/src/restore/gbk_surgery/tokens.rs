//! What a damaged line is made of: double bytes, single bytes, marks, inserted readings.

use std::cell::OnceCell;
use std::ops::Range;

use gongbao_data::sounds;

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
        /// Asked of [`Tokens::sound`].
        reading: Option<usize>,
    },
    /// `(reading)`, or `reading)` behind a mark: the number to ask [`Tokens::sound`] by.
    Reading(usize),
    /// A character that GBK does not hold.
    Other(char),
}

/// The pieces of a line.
pub(super) struct Tokens<'t> {
    pub(super) list: Vec<Token>,
    /// The readings, and which characters are read so, once that was asked.
    readings: Vec<(&'t str, OnceCell<Sound>)>,
    /// Before which token the last parenthesis stands that closes and that nothing opened.
    pub(super) unopened: usize,
}

/// The trail byte of the wide opening parenthesis.
const OPENING: u8 = 0xA8;

/// The trail byte of the wide sign that an ASCII one stands for.
#[inline]
pub(super) fn wide_trail(char: char) -> Option<u8> {
    Some(match char {
        '(' => OPENING,
        ',' => 0xAC,
        ':' => 0xBA,
        ';' => 0xBB,
        '!' => 0xA1,
        ')' => 0xA9,
        _ => return None,
    })
}

/// The longest reading, `chuāng`, with room for a space.
const LONGEST: usize = 12;

impl<'t> Tokens<'t> {
    pub(super) fn of(text: &'t str, range: Range<usize>) -> Self {
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
                    None => tokens.push(at..end, Kind::Sign('(', OPENING)),
                },
                // No byte of a character is left in a run of marks: what stood there nothing tells.
                '?' if let Some(run) = run(text, &range, at) => {
                    for mark in at..at + run {
                        tokens.push(mark..mark + 1, Kind::Byte(b'?'));
                    }
                    at += run;
                    continue;
                }
                '?' | '\u{FFFD}' => {
                    let reading = tokens.reading(rest);
                    tokens.push(at..end, Kind::Mark { reading: reading.map(|(reading, _)| reading) });
                    if let Some((reading, length)) = reading {
                        tokens.push(end..end + length, Kind::Reading(reading));
                        at = end + length;
                        continue;
                    }
                }
                _ => {
                    let kind = match (wide_trail(char), pair_of(char)) {
                        (Some(trail), _) => Kind::Sign(char, trail),
                        (_, _) if char.is_ascii() => Kind::Byte(char as u8),
                        (_, Some(pair)) => Kind::Wide(char, pair),
                        _ => Kind::Other(char),
                    };
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

    /// Which characters are read as a reading says.
    pub(super) fn sound(&self, reading: usize) -> Sound {
        self.readings
            .get(reading)
            .map_or(Sound::default(), |(text, sound)| *sound.get_or_init(|| Sound::of(text)))
    }

    fn push(&mut self, range: Range<usize>, kind: Kind) {
        self.list.push(Token { range, kind });
    }

    /// A toned reading and its closing parenthesis at the start of a text: its index and length.
    fn reading(&mut self, text: &'t str) -> Option<(usize, usize)> {
        let length = reading_length(text)?;
        self.readings.push((text[..length - 1].trim_end(), OnceCell::new()));
        Some((self.readings.len() - 1, length))
    }
}

/// How many marks stand in a run that tells nothing: four, three where a line begins, or two where it ends. Two may be
/// all that is left of 海口, if what follows them tells.
fn run(text: &str, line: &Range<usize>, at: usize) -> Option<usize> {
    let run = text[at..].bytes().take_while(|&byte| byte == b'?').count();
    let begins = at == line.start && !text[..at].ends_with(|char: char| char != '\n');
    let ends = at + run == line.end;
    (run >= 4 || run >= 3 && begins || run >= 2 && ends).then_some(run)
}

/// Readings that have no tone.
const LIGHT: [&str; 8] = ["men", "me", "ma", "ne", "zhe", "le", "de", "ge"];

/// The length of a toned reading and its closing parenthesis at the start of a text.
pub(super) fn reading_length(text: &str) -> Option<usize> {
    // Most parentheses hold something else, which its first byte tells.
    if !matches!(text.as_bytes().first(), Some(b'a'..=b'z' | 0xC3..=0xC7)) {
        return None;
    }
    let close = text.bytes().take(LONGEST).position(|byte| byte == b')')?;
    let inside = text[..close].trim_end();
    let pinyin = |char: char| {
        char.is_ascii_lowercase()
            || matches!(
                char,
                'ā' | 'á'
                    | 'ǎ'
                    | 'à'
                    | 'ē'
                    | 'é'
                    | 'ě'
                    | 'è'
                    | 'ī'
                    | 'í'
                    | 'ǐ'
                    | 'ì'
                    | 'ō'
                    | 'ó'
                    | 'ǒ'
                    | 'ò'
                    | 'ū'
                    | 'ú'
                    | 'ǔ'
                    | 'ù'
                    | 'ǖ'
                    | 'ǘ'
                    | 'ǚ'
                    | 'ǜ'
                    | 'ü'
            )
    };
    let reads = if inside.is_ascii() { LIGHT.contains(&inside) } else { inside.chars().all(pinyin) };
    reads.then_some(close + 1)
}

/// A character that is read in some way.
pub(super) struct Read {
    pub(super) char: char,
    /// Whether that is its usual reading.
    pub(super) usual: bool,
}

/// The characters that are read alike.
#[derive(Clone, Copy, Default)]
pub(super) struct Sound {
    /// Those whose usual reading it is, and those that have it, too.
    usual: &'static str,
    other: &'static str,
}

impl Sound {
    fn of(reading: &str) -> Self {
        sounds()
            .get(reading)
            .map_or(Self::default(), |row| Self { usual: row.column(1), other: row.column(2) })
    }

    /// Those that begin with a byte.
    pub(super) fn from(self, lead: u8) -> impl Iterator<Item = Read> {
        let read = |usual| move |char| Read { char, usual };
        let all = self.usual.chars().map(read(true)).chain(self.other.chars().map(read(false)));
        all.filter(move |read| pair_of(read.char).is_some_and(|[first, _]| first == lead))
    }

    /// Whether a character is read so.
    pub(super) fn reads(self, char: char) -> bool {
        self.usual.contains(char) || self.other.contains(char)
    }
}
