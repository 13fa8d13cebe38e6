//! Flat tables of any origin into files: Parquet, CSV, JSON lines.

use std::io::Write;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int32Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, SchemaRef};
use parquet::arrow::ArrowWriter;

use crate::cell::{Cell, Sink, Type};
use crate::columns::EXACT;
use crate::error::Error;
use crate::text::{CsvLine, JsonLine};
use crate::write::{Format, properties_of};

/// Writes batches of flat columns, as [`TableWriter`](crate::TableWriter) writes reports.
#[derive(Debug)]
pub struct FlatWriter<W: Write + Send> {
    inner: Inner<W>,
}

#[derive(Debug)]
enum Inner<W: Write + Send> {
    Parquet(Box<ArrowWriter<W>>),
    Csv { out: W, line: String, guarded: bool },
    Json { out: W, line: String, columns: Vec<String> },
}

impl<W: Write + Send> FlatWriter<W> {
    /// A table of these columns that goes to `out`; the nested formats have no flat columns.
    ///
    /// # Errors
    /// If the head cannot be written, or the format or a column is nested.
    pub fn new(mut out: W, format: Format, schema: &SchemaRef) -> Result<Self, Error> {
        let inner = match format {
            Format::Parquet => {
                let properties = properties_of(schema.metadata());
                Inner::Parquet(Box::new(ArrowWriter::try_new(out, schema.clone(), Some(properties))?))
            }
            Format::Csv | Format::ExcelCsv | Format::VerbatimCsv => {
                let mut line = String::from(format.mark());
                let mut head = CsvLine::new(&mut line, false);
                for field in schema.fields() {
                    kind(field.data_type())?;
                    head.cell(Cell::Text(field.name()));
                }
                head.end();
                out.write_all(line.as_bytes())?;
                Inner::Csv { out, line, guarded: format != Format::VerbatimCsv }
            }
            Format::JsonLines => {
                let columns = schema
                    .fields()
                    .iter()
                    .map(|field| kind(field.data_type()).map(|_| field.name().clone()))
                    .collect::<Result<_, Error>>()?;
                Inner::Json { out, line: String::new(), columns }
            }
            Format::NestedParquet | Format::NestedJsonLines => {
                return Err(Error::new("these columns are flat; nested formats are for reports"));
            }
        };
        Ok(Self { inner })
    }

    /// Writes a batch.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn write(&mut self, batch: &RecordBatch) -> Result<(), Error> {
        match &mut self.inner {
            Inner::Parquet(writer) => writer.write(batch)?,
            Inner::Csv { out, line, guarded } => {
                line.clear();
                let schema = batch.schema_ref();
                for row in 0..batch.num_rows() {
                    let mut csv = CsvLine::new(line, *guarded);
                    for (column, field) in batch.columns().iter().zip(schema.fields()) {
                        // An exact number stands in a column of text, and is no formula for its sign.
                        let exact = EXACT.contains(&field.name().as_str());
                        match cell(column, row)? {
                            Cell::Text(text) if exact => match text.parse() {
                                Ok(number) => csv.cell(Cell::Exact(number)),
                                Err(_) => csv.cell(Cell::Text(text)),
                            },
                            cell => csv.cell(cell),
                        }
                    }
                    csv.end();
                }
                out.write_all(line.as_bytes())?;
            }
            Inner::Json { out, line, columns } => {
                line.clear();
                for row in 0..batch.num_rows() {
                    let names = columns.iter().map(String::as_str);
                    let mut json = JsonLine::new(line, names);
                    for column in batch.columns() {
                        json.cell(cell(column, row)?);
                    }
                    json.end();
                }
                out.write_all(line.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Writes what is left, and gives back what was written to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<W, Error> {
        let mut out = match self.inner {
            Inner::Parquet(writer) => writer.into_inner()?,
            Inner::Csv { out, .. } | Inner::Json { out, .. } => out,
        };
        out.flush()?;
        Ok(out)
    }
}

fn kind(kind: &DataType) -> Result<Type, Error> {
    match kind {
        DataType::Utf8 => Ok(Type::Text),
        DataType::Int32 => Ok(Type::Int),
        DataType::Float64 => Ok(Type::Float),
        DataType::Date32 => Ok(Type::Date),
        other => Err(Error::new(format!("a column of {other} is not flat: write it as Parquet"))),
    }
}

/// What stands in a row of a column.
fn cell(column: &ArrayRef, row: usize) -> Result<Cell<'_>, Error> {
    if column.is_null(row) {
        return Ok(Cell::Null);
    }
    Ok(match kind(column.data_type())? {
        Type::Text => Cell::Text(column.as_string::<i32>().value(row)),
        Type::Int => Cell::Int(column.as_primitive::<Int32Type>().value(row)),
        Type::Float => Cell::Binary(column.as_primitive::<Float64Type>().value(row)),
        Type::Date => {
            let days = column.as_primitive::<Date32Type>().value(row);
            let date = jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().days(days));
            Cell::Date(date.map_err(|error| Error::new(error.to_string()))?)
        }
    })
}
