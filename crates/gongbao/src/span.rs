//! Positions in two texts that cannot be mixed up.
//!
//! A report is two texts: the *source*, as it came, and the *reading text*, as a person would read it. A position
//! in one is never a position in the other, so each has a type of its own. All positions here are bytes in UTF-8,
//! half-open and on character boundaries; code points, which Python, JSON and Arrow use, come from [`CodePoints`].

use std::fmt;
use std::marker::PhantomData;
use std::num::NonZeroU32;
use std::ops::Range;

/// The source: the text as it was decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {}

/// The reading text: the source restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {}

/// A half-open range of bytes in the text `S`.
pub struct Span<S> {
    start: u32,
    /// One more than the end: a span that may be missing takes no more room for it.
    past: NonZeroU32,
    side: PhantomData<S>,
}

/// A span of the source.
pub type SourceSpan = Span<Source>;

/// A span of the reading text.
pub type TextSpan = Span<Reading>;

impl<S> Span<S> {
    /// The span from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// If the end lies before the start, or beyond 4 GiB: the analyzer refuses longer texts before.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span cannot end before it starts: {start}..{end}");
        let narrow = |at: usize| u32::try_from(at).expect("texts are shorter than 4 GiB");
        let past = NonZeroU32::new(narrow(end + 1)).expect("more than nothing");
        Self { start: narrow(start), past, side: PhantomData }
    }

    /// Where it starts, in bytes.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// Where it ends, in bytes; this byte is no part of it.
    #[must_use]
    pub const fn end(self) -> usize {
        (self.past.get() - 1) as usize
    }

    /// How many bytes it holds.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start() == self.end()
    }

    /// As a range of bytes, for slicing.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// What stands there in `text`, which must be the text that the span belongs to.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.past.get() <= self.past.get()
    }

    /// Whether the two share a byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start() < other.end() && other.start() < self.end()
    }
}

// By hand, because a derive would ask the same of the marker.
impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Span<S> {}

impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.past) == (other.start, other.past)
    }
}

impl<S> Eq for Span<S> {}

impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.past).cmp(&(other.start, other.past))
    }
}

impl<S> std::hash::Hash for Span<S> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.start, self.past).hash(state);
    }
}

impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start(), self.end())
    }
}

/// Counts code points up to a byte of one text, in constant time.
///
/// ```
/// use gongbao::span::CodePoints;
///
/// let points = CodePoints::new("关工委2020年");
/// assert_eq!(points.at(9), 3);
/// ```
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before each block of [`BLOCK`] bytes; empty where every character is one byte.
    blocks: Vec<u32>,
}

const BLOCK: usize = 64;

impl<'t> CodePoints<'t> {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
        let mut count = 0;
        for block in text.as_bytes().chunks(BLOCK) {
            blocks.push(count);
            count += heads(block);
        }
        Self { text, blocks }
    }

    /// How many code points stand before byte `at`.
    #[must_use]
    pub fn at(&self, at: usize) -> u32 {
        let block = at / BLOCK;
        let bytes = &self.text.as_bytes()[..at];
        match self.blocks.get(block) {
            Some(before) => before + heads(&bytes[block * BLOCK..]),
            None => self.blocks.last().map_or(0, |before| before + heads(&bytes[(block - 1) * BLOCK..])),
        }
    }

    /// A span in code points.
    #[must_use]
    pub fn span<S>(&self, span: Span<S>) -> [u32; 2] {
        [self.at(span.start()), self.at(span.end())]
    }
}

/// The bytes that begin a character.
fn heads(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(!(0x80..0xC0).contains(&byte))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_are_counted(text in "(?s).{0,300}") {
            let points = CodePoints::new(&text);
            for (count, (at, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(at) as usize, count);
            }
            prop_assert_eq!(points.at(text.len()) as usize, text.chars().count());
        }
    }
}
