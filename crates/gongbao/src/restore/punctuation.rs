//! ASCII punctuation beside Han characters.
//!
//! Beside Han, and between the words of a Chinese line, `, : ; ? ! ( )` take their Chinese width. Inside numbers,
//! times, addresses and Latin text they stay.

use std::ops::Range;

use super::chars::is_han;
use super::width::clock;
use super::{indents, quotes};
use crate::edit::Patches;

/// Makes punctuation wide where the line is Chinese.
pub(super) fn punctuation(text: &str) -> Patches {
    let mut patches = Patches::new();
    let bytes = text.as_bytes();
    let (mut marks, mut at) = (Places::of(bytes), 0);
    let (mut quoted, mut indented) = (None, None);
    loop {
        at = marks.next(at);
        if at == bytes.len() {
            break;
        }
        // From here the line is looked at as a whole, once.
        let start = memchr::memrchr(b'\n', &bytes[..at]).map_or(0, |end| end + 1);
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
        let before = patches.len();
        if memchr::memchr(b'?', &bytes[at..end]).is_some() {
            let by_spaces = *indented.get_or_insert_with(|| indents::by_spaces(text));
            indents::indents(text, start..end, by_spaces, &mut patches);
            if patches.len() == before && *quoted.get_or_insert_with(|| quotes::lost(text)) {
                quotes::quotes(text, start..end, &mut patches);
            }
        }
        // Other marks of the line are seen when the step comes round again.
        if patches.len() == before {
            line(text, start..end, &mut marks, at, &mut patches);
        }
        at = end;
    }
    patches
}

/// Takes the commas away that a site put before its own: 寒假期间，，社区，、学校.
///
/// One that stands there by mistake stays: only a page that doubles them is taken for one.
pub(super) fn doubled(text: &str) -> Patches {
    const MANY: usize = 3;
    let mut patches = Patches::new();
    let between = |at: &usize| {
        let after = text[at + "，，".len()..].chars().next();
        text[..*at].chars().next_back().is_some_and(is_han)
            && after.is_some_and(|c| is_han(c) || c.is_numeric())
    };
    let twice = memchr::memmem::find_iter(text.as_bytes(), "，，").filter(between).take(MANY).count();
    if twice == MANY {
        for (at, comma) in text.match_indices('，') {
            if text[at + comma.len()..].starts_with(['，', '、', '。', '；', '：']) {
                patches.delete(at..at + comma.len());
            }
        }
    }
    patches
}

/// Where marks stand: most texts have few, so that they are searched for by themselves, a few kinds at once.
struct Places<'b> {
    bytes: &'b [u8],
    /// The next ones of each search.
    next: [usize; 3],
}

impl<'b> Places<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        let mut places = Self { bytes, next: [0; 3] };
        places.next = [0, 1, 2].map(|kind| places.find(kind, 0));
        places
    }

    fn find(&self, kind: usize, at: usize) -> usize {
        let rest = &self.bytes[at..];
        let found = match kind {
            0 => memchr::memchr3(b',', b':', b';', rest),
            1 => memchr::memchr3(b'?', b'!', b'(', rest),
            _ => memchr::memchr(b')', rest),
        };
        found.map_or(self.bytes.len(), |ahead| at + ahead)
    }

    /// The next one from `at` on, which is never before the last time; the end of the text if there is none.
    fn next(&mut self, at: usize) -> usize {
        for kind in 0..self.next.len() {
            if self.next[kind] < at {
                self.next[kind] = self.find(kind, at);
            }
        }
        self.next.iter().copied().fold(self.bytes.len(), usize::min)
    }
}

fn wide_of(byte: u8) -> &'static str {
    match byte {
        b',' => "，",
        b':' => "：",
        b';' => "；",
        b'?' => "？",
        b'!' => "！",
        b'(' => "（",
        _ => "）",
    }
}

/// The marks of one line, the first of which stands at `at`.
fn line(
    text: &str,
    Range { start, end }: Range<usize>,
    places: &mut Places<'_>,
    mut at: usize,
    patches: &mut Patches,
) {
    let bytes = text.as_bytes();
    if !text[start..end].chars().any(is_han) {
        return;
    }
    let mut marks: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let (mut word, mut address) = (start..start, false);
    while at < end {
        if at >= word.end {
            word = latin(bytes, at, start, end);
            address = is_address(&bytes[word.clone()]);
        }
        let before = text[start..at].chars().next_back();
        let after = text[at + 1..end].chars().next();
        let mut wide = before.is_some_and(chinese) || after.is_some_and(chinese);
        let mut partner = None;
        match bytes[at] {
            b'(' => open.push(marks.len()),
            b')' => partner = open.pop(),
            mark => wide = wide || (!address && between(mark, before, after, text, at..end)),
        }
        if let Some(partner) = partner {
            marks[partner].partner = Some(marks.len());
        }
        marks.push(Mark { at, wide, partner });
        at = places.next(at + 1);
    }
    spread(&mut marks);
    for mark in marks.iter().filter(|mark| mark.wide) {
        patches.replace(mark.at..mark.at + 1, wide_of(bytes[mark.at]));
    }
}

/// One mark of a line.
struct Mark {
    at: usize,
    wide: bool,
    /// The other half of a parenthesis.
    partner: Option<usize>,
}

/// A mark beside a wide one is wide, and a parenthesis whose other half is: what a second run would see, seen at once.
fn spread(marks: &mut [Mark]) {
    let mut next: Vec<usize> = (0..marks.len()).filter(|&index| marks[index].wide).collect();
    while let Some(index) = next.pop() {
        let at = marks[index].at;
        let before = index.checked_sub(1).filter(|&before| marks[before].at + 1 == at);
        let after = Some(index + 1).filter(|&after| marks.get(after).is_some_and(|mark| mark.at == at + 1));
        for other in [before, after, marks[index].partner].into_iter().flatten() {
            if !marks[other].wide {
                marks[other].wide = true;
                next.push(other);
            }
        }
    }
}

/// The run of ASCII without spaces and parentheses around a place.
fn latin(bytes: &[u8], at: usize, start: usize, end: usize) -> Range<usize> {
    let inside = |byte: &u8| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')');
    let left = bytes[start..at].iter().rev().take_while(|byte| inside(byte)).count();
    let right = bytes[at..end].iter().take_while(|byte| inside(byte)).count();
    at - left..at + right.max(1)
}

/// Whether a run of ASCII is an address of a page or of a person.
fn is_address(word: &[u8]) -> bool {
    let signs = [&b"://"[..], b"www.", b"@", b"=", b"\\"];
    signs.iter().any(|sign| memchr::memmem::find(word, sign).is_some())
}

/// Whether a mark that is not beside Han parts words of a Chinese line all the same: `8.5%,GDP增长`. The rest of the
/// line begins with it.
fn between(mark: u8, before: Option<char>, after: Option<char>, text: &str, rest: Range<usize>) -> bool {
    let Some(before) = before.filter(|char| !char.is_whitespace()) else { return false };
    let numbers = before.is_ascii_digit() && after.is_some_and(|char| char.is_ascii_digit());
    match (mark, after) {
        (_, Some(char)) if char.is_whitespace() => false,
        (b':', _) if numbers => !clock(text, rest.start, rest.start + 1),
        // Groups of three are one number.
        (b',', _) if numbers => text[rest].bytes().skip(1).take_while(u8::is_ascii_digit).count() != 3,
        _ => true,
    }
}

/// Han or what stands among Han: their punctuation and quotes.
fn chinese(char: char) -> bool {
    is_han(char)
        || matches!(char, '\u{3001}'..='\u{301F}' | '\u{FF01}'..='\u{FF65}' | '“' | '”' | '‘' | '’' | '—' | '…' | '·' | '℃')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    fn wide(text: &str) -> String {
        let mut draft = Draft::new(text);
        draft.apply(Step::Punctuation, &punctuation(text));
        draft.finish().0.into_owned()
    }

    #[test]
    fn beside_han() {
        for (was, now) in [
            ("近年来,关工委(街道):好!", "近年来，关工委（街道）：好！"),
            ("总值(GDP)增长8.5%,GDP是1,230元;18:23", "总值（GDP）增长8.5%，GDP是1,230元；18:23"),
            ("“五老”,《意见》;", "“五老”，《意见》；"),
            ("(1)加强领导", "（1）加强领导"),
            ("为1,2,3条", "为1，2，3条"),
            ("之比1:1,附件1:20家", "之比1:1，附件1：20家"),
            ("看http://a.cn/?b=1,2", "看http://a.cn/?b=1,2"),
        ] {
            assert_eq!(wide(was), now);
        }
    }

    #[test]
    fn latin_lines_stay() {
        for text in ["Hello, world (again)!", "“Yes,” he said: no?", "12:30", "1,230"] {
            assert_eq!(wide(text), text);
        }
    }
}
