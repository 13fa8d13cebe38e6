//! cn2an: Chinese numerals to numbers, and back.

use gongbao::fact::Dimension;

use crate::seen;
use crate::tally::{Tally, near, same, shared};

/// The value of what is written, a number or an amount of money.
fn value(written: &str) -> Option<f64> {
    if written.contains(['元', '圆', '角', '分', '整', '正']) {
        let money = seen::of(written, &[Dimension::Money]);
        return match money.as_slice() {
            [one] => one.value,
            _ => None,
        };
    }
    seen::number_of(written)
}

/// Numerals in the strict, the normal and the smart mode, and what is none in any of them.
pub(crate) fn numerals(tally: &mut Tally) -> Option<()> {
    let suites = shared("cn2an/cn2an_test.json")?;
    for mode in ["strict", "normal", "smart", "direct"] {
        for case in suites[format!("self.{mode}_data_dict")].as_array()? {
            let (written, expected) = (case[0].as_str()?, &case[1]);
            let expected = expected.as_f64().or_else(|| expected.as_str()?.parse().ok())?;
            tally.ask(written, || near(expected, value(written)));
        }
    }
    for mode in ["smart", "normal", "strict"] {
        for case in suites[format!("self.error_{mode}_datas")].as_array()? {
            let written = case.as_str()?;
            tally.ask(written, || same(&None, &value(written)));
        }
    }
    Some(())
}

/// What numbers are written as, read back.
pub(crate) fn written(tally: &mut Tally) -> Option<()> {
    let suites = shared("cn2an/an2cn_test.json")?;
    for case in suites["self.input_data"].as_array()? {
        let expected = case[0].as_f64()?;
        for form in case[1].as_array()? {
            let written = form.as_str()?;
            tally.ask(written, || near(expected, value(written)));
        }
    }
    Some(())
}

/// Sentences with digits and the same ones in Chinese numerals hold the same figures and times.
pub(crate) fn sentences(tally: &mut Tally) -> Option<()> {
    let suites = shared("cn2an/transform_test.json")?;
    for name in ["strict", "smart", "direct_cn2an", "direct_an2cn"] {
        for case in suites[format!("self.{name}_data_dict")].as_array()? {
            let (one, other) = (case[0].as_str()?, case[1].as_str()?);
            let said = |text: &str| {
                let figures =
                    seen::figures(text).into_iter().map(|it| format!("{:?} {}", it.ends(), it.base_unit));
                let day = jiff::civil::date(2021, 6, 14);
                let times = seen::times(text, day).into_iter().map(|it| format!("{:?} {:?}", it.from, it.to));
                figures.chain(times).collect::<Vec<_>>()
            };
            tally.ask(one, || same(&said(other), &said(one)));
        }
    }
    Some(())
}
