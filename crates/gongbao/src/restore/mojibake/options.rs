//! What bytes can be, some of them lost.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use gongbao_data::chars::COMMON;
use gongbao_data::codes::{BIG5, BIG5_CLASSIC};
use gongbao_data::language::Symbol;

use super::super::gbk::{self, Pair, leads, trails};
use super::super::language::symbol;
use super::super::script::script_of;
use super::big5::written;
use super::bytes::{Byte, Loss, Source};
use crate::report::Script;

/// What bytes are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Target {
    Utf8,
    Gbk,
    Big5,
}

/// How a character of a reading came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It stands there.
    Plain,
    /// All bytes of it were there.
    Known,
    /// A byte was lost; the others and the language leave this one.
    Lost,
    /// A byte was lost, and the character is a number: among several that fit, or where the loss does not fit.
    Number,
    /// Bytes that are nothing, or a lost byte that nothing tells.
    Gap,
}

/// One thing that the bytes at a place can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) length: usize,
    pub(super) char: char,
    pub(super) kind: Kind,
    /// Bits beyond what the language says.
    pub(super) extra: f32,
    /// What the language knows it as; nothing if it shows nothing.
    pub(super) symbol: Symbol,
}

impl Choice {
    fn new(length: usize, char: char, kind: Kind, extra: f32) -> Self {
        let symbol = if is_hidden(char) { Symbol::default() } else { symbol(char) };
        Self { length, char, kind, extra, symbol }
    }
}

/// Whether a character is a Chinese numeral, or its radical: a number is never guessed.
pub(super) fn is_numeral(char: char) -> bool {
    const LIST: &[char] = &[
        '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '万', '亿', '两',
        '萬', '億', '兩', '⼀', '⼆', '⼋', '⼗',
    ];
    LIST.contains(&char)
}

/// Whether a character shows nothing and is no company of any other: marks of width zero and of direction, which pages
/// are strewn with.
#[inline]
pub(super) fn is_hidden(char: char) -> bool {
    matches!(char, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// A loss that the wrong reading does not explain: another program lost more than ours would.
pub(super) const UNEXPLAINED: f32 = 9.0;
/// A character of which nothing is left is only inferred where the language asks for it.
const NOTHING_LEFT: f32 = 7.0;
/// So many characters are tried for a lost byte.
const CANDIDATES: usize = 32;
/// A character seen less often stands for nothing that was lost: of such the language knows next to nothing.
const SEEN: u32 = 3;
/// A character seen so often may stand where nothing of it is left.
const USED: u32 = 200;

/// A character that lost a byte and that the language does not know.
const STRANGER: f32 = 12.0;
/// A lost character in the other script than the text's, and one in Traditional while that is not known.
const FOREIGN: f32 = 9.0;
const VARIANT: f32 = 2.0;

/// What lost bytes can be, once worked out: the same bytes are lost over and over.
#[derive(Default)]
pub(super) struct Memory {
    known: HashMap<u64, Vec<Choice>, BuildHasherDefault<Mix>>,
    /// For bytes that are all there.
    whole: Vec<Choice>,
}

/// Spreads a number over all of its bits.
#[derive(Default)]
pub(super) struct Mix(u64);

impl Hasher for Mix {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(self.0 << 8 ^ u64::from(byte));
        }
    }

    fn write_u64(&mut self, number: u64) {
        let product = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = product ^ product >> 32;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl Memory {
    /// What can be read from the first bytes of a text in a script: of characters that are one to the language the
    /// likelier.
    pub(super) fn choices(
        &mut self,
        (source, target): (Source, Target),
        bytes: &[Byte],
        script: Option<Script>,
    ) -> &[Choice] {
        let width = if target == Target::Utf8 { 3 } else { 2 };
        let is_lost = |byte: &Byte| matches!(byte, Byte::Lost | Byte::Free);
        if !bytes.iter().take(width).any(is_lost) {
            target.choices(bytes, source, &mut self.whole);
            return &self.whole;
        }
        // What stands behind a character tells whether its last byte was lost.
        let width = width + usize::from(bytes.get(width - 1).is_some_and(is_lost));
        let key = (0..width).fold(key_of(source, target, script), |key, at| {
            key << 9
                | match bytes.get(at) {
                    Some(Byte::Known(byte)) => u64::from(*byte),
                    Some(Byte::Lost) => 0x100,
                    Some(Byte::Free) => 0x101,
                    Some(Byte::None) => 0x102,
                    None => 0x103,
                }
        });
        self.known.entry(key).or_insert_with(|| {
            let mut found = Vec::new();
            target.choices(bytes, source, &mut found);
            for choice in found.iter_mut().filter(|choice| matches!(choice.kind, Kind::Lost | Kind::Number)) {
                choice.extra += match (script_of(choice.char), script) {
                    (Some(one), Some(other)) if one != other => FOREIGN,
                    (Some(Script::Traditional), None) => VARIANT,
                    _ => 0.0,
                };
            }
            found.sort_by(|a, b| {
                (a.symbol, a.length).cmp(&(b.symbol, b.length)).then(a.extra.total_cmp(&b.extra))
            });
            found.dedup_by_key(|choice| (choice.symbol, choice.length));
            found
        })
    }
}

fn key_of(source: Source, target: Target, script: Option<Script>) -> u64 {
    let script = match script {
        None => 0,
        Some(Script::Simplified) => 1,
        Some(Script::Traditional) => 2,
        Some(Script::Mixed) => 3,
    };
    // A one before all, so that no key is the beginning of another.
    ((1 << 2 | source as u64) << 2 | target as u64) << 2 | script
}

impl Target {
    /// What can be read from the first bytes. Where none was lost, none of the tables of losses is made.
    pub(super) fn choices(self, bytes: &[Byte], source: Source, out: &mut Vec<Choice>) {
        out.clear();
        match (self, bytes) {
            (_, [Byte::None, ..] | []) => {}
            (_, [Byte::Known(byte), ..]) if byte.is_ascii() => {
                out.push(Choice::new(1, char::from(*byte), Kind::Plain, 0.0));
            }
            (Self::Utf8, _) => {
                utf8(bytes, source, out);
                if let Some(length) = broken(bytes).filter(|_| out.is_empty()) {
                    let (kind, symbol) = (Kind::Gap, Symbol::default());
                    out.push(Choice { length, char: '?', kind, extra: STRANGER, symbol });
                }
            }
            (Self::Gbk, _) => double(bytes, &[gbk::char_of], &GBK_HALVES, source, out),
            (Self::Big5, _) => double(bytes, &[browser, classic], &BIG5_HALVES, source, out),
        }
        // Among several numbers the language may not choose.
        let number = |choice: &Choice| choice.kind == Kind::Lost && is_numeral(choice.char);
        let fits = |choice: &Choice| choice.extra < UNEXPLAINED;
        let open = out.iter().filter(|choice| number(choice) && fits(choice)).count() > 1;
        for choice in out.iter_mut().filter(|choice| number(choice)) {
            if open || !fits(choice) {
                choice.kind = Kind::Number;
            }
        }
    }
}

impl Target {
    /// The character that bytes begin with, and its length, where they leave no other.
    #[inline]
    pub(super) fn sure(self, bytes: &[Byte]) -> Option<(char, usize)> {
        use Byte::Known;
        match (self, bytes) {
            (_, &[Known(byte), ..]) if byte.is_ascii() => Some((char::from(byte), 1)),
            (Self::Utf8, &[Known(a @ 0xE0..=0xEF), Known(b @ 0x80..=0xBF), Known(c @ 0x80..=0xBF), ..]) => {
                let code = u32::from(a & 0x0F) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F);
                char::from_u32(code).filter(|_| code >= 0x800).map(|char| (char, 3))
            }
            (Self::Utf8, &[Known(a @ 0xC2..=0xDF), Known(b @ 0x80..=0xBF), ..]) => {
                char::from_u32(u32::from(a & 0x1F) << 6 | u32::from(b & 0x3F)).map(|char| (char, 2))
            }
            (Self::Gbk, &[Known(lead), Known(trail), ..]) => gbk::char_of(lead, trail).map(|char| (char, 2)),
            (Self::Big5, &[Known(lead), Known(trail), ..]) => {
                let (new, old) = (browser(lead, trail), classic(lead, trail));
                let one = new.is_none() || old.is_none() || new == old;
                new.or(old).filter(|_| one).map(|char| (char, 2))
            }
            _ => None,
        }
    }

    /// Whether bytes hold what a reading of them needs at the very least: three whole characters, of UTF-8 or, where
    /// any two bytes are one, common ones in a row.
    pub(super) fn promises(self, bytes: &[Byte]) -> bool {
        const LEAST: usize = 3;
        if self == Self::Utf8 {
            let whole = |part: &[Byte]| {
                matches!(part, [Byte::Known(0xE2..=0xEF), Byte::Known(0x80..=0xBF), Byte::Known(0x80..=0xBF)])
            };
            return bytes.windows(3).filter(|part| whole(part)).take(LEAST).count() == LEAST;
        }
        // A row for each of the two ways to cut bytes into pairs.
        let mut rows = [0usize; 2];
        for (at, pair) in bytes.windows(2).enumerate() {
            let row = &mut rows[at % 2];
            let char = match *pair {
                [Byte::Known(lead @ 0x81..), Byte::Known(trail)] if self == Self::Gbk => {
                    gbk::char_of(lead, trail)
                }
                [Byte::Known(lead @ 0x81..), Byte::Known(trail)] => browser(lead, trail),
                _ => None,
            };
            *row = if char.is_some_and(|char| COMMON.has(char)) { *row + 1 } else { 0 };
            if *row == LEAST {
                return true;
            }
        }
        false
    }
}

fn browser(lead: u8, trail: u8) -> Option<char> {
    BIG5.char_of(lead, trail)
}

/// What the old code has elsewhere than browsers.
fn classic(lead: u8, trail: u8) -> Option<char> {
    (0xC6..=0xC7).contains(&lead).then(|| BIG5_CLASSIC.char_of(lead, trail)).flatten()
}

/// Whether a character may stand for a lost byte: one that the language knows or that shows nothing, and never a digit or
/// a letter.
fn known(char: char) -> bool {
    !char.is_ascii()
        && !matches!(char, '\u{FF10}'..='\u{FF5A}')
        && (is_hidden(char) || symbol(char).count() >= SEEN)
}

/// Whether the bytes that were lost of a character are some that the reading loses.
fn explained(bytes: &[Byte], whole: &[u8], loss: &Loss) -> bool {
    whole.iter().enumerate().all(|(at, &byte)| match bytes[at] {
        Byte::Lost => {
            let next = whole.get(at + 1).map(|&next| Byte::Known(next));
            loss.loses(byte, next.or_else(|| bytes.get(at + 1).copied()))
        }
        _ => true,
    })
}

/// The character of three bytes in UTF-8, one of them lost, if no other would have lost it, whatever the language says.
pub(super) fn only(bytes: &[Byte], loss: &Loss) -> Option<char> {
    let bytes = bytes.get(..4.min(bytes.len())).filter(|bytes| bytes.len() >= 3)?;
    let gone = bytes[..3].iter().position(|&byte| byte == Byte::Lost)?;
    let mut whole = [0; 3];
    for (at, byte) in bytes[..3].iter().enumerate().filter(|&(at, _)| at != gone) {
        let &Byte::Known(byte) = byte else { return None };
        whole[at] = byte;
    }
    let mut found = None;
    for byte in 0x80..=0xEF {
        whole[gone] = byte;
        let char = std::str::from_utf8(&whole).ok().and_then(|text| text.chars().next());
        if let Some(char) = char.filter(|_| explained(bytes, &whole, loss)) {
            if found.is_some() {
                return None;
            }
            found = Some(char);
        }
    }
    found
}

/// Adds a character for lost bytes.
fn infer(char: char, bytes: &[Byte], whole: &[u8], loss: &Loss, out: &mut Vec<Choice>) {
    let extra = if explained(bytes, whole, loss) { 0.0 } else { UNEXPLAINED };
    if extra > 0.0 && loss.exact {
        return;
    }
    out.push(Choice::new(whole.len(), char, Kind::Lost, extra));
}

/// What a double byte may be where half of it is lost: the characters of each lead and of each trail, and those that
/// are used so often that nothing of them need be left.
struct Halves {
    by_lead: Vec<Vec<(char, u8)>>,
    by_trail: Vec<Vec<(char, u8)>>,
    used: Vec<(char, [u8; 2])>,
}

static GBK_HALVES: LazyLock<Halves> = LazyLock::new(|| Halves::new(gbk::char_of, gbk::pair_of));
static BIG5_HALVES: LazyLock<Halves> = LazyLock::new(|| Halves::new(browser, written));

impl Halves {
    fn new(decode: fn(u8, u8) -> Option<char>, encode: fn(char) -> Option<Pair>) -> Self {
        let mut all: Vec<(char, [u8; 2], u32)> = Vec::new();
        for lead in leads() {
            for trail in trails() {
                if let Some(char) =
                    decode(lead, trail).filter(|&char| known(char) && encode(char) == Some([lead, trail]))
                {
                    all.push((char, [lead, trail], symbol(char).count()));
                }
            }
        }
        all.sort_by_key(|&(_, _, count)| std::cmp::Reverse(count));
        let mut halves =
            Self { by_lead: vec![Vec::new(); 256], by_trail: vec![Vec::new(); 256], used: Vec::new() };
        for &(char, [lead, trail], count) in &all {
            halves.by_lead[usize::from(lead)].push((char, trail));
            halves.by_trail[usize::from(trail)].push((char, lead));
            if count >= USED {
                halves.used.push((char, [lead, trail]));
            }
        }
        halves
    }
}

fn double(
    bytes: &[Byte],
    codes: &[fn(u8, u8) -> Option<char>],
    halves: &LazyLock<Halves>,
    source: Source,
    out: &mut Vec<Choice>,
) {
    use Byte::{Free, Known, Lost};
    match *bytes {
        [Known(lead), Known(trail), ..] => {
            let chars = codes.iter().filter_map(|code| code(lead, trail));
            out.extend(chars.map(|char| Choice::new(2, char, Kind::Known, 0.0)));
            out.dedup_by_key(|choice| choice.char);
        }
        [Known(lead), Lost | Free, ..] => {
            let row = &halves.by_lead[usize::from(lead)];
            best(row.iter().map(|&(char, trail)| (char, [lead, trail])), bytes, source.loss(), out);
        }
        [Lost | Free, Known(trail), ..] if trail >= 0x40 => {
            let row = &halves.by_trail[usize::from(trail)];
            best(row.iter().map(|&(char, lead)| (char, [lead, trail])), bytes, source.loss(), out);
        }
        [Lost | Free, Lost | Free, ..] => {
            best(halves.used.iter().copied(), bytes, source.loss(), out);
            out.retain_mut(|choice| {
                choice.extra += NOTHING_LEFT;
                choice.extra < UNEXPLAINED + NOTHING_LEFT
            });
        }
        _ => {}
    }
}

/// The most used of some characters, first those whose loss the reading explains.
fn best(
    chars: impl Iterator<Item = (char, [u8; 2])> + Clone,
    bytes: &[Byte],
    loss: &Loss,
    out: &mut Vec<Choice>,
) {
    let explained = |whole: &[u8; 2]| explained(bytes, whole, loss);
    for (char, whole) in chars.clone().filter(|(_, whole)| explained(whole)).take(CANDIDATES) {
        infer(char, bytes, &whole, loss, out);
    }
    for (char, whole) in chars.filter(|(_, whole)| !explained(whole)).take(CANDIDATES / 4) {
        infer(char, bytes, &whole, loss, out);
    }
}

/// The characters of three bytes in UTF-8 that the language uses, by what is left of their bytes: the low half of the
/// first, or six bits of the last.
struct Used {
    by_lead: [Vec<char>; 16],
    by_trail: [Vec<char>; 64],
}

static USED_CHARS: LazyLock<Used> = LazyLock::new(|| {
    let mut used = Used { by_lead: [const { Vec::new() }; 16], by_trail: [const { Vec::new() }; 64] };
    for char in ('\u{800}'..='\u{ffff}').filter(|&char| known(char)) {
        if is_hidden(char) || symbol(char).count() >= USED {
            used.by_lead[char as usize >> 12].push(char);
            used.by_trail[char as usize & 0x3F].push(char);
        }
    }
    used
});

/// The length of a character in UTF-8 that lost a byte.
fn broken(bytes: &[Byte]) -> Option<usize> {
    let length = match bytes.first()? {
        Byte::Known(0xC2..=0xDF) => 2,
        Byte::Known(0xE0..=0xEF) => 3,
        _ => return None,
    };
    let rest = bytes.get(1..length)?;
    let fits = rest.iter().all(|byte| matches!(byte, Byte::Known(0x80..=0xBF) | Byte::Lost));
    (fits && rest.contains(&Byte::Lost)).then_some(length)
}

fn utf8(bytes: &[Byte], source: Source, out: &mut Vec<Choice>) {
    use Byte::{Free, Known, Lost};
    let whole = |bytes: &[u8]| std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
    let mut sure = |bytes: &[u8]| {
        let found = whole(bytes);
        out.extend(found.map(|char| Choice::new(bytes.len(), char, Kind::Known, 0.0)));
    };
    match *bytes {
        [Known(a @ 0xC2..=0xDF), Known(b), ..] => sure(&[a, b]),
        [Known(a @ 0xE0..=0xEF), Known(b), Known(c), ..] => sure(&[a, b, c]),
        [Known(a @ 0xF0..=0xF4), Known(b), Known(c), Known(d), ..] => sure(&[a, b, c, d]),
        [Known(a @ 0xC2..=0xDF), Lost | Free, ..] => {
            for b in 0x80..=0xBF {
                if let Some(char) = whole(&[a, b]).filter(|&char| known(char)) {
                    infer(char, bytes, &[a, b], source.loss(), out);
                }
            }
        }
        [Known(a @ 0xE0..=0xEF), Known(b), Lost | Free, ..] => {
            for c in 0x80..=0xBF {
                if let Some(char) = whole(&[a, b, c]).filter(|&char| known(char)) {
                    infer(char, bytes, &[a, b, c], source.loss(), out);
                }
            }
        }
        [Known(a @ 0xE0..=0xEF), Lost | Free, Known(c), ..] => {
            for b in 0x80..=0xBF {
                if let Some(char) = whole(&[a, b, c]).filter(|&char| known(char)) {
                    infer(char, bytes, &[a, b, c], source.loss(), out);
                }
            }
        }
        [Lost | Free, Known(b @ 0x80..=0xBF), Known(c @ 0x80..=0xBF), ..] => {
            for a in 0xE2..=0xEF {
                if let Some(char) = whole(&[a, b, c]).filter(|&char| known(char)) {
                    infer(char, bytes, &[a, b, c], source.loss(), out);
                }
            }
        }
        [Known(a @ 0xE0..=0xEF), Lost | Free, Lost | Free, ..] => {
            used(&USED_CHARS.by_lead[usize::from(a & 0x0F)], bytes, source.loss(), out);
        }
        [Free, Lost | Free, Known(c @ 0x80..=0xBF), ..] | [Lost, Free, Known(c @ 0x80..=0xBF), ..] => {
            used(&USED_CHARS.by_trail[usize::from(c & 0x3F)], bytes, source.loss(), out);
        }
        // What a second misreading has taken whole.
        [Free, Lost | Free, Lost | Free, ..] => {
            for chars in &USED_CHARS.by_lead {
                used(chars, bytes, source.loss(), out);
            }
            out.iter_mut().for_each(|choice| choice.extra += NOTHING_LEFT);
        }
        _ => {}
    }
}

/// Adds those of many characters whose loss is explained; the others are too many.
fn used(chars: &[char], bytes: &[Byte], loss: &Loss, out: &mut Vec<Choice>) {
    for &char in chars {
        let mut buffer = [0; 4];
        let whole = char.encode_utf8(&mut buffer).as_bytes();
        if explained(bytes, whole, loss) {
            infer(char, bytes, whole, loss, out);
        }
    }
}
