//! Reports into record batches: a row a fact, or a row a report.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch, StructArray};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use gongbao::view::{FactView, ReportView, SectionView};
use gongbao::{Kind, Report};

use crate::batch::{Columns, Lists, field, fields};
use crate::cell::{Cell, Column, Sink, Type, offset};
use crate::columns::{self, FactRow, LongRow};
use crate::error::Error;

/// Facts from report after report, a row each: the *long* table.
///
/// ```
/// use gongbao_arrow::LongTable;
///
/// let report = gongbao::analyze("全县关工组织发展到297个。").with_name("a.txt");
/// let mut table = LongTable::new(report.fingerprint());
/// table.append(&report)?;
/// let batch = table.finish()?;
/// assert_eq!(batch.num_rows(), report.facts().len());
/// assert_eq!(batch.schema().field(0).name(), "doc");
/// # Ok::<(), gongbao_arrow::Error>(())
/// ```
#[derive(Debug)]
pub struct LongTable {
    schema: SchemaRef,
    columns: Columns,
    /// The facts of one kind, with their columns alone.
    kind: Option<(Kind, Vec<usize>)>,
}

/// Whole reports, a row each, with lists of structs: the *nested* table.
///
/// ```
/// use gongbao_arrow::NestedTable;
///
/// let report = gongbao::analyze("全县关工组织发展到297个。");
/// let mut table = NestedTable::new(report.fingerprint());
/// table.append(&report)?;
/// assert_eq!(table.finish()?.num_rows(), 1);
/// # Ok::<(), gongbao_arrow::Error>(())
/// ```
#[derive(Debug)]
pub struct NestedTable {
    schema: SchemaRef,
    head: Columns,
    meta: Columns,
    body: Columns,
    edits: Lists,
    set_aside: Lists,
    sections: Lists,
    sentences: Lists,
    words: Lists,
    facts: Lists,
    warnings: Lists,
}

/// What a table says of itself: with which program, dictionaries and configuration it was made.
pub(crate) fn metadata(fingerprint: &str) -> HashMap<String, String> {
    [
        ("gongbao.version", gongbao::VERSION),
        ("gongbao.data", gongbao_data::VERSION),
        ("gongbao.fingerprint", fingerprint),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into()
}

/// Positions are 32 bits with sign in both tables.
pub(crate) fn check(view: &ReportView<'_>) -> Result<(), Error> {
    let most = i32::MAX as usize;
    for text in [view.report().text(), view.report().source()] {
        // There are no more characters than bytes, so that they seldom have to be counted.
        if text.len() > most && text.chars().count() > most {
            return Err(Error::new(
                "the report has more than 2^31 characters, which positions in Arrow cannot count",
            ));
        }
    }
    Ok(())
}

impl LongTable {
    /// An empty table for reports of the analyzer with this fingerprint.
    #[must_use]
    pub fn new(fingerprint: &str) -> Self {
        Self { schema: Self::schema(fingerprint), columns: Columns::new(columns::long_columns()), kind: None }
    }

    /// An empty table for the facts of one kind, with the columns that such a fact can fill.
    #[must_use]
    pub fn of(kind: Kind, fingerprint: &str) -> Self {
        Self { kind: Some((kind, columns::columns_of(kind))), ..Self::new(fingerprint) }
    }

    /// The schema of the batches of [`LongTable::of`].
    #[must_use]
    pub fn schema_of(kind: Kind, fingerprint: &str) -> SchemaRef {
        let all: Vec<&Column> = columns::long_columns().collect();
        let own = columns::columns_of(kind).into_iter().map(|at| field(all[at]));
        Arc::new(Schema::new_with_metadata(own.collect::<Vec<_>>(), metadata(fingerprint)))
    }

    /// The schema of the batches.
    #[must_use]
    pub fn schema(fingerprint: &str) -> SchemaRef {
        Arc::new(Schema::new_with_metadata(fields(columns::long_columns()), metadata(fingerprint)))
    }

    /// Takes the facts of a report.
    ///
    /// # Errors
    /// If the report has more than 2³¹ characters, or a column more than 2 GiB of text; the rows taken so far are
    /// then not to be used.
    pub fn append(&mut self, report: &Report) -> Result<(), Error> {
        let view = report.view();
        check(&view)?;
        let kind = self.kind.as_ref().map(|(kind, _)| *kind);
        each_fact(&view, |row| {
            if kind.is_none_or(|kind| row.fact.fact.kind == kind) {
                self.columns.row(|sink| columns::long(row, sink));
            }
        });
        self.columns.check()
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.rows()
    }

    /// How many bytes of text the fullest column holds.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.columns.bytes()
    }

    /// The rows as a batch; the table is empty afterwards and takes more.
    ///
    /// # Errors
    /// If the columns do not fit together, which would be a fault of this crate.
    pub fn finish(&mut self) -> Result<RecordBatch, Error> {
        let batch = RecordBatch::try_new(self.schema.clone(), self.columns.finish())?;
        Ok(match &self.kind {
            Some((_, own)) => batch.project(own)?,
            None => batch,
        })
    }
}

/// Hands over every fact of a report as a row of the long table.
pub(crate) fn each_fact(view: &ReportView<'_>, mut take: impl FnMut(&LongRow<'_>)) {
    let sections: Vec<SectionView<'_>> = view.sections().collect();
    let meta = view.meta();
    for fact in view.facts() {
        let fact = in_section(&fact, &sections);
        take(&LongRow { doc: view.report().name(), fact, meta: &meta });
    }
}

fn in_section<'a>(fact: &'a FactView<'a>, sections: &'a [SectionView<'a>]) -> FactRow<'a> {
    FactRow { fact, section: fact.section.and_then(|at| sections.get(at as usize)) }
}

const HEAD: &[Column] = &[
    Column { name: "doc", kind: Type::Text, nullable: true },
    Column { name: "encoding", kind: Type::Text, nullable: false },
    Column { name: "length", kind: Type::Int, nullable: false },
    Column { name: "script", kind: Type::Text, nullable: false },
];

const BODY: &[Column] = &[Column { name: "text", kind: Type::Text, nullable: false }];

impl NestedTable {
    /// An empty table for reports of the analyzer with this fingerprint.
    #[must_use]
    pub fn new(fingerprint: &str) -> Self {
        let mut table = Self {
            schema: Arc::new(Schema::empty()),
            head: Columns::new(HEAD),
            meta: Columns::new(columns::META),
            body: Columns::new(BODY),
            edits: Lists::new(columns::EDIT),
            set_aside: Lists::new(columns::SET_ASIDE),
            sections: Lists::new(columns::SECTION),
            sentences: Lists::new(columns::SENTENCE),
            words: Lists::new(columns::WORD),
            facts: Lists::new(columns::FACT),
            warnings: Lists::new(columns::WARNING),
        };
        let mut all: Vec<Field> = HEAD.iter().map(field).collect();
        all.push(Field::new("meta", DataType::Struct(fields(columns::META)), false));
        all.extend(BODY.iter().map(field));
        for (name, list) in table.lists() {
            all.push(Field::new(name, list.data_type(), name == "words"));
        }
        table.schema = Arc::new(Schema::new_with_metadata(all, metadata(fingerprint)));
        table
    }

    /// The schema of the batches.
    #[must_use]
    pub fn schema(fingerprint: &str) -> SchemaRef {
        Self::new(fingerprint).schema
    }

    fn lists(&mut self) -> [(&'static str, &mut Lists); 7] {
        [
            ("edits", &mut self.edits),
            ("set_aside", &mut self.set_aside),
            ("sections", &mut self.sections),
            ("sentences", &mut self.sentences),
            ("words", &mut self.words),
            ("facts", &mut self.facts),
            ("warnings", &mut self.warnings),
        ]
    }

    /// Takes a report.
    ///
    /// # Errors
    /// As [`LongTable::append`].
    pub fn append(&mut self, report: &Report) -> Result<(), Error> {
        let view = report.view();
        check(&view)?;
        self.head.row(|sink| {
            sink.cell(Cell::from(report.name()));
            sink.cell(Cell::from(report.encoding().name));
            sink.cell(Cell::from(offset(view.source_length())));
            sink.cell(Cell::from(script(report)));
        });
        self.meta.row(|sink| columns::meta(&view.meta(), sink));
        self.body.row(|sink| sink.cell(Cell::from(report.text())));
        for edit in view.edits() {
            self.edits.columns.row(|sink| columns::edit(&edit, sink));
        }
        for aside in view.set_aside() {
            self.set_aside.columns.row(|sink| columns::set_aside(&aside, sink));
        }
        let sections: Vec<SectionView<'_>> = view.sections().collect();
        for section in &sections {
            self.sections.columns.row(|sink| columns::section(section, sink));
        }
        for sentence in report.sentences() {
            let span = view.text_span(*sentence);
            self.sentences.columns.row(|sink| columns::sentence(&span, sink));
        }
        for word in report.words().unwrap_or_default() {
            let [start, end] = view.text_span(word.span);
            self.words.columns.row(|sink| columns::word(&(start, end, &word.tag), sink));
        }
        for fact in view.facts() {
            self.facts.columns.row(|sink| columns::fact(&in_section(&fact, &sections), sink));
        }
        for warning in view.warnings() {
            self.warnings.columns.row(|sink| columns::warning(&warning, sink));
        }
        let has_words = report.words().is_some();
        for (name, list) in self.lists() {
            list.end(name != "words" || has_words);
            list.columns.check()?;
        }
        self.meta.check()?;
        self.body.check()
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.head.rows()
    }

    /// How many bytes of text the fullest column holds.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let lists = [&self.edits, &self.set_aside, &self.facts, &self.words].map(|list| list.columns.bytes());
        lists.into_iter().fold(self.body.bytes(), usize::max)
    }

    /// The rows as a batch; the table is empty afterwards and takes more.
    ///
    /// # Errors
    /// As [`LongTable::finish`].
    pub fn finish(&mut self) -> Result<RecordBatch, Error> {
        let rows = self.rows();
        let mut all: Vec<ArrayRef> = self.head.finish();
        let meta = StructArray::try_new_with_length(fields(columns::META), self.meta.finish(), None, rows)?;
        all.push(Arc::new(meta));
        all.extend(self.body.finish());
        for (_, list) in self.lists() {
            all.push(list.finish()?);
        }
        Ok(RecordBatch::try_new(self.schema.clone(), all)?)
    }
}

fn script(report: &Report) -> &'static str {
    match report.script() {
        gongbao::report::Script::Simplified => "simplified",
        gongbao::report::Script::Traditional => "traditional",
        gongbao::report::Script::Mixed => "mixed",
    }
}
