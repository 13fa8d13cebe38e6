//! What a printed page puts among the lines: its number, and where the text goes on.

/// A page number is shorter than this, in bytes.
const LONGEST: usize = 48;

/// Whether a line may hold a mark: a look at its length and its ends.
pub(super) fn is_suspect(line: &str) -> bool {
    line.len() <= LONGEST && is_page_number(line)
        || continued_from(line).is_some()
        || continued_on(line).is_some()
}

/// `— 3 —`, `-3-`, `第 3 页`, `第3页 共12页`, `Page 3 of 12`. A bare number may be a cell of a table and stays.
pub(super) fn is_page_number(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '一') || c.is_whitespace();
    let number = line.trim_matches(dash);
    let (before, after) = (line.starts_with(dash), line.ends_with(dash));
    if before && after && number.len() < line.len() && is_number(number) {
        return true;
    }
    let mut rest = line.trim();
    let mut pages = 0;
    while !rest.is_empty() {
        let Some(body) = rest.strip_prefix(['第', '共']) else { return pages_in_english(line) };
        let Some((number, tail)) = body.split_once(['页', '頁']) else { return false };
        if !is_number(number.trim()) {
            return false;
        }
        pages += 1;
        rest = tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '/' | '，' | ',' | '／'));
    }
    pages > 0
}

fn pages_in_english(line: &str) -> bool {
    let mut words = line.split_whitespace();
    words.next().is_some_and(|word| word.eq_ignore_ascii_case("page"))
        && words.next().is_some_and(is_number)
        && words.next().is_none_or(|word| word == "of" && words.next().is_some_and(is_number))
        && words.next().is_none()
}

fn is_number(text: &str) -> bool {
    (1..=4).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_digit() || ('０'..='９').contains(&c))
}

/// 下转第四版 at the end of a line: where it begins.
pub(super) fn continued_on(line: &str) -> Option<usize> {
    let inner = line.strip_suffix(['）', ')', '】', '〕', ']']).unwrap_or(line);
    if !inner.ends_with(['版', '页', '頁']) {
        return None;
    }
    let at = ["下转", "下轉"].iter().filter_map(|word| inner.rfind(word)).max()?;
    is_where(&inner[at + "下转".len()..]).then(|| {
        let open = line[..at].trim_end();
        open.strip_suffix(['（', '(', '【', '〔', '[']).unwrap_or(open).len()
    })
}

/// （上接第一版） at the beginning of a line: its length.
pub(super) fn continued_from(line: &str) -> Option<usize> {
    let open = line.chars().next()?;
    let inner = line.strip_prefix(['（', '(', '【', '〔', '[']).unwrap_or(line);
    let body = inner.strip_prefix("上接")?;
    let (place, rest) = body.split_at(body.find(['版', '页', '頁'])? + "版".len());
    let rest =
        if "（(【〔[".contains(open) { rest.strip_prefix(['）', ')', '】', '〕', ']'])? } else { rest };
    is_where(place).then(|| line.len() - rest.trim_start().len())
}

/// `第四版`, `A4版`, `06版`.
fn is_where(text: &str) -> bool {
    let text = text.trim().trim_start_matches('第').trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let number = text.trim_end_matches(['版', '页', '頁']).trim();
    (1..=4).contains(&number.chars().count())
        && number.chars().all(|c| c.is_ascii_digit() || "〇零一二三四五六七八九十".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers() {
        for line in [
            "— 3 —",
            "-12-",
            "－１－",
            "第3页",
            "第 3 页 共 12 页",
            "第3页/共12页",
            "Page 3 of 12",
            "—— 1 ——",
        ] {
            assert!(is_page_number(line), "{line}");
        }
        for line in ["12", "——2025年1月15日", "第3页的内容", "-5.2", "一", "——", "第一部分", "page three"]
        {
            assert!(!is_page_number(line), "{line}");
        }
    }

    #[test]
    fn marks_of_newspapers() {
        let on = |line: &str| continued_on(line).map(|at| line[at..].to_owned());
        assert_eq!(on("推动高质量（下转第四版）").as_deref(), Some("（下转第四版）"));
        assert_eq!(on("推动高质量 下转A2版").as_deref(), Some(" 下转A2版"));
        assert_eq!(on("下转第二版"), Some("下转第二版".into()));
        assert_eq!(on("发行量下转，改出电子版"), None);
        let from = |line: &str| continued_from(line).map(|at| line[..at].to_owned());
        assert_eq!(from("（上接第一版）发展").as_deref(), Some("（上接第一版）"));
        assert_eq!(from("上接06版").as_deref(), Some("上接06版"));
        assert_eq!(from("上接天线下接地气，全国出版"), None);
    }
}
