//! Times: dates, years, periods, relative times, festivals.
//!
//! Each character that may begin a time is a trigger; from there [`parse`] reads an expression by hand, and
//! [`resolve`] finds its days against the report's own date. What is vague stays vague: 近年来 has no ends.
//!
//! What it does not do: lengths of time (`持续18年`) are figures, anniversaries and sessions (`建党100周年`, `十九大`) and
//! frequencies (`每年两次`) are none of both.

mod parse;
mod reference;
mod resolve;
mod shape;
mod triggers;

use super::signs::Sign;
use super::{Document, Found};
use crate::edit::Certainty;
use crate::fact::{Detail, Time};
use crate::read::dates;
use crate::report::SectionRole;
use crate::span::TextSpan;
use resolve::Clock;
use shape::{Core, Part, Year};
pub(super) use triggers::signs;

/// Finds the times of a document.
#[must_use]
pub fn times(document: &Document<'_>, taken: &[Found]) -> Vec<Found> {
    let text = document.text;
    let mut signs = document.signs.all([Sign::Time]);
    let reference = reference::reference(document);
    let mut clock =
        Clock { day: reference.day, year: reference.year, reported: reference.reported, ..Clock::default() };
    let (mut found, mut next_taken, mut section) = (Vec::new(), 0, 0);
    // The year that the plan at hand is for.
    let mut planned = None;
    for sentence in document.sentences {
        clock.told = None;
        if sentence.start() == 0
            || text[..sentence.start()].trim_end_matches([' ', '\u{3000}']).ends_with('\n')
        {
            clock.dated = None;
        }
        while let Some(next) =
            document.sections.get(section + 1).filter(|next| next.span.start() <= sentence.start())
        {
            section += 1;
            // 三、2023年工作计划: the part and what stands in it say for which year they plan.
            let told = next.title.and_then(|title| dates::find_year(title.of(text)));
            planned = if next.role == SectionRole::Plan { told.or(planned) } else { None };
        }
        let plans = document.sections.get(section).is_some_and(|section| section.role == SectionRole::Plan);
        clock.section = if plans { planned.or(reference.year) } else { reference.reported };
        let mut at = sentence.start();
        loop {
            at = signs.next(at);
            let Some(c) = text[at..].chars().next().filter(|_| at < sentence.end()) else { break };
            // What stands in a title or a document number is part of its name.
            while taken.get(next_taken).is_some_and(|fact| fact.span.end() <= at) {
                next_taken += 1;
            }
            if let Some(fact) = taken.get(next_taken)
                && fact.span.start() <= at
            {
                at = fact.span.end();
                continue;
            }
            let number = triggers::number(&text[at..]);
            let inside = parse::is_number(c) && text[..at].ends_with(parse::is_number);
            if !inside
                && triggers::may_begin(&text[at..], number)
                && let Some(read) = parse::expression(text, at).filter(|read| read.end <= sentence.end())
            {
                let (from, to) = resolve::resolve(&clock, read.core, read.mode);
                remember(&mut clock, read.core);
                // 2023年，我局将做好以下工作: the sentences behind it speak of the same year.
                let opens = at == sentence.start() && text[read.end..].starts_with('，');
                let ahead = clock.told.filter(|told| clock.reported.is_some_and(|year| *told == year + 1));
                if plans && opens && planned.is_none() {
                    planned = ahead;
                }
                found.push(Found {
                    span: TextSpan::new(at, read.end),
                    rule: read.rule,
                    certainty: if reference.guessed && counted(read.core) {
                        Certainty::Guess
                    } else {
                        Certainty::Certain
                    },
                    detail: Detail::Time(Time { from, to }),
                });
                at = read.end;
                continue;
            }
            // Inside a number none begins.
            at += number.max(c.len_utf8());
        }
    }
    found
}

/// Whether the days of an expression hang on the year of the report.
fn counted(core: Core) -> bool {
    match core {
        Core::Years(..) | Core::Vague => false,
        Core::Point(point) | Core::Range(point, _) | Core::Eve(point) => {
            !matches!(point.year, Year::Absolute(_))
        }
        Core::Event(..) => false,
        Core::Month(..) | Core::Quarter(_) | Core::Day(..) => true,
        Core::Past(_) | Core::Now | Core::UntilNow | Core::ThisMonth | Core::ThisCentury => true,
    }
}

/// Keeps what later expressions count from.
fn remember(clock: &mut Clock, core: Core) {
    let (Core::Point(point) | Core::Range(_, point) | Core::Eve(point)) = core else {
        if let Core::Years(_, to) = core {
            clock.told = Some(to);
        }
        return;
    };
    let Some(year) = resolve::year_of(clock, point) else { return };
    // 比上年 compares; what follows still speaks of the year before it.
    if !matches!(point.year, Year::Told(_) | Year::Unsaid) {
        clock.told = Some(year);
    }
    let month = match point.part {
        Part::Months(month, last) if month == last => month,
        Part::MonthStart(month)
        | Part::MonthEnd(month)
        | Part::Third(month, _)
        | Part::Day(month, _)
        | Part::Days(month, ..) => month,
        _ => return,
    };
    clock.month = Some((year, month));
    clock.dated = Some(year);
}

#[cfg(test)]
mod tests;
