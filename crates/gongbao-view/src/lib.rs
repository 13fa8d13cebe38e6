//! A report as HTML, to be read by people: [`notebook`] for a cell of a notebook, [`page`] for a browser.
//!
//! ```
//! let report = gongbao::analyze("全县关工组织发展到297个。").with_name("a.txt");
//! let page = gongbao_view::page(&report);
//! assert!(page.contains("297"));
//! ```
//!
//! Both are made from the report alone, load nothing, and escape whatever the report holds. Facts may lie inside one
//! another or overlap; both show them all.
//!
//! # What it does not do
//! It computes nothing: what it shows stands in the report. It is no template engine, and its pages are not made to
//! be parsed again: that is what the JSON of a report is for.

mod escape;
mod marks;
mod notebook;
mod page;
mod tables;
mod text;
mod weave;

pub use escape::grouped;
pub use notebook::notebook;
pub use page::page;
