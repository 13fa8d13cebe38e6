//! Columns of Arrow that grow row by row, alone, in lists, in structs.

use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Float64Builder, Int32Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field, FieldRef, Fields};
use jiff::civil::Date;

use crate::cell::{Cell, Column, Sink, Type, nearest, write};
use crate::error::Error;

/// A column that grows.
#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Int(Int32Builder),
    Float(Float64Builder),
    Date(Date32Builder),
}

impl Builder {
    fn new(kind: Type) -> Self {
        match kind {
            Type::Text => Self::Text(StringBuilder::new()),
            Type::Int => Self::Int(Int32Builder::new()),
            Type::Float => Self::Float(Float64Builder::new()),
            Type::Date => Self::Date(Date32Builder::new()),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Int(builder) => Arc::new(builder.finish()),
            Self::Float(builder) => Arc::new(builder.finish()),
            Self::Date(builder) => Arc::new(builder.finish()),
        }
    }

    fn bytes(&self) -> usize {
        match self {
            Self::Text(builder) => builder.values_slice().len(),
            _ => 0,
        }
    }
}

/// The field of a column.
pub(crate) fn field(column: &Column) -> Field {
    let kind = match column.kind {
        Type::Text => DataType::Utf8,
        Type::Int => DataType::Int32,
        Type::Float => DataType::Float64,
        Type::Date => DataType::Date32,
    };
    Field::new(column.name, kind, column.nullable)
}

/// The fields of columns.
pub(crate) fn fields<'c>(columns: impl IntoIterator<Item = &'c Column>) -> Fields {
    columns.into_iter().map(field).collect()
}

/// Columns that grow together.
#[derive(Debug)]
pub(crate) struct Columns {
    builders: Vec<Builder>,
    next: usize,
    rows: usize,
    overflow: bool,
}

impl Columns {
    pub(crate) fn new<'c>(columns: impl IntoIterator<Item = &'c Column>) -> Self {
        let builders = columns.into_iter().map(|column| Builder::new(column.kind)).collect();
        Self { builders, next: 0, rows: 0, overflow: false }
    }

    /// Takes a row, which `fill` hands over field by field.
    pub(crate) fn row(&mut self, fill: impl FnOnce(&mut Self)) {
        self.next = 0;
        fill(self);
        debug_assert_eq!(self.next, self.builders.len(), "a row has a field for every column");
        self.rows += 1;
    }

    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// The bytes of text in the fullest column.
    pub(crate) fn bytes(&self) -> usize {
        self.builders.iter().map(Builder::bytes).max().unwrap_or(0)
    }

    /// An error if a column had no room for a text.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.overflow {
            return Err(Error::new(
                "a column of text has more than 2 GiB; take the batch before it is that full",
            ));
        }
        Ok(())
    }

    /// The columns, which are empty and can be filled again afterwards.
    pub(crate) fn finish(&mut self) -> Vec<ArrayRef> {
        self.rows = 0;
        self.overflow = false;
        self.builders.iter_mut().map(Builder::finish).collect()
    }
}

impl Sink for Columns {
    fn cell(&mut self, cell: Cell<'_>) {
        let builder = &mut self.builders[self.next];
        self.next += 1;
        match (builder, cell) {
            (Builder::Text(builder), Cell::Null) => builder.append_null(),
            (Builder::Int(builder), Cell::Null) => builder.append_null(),
            (Builder::Float(builder), Cell::Null) => builder.append_null(),
            (Builder::Date(builder), Cell::Null) => builder.append_null(),
            (Builder::Int(builder), Cell::Int(number)) => builder.append_value(number),
            (Builder::Float(builder), Cell::Binary(number)) => builder.append_value(number),
            (Builder::Float(builder), Cell::Float(number)) => builder.append_value(nearest(number)),
            (Builder::Date(builder), Cell::Date(date)) => builder.append_value(days(date)),
            (Builder::Text(builder), Cell::Text(text)) => {
                if builder.values_slice().len() + text.len() > i32::MAX as usize {
                    self.overflow = true;
                    builder.append_value("");
                } else {
                    builder.append_value(text);
                }
            }
            (Builder::Text(builder), cell) => {
                write(builder, &cell).expect("a builder takes whatever is written");
                // This ends the value that was written.
                builder.append_value("");
            }
            (builder, cell) => unreachable!("{cell:?} in the column {builder:?}"),
        }
    }
}

/// The days since the first of January 1970.
fn days(date: Date) -> i32 {
    (date - jiff::civil::date(1970, 1, 1)).get_days()
}

/// Lists of structs that grow: a list a report.
#[derive(Debug)]
pub(crate) struct Lists {
    pub(crate) columns: Columns,
    fields: Fields,
    lengths: Vec<usize>,
    valid: Vec<bool>,
    /// The rows of the lists that have ended.
    ended: usize,
}

impl Lists {
    pub(crate) fn new(columns: &[Column]) -> Self {
        Self {
            columns: Columns::new(columns),
            fields: fields(columns),
            lengths: Vec::new(),
            valid: Vec::new(),
            ended: 0,
        }
    }

    /// Ends the list of a report; one that is not there is null and not empty.
    pub(crate) fn end(&mut self, there: bool) {
        self.lengths.push(self.columns.rows() - self.ended);
        self.ended = self.columns.rows();
        self.valid.push(there);
    }

    pub(crate) fn data_type(&self) -> DataType {
        DataType::List(self.item())
    }

    fn item(&self) -> FieldRef {
        Arc::new(Field::new("item", DataType::Struct(self.fields.clone()), false))
    }

    pub(crate) fn finish(&mut self) -> Result<ArrayRef, Error> {
        let rows = self.columns.rows();
        let item = self.item();
        let offsets = OffsetBuffer::from_lengths(self.lengths.drain(..));
        let nulls = NullBuffer::from(std::mem::take(&mut self.valid));
        self.ended = 0;
        let structs =
            StructArray::try_new_with_length(self.fields.clone(), self.columns.finish(), None, rows)?;
        Ok(Arc::new(ListArray::try_new(item, offsets, Arc::new(structs), Some(nulls))?))
    }
}
