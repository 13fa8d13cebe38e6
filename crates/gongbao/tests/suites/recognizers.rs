//! Recognizers-Text: numbers, ordinals, percentages, ranges, money, measures, ages.

use gongbao::fact::Dimension;
use serde_json::Value;

use crate::lengths;
use crate::seen::{self, Seen};
use crate::tally::{Tally, near, same, shared};

/// The cases of a model, with their texts and results.
fn cases(model: &str) -> Option<Vec<(String, Vec<Value>)>> {
    let cases = shared(&format!("recognizers_text/{model}.json"))?;
    cases
        .as_array()?
        .iter()
        .map(|case| Some((case["Input"].as_str()?.to_owned(), case["Results"].as_array()?.clone())))
        .collect()
}

fn resolved(result: &Value) -> Option<f64> {
    result["Resolution"]["value"].as_str()?.trim_end_matches('%').parse().ok()
}

/// Both lists hold the same numbers, to the digits of a double.
fn all_near(expected: &[Option<f64>], seen: &[Option<f64>]) -> Result<(), String> {
    let same = expected.len() == seen.len()
        && expected
            .iter()
            .zip(seen)
            .all(|(expected, seen)| expected.is_some_and(|expected| near(expected, *seen).is_ok()));
    if same { Ok(()) } else { Err(format!("expected {expected:?}, read {seen:?}")) }
}

/// A text that is a number is read as one; in a sentence the numbers are those of its figures.
pub(crate) fn numbers(tally: &mut Tally) -> Option<()> {
    for (input, results) in cases("NumberModel")? {
        let expected: Vec<_> = results.iter().map(resolved).collect();
        let whole = results.len() == 1
            && results[0]["Text"].as_str().is_some_and(|text| text.trim() == halfwidth(&input).trim());
        tally.ask(&input, || {
            let figures = seen::figures(&input);
            match expected[..] {
                [Some(expected)] if whole => {
                    let inexact = figures.first().filter(|_| figures.len() == 1).and_then(|it| it.value);
                    near(expected, seen::number_of(&input).or(inexact))
                }
                _ => all_near(&expected, &figures.iter().map(|it| it.value).collect::<Vec<_>>()),
            }
        });
    }
    Some(())
}

/// The suite's own texts are in half width and lower case.
fn halfwidth(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    text.chars().map(narrow).flat_map(char::to_lowercase).collect()
}

/// Behind 第 stands the number.
pub(crate) fn ordinals(tally: &mut Tally) -> Option<()> {
    for (input, results) in cases("OrdinalModel")? {
        tally.ask(&input, || {
            results.iter().try_for_each(|result| {
                let text = result["Text"].as_str().unwrap_or_default();
                near(resolved(result).unwrap_or(f64::NAN), seen::number_of(text.trim_start_matches('第')))
            })
        });
    }
    Some(())
}

/// Shares, parts and points as parts of a hundred.
pub(crate) fn percentages(tally: &mut Tally) -> Option<()> {
    for (input, results) in cases("PercentModel")? {
        let expected: Vec<_> = results.iter().map(resolved).collect();
        tally.ask(&input, || {
            let hundredths = |it: &Seen| match it.dimension {
                Some(Dimension::Points) => it.base,
                Some(Dimension::Percent | Dimension::Ratio) => it.base.map(|base| base * 100.0),
                _ => None,
            };
            let seen: Vec<_> = seen::of(&input, &[Dimension::Points, Dimension::Percent, Dimension::Ratio])
                .iter()
                .map(hundredths)
                .collect();
            all_near(&expected, &seen)
        });
    }
    Some(())
}

/// `(20,35]` without its brackets.
fn interval(value: &str) -> (Option<f64>, Option<f64>) {
    let inside = value.trim_matches(['(', ')', '[', ']']);
    let (low, high) = inside.split_once(',').unwrap_or((inside, ""));
    (low.parse().ok(), high.parse().ok())
}

/// The ends of ranges; whether an end itself belongs to it, the figures do not say.
pub(crate) fn ranges(tally: &mut Tally) -> Option<()> {
    for (input, results) in cases("NumberRangeModel")? {
        let expected: Vec<_> =
            results.iter().filter_map(|it| it["Resolution"]["value"].as_str()).map(interval).collect();
        tally.ask(&input, || {
            same(&expected, &seen::figures(&input).iter().map(Seen::ends).collect::<Vec<_>>())
        });
    }
    Some(())
}

/// Values and their units in base units; the units of the suite are in English.
fn measures(
    tally: &mut Tally,
    model: &str,
    dimensions: &[Dimension],
    units: &[(&str, f64, &str)],
) -> Option<()> {
    for (input, results) in cases(model)? {
        let expected: Vec<(Option<f64>, String)> = results
            .iter()
            .map(|result| {
                (resolved(result), result["Resolution"]["unit"].as_str().unwrap_or_default().to_owned())
            })
            .collect();
        tally.ask(&input, || {
            let figures: Vec<_> = seen::figures(&input)
                .into_iter()
                .filter(|it| it.dimension.map_or(!it.unit.is_empty(), |it| dimensions.contains(&it)))
                .collect();
            let right = figures.len() == expected.len()
                && figures.iter().zip(&expected).all(|(it, (value, name))| {
                    let Some((_, factor, base)) = units.iter().find(|(english, ..)| english == name) else {
                        return false;
                    };
                    let close = |one: f64, other: f64| (one - other).abs() <= one.abs() * 1e-9;
                    it.base_unit == *base
                        && value.zip(it.base).is_some_and(|(value, seen)| close(value * factor, seen))
                });
            if right { Ok(()) } else { Err(format!("expected {expected:?}, read {figures:?}")) }
        });
    }
    Some(())
}

/// Money with its currency.
pub(crate) fn currencies(tally: &mut Tally) -> Option<()> {
    let units = [
        ("Chinese yuan", "元"),
        ("Euro", "欧元"),
        ("United States dollar", "美元"),
        ("Swiss franc", "瑞士法郎"),
        ("Hong Kong dollar", "港元"),
        ("New Taiwan dollar", "新台币"),
        ("Japanese yen", "日元"),
        ("Nigerian naira", "奈拉"),
        ("Dollar", "美元"),
    ]
    .map(|(english, base)| (english, 1.0, base));
    measures(tally, "CurrencyModel", &[Dimension::Money], &units)
}

/// Measures with their units.
pub(crate) fn dimensions(tally: &mut Tally) -> Option<()> {
    let units = [
        ("Mu", 2000.0 / 3.0, "平方米"),
        ("Kilogram", 0.001, "吨"),
        ("Centimeter", 0.01, "米"),
        ("Ton", 1.0, "吨"),
        ("Meter", 1.0, "米"),
        ("Jin", 0.0005, "吨"),
        ("Liang", 0.00005, "吨"),
        ("Kilometer", 1000.0, "米"),
        ("Gram", 0.000_001, "吨"),
        ("Microgram", 1e-12, "吨"),
        ("Megabyte", 1e6, "字节"),
        ("Kilobyte", 1e3, "字节"),
        ("Kilobit", 1e3, "比特"),
        ("Megahertz", 1e6, "赫兹"),
        ("Hertz", 1.0, "赫兹"),
        ("Kilowatt", 1.0, "千瓦"),
        ("Kilocalorie", 0.001_163, "千瓦时"),
    ];
    let dimensions = [
        Dimension::Length,
        Dimension::Area,
        Dimension::Mass,
        Dimension::Volume,
        Dimension::Energy,
        Dimension::Power,
    ];
    measures(tally, "DimensionModel", &dimensions, &units)
}

/// Ages in years, months, weeks or days.
pub(crate) fn ages(tally: &mut Tally) -> Option<()> {
    for (input, results) in cases("AgeModel")? {
        let expected: Vec<_> = results
            .iter()
            .map(|result| {
                let seconds = match result["Resolution"]["unit"].as_str() {
                    Some("Year") => 365.0,
                    Some("Month") => 30.0,
                    Some("Week") => 7.0,
                    _ => 1.0,
                };
                resolved(result).map(|value| value * seconds * 86_400.0)
            })
            .collect();
        tally.ask(&input, || {
            let seen = lengths::durations(&input);
            let seconds = seen.iter().map(|it| {
                if it.base_unit == "岁" {
                    it.base.map(|it| it * 365.0 * 86_400.0)
                } else {
                    lengths::seconds(it)
                }
            });
            all_near(&expected, &seconds.collect::<Vec<_>>())
        });
    }
    Some(())
}
