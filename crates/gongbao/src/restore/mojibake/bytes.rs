//! Back to the bytes that a text was misread from.

use encoding_rs::BIG5;

use super::super::gbk::pair_of;

/// What a text was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// Windows-1252 or Latin-1.
    Latin,
    Gbk,
    Big5,
}

/// The bytes of a line; `None` is a byte that was lost, or a question mark.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) bytes: Vec<Option<u8>>,
    /// Where in the line the character starts that a byte came from; none inside a character.
    starts: Vec<Option<u32>>,
    length: usize,
}

impl Seen {
    /// The place in the line that a byte begins at, if a character begins there.
    pub(super) fn boundary(&self, byte: usize) -> Option<usize> {
        match self.starts.get(byte) {
            Some(start) => start.map(|start| start as usize),
            None => Some(self.length),
        }
    }

    fn push(&mut self, at: usize, bytes: &[Option<u8>]) {
        for (index, &byte) in bytes.iter().enumerate() {
            self.bytes.push(byte);
            self.starts.push((index == 0).then(|| u32::try_from(at).unwrap_or(u32::MAX)));
        }
    }
}

impl Source {
    /// The bytes of a line, if it can have been read so.
    pub(super) fn bytes(self, line: &str) -> Option<Seen> {
        let mut seen = Seen { length: line.len(), ..Seen::default() };
        for (at, char) in line.char_indices() {
            match char {
                '?' | '\u{fffd}' if self != Self::Latin => seen.push(at, &[None]),
                _ if char.is_ascii() => seen.push(at, &[Some(char as u8)]),
                _ => match self {
                    Self::Latin => seen.push(at, &[Some(latin(char)?)]),
                    Self::Gbk => {
                        let pair = pair_of(char)?;
                        seen.push(at, &pair.map(Some));
                    }
                    Self::Big5 => {
                        let mut buffer = [0; 4];
                        let (bytes, _, lost) = BIG5.encode(char.encode_utf8(&mut buffer));
                        match (&*bytes, lost) {
                            (&[lead, trail], false) => seen.push(at, &[Some(lead), Some(trail)]),
                            _ => seen.push(at, &[None, None]),
                        }
                    }
                },
            }
        }
        Some(seen)
    }
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
