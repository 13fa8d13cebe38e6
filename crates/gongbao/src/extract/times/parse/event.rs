//! Events that date what came after them: 党的十八大以来, 改革开放以来. By itself an event is no time.

use gongbao_data::events;

use crate::extract::times::shape::{Core, Expression, Mode};

/// Whether nothing but an event can begin so: what keeps a frequent word cheap.
pub(super) fn begins_only_events(rest: &str) -> bool {
    rest.starts_with(['党', '改', '新', '建', '香', '澳', '中', '入', '加', '抗', '脱'])
        && !rest.starts_with("新近")
        && !rest.starts_with("新春")
        && !rest.starts_with("建党节")
        && !rest.starts_with("建军节")
        && !rest.starts_with("中秋")
}

/// The event that stands at a byte, with the word behind it that makes it a time.
pub(super) fn event(text: &str, at: usize) -> Option<Expression> {
    let (length, row) = events().longest(&text[at..])?;
    let mut end = at + length;
    // 香港回归祖国以来, 党的十八大召开以来
    for word in ["召开", "祖国"] {
        if text[end..].starts_with(word) {
            end += word.len();
        }
    }
    let (word, mode) = [
        ("以来", Mode::Since),
        ("至今", Mode::Since),
        ("以后", Mode::After),
        ("之后", Mode::After),
        ("后", Mode::After),
        ("以前", Mode::Before),
        ("之前", Mode::Before),
        ("前夕", Mode::Before),
        ("前", Mode::Before),
    ]
    .into_iter()
    .find(|(word, _)| text[end..].starts_with(word))?;
    end += word.len();
    if word == "前" && text[end..].starts_with(['三', '沿', '进', '列']) {
        return None;
    }
    let mut date = row.column(1).splitn(3, '-');
    let core =
        Core::Event(date.next()?.parse().ok()?, date.next()?.parse().ok()?, date.next()?.parse().ok()?);
    Some(Expression { end, core, mode, rule: "time/event" })
}
