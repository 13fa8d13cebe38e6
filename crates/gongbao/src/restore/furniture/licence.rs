//! The licence that a library of texts puts below one: 本作品…属于公有领域.

use super::Line;

/// As many lines as it may have; a crawler takes every link for a line.
const LINES: usize = 80;
/// How it begins, in both scripts.
const BEGINS: [&str; 2] = ["本作品是", "本作品在"];
/// What it says.
const SAYS: [&str; 6] = ["公有领域", "公有領域", "著作权法", "著作權法", "Public domain", "维基文库"];

/// Takes it, and what stands behind it.
pub(super) fn licence(text: &str, lines: &mut [Line]) {
    let from = lines.len().saturating_sub(LINES);
    let of = |line: &Line| &text[line.range.clone()];
    let Some(at) = (from..lines.len()).find(|&at| BEGINS.iter().any(|word| of(&lines[at]).starts_with(word)))
    else {
        return;
    };
    if lines[at..].iter().any(|line| SAYS.iter().any(|word| of(line).contains(word))) {
        for line in &mut lines[at..] {
            line.reason = line.reason.or(Some("notice"));
        }
    }
}
