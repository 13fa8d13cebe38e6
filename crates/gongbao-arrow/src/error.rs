//! What can go wrong on the way into a table.

use std::fmt;
use std::io;

use arrow_schema::ArrowError;
use parquet::errors::ParquetError;

/// Why a table could not be made or written.
#[derive(Debug)]
pub struct Error {
    message: String,
    source: Option<Source>,
}

#[derive(Debug)]
enum Source {
    Io(io::Error),
    Arrow(ArrowError),
    Parquet(ParquetError),
}

impl Error {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), source: None }
    }

    /// Whether it was the file or the pipe, and which way.
    #[must_use]
    pub fn io(&self) -> Option<&io::Error> {
        match &self.source {
            Some(Source::Io(error)) => Some(error),
            // The writers of Parquet wrap what the file below them says.
            Some(Source::Parquet(ParquetError::External(error))) => error.downcast_ref(),
            Some(Source::Arrow(ArrowError::IoError(_, error))) => Some(error),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self.source.as_ref()? {
            Source::Io(error) => Some(error),
            Source::Arrow(error) => Some(error),
            Source::Parquet(error) => Some(error),
        }
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self { message: error.to_string(), source: Some(Source::Io(error)) }
    }
}

impl From<ArrowError> for Error {
    fn from(error: ArrowError) -> Self {
        Self { message: error.to_string(), source: Some(Source::Arrow(error)) }
    }
}

impl From<ParquetError> for Error {
    fn from(error: ParquetError) -> Self {
        Self { message: error.to_string(), source: Some(Source::Parquet(error)) }
    }
}
