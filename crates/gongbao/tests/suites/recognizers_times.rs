//! Recognizers-Text: dates, periods, durations.

use gongbao::fact::Dimension;
use jiff::civil::Date;
use serde_json::Value;

use crate::lengths;
use crate::seen::{self, Days};
use crate::tally::{Tally, near, shared};

fn date(value: &Value) -> Option<Date> {
    // Of a day that no calendar has, the suite says the first day of all.
    value.as_str()?.get(..10).filter(|day| *day != "0001-01-01")?.parse().ok()
}

/// Cases with their day of reference.
fn cases(model: &str) -> Option<Vec<(String, Date, Vec<Value>)>> {
    let cases = shared(&format!("recognizers_text/{model}.json"))?;
    let day =
        |case: &Value| date(&case["Context"]["ReferenceDateTime"]).unwrap_or(jiff::civil::date(2017, 3, 22));
    cases
        .as_array()?
        .iter()
        .map(|case| {
            Some((case["Input"].as_str()?.to_owned(), day(case), case["Results"].as_array()?.clone()))
        })
        .collect()
}

/// What a result may mean: first and last day of each of its readings, of the past and of the future.
#[derive(Debug)]
struct Meant {
    text: String,
    readings: Vec<(Option<Date>, Option<Date>)>,
}

/// Whether a last day is the one that the suite means: it names the day itself, the day behind it, or of two years or
/// months only the first day of the second.
fn ends(expected: Option<Date>, seen: Option<Date>) -> bool {
    match (expected, seen) {
        (None, None) => true,
        (Some(expected), Some(seen)) => {
            let behind = seen.tomorrow().ok();
            seen == expected
                || behind == Some(expected)
                || (expected.day() == 1 && seen == expected.last_of_month())
                || (expected.day() == 1 && expected.month() == 1 && seen == expected.last_of_year())
        }
        _ => false,
    }
}

fn fits(meant: &Meant, seen: &Days, day: Date) -> bool {
    meant.readings.iter().any(|(from, to)| {
        // What began and goes on reaches to the day of the report, which the suite leaves open.
        // Behind a day: the suite names the day itself.
        let after = to.is_none() && from.and_then(|from| from.tomorrow().ok()) == seen.from;
        (*from == seen.from || after) && (ends(*to, seen.to) || (to.is_none() && seen.to == Some(day)))
    })
}

/// The times of the text are those of the suite, at the same places, with the same days.
fn compare(meant: &[Meant], seen: &[Days], day: Date) -> Result<(), String> {
    let right =
        meant.len() == seen.len() && meant.iter().zip(seen).all(|(meant, seen)| fits(meant, seen, day));
    if right {
        return Ok(());
    }
    let show = |from: Option<Date>, to: Option<Date>| {
        format!(
            "{}..{}",
            from.map_or("".into(), |it| it.to_string()),
            to.map_or("".into(), |it| it.to_string())
        )
    };
    let meant: Vec<_> = meant
        .iter()
        .map(|it| {
            format!(
                "{} {:?}",
                it.text,
                it.readings.iter().map(|(from, to)| show(*from, *to)).collect::<Vec<_>>()
            )
        })
        .collect();
    let seen: Vec<_> = seen.iter().map(|it| format!("{} {}", it.text, show(it.from, it.to))).collect();
    Err(format!("expected {meant:?}, read {seen:?}"))
}

fn text(result: &Value) -> String {
    result["Text"].as_str().unwrap_or_default().to_owned()
}

/// Single days.
pub(crate) fn dates(tally: &mut Tally) -> Option<()> {
    for (input, day, results) in cases("DateParser")? {
        let meant: Vec<_> = results
            .iter()
            .map(|result| {
                let readings =
                    ["PastResolution", "FutureResolution"].map(|it| date(&result["Value"][it]["date"]));
                Meant { text: text(result), readings: readings.iter().map(|it| (*it, *it)).collect() }
            })
            .collect();
        tally.ask(&input, || compare(&meant, &seen::times(&input, day), day));
    }
    Some(())
}

/// Stretches of days.
pub(crate) fn periods(tally: &mut Tally) -> Option<()> {
    for (input, day, results) in cases("DatePeriodParser")? {
        let meant: Vec<_> = results
            .iter()
            .map(|result| {
                let readings = ["PastResolution", "FutureResolution"].map(|it| {
                    (date(&result["Value"][it]["startDate"]), date(&result["Value"][it]["endDate"]))
                });
                Meant { text: text(result), readings: readings.to_vec() }
            })
            .collect();
        tally.ask(&input, || compare(&meant, &seen::times(&input, day), day));
    }
    Some(())
}

/// Days, stretches of days and durations in sentences. The time of a day is not asked for.
pub(crate) fn times(tally: &mut Tally) -> Option<()> {
    for (input, day, results) in cases("DateTimeModel")? {
        let of =
            |result: &Value, kind: &str| result["TypeName"].as_str().is_some_and(|name| name.ends_with(kind));
        // A frequency beside a time is what a figure says.
        let alone = results.len() == 1;
        let results = results.iter().filter(|it| alone || !of(it, ".set"));
        let (durations, dated): (Vec<_>, Vec<_>) = results.partition(|it| of(it, ".duration"));
        let meant: Vec<_> = dated
            .iter()
            .map(|result| {
                let values = result["Resolution"]["values"].as_array().cloned().unwrap_or_default();
                let reading = |value: &Value| match date(&value["value"]) {
                    Some(day) => (Some(day), Some(day)),
                    None => (date(&value["start"]), date(&value["end"])),
                };
                Meant { text: text(result), readings: values.iter().map(reading).collect() }
            })
            .collect();
        tally.ask(&input, || {
            compare(&meant, &seen::times(&input, day), day)?;
            let seconds = durations
                .iter()
                .map(|it| it["Resolution"]["values"][0]["value"].as_str().and_then(|it| it.parse().ok()));
            lasting(&input, &seconds.collect::<Option<Vec<f64>>>().unwrap_or_default())
        });
    }
    Some(())
}

fn lasting(input: &str, expected: &[f64]) -> Result<(), String> {
    let seen = seen::of(input, &[Dimension::Duration]);
    let right = seen.len() == expected.len()
        && seen
            .iter()
            .zip(expected)
            .all(|(seen, expected)| near(*expected, lengths::seconds(seen).map(f64::round)).is_ok());
    if right { Ok(()) } else { Err(format!("expected {expected:?} s, read {seen:?}")) }
}

/// Lengths of time.
pub(crate) fn durations(tally: &mut Tally) -> Option<()> {
    for (input, _, results) in cases("DurationParser")? {
        let seconds = results
            .iter()
            .map(|it| it["Value"]["PastResolution"]["duration"].as_str().and_then(|it| it.parse().ok()));
        let expected = seconds.collect::<Option<Vec<f64>>>()?;
        tally.ask(&input, || lasting(&input, &expected));
    }
    Some(())
}
