//! What a sentence holds that its figures ask for, looked up once.
//!
//! Every figure asks its clause for verbs, marks and telling words, and its neighbours ask the same clause again. So
//! the sentence is gone through once: where the signs of the text say that something may stand, the tables are asked,
//! and what they know is kept in text order. A figure then finds its range by binary search.
//!
//! What is kept was looked up in the whole text. A question about a range is answered by what lies wholly inside: a verb
//! that reaches beyond the end is looked up again in the shorter text.

use std::cell::Cell;
use std::ops::Range;
use std::sync::LazyLock;

use gongbao_data::Row;
use gongbao_data::words::{Word as Entry, cost};

use super::astride::astride;
use super::begun::{Begins, Begun};
use super::verb::{Class, Verb, Word, compound};
use crate::extract::signs::{Mask, Sign, Signs};

/// Where something stands that cuts a clause or is passed over whole.
#[derive(Clone, Debug)]
pub(super) struct Stop {
    pub(super) at: usize,
    /// The mark; NUL where a word may stand.
    pub(super) mark: char,
    /// How many marks stand before it.
    marks: usize,
    /// Behind the mark that closes what this one opens; 0 where nothing opens, or nothing has closed it yet.
    closed: usize,
    /// The words that begin here, once somebody asked: of most clauses nobody asks for more than the first verb.
    words: Cell<Option<Begin>>,
}

/// The words that begin at a stop.
#[derive(Clone, Copy, Debug)]
struct Begin {
    /// The length of the name of an indicator, 0 without: 固定资产投资 is no verb.
    name: u8,
    /// The verb, and its length.
    verb: Option<(u8, Word)>,
}

impl Begin {
    const NONE: Self = Self { name: 0, verb: None };
}

/// All that a sentence is skimmed for: verbs, names of indicators, telling words.
static WORDS: LazyLock<Begins> = LazyLock::new(|| {
    Begins::new(&[gongbao_data::verbs(), gongbao_data::indicators(), gongbao_data::figure_cues()])
});
const INDICATOR: usize = 1;
const CUE: usize = 2;

/// A word that tells how figures are meant.
#[derive(Clone, Copy, Debug)]
struct Cue {
    at: usize,
    end: usize,
    asks: Asks,
}

/// What a figure may ask of the words around it, as `figure_cues.tsv` explains them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ask {
    Commit,
    Least,
    Most,
    Minimum,
    Mean,
    Growth,
    Average,
    Level,
    Cumulative,
    Each,
    Total,
    Together,
    Now,
    Demand,
    Norm,
    Ahead,
    Past,
    Goal,
    ThisYear,
    Governs,
    Per,
    Yearly,
    Apart,
    Among,
    Also,
    Sum,
    Life,
    Compare,
}

impl Ask {
    /// The words of the table, in the order of the questions.
    const WORDS: [&str; 28] = [
        "commit",
        "least",
        "most",
        "minimum",
        "mean",
        "growth",
        "average",
        "level",
        "cumulative",
        "each",
        "total",
        "together",
        "now",
        "demand",
        "norm",
        "ahead",
        "past",
        "goal",
        "this_year",
        "governs",
        "per",
        "yearly",
        "apart",
        "among",
        "also",
        "sum",
        "life",
        "compare",
    ];
}

/// A set of questions.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Asks(u32);

impl Asks {
    pub(super) const fn has(self, ask: Ask) -> bool {
        self.0 >> ask as u32 & 1 == 1
    }

    /// What a row of the table tells, by the number of the row.
    fn of(number: usize) -> Self {
        static ROWS: LazyLock<Vec<Asks>> = LazyLock::new(|| {
            let bit = |word: &str| Ask::WORDS.iter().position(|own| *own == word).map_or(0, |bit| 1 << bit);
            let asks = |row: Row<'_>| row.column(1).split(' ').map(bit).sum();
            gongbao_data::figure_cues().rows().map(|row| Asks(asks(row))).collect()
        });
        ROWS[number]
    }
}

/// The sentence at hand.
pub(super) struct Skim<'d> {
    text: &'d str,
    signs: &'d Signs,
    /// What has been read: the sentence by its number, from where to where.
    sentence: usize,
    read: Range<usize>,
    stops: Vec<Stop>,
    /// Which of the stops are marks.
    marks: Vec<usize>,
    /// The number of the first stop in each block of [`BLOCK`] bytes or behind it, so that nobody searches for one.
    blocks: Vec<usize>,
    /// The marks of each kind that opened something, and nothing closed it yet.
    open: [Vec<usize>; OPENING.len()],
    cues: Vec<Cue>,
}

/// Bytes of a block: a few stops stand in one.
const BLOCK: usize = 32;

/// So many bytes at a time are read until a clause ends.
const AHEAD: usize = 64;

impl<'d> Skim<'d> {
    pub(super) const fn new(text: &'d str, signs: &'d Signs) -> Self {
        Self {
            text,
            signs,
            sentence: 0,
            read: 0..0,
            stops: Vec::new(),
            marks: Vec::new(),
            blocks: Vec::new(),
            open: [const { Vec::new() }; OPENING.len()],
            cues: Vec::new(),
        }
    }

    /// Reads a range of a sentence, as far as it has not been read. Ranges of a sentence come in text order.
    pub(super) fn read(&mut self, sentence: usize, range: Range<usize>) {
        if self.sentence != sentence || range.start < self.read.start || self.read.is_empty() {
            (self.sentence, self.read) = (sentence, range.start..range.start);
            self.stops.clear();
            self.marks.clear();
            self.blocks.clear();
            self.open.iter_mut().for_each(Vec::clear);
            self.cues.clear();
        }
        for (at, signs) in self.signs.within([Sign::Mark, Sign::Verb, Sign::Cue], self.read.end..range.end) {
            // Nothing to keep begins with a digit, and texts about numbers are full of them.
            if !self.text.as_bytes()[at].is_ascii_digit() {
                self.look(at, signs);
            }
        }
        self.read.end = self.read.end.max(range.end);
    }

    /// Where the first mark stands from a position on that ends something, or `end`; what has not been read is read on
    /// the way.
    pub(super) fn mark_from(&mut self, at: usize, end: usize, mut ends: impl FnMut(char) -> bool) -> usize {
        let mut next = self.marks_before(at);
        loop {
            let Some(stop) = self.marks.get(next).map(|mark| &self.stops[*mark]) else {
                if self.read.end >= end {
                    return end;
                }
                let until = end.min(self.read.end + AHEAD);
                self.read(self.sentence, self.read.start..until);
                continue;
            };
            if stop.at >= end {
                return end;
            }
            if ends(stop.mark) {
                return stop.at;
            }
            next += 1;
        }
    }

    /// The marks of a range that has been read.
    pub(super) fn marks(&self, range: Range<usize>) -> impl Iterator<Item = &Stop> {
        let ahead = self.marks[self.marks_before(range.start)..].iter().map(|mark| &self.stops[*mark]);
        ahead.take_while(move |stop| stop.at < range.end)
    }

    /// The same, the last one first.
    pub(super) fn marks_back(&self, range: Range<usize>) -> impl Iterator<Item = &Stop> {
        let behind = self.marks[..self.marks_before(range.end)].iter().rev().map(|mark| &self.stops[*mark]);
        behind.take_while(move |stop| stop.at >= range.start)
    }

    /// How many marks stand before a position.
    fn marks_before(&self, at: usize) -> usize {
        self.from(at).first().map_or(self.marks.len(), |stop| stop.marks)
    }

    /// Keeps what stands at a sign.
    fn look(&mut self, at: usize, signs: Mask) {
        let rest = &self.text[at..];
        if signs.has(Sign::Cue) && WORDS.of(rest).may(CUE) {
            let cue = |(length, number)| Cue { at, end: at + length, asks: Asks::of(number) };
            self.cues.extend(gongbao_data::figure_cues().numbers(rest).map(cue));
        }
        let verb = signs.has(Sign::Verb);
        let mark = if signs.has(Sign::Mark) {
            rest.chars().next().filter(|c| is_mark(*c)).unwrap_or('\0')
        } else {
            '\0'
        };
        if verb || mark != '\0' {
            let words = Cell::new((!verb).then_some(Begin::NONE));
            self.keep(Stop { at, mark, marks: self.marks.len(), closed: 0, words });
        }
    }

    /// The words that begin at a stop.
    #[inline]
    fn words(&self, stop: &Stop) -> Begin {
        stop.words.get().unwrap_or_else(|| {
            let words = self.look_up(stop.at);
            stop.words.set(Some(words));
            words
        })
    }

    fn look_up(&self, at: usize) -> Begin {
        let rest = &self.text[at..];
        let begun = WORDS.of(rest);
        let mut words = Begin::NONE;
        if begun.may(INDICATOR) {
            words.name = gongbao_data::indicators().number(rest).map_or(0, |(length, _)| length as u8);
        }
        let verb = verb_begun(begun, rest).filter(|&(length, _)| !astride(self.text, at, length));
        words.verb = verb.map(|(length, word)| (whole(rest, length, word) as u8, word));
        words
    }

    /// Whether what begins at a stop reaches beyond a position, or is opened and closed by nothing before it.
    pub(super) fn open_or_beyond(&self, stop: &Stop, end: usize) -> bool {
        let words = self.words(stop);
        closes(stop.mark).is_some()
            || stop.at + usize::from(words.name) > end
            || words.verb.is_some_and(|(length, _)| stop.at + usize::from(length) > end)
    }

    fn keep(&mut self, stop: Stop) {
        let number = self.stops.len();
        let block = (stop.at - self.read.start) / BLOCK;
        while self.blocks.len() <= block {
            self.blocks.push(number);
        }
        if stop.mark != '\0' {
            self.marks.push(number);
            self.open_or_close(number, &stop);
        }
        self.stops.push(stop);
    }

    /// Keeps a mark that opens something until one comes that closes it.
    fn open_or_close(&mut self, number: usize, stop: &Stop) {
        if matches!(stop.mark, '，' | '。' | '；' | '：' | '\n') {
            return; // most of them are neither
        }
        if let Some(kind) = OPENING.iter().position(|open| *open == stop.mark) {
            self.open[kind].push(number);
        } else if let Some(kind) = OPENING.iter().position(|open| closes(*open) == Some(stop.mark)) {
            for open in self.open[kind].drain(..) {
                self.stops[open].closed = stop.at + stop.mark.len_utf8();
            }
        }
    }

    /// The stops from a position on.
    pub(super) fn from(&self, at: usize) -> &[Stop] {
        let block = at.saturating_sub(self.read.start) / BLOCK;
        let first = self.blocks.get(block).copied().unwrap_or(self.stops.len());
        let stops = &self.stops[first..];
        let before = stops.iter().take_while(|stop| stop.at < at).count();
        &stops[before..]
    }

    /// Where the quoted or bracketed run that a stop opens ends; none if nothing opens, or nothing closes it before
    /// `end`.
    #[inline]
    pub(super) fn enclosed(&self, stop: &Stop, end: usize) -> Option<usize> {
        let close = closes(stop.mark)?;
        (stop.closed > 0 && stop.closed - close.len_utf8() < end).then_some(stop.closed)
    }

    /// The length of the indicator whose name begins at a stop and ends before `end`; 0 without.
    #[inline]
    pub(super) fn name(&self, stop: &Stop, end: usize) -> usize {
        let name = usize::from(self.words(stop).name);
        if stop.at + name <= end {
            return name;
        }
        gongbao_data::indicators().longest(&self.text[stop.at..end]).map_or(0, |(length, _)| length)
    }

    /// The verb that begins at a stop and ends before `end`, and its length.
    #[inline]
    pub(super) fn verb(&self, stop: &Stop, end: usize) -> Option<(usize, Word)> {
        match self.words(stop).verb? {
            (length, word) if stop.at + usize::from(length) <= end => Some((length.into(), word)),
            _ => verb_in(&self.text[stop.at..end]),
        }
    }

    /// Where verbs may begin in a range.
    #[inline]
    pub(super) fn begins(&self, range: Range<usize>) -> impl Iterator<Item = usize> + use<'d> {
        let signs = self.signs.within([Sign::Verb], range);
        signs.map(|(at, _)| at)
    }

    /// The verb that begins at a position and ends before `end`, and its length.
    pub(super) fn verb_at(&self, at: usize, end: usize) -> Option<(usize, Word)> {
        if at >= end || !self.signs.has(Sign::Verb, at) {
            return None;
        }
        verb_in(&self.text[at..end])
    }

    /// The verbs of a range, in order; quoted and bracketed runs are passed over whole, names of indicators, too.
    pub(super) fn verbs(&self, range: Range<usize>, out: &mut Vec<Verb>) {
        out.clear();
        let (mut at, mut stops) = (range.start, self.from(range.start));
        while let Some((stop, rest)) = stops.split_first().filter(|(stop, _)| stop.at < range.end) {
            if stop.at >= at {
                if let Some(end) = self.enclosed(stop, range.end) {
                    at = end;
                } else if let name @ 1.. = self.name(stop, range.end) {
                    at = stop.at + name;
                } else if let Some((length, word)) = self.verb(stop, range.end) {
                    at = stop.at + length;
                    // 化解率, 成交额: with its measure a verb is a noun.
                    if let Some(class) = word.class.filter(|_| !compound(&self.text[at..range.end])) {
                        out.push(Verb { start: stop.at, end: at, class, nominal: word.nominal });
                    }
                }
            }
            stops = rest;
        }
    }

    /// What the words of a range tell.
    pub(super) fn tells(&self, range: &Range<usize>) -> Asks {
        let from = self.cues.partition_point(|cue| cue.at < range.start);
        let ahead = self.cues[from..].iter().take_while(|cue| cue.at < range.end);
        Asks(ahead.filter(|cue| cue.end <= range.end).fold(0, |all, cue| all | cue.asks.0))
    }

    /// Whether a word of a range tells something.
    pub(super) fn says(&self, ask: Ask, range: &Range<usize>) -> bool {
        self.tells(range).has(ask)
    }

    /// The words of a range that tell something, the last first.
    pub(super) fn said(&self, ask: Ask, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        self.cues(range).rev().filter(move |cue| cue.asks.has(ask)).map(|cue| cue.at..cue.end)
    }

    fn cues(&self, range: &Range<usize>) -> impl DoubleEndedIterator<Item = &Cue> {
        let from = self.cues.partition_point(|cue| cue.at < range.start);
        let until = self.cues[from..].partition_point(|cue| cue.at < range.end);
        let end = range.end;
        self.cues[from..from + until].iter().filter(move |cue| cue.end <= end)
    }
}

/// The verb that a text begins with, and its length.
pub(super) fn verb_in(text: &str) -> Option<(usize, Word)> {
    verb_begun(WORDS.of(text), text).map(|(length, word)| (whole(text, length, word), word))
}

/// The verb that a text begins with, as the table knows it, and its length.
#[inline]
fn verb_begun(begun: Begun, text: &str) -> Option<(usize, Word)> {
    WORDS.longest(begun, text).map(|(length, number)| (length, Word::of(number)))
}

/// The length of a verb with the 出 that says that something came of it: 排查出, but 组织出版.
#[inline]
fn whole(text: &str, length: usize, verb: Word) -> usize {
    let out = "出".as_bytes();
    if verb.class != Some(Class::Do) || !text.as_bytes()[length..].starts_with(out) {
        return length;
    }
    let word = |next: char| Entry::of_all(&['出', next]).and_then(cost).is_some();
    let came = text[length + out.len()..].chars().next().is_none_or(|next| !word(next));
    length + if came { out.len() } else { 0 }
}

/// The marks that clauses and phrases are cut by.
const fn is_mark(c: char) -> bool {
    matches!(c, '，' | '。' | '；' | '：' | '！' | '？' | '\n' | '\t')
        || matches!(c, '“' | '‘' | '「' | '『' | '《' | '（' | '(')
        || matches!(c, '”' | '’' | '」' | '』' | '》' | '）' | ')')
}

/// The marks that open something.
const OPENING: [char; 7] = ['“', '‘', '「', '『', '《', '（', '('];

/// The mark that closes what another opens.
pub(super) const fn closes(open: char) -> Option<char> {
    Some(match open {
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        '《' => '》',
        '（' => '）',
        '(' => ')',
        _ => return None,
    })
}

/// The length of the quoted or bracketed run that begins with `open`; none if nothing opens, or nothing closes it.
pub(super) fn enclosed(rest: &str, open: char) -> Option<usize> {
    let close = closes(open)?;
    rest.find(close).map(|at| at + close.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verbs(text: &str, range: Range<usize>) -> Vec<&str> {
        let signs = Signs::of(text);
        let mut skim = Skim::new(text, &signs);
        skim.read(0, 0..text.len());
        let mut found = Vec::new();
        skim.verbs(range, &mut found);
        found.iter().map(|verb| &text[verb.start..verb.end]).collect()
    }

    #[test]
    fn verbs_cut_a_clause() {
        let text = "共遴选“有为”老干部担任各级关工组织负责人";
        assert_eq!(verbs(text, 0..text.len()), ["遴选", "担任", "负责"]);
    }

    #[test]
    fn a_range_is_read_as_if_it_were_all() {
        let text = "新增就业5万人，“提升（拓展）服务”，发展到297个";
        for start in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
            for end in (start..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let part = &text[start..end];
                assert_eq!(verbs(text, start..end), verbs(part, 0..part.len()), "{part}");
            }
        }
    }

    #[test]
    fn words_tell_where_they_stand_whole() {
        let text = "力争全年平均水平提高，累计培训5期";
        let signs = Signs::of(text);
        let mut skim = Skim::new(text, &signs);
        skim.read(0, 0..9);
        skim.read(0, 0..text.len());
        let end = text.find("水平").unwrap();
        assert!(skim.says(Ask::Mean, &(0..end)) && !skim.says(Ask::Level, &(0..end + 3)));
        assert!(skim.says(Ask::Level, &(0..text.len())) && !skim.says(Ask::Mean, &(end..text.len())));
        let told = skim.tells(&(0..text.len()));
        assert!(told.has(Ask::Commit) && told.has(Ask::Cumulative) && !told.has(Ask::Each));
        assert_eq!(skim.said(Ask::Commit, &(0..end)).next(), Some(0..6));
    }

    #[test]
    fn every_word_of_the_table_is_a_question() {
        for (number, row) in gongbao_data::figure_cues().rows().enumerate() {
            let asked = row.column(1).split(' ').count();
            assert_eq!(Asks::of(number).0.count_ones() as usize, asked, "{}", row.key());
        }
        assert_eq!(Ask::WORDS.len(), Ask::Compare as usize + 1);
    }
}
