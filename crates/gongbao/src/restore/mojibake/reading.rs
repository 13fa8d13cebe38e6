//! Bytes, some of them lost, read in an encoding by what the language expects.

use std::sync::LazyLock;

use encoding_rs::BIG5;

use super::super::gbk::{char_of, leads, trails};
use super::super::language::{Model, class, model};
use super::bytes::Seen;

/// What bytes are read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Utf8,
    Gbk,
    Big5,
}

/// A reading.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) chars: Vec<Char>,
    /// Bits.
    pub(super) cost: f32,
    pub(super) han: usize,
    pub(super) count: usize,
}

/// A character of a reading, and where the bytes that it was read from end.
#[derive(Debug)]
pub(super) struct Char {
    pub(super) to: usize,
    pub(super) text: String,
    /// Whether a byte of it was lost.
    pub(super) lost: bool,
}

impl Read {
    pub(super) fn text(&self) -> String {
        self.chars.iter().map(|char| char.text.as_str()).collect()
    }

    pub(super) fn lost(&self) -> bool {
        self.chars.iter().any(|char| char.lost)
    }
}

/// Chinese numerals.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两";

/// A byte that fits nothing, as a character of the text.
const GAP: f32 = 24.0;
/// A question mark that is one.
const QUESTION: f32 = 8.0;
/// A lost byte that began a character.
const LEAD_LOST: f32 = 5.0;
/// Of characters that count as one the simplest stands for what was lost.
const VARIANT: f32 = 2.0;
/// Ways kept at a byte.
const WAYS: usize = 12;
/// Ways so much dearer than the cheapest are given up.
const BEAM: f32 = 22.0;
/// More gaps than this share of the bytes are no reading.
const GAPS: usize = 12;

#[derive(Clone, Copy)]
struct Way {
    cost: f32,
    first: char,
    last: char,
    node: u32,
    gaps: u32,
}

struct Node {
    before: u32,
    to: u32,
    char: char,
    lost: bool,
}

/// The cheapest reading of bytes; none if it has too many gaps.
pub(super) fn read(seen: &Seen, target: Target) -> Option<Read> {
    let model = model();
    let bytes = &seen.bytes;
    if target == Target::Utf8 && !looks_utf8(bytes) {
        return None;
    }
    let mut nodes: Vec<Node> = Vec::new();
    // Ways that end at this byte and the four after it.
    let mut ahead: [Vec<Way>; 5] = Default::default();
    ahead[0].push(Way { cost: 0.0, first: '^', last: '^', node: u32::MAX, gaps: 0 });
    let mut options: Vec<(usize, char, bool)> = Vec::new();
    for at in 0..bytes.len() {
        let mut ways = std::mem::take(&mut ahead[0]);
        ahead.rotate_left(1);
        let best = ways.iter().map(|way| way.cost).fold(f32::INFINITY, f32::min);
        ways.retain(|way| way.cost <= best + BEAM);
        if ways.len() > WAYS {
            ways.select_nth_unstable_by(WAYS, |a, b| a.cost.total_cmp(&b.cost));
            ways.truncate(WAYS);
        }
        options.clear();
        target.options(&bytes[at..], model, &mut options);
        for way in &ways {
            for &(length, char, lost) in &options {
                // What was lost is seldom the first byte, and seldom two.
                let extra = if !lost || bytes[at].is_some() { 0.0 } else { LEAD_LOST };
                let extra = if lost && class(char) != char { extra + VARIANT } else { extra };
                step(model, way, at, length, char, lost, extra, &mut nodes, &mut ahead[length - 1]);
            }
            // As it is: a question mark, or a byte that fits nothing.
            let (char, extra) = match bytes[at] {
                None => ('?', QUESTION),
                Some(byte) if byte >= 0x80 && options.is_empty() => ('?', GAP),
                Some(_) => continue,
            };
            step(model, way, at, 1, char, true, extra, &mut nodes, &mut ahead[0]);
        }
        ways.clear();
    }
    let best = ahead[0].iter().min_by(|a, b| a.cost.total_cmp(&b.cost))?;
    if best.gaps as usize * GAPS > bytes.len() {
        return None;
    }
    let mut read = Read { chars: Vec::new(), cost: best.cost, han: 0, count: 0 };
    let mut at = best.node;
    while let Some(node) = nodes.get(at as usize) {
        read.han += usize::from(('\u{3400}'..='\u{9fff}').contains(&node.char));
        read.count += 1;
        let to = node.to as usize;
        // A number is never guessed.
        let char = if node.lost && NUMERALS.contains(node.char) { '?' } else { node.char };
        read.chars.push(Char { to, text: char.to_string(), lost: node.lost });
        at = node.before;
    }
    read.chars.reverse();
    Some(read)
}

/// Whether most bytes that are no ASCII stand where UTF-8 has them.
fn looks_utf8(bytes: &[Option<u8>]) -> bool {
    let (mut fits, mut wide, mut at) = (0usize, 0usize, 0usize);
    while at < bytes.len() {
        match bytes[at..] {
            [Some(0xC2..=0xDF), Some(0x80..=0xBF), ..] => (fits, wide, at) = (fits + 2, wide + 2, at + 2),
            [Some(0xE0..=0xEF), Some(0x80..=0xBF) | None, Some(0x80..=0xBF) | None, ..] => {
                (fits, wide, at) = (fits + 3, wide + 3, at + 3);
            }
            [Some(byte), ..] if byte.is_ascii() => at += 1,
            _ => (wide, at) = (wide + 1, at + 1),
        }
    }
    fits * 5 >= wide * 4
}

#[expect(clippy::too_many_arguments, reason = "the state of one walk, which a struct would only rename")]
fn step(
    model: &Model,
    way: &Way,
    at: usize,
    length: usize,
    char: char,
    lost: bool,
    extra: f32,
    nodes: &mut Vec<Node>,
    ahead: &mut Vec<Way>,
) {
    let class = class(char);
    let cost = way.cost + extra + model.cost(way.first, way.last, class);
    // The cheapest so far stands first.
    if ahead.first().is_some_and(|best| cost > best.cost + BEAM) {
        return;
    }
    let gap = u32::from(extra >= GAP);
    let mut to = Way { cost, first: way.last, last: class, node: 0, gaps: way.gaps + gap };
    let other = ahead.iter_mut().find(|other| (other.first, other.last) == (to.first, to.last));
    if other.as_ref().is_some_and(|other| other.cost <= cost) {
        return;
    }
    to.node = u32::try_from(nodes.len()).unwrap_or(u32::MAX);
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    nodes.push(Node { before: way.node, to: narrow(at + length), char, lost });
    match other {
        Some(other) => *other = to,
        None => ahead.push(to),
    }
    let end = ahead.len() - 1;
    if ahead[end].cost < ahead[0].cost {
        ahead.swap(0, end);
    }
}

/// What a line costs as it stands.
pub(super) fn natural(line: &str) -> f32 {
    let (mut first, mut last) = ('^', '^');
    let mut cost = 0.0;
    for char in line.chars() {
        let class = class(char);
        cost += model().cost(first, last, class);
        (first, last) = (last, class);
    }
    cost
}

static BIG5_CHARS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut chars = vec!['\0'; 0x8000];
    for lead in leads() {
        for trail in trails() {
            let pair = [lead, trail];
            let (text, lost) = BIG5.decode_without_bom_handling(&pair);
            let mut found = text.chars();
            if let (Some(char), None, false) = (found.next(), found.next(), lost) {
                chars[usize::from(lead & 0x7F) << 8 | usize::from(trail)] = char;
            }
        }
    }
    chars
});

fn big5_of(lead: u8, trail: u8) -> Option<char> {
    if !(0x81..=0xFE).contains(&lead) {
        return None;
    }
    Some(BIG5_CHARS[usize::from(lead & 0x7F) << 8 | usize::from(trail)]).filter(|&char| char != '\0')
}

impl Target {
    /// What can be read from the first bytes: how many, the character, whether one was lost.
    fn options(self, bytes: &[Option<u8>], model: &Model, out: &mut Vec<(usize, char, bool)>) {
        if let Some(Some(byte)) = bytes.first()
            && byte.is_ascii()
        {
            out.push((1, char::from(*byte), false));
            return;
        }
        // A character that the language does not know is none to infer, and no digit or letter is.
        let known = |char: char| {
            !char.is_ascii()
                && !matches!(char, '\u{FF10}'..='\u{FF5A}' | '\u{3000}')
                && model.count(class(char)) >= 1.0
        };
        match self {
            Self::Utf8 => utf8(bytes, known, out),
            Self::Gbk => double(bytes, char_of, &GBK_HALVES, out),
            Self::Big5 => double(bytes, big5_of, &BIG5_HALVES, out),
        }
    }
}

/// What a double byte may be where half of it is lost: the most used characters of each lead and of each trail.
struct Halves {
    by_lead: Vec<Vec<char>>,
    by_trail: Vec<Vec<char>>,
}

/// So many of them.
const CANDIDATES: usize = 24;

static GBK_HALVES: LazyLock<Halves> = LazyLock::new(|| Halves::new(char_of));
static BIG5_HALVES: LazyLock<Halves> = LazyLock::new(|| Halves::new(big5_of));

impl Halves {
    fn new(decode: fn(u8, u8) -> Option<char>) -> Self {
        let model = model();
        // A character that the language does not know is none to infer, and no digit or letter is.
        let known = |char: &char| {
            !char.is_ascii()
                && !matches!(char, '\u{FF10}'..='\u{FF5A}' | '\u{3000}')
                && model.count(class(*char)) >= 1.0
        };
        let best = |chars: &mut dyn Iterator<Item = char>| {
            let mut chars: Vec<char> = chars.filter(known).collect();
            chars.sort_by(|&a, &b| model.count(class(b)).total_cmp(&model.count(class(a))));
            chars.truncate(CANDIDATES);
            chars
        };
        let bytes = || 0..=0xFFu8;
        Self {
            by_lead: bytes()
                .map(|lead| best(&mut trails().filter_map(|trail| decode(lead, trail))))
                .collect(),
            by_trail: bytes()
                .map(|trail| best(&mut leads().filter_map(|lead| decode(lead, trail))))
                .collect(),
        }
    }
}

fn double(
    bytes: &[Option<u8>],
    decode: fn(u8, u8) -> Option<char>,
    halves: &Halves,
    out: &mut Vec<(usize, char, bool)>,
) {
    match *bytes {
        [Some(lead), Some(trail), ..] => out.extend(decode(lead, trail).map(|char| (2, char, false))),
        [Some(lead), None, ..] => {
            out.extend(halves.by_lead[usize::from(lead)].iter().map(|&char| (2, char, true)))
        }
        [None, Some(trail), ..] if trail >= 0x40 => {
            out.extend(halves.by_trail[usize::from(trail)].iter().map(|&char| (2, char, true)));
        }
        _ => {}
    }
}

/// The characters that the language uses, by the low half of their first byte in UTF-8.
static BY_LEAD: LazyLock<[Vec<char>; 16]> = LazyLock::new(|| {
    let mut by_lead: [Vec<char>; 16] = Default::default();
    for row in gongbao_data::pairs().rows() {
        if let (Some(char), Ok(count)) = (row.key().chars().next(), row.column(1).parse::<f32>())
            && char.len_utf8() == 3
            && count >= USED
        {
            by_lead[usize::from(row.key().as_bytes()[0] & 0x0F)].push(char);
        }
    }
    by_lead
});

/// A character seen so often may stand where two bytes of three were lost.
const USED: f32 = 60.0;

fn utf8(bytes: &[Option<u8>], known: impl Fn(char) -> bool, out: &mut Vec<(usize, char, bool)>) {
    let char_of = |bytes: &[u8]| std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
    match *bytes {
        [Some(a @ 0xC2..=0xDF), Some(b), ..] => out.extend(char_of(&[a, b]).map(|char| (2, char, false))),
        [Some(a @ 0xE0..=0xEF), Some(b), Some(c), ..] => {
            out.extend(char_of(&[a, b, c]).map(|char| (3, char, false)));
        }
        [Some(a @ 0xE0..=0xEF), Some(b), None, ..] => {
            let chars = (0x80..=0xBF).filter_map(|c| char_of(&[a, b, c]));
            out.extend(chars.filter(|&char| known(char)).map(|char| (3, char, true)));
        }
        [Some(a @ 0xE0..=0xEF), None, Some(c), ..] => {
            let chars = (0x80..=0xBF).filter_map(|b| char_of(&[a, b, c]));
            out.extend(chars.filter(|&char| known(char)).map(|char| (3, char, true)));
        }
        [Some(a @ 0xE0..=0xEF), None, None, ..] => {
            out.extend(BY_LEAD[usize::from(a & 0x0F)].iter().map(|&char| (3, char, true)));
        }
        [None, Some(b @ 0x80..=0xBF), Some(c @ 0x80..=0xBF), ..] => {
            let chars = (0xE2..=0xEF).filter_map(|a| char_of(&[a, b, c]));
            out.extend(chars.filter(|&char| known(char)).map(|char| (3, char, true)));
        }
        [Some(a @ 0xF0..=0xF4), Some(b), Some(c), Some(d), ..] => {
            out.extend(char_of(&[a, b, c, d]).map(|char| (4, char, false)));
        }
        _ => {}
    }
}
