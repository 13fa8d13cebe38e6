//! Files that are there as a whole or not at all.

use std::ffi::OsString;
use std::fs::{self, File, Metadata};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// A file that is there as a whole or not at all.
///
/// It is written under another name beside its own and renamed by [`finish`](Self::finish): whoever looks sees the file
/// before or the file after, and never a half. One that is dropped without it leaves nothing behind. Where the name is
/// a link, what it leads to is replaced. A device or a pipe (`/dev/null`) is no file that could be replaced: it is
/// written to as the bytes come.
#[derive(Debug)]
pub struct WholeFile {
    out: Option<BufWriter<File>>,
    /// The name to give, and the one that it has until then; none for a device.
    names: Option<(PathBuf, PathBuf)>,
}

impl WholeFile {
    /// Begins a file under a name beside `path`.
    ///
    /// # Errors
    /// If it cannot be created there.
    pub fn create(path: &Path) -> io::Result<Self> {
        // A link that leads nowhere is replaced itself.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        match fs::metadata(&path).as_ref().map(Metadata::file_type) {
            Ok(kind) if kind.is_dir() => {
                return Err(io::Error::new(ErrorKind::IsADirectory, "it is a folder, not a file"));
            }
            Ok(kind) if !kind.is_file() => {
                let out = File::options().write(true).open(&path)?;
                return Ok(Self { out: Some(BufWriter::new(out)), names: None });
            }
            _ => {}
        }
        let Some(name) = path.file_name() else {
            return Err(io::Error::new(ErrorKind::InvalidInput, "not the name of a file"));
        };
        let mut part = OsString::from(".");
        part.push(name);
        part.push(format!(".{}.part", std::process::id()));
        let part = path.with_file_name(part);
        let out = File::create(&part)?;
        Ok(Self { out: Some(BufWriter::new(out)), names: Some((path, part)) })
    }

    /// Gives the file its name; from now on it is there.
    ///
    /// # Errors
    /// If what is left cannot be written, or the name cannot be given.
    pub fn finish(mut self) -> io::Result<()> {
        if let Some(out) = self.out.take() {
            let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
            if let Some((path, part)) = &self.names {
                file.sync_all()?;
                drop(file);
                fs::rename(part, path)?;
                self.names = None;
            }
        }
        Ok(())
    }
}

impl Write for WholeFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Some(out) => out.write(bytes),
            None => Err(io::Error::new(ErrorKind::BrokenPipe, "the file is finished")),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.as_mut().map_or(Ok(()), Write::flush)
    }
}

impl Drop for WholeFile {
    fn drop(&mut self) {
        if let Some((_, part)) = &self.names {
            drop(self.out.take());
            // It is a leftover of a failure that has been reported; that it stays is no second one.
            let _ = fs::remove_file(part);
        }
    }
}
