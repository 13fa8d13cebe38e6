//! What a page says of its article outside of it: title, date, source.

use std::ops::Range;

use gongbao_data::{page_metas, post_words};

use super::tokens::{Kind, Token, attribute};
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
            Kind::Start { name, attributes, .. } if name.eq_ignore_ascii_case("meta") => {
                meta(attributes, &mut metas)
            }
            Kind::Text => push(&mut line, &text[token.range.clone()]),
            Kind::Start { does, .. } | Kind::End { does, .. } if !does.is_empty() => {
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
        plain_to(text, line);
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
    body: &Range<usize>,
    found: &mut Found,
) -> Option<Range<usize>> {
    let raw = title_element(text, tokens);
    let whole = raw.clone().map(|range| bare_plain(&text[range])).unwrap_or_default();
    let told = found.page.title.as_deref().map(bare).unwrap_or_default();
    let (mut same, mut heading) = (None, None);
    let before = tokens[..body.start.min(tokens.len())].iter().enumerate();
    for (index, token) in before.filter(|(_, token)| token.kind == Kind::Text) {
        let piece = bare_plain(&text[token.range.clone()]);
        if piece.chars().count() < SHORTEST {
            continue;
        }
        if piece == told || whole.contains(&piece) {
            // The last one as long as any before.
            if same.as_ref().is_none_or(|(length, _)| *length <= piece.len()) {
                same = Some((piece.len(), index));
            }
        } else if is_heading(tokens, index) {
            heading = Some(index);
        }
    }
    let range = match same.map(|(_, index)| index).or(heading) {
        Some(index) => trimmed(text, tokens[index].range.clone()),
        None => page_title(text, raw?),
    };
    let title = plain(&text[range.clone()]);
    let said = bare(&title);
    let known = if told.is_empty() { &said } else { &told };
    if found.page.title.is_none() {
        found.page.title = Some(title.trim().to_owned());
    }
    let begins =
        begins_with(text, tokens, body, known) || said != *known && begins_with(text, tokens, body, &said);
    (!begins && !range.is_empty()).then_some(range)
}

/// A title has at least so many characters.
const SHORTEST: usize = 6;

/// Whether a text stands in a heading: one of its last tags opened it.
fn is_heading(tokens: &[Token<'_>], index: usize) -> bool {
    let opens = |token: &Token<'_>| match token.kind {
        Kind::Start { name, .. } => {
            matches!(name.as_bytes(), [b'h' | b'H', b'1'..=b'3']) || name.eq_ignore_ascii_case("ucaptitle")
        }
        _ => false,
    };
    tokens[..index]
        .iter()
        .rev()
        .take_while(|token| matches!(token.kind, Kind::Start { .. }))
        .take(3)
        .any(opens)
}

/// The lines between the title and the article that belong to the report: when and where it was given
/// (——2026年1月22日在…会议上), and who gave it.
pub(super) fn subtitles(text: &str, tokens: &[Token<'_>], between: Range<usize>) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut line: Option<Range<usize>> = None;
    let from = tokens.partition_point(|token| token.range.start < between.start);
    for token in tokens[from..].iter().take_while(|token| token.range.end <= between.end) {
        match token.kind {
            Kind::Text => {
                let piece = trimmed(text, token.range.clone());
                if !piece.is_empty() {
                    // Marked up inside it would be another's line: 发布时间：<em>….
                    line = Some(line.map_or(piece.clone(), |_| 0..0));
                }
            }
            Kind::Start { does, .. } | Kind::End { does, .. } if !does.is_empty() => {
                if let Some(range) = line.take() {
                    let said = &text[range.clone()];
                    if is_dateline(said) || !lines.is_empty() && is_giver(said) {
                        lines.push(range);
                    } else if !lines.is_empty() {
                        break;
                    }
                }
            }
            _ => {}
        }
    }
    lines
}

/// ——2026年1月22日在某会议上.
fn is_dateline(line: &str) -> bool {
    const LONGEST: usize = 60;
    let said = line.trim_start_matches(['—', '-', '－', '─', ' ']);
    said.len() < line.len() && date(said).is_some() && line.chars().count() <= LONGEST
}

/// 市财政局局长 李明: the office is somewhere in it.
fn is_giver(line: &str) -> bool {
    const LONGEST: usize = 24;
    line.chars().count() <= LONGEST
        && !line.contains(['：', ':', '，', '。'])
        && line.char_indices().any(|(at, _)| post_words().longest(&line[at..]).is_some())
}

/// What the title element holds.
fn title_element(text: &str, tokens: &[Token<'_>]) -> Option<Range<usize>> {
    let opens = |token: &Token<'_>| matches!(token.kind, Kind::Start { name, .. } if name.eq_ignore_ascii_case("title"));
    let at = tokens.iter().position(opens)?;
    let raw = tokens.get(at + 1).filter(|token| token.kind == Kind::Raw)?;
    Some(trimmed(text, raw.range.clone()))
}

/// The title element without the name of the site behind it: 题目_栏目_网站.
fn page_title(text: &str, range: Range<usize>) -> Range<usize> {
    let whole = &text[range.clone()];
    let cut = whole.char_indices().find(|&(at, c)| {
        let rest = &whole[at + c.len_utf8()..];
        (matches!(c, '_' | '|' | '｜') || c == '-' && !rest.starts_with(|c: char| c.is_ascii_digit()))
            && whole[..at].trim().chars().count() >= SHORTEST
    });
    cut.map_or(range.clone(), |(at, _)| {
        range.start..range.start + whole[..at].trim_end_matches([' ', '-', '—']).len()
    })
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

/// Whether one of the first lines of the article begins with its title.
fn begins_with(text: &str, tokens: &[Token<'_>], body: &Range<usize>, title: &str) -> bool {
    const FAR: usize = 400;
    let mut beginning = String::new();
    let mut starts = vec![0];
    for token in &tokens[body.clone()] {
        match token.kind {
            Kind::Text => beginning.push_str(&bare_plain(&text[token.range.clone()])),
            Kind::Start { does, .. } | Kind::End { does, .. } if !does.is_empty() => {
                starts.push(beginning.len())
            }
            _ => {}
        }
        if beginning.len() > FAR + title.len() {
            break;
        }
    }
    starts.iter().any(|&at| at <= FAR && beginning.get(at..).is_some_and(|rest| rest.starts_with(title)))
}

/// With its references read.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    plain_to(text, &mut plain);
    plain
}

/// The same, put behind what is there.
fn plain_to(text: &str, plain: &mut String) {
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
}

/// Without any space.
fn bare(text: &str) -> String {
    without_spaces(text.to_owned())
}

/// The same, with its references read first.
fn bare_plain(text: &str) -> String {
    without_spaces(plain(text))
}

fn without_spaces(mut text: String) -> String {
    text.retain(|c| !c.is_whitespace());
    text
}
