//! Line ends, blank lines, indents, wrapped lines.

use crate::edit::Patches;

/// Makes it one paragraph a line.
pub(super) fn layout(_text: &str) -> Patches {
    Patches::new()
}
