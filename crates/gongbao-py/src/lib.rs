//! The extension module behind the Python package `gongbao`.
//!
//! Nothing but conversion: what a report says comes from [`gongbao::view`], here it becomes Python objects. Every
//! class is frozen, every position counts code points, and analysis runs without the interpreter's lock.
//!
//! # What it does not do
//! It reads no configuration and holds no state. Threads are started for a run over a corpus and end with it. What
//! needs another package is written in Python, in `python/gongbao`.

mod analyzer;
mod convert;
mod corpus;
mod error;
mod fact;
mod input;
mod parts;
mod register;
mod report;
mod restored;
mod source;
mod table;

use pyo3::prelude::*;

#[pymodule]
mod _gongbao {
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;

    #[pymodule_export]
    use crate::analyzer::Analyzer;
    #[pymodule_export]
    use crate::convert::{to_simplified, to_traditional};
    #[pymodule_export]
    use crate::corpus::{Corpus, CorpusTable, ReportIterator, corpus};
    #[pymodule_export]
    use crate::fact::{Citation, Fact, Figure, Mechanism, Organisation, Person, Place, Time};
    #[pymodule_export]
    use crate::parts::{Edit, Meta, PlaceRef, ReportWarning, Section, Sentence, SetAside, Word};
    #[pymodule_export]
    use crate::register::{MechanismSummary, summarise};
    #[pymodule_export]
    use crate::report::Report;
    #[pymodule_export]
    use crate::restored::{Restored, restore};
    #[pymodule_export]
    use crate::table::ArrowTable;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        let py = module.py();
        module.add("VERSION", gongbao::VERSION)?;
        module.add("DATA_VERSION", gongbao_data::VERSION)?;
        module.add("STEPS", PyTuple::new(py, gongbao::Step::ALL.map(gongbao::Step::as_str))?)
    }
}
