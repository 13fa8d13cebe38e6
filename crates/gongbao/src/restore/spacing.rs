//! Spaces between Han characters.

use crate::edit::Patches;

/// Takes them out.
pub(super) fn spacing(_text: &str) -> Patches {
    Patches::new()
}
