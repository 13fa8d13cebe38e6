//! JioNLP: money.

use gongbao::fact::Dimension;
use serde_json::Value;

use crate::seen;
use crate::tally::{Tally, shared};

/// An amount by itself. Of an inexact one the suite makes a range; the figure holds its lower end and says that it is
/// more, and of `definition` the bound says the same.
pub(crate) fn money(tally: &mut Tally) -> Option<()> {
    let suites = shared("jionlp/test_money_parser.json")?;
    for case in suites[0]["cases"].as_array()? {
        let (input, expected) = (case[0].as_str()?, &case[1]);
        let number = |value: &Value| value.as_str().and_then(|value| value.parse::<f64>().ok());
        let (low, high) = match &expected["num"] {
            Value::Array(ends) => (number(&ends[0]), number(&ends[1])),
            one => (number(one), None),
        };
        let currency = expected["case"].as_str()?;
        tally.ask(input, || {
            let figures = seen::figures(input);
            let right = match figures.as_slice() {
                [one] => {
                    // A bare 万 or 亿 is an amount only by the sentence around it.
                    let unit = one.base_unit == currency || one.unit.is_empty();
                    // The suite rounds to cents.
                    let cents =
                        |value: Option<f64>| value.map(|value| (value * 100.0 + 1e-6).floor() / 100.0);
                    let value = cents(one.value) == low || (one.low == low && one.high == high);
                    unit && low.is_some() && value
                }
                _ => false,
            };
            if right { Ok(()) } else { Err(format!("expected {expected}, read {figures:?}")) }
        });
    }
    Some(())
}

/// Amounts in sentences: as many as the suite finds, at the same places.
pub(crate) fn money_in_sentences(tally: &mut Tally) -> Option<()> {
    let suites = shared("jionlp/test_money_extractor.json")?;
    for case in suites[0]["cases"].as_array()? {
        let input = case[0].as_str()?;
        let expected: Vec<String> = case[1]
            .as_array()?
            .iter()
            .filter_map(|it| it["text"].as_str())
            .map(|it| gongbao::analyze(it).text().trim().trim_end_matches('整').to_owned())
            .collect();
        tally.ask(input, || {
            let seen: Vec<_> = seen::of(input, &[Dimension::Money]).into_iter().map(|it| it.text).collect();
            let right = seen.len() == expected.len()
                && seen.iter().zip(&expected).all(|(seen, expected)| seen.contains(expected.as_str()));
            if right { Ok(()) } else { Err(format!("expected {expected:?}, read {seen:?}")) }
        });
    }
    Some(())
}
