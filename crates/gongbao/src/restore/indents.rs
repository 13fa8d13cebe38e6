//! Indents that became question marks: `????3月1日下午`.
//!
//! A paragraph begins with two ideographic spaces. An encoding without them leaves a question mark for each, or for
//! each of their bytes. Where a page lost its line ends, too, such marks are what is left of them.

use std::ops::Range;

use super::chars::is_han;
use crate::edit::{Certainty, Patches};

/// A mark for each byte of two ideographic spaces, and for each of the spaces.
const BYTES: &str = "????";
const SPACES: &str = "??";

/// Whether lines of a text begin with a mark for each space: once may be a question of somebody's.
pub(super) fn by_spaces(text: &str) -> bool {
    text.lines().filter(|line| begins(line, SPACES)).nth(1).is_some()
}

/// Takes the marks off a line; inside of it they part paragraphs.
pub(super) fn indents(text: &str, line: Range<usize>, by_spaces: bool, patches: &mut Patches) {
    let words = &text[line.clone()];
    let bare = words.trim_start();
    let start = line.start + words.len() - bare.len();
    let kinds = [BYTES, SPACES];
    let mark = kinds.into_iter().find(|&mark| (mark == BYTES || by_spaces) && begins(bare, mark));
    if let Some(mark) = mark {
        patches.replace_as(start..start + mark.len(), "", Certainty::Likely);
    }
    for (at, _) in words.match_indices(BYTES) {
        let before = words[..at].trim_end();
        if !before.is_empty() && ends(before) && begins(&words[at..], BYTES) {
            let from = line.start + before.len();
            patches.replace_as(from..line.start + at + BYTES.len(), "\n", Certainty::Likely);
        }
    }
}

/// Whether text begins behind a mark. What lost most of its characters begins with one, too.
fn begins(line: &str, mark: &str) -> bool {
    const SOUND: usize = 6;
    line.strip_prefix(mark).is_some_and(|rest| {
        !rest.chars().take(SOUND).any(|c| c == '?')
            && rest.starts_with(|c: char| {
                is_han(c) || c.is_ascii_digit() || matches!(c, '“' | '（' | '《' | '(')
            })
    })
}

fn ends(before: &str) -> bool {
    before.ends_with(['。', '”', '）', ')', '|', '：', '；', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Draft, Step};

    fn restored(text: &str) -> String {
        let mut patches = Patches::new();
        indents(text, 0..text.len(), by_spaces(text), &mut patches);
        let mut draft = Draft::new(text);
        draft.apply(Step::Punctuation, &patches);
        draft.finish().0.into_owned()
    }

    #[test]
    fn paragraphs_begin() {
        assert_eq!(
            restored("????3月1日下午,到校调研。 ????近年来,成立了工作团。"),
            "3月1日下午,到校调研。\n近年来,成立了工作团。"
        );
        assert!(by_spaces("??全县共有\n??近年来"));
        assert!(!by_spaces("??全县共有\n近年来"));
    }

    #[test]
    fn questions_stay() {
        for text in
            ["为什么????不知道", "为什么？????不知道", "????", "好不好? ????", "??谁说的", "????工????,??"]
        {
            assert_eq!(restored(text), text);
        }
    }
}
