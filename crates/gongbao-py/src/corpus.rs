//! Many reports: a corpus knows where its documents are, and every table of it reads them anew, on threads.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, Field, SchemaRef};
use gongbao::Kind;
use gongbao_arrow::{Batches, FlatWriter, Format, Panel, PanelQuery, Shape, Spread, Step, TableWriter};
use gongbao_files::{Failure, Fields, Inputs, Ordered, Progress, Reader, cores, ordered};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use crate::analyzer::Analyzer;
use crate::error::GongbaoError;
use crate::report::Report;
use crate::source::{Documents, Items, Raised, of_arrow};
use crate::table::{ArrowTable, format_of};

/// Where the documents are.
enum Origin {
    Paths(Vec<PathBuf>),
    Items { items: Py<PyAny>, names: Option<Py<PyAny>> },
    Arrow(Py<PyAny>),
}

/// How far a run is, and who wants to know.
enum Showing {
    Line(Option<bool>),
    Call(Py<PyAny>),
}

/// What failed in the last run that came to its end.
type Failures = Arc<Mutex<Option<Vec<Failure>>>>;

/// Many reports, not yet read: `gongbao.read` makes one.
///
/// Every table and every iteration reads the documents anew, on threads and without the interpreter's lock, in their
/// order, and holds only a few of them at a time. A document that cannot be read does not end the run; it is a row of
/// `errors()`.
///
/// >>> import gongbao as gb
/// >>> corpus = gb.read(["全县关工组织发展到297个。", "“五老”622人。"])
/// >>> [report.figures[0].text for report in corpus]
/// ['297个', '622人']
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct Corpus {
    origin: Origin,
    reader: Reader,
    fields: Fields,
    threads: usize,
    showing: Showing,
    failures: Failures,
}

/// Makes a corpus; what the source is has been found out in Python.
#[pyfunction]
#[pyo3(signature = (kind, source, names, column, name, analyzer, threads, progress))]
#[allow(clippy::too_many_arguments, reason = "it has one caller, which names them")]
pub(crate) fn corpus(
    kind: &str,
    source: Py<PyAny>,
    names: Option<Py<PyAny>>,
    column: String,
    name: Option<String>,
    analyzer: &Analyzer,
    threads: Option<usize>,
    progress: &Bound<'_, PyAny>,
) -> PyResult<Corpus> {
    let py = progress.py();
    let origin = match kind {
        "paths" => Origin::Paths(source.extract(py)?),
        "items" => Origin::Items { items: source, names },
        _ => Origin::Arrow(source),
    };
    let threads = threads.unwrap_or_else(cores);
    if threads == 0 {
        return Err(PyValueError::new_err("threads must be at least 1, not 0"));
    }
    let showing = if progress.is_callable() {
        Showing::Call(progress.clone().unbind())
    } else {
        Showing::Line(progress.extract()?)
    };
    let reader = analyzer.reader();
    let fields = Fields { text: column, name, limit: reader.analyzer().limit() };
    Ok(Corpus { origin, reader, fields, threads, showing, failures: Failures::default() })
}

impl Corpus {
    /// The documents, from the first one on, and where an exception on the way is put.
    fn documents(&self, py: Python<'_>) -> PyResult<(Documents, Raised)> {
        let raised = Raised::default();
        let documents: Documents = match &self.origin {
            Origin::Paths(paths) => Box::new(gongbao_files::Documents::of(paths, &self.fields)),
            Origin::Items { items, names } => {
                let names = names.as_ref().map(|names| names.bind(py));
                Box::new(Items::new(items.bind(py), names, raised.clone())?)
            }
            Origin::Arrow(source) => of_arrow(source.bind(py), &self.fields)?,
        };
        Ok((documents, raised))
    }

    /// What is told of the run.
    fn step(&self, py: Python<'_>) -> Option<Step> {
        match &self.showing {
            Showing::Call(call) => {
                let call = call.clone_ref(py);
                Some(Box::new(move |reports, _| {
                    // Where the interpreter is gone nobody looks any more.
                    let _ = Python::try_attach(|py| {
                        if let Err(error) = call.call1(py, (reports,)) {
                            error.write_unraisable(py, Some(call.bind(py)));
                        }
                    });
                }))
            }
            Showing::Line(shown) => {
                use std::io::IsTerminal;
                if !shown.unwrap_or_else(|| std::io::stderr().is_terminal()) {
                    return None;
                }
                let total = match &self.origin {
                    Origin::Paths(paths) => Some(
                        Inputs::new(paths)
                            .filter_map(Result::ok)
                            .map(|input| gongbao_files::Document::of(input).size())
                            .sum(),
                    ),
                    _ => None,
                };
                let mut progress = Progress::new(total, Some(true));
                Some(Box::new(move |reports, bytes| progress.step(reports, bytes)))
            }
        }
    }

    fn run_batches(&self, py: Python<'_>, shape: Shape) -> PyResult<Run<Batches>> {
        let (documents, raised) = self.documents(py)?;
        let batches = Batches::new(documents, self.reader.clone(), self.threads, shape, self.step(py));
        let found = batches.failures();
        Ok(Run { items: batches, raised, found, failures: self.failures.clone() })
    }

    fn run_reports(&self, py: Python<'_>) -> PyResult<Run<Reports>> {
        let (documents, raised) = self.documents(py)?;
        let reader = self.reader.clone();
        let read = move |document: Result<gongbao_files::Document, Failure>| {
            let bytes = document.as_ref().map_or(0, gongbao_files::Document::size);
            (bytes, document.and_then(|document| reader.read(document)))
        };
        let found = Arc::default();
        let items = Reports {
            results: ordered(documents, self.threads, read),
            found: Arc::clone(&found),
            step: self.step(py),
        };
        Ok(Run { items, raised, found, failures: self.failures.clone() })
    }

    fn fingerprint(&self) -> &str {
        self.reader.analyzer().fingerprint()
    }
}

/// Reports in order; what fails is put aside.
struct Reports {
    results: Ordered<(u64, Result<gongbao::Report, Failure>)>,
    found: Arc<Mutex<Vec<Failure>>>,
    step: Option<Step>,
}

impl Iterator for Reports {
    type Item = gongbao::Report;

    fn next(&mut self) -> Option<gongbao::Report> {
        loop {
            let (bytes, report) = self.results.next()?;
            if let Some(step) = &mut self.step {
                step(1, bytes);
            }
            match report {
                Ok(report) => return Some(report),
                Err(failure) => self.found.lock().unwrap_or_else(PoisonError::into_inner).push(failure),
            }
        }
    }
}

/// A run over the corpus. At its end the corpus knows what failed.
struct Run<I> {
    items: I,
    raised: Raised,
    found: Arc<Mutex<Vec<Failure>>>,
    failures: Failures,
}

impl<I: Iterator> Run<I> {
    fn next(&mut self) -> PyResult<Option<I::Item>> {
        if let Some(item) = self.items.next() {
            return Ok(Some(item));
        }
        if let Some(error) = self.raised.error.lock().unwrap_or_else(PoisonError::into_inner).take() {
            return Err(error);
        }
        let found = self.found.lock().unwrap_or_else(PoisonError::into_inner).clone();
        *self.failures.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
        Ok(None)
    }
}

/// An error of a table or of its file as an exception.
pub(crate) fn table_error(error: &gongbao_arrow::Error) -> PyErr {
    match error.io() {
        Some(io) => match io.raw_os_error() {
            // With the number, Python knows that a missing folder is a FileNotFoundError.
            Some(number) => PyOSError::new_err((number, gongbao_files::reason(io))),
            None => PyOSError::new_err(error.to_string()),
        },
        None => GongbaoError::new_err(error.to_string()),
    }
}

fn kind_of(word: &str) -> PyResult<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| {
        let known = Kind::ALL.map(Kind::as_str).join(", ");
        PyValueError::new_err(format!("there is no kind {word:?} of facts; the kinds are {known}"))
    })
}

/// Words out of a text or a list of texts.
#[derive(FromPyObject)]
pub(crate) enum Words {
    One(String),
    Many(Vec<String>),
}

impl Words {
    fn list(words: Option<Self>) -> Vec<String> {
        match words {
            None => Vec::new(),
            Some(Self::One(word)) => vec![word],
            Some(Self::Many(words)) => words,
        }
    }
}

fn known(what: &str, words: &[String], known: &[&str]) -> PyResult<()> {
    match words.iter().find(|word| !known.contains(&word.as_str())) {
        None => Ok(()),
        Some(word) => {
            Err(PyValueError::new_err(format!("there is no {what} {word:?}; there are {}", known.join(", "))))
        }
    }
}

#[pymethods]
impl Corpus {
    /// The facts of all reports, a row each; with `kind` those of one kind, with the columns that such a fact has.
    ///
    /// >>> import gongbao as gb
    /// >>> facts = gb.read(["全县关工组织发展到297个。"]).facts(kind="figure")
    /// >>> facts.column_names[:3]
    /// ('doc', 'text', 'start')
    #[pyo3(signature = (*, kind = None))]
    fn facts(slf: Py<Self>, kind: Option<&str>) -> PyResult<CorpusTable> {
        let kind = kind.map(kind_of).transpose()?;
        Ok(CorpusTable { corpus: slf, shape: Shape::Facts(kind) })
    }

    /// The figures of all reports, a row each.
    ///
    /// >>> import gongbao as gb
    /// >>> gb.read(["全县关工组织发展到297个。"]).figures().to_polars()["value"].to_list()
    /// ['297']
    fn figures(slf: Py<Self>) -> CorpusTable {
        CorpusTable { corpus: slf, shape: Shape::Facts(Some(Kind::Figure)) }
    }

    /// The reports, a row each, with everything in them as lists of structs.
    ///
    /// >>> import gongbao as gb
    /// >>> gb.read(["全县关工组织发展到297个。"]).reports().to_polars()["text"].to_list()
    /// ['全县关工组织发展到297个。']
    fn reports(slf: Py<Self>) -> CorpusTable {
        CorpusTable { corpus: slf, shape: Shape::Reports }
    }

    /// An indicator by place and year: the value of each, as result and as target.
    ///
    /// `indicator` is a canonical name (地区生产总值) or a subject as reports call it, or a list of them; without it
    /// every canonical one is taken. `by` says what is apart: `"place"`, `"year"`, `"doc"`. `status` and `role` keep
    /// figures of these words alone. Levels, changes and units stay apart in any case, and nothing is averaged: a
    /// row is the surest figure of its cell and the first of those; `mentions` says how many there were, `values` how
    /// many different ones. The year is the one that the figure names, else the one that its report looks back on,
    /// for a target the year after. This reads the corpus.
    ///
    /// >>> import gongbao as gb
    /// >>> corpus = gb.read(["桐溪县2023年政府工作报告\n2023年，全县粮食产量达到16.5万吨。"])
    /// >>> corpus.panel(indicator="粮食产量").to_polars().select("place", "year", "value", "unit").row(0)
    /// ('桐溪县', 2023, '165000', '吨')
    #[pyo3(signature = (*, indicator = None, by = None, status = None, role = None))]
    fn panel(
        &self,
        py: Python<'_>,
        indicator: Option<Words>,
        by: Option<Words>,
        status: Option<Words>,
        role: Option<Words>,
    ) -> PyResult<ArrowTable> {
        let by = by.map_or_else(|| vec!["place".into(), "year".into()], |by| Words::list(Some(by)));
        let query = PanelQuery {
            indicators: Words::list(indicator),
            statuses: Words::list(status),
            roles: Words::list(role),
            by_place: by.iter().any(|word| word == "place"),
            by_year: by.iter().any(|word| word == "year"),
            by_doc: by.iter().any(|word| word == "doc"),
        };
        known("way to set cells apart", &by, &["place", "year", "doc"])?;
        known("status", &query.statuses, &["achieved", "target", "norm", "background"])?;
        known("role", &query.roles, &["level", "change", "share", "rank"])?;
        let mut reports = self.run_reports(py)?;
        let mut panel = Panel::new(query, self.fingerprint());
        py.detach(|| {
            while let Some(report) = reports.next()? {
                panel.append(&report).map_err(|error| table_error(&error))?;
            }
            panel.finish().map(ArrowTable::from).map_err(|error| table_error(&error))
        })
    }

    /// Which mechanisms stand where and since when: a row for each name, place and year, with its first mention, how
    /// often it came, and the first year of the name anywhere. This reads the corpus.
    ///
    /// >>> import gongbao as gb
    /// >>> corpus = gb.read(["桐溪县关工委2023年工作总结\n坚持党建带关建。"])
    /// >>> corpus.mechanisms().to_polars().select("name", "place", "year", "mentions").row(0)
    /// ('党建带关建', '桐溪县', 2023, 1)
    fn mechanisms(&self, py: Python<'_>) -> PyResult<ArrowTable> {
        let mut reports = self.run_reports(py)?;
        let mut spread = Spread::new(self.fingerprint());
        py.detach(|| {
            while let Some(report) = reports.next()? {
                spread.append(&report).map_err(|error| table_error(&error))?;
            }
            spread.finish().map(ArrowTable::from).map_err(|error| table_error(&error))
        })
    }

    /// The documents that could not be read, and why, as the last complete run found them; if there was none, this
    /// reads the corpus.
    ///
    /// >>> import gongbao as gb
    /// >>> gb.read(["全县关工组织发展到297个。", b"\x89PNG\r\n\x1a\n\x00"]).errors().to_polars()["doc"].to_list()
    /// ['1']
    fn errors(&self, py: Python<'_>) -> PyResult<ArrowTable> {
        let known = || self.failures.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let failures = if let Some(failures) = known() {
            failures
        } else {
            let mut reports = self.run_reports(py)?;
            py.detach(|| {
                while reports.next()?.is_some() {}
                Ok::<(), PyErr>(())
            })?;
            known().unwrap_or_default()
        };
        gongbao_arrow::failures(&failures, self.fingerprint())
            .map(ArrowTable::from)
            .map_err(|error| table_error(&error))
    }

    /// A hash over program, dictionaries and configuration: equal fingerprints promise equal results.
    #[getter(fingerprint)]
    fn get_fingerprint(&self) -> &str {
        self.fingerprint()
    }

    /// On how many threads it is read.
    #[getter]
    fn threads(&self) -> usize {
        self.threads
    }

    fn __iter__(&self, py: Python<'_>) -> PyResult<ReportIterator> {
        Ok(ReportIterator(Mutex::new(Some(self.run_reports(py)?))))
    }

    fn __repr__(&self) -> String {
        let threads =
            if self.threads == 1 { "1 thread".to_owned() } else { format!("{} threads", self.threads) };
        match &self.origin {
            Origin::Paths(paths) if paths.len() == 1 => {
                format!("<Corpus {}, {threads}>", gongbao_files::named(&paths[0]))
            }
            Origin::Paths(paths) => format!("<Corpus {} paths, {threads}>", paths.len()),
            Origin::Items { .. } => format!("<Corpus of documents, {threads}>"),
            Origin::Arrow(_) => format!("<Corpus of the column {:?}, {threads}>", self.fields.text),
        }
    }
}

/// The reports of a corpus, one after the other.
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct ReportIterator(Mutex<Option<Run<Reports>>>);

#[pymethods]
impl ReportIterator {
    fn __iter__(slf: Py<Self>) -> Py<Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Report>> {
        py.detach(|| {
            let mut run = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(reports) = run.as_mut() else { return Ok(None) };
            let next = reports.next();
            if !matches!(next, Ok(Some(_))) {
                *run = None;
            }
            Ok(next?.map(Report::new))
        })
    }

    fn __repr__(&self) -> &'static str {
        "<ReportIterator>"
    }
}

/// A table of a corpus that is read when its rows are asked for, batch after batch.
///
/// Whatever reads the PyCapsule protocol takes it: `pyarrow.RecordBatchReader.from_stream(table)`,
/// `polars.DataFrame(table)` and others. Each time the corpus is read anew.
///
/// >>> import gongbao as gb
/// >>> gb.read(["全县关工组织发展到297个。"]).facts()
/// <CorpusTable of facts, 66 columns, not yet read>
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct CorpusTable {
    corpus: Py<Corpus>,
    shape: Shape,
}

impl CorpusTable {
    fn schema(&self) -> SchemaRef {
        self.shape.schema(self.corpus.get().fingerprint())
    }
}

#[pymethods]
impl CorpusTable {
    /// The names of the columns.
    #[getter]
    fn column_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.schema().fields().iter().map(|field| field.name().as_str()))
    }

    /// Writes the table to a file, in memory that does not grow with the corpus; the file appears when it is complete.
    ///
    /// The format is that of the name: `.parquet`, `.csv`, `.jsonl`. In a CSV a text that a spreadsheet would run as a
    /// formula (`=…`, `@…`, and `+…`, `-…` but for numbers) gets an apostrophe in front; `verbatim` leaves it as it
    /// is. With `excel` the file begins with a byte order mark.
    ///
    /// >>> import gongbao as gb, pathlib, tempfile
    /// >>> with tempfile.TemporaryDirectory() as folder:
    /// ...     path = pathlib.Path(folder, "facts.csv")
    /// ...     gb.read(["全县关工组织发展到297个。"]).facts().write(path)
    /// ...     len(path.read_text("utf-8").splitlines())
    /// 2
    #[pyo3(signature = (path, *, excel = false, verbatim = false))]
    fn write(&self, py: Python<'_>, path: PathBuf, excel: bool, verbatim: bool) -> PyResult<()> {
        let nested = self.shape == Shape::Reports;
        let format = format_of(&path, excel, verbatim, nested)?;
        let corpus = self.corpus.get();
        if let Shape::Facts(Some(_)) = self.shape {
            let mut batches = corpus.run_batches(py, self.shape)?;
            return py.detach(|| {
                write_flat(&path, format, &self.schema(), || {
                    batches.next()?.transpose().map_err(|error| GongbaoError::new_err(error.to_string()))
                })
            });
        }
        let mut reports = corpus.run_reports(py)?;
        py.detach(|| {
            let mut table = TableWriter::create(&path, format, corpus.fingerprint())
                .map_err(|error| table_error(&error))?;
            while let Some(report) = reports.next()? {
                table.write(&report).map_err(|error| table_error(&error))?;
            }
            table.commit().map_err(|error| table_error(&error))
        })
    }

    /// The table as a data frame of pandas (the extra `pandas` brings what it needs).
    ///
    /// >>> import gongbao as gb
    /// >>> gb.read(["全县关工组织发展到297个。"]).figures().to_pandas().loc[0, "value"]
    /// '297'
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("gongbao._frames")?.call_method1("to_pandas", (slf,))
    }

    /// The table as a data frame of polars (the extra `polars` brings what it needs).
    ///
    /// >>> import gongbao as gb
    /// >>> gb.read(["全县关工组织发展到297个。"]).figures().to_polars()["value"].item()
    /// '297'
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("gongbao._frames")?.call_method1("to_polars", (slf,))
    }

    /// Makes a table of DuckDB, by Arrow and batch after batch (the extra `duckdb` brings what it needs).
    ///
    /// >>> import duckdb, gongbao as gb
    /// >>> connection = duckdb.connect()
    /// >>> gb.read(["全县关工组织发展到297个。"]).figures().to_duckdb(connection, "figures")
    /// >>> connection.sql("select value, unit from figures").fetchall()
    /// [('297', '个')]
    fn to_duckdb<'py>(
        slf: &Bound<'py, Self>,
        connection: &Bound<'py, PyAny>,
        name: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("gongbao._frames")?.call_method1("to_duckdb", (slf, connection, name))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.schema().as_ref())
    }

    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let run = self.corpus.get().run_batches(py, self.shape)?;
        let schema = run.items.schema();
        let field =
            Field::new_struct("", schema.fields().clone(), false).with_metadata(schema.metadata().clone());
        let Run { items: mut batches, raised: Raised { said, .. }, found, failures } = run;
        let mut ended = false;
        // Nothing in here is an object of Python: whether the thread that asks for the next batch, or lets go of the
        // stream, holds the interpreter's lock, only its owner knows.
        let rows = std::iter::from_fn(move || {
            if let Some(batch) = batches.next() {
                return Some(batch.map(|batch| Arc::new(StructArray::from(batch)) as ArrayRef));
            }
            if std::mem::replace(&mut ended, true) {
                return None;
            }
            if let Some(said) = said.lock().unwrap_or_else(PoisonError::into_inner).take() {
                return Some(Err(ArrowError::ExternalError(said.into())));
            }
            let found = found.lock().unwrap_or_else(PoisonError::into_inner).clone();
            *failures.lock().unwrap_or_else(PoisonError::into_inner) = Some(found);
            None
        });
        to_stream_pycapsule(py, Box::new(ArrayIterator::new(rows, Arc::new(field))), requested_schema)
    }

    fn __repr__(&self) -> String {
        let what = match self.shape {
            Shape::Facts(None) => "facts".to_owned(),
            Shape::Facts(Some(kind)) => format!("facts of the kind {}", kind.as_str()),
            Shape::Reports => "reports".to_owned(),
        };
        format!("<CorpusTable of {what}, {} columns, not yet read>", self.schema().fields().len())
    }
}

/// Writes batches of flat columns to a file that appears when it is complete.
pub(crate) fn write_flat(
    path: &std::path::Path,
    format: Format,
    schema: &SchemaRef,
    mut next: impl FnMut() -> PyResult<Option<RecordBatch>>,
) -> PyResult<()> {
    let failed = |error: gongbao_arrow::Error| table_error(&error);
    let file = gongbao_files::WholeFile::create(path).map_err(|error| failed(error.into()))?;
    let mut table = FlatWriter::new(file, format, schema).map_err(failed)?;
    while let Some(batch) = next()? {
        table.write(&batch).map_err(failed)?;
    }
    let file = table.finish().map_err(failed)?;
    file.finish().map_err(|error| failed(error.into()))
}
