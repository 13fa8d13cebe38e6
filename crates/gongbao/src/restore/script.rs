//! Traditional to Simplified.

use crate::edit::Patches;
use crate::report::Script;

/// Which script a text is written in.
pub(super) fn detect(_text: &str) -> Script {
    Script::Simplified
}

/// Turns a text into the mainland's Simplified; leaves it alone where it is that already.
pub(super) fn script(_text: &str, _script: Script) -> Patches {
    Patches::new()
}
