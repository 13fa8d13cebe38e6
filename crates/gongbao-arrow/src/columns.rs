//! The columns of the tables, each with where it comes from, in one place for Arrow, CSV and JSON.
//!
//! Numbers that the report gives are exact decimals, so their columns are text, and beside each stands the nearest
//! binary fraction for arithmetic (`value`, `value_float`). A decimal type of Arrow would fix one scale for all of
//! them, come out of Parquet as Python objects and is not read everywhere. Words of the model (`kind`, `unit` …) are
//! plain text and no Arrow dictionaries: Parquet packs them as tightly, Spark takes none, and in pandas two files
//! with different categories do not join.

use gongbao::Kind;
use gongbao::fact::Parts;
use gongbao::view::{
    DetailView, EditView, FactView, FigureView, MetaView, PartsView, SectionView, SetAsideView, WarningView,
};

use crate::cell::{Cell, Column, Sink, Type, float, offset};

/// A fact in its report.
pub(crate) struct FactRow<'a> {
    pub(crate) fact: &'a FactView<'a>,
    pub(crate) section: Option<&'a SectionView<'a>>,
}

/// A fact in its corpus.
pub(crate) struct LongRow<'a> {
    pub(crate) doc: Option<&'a str>,
    pub(crate) fact: FactRow<'a>,
    pub(crate) meta: &'a MetaView<'a>,
}

/// A word: where it starts and ends, and its tag.
pub(crate) type WordRow<'a> = (u32, u32, &'a str);

macro_rules! columns {
    ($($(#[$doc:meta])* $list:ident, $fill:ident($row:ident: $type:ty) {
        $($name:literal: $kind:ident $need:ident = $cell:expr;)*
    })*) => {$(
        $(#[$doc])*
        pub(crate) const $list: &[Column] =
            &[$(Column { name: $name, kind: Type::$kind, nullable: columns!(@ $need) }),*];

        pub(crate) fn $fill($row: &$type, sink: &mut impl Sink) {
            $(sink.cell(Cell::from($cell));)*
        }
    )*};
    (@ must) => { false };
    (@ may) => { true };
}

columns! {
    /// What comes before the fact in the long table.
    LONG_HEAD, long_head(row: LongRow<'_>) {
        "doc": Text may = row.doc;
    }

    /// The fact, in both tables.
    FACT, fact(row: FactRow<'_>) {
        "kind": Text must = row.fact.kind.as_str();
        "text": Text must = row.fact.text;
        "start": Int must = offset(row.fact.span[0]);
        "end": Int must = offset(row.fact.span[1]);
        "source_start": Int must = offset(row.fact.source[0]);
        "source_end": Int must = offset(row.fact.source[1]);
        "section": Int may = row.fact.section.map(offset);
        "section_role": Text may = row.section.map(|section| section.role.as_str());
        "sentence": Int may = row.fact.sentence.map(offset);
        "rule": Text must = row.fact.rule;
        "certainty": Text must = row.fact.certainty.as_str();
        "indicator": Text may = figure(row).and_then(|figure| figure.indicator);
        "value": Text may = figure(row).and_then(|figure| figure.value);
        "value_float": Float may = float(figure(row).and_then(|figure| figure.value));
        "low": Text may = figure(row).and_then(|figure| figure.low);
        "low_float": Float may = float(figure(row).and_then(|figure| figure.low));
        "high": Text may = figure(row).and_then(|figure| figure.high);
        "high_float": Float may = float(figure(row).and_then(|figure| figure.high));
        "unit": Text may = figure(row).and_then(|figure| figure.unit);
        "dimension": Text may = figure(row).and_then(|figure| figure.dimension).map(|word| word.as_str());
        "bound": Text may = figure(row).map(|figure| figure.bound.as_str());
        "modifier": Text may = figure(row).and_then(|figure| figure.modifier);
        "role": Text may = figure(row).map(|figure| figure.role.as_str());
        "direction": Text may = figure(row).and_then(|figure| figure.direction).map(|word| word.as_str());
        "basis": Text may = figure(row).and_then(|figure| figure.basis);
        "subject": Text may = figure(row).and_then(|figure| figure.subject);
        "subject_start": Int may =
            figure(row).and_then(|figure| figure.subject_span).map(|[start, _]| offset(start));
        "subject_end": Int may = figure(row).and_then(|figure| figure.subject_span).map(|[_, end]| offset(end));
        "action": Text may = figure(row).and_then(|figure| figure.action);
        "scope": Text may = figure(row).and_then(|figure| figure.scope);
        "aggregate": Text may = figure(row).and_then(|figure| figure.aggregate).map(|word| word.as_str());
        "per": Text may = figure(row).and_then(|figure| figure.per);
        "time": Text may = figure(row).and_then(|figure| figure.time);
        "status": Text may = figure(row).map(|figure| figure.status.as_str());
        "commitment": Text may = figure(row).and_then(|figure| figure.commitment);
        "base_value": Text may = figure(row).and_then(|figure| figure.base_value);
        "base_value_float": Float may = float(figure(row).and_then(|figure| figure.base_value));
        "base_low": Text may = figure(row).and_then(|figure| figure.base_low);
        "base_low_float": Float may = float(figure(row).and_then(|figure| figure.base_low));
        "base_high": Text may = figure(row).and_then(|figure| figure.base_high);
        "base_high_float": Float may = float(figure(row).and_then(|figure| figure.base_high));
        "base_unit": Text may = figure(row).and_then(|figure| figure.base_unit);
        "pattern": Text may = match &row.fact.detail {
            DetailView::Mechanism { pattern, .. } => Some(pattern.as_str()),
            _ => None,
        };
        "name": Text may = match &row.fact.detail {
            DetailView::Mechanism { name, .. } | DetailView::Person { name, .. } => Some(*name),
            DetailView::Organisation { name, .. } | DetailView::Place { name, .. } => *name,
            _ => None,
        };
        "head": Text may = match &row.fact.detail {
            DetailView::Mechanism { head, .. } => *head,
            _ => None,
        };
        "parts": Text may = match &row.fact.detail {
            DetailView::Mechanism { parts, .. } => parts.map(|PartsView(parts)| json(parts)),
            _ => None,
        };
        "title": Text may = match &row.fact.detail {
            DetailView::Citation { title, .. } => *title,
            _ => None,
        };
        "number": Text may = match &row.fact.detail {
            DetailView::Citation { number, .. } => *number,
            _ => None,
        };
        "issuer": Text may = match &row.fact.detail {
            DetailView::Citation { issuer, .. } => *issuer,
            _ => None,
        };
        "type": Text may = match &row.fact.detail {
            DetailView::Citation { r#type, .. } => *r#type,
            _ => None,
        };
        "level": Text may = match &row.fact.detail {
            DetailView::Organisation { level, .. } | DetailView::Place { level, .. } => *level,
            _ => None,
        };
        "place": Text may = match &row.fact.detail {
            DetailView::Organisation { place, .. } => *place,
            _ => None,
        };
        "code": Text may = match &row.fact.detail {
            DetailView::Place { code, .. } => *code,
            _ => None,
        };
        "parent": Text may = match &row.fact.detail {
            DetailView::Place { parent, .. } => *parent,
            _ => None,
        };
        "post": Text may = match &row.fact.detail {
            DetailView::Person { post, .. } => *post,
            _ => None,
        };
        // `from` and `to` in the model: words of SQL, which would have to be quoted in every query.
        "date_from": Date may = match &row.fact.detail {
            DetailView::Time { from, .. } => *from,
            _ => None,
        };
        "date_to": Date may = match &row.fact.detail {
            DetailView::Time { to, .. } => *to,
            _ => None,
        };
    }

    /// What the report says of itself, behind the fact in the long table: panels need it in every row.
    LONG_TAIL, long_tail(row: LongRow<'_>) {
        "doc_title": Text may = row.meta.title;
        "doc_issuer": Text may = row.meta.issuer;
        "doc_genre": Text may = row.meta.genre;
        "doc_date": Date may = row.meta.date;
        "doc_year": Int may = row.meta.year.map(i32::from);
        "doc_place": Text may = row.meta.place.map(|place| place.name.as_str());
        "doc_place_code": Text may = row.meta.place.and_then(|place| place.code.as_deref());
        "doc_place_level": Text may = row.meta.place.and_then(|place| place.level);
    }

    /// What the report says of itself, in the nested table.
    META, meta(row: MetaView<'_>) {
        "title": Text may = row.title;
        "byline": Text may = row.byline;
        "issuer": Text may = row.issuer;
        "date": Date may = row.date;
        "published": Date may = row.published;
        "place": Text may = row.place.map(|place| place.name.as_str());
        "place_code": Text may = row.place.and_then(|place| place.code.as_deref());
        "place_level": Text may = row.place.and_then(|place| place.level);
        "genre": Text may = row.genre;
        "year": Int may = row.year.map(i32::from);
        "origin": Text may = row.origin;
    }

    /// An edit.
    EDIT, edit(row: EditView<'_>) {
        "step": Text must = row.step;
        "source_start": Int must = offset(row.source[0]);
        "source_end": Int must = offset(row.source[1]);
        "start": Int must = offset(row.text[0]);
        "end": Int must = offset(row.text[1]);
        "was": Text must = row.was;
        "now": Text must = row.now;
        "certainty": Text must = row.certainty.as_str();
    }

    /// What was set aside.
    SET_ASIDE, set_aside(row: SetAsideView<'_>) {
        "source_start": Int must = offset(row.source[0]);
        "source_end": Int must = offset(row.source[1]);
        "reason": Text must = row.reason;
        "was": Text must = row.was;
    }

    /// A section.
    SECTION, section(row: SectionView<'_>) {
        "level": Int must = i32::from(row.level);
        "number": Text may = row.number;
        "title": Text may = row.title;
        "role": Text must = row.role.as_str();
        "start": Int must = offset(row.text[0]);
        "end": Int must = offset(row.text[1]);
        "source_start": Int must = offset(row.source[0]);
        "source_end": Int must = offset(row.source[1]);
    }

    /// A sentence.
    SENTENCE, sentence(row: [u32; 2]) {
        "start": Int must = offset(row[0]);
        "end": Int must = offset(row[1]);
    }

    /// A word.
    WORD, word(row: WordRow<'_>) {
        "start": Int must = offset(row.0);
        "end": Int must = offset(row.1);
        "tag": Text must = row.2;
    }

    /// A warning.
    WARNING, warning(row: WarningView<'_>) {
        "code": Text must = row.code;
        "source_start": Int must = offset(row.source[0]);
        "source_end": Int must = offset(row.source[1]);
        "message": Text must = row.message;
    }
}

/// A row of the long table.
pub(crate) fn long(row: &LongRow<'_>, sink: &mut impl Sink) {
    long_head(row, sink);
    fact(&row.fact, sink);
    long_tail(row, sink);
}

/// The columns of the long table.
pub(crate) fn long_columns() -> impl Iterator<Item = &'static Column> + Clone {
    LONG_HEAD.iter().chain(FACT).chain(LONG_TAIL)
}

/// The columns of text that hold exact numbers.
pub(crate) const EXACT: [&str; 6] = ["value", "low", "high", "base_value", "base_low", "base_high"];

/// The columns of the facts of one kind: those that such a fact can fill.
pub(crate) fn columns_of(kind: Kind) -> Vec<usize> {
    const COMMON: [&str; 11] = [
        "doc",
        "text",
        "start",
        "end",
        "source_start",
        "source_end",
        "section",
        "section_role",
        "sentence",
        "rule",
        "certainty",
    ];
    let own = |kind: Kind| -> &'static [&'static str] {
        match kind {
            Kind::Figure => &[],
            Kind::Mechanism => &["pattern", "name", "head", "parts"],
            Kind::Citation => &["title", "number", "issuer", "type"],
            Kind::Organisation => &["name", "level", "place"],
            Kind::Place => &["name", "code", "level", "parent"],
            Kind::Person => &["name", "post"],
            Kind::Time => &["date_from", "date_to"],
        }
    };
    let others = |name: &str| name == "kind" || Kind::ALL.into_iter().any(|other| own(other).contains(&name));
    long_columns()
        .enumerate()
        .filter(|(_, column)| {
            let name = column.name;
            // A figure has what is left: most columns are its.
            let its = if kind == Kind::Figure { !others(name) } else { own(kind).contains(&name) };
            its || COMMON.contains(&name) || LONG_TAIL.iter().any(|tail| tail.name == name)
        })
        .map(|(at, _)| at)
        .collect()
}

fn figure<'a>(row: &FactRow<'a>) -> Option<&'a FigureView<'a>> {
    match &row.fact.detail {
        DetailView::Figure(figure) => Some(figure),
        _ => None,
    }
}

fn json(parts: &Parts) -> String {
    serde_json::to_string(&PartsView(parts)).expect("parts have no key that JSON cannot hold")
}
