//! The date that relative times are counted from.

use jiff::civil::Date;
use memchr::memmem;

use super::Document;
use crate::read::dates;
use crate::report::SectionRole;

/// What a report's relative times are counted from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Reference {
    /// The day of the report.
    pub(super) day: Option<Date>,
    /// What it calls 今年.
    pub(super) year: Option<i16>,
    /// The year it reports on.
    pub(super) reported: Option<i16>,
    /// Whether the year was inferred from the years that the text names.
    pub(super) guessed: bool,
}

/// Genres in which 今年 is the year reported on, even if the report is dated in the year after.
fn is_yearly(genre: Option<&str>) -> bool {
    matches!(genre, Some("工作总结" | "述职报告" | "统计公报" | "工作要点" | "工作计划"))
}

/// The reference of a document.
pub(super) fn reference(document: &Document<'_>) -> Reference {
    let meta = document.meta;
    let day = meta.date;
    let title = meta.title.as_deref().and_then(dates::find_year);
    let published_only = day.is_some() && day == meta.published;
    if is_yearly(meta.genre.as_deref())
        && let Some(year) = meta.year
    {
        return Reference { day, year: Some(year), reported: Some(year), guessed: false };
    }
    if let Some(date) = day.filter(|_| !published_only) {
        return Reference {
            day,
            year: Some(date.year()),
            reported: meta.year.or(Some(date.year())),
            guessed: false,
        };
    }
    if let Some(year) = title {
        return Reference { day, year: Some(year), reported: meta.year.or(Some(year)), guessed: false };
    }
    // 1998年工作回顾: who looks back writes in the year after.
    if let Some(year) = meta.year.filter(|_| day.is_none()) {
        return Reference { day, year: Some(year + 1), reported: Some(year), guessed: true };
    }
    let inferred = infer(document);
    let (year, reported) = inferred.unzip();
    match day {
        // A page of January mostly brings what was written in the year before, if its text does not know better.
        Some(date) if date.month() <= 2 && year == Some(date.year() - 1) => {
            Reference { day, year, reported: year, guessed: true }
        }
        Some(date) => Reference {
            day,
            year: Some(date.year()),
            reported: meta.year.or(Some(date.year())),
            guessed: false,
        },
        None => Reference { day: None, year, reported, guessed: year.is_some() },
    }
}

/// The year in which a text without a date was written, and the one that it reports on, by the year that it names most
/// often: that one, if a month or a day of it is mostly named with it; else the one after, if the text also counts from
/// its own year (今年, 去年), since a writer names the years gone by and not his own. The latest year of all would be one
/// that he plans for.
fn infer(document: &Document<'_>) -> Option<(i16, i16)> {
    let text = document.text;
    // Year, how often it is named, and how often with a month.
    let mut named: Vec<(i16, u32, u32)> = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), "年") {
        let Some((year, start)) = year_before(text, at) else { continue };
        // 到2025年, what will be, and a section of plans look ahead; the ends of ranges are no dates.
        let ahead =
            text[..start].ends_with(['到', '至', '-', '—', '－', '～']) && !text[..start].ends_with("截至");
        if ahead || is_plan(document, start) || is_future(&text[at..]) {
            continue;
        }
        let behind = &text[at + "年".len()..];
        let month = dates::small(behind).is_some_and(|(_, length)| {
            // 2014年1至9月: both numbers take the 月.
            let rest = &behind[length..];
            let second = rest
                .strip_prefix(['至', '-', '—', '～'])
                .and_then(|rest| dates::small(rest).map(|(_, length)| &rest[length..]));
            second.unwrap_or(rest).starts_with('月')
        });
        match named.iter_mut().find(|(known, ..)| *known == year) {
            Some((_, times, dated)) => (*times, *dated) = (*times + 1, *dated + u32::from(month)),
            None => named.push((year, 1, u32::from(month))),
        }
    }
    let (year, times, dated) = named.iter().copied().max_by_key(|(year, times, _)| (*times, *year))?;
    if dated * 2 >= times {
        return Some((year, year));
    }
    let deictic =
        ["今年", "去年", "年初"].iter().any(|word| memmem::find(text.as_bytes(), word.as_bytes()).is_some());
    // What is said to an assembly looks back on the year before; other reports are written at the end of their own.
    let head = text.char_indices().nth(60).map_or(text, |(end, _)| &text[..end]);
    let reported = if head.contains("各位代表") { year } else { year + 1 };
    deictic.then_some((year + 1, reported))
}

/// The year in four digits before a 年, and where it starts.
fn year_before(text: &str, at: usize) -> Option<(i16, usize)> {
    let (start, _) = text[..at].char_indices().rev().nth(3)?;
    let (year, length) = dates::year(&text[start..at])?;
    let inside = text[..start].chars().next_back().is_some_and(super::parse::is_number);
    (start + length == at && !inside).then_some((year, start))
}

/// Whether the clause behind a year says what will be.
fn is_future(behind: &str) -> bool {
    let end = behind.char_indices().take(30).find(|(_, c)| matches!(c, '，' | '。' | '；' | '\n'));
    let end =
        end.map_or_else(|| behind.char_indices().nth(30).map_or(behind.len(), |(at, _)| at), |(at, _)| at);
    ["将", "计划", "预计", "争取", "力争", "规划", "预期", "预算"]
        .iter()
        .any(|word| behind[..end].contains(word))
}

fn is_plan(document: &Document<'_>, at: usize) -> bool {
    let behind = document.sections.partition_point(|section| section.span.start() <= at);
    behind.checked_sub(1).is_some_and(|index| document.sections[index].role == SectionRole::Plan)
}
