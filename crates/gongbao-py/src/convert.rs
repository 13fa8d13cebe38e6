//! Conversion between Simplified and Traditional.

use std::borrow::Cow;

use gongbao::script::{Converter, Variety};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::input::characters;

/// Turns Simplified text into Traditional: in standard forms, or those of a region ("taiwan", "hong-kong"); with
/// `words`, words of the mainland become those of the region.
///
/// >>> import gongbao as gb
/// >>> gb.to_traditional("关心下一代工作委员会")
/// '關心下一代工作委員會'
#[pyfunction]
#[pyo3(signature = (text, region=None, *, words=false))]
pub(crate) fn to_traditional<'t>(
    py: Python<'_>,
    text: &'t Bound<'_, PyString>,
    region: Option<&str>,
    words: bool,
) -> PyResult<Cow<'t, str>> {
    convert(py, text, Variety::Simplified, variety(region)?, words)
}

/// Turns Traditional text, of a region or in standard forms, into Simplified as OpenCC does; `words` turns the
/// region's words into the mainland's. `restore` knows the usage of reports besides, and decides by itself what to turn.
///
/// >>> import gongbao as gb
/// >>> gb.to_simplified("關心下一代工作委員會")
/// '关心下一代工作委员会'
#[pyfunction]
#[pyo3(signature = (text, region=None, *, words=false))]
pub(crate) fn to_simplified<'t>(
    py: Python<'_>,
    text: &'t Bound<'_, PyString>,
    region: Option<&str>,
    words: bool,
) -> PyResult<Cow<'t, str>> {
    convert(py, text, variety(region)?, Variety::Simplified, words)
}

fn variety(region: Option<&str>) -> PyResult<Variety> {
    match region {
        None => Ok(Variety::Traditional),
        Some("taiwan") => Ok(Variety::Taiwan),
        Some("hong-kong") => Ok(Variety::HongKong),
        Some(other) => {
            Err(PyValueError::new_err(format!("no region {other:?}: \"taiwan\", \"hong-kong\" or None")))
        }
    }
}

fn convert<'t>(
    py: Python<'_>,
    text: &'t Bound<'_, PyString>,
    from: Variety,
    to: Variety,
    words: bool,
) -> PyResult<Cow<'t, str>> {
    let text = characters(text)?;
    let converter = Converter::new(from, to);
    let converter = if words { converter.with_words() } else { converter };
    Ok(py.detach(|| converter.convert(text)))
}
