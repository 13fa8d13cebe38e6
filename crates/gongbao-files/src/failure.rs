//! What could not be read, and the names of files as text.

use std::fmt::{self, Write as _};
use std::io;
use std::path::Path;

/// A document that could not be read, and why.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Failure {
    /// The document.
    #[serde(rename = "doc")]
    pub name: String,
    /// Why.
    pub reason: String,
}

impl Failure {
    /// A failure of the document with this name.
    pub fn new(name: impl Into<String>, reason: impl fmt::Display) -> Self {
        Self { name: name.into(), reason: reason.to_string() }
    }

    /// As a line of JSON.
    ///
    /// # Panics
    /// Never: two texts are JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("two texts are JSON")
    }

    /// Out of a line of JSON.
    #[must_use]
    pub fn from_json(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.reason)
    }
}

/// A path as text. Bytes of it that are no UTF-8 are written out as `\xB9`, so that two files never share a name.
#[must_use]
pub fn named(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            // Writing into a string cannot fail.
            let _ = write!(name, "\\x{byte:02X}");
        }
    }
    name
}

/// What went wrong, without the number that the operating system gives it.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.rfind(" (os error") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}
