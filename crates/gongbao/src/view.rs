//! The contract: a report in code points, as JSON, Python and Arrow see it.
//!
//! `design/model.md` names every field; here they are, once, in its order. A field that a report does not fill is
//! there as `null`.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use crate::edit::Certainty;
use crate::fact::{Aggregate, Bound, Detail, Dimension, Direction, Fact, Kind, Parts, Pattern, Role, Status};
use crate::report::{PlaceRef, Report, Script, SectionRole};
use crate::span::{CodePoints, SourceSpan, TextSpan};

/// A report in code points.
pub struct ReportView<'r> {
    report: &'r Report,
    source: CodePoints<'r>,
    text: CodePoints<'r>,
}

/// An edit in code points, with what stood there and what stands there now.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EditView<'r> {
    /// The step that made it.
    pub step: &'static str,
    /// Where it stood in the source.
    pub source: [u32; 2],
    /// Where it stands in the reading text.
    pub text: [u32; 2],
    /// What stood there.
    pub was: &'r str,
    /// What stands there now.
    pub now: &'r str,
    /// How sure it is.
    pub certainty: Certainty,
}

/// A section in code points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionView<'r> {
    /// 1 for the parts of the report.
    pub level: u8,
    /// The numbering as written.
    pub number: Option<&'r str>,
    /// The heading.
    pub title: Option<&'r str>,
    /// What it is for.
    pub role: SectionRole,
    /// Where it stands in the reading text.
    pub text: [u32; 2],
    /// Where it stood in the source.
    pub source: [u32; 2],
}

/// What the report says of itself.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MetaView<'r> {
    /// The title.
    pub title: Option<&'r str>,
    /// The authors.
    pub byline: Option<&'r str>,
    /// The body that reports.
    pub issuer: Option<&'r str>,
    /// Its date.
    pub date: Option<Date>,
    /// When it was published.
    pub published: Option<Date>,
    /// Where it reports on.
    pub place: Option<&'r PlaceRef>,
    /// Its genre.
    pub genre: Option<&'r str>,
    /// The year it reports on.
    pub year: Option<i16>,
    /// Where the page says it took the text from.
    pub origin: Option<&'r str>,
}

/// A warning in code points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WarningView<'r> {
    /// A short stable word.
    pub code: &'static str,
    /// Where, in the source.
    pub source: [u32; 2],
    /// What it is.
    pub message: &'r str,
}

/// What was set aside, in code points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SetAsideView<'r> {
    /// Where it stood in the source.
    pub source: [u32; 2],
    /// What it was taken for.
    pub reason: &'static str,
    /// What it was.
    pub was: &'r str,
}

/// A fact in code points.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FactView<'r> {
    /// Its kind.
    pub kind: Kind,
    /// Its text.
    pub text: &'r str,
    /// Where it stands in the reading text.
    pub span: [u32; 2],
    /// What it was made from, in the source.
    pub source: [u32; 2],
    /// The innermost section, as an index.
    pub section: Option<u32>,
    /// The sentence, as an index.
    pub sentence: Option<u32>,
    /// The rule that found it.
    pub rule: &'static str,
    /// How sure it is.
    pub certainty: Certainty,
    /// What its kind adds.
    #[serde(flatten)]
    pub detail: DetailView<'r>,
}

/// What each kind adds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum DetailView<'r> {
    /// A figure.
    Figure(Box<FigureView<'r>>),
    /// A mechanism.
    Mechanism {
        /// Its form.
        pattern: Pattern,
        /// Its name.
        name: &'r str,
        /// The noun that says what it is.
        head: Option<&'r str>,
        /// What it is made of.
        parts: Option<PartsView<'r>>,
    },
    /// A citation.
    Citation {
        /// What stands in the book marks.
        title: Option<&'r str>,
        /// Its number.
        number: Option<&'r str>,
        /// Who issued it.
        issuer: Option<&'r str>,
        /// What it is.
        r#type: Option<&'r str>,
    },
    /// An organisation.
    Organisation {
        /// Its full name, where it is settled.
        name: Option<&'r str>,
        /// Its level.
        level: Option<&'r str>,
        /// Its place.
        place: Option<&'r str>,
    },
    /// A place.
    Place {
        /// Its full name.
        name: Option<&'r str>,
        /// Its code.
        code: Option<&'r str>,
        /// Its level.
        level: Option<&'r str>,
        /// The division above it.
        parent: Option<&'r str>,
    },
    /// A person.
    Person {
        /// The name.
        name: &'r str,
        /// The post.
        post: Option<&'r str>,
    },
    /// A time.
    Time {
        /// The first day.
        from: Option<Date>,
        /// The last day.
        to: Option<Date>,
    },
}

/// The parts of a mechanism.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartsView<'r>(pub &'r Parts);

impl Serialize for PartsView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Parts::Lead { driver, driven } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("driver", driver)?;
                map.serialize_entry("driven", driven)?;
                map.end()
            }
            Parts::Pair { left, right } => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("left", left)?;
                map.serialize_entry("right", right)?;
                map.end()
            }
            Parts::Items(items) => items.serialize(serializer),
        }
    }
}

/// A figure in code points; decimals are exact and written as strings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the fields of `fact::Figure`, where they are documented")]
pub struct FigureView<'r> {
    pub indicator: Option<&'r str>,
    #[serde(serialize_with = "decimal")]
    pub value: Option<Decimal>,
    #[serde(serialize_with = "decimal")]
    pub low: Option<Decimal>,
    #[serde(serialize_with = "decimal")]
    pub high: Option<Decimal>,
    pub unit: Option<&'r str>,
    pub dimension: Option<Dimension>,
    pub bound: Bound,
    pub modifier: Option<&'r str>,
    pub role: Role,
    pub direction: Option<Direction>,
    pub basis: Option<&'r str>,
    pub subject: Option<&'r str>,
    pub subject_span: Option<[u32; 2]>,
    pub action: Option<&'r str>,
    pub scope: Option<&'r str>,
    pub aggregate: Option<Aggregate>,
    pub per: Option<&'r str>,
    pub time: Option<&'r str>,
    pub status: Status,
    pub commitment: Option<&'r str>,
    #[serde(serialize_with = "decimal")]
    pub base_value: Option<Decimal>,
    #[serde(serialize_with = "decimal")]
    pub base_low: Option<Decimal>,
    #[serde(serialize_with = "decimal")]
    pub base_high: Option<Decimal>,
    pub base_unit: Option<&'r str>,
}

#[allow(clippy::ref_option, reason = "the signature that serde asks for")]
fn decimal<S: Serializer>(value: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.collect_str(&value.normalize()),
        None => serializer.serialize_none(),
    }
}

impl<'r> ReportView<'r> {
    /// Counts the code points of both texts, once.
    #[must_use]
    pub fn new(report: &'r Report) -> Self {
        Self { report, source: CodePoints::new(&report.source), text: CodePoints::new(report.text()) }
    }

    /// The report behind the view.
    #[must_use]
    pub fn report(&self) -> &'r Report {
        self.report
    }

    /// A span of the reading text in code points.
    #[must_use]
    pub fn text_span(&self, span: TextSpan) -> [u32; 2] {
        self.text.span(span)
    }

    /// A span of the source in code points.
    #[must_use]
    pub fn source_span(&self, span: SourceSpan) -> [u32; 2] {
        self.source.span(span)
    }

    /// The length of the source in code points.
    #[must_use]
    pub fn source_length(&self) -> u32 {
        self.source.at(self.report.source.len())
    }

    /// What the report says of itself.
    #[must_use]
    pub fn meta(&self) -> MetaView<'r> {
        let meta = &self.report.meta;
        MetaView {
            title: meta.title.as_deref(),
            byline: meta.byline.as_deref(),
            issuer: meta.issuer.as_deref(),
            date: meta.date,
            published: meta.published,
            place: meta.place.as_ref(),
            genre: meta.genre.as_deref(),
            year: meta.year,
            origin: meta.origin.as_deref(),
        }
    }

    /// The edits, in order.
    pub fn edits(&self) -> impl ExactSizeIterator<Item = EditView<'r>> + '_ {
        let report = self.report;
        report.edits.as_slice().iter().map(move |edit| EditView {
            step: edit.step.as_str(),
            source: self.source.span(edit.source),
            text: self.text.span(edit.text),
            was: edit.source.of(&report.source),
            now: edit.text.of(report.text()),
            certainty: edit.certainty,
        })
    }

    /// The outline, in text order.
    pub fn sections(&self) -> impl ExactSizeIterator<Item = SectionView<'r>> + '_ {
        let report = self.report;
        report.sections.iter().map(move |section| SectionView {
            level: section.level,
            number: section.number.as_deref(),
            title: section.title.map(|span| span.of(report.text())),
            role: section.role,
            text: self.text.span(section.span),
            source: self.source.span(section.source),
        })
    }

    /// The warnings.
    pub fn warnings(&self) -> impl ExactSizeIterator<Item = WarningView<'r>> + '_ {
        self.report.warnings.iter().map(move |warning| WarningView {
            code: warning.code,
            source: self.source.span(warning.source),
            message: &warning.message,
        })
    }

    /// What was set aside.
    pub fn set_aside(&self) -> impl ExactSizeIterator<Item = SetAsideView<'r>> + '_ {
        let report = self.report;
        report.set_aside.iter().map(move |aside| SetAsideView {
            source: self.source.span(aside.source),
            reason: aside.reason,
            was: aside.source.of(&report.source),
        })
    }

    /// The facts, in text order.
    pub fn facts(&self) -> impl ExactSizeIterator<Item = FactView<'r>> + '_ {
        self.report.facts.iter().map(move |fact| self.fact(fact))
    }

    /// One fact of the report.
    #[must_use]
    pub fn fact(&self, fact: &'r Fact) -> FactView<'r> {
        let text = self.report.text();
        let at = |span: Option<TextSpan>| span.map(|span| span.of(text));
        let detail = match &fact.detail {
            Detail::Figure(figure) => {
                let ends = figure.range.as_deref();
                DetailView::Figure(Box::new(FigureView {
                    indicator: figure.indicator.as_deref(),
                    value: figure.value,
                    low: ends.map(|ends| ends.low),
                    high: ends.map(|ends| ends.high),
                    unit: figure.unit.as_deref(),
                    dimension: figure.dimension,
                    bound: figure.bound,
                    modifier: at(figure.modifier),
                    role: figure.role,
                    direction: figure.direction,
                    basis: at(figure.basis),
                    subject: at(figure.subject),
                    subject_span: figure.subject.map(|span| self.text.span(span)),
                    action: at(figure.action),
                    scope: at(figure.scope),
                    aggregate: figure.aggregate,
                    per: at(figure.per),
                    time: at(figure.time),
                    status: figure.status,
                    commitment: at(figure.commitment),
                    base_value: figure.base_value,
                    base_low: ends.and_then(|ends| ends.base_low),
                    base_high: ends.and_then(|ends| ends.base_high),
                    base_unit: figure.base_unit,
                }))
            }
            Detail::Mechanism(mechanism) => DetailView::Mechanism {
                pattern: mechanism.pattern,
                name: &mechanism.name,
                head: at(mechanism.head),
                parts: mechanism.parts.as_ref().map(PartsView),
            },
            Detail::Citation(citation) => DetailView::Citation {
                title: at(citation.title),
                number: at(citation.number),
                issuer: at(citation.issuer),
                r#type: citation.kind,
            },
            Detail::Organisation(organisation) => DetailView::Organisation {
                name: organisation.name.as_deref(),
                level: organisation.level,
                place: organisation.place.as_deref(),
            },
            Detail::Place(place) => DetailView::Place {
                name: place.name.as_deref(),
                code: place.code.as_deref(),
                level: place.level,
                parent: place.parent.as_deref(),
            },
            Detail::Person(person) => {
                DetailView::Person { name: person.name.of(text), post: at(person.post) }
            }
            Detail::Time(time) => DetailView::Time { from: time.from, to: time.to },
        };
        FactView {
            kind: fact.kind(),
            text: fact.span.of(text),
            span: self.text.span(fact.span),
            source: self.source.span(fact.source),
            section: fact.section,
            sentence: fact.sentence,
            rule: fact.rule,
            certainty: fact.certainty,
            detail,
        }
    }
}

impl Report {
    /// The report in code points, as JSON, Python and Arrow see it.
    #[must_use]
    pub fn view(&self) -> ReportView<'_> {
        ReportView::new(self)
    }

    /// The report as one line of JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(&self.view()).expect("a report has no key that JSON cannot hold")
    }
}

/// Serialises what an iterator yields as a sequence.
struct Seq<F>(F);

impl<I: Iterator<Item = T>, T: Serialize, F: Fn() -> I> Serialize for Seq<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut seq = serializer.serialize_seq(None)?;
        for item in (self.0)() {
            seq.serialize_element(&item)?;
        }
        seq.end()
    }
}

#[derive(Serialize)]
struct Program<'r> {
    version: &'static str,
    data: &'static str,
    fingerprint: &'r str,
}

#[derive(Serialize)]
struct SourceInfo<'r> {
    name: Option<&'r str>,
    encoding: &'static str,
    encoding_reason: &'static str,
    length: u32,
}

impl Serialize for ReportView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry(
            "gongbao",
            &Program {
                version: crate::VERSION,
                data: gongbao_data::VERSION,
                fingerprint: &report.fingerprint,
            },
        )?;
        map.serialize_entry(
            "source",
            &SourceInfo {
                name: report.name(),
                encoding: report.encoding.name,
                encoding_reason: report.encoding.reason,
                length: self.source_length(),
            },
        )?;
        map.serialize_entry::<_, Script>("script", &report.script)?;
        map.serialize_entry("meta", &self.meta())?;
        map.serialize_entry("text", report.text())?;
        map.serialize_entry("edits", &Seq(|| self.edits()))?;
        map.serialize_entry("set_aside", &Seq(|| self.set_aside()))?;
        map.serialize_entry("sections", &Seq(|| self.sections()))?;
        map.serialize_entry("sentences", &Seq(|| report.sentences.iter().map(|span| self.text.span(*span))))?;
        if let Some(words) = &report.words {
            map.serialize_entry(
                "words",
                &Seq(|| {
                    words.iter().map(|word| {
                        let [start, end] = self.text.span(word.span);
                        (start, end, &word.tag)
                    })
                }),
            )?;
        }
        map.serialize_entry("facts", &Seq(|| self.facts()))?;
        map.serialize_entry("warnings", &Seq(|| self.warnings()))?;
        map.end()
    }
}
