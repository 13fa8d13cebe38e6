//! Tables: lines of cells, parted by tabs, as restoration leaves them of an HTML table and as printed tables come.
//!
//! A cell that is nothing but a number is a figure. The last cell before it that is a text says what is measured. The unit
//! is said by the cell itself (%), the head of its column, a column of units, the label, or the line 单位：万元 above the
//! table, in this order. The rows before the first number are the head; without one only what has a unit is a figure.

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

/// A table as it is read.
#[derive(Default)]
struct Table<'t> {
    rows: Vec<Vec<Cell>>,
    /// The unit that a line above it says.
    unit: Option<&'t str>,
    /// How many lines without cells stand behind its last row.
    between: usize,
}

/// The figures in the tables of a text, in text order.
pub(super) fn tables(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    if memchr::memchr2(b'\t', b'|', text.as_bytes()).is_none() {
        return found;
    }
    let mut table = Table::default();
    let (mut unit, mut since) = (None, 0);
    let mut start = 0;
    for line in text.split('\n').chain([""]) {
        let cells = cells(line, start);
        if let Some(said) = unit_line(line) {
            (unit, since) = (Some(said), 0);
        } else {
            since += 1;
        }
        if cells.len() > 1 {
            if table.rows.is_empty() {
                table.unit = unit.filter(|_| since <= 4);
            }
            table.rows.push(cells);
            table.between = 0;
        } else if !table.rows.is_empty() {
            table.between += 1;
            // A short line is a label that its page broke, or a row of which nothing else is said.
            let short = !line.is_empty() && line.chars().nth(20).is_none();
            let goes_on = short
                && table.between <= 2
                && unit_line(line).is_none()
                && !line.contains(['。', '，', '；', '：']);
            if !goes_on {
                read(text, &table, &mut found);
                table.rows.clear();
            }
        }
        start += line.len() + 1;
    }
    found
}

/// The unit that a line above a table says: 单位：万元.
fn unit_line(line: &str) -> Option<&str> {
    let at = line.find("单位")?;
    if line.len() > 120 {
        return None;
    }
    let said = line[at + "单位".len()..].trim_start_matches(['：', ':', ' ', '\t']);
    let said = said.trim_end_matches(['）', ')', ' ', '\t']);
    let said = said.split(['、', '，', ' ', '\t', '/']).next().unwrap_or_default();
    scaled(said).1.and_then(Measure::named).map(|_| said)
}

fn cells(line: &str, start: usize) -> Vec<Cell> {
    // |指标|总量|: plain text draws its tables so.
    let drawn = line.strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    let (line, sign, start) = match drawn {
        Some(inside) => (inside, '|', start + 1),
        None => (line, '\t', start),
    };
    // |---|---|: the rule below the head.
    if !line.contains(sign) || line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '—')) {
        return Vec::new();
    }
    let mut at = start;
    line.split(sign)
        .map(|cell| {
            let from = at + (cell.len() - cell.trim_start().len());
            at += cell.len() + 1;
            Cell { start: from, end: from + cell.trim().len() }
        })
        .collect()
}

/// How many rows a head may have.
const HEAD: usize = 3;

/// Reads one table.
fn read(text: &str, table: &Table<'_>, found: &mut Vec<Found>) {
    let of = |cell: &Cell| &text[cell.start..cell.end];
    let numeric = |cell: &Cell| number(of(cell)).is_some_and(|(value, percent)| percent || !is_year(value));
    // A head says what its columns are; a row with numbers in it is none.
    let heads = table.rows.iter().take_while(|row| !row.iter().skip(1).any(numeric)).count();
    let (heads, body) = table.rows.split_at(if heads <= HEAD { heads } else { 0 });
    for row in body {
        // Heads of another length belong to other columns: nobody can say which.
        let longer = heads.first().filter(|head| heads.len() == 1 && head.len() > row.len());
        let head = heads.iter().rev().find(|head| head.len() == row.len()).or(longer);
        let mut label: Option<Cell> = None;
        let mut unit: Option<&str> = None;
        for (column, cell) in row.iter().enumerate() {
            let content = of(cell);
            let Some((value, percent)) = number(content) else {
                let named = scaled(content).1.and_then(Measure::named).is_some();
                match (named, label) {
                    (true, Some(_)) => unit = Some(content),
                    _ if content.chars().any(char::is_alphabetic) => (label, unit) = (Some(*cell), None),
                    _ => {}
                }
                continue;
            };
            let Some(label) = label else { continue };
            let top = head.and_then(|head| head.get(column)).copied();
            let name = top.as_ref().map(of).unwrap_or_default();
            // Numbers of rows and years are none of the label.
            let index = ["序号", "行次", "代码", "编码", "年份", "年度", "期限", "时间"]
                .iter()
                .any(|word| name.contains(word));
            let year = !percent
                && is_year(value)
                && content.len() == 4
                && top.is_none_or(|top| without_unit(text, top).1.is_none());
            if index || year {
                continue;
            }
            let said = Said { percent, row: unit, table: table.unit };
            found.extend(figure(text, label, top, *cell, value, said));
        }
    }
}

/// What says the unit of a cell, beside its head and its label.
struct Said<'t> {
    percent: bool,
    row: Option<&'t str>,
    table: Option<&'t str>,
}

fn figure(
    text: &str,
    label: Cell,
    top: Option<Cell>,
    cell: Cell,
    value: Decimal,
    said: Said<'_>,
) -> Option<Found> {
    let head = top.map_or("", |top| &text[top.start..top.end]);
    let (mut subject, own) = without_unit(text, label);
    // 一、教育支出: the number of the row.
    let numbered =
        text[subject.start..subject.end].trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    if let Some(plain) = numbered.strip_prefix('、').filter(|plain| !plain.is_empty()) {
        subject.start = subject.end - plain.len();
    }
    let change = ["增长", "增速", "比上年", "同比", "增减", "增幅", "涨跌", "±"]
        .iter()
        .any(|word| head.contains(word));
    let headed = top.and_then(|top| without_unit(text, top).1);
    let unit = if said.percent || (headed.is_none() && head.ends_with(['%', '％'])) {
        Some("%")
    } else if headed.is_some() {
        headed
    } else if change && (said.row.is_some() || said.table.is_some()) {
        // 比上年增长 beside a column of units: nobody says whether in per cent or in that unit.
        return None;
    } else {
        said.row.or(own).or_else(|| said.table.and_then(|unit| held(unit, &text[subject.start..subject.end])))
    };
    if unit.is_none() && top.is_none() {
        return None;
    }
    let (factor, unit) = unit.map_or((Decimal::ONE, None), scaled);
    let measure = unit.and_then(Measure::named);
    let basis = ["比上年", "同比", "比去年"].iter().find_map(|word| {
        let at = top?.start + head.find(word)?;
        Some(TextSpan::new(at, at + word.len()))
    });
    let (value, direction) = match (change, value.is_sign_negative()) {
        (true, true) => (-value, Some(Direction::Down)),
        (true, false) => (value, Some(Direction::Up)),
        (false, _) => (value, None),
    };
    let value = value.checked_mul(factor).unwrap_or(value);
    let share = ["比重", "占比"].iter().any(|word| head.contains(word));
    let aims = ["预算", "计划", "目标", "预期"].iter().any(|word| head.contains(word))
        && !["执行", "完成", "决算", "为", "占"].iter().any(|word| head.contains(word));
    let dimension = measure.and_then(|measure| measure.dimension);
    let subject = TextSpan::new(subject.start, subject.end);
    Some(Found {
        span: TextSpan::new(cell.start, cell.end),
        rule: "figure/table",
        certainty: Certainty::Likely,
        detail: Detail::Figure(Box::new(Figure {
            indicator: indicator(subject.of(text)).map(|row| row.column(1).into()),
            value: Some(value),
            range: None,
            unit: unit.map(|unit| unit.to_owned().into()),
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
            time: top.and_then(|top| year(text, top)),
            status: if aims { Status::Target } else { Status::Achieved },
            commitment: None,
            base_value: measure.and_then(|measure| value.checked_mul(measure.factor)),
            base_unit: measure.map(|measure| measure.base),
        })),
    })
}

/// The unit of a row in a table that is said to be in a unit of money: people and months are counted all the same.
fn held<'t>(unit: &'t str, label: &str) -> Option<&'t str> {
    let money =
        scaled(unit).1.and_then(Measure::named).is_some_and(|it| it.dimension == Some(Dimension::Money));
    let ends = |words: &[&str]| words.iter().any(|word| label.ends_with(word));
    if !money {
        Some(unit)
    } else if ends(&["人数", "人员", "职工", "居民", "学生"]) {
        Some("人")
    } else if ends(&["户数"]) {
        Some("户")
    } else {
        (!ends(&["月数", "次数", "个数", "家数", "件数", "天数", "年末数"])).then_some(unit)
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
                    figure.unit.unwrap_or_default().into_owned(),
                    figure.role,
                    figure.direction,
                    figure.indicator.as_deref().and_then(|name| indicator(name)).map(|row| row.column(1)),
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

    fn units(text: &str) -> Vec<(String, String, String)> {
        tables(text)
            .into_iter()
            .map(|found| match found.detail {
                Detail::Figure(figure) => (
                    figure.subject.map(|subject| subject.of(text).to_owned()).unwrap_or_default(),
                    figure.value.map(|value| value.normalize().to_string()).unwrap_or_default(),
                    figure.unit.unwrap_or_default().into_owned(),
                ),
                _ => unreachable!("tables give figures"),
            })
            .collect()
    }

    #[test]
    fn a_column_of_units_and_a_line_above_say_the_unit() {
        let own = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
        assert_eq!(
            units("产品\t计量单位\t绝对数\t比上年增减（±）%\n水泥\t万吨\t24.5\t-1.2\n"),
            [own("水泥", "245000", "吨"), own("水泥", "1.2", "%")]
        );
        assert_eq!(
            units("单位：万元\n科目\t预算数\t完成率\n教育支出\t120\t98.5%\n"),
            [own("教育支出", "1200000", "元"), own("教育支出", "98.5", "%")]
        );
        // Two tables side by side, and no head that fits.
        assert_eq!(
            units("单位：亿元\n一、收入\t39.6\t一、支出\t13.8\n"),
            [own("收入", "3960000000", "元"), own("支出", "1380000000", "元")]
        );
    }

    #[test]
    fn a_first_row_of_numbers_is_no_head() {
        assert!(tables("甲\t12\t13\n乙\t14\t15\n").is_empty());
    }
}
