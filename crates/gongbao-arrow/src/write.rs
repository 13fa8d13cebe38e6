//! Tables into files, report after report, in memory that does not grow with the corpus.

use std::collections::HashMap;
use std::io::Write;
use std::path::Path;

use gongbao::Report;
use gongbao_files::WholeFile;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::columns::{long, long_columns};
use crate::error::Error;
use crate::table::{LongTable, NestedTable, check, each_fact, metadata};
use crate::text::{CsvLine, JsonLine};

/// Rows of the long table that are held before they are written.
const ROWS: usize = 1 << 15;
/// Bytes of text in a column that are held before they are written.
const BYTES: usize = 1 << 26;

/// The formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Parquet, a row a fact.
    Parquet,
    /// Parquet, a row a report, with lists of structs.
    NestedParquet,
    /// CSV, a row a fact, as RFC 4180 has it. A text that a spreadsheet would run as a formula gets an apostrophe in
    /// front; numbers stay numbers, negative ones, too.
    Csv,
    /// The same for a spreadsheet: it begins with a byte order mark.
    ExcelCsv,
    /// CSV whose texts stand as they are, whatever they begin with: for programs, which run nothing.
    VerbatimCsv,
    /// JSON lines, an object a fact.
    JsonLines,
    /// JSON lines, an object a report, as [`Report::to_json`] gives it.
    NestedJsonLines,
}

impl Format {
    /// The format of a file by its extension: `.parquet`, `.csv`, `.jsonl` or `.ndjson`; a row a fact.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?;
        let known = [
            ("parquet", Self::Parquet),
            ("csv", Self::Csv),
            ("jsonl", Self::JsonLines),
            ("ndjson", Self::JsonLines),
        ];
        known.into_iter().find(|(name, _)| extension.eq_ignore_ascii_case(name)).map(|(_, format)| format)
    }

    /// What a file begins with before its first line.
    pub(crate) fn mark(self) -> &'static str {
        if self == Self::ExcelCsv { "\u{feff}" } else { "" }
    }
}

/// Writes the facts of report after report as a table.
///
/// A file is written under another name beside it and renamed by [`finish`](Self::finish): whoever looks sees the
/// table before or the table after, and never a half. A writer that is dropped without it leaves nothing behind.
///
/// ```
/// use gongbao_arrow::{Format, TableWriter};
///
/// let report = gongbao::analyze("全县关工组织发展到297个。").with_name("a.txt");
/// let mut table = TableWriter::new(Vec::new(), Format::Csv, report.fingerprint())?;
/// table.write(&report)?;
/// let csv = String::from_utf8(table.finish()?).unwrap();
/// assert!(csv.starts_with("doc,kind,text,start,end,"));
/// # Ok::<(), gongbao_arrow::Error>(())
/// ```
#[derive(Debug)]
pub struct TableWriter<W: Write + Send> {
    inner: Inner<W>,
}

#[derive(Debug)]
enum Inner<W: Write + Send> {
    Parquet(ArrowWriter<W>, LongTable),
    NestedParquet(ArrowWriter<W>, Box<NestedTable>),
    Csv { out: W, line: String, guarded: bool },
    Json { out: W, line: String, nested: bool },
}

impl<W: Write + Send> TableWriter<W> {
    /// A table that goes to `out`, of reports of the analyzer with this fingerprint.
    ///
    /// # Errors
    /// If the head cannot be written.
    pub fn new(mut out: W, format: Format, fingerprint: &str) -> Result<Self, Error> {
        let inner = match format {
            Format::Parquet => {
                let writer =
                    ArrowWriter::try_new(out, LongTable::schema(fingerprint), Some(properties(fingerprint)))?;
                Inner::Parquet(writer, LongTable::new(fingerprint))
            }
            Format::NestedParquet => {
                let writer = ArrowWriter::try_new(
                    out,
                    NestedTable::schema(fingerprint),
                    Some(properties(fingerprint)),
                )?;
                Inner::NestedParquet(writer, Box::new(NestedTable::new(fingerprint)))
            }
            Format::Csv | Format::ExcelCsv | Format::VerbatimCsv => {
                let mut line = String::from(format.mark());
                CsvLine::head(&mut line, long_columns());
                out.write_all(line.as_bytes())?;
                Inner::Csv { out, line, guarded: format != Format::VerbatimCsv }
            }
            Format::JsonLines => Inner::Json { out, line: String::new(), nested: false },
            Format::NestedJsonLines => Inner::Json { out, line: String::new(), nested: true },
        };
        Ok(Self { inner })
    }

    /// Writes a report.
    ///
    /// # Errors
    /// If it cannot be written, or is too long for positions of 32 bits.
    pub fn write(&mut self, report: &Report) -> Result<(), Error> {
        match &mut self.inner {
            Inner::Parquet(writer, table) => {
                table.append(report)?;
                if table.rows() >= ROWS || table.bytes() >= BYTES {
                    writer.write(&table.finish()?)?;
                }
            }
            Inner::NestedParquet(writer, table) => {
                table.append(report)?;
                if table.bytes() >= BYTES / 4 {
                    writer.write(&table.finish()?)?;
                    writer.flush()?;
                }
            }
            Inner::Csv { out, line, guarded } => {
                let view = report.view();
                check(&view)?;
                line.clear();
                each_fact(&view, |row| {
                    let mut csv = CsvLine::new(line, *guarded);
                    long(row, &mut csv);
                    csv.end();
                });
                out.write_all(line.as_bytes())?;
            }
            Inner::Json { out, line, nested: false } => {
                let view = report.view();
                check(&view)?;
                line.clear();
                each_fact(&view, |row| {
                    let mut json = JsonLine::new(line, long_columns().map(|column| column.name));
                    long(row, &mut json);
                    json.end();
                });
                out.write_all(line.as_bytes())?;
            }
            Inner::Json { out, nested: true, .. } => {
                out.write_all(report.to_json().as_bytes())?;
                out.write_all(b"\n")?;
            }
        }
        Ok(())
    }

    /// Writes what is left, and gives back what was written to.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn finish(self) -> Result<W, Error> {
        let mut out = match self.inner {
            Inner::Parquet(mut writer, mut table) => {
                writer.write(&table.finish()?)?;
                writer.into_inner()?
            }
            Inner::NestedParquet(mut writer, mut table) => {
                writer.write(&table.finish()?)?;
                writer.into_inner()?
            }
            Inner::Csv { out, .. } | Inner::Json { out, .. } => out,
        };
        out.flush()?;
        Ok(out)
    }
}

fn properties(fingerprint: &str) -> WriterProperties {
    properties_of(&metadata(fingerprint))
}

/// How tables are packed, and what they say of themselves.
pub(crate) fn properties_of(metadata: &HashMap<String, String>) -> WriterProperties {
    let mut pairs: Vec<(String, String)> =
        metadata.iter().map(|(key, value)| (key.clone(), value.clone())).collect();
    // A map has no order, and equal tables shall be equal files.
    pairs.sort_unstable();
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("gongbao {}", gongbao::VERSION))
        .set_max_row_group_row_count(Some(1 << 18))
        .set_key_value_metadata(Some(
            pairs.into_iter().map(|(key, value)| KeyValue::new(key, value)).collect(),
        ))
        .build()
}

impl TableWriter<WholeFile> {
    /// A table in a file, which appears when it is finished.
    ///
    /// # Errors
    /// If the file cannot be created.
    pub fn create(path: &Path, format: Format, fingerprint: &str) -> Result<Self, Error> {
        Self::new(WholeFile::create(path)?, format, fingerprint)
    }

    /// Writes what is left and gives the file its name.
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn commit(self) -> Result<(), Error> {
        Ok(self.finish()?.finish()?)
    }
}
