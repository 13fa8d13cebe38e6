//! Spans into elements: marks may nest, overlap or be empty, elements may only nest.
//!
//! A mark that ends inside another which began later is closed there and the later one is opened again behind it, so
//! that one mark may become several elements; only the first carries what may be there once.

use crate::escape;

/// Something to mark in a text, in bytes of that text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) what: What,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// The fact with this index.
    Fact(usize),
    /// The group of repairs with this index.
    Repair(usize),
}

/// Marks in the order in which they open: the outer before the inner, facts before repairs.
pub(crate) fn in_order(marks: &mut [Mark]) {
    marks.sort_by_key(|mark| (mark.start, std::cmp::Reverse(mark.end), matches!(mark.what, What::Repair(_))));
}

/// Walks a text with its marks, stretch by stretch.
#[derive(Debug)]
pub(crate) struct Weaver<'t, 'm> {
    text: &'t str,
    marks: &'m [Mark],
    next: usize,
    /// What is open at the moment, the outermost first, and whether it has been shown before.
    open: Vec<(Mark, bool)>,
}

impl<'t, 'm> Weaver<'t, 'm> {
    /// A weaver at the start of `text`; the marks stand in their order.
    pub(crate) fn new(text: &'t str, marks: &'m [Mark]) -> Self {
        Self { text, marks, next: 0, open: Vec::new() }
    }

    /// Writes the stretch from `start` to `end`, which must not lie before the one written last. `tag` writes what
    /// opens a mark; it is told whether the mark is a new one. Marks that go on behind `end` are closed and taken up
    /// again by the next stretch.
    pub(crate) fn stretch(
        &mut self,
        out: &mut String,
        start: usize,
        end: usize,
        mut tag: impl FnMut(&mut String, What, bool),
    ) {
        let mut at = start;
        self.open.retain(|(mark, _)| mark.end > start);
        while self.marks.get(self.next).is_some_and(|mark| mark.start < start) {
            let mark = self.marks[self.next];
            if mark.end > start {
                self.open.push((mark, false));
            }
            self.next += 1;
        }
        for (mark, shown) in &mut self.open {
            tag(out, mark.what, !*shown);
            *shown = true;
        }
        loop {
            let opens = self.marks.get(self.next).map_or(usize::MAX, |mark| mark.start);
            let closes = self.open.iter().map(|(mark, _)| mark.end).min().unwrap_or(usize::MAX);
            let here = opens.min(closes).min(end);
            escape::push(out, &self.text[at..here]);
            at = here;
            if closes == here {
                self.close(out, here, &mut tag);
            } else if opens == here && (here < end || self.marks[self.next].end == here) {
                let mark = self.marks[self.next];
                self.next += 1;
                tag(out, mark.what, true);
                if mark.end > mark.start {
                    self.open.push((mark, true));
                } else {
                    out.push_str("</span>");
                }
            } else {
                break;
            }
        }
        for _ in &self.open {
            out.push_str("</span>");
        }
    }

    /// Closes what ends at `here`, and what lies in the way of it, which is opened again.
    fn close(&mut self, out: &mut String, here: usize, tag: &mut impl FnMut(&mut String, What, bool)) {
        let outermost = self.open.iter().position(|(mark, _)| mark.end == here).unwrap_or(0);
        for _ in outermost..self.open.len() {
            out.push_str("</span>");
        }
        self.open.retain(|(mark, _)| mark.end != here);
        for (mark, _) in &self.open[outermost..] {
            tag(out, mark.what, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn woven(text: &str, marks: &[(usize, usize)], stretches: &[(usize, usize)]) -> String {
        let mut marks: Vec<Mark> = marks
            .iter()
            .enumerate()
            .map(|(at, &(start, end))| Mark { start, end, what: What::Fact(at) })
            .collect();
        in_order(&mut marks);
        let mut out = String::new();
        let mut weaver = Weaver::new(text, &marks);
        for &(start, end) in stretches {
            weaver.stretch(&mut out, start, end, |out, what, first| {
                let What::Fact(at) = what else { unreachable!("only facts here") };
                out.push_str(&format!("<span {at}{}>", if first { "" } else { " again" }));
            });
            out.push('|');
        }
        out
    }

    #[test]
    fn marks_nest() {
        assert_eq!(
            woven("abcdef", &[(1, 5), (2, 3), (3, 4)], &[(0, 6)]),
            "a<span 0>b<span 1>c</span><span 2>d</span>e</span>f|"
        );
        assert_eq!(woven("ab", &[(0, 2), (0, 2)], &[(0, 2)]), "<span 0><span 1>ab</span></span>|");
    }

    #[test]
    fn overlapping_marks_are_taken_up_again() {
        assert_eq!(
            woven("abcdef", &[(1, 4), (2, 6)], &[(0, 6)]),
            "a<span 0>b<span 1>cd</span></span><span 1 again>ef</span>|"
        );
    }

    #[test]
    fn a_mark_goes_on_in_the_next_stretch() {
        assert_eq!(
            woven("abcdef", &[(1, 5)], &[(0, 3), (3, 6)]),
            "a<span 0>bc</span>|<span 0 again>de</span>f|"
        );
        assert_eq!(
            woven("a\nbcd", &[(1, 4)], &[(0, 1), (2, 5)]),
            "a|<span 0>bc</span>d|",
            "begun in between"
        );
    }

    #[test]
    fn an_empty_mark_is_an_empty_element() {
        assert_eq!(woven("ab", &[(1, 1)], &[(0, 2)]), "a<span 0></span>b|");
        assert_eq!(woven("ab", &[(2, 2)], &[(0, 2)]), "ab<span 0></span>|", "at the end of the text");
        assert_eq!(woven("a<b", &[(0, 3), (1, 1)], &[(0, 3)]), "<span 0>a<span 1></span>&lt;b</span>|");
    }

    #[test]
    fn every_character_is_there_once() {
        // All pairs of spans of a short text: whatever the marks, the text without its tags is the text.
        let spans: Vec<(usize, usize)> = (0..=4).flat_map(|a| (a..=4).map(move |b| (a, b))).collect();
        for &a in &spans {
            for &b in &spans {
                for &c in &spans {
                    let html = woven("wxyz", &[a, b, c], &[(0, 2), (2, 4)]);
                    assert_eq!(html.matches("<span").count(), html.matches("</span>").count(), "{html}");
                    let mut bare = String::new();
                    let mut inside = false;
                    for c in html.chars() {
                        match c {
                            '<' => inside = true,
                            '>' => inside = false,
                            c if !inside => bare.push(c),
                            _ => {}
                        }
                    }
                    assert_eq!(bare, "wx|yz|", "{a:?} {b:?} {c:?}");
                    for at in 0..3 {
                        let span = [a, b, c][at];
                        let firsts = html.matches(&format!("<span {at}>")).count();
                        assert_eq!(firsts, 1, "{span:?} in {html}");
                    }
                }
            }
        }
    }
}
