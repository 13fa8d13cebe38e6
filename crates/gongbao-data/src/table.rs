//! A table: rows in order, found by their key or by the longest key that begins a text.

use std::borrow::Cow;
use std::fmt;

use fst::raw::Fst;

/// A dictionary: keys and their rows.
pub struct Table {
    keys: Fst<Cow<'static, [u8]>>,
    rows: Vec<Cow<'static, str>>,
    starts: Starts,
}

/// The characters that keys begin with: most look-ups end here, before the automaton is walked.
struct Starts(Box<[u64; 1024]>);

impl Starts {
    fn of(rows: &[Cow<'static, str>]) -> Self {
        let mut starts = Self(Box::new([0; 1024]));
        for first in rows.iter().filter_map(|row| row.chars().next()) {
            let (word, bit) = Self::place(first);
            starts.0[word] |= bit;
        }
        starts
    }

    /// Characters beyond the basic plane share the places of those in it; a false hit costs one walk.
    fn place(c: char) -> (usize, u64) {
        let low = c as usize & 0xFFFF;
        (low / 64, 1 << (low % 64))
    }

    fn begins(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|first| {
            let (word, bit) = Self::place(first);
            self.0[word] & bit != 0
        })
    }
}

/// One row of a table, its columns separated by tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a>(&'a str);

/// Why a table could not be made: which line, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for TableError {}

impl Table {
    /// A table that the build compiled.
    pub(crate) fn compiled(keys: &'static [u8], rows: &'static str) -> Self {
        let keys = Fst::new(Cow::Borrowed(keys)).expect("the build wrote a whole automaton");
        let rows: Vec<_> = rows.lines().map(Cow::Borrowed).collect();
        let starts = Starts::of(&rows);
        Self { keys, rows, starts }
    }

    /// A table from the text of a tab-separated file, for words that users bring.
    ///
    /// # Errors
    /// The first line with an empty key or a key that stood before.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let mut rows = Vec::new();
        let mut keys = std::collections::BTreeMap::new();
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fail = |message: String| TableError { line: index + 1, message };
            let key = line.split('\t').next().unwrap_or_default().trim();
            if key.is_empty() {
                return Err(fail("the key is empty".into()));
            }
            if keys.insert(key.to_owned(), rows.len() as u64).is_some() {
                return Err(fail(format!("{key} is listed twice")));
            }
            rows.push(Cow::Owned(line.to_owned()));
        }
        let bytes = fst::Map::from_iter(keys).expect("a BTreeMap is in order").into_fst().into_inner();
        let starts = Starts::of(&rows);
        Ok(Self { keys: Fst::new(Cow::Owned(bytes)).expect("just built"), rows, starts })
    }

    /// The row of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Row<'_>> {
        self.keys.get(key).and_then(|output| self.row(output.value()))
    }

    /// The longest key that `text` begins with: its length in bytes, and its row.
    #[must_use]
    pub fn longest(&self, text: &str) -> Option<(usize, Row<'_>)> {
        self.prefixes(text).last()
    }

    /// Every key that `text` begins with, the shortest first: its length in bytes, and its row.
    pub fn prefixes<'t, 'x>(&'t self, text: &'x str) -> impl Iterator<Item = (usize, Row<'t>)> + use<'t, 'x> {
        let mut node = self.keys.root();
        let mut output = fst::raw::Output::zero();
        let text = if self.starts.begins(text) { text } else { "" };
        let mut bytes = text.as_bytes().iter().enumerate();
        std::iter::from_fn(move || {
            for (index, &byte) in bytes.by_ref() {
                let Some(found) = node.find_input(byte) else {
                    bytes = [].iter().enumerate();
                    return None;
                };
                let transition = node.transition(found);
                output = output.cat(transition.out);
                node = self.keys.node(transition.addr);
                if node.is_final()
                    && let Some(row) = self.row(output.cat(node.final_output()).value())
                {
                    return Some((index + 1, row));
                }
            }
            None
        })
    }

    /// The rows in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|row| Row(row))
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether the table has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn row(&self, index: u64) -> Option<Row<'_>> {
        self.rows.get(usize::try_from(index).ok()?).map(|row| Row(row))
    }
}

impl<'a> Row<'a> {
    /// The key: the first column.
    #[must_use]
    pub fn key(self) -> &'a str {
        self.column(0)
    }

    /// All columns, the key first.
    pub fn columns(self) -> impl Iterator<Item = &'a str> {
        self.0.split('\t')
    }

    /// A column, counted from 0; empty where the row has no such column.
    #[must_use]
    pub fn column(self, index: usize) -> &'a str {
        self.0.split('\t').nth(index).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_key_wins() {
        let table = Table::parse("# a comment\n关工委\torg\n关工\tword\n").unwrap();
        let (length, row) = table.longest("关工委员").unwrap();
        assert_eq!((length, row.key(), row.column(1)), (9, "关工委", "org"));
        assert_eq!(table.prefixes("关工委").count(), 2);
        assert!(table.longest("工委").is_none());
        assert_eq!(table.get("关工").map(|row| row.column(7)), Some(""));
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = Table::parse("甲\t1\n\n甲\t2\n").err().unwrap();
        assert_eq!(error.to_string(), "line 3: 甲 is listed twice");
    }
}
