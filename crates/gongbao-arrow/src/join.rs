//! Tables in parts, put together: a long run keeps what it has done, and the whole is the same as of one run.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use parquet::column::writer::ColumnCloseResult;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;

use crate::columns::long_columns;
use crate::error::Error;
use crate::text::CsvLine;
use crate::write::Format;

/// Puts tables of one format and one analyzer together, in the order given, without reading their rows anew.
///
/// # Errors
/// If a part cannot be read, or the whole not written.
///
/// # Panics
/// If there is no part.
pub fn join<W: Write + Send>(parts: &[PathBuf], format: Format, out: W) -> Result<W, Error> {
    assert!(!parts.is_empty(), "a whole has a part");
    match format {
        Format::Parquet | Format::NestedParquet => parquet(parts, out),
        Format::JsonLines | Format::NestedJsonLines => bytes(parts, 0, out),
        Format::Csv | Format::ExcelCsv | Format::VerbatimCsv => {
            let mut head = String::from(format.mark());
            CsvLine::head(&mut head, long_columns());
            bytes(parts, head.len() as u64, out)
        }
    }
}

/// Copies parts, the later ones without their head.
fn bytes<W: Write>(parts: &[PathBuf], head: u64, mut out: W) -> Result<W, Error> {
    for (at, part) in parts.iter().enumerate() {
        let mut file = File::open(part)?;
        if at > 0 {
            file.seek(SeekFrom::Start(head))?;
        }
        io::copy(&mut BufReader::new(file).take(u64::MAX), &mut out)?;
    }
    out.flush()?;
    Ok(out)
}

/// Copies the row groups of files of Parquet as they are.
fn parquet<W: Write + Send>(parts: &[PathBuf], out: W) -> Result<W, Error> {
    let first = SerializedFileReader::new(File::open(&parts[0])?)?;
    let about = first.metadata().file_metadata();
    let properties = WriterProperties::builder()
        .set_created_by(about.created_by().unwrap_or_default().to_owned())
        .set_key_value_metadata(about.key_value_metadata().cloned())
        .build();
    let schema = about.schema_descr().root_schema_ptr();
    let mut whole = SerializedFileWriter::new(out, schema, properties.into())?;
    for part in parts {
        let file = File::open(part)?;
        let reader = SerializedFileReader::new(file.try_clone()?)?;
        for group in reader.metadata().row_groups() {
            let mut copy = whole.next_row_group()?;
            for column in group.columns() {
                let done = ColumnCloseResult {
                    bytes_written: column.compressed_size().unsigned_abs(),
                    rows_written: group.num_rows().unsigned_abs(),
                    metadata: column.clone(),
                    bloom_filter: None,
                    column_index: None,
                    offset_index: None,
                };
                copy.append_column(&file, done)?;
            }
            copy.close()?;
        }
    }
    Ok(whole.into_inner()?)
}
