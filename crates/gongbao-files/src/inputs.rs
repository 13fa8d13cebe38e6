//! Files, folders and standard input, one document after the other.
//!
//! A folder is walked in the order of its names, so that two runs over the same files give the same output. Nothing
//! here ends a run: what cannot be read is a [`Failure`] in its place, and the next input follows.
//!
//! Who names a folder means what lies in it. A link in it that leads out of it is refused, since folders of strangers
//! are read, too; and so is what is no file, since a pipe may never end. Both are read where they are named themselves.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, named, reason};

/// The files that are taken out of a folder.
///
/// Those of tables (`.jsonl`, `.parquet`) are not among them: what lies beside reports is as often what was made of
/// them. They are read where they are named.
const EXTENSIONS: [&str; 6] = ["txt", "html", "htm", "md", "docx", "pdf"];

/// A document to read.
#[derive(Debug)]
pub enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl Input {
    /// The name for messages and for the report: the path, or `-`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => named(path),
        }
    }

    /// Reads it whole, but no further than a byte beyond `limit`: enough for the analyzer to refuse it.
    ///
    /// # Errors
    /// If it cannot be opened or read, or changes while it is read.
    pub fn read(&self, limit: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let most = limit as u64 + 1;
        let read = match self {
            Self::Stdin => io::stdin().lock().take(most).read_to_end(&mut bytes).map(drop),
            Self::File(path) => File::open(path).and_then(|mut file| {
                let before = file.metadata()?;
                bytes.reserve(before.len().min(most) as usize);
                (&mut file).take(most).read_to_end(&mut bytes)?;
                unchanged(&before, &file.metadata()?)
            }),
        };
        read.map_err(|error| Failure::new(self.name(), reason(&error)))?;
        Ok(bytes)
    }
}

/// A file that somebody writes while it is read would be half the old one and half the new.
pub(crate) fn unchanged(before: &Metadata, after: &Metadata) -> io::Result<()> {
    if before.is_file() && (before.len() != after.len() || before.modified()? != after.modified()?) {
        return Err(io::Error::other("it was changed while it was read; read it again"));
    }
    Ok(())
}

/// The documents of a list of files and folders, in order.
#[derive(Debug)]
pub struct Inputs {
    stack: Vec<Todo>,
    /// The folder named by the caller, as the file system knows it: what is read of it lies in it.
    root: PathBuf,
    yielded: usize,
}

#[derive(Debug)]
enum Todo {
    /// Named by the caller.
    Given(PathBuf),
    /// Found in a folder.
    Folder(PathBuf),
    File(PathBuf),
    /// Found in a folder, but not read.
    Refused(Failure),
    /// The end of a folder named by the caller, and how many documents there were before it.
    End(PathBuf, usize),
}

impl Inputs {
    /// The documents of what was named.
    #[must_use]
    pub fn new(paths: &[PathBuf]) -> Self {
        let stack = paths.iter().rev().cloned().map(Todo::Given).collect();
        Self { stack, root: PathBuf::new(), yielded: 0 }
    }

    /// Whether it is a single file, or standard input.
    #[must_use]
    pub fn is_one(&self) -> bool {
        matches!(self.stack.as_slice(), [Todo::Given(path)] if !path.is_dir())
    }

    /// Puts what is in a folder on the stack, the first name on top.
    fn open(&mut self, folder: &Path) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::new(named(folder), reason(&error));
        let mut names: Vec<(OsString, Todo)> = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // The type of the entry itself: a link to a folder is not followed, since it may lead back up.
            let kind = entry.file_type().map_err(failed)?;
            let path = entry.path();
            if kind.is_dir() {
                names.push((name, Todo::Folder(path)));
            } else if is_report(Path::new(&name)) && !path.is_dir() {
                let found = match self.refusal(&path, kind.is_symlink()) {
                    None => Todo::File(path),
                    Some(reason) => Todo::Refused(Failure::new(named(&path), reason)),
                };
                names.push((name, found));
            }
        }
        names.sort_unstable_by(|(a, _), (b, _)| b.cmp(a));
        self.stack.extend(names.into_iter().map(|(_, todo)| todo));
        Ok(())
    }

    /// Why what was found in a folder is not read.
    fn refusal(&self, path: &Path, is_link: bool) -> Option<String> {
        match fs::metadata(path) {
            Err(error) => return Some(reason(&error)),
            Ok(about) if !about.is_file() => return Some("it is no file; name it to read it".to_owned()),
            Ok(_) => {}
        }
        let inside = || fs::canonicalize(path).map(|target| target.starts_with(&self.root));
        match is_link.then(inside)? {
            Ok(true) => None,
            Ok(false) => Some("it is a link that leads out of the folder; name it to read it".to_owned()),
            Err(error) => Some(reason(&error)),
        }
    }
}

fn is_report(path: &Path) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| EXTENSIONS.iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

impl Iterator for Inputs {
    type Item = Result<Input, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(todo) = self.stack.pop() {
            let opened = match todo {
                Todo::Given(path) if path.as_os_str() == "-" => {
                    self.yielded += 1;
                    return Some(Ok(Input::Stdin));
                }
                Todo::Given(path) if path.is_dir() => {
                    self.stack.push(Todo::End(path.clone(), self.yielded));
                    let found = fs::canonicalize(&path);
                    let opened =
                        found.map_err(|error| Failure::new(named(&path), reason(&error))).and_then(|root| {
                            self.root = root;
                            self.open(&path)
                        });
                    if opened.is_err() {
                        self.stack.pop();
                    }
                    opened
                }
                Todo::Folder(path) => self.open(&path),
                Todo::Given(path) | Todo::File(path) => {
                    self.yielded += 1;
                    return Some(Ok(Input::File(path)));
                }
                Todo::Refused(failure) => Err(failure),
                Todo::End(path, before) if before == self.yielded => Err(Failure::new(
                    named(&path),
                    "no .txt, .html, .htm, .md, .docx or .pdf file in this folder",
                )),
                Todo::End(..) => Ok(()),
            };
            if let Err(failure) = opened {
                // A folder that could not be opened has been complained about; that it is empty, too, says nothing.
                self.yielded += 1;
                return Some(Err(failure));
            }
        }
        None
    }
}
