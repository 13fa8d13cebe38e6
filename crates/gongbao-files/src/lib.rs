//! The room before decode: files, folders and tables of reports as one row of documents, read on all cores.
//!
//! ```
//! use gongbao_files::{Documents, Inputs, Reader, cores, ordered};
//!
//! let documents = Documents::new(Inputs::new(&["src/lib.rs".into()]), &Default::default());
//! let reader = Reader::new(gongbao::Analyzer::default());
//! for report in ordered(documents, cores(), move |document| document.and_then(|document| reader.read(document))) {
//!     println!("{} facts", report.map_err(|failure| failure.reason)?.facts().len());
//! }
//! # Ok::<(), String>(())
//! ```
//!
//! [`Inputs`] walks files and folders, [`Documents`] opens what holds many reports (JSON lines, Parquet), [`decoded`]
//! takes the text out of what packs it (docx), and [`ordered`] does the work on threads and hands the results out in
//! the order of the documents, holding only a few of them at a time. What cannot be read is a [`Failure`] in its
//! place; the next document follows. [`WholeFile`] writes what is made of them, whole or not at all.
//!
//! # What it does not do
//! It fetches nothing, and reads no text off pictures. A PDF has no text in reading order without a renderer, for
//! which there is none in Rust that reads every Chinese one: the caller may lend one ([`Reader::with_pdf`]).

mod documents;
mod docx;
mod failure;
mod inputs;
mod ordered;
mod packed;
mod progress;
mod reader;
#[cfg(feature = "arrow")]
mod rows;
mod whole;

pub use documents::{Content, Document, Documents, Fields};
pub use failure::{Failure, named, reason};
pub use inputs::{Input, Inputs};
pub use ordered::{Ordered, apart, cores, ordered};
pub use packed::{Error, PdfText, decoded};
pub use progress::Progress;
pub use reader::Reader;
#[cfg(feature = "arrow")]
pub use rows::{ArrowDocuments, check_columns};
pub use whole::WholeFile;
