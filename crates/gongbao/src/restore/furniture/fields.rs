//! Lines of labels and values: 发布日期：2024-01-08 浏览次数：519次 来源：某报.

use gongbao_data::{Opening, Row, Table, page_labels};
use jiff::civil::Date;

use super::{Place, dates::date};
use crate::restore::Page;

/// What stands around fields.
const FRAME: [char; 16] =
    ['|', '｜', '丨', '【', '】', '[', ']', '（', '）', '(', ')', '•', '·', '-', '—', '│'];

/// A field.
#[derive(Clone, Copy, Debug)]
struct Field<'t> {
    kind: &'t str,
    strong: bool,
    value: &'t str,
}

/// Reads a line that is nothing but fields; says what it knows of the report. Weak labels alone are enough where the
/// line stands outside the report.
pub(in crate::restore) fn fields(line: &str, place: Place, page: &mut Page) -> bool {
    /// More is a paragraph.
    const LONGEST: usize = 600;
    if line.len() > LONGEST {
        return false;
    }
    let mut rest = line.trim_start_matches(framing);
    if place == Place::Head {
        rest = behind_publisher(rest).unwrap_or(rest);
    }
    let begins = date(rest);
    // Most lines are none by their first word.
    if begins.is_none() && label(rest).is_none() {
        return false;
    }
    // Without a colon only a date can be one.
    if !line.contains(|c: char| matches!(c, ':' | '：' | '﹕') || c.is_numeric()) {
        return false;
    }
    let mut found = Vec::new();
    let mut day = None;
    // Some pages begin with a date that has no label.
    if let Some((date, length)) = begins.filter(|_| !line.contains('年')) {
        day = Some(date);
        rest = rest[length..].trim_start_matches(framing);
        if rest.is_empty() {
            // Below the report it may be its own.
            if place == Place::Head {
                page.published = page.published.or(day);
            }
            return place == Place::Head;
        }
    }
    while !rest.is_empty() {
        let Some((field, next)) = field(rest) else {
            // 【阅读次数：】【关闭】
            if !found.is_empty() && super::lines::is_buttons(rest, true) {
                break;
            }
            return false;
        };
        found.push(field);
        rest = next;
    }
    let sound = found.iter().all(|field| field.is_sound());
    if !sound || !(place != Place::Body || found.iter().any(|field| field.strong)) {
        return false;
    }
    page.published = page.published.or(day);
    for field in found {
        field.tell(page);
    }
    true
}

/// 中共平山市委老干部局 发布时间:2025-01-17: what stands behind the name of who published, before the first label.
fn behind_publisher(line: &str) -> Option<&str> {
    const LONGEST: usize = 20;
    let at = line.char_indices().take(LONGEST + 1).find(|(_, c)| c.is_whitespace())?.0;
    let (name, behind) = (&line[..at], line[at..].trim_start());
    (name.ends_with(['局', '委', '办', '会', '府', '院', '网', '社'])
        && !name.contains(['，', '。', ',', '：', ':'])
        && label(behind).is_some_and(|(_, kind, _)| kind == "published"))
    .then_some(behind)
}

pub(super) fn framing(c: char) -> bool {
    c.is_whitespace() || FRAME.contains(&c)
}

/// A label of a table at the beginning, its letters set apart or not (来　源): how long it is.
pub(super) fn labelled<'a>(table: &'a Table, text: &str) -> Option<(usize, Row<'a>)> {
    const MOST: usize = 8;
    table.longest(text).or_else(|| {
        // Most texts begin like no label, with or without the blanks.
        let mut letters = text.chars().filter(|c| !c.is_whitespace());
        let opening = Opening::new(letters.next().unwrap_or_default(), letters.next().unwrap_or_default());
        if !table.may_begin(opening) || !text.chars().take(MOST).any(char::is_whitespace) {
            return None;
        }
        let (mut joined, mut ends) = (String::new(), Vec::new());
        for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()).take(MOST) {
            joined.push(c);
            ends.push((joined.len(), at + c.len_utf8()));
        }
        let (length, row) = table.longest(&joined)?;
        ends.into_iter().find(|&(joined, _)| joined == length).map(|(_, end)| (end, row))
    })
}

/// A label at the beginning; what it is and how long.
fn label(text: &str) -> Option<(usize, &'static str, &'static str)> {
    let (length, row) = labelled(page_labels(), text)?;
    let behind = text[length..].trim_start();
    // 【法宝引证码】 has none.
    behind
        .starts_with([':', '：', '﹕', '】'])
        .then(|| (text.len() - behind.len() + colon(behind), row.column(1), row.column(2)))
}

fn colon(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The first field, and what is left behind it.
fn field(text: &str) -> Option<(Field<'_>, &str)> {
    let (length, kind, weight) = label(text)?;
    let body = &text[length..];
    // The value goes to the next label.
    let end = body
        .char_indices()
        .find(|&(at, c)| {
            // 时间:2018-06-18浏览:4314次来源:某报: behind a number the next label needs no blank.
            let counted = body[..at].ends_with(|c: char| c.is_numeric() || c == '次');
            let dated = |(length, kind, _): (usize, &str, &str)| {
                counted || kind == "published" && date(body[at + length..].trim_start()).is_some()
            };
            label(&body[at..]).is_some_and(dated)
                || (at == 0 || framing(c)) && {
                    let next = body[at..].trim_start_matches(framing);
                    next.len() < body.len() - at && label(next).is_some()
                }
                || at == 0 && label(body).is_some()
        })
        .map_or(body.len(), |(at, _)| at);
    let value = body[..end].trim_matches(framing);
    Some((Field { kind, strong: weight == "strong", value }, body[end..].trim_start_matches(framing)))
}

impl Field<'_> {
    /// Whether the value is one that such a field has.
    fn is_sound(&self) -> bool {
        /// Longer is a sentence.
        const LONGEST: usize = 40;
        if self.kind == "title" {
            return self.value.chars().count() <= 2 * LONGEST;
        }
        if self.kind == "published" {
            return self.value.is_empty() || self.date().is_some();
        }
        self.value.chars().count() <= LONGEST && !self.value.contains(['。', '；', '！', '？'])
    }

    fn date(&self) -> Option<Date> {
        let (date, length) = date(self.value)?;
        // Only a weekday may follow.
        (self.value.len() - length <= "　星期一".len()).then_some(date)
    }

    fn tell(&self, page: &mut Page) {
        let value = || Some(self.value.to_owned()).filter(|value| !value.is_empty() && value != "未知");
        match self.kind {
            "published" => page.published = page.published.or(self.date()),
            "origin" => page.origin = page.origin.take().or_else(value),
            "byline" => page.byline = page.byline.take().or_else(value),
            "title" => page.title = page.title.take().or_else(value),
            _ => {}
        }
    }
}
