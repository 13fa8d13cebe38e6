//! Other people's cases of numbers, through a thin adapter. Cases that do not apply are named with their reason.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gongbao::extract::figures::number;

/// The folder of shared material, beside the repository.
fn shared(path: &str) -> Option<String> {
    let root = std::env::var_os("GONGBAO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let text = std::fs::read_to_string(root.join(path)).ok();
    if text.is_none() {
        println!("skipped: {path} is not here");
    }
    text
}

/// cn2an: Chinese numerals to numbers, in its strict and its normal mode.
#[test]
fn cn2an() {
    let Some(text) = shared("truth/numbers/cn2an/cn2an_test.json") else { return };
    let suites: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for (name, suite) in suites.iter().filter(|(name, _)| name.ends_with("data_dict")) {
        if name.contains("direct") {
            continue; // digit by digit into text: no number
        }
        for case in suite.as_array().unwrap() {
            let written = case[0].as_str().unwrap();
            if written.contains(['角', '正']) {
                continue; // an amount of money in two units, not a number
            }
            // The word of money belongs to the quantity, not to the number.
            let plain = gongbao::analyze(written);
            let plain = plain.text().trim_end_matches(['元', '圆', '整']);
            let expected = case[1].as_f64().unwrap();
            let read = number(plain).and_then(|value| value.to_string().parse::<f64>().ok());
            all += 1;
            if read == Some(expected) {
                right += 1;
            } else {
                wrong.push(format!("{written}: {expected}, read {read:?}"));
            }
        }
    }
    println!("cn2an: {right} of {all}\n{}", wrong.join("\n"));
    assert!(right * 100 >= all * 97, "{right} of {all}: {}", wrong.join("; "));
}

/// The cases of Recognizers-Text that are one number as a whole.
#[test]
fn recognizers_numbers() {
    let Some(text) = shared("truth/numbers/recognizers_text/NumberModel.json") else { return };
    let cases: Vec<serde_json::Value> = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    let (mut right, mut all, mut wrong) = (0, 0, Vec::new());
    for case in &cases {
        let input = case["Input"].as_str().unwrap();
        let results = case["Results"].as_array().unwrap();
        let [result] = results.as_slice() else { continue };
        if result["Text"].as_str() != Some(input) || not_of_reports(input) {
            continue;
        }
        let Some(expected) = result["Resolution"]["value"].as_str().and_then(|v| v.parse::<f64>().ok())
        else {
            continue;
        };
        let plain = gongbao::analyze(input);
        let read = number(plain.text()).and_then(|value| value.to_string().parse::<f64>().ok());
        all += 1;
        if read.is_some_and(|read| (read - expected).abs() <= expected.abs() * 1e-12) {
            right += 1;
        } else {
            wrong.push(format!("{input}: {expected}, read {read:?}"));
        }
    }
    println!("Recognizers-Text numbers: {right} of {all}\n{}", wrong.join("\n"));
    assert!(right * 100 >= all * 95, "{right} of {all}: {}", wrong.join("; "));
}

/// What no report writes: powers, suffixes of programmers, counts in pairs, a bare point; and what the adapter does not
/// ask for: inexact numbers, which carry a bound, spaces inside numerals, which restoration takes out, and the 兆 that
/// is a million here and a billion there.
fn not_of_reports(input: &str) -> bool {
    let odd =
        ['e', 'E', '^', 'k', 'K', 'M', 'G', 'B', 'T', 'm', 'b', '打', '双', '雙', '对', '對', '/', '倆'];
    let inexact = ['余', '餘', '多', '几', '幾'];
    input.contains(odd)
        || input.contains(inexact)
        || input.contains([' ', '兆'])
        || input.contains("半百")
        || input.trim_start_matches('-').starts_with('.')
}
