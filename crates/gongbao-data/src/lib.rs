//! The dictionaries of gongbao: one concern a table, compiled ahead, loaded without building.
//!
//! A table is a tab-separated file in `tables/`, its key in the first column, with a comment at its head that says
//! what belongs in it and where the words come from. The build turns it into a finite-state map from key to row, so
//! that loading is a pointer and a look-up walks the text.
//!
//! ```
//! use gongbao_data::units;
//!
//! let (length, row) = units().longest("人次以上").expect("人次 is a unit");
//! assert_eq!(&"人次以上"[..length], "人次");
//! assert_eq!(row.column(1), "count");
//! ```
//!
//! # What it does not do
//! It knows nothing of reports: which word means what in which place is the business of the crate `gongbao`.

mod table;

pub use table::{Row, Table, TableError};

use std::sync::LazyLock;

/// The version of the data: the day of the last revision and a hash over all tables, so that a changed table
/// cannot keep its version.
pub const VERSION: &str = concat!("2026.11-", include_str!(concat!(env!("OUT_DIR"), "/version")));

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub fn $name() -> &'static Table {
            static TABLE: LazyLock<Table> = LazyLock::new(|| {
                Table::compiled(
                    include_bytes!(concat!(env!("OUT_DIR"), "/", $file, ".fst")),
                    include_str!(concat!(env!("OUT_DIR"), "/", $file, ".rows")),
                )
            });
            &TABLE
        }
    )*};
}

tables! {
    /// Genres: the word a title ends in, genre, role of a section that nothing else tells, whose year 今年 is.
    genres = "genres";
    /// Words in headings: word, role of the section, weight.
    heading_roles = "heading_roles";
    /// Words that begin the lead sentence of a paragraph.
    heading_verbs = "heading_verbs";
    /// Words in running text: word, role of the paragraph, weight.
    role_cues = "role_cues";
    /// Whom a report addresses.
    salutations = "salutations";
    /// Units of measure: unit, dimension, base unit, factor to the base unit.
    units = "units";
    /// Words that begin like a measure word and are none behind a Chinese numeral.
    units_not = "units_not";
    /// Verbs around figures: verb, class, whether it stands inside compound nouns.
    verbs = "verbs";
    /// Statistical indicators: name as written, canonical name, unit meant where none is written.
    indicators = "indicators";
}
