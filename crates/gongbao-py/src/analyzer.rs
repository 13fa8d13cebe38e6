//! The analyzer: configuration in, reports out.

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use gongbao::Step;
use gongbao_files::{Error, Reader};

use crate::error::exception;
use crate::input::{Content, Input, PDF, characters};
use crate::report::Report;

/// Reads reports. Frozen, usable from any number of threads, and picklable: a copy has the same configuration.
///
/// `words` finds the words, too; `without` leaves steps of the restoration out (names in `gongbao.STEPS`);
/// `limit` is the longest input in bytes that is accepted.
///
/// >>> import gongbao as gb
/// >>> analyzer = gb.Analyzer(words=True, without=["script"])
/// >>> analyzer.analyze("坚持党建带关建。").words is not None
/// True
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct Analyzer {
    inner: gongbao::Analyzer,
    words: bool,
    without: Vec<Step>,
    limit: usize,
}

#[pymethods]
impl Analyzer {
    #[new]
    #[pyo3(signature = (*, words = false, without = None, limit = None))]
    fn new(words: bool, without: Option<&Bound<'_, PyAny>>, limit: Option<usize>) -> PyResult<Self> {
        let without = without.map_or_else(|| Ok(Vec::new()), steps)?;
        let limit = limit.unwrap_or(gongbao::DEFAULT_LIMIT);
        let mut builder = gongbao::Analyzer::builder().words(words).limit(limit);
        for step in &without {
            builder = builder.without(*step);
        }
        Ok(Self { inner: builder.build(), words, without, limit })
    }

    /// Reads a `str` (always text), `bytes` (decoded first) or a path (a file, read first).
    ///
    /// `name` says where the report comes from; a path gives its own.
    ///
    /// >>> import gongbao as gb
    /// >>> analyzer = gb.Analyzer()
    /// >>> analyzer.analyze("全县关工组织发展到297个。", name="seed").name
    /// 'seed'
    /// >>> analyzer.analyze("全县".encode("utf-8")).encoding
    /// 'utf-8'
    #[pyo3(signature = (source, *, name = None))]
    fn analyze(&self, py: Python<'_>, source: &Bound<'_, PyAny>, name: Option<String>) -> PyResult<Report> {
        let input = Input::of(source, self.limit)?;
        let name = name.or(input.name);
        let read = match &input.content {
            Content::Text(text) => {
                let text = characters(text)?;
                py.detach(|| self.inner.analyze(text)).map_err(Error::from)
            }
            Content::Bytes(bytes) => {
                let bytes = bytes.as_bytes();
                let reader = self.reader();
                py.detach(|| reader.bytes(bytes))
            }
        };
        let report = read.map_err(|error| exception(&error, name.as_deref()))?;
        Ok(Report::new(match name {
            Some(name) => report.with_name(name),
            None => report,
        }))
    }

    /// Whether words are found.
    #[getter]
    fn words(&self) -> bool {
        self.words
    }

    /// The steps that are left out.
    #[getter]
    fn without<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.without.iter().map(|step| step.as_str()))
    }

    /// The longest input in bytes.
    #[getter]
    fn limit(&self) -> usize {
        self.limit
    }

    /// A hash over program, dictionaries and configuration: equal fingerprints promise equal results.
    #[getter]
    fn fingerprint(&self) -> &str {
        self.inner.fingerprint()
    }

    fn __getnewargs_ex__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        let options = PyDict::new(py);
        options.set_item("words", self.words)?;
        options.set_item("without", self.without(py)?)?;
        options.set_item("limit", self.limit)?;
        Ok((PyTuple::empty(py), options))
    }

    fn __eq__(&self, other: &Self) -> bool {
        (self.words, &self.without, self.limit) == (other.words, &other.without, other.limit)
    }

    fn __hash__(&self) -> isize {
        let mut hash = self.limit as isize ^ isize::from(self.words);
        for step in &self.without {
            hash = hash.wrapping_mul(31).wrapping_add(*step as isize + 1);
        }
        hash
    }

    fn __repr__(&self) -> String {
        let words = if self.words { "True" } else { "False" };
        let without: Vec<String> = self.without.iter().map(|step| format!("'{}'", step.as_str())).collect();
        format!("Analyzer(words={words}, without=[{}], limit={})", without.join(", "), self.limit)
    }
}

impl Analyzer {
    /// What reads files with it, PDFs among them.
    pub(crate) fn reader(&self) -> Reader {
        Reader::new(self.inner.clone()).with_pdf(PDF.clone())
    }
}

/// Steps by name, in the order in which they run.
pub(crate) fn steps(names: &Bound<'_, PyAny>) -> PyResult<Vec<Step>> {
    if names.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("without takes a list of steps, as in without=[\"script\"]"));
    }
    let mut steps = Vec::new();
    for name in names.try_iter()? {
        let name: String = name?.extract()?;
        let step = Step::ALL.into_iter().find(|step| step.as_str() == name).ok_or_else(|| {
            let known = Step::ALL.map(Step::as_str).join(", ");
            PyValueError::new_err(format!("there is no step {name:?}; the steps are {known}"))
        })?;
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    steps.sort_unstable();
    Ok(steps)
}
