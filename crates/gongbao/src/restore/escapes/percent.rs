//! Percent-encoded UTF-8, and GBK as old forms sent it.

use encoding_rs::GBK;

use crate::restore::chars::is_han;

/// How far percent signs are escapes in a text.
#[derive(Debug)]
pub(super) struct Percent {
    /// The text has nothing beyond ASCII but in escapes: every one of them is meant, `%28` too.
    whole: bool,
}

impl Percent {
    /// `None` if no percent sign begins an escaped character.
    pub(super) fn of(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr(b'%', &bytes[at..]) {
            let (length, wide) = run(&text[at + found..]);
            if wide || gbk(text, at + found).is_some() {
                return Some(Self { whole: text.is_ascii() });
            }
            at += found + length.max(1);
        }
        None
    }

    /// The run of escapes that begins at `at`: its length, and what it stands for.
    pub(super) fn read(&self, text: &str, at: usize) -> Option<(usize, String)> {
        if let Some(found) = gbk(text, at) {
            return (!is_in_address(text, at)).then_some(found);
        }
        let (length, wide) = run(&text[at..]);
        if length == 0 || !(wide || self.whole) || is_in_address(text, at) {
            return None;
        }
        let mut now = decode(&text[at..at + length])?;
        while run(&now).1 {
            now = decode(&now)?;
        }
        Some((length, now))
    }
}

/// How long the run of escapes at the beginning is, in bytes, and whether it spells a character beyond ASCII.
fn run(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let (mut at, mut wide) = (0, false);
    while let Some(first) = byte(bytes, at) {
        let width = match first {
            0x00..=0x7F => 1,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => break,
        };
        // %25E4 is an escape of an escape.
        if first == b'%'
            && bytes.get(at + 3..at + 5).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        {
            let inner =
                bytes[at + 3..at + 5].first().is_some_and(|&b| matches!(b, b'c'..=b'f' | b'C'..=b'F'));
            wide |= inner && byte(bytes, at + 5) == Some(b'%');
            at += if wide { 5 } else { 3 };
            continue;
        }
        let mut unit = [0; 4];
        for (index, slot) in unit[..width].iter_mut().enumerate() {
            *slot = match byte(bytes, at + 3 * index) {
                Some(byte) => byte,
                None => return (at, wide),
            };
        }
        if std::str::from_utf8(&unit[..width]).is_err() {
            break;
        }
        wide |= width > 1;
        at += 3 * width;
    }
    (at, wide)
}

/// `%B9%D8%B9%A4`: a run of escapes from its beginning that is no UTF-8, and GBK for at least two Han characters.
fn gbk(text: &str, at: usize) -> Option<(usize, String)> {
    const LEAST: usize = 2;
    let bytes = text.as_bytes();
    // Only a run as a whole tells, and each is looked at once.
    let inside = at.checked_sub(3).is_some_and(|before| byte(bytes, before).is_some());
    if inside || byte(bytes, at)? < 0x81 {
        return None;
    }
    let mut spelt = Vec::new();
    while let Some(byte) = byte(bytes, at + 3 * spelt.len()) {
        spelt.push(byte);
    }
    if std::str::from_utf8(&spelt).is_ok() {
        return None;
    }
    let now = GBK.decode_without_bom_handling_and_without_replacement(&spelt)?;
    let plain = |c: char| {
        is_han(c)
            || c.is_ascii_graphic()
            || c == ' '
            || ('\u{3000}'..='\u{303f}').contains(&c)
            || ('\u{ff00}'..='\u{ff5e}').contains(&c)
            || matches!(c, '“' | '”' | '—' | '…' | '·')
    };
    let han = now.chars().filter(|&c| is_han(c)).count();
    (han >= LEAST && now.chars().all(plain)).then(|| (3 * spelt.len(), now.into_owned()))
}

/// The byte that `%XX` at `at` spells.
fn byte(bytes: &[u8], at: usize) -> Option<u8> {
    let [b'%', high, low] = bytes.get(at..at + 3)? else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()
}

fn decode(run: &str) -> Option<String> {
    let bytes = run.as_bytes();
    let (mut now, mut at) = (Vec::with_capacity(bytes.len() / 3), 0);
    while at < bytes.len() {
        match byte(bytes, at) {
            Some(byte) => {
                now.push(byte);
                at += 3;
            }
            None => {
                now.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(now).ok()
}

/// Whether an address stands around it, in which escapes belong.
fn is_in_address(text: &str, at: usize) -> bool {
    /// Longer than any address before its escapes.
    const FAR: usize = 2048;
    let mut from = at.saturating_sub(FAR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let before = &text[from..at];
    let word =
        before.rfind(|c: char| c.is_whitespace() || !c.is_ascii()).map_or(before, |end| &before[end..]);
    word.contains("://") || word.contains("www.")
}
