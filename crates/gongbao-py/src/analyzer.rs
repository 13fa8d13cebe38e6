//! The analyzer: configuration in, reports out.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::PathBuf;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString, PyTuple};

use gongbao::{Lexicon, Segmenter, Step};
use gongbao_files::{Error, Reader};

use crate::error::{LexiconError, exception};
use crate::input::{Content, Input, PDF, characters};
use crate::report::{Report, to_python};

/// Reads reports. Frozen, usable from any number of threads, and picklable: a copy has the same configuration.
///
/// `words` finds the words, too: `True` keeps those of the genre whole, `"jieba"` is jieba-rs by itself. `lexicon` adds
/// words, names and mechanisms of your own: the path of a TOML file, or a dict of the same form; a bad entry is a
/// `LexiconError` that names its line. `without` leaves steps of the restoration out (names in `gongbao.STEPS`);
/// `limit` is the longest input in bytes that is accepted.
///
/// >>> import gongbao as gb
/// >>> analyzer = gb.Analyzer(words=True, without=["script"])
/// >>> analyzer.analyze("坚持党建带关建。").words is not None
/// True
/// >>> analyzer = gb.Analyzer(lexicon={"persons": ["谭守拙"], "indicators": {"经济总量": "地区生产总值"}})
/// >>> analyzer.analyze("谭守拙三十年如一日。").persons[0].rule
/// 'person/lexicon'
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct Analyzer {
    inner: gongbao::Analyzer,
    words: Option<Segmenter>,
    without: Vec<Step>,
    limit: usize,
    lexicon: Option<Lexicon>,
}

#[pymethods]
impl Analyzer {
    #[new]
    #[pyo3(signature = (*, words = None, without = None, limit = None, lexicon = None))]
    fn new(
        words: Option<&Bound<'_, PyAny>>,
        without: Option<&Bound<'_, PyAny>>,
        limit: Option<usize>,
        lexicon: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let words = words.map_or(Ok(None), segmenter)?;
        let without = without.map_or_else(|| Ok(Vec::new()), steps)?;
        let lexicon = lexicon.map(read_lexicon).transpose()?;
        let limit = limit.unwrap_or(gongbao::DEFAULT_LIMIT);
        let mut builder = gongbao::Analyzer::builder().limit(limit);
        if let Some(segmenter) = words {
            builder = builder.segmenter(segmenter);
        }
        for step in &without {
            builder = builder.without(*step);
        }
        if let Some(lexicon) = &lexicon {
            builder = builder.lexicon(lexicon.clone());
        }
        Ok(Self { inner: builder.build(), words, without, limit, lexicon })
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

    /// Whether words are found; `"jieba"` where jieba-rs finds them by itself.
    #[getter]
    fn words<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        Ok(match self.words {
            Some(Segmenter::Jieba) => "jieba".into_pyobject(py)?.into_any(),
            other => other.is_some().into_pyobject(py)?.to_owned().into_any(),
        })
    }

    /// The lexicon as a dict, if there is one.
    #[getter]
    fn lexicon<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        self.lexicon.as_ref().map(|lexicon| to_python(py, &lexicon.to_json())).transpose()
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
        options.set_item("words", self.words(py)?)?;
        options.set_item("without", self.without(py)?)?;
        options.set_item("limit", self.limit)?;
        options.set_item("lexicon", self.lexicon(py)?)?;
        Ok((PyTuple::empty(py), options))
    }

    fn __eq__(&self, other: &Self) -> bool {
        (self.words, &self.without, self.limit, &self.lexicon)
            == (other.words, &other.without, other.limit, &other.lexicon)
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.inner.fingerprint(), self.limit).hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self) -> String {
        let words = match self.words {
            None => "False",
            Some(Segmenter::Genre) => "True",
            Some(Segmenter::Jieba) => "'jieba'",
        };
        let without: Vec<String> = self.without.iter().map(|step| format!("'{}'", step.as_str())).collect();
        let lexicon = if self.lexicon.is_some() { ", lexicon={…}" } else { "" };
        format!("Analyzer(words={words}, without=[{}], limit={}{lexicon})", without.join(", "), self.limit)
    }
}

impl Analyzer {
    /// What reads files with it, PDFs among them.
    pub(crate) fn reader(&self) -> Reader {
        Reader::new(self.inner.clone()).with_pdf(PDF.clone())
    }
}

/// `True`, `False`, or the name of a segmenter.
fn segmenter(words: &Bound<'_, PyAny>) -> PyResult<Option<Segmenter>> {
    if let Ok(words) = words.extract::<bool>() {
        return Ok(words.then_some(Segmenter::Genre));
    }
    let wrong = || PyValueError::new_err("words is True, False, \"genre\" or \"jieba\"");
    let word: String = words.extract().map_err(|_| wrong())?;
    Segmenter::from_word(&word).map(Some).ok_or_else(wrong)
}

/// A lexicon from a dict or from the path of a TOML file.
fn read_lexicon(lexicon: &Bound<'_, PyAny>) -> PyResult<Lexicon> {
    let py = lexicon.py();
    let read = if lexicon.is_instance_of::<PyDict>() {
        let options = PyDict::new(py);
        options.set_item("ensure_ascii", false)?;
        let json: String = py.import("json")?.call_method("dumps", (lexicon,), Some(&options))?.extract()?;
        Lexicon::from_json(&json, "lexicon")
    } else {
        let path: PathBuf = lexicon
            .extract()
            .map_err(|_| PyTypeError::new_err("lexicon is a dict, or the path of a TOML file"))?;
        let text = std::fs::read_to_string(&path).map_err(|error| {
            PyErr::from(io::Error::new(error.kind(), format!("{}: {error}", path.display())))
        })?;
        Lexicon::from_toml(&text, &path.display().to_string())
    };
    read.map_err(|error| LexiconError::new_err((error.to_string(), error.file().to_owned(), error.line())))
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
