//! Line ends, blank lines, indents, wrapped lines: one paragraph a line, no blank line.
//!
//! The reading text has one line feed between paragraphs, and one at the end if the source has a line end there.
//! Lines are joined only where the page shows that they were broken: see [`wrap`].

mod fragments;
mod marks;
mod pages;
mod wrap;

use std::ops::Range;

use crate::edit::{Certainty, Patches};
use crate::restore::Found;
use crate::restore::chars::{begins_item, ends_sentence, is_east};

/// A line that shows something, without the blanks around it.
#[derive(Clone, Debug)]
struct Line {
    range: Range<usize>,
    /// The whole line as it stands, without its end.
    raw: Range<usize>,
    /// A blank line before it.
    gap: bool,
    /// A page ended before it.
    turn: bool,
}

impl Line {
    fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.range.clone()]
    }

    /// One space is left over from what stood before it, an indent is wider.
    fn is_indented(&self, text: &str) -> bool {
        let blank = &text[self.raw.start..self.range.start];
        !blank.is_empty() && blank != " "
    }
}

/// Makes it one paragraph a line. The lines of a page that was marked up are paragraphs already (`marked_up`).
pub(super) fn layout(text: &str, marked_up: bool, found: &mut Found) -> Patches {
    let mut patches = Patches::new();
    let numbers = pages::inside(text);
    if numbers.is_empty() && is_regular(text) {
        return patches;
    }
    let lines = lines(text, &numbers, found);
    let wrap = if marked_up { None } else { wrap::Wrap::of(text, &lines) };
    let mut at = 0;
    for (index, line) in lines.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &lines[before]);
        let (between, certainty) = match before {
            None => ("", Certainty::Certain),
            Some(before)
                if joins(text, before, line, wrap.as_ref())
                    || fragments::joins(text, before, line, lines.get(index + 1)) =>
            {
                (glue(text, before, line, wrap.as_ref()), Certainty::Likely)
            }
            Some(_) => ("\n", Certainty::Certain),
        };
        put(&mut patches, text, at..line.range.start, between, certainty);
        at = line.range.end;
    }
    let end = if text[at..].contains(['\n', '\r']) && !lines.is_empty() { "\n" } else { "" };
    put(&mut patches, text, at..text.len(), end, Certainty::Certain);
    patches
}

/// Joins lines that were broken after so many characters, before what widens them is taken out: a break inside a reading
/// (`關(gu⏎ān)`) hides it, and without the readings the lines no longer show one width.
pub(super) fn unwrap(text: &str) -> Patches {
    let mut patches = Patches::new();
    let ends = || memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]);
    let (mut at, mut count, mut short) = (0, 0_usize, 0_usize);
    for end in ends() {
        count += 1;
        short += usize::from(end - at <= wrap::LONGEST);
        at = end + 1;
    }
    if !wrap::is_possible(count, short) || !is_widened(text) {
        return patches;
    }
    let (mut at, mut gap, mut lines) = (0, false, Vec::new());
    for end in ends() {
        let raw = at..end;
        at = end + 1;
        let line = &text[raw.clone()];
        let start = raw.start + (line.len() - line.trim_start().len());
        let range = start..start + line.trim().len();
        if range.is_empty() {
            gap = true;
        } else {
            lines.push(Line { range, raw, gap: std::mem::take(&mut gap), turn: false });
        }
    }
    let Some(wrap) = wrap::Wrap::after_characters(text, &lines) else { return patches };
    for pair in lines.windows(2) {
        if let [before, line] = pair
            && wrap.joins(text, before, line)
        {
            patches.replace_as(before.range.end..line.range.start, "", Certainty::Likely);
        }
    }
    patches
}

/// Whether readings stand in it, or characters that show nothing.
fn is_widened(text: &str) -> bool {
    let bytes = text.as_bytes();
    let reading = |at: usize| {
        text[at + 1..].chars().next().is_some_and(|c| c.is_ascii_lowercase() || ('à'..='ǜ').contains(&c))
    };
    memchr::memchr_iter(b'(', bytes).any(reading)
        || ["\u{200b}", "\u{200c}", "\u{200d}", "\u{2060}", "\u{feff}", "\u{ad}"]
            .iter()
            .any(|mark| memchr::memmem::find(bytes, mark.as_bytes()).is_some())
}

/// Whether every line is a paragraph already, as far as a look at its ends tells.
fn is_regular(text: &str) -> bool {
    let (mut at, mut count, mut short) = (0, 0_usize, 0_usize);
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
        let line = &text[at..end];
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        if blank(line.chars().next())
            || blank(line.chars().next_back())
            || marks::is_suspect(line)
            || pages::is_suspect(line)
            || fragments::is_suspect(line)
        {
            return false;
        }
        count += 1;
        short += usize::from(line.len() <= wrap::LONGEST);
        at = end + 1;
    }
    // What is left: lines broken inside, and a page broken into lines of one width.
    memchr::memchr2(b'\r', 0x0C, text.as_bytes()).is_none() && !wrap::is_possible(count, short)
}

/// The lines that show something; page numbers and the like are set aside.
fn lines(text: &str, numbers: &[Range<usize>], found: &mut Found) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut numbers = numbers.iter().peekable();
    let (mut at, mut gap, mut turn) = (0, false, false);
    while at < text.len() {
        let bytes = &text.as_bytes()[at..];
        let length = memchr::memchr3(b'\n', b'\r', 0x0C, bytes).unwrap_or(bytes.len());
        let raw = &text[at..at + length];
        let start = at + (raw.len() - raw.trim_start().len());
        let mut range = start..start + raw.trim().len();
        // A carriage return and a line feed are one end.
        let ends = if bytes[length..].starts_with(b"\r\n") { 2 } else { 1 };
        let (first, whole) = (at == 0, at..at + length);
        at = (at + length + ends).min(text.len());
        if range.is_empty() {
            gap |= !first;
            continue;
        }
        if marks::is_page_number(&text[range.clone()]) {
            found.aside.push((range, "page-number"));
            turn = true;
            continue;
        }
        if let Some(mark) = marks::continued_from(&text[range.clone()]) {
            found.aside.push((range.start..range.start + mark, "page-number"));
            range.start += mark;
            turn = true;
        }
        let mark = marks::continued_on(&text[range.clone()]);
        if let Some(mark) = mark {
            found.aside.push((range.start + mark..range.end, "page-number"));
            range.end = range.start + text[range.start..range.start + mark].trim_end().len();
        }
        while let Some(number) = numbers.next_if(|number| number.start < range.end) {
            if number.start < range.start || number.end > range.end {
                continue;
            }
            found.aside.push((number.clone(), "page-number"));
            let end = range.start + text[range.start..number.start].trim_end().len();
            if end > range.start {
                lines.push(Line { range: range.start..end, raw: range.start..end, gap, turn });
                gap = false;
            }
            turn = true;
            let rest = &text[number.end..range.end];
            range.start = range.end - rest.trim_start().len();
        }
        if !range.is_empty() {
            lines.push(Line { range, raw: whole, gap, turn });
            (gap, turn) = (false, false);
        }
        turn |= mark.is_some();
    }
    pages::take(text, &mut lines, found);
    lines
}

/// Whether two lines are one paragraph.
fn joins(text: &str, before: &Line, line: &Line, wrap: Option<&wrap::Wrap>) -> bool {
    let (first, second) = (before.of(text), line.of(text));
    if let Some(wrap) = wrap {
        return wrap.joins(text, before, line);
    }
    /// A heading is not broken by a page.
    const SENTENCE: usize = 12;
    line.turn
        && !ends_sentence(first)
        && !first.ends_with(['：', ':'])
        && !begins_item(second)
        && first.chars().nth(SENTENCE).is_some()
        && second.starts_with(|c: char| is_east(c) || c.is_ascii_alphanumeric())
}

/// What comes between two lines that are one.
fn glue(text: &str, before: &Line, line: &Line, wrap: Option<&wrap::Wrap>) -> &'static str {
    let last = before.of(text).chars().next_back();
    let first = line.of(text).chars().next();
    let west = |c: Option<char>| c.is_some_and(|c| !is_east(c));
    let cut = wrap.is_some_and(wrap::Wrap::cuts_words);
    if west(last) && west(first) && !cut { " " } else { "" }
}

/// Puts `now` where `range` stands, leaving alone what is there already.
fn put(patches: &mut Patches, text: &str, range: Range<usize>, now: &str, certainty: Certainty) {
    let was = &text[range.clone()];
    if was == now {
        return;
    }
    // Both are blanks around at most one line feed.
    if let Some(rest) = was.strip_prefix(now) {
        patches.replace_as(range.end - rest.len()..range.end, "", certainty);
    } else if let Some(rest) = was.strip_suffix(now) {
        patches.replace_as(range.start..range.start + rest.len(), "", certainty);
    } else if let Some(at) = was.find(now) {
        patches.replace_as(range.start..range.start + at, "", certainty);
        patches.replace_as(range.start + at + now.len()..range.end, "", certainty);
    } else {
        patches.replace_as(range, now, certainty);
    }
}
