//! From a document to a report.

use gongbao::{Analyzer, Report};

use crate::documents::{Content, Document};
use crate::failure::Failure;
use crate::packed::{self, PdfText, decoded};

/// Reads documents with an analyzer.
#[derive(Clone)]
pub struct Reader {
    analyzer: Analyzer,
    pdf: Option<PdfText>,
}

impl std::fmt::Debug for Reader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").field("analyzer", &self.analyzer).field("pdf", &self.pdf.is_some()).finish()
    }
}

impl Reader {
    /// Reads with this analyzer.
    #[must_use]
    pub fn new(analyzer: Analyzer) -> Self {
        Self { analyzer, pdf: None }
    }

    /// Reads PDFs, too, with what takes the text out of them.
    #[must_use]
    pub fn with_pdf(mut self, pdf: PdfText) -> Self {
        self.pdf = Some(pdf);
        self
    }

    /// The analyzer.
    #[must_use]
    pub fn analyzer(&self) -> &Analyzer {
        &self.analyzer
    }

    /// The report of a document.
    ///
    /// # Errors
    /// If it cannot be opened, or there is no text in it.
    pub fn read(&self, document: Document) -> Result<Report, Failure> {
        let Document { name, content } = document;
        let report = match &content {
            Content::Text(text) => self.analyzer.analyze((**text).as_ref()).map_err(packed::Error::from),
            Content::Bytes(bytes) => self.bytes((**bytes).as_ref()),
            Content::Input(input) => self.bytes(&input.read(self.analyzer.limit())?),
        };
        match (report, name) {
            (Ok(report), Some(name)) => Ok(report.with_name(name)),
            (Ok(report), None) => Ok(report),
            (Err(error), name) => Err(Failure::new(name.unwrap_or_default(), error)),
        }
    }

    /// The report of bytes.
    ///
    /// # Errors
    /// If there is no text in them.
    pub fn bytes(&self, bytes: &[u8]) -> Result<Report, packed::Error> {
        self.analyzer.check(bytes.len())?;
        let decoded = decoded(bytes, self.analyzer.limit(), self.pdf.as_ref())?;
        Ok(self.analyzer.analyze_decoded(decoded)?)
    }
}
