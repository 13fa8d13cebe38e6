//! Reports as tables: Arrow record batches, Parquet, CSV, JSON lines.
//!
//! ```
//! use gongbao_arrow::LongTable;
//!
//! let analyzer = gongbao::Analyzer::default();
//! let mut table = LongTable::new(analyzer.fingerprint());
//! for text in ["全县关工组织发展到297个。", "举办培训班7期。"] {
//!     table.append(&analyzer.analyze(text).unwrap())?;
//! }
//! let batch = table.finish()?;
//! assert_eq!(batch.schema().metadata()["gongbao.fingerprint"], analyzer.fingerprint());
//! # Ok::<(), gongbao_arrow::Error>(())
//! ```
//!
//! There are two shapes. The *long* table ([`LongTable`]) has a row for each fact, flat columns, `doc` first; the
//! columns of other kinds are null, and the last columns say again what report it is. The *nested* table
//! ([`NestedTable`]) has a row for each report, with lists of structs. [`TableWriter`] writes either to a file.
//!
//! Offsets are code points in signed 32 bits. Numbers are exact in columns of text, with the nearest binary fraction
//! beside them (`value`, `value_float`). Days are Arrow dates. The schema says with which program, dictionaries and
//! configuration the table was made (`gongbao.version`, `gongbao.data`, `gongbao.fingerprint`).
//!
//! Over a corpus: [`Batches`] reads documents on threads and gives batch after batch, [`Panel`] gathers an indicator by
//! place and year, [`Spread`] gathers which mechanism stands where and since when.
//!
//! # What it does not do
//! It averages nothing and joins nothing with other tables: that is what the engines are for that read Arrow.

mod batch;
mod cell;
mod columns;
mod error;
mod flat;
mod join;
mod panel;
mod spread;
mod stream;
mod table;
mod text;
mod write;

pub use error::Error;
pub use flat::FlatWriter;
pub use join::join;
pub use panel::{Panel, PanelQuery, year_of};
pub use spread::Spread;
pub use stream::{Batches, Shape, Step, failures, failures_schema};
pub use table::{LongTable, NestedTable};
pub use write::{Format, TableWriter};
