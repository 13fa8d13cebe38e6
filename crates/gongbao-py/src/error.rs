//! Errors of the library as exceptions of the package, which are defined in Python: they have two bases each.

use pyo3::PyErr;
use pyo3::import_exception;

use gongbao_files::Error;

import_exception!(gongbao._errors, GongbaoError);
import_exception!(gongbao._errors, DecodeError);
import_exception!(gongbao._errors, TooLongError);
import_exception!(gongbao._errors, LexiconError);

/// The exception for an error, which names the input it came from.
pub(crate) fn exception(error: &gongbao_files::Error, name: Option<&str>) -> PyErr {
    let message = match name {
        Some(name) => format!("{name}: {error}"),
        None => error.to_string(),
    };
    match error {
        Error::Core(error) if error.is_decode() => DecodeError::new_err(message),
        Error::Core(error) if error.is_too_long() => TooLongError::new_err(message),
        Error::Core(_) => GongbaoError::new_err(message),
        Error::Packed(_) => DecodeError::new_err(message),
        Error::TooLong(_) => TooLongError::new_err(message),
    }
}
