//! From documents to record batches, on threads, in the order of the documents.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{ArrayRef, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use gongbao::{Kind, Report};
use gongbao_files::{Document, Failure, Ordered, Reader, apart};

use crate::batch::{Columns, fields};
use crate::cell::{Cell, Column, Sink, Type};
use crate::error::Error;
use crate::table::{LongTable, NestedTable, metadata};

/// A batch holds the facts of no more documents than this, and of no further one once they have so many bytes.
const DOCUMENTS: usize = 64;
const BYTES: u64 = 1 << 19;

/// What stands in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A fact, of this kind or of any.
    Facts(Option<Kind>),
    /// A report.
    Reports,
}

impl Shape {
    /// The schema of the batches.
    #[must_use]
    pub fn schema(self, fingerprint: &str) -> SchemaRef {
        match self {
            Self::Facts(None) => LongTable::schema(fingerprint),
            Self::Facts(Some(kind)) => LongTable::schema_of(kind, fingerprint),
            Self::Reports => NestedTable::schema(fingerprint),
        }
    }

    fn batch(self, reports: &[Report], fingerprint: &str) -> Result<RecordBatch, Error> {
        match self {
            Self::Facts(kind) => {
                let mut table = match kind {
                    None => LongTable::new(fingerprint),
                    Some(kind) => LongTable::of(kind, fingerprint),
                };
                reports.iter().try_for_each(|report| table.append(report))?;
                table.finish()
            }
            Self::Reports => {
                let mut table = NestedTable::new(fingerprint);
                reports.iter().try_for_each(|report| table.append(report))?;
                table.finish()
            }
        }
    }
}

/// What a thread gives back: a batch, and what failed.
type Done = (Result<RecordBatch, Error>, Vec<Failure>);

/// Called with how many documents are done, and how many bytes they have.
pub type Step = Box<dyn FnMut(u64, u64) + Send>;

/// The record batches of documents. Where the batches are cut depends on the documents alone and not on the threads.
///
/// ```
/// use gongbao_arrow::{Batches, Shape};
/// use gongbao_files::{Documents, Fields, Reader};
///
/// let documents = Documents::of(&["no such file".into()], &Fields::default());
/// let mut batches = Batches::new(documents, Reader::new(gongbao::Analyzer::default()), 2, Shape::Facts(None), None);
/// assert_eq!(batches.next().unwrap()?.num_rows(), 0);
/// assert!(batches.next().is_none());
/// assert_eq!(batches.failures().lock().unwrap()[0].name, "no such file");
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub struct Batches {
    schema: SchemaRef,
    results: Ordered<Done>,
    failures: Arc<Mutex<Vec<Failure>>>,
}

impl std::fmt::Debug for Batches {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batches").field("schema", &self.schema).finish_non_exhaustive()
    }
}

impl Batches {
    /// Reads documents on so many threads, none of which is the one that asks for the batches: that may be one of a
    /// foreign program, which knows nothing of what the documents are read with. `step` is told what was done.
    pub fn new(
        documents: impl Iterator<Item = Result<Document, Failure>> + Send + 'static,
        reader: Reader,
        threads: usize,
        shape: Shape,
        step: Option<Step>,
    ) -> Self {
        let fingerprint = reader.analyzer().fingerprint().to_owned();
        let schema = shape.schema(&fingerprint);
        let step = step.map(Mutex::new);
        let work = move |chunk: Vec<Result<Document, Failure>>| {
            let (count, mut bytes) = (chunk.len() as u64, 0);
            let (mut reports, mut failures) = (Vec::with_capacity(chunk.len()), Vec::new());
            for document in chunk {
                bytes += document.as_ref().map_or(0, Document::size);
                match document.and_then(|document| reader.read(document)) {
                    Ok(report) => reports.push(report),
                    Err(failure) => failures.push(failure),
                }
            }
            let batch = shape.batch(&reports, &fingerprint);
            if let Some(step) = &step {
                step.lock().unwrap_or_else(PoisonError::into_inner)(count, bytes);
            }
            (batch, failures)
        };
        let results = apart(Chunks { documents, held: 0 }, threads, work);
        Self { schema, results, failures: Arc::default() }
    }

    /// What has failed so far, in the order of the documents; complete when the last batch has come.
    #[must_use]
    pub fn failures(&self) -> Arc<Mutex<Vec<Failure>>> {
        self.failures.clone()
    }
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let (batch, failures) = self.results.next()?;
        self.failures.lock().unwrap_or_else(PoisonError::into_inner).extend(failures);
        Some(batch.map_err(|error| ArrowError::ExternalError(Box::new(error))))
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }
}

/// Documents, some at a time: enough that threads seldom wait for each other, few enough to be held.
struct Chunks<D> {
    documents: D,
    held: u64,
}

impl<D: Iterator<Item = Result<Document, Failure>>> Iterator for Chunks<D> {
    type Item = Vec<Result<Document, Failure>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.held = 0;
        let mut chunk = Vec::new();
        while chunk.len() < DOCUMENTS && self.held < BYTES {
            let Some(document) = self.documents.next() else { break };
            self.held += document.as_ref().map_or(0, Document::size);
            chunk.push(document);
        }
        (!chunk.is_empty()).then_some(chunk)
    }
}

const FAILURE: &[Column] = &[
    Column { name: "doc", kind: Type::Text, nullable: false },
    Column { name: "reason", kind: Type::Text, nullable: false },
];

/// The schema of [`failures`].
#[must_use]
pub fn failures_schema(fingerprint: &str) -> SchemaRef {
    Arc::new(Schema::new_with_metadata(fields(FAILURE), metadata(fingerprint)))
}

/// What failed, as a table: which document, and why.
///
/// # Errors
/// If the columns do not fit together, which would be a fault of this crate.
pub fn failures(failures: &[Failure], fingerprint: &str) -> Result<RecordBatch, Error> {
    let mut columns = Columns::new(FAILURE);
    for failure in failures {
        columns.row(|sink| {
            sink.cell(Cell::Text(&failure.name));
            sink.cell(Cell::Text(&failure.reason));
        });
    }
    let columns: Vec<ArrayRef> = columns.finish();
    Ok(RecordBatch::try_new(failures_schema(fingerprint), columns)?)
}
