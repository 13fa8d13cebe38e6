//! Traditional to Simplified.
//!
//! Which script a text is written in is decided before anything is changed, line by line, by the characters that
//! only one of them has: 显著 and 乾隆 are Simplified, and stay. In a text of both, only the Traditional lines turn.

use std::ops::Range;
use std::sync::LazyLock;

use gongbao_data::chars::{SIMPLIFIED, TRADITIONAL, TURNING};
use gongbao_data::{self as data, Opening};

use crate::edit::Patches;
use crate::report::Script;
use crate::script::TO_SIMPLIFIED;
use crate::script::engine::Phrases;

/// A text of one script may hold this share of the other: names, quotations, slips.
const STRAY: usize = 50;

/// The mainland's words, tried before OpenCC's.
static MAINLAND: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(&[data::mainland()]));

/// How many characters tell, of each script.
#[derive(Clone, Copy, Default)]
struct Count {
    traditional: usize,
    simplified: usize,
}

impl Count {
    fn of(text: &str) -> Self {
        let (mut count, mut rest) = (Self::default(), text.as_bytes());
        loop {
            rest = match *rest {
                [] => break,
                // Both scripts are written in characters of three bytes.
                [lead @ 0xE0..=0xEF, second, third, ref tail @ ..] => {
                    count.traditional += usize::from(TRADITIONAL.has_bytes([lead, second, third]));
                    count.simplified += usize::from(SIMPLIFIED.has_bytes([lead, second, third]));
                    tail
                }
                [_, ref tail @ ..] => tail,
            };
        }
        count
    }

    fn is_traditional(self) -> bool {
        self.traditional > 0 && self.simplified * STRAY <= self.traditional
    }

    fn is_simplified(self) -> bool {
        self.traditional * STRAY <= self.simplified
    }
}

/// The script that a character alone gives away.
pub(super) fn script_of(char: char) -> Option<Script> {
    if !('\u{3400}'..='\u{9FFF}').contains(&char) {
        None
    } else if TRADITIONAL.has(char) {
        Some(Script::Traditional)
    } else {
        SIMPLIFIED.has(char).then_some(Script::Simplified)
    }
}

/// Which script a text is written in. One stray character makes no mixed text; a line of the other script does.
pub(super) fn detect(text: &str) -> Script {
    let whole = Count::of(text);
    if whole.traditional == 0 || (whole.traditional == 1 && whole.simplified > 1) {
        return Script::Simplified;
    }
    if whole.is_traditional() {
        return Script::Traditional;
    }
    let turns = text.lines().any(|line| turning(line).next().is_some());
    if turns { Script::Mixed } else { Script::Simplified }
}

/// The parts of a line that are Traditional, in a text of both scripts: the line, or its clauses where it is of both.
fn turning(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let count = Count::of(line);
    let whole = count.traditional > 1 && count.is_traditional();
    let clauses = !whole && count.traditional > 1 && !count.is_simplified();
    let pieces =
        line.split_inclusive(['，', '。', '；', '：', '、', ',', ';', '“', '”']).filter(move |_| clauses);
    let mut at = 0;
    let parts = pieces.filter_map(move |piece| {
        let start = at;
        at += piece.len();
        let count = Count::of(piece);
        (count.traditional > count.simplified).then_some(start..at)
    });
    whole.then_some(0..line.len()).into_iter().chain(parts)
}

/// Turns a text into the mainland's Simplified; leaves it alone where it is that already.
pub(super) fn script(text: &str, script: Script) -> Patches {
    let mut patches = Patches::new();
    match script {
        Script::Simplified => {}
        Script::Traditional => turn(text, 0..text.len(), &mut patches),
        Script::Mixed => {
            let mut at = 0;
            for line in text.split_inclusive('\n') {
                for part in turning(line) {
                    turn(text, at + part.start..at + part.end, &mut patches);
                }
                at += line.len();
            }
        }
    }
    patches
}

/// Turns a range: the mainland's words first, then OpenCC's phrases and characters.
fn turn(text: &str, range: Range<usize>, patches: &mut Patches) {
    let mainland = &*MAINLAND;
    let part = &text[range.clone()];
    let mut at = 0;
    loop {
        at += same(&part.as_bytes()[at..]);
        let rest = &part[at..];
        let Some(first) = rest.chars().next() else { break };
        let width = first.len_utf8();
        let opening = Opening::of(rest);
        let phrase = TO_SIMPLIFIED.phrases.iter().find_map(|phrases| phrases.longest(opening, rest));
        let (own, opencc) = (mainland.longest(opening, rest), phrase);
        // The longer one knows more.
        let found = match (own, opencc) {
            (Some(own), Some(opencc)) if opencc.0 > own.0 => Some(opencc),
            (Some(own), _) => Some(own),
            (None, opencc) => opencc,
        };
        if let Some((length, now)) = found {
            diff(&part[at..at + length], now, range.start + at, patches);
            at += length;
            continue;
        }
        if let Some(now) = TO_SIMPLIFIED.chars.get(first) {
            let start = range.start + at;
            patches.replace(start..start + width, now.encode_utf8(&mut [0; 4]));
        }
        at += width;
    }
}

/// How many bytes of the beginning are in characters that neither turn nor begin a phrase, as most are.
fn same(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    loop {
        rest = match *rest {
            [lead @ 0xE0..=0xEF, second, third, ref tail @ ..]
                if !TURNING.has_bytes([lead, second, third]) =>
            {
                tail
            }
            [0..=0x7F, ref tail @ ..] | [0xC0..=0xDF, _, ref tail @ ..] => tail,
            _ => return bytes.len() - rest.len(),
        };
    }
}

/// Patches character by character where a phrase and its conversion have as many, so that the map stays fine.
fn diff(was: &str, now: &str, start: usize, patches: &mut Patches) {
    if was.chars().count() != now.chars().count() {
        patches.replace(start..start + was.len(), now);
        return;
    }
    let mut at = start;
    for (old, new) in was.chars().zip(now.chars()) {
        let end = at + old.len_utf8();
        if old != new {
            patches.replace(at..end, new.encode_utf8(&mut [0; 4]));
        }
        at = end;
    }
}
