//! The text as a person would read it.
//!
//! The steps run in the order of [`Step::ALL`]; each is a file, sees the text that the one before it left, and says
//! what it changes as [`crate::edit::Patches`].

use jiff::civil::Date;

use crate::edit::{Draft, Edits, Step};
use crate::report::{Script, SetAside, Warning};

/// What the page said around the report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// The title, out of the head of the page.
    pub title: Option<String>,
    /// The day of publication.
    pub published: Option<Date>,
    /// 来源: where the page took it from.
    pub origin: Option<String>,
    /// 作者.
    pub byline: Option<String>,
}

/// A text, restored.
#[derive(Debug)]
pub struct Restored {
    /// The reading text.
    pub text: String,
    /// What was changed.
    pub edits: Edits,
    /// The script of the source.
    pub script: Script,
    /// What the page said around the report.
    pub page: Page,
    /// What was set aside.
    pub set_aside: Vec<SetAside>,
    /// What was lost or could not be repaired.
    pub warnings: Vec<Warning>,
}

/// Restores a text, leaving out the steps in `skipped`.
#[must_use]
pub fn restore(source: &str, skipped: &[Step]) -> Restored {
    let _ = skipped;
    let draft = Draft::new(source);
    let (text, edits) = draft.finish();
    Restored {
        text: text.into_owned(),
        edits,
        script: Script::Simplified,
        page: Page::default(),
        set_aside: Vec::new(),
        warnings: Vec::new(),
    }
}
