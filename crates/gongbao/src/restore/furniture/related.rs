//! Lists of other articles at the end: titles, dates, excerpts.

use gongbao_data::related_heads;

use super::{Line, lines::date_ends};

/// Takes the longest end of the lines that is nothing but such a list.
pub(super) fn related(text: &str, lines: &mut [Line]) {
    let (mut from, mut dates, mut strays) = (lines.len(), 0, 0);
    let mut below = None;
    for (at, line) in lines.iter().enumerate().rev() {
        let this = kind(&text[line.range.clone()], line);
        match this {
            Kind::Aside | Kind::Excerpt => {}
            Kind::Dated => dates += 1,
            // Below a heading any line that is no paragraph belongs to the list.
            Kind::Head => from = at,
            // A title over a date or an excerpt; another one may be a signature.
            Kind::Short => strays += usize::from(!matches!(below, Some(Kind::Dated | Kind::Excerpt))),
            Kind::Paragraph => break,
        }
        if dates >= 2 && strays == 0 && this != Kind::Aside {
            from = at;
        }
        below = Some(this);
    }
    for line in &mut lines[from..] {
        line.reason = line.reason.or(Some("related"));
    }
}

/// What a line is in such a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// Set aside already.
    Aside,
    /// 相关阅读
    Head,
    /// A date alone, or a title with its date.
    Dated,
    /// ...成长旋律。立机制
    Excerpt,
    /// Perhaps a title.
    Short,
    /// A paragraph.
    Paragraph,
}

fn kind(line: &str, item: &Line) -> Kind {
    const TITLE: usize = 50;
    if item.reason.is_some() {
        return Kind::Aside;
    }
    let bare = line.trim_start_matches(|c: char| c.is_whitespace() || "•●■·【[★◆▪".contains(c));
    if let Some((length, _)) = related_heads().longest(bare) {
        let rest = bare[length..].trim_matches(|c: char| c.is_whitespace() || "：:】]>»".contains(c));
        if rest.chars().count() <= 12 && !rest.contains(['，', '。']) {
            return Kind::Head;
        }
    }
    if line.starts_with("...") || line.starts_with("……") || line.starts_with('…') {
        return Kind::Excerpt;
    }
    let count = line.chars().count();
    // A signature ends with a date as reports write it; a list with one as machines do.
    if count <= TITLE + 20 && date_ends(line).is_some_and(|at| !line[at..].contains('年')) {
        return Kind::Dated;
    }
    if count <= TITLE && !line.ends_with(['。', '！', '；', ';']) { Kind::Short } else { Kind::Paragraph }
}
