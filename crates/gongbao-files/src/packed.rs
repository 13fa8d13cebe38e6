//! Files that are no text themselves but have one inside, told by how they begin.

use std::fmt;
use std::sync::Arc;

use gongbao::decode::{self, Decoded};
use gongbao::report::Encoding;

use crate::docx;

/// What reads the text layer of a PDF; an error is said to the user.
pub type PdfText = Arc<dyn Fn(&[u8]) -> Result<String, String> + Send + Sync>;

/// Why there is no text.
#[derive(Debug)]
pub enum Error {
    /// The analyzer's own refusal.
    Core(gongbao::Error),
    /// What is packed cannot be taken out.
    Packed(String),
    /// What is packed is longer than the limit.
    TooLong(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Core(error) => error.fmt(f),
            Self::Packed(message) | Self::TooLong(message) => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {}

impl From<gongbao::Error> for Error {
    fn from(error: gongbao::Error) -> Self {
        Self::Core(error)
    }
}

/// The source text of bytes: taken out of a docx, or of a PDF where there is something to read one with, or decoded.
///
/// The text of a docx has a paragraph a line and a row of a table a line, with tabs between its cells.
///
/// # Errors
/// If there is no text in it, or more than `limit` bytes of it.
pub fn decoded(bytes: &[u8], limit: usize, pdf: Option<&PdfText>) -> Result<Decoded, Error> {
    let packed =
        |text, name, reason| Decoded { text, encoding: Encoding { name, reason }, warnings: Vec::new() };
    if bytes.starts_with(b"PK\x03\x04") {
        return Ok(packed(docx::text(bytes, limit)?, "docx", "the text of a Word document"));
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(Error::Packed(
            "an old binary Word document (.doc); save it as .docx or as text".to_owned(),
        ));
    }
    // Readers of PDF accept a few bytes before the mark.
    if bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-") && !is_text(bytes) {
        let Some(read) = pdf else {
            return Err(Error::Packed(
                "a PDF; read it with the Python package and its extra pdf, or give its text (pdftotext)"
                    .to_owned(),
            ));
        };
        let text = read(bytes).map_err(Error::Packed)?;
        if text.trim().is_empty() {
            return Err(Error::Packed(
                "the PDF has no text layer: it is a picture of a report, and its text has to be recognised first"
                    .to_owned(),
            ));
        }
        return Ok(packed(text, "pdf", "the text layer of a PDF"));
    }
    Ok(decode::decode(bytes)?)
}

/// Whether what speaks of PDF is a text and not one.
fn is_text(bytes: &[u8]) -> bool {
    !bytes.starts_with(b"%PDF-") && std::str::from_utf8(bytes).is_ok()
}
