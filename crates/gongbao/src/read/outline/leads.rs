//! Paragraphs that begin with parallel short sentences: `重阵地，关工组织遍地开花。该县…`.
//!
//! Such a sentence is a heading only in company: the paragraph before or behind it begins in the same way.

use gongbao_data::heading_verbs;

use super::headings::{bare, longer};
use super::numbering::{self, Style};
use super::{Body, Heading, Paragraph};
use crate::read::meta::is_salutation;
use crate::span::TextSpan;

/// As long as a lead sentence may be, in characters.
const LONGEST: usize = 60;
/// As long as one may be that only its first word tells.
const LONGEST_VERBAL: usize = 26;
/// As many characters two leads must share at their start to be parallel by that.
const SHARED: usize = 5;

/// The first sentence of a paragraph, if it may be a lead.
#[derive(Clone, Copy, Debug)]
struct Lead {
    /// Where the sentence stands, without dashes before it.
    span: TextSpan,
    /// How many bytes of dashes stand before it.
    dashes: usize,
    /// Whether it begins as headings do.
    verbal: bool,
    /// How many characters stand before its first comma.
    comma: usize,
}

/// Marks the leads of runs of paragraphs.
pub(super) fn mark(body: &Body<'_>, paragraphs: &mut [Paragraph]) {
    let mut next = 0;
    let mut leads: Vec<Option<Lead>> = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs.iter() {
        next += body.sentences[next..].partition_point(|sentence| sentence.end() <= paragraph.span.start());
        let alone = body.sentences.get(next).is_none_or(|sentence| sentence.end() >= paragraph.span.end());
        leads.push(match (&paragraph.heading, body.sentences.get(next)) {
            (None, Some(sentence)) if !alone => lead(body.text, *sentence),
            _ => None,
        });
    }
    let mut start = 0;
    while start < leads.len() {
        let mut end = start + 1;
        while end < leads.len() && parallel(body.text, leads[end - 1], leads[end]) {
            end += 1;
        }
        if end - start > 1 {
            for (paragraph, lead) in paragraphs[start..end].iter_mut().zip(&leads[start..end]) {
                let Some(lead) = lead else { continue };
                let start = paragraph.span.start();
                paragraph.heading = Some(Heading {
                    style: if lead.dashes > 0 { Style::Dash } else { Style::Lead },
                    value: 0,
                    number: None,
                    title: bare(body.text, lead.span),
                    start,
                    run_in: true,
                });
            }
        }
        start = end;
    }
}

/// A first sentence as a lead.
fn lead(text: &str, sentence: TextSpan) -> Option<Lead> {
    let words = sentence.of(text);
    let dashes =
        numbering::number(words).filter(|number| number.style == Style::Dash).map_or(0, |dash| dash.length);
    let words = &words[dashes..];
    if !words.ends_with('。') || longer(words, LONGEST) || is_salutation(words) {
        return None;
    }
    let verbal = heading_verbs().longest(words).is_some() && !longer(words, LONGEST_VERBAL);
    let comma = words.find('，').map_or(0, |at| words[..at].chars().count());
    Some(Lead { span: TextSpan::new(sentence.start() + dashes, sentence.end()), dashes, verbal, comma })
}

/// Whether two neighbours begin in the same way.
fn parallel(text: &str, one: Option<Lead>, other: Option<Lead>) -> bool {
    let (Some(one), Some(other)) = (one, other) else { return false };
    if (one.dashes > 0) != (other.dashes > 0) {
        return false;
    }
    if one.dashes > 0 || (one.verbal && other.verbal) {
        return true;
    }
    let (a, b) = (one.span.of(text), other.span.of(text));
    let shared = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    // 重阵地，…: the same first character and the same beat.
    // 县委常委、组织部长…: who does something stands at the head of many sentences.
    let posts = |words: &str| words.starts_with(['省', '市', '县', '区']) && words.contains("常委、");
    shared >= SHARED && !posts(a)
        || (shared > 0 && one.comma > 0 && one.comma == other.comma && !longer(a, LONGEST_VERBAL))
}
