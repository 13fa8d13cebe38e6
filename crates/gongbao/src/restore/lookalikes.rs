//! Letters of other scripts that look like what belongs in their place.
//!
//! A scan is read as `人ロ` with a kana, a keyboard types `GDP` with a Cyrillic letter. The table knows the pairs. One
//! is put right where what stands around it leaves no other reading, and reported where it does not. Text that is
//! Japanese, Korean, Greek or Russian shows more of its script nearby and is left alone.

use gongbao_data::lookalikes;
use gongbao_data::words::{Word, cost};

use super::Note;
use super::chars::is_han;

/// How many characters to each side are looked at.
const NEAR: usize = 32;

/// A Latin word of reports is shorter than this; of a longer run the letters are left alone.
const WORD: usize = 16;

/// What belongs in the place of the character that stands from `at` to `end`, if it is known; what is not is noted.
pub(super) fn lookalike(
    char: char,
    text: &str,
    at: usize,
    end: usize,
    notes: &mut Vec<Note>,
) -> Option<char> {
    let (before, after) = (&text[..at], &text[end..]);
    let verdict = match known(char) {
        Some((now, "latin")) => latin(char, now, before, after),
        Some((now, place)) => han(char, now, place, before, after),
        None if is_hangul(char) && touches_han(before, after) == (true, true) => Verdict::Open(None),
        None => Verdict::Foreign,
    };
    match verdict {
        Verdict::Known(now) => return Some(now),
        Verdict::Open(now) if !foreign(char, before, after) => {
            let message = match now {
                Some(now) => format!("{char} is a letter of another script, perhaps for {now}"),
                None => format!("{char} is a letter of another script among Chinese characters"),
            };
            notes.push(Note { range: at..end, code: "lookalike", message });
        }
        Verdict::Open(_) | Verdict::Foreign => {}
    }
    None
}

enum Verdict {
    /// It stands for this.
    Known(char),
    /// It is out of place, and may stand for this.
    Open(Option<char>),
    /// It is in place.
    Foreign,
}

fn known(char: char) -> Option<(char, &'static str)> {
    let row = lookalikes().get(char.encode_utf8(&mut [0; 4]))?;
    Some((row.column(1).chars().next()?, row.column(2)))
}

fn touches_han(before: &str, after: &str) -> (bool, bool) {
    (before.chars().next_back().is_some_and(is_han), after.chars().next().is_some_and(is_han))
}

/// A character that would be Han.
fn han(char: char, now: char, place: &str, before: &str, after: &str) -> Verdict {
    if is_number(now, before, after) && !foreign(char, before, after) {
        return Verdict::Known(now);
    }
    let sides = touches_han(before, after);
    if sides == (false, false) {
        return Verdict::Foreign;
    }
    let fits = if place == "word" {
        before.ends_with('第') || in_word(now, before, after, 3)
    } else {
        sides == (true, true) || in_word(now, before, after, 2)
    };
    if fits && !foreign(char, before, after) { Verdict::Known(now) } else { Verdict::Open(Some(now)) }
}

/// Whether the place is that of the number of a heading: `二、` at the beginning of a line, `（二）`.
fn is_number(now: char, before: &str, after: &str) -> bool {
    matches!(now, '一' | '二' | '八')
        && ((after.starts_with('、') && (before.is_empty() || before.ends_with('\n')))
            || (before.ends_with(['（', '(']) && after.starts_with(['）', ')'])))
}

/// Whether a word of some length stands over the place once it is put right.
fn in_word(now: char, before: &str, after: &str, least: usize) -> bool {
    /// The longest words of the table have four characters.
    const REACH: usize = 3;
    let right = |char: char| known(char).map_or(char, |(now, _)| now);
    let mut line: Vec<char> = before.chars().rev().take(REACH).map(right).collect();
    line.reverse();
    let place = line.len();
    line.push(now);
    line.extend(after.chars().take(REACH).map(right));
    (0..=place).any(|start| {
        let ends = (start + least).max(place + 1)..=line.len().min(start + REACH + 1);
        ends.into_iter().any(|end| Word::of_all(&line[start..end]).and_then(cost).is_some())
    })
}

/// A letter that would be Latin: the word that it stands in tells.
fn latin(char: char, now: char, before: &str, after: &str) -> Verdict {
    let inside = |char: &char| char.is_alphanumeric() && !is_han(*char);
    let left = before.chars().rev().take_while(inside).take(WORD);
    let right = after.chars().take_while(inside).take(WORD);
    let (mut ascii, mut length) = (false, 0);
    for letter in left.chain(right) {
        length += 1;
        ascii |= letter.is_ascii_alphabetic();
        if length >= WORD || !letter.is_ascii() && !matches!(known(letter), Some((_, "latin"))) {
            return Verdict::Foreign;
        }
    }
    if ascii {
        Verdict::Known(now)
    } else if is_script(char, '\u{370}') && length == 0 {
        // A Greek capital alone is a sign of mathematics.
        Verdict::Foreign
    } else {
        Verdict::Open(Some(now))
    }
}

/// Whether there is more of the script nearby that is no look-alike: then the text is written in it.
fn foreign(char: char, before: &str, after: &str) -> bool {
    let near = before.chars().rev().take(NEAR).chain(after.chars().take(NEAR));
    near.into_iter().any(|other| !is_han(other) && is_script(char, other) && known(other).is_none())
}

/// Whether two characters are of one script.
fn is_script(char: char, other: char) -> bool {
    let script = |char| match char {
        '\u{370}'..='\u{3ff}' => 1,
        '\u{400}'..='\u{52f}' => 2,
        '\u{3040}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => 3,
        _ if is_hangul(char) => 4,
        _ => 0,
    };
    script(char) != 0 && script(char) == script(other)
}

fn is_hangul(char: char) -> bool {
    matches!(char, '\u{1100}'..='\u{11ff}' | '\u{3131}'..='\u{318e}' | '\u{ac00}'..='\u{d7a3}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> (String, usize) {
        let mut notes = Vec::new();
        let now = text
            .char_indices()
            .map(|(at, char)| {
                if char.is_ascii() {
                    return char;
                }
                lookalike(char, text, at, at + char.len_utf8(), &mut notes).unwrap_or(char)
            })
            .collect();
        (now, notes.len())
    }

    #[test]
    fn what_only_looks_so_is_put_right() {
        for (was, now) in [
            ("꿗国共产党党꿗央", "中国共产党党中央"),
            ("总人ロ为三万人，エ业增加值", "总人口为三万人，工业增加值"),
            ("凝聚カ量，落实人オ政策", "凝聚力量，落实人才政策"),
            ("ニ、主要做法\n（ハ）加强领导", "二、主要做法\n（八）加强领导"),
            ("第ー季度，坚持统ー战线", "第一季度，坚持统一战线"),
            ("GDР增长，АРР上线", "GDP增长，АРР上线"),
            ("СOVID防控，R&D经费和Тop10", "COVID防控，R&D经费和Top10"),
        ] {
            assert_eq!(repaired(was).0, now, "{was}");
        }
    }

    #[test]
    fn what_is_open_is_reported() {
        for text in ["上海ー天津航线", "评为А级景区", "全县뷁工作"] {
            assert_eq!(repaired(text), (text.to_owned(), 1), "{text}");
        }
    }

    #[test]
    fn other_scripts_stay() {
        for text in [
            "東京都ニ於ケル工場",
            "カラオケ大会を開く人口",
            "α粒子、β射线、30μm、100kΩ",
            "Москва и Россия",
            "대한민국 中 서울",
            "卡拉OK、エスカ",
        ] {
            assert_eq!(repaired(text), (text.to_owned(), 0), "{text}");
        }
    }
}
