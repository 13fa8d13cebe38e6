//! Which encoding, by the characters that come out.
//!
//! The right reading of Chinese bytes is made of common characters, a wrong one of rare ones: the 800 most frequent
//! make up 94% of a report, and about one in twenty of a wrong reading.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};
use gongbao_data::chars::FREQUENT;

/// A guess reads so much of a text, not all of it.
const SAMPLE: usize = 64 * 1024;

/// How a reading of some bytes looks.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Looks {
    /// Characters beyond ASCII.
    wide: usize,
    /// Those among the common ones.
    common: usize,
    /// Those that no bytes stand for, and private use.
    bad: usize,
}

impl Looks {
    /// Reads the beginning of a text.
    pub(super) fn of(text: &str) -> Self {
        let mut looks = Self::default();
        for c in text.chars().filter(|c| !c.is_ascii()).take(SAMPLE / 2) {
            match c {
                '\u{fffd}' | '\u{e000}'..='\u{f8ff}' => looks.bad += 1,
                // Punctuation says nothing: both encodings put it at the same places.
                '\u{2010}'..='\u{203f}' | '\u{3000}'..='\u{301f}' | '\u{ff00}'..='\u{ff5e}' => continue,
                _ if FREQUENT.has(c) => looks.common += 1,
                _ => {}
            }
            looks.wide += 1;
        }
        looks
    }

    /// From -2, all unreadable, to 1, all common.
    pub(super) fn score(self) -> f64 {
        if self.wide == 0 {
            return 0.0;
        }
        (self.common as f64 - 2.0 * self.bad as f64) / self.wide as f64
    }
}

/// The lines with bytes beyond ASCII, up to [`SAMPLE`] bytes.
fn sample(bytes: &[u8]) -> Cow<'_, [u8]> {
    if bytes.len() <= SAMPLE {
        return Cow::Borrowed(bytes);
    }
    let mut sample = Vec::with_capacity(SAMPLE);
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        let room = SAMPLE - sample.len();
        let Some(first) = line.iter().position(|byte| !byte.is_ascii()) else { continue };
        sample.extend_from_slice(&line[first..line.len().min(first + room)]);
        if sample.len() == SAMPLE {
            break;
        }
    }
    Cow::Owned(sample)
}

/// UTF-16 without a byte order mark: nearly every unit is ASCII, Chinese punctuation or a Han character.
pub(super) fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, _) = bytes[..bytes.len().min(SAMPLE)].as_chunks::<2>();
    // Other text has far too many units that are none in either order, and shows it soon.
    let fits = |read: fn([u8; 2]) -> u16| {
        let mut strange = pairs.iter().filter(|&&pair| !is_plain(read(pair)));
        strange.nth(pairs.len() / 20).is_none()
    };
    if pairs.is_empty() || !fits(u16::from_le_bytes) && !fits(u16::from_be_bytes) {
        return None;
    }
    let looks = |read: fn([u8; 2]) -> u16| {
        let plain = pairs.iter().filter(|&&pair| is_plain(read(pair)));
        // An ASCII letter with its bytes changed round is a Han character whose lower byte is zero.
        let turned = pairs.iter().filter(|&&pair| read(pair) >= 0x4E00 && read(pair) & 0xFF == 0);
        (plain.count(), turned.count())
    };
    let (little, big) = (looks(u16::from_le_bytes), looks(u16::from_be_bytes));
    let score = |(plain, turned): (usize, usize)| plain.saturating_sub(turned);
    let (best, encoding) = if score(little) >= score(big) { (little, UTF_16LE) } else { (big, UTF_16BE) };
    (best.0 * 20 >= pairs.len() * 19 && score(little) != score(big)).then_some(encoding)
}

fn is_plain(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0A | 0x0D | 0x20..=0x7E | 0xA0..=0xFF | 0x4E00..=0x9FA5)
        || matches!(unit, 0x2010..=0x203B | 0x2460..=0x2473 | 0x3000..=0x3017 | 0xFF01..=0xFF5E | 0xFEFF)
}

/// UTF-8 in which some bytes were lost: four characters of three bytes and more to every fault.
pub(super) fn is_broken_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut faults, mut rest) = (0, 0, bytes.len());
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|&byte| byte >= 0xE0).count();
        faults += usize::from(!chunk.invalid().is_empty());
        rest -= chunk.valid().len() + chunk.invalid().len();
        // What is left cannot make up for them.
        if 4 * faults > whole + rest / 3 {
            return false;
        }
    }
    whole > 4 * faults
}

/// A short GB18030 text that happens to be valid UTF-8: it shows Latin, Greek, Cyrillic or Arabic letters alone, and
/// common Han characters when read again.
pub(super) fn chance(text: &str) -> Option<String> {
    const SHORT: usize = 64;
    if text.len() > SHORT || text.chars().any(|c| c >= '\u{800}') {
        return None;
    }
    let read = GB18030.decode_without_bom_handling_and_without_replacement(text.as_bytes())?;
    let looks = Looks::of(&read);
    (looks.wide >= 2 && looks.score() > 0.9).then(|| read.into_owned())
}

/// GB18030 or Big5 by the characters that come out; where neither makes sense, what is declared, or what the bytes
/// look like. `None` if they look like nothing.
pub(super) fn legacy(
    bytes: &[u8],
    declared: Option<&'static Encoding>,
) -> Option<(&'static Encoding, &'static str)> {
    /// Below this a reading is no Chinese.
    const CHINESE: f64 = 0.2;
    let sample = sample(bytes);
    let declared = declared.map(widest);
    let score = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(&sample);
        // Between two that are as good, the page is believed.
        Looks::of(&text).score() + if declared == Some(encoding) { 0.02 } else { 0.0 }
    };
    let (gb, big5) = (score(GB18030), score(BIG5));
    let (best, encoding) = if gb >= big5 { (gb, GB18030) } else { (big5, BIG5) };
    if best >= CHINESE {
        let reason = match declared {
            Some(declared) if declared == encoding => "declared, and its characters are common",
            Some(_) => "by its characters, against the declaration",
            None => "by its characters",
        };
        return Some((encoding, reason));
    }
    if let Some(declared) = declared
        && declared.decode_without_bom_handling_and_without_replacement(&sample).is_some()
    {
        return Some((declared, "declared, and every byte fits"));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&sample, true);
    let guess = widest(detector.guess(Some(b"cn"), Utf8Detection::Deny));
    // An encoding of single bytes gives a character to anything; a Western text is ASCII for the most part.
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    (!guess.is_single_byte() || high * 3 < sample.len()).then_some((guess, "by the pattern of its bytes"))
}

/// GB2312 and GBK are parts of GB18030.
fn widest(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == encoding_rs::GBK { GB18030 } else { encoding }
}
