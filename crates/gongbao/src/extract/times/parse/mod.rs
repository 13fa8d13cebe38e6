//! The grammar of time expressions, by hand: prefix, core, range, suffix.
//!
//! Every function takes the text and a byte, and gives what it read with the byte behind it. Nothing is looked at twice,
//! and no function looks further than the longest expression.

use gongbao_data::time_words;

mod calendar;
mod clock;
mod event;
mod festival;
mod stretch;
mod words;

pub(super) use self::words::is_number;

use self::calendar::point;
use self::clock::daytime;
use self::event::{begins_only_events, event};
use self::festival::festival;
use self::stretch::{counted, era, plan_period};
use self::words::word_stands;
use super::shape::{Core, Expression, Mode, Part, Point, Year};
use crate::extract::lexis::{CharSet, Words, is_han};
use crate::read::dates;

/// The expression that starts at a byte.
pub(super) fn expression(text: &str, at: usize) -> Option<Expression> {
    let rest = &text[at..];
    // The months of the moon are none of the calendar: 农历八月.
    if text[..at].ends_with(['历', '闰'])
        && ["农历", "阴历", "旧历", "闰"].iter().any(|word| text[..at].ends_with(word))
    {
        return None;
    }
    if begins_only_events(rest) {
        return event(text, at);
    }
    if let Some(behind) = rest.strip_prefix("每年").map(|_| at + "每年".len()) {
        let (point, end) = point(text, behind).filter(|(point, _)| point.year == Year::Unsaid)?;
        let (core, end) = match second(text, end, point) {
            Some((second, end)) => (Core::Range(point, second), end),
            None => (Core::Point(point), end),
        };
        return Some(Expression { end, core, mode: Mode::Every, rule: "time/every" });
    }
    for prefix in &["自从", "从", "自"] {
        if rest.starts_with(*prefix) {
            // From is said twice, in front and behind; in front alone it is a preposition: 从今年的情况看.
            if let Some(event) = event(text, at + prefix.len()) {
                return Some(event);
            }
            let read = core(text, at + prefix.len())?;
            let read = up_to(text, suffix(text, read, true));
            let ranged = matches!(read.core, Core::Range(..));
            if *prefix == "自从" && read.mode == Mode::Plain {
                return Some(Expression { mode: Mode::Since, ..read });
            }
            return (matches!(read.mode, Mode::From | Mode::Since) || ranged).then_some(read);
        }
    }
    for prefix in ["截至到", "截止到", "截止至", "截至", "截止"] {
        if rest.starts_with(prefix) {
            let read = core(text, at + prefix.len())?;
            return Some(until(text, read));
        }
    }
    for prefix in ["至", "到"] {
        if rest.starts_with(prefix)
            && goal(text, at, prefix)
            && let Some(read) = core(text, at + prefix.len())
        {
            let fit = matches!(read.core, Core::Point(point) if point.year != Year::Unsaid || prefix == "到")
                || read.core == Core::Now;
            return fit.then(|| until(text, read));
        }
    }
    if let Some(event) = event(text, at) {
        return Some(event);
    }
    Some(suffix(text, core(text, at)?, false))
}

/// 自2020年5月26日起至29日止: the other end stands behind the 起.
fn up_to(text: &str, read: Expression) -> Expression {
    let (Core::Point(first), Mode::From) = (read.core, read.mode) else { return read };
    if connector(&text[read.end..]).is_none() {
        return read;
    }
    let Some((second, end)) = second(text, read.end, first) else { return read };
    let close = if text[end..].starts_with('止') { "止".len() } else { 0 };
    Expression { end: end + close, core: Core::Range(first, second), mode: Mode::Plain, rule: "time/range" }
}

/// Whether 至 or 到 before a time belongs to it: 至2017年, but not 提高到2020年的…, 甚至去年.
fn goal(text: &str, at: usize, prefix: &str) -> bool {
    let Some(before) = text[..at].chars().next_back() else { return true };
    if prefix == "到" {
        return !is_han(before);
    }
    static OTHERS: CharSet = CharSet::new("甚以直乃及冬夏高加少低升降长延减增推截");
    !OTHERS.has(before)
}

fn until(text: &str, mut read: Expression) -> Expression {
    if text[read.end..].starts_with("为止") {
        read.end += "为止".len();
    }
    read.mode = Mode::Until;
    read
}

/// What stands between prefix and suffix.
fn core(text: &str, at: usize) -> Option<Expression> {
    let plain = |core, end, rule| Some(Expression { end, core, mode: Mode::Plain, rule });
    let rest = &text[at..];
    if let Some((years, end)) = plan_period(text, at) {
        return plain(years, end, "time/plan-period");
    }
    if let Some((years, end)) = era(text, at) {
        return plain(years, end, "time/era");
    }
    if let Some((first, end)) = point(text, at) {
        let year_part = matches!(first.part, Part::Whole) && first.year != Year::Unsaid;
        if let Some((second, end)) = second(text, end, first) {
            let close = if text[end..].starts_with('止') { "止".len() } else { 0 };
            return plain(Core::Range(first, second), end + close, "time/range");
        }
        if year_part && let Some((core, end)) = festival(text, end, first.year) {
            return plain(core, end, "time/festival");
        }
        let rule = match first.year {
            Year::Absolute(_) | Year::Unsaid => "time/date",
            _ => "time/relative",
        };
        return plain(Core::Point(first), end, rule);
    }
    if let Some((core, end)) = counted(text, at) {
        return plain(core, end, "time/period");
    }
    if let Some((core, end)) = festival(text, at, Year::Unsaid) {
        return plain(core, end, "time/festival");
    }
    if let Some((core, end)) = calendar::days(text, at) {
        return plain(core, end, "time/date");
    }
    let (length, row) = time_words().longest(rest)?;
    let end = at + length;
    if !word_stands(text, at, end) {
        return None;
    }
    if row.column(1) == "this-month" {
        let (part, end) = calendar::part_of_month(text, end);
        return plain(Core::Month(row.column(2).parse().ok()?, part), end, "time/relative");
    }
    let core = match row.column(1) {
        "now" => Core::Now,
        "until-now" => Core::UntilNow,
        "vague" => Core::Vague,
        "month" => Core::ThisMonth,
        "quarter" => Core::Quarter(row.column(2).parse().ok()?),
        "years" => {
            let this = |count| Point { year: Year::Report(count), part: Part::Whole };
            let mut counts = row.column(2).split(' ').filter_map(|count| count.parse().ok());
            Core::Range(this(counts.next()?), this(counts.next()?))
        }
        "review" => Core::Past(row.column(2).parse().ok()?),
        _ => return None,
    };
    plain(core, end, "time/word")
}

/// The length of a sign between both ends of a range.
fn connector(rest: &str) -> Option<usize> {
    static SIGNS: Words = Words::new(&["——", "至", "到", "—", "－", "-", "–", "～", "~", "―", "─", "−"]);
    SIGNS.beginning(rest).next().map(str::len)
}

/// The other end of a range, with what it takes over from the first.
fn second(text: &str, at: usize, first: Point) -> Option<(Point, usize)> {
    let (at, between) = joined(text, at)?;
    let found = second_point(text, at, first)?;
    if !between {
        return Some(found);
    }
    let word = ["之间", "间"].into_iter().find(|word| text[found.1..].starts_with(word))?;
    Some((found.0, found.1 + word.len()))
}

/// Behind what joins both ends of a range, and whether a 之间 has to follow: 3月和9月之间.
fn joined(text: &str, at: usize) -> Option<(usize, bool)> {
    let space = usize::from(text[at..].starts_with(' '));
    let rest = &text[at + space..];
    if let Some(sign) = connector(rest) {
        let behind = at + space + sign;
        return Some((behind + usize::from(space > 0 && text[behind..].starts_with(' ')), false));
    }
    rest.starts_with(['和', '与']).then_some((at + space + "和".len(), true))
}

fn second_point(text: &str, at: usize, first: Point) -> Option<(Point, usize)> {
    // 1月14日至17日
    if let Part::Day(month, day) = first.part
        && let Some((last, length)) = dates::small(&text[at..])
        && text[at + length..].starts_with(['日', '号'])
        && (day..=31).contains(&last)
    {
        return Some((
            Point { year: first.year, part: Part::Day(month, last) },
            daytime(text, at + length + "日".len()),
        ));
    }
    let (mut point, end) = point(text, at)?;
    if point.year == Year::Unsaid {
        point.year = first.year;
    }
    Some((point, end))
}

/// What stands behind: 起, 以来, 前, 以后, 期间.
fn suffix(text: &str, mut read: Expression, from: bool) -> Expression {
    const SUFFIXES: [(&str, Mode); 27] = [
        ("以来", Mode::Since),
        ("起至今", Mode::Since),
        ("至今", Mode::Since),
        ("到现在", Mode::Since),
        ("到今天", Mode::Since),
        ("到目前", Mode::Since),
        // The day itself belongs to it.
        ("或之前", Mode::Until),
        ("及之前", Mode::Until),
        ("或以前", Mode::Until),
        ("及以前", Mode::Until),
        ("或之后", Mode::From),
        ("及之后", Mode::From),
        ("或以后", Mode::From),
        ("及以后", Mode::From),
        ("开始", Mode::From),
        ("起", Mode::From),
        ("以前", Mode::Before),
        ("之前", Mode::Before),
        ("前后", Mode::Plain),
        ("前夕", Mode::Before),
        ("前", Mode::Before),
        ("以后", Mode::After),
        ("之后", Mode::After),
        ("后", Mode::After),
        ("期间", Mode::Plain),
        ("左右", Mode::Plain),
        ("来", Mode::Since),
    ];
    let calendar = matches!(
        read.core,
        Core::Point(_)
            | Core::Range(..)
            | Core::Years(..)
            | Core::Month(..)
            | Core::Quarter(_)
            | Core::Day(..)
    );
    if !calendar {
        return read;
    }
    let rest = &text[read.end..];
    let Some((word, mode)) = SUFFIXES.iter().find(|(word, _)| rest.starts_with(word)) else { return read };
    let behind = &rest[word.len()..];
    let fits = match *word {
        // 开始 is a verb unless 从 stands before.
        "开始" => from,
        "起" => !behind.starts_with(['草', '到', '步', '来', '飞', '诉', '点', '源', '重', '火', '航']),
        // 今年来 is old style; 今年来自 is not.
        "来" => {
            matches!(
                read.core,
                Core::Point(Point { year: Year::Absolute(_) | Year::Report(_), part: Part::Whole })
            ) && behind.starts_with(['，', '的', '、'])
        }
        "前" => !behind.starts_with([
            '三', '两', '往', '来', '进', '沿', '景', '列', '期', '去', '二', '四', '五', '1', '2', '3', '4',
            '5', '6', '7', '8', '9', '十',
        ]),
        "后" => {
            !behind.starts_with(['三', '两', '备', '勤', '续', '期', '进', '二', '四', '五', '疫', '半'])
        }
        _ => true,
    };
    if fits {
        read.end += word.len();
        read.mode = *mode;
    }
    read
}
