//! A report as a Python object; its parts become objects when they are first asked for.

use std::fmt::Write;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyCapsule, PyString, PyTuple};

use gongbao::Kind;
use gongbao::report::Script;
use gongbao::view::ReportView;

use crate::fact;
use crate::parts::{Edit, Meta, ReportWarning, Section, Sentence, SetAside, Word, pair, quoted};
use crate::table::ArrowTable;

/// A report, read: two texts, the edits between them, the structure and the facts.
///
/// Frozen. Every position counts code points, so `report.text[slice(*fact.span)] == fact.text`.
///
/// >>> import gongbao as gb
/// >>> report = gb.analyze("全县关工组织发展到297个。")
/// >>> [figure.text for figure in report.figures]
/// ['297个']
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct Report {
    inner: Arc<gongbao::Report>,
    text: PyOnceLock<Py<PyString>>,
    source: PyOnceLock<Py<PyString>>,
    edits: PyOnceLock<Py<PyTuple>>,
    sections: PyOnceLock<Py<PyTuple>>,
    sentences: PyOnceLock<Py<PyTuple>>,
    words: PyOnceLock<Option<Py<PyTuple>>>,
    warnings: PyOnceLock<Py<PyTuple>>,
    set_aside: PyOnceLock<Py<PyTuple>>,
    facts: PyOnceLock<Facts>,
}

/// All facts, and those of each kind in the order of [`Kind::ALL`].
struct Facts {
    all: Py<PyTuple>,
    kinds: [Py<PyTuple>; Kind::ALL.len()],
}

impl Report {
    pub(crate) fn new(report: gongbao::Report) -> Self {
        Self {
            inner: Arc::new(report),
            text: PyOnceLock::new(),
            source: PyOnceLock::new(),
            edits: PyOnceLock::new(),
            sections: PyOnceLock::new(),
            sentences: PyOnceLock::new(),
            words: PyOnceLock::new(),
            warnings: PyOnceLock::new(),
            set_aside: PyOnceLock::new(),
            facts: PyOnceLock::new(),
        }
    }

    fn read_facts(&self, py: Python<'_>) -> PyResult<&Facts> {
        self.facts.get_or_try_init(py, || {
            let all = fact::facts(py, &self.inner)?;
            let of_kind = |kind: Kind| {
                let facts = self.inner.facts().iter().zip(&all);
                let chosen: Vec<_> =
                    facts.filter(|(fact, _)| fact.kind() == kind).map(|(_, object)| object).collect();
                PyTuple::new(py, chosen).map(Bound::unbind)
            };
            let [figure, mechanism, citation, organisation, place, person, time] = Kind::ALL.map(of_kind);
            // A tuple that can be summed up.
            let mechanisms = py.import("gongbao._registers")?.getattr("Mechanisms")?.call1((mechanism?,))?;
            let mechanism = mechanisms.cast_into::<PyTuple>()?.unbind();
            let kinds = [figure?, mechanism, citation?, organisation?, place?, person?, time?];
            Ok(Facts { all: PyTuple::new(py, all)?.unbind(), kinds })
        })
    }

    fn of_kind(&self, py: Python<'_>, kind: Kind) -> PyResult<Py<PyTuple>> {
        let at = Kind::ALL.iter().position(|other| *other == kind).unwrap_or_default();
        Ok(self.read_facts(py)?.kinds[at].clone_ref(py))
    }
}

/// A tuple of objects of the package.
pub(crate) fn tuple<T>(py: Python<'_>, items: impl Iterator<Item = T>) -> PyResult<Py<PyTuple>>
where
    T: pyo3::PyClass + Into<PyClassInitializer<T>>,
{
    let objects = items.map(|item| Py::new(py, item)).collect::<PyResult<Vec<_>>>()?;
    Ok(PyTuple::new(py, objects)?.unbind())
}

/// The objects that a JSON text stands for.
pub(crate) fn to_python<'py>(py: Python<'py>, json: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("json")?.call_method1("loads", (json,))
}

pub(crate) fn script(script: Script) -> &'static str {
    match script {
        Script::Simplified => "simplified",
        Script::Traditional => "traditional",
        Script::Mixed => "mixed",
    }
}

#[pymethods]
impl Report {
    /// Where it came from: the path of the file, or the name that was given.
    #[getter]
    fn name(&self) -> Option<&str> {
        self.inner.name()
    }

    /// The reading text: damage repaired, Simplified, one paragraph a line, title first.
    #[getter]
    fn text(&self, py: Python<'_>) -> Py<PyString> {
        self.text.get_or_init(py, || PyString::new(py, self.inner.text()).unbind()).clone_ref(py)
    }

    /// The source: decoded, otherwise as it came.
    #[getter]
    fn source(&self, py: Python<'_>) -> Py<PyString> {
        self.source.get_or_init(py, || PyString::new(py, self.inner.source()).unbind()).clone_ref(py)
    }

    /// The encoding that was taken: `utf-8`, `gb18030`, `big5` …
    #[getter]
    fn encoding(&self) -> &'static str {
        self.inner.encoding().name
    }

    /// Why that encoding.
    #[getter]
    fn encoding_reason(&self) -> &'static str {
        self.inner.encoding().reason
    }

    /// The script of the source: `simplified`, `traditional` or `mixed`.
    #[getter]
    fn script(&self) -> &'static str {
        script(self.inner.script())
    }

    /// Title, issuer, date and the like.
    #[getter]
    fn meta(&self) -> Meta {
        self.inner.view().meta().into()
    }

    /// Every change from the source to the reading text, in order.
    #[getter]
    fn edits(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let make = || tuple(py, ReportView::new(&self.inner).edits().map(Edit::from));
        self.edits.get_or_try_init(py, make).map(|edits| edits.clone_ref(py))
    }

    /// The outline, in text order.
    #[getter]
    fn sections(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let make = || tuple(py, ReportView::new(&self.inner).sections().map(Section::from));
        self.sections.get_or_try_init(py, make).map(|sections| sections.clone_ref(py))
    }

    /// The sentences, in text order.
    #[getter]
    fn sentences(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let make = || {
            let view = ReportView::new(&self.inner);
            let sentences = self.inner.sentences().iter().map(|span| Sentence {
                text: span.of(self.inner.text()).to_owned(),
                span: pair(view.text_span(*span)),
            });
            tuple(py, sentences)
        };
        self.sentences.get_or_try_init(py, make).map(|sentences| sentences.clone_ref(py))
    }

    /// The words, if the analyzer was asked for them (`words=True`); else `None`.
    #[getter]
    fn words(&self, py: Python<'_>) -> PyResult<Option<Py<PyTuple>>> {
        let make = || {
            let Some(words) = self.inner.words() else { return Ok(None) };
            let view = ReportView::new(&self.inner);
            let words = words.iter().map(|word| Word {
                text: word.span.of(self.inner.text()).to_owned(),
                span: pair(view.text_span(word.span)),
                tag: word.tag.clone(),
            });
            tuple(py, words).map(Some)
        };
        self.words.get_or_try_init(py, make).map(|words| words.as_ref().map(|words| words.clone_ref(py)))
    }

    /// The facts of every kind, in text order.
    #[getter]
    fn facts(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        Ok(self.read_facts(py)?.all.clone_ref(py))
    }

    /// The figures.
    #[getter]
    fn figures(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.of_kind(py, Kind::Figure)
    }

    /// The mechanisms: a tuple that can be summed up, `report.mechanisms.summary()`.
    #[getter]
    fn mechanisms(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.of_kind(py, Kind::Mechanism)
    }

    /// The citations.
    #[getter]
    fn citations(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.of_kind(py, Kind::Citation)
    }

    /// The organisations.
    #[getter]
    fn organisations(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.of_kind(py, Kind::Organisation)
    }

    /// The places.
    #[getter]
    fn places(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.of_kind(py, Kind::Place)
    }

    /// The persons.
    #[getter]
    fn persons(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.of_kind(py, Kind::Person)
    }

    /// The times.
    #[getter]
    fn times(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        self.of_kind(py, Kind::Time)
    }

    /// What was lost, masked or contradictory.
    #[getter]
    fn warnings(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let make = || tuple(py, ReportView::new(&self.inner).warnings().map(ReportWarning::from));
        self.warnings.get_or_try_init(py, make).map(|warnings| warnings.clone_ref(py))
    }

    /// What was set aside as no part of the report.
    #[getter]
    fn set_aside(&self, py: Python<'_>) -> PyResult<Py<PyTuple>> {
        let make = || tuple(py, ReportView::new(&self.inner).set_aside().map(SetAside::from));
        self.set_aside.get_or_try_init(py, make).map(|aside| aside.clone_ref(py))
    }

    /// A hash over program, dictionaries and configuration: equal fingerprints promise equal results.
    #[getter]
    fn fingerprint(&self) -> &str {
        self.inner.fingerprint()
    }

    /// The report as one line of JSON, the same that `gongbao analyze --json` writes.
    ///
    /// >>> import gongbao as gb
    /// >>> gb.analyze("全县关工组织发展到297个。").to_json()[:12]
    /// '{"gongbao":{'
    fn to_json(&self, py: Python<'_>) -> String {
        py.detach(|| self.inner.to_json())
    }

    /// The report as dictionaries and lists, in the model of the JSON.
    ///
    /// >>> import gongbao as gb
    /// >>> sorted(gb.analyze("全县关工组织发展到297个。").to_dict()["source"])
    /// ['encoding', 'encoding_reason', 'length', 'name']
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        to_python(py, &self.to_json(py))
    }

    /// The facts as an Arrow table, a row each; with `nested=True` the whole report as one row with lists of structs.
    ///
    /// Whatever reads the PyCapsule protocol takes it, the report itself as well: `polars.DataFrame(report)`.
    ///
    /// >>> import gongbao as gb
    /// >>> report = gb.analyze("全县关工组织发展到297个。")
    /// >>> len(report.to_arrow())
    /// 1
    #[pyo3(signature = (*, nested = false))]
    fn to_arrow(&self, py: Python<'_>, nested: bool) -> PyResult<ArrowTable> {
        py.detach(|| ArrowTable::of(&self.inner, nested))
    }

    /// The facts as a data frame of pandas, a row each (the extra `pandas` brings what it needs).
    ///
    /// >>> import gongbao as gb
    /// >>> frame = gb.analyze("全县关工组织发展到297个。").to_pandas()
    /// >>> frame.loc[0, ["subject", "value", "unit"]].tolist()
    /// ['关工组织', '297', '个']
    fn to_pandas<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("gongbao._frames")?.call_method1("to_pandas", (self.to_arrow(py, false)?,))
    }

    /// The facts as a data frame of polars, a row each (the extra `polars` brings what it needs).
    ///
    /// >>> import gongbao as gb
    /// >>> frame = gb.analyze("全县关工组织发展到297个。").to_polars()
    /// >>> frame.select("subject", "value", "unit").row(0)
    /// ('关工组织', '297', '个')
    fn to_polars<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        py.import("gongbao._frames")?.call_method1("to_polars", (self.to_arrow(py, false)?,))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(self.to_arrow(py, false)?.__arrow_c_schema__(py)?)
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(self.to_arrow(py, false)?.__arrow_c_stream__(py, requested_schema)?)
    }

    /// The report as a page of its own: filters by kind, reading text and source side by side.
    ///
    /// >>> import gongbao as gb
    /// >>> gb.analyze("全县关工组织发展到297个。").to_html()[:15]
    /// '<!doctype html>'
    fn to_html(&self, py: Python<'_>) -> String {
        py.detach(|| gongbao_view::page(&self.inner))
    }

    fn _repr_html_(&self, py: Python<'_>) -> String {
        py.detach(|| gongbao_view::notebook(&self.inner))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let report = &self.inner;
        let title = report.meta().title.as_deref().or(report.name()).map(|title| quoted(py, title) + ": ");
        let characters =
            ReportView::new(report).text_span(gongbao::span::TextSpan::new(0, report.text().len()))[1];
        let mut shown = format!(
            "<Report {}{characters} characters, {} repairs, {} facts",
            title.unwrap_or_default(),
            report.edits().as_slice().len(),
            report.facts().len()
        );
        let mut before = " (";
        for kind in Kind::ALL {
            let count = report.facts().iter().filter(|fact| fact.kind() == kind).count();
            if count > 0 {
                // Writing into a string cannot fail.
                let _ =
                    write!(shown, "{before}{count} {}{}", kind.as_str(), if count == 1 { "" } else { "s" });
                before = ", ";
            }
        }
        shown + if before == ", " { ")>" } else { ">" }
    }
}
