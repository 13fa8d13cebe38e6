//! Facts as an Arrow table, handed over by the PyCapsule protocol: no other package is needed for it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::Field;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use gongbao_arrow::{Format, LongTable, NestedTable};

use crate::corpus::write_flat;
use crate::error::GongbaoError;

/// A table in Arrow's memory, for whatever reads the PyCapsule protocol: `pyarrow.table(table)`,
/// `polars.DataFrame(table)` and others.
///
/// >>> import gongbao as gb
/// >>> table = gb.analyze("全县关工组织发展到297个。").to_arrow()
/// >>> table.column_names[:3]
/// ('doc', 'kind', 'text')
#[pyclass(frozen, module = "gongbao")]
pub(crate) struct ArrowTable(RecordBatch);

impl ArrowTable {
    /// The facts of a report, a row each; or the report, in one row with lists of structs.
    pub(crate) fn of(report: &gongbao::Report, nested: bool) -> PyResult<Self> {
        let batch = if nested {
            let mut table = NestedTable::new(report.fingerprint());
            table.append(report).and_then(|()| table.finish())
        } else {
            let mut table = LongTable::new(report.fingerprint());
            table.append(report).and_then(|()| table.finish())
        };
        batch.map(Self).map_err(|error| GongbaoError::new_err(error.to_string()))
    }
}

impl From<RecordBatch> for ArrowTable {
    fn from(batch: RecordBatch) -> Self {
        Self(batch)
    }
}

/// The format of a file by its name; what does not go together is an error.
pub(crate) fn format_of(path: &Path, excel: bool, verbatim: bool, nested: bool) -> PyResult<Format> {
    let format = Format::of(path).ok_or_else(|| {
        PyValueError::new_err(format!(
            "the format does not show in the name {}: end it in .parquet, .csv or .jsonl",
            gongbao_files::named(path)
        ))
    })?;
    let wrong = |message: &'static str| Err(PyValueError::new_err(message));
    match (format, nested) {
        _ if excel && verbatim => wrong("excel and verbatim exclude each other"),
        (Format::Csv, true) => wrong("CSV has no lists, which reports need: write .parquet or .jsonl"),
        (Format::Csv, false) if excel => Ok(Format::ExcelCsv),
        (Format::Csv, false) if verbatim => Ok(Format::VerbatimCsv),
        _ if excel => wrong("excel is for .csv"),
        _ if verbatim => wrong("verbatim is for .csv"),
        (Format::Parquet, true) => Ok(Format::NestedParquet),
        (Format::JsonLines, true) => Ok(Format::NestedJsonLines),
        (format, _) => Ok(format),
    }
}

#[pymethods]
impl ArrowTable {
    /// Writes the table to a file; the format is that of the name: `.parquet`, `.csv`, `.jsonl`.
    ///
    /// In a CSV a text that a spreadsheet would run as a formula (`=…`, `@…`, and `+…`, `-…` but for numbers) gets an
    /// apostrophe in front; `verbatim` leaves it as it is. With `excel` the file begins with a byte order mark.
    ///
    /// >>> import gongbao as gb, pathlib, tempfile
    /// >>> with tempfile.TemporaryDirectory() as folder:
    /// ...     path = pathlib.Path(folder, "facts.jsonl")
    /// ...     gb.analyze("全县关工组织发展到297个。").to_arrow().write(path)
    /// ...     path.read_text("utf-8")[:26]
    /// '{"doc":null,"kind":"figure'
    #[pyo3(signature = (path, *, excel = false, verbatim = false))]
    fn write(&self, py: Python<'_>, path: PathBuf, excel: bool, verbatim: bool) -> PyResult<()> {
        let format = format_of(&path, excel, verbatim, false)?;
        let mut batch = Some(self.0.clone());
        py.detach(|| write_flat(&path, format, self.0.schema_ref(), || Ok(batch.take())))
    }

    /// The table as a data frame of pandas (the extra `pandas` brings what it needs).
    ///
    /// >>> import gongbao as gb
    /// >>> gb.analyze("全县关工组织发展到297个。").to_arrow().to_pandas().loc[0, "value"]
    /// '297'
    fn to_pandas<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("gongbao._frames")?.call_method1("to_pandas", (slf,))
    }

    /// The table as a data frame of polars (the extra `polars` brings what it needs).
    ///
    /// >>> import gongbao as gb
    /// >>> gb.analyze("全县关工组织发展到297个。").to_arrow().to_polars()["value"].item()
    /// '297'
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("gongbao._frames")?.call_method1("to_polars", (slf,))
    }

    /// Makes a table of DuckDB (the extra `duckdb` brings what it needs).
    ///
    /// >>> import duckdb, gongbao as gb
    /// >>> connection = duckdb.connect()
    /// >>> gb.analyze("全县关工组织发展到297个。").to_arrow().to_duckdb(connection, "facts")
    /// >>> connection.sql("select value, unit from facts").fetchall()
    /// [('297', '个')]
    fn to_duckdb<'py>(
        slf: &Bound<'py, Self>,
        connection: &Bound<'py, PyAny>,
        name: &str,
    ) -> PyResult<Bound<'py, PyAny>> {
        slf.py().import("gongbao._frames")?.call_method1("to_duckdb", (slf, connection, name))
    }

    /// How many rows there are.
    #[getter]
    fn num_rows(&self) -> usize {
        self.0.num_rows()
    }

    /// The names of the columns.
    #[getter]
    fn column_names<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        PyTuple::new(py, self.0.schema_ref().fields().iter().map(|field| field.name().as_str()))
    }

    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __repr__(&self) -> String {
        format!("<ArrowTable {} rows, {} columns>", self.0.num_rows(), self.0.num_columns())
    }

    pub(crate) fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyArrowResult<Bound<'py, PyCapsule>> {
        to_schema_pycapsule(py, self.0.schema_ref().as_ref())
    }

    #[pyo3(signature = (requested_schema = None))]
    pub(crate) fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyArrowResult<Bound<'py, PyCapsule>> {
        let schema = self.0.schema_ref();
        let field =
            Field::new_struct("", schema.fields().clone(), false).with_metadata(schema.metadata().clone());
        let rows: ArrayRef = Arc::new(StructArray::from(self.0.clone()));
        to_stream_pycapsule(py, Box::new(ArrayIterator::new([Ok(rows)], Arc::new(field))), requested_schema)
    }
}
