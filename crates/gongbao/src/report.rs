//! A report as it was read: two texts, the edits between them, the structure and the facts.
//!
//! Everything here points into the two texts by byte; [`crate::view`] says the same in code points, as the contract
//! of JSON, Python and Arrow does.

use jiff::civil::Date;
use serde::Serialize;

use crate::edit::{Certainty, Edits};
use crate::fact::Fact;
use crate::span::{SourceSpan, TextSpan};

/// Which characters the source is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Script {
    /// Simplified, or without any character that tells.
    #[default]
    Simplified,
    /// Traditional.
    Traditional,
    /// Both, in runs.
    Mixed,
}

/// What a section is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SectionRole {
    /// Greeting, occasion, summary before the first part.
    Opening,
    /// What was done in the period: 工作回顾.
    Review,
    /// How it was done, as an example to others: 做法, 经验.
    Practice,
    /// What is still wrong: 存在的问题.
    Problems,
    /// What will be done: 明年工作思路.
    Plan,
    /// Signature and date, or the last call.
    Closing,
}

impl SectionRole {
    /// The word of the model.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::Review => "review",
            Self::Practice => "practice",
            Self::Problems => "problems",
            Self::Plan => "plan",
            Self::Closing => "closing",
        }
    }
}

/// A part of the outline. Sections come in text order; one of a deeper level lies inside the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// 1 for the parts of the report, 2 for theirs, and so on.
    pub level: u8,
    /// The numbering as written: `一、`, `（一）`, `1.`, `一是`.
    pub number: Option<String>,
    /// The heading without its number.
    pub title: Option<TextSpan>,
    /// What the section is for.
    pub role: SectionRole,
    /// From the heading to the next section of the same or a higher level.
    pub span: TextSpan,
    /// Where that stood in the source.
    pub source: SourceSpan,
}

/// An administrative place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PlaceRef {
    /// The name as the report writes it.
    pub name: String,
    /// The division's code, if it is known.
    pub code: Option<String>,
    /// `province`, `prefecture`, `county`, `township` or `village`.
    pub level: Option<&'static str>,
}

/// What the report says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// The title, as in the reading text.
    pub title: Option<String>,
    /// The authors under the title.
    pub byline: Option<String>,
    /// The body that reports.
    pub issuer: Option<String>,
    /// The date of the report: at its foot, in its title, or else the day it was published.
    pub date: Option<Date>,
    /// The day the page says it was published.
    pub published: Option<Date>,
    /// The place that is reported on.
    pub place: Option<PlaceRef>,
    /// The genre by the title: 工作报告, 工作总结, 调研报告 …
    pub genre: Option<String>,
    /// The year that is reported on.
    pub year: Option<i16>,
    /// Where the page says it took the text from.
    pub origin: Option<String>,
}

/// A word and its tag in the set of jieba.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands.
    pub span: TextSpan,
    /// Its part of speech: `n`, `v`, `m` …
    pub tag: String,
}

/// Something a reader should know: lost, masked or contradictory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A short stable word: `lost-bytes`, `masked-year`, `empty` …
    pub code: &'static str,
    /// Where, in the source.
    pub source: SourceSpan,
    /// What it is, for a person.
    pub message: String,
}

/// What was set aside as no part of the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Where it stood in the source.
    pub source: SourceSpan,
    /// What it was taken for: `navigation`, `metadata`, `related`, `advertising` …
    pub reason: &'static str,
}

/// How the bytes were read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Encoding {
    /// The name of the WHATWG standard, in lower case: `utf-8`, `gb18030`, `big5`, `utf-16le`.
    pub name: &'static str,
    /// Why this one.
    pub reason: &'static str,
}

/// A report, read.
///
/// ```
/// let report = gongbao::analyze("全縣志願者發(fā)展到412名。");
/// assert_eq!(report.text(), "全县志愿者发展到412名。");
/// let figure = &report.facts()[0];
/// assert_eq!(figure.span.of(report.text()), "412名");
/// assert_eq!(figure.source.of(report.source()), "412名");
/// ```
#[derive(Clone, Debug)]
pub struct Report {
    pub(crate) name: Option<String>,
    pub(crate) encoding: Encoding,
    pub(crate) source: String,
    /// The reading text, where it is another one than the source.
    pub(crate) text: Option<String>,
    pub(crate) edits: Edits,
    pub(crate) script: Script,
    pub(crate) meta: Meta,
    pub(crate) sections: Vec<Section>,
    pub(crate) sentences: Vec<TextSpan>,
    pub(crate) words: Option<Vec<Word>>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) warnings: Vec<Warning>,
    pub(crate) set_aside: Vec<SetAside>,
    pub(crate) fingerprint: String,
}

impl Report {
    /// The name of the file, if one was given.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The same report under a name: the file it came from.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// How the bytes were read.
    #[must_use]
    pub fn encoding(&self) -> &Encoding {
        &self.encoding
    }

    /// The source: decoded, otherwise as it came.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The reading text: one paragraph a line, title first.
    #[must_use]
    pub fn text(&self) -> &str {
        self.text.as_deref().unwrap_or(&self.source)
    }

    /// Every change from the source to the reading text, and the map between them.
    #[must_use]
    pub fn edits(&self) -> &Edits {
        &self.edits
    }

    /// The script of the source.
    #[must_use]
    pub fn script(&self) -> Script {
        self.script
    }

    /// Title, issuer, date and the like.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The outline, in text order.
    #[must_use]
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The sentences, in text order.
    #[must_use]
    pub fn sentences(&self) -> &[TextSpan] {
        &self.sentences
    }

    /// The words, if the analyzer was asked for them.
    #[must_use]
    pub fn words(&self) -> Option<&[Word]> {
        self.words.as_deref()
    }

    /// The facts, in text order.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// What was lost, masked or contradictory.
    #[must_use]
    pub fn warnings(&self) -> &[Warning] {
        &self.warnings
    }

    /// What was set aside as no part of the report.
    #[must_use]
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// A hash over program, dictionaries and configuration: equal fingerprints promise equal results.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// The least certain of the edits under a span of the reading text.
    #[must_use]
    pub fn certainty_of(&self, span: TextSpan) -> Certainty {
        self.edits.certainty_of(span)
    }
}
