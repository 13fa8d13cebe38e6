//! JioNLP: times and lengths of time.

use jiff::civil::Date;
use serde_json::Value;

use crate::lengths;
use crate::seen;
use crate::tally::{Tally, shared};

/// A case: its text, its day of reference, and what it means.
struct Case {
    input: String,
    day: Date,
    meant: Meant,
}

enum Meant {
    /// First and last day, each with its own word if it is open, and whether the suite itself calls it blurred.
    Days { from: String, to: String, blurred: bool },
    /// Days for which a thing lasts, of both ends.
    Length(Vec<f64>),
    /// Something else.
    Other,
}

/// The two days that the suite calls `_ts_1` and `_ts_2`.
fn reference(name: &str) -> Date {
    if name.contains("_ts_2") { jiff::civil::date(2021, 9, 2) } else { jiff::civil::date(2021, 6, 14) }
}

/// What is quoted in a line of Python, in its order.
fn quoted(line: &str) -> Vec<String> {
    line.split('\'').skip(1).step_by(2).map(str::to_owned).collect()
}

/// A case that is a line of Python.
fn python(line: &str) -> Option<Case> {
    let words = quoted(line);
    let place = |word: &str| words.iter().position(|it| it == word);
    let after = |word: &str, more: usize| place(word).and_then(|at| words.get(at + more)).cloned();
    let kind = after("type", 1)?;
    let meant = match kind.as_str() {
        "time_point" | "time_span" => Meant::Days {
            from: after("time", 1)?,
            to: after("time", 2)?,
            blurred: after("definition", 1)?.starts_with("blur"),
        },
        _ => Meant::Other,
    };
    Some(Case { input: words[0].clone(), day: reference(line), meant })
}

/// A case that is a list of JSON.
fn json(case: &Value) -> Option<Case> {
    let meant = &case[2];
    let number = |value: &Value| value.as_i64();
    let (year, month, day) = match &case[1] {
        Value::Array(parts) => {
            (number(&parts[0]), parts.get(1).and_then(number), parts.get(2).and_then(number))
        }
        Value::Object(parts) => (
            parts.get("year").and_then(number),
            parts.get("month").and_then(number),
            parts.get("day").and_then(number),
        ),
        Value::Number(seconds) => {
            let at = jiff::Timestamp::from_second(seconds.as_f64()? as i64)
                .ok()?
                .to_zoned(jiff::tz::TimeZone::UTC)
                .date();
            (Some(at.year().into()), Some(at.month().into()), Some(at.day().into()))
        }
        _ => (Some(2021), Some(6), Some(14)),
    };
    let day = Date::new(year? as i16, month.unwrap_or(6) as i8, day.unwrap_or(14) as i8).ok()?;
    let days = |length: &Value| {
        // An end that is open has no length.
        if length.get("zero").is_some() || length.get("infinite").is_some() {
            return None;
        }
        // Of years and months a year is twelve months, and not 365 days.
        let year = if length.get("month").is_some() { 360.0 } else { 365.0 };
        let units = [
            ("year", year),
            ("month", 30.0),
            ("day", 1.0),
            ("workday", 1.0),
            ("hour", 1.0 / 24.0),
            ("minute", 1.0 / 1440.0),
            ("second", 1.0 / 86_400.0),
        ];
        Some(units.iter().filter_map(|(unit, size)| Some(length.get(unit)?.as_f64()? * size)).sum::<f64>())
    };
    let meant = match (meant["type"].as_str()?, &meant["time"]) {
        ("time_point" | "time_span", time) => Meant::Days {
            from: time[0].as_str()?.to_owned(),
            to: time[1].as_str()?.to_owned(),
            blurred: meant["definition"] == "blur",
        },
        ("time_delta", Value::Array(ends)) => Meant::Length(ends.iter().filter_map(days).collect()),
        ("time_delta", length) => Meant::Length(days(length).into_iter().collect()),
        _ => Meant::Other,
    };
    Some(Case { input: case[0].as_str()?.to_owned(), day, meant })
}

/// Whether an end is the one meant. The suite counts what goes on from or up to now; a report leaves that end open, or
/// says its own day. What the suite itself calls blurred, it still gives two days; here a vague end is none.
fn end(meant: &str, seen: Option<Date>, day: Date, blurred: bool) -> bool {
    let Some(meant) = meant.get(..10).and_then(|it| it.parse::<Date>().ok()) else { return seen.is_none() };
    match seen {
        Some(seen) => seen == meant,
        None => blurred || meant == day,
    }
}

/// Times and lengths of time, each by itself.
pub(crate) fn times(tally: &mut Tally) -> Option<()> {
    let suites = shared("jionlp/test_time_parser.json")?;
    for suite in suites.as_array()? {
        for case in suite["cases"].as_array()? {
            let case = case["_unparsed"].as_str().map_or_else(|| json(case), python)?;
            tally.ask(&case.input, || check(&case));
        }
    }
    Some(())
}

fn check(case: &Case) -> Result<(), String> {
    match &case.meant {
        Meant::Days { from, to, blurred } => {
            let seen = seen::times(&case.input, case.day);
            let right = match seen.as_slice() {
                [one] => end(from, one.from, case.day, *blurred) && end(to, one.to, case.day, *blurred),
                _ => false,
            };
            if right {
                Ok(())
            } else {
                Err(format!("expected {from}..{to}{}, read {seen:?}", if *blurred { " or so" } else { "" }))
            }
        }
        Meant::Length(expected) => {
            let seen = lengths::durations(&case.input);
            let days = |value: Option<f64>, it: &seen::Seen| {
                Some(value? * lengths::seconds(&seen::Seen { base: Some(1.0), ..it.clone() })? / 86_400.0)
            };
            let read: Vec<f64> = match seen.as_slice() {
                [one] if one.value.is_some() => days(one.base, one).into_iter().collect(),
                [one] => {
                    let factor = days(Some(1.0), one).unwrap_or(0.0);
                    [one.low, one.high].into_iter().flatten().map(|it| it * factor).collect()
                }
                _ => seen.iter().filter_map(|it| days(it.base, it)).collect(),
            };
            let right = read.len() == expected.len()
                && read.iter().zip(expected).all(|(read, meant)| (read - meant).abs() < 1e-6 * meant);
            if right { Ok(()) } else { Err(format!("expected {expected:?} days, read {seen:?}")) }
        }
        Meant::Other => {
            let seen = seen::times(&case.input, case.day);
            // A frequency is no time, but a time that comes again is one without days.
            if seen.len() == 1 && seen[0].from.is_none() {
                Ok(())
            } else {
                Err(format!("expected a frequency, read {seen:?}"))
            }
        }
    }
}

/// Where times stand in sentences.
pub(crate) fn times_in_sentences(tally: &mut Tally) -> Option<()> {
    let suites = shared("jionlp/test_time_extractor.json")?;
    for case in suites[0]["cases"].as_array()? {
        let input = case[0].as_str()?;
        let expected: Vec<_> = case[1].as_array()?.iter().filter_map(|it| it["text"].as_str()).collect();
        tally.ask(input, || {
            let seen: Vec<_> = seen::times(input, reference("")).into_iter().map(|it| it.text).collect();
            if seen == expected { Ok(()) } else { Err(format!("expected {expected:?}, read {seen:?}")) }
        });
    }
    Some(())
}
