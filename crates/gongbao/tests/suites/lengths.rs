//! Lengths of time in seconds, for suites that count years as 365 and months as 30 days.

use gongbao::fact::Dimension;

use crate::seen::{self, Seen};

/// The seconds of a duration.
pub(crate) fn seconds(seen: &Seen) -> Option<f64> {
    let unit = match seen.base_unit.as_str() {
        "年" => 365.0 * 86_400.0,
        "月" => 30.0 * 86_400.0,
        "天" => 86_400.0,
        "小时" => 3_600.0,
        _ => return None,
    };
    Some(seen.base? * unit)
}

/// The durations of a text.
pub(crate) fn durations(text: &str) -> Vec<Seen> {
    seen::of(text, &[Dimension::Duration, Dimension::Age])
}
