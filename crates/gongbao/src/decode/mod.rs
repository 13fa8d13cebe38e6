//! Bytes to text: which encoding, and why.
//!
//! The bytes are trusted before what a page says of itself: strict UTF-8 is UTF-8, whatever is declared; other bytes
//! are read as GB18030 and as Big5, and the reading in common characters wins. GB2312 and GBK are read as GB18030,
//! which holds them both. What no encoding can read becomes U+FFFD and a warning.
//!
//! It does not repair: a text that was read wrongly before it was saved is valid here, and the business of
//! [`crate::restore`].

mod big5;
mod binary;
mod declared;
mod guess;
mod lines;

use std::borrow::Cow;
use std::sync::LazyLock;

use encoding_rs::{GB18030, UTF_8};
use memchr::memmem::Finder;

use crate::error::Error;
use crate::report::{Encoding, Warning};
use crate::span::SourceSpan;

/// What the bytes say.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding that was taken.
    pub encoding: Encoding,
    /// What was lost on the way.
    pub warnings: Vec<Warning>,
}

/// A reading of the bytes: which encoding, why, and which lines are in another one.
struct Reading {
    text: String,
    encoding: &'static encoding_rs::Encoding,
    reason: &'static str,
    strangers: Vec<lines::Stranger>,
}

impl Reading {
    fn new(text: String, encoding: &'static encoding_rs::Encoding, reason: &'static str) -> Self {
        Self { text, encoding, reason, strangers: Vec::new() }
    }
}

/// Decodes bytes.
///
/// # Errors
/// If they are no text; the message says what they look like.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    if let Some(kind) = binary::known(bytes) {
        return Err(Error::decode(format!("the input is no text: it looks like {kind}")));
    }
    let reading = read(bytes)?;
    let mut warnings = lost(&reading.text)?;
    warnings.extend(reading.strangers.iter().map(lines::Stranger::warning));
    warnings.sort_by_key(|warning| warning.source);
    let encoding = Encoding { name: name(reading.encoding), reason: reading.reason };
    Ok(Decoded { text: reading.text, encoding, warnings })
}

fn read(bytes: &[u8]) -> Result<Reading, Error> {
    if let Some(reading) = marked(bytes)? {
        return Ok(reading);
    }
    let wide = || guess::utf16(bytes);
    if memchr::memchr(0, bytes).is_some()
        && let Some(encoding) = wide()
    {
        return Ok(Reading::new(lossy(encoding, bytes), encoding, "every second byte tells"));
    }
    binary::check(bytes)?;
    let declared = declared::declared(bytes);
    // As strict as the check of the standard library, and faster: what is borrowed is valid as it is.
    if let Some(Cow::Borrowed(text)) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(valid(text, declared));
    }
    if let Some(encoding) = wide() {
        return Ok(Reading::new(lossy(encoding, bytes), encoding, "every second byte tells"));
    }
    if guess::is_broken_utf8(bytes) {
        let (text, strangers) = lines::decode(bytes, UTF_8);
        let reason =
            if strangers.is_empty() { "UTF-8 with lost bytes" } else { "UTF-8, some parts in another" };
        return Ok(Reading { text, encoding: UTF_8, reason, strangers });
    }
    let (encoding, reason) = guess::legacy(bytes, declared)
        .ok_or_else(|| Error::decode("no known encoding fits: the bytes make no sense in any"))?;
    let (text, strangers) = lines::decode(bytes, encoding);
    let text = if encoding == encoding_rs::BIG5 { big5::settle(text) } else { text };
    let reason = if strangers.is_empty() { reason } else { "by its characters, some parts in another" };
    Ok(Reading { text, encoding, reason, strangers })
}

/// Text behind a byte order mark.
fn marked(bytes: &[u8]) -> Result<Option<Reading>, Error> {
    const UTF32LE: &[u8] = &[0xFF, 0xFE, 0, 0];
    const UTF32BE: &[u8] = &[0, 0, 0xFE, 0xFF];
    const GB18030_MARK: &[u8] = &[0x84, 0x31, 0x95, 0x33];
    if bytes.starts_with(UTF32LE) || bytes.starts_with(UTF32BE) {
        return Err(Error::decode("the input looks like UTF-32, which is not read; save it as UTF-8"));
    }
    let (encoding, length) = match encoding_rs::Encoding::for_bom(bytes) {
        Some(found) => found,
        None if bytes.starts_with(GB18030_MARK) => (GB18030, GB18030_MARK.len()),
        None => return Ok(None),
    };
    let body = &bytes[length..];
    if encoding == UTF_8 && std::str::from_utf8(body).is_err() && !guess::is_broken_utf8(body) {
        // The mark was put before bytes that were something else.
        return read(body).map(Some);
    }
    if encoding == UTF_8 || encoding == GB18030 {
        binary::check(body)?;
    }
    Ok(Some(Reading::new(lossy(encoding, body), encoding, "byte order mark")))
}

/// Valid UTF-8, unless a short text is so by chance only.
fn valid(text: &str, declared: Option<&'static encoding_rs::Encoding>) -> Reading {
    if text.is_ascii() {
        let reason = if text.is_empty() { "empty" } else { "ASCII alone" };
        return Reading::new(text.to_owned(), UTF_8, reason);
    }
    if let Some(read) = guess::chance(text) {
        return Reading::new(read, GB18030, "valid UTF-8 by chance, common characters in GB18030");
    }
    let reason = match declared {
        Some(declared) if declared != UTF_8 => "valid UTF-8, against the declaration",
        Some(_) => "declared, and valid",
        None => "valid UTF-8",
    };
    Reading::new(text.to_owned(), UTF_8, reason)
}

fn lossy(encoding: &'static encoding_rs::Encoding, bytes: &[u8]) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Where bytes were lost. More than a quarter of what is not ASCII lost is no reading at all.
fn lost(text: &str) -> Result<Vec<Warning>, Error> {
    /// Beyond this many places, the last warning counts the rest.
    const PLACES: usize = 100;
    const REPLACEMENT: &str = "\u{fffd}";
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(REPLACEMENT));
    let mut warnings: Vec<Warning> = Vec::new();
    let (mut count, mut places, mut last_end) = (0, 0, usize::MAX);
    for at in FINDER.find_iter(text.as_bytes()) {
        count += 1;
        let end = at + REPLACEMENT.len();
        if at == last_end {
            if places <= PLACES
                && let Some(warning) = warnings.last_mut()
            {
                warning.source = SourceSpan::new(warning.source.start(), end);
            }
        } else {
            places += 1;
            if places <= PLACES {
                let source = SourceSpan::new(at, end);
                let message = "bytes that no character stands for".to_owned();
                warnings.push(Warning { code: "lost-bytes", source, message });
            }
        }
        last_end = end;
    }
    if count > 0 {
        let wide = text.chars().filter(|c| !c.is_ascii()).count();
        if count > 8 && count * 4 > wide {
            return Err(Error::decode(format!(
                "no known encoding fits: {count} places of {wide} outside ASCII cannot be read"
            )));
        }
    }
    if places > PLACES
        && let Some(warning) = warnings.last_mut()
    {
        warning.message =
            format!("bytes that no character stands for, here and at {} more places", places - PLACES);
    }
    Ok(warnings)
}

/// The name of the WHATWG standard in lower case.
fn name(encoding: &'static encoding_rs::Encoding) -> &'static str {
    match encoding.name() {
        "UTF-8" => "utf-8",
        "GBK" | "gb18030" => "gb18030",
        "Big5" => "big5",
        "UTF-16LE" => "utf-16le",
        "UTF-16BE" => "utf-16be",
        "Shift_JIS" => "shift_jis",
        "EUC-JP" => "euc-jp",
        "EUC-KR" => "euc-kr",
        // All others are written in lower case by the standard itself.
        other => other,
    }
}

#[cfg(test)]
mod tests;
