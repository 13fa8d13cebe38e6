//! Times.

use super::{Document, Found};

/// Finds the times of a document.
#[must_use]
pub fn times(document: &Document<'_>, taken: &[Found]) -> Vec<Found> {
    let _ = (document, taken);
    Vec::new()
}
