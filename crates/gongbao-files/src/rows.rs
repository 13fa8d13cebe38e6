//! Documents out of columns of Arrow: of Parquet, and of whatever hands over a stream of batches.

use std::fs::File;
use std::path::Path;

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

use crate::documents::{Content, Document, Fields};
use crate::failure::{Failure, named, reason};

/// Rows of Parquet that are held at once.
const ROWS: usize = 64;

/// The documents of a stream of record batches.
pub struct ArrowDocuments<B> {
    batches: B,
    fields: Fields,
    /// What a row without a name of its own is named by, before its number.
    prefix: String,
    /// The batch of the moment, its next row, and the number of its first one.
    batch: Option<RecordBatch>,
    at: usize,
    before: usize,
    ended: bool,
}

impl<B> std::fmt::Debug for ArrowDocuments<B> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ArrowDocuments").field("fields", &self.fields).finish_non_exhaustive()
    }
}

impl<B: Iterator<Item = Result<RecordBatch, ArrowError>>> ArrowDocuments<B> {
    /// The documents in the column of text of the batches. A row is named by the column of names, or by `prefix` and
    /// its number from 0.
    pub fn new(batches: B, fields: &Fields, prefix: &str) -> Self {
        Self {
            batches,
            fields: fields.clone(),
            prefix: prefix.to_owned(),
            batch: None,
            at: 0,
            before: 0,
            ended: false,
        }
    }

    fn row(&self, batch: &RecordBatch) -> Result<Document, Failure> {
        let number = self.before + self.at;
        let place = format!("{}{number}", self.prefix);
        let column = |name: &str| {
            batch.column_by_name(name).ok_or_else(|| Failure::new(&place, missing(name, batch.schema_ref())))
        };
        let name = match &self.fields.name {
            None => place.clone(),
            Some(name) => match cell(column(name)?, self.at) {
                Cell::Text(text) => text.to_owned(),
                Cell::Number(number) => number.to_string(),
                Cell::Null => {
                    return Err(Failure::new(place, format!("the column {name:?} is null, for the name")));
                }
                Cell::Bytes(_) | Cell::Other(_) => {
                    return Err(Failure::new(
                        place,
                        format!("the column {name:?} is neither text nor whole numbers"),
                    ));
                }
            },
        };
        let content = match cell(column(&self.fields.text)?, self.at) {
            Cell::Text(text) => Content::Text(Box::new(text.to_owned())),
            Cell::Bytes(bytes) => Content::Bytes(Box::new(bytes.to_owned())),
            Cell::Null => return Err(Failure::new(name, "there is no text: the row is null")),
            Cell::Number(_) => return Err(Failure::new(name, "numbers are no text")),
            Cell::Other(kind) => {
                return Err(Failure::new(
                    name,
                    format!("the column {:?} holds no text but {kind}", self.fields.text),
                ));
            }
        };
        Ok(Document { name: Some(name), content })
    }
}

impl<B: Iterator<Item = Result<RecordBatch, ArrowError>>> Iterator for ArrowDocuments<B> {
    type Item = Result<Document, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.ended {
                return None;
            }
            if let Some(batch) = &self.batch {
                if self.at < batch.num_rows() {
                    let row = self.row(batch);
                    self.at += 1;
                    return Some(row);
                }
                self.before += batch.num_rows();
                self.batch = None;
            }
            match self.batches.next() {
                Some(Ok(batch)) => (self.batch, self.at) = (Some(batch), 0),
                Some(Err(error)) => {
                    self.ended = true;
                    let place = format!("{}{}", self.prefix, self.before);
                    return Some(Err(Failure::new(place, format!("the rest cannot be read: {error}"))));
                }
                None => self.ended = true,
            }
        }
    }
}

/// An error if the columns are not there; better said before the run than in every row.
///
/// # Errors
/// The message says which columns there are.
pub fn check_columns(schema: &Schema, fields: &Fields) -> Result<(), String> {
    for name in std::iter::once(&fields.text).chain(&fields.name) {
        if schema.column_with_name(name).is_none() {
            return Err(missing(name, schema));
        }
    }
    Ok(())
}

fn missing(name: &str, schema: &Schema) -> String {
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    format!("there is no column {name:?}; the columns are {}", names.join(", "))
}

enum Cell<'a> {
    Null,
    Text(&'a str),
    Bytes(&'a [u8]),
    Number(i128),
    Other(&'a DataType),
}

/// What stands in a row of a column.
fn cell(column: &ArrayRef, row: usize) -> Cell<'_> {
    if column.is_null(row) {
        return Cell::Null;
    }
    macro_rules! number {
        ($type:ty) => {
            Cell::Number(column.as_primitive::<$type>().value(row).into())
        };
    }
    match column.data_type() {
        DataType::Null => Cell::Null,
        DataType::Utf8 => Cell::Text(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Cell::Text(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Cell::Text(column.as_string_view().value(row)),
        DataType::Binary => Cell::Bytes(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => Cell::Bytes(column.as_binary::<i64>().value(row)),
        DataType::BinaryView => Cell::Bytes(column.as_binary_view().value(row)),
        DataType::Int8 => number!(Int8Type),
        DataType::Int16 => number!(Int16Type),
        DataType::Int32 => number!(Int32Type),
        DataType::Int64 => number!(Int64Type),
        DataType::UInt8 => number!(UInt8Type),
        DataType::UInt16 => number!(UInt16Type),
        DataType::UInt32 => number!(UInt32Type),
        DataType::UInt64 => number!(UInt64Type),
        DataType::Dictionary(key, _) => match **key {
            DataType::Int8 => of_dictionary::<Int8Type>(column, row),
            DataType::Int16 => of_dictionary::<Int16Type>(column, row),
            DataType::Int32 => of_dictionary::<Int32Type>(column, row),
            DataType::Int64 => of_dictionary::<Int64Type>(column, row),
            DataType::UInt8 => of_dictionary::<UInt8Type>(column, row),
            DataType::UInt16 => of_dictionary::<UInt16Type>(column, row),
            DataType::UInt32 => of_dictionary::<UInt32Type>(column, row),
            _ => of_dictionary::<UInt64Type>(column, row),
        },
        other => Cell::Other(other),
    }
}

fn of_dictionary<K: ArrowDictionaryKeyType>(column: &ArrayRef, row: usize) -> Cell<'_> {
    let dictionary = column.as_dictionary::<K>();
    dictionary.key(row).map_or(Cell::Null, |key| cell(dictionary.values(), key))
}

/// The documents of a file of Parquet; only the columns that are asked for are read.
pub(crate) fn parquet(
    path: &Path,
    fields: &Fields,
) -> Result<Box<dyn Iterator<Item = Result<Document, Failure>> + Send>, Failure> {
    let name = named(path);
    let file = File::open(path).map_err(|error| Failure::new(&name, reason(&error)))?;
    let failed = |error: &dyn std::fmt::Display| Failure::new(&name, error);
    let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|error| failed(&error))?;
    check_columns(builder.schema(), fields).map_err(|message| failed(&message))?;
    let wanted = std::iter::once(&fields.text).chain(&fields.name).map(String::as_str);
    let mask = ProjectionMask::columns(builder.parquet_schema(), wanted);
    let batches =
        builder.with_projection(mask).with_batch_size(ROWS).build().map_err(|error| failed(&error))?;
    Ok(Box::new(ArrowDocuments::new(batches, fields, &format!("{name}:"))))
}
