//! The facts of a kind that stand in the sentence at hand.
//!
//! A clause asks again and again which time or body ends here or lies behind there. A report has hundreds of them and a
//! sentence a few, so the answers are looked for among those of the sentence.

use std::ops::Range;

use crate::span::TextSpan;

/// Spans in text order, and those of them in the sentence.
pub(super) struct Spans {
    all: Vec<TextSpan>,
    near: Range<usize>,
}

impl Spans {
    pub(super) const fn new(all: Vec<TextSpan>) -> Self {
        Self { all, near: 0..0 }
    }

    /// Goes on to a sentence; sentences come in text order.
    pub(super) fn go_on(&mut self, sentence: Range<usize>) {
        let Range { start, end } = &mut self.near;
        while self.all.get(*start).is_some_and(|span| span.end() < sentence.start) {
            *start += 1;
        }
        *end = (*end).max(*start);
        while self.all.get(*end).is_some_and(|span| span.start() < sentence.end) {
            *end += 1;
        }
    }

    /// Those of the sentence.
    #[inline]
    pub(super) fn near(&self) -> &[TextSpan] {
        &self.all[self.near.clone()]
    }

    /// The first that begins at a position or behind it, and those behind that.
    pub(super) fn beginning(&self, at: usize) -> &[TextSpan] {
        let near = self.near();
        &near[near.partition_point(|span| span.start() < at)..]
    }

    /// The first that ends at a position or behind it.
    #[inline]
    pub(super) fn ending(&self, at: usize) -> Option<TextSpan> {
        self.near().iter().find(|span| span.end() >= at).copied()
    }

    /// The one that ends right at a position.
    #[inline]
    pub(super) fn ends_at(&self, at: usize) -> Option<TextSpan> {
        self.ending(at).filter(|span| span.end() == at)
    }

    /// The first that reaches beyond a position: around it, or behind it.
    #[inline]
    pub(super) fn beyond(&self, at: usize) -> Option<TextSpan> {
        self.near().iter().find(|span| span.end() > at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_sees_its_own() {
        let span = TextSpan::new;
        let mut spans = Spans::new(vec![span(0, 3), span(5, 9), span(12, 15), span(30, 33)]);
        spans.go_on(4..20);
        assert_eq!(spans.near(), [span(5, 9), span(12, 15)]);
        assert_eq!(spans.beyond(9), Some(span(12, 15)));
        assert_eq!((spans.ending(9), spans.ends_at(9)), (Some(span(5, 9)), Some(span(5, 9))));
        assert_eq!((spans.ends_at(10), spans.beyond(15)), (None, None));
        assert_eq!(spans.beginning(6), [span(12, 15)]);
        spans.go_on(15..40);
        assert_eq!(
            spans.near(),
            [span(12, 15), span(30, 33)],
            "one that ends where it begins is asked for, too"
        );
    }
}
