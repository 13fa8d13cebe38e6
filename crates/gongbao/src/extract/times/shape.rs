//! What a time expression says, before anyone asks which days that are.

/// Which year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Year {
    /// 2020年.
    Absolute(i16),
    /// 98年4月, 08年: in two digits.
    Short(u8),
    /// 今年, 去年: counted from the year of the report.
    Report(i16),
    /// 上年, 次年: counted from the year that the sentence or section speaks of.
    Told(i16),
    /// 当年: the year that the sentence names.
    Same,
    /// None is said.
    Unsaid,
}

/// Which part of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// 初.
    Start,
    /// 中, a season: no ends are said.
    Middle,
    /// 底, 末.
    End,
    /// From a month to a month: 上半年, 三季度, 1—9月.
    Months(u8, u8),
    /// 5月初.
    MonthStart(u8),
    /// 8月底.
    MonthEnd(u8),
    /// 上旬, 中旬, 下旬.
    Third(u8, u8),
    /// A day.
    Day(u8, u8),
    /// From a day to a day of one month: 14—17日.
    Days(u8, u8, u8),
    /// A festival that moves with the moon, by the column of the table that says its days.
    Moon(u8),
}

/// Which part of a month that is counted from the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MonthPart {
    /// All of it.
    Whole,
    /// 初.
    Start,
    /// 底, 末.
    End,
    /// 上旬, 中旬, 下旬.
    Third(u8),
    /// A day.
    Day(u8),
}

/// A point or a stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) year: Year,
    pub(super) part: Part,
}

/// The core of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Core {
    /// 2020年, 4月下旬.
    Point(Point),
    /// From one to another.
    Range(Point, Point),
    /// Years that are fixed: a plan period, a decade.
    Years(i16, i16),
    /// So many years up to the year reported on: 六年来.
    Past(u8),
    /// The day of the report.
    Now,
    /// Up to the day of the report.
    UntilNow,
    /// 当月.
    ThisMonth,
    /// 本月, 上月15日: so many months from that of the report, and which part of it.
    Month(i8, MonthPart),
    /// 本季度, 上季度.
    Quarter(i8),
    /// 29日, 14—17日: of the month named last.
    Day(u8, u8),
    /// An event that dates what came after it: 党的十八大.
    Event(i16, u8, u8),
    /// 本世纪.
    ThisCentury,
    /// The eve of a day: “七一”前夕.
    Eve(Point),
    /// A time without ends.
    Vague,
}

/// How the core is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// As it stands.
    Plain,
    /// 从…起.
    From,
    /// 截至….
    Until,
    /// …以来.
    Since,
    /// …以前.
    Before,
    /// …以后.
    After,
    /// 每年….
    Every,
}

/// An expression as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expression {
    /// Behind its last byte.
    pub(super) end: usize,
    pub(super) core: Core,
    pub(super) mode: Mode,
    pub(super) rule: &'static str,
}
