//! Tables: lines of cells, parted by tabs, as restoration leaves them of an HTML table.
//!
//! The first row is the head. A cell that is nothing but a number is a figure: the first cell of its row says what is
//! measured, the head of its column the unit, the time and whether it is a change. A table without a head that says
//! a unit, and whose labels say none either, gives figures without one: a bare number in a table is a number.

use rust_decimal::Decimal;

use super::indicator::indicator;
use super::numeral;
use super::quantity::Measure;
use crate::edit::Certainty;
use crate::extract::Found;
use crate::fact::{Bound, Detail, Dimension, Direction, Figure, Role, Status};
use crate::span::TextSpan;

/// A cell: where it stands, without blanks around it.
#[derive(Clone, Copy)]
struct Cell {
    start: usize,
    end: usize,
}

/// The figures in the tables of a text, in text order.
pub(super) fn tables(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut start = 0;
    for line in text.split('\n').chain([""]) {
        let cells = cells(line, start);
        if cells.len() > 1 {
            rows.push(cells);
        } else if !rows.is_empty() {
            table(text, &rows, &mut found);
            rows.clear();
        }
        start += line.len() + 1;
    }
    found
}

fn cells(line: &str, start: usize) -> Vec<Cell> {
    if !line.contains('\t') {
        return Vec::new();
    }
    let mut at = start;
    line.split('\t')
        .map(|cell| {
            let from = at + (cell.len() - cell.trim_start().len());
            at += cell.len() + 1;
            Cell { start: from, end: from + cell.trim().len() }
        })
        .collect()
}

/// Reads one table.
fn table(text: &str, rows: &[Vec<Cell>], found: &mut Vec<Found>) {
    let of = |cell: &Cell| &text[cell.start..cell.end];
    let Some((head, body)) = rows.split_first() else { return };
    // A head says what its columns are; a first row with numbers in it is no head.
    if head.iter().skip(1).any(|cell| number(of(cell)).is_some_and(|(value, _)| !is_year(value))) {
        return;
    }
    for row in body {
        let Some(label) = row.first().filter(|label| !of(label).is_empty() && number(of(label)).is_none())
        else {
            continue;
        };
        for (column, cell) in row.iter().enumerate().skip(1) {
            let Some((value, percent)) = number(of(cell)) else { continue };
            let Some(top) = head.get(column) else { continue };
            found.push(figure(text, *label, *top, *cell, value, percent));
        }
    }
}

fn figure(text: &str, label: Cell, top: Cell, cell: Cell, value: Decimal, percent: bool) -> Found {
    let of = |cell: Cell| &text[cell.start..cell.end];
    let (subject, own) = without_unit(text, label);
    let (_, head) = without_unit(text, top);
    let unit = if percent { Some("%") } else { head.or(own) };
    let (factor, unit) = unit.map_or((Decimal::ONE, None), scaled);
    let measure = unit.and_then(Measure::named);
    let change =
        ["增长", "增速", "比上年", "同比", "增减", "增幅", "±"].iter().any(|word| of(top).contains(word));
    let basis = ["比上年", "同比", "比去年"].iter().find_map(|word| {
        let at = top.start + of(top).find(word)?;
        Some(TextSpan::new(at, at + word.len()))
    });
    let (value, direction) = match (change, value.is_sign_negative()) {
        (true, true) => (-value, Some(Direction::Down)),
        (true, false) => (value, Some(Direction::Up)),
        (false, _) => (value, None),
    };
    let value = value.checked_mul(factor).unwrap_or(value);
    let share = ["比重", "占比"].iter().any(|word| of(top).contains(word));
    let dimension = measure.and_then(|measure| measure.dimension);
    let subject = TextSpan::new(subject.start, subject.end);
    Found {
        span: TextSpan::new(cell.start, cell.end),
        rule: "figure/table",
        certainty: Certainty::Likely,
        detail: Detail::Figure(Box::new(Figure {
            indicator: indicator(subject.of(text)).map(|row| row.column(1)),
            value: Some(value),
            low: None,
            high: None,
            unit: unit.map(str::to_owned),
            dimension,
            bound: Bound::Exact,
            modifier: None,
            role: match (change, share) {
                (true, _) => Role::Change,
                (_, true) if dimension == Some(Dimension::Percent) => Role::Share,
                _ => Role::Level,
            },
            direction,
            basis: basis.filter(|_| change),
            subject: (!subject.is_empty()).then_some(subject),
            action: None,
            scope: None,
            aggregate: None,
            per: None,
            time: year(text, top),
            status: Status::Achieved,
            commitment: None,
            base_value: measure.and_then(|measure| value.checked_mul(measure.factor)),
            base_low: None,
            base_high: None,
            base_unit: measure.map(|measure| measure.base),
        })),
    }
}

/// The number that a whole cell is, and whether it says % itself.
fn number(cell: &str) -> Option<(Decimal, bool)> {
    let (digits, percent) = match cell.strip_suffix(['%', '％']) {
        Some(rest) => (rest, true),
        None => (cell, false),
    };
    let (negative, digits) = match digits.strip_prefix(['-', '－', '−', '—']) {
        Some(rest) => (true, rest),
        None => (false, digits.strip_prefix(['+', '＋']).unwrap_or(digits)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (value, end) = numeral::arabic(digits, 0)?;
    (end == digits.len()).then_some((if negative { -value } else { value }, percent))
}

fn is_year(value: Decimal) -> bool {
    value.scale() == 0 && value >= Decimal::from(1900) && value <= Decimal::from(2100)
}

/// A label without the unit in brackets behind it, and that unit: 地区生产总值（亿元）.
fn without_unit(text: &str, cell: Cell) -> (Cell, Option<&str>) {
    let label = &text[cell.start..cell.end];
    let inside = label.strip_suffix(['）', ')']).and_then(|rest| {
        let open = rest.rfind(['（', '('])?;
        let from = open + rest[open..].chars().next().map_or(0, char::len_utf8);
        Some((open, &rest[from..]))
    });
    match inside {
        Some((open, unit)) if scaled(unit).1.is_some_and(|unit| Measure::named(unit).is_some()) => {
            let plain = label[..open].trim_end();
            (Cell { start: cell.start, end: cell.start + plain.len() }, Some(unit))
        }
        _ => (cell, None),
    }
}

/// A unit without the 万 and 亿 before it, and what these multiply by.
fn scaled(unit: &str) -> (Decimal, Option<&str>) {
    let mut unit = unit.trim();
    let mut factor = Decimal::ONE;
    for _ in 0..2 {
        let (rest, by) = match (unit.strip_prefix('万'), unit.strip_prefix('亿')) {
            (Some(rest), _) => (rest, 10_000u32),
            (_, Some(rest)) => (rest, 100_000_000),
            _ => break,
        };
        (unit, factor) = (rest, factor * Decimal::from(by));
    }
    (factor, (!unit.is_empty()).then_some(unit))
}

/// The year in the head of a column.
fn year(text: &str, top: Cell) -> Option<TextSpan> {
    let head = &text[top.start..top.end];
    let at = head.find('年').filter(|at| *at >= 4)?;
    let digits = head.as_bytes()[at - 4..at].iter().all(u8::is_ascii_digit);
    digits.then(|| TextSpan::new(top.start + at - 4, top.start + at + "年".len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn head_and_label_say_what_a_cell_is() {
        let text = "下表是主要指标。\n指标\t绝对数（亿元）\t比上年增长（%）\n地区生产总值\t1,502.6\t5.2\n固定资产投资\t—\t-3.1\n";
        let found: Vec<_> = tables(text)
            .into_iter()
            .map(|found| match found.detail {
                Detail::Figure(figure) => (
                    found.span.of(text).to_owned(),
                    figure.value.map(|value| value.normalize().to_string()).unwrap_or_default(),
                    figure.unit.unwrap_or_default(),
                    figure.role,
                    figure.direction,
                    figure.indicator,
                ),
                _ => unreachable!("tables give figures"),
            })
            .collect();
        let up = Some(Direction::Up);
        let down = Some(Direction::Down);
        assert_eq!(
            found,
            [
                (
                    "1,502.6".into(),
                    "150260000000".into(),
                    "元".into(),
                    Role::Level,
                    None,
                    Some("地区生产总值")
                ),
                ("5.2".into(), "5.2".into(), "%".into(), Role::Change, up, Some("地区生产总值")),
                ("-3.1".into(), "3.1".into(), "%".into(), Role::Change, down, Some("固定资产投资")),
            ]
        );
    }

    #[test]
    fn a_first_row_of_numbers_is_no_head() {
        assert!(tables("甲\t12\t13\n乙\t14\t15\n").is_empty());
    }
}
