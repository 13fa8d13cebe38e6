//! What can be read: a text, bytes, or the path of a file.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use gongbao_files::{PdfText, named};

use crate::error::DecodeError;

/// The text layer of a PDF, by the package that the extra `pdf` brings.
pub(crate) static PDF: LazyLock<PdfText> = LazyLock::new(|| {
    Arc::new(|bytes: &[u8]| {
        let read = |py: Python<'_>| -> PyResult<String> {
            py.import("gongbao._pdf")?.call_method1("text", (PyBytes::new(py, bytes),))?.extract()
        };
        Python::try_attach(|py| read(py).map_err(|error| error.value(py).to_string()))
            .unwrap_or_else(|| Err("the interpreter has ended".to_owned()))
    })
});

/// Something to read, and the name of the file it came from.
pub(crate) struct Input<'py> {
    pub(crate) content: Content<'py>,
    pub(crate) name: Option<String>,
}

/// Text or bytes; both cannot change while the lock is released.
pub(crate) enum Content<'py> {
    Text(Bound<'py, PyString>),
    Bytes(Bound<'py, PyBytes>),
}

impl<'py> Input<'py> {
    /// A `str` is text, `bytes` and their like are bytes, and a path is read, but not beyond `limit`.
    pub(crate) fn of(source: &Bound<'py, PyAny>, limit: usize) -> PyResult<Self> {
        let py = source.py();
        if let Ok(text) = source.cast::<PyString>() {
            return Ok(Self { content: Content::Text(text.clone()), name: None });
        }
        if let Ok(bytes) = source.cast::<PyBytes>() {
            return Ok(Self { content: Content::Bytes(bytes.clone()), name: None });
        }
        if source.hasattr("__fspath__")? {
            let name = py.import("os")?.call_method1("fsdecode", (source,))?;
            let file = py.import("io")?.call_method1("open", (source, "rb"))?;
            // One byte more tells that there is more.
            let read = file.call_method1("read", (limit.saturating_add(1),));
            file.call_method0("close")?;
            let bytes = read?.cast_into::<PyBytes>()?;
            let name = named(&name.extract::<PathBuf>()?);
            return Ok(Self { content: Content::Bytes(bytes), name: Some(name) });
        }
        let buffer = py.import("builtins")?.call_method1("memoryview", (source,)).map_err(|_| {
            let kind = source.get_type().name().map_or_else(|_| "object".to_owned(), |name| name.to_string());
            PyTypeError::new_err(format!("cannot read a {kind}: give a str (text), bytes or a path"))
        })?;
        let bytes = buffer.call_method0("tobytes")?.cast_into::<PyBytes>()?;
        Ok(Self { content: Content::Bytes(bytes), name: None })
    }
}

/// The characters of a `str`; those of half a surrogate pair are an error.
pub(crate) fn characters<'a>(text: &'a Bound<'_, PyString>) -> PyResult<&'a str> {
    text.to_str().map_err(|error| {
        let py = text.py();
        if !error.is_instance_of::<PyUnicodeEncodeError>(py) {
            return error;
        }
        let at = error.value(py).getattr("start").and_then(|start| start.extract::<usize>());
        let place = at.map_or_else(|_| String::new(), |at| format!(" at character {at}"));
        DecodeError::new_err(format!(
            "the text has an unpaired surrogate{place}, which is no character: give the bytes it was decoded from, \
             or replace it"
        ))
    })
}
