//! Lines broken at a width: text out of a PDF, or cut by a program.
//!
//! Two kinds leave different traces. A program cuts after so many characters: many lines have exactly the same length
//! and none is longer. A printer fills a column: many lines come near one width, counted in columns, and the first
//! line of a paragraph is narrower by its indent, even where the indent itself is lost. A line that does not reach the
//! width ends its paragraph. One that does and ends a sentence may or may not; there the indent decides, or the next
//! line by how it begins.

use std::collections::HashMap;

use super::Line;
use crate::restore::chars::{begins_item, columns, ends_sentence, is_han, numbering};

/// A broken line is no longer than this, in bytes: sixty characters.
pub(super) const LONGEST: usize = 180;

/// So many full lines at the least are evidence.
const ENOUGH: usize = 6;

/// A full line has at most so many columns less than the width, and so many more.
const UNDER: usize = 5;
const OVER: usize = 3;

/// How a page was broken into lines.
#[derive(Debug)]
pub(super) struct Wrap {
    kind: Kind,
    width: usize,
    /// Paragraphs begin with an indent that is still there.
    indented: bool,
    /// Paragraphs begin with an indent that was printed and is lost, so that their first lines are narrower.
    narrower: bool,
    /// How paragraphs begin here, and how sentences in the middle of one.
    beginnings: Beginnings,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// After so many characters.
    Characters,
    /// Where a column of print was full.
    Columns,
}

/// Whether so many short lines among all can be a broken page.
pub(super) fn is_possible(lines: usize, short: usize) -> bool {
    short >= ENOUGH && short * 10 >= lines * 9
}

impl Wrap {
    /// What the lines show.
    pub(super) fn of(text: &str, lines: &[Line]) -> Option<Self> {
        let short = lines.iter().filter(|line| line.range.len() <= LONGEST).count();
        if !is_possible(lines.len(), short) {
            return None;
        }
        let mut wrap = Self::by_characters(text, lines).or_else(|| Self::by_columns(text, lines))?;
        wrap.look_at_indents(text, lines);
        wrap.look_at_beginnings(text, lines);
        Some(wrap)
    }

    /// What the lines show if they were broken after so many characters.
    pub(super) fn after_characters(text: &str, lines: &[Line]) -> Option<Self> {
        let mut wrap = Self::by_characters(text, lines)?;
        wrap.look_at_indents(text, lines);
        wrap.look_at_beginnings(text, lines);
        Some(wrap)
    }

    fn new(kind: Kind, width: usize) -> Self {
        Self { kind, width, indented: false, narrower: false, beginnings: Beginnings::default() }
    }

    /// The longest length is the length of many.
    fn by_characters(text: &str, lines: &[Line]) -> Option<Self> {
        let lengths: Vec<usize> = lines.iter().map(|line| text[line.raw.clone()].chars().count()).collect();
        let width = lengths.iter().copied().max()?;
        let full = lines.iter().zip(&lengths).filter(|&(_, &length)| length == width);
        (width >= 10 && is_evidence(full.map(|(line, _)| line.of(text)), lines.len(), 5))
            .then(|| Self::new(Kind::Characters, width))
    }

    /// The width that the widest lines of prose come near, but for a few that stand out. Tables have widths of their
    /// own.
    fn by_columns(text: &str, lines: &[Line]) -> Option<Self> {
        let prose: Vec<&str> = lines.iter().map(|line| line.of(text)).filter(|line| is_prose(line)).collect();
        let widths: Vec<usize> = prose.iter().map(|line| columns(line)).collect();
        // The width that most lines in the middle of a sentence come near; other parts have widths of their own.
        let mut counts = vec![0_usize; LONGEST + OVER + 1];
        for (line, &width) in prose.iter().zip(&widths).filter(|(line, _)| !ends_sentence(line)) {
            counts[width.min(LONGEST)] += usize::from(!line.is_empty());
        }
        let mass = |width: usize| counts[width.saturating_sub(UNDER)..=width + OVER].iter().sum::<usize>();
        let width = (24..=LONGEST).max_by_key(|&width| (mass(width), width))?;
        // A digit more or less, and punctuation that hangs over.
        let near = |w: usize| w + UNDER >= width && w <= width + OVER;
        // No column of print holds lines that are wider by far; a few tables and other parts may.
        let wider = widths.iter().filter(|&&w| w > width + 2 * OVER).count();
        let count = widths.iter().filter(|&&w| near(w)).count();
        if wider > count {
            return None;
        }
        let full = prose.iter().zip(&widths).filter(|&(_, &w)| near(w)).map(|(line, _)| *line);
        is_evidence(full, prose.len(), 4).then(|| Self::new(Kind::Columns, width))
    }

    /// Looks at the lines that surely begin a paragraph: those after a line that is not full.
    fn look_at_indents(&mut self, text: &str, lines: &[Line]) {
        let (mut starts, mut indented, mut narrower) = (0, 0, 0);
        let (mut inside, mut inside_indented) = (0, 0);
        for pair in lines.windows(2) {
            let [before, line] = pair else { continue };
            if self.reaches(text, before) {
                if !ends_sentence(before.of(text)) {
                    inside += 1;
                    inside_indented += usize::from(line.is_indented(text));
                }
            } else if self.reaches(text, line) {
                starts += 1;
                indented += usize::from(line.is_indented(text));
                narrower +=
                    usize::from(self.kind == Kind::Columns && columns(line.of(text)) + 3 <= self.width);
            }
        }
        self.indented = starts > 0 && indented * 3 >= starts * 2 && inside_indented * 10 <= inside;
        self.narrower = starts >= 3 && narrower * 3 >= starts * 2;
    }

    /// How the lines begin that surely begin a paragraph of several lines, and what stands behind a full stop.
    fn look_at_beginnings(&mut self, text: &str, lines: &[Line]) {
        for pair in lines.windows(2) {
            let [before, line] = pair else { continue };
            let line_text = line.of(text);
            if !self.reaches(text, before) && self.reaches(text, line) {
                self.beginnings.starts.add(line_text);
            }
            for (at, stop) in line_text.match_indices('。') {
                let rest = &line_text[at + stop.len()..];
                // What is cut by the line end is no example.
                if rest.len() > 30 {
                    self.beginnings.inside.add(rest);
                }
            }
        }
    }

    /// Whether a line goes to the end of the column, or nearly so where its first words may be indented.
    fn reaches(&self, text: &str, line: &Line) -> bool {
        match self.kind {
            Kind::Characters => text[line.raw.clone()].chars().count() == self.width,
            Kind::Columns => {
                let line = line.of(text);
                let columns = columns(line);
                // Digits are wider than half a Han character in some types, so a line of figures seems narrow; but a
                // sentence that stops halfway goes on.
                let stops = || ends_sentence(line) || line.ends_with(['：', ':']) || !is_prose(line);
                columns <= self.width + 2 * OVER
                    && (columns + 7 >= self.width || columns * 5 >= self.width * 3 && !stops())
            }
        }
    }

    /// Whether words and numbers were cut, too.
    pub(super) fn cuts_words(&self) -> bool {
        self.kind == Kind::Characters
    }

    /// Whether `line` goes on with the one before.
    pub(super) fn joins(&self, text: &str, before: &Line, line: &Line) -> bool {
        let (first, second) = (before.of(text), line.of(text));
        if self.kind == Kind::Columns && is_title_part(first) && !begins_item(second) && !line.gap {
            return true;
        }
        if line.gap && !line.turn || !self.reaches(text, before) {
            return false;
        }
        if self.kind == Kind::Columns
            && (is_tabular(first) || is_tabular(second) || !is_open(first) && are_cells(first, second))
        {
            return false;
        }
        if self.indented {
            return !line.is_indented(text);
        }
        if begins_part(second) || is_dateline(first) || begins_item(first) && begins_item(second) {
            return false;
        }
        if !ends_sentence(first) && !first.ends_with(['：', ':']) {
            return true;
        }
        if self.narrower {
            let slack = |text: &str| self.width.saturating_sub(columns(text));
            return slack(first) < 3 && slack(second) < 3 && !begins_item(second);
        }
        !(begins_item(second) || second.starts_with('—') || self.beginnings.tell(second))
    }
}

/// Counts of how pieces of text begin.
#[derive(Debug, Default)]
struct Counts {
    all: u32,
    /// With a short sentence without a comma.
    topics: u32,
    openers: HashMap<[char; 2], u32>,
}

/// Whether a line that may begin a paragraph does, by those that surely do or do not.
#[derive(Debug, Default)]
struct Beginnings {
    starts: Counts,
    inside: Counts,
}

impl Counts {
    fn add(&mut self, text: &str) {
        self.all += 1;
        self.topics += u32::from(is_topic(text));
        if let Some(opener) = opener(text) {
            *self.openers.entry(opener).or_default() += 1;
        }
    }

    fn topic(&self, topic: bool) -> f64 {
        let count = if topic { self.topics } else { self.all - self.topics };
        (f64::from(count) + 1.0) / (f64::from(self.all) + 2.0)
    }

    fn opener(&self, opener: Option<[char; 2]>) -> f64 {
        /// How many openers there are, about: one that was not seen has a share, too.
        const KINDS: f64 = 200.0;
        let count = opener.and_then(|opener| self.openers.get(&opener)).copied().unwrap_or(0);
        (f64::from(count) + 0.5) / (f64::from(self.all) + KINDS / 2.0)
    }
}

impl Beginnings {
    /// By chance a line ends with a paragraph as often as with any sentence, so the numbers of both are the odds; what
    /// a line begins with shifts them.
    fn tell(&self, line: &str) -> bool {
        let weight = |counts: &Counts| {
            f64::from(counts.all) * counts.topic(is_topic(line)) * counts.opener(opener(line))
        };
        weight(&self.starts) > weight(&self.inside)
    }
}

/// How a paragraph begins, if it does so in Han characters.
fn opener(line: &str) -> Option<[char; 2]> {
    let mut chars = line.chars();
    let pair = [chars.next()?, chars.next()?];
    pair.iter().all(|&c| is_han(c)).then_some(pair)
}

/// ——2025年1月14日在某会议上: the line below the title, whole.
fn is_dateline(line: &str) -> bool {
    line.starts_with('—') && line.ends_with(['上', '）', ')']) && !line.contains(['，', '。'])
}

/// 一、 cannot stand at the beginning of a line by chance.
fn begins_part(line: &str) -> bool {
    !line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '（' | '(' | '第'))
        && numbering(line).is_some_and(|length| line[..length].ends_with('、'))
}

/// A short sentence at the beginning, without a comma: 强化科技创新。
fn is_topic(line: &str) -> bool {
    const LONGEST: usize = 20;
    let stop = line.chars().take(LONGEST).position(|c| matches!(c, '。' | '，' | '；' | '：' | '、' | ','));
    stop.is_some_and(|at| line.chars().nth(at) == Some('。'))
}

/// Enough lines are full, most of them in the middle of a sentence, and they are sentences.
fn is_evidence<'l>(full: impl Iterator<Item = &'l str>, lines: usize, one_in: usize) -> bool {
    let (mut count, mut open, mut prose) = (0, 0, 0);
    for line in full {
        count += 1;
        open += usize::from(!ends_sentence(line));
        prose += usize::from(line.contains(['，', '。', '、', ',', '；']));
    }
    count >= ENOUGH && count * one_in >= lines && open * 10 >= count * 6 && prose * 10 >= count * 4
}

/// A part of a sentence, by its punctuation.
fn is_prose(line: &str) -> bool {
    is_sentence(line) && !is_tabular(line)
}

fn is_sentence(line: &str) -> bool {
    line.contains(['，', '。', '、', ',', '；'])
}

/// Two lines without anything of a sentence are a heading and what follows it, or cells of a table; a number alone is a
/// cell, too.
fn are_cells(first: &str, second: &str) -> bool {
    let body = |line| numbering(line).map_or(line, |length| &line[length..]);
    let number = !second.contains(|c| is_han(c) || matches!(c, '，' | '。' | '；' | '）' | '%'));
    number || !is_sentence(body(first)) && !is_sentence(body(second)) && !second.ends_with('：')
}

/// A title or a parenthesis begins in it and does not end.
fn is_open(line: &str) -> bool {
    let count = |mark: char| line.matches(mark).count();
    count('《') > count('》') || count('（') > count('）')
}

/// A row of a table: mostly digits.
fn is_tabular(line: &str) -> bool {
    let (mut digits, mut others) = (0, 0);
    for c in line.chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '%') { digits += 1 } else { others += 1 }
    }
    digits > others && digits > 8 && !line.contains(['，', '。', '；', '：'])
}

/// A title over two lines breaks behind a word that asks for more.
fn is_title_part(line: &str) -> bool {
    line.chars().count() >= 6
        && line.ends_with(['和', '与', '與', '及', '、'])
        && !line.contains(['。', '；'])
}
