//! Lines and columns of a text, as an editor counts them.

use std::cell::Cell;

/// The starts of the lines of a text.
#[derive(Debug)]
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
    /// The place that was asked for last, and its column: the next one is mostly a little further on the same line,
    /// and a page of one endless line is no reason to count from its start each time.
    last: Cell<(usize, usize)>,
}

impl<'t> Lines<'t> {
    /// Reads the text once. A line ends at `\n`, `\r\n` or `\r`.
    pub(crate) fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')) {
                starts.push(at + 1);
            }
        }
        Self { text, starts, last: Cell::new((0, 1)) }
    }

    /// The line and the column of a byte, both from 1, the column in code points.
    pub(crate) fn at(&self, byte: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts[line - 1];
        let (last, column) = self.last.get();
        let (from, before) = if (start..=byte).contains(&last) { (last, column) } else { (start, 1) };
        let column = before + self.text[from..byte].chars().count();
        self.last.set((byte, column));
        (line, column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let text = "关工\r\n委a\rb\n";
        let lines = Lines::new(text);
        let places: Vec<_> = text.char_indices().map(|(at, _)| lines.at(at)).collect();
        assert_eq!(places, [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (3, 1), (3, 2)]);
        assert_eq!(lines.at(text.len()), (4, 1));
        assert_eq!(lines.at(3), (1, 2), "and backwards");
    }
}
