//! The article out of an HTML page.
//!
//! The box that holds the running text is kept, with the title where that stands outside; the rest is set aside as a
//! whole. Inside the box tags go, blocks become lines and tables rows: one line a row, a tab between cells. References
//! are left to the next step. Every character of the article keeps its place in the source.

mod head;
mod tokens;
mod tree;

use std::ops::Range;

use crate::edit::{Certainty, Patches};
use crate::restore::Found;
use crate::restore::chars::is_east;
use tokens::{Kind, Token, Tokens};
use tree::Tree;

/// Leaves the article.
pub(super) fn html(text: &str, found: &mut Found) -> Patches {
    let mut patches = Patches::new();
    if !is_page(text) {
        return patches;
    }
    // A tag, and the text behind it.
    let tags = memchr::memchr_iter(b'<', text.as_bytes()).count();
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(2 * tags + 1);
    tokens.extend(Tokens::new(text));
    let tree = Tree::of(text, &tokens);
    let article = tree.article();
    let body = tree.elements[article].tokens.clone();
    head::tell(text, &tokens, &body, found);
    let start = tokens.get(body.start).map_or(text.len(), |token| token.range.start);
    let end = tokens.get(body.end).map_or(text.len(), |token| token.range.start).max(start);
    // Where the article is all there is, the head of the page lies in it.
    let title = head::title(text, &tokens, &body, found).filter(|title| title.end <= start);

    let mut writer = Writer { text, patches: &mut patches, from: 0, between: None };
    let mut aside = 0..0;
    if let Some(title) = &title {
        aside = set_aside(text, 0..title.start, found);
        writer.visible(title.clone());
        writer.separate(Between::Line);
        aside.end = title.end;
        for line in head::subtitles(text, &tokens, title.end..start) {
            set_aside(text, aside.end..line.start, found);
            aside.end = line.end;
            writer.visible(line);
            writer.separate(Between::Line);
        }
    }
    set_aside(text, aside.end..start, found);
    write(text, &tokens, &tree, article, &mut writer);
    set_aside(text, end..text.len(), found);
    writer.finish();
    patches
}

/// A whole page, or a part of one: not a text in which a tag or two have remained.
fn is_page(text: &str) -> bool {
    const HEAD: usize = 4096;
    if memchr::memchr_iter(b'<', text.as_bytes()).nth(5).is_none() {
        return false;
    }
    let mut end = text.len().min(HEAD);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_lowercase();
    if ["<html", "<!doctype html", "<body", "<head>"].iter().any(|tag| head.contains(tag)) {
        return true;
    }
    let blocks = Tokens::new(text)
        .filter(|token| match token.kind {
            Kind::End { does, .. } => matches!(does, "block" | "row" | "cell"),
            Kind::Start { name, .. } => name.eq_ignore_ascii_case("br"),
            _ => false,
        })
        .take(4)
        .count();
    blocks == 4
}

/// Lists what is no part of the article.
fn set_aside(text: &str, range: Range<usize>, found: &mut Found) -> Range<usize> {
    if !text[range.clone()].trim().is_empty() {
        found.aside.push((range.clone(), "page"));
    }
    range
}

/// What comes between two pieces of visible text, the stronger last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Between {
    Nothing,
    Space,
    Cells(u16),
    Line,
}

/// Makes patches of everything but the visible text.
struct Writer<'w> {
    text: &'w str,
    patches: &'w mut Patches,
    /// Behind the last visible text.
    from: usize,
    /// What comes before the next; nothing at all at the beginning.
    between: Option<Between>,
}

impl Writer<'_> {
    fn visible(&mut self, range: Range<usize>) {
        let gap = self.from..range.start;
        let now = match self.between {
            None | Some(Between::Nothing) => String::new(),
            Some(Between::Space) => {
                // A line end in the source of a page is no space in Chinese.
                let last = self.text[..gap.start].chars().next_back();
                let first = self.text[range.clone()].chars().next();
                let east = |c: Option<char>| c.is_some_and(is_east);
                if east(last) || east(first) { String::new() } else { " ".to_owned() }
            }
            Some(Between::Cells(count)) => "\t".repeat(usize::from(count)),
            Some(Between::Line) => "\n".to_owned(),
        };
        if self.text[gap.clone()] != *now {
            self.patches.replace_as(gap, &now, Certainty::Certain);
        }
        self.from = range.end;
        self.between = Some(Between::Nothing);
    }

    fn separate(&mut self, between: Between) {
        self.between = match (self.between, between) {
            (None, _) => None,
            (Some(Between::Cells(count)), Between::Cells(more)) => {
                Some(Between::Cells(count.saturating_add(more)))
            }
            (Some(before), between) => Some(before.max(between)),
        };
    }

    fn finish(self) {
        if self.from < self.text.len() {
            self.patches.delete(self.from..self.text.len());
        }
    }
}

/// Writes an element.
fn write(text: &str, tokens: &[Token<'_>], tree: &Tree<'_>, element: usize, writer: &mut Writer<'_>) {
    /// A cell with more Han characters is no cell of data; the table is there for the look of the page.
    const CELL: usize = 120;
    let body = tree.elements[element].tokens.clone();
    // Tables of data by their tokens, in order; a nested one lies inside.
    let data: Vec<Range<usize>> = tree.elements[element..]
        .iter()
        .filter(|inner| inner.is_table() && inner.heaviest_cell <= CELL && inner.tokens.start < body.end)
        .map(|inner| inner.tokens.clone())
        .collect();
    let (mut next, mut table_end) = (0, 0);
    let (mut hidden, mut pre, mut cell) = (0_usize, 0_usize, false);
    for index in body {
        while data.get(next).is_some_and(|table| table.start <= index) {
            table_end = table_end.max(data[next].end);
            next += 1;
        }
        let in_table = index < table_end;
        let token = &tokens[index];
        match token.kind {
            Kind::Text if hidden > 0 => {}
            Kind::Text => lines(text, token.range.clone(), pre > 0, writer),
            Kind::Comment | Kind::Raw => {}
            Kind::Start { name, does, .. } | Kind::End { name, does } => {
                let ends = matches!(token.kind, Kind::End { .. });
                if does == "hidden" {
                    hidden = if ends { hidden.saturating_sub(1) } else { hidden + 1 };
                } else if name.eq_ignore_ascii_case("pre") {
                    pre = if ends { pre.saturating_sub(1) } else { pre + 1 };
                }
                match does {
                    "row" => {
                        writer.separate(Between::Line);
                        cell = false;
                    }
                    // Its end tag may be left out.
                    "cell" if in_table => {
                        if cell {
                            writer.separate(Between::Cells(1));
                        }
                        cell = !ends;
                    }
                    "cell" => writer.separate(Between::Line),
                    // The lines of a cell are one.
                    "block" | "break" if !in_table || is_table_part(name) => writer.separate(Between::Line),
                    "block" | "break" => writer.separate(Between::Space),
                    _ => {}
                }
            }
        }
    }
}

fn is_table_part(name: &str) -> bool {
    ["table", "tbody", "thead", "tfoot", "caption"].iter().any(|part| name.eq_ignore_ascii_case(part))
}

/// Writes text: a run of blanks with a line end in it is a space at most.
fn lines(text: &str, range: Range<usize>, pre: bool, writer: &mut Writer<'_>) {
    let (mut at, end) = (range.start, range.end);
    for piece in text[range].split_inclusive(['\n', '\r', '\t']) {
        let body = piece.trim_matches(['\n', '\r', '\t', ' ']);
        let start = at + (piece.len() - piece.trim_start_matches(['\n', '\r', '\t', ' ']).len());
        // Blanks inside a line are text; those beside a tag may be.
        if body.is_empty() {
            if !piece.is_empty() {
                writer.separate(Between::Space);
            }
        } else {
            if start > at {
                writer.separate(Between::Space);
            }
            let stop = start + body.len();
            writer.visible(start..stop);
            if piece.ends_with(['\n', '\r']) && pre {
                writer.separate(Between::Line);
            } else if is_column(body, &text[stop..end]) {
                writer.separate(Between::Cells(1));
            } else if stop < at + piece.len() {
                writer.separate(Between::Space);
            }
        }
        at += piece.len();
    }
}

/// Whether a tab follows, and text on the same line behind it: a row that was typed, not made with a table.
fn is_column(before: &str, rest: &str) -> bool {
    if before.ends_with(['，', '。', '；', '、', '：']) {
        return false;
    }
    let blank = &rest[..rest.len() - rest.trim_start().len()];
    blank.contains('\t') && !blank.contains(['\n', '\r']) && blank.len() < rest.len()
}

#[cfg(test)]
mod tests;
