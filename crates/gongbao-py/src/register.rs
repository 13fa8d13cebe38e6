//! Registers as Python objects.

use std::collections::HashMap;
use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::fact::{Mechanism, parts_to_python};
use crate::parts::quoted;

/// A mechanism with all its mentions.
///
/// >>> import gongbao as gb
/// >>> gb.analyze("坚持党建带关建，以党的建设带动关工委建设。").mechanisms.summary()[0].variants
/// ('党建带关建', '以党的建设带动关工委建设')
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct MechanismSummary {
    inner: gongbao::register::MechanismSummary,
    /// The first mention.
    #[pyo3(get)]
    first: Py<PyAny>,
}

#[pymethods]
impl MechanismSummary {
    /// Its name: of its variants the most frequent, of several the shortest.
    #[getter]
    fn name(&self) -> &str {
        &self.inner.name
    }

    /// Its form: `lead`, `pair`, `numeral` or `named`.
    #[getter]
    fn pattern(&self) -> &'static str {
        self.inner.pattern.as_str()
    }

    /// The noun that says what it is, where a mention has one.
    #[getter]
    fn head(&self) -> Option<&str> {
        self.inner.head.as_deref()
    }

    /// What it is made of, where a mention spells it out.
    #[getter]
    fn parts<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        parts_to_python(py, self.inner.parts.as_ref())
    }

    /// What a numeral stands for: spelled out in the text, or known.
    #[getter]
    fn expansion<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyTuple>>> {
        self.inner.expansion.as_ref().map(|items| PyTuple::new(py, items)).transpose()
    }

    /// How often it is mentioned.
    #[getter]
    fn count(&self) -> usize {
        self.inner.count
    }

    /// The sections that mention it, as indices into `report.sections`.
    #[getter]
    fn sections<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.inner.sections)
    }

    /// The names that its mentions have.
    #[getter]
    fn variants<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, &self.inner.variants)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let gongbao::register::MechanismSummary { name, pattern, count, .. } = &self.inner;
        format!("<MechanismSummary {}: {}, {count} times>", quoted(py, name), pattern.as_str())
    }
}

/// Sums up mechanisms of one report.
#[pyfunction]
pub(crate) fn summarise<'py>(
    py: Python<'py>,
    mechanisms: Vec<Bound<'py, Mechanism>>,
) -> PyResult<Bound<'py, PyTuple>> {
    let Some(first) = mechanisms.first() else { return Ok(PyTuple::empty(py)) };
    let report = Arc::clone(first.borrow().as_super().report());
    let mut objects: HashMap<usize, Py<PyAny>> = HashMap::new();
    let mut indices = Vec::with_capacity(mechanisms.len());
    for mechanism in mechanisms {
        let index = mechanism.borrow().as_super().index();
        indices.push(index);
        objects.entry(index).or_insert_with(|| mechanism.into_any().unbind());
    }
    let rows = report
        .mechanisms()
        .summary_of(indices)
        .into_iter()
        .map(|inner| {
            let first = objects.remove(&inner.first).unwrap_or_else(|| py.None());
            Py::new(py, MechanismSummary { first, inner })
        })
        .collect::<PyResult<Vec<_>>>()?;
    PyTuple::new(py, rows)
}
