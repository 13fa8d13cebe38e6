//! Mechanisms over a corpus: which is spoken of where and when, and where first.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{Schema, SchemaRef};
use gongbao::Report;
use gongbao::view::DetailView;

use crate::batch::{Columns, fields};
use crate::cell::{Cell, Column, Sink, Type, offset};
use crate::error::Error;
use crate::panel::{may, must};
use crate::table::{check, metadata};

/// Name, place and year, which may both be unknown.
type Key = (String, Option<String>, Option<i32>);

/// The first mention of a mechanism in a place and a year, and how often it came again.
#[derive(Debug)]
struct Found {
    pattern: &'static str,
    head: Option<String>,
    place_code: Option<String>,
    doc: Option<String>,
    text: String,
    sentence: Option<String>,
    span: [u32; 2],
    source: [u32; 2],
    mentions: i32,
    reports: i32,
    /// The number of the last report that spoke of it.
    last: u64,
}

/// Gathers report after report.
///
/// ```
/// use gongbao_arrow::Spread;
///
/// let report = gongbao::analyze("桐溪县关工委2023年工作总结\n坚持党建带关建。");
/// let mut spread = Spread::new(report.fingerprint());
/// spread.append(&report)?;
/// assert_eq!(spread.finish()?.num_rows(), 1);
/// # Ok::<(), gongbao_arrow::Error>(())
/// ```
#[derive(Debug)]
pub struct Spread {
    rows: BTreeMap<Key, Found>,
    read: u64,
    fingerprint: String,
}

const SPREAD: &[Column] = &[
    must("name", Type::Text),
    must("pattern", Type::Text),
    may("head", Type::Text),
    may("place", Type::Text),
    may("place_code", Type::Text),
    may("year", Type::Int),
    must("mentions", Type::Int),
    must("reports", Type::Int),
    may("first_year", Type::Int),
    must("places", Type::Int),
    may("doc", Type::Text),
    must("text", Type::Text),
    may("sentence", Type::Text),
    must("start", Type::Int),
    must("end", Type::Int),
    must("source_start", Type::Int),
    must("source_end", Type::Int),
];

impl Spread {
    /// An empty table, of reports of the analyzer with this fingerprint.
    #[must_use]
    pub fn new(fingerprint: &str) -> Self {
        Self { rows: BTreeMap::new(), read: 0, fingerprint: fingerprint.to_owned() }
    }

    /// The schema of the table.
    #[must_use]
    pub fn schema(fingerprint: &str) -> SchemaRef {
        Arc::new(Schema::new_with_metadata(fields(SPREAD), metadata(fingerprint)))
    }

    /// Takes the mechanisms of a report.
    ///
    /// # Errors
    /// If the report is too long for positions of 32 bits.
    pub fn append(&mut self, report: &Report) -> Result<(), Error> {
        let view = report.view();
        check(&view)?;
        self.read += 1;
        let meta = view.meta();
        let place = meta.place;
        for fact in view.facts() {
            let DetailView::Mechanism { pattern, name, head, .. } = &fact.detail else { continue };
            let key = ((*name).to_owned(), place.map(|place| place.name.clone()), meta.year.map(i32::from));
            let found = self.rows.entry(key).or_insert_with(|| Found {
                pattern: pattern.as_str(),
                head: head.map(str::to_owned),
                place_code: place.and_then(|place| place.code.clone()),
                doc: report.name().map(str::to_owned),
                text: fact.text.to_owned(),
                sentence: fact
                    .sentence
                    .and_then(|at| report.sentences().get(at as usize))
                    .map(|span| span.of(report.text()).to_owned()),
                span: fact.span,
                source: fact.source,
                mentions: 0,
                reports: 0,
                last: 0,
            });
            found.mentions = found.mentions.saturating_add(1);
            if found.last != self.read {
                found.last = self.read;
                found.reports = found.reports.saturating_add(1);
            }
        }
        Ok(())
    }

    /// The table, in the order of name, place and year. `first_year` is the first year of the name anywhere, `places`
    /// in how many places it stands.
    ///
    /// # Errors
    /// If the columns do not fit together, which would be a fault of this crate.
    pub fn finish(self) -> Result<RecordBatch, Error> {
        let mut over: HashMap<&str, (Option<i32>, BTreeSet<&str>)> = HashMap::new();
        for (name, place, year) in self.rows.keys() {
            let (first, places) = over.entry(name).or_default();
            *first = match (*first, *year) {
                (Some(first), Some(year)) => Some(first.min(year)),
                (first, year) => first.or(year),
            };
            places.extend(place.as_deref());
        }
        let mut columns = Columns::new(SPREAD);
        for ((name, place, year), found) in &self.rows {
            let (first, places) = &over[name.as_str()];
            columns.row(|sink| {
                sink.cell(Cell::Text(name));
                sink.cell(Cell::Text(found.pattern));
                sink.cell(Cell::from(found.head.as_deref()));
                sink.cell(Cell::from(place.as_deref()));
                sink.cell(Cell::from(found.place_code.as_deref()));
                sink.cell(Cell::from(*year));
                sink.cell(Cell::Int(found.mentions));
                sink.cell(Cell::Int(found.reports));
                sink.cell(Cell::from(*first));
                sink.cell(Cell::Int(i32::try_from(places.len()).unwrap_or(i32::MAX)));
                sink.cell(Cell::from(found.doc.as_deref()));
                sink.cell(Cell::Text(&found.text));
                sink.cell(Cell::from(found.sentence.as_deref()));
                for at in [found.span, found.source].concat() {
                    sink.cell(Cell::Int(offset(at)));
                }
            });
        }
        columns.check()?;
        Ok(RecordBatch::try_new(Self::schema(&self.fingerprint), columns.finish())?)
    }
}
