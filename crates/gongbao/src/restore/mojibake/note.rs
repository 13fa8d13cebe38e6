//! The reading behind a character, `关(guān)`: it tells what a lost character was, and is none of its company.

use gongbao_data::readings;

use super::super::pinyin::letter;
use super::bytes::Byte;
use super::options::Target;

/// A reading in parentheses has no more bytes.
const LONGEST: usize = 16;

/// A reading in the bytes of a text.
pub(super) struct Note {
    /// Its characters, from parenthesis to parenthesis, and where each ends; none where bytes were lost.
    pub(super) chars: Vec<(Option<char>, usize)>,
}

impl Note {
    /// The one that begins at a byte.
    pub(super) fn at(bytes: &[Byte], from: usize, target: Target) -> Option<Self> {
        if bytes.get(from) != Some(&Byte::Known(b'(')) {
            return None;
        }
        let mut chars = vec![(Some('('), from + 1)];
        let mut at = from + 1;
        while at < bytes.len().min(from + LONGEST) {
            let (char, length) = match target.sure(&bytes[at..]) {
                Some((char, length)) => (Some(char), length),
                // A letter with its tone has two bytes in every code.
                None => (None, 1 + usize::from(bytes.get(at + 1).is_some_and(|next| !is_ascii(*next)))),
            };
            at += length;
            chars.push((char, at));
            match char {
                Some(')') => return (chars.len() > 2).then_some(Self { chars }),
                Some(' ') | None => {}
                Some(char) if letter(char).is_some() => {}
                Some(_) => return None,
            }
        }
        None
    }

    /// Where it ends.
    pub(super) fn end(&self) -> Option<usize> {
        self.chars.last().map(|&(_, to)| to)
    }

    /// The letters of a reading of a character, if one of them is this.
    pub(super) fn reads(&self, char: char) -> Option<Vec<char>> {
        let letters = || self.chars[1..self.chars.len() - 1].iter().filter(|letter| letter.0 != Some(' '));
        let mut buffer = [0; 4];
        let row = readings().get(char.encode_utf8(&mut buffer))?;
        let fits = |reading: &&str| {
            let mut wanted = reading.chars();
            letters().all(|&(seen, _)| {
                wanted.next().is_some_and(|char| seen.is_none_or(|seen| sounds(seen, char)))
            }) && wanted.next().is_none()
        };
        row.column(1).split(',').find(fits).map(|reading| reading.chars().collect())
    }
}

/// How many characters at the end of some are a reading.
pub(super) fn behind(chars: impl Iterator<Item = char>) -> usize {
    for (count, char) in chars.take(LONGEST).enumerate() {
        match (count, char) {
            (0, ')') => {}
            (2.., '(') => return count + 1,
            (1.., char) if char == ' ' || char == '?' || letter(char).is_some() => {}
            _ => return 0,
        }
    }
    0
}

/// Whether a letter is one of a reading, with its tone or with none.
fn sounds(seen: char, wanted: char) -> bool {
    match (letter(seen), letter(wanted)) {
        (Some((seen, tone)), Some((wanted, own))) => seen == wanted && (tone == 0 || tone == own),
        _ => false,
    }
}

fn is_ascii(byte: Byte) -> bool {
    matches!(byte, Byte::Known(byte) if byte.is_ascii())
}
