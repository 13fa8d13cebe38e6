//! A table: rows in order, found by their key or by the longest key that begins a text.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use yada::builder::DoubleArrayBuilder;

use crate::filter::{Filter, Opening};
use crate::keys::Keys;

/// A dictionary: keys and their rows.
pub struct Table {
    /// From a key to the number of its row.
    keys: Keys,
    rows: Cow<'static, str>,
    /// Where each row ends in `rows`, as four bytes each, the low one first: used as the build wrote them.
    ends: Cow<'static, [u8]>,
    filter: Filter,
}

/// One row of a table, its columns separated by tabs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    text: &'a str,
    /// The length of the first column.
    key: usize,
}

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
    pub(crate) fn compiled(
        keys: &'static [u8],
        rows: &'static str,
        ends: &'static [u8],
        filter: &'static [u8],
        pairs: &'static [u8],
    ) -> Self {
        let keys = Keys::new(keys.into(), pairs.into());
        Self { keys, rows: rows.into(), ends: ends.into(), filter: Filter::load(filter) }
    }

    /// A table from the text of a tab-separated file, for words that users bring.
    ///
    /// # Errors
    /// The first line with an empty key, a key with a NUL, or a key that stood before.
    pub fn parse(text: &str) -> Result<Self, TableError> {
        let mut keys = BTreeMap::new();
        let (mut rows, mut ends) = (String::new(), Vec::new());
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fail = |message: String| TableError { line: index + 1, message };
            // A row begins with its key: blanks before it or behind it belong to neither.
            let (key, rest) = line.split_at(line.find('\t').unwrap_or(line.len()));
            let key = key.trim();
            if key.is_empty() {
                return Err(fail("the key is empty".into()));
            }
            if key.contains('\0') {
                return Err(fail("the key holds a NUL".into()));
            }
            if keys.insert(key, keys.len() as u32).is_some() {
                return Err(fail(format!("{key} is listed twice")));
            }
            rows.push_str(key);
            rows.push_str(rest);
            ends.extend((rows.len() as u32).to_le_bytes());
        }
        let filter = Filter::of(keys.keys().copied());
        let keys: Vec<(&str, u32)> = keys.into_iter().collect();
        let units = if keys.is_empty() {
            Vec::new()
        } else {
            DoubleArrayBuilder::build(&keys)
                .map_err(|error| TableError { line: 0, message: error.to_string() })?
        };
        let pairs = Keys::pairs(&units, keys.iter().map(|(key, _)| *key));
        let keys = Keys::new(units.into(), pairs.into());
        Ok(Self { keys, rows: rows.into(), ends: ends.into(), filter })
    }

    /// The row of a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Row<'_>> {
        self.longest(key).filter(|&(length, _)| length == key.len()).map(|(_, row)| row)
    }

    /// Whether a text ends in a key.
    #[must_use]
    pub fn ends(&self, text: &str) -> bool {
        text.char_indices().any(|(at, _)| self.get(&text[at..]).is_some())
    }

    /// Whether a key may begin a text with this opening: never wrong when it says no.
    #[must_use]
    #[inline]
    pub fn may_begin(&self, opening: Opening) -> bool {
        self.filter.passes(opening)
    }

    /// The longest key that `text` begins with: its length in bytes, and its row.
    #[must_use]
    #[inline]
    pub fn longest(&self, text: &str) -> Option<(usize, Row<'_>)> {
        self.longest_after(Opening::of(text), text)
    }

    /// The same for a text whose opening has been made for other tables already.
    #[must_use]
    #[inline]
    pub fn longest_after(&self, opening: Opening, text: &str) -> Option<(usize, Row<'_>)> {
        if self.may_begin(opening) { self.longest_begun(opening, text) } else { None }
    }

    /// The same for a text of which it is known that a key may begin it.
    fn longest_begun(&self, opening: Opening, text: &str) -> Option<(usize, Row<'_>)> {
        let (length, number) = self.number_begun(opening, text)?;
        Some((length, Row { text: self.text(number as u32)?, key: length }))
    }

    /// The length of the longest key that `text` begins with, and the number of its row, counted from 0.
    #[must_use]
    #[inline]
    pub fn number(&self, text: &str) -> Option<(usize, usize)> {
        self.number_after(Opening::of(text), text)
    }

    /// The same for a text whose opening has been made for other tables already.
    #[must_use]
    #[inline]
    pub fn number_after(&self, opening: Opening, text: &str) -> Option<(usize, usize)> {
        if self.may_begin(opening) { self.number_begun(opening, text) } else { None }
    }

    /// The same for a text of which it is known that a key may begin it.
    #[must_use]
    #[inline]
    pub fn number_begun(&self, opening: Opening, text: &str) -> Option<(usize, usize)> {
        self.keys.longest(opening, text).map(|(number, length)| (length, number as usize))
    }

    /// Every key that `text` begins with, the shortest first: its length in bytes, and the number of its row.
    pub fn numbers<'t: 'x, 'x>(
        &'t self,
        text: &'x str,
    ) -> impl Iterator<Item = (usize, usize)> + use<'t, 'x> {
        let text = if self.may_begin(Opening::of(text)) { text } else { "" };
        self.keys.walk(text).map(|(number, length)| (length, number as usize))
    }

    /// Every key that `text` begins with, the shortest first: its length in bytes, and its row.
    pub fn prefixes<'t: 'x, 'x>(
        &'t self,
        text: &'x str,
    ) -> impl Iterator<Item = (usize, Row<'t>)> + use<'t, 'x> {
        let text = if self.may_begin(Opening::of(text)) { text } else { "" };
        self.keys.walk(text).filter_map(|(number, key)| Some((key, Row { text: self.text(number)?, key })))
    }

    /// The rows in the order of the table.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len() as u32).filter_map(|number| self.row(number))
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len() / 4
    }

    /// Whether the table has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// A row by its number, counted from 0.
    #[must_use]
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let text = self.text(number)?;
        Some(Row { text, key: text.bytes().position(|byte| byte == b'\t').unwrap_or(text.len()) })
    }

    fn text(&self, number: u32) -> Option<&str> {
        let (ends, _) = self.ends.as_chunks::<4>();
        let end = |number: usize| ends.get(number).map(|end| u32::from_le_bytes(*end) as usize);
        let number = number as usize;
        let start = if number == 0 { 0 } else { end(number - 1)? };
        self.rows.get(start..end(number)?)
    }
}

impl<'a> Row<'a> {
    /// The key: the first column.
    #[must_use]
    #[inline]
    pub fn key(self) -> &'a str {
        &self.text[..self.key]
    }

    /// All columns, the key first.
    pub fn columns(self) -> impl Iterator<Item = &'a str> {
        self.text.split('\t')
    }

    /// A column, counted from 0; empty where the row has no such column.
    #[must_use]
    pub fn column(self, index: usize) -> &'a str {
        let Some(further) = index.checked_sub(1) else { return self.key() };
        // Columns are short: a plain walk beats a search made ready for long ones.
        let mut rest = self.text.get(self.key + 1..).unwrap_or_default();
        for _ in 0..further {
            let Some(tab) = rest.bytes().position(|byte| byte == b'\t') else { return "" };
            rest = &rest[tab + 1..];
        }
        rest.bytes().position(|byte| byte == b'\t').map_or(rest, |tab| &rest[..tab])
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
    fn blanks_around_a_key_are_no_part_of_its_row() {
        let table = Table::parse("\u{3000}关工委 \torg\n 五老\n").unwrap();
        for key in ["关工委", "五老"] {
            let row = table.get(key).unwrap();
            assert_eq!(row.key(), key);
            assert_eq!(table.rows().find(|other| other.key() == key), Some(row));
        }
        assert_eq!(table.get("关工委").unwrap().column(1), "org");
    }

    #[test]
    fn a_nul_ends_no_key() {
        let table = Table::parse("关工委\torg\na\t1\n").unwrap();
        for text in ["\0", "a\0", "\0关工委", "关\0工委", "关工委\0", "关工\0"] {
            for (length, row) in table.prefixes(text) {
                assert_eq!(&text[..length], row.key());
            }
        }
        assert!(table.get("").is_none() && Table::parse("").unwrap().longest("关").is_none());
        assert_eq!(Table::parse("\0\t1").err().map(|error| error.line), Some(1));
    }

    #[test]
    fn the_filter_hides_no_key() {
        for table in [crate::places(), crate::mechanism_words(), crate::units()] {
            for row in table.rows() {
                let (length, found) = table.longest(row.key()).expect("a key finds itself");
                assert_eq!((length, found.key()), (row.key().len(), row.key()));
            }
        }
        let kept = |table: &Table| ('一'..='龥').filter(|&c| table.may_begin(Opening::new(c, '的'))).count();
        assert!(kept(crate::places()) < 1000, "most openings are kept out: {}", kept(crate::places()));
    }

    #[test]
    fn the_pairs_say_what_the_walk_says() {
        let user = Table::parse("关\t1\n关工\t1\n关工委\t1\n关爱下一代\t1\n§一\t1\na\t1\n").unwrap();
        let large = [crate::mechanism_words(), crate::places(), crate::townships(), crate::verbs()];
        let small =
            [&user, crate::units(), crate::surnames(), crate::posts(), crate::opencc_tw_phrases_rev()];
        let others = [crate::opencc_tw_variants_rev_phrases(), crate::opencc_ts_phrases()];
        for table in large.into_iter().chain(small).chain(others) {
            for key in table.rows().map(Row::key) {
                for behind in ["", "的", "工委", "a", "é", "😀"] {
                    for at in key.char_indices().map(|(at, _)| at).chain([key.len()]).skip(1) {
                        let text = format!("{}{behind}", &key[..at]);
                        let longest = table.numbers(&text).last();
                        assert_eq!(table.number_begun(Opening::of(&text), &text), longest, "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_bad_line_is_named() {
        let error = Table::parse("甲\t1\n\n甲\t2\n").err().unwrap();
        assert_eq!(error.to_string(), "line 3: 甲 is listed twice");
    }
}
