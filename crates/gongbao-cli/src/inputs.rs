//! Files, folders and standard input, one document after the other.
//!
//! A folder is walked in the order of its names, so that two runs over the same files give the same output. Nothing
//! here ends a run: what cannot be read is a [`Failure`] in its place, and the next input follows.

use std::ffi::OsString;
use std::fmt::{self, Write as _};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The files that are taken out of a folder.
const EXTENSIONS: [&str; 4] = ["txt", "html", "htm", "md"];

/// A document to read.
#[derive(Debug)]
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// An input that could not be read, and why.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "tables", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct Failure {
    /// The input.
    #[cfg_attr(feature = "tables", serde(rename = "doc"))]
    pub(crate) name: String,
    /// Why.
    pub(crate) reason: String,
}

impl Failure {
    /// A failure of the input with this name.
    pub(crate) fn new(name: impl Into<String>, reason: impl fmt::Display) -> Self {
        Self { name: name.into(), reason: reason.to_string() }
    }

    /// As a line of JSON.
    #[cfg(feature = "tables")]
    pub(crate) fn to_json(&self) -> String {
        serde_json::to_string(self).expect("two texts are JSON")
    }

    /// Out of a line of JSON.
    #[cfg(feature = "tables")]
    pub(crate) fn from_json(line: &str) -> Option<Self> {
        serde_json::from_str(line).ok()
    }
}

impl Input {
    /// The name for messages and for the report: the path, or `-`.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "-".to_owned(),
            Self::File(path) => named(path),
        }
    }

    /// Reads it whole, but no further than a byte beyond `limit`: enough for the analyzer to refuse it.
    pub(crate) fn read(&self, limit: usize) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let most = limit as u64 + 1;
        let read = match self {
            Self::Stdin => io::stdin().lock().take(most).read_to_end(&mut bytes),
            Self::File(path) => File::open(path).and_then(|file| {
                bytes.reserve(file.metadata().map_or(0, |about| about.len().min(most) as usize));
                file.take(most).read_to_end(&mut bytes)
            }),
        };
        read.map_err(|error| Failure::new(self.name(), reason(&error)))?;
        Ok(bytes)
    }
}

/// A path as text. Bytes of it that are no UTF-8 are written out as `\xB9`, so that two files never share a name.
pub(crate) fn named(path: &Path) -> String {
    let mut name = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        name.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(name, "\\x{byte:02X}");
        }
    }
    name
}

/// What went wrong, without the number that the operating system gives it.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    match text.rfind(" (os error") {
        Some(at) => text[..at].to_owned(),
        None => text,
    }
}

/// The documents of a list of files and folders, in order.
#[derive(Debug)]
pub(crate) struct Inputs {
    stack: Vec<Todo>,
    yielded: usize,
}

#[derive(Debug)]
enum Todo {
    /// Named on the command line.
    Given(PathBuf),
    /// Found in a folder.
    Folder(PathBuf),
    File(PathBuf),
    /// The end of a folder named on the command line, and how many documents there were before it.
    End(PathBuf, usize),
}

impl Inputs {
    /// The documents of what was named on the command line.
    pub(crate) fn new(paths: &[PathBuf]) -> Self {
        Self { stack: paths.iter().rev().cloned().map(Todo::Given).collect(), yielded: 0 }
    }

    /// Whether it is a single file, or standard input.
    pub(crate) fn is_one(&self) -> bool {
        matches!(self.stack.as_slice(), [Todo::Given(path)] if !path.is_dir())
    }

    /// Puts what is in a folder on the stack, the first name on top.
    fn open(&mut self, folder: &Path) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::new(named(folder), reason(&error));
        let mut names: Vec<(OsString, bool)> = Vec::new();
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(b".") {
                continue;
            }
            // The type of the entry itself: a link to a folder is not followed, since it may lead back up.
            let is_folder = entry.file_type().map_err(failed)?.is_dir();
            if is_folder || (is_report(Path::new(&name)) && !entry.path().is_dir()) {
                names.push((name, is_folder));
            }
        }
        names.sort_unstable_by(|a, b| b.cmp(a));
        self.stack.extend(names.into_iter().map(|(name, is_folder)| {
            let path = folder.join(name);
            if is_folder { Todo::Folder(path) } else { Todo::File(path) }
        }));
        Ok(())
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
                    let opened = self.open(&path);
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
                Todo::End(path, before) if before == self.yielded => {
                    Err(Failure::new(named(&path), "no .txt, .html, .htm or .md file in this folder"))
                }
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
