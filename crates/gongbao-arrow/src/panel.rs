//! An indicator over a corpus: which value it has in which place and year, as a result and as a target.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use gongbao::extract::places::{full_name, lookup};
use gongbao::fact::{Bound, Role};
use gongbao::view::{DetailView, FactView, FigureView, MetaView};
use gongbao::{Certainty, Report};
use rust_decimal::Decimal;

use crate::batch::{Columns, fields};
use crate::cell::{Cell, Column, Sink, Type, float, offset};
use crate::error::Error;
use crate::table::{check, metadata};

/// Which figures a panel gathers, and into which cells.
#[derive(Clone, Debug)]
pub struct PanelQuery {
    /// Canonical names of indicators, or subjects as the reports call them; none stands for every indicator.
    pub indicators: Vec<String>,
    /// Words of the model (`achieved`, `target` …); none stands for every status.
    pub statuses: Vec<String>,
    /// Words of the model (`level`, `change` …); none stands for every role.
    pub roles: Vec<String>,
    /// Whether places are apart.
    pub by_place: bool,
    /// Whether years are apart.
    pub by_year: bool,
    /// Whether documents are apart.
    pub by_doc: bool,
}

/// What is apart in any panel: a level is no growth, and yuan are no tonnes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    indicator: String,
    place: Option<String>,
    year: Option<i32>,
    doc: Option<String>,
    status: &'static str,
    role: &'static str,
    unit: Option<String>,
}

/// A figure, kept.
#[derive(Clone, Debug)]
struct Kept {
    rank: (Certainty, bool),
    value: Option<Decimal>,
    low: Option<Decimal>,
    high: Option<Decimal>,
    bound: Bound,
    direction: Option<&'static str>,
    place_code: Option<String>,
    certainty: Certainty,
    doc: Option<String>,
    text: String,
    span: [u32; 2],
    source: [u32; 2],
    mentions: i32,
    /// The different values that were said; a few are enough to say that they differ.
    values: Vec<[Option<Decimal>; 3]>,
}

/// Gathers report after report.
///
/// A cell holds the surest of its figures, and the first of those; `mentions` and `values` say how many there were and
/// how many different ones. Nothing is averaged.
///
/// ```
/// use gongbao_arrow::{Panel, PanelQuery};
///
/// let query = PanelQuery {
///     indicators: vec!["粮食产量".into()], statuses: vec![], roles: vec![],
///     by_place: true, by_year: true, by_doc: false,
/// };
/// let report = gongbao::analyze("桐溪县2023年政府工作报告\n2023年，全县粮食产量达到16.5万吨。");
/// let mut panel = Panel::new(query, report.fingerprint());
/// panel.append(&report)?;
/// assert_eq!(panel.finish()?.num_rows(), 1);
/// # Ok::<(), gongbao_arrow::Error>(())
/// ```
#[derive(Debug)]
pub struct Panel {
    query: PanelQuery,
    cells: BTreeMap<Key, Kept>,
    fingerprint: String,
}

const PANEL: &[Column] = &[
    must("indicator", Type::Text),
    may("place", Type::Text),
    may("place_code", Type::Text),
    may("year", Type::Int),
    must("status", Type::Text),
    must("role", Type::Text),
    may("value", Type::Text),
    may("value_float", Type::Float),
    may("low", Type::Text),
    may("low_float", Type::Float),
    may("high", Type::Text),
    may("high_float", Type::Float),
    may("unit", Type::Text),
    must("bound", Type::Text),
    may("direction", Type::Text),
    must("mentions", Type::Int),
    must("values", Type::Int),
    must("certainty", Type::Text),
    may("doc", Type::Text),
    must("text", Type::Text),
    must("start", Type::Int),
    must("end", Type::Int),
    must("source_start", Type::Int),
    must("source_end", Type::Int),
];

pub(crate) const fn must(name: &'static str, kind: Type) -> Column {
    Column { name, kind, nullable: false }
}

pub(crate) const fn may(name: &'static str, kind: Type) -> Column {
    Column { name, kind, nullable: true }
}

impl Panel {
    /// An empty panel, of reports of the analyzer with this fingerprint.
    #[must_use]
    pub fn new(query: PanelQuery, fingerprint: &str) -> Self {
        Self { query, cells: BTreeMap::new(), fingerprint: fingerprint.to_owned() }
    }

    /// The schema of the table.
    #[must_use]
    pub fn schema(fingerprint: &str) -> SchemaRef {
        Arc::new(Schema::new_with_metadata(fields(PANEL), metadata(fingerprint)))
    }

    /// Takes the figures of a report that were asked for.
    ///
    /// # Errors
    /// If the report is too long for positions of 32 bits.
    pub fn append(&mut self, report: &Report) -> Result<(), Error> {
        let view = report.view();
        check(&view)?;
        let meta = view.meta();
        for fact in view.facts() {
            let DetailView::Figure(figure) = &fact.detail else { continue };
            if let Some(indicator) = self.wanted(figure) {
                self.take(indicator, &fact, figure, &meta, report.name());
            }
        }
        Ok(())
    }

    /// The name under which a figure belongs into the panel.
    fn wanted(&self, figure: &FigureView<'_>) -> Option<String> {
        let named = figure.indicator.or(figure.subject)?;
        let any =
            |words: &[String], word: &str| words.is_empty() || words.iter().any(|wanted| wanted == word);
        let wanted = if self.query.indicators.is_empty() {
            figure.indicator.is_some()
        } else {
            any(&self.query.indicators, named)
        };
        (wanted
            && any(&self.query.statuses, figure.status.as_str())
            && any(&self.query.roles, figure.role.as_str()))
        .then(|| named.to_owned())
    }

    fn take(
        &mut self,
        indicator: String,
        fact: &FactView<'_>,
        figure: &FigureView<'_>,
        meta: &MetaView<'_>,
        doc: Option<&str>,
    ) {
        let (place, place_code) = place(figure, meta);
        let key = Key {
            indicator,
            place: if self.query.by_place { place.map(str::to_owned) } else { None },
            year: if self.query.by_year { year_of(figure.time, figure.status.as_str(), meta) } else { None },
            doc: if self.query.by_doc { doc.map(str::to_owned) } else { None },
            status: figure.status.as_str(),
            role: figure.role.as_str(),
            unit: figure.base_unit.or(figure.unit).map(str::to_owned),
        };
        // What has no base unit is given in its own.
        let [value, low, high] = if figure.base_unit.is_some() {
            [figure.base_value, figure.base_low, figure.base_high]
        } else {
            [figure.value, figure.low, figure.high]
        };
        let values = [value, low, high].map(|number| number.map(|number| number.normalize()));
        let kept = Kept {
            rank: (fact.certainty, figure.bound != Bound::Exact),
            value,
            low,
            high,
            bound: figure.bound,
            direction: figure.direction.map(|direction| direction.as_str()),
            place_code: if self.query.by_place { place_code.map(str::to_owned) } else { None },
            certainty: fact.certainty,
            doc: doc.map(str::to_owned),
            text: fact.text.to_owned(),
            span: fact.span,
            source: fact.source,
            mentions: 1,
            values: vec![values],
        };
        let Some(before) = self.cells.get_mut(&key) else {
            self.cells.insert(key, kept);
            return;
        };
        before.mentions = before.mentions.saturating_add(1);
        if !before.values.contains(&values) && before.values.len() < 100 {
            before.values.push(values);
        }
        if rank(kept.rank) < rank(before.rank) {
            *before = Kept { mentions: before.mentions, values: std::mem::take(&mut before.values), ..kept };
        }
    }

    /// The panel as a table, in the order of indicator, place, year and status.
    ///
    /// # Errors
    /// If the columns do not fit together, which would be a fault of this crate.
    pub fn finish(self) -> Result<RecordBatch, Error> {
        let mut columns = Columns::new(PANEL);
        for (key, kept) in &self.cells {
            columns.row(|sink| {
                sink.cell(Cell::Text(&key.indicator));
                sink.cell(Cell::from(key.place.as_deref()));
                sink.cell(Cell::from(kept.place_code.as_deref()));
                sink.cell(Cell::from(key.year));
                sink.cell(Cell::Text(key.status));
                sink.cell(Cell::Text(key.role));
                for number in [kept.value, kept.low, kept.high] {
                    sink.cell(Cell::from(number));
                    sink.cell(float(number));
                }
                sink.cell(Cell::from(key.unit.as_deref()));
                sink.cell(Cell::Text(kept.bound.as_str()));
                sink.cell(Cell::from(kept.direction));
                sink.cell(Cell::Int(kept.mentions));
                sink.cell(Cell::Int(i32::try_from(kept.values.len()).unwrap_or(i32::MAX)));
                sink.cell(Cell::Text(kept.certainty.as_str()));
                sink.cell(Cell::from(kept.doc.as_deref()));
                sink.cell(Cell::Text(&kept.text));
                for at in [kept.span, kept.source].concat() {
                    sink.cell(Cell::Int(offset(at)));
                }
            });
        }
        columns.check()?;
        Ok(RecordBatch::try_new(Self::schema(&self.fingerprint), columns.finish())?)
    }
}

/// The surest first, and an exact number before a rounded one.
fn rank((certainty, rounded): (Certainty, bool)) -> (u8, bool) {
    let certainty = match certainty {
        Certainty::Certain => 0,
        Certainty::Likely => 1,
        Certainty::Guess => 2,
    };
    (certainty, rounded)
}

/// The place that a figure speaks of, and its code: the report's own, unless the figure names another. Places stand under
/// their full names, so that two reports on 宁夏 and 宁夏回族自治区 meet. Of a rank the scope is what it was ranked in.
fn place<'a>(figure: &FigureView<'a>, meta: &MetaView<'a>) -> (Option<&'a str>, Option<&'a str>) {
    let full = |name: &'a str| full_name(name).unwrap_or(name);
    let own = meta.place.map(|place| (Some(full(&place.name)), place.code.as_deref())).unwrap_or_default();
    let Some(scope) = figure.scope.filter(|_| figure.role != Role::Rank) else { return own };
    let mut rest = scope.chars();
    let ours = matches!(rest.next(), Some('全' | '我' | '本'))
        && matches!(
            rest.next(),
            Some('省' | '市' | '县' | '区' | '州' | '盟' | '旗' | '镇' | '乡' | '村' | '校')
        )
        && rest.next().is_none();
    if ours || own.0.is_some_and(|own| own.starts_with(scope)) {
        return own;
    }
    match scope {
        "全国" | "我国" => (Some("全国"), None),
        _ => (Some(full(scope)), lookup(scope).and_then(|(code, _)| code)),
    }
}

/// The year that a figure speaks of: the one it names, or the one that its report looks back on; for a target the
/// year after that. A figure of several years has none.
#[must_use]
pub fn year_of(time: Option<&str>, status: &str, meta: &MetaView<'_>) -> Option<i32> {
    let reviewed = meta.year.map(i32::from);
    let ahead = status == "target";
    let own = reviewed.map(|year| if ahead { year + 1 } else { year });
    let Some(time) = time else { return own };
    let mut named = years(time);
    if let Some(first) = named.next() {
        // Two years are a period, whose figure belongs to neither.
        return if named.all(|other| other == first) { Some(first) } else { None };
    }
    if time.contains("明年") || time.contains("次年") {
        return reviewed.map(|year| year + 1);
    }
    if time.contains("去年") || time.contains("上年") {
        // A report of January calls the year that it looks back on the last one.
        let written = meta.date.map(|date| i32::from(date.year()));
        let late = reviewed.is_some_and(|year| written == Some(year + 1));
        return reviewed.map(|year| if late || ahead { year } else { year - 1 });
    }
    let year = time.replace("一年", "");
    let several = year.contains("年来")
        || year.contains("年间")
        || year.contains("近几")
        || year.contains("五")
        || time.contains("历年")
        || (time.starts_with('近') && time.contains('年'));
    if several { None } else { own }
}

/// The years of four digits that are named in a time.
fn years(time: &str) -> impl Iterator<Item = i32> {
    let digits = time.split(|c: char| !c.is_ascii_digit());
    digits
        .filter(|digits| digits.len() == 4)
        .filter_map(|digits| digits.parse().ok())
        .filter(|year| (1900..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_belongs_to_a_year() {
        let report = gongbao::analyze(
            "2025年桐溪市政府工作报告\n（2025年1月15日）\n一、2024年工作回顾\n全市粮食产量16万吨。",
        );
        let view = report.view();
        let meta = view.meta();
        assert_eq!((meta.year, meta.date.map(|date| date.year())), (Some(2024), Some(2025)));
        for (time, status, year) in [
            (None, "achieved", Some(2024)),
            (None, "target", Some(2025)),
            (Some("今年"), "target", Some(2025)),
            (Some("2022年"), "achieved", Some(2022)),
            (Some("到2030年"), "target", Some(2030)),
            (Some("2023—2025年"), "achieved", None),
            (Some("去年"), "achieved", Some(2024)),
            (Some("一年来"), "achieved", Some(2024)),
            (Some("全年"), "achieved", Some(2024)),
            (Some("近5年"), "achieved", None),
            (Some("五年来"), "achieved", None),
            (Some("“十四五”以来"), "achieved", None),
            (Some("2024年9月27日"), "achieved", Some(2024)),
        ] {
            assert_eq!(year_of(time, status, &meta), year, "{time:?} {status}");
        }
    }

    #[test]
    fn two_reports_on_a_place_meet_under_its_full_name() {
        let query = PanelQuery {
            indicators: vec!["地区生产总值".into()],
            statuses: vec![],
            roles: vec![],
            by_place: true,
            by_year: false,
            by_doc: false,
        };
        let place_of = |text: &str| {
            let report = gongbao::analyze(text);
            let mut panel = Panel::new(query.clone(), report.fingerprint());
            panel.append(&report).unwrap();
            let cells: Vec<_> =
                panel.cells.iter().map(|(key, kept)| (key.place.clone(), kept.place_code.clone())).collect();
            assert_eq!(cells.len(), 1, "{text}");
            cells[0].clone()
        };
        let ningxia = (Some("宁夏回族自治区".to_owned()), Some("640000".to_owned()));
        for text in [
            "宁夏2025年政府工作报告\n2024年，全区地区生产总值增长5.4%。",
            "宁夏回族自治区2024年政府工作报告\n2023年，全区地区生产总值增长6.6%。",
            "宁夏2025年政府工作报告\n2024年，地区生产总值增速居全国第4位。",
        ] {
            assert_eq!(place_of(text), ningxia, "{text}");
        }
        let other = place_of("宁夏2025年政府工作报告\n2024年，全国粮食产量增长5%，中卫地区生产总值增长6%。");
        assert_eq!(other, (Some("中卫市".to_owned()), Some("640500".to_owned())));
    }
}
