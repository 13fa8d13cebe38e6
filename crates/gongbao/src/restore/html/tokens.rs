//! The tokens of HTML, each with its place.
//!
//! Tags, comments and raw text are told apart as the standard does; what a browser would drop at the end of a broken
//! page is text here, since nothing may be lost. The finished tokenizers decode references on the way and give no place
//! to the parts, and here every character must lead back to the source.

use std::ops::Range;

use gongbao_data::html_elements;

/// A token.
#[derive(Clone, Debug)]
pub(super) struct Token<'t> {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind<'t>,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind<'t> {
    /// Text, its references undecoded.
    Text,
    /// `<name …>`; what the element does to the text around it, and what stands between the name and the end.
    Start { name: &'t str, does: &'static str, attributes: &'t str },
    /// `</name>`.
    End { name: &'t str, does: &'static str },
    /// A comment, a declaration.
    Comment,
    /// What an element holds that holds no tags, a script for instance.
    Raw,
}

/// Walks through the tokens of a page.
pub(super) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// The raw element that was opened by the last token.
    raw: Option<&'t str>,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, raw: None }
    }

    /// The tag that begins at the position.
    fn tag(&self) -> Option<Token<'t>> {
        let rest = &self.text[self.at..];
        let token = |length: usize, kind| Some(Token { range: self.at..self.at + length, kind });
        if let Some(inside) = rest.strip_prefix("<!--") {
            let length = inside.find("-->").map_or(rest.len(), |end| 4 + end + 3);
            return token(length, Kind::Comment);
        }
        let (closing, body) = match rest.strip_prefix("</") {
            Some(body) => (true, body),
            None => (false, &rest[1..]),
        };
        if !closing && body.starts_with(['!', '?']) {
            return token(rest.find('>').map_or(rest.len(), |end| end + 1), Kind::Comment);
        }
        if !body.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let name_end = body.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))?;
        let (name, inside) = body.split_at(name_end);
        let length = attributes_end(inside)?;
        let whole = rest.len() - inside.len() + length + 1;
        let attributes = inside[..length].trim_end_matches('/');
        let does = kind_of(name);
        token(whole, if closing { Kind::End { name, does } } else { Kind::Start { name, does, attributes } })
    }
}

/// Where the `>` is that ends a tag: not inside quotes.
fn attributes_end(inside: &str) -> Option<usize> {
    let bytes = inside.as_bytes();
    let (mut at, mut value) = (0, false);
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return Some(at),
            b'"' | b'\'' if value => {
                at += memchr::memchr(byte, &bytes[at + 1..])? + 2;
                value = false;
                continue;
            }
            b'=' => value = true,
            _ if byte.is_ascii_whitespace() => {}
            _ => value = false,
        }
        at += 1;
    }
    None
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        if self.at >= self.text.len() {
            return None;
        }
        let rest = &self.text[self.at..];
        if let Some(name) = self.raw.take() {
            let length = raw_end(rest, name);
            if length > 0 {
                let range = self.at..self.at + length;
                self.at = range.end;
                return Some(Token { range, kind: Kind::Raw });
            }
        }
        if rest.starts_with('<') {
            if let Some(token) = self.tag() {
                if let Kind::Start { name, does: "raw", .. } = token.kind {
                    self.raw = Some(name);
                }
                self.at = token.range.end;
                return Some(token);
            }
            if !rest.contains('>') {
                // Nothing more can be a tag.
                let range = self.at..self.text.len();
                self.at = range.end;
                return Some(Token { range, kind: Kind::Text });
            }
        }
        let length = memchr::memchr(b'<', &rest.as_bytes()[1..]).map_or(rest.len(), |length| length + 1);
        let range = self.at..self.at + length;
        self.at = range.end;
        Some(Token { range, kind: Kind::Text })
    }
}

/// Where the end tag of a raw element begins; the end of the text where there is none.
fn raw_end(text: &str, name: &str) -> usize {
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(&text.as_bytes()[at..], b"</") {
        let body = &text.as_bytes()[at + found + 2..];
        if body.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name.as_bytes()))
            && body
                .get(name.len())
                .is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
        {
            return at + found;
        }
        at += found + 2;
    }
    text.len()
}

/// What an element does to the text around it; empty if it runs on.
fn kind_of(name: &str) -> &'static str {
    const LONGEST: usize = 16;
    if name.len() > LONGEST {
        return "";
    }
    let mut lower = [0; LONGEST];
    let lower = &mut lower[..name.len()];
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    std::str::from_utf8(lower).ok().and_then(|name| html_elements().get(name)).map_or("", |row| row.column(1))
}

/// The value of an attribute, as it stands.
pub(super) fn attribute<'t>(attributes: &'t str, name: &str) -> Option<&'t str> {
    let bytes = attributes.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at + bytes[at..].iter().position(|b| !b.is_ascii_whitespace() && *b != b'/')?;
        let end = bytes[start..]
            .iter()
            .position(|b| b.is_ascii_whitespace() || *b == b'=')
            .map_or(bytes.len(), |length| start + length);
        let rest = attributes[end..].trim_start();
        let (value, next) = match rest.strip_prefix('=') {
            None => ("", attributes.len() - rest.len()),
            Some(rest) => {
                let rest = rest.trim_start();
                let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
                let (value, behind) = match quote {
                    Some(quote) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
                    None => rest.split_at(rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len())),
                };
                (value, attributes.len() - behind.len())
            }
        };
        if attributes[start..end].eq_ignore_ascii_case(name) {
            return Some(value);
        }
        at = next.max(end + 1);
    }
    None
}
