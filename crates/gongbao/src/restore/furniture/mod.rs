//! What the page added: navigation, dates of publication, advertising, related articles.
//!
//! A line is taken as a whole or not at all, and where it is not sure it stays. Above the first paragraph and below
//! the last one a weak word is enough (来源：某报); between them only what no report says. What a line says of the
//! report is kept as metadata; what is set aside is listed.
//!
//! Title, byline, signature and date belong to the report and stay.

mod beside;
mod catalogue;
mod dates;
mod fields;
mod licence;
mod lines;
mod related;
mod signs;

pub(super) use dates::date;
pub(super) use fields::fields;

use std::ops::Range;

use crate::edit::Patches;
use crate::restore::{Found, Page};

/// Lines that are kept above the first paragraph, and below the last one, in which weak words count.
const MARGIN: usize = 12;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Above the first paragraph.
    Head,
    /// Between.
    Body,
    /// Below the last one.
    Foot,
}

/// A line that shows something.
#[derive(Clone, Debug)]
struct Line {
    /// Without the blanks around it.
    range: Range<usize>,
    /// With its end.
    whole: Range<usize>,
    /// What it was taken for.
    reason: Option<&'static str>,
    /// Whether it was read as a line below the last paragraph, which finds whatever one between paragraphs may be.
    judged: bool,
    /// What of it stays nevertheless.
    kept: Option<Range<usize>>,
}

/// Sets it aside.
pub(super) fn furniture(text: &str, found: &mut Found) -> Patches {
    let mut lines = lines(text);
    let mut page = Page::default();
    catalogue::catalogue(text, &mut lines, &mut page);
    let head = margin(text, &mut lines, Place::Head, &mut page);
    // A list of articles may hold what looks like a paragraph, and more of the page may stand above it.
    margin(text, &mut lines[head..], Place::Foot, &mut page);
    licence::licence(text, &mut lines[head..]);
    related::related(text, &mut lines[head..]);
    let foot = head + margin(text, &mut lines[head..], Place::Foot, &mut page);
    for line in &mut lines[head..foot] {
        judge(text, line, Place::Body, &mut page);
    }
    beside::beside(text, &mut lines, head);
    let mut patches = Patches::new();
    for line in &lines {
        if let Some(reason) = line.reason {
            let Some(kept) = &line.kept else {
                found.aside.push((line.range.clone(), reason));
                patches.delete(line.whole.clone());
                continue;
            };
            for around in [line.range.start..kept.start, kept.end..line.range.end] {
                if !around.is_empty() {
                    found.aside.push((around.clone(), reason));
                    patches.delete(around);
                }
            }
        }
    }
    found.page = page;
    patches
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let end = memchr::memchr2(b'\n', b'\r', &text.as_bytes()[at..])
            .map_or(text.len(), |length| at + length + 1);
        let whole = &text[at..end];
        let start = at + (whole.len() - whole.trim_start().len());
        let line = start..start + whole.trim().len();
        if !line.is_empty() {
            lines.push(Line { range: line, whole: at..end, reason: None, judged: false, kept: None });
        }
        at = end;
    }
    lines
}

/// Judges the lines of the head from the top, or those of the foot from the bottom, up to the first paragraph. How
/// many of the lines are before it, or where it ends.
fn margin(text: &str, lines: &mut [Line], place: Place, page: &mut Page) -> usize {
    let count = lines.len();
    let mut kept = 0;
    for step in 0..count {
        let index = if place == Place::Head { step } else { count - 1 - step };
        judge(text, &mut lines[index], place, page);
        if lines[index].reason.is_none() {
            kept += 1;
            if kept > MARGIN || is_paragraph(&text[lines[index].range.clone()]) {
                return if place == Place::Head { index } else { index + 1 };
            }
        }
    }
    if place == Place::Head { count } else { 0 }
}

/// Running text.
fn is_paragraph(line: &str) -> bool {
    const LONG: usize = 20;
    line.contains(['，', '。', ',', '；'])
        && line.chars().nth(LONG).is_some()
        && lines::date_ends(line).is_none()
}

fn judge(text: &str, line: &mut Line, place: Place, page: &mut Page) {
    if line.reason.is_none() && !line.judged {
        line.judged = place == Place::Foot;
        line.reason = lines::reason(&text[line.range.clone()], place, page);
    }
}

#[cfg(test)]
mod tests;
