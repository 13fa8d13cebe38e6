//! A table of a large corpus: on all cores, in bounded memory, and not lost when the run is killed.
//!
//! The inputs, in their order, are cut into parts by their sizes. A part is written to a folder beside the table and
//! appears there when it is complete. A run that is started again finds the parts of the one before and does the
//! rest; at the end the parts are put together. Where the cuts lie depends on the inputs alone, so the table is the
//! same, byte for byte, however often the run was killed.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use gongbao::{Analyzer, Segmenter};
use gongbao_arrow::{Error, Format, TableWriter, join};
use gongbao_files::{
    Document, Documents, Failure, Fields, Input, Inputs, Progress, Reader, WholeFile, cores, named, ordered,
    reason,
};
use sha2::{Digest, Sha256};

use crate::args::{Batch, Reading};
use crate::complain;
use crate::run::{Out, analyzer};
use crate::table::{failed, format, usage};
use crate::terminal::grouped;

/// A part holds no more files than this, and no further one once it holds so many bytes.
const FILES: usize = 512;
const BYTES: u64 = 1 << 25;

/// A file of the corpus, or why there is none.
#[derive(Clone, Debug)]
struct Source {
    input: Result<PathBuf, Failure>,
    bytes: u64,
}

/// Reads the inputs and writes their table; whether one failed, or the table.
pub(crate) fn batch(out: &mut Out, args: &Batch) -> io::Result<bool> {
    let format = format(&args.table).unwrap_or_else(|message| usage(&message));
    if args.table.output.as_os_str() == "-"
        || args.table.reading.files.iter().any(|file| file.as_os_str() == "-")
    {
        usage(
            "batch reads files and writes a file, so that it can go on where it was; for pipes there is table",
        );
    }
    let analyzer = {
        let Reading { without, lexicon, .. } = &args.table.reading;
        analyzer(without, lexicon, args.table.nested.then_some(Segmenter::Genre))
    };
    for path in [Some(&args.table.output), args.errors.as_ref()].into_iter().flatten() {
        if let Err(error) = writable(path) {
            return failed(&named(path), &error.into());
        }
    }
    let threads = args.threads.map_or_else(cores, |threads| threads.get().into());
    match whole(args, format, &analyzer, threads) {
        Ok((reports, failures)) => {
            let line = format!("{} reports read, {} failed", grouped(reports - failures), grouped(failures));
            writeln!(out, "{}: {line}", named(&args.table.output))?;
            Ok(failures > 0)
        }
        Err(error) => failed(&named(&args.table.output), &error),
    }
}

/// Makes the table; how many reports there were, and how many failed.
fn whole(args: &Batch, format: Format, analyzer: &Analyzer, threads: usize) -> Result<(usize, usize), Error> {
    // What a link leads to is replaced, and not the link.
    let output = &fs::canonicalize(&args.table.output).unwrap_or_else(|_| args.table.output.clone());
    let fields = args.table.reading.fields(analyzer);
    let mut key = Sha256::new();
    key.update(format!("{} {format:?} {:?} {:?}\n", analyzer.fingerprint(), fields.text, fields.name));
    let mut sources = Vec::new();
    for input in Inputs::new(&args.table.reading.files) {
        sources.push(source(input, &mut key));
    }
    let key: String = key.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let folder = prepared(output, &key)?;

    let total = sources.iter().map(|source| source.bytes).sum();
    let shown = if args.quiet { Some(false) } else { None };
    let mut work = Work { format, analyzer, fields, threads, progress: Progress::new(Some(total), shown) };
    let mut tables: Vec<PathBuf> = Vec::new();
    for part in parts(&sources) {
        let table = folder.join(format!("{:08}", tables.len()));
        // The table of a part gets its name after its errors: where it is, both are.
        if table.exists() {
            work.progress.skip(part.len() as u64, part.iter().map(|source| source.bytes).sum());
        } else {
            work.part(part, &table)?;
        }
        tables.push(table);
    }
    work.progress.end();
    // In the folder, so that nothing else is left over when the run is killed here, too.
    let complete = folder.join("complete");
    join(&tables, format, WholeFile::create(&complete)?)?.finish()?;
    fs::rename(&complete, output)?;
    let counts = report_errors(&tables, args.errors.as_deref()).map_err(|error| match &args.errors {
        Some(path) => io::Error::new(error.kind(), format!("{}: {}", named(path), reason(&error))),
        None => error,
    })?;
    removed(&folder)?;
    Ok(counts)
}

/// Whether a file can be written: a long run should not end in finding that it cannot.
fn writable(path: &Path) -> io::Result<()> {
    if fs::metadata(path).is_ok_and(|about| !about.is_file()) {
        return Err(io::Error::other(
            "it is no file that could be replaced; for devices and pipes there is table",
        ));
    }
    WholeFile::create(path).map(drop)
}

/// A file, and in the key what would make its part another: name, size and time of the last change.
fn source(input: Result<Input, Failure>, key: &mut Sha256) -> Source {
    let input = match input {
        Ok(Input::File(path)) => Ok(path),
        Ok(Input::Stdin) => Err(Failure::new("-", "standard input cannot be read twice")),
        Err(failure) => Err(failure),
    };
    let about = input.as_ref().ok().and_then(|path| fs::metadata(path).ok());
    let bytes = about.as_ref().map_or(0, fs::Metadata::len);
    let changed = about.and_then(|about| about.modified().ok());
    let changed = changed.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).map(|since| since.as_nanos());
    match &input {
        Ok(path) => key.update(path.as_os_str().as_encoded_bytes()),
        Err(failure) => key.update(failure.name.as_bytes()),
    }
    key.update(format!("\0{bytes} {changed:?}\n"));
    Source { input, bytes }
}

/// The folder of the parts. What lies there of a run over other inputs is taken away, and nothing else.
fn prepared(output: &Path, key: &str) -> Result<PathBuf, Error> {
    let mut folder = output.as_os_str().to_owned();
    folder.push(".parts");
    let folder = PathBuf::from(folder);
    let mark = folder.join("key");
    if fs::read_to_string(&mark).is_ok_and(|before| before == key) {
        // What a run was at when it was killed: a file that has not got its name yet.
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                fs::remove_file(entry.path())?;
            }
        }
        return Ok(folder);
    }
    if mark.exists() {
        removed(&folder)?;
    } else if let Ok(entries) = fs::read_dir(&folder) {
        for entry in entries {
            // A run that was killed at its start may have left a mark that it had not yet finished.
            if !entry?.file_name().as_encoded_bytes().starts_with(b".key.") {
                let kind = io::ErrorKind::AlreadyExists;
                let message = format!("{} is a folder of something else; move it away", named(&folder));
                return Err(io::Error::new(kind, message).into());
            }
        }
    }
    fs::create_dir_all(&folder)?;
    let mut file = WholeFile::create(&mark)?;
    file.write_all(key.as_bytes())?;
    file.finish()?;
    Ok(folder)
}

/// Takes the folder of the parts away. Killed on the way, the next run finds no table without its errors, and knows the
/// folder for its own until there is nothing else in it.
fn removed(folder: &Path) -> io::Result<()> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    let mark = folder.join("key");
    paths.sort_by_key(|path| (*path == mark, path.extension().is_some_and(|end| end == "errors")));
    for path in paths {
        fs::remove_file(path)?;
    }
    fs::remove_dir(folder)
}

/// The files in parts; at least one, though it be empty.
fn parts(sources: &[Source]) -> Vec<&[Source]> {
    let (mut parts, mut start, mut bytes) = (Vec::new(), 0, 0);
    for (at, source) in sources.iter().enumerate() {
        if at - start >= FILES || bytes >= BYTES {
            parts.push(&sources[start..at]);
            (start, bytes) = (at, 0);
        }
        bytes += source.bytes;
    }
    parts.push(&sources[start..]);
    parts
}

/// How the parts are made.
struct Work<'a> {
    format: Format,
    analyzer: &'a Analyzer,
    fields: Fields,
    threads: usize,
    progress: Progress,
}

impl Work<'_> {
    /// Writes the table of a part, and beside it how many reports it has and which of them failed.
    fn part(&mut self, part: &[Source], table: &Path) -> Result<(), Error> {
        let mut rows = TableWriter::create(table, self.format, self.analyzer.fingerprint())?;
        let mut failures = WholeFile::create(&table.with_extension("errors"))?;
        let inputs: Vec<Result<Input, Failure>> =
            part.iter().map(|source| source.input.clone().map(Input::File)).collect();
        let documents = Documents::new(inputs.into_iter(), &self.fields);
        let reader = Reader::new(self.analyzer.clone());
        let read = move |document: Result<_, Failure>| {
            let bytes = document.as_ref().map_or(0, Document::size);
            (bytes, document.and_then(|document| reader.read(document)))
        };
        let mut count = 0_usize;
        for (bytes, report) in ordered(documents, self.threads, read) {
            count += 1;
            match report {
                Ok(report) => rows.write(&report)?,
                Err(failure) => writeln!(failures, "{}", failure.to_json())?,
            }
            self.progress.step(1, bytes);
        }
        writeln!(failures, "{count}")?;
        failures.finish()?;
        rows.commit()
    }
}

/// Writes which reports failed to `to`, or says it where no file was named; how many there were, and how many failed.
fn report_errors(tables: &[PathBuf], to: Option<&Path>) -> io::Result<(usize, usize)> {
    let mut file = to.map(WholeFile::create).transpose()?;
    let (mut reports, mut failures) = (0, 0);
    for table in tables {
        for line in BufReader::new(File::open(table.with_extension("errors"))?).lines() {
            let line = line?;
            // The last line says how many reports the part has.
            if let Ok(count) = line.parse::<usize>() {
                reports += count;
                continue;
            }
            failures += 1;
            match (&mut file, Failure::from_json(&line)) {
                (Some(file), _) => writeln!(file, "{line}")?,
                (None, Some(failure)) => complain(&failure.name, &failure.reason),
                (None, None) => complain("errors", &line),
            }
        }
    }
    if let Some(file) = file {
        file.finish()?;
    }
    Ok((reports, failures))
}
