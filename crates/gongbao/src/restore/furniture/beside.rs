//! Lines that only their neighbours tell: a title said again, the word above files to fetch, the telephone of a site.

use gongbao_data::page_imprint;

use super::Line;
use super::fields::labelled;
use crate::restore::chars::{ends_sentence, numbering};

/// Sets aside what stands beside what was set aside.
pub(super) fn beside(text: &str, lines: &mut [Line], head: usize) {
    titles(text, &mut lines[..head]);
    files(text, lines);
    imprint(text, lines);
}

/// A title that the page says again, right above the report or behind lines of its own: the last one is the report's.
/// Numbered headings and sentences may come again.
fn titles(text: &str, head: &mut [Line]) {
    /// Shorter lines are titles only where lines of the page stand between.
    const SHORTEST: usize = 7;
    let words = |line: &Line| &text[line.range.clone()];
    let again = |at: usize| {
        let line = words(&head[at]);
        let long = line.chars().nth(SHORTEST - 1).is_some();
        numbering(line).is_none()
            && !ordinal(line)
            && !ends_sentence(line)
            && !line.ends_with('.')
            && (at + 1..head.len()).any(|later| {
                head[later].reason.is_none()
                    && alike(line, words(&head[later]))
                    && (long || head[at..later].iter().any(|between| between.reason.is_some()))
                    // Behind a sentence of the report nothing is its title.
                    && !head[at + 1..later].iter().any(|it| it.reason.is_none() && ends_sentence(words(it)))
            })
    };
    let titles: Vec<usize> = (0..head.len()).filter(|&at| head[at].reason.is_none() && again(at)).collect();
    for at in titles {
        head[at].reason = Some("repeated");
    }
}

/// Whether a line is an item that is counted off: 第一，加强组织建设.
fn ordinal(line: &str) -> bool {
    let Some(rest) = line.strip_prefix('第') else { return false };
    let behind = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    behind.len() < rest.len() && behind.starts_with(['，', ',', '、'])
}

/// Whether two lines say the same, whatever the width of their marks, which later steps make alike.
fn alike(one: &str, other: &str) -> bool {
    let said = |line| str::chars(line).filter(|c| c.is_alphanumeric());
    said(one).eq(said(other))
}

/// 附件： above files that were set aside.
fn files(text: &str, lines: &mut [Line]) {
    for index in 1..lines.len() {
        let line = text[lines[index - 1].range.clone()].trim_end_matches(['：', ':']);
        if lines[index].reason == Some("attachment")
            && lines[index - 1].reason.is_none()
            && ["附件", "附件下载", "附件下載", "相关附件", "相關附件"].contains(&line)
        {
            lines[index - 1].reason = Some("attachment");
        }
    }
}

/// 主办：…, 地址：… above or below an imprint.
fn imprint(text: &str, lines: &mut [Line]) {
    let belongs = |line: &Line| line.reason.is_none() && is_of_site(&text[line.range.clone()]);
    for index in (0..lines.len().saturating_sub(1)).rev() {
        if lines[index + 1].reason == Some("imprint") && belongs(&lines[index]) {
            lines[index].reason = Some("imprint");
        }
    }
    for index in 1..lines.len() {
        if lines[index - 1].reason == Some("imprint") && belongs(&lines[index]) {
            lines[index].reason = Some("imprint");
        }
    }
}

fn is_of_site(line: &str) -> bool {
    /// Longer is a sentence, in characters.
    const LONGEST: usize = 80;
    line.chars().count() <= LONGEST
        && !line.contains(['。', '；'])
        && labelled(page_imprint(), line)
            .is_some_and(|(length, _)| line[length..].trim_start().starts_with([':', '：']))
}
