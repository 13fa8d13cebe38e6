//! Characters that show nothing.

use crate::edit::Patches;

/// Takes them out.
pub(super) fn invisible(_text: &str) -> Patches {
    Patches::new()
}
