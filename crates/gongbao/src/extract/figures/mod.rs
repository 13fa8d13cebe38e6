//! Figures: what is counted, how many, how sure, since when, by how much it changed.
//!
//! Three rooms in a row: [`numeral`] reads numbers, [`quantity`] gives them their units and bounds, [`clause`] asks
//! the clause around them what they count. [`skim`] looks up once what a sentence holds; [`phrase`] knows noun phrases,
//! [`verb`] verbs, [`astride`] what only looks like one, [`indicator`] the names of statistical indicators. [`table`] reads the cells of tables. Everything is linear: a quantity looks at its own clause and at the figure before it.

mod astride;
mod begun;
mod clause;
mod indicator;
mod numeral;
mod phrase;
mod quantity;
mod skim;
mod table;
mod verb;

use self::numeral::Form;
use self::quantity::Quantity;
use super::signs::{Roles, Sign};
use super::{Document, Found};
use crate::edit::Certainty;
use rust_decimal::Decimal;

use crate::fact::{Bound, Detail, Direction, Figure, Kind, Pattern, Role};
use crate::span::TextSpan;

/// What numbers begin with, and what tells where they stand.
pub(super) fn signs(roles: &mut Roles) {
    roles.chars(Sign::Figure, quantity::begin());
    roles.table(Sign::Verb, gongbao_data::verbs());
    roles.table(Sign::Verb, gongbao_data::indicators());
    roles.table(Sign::Cue, gongbao_data::figure_cues());
}

/// Finds the figures of a document. A number inside a citation, a time or the name of a mechanism is none; these are
/// in `found`, together with the places and bodies that a figure can hold for.
#[must_use]
pub fn figures(document: &Document<'_>, found: &[Found]) -> Vec<Found> {
    let mut figures = table::tables(document.text);
    let taken = taken(found, &figures);
    let mut coming = quantity::quantities(document.text, document.signs, &taken);
    let mut reader = clause::Reader::new(document, found);
    // A quantity is read between the one before it and those that follow; no others have to be kept.
    let (mut window, mut index): (Vec<Quantity>, usize) = (Vec::new(), 0);
    loop {
        while window.len() < index + 2 || clause::go_on(document.text, &window) {
            let Some(quantity) = coming.next() else { break };
            window.push(quantity);
        }
        let Some(quantity) = window.get(index) else { break };
        let neighbours = clause::Neighbours {
            before: index.checked_sub(1).map(|before| &window[before]),
            after: window.get(index + 1),
            rest: &window[index + 1..],
        };
        let mut figure = reader.read(quantity, neighbours);
        falls(&mut figure);
        figures.push(Found {
            span: TextSpan::new(quantity.start, quantity.end),
            rule: quantity.rule,
            certainty: Certainty::Certain,
            detail: Detail::Figure(Box::new(figure)),
        });
        index += 1;
        // Never more is moved than was passed, however long a list goes on.
        if index > PASSED.max(window.len() / 2) {
            window.drain(..index - 1);
            index = 1;
        }
    }
    figures
}

/// So many quantities at least are read before they are dropped.
const PASSED: usize = 100;

/// 增长-2.3% is a fall by 2.3%: of a change the direction is the sign, in cells of tables as in sentences.
fn falls(figure: &mut Figure) {
    if figure.role == Role::Change && figure.value.is_some_and(|value| value.is_sign_negative()) {
        figure.value = figure.value.map(|value| value.abs());
        figure.base_value = figure.base_value.map(|value| value.abs());
        figure.direction = Some(Direction::Down);
    }
}

/// The number that a whole text is, exactly; none if it is more or less than one number, or an inexact one.
///
/// ```
/// use gongbao::extract::figures::number;
///
/// assert_eq!(number("二十一万亿").map(|n| n.to_string()).as_deref(), Some("21000000000000"));
/// assert_eq!(number("1,230"), number("一千二百三十"));
/// assert_eq!(number("十几"), None);
/// ```
#[must_use]
pub fn number(text: &str) -> Option<Decimal> {
    let (negative, digits) = match text.strip_prefix(['-', '－', '−', '负']) {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let numeral = numeral::numeral(digits, 0)?;
    let whole = numeral.end == digits.len() && numeral.bound == Bound::Exact;
    let value = match numeral.form {
        Form::Percent => numeral.value / Decimal::ONE_HUNDRED,
        Form::Permille => numeral.value / Decimal::ONE_THOUSAND,
        _ => numeral.value,
    };
    whole.then_some(if negative { -value } else { value })
}

/// The spans in which no number is a figure, in order and without overlap.
fn taken(found: &[Found], cells: &[Found]) -> Vec<TextSpan> {
    let mut spans: Vec<TextSpan> = found
        .iter()
        .filter(|fact| match &fact.detail {
            Detail::Citation(_) | Detail::Time(_) | Detail::Person(_) => true,
            Detail::Organisation(_) | Detail::Place(_) => true,
            Detail::Mechanism(mechanism) => mechanism.pattern != Pattern::Named,
            Detail::Figure(_) => false,
        })
        .chain(cells)
        .map(|fact| fact.span)
        .collect();
    spans.sort_unstable();
    let mut merged: Vec<TextSpan> = Vec::with_capacity(spans.len());
    for span in spans {
        match merged.last_mut() {
            Some(last) if span.start() < last.end() => {
                *last = TextSpan::new(last.start(), last.end().max(span.end()));
            }
            _ => merged.push(span),
        }
    }
    merged
}

/// The facts of one kind, in order.
fn of_kind(found: &[Found], kinds: &[Kind]) -> Vec<TextSpan> {
    let mut spans: Vec<TextSpan> =
        found.iter().filter(|fact| kinds.contains(&fact.detail.kind())).map(|fact| fact.span).collect();
    spans.sort_unstable();
    spans
}
