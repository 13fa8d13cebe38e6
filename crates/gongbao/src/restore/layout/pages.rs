//! Numbers of pages that stand alone between the lines, without the dashes or words that would tell them from cells.
//!
//! They count up from page to page, a page apart, beside lines of running text, and interrupt some of its sentences.
//! A row number of a table or a number of a list does not do all of this.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Line;
use crate::restore::Found;
use crate::restore::chars::ends_sentence;

/// A page has at least so many lines, and no more.
const SHORTEST: usize = 6;
const LONGEST: usize = 200;

/// Whether a line may be the number of a page.
pub(super) fn is_suspect(line: &str) -> bool {
    value(line).is_some() || is_dash(line)
}

/// The numbers of pages inside lines, `中介服务—6—和其他`, where a page was made one line: in order, if there are some.
pub(super) fn inside(text: &str) -> Vec<Range<usize>> {
    const DASH: &str = "—";
    static FINDER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(DASH));
    const DIGITS: usize = 3;
    let mut marks = Vec::new();
    let mut from = 0;
    for at in FINDER.find_iter(text.as_bytes()) {
        let body = text[at + DASH.len()..].trim_start_matches(' ');
        let digits = body.bytes().take(DIGITS + 1).take_while(u8::is_ascii_digit).count();
        let behind = body[digits..].trim_start_matches(' ');
        let rest = behind.strip_prefix(DASH);
        let before = text[..at].trim_end_matches(' ').chars().next_back();
        let number =
            |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '—' | '%' | '年' | '月'));
        if let Some(rest) = rest.filter(|_| (1..=DIGITS).contains(&digits) && at >= from)
            && !number(before)
            && !number(rest.trim_start_matches(' ').chars().next())
        {
            from = text.len() - rest.len();
            marks.push(at..from);
        }
    }
    // One may be anything.
    if marks.len() < 3 {
        marks.clear();
    }
    marks
}

/// Sets them aside.
pub(super) fn take(text: &str, lines: &mut Vec<Line>, found: &mut Found) {
    let mut marks = vec![false; lines.len()];
    between_dashes(text, lines, &mut marks);
    counting_up(text, lines, &mut marks);
    if !marks.contains(&true) {
        return;
    }
    let (mut turn, mut gap) = (false, false);
    let mut kept = Vec::with_capacity(lines.len());
    for (mut line, mark) in lines.drain(..).zip(marks) {
        if mark {
            gap |= line.gap;
            turn = true;
            found.aside.push((line.range, "page-number"));
        } else {
            line.turn |= std::mem::take(&mut turn);
            line.gap |= std::mem::take(&mut gap);
            kept.push(line);
        }
    }
    *lines = kept;
}

/// `—`, `9`, `3`, `—`, each on a line of its own.
fn between_dashes(text: &str, lines: &[Line], marks: &mut [bool]) {
    const DIGITS: usize = 4;
    for open in 0..lines.len() {
        if marks[open] || !is_dash(lines[open].of(text)) {
            continue;
        }
        let digits: usize = (open + 1..lines.len())
            .take(DIGITS + 1)
            .take_while(|&at| value(lines[at].of(text)).is_some())
            .count();
        let close = open + digits + 1;
        let line = |index: usize| lines.get(index).map_or("", |line| line.of(text));
        // In a table a dash is a cell without a number.
        let prose =
            open.checked_sub(1).is_some_and(|before| is_prose(line(before))) || is_prose(line(close + 1));
        if prose && (1..=DIGITS).contains(&digits) && is_dash(line(close)) {
            marks[open..=close].fill(true);
        }
    }
}

fn counting_up(text: &str, lines: &[Line], marks: &mut [bool]) {
    let line = |index: usize| lines.get(index).map_or("", |line| line.of(text));
    let mut seen: HashMap<u32, usize> = HashMap::new();
    let mut pages = Vec::new();
    for index in (0..lines.len()).filter(|&index| !marks[index]) {
        let Some(number) = value(line(index)) else { continue };
        let before = index.checked_sub(1).map_or("", line);
        if !is_prose(before) && !is_prose(line(index + 1)) {
            continue;
        }
        let last = number.checked_sub(1).and_then(|last| seen.get(&last).copied());
        if let Some(last) = last.filter(|last| (SHORTEST..=LONGEST).contains(&(index - last))) {
            pages.extend([last, index]);
        }
        seen.insert(number, index);
    }
    pages.dedup();
    let open = |&&index: &&usize| index.checked_sub(1).is_some_and(|before| !ends_sentence(line(before)));
    if pages.iter().filter(open).count() * 3 >= pages.len() {
        for index in pages {
            marks[index] = true;
        }
    }
}

fn value(line: &str) -> Option<u32> {
    let digits = line.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (1..=3).contains(&line.len())).then(|| line.parse().ok()).flatten()
}

fn is_dash(line: &str) -> bool {
    line.len() <= 6 && !line.is_empty() && line.chars().all(|c| matches!(c, '—' | '–' | '－'))
}

/// Running text, and no cell.
fn is_prose(line: &str) -> bool {
    const SHORTEST: usize = 12;
    line.contains(['，', '。', '、', '；']) && (line.ends_with('。') || line.chars().nth(SHORTEST).is_some())
}

#[cfg(test)]
mod tests {
    use crate::restore::Found;
    use crate::restore::layout::layout;

    fn read(text: &str) -> (String, usize) {
        let mut found = Found::default();
        let patches = layout(text, false, &mut found);
        let mut draft = crate::edit::Draft::new(text);
        draft.apply(crate::edit::Step::Layout, &patches);
        (draft.finish().0.into_owned(), found.aside.len())
    }

    #[test]
    fn numbers_between_pages_go() {
        let line = "各级组织健全制度，完善机制，推动工作上新台阶，取得新成效，全年";
        let page = format!("{line}\n").repeat(8);
        let text = format!("{page}1\n{page}2\n{page}开展活动三次。\n");
        let (now, aside) = read(&text);
        assert_eq!(aside, 2);
        assert!(!now.contains(['1', '2', '\u{a}'].as_slice()) || now.matches('\n').count() == 1, "{now}");
    }

    #[test]
    fn a_number_over_several_lines_goes() {
        let text = "各级组织健全制度，完善机制，推动工作\n—\n1\n2\n—\n上新台阶，取得新成效。\n";
        assert_eq!(read(text), ("各级组织健全制度，完善机制，推动工作上新台阶，取得新成效。\n".into(), 4));
    }

    #[test]
    fn numbers_inside_a_line_go() {
        let text = "全年完成投资五千万元以上，其中房地产开发、中介服务 —6— 和其他投资下降。全市新增就业—7—\n二、农业生产稳步增长，粮食产量达到新的水平，畜牧—8—业也有发展。\n";
        let now = "全年完成投资五千万元以上，其中房地产开发、中介服务和其他投资下降。全市新增就业\n二、农业生产稳步增长，粮食产量达到新的水平，畜牧业也有发展。\n";
        assert_eq!(read(text), (now.into(), 3));
        let range = "比例为1—3—5，从2020—2021—2022年，——1——，下降—3—个。\n";
        assert_eq!(read(range).0, range);
    }

    #[test]
    fn cells_and_items_stay() {
        let rows: String = (1..6).map(|row| format!("{row}\n某市\n12.5\n7.1\n8\n3\n项目\n")).collect();
        assert_eq!(read(&rows).0, rows);
        let items: String = (1..5)
            .map(|item| format!("{item}\n{}", "加强领导，健全制度，推动工作落实到位。\n".repeat(7)))
            .collect();
        assert_eq!(read(&items).0, items);
    }
}
