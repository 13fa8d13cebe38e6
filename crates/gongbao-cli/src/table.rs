//! The facts of many reports as one table.

use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;

use clap::CommandFactory;
use gongbao::Segmenter;
use gongbao_arrow::{Error, Format, TableWriter};
use gongbao_files::{WholeFile, named, reason};

use crate::args::{Cli, Table, TableFormat};
use crate::complain;
use crate::run::{Out, analyzer, each};

/// Reads the inputs and writes their table; whether one failed, or the table.
pub(crate) fn table(out: &mut Out, args: &Table) -> io::Result<bool> {
    let format = format(args).unwrap_or_else(|message| usage(&message));
    let analyzer =
        analyzer(&args.reading.without, &args.reading.lexicon, args.nested.then_some(Segmenter::Genre));
    let to_stdout = args.output.as_os_str() == "-";
    let name = if to_stdout { "standard output".to_owned() } else { named(&args.output) };
    let created = if to_stdout {
        TableWriter::new(Target::Stdout(BufWriter::new(io::stdout())), format, analyzer.fingerprint())
    } else {
        WholeFile::create(&args.output)
            .map_err(Error::from)
            .and_then(|file| TableWriter::new(Target::File(file), format, analyzer.fingerprint()))
    };
    let mut table = match created {
        Ok(table) => table,
        Err(error) => return failed(&name, &error),
    };
    let mut stopped = None;
    let failures = each(out, &args.reading, &analyzer, |_, report| match table.write(report) {
        Ok(()) => Ok(()),
        Err(error) => {
            stopped = Some(error);
            // What it was is said below; here it only has to end the run.
            Err(io::Error::other("the table cannot be written"))
        }
    });
    if let Some(error) = stopped {
        return failed(&name, &error);
    }
    let failures = failures?;
    match table.finish().and_then(Target::close) {
        Ok(()) => Ok(failures),
        Err(error) => failed(&name, &error),
    }
}

/// Ends the program, as it does for every wrong call.
pub(crate) fn usage(message: &str) -> ! {
    Cli::command().error(clap::error::ErrorKind::ValueValidation, message).exit()
}

/// Says that the table could not be written, unless its reader has gone away, who has seen enough.
pub(crate) fn failed(name: &str, error: &Error) -> io::Result<bool> {
    match error.io() {
        Some(error) if error.kind() == ErrorKind::BrokenPipe => Err(ErrorKind::BrokenPipe.into()),
        Some(error) => {
            complain(name, &reason(error));
            Ok(true)
        }
        None => {
            complain(name, &error.to_string());
            Ok(true)
        }
    }
}

pub(crate) fn format(args: &Table) -> Result<Format, String> {
    let format = match args.format {
        Some(TableFormat::Parquet) => Format::Parquet,
        Some(TableFormat::Csv) => Format::Csv,
        Some(TableFormat::Jsonl) => Format::JsonLines,
        None => by_extension(&args.output)?,
    };
    match (format, args.nested) {
        (Format::Csv, true) => Err("--nested needs Parquet or JSON lines: CSV has no lists".to_owned()),
        (Format::Csv, false) if args.excel => Ok(Format::ExcelCsv),
        (Format::Csv, false) if args.verbatim => Ok(Format::VerbatimCsv),
        _ if args.excel => Err("--excel is for CSV".to_owned()),
        _ if args.verbatim => Err("--verbatim is for CSV".to_owned()),
        (Format::Parquet, true) => Ok(Format::NestedParquet),
        (Format::JsonLines, true) => Ok(Format::NestedJsonLines),
        (format, _) => Ok(format),
    }
}

fn by_extension(path: &Path) -> Result<Format, String> {
    Format::of(path).ok_or_else(|| {
        format!(
            "the format does not show in the name {}: end it in .parquet, .csv or .jsonl, or give --format",
            named(path)
        )
    })
}

/// Where a table goes.
enum Target {
    File(WholeFile),
    Stdout(BufWriter<io::Stdout>),
}

impl Target {
    fn close(self) -> Result<(), Error> {
        match self {
            Self::File(file) => Ok(file.finish()?),
            Self::Stdout(mut out) => Ok(out.flush()?),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout(out) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stdout(out) => out.flush(),
        }
    }
}
