//! Documents out of Python: of iterables, whose items are taken a few at a time, and of Arrow's streams.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{PyBytes, PyFloat, PyIterator, PyString};
use pyo3_arrow::input::AnyArray;

use gongbao_files::{ArrowDocuments, Content, Document, Failure, Fields, Input, check_columns, named};

use crate::input::characters;

/// How many items are taken from an iterable while the interpreter's lock is held.
const TAKEN: usize = 32;

/// Where an exception of an iterable is put, which ends the run: the threads cannot raise it.
#[derive(Clone, Default)]
pub(crate) struct Raised {
    /// For those who can raise it.
    pub(crate) error: Arc<Mutex<Option<PyErr>>>,
    /// What it says, for those who must not touch an object of Python, not even to let go of it.
    pub(crate) said: Arc<Mutex<Option<String>>>,
}

impl Raised {
    fn put(&self, error: PyErr) {
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = Some(error.to_string());
        *self.error.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }
}

/// Documents of any origin.
pub(crate) type Documents = Box<dyn Iterator<Item = Result<Document, Failure>> + Send>;

/// The documents of an iterable of texts, bytes and paths, with names from another one.
pub(crate) struct Items {
    items: Option<Py<PyIterator>>,
    names: Option<Py<PyIterator>>,
    taken: VecDeque<Result<Document, Failure>>,
    at: usize,
    raised: Raised,
}

impl Items {
    pub(crate) fn new(
        items: &Bound<'_, PyAny>,
        names: Option<&Bound<'_, PyAny>>,
        raised: Raised,
    ) -> PyResult<Self> {
        Ok(Self {
            items: Some(items.try_iter()?.unbind()),
            names: names.map(|names| names.try_iter().map(Bound::unbind)).transpose()?,
            taken: VecDeque::new(),
            at: 0,
            raised,
        })
    }

    /// Takes a few items; at the end there is no iterator any more.
    fn take(&mut self, py: Python<'_>) -> PyResult<()> {
        let Some(items) = &self.items else { return Ok(()) };
        let mut items = items.bind(py).clone();
        for _ in 0..TAKEN {
            let Some(item) = items.next() else {
                self.items = None;
                if let Some(names) = &self.names
                    && names.bind(py).clone().next().is_some()
                {
                    return Err(PyValueError::new_err("there are more names than documents"));
                }
                return Ok(());
            };
            let item = item?;
            let name = match &self.names {
                None => None,
                Some(names) => match names.bind(py).clone().next() {
                    Some(name) => Some(name?.str()?.extract::<String>()?),
                    None => return Err(PyValueError::new_err("there are fewer names than documents")),
                },
            };
            self.taken.push_back(document(&item, name, self.at)?);
            self.at += 1;
        }
        Ok(())
    }
}

impl Iterator for Items {
    type Item = Result<Document, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.taken.is_empty() && self.items.is_some() {
            // Where the interpreter is gone there is nothing left to read for.
            let taken = Python::try_attach(|py| self.take(py).map_err(|error| self.raised.put(error)))?;
            if taken.is_err() {
                self.items = None;
            }
        }
        self.taken.pop_front()
    }
}

/// The document that an object stands for; an object of another kind is an error, and no text is a failure.
fn document(item: &Bound<'_, PyAny>, name: Option<String>, at: usize) -> PyResult<Result<Document, Failure>> {
    let numbered = || at.to_string();
    if let Ok(text) = item.cast::<PyString>() {
        let name = name.unwrap_or_else(numbered);
        return Ok(match characters(text) {
            Ok(_) => {
                let text = PyBackedStr::try_from(text.clone())?;
                Ok(Document { name: Some(name), content: Content::Text(Box::new(text)) })
            }
            Err(error) => Err(Failure::new(name, error.value(item.py()))),
        });
    }
    if let Ok(bytes) = item.cast::<PyBytes>() {
        let bytes = PyBackedBytes::from(bytes.clone());
        return Ok(Ok(Document {
            name: Some(name.unwrap_or_else(numbered)),
            content: Content::Bytes(Box::new(bytes)),
        }));
    }
    if item.hasattr("__fspath__")? {
        let path: PathBuf = item.py().import("os")?.call_method1("fsdecode", (item,))?.extract()?;
        let name = name.unwrap_or_else(|| named(&path));
        return Ok(Ok(Document { name: Some(name), content: Content::Input(Input::File(path)) }));
    }
    // What pandas puts where there is nothing.
    let nothing = item.is_none()
        || item.cast::<PyFloat>().is_ok_and(|number| number.value().is_nan())
        || item.get_type().name()? == "NAType";
    if nothing {
        return Ok(Err(Failure::new(
            name.unwrap_or_else(numbered),
            "there is no text: the value is missing",
        )));
    }
    match item.py().import("builtins")?.call_method1("memoryview", (item,)) {
        Ok(view) => {
            let bytes: Vec<u8> = view.call_method0("tobytes")?.extract()?;
            Ok(Ok(Document {
                name: Some(name.unwrap_or_else(numbered)),
                content: Content::Bytes(Box::new(bytes)),
            }))
        }
        Err(_) => Err(PyTypeError::new_err(format!(
            "document {at} is a {}: give a str (text), bytes or a path",
            item.get_type().name()?
        ))),
    }
}

/// The documents of what hands over an array or a table by the PyCapsule protocol.
pub(crate) fn of_arrow(source: &Bound<'_, PyAny>, fields: &Fields) -> PyResult<Documents> {
    let reader = source.extract::<AnyArray>()?.into_reader()?;
    let field = reader.field();
    let (schema, is_table) = match field.data_type() {
        DataType::Struct(columns) => (Arc::new(Schema::new(columns.clone())), true),
        other => (Arc::new(Schema::new(vec![Field::new(&fields.text, other.clone(), true)])), false),
    };
    check_columns(&schema, fields).map_err(PyValueError::new_err)?;
    let batches = reader.map(move |array| {
        let array = array?;
        if is_table { table(array.as_struct()) } else { RecordBatch::try_new(schema.clone(), vec![array]) }
    });
    Ok(Box::new(ArrowDocuments::new(batches, fields, "")))
}

fn table(rows: &StructArray) -> Result<RecordBatch, ArrowError> {
    let schema: SchemaRef = Arc::new(Schema::new(rows.fields().clone()));
    RecordBatch::try_new_with_options(
        schema,
        rows.columns().to_vec(),
        &arrow_array::RecordBatchOptions::new().with_row_count(Some(rows.len())),
    )
}
