//! Text that was read in another encoding than it was written in.
//!
//! A line that holds hardly a common character, or runs of letters with accents, is turned back into the bytes that
//! it was read from, and these are read in the encodings that Chinese pages come in. A reading counts if the language
//! finds it far likelier than what stands there; short lines follow the long ones of their text. Bytes that the
//! wrong reading lost are shown by `?`: the language fills them in where it can, and never with a digit.

mod bytes;
mod reading;

use std::ops::Range;
use std::sync::LazyLock;

use gongbao_data as data;

use crate::edit::{Certainty, Patches};
use crate::script::engine::CharSet;

use super::Note;
use bytes::Source;
use reading::{Read, Target, natural, read};

/// Characters seen so often in reports are common.
const COMMON: f32 = 120.0;

/// The common characters, in both scripts.
static COMMON_CHARS: LazyLock<CharSet> = LazyLock::new(|| {
    let rows =
        data::pairs().rows().filter(|row| row.column(1).parse().is_ok_and(|count: f32| count >= COMMON));
    let simplified: Vec<char> = rows.filter_map(|row| row.key().chars().next()).collect();
    let known = CharSet::new(simplified.iter().copied());
    let other = data::opencc_ts_characters().rows().filter_map(|row| {
        let target = row.column(1).chars().next()?;
        known.holds(target).then(|| row.key().chars().next()).flatten()
    });
    CharSet::new(simplified.iter().copied().chain(other))
});

/// How a text may have been misread: what it was taken for, and what it is.
const WAYS: [(Source, Target); 6] = [
    (Source::Latin, Target::Utf8),
    (Source::Latin, Target::Gbk),
    (Source::Latin, Target::Big5),
    (Source::Gbk, Target::Utf8),
    (Source::Big5, Target::Gbk),
    (Source::Gbk, Target::Big5),
];

/// The right reading must cost so much less than the wrong one, and so little a character.
const SHARE: f32 = 0.75;
const BITS: f32 = 11.5;
/// What a character of a short line may cost, when the long lines were misread so.
const BITS_SHORT: f32 = 16.0;
/// So many bytes read one way settle which way is tried first.
const SETTLED: usize = 600;
/// A line of fewer characters does not speak for itself.
const SHORT: usize = 5;

/// Reads again what was misread.
pub(super) fn mojibake(text: &str, notes: &mut Vec<Note>) -> Patches {
    let mut patches = Patches::new();
    let suspects: Vec<Range<usize>> = suspects(text);
    if suspects.is_empty() {
        return patches;
    }
    // The long lines vote.
    let mut votes = [0usize; WAYS.len()];
    let mut found: Vec<Option<Found>> = Vec::with_capacity(suspects.len());
    for range in &suspects {
        // A text is mostly misread in one way: the way of the lines before is tried alone.
        let line = &text[range.clone()];
        let usual = (0..WAYS.len()).max_by_key(|&way| votes[way]).filter(|&way| votes[way] >= SETTLED);
        let usual = usual.and_then(|way| try_way(line, way, BITS, SHORT));
        let best = usual.or_else(|| best(line, BITS, SHORT));
        if let Some(best) = &best {
            votes[best.way] += range.len();
        }
        found.push(best);
    }
    let winner = votes.iter().enumerate().max_by_key(|&(_, votes)| *votes).filter(|&(_, &votes)| votes > 0);
    for (range, found) in suspects.iter().zip(found) {
        let line = &text[range.clone()];
        let again = || winner.and_then(|(way, _)| try_way(line, way, BITS_SHORT, 1));
        if let Some(found) = found.or_else(again) {
            put(line, range.start, &found, &mut patches, notes);
        }
    }
    patches
}

/// A reading of a line.
struct Found {
    way: usize,
    read: Read,
}

/// The lines that may have been misread.
fn suspects(text: &str) -> Vec<Range<usize>> {
    let common = &*COMMON_CHARS;
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let (mut wide, mut strange, mut latin) = (0usize, 0usize, 0usize);
        for char in line.chars() {
            match char {
                '\0'..='\u{7f}' => {}
                '\u{80}'..='\u{2ff}' => latin += 1,
                '\u{3400}'..='\u{9fff}' => {
                    wide += 1;
                    strange += usize::from(!common.holds(char));
                }
                '\u{e000}'..='\u{f8ff}'
                | '\u{3040}'..='\u{33ff}'
                | '\u{370}'..='\u{52f}'
                | '\u{ac00}'..='\u{d7af}' => {
                    wide += 1;
                    strange += 1;
                }
                _ => {}
            }
        }
        // Indents are no part of what was misread; later steps take them away.
        let blank =
            |char: char| char.is_whitespace() && char != '\u{a0}' && char != '\u{85}' || char == '\u{feff}';
        let body = line.trim_end_matches(blank);
        let start = at + body.len() - body.trim_start_matches(blank).len();
        if (strange > 1 && strange * 2 >= wide) || latin > 1 {
            found.push(start..at + body.len());
        }
        at += line.len();
    }
    found
}

/// The best reading of a line, if one is far likelier than what stands there.
fn best(line: &str, bits: f32, least: usize) -> Option<Found> {
    let all = (0..WAYS.len()).filter_map(|way| try_way(line, way, bits, least));
    all.min_by(|a, b| a.read.cost.total_cmp(&b.read.cost))
}

/// A line read one way, twice over where once does not do.
fn try_way(line: &str, way: usize, bits: f32, least: usize) -> Option<Found> {
    let (source, target) = WAYS[way];
    let seen = source.bytes(line)?;
    let once = read(&seen, target)?;
    let was = natural(line);
    if good(&once, was, bits, least) {
        return Some(Found { way, read: once });
    }
    // Twice over happens to text that went through the same program twice, and that program reads Latin.
    if (source, target) != (Source::Latin, Target::Utf8) {
        return None;
    }
    let text = once.text();
    let again = read(&source.bytes(&text)?, target)?;
    good(&again, was, bits, least).then(|| {
        // What was misread twice is mapped as a whole.
        let whole = vec![reading::Char { to: seen.bytes.len(), text: again.text(), lost: again.lost() }];
        Found { way, read: Read { chars: whole, ..again } }
    })
}

/// Whether a reading is far likelier than what stands there.
fn good(read: &Read, was: f32, bits: f32, least: usize) -> bool {
    read.han >= least && read.cost <= was * SHARE && read.cost <= bits * read.count as f32
}

/// Patches a line: as finely as characters of both readings end together.
fn put(line: &str, start: usize, found: &Found, patches: &mut Patches, notes: &mut Vec<Note>) {
    let Some(seen) = WAYS[found.way].0.bytes(line) else { return };
    let mut from = 0;
    let mut now = String::new();
    let (mut lost, mut before) = (false, '\0');
    for char in &found.read.chars {
        now.push_str(&char.text);
        lost |= char.lost;
        let Some(to) = seen.boundary(char.to) else { continue };
        let range = start + from..start + to;
        if line[from..to] != now {
            let certainty = if lost { Certainty::Likely } else { Certainty::Certain };
            patches.replace_as(range.clone(), &now, certainty);
        }
        let first = now.chars().next().unwrap_or('\0');
        if matches!((before, first), ('年', '月') | ('月', '日'))
            || now.contains("年月")
            || now.contains("月日")
        {
            notes.push(Note {
                range: range.clone(),
                code: "digit-lost",
                message: "a digit was lost with the byte before it".into(),
            });
        } else if lost && now.contains('?') {
            notes.push(Note { range, code: "byte-lost", message: "a character was lost".into() });
        }
        before = now.chars().next_back().unwrap_or('\0');
        (from, lost) = (to, false);
        now.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    fn read_again(text: &str) -> String {
        let mut draft = Draft::new(text);
        draft.apply(Step::Mojibake, &mojibake(text, &mut Vec::new()));
        draft.finish().0.into_owned()
    }

    const TEXT: &str = "各位代表：现在，我代表市人民政府，向大会报告工作，请予审议。2024年新增就业12.3万人。";

    fn misread(
        text: &str,
        write: &'static encoding_rs::Encoding,
        as_what: &'static encoding_rs::Encoding,
    ) -> String {
        let (bytes, _, _) = write.encode(text);
        as_what.decode_without_bom_handling(&bytes).0.into_owned()
    }

    #[test]
    fn misread_lines_come_back() {
        use encoding_rs::{BIG5, GBK, UTF_8, WINDOWS_1252};
        assert_eq!(read_again(&misread(TEXT, UTF_8, WINDOWS_1252)), TEXT);
        assert_eq!(read_again(&misread(TEXT, GBK, WINDOWS_1252)), TEXT);
        let even = "各位代表，現在我代表市人民政府向大會報告工作，請予審議";
        assert_eq!(read_again(&misread(even, BIG5, GBK)), even);
        let twice = misread(&misread(TEXT, UTF_8, WINDOWS_1252), UTF_8, WINDOWS_1252);
        assert_eq!(read_again(&twice), TEXT);
        // The bytes of the last character of each clause and of a sign were lost.
        assert_eq!(read_again("鍏ㄥ幙鍏冲伐缁勭粐澶у姏鎺ㄨ繘宸ヤ綔"), "全县关工组织大力推进工作");
    }

    #[test]
    fn clean_lines_stay() {
        for text in [
            TEXT,
            "Café crème à la carte, façade, naïve",
            "亳州市涡阳县鄱阳湖畔",
            "犇骉羴鱻",
            "Ünïcödé é è à ü",
            "樂山市市中區：黨建帶關建",
            "氮磷钾镁锌硒锰",
            "Ⅰ类α粒子β射线γ",
            "甪里乡、罍街、亳州",
        ] {
            assert_eq!(read_again(text), text);
        }
    }
}
