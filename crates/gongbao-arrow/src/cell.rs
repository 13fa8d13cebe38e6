//! What stands in a field of a table, and who takes it: Arrow, CSV or JSON.

use std::fmt;

use jiff::civil::Date;
use rust_decimal::Decimal;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    /// UTF-8.
    Text,
    /// A whole number of 32 bits with sign.
    Int,
    /// A binary fraction of 64 bits.
    Float,
    /// A day.
    Date,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: Type,
    /// Whether a row may leave it empty.
    pub(crate) nullable: bool,
}

/// What stands in a field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    Null,
    Text(&'a str),
    /// Text that was made for the table.
    Made(String),
    /// An exact number, as text.
    Exact(Decimal),
    /// The same number, as near as a binary fraction comes.
    Float(Decimal),
    /// A binary fraction.
    Binary(f64),
    Int(i32),
    Date(Date),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Made(text)
    }
}

impl From<i32> for Cell<'_> {
    fn from(number: i32) -> Self {
        Self::Int(number)
    }
}

impl From<Date> for Cell<'_> {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl From<Decimal> for Cell<'_> {
    fn from(number: Decimal) -> Self {
        Self::Exact(number.normalize())
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A number as a binary fraction.
pub(crate) fn float(number: Option<Decimal>) -> Cell<'static> {
    number.map_or(Cell::Null, Cell::Float)
}

/// The binary fraction nearest to a decimal one.
pub(crate) fn nearest(number: Decimal) -> f64 {
    // By way of its digits, since the parser of the standard library rounds right where arithmetic may not.
    number.to_string().parse().expect("a decimal is a number")
}

/// A position: offsets are signed because Spark refuses the others, and a report too long for them is refused before.
pub(crate) fn offset(at: u32) -> i32 {
    i32::try_from(at).expect("reports beyond 2^31 characters are refused")
}

/// Takes the fields of a row, one after the other, in the order of the columns.
pub(crate) trait Sink {
    /// Takes the next field.
    fn cell(&mut self, cell: Cell<'_>);
}

/// Writes a field as text; nothing for an empty one.
pub(crate) fn write(out: &mut impl fmt::Write, cell: &Cell<'_>) -> fmt::Result {
    match cell {
        Cell::Null => Ok(()),
        Cell::Text(text) => out.write_str(text),
        Cell::Made(text) => out.write_str(text),
        Cell::Exact(number) => write!(out, "{number}"),
        Cell::Float(number) => write!(out, "{}", nearest(*number)),
        Cell::Binary(number) => write!(out, "{number}"),
        Cell::Int(number) => write!(out, "{number}"),
        Cell::Date(date) => write!(out, "{date}"),
    }
}
