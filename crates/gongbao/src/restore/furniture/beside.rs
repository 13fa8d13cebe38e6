//! Lines that only their neighbours tell: a title said again, the word above files to fetch, the telephone of a site.

use gongbao_data::page_imprint;

use super::Line;
use super::fields::labelled;

/// Sets aside what stands beside what was set aside.
pub(super) fn beside(text: &str, lines: &mut [Line], head: usize) {
    titles(text, &mut lines[..head]);
    files(text, lines);
    imprint(text, lines);
}

/// A title above and below the lines of the page: the last one is the report's.
fn titles(text: &str, lines: &mut [Line]) {
    let mut above: Option<usize> = None;
    for index in 0..lines.len() {
        if lines[index].reason.is_some() {
            continue;
        }
        let same = |one: usize| text[lines[one].range.clone()] == text[lines[index].range.clone()];
        if let Some(before) = above.filter(|&before| before + 1 < index && same(before)) {
            lines[before].reason = Some("metadata");
        }
        above = Some(index);
    }
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
