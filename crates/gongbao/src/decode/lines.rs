//! Two encodings in one file: pages put together from parts change encoding at a line end.

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

/// Decodes line by line: in `main`, but for lines that are sound in another encoding and not in this one.
pub(super) fn decode(bytes: &[u8], main: &'static Encoding) -> (String, Vec<Stranger>) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let mut strangers: Vec<Stranger> = Vec::new();
    // Where the run in the main encoding began that is not decoded yet.
    let (mut from, mut at) = (0, 0);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let next = at + line.len();
        if let Some((read, encoding)) = stranger(line, main) {
            text.push_str(&main.decode_without_bom_handling(&bytes[from..at]).0);
            let start = text.len();
            text.push_str(&read);
            match strangers.last_mut() {
                Some(last) if last.end == start && last.encoding == encoding => last.end = text.len(),
                _ => strangers.push(Stranger { start, end: text.len(), encoding }),
            }
            from = next;
        }
        at = next;
    }
    text.push_str(&main.decode_without_bom_handling(&bytes[from..]).0);
    (text, strangers)
}

/// A line that is another encoding's, and its reading.
fn stranger(line: &[u8], main: &'static Encoding) -> Option<(String, &'static Encoding)> {
    /// Above this a reading makes sense.
    const SENSE: f64 = 0.5;
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
    // By chance two bytes pass as UTF-8, but not three by three, with sense.
    let text = std::str::from_utf8(line).ok().filter(|text| text.chars().any(|c| c >= '\u{800}'))?;
    let other = main.decode_without_bom_handling(line).0;
    let score = Looks::of(text).score();
    (score > SENSE && score > Looks::of(&other).score()).then(|| (text.to_owned(), UTF_8))
}
