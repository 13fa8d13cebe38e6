//! The elements of a page, and how much running text each holds.

use std::ops::Range;

use gongbao_data::content_marks;

use super::tokens::{Kind, Token, attribute};
use crate::restore::chars::is_han;

/// An element.
#[derive(Clone, Debug)]
pub(super) struct Element<'t> {
    pub(super) name: &'t str,
    pub(super) kind: &'static str,
    pub(super) parent: usize,
    /// Its tokens, without its own tags.
    pub(super) tokens: Range<usize>,
    /// Han characters outside links.
    pub(super) weight: usize,
    /// Its id or class is one of an article.
    pub(super) marked: bool,
    /// How much the heaviest cell holds, if this is a table.
    pub(super) heaviest_cell: usize,
}

/// The elements, the root first, each before what it holds.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    pub(super) elements: Vec<Element<'t>>,
}

/// So deep an open element is looked for; deeper nesting is no page.
const DEPTH: usize = 200;

impl<'t> Tree<'t> {
    pub(super) fn of(text: &'t str, tokens: &[Token<'t>]) -> Self {
        let mut builder = Builder { elements: vec![Element::new("", "", 0, 0, false)], open: vec![0] };
        for (index, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Start { name, does, attributes } => builder.start(index, name, does, attributes),
                Kind::End { name, .. } => builder.end(index, name),
                Kind::Text => builder.text(&text[token.range.clone()]),
                Kind::Comment | Kind::Raw => {}
            }
        }
        builder.close(tokens.len(), 0);
        builder.elements[0].tokens.end = tokens.len();
        let mut elements = builder.elements;
        for index in (1..elements.len()).rev() {
            let (weight, parent, cell) =
                (elements[index].weight, elements[index].parent, elements[index].kind == "cell");
            elements[parent].weight += weight;
            let heaviest = if cell {
                weight
            } else if elements[index].is_table() {
                0
            } else {
                elements[index].heaviest_cell
            };
            elements[parent].heaviest_cell = elements[parent].heaviest_cell.max(heaviest);
        }
        Self { elements }
    }

    /// The element that holds the article.
    pub(super) fn article(&self) -> usize {
        let all = self.elements[0].weight;
        // A box with a known name and a good part of the text; of boxes in boxes the innermost.
        let marked = || self.elements.iter().enumerate().filter(|(_, element)| element.marked);
        let most = marked().map(|(_, element)| element.weight).max().unwrap_or(0);
        if most * 5 >= all * 2 && most > 0 {
            let mut inner = marked().filter(|(_, element)| element.weight * 10 >= most * 9);
            if let Some((index, _)) = inner.next_back() {
                return index;
            }
        }
        // Down to the box that holds nearly all.
        let mut heavy = vec![(0, 0); self.elements.len()];
        for (index, element) in self.elements.iter().enumerate().skip(1) {
            let slot = &mut heavy[element.parent];
            if element.is_box() && element.weight > slot.0 {
                *slot = (element.weight, index);
            }
        }
        let mut at = 0;
        while heavy[at].0 > 0 && heavy[at].0 * 10 >= self.elements[at].weight * 9 {
            at = heavy[at].1;
        }
        at
    }
}

struct Builder<'t> {
    elements: Vec<Element<'t>>,
    open: Vec<usize>,
}

impl<'t> Builder<'t> {
    fn start(&mut self, index: usize, name: &'t str, kind: &'static str, attributes: &str) {
        let closes: &[&str] = match kind {
            "cell" => &["cell"],
            "row" => &["cell", "row"],
            _ => &[],
        };
        if let Some(depth) = self.find(|element| closes.contains(&element.kind), |element| element.is_table())
        {
            // A row goes with its cells.
            let above = depth.checked_sub(1).filter(|&above| {
                kind == "row"
                    && self.elements[self.open[above]].kind == "row"
                    && self.elements[self.open[depth]].kind == "cell"
            });
            self.close(index, above.unwrap_or(depth));
        } else {
            // A paragraph ends where a block begins, an item where the next one does.
            let top_is = |name: &str| self.top().name.eq_ignore_ascii_case(name);
            let begins = kind == "block" || kind == "row";
            if begins && top_is("p") || name.eq_ignore_ascii_case("li") && top_is("li") {
                self.close(index, self.open.len() - 1);
            }
        }
        if kind == "void" || kind == "break" {
            return;
        }
        let parent = self.open.last().copied().unwrap_or(0);
        self.open.push(self.elements.len());
        self.elements.push(Element::new(name, kind, parent, index + 1, is_marked(name, attributes)));
    }

    fn end(&mut self, index: usize, name: &str) {
        if let Some(depth) = self.find(|element| element.name.eq_ignore_ascii_case(name), |_| false) {
            self.close(index, depth);
        }
    }

    fn text(&mut self, text: &str) {
        let hidden = |&index: &usize| {
            let element = &self.elements[index];
            matches!(element.kind, "hidden" | "raw") || element.name.eq_ignore_ascii_case("a")
        };
        if self.open.iter().rev().take(8).any(hidden) {
            return;
        }
        let bytes = text.as_bytes();
        let references =
            memchr::memchr_iter(b'&', bytes).filter(|at| bytes.get(at + 1) == Some(&b'#')).count();
        let weight = text.chars().filter(|&c| is_han(c)).count() + references;
        if let Some(&top) = self.open.last() {
            self.elements[top].weight += weight;
        }
    }

    fn top(&self) -> &Element<'t> {
        &self.elements[self.open.last().copied().unwrap_or(0)]
    }

    /// The innermost open element that is wanted, up to one that bounds the search.
    fn find(
        &self,
        wanted: impl Fn(&Element<'t>) -> bool,
        bound: impl Fn(&Element<'t>) -> bool,
    ) -> Option<usize> {
        for depth in (1..self.open.len()).rev().take(DEPTH) {
            let element = &self.elements[self.open[depth]];
            if wanted(element) {
                return Some(depth);
            }
            if bound(element) {
                return None;
            }
        }
        None
    }

    /// Closes what is open from a depth on.
    fn close(&mut self, index: usize, depth: usize) {
        for element in self.open.drain(depth.max(1)..) {
            self.elements[element].tokens.end = index;
        }
    }
}

impl<'t> Element<'t> {
    fn new(name: &'t str, kind: &'static str, parent: usize, start: usize, marked: bool) -> Self {
        Self { name, kind, parent, tokens: start..start, weight: 0, marked, heaviest_cell: 0 }
    }

    pub(super) fn is_table(&self) -> bool {
        self.name.eq_ignore_ascii_case("table")
    }

    /// Whether an article may be its whole content: not a paragraph or a heading.
    fn is_box(&self) -> bool {
        let line =
            ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dd", "dt", "head", "title", "blockquote", "pre"];
        !self.kind.is_empty() && !line.iter().any(|name| self.name.eq_ignore_ascii_case(name))
            || self.kind.is_empty() && self.name.len() > 10
    }
}

/// Whether id or class name the box of an article.
fn is_marked(name: &str, attributes: &str) -> bool {
    let known = |word: &str| {
        let word = word.to_ascii_lowercase();
        let behind = content_marks().longest(&word).map(|(length, _)| &word[length..]);
        behind.is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(|c: char| c.is_ascii_digit() || "-_".contains(c))
        })
    };
    name.eq_ignore_ascii_case("ucapcontent")
        || ["id", "class"]
            .iter()
            .filter_map(|key| attribute(attributes, key))
            .any(|value| value.split_ascii_whitespace().any(known))
}
