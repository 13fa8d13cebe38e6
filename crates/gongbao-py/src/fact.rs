//! Facts as Python objects: one class a kind.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use jiff::civil::Date;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use rust_decimal::Decimal;

use gongbao::fact::{Aggregate, Dimension, Direction, Parts};
use gongbao::view::{DetailView, FactView, FigureView, PartsView, ReportView};

use crate::parts::{Pair, own, pair, quoted};
use crate::report::to_python;

/// A fact of a report: what it is made of is in the class of its kind.
///
/// Positions are code points: `report.text[slice(*fact.span)] == fact.text`.
#[pyclass(frozen, subclass, module = "gongbao")]
pub(crate) struct Fact {
    report: Arc<gongbao::Report>,
    index: usize,
    /// `figure`, `mechanism`, `citation`, `organisation`, `place`, `person` or `time`.
    #[pyo3(get)]
    kind: &'static str,
    /// Its text.
    #[pyo3(get)]
    text: String,
    /// Where it stands in the reading text.
    #[pyo3(get)]
    span: Pair,
    /// What it was made from, in the source.
    #[pyo3(get)]
    source_span: Pair,
    /// The innermost section, as an index into `report.sections`.
    #[pyo3(get)]
    section: Option<u32>,
    /// The sentence, as an index into `report.sentences`.
    #[pyo3(get)]
    sentence: Option<u32>,
    /// The rule that found it.
    #[pyo3(get)]
    rule: &'static str,
    /// How sure it is: `certain`, `likely` or `guess`.
    #[pyo3(get)]
    certainty: &'static str,
}

impl Fact {
    fn fact(&self) -> &gongbao::Fact {
        &self.report.facts()[self.index]
    }

    pub(crate) fn report(&self) -> &Arc<gongbao::Report> {
        &self.report
    }

    pub(crate) const fn index(&self) -> usize {
        self.index
    }
}

#[pymethods]
impl Fact {
    /// The fact with up to `context` characters on each side, not beyond its paragraph; `…` where words are left
    /// out.
    ///
    /// >>> import gongbao as gb
    /// >>> report = gb.analyze("在县委的领导下，全县关工组织整合发展到297个，提升了61%。")
    /// >>> report.figures[0].quote(context=6)
    /// '…织整合发展到297个，提升了61…'
    #[pyo3(signature = (context = 20))]
    fn quote(&self, context: usize) -> String {
        let text = self.report.text();
        let span = self.fact().span;
        let (before, after) = (&text[..span.start()], &text[span.end()..]);
        let before = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
        let after = &after[..after.find('\n').unwrap_or(after.len())];
        let from = before.char_indices().rev().nth(context).map(|(at, c)| at + c.len_utf8());
        let to = after.char_indices().nth(context).map(|(at, _)| at);
        let mut quote = String::new();
        if from.is_some() {
            quote.push('…');
        }
        quote.push_str(&before[from.unwrap_or(0)..]);
        quote.push_str(span.of(text));
        quote.push_str(&after[..to.unwrap_or(after.len())]);
        if to.is_some() {
            quote.push('…');
        }
        quote
    }

    /// The fact as in the JSON of the report.
    ///
    /// >>> import gongbao as gb
    /// >>> report = gb.analyze("全县关工组织发展到297个。")
    /// >>> report.facts[0].to_dict() == report.to_dict()["facts"][0]
    /// True
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        let json = py.detach(|| serde_json::to_string(&self.report.view().fact(self.fact())));
        to_python(py, &json.map_err(|error| crate::error::GongbaoError::new_err(error.to_string()))?)
    }

    fn __eq__(&self, other: &Self) -> bool {
        if Arc::ptr_eq(&self.report, &other.report) && self.index == other.index {
            return true;
        }
        (self.span, &self.text) == (other.span, &other.text)
            && self.report.view().fact(self.fact()) == other.report.view().fact(other.fact())
    }

    fn __hash__(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.kind, &self.text, self.span).hash(&mut hasher);
        hasher.finish()
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        self.shown(py, &[])
    }
}

impl Fact {
    /// `<Figure '297个' at 5..9: 297, 关工组织>`
    fn shown(&self, py: Python<'_>, details: &[Option<String>]) -> String {
        let mut class = self.kind.to_owned();
        class[..1].make_ascii_uppercase();
        let (start, end) = self.span;
        let details: Vec<&str> = details.iter().flatten().map(String::as_str).collect();
        let colon = if details.is_empty() { "" } else { ": " };
        format!("<{class} {} at {start}..{end}{colon}{}>", quoted(py, &self.text), details.join(", "))
    }
}

/// A number that says how much or how many, what share, what change, what rank.
///
/// >>> import gongbao as gb
/// >>> figure = gb.analyze("全县关工组织发展到297个。").figures[0]
/// >>> figure.value, figure.unit
/// (Decimal('297'), '个')
#[pyclass(frozen, get_all, extends = Fact, module = "gongbao")]
pub(crate) struct Figure {
    /// The canonical name of the indicator, where the subject is one.
    indicator: Option<String>,
    /// The number in units of `unit`, 万 and 亿 multiplied out; `None` for a range.
    value: Option<Decimal>,
    /// The lower end of a range.
    low: Option<Decimal>,
    /// The upper end of a range.
    high: Option<Decimal>,
    /// The unit as written, without 万 and 亿; supplied where the sentence leaves it out.
    unit: Option<String>,
    /// What the unit measures: `count`, `money`, `percent` …
    dimension: Option<&'static str>,
    /// How the true value lies to the number: `exact`, `about`, `over`, `nearly`, `at_least`, `at_most`, `range`.
    bound: &'static str,
    /// The words that set the bound.
    modifier: Option<String>,
    /// What the number says: `level`, `change`, `share` or `rank`.
    role: &'static str,
    /// Of a change: `up` or `down`.
    direction: Option<&'static str>,
    /// Of a change: compared with what.
    basis: Option<String>,
    /// What is counted or measured.
    subject: Option<String>,
    /// Where the subject stands in the reading text.
    subject_span: Option<Pair>,
    /// The verb that governs it.
    action: Option<String>,
    /// Who or where it holds for.
    scope: Option<String>,
    /// Over what it was taken: `total`, `cumulative`, `average` or `each`.
    aggregate: Option<&'static str>,
    /// The denominator of a rate.
    per: Option<String>,
    /// The time expression that governs it.
    time: Option<String>,
    /// `achieved`, `target`, `norm` or `background`.
    status: &'static str,
    /// The word of the commitment: 确保, 力争, 预期.
    commitment: Option<String>,
    /// `value` in the base unit of the dimension.
    base_value: Option<Decimal>,
    /// `low` in the base unit.
    base_low: Option<Decimal>,
    /// `high` in the base unit.
    base_high: Option<Decimal>,
    /// The base unit of the dimension.
    base_unit: Option<String>,
}

impl From<&FigureView<'_>> for Figure {
    fn from(figure: &FigureView<'_>) -> Self {
        let exact = |value: Option<Decimal>| value.map(|value| value.normalize());
        Self {
            indicator: own(figure.indicator),
            value: exact(figure.value),
            low: exact(figure.low),
            high: exact(figure.high),
            unit: own(figure.unit),
            dimension: figure.dimension.map(Dimension::as_str),
            bound: figure.bound.as_str(),
            modifier: own(figure.modifier),
            role: figure.role.as_str(),
            direction: figure.direction.map(Direction::as_str),
            basis: own(figure.basis),
            subject: own(figure.subject),
            subject_span: figure.subject_span.map(pair),
            action: own(figure.action),
            scope: own(figure.scope),
            aggregate: figure.aggregate.map(Aggregate::as_str),
            per: own(figure.per),
            time: own(figure.time),
            status: figure.status.as_str(),
            commitment: own(figure.commitment),
            base_value: exact(figure.base_value),
            base_low: exact(figure.base_low),
            base_high: exact(figure.base_high),
            base_unit: own(figure.base_unit),
        }
    }
}

#[pymethods]
impl Figure {
    fn __repr__(slf: PyRef<'_, Self>) -> String {
        let number = match (slf.value, slf.low, slf.high) {
            (Some(value), ..) => Some(value.to_string()),
            (None, Some(low), Some(high)) => Some(format!("{low} to {high}")),
            _ => None,
        };
        let unit = slf.unit.as_deref().unwrap_or_default();
        let number = number.map(|number| format!("{number} {unit}").trim_end().to_owned());
        slf.as_super().shown(slf.py(), &[number, slf.subject.clone(), Some(slf.role.to_owned())])
    }
}

/// A named way of working.
///
/// >>> import gongbao as gb
/// >>> for mechanism in gb.analyze("坚持党建带关建。").mechanisms:
/// ...     assert mechanism.pattern in ("lead", "pair", "numeral", "named")
#[pyclass(frozen, extends = Fact, module = "gongbao")]
pub(crate) struct Mechanism {
    /// Its form: `lead`, `pair`, `numeral` or `named`.
    #[pyo3(get)]
    pattern: &'static str,
    /// Its name: without quotes, the same for all variants.
    #[pyo3(get)]
    name: String,
    /// The noun that says what it is: 制度, 机制, 品牌.
    #[pyo3(get)]
    head: Option<String>,
    parts: Option<Parts>,
}

#[pymethods]
impl Mechanism {
    /// What it is made of: `{"driver", "driven"}` of a lead, `{"left", "right"}` of a pair, the items that the text
    /// spells out of a numeral; else `None`.
    #[getter]
    fn parts<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyAny>>> {
        parts_to_python(py, self.parts.as_ref())
    }

    /// What a numeral stands for: the items that the text spells out, else those that are known of it.
    ///
    /// >>> import gongbao as gb
    /// >>> gb.analyze("发挥五老作用。").mechanisms[0].expansion[0]
    /// '老干部'
    #[getter]
    fn expansion(slf: PyRef<'_, Self>) -> PyResult<Option<Bound<'_, PyTuple>>> {
        let items = match &slf.as_super().fact().detail {
            gongbao::Detail::Mechanism(mechanism) => mechanism.expansion(),
            _ => None,
        };
        items.map(|items| PyTuple::new(slf.py(), items)).transpose()
    }

    fn __repr__(slf: PyRef<'_, Self>) -> String {
        slf.as_super().shown(slf.py(), &[Some(slf.pattern.to_owned()), Some(slf.name.clone())])
    }
}

/// The parts of a mechanism as a dict or a tuple.
pub(crate) fn parts_to_python<'py>(
    py: Python<'py>,
    parts: Option<&Parts>,
) -> PyResult<Option<Bound<'py, PyAny>>> {
    let dict = |entries: [(&str, &str); 2]| -> PyResult<Bound<'py, PyAny>> {
        let dict = PyDict::new(py);
        for (key, value) in entries {
            dict.set_item(key, value)?;
        }
        Ok(dict.into_any())
    };
    parts
        .map(|parts| match parts {
            Parts::Lead { driver, driven } => dict([("driver", driver), ("driven", driven)]),
            Parts::Pair { left, right } => dict([("left", left), ("right", right)]),
            Parts::Items(items) => Ok(PyTuple::new(py, items)?.into_any()),
        })
        .transpose()
}

/// A cited document, law, book or article.
///
/// >>> import gongbao as gb
/// >>> for citation in gb.analyze("印发了《工作方案》。").citations:
/// ...     assert citation.title == "工作方案"
#[pyclass(frozen, get_all, extends = Fact, module = "gongbao")]
pub(crate) struct Citation {
    /// What stands in the book marks.
    title: Option<String>,
    /// The document number that belongs to it.
    number: Option<String>,
    /// Who issued it, if the sentence says so.
    issuer: Option<String>,
    /// What it is: `law`, `plan`, `opinion`, `notice`, `measures`, `book`, `article` …
    r#type: Option<String>,
}

#[pymethods]
impl Citation {
    fn __repr__(slf: PyRef<'_, Self>) -> String {
        slf.as_super().shown(slf.py(), &[slf.r#type.clone(), slf.number.clone(), slf.issuer.clone()])
    }
}

/// A body.
///
/// >>> import gongbao as gb
/// >>> for organisation in gb.analyze("龙江县关工委作了报告。").organisations:
/// ...     assert organisation.kind == "organisation"
#[pyclass(frozen, get_all, extends = Fact, module = "gongbao")]
pub(crate) struct Organisation {
    /// Its full name, where it is settled: 市关工委 in a report about 集安市 is 集安市关工委.
    name: Option<String>,
    /// `national`, `province`, `prefecture`, `county`, `township` or `village`.
    level: Option<String>,
    /// The place it belongs to.
    place: Option<String>,
}

#[pymethods]
impl Organisation {
    fn __repr__(slf: PyRef<'_, Self>) -> String {
        slf.as_super().shown(slf.py(), &[slf.level.clone(), slf.place.clone()])
    }
}

/// An administrative place.
///
/// >>> import gongbao as gb
/// >>> for place in gb.analyze("龙江县作了报告。").places:
/// ...     assert place.kind == "place"
#[pyclass(frozen, get_all, extends = Fact, module = "gongbao")]
pub(crate) struct Place {
    /// Its full name: 江西 is 江西省.
    name: Option<String>,
    /// The code of the division.
    code: Option<String>,
    /// `province`, `prefecture`, `county`, `township` or `village`.
    level: Option<String>,
    /// The division above it.
    parent: Option<String>,
}

#[pymethods]
impl Place {
    fn __repr__(slf: PyRef<'_, Self>) -> String {
        slf.as_super().shown(slf.py(), &[slf.level.clone(), slf.code.clone(), slf.parent.clone()])
    }
}

/// A person.
///
/// >>> import gongbao as gb
/// >>> for person in gb.analyze("市委书记杨文慧同志讲话。").persons:
/// ...     assert person.name == "杨文慧"
#[pyclass(frozen, get_all, extends = Fact, module = "gongbao")]
pub(crate) struct Person {
    /// The name.
    name: String,
    /// The post, if the text gives one.
    post: Option<String>,
}

#[pymethods]
impl Person {
    fn __repr__(slf: PyRef<'_, Self>) -> String {
        slf.as_super().shown(slf.py(), &[Some(slf.name.clone()), slf.post.clone()])
    }
}

/// A date, a year, a period or a relative time.
///
/// >>> import gongbao as gb
/// >>> for time in gb.analyze("2022年，全县有关工组织297个。").times:
/// ...     assert time.from_ is None or time.from_ <= time.to
#[pyclass(frozen, extends = Fact, module = "gongbao")]
pub(crate) struct Time {
    /// The first day, if the report's own date settles it. (`from` is a keyword of Python.)
    #[pyo3(get)]
    from_: Option<Date>,
    /// The last day.
    #[pyo3(get)]
    to: Option<Date>,
}

#[pymethods]
impl Time {
    fn __repr__(slf: PyRef<'_, Self>) -> String {
        let days = match (slf.from_, slf.to) {
            (None, None) => None,
            (from, to) => {
                let day = |date: Option<Date>| date.map_or_else(String::new, |date| date.to_string());
                Some(format!("{}..{}", day(from), day(to)))
            }
        };
        slf.as_super().shown(slf.py(), &[days])
    }
}

/// The facts of a report, each an object of the class of its kind.
pub(crate) fn facts(py: Python<'_>, report: &Arc<gongbao::Report>) -> PyResult<Vec<Py<PyAny>>> {
    let view = ReportView::new(report);
    view.facts().enumerate().map(|(index, fact)| object(py, report, index, &fact)).collect()
}

fn object(
    py: Python<'_>,
    report: &Arc<gongbao::Report>,
    index: usize,
    fact: &FactView<'_>,
) -> PyResult<Py<PyAny>> {
    let base = PyClassInitializer::from(Fact {
        report: Arc::clone(report),
        index,
        kind: fact.kind.as_str(),
        text: fact.text.to_owned(),
        span: pair(fact.span),
        source_span: pair(fact.source),
        section: fact.section,
        sentence: fact.sentence,
        rule: fact.rule,
        certainty: fact.certainty.as_str(),
    });
    Ok(match &fact.detail {
        DetailView::Figure(figure) => Py::new(py, base.add_subclass(Figure::from(&**figure)))?.into_any(),
        DetailView::Mechanism { pattern, name, head, parts } => {
            let parts = parts.map(|PartsView(parts)| parts.clone());
            let detail =
                Mechanism { pattern: pattern.as_str(), name: (*name).to_owned(), head: own(*head), parts };
            Py::new(py, base.add_subclass(detail))?.into_any()
        }
        DetailView::Citation { title, number, issuer, r#type } => {
            let detail = Citation {
                title: own(*title),
                number: own(*number),
                issuer: own(*issuer),
                r#type: own(*r#type),
            };
            Py::new(py, base.add_subclass(detail))?.into_any()
        }
        DetailView::Organisation { name, level, place } => {
            let detail = Organisation { name: own(*name), level: own(*level), place: own(*place) };
            Py::new(py, base.add_subclass(detail))?.into_any()
        }
        DetailView::Place { name, code, level, parent } => {
            let detail =
                Place { name: own(*name), code: own(*code), level: own(*level), parent: own(*parent) };
            Py::new(py, base.add_subclass(detail))?.into_any()
        }
        DetailView::Person { name, post } => {
            let detail = Person { name: (*name).to_owned(), post: own(*post) };
            Py::new(py, base.add_subclass(detail))?.into_any()
        }
        DetailView::Time { from, to } => {
            Py::new(py, base.add_subclass(Time { from_: *from, to: *to }))?.into_any()
        }
    })
}
