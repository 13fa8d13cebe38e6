//! Facts as an Arrow table, handed over by the PyCapsule protocol: no other package is needed for it.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::Field;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyTuple};
use pyo3_arrow::error::PyArrowResult;
use pyo3_arrow::ffi::{ArrayIterator, to_schema_pycapsule, to_stream_pycapsule};

use gongbao_arrow::{LongTable, NestedTable};

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

#[pymethods]
impl ArrowTable {
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
