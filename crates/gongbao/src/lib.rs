//! Reads Chinese official work reports: repairs the text, finds its structure, extracts its facts.
//!
//! ```
//! let report = gongbao::analyze("全縣志願者隊伍發(fā)展到412支,增長(zhǎng)6.1%。");
//! println!("{}", report.text());
//! for fact in report.facts() {
//!     println!("{:?} {}", fact.kind(), fact.span.of(report.text()));
//! }
//! ```
//!
//! The way of the data, one module a room, each of which knows the ones before it:
//! [`decode`] turns bytes into the source text; [`restore`] turns that into the reading text, with [`edit`]s that lead
//! back; [`read`] finds outline, sentences and words; [`extract`] finds [`fact`]s; a user's [`lexicon`] adds to them; [`report`] holds it all and
//! [`view`] says it in code points for JSON, Python and Arrow.
//!
//! # What it does not do
//! It does not fetch pages, does not read scanned pages, does not translate, and does not judge whether a figure is true.

pub mod decode;
pub mod edit;
pub mod extract;
pub mod fact;
pub mod lexicon;
pub mod read;
pub mod register;
pub mod report;
pub mod restore;
pub mod script;
pub mod span;
pub mod view;

mod analyzer;
mod error;

pub use analyzer::{Analyzer, AnalyzerBuilder, DEFAULT_LIMIT};
pub use edit::{Certainty, Edit, Edits, Step};
pub use error::Error;
pub use fact::{Detail, Fact, Kind};
pub use lexicon::{Lexicon, LexiconError};
pub use read::words::Segmenter;
pub use report::Report;
pub use restore::restore;

/// The version of the program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Reads a text with an analyzer as it is by default.
///
/// # Panics
/// If the text is longer than [`DEFAULT_LIMIT`]; [`Analyzer::analyze`] returns that as an error.
#[must_use]
pub fn analyze(text: &str) -> Report {
    Analyzer::default().analyze(text).expect("a text within the limit")
}

/// Decodes bytes and reads the text with an analyzer as it is by default.
///
/// # Errors
/// If the bytes are no text, or more than [`DEFAULT_LIMIT`].
pub fn analyze_bytes(bytes: &[u8]) -> Result<Report, Error> {
    Analyzer::default().analyze_bytes(bytes)
}
