//! From what an expression says to days: against the report's own date, never against today.

use jiff::civil::Date;

use super::shape::{Core, Mode, MonthPart, Part, Point, Year};

/// What times are counted from.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Clock {
    /// The day of the report.
    pub(super) day: Option<Date>,
    /// What the report calls 今年.
    pub(super) year: Option<i16>,
    /// The year that the section speaks of.
    pub(super) section: Option<i16>,
    /// The year reported on, up to which 六年来 counts.
    pub(super) reported: Option<i16>,
    /// The year named last in the sentence.
    pub(super) told: Option<i16>,
    /// The year of the last date with a month in the paragraph.
    pub(super) dated: Option<i16>,
    /// The month named last.
    pub(super) month: Option<(i16, u8)>,
}

/// First and last day, as far as they are said.
pub(super) type Ends = (Option<Date>, Option<Date>);

/// The days of an expression.
pub(super) fn resolve(clock: &Clock, core: Core, mode: Mode) -> Ends {
    let (from, to) = match core {
        Core::Vague => (None, None),
        Core::Now => (clock.day, clock.day),
        Core::UntilNow => (None, clock.day),
        Core::Years(from, to) => (day(from, 1, 1), day(to, 12, 31)),
        Core::Past(count) => match clock.reported {
            Some(year) => (day(year - i16::from(count) + 1, 1, 1), day(year, 12, 31)),
            None => (None, None),
        },
        Core::ThisMonth => clock.month.map_or((None, None), |(year, month)| months(year, month, month)),
        Core::Month(count, part) => clock.day.map_or((None, None), |day| {
            let (year, month) = shifted(day.year(), day.month() as u8, count);
            let part = match part {
                MonthPart::Whole => Part::Months(month, month),
                MonthPart::Start => Part::MonthStart(month),
                MonthPart::End => Part::MonthEnd(month),
                MonthPart::Third(third) => Part::Third(month, third),
                MonthPart::Day(day) => Part::Day(month, day),
            };
            ends(clock, Point { year: Year::Absolute(year), part })
        }),
        Core::Quarter(count) => clock.day.map_or((None, None), |day| {
            let first = (day.month() as u8 - 1) / 3 * 3 + 1;
            let (year, month) = shifted(day.year(), first, count * 3);
            months(year, month, month + 2)
        }),
        Core::Day(from, to) => match clock.month.or(clock.day.and_then(|day| month_of(day, from))) {
            Some((year, month)) => (self::day(year, month, from), self::day(year, month, to)),
            None => (None, None),
        },
        Core::Event(year, month, day_of) => (day(year, month, day_of), day(year, month, day_of)),
        Core::ThisCentury => clock.year.map_or((None, None), |year| {
            let first = (year - 1) / 100 * 100 + 1;
            (day(first, 1, 1), day(first + 99, 12, 31))
        }),
        Core::Point(point) => ends(clock, point),
        Core::Range(first, second) => {
            let (from, to) = (ends(clock, first).0, ends(clock, second).1);
            // 11月至3月 ends in the year after.
            let turned = first.year == second.year && from.zip(to).is_some_and(|(from, to)| to < from);
            match year_of(clock, second).filter(|_| turned) {
                Some(year) => (from, ends(clock, Point { year: Year::Absolute(year + 1), ..second }).1),
                None => (from, to),
            }
        }
        Core::Eve(point) => (None, ends(clock, point).0.and_then(|day| day.yesterday().ok())),
    };
    match mode {
        Mode::Plain => (from, to),
        Mode::From => (from, None),
        Mode::Until => (None, to),
        Mode::Since => (from, clock.day.filter(|day| from.is_none_or(|from| from <= *day))),
        // 2025年前 is until the end of the year before, 6月底前 until the end of June.
        Mode::Before => match core {
            Core::Point(Point { part: Part::End | Part::MonthEnd(_), .. }) => (None, to),
            _ => (None, from.and_then(|day| day.yesterday().ok())),
        },
        Mode::After => (to.and_then(|day| day.tomorrow().ok()), None),
        Mode::Every => (None, None),
    }
}

/// The year of a point.
pub(super) fn year_of(clock: &Clock, point: Point) -> Option<i16> {
    match point.year {
        Year::Absolute(year) => Some(year),
        // Nobody plans further ahead than a quarter of a century in two digits.
        Year::Short(short) => {
            let year = 2000 + i16::from(short);
            Some(if year <= clock.year.unwrap_or(2025) + 25 { year } else { year - 100 })
        }
        Year::Report(count) => clock.year.map(|year| year + count),
        Year::Told(count) => clock.told.or(clock.section).map(|year| year + count),
        Year::Same => clock.told,
        Year::Unsaid => clock.told.or(clock.dated).or(clock.section),
    }
}

fn ends(clock: &Clock, point: Point) -> Ends {
    let Some(year) = year_of(clock, point) else { return (None, None) };
    match point.part {
        Part::Whole => months(year, 1, 12),
        Part::Start => (day(year, 1, 1), None),
        Part::Middle => (None, None),
        Part::End => (None, day(year, 12, 31)),
        Part::Months(from, to) => months(year, from, to),
        Part::MonthStart(month) => (day(year, month, 1), None),
        Part::MonthEnd(month) => (None, last(year, month)),
        Part::Third(month, 1) => (day(year, month, 1), day(year, month, 10)),
        Part::Third(month, 2) => (day(year, month, 11), day(year, month, 20)),
        Part::Third(month, _) => (day(year, month, 21), last(year, month)),
        Part::Day(month, day_of) => (day(year, month, day_of), day(year, month, day_of)),
        Part::Moon(column) => {
            let day = moon(year, column);
            (day, day)
        }
        Part::Days(month, from, to) => (day(year, month, from), day(year, month, to)),
    }
}

/// A month so many months on.
fn shifted(year: i16, month: u8, count: i8) -> (i16, u8) {
    let months = i32::from(year) * 12 + i32::from(month) - 1 + i32::from(count);
    (months.div_euclid(12) as i16, months.rem_euclid(12) as u8 + 1)
}

/// The month of a day that names none: the last such day up to that of the report.
fn month_of(report: Date, day: u8) -> Option<(i16, u8)> {
    (0..3).find_map(|back| {
        let (year, month) = shifted(report.year(), report.month() as u8, -back);
        self::day(year, month, day).filter(|day| *day <= report).map(|_| (year, month))
    })
}

/// The day of a festival that moves with the moon, in the years that the table holds.
fn moon(year: i16, column: u8) -> Option<Date> {
    let row = gongbao_data::festival_days().get(&year.to_string())?;
    let (month, of) = row.column(column.into()).split_once('-')?;
    day(year, month.parse().ok()?, of.parse().ok()?)
}

fn months(year: i16, from: u8, to: u8) -> Ends {
    (day(year, from, 1), last(year, to))
}

fn last(year: i16, month: u8) -> Option<Date> {
    day(year, month, 1).map(Date::last_of_month)
}

/// A day of the calendar; 2月30日 is none.
fn day(year: i16, month: u8, day: u8) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
