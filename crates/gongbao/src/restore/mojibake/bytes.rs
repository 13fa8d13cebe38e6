//! Back to the bytes that a text was misread from, and which of them the reading lost.

use std::cell::OnceCell;
use std::sync::LazyLock;

use gongbao_data::codes::{BIG5, BIG5_CLASSIC};

use super::super::gbk;

/// What a text was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Source {
    /// Windows-1252 or Latin-1.
    Latin,
    Gbk,
    /// Big5 as browsers know it.
    Big5,
    /// Big5 as it was first drawn up.
    ClassicBig5,
}

/// A byte of a text that was misread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Byte {
    Known(u8),
    /// Shown by a question mark: a byte that the reading lost, or a question mark.
    Lost,
    /// Lost, and nothing is known of it.
    Free,
    /// A character that stands for no bytes.
    None,
}

/// The bytes of a piece of text.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) bytes: Vec<Byte>,
    /// Where in the text the character starts that a byte came from; none inside a character.
    starts: Vec<u32>,
    length: usize,
}

const INSIDE: u32 = u32::MAX;

impl Seen {
    /// The place in the text that a byte begins at, if a character begins there.
    pub(super) fn boundary(&self, byte: usize) -> Option<usize> {
        match self.starts.get(byte) {
            Some(&INSIDE) => None,
            Some(&start) => Some(start as usize),
            None => Some(self.length),
        }
    }

    /// How many bytes the character has that begins at a byte.
    pub(super) fn width(&self, byte: usize) -> usize {
        1 + self.starts[byte + 1..].iter().take_while(|&&start| start == INSIDE).count()
    }

    fn push(&mut self, at: usize, bytes: &[Byte]) {
        for (index, &byte) in bytes.iter().enumerate() {
            self.bytes.push(byte);
            self.starts.push(if index == 0 { u32::try_from(at).unwrap_or(INSIDE - 1) } else { INSIDE });
        }
    }
}

/// A place as the bytes of each reading, each made when it is first asked for.
pub(super) struct Views<'t> {
    pub(super) text: &'t str,
    seen: [OnceCell<Seen>; 4],
}

impl<'t> Views<'t> {
    /// Of a place.
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, seen: [const { OnceCell::new() }; 4] }
    }

    /// The same, for good.
    pub(super) fn take(&mut self, source: Source) -> Option<Seen> {
        self.seen[source as usize].take()
    }

    /// The bytes that the place was read from, if it was read so.
    pub(super) fn of(&self, source: Source) -> &Seen {
        self.seen[source as usize].get_or_init(|| source.bytes(self.text))
    }
}

impl Source {
    /// The bytes of a text, if it was read so. A [`UNKNOWN`] stands for a character that is not known.
    pub(super) fn bytes(self, text: &str) -> Seen {
        // No character was more bytes than it is now.
        let (bytes, starts) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut seen = Seen { bytes, starts, length: text.len() };
        for (at, char) in text.char_indices() {
            match char {
                '?' | '\u{fffd}' => seen.push(at, &[Byte::Lost]),
                UNKNOWN if self == Self::Latin => seen.push(at, &[Byte::Free]),
                UNKNOWN => seen.push(at, &[Byte::Free; 2]),
                _ if char.is_ascii() => seen.push(at, &[Byte::Known(char as u8)]),
                _ if self == Self::Latin => seen.push(at, &[latin(char).map_or(Byte::None, Byte::Known)]),
                // A single byte to those who know the Euro.
                '€' if self == Self::Gbk => seen.push(at, &[Byte::Known(0x80)]),
                _ => match self.pair_of(char) {
                    Some(pair) => seen.push(at, &pair.map(Byte::Known)),
                    None => seen.push(at, &[Byte::None]),
                },
            }
        }
        seen
    }

    fn pair_of(self, char: char) -> Option<gbk::Pair> {
        match self {
            Self::Latin => None,
            Self::Gbk => gbk::pair_of(char),
            Self::Big5 => BIG5.pair_of(char),
            Self::ClassicBig5 => BIG5_CLASSIC.pair_of(char),
        }
    }

    /// Which bytes it loses.
    pub(super) fn loss(self) -> &'static Loss {
        match self {
            Self::Latin => &LATIN_LOSS,
            Self::Gbk => &GBK_LOSS,
            Self::Big5 => &BIG5_LOSS,
            Self::ClassicBig5 => &CLASSIC_LOSS,
        }
    }
}

/// A noncharacter, for a character that is not known.
pub(super) const UNKNOWN: char = '\u{fdd0}';

/// Which bytes a reading loses, before each byte: those that are no character with it.
pub(super) struct Loss {
    lost: Box<[[bool; 256]; 257]>,
    /// Whether no program loses others: one of single bytes has a character for all the rest.
    pub(super) exact: bool,
}

static LATIN_LOSS: LazyLock<Loss> =
    LazyLock::new(|| Loss::new(|byte, _| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D), true));
static GBK_LOSS: LazyLock<Loss> = LazyLock::new(|| Loss::new(|lead, trail| !strict_gbk(lead, trail), false));
static BIG5_LOSS: LazyLock<Loss> =
    LazyLock::new(|| Loss::new(|lead, trail| BIG5.char_of(lead, trail).is_none(), false));
static CLASSIC_LOSS: LazyLock<Loss> =
    LazyLock::new(|| Loss::new(|lead, trail| BIG5_CLASSIC.char_of(lead, trail).is_none(), false));

impl Loss {
    fn new(loses: impl Fn(u8, u8) -> bool, exact: bool) -> Self {
        let mut lost = Box::new([[false; 256]; 257]);
        for byte in 0x80..=0xFFu8 {
            for next in 0..=0xFFu8 {
                let gone = loses(byte, next);
                lost[usize::from(next)][usize::from(byte)] = gone;
                // Before a byte that is lost too, and so none of ASCII.
                lost[256][usize::from(byte)] |= gone && next >= 0x80;
            }
        }
        Self { lost, exact }
    }

    /// Whether the reading loses `byte` before `next`.
    pub(super) fn loses(&self, byte: u8, next: Option<Byte>) -> bool {
        match next {
            Some(Byte::Known(next)) => self.lost[usize::from(next)][usize::from(byte)],
            Some(Byte::Lost | Byte::Free) => self.lost[256][usize::from(byte)],
            None | Some(Byte::None) => self.lost[usize::from(b'\n')][usize::from(byte)],
        }
    }
}

/// Whether GBK, without private use and what GB18030 put in later, has a character.
fn strict_gbk(lead: u8, trail: u8) -> bool {
    gbk::char_of(lead, trail).is_some_and(|char| !('\u{e000}'..='\u{f8ff}').contains(&char))
        && lead != 0xFE
        && !matches!(
            (lead, trail),
            (0xA2, 0xE3)
                | (0xA6, 0xD9..=0xDF | 0xEC | 0xED | 0xF3)
                | (0xA8, 0xBC | 0xBF)
                | (0xA9, 0x89..=0x95)
        )
}

/// The byte of a character in Windows-1252; one that it has no character for stays itself.
fn latin(char: char) -> Option<u8> {
    if let Ok(byte) = u8::try_from(char as u32) {
        return Some(byte);
    }
    Some(match char {
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_lost_is_known() {
        let loss = Source::Gbk.loss();
        // 一 ends in 80, which begins nothing; 年 ends in B4, which begins a character before most bytes.
        assert!(loss.loses(0x80, Some(Byte::Known(0xE4))));
        assert!(!loss.loses(0xB4, Some(Byte::Known(0xE4))));
        assert!(loss.loses(0xB4, Some(Byte::Known(b'2'))) && loss.loses(0xB4, None));
        assert!(Source::ClassicBig5.loss().loses(0xC8, Some(Byte::Known(0xFD))));
        assert!(!Source::Latin.loss().loses(0x80, None) && Source::Latin.loss().loses(0x81, None));
    }

    #[test]
    fn bytes_know_their_characters() {
        let seen = Source::Gbk.bytes("1骞?");
        assert_eq!(seen.bytes[0], Byte::Known(b'1'));
        assert_eq!((seen.bytes[1], seen.bytes[2]), (Byte::Known(0xE5), Byte::Known(0xB9)));
        assert_eq!((seen.boundary(1), seen.boundary(2), seen.boundary(3)), (Some(1), None, Some(4)));
        assert_eq!((seen.width(1), seen.boundary(4)), (2, Some(5)));
    }
}
