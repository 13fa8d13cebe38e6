//! Readings in parentheses: `關(guān)`.

use crate::edit::Patches;

/// Takes out the readings of the characters before them.
pub(super) fn pinyin(_text: &str) -> Patches {
    Patches::new()
}
