//! Bytes to text: which encoding, and why.

use crate::error::Error;
use crate::report::{Encoding, Warning};

/// What the bytes say.
#[derive(Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// The encoding that was taken.
    pub encoding: Encoding,
    /// What was lost on the way.
    pub warnings: Vec<Warning>,
}

/// Decodes bytes.
///
/// # Errors
/// If they are no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.strip_prefix('\u{feff}').unwrap_or(text).to_owned(),
            encoding: Encoding { name: "utf-8", reason: "valid" },
            warnings: Vec::new(),
        }),
        Err(error) => Err(Error::decode(format!(
            "no known encoding fits, the first failure is at byte {}",
            error.valid_up_to()
        ))),
    }
}
