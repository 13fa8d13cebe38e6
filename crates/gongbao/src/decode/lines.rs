//! Two encodings in one file: pages put together from parts change encoding at a line end, and now and then inside a line.

use std::ops::Range;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8};

use super::guess::Looks;
use crate::report::Warning;
use crate::span::SourceSpan;

/// Lines in another encoding than the rest.
#[derive(Debug)]
pub(super) struct Stranger {
    start: usize,
    end: usize,
    encoding: &'static Encoding,
}

impl Stranger {
    pub(super) fn warning(&self) -> Warning {
        Warning {
            code: "mixed-encoding",
            source: SourceSpan::new(self.start, self.end),
            message: format!("read as {}, unlike the rest", super::name(self.encoding)),
        }
    }
}

/// Decodes line by line: in `main`, but for lines and runs that are sound in another encoding and not in this one.
pub(super) fn decode(bytes: &[u8], main: &'static Encoding) -> (String, Vec<Stranger>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut strangers: Vec<Stranger> = Vec::new();
    // Where the run in the main encoding began that is not decoded yet.
    let (mut from, mut at) = (0, 0);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let parts = match stranger(line, main) {
            Some((read, encoding)) => vec![(0..line.len(), read, encoding)],
            None => runs(line, main),
        };
        for (range, read, encoding) in parts {
            text.push_str(&main.decode_without_bom_handling(&bytes[from..at + range.start]).0);
            let start = text.len();
            text.push_str(&read);
            match strangers.last_mut() {
                Some(last) if last.end == start && last.encoding == encoding => last.end = text.len(),
                _ => strangers.push(Stranger { start, end: text.len(), encoding }),
            }
            from = at + range.end;
        }
        at += line.len();
    }
    text.push_str(&main.decode_without_bom_handling(&bytes[from..]).0);
    (text, strangers)
}

/// A line that is another encoding's, and its reading.
fn stranger(line: &[u8], main: &'static Encoding) -> Option<(String, &'static Encoding)> {
    if line.is_ascii() {
        return None;
    }
    if main == UTF_8 {
        if std::str::from_utf8(line).is_ok() || super::guess::is_broken_utf8(line) {
            return None;
        }
        return [GB18030, BIG5]
            .into_iter()
            .filter_map(|encoding| {
                let text = encoding.decode_without_bom_handling_and_without_replacement(line)?;
                let score = Looks::of(&text).score();
                (score > SENSE).then(|| (score, text.into_owned(), encoding))
            })
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .map(|(_, text, encoding)| (text, encoding));
    }
    if let Some(read) = other_legacy(line, main) {
        return Some(read);
    }
    // By chance two bytes pass as UTF-8, but not three by three, with sense.
    let text = std::str::from_utf8(line).ok().filter(|text| text.chars().any(|c| c >= '\u{800}'))?;
    let other = main.decode_without_bom_handling(line).0;
    let score = Looks::of(text).score();
    (score > SENSE && score > Looks::of(&other).score()).then(|| (text.to_owned(), UTF_8))
}

/// A line that is far better read in the other encoding of double bytes.
fn other_legacy(line: &[u8], main: &'static Encoding) -> Option<(String, &'static Encoding)> {
    /// What so many bytes say, and by so much.
    const LEAST: usize = 10;
    const BETTER: f64 = 0.4;
    let other = if main == GB18030 { BIG5 } else { GB18030 };
    if line.iter().filter(|byte| !byte.is_ascii()).count() < LEAST {
        return None;
    }
    let text = other.decode_without_bom_handling_and_without_replacement(line)?;
    let usual = main.decode_without_bom_handling(line).0;
    let score = Looks::of(&text).score();
    (score > SENSE / 2.0 && score > Looks::of(&usual).score() + BETTER).then(|| (text.into_owned(), other))
}

/// Runs inside a line that another program wrote: where they are, what they say, and in which encoding.
fn runs(line: &[u8], main: &'static Encoding) -> Vec<(Range<usize>, String, &'static Encoding)> {
    if line.is_ascii() {
        return Vec::new();
    }
    if main == UTF_8 { double_in_utf8(line) } else { utf8_in_double(line, main) }
}

/// Above this a run makes sense.
const SENSE: f64 = 0.5;

/// Runs of double bytes in a line of UTF-8.
fn double_in_utf8(line: &[u8]) -> Vec<(Range<usize>, String, &'static Encoding)> {
    /// Bytes that pass as UTF-8 by chance, between others that do not.
    const CHANCE: usize = 4;
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for chunk in line.utf8_chunks() {
        let valid = chunk.valid();
        // A letter of two bytes beside what is no UTF-8 is half of something.
        let tail = valid.len() - valid.trim_end_matches(|char| ('\u{80}'..='\u{7ff}').contains(&char)).len();
        let start = at + valid.len() - tail;
        let end = at + valid.len() + chunk.invalid().len();
        at = end;
        if chunk.invalid().is_empty() {
            continue;
        }
        match found.last_mut() {
            Some(last) if start <= last.end + CHANCE => last.end = end,
            _ => found.push(start..end),
        }
    }
    let read = |mut range: Range<usize>| {
        // The last byte of a pair may be ASCII, or have passed for a letter.
        let rest = std::str::from_utf8(&line[range.end..]).unwrap_or_default();
        let letters =
            rest.len() - rest.trim_start_matches(|char| ('\u{80}'..='\u{7ff}').contains(&char)).len();
        range.end += letters;
        let ends = [range.end, (range.end + 1).min(line.len())];
        let tries =
            ends.into_iter().flat_map(|end| [GB18030, BIG5].map(|encoding| (range.start..end, encoding)));
        let read = tries.filter_map(|(range, encoding)| {
            let text = encoding.decode_without_bom_handling_and_without_replacement(&line[range.clone()])?;
            let score = Looks::of(&text).score();
            (score > SENSE && text.chars().count() > 1).then(|| (score, range, text.into_owned(), encoding))
        });
        read.reduce(|best, next| if next.0 > best.0 { next } else { best })
    };
    found.into_iter().filter_map(read).map(|(_, range, text, encoding)| (range, text, encoding)).collect()
}

/// Runs of UTF-8 in a line of double bytes: three characters of three bytes and more, one behind the other.
fn utf8_in_double(line: &[u8], main: &'static Encoding) -> Vec<(Range<usize>, String, &'static Encoding)> {
    const LEAST: usize = 3;
    let three = |at: usize| matches!(line[at..], [0xE2..=0xEF, 0x80..=0xBF, 0x80..=0xBF, ..]);
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let start = at;
        let mut wide = 0;
        while at < line.len() && (three(at) || wide > 0 && line[at].is_ascii()) {
            let width = if three(at) { 3 } else { 1 };
            wide += usize::from(width == 3);
            at += width;
        }
        if wide >= LEAST {
            let ascii = line[start..at].iter().rev().take_while(|byte| byte.is_ascii()).count();
            let range = start..at - ascii;
            if let Ok(text) = std::str::from_utf8(&line[range.clone()]) {
                let score = Looks::of(text).score();
                let other = main.decode_without_bom_handling(&line[range.clone()]).0;
                if score > SENSE && score > Looks::of(&other).score() + SENSE / 2.0 {
                    found.push((range, text.to_owned(), UTF_8));
                }
            }
        }
        at = at.max(start + 1);
    }
    found
}
