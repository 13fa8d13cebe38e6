//! The long table as text: CSV and JSON lines.

use std::fmt::Write as _;

use crate::cell::{Cell, Column, Sink, write};

/// The marks of a formula, also in the widths of a Chinese keyboard: a spreadsheet runs what begins so.
const FORMULA: [char; 8] = ['=', '@', '\t', '\r', '\n', '\0', '＝', '＠'];
/// These begin numbers, too.
const SIGNS: [char; 4] = ['+', '-', '＋', '－'];

/// Whether a spreadsheet could run a text. A number with its sign is run by none, nor what is written behind it in
/// Chinese (-2.3%, -5万元): a call, a reference or another program's name needs a letter, a bracket or an operator.
fn is_formula(text: &str) -> bool {
    if text.starts_with(FORMULA) {
        return true;
    }
    let Some(number) = text.strip_prefix(SIGNS) else { return false };
    let harmless = |c: char| match c {
        '0'..='9' | '.' | ',' | '%' | '０'..='９' | '．' | '，' | '％' => true,
        // A wide form may be read as the narrow one.
        '\0'..='\x7F' | '！'..='～' => false,
        _ => true,
    };
    !number.starts_with(|c: char| matches!(c, '0'..='9' | '０'..='９')) || !number.chars().all(harmless)
}

/// A line of CSV by RFC 4180: commas, quotes doubled, ended by CR and LF.
#[derive(Debug)]
pub(crate) struct CsvLine<'l> {
    line: &'l mut String,
    /// Whether texts that a spreadsheet would take for a formula get an apostrophe in front.
    guarded: bool,
    field: String,
}

impl<'l> CsvLine<'l> {
    pub(crate) fn new(line: &'l mut String, guarded: bool) -> Self {
        Self { line, guarded, field: String::new() }
    }

    /// The names of the columns.
    pub(crate) fn head<'c>(line: &mut String, columns: impl IntoIterator<Item = &'c Column>) {
        let mut head = CsvLine::new(line, false);
        for column in columns {
            head.cell(Cell::Text(column.name));
        }
        head.end();
    }

    pub(crate) fn end(self) {
        // Every field is followed by a comma, the last one has it taken away.
        self.line.pop();
        self.line.push_str("\r\n");
    }

    fn push(&mut self, text: &str) {
        let quoted = text.contains(['"', ',', '\r', '\n']) || text.starts_with(' ') || text.ends_with(' ');
        if quoted {
            self.line.push('"');
            self.line.push_str(&text.replace('"', "\"\""));
            self.line.push('"');
        } else {
            self.line.push_str(text);
        }
        self.line.push(',');
    }
}

impl Sink for CsvLine<'_> {
    fn cell(&mut self, cell: Cell<'_>) {
        let mut field = std::mem::take(&mut self.field);
        field.clear();
        let is_text = matches!(cell, Cell::Text(_) | Cell::Made(_));
        write(&mut field, &cell).expect("a string takes whatever is written");
        if self.guarded && is_text && is_formula(&field) {
            field.insert(0, '\'');
        }
        self.push(&field);
        self.field = field;
    }
}

/// A line of JSON: an object with every column, null where it is empty.
#[derive(Debug)]
pub(crate) struct JsonLine<'l, C> {
    line: &'l mut String,
    columns: C,
    first: bool,
}

impl<'l, 'c, C: Iterator<Item = &'c str>> JsonLine<'l, C> {
    pub(crate) fn new(line: &'l mut String, columns: C) -> Self {
        line.push('{');
        Self { line, columns, first: true }
    }

    pub(crate) fn end(self) {
        self.line.push_str("}\n");
    }
}

impl<'c, C: Iterator<Item = &'c str>> Sink for JsonLine<'_, C> {
    fn cell(&mut self, cell: Cell<'_>) {
        let name = self.columns.next().expect("a row has as many fields as there are columns");
        if !std::mem::take(&mut self.first) {
            self.line.push(',');
        }
        let _ = write!(self.line, "\"{name}\":");
        match &cell {
            Cell::Null => self.line.push_str("null"),
            Cell::Text(text) => quote(self.line, text),
            Cell::Made(text) => quote(self.line, text),
            Cell::Exact(_) | Cell::Date(_) => {
                self.line.push('"');
                write(self.line, &cell).expect("a string takes whatever is written");
                self.line.push('"');
            }
            Cell::Float(_) | Cell::Binary(_) | Cell::Int(_) => {
                write(self.line, &cell).expect("a string takes whatever is written");
            }
        }
    }
}

fn quote(line: &mut String, text: &str) {
    line.push_str(&serde_json::to_string(text).expect("a text is JSON"));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn csv(cells: &[Cell<'_>], guarded: bool) -> String {
        let mut line = String::new();
        let mut out = CsvLine::new(&mut line, guarded);
        for cell in cells {
            out.cell(cell.clone());
        }
        out.end();
        line
    }

    #[test]
    fn fields_of_csv_are_quoted_where_they_must_be() {
        let cells =
            [Cell::Text("关工委"), Cell::Null, Cell::Text("a,\"b\"\n"), Cell::Text(" x"), Cell::Int(-3)];
        assert_eq!(csv(&cells, false), "关工委,,\"a,\"\"b\"\"\n\",\" x\",-3\r\n");
    }

    #[test]
    fn a_spreadsheet_is_given_no_formula() {
        let number = Cell::Exact("-5".parse().expect("a number"));
        for text in [
            "=1+1",
            "=cmd|'/c calc'!A0",
            "+1+1",
            "-1-2",
            "-A1",
            "-",
            "@x",
            "\tx",
            "＝1",
            "－2*A1",
            "-2（1）",
            "-2.3%x",
        ] {
            assert_eq!(
                csv(&[Cell::Text(text), Cell::Int(-1), number.clone()], true),
                format!("'{text},-1,-5\r\n")
            );
            assert_eq!(csv(&[Cell::Text(text)], false), format!("{text}\r\n"), "verbatim");
        }
        for text in ["-1", "+3.5", "-2.3%", "－12.5万元", "-2.3℃", "-5个百分点", "1=1", "增长-2%"]
        {
            assert_eq!(csv(&[Cell::Text(text)], true), format!("{text}\r\n"), "no formula");
        }
        assert_eq!(csv(&[Cell::Text("\rx")], true), "\"'\rx\"\r\n");
    }

    #[test]
    fn a_line_of_json_has_every_column() {
        let mut line = String::new();
        let mut out = JsonLine::new(&mut line, ["a", "b", "c"].into_iter());
        out.cell(Cell::Text("“五老”\"\n"));
        out.cell(Cell::Float("0.61".parse().expect("a number")));
        out.cell(Cell::Null);
        out.end();
        assert_eq!(line, "{\"a\":\"“五老”\\\"\\n\",\"b\":0.61,\"c\":null}\n");
    }
}
