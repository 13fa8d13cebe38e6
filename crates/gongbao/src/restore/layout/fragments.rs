//! Sentences that were cut into lines at their links or bold words, as where a crawler took every tag for a line end:
//! `根据《⏎纲要⏎》，今后五年`.

use super::Line;
use crate::restore::chars::{begins_item, ends_sentence, is_east, numbering};

/// No line begins with one of these.
const CLOSING: [char; 14] =
    ['，', '。', '、', '；', '：', '！', '？', '）', '》', '”', '’', '」', '』', '】'];
/// No line ends with one of these.
const OPENING: [char; 8] = ['《', '（', '“', '‘', '「', '『', '【', '〔'];
/// A sentence goes on behind one of these.
const GOING_ON: [char; 15] =
    ['的', '在', '于', '和', '与', '对', '为', '是', '把', '以', '及', '由', '从', '向', '據'];

/// Whether a line may be a part of a sentence, by its ends.
pub(super) fn is_suspect(line: &str) -> bool {
    closes(line) || line.ends_with(OPENING) || line.ends_with(['，', '、'])
}

/// Whether a line begins with a mark that no line begins with. A question mark before words stands for something lost.
fn closes(line: &str) -> bool {
    let rest = line.trim_start_matches('？');
    let lost = rest.len() < line.len() && rest.starts_with(|c| is_east(c) && !CLOSING.contains(&c));
    line.starts_with(CLOSING) && !lost
}

/// Whether a line goes on with the one before, told by their marks; `next` is the line behind it.
pub(super) fn joins(text: &str, before: &Line, line: &Line, next: Option<&Line>) -> bool {
    let (first, second) = (before.of(text), line.of(text));
    if closes(second) {
        // Two marks in a row are pieces of a page that lost its order.
        let marks = ['，', '。', '、', '；', '：', '！', '？'];
        return is_text(first) && !(first.ends_with(marks) && second.starts_with(marks));
    }
    let goes_on = |c: char| is_east(c) || c.is_ascii_alphanumeric();
    // A blank line between says nothing: it is gone when the text is read again.
    if !second.starts_with(goes_on) {
        return false;
    }
    if first.ends_with(OPENING) {
        return true;
    }
    // 一、 alone on its line.
    if numbering(first) == Some(first.len()) {
        return first.ends_with('、') && is_text(second) && !begins_item(second);
    }
    if begins_item(second) {
        return false;
    }
    if first.ends_with('，') || first.ends_with('、') && first.starts_with(CLOSING) {
        // The lines of a poem are short.
        const VERSE: usize = 20;
        let fragment = first.starts_with(CLOSING) || second.chars().nth(VERSE).is_some();
        return fragment && is_text(first) && is_text(second);
    }
    // A linked word: what stands behind it goes on.
    const WORD: usize = 30;
    next.is_some_and(|next| closes(next.of(text)))
        && second.chars().nth(WORD).is_none()
        && !ends_sentence(first)
        && !first.ends_with(['：', ':'])
        && (first.contains(['，', '。', '；']) || first.ends_with(GOING_ON))
}

/// Not the cell of a table: Han in it, and more of them than of anything else.
fn is_text(line: &str) -> bool {
    let (mut all, mut east) = (0_usize, 0_usize);
    for c in line.chars().take(200) {
        all += 1;
        east += usize::from(is_east(c));
    }
    east * 2 >= all
}

#[cfg(test)]
mod tests {
    use crate::edit::{Draft, Step};
    use crate::restore::Found;
    use crate::restore::layout::layout;

    fn read(text: &str) -> String {
        let mut draft = Draft::new(text);
        draft.apply(Step::Layout, &layout(text, false, &mut Found::default()));
        let once = draft.text().to_owned();
        assert!(layout(&once, false, &mut Found::default()).is_empty(), "{once}");
        once
    }

    #[test]
    fn sentences_are_whole() {
        for (text, now) in [
            ("根据《\n规划纲要\n》，今后五年加快发展。\n", "根据《规划纲要》，今后五年加快发展。\n"),
            ("本办法是国家的\n法律\n、\n法规\n，各地要执行。\n", "本办法是国家的法律、法规，各地要执行。\n"),
            (
                "“九五”期间，\n各项事业取得了很大进步，人民生活得到明显改善。\n",
                "“九五”期间，各项事业取得了很大进步，人民生活得到明显改善。\n",
            ),
            ("一、\n提高工作水平，健全制度。\n", "一、提高工作水平，健全制度。\n"),
        ] {
            assert_eq!(read(text), now);
        }
    }

    #[test]
    fn paragraphs_stay_apart() {
        for text in [
            "各位代表：\n一年来，各项事业取得进步。\n",
            "一、总体要求\n坚持稳中求进，做好工作。\n",
            "工作目标\n为民服务\n。\n".replace("\n。", "。").as_str(),
            "姓名\n职务，电话\n12，\n13\n",
            // The question mark stands for a character that was lost.
            "市政府工作报告\n？源：日报\n",
            "月影轻移，\n照着山间的小路，\n无声。\n",
        ] {
            assert_eq!(read(text), text);
        }
    }
}
