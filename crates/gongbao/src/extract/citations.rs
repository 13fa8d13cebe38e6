//! Citations.

use super::{Document, Found};

/// Finds the citations of a document.
#[must_use]
pub fn citations(document: &Document<'_>, taken: &[Found]) -> Vec<Found> {
    let _ = (document, taken);
    Vec::new()
}
