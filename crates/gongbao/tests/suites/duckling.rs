//! duckling: numerals, ordinals, money, lengths, masses, durations.

use gongbao::fact::{Bound, Dimension};

use crate::lengths;
use crate::seen::{self, Seen};
use crate::tally::{Tally, near, shared};

/// Every example of a file, with the value that it means.
fn examples(file: &str) -> Option<Vec<(String, String)>> {
    let cases = shared(&format!("duckling_zh/{file}.json"))?;
    let mut all = Vec::new();
    for case in cases.as_array()? {
        for example in case["examples"].as_array()? {
            all.push((case["value"].as_str()?.to_owned(), example.as_str()?.to_owned()));
        }
    }
    Some(all)
}

/// The numbers in a value, in their order.
fn numbers(value: &str) -> Vec<f64> {
    value
        .split(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-')))
        .filter_map(|it| it.parse().ok())
        .collect()
}

/// Numbers by themselves; a measure word behind one is not part of it.
pub(crate) fn numerals(tally: &mut Tally) -> Option<()> {
    for (value, input) in examples("Numeral")? {
        let expected = numbers(&value)[0];
        tally.ask(&input, || {
            near(expected, seen::number_of(input.trim_end_matches(['个', '個', '对', '對', '双', '雙'])))
        });
    }
    Some(())
}

/// Behind 第 stands the number.
pub(crate) fn ordinals(tally: &mut Tally) -> Option<()> {
    for (value, input) in examples("Ordinal")? {
        tally.ask(&input, || near(numbers(&value)[0], seen::number_of(input.trim_start_matches('第'))));
    }
    Some(())
}

/// One quantity: its value in the unit of the suite, and to which side it is open.
fn measure(tally: &mut Tally, file: &str, dimension: Dimension, units: &[(&str, f64)]) -> Option<()> {
    for (value, input) in examples(file)? {
        let numbers = numbers(&value);
        let unit = units.iter().find(|(name, _)| value.contains(name)).map_or(1.0, |(_, factor)| *factor);
        tally.ask(&input, || {
            let seen = seen::of(&input, &[dimension]);
            let [one] = seen.as_slice() else { return Err(format!("expected {value}, read {seen:?}")) };
            let scale = |value: Option<f64>| value.and_then(|it| Some(it * (one.base? / one.value?)));
            let factor = |it: &Seen| match (it.base, it.value) {
                (Some(base), Some(value)) if value != 0.0 => base / value,
                _ => range_factor(&it.unit),
            };
            let ends = match one.bound {
                Bound::Range => (one.low.map(|it| it * factor(one)), one.high.map(|it| it * factor(one))),
                _ => (scale(one.value), None),
            };
            let bound = match value.trim_start_matches('(').split(' ').next() {
                Some("under") => one.bound == Bound::AtMost,
                Some("above") => one.bound == Bound::AtLeast,
                Some("between") => one.bound == Bound::Range,
                _ => !matches!(one.bound, Bound::AtMost | Bound::AtLeast | Bound::Range),
            };
            let close = |expected: f64, seen: Option<f64>| {
                seen.is_some_and(|seen| (seen - expected * unit).abs() <= expected.abs() * unit * 1e-9)
            };
            let right = bound
                && close(numbers[0], ends.0)
                && numbers.get(1).is_none_or(|it| ends.1.is_none() || close(*it, ends.1));
            if right { Ok(()) } else { Err(format!("expected {value}, read {seen:?}")) }
        });
    }
    Some(())
}

/// The factor of a unit that stands behind a range.
fn range_factor(unit: &str) -> f64 {
    if unit.contains("公里") { 1000.0 } else { 1.0 }
}

/// Amounts of money, in whole units of the currency.
pub(crate) fn money(tally: &mut Tally) -> Option<()> {
    measure(tally, "AmountOfMoney", Dimension::Money, &[("Cent", 0.01)])
}

/// Lengths.
pub(crate) fn distances(tally: &mut Tally) -> Option<()> {
    let units = [
        ("Centimetre", 0.01),
        ("Kilometre", 1000.0),
        ("Foot", 0.3048),
        ("Inch", 0.0254),
        ("Mile", 1609.344),
        ("Metre", 1.0),
    ];
    measure(tally, "Distance", Dimension::Length, &units)
}

/// Masses.
pub(crate) fn masses(tally: &mut Tally) -> Option<()> {
    measure(tally, "Quantity", Dimension::Mass, &[("Gram", 0.000_001)])
}

/// Lengths of time.
pub(crate) fn durations(tally: &mut Tally) -> Option<()> {
    let units =
        [("Second", 1.0), ("Minute", 60.0), ("Hour", 3_600.0), ("Day", 86_400.0), ("Month", 2_592_000.0)];
    for (value, input) in examples("Duration")? {
        let unit = units.iter().find(|(name, _)| value.contains(name))?.1;
        let expected = numbers(&value)[0] * unit;
        tally.ask(&input, || {
            let seen = lengths::durations(&input);
            let [one] = seen.as_slice() else { return Err(format!("expected {value}, read {seen:?}")) };
            // Two years and three months are 27 months, and 730 + 90 days for nobody.
            let months = value.contains("Month") && one.base_unit == "月";
            let read = if months { one.base.map(|base| base * unit) } else { lengths::seconds(one) };
            if read.is_some_and(|read| (read - expected).abs() < 1e-6 * expected) {
                Ok(())
            } else {
                Err(format!("expected {value}, read {seen:?}"))
            }
        });
    }
    Some(())
}
