//! What can be read: a text, bytes, or the path of a file.

use std::ffi::{OsStr, OsString};

use pyo3::exceptions::{PyTypeError, PyUnicodeEncodeError};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::error::DecodeError;

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
            let name = named(&name.extract::<OsString>()?);
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

/// The name of a file as text, as the command line writes it: bytes that are no UTF-8 as `\xB9`.
fn named(name: &OsStr) -> String {
    let mut text = String::new();
    for chunk in name.as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    text
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
