//! What the library says of a text, in the words of the adapters.

use gongbao::extract::figures::number;
use gongbao::fact::{Bound, Dimension, Figure};
use gongbao::{Detail, Kind};
use jiff::civil::Date;

/// A figure as the adapters compare it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) text: String,
    pub(crate) value: Option<f64>,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) unit: String,
    pub(crate) dimension: Option<Dimension>,
    pub(crate) bound: Bound,
    pub(crate) base: Option<f64>,
    pub(crate) base_unit: String,
}

impl Seen {
    fn new(text: &str, figure: &Figure) -> Self {
        let double =
            |value: Option<rust_decimal::Decimal>| value.and_then(|value| value.to_string().parse().ok());
        Self {
            text: text.to_owned(),
            value: double(figure.value),
            low: double(figure.range.as_deref().map(|ends| ends.low)),
            high: double(figure.range.as_deref().map(|ends| ends.high)),
            unit: figure.unit.as_deref().unwrap_or_default().to_owned(),
            dimension: figure.dimension,
            bound: figure.bound,
            base: double(figure.base_value),
            base_unit: figure.base_unit.unwrap_or_default().to_owned(),
        }
    }

    /// Lowest and highest value that the figure allows, as far as it says.
    pub(crate) fn ends(&self) -> (Option<f64>, Option<f64>) {
        match self.bound {
            Bound::Range => (self.low, self.high),
            Bound::Over | Bound::AtLeast => (self.value, None),
            Bound::AtMost | Bound::Nearly => (None, self.value),
            _ => (self.value, self.value),
        }
    }
}

/// The figures of a text.
pub(crate) fn figures(text: &str) -> Vec<Seen> {
    let report = gongbao::analyze(text);
    let facts = report.facts().iter();
    facts.filter_map(|fact| Some(Seen::new(fact.span.of(report.text()), fact.figure()?))).collect()
}

/// The figures of some dimensions.
pub(crate) fn of(text: &str, dimensions: &[Dimension]) -> Vec<Seen> {
    figures(text)
        .into_iter()
        .filter(|seen| seen.dimension.is_some_and(|it| dimensions.contains(&it)))
        .collect()
}

/// The number that a text is, after its repair.
pub(crate) fn number_of(text: &str) -> Option<f64> {
    number(gongbao::analyze(text.trim()).text().trim()).and_then(|value| value.to_string().parse().ok())
}

/// A time with its days.
#[derive(Clone, Debug)]
pub(crate) struct Days {
    pub(crate) text: String,
    pub(crate) from: Option<Date>,
    pub(crate) to: Option<Date>,
}

/// The times of a text that stands in a report of a day.
pub(crate) fn times(text: &str, day: Date) -> Vec<Days> {
    let date = format!("{}年{}月{}日", day.year(), day.month(), day.day());
    // The text stands in a sentence: a date in a line of its own is taken for the page's.
    let head = format!("关于有关情况的报告\n（{date}）\n情况如下：");
    let report = gongbao::analyze(&format!("{head}{text}\n"));
    let facts = report.facts().iter().filter(|fact| fact.kind() == Kind::Time);
    facts
        .filter_map(|fact| match fact.detail {
            Detail::Time(time) if fact.span.start() >= head.len() => {
                Some(Days { text: fact.span.of(report.text()).to_owned(), from: time.from, to: time.to })
            }
            _ => None,
        })
        .collect()
}
