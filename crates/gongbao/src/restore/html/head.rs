//! What a page says of its article outside of it: title, date, source.

use std::ops::Range;

use gongbao_data::page_metas;

use super::tokens::{Kind, Token, attribute, kind_of};
use super::tree::Tree;
use crate::restore::escapes::reference;
use crate::restore::furniture::{Place, date, fields};
use crate::restore::{Found, Page};

/// Reads the meta elements, and the lines outside the article that are labels and values.
pub(super) fn tell(text: &str, tokens: &[Token<'_>], body: &Range<usize>, found: &mut Found) {
    let mut metas = Page::default();
    let mut lines = Page::default();
    let mut line = String::new();
    for (index, token) in tokens.iter().enumerate() {
        if body.contains(&index) {
            continue;
        }
        match token.kind {
            Kind::Start { name, attributes } if name.eq_ignore_ascii_case("meta") => {
                meta(attributes, &mut metas)
            }
            Kind::Text => push(&mut line, &text[token.range.clone()]),
            Kind::Start { name, .. } | Kind::End { name } if !kind_of(name).is_empty() => {
                fields(line.trim(), Place::Head, &mut lines);
                line.clear();
            }
            _ => {}
        }
    }
    found.page.fill(metas);
    found.page.fill(lines);
}

/// A line longer than any that holds fields is not read further.
fn push(line: &mut String, text: &str) {
    const LONGEST: usize = 800;
    if line.len() < LONGEST {
        line.push_str(&plain(text));
    }
}

fn meta(attributes: &str, page: &mut Page) {
    let key = attribute(attributes, "name").or_else(|| attribute(attributes, "property"));
    let (Some(key), Some(content)) = (key, attribute(attributes, "content")) else { return };
    let content = plain(content).trim().to_owned();
    let Some(row) = page_metas().get(&key.trim().to_ascii_lowercase()) else { return };
    if content.is_empty() || content.starts_with('<') {
        return;
    }
    match row.column(1) {
        "title" => page.title = page.title.take().or(Some(content)),
        "published" => page.published = page.published.or_else(|| date(&content).map(|(day, _)| day)),
        "origin" => page.origin = page.origin.take().or(Some(content)),
        _ => page.byline = page.byline.take().or(Some(content)),
    }
}

/// The title where it stands before the article: in a heading, or in the head of the page. `None` if the article
/// begins with it.
pub(super) fn title(
    text: &str,
    tokens: &[Token<'_>],
    tree: &Tree<'_>,
    body: &Range<usize>,
    found: &mut Found,
) -> Option<Range<usize>> {
    let in_head = page_title(text, tokens);
    let known =
        found.page.title.clone().or_else(|| in_head.as_ref().map(|range| plain(&text[range.clone()])));
    let known = bare(known.as_deref()?);
    if known.is_empty() || begins_with(text, tokens, body, &known) {
        return None;
    }
    found
        .page
        .title
        .get_or_insert_with(|| in_head.as_ref().map(|r| plain(&text[r.clone()])).unwrap_or_default());
    // The last piece of text before the article that is the title, or a heading that is the front of it.
    let heading = |index: usize| {
        let piece = bare(&plain(&text[tokens[index].range.clone()]));
        piece == known || piece.chars().count() >= 8 && known.starts_with(&piece)
    };
    let visible = |index: &usize| matches!(tokens[*index].kind, Kind::Text);
    let _ = tree;
    let piece = (0..body.start.min(tokens.len())).rev().filter(visible).find(|&index| heading(index));
    if let Some(index) = piece {
        return Some(trimmed(text, tokens[index].range.clone()));
    }
    in_head.filter(|range| {
        let title = bare(&plain(&text[range.clone()]));
        title == known || known.starts_with(&title)
    })
}

/// The text of the title element without the name of the site behind it.
fn page_title(text: &str, tokens: &[Token<'_>]) -> Option<Range<usize>> {
    let opens = |token: &Token<'_>| matches!(token.kind, Kind::Start { name, .. } if name.eq_ignore_ascii_case("title"));
    let at = tokens.iter().position(opens)?;
    let raw = tokens.get(at + 1).filter(|token| token.kind == Kind::Raw)?;
    let range = trimmed(text, raw.range.clone());
    let whole = &text[range.clone()];
    // 题目_栏目_网站: a title has at least six characters, the name of a site is behind it.
    let cut = whole.char_indices().find(|&(at, c)| {
        let spaced = c == '-' && (whole[..at].ends_with(' ') || whole[at + 1..].starts_with('-'));
        (matches!(c, '_' | '|' | '｜')
            || spaced
            || c == '-' && !whole[at + 1..].starts_with(|c: char| c.is_ascii_digit()))
            && whole[..at].trim().chars().count() >= 6
    });
    let end =
        cut.map_or(range.end, |(at, _)| range.start + whole[..at].trim_end_matches([' ', '-', '—']).len());
    (end > range.start).then_some(range.start..end)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

/// Whether the article begins with its title.
fn begins_with(text: &str, tokens: &[Token<'_>], body: &Range<usize>, title: &str) -> bool {
    const FAR: usize = 400;
    let mut beginning = String::new();
    for token in &tokens[body.clone()] {
        if token.kind == Kind::Text {
            beginning.push_str(&bare(&plain(&text[token.range.clone()])));
            if beginning.len() > FAR + title.len() {
                break;
            }
        }
    }
    beginning.find(title).is_some_and(|at| at <= FAR)
}

/// With its references read.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'&', &text.as_bytes()[at..]) {
        plain.push_str(&text[at..at + found]);
        at += found;
        match reference(&text[at..]) {
            Some((length, now)) => {
                plain.push_str(&now);
                at += length;
            }
            None => {
                plain.push('&');
                at += 1;
            }
        }
    }
    plain.push_str(&text[at..]);
    plain
}

/// Without any space.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}
