//! What the command line takes.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand};
use gongbao::{Analyzer, Lexicon, LexiconError, Segmenter, Step};
use gongbao_files::Fields;

const EXAMPLES: &str = "\
Examples:
  gongbao analyze report.txt                    what is in a report, on one screen
  gongbao analyze --json reports/ > all.jsonl   every report of a folder, one JSON object a line
  iconv -f gbk page.txt | gongbao clean -       the reading text of what comes through a pipe
  gongbao explain page.html                     every repair: where, what stood there, what stands there now

FILE is a file, a folder (its .txt, .html, .htm, .md, .docx and .pdf files, also in folders below, hidden ones left
out, links that lead out of it refused), or - for standard input. JSON lines (.jsonl) and Parquet (.parquet) hold a report a row.

Exit status: 0 if all went well, 1 if an input could not be read (the others are), 2 if the call is wrong.";

/// Reads Chinese official work reports: repairs the text, finds its structure, extracts its facts.
#[derive(Debug, Parser)]
#[command(name = "gongbao", version, after_help = EXAMPLES, max_term_width = 110)]
pub(crate) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Show what is in a report: a summary, or everything as JSON
    #[command(after_help = "\
Examples:
  gongbao analyze report.txt
  gongbao analyze --json --words report.txt | jq '.facts[] | select(.kind == \"figure\") | [.subject, .value, .unit]'")]
    Analyze(Analyze),
    /// Print the reading text alone: repaired, without what the page added
    #[command(after_help = "\
Examples:
  gongbao clean page.html > report.txt
  gongbao clean --without script page.txt       leave Traditional characters as they are")]
    Clean(Clean),
    /// Say what was changed: where, what stood there, what stands there now, and why
    #[command(after_help = "\
A repair is a line: FILE:LINE:COLUMN: STEP, CERTAINTY: what stood there → what stands there now; why.
Lines and columns are those of the source, counted in characters from 1.

Examples:
  gongbao explain page.html
  gongbao explain --facts report.txt            also which rule found each fact
  gongbao explain page.txt | grep gbk-surgery   the repairs of one step")]
    Explain(Explain),
    /// Write a page to look at: the text with its facts and repairs, and its source beside it
    #[command(after_help = "\
The page is one file that loads nothing from anywhere; open it in a browser.

Examples:
  gongbao view page.html -o report.html
  curl -s https://example.org/report.html | gongbao view - > report.html")]
    View(View),
    /// Write the facts of many reports as one table: Parquet, CSV or JSON lines
    #[cfg(feature = "tables")]
    #[command(after_help = "\
The table has a row for each fact; its first column, doc, says which report it stands in. The file appears when it is
complete: a run that is broken off leaves what was there before.

Examples:
  gongbao table reports/ -o facts.parquet
  gongbao table reports/ -o facts.csv --excel   with a byte order mark, by which a spreadsheet knows it is UTF-8
  gongbao table reports/ -o reports.parquet --nested
  gongbao table report.txt -o - --format csv | head")]
    Table(Table),
    /// Write the table of a large corpus: on all cores, and going on where a killed run was
    #[cfg(feature = "tables")]
    #[command(after_help = "\
The inputs are read in parts, which lie in TABLE.parts/ until the table is complete. Killed at any moment and started
again with the same inputs, it does what is left, and the table is the same, byte for byte. A file that fails does not
end the run.

Examples:
  gongbao batch corpus/ -o facts.parquet --errors errors.jsonl
  gongbao batch corpus/ -o reports.parquet --nested --threads 4")]
    Batch(Batch),
    /// Print the versions of program and data, and the fingerprint of a run with the defaults
    Version,
}

/// How every command reads its inputs.
#[derive(Args, Debug)]
pub(crate) struct Reading {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Leave a step of the restoration out (may be given more than once)
    #[arg(long, value_name = "STEP", value_parser = steps())]
    pub(crate) without: Vec<Step>,
    /// Add the words, names and mechanisms of a TOML file (may be given more than once; the last one wins)
    #[arg(long, value_name = "FILE", value_parser = lexicon)]
    pub(crate) lexicon: Vec<Lexicon>,
    /// Where the text stands in JSON lines and Parquet: the key, or the column
    #[arg(long, value_name = "NAME", default_value = "text")]
    pub(crate) column: String,
    /// Where the name of a report stands there; without it a report is FILE:LINE or FILE:ROW
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
}

impl Reading {
    /// Where text and name stand in files that hold many reports.
    pub(crate) fn fields(&self, analyzer: &Analyzer) -> Fields {
        Fields { text: self.column.clone(), name: self.name.clone(), limit: analyzer.limit() }
    }
}

/// `gongbao analyze`.
#[derive(Args, Debug)]
pub(crate) struct Analyze {
    /// The inputs.
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Print everything, as one JSON object a line and report
    #[arg(long)]
    pub(crate) json: bool,
    /// Find the words, too: those of the genre kept whole, or as jieba-rs cuts them by itself
    #[arg(
        long,
        value_name = "SEGMENTER",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "genre",
        value_parser = segmenters()
    )]
    pub(crate) words: Option<Segmenter>,
}

/// `gongbao clean`.
#[derive(Args, Debug)]
pub(crate) struct Clean {
    /// The inputs.
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `gongbao explain`.
#[derive(Args, Debug)]
pub(crate) struct Explain {
    /// The inputs.
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Say of every fact which rule found it
    #[arg(long)]
    pub(crate) facts: bool,
}

/// `gongbao view`.
#[derive(Args, Debug)]
pub(crate) struct View {
    /// A file, or - for standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Where to write the page; to standard output without it
    #[arg(short, long, value_name = "PAGE")]
    pub(crate) output: Option<PathBuf>,
    /// Leave a step of the restoration out (may be given more than once)
    #[arg(long, value_name = "STEP", value_parser = steps())]
    pub(crate) without: Vec<Step>,
    /// Add the words, names and mechanisms of a TOML file (may be given more than once; the last one wins)
    #[arg(long, value_name = "FILE", value_parser = lexicon)]
    pub(crate) lexicon: Vec<Lexicon>,
}

/// `gongbao table`.
#[cfg(feature = "tables")]
#[derive(Args, Debug)]
pub(crate) struct Table {
    /// The inputs.
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Where to write the table, or - for standard output
    #[arg(short, long, value_name = "TABLE")]
    pub(crate) output: PathBuf,
    /// The format of the table; by the extension of its file without it
    #[arg(long, value_enum)]
    pub(crate) format: Option<TableFormat>,
    /// A row for each report, with everything in it, instead of a row for each fact (not for CSV)
    #[arg(long)]
    pub(crate) nested: bool,
    /// CSV for a spreadsheet: with a byte order mark
    #[arg(long)]
    pub(crate) excel: bool,
    /// CSV for programs alone: no apostrophe before texts that a spreadsheet would run as a formula (=, @, + and -)
    #[arg(long, conflicts_with = "excel")]
    pub(crate) verbatim: bool,
}

/// `gongbao batch`.
#[cfg(feature = "tables")]
#[derive(Args, Debug)]
pub(crate) struct Batch {
    /// Inputs and table.
    #[command(flatten)]
    pub(crate) table: Table,
    /// Where to write which files failed, and why, as JSON lines; to standard error without it
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// On how many threads; on as many as the machine runs at once without it
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<std::num::NonZero<u16>>,
    /// Show no progress
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// The formats of `gongbao table`.
#[cfg(feature = "tables")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum TableFormat {
    /// Apache Parquet
    Parquet,
    /// Comma-separated values
    Csv,
    /// A JSON object a line
    Jsonl,
}

fn steps() -> impl TypedValueParser<Value = Step> {
    PossibleValuesParser::new(Step::ALL.map(Step::as_str))
        .try_map(|word| Step::from_word(&word).ok_or("not the name of a step"))
}

fn segmenters() -> impl TypedValueParser<Value = Segmenter> {
    PossibleValuesParser::new(["genre", "jieba"])
        .try_map(|word| Segmenter::from_word(&word).ok_or("not the name of a segmenter"))
}

fn lexicon(path: &str) -> Result<Lexicon, LexiconError> {
    Lexicon::from_path(path)
}
