//! Text that was read in another encoding than it was written in.

use crate::edit::Patches;
use crate::restore::Note;

/// Reads such text again, as it was written; what stays lost goes into the notes.
pub(super) fn mojibake(_text: &str, _notes: &mut Vec<Note>) -> Patches {
    Patches::new()
}
