//! What can go wrong before there is a report.

use std::fmt;

/// Why an input could not be read. Damage is no error: what cannot be repaired is a warning of the report.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ErrorKind {
    Decode,
    TooLong,
}

impl Error {
    pub(crate) fn decode(message: impl Into<String>) -> Self {
        Self { kind: ErrorKind::Decode, message: message.into() }
    }

    pub(crate) fn too_long(length: usize, limit: usize) -> Self {
        Self {
            kind: ErrorKind::TooLong,
            message: format!(
                "the input has {length} bytes, the limit is {limit}; raise it with AnalyzerBuilder::limit, or cut the input"
            ),
        }
    }

    /// The bytes are no text: a picture, a PDF, an archive.
    #[must_use]
    pub fn is_decode(&self) -> bool {
        self.kind == ErrorKind::Decode
    }

    /// The input is longer than the analyzer's limit.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.kind == ErrorKind::TooLong
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
