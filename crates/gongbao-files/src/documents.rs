//! Documents one after the other, out of files that hold one each and files that hold many.

use std::fmt;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, named, reason};
use crate::inputs::{Input, Inputs};

/// A document, not yet read.
#[derive(Debug)]
pub struct Document {
    /// Where it comes from; the report gets this name.
    pub name: Option<String>,
    /// What it is.
    pub content: Content,
}

/// What a document is.
pub enum Content {
    /// Text.
    Text(Box<dyn AsRef<str> + Send>),
    /// Bytes, whose encoding is to be found.
    Bytes(Box<dyn AsRef<[u8]> + Send>),
    /// A file or standard input, which is opened on the thread that reads it.
    Input(Input),
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.debug_tuple("Text").field(&(**text).as_ref().len()).finish(),
            Self::Bytes(bytes) => f.debug_tuple("Bytes").field(&(**bytes).as_ref().len()).finish(),
            Self::Input(input) => f.debug_tuple("Input").field(input).finish(),
        }
    }
}

impl Document {
    /// What an input holds, under its name.
    #[must_use]
    pub fn of(input: Input) -> Self {
        Self { name: Some(input.name()), content: Content::Input(input) }
    }

    /// How many bytes it has, as far as that is known without opening it.
    #[must_use]
    pub fn size(&self) -> u64 {
        match &self.content {
            Content::Text(text) => (**text).as_ref().len() as u64,
            Content::Bytes(bytes) => (**bytes).as_ref().len() as u64,
            Content::Input(Input::File(path)) => path.metadata().map_or(0, |about| about.len()),
            Content::Input(Input::Stdin) => 0,
        }
    }
}

/// Where text and name stand in a file that holds many reports.
#[derive(Clone, Debug)]
pub struct Fields {
    /// The column, or the key, of the text.
    pub text: String,
    /// The column of the name; without it a report is named by its file and its line or row.
    pub name: Option<String>,
    /// The longest line in bytes that is read; as long as an analyzer's limit by default.
    pub limit: usize,
}

impl Default for Fields {
    fn default() -> Self {
        Self { text: "text".to_owned(), name: None, limit: gongbao::DEFAULT_LIMIT }
    }
}

type Rows = Box<dyn Iterator<Item = Result<Document, Failure>> + Send>;

/// The documents of inputs, in order.
pub struct Documents {
    inputs: Box<dyn Iterator<Item = Result<Input, Failure>> + Send>,
    rows: Option<Rows>,
    fields: Fields,
}

impl fmt::Debug for Documents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Documents").field("fields", &self.fields).finish_non_exhaustive()
    }
}

impl Documents {
    /// The documents of inputs; `.jsonl` (`.ndjson`) and `.parquet` hold one a row.
    pub fn new(
        inputs: impl Iterator<Item = Result<Input, Failure>> + Send + 'static,
        fields: &Fields,
    ) -> Self {
        Self { inputs: Box::new(inputs), rows: None, fields: fields.clone() }
    }

    /// The documents of files and folders.
    #[must_use]
    pub fn of(paths: &[PathBuf], fields: &Fields) -> Self {
        Self::new(Inputs::new(paths), fields)
    }
}

impl Iterator for Documents {
    type Item = Result<Document, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(rows) = &mut self.rows {
                match rows.next() {
                    Some(row) => return Some(row),
                    None => self.rows = None,
                }
            }
            let input = match self.inputs.next()? {
                Ok(input) => input,
                Err(failure) => return Some(Err(failure)),
            };
            match opened(&input, &self.fields) {
                None => return Some(Ok(Document::of(input))),
                Some(Ok(rows)) => self.rows = Some(rows),
                Some(Err(failure)) => return Some(Err(failure)),
            }
        }
    }
}

/// The rows of a file that holds many documents, by its extension.
fn opened(input: &Input, fields: &Fields) -> Option<Result<Rows, Failure>> {
    let Input::File(path) = input else { return None };
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    match extension.as_str() {
        "jsonl" | "ndjson" => Some(lines(path, fields)),
        #[cfg(feature = "arrow")]
        "parquet" => Some(crate::rows::parquet(path, fields)),
        _ => None,
    }
}

fn lines(path: &Path, fields: &Fields) -> Result<Rows, Failure> {
    let name = named(path);
    let file = File::open(path).map_err(|error| Failure::new(&name, reason(&error)))?;
    Ok(Box::new(Lines { name, at: 0, out: BufReader::new(file), fields: fields.clone(), ended: false }))
}

/// The lines of a file of JSON lines.
struct Lines {
    name: String,
    at: usize,
    out: BufReader<File>,
    fields: Fields,
    ended: bool,
}

impl Iterator for Lines {
    type Item = Result<Document, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let mut line = Vec::new();
            self.at += 1;
            // A text in JSON is at most six times as long as it is, where every byte is written as an escape.
            let most = (self.fields.limit as u64).saturating_mul(6).saturating_add(1 << 16);
            let read = (&mut self.out).take(most).read_until(b'\n', &mut line);
            let place = || format!("{}:{}", self.name, self.at);
            match read {
                Ok(0) => self.ended = true,
                Ok(length) if length as u64 == most && line.last() != Some(&b'\n') => {
                    self.ended = true;
                    return Some(Err(Failure::new(
                        place(),
                        "the line is longer than the limit; the rest of the file is not read",
                    )));
                }
                Ok(_) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(_) => return Some(document(&line, place(), &self.fields)),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Failure::new(place(), reason(&error))));
                }
            }
        }
        None
    }
}

/// The document of a line of JSON.
fn document(line: &[u8], place: String, fields: &Fields) -> Result<Document, Failure> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let mut row: serde_json::Map<String, serde_json::Value> = match serde_json::from_slice(line) {
        Ok(row) => row,
        Err(error) => return Err(Failure::new(place, format!("not an object of JSON: {error}"))),
    };
    let name = match &fields.name {
        None => place.clone(),
        Some(key) => match row.get(key) {
            Some(serde_json::Value::String(name)) => name.clone(),
            Some(serde_json::Value::Number(number)) => number.to_string(),
            _ => {
                return Err(Failure::new(place, format!("no text or number under {key:?}, for the name")));
            }
        },
    };
    match row.remove(&fields.text) {
        Some(serde_json::Value::String(text)) => {
            Ok(Document { name: Some(name), content: Content::Text(Box::new(text)) })
        }
        Some(_) => Err(Failure::new(name, format!("{:?} is no text", fields.text))),
        None => Err(Failure::new(
            name,
            format!("there is no {:?}; say under which key the text stands", fields.text),
        )),
    }
}
