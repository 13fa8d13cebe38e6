//! The box of the catalogue of open information above a document: 索引号, 发文机构, 成文日期, 发文字号, 公开方式.
//!
//! Its labels and values stand in one line or in many, parted by colons, tabs or the end of the line. It is taken where
//! at least two fields stand together, one of them with a label that only such a box has. A title that stands nowhere
//! else is kept.

use std::ops::Range;

use gongbao_data::{page_catalogue, page_labels, signers};

use super::fields::{framing, labelled};
use super::{Line, dates::date};
use crate::restore::Page;

/// As many lines of the page are looked at.
const LINES: usize = 40;
/// Longer is no value, in characters.
const VALUE: usize = 60;

/// What a label asks for, as the table says it.
#[derive(Clone, Copy, Debug)]
struct Label {
    kind: &'static str,
    strong: bool,
}

/// A label and its value, which may be empty.
#[derive(Clone, Debug)]
struct Field {
    label: Label,
    value: Range<usize>,
}

/// Sets the box aside, and says what it tells of the document.
pub(super) fn catalogue(text: &str, lines: &mut [Line], page: &mut Page) {
    let mut at = 0;
    while at < lines.len().min(LINES) {
        let (fields, end) = box_at(text, lines, at);
        if fields.len() < 2 || !fields.iter().any(|field| field.label.strong) {
            at = end.max(at + 1);
            continue;
        }
        for line in &mut lines[at..end] {
            line.reason = Some("metadata");
        }
        for field in fields {
            let value = &text[field.value.clone()];
            if field.label.kind == "title" && !value.is_empty() {
                keep_title(text, lines, at..end, &field.value);
            }
            tell(field.label.kind, value, page);
        }
        at = end;
    }
}

/// The fields that stand together from a line on, and behind the last of their lines.
fn box_at(text: &str, lines: &[Line], start: usize) -> (Vec<Field>, usize) {
    let mut fields: Vec<Field> = Vec::new();
    let mut end = start;
    while let Some(line) = lines.get(end) {
        if let Some(found) = fields_of(text, line.range.clone()) {
            fields.extend(found);
        } else if let Some(open) = fields.last_mut().filter(|open| open.value.is_empty())
            && is_value(text, open.label.kind, lines, end)
        {
            open.value = line.range.clone();
        } else {
            break;
        }
        end += 1;
    }
    (fields, end)
}

/// The fields that a line consists of.
fn fields_of(text: &str, line: Range<usize>) -> Option<Vec<Field>> {
    let skip = |at: usize| line.end - text[at..line.end].trim_start_matches(around).len();
    let mut at = skip(line.start);
    let mut fields = Vec::new();
    while at < line.end {
        let (label, behind) = label(&text[at..line.end]).map(|(label, length)| (label, at + length))?;
        let value = skip(behind);
        let end = next_label(text, value..line.end);
        let kept = text[value..end].trim_end_matches(around).len();
        let field = Field { label, value: value..value + kept };
        if !is_sound(&text[field.value.clone()], label.kind) {
            return None;
        }
        fields.push(field);
        at = end;
    }
    (!fields.is_empty()).then_some(fields)
}

/// Where the next label of a line begins, or its end.
fn next_label(text: &str, rest: Range<usize>) -> usize {
    let mut free = true;
    for (at, c) in text[rest.clone()].char_indices() {
        let here = rest.start + at;
        if free && !around(c) && label(&text[here..rest.end]).is_some() {
            return here;
        }
        free = around(c);
    }
    rest.end
}

fn around(c: char) -> bool {
    framing(c) && !matches!(c, '-' | '—' | '(' | ')' | '（' | '）')
}

/// The label at the beginning: behind it a colon, a gap or nothing.
fn label(text: &str) -> Option<(Label, usize)> {
    // Among its labels stand those of every page: 来源, 作者.
    let (length, row, own) = match labelled(page_catalogue(), text) {
        Some((length, row)) => (length, row, true),
        None => labelled(page_labels(), text).map(|(length, row)| (length, row, false))?,
    };
    let rest = &text[length..];
    let bare = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
    let colon = bare.chars().next().filter(|c| matches!(c, ':' | '：' | '﹕' | '】' | '］' | ']'));
    let parted = rest.is_empty() || bare.starts_with('\t') || rest.starts_with(['\u{a0}', '\u{3000}', '\t']);
    if colon.is_none() && !(own && parted) {
        return None;
    }
    let label = Label { kind: row.column(1), strong: own && row.column(2) == "strong" };
    Some((label, text.len() - bare.len() + colon.map_or(0, char::len_utf8)))
}

/// Whether a line is the value of the label above it: what follows is a label again, or nothing else looks so.
fn is_value(text: &str, kind: &str, lines: &[Line], at: usize) -> bool {
    let value = &text[lines[at].range.clone()];
    let number = || value.contains(|c: char| c.is_ascii_digit()) && value.contains(['/', '〔', '[', '［']);
    let certain = match kind {
        "number" => number(),
        "dated" | "published" | "day" => date(value).is_some_and(|(_, length)| value.len() - length <= 10),
        _ => false,
    };
    let again = || lines.get(at + 1).is_some_and(|next| fields_of(text, next.range.clone()).is_some());
    is_sound(value, kind) && (certain || again())
}

/// Whether a value is short, and one that such a label has.
fn is_sound(value: &str, kind: &str) -> bool {
    match kind {
        "summary" => true,
        "title" => value.chars().count() <= 2 * VALUE,
        "dated" | "published" | "day" => {
            value.is_empty() || date(value).is_some() || value.chars().count() <= 4
        }
        _ => value.chars().count() <= VALUE && !value.contains(['。', '；', '！', '？']),
    }
}

/// A title that no line below repeats belongs to the text.
fn keep_title(text: &str, lines: &mut [Line], inside: Range<usize>, title: &Range<usize>) {
    let bare = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let said = bare(&text[title.clone()]);
    let repeated = lines.iter().enumerate().any(|(index, line)| {
        !inside.contains(&index) && line.reason.is_none() && bare(&text[line.range.clone()]).contains(&said)
    });
    // A long title may be broken into lines.
    let broken = || bare(&text[lines[inside.end.saturating_sub(1)].whole.end..]).contains(&said);
    if !repeated && !broken() {
        for line in &mut lines[inside] {
            if line.range.start <= title.start && title.end <= line.range.end {
                line.kept = Some(title.clone());
            }
        }
    }
}

fn tell(kind: &str, value: &str, page: &mut Page) {
    let day = || date(value).map(|(day, _)| day);
    let name = || Some(value.to_owned()).filter(|value| !value.is_empty());
    match kind {
        "issuer" => page.issuer = page.issuer.take().or_else(|| name().filter(|name| signers().ends(name))),
        "dated" => page.dated = page.dated.or_else(day),
        "published" => page.published = page.published.or_else(day),
        "title" => page.title = page.title.take().or_else(name),
        "origin" => page.origin = page.origin.take().or_else(name),
        "byline" => page.byline = page.byline.take().or_else(name),
        _ => {}
    }
}
