//! Restoration by itself: damage repaired, without structure and facts.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

use gongbao::decode::Decoded;
use gongbao::restore::{self as room, Restored as Rust};
use gongbao::span::CodePoints;
use gongbao::view::EditView;

use crate::analyzer::steps;
use crate::error::exception;
use crate::input::{Content, Input, PDF, characters};
use crate::parts::{Edit, ReportWarning, SetAside, quoted};
use crate::report::{script, tuple};

/// A text, restored: the reading text, and every edit that led to it.
#[pyclass(frozen, get_all, module = "gongbao")]
pub(crate) struct Restored {
    /// The reading text.
    text: String,
    /// The source: decoded, otherwise as it came.
    source: String,
    /// Every change from the source to the reading text, in order.
    edits: Py<PyTuple>,
    /// The script of the source: `simplified`, `traditional` or `mixed`.
    script: &'static str,
    /// What was set aside as no part of the report.
    set_aside: Py<PyTuple>,
    /// What was lost or could not be repaired.
    warnings: Py<PyTuple>,
}

#[pymethods]
impl Restored {
    fn __str__(&self) -> &str {
        &self.text
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let start: String = self.text.chars().take(24).collect();
        let more = if start.len() < self.text.len() { "…" } else { "" };
        let count = self.edits.bind(py).len();
        format!("<Restored {}{more}, {count} repairs>", quoted(py, &start))
    }
}

/// Repairs a text: a `str` (always text), `bytes` (decoded first) or a path (a file, read first).
///
/// `without` leaves steps out; their names are in `gongbao.STEPS`.
///
/// >>> import gongbao as gb
/// >>> restored = gb.restore("关工委的工作。")
/// >>> restored.text, len(restored.edits)
/// ('关工委的工作。', 0)
#[pyfunction]
#[pyo3(signature = (source, *, without = None))]
pub(crate) fn restore(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    without: Option<&Bound<'_, PyAny>>,
) -> PyResult<Restored> {
    let without = without.map_or_else(|| Ok(Vec::new()), steps)?;
    let input = Input::of(source, gongbao::DEFAULT_LIMIT)?;
    let decoded = match &input.content {
        Content::Text(text) => (characters(text)?.to_owned(), Vec::new()),
        Content::Bytes(bytes) => {
            let bytes = bytes.as_bytes();
            let Decoded { text, warnings, .. } = py
                .detach(|| gongbao_files::decoded(bytes, gongbao::DEFAULT_LIMIT, Some(&*PDF)))
                .map_err(|error| exception(&error, input.name.as_deref()))?;
            (text, warnings)
        }
    };
    let (source, mut lost) = decoded;
    let restored = py.detach(|| room::restore(&source, &without));
    let Rust { text, edits, script: written, set_aside, warnings, .. } = restored;
    let text = text.into_owned();
    lost.extend(warnings);
    lost.sort_by_key(|warning| warning.source);
    let (from, to) = (CodePoints::new(&source), CodePoints::new(&text));
    let edits = edits.as_slice().iter().map(|edit| {
        Edit::from(EditView {
            step: edit.step.as_str(),
            source: from.span(edit.source),
            text: to.span(edit.text),
            was: edit.source.of(&source),
            now: edit.text.of(&text),
            certainty: edit.certainty,
        })
    });
    Ok(Restored {
        edits: tuple(py, edits)?,
        script: script(written),
        set_aside: tuple(py, set_aside.iter().map(|aside| SetAside::of(aside, &source, &from)))?,
        warnings: tuple(py, lost.iter().map(|warning| ReportWarning::of(warning, &from)))?,
        text,
        source,
    })
}
