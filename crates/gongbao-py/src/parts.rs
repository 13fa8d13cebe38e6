//! The parts of a report that are no facts: edits, sections, sentences, words, warnings, metadata.

use jiff::civil::Date;
use pyo3::prelude::*;

use gongbao::report::{SetAside as RustSetAside, Warning};
use gongbao::span::CodePoints;
use gongbao::view::{EditView, MetaView, SectionView, SetAsideView, WarningView};

/// Start and end in code points, half-open.
pub(crate) type Pair = (u32, u32);

pub(crate) fn pair([start, end]: [u32; 2]) -> Pair {
    (start, end)
}

pub(crate) fn own(text: Option<&str>) -> Option<String> {
    text.map(str::to_owned)
}

/// A text as Python writes it, for the displays.
pub(crate) fn quoted(py: Python<'_>, text: &str) -> String {
    let shown = pyo3::types::PyString::new(py, text);
    shown.repr().map_or_else(|_| format!("{text:?}"), |repr| repr.to_string())
}

/// A change that the restoration made: what stood at `source_span` of the source stands at `span` of the reading
/// text.
#[pyclass(frozen, get_all, eq, hash, module = "gongbao")]
#[derive(PartialEq, Hash)]
pub(crate) struct Edit {
    /// The step that made it: one of `gongbao.STEPS`.
    step: &'static str,
    /// Where it stood in the source.
    source_span: Pair,
    /// Where it stands in the reading text.
    span: Pair,
    /// What stood there; empty if something was put in.
    was: String,
    /// What stands there now; empty if something was taken out.
    now: String,
    /// How sure it is: `certain`, `likely` or `guess`.
    certainty: &'static str,
}

impl From<EditView<'_>> for Edit {
    fn from(edit: EditView<'_>) -> Self {
        Self {
            step: edit.step,
            source_span: pair(edit.source),
            span: pair(edit.text),
            was: edit.was.to_owned(),
            now: edit.now.to_owned(),
            certainty: edit.certainty.as_str(),
        }
    }
}

#[pymethods]
impl Edit {
    fn __repr__(&self, py: Python<'_>) -> String {
        let (was, now) = (quoted(py, &self.was), quoted(py, &self.now));
        format!("<Edit {}: {was} → {now}, {}>", self.step, self.certainty)
    }
}

/// A part of the outline.
#[pyclass(frozen, get_all, eq, hash, module = "gongbao")]
#[derive(PartialEq, Hash)]
pub(crate) struct Section {
    /// 1 for the parts of the report, 2 for theirs, and so on.
    level: u8,
    /// The numbering as written, `一、` for instance.
    number: Option<String>,
    /// The heading without its number.
    title: Option<String>,
    /// What it is for: `opening`, `review`, `practice`, `problems`, `plan` or `closing`.
    role: &'static str,
    /// Where it stands in the reading text: from its heading to the next section that is no part of it.
    span: Pair,
    /// Where it stood in the source.
    source_span: Pair,
}

impl From<SectionView<'_>> for Section {
    fn from(section: SectionView<'_>) -> Self {
        Self {
            level: section.level,
            number: own(section.number),
            title: own(section.title),
            role: section.role.as_str(),
            span: pair(section.text),
            source_span: pair(section.source),
        }
    }
}

#[pymethods]
impl Section {
    fn __repr__(&self) -> String {
        let (number, title) =
            (self.number.as_deref().unwrap_or_default(), self.title.as_deref().unwrap_or_default());
        format!("<Section {} {number}{title} ({})>", self.level, self.role)
    }
}

/// A sentence of the reading text.
#[pyclass(frozen, get_all, eq, hash, module = "gongbao")]
#[derive(PartialEq, Hash)]
pub(crate) struct Sentence {
    /// The sentence.
    pub(crate) text: String,
    /// Where it stands in the reading text.
    pub(crate) span: Pair,
}

#[pymethods]
impl Sentence {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<Sentence {}>", quoted(py, &self.text))
    }
}

/// A word of the reading text.
#[pyclass(frozen, get_all, eq, hash, module = "gongbao")]
#[derive(PartialEq, Hash)]
pub(crate) struct Word {
    /// The word.
    pub(crate) text: String,
    /// Where it stands in the reading text.
    pub(crate) span: Pair,
    /// Its part of speech in the set of jieba: `n`, `v`, `m` …
    pub(crate) tag: String,
}

#[pymethods]
impl Word {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self) -> String {
        format!("<Word {}/{}>", self.text, self.tag)
    }
}

/// Something a reader should know: lost, masked or contradictory.
#[pyclass(frozen, get_all, eq, hash, module = "gongbao")]
#[derive(PartialEq, Hash)]
pub(crate) struct ReportWarning {
    /// A short stable word, `masked-year` for instance.
    code: String,
    /// Where, in the source.
    source_span: Pair,
    /// What it is, for a person.
    message: String,
}

impl From<WarningView<'_>> for ReportWarning {
    fn from(warning: WarningView<'_>) -> Self {
        Self {
            code: warning.code.to_owned(),
            source_span: pair(warning.source),
            message: warning.message.to_owned(),
        }
    }
}

impl ReportWarning {
    /// Of a restoration, which has no view of its own.
    pub(crate) fn of(warning: &Warning, source: &CodePoints<'_>) -> Self {
        WarningView { code: warning.code, source: source.span(warning.source), message: &warning.message }
            .into()
    }
}

#[pymethods]
impl ReportWarning {
    fn __repr__(&self) -> String {
        let (start, end) = self.source_span;
        format!("<ReportWarning {} at {start}..{end}: {}>", self.code, self.message)
    }
}

/// What was set aside as no part of the report.
#[pyclass(frozen, get_all, eq, hash, module = "gongbao")]
#[derive(PartialEq, Hash)]
pub(crate) struct SetAside {
    /// What it was taken for: `navigation`, `metadata`, `related`, `advertising` …
    reason: String,
    /// Where it stood in the source.
    source_span: Pair,
    /// What it was.
    was: String,
}

impl From<SetAsideView<'_>> for SetAside {
    fn from(aside: SetAsideView<'_>) -> Self {
        Self { reason: aside.reason.to_owned(), source_span: pair(aside.source), was: aside.was.to_owned() }
    }
}

impl SetAside {
    /// Of a restoration, which has no view of its own.
    pub(crate) fn of(aside: &RustSetAside, text: &str, source: &CodePoints<'_>) -> Self {
        let was = aside.source.of(text);
        SetAsideView { source: source.span(aside.source), reason: aside.reason, was }.into()
    }
}

#[pymethods]
impl SetAside {
    fn __repr__(&self, py: Python<'_>) -> String {
        format!("<SetAside {}: {}>", self.reason, quoted(py, &self.was))
    }
}

/// The place that a report is about.
#[pyclass(frozen, get_all, eq, hash, module = "gongbao")]
#[derive(Clone, PartialEq, Hash)]
pub(crate) struct PlaceRef {
    /// The name as the report writes it.
    name: String,
    /// The code of the administrative division.
    code: Option<String>,
    /// `province`, `prefecture`, `county`, `township` or `village`.
    level: Option<&'static str>,
}

#[pymethods]
impl PlaceRef {
    fn __repr__(&self) -> String {
        format!("<PlaceRef {} {}>", self.name, self.code.as_deref().unwrap_or("without code"))
    }
}

/// What a report says of itself; `None` where it does not say.
#[pyclass(frozen, get_all, eq, module = "gongbao")]
#[derive(PartialEq)]
pub(crate) struct Meta {
    /// The title.
    title: Option<String>,
    /// The authors under the title.
    byline: Option<String>,
    /// The body that reports.
    issuer: Option<String>,
    /// The date of the report.
    date: Option<Date>,
    /// The day the page says it was published.
    published: Option<Date>,
    /// The place that is reported on.
    place: Option<PlaceRef>,
    /// The genre by the title: 工作报告, 工作总结, 调研报告 …
    genre: Option<String>,
    /// The year that is reported on.
    year: Option<i16>,
    /// Where the page says it took the text from.
    origin: Option<String>,
}

impl From<MetaView<'_>> for Meta {
    fn from(meta: MetaView<'_>) -> Self {
        Self {
            title: own(meta.title),
            byline: own(meta.byline),
            issuer: own(meta.issuer),
            date: meta.date,
            published: meta.published,
            place: meta.place.map(|place| PlaceRef {
                name: place.name.clone(),
                code: place.code.clone(),
                level: place.level,
            }),
            genre: own(meta.genre),
            year: meta.year,
            origin: own(meta.origin),
        }
    }
}

#[pymethods]
impl Meta {
    fn __repr__(&self, py: Python<'_>) -> String {
        let mut said = Vec::new();
        let texts = [("title", &self.title), ("issuer", &self.issuer), ("genre", &self.genre)];
        for (name, text) in texts {
            said.extend(text.as_ref().map(|text| format!("{name}={}", quoted(py, text))));
        }
        said.extend(self.date.map(|date| format!("date={date}")));
        said.extend(self.year.map(|year| format!("year={year}")));
        format!("<Meta {}>", if said.is_empty() { "nothing said".to_owned() } else { said.join(", ") })
    }
}
