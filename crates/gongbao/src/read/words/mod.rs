//! Words, by jieba-rs with the words of the genre on top.
//!
//! Terms of the genre and of the user's lexicon are never cut; numbers, parts of dates and document numbers are one word
//! each, marks of titles are words of their own and the words of a title stay words.
//!
//! The dictionary is read once, when words are asked for the first time, and shared from then on. The text goes in line
//! by line, since the segmenter holds a graph of what it is given. Words tile the text: in order, without overlap, all
//! of it but the blanks.

mod keep;

use std::sync::LazyLock;

use gongbao_data::lexicon;
use jieba_rs::Jieba;

use self::keep::Kept;
use super::lines::lines;
use crate::lexicon::Lexicon;
use crate::report::Word;
use crate::span::TextSpan;

/// The segmenter with the words of the genre.
static ENGINE: LazyLock<Jieba> = LazyLock::new(|| {
    let mut jieba = Jieba::new();
    for row in lexicon().rows() {
        // Often enough that no other cut is likelier, and never rarer than it was.
        let count = jieba.suggest_freq(row.key()).max(FLOOR);
        jieba.add_word(row.key(), Some(count), Some(row.column(1)));
    }
    jieba
});

/// The segmenter as it comes.
static PLAIN: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// As often as a word of the genre occurs at least, beside the counts of the general dictionary.
const FLOOR: usize = 3000;

/// How words are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Segmenter {
    /// jieba-rs with the words of the genre; numbers, dates and document numbers stay whole.
    #[default]
    Genre = 1,
    /// jieba-rs as it is, with its own dictionary alone.
    Jieba = 2,
}

impl Segmenter {
    /// The word of the option: `genre` or `jieba`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Genre => "genre",
            Self::Jieba => "jieba",
        }
    }

    /// The segmenter of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Genre, Self::Jieba].into_iter().find(|segmenter| segmenter.as_str() == word)
    }
}

/// What stays whole beside what the segmenter itself knows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Keep<'k> {
    /// The lexicon of the user: its entries are never cut.
    pub lexicon: Option<&'k Lexicon>,
    /// Document numbers, in text order.
    pub numbers: &'k [TextSpan],
}

/// The words of a text.
#[must_use]
pub fn words(text: &str, segmenter: Segmenter, keep: Keep<'_>) -> Vec<Word> {
    let engine = match segmenter {
        Segmenter::Genre => &*ENGINE,
        Segmenter::Jieba => &*PLAIN,
    };
    let mut words = Vec::with_capacity(text.len() / 5);
    let own: Vec<Kept<'_>> = keep.lexicon.map_or_else(Vec::new, |lexicon| {
        let hits = lexicon.words().scan(text).into_iter();
        hits.map(|(start, end, row)| Kept { span: TextSpan::new(start, end), tag: row.column(1) }).collect()
    });
    let mut kept: Vec<Kept<'_>> = Vec::new();
    for line in lines(text) {
        kept.clear();
        if segmenter == Segmenter::Genre {
            keep::numbers(text, line, &mut kept);
            let numbers = within(keep.numbers, line, |span| *span);
            wins(&mut kept, numbers.iter().map(|&span| Kept { span, tag: "nz" }));
        }
        wins(&mut kept, within(&own, line, |kept| kept.span).iter().copied());
        let first = words.len();
        let mut cut = Cut { text, kept: &kept, next: 0, at: line.start(), words: &mut words };
        let mut end = line.start();
        for word in engine.tag(line.of(text), true) {
            end += word.word.len();
            cut.push(end, word.tag);
        }
        if segmenter == Segmenter::Genre {
            join(text, &mut words, first, &kept);
        }
    }
    words
}

/// The spans of a list that lie in a line.
fn within<T>(spans: &[T], line: TextSpan, span: impl Fn(&T) -> TextSpan) -> &[T] {
    let first = spans.partition_point(|one| span(one).start() < line.start());
    let count = spans[first..].partition_point(|one| span(one).end() <= line.end());
    &spans[first..first + count]
}

/// Adds spans that win over those that they overlap.
fn wins<'t>(kept: &mut Vec<Kept<'t>>, more: impl Iterator<Item = Kept<'t>>) {
    let more: Vec<Kept<'t>> = more.collect();
    if more.is_empty() {
        return;
    }
    kept.retain(|kept| {
        let next = more.partition_point(|more| more.span.end() <= kept.span.start());
        more.get(next).is_none_or(|more| more.span.start() >= kept.span.end())
    });
    kept.extend(more);
    kept.sort_by_key(|kept| kept.span.start());
}

/// Cuts the words of a line where something begins or ends that stays whole.
struct Cut<'c, 't> {
    text: &'t str,
    kept: &'c [Kept<'t>],
    next: usize,
    at: usize,
    words: &'c mut Vec<Word>,
}

impl Cut<'_, '_> {
    /// Takes the next word of the segmenter, which ends at `end`.
    fn push(&mut self, end: usize, tag: &str) {
        while self.at < end {
            let Some(kept) = self.kept.get(self.next) else { break };
            if kept.span.start() >= end {
                break;
            }
            if self.at < kept.span.start() {
                // 元 of 万元: what is left of a word is of its kind.
                self.word(kept.span.start(), tag);
            }
            self.next += 1;
            self.at = kept.span.start();
            self.word(kept.span.end(), kept.tag);
        }
        if self.at < end {
            let tag = if self.words.last().is_some_and(|last| last.span.end() == self.at && last.tag == "m")
                && tag == "m"
                && !self.text[self.at..end].starts_with(|c: char| c.is_ascii_digit())
            {
                "q"
            } else {
                tag
            };
            self.word(end, tag);
        }
    }

    fn word(&mut self, end: usize, tag: &str) {
        let span = TextSpan::new(self.at, end);
        if !span.of(self.text).trim().is_empty() {
            self.words.push(Word { span, tag: tag.to_owned() });
        }
        self.at = end;
    }
}

/// Joins the words of a line that are one of the genre: its terms are never cut.
fn join(text: &str, words: &mut Vec<Word>, first: usize, kept: &[Kept<'_>]) {
    let mut line = words.split_off(first).into_iter().peekable();
    while let Some(word) = line.next() {
        let start = word.span.start();
        let term = lexicon().longest(&text[start..]).filter(|(length, _)| start + length > word.span.end());
        let Some((length, row)) = term else {
            words.push(word);
            continue;
        };
        let end = start + length;
        let next = kept.partition_point(|kept| kept.span.end() <= start);
        let free = kept.get(next).is_none_or(|kept| kept.span.start() >= end);
        let mut parts = vec![word];
        while let Some(part) = line.next_if(|part| part.span.end() <= end) {
            parts.push(part);
        }
        if free && parts.last().is_some_and(|last| last.span.end() == end) {
            words.push(Word { span: TextSpan::new(start, end), tag: row.column(1).to_owned() });
        } else {
            // A word of the segmenter reaches over the end of the term.
            words.extend(parts);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text, Segmenter::Genre, Keep::default()).into_iter().map(|word| word.span.of(text)).collect()
    }

    #[test]
    fn words_of_the_genre_stay_whole() {
        assert_eq!(
            cut("坚持党建带关建，聘用退休老同志担任关工委常务副主任。"),
            ["坚持", "党建带关建", "，", "聘用", "退休", "老同志", "担任", "关工委", "常务副主任", "。"]
        );
        for row in lexicon().rows() {
            let sentence = format!("全县{}，成效明显。", row.key());
            assert!(cut(&sentence).contains(&row.key()), "{}: {:?}", row.key(), cut(&sentence));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn words_tile(text in "[关工委党建带五老2020年a-c \\n\u{3000}\r，。\u{20}\u{1F600}é]{0,60}") {
            let mut at = 0;
            for word in words(&text, Segmenter::Genre, Keep::default()) {
                prop_assert!(word.span.start() >= at && !word.span.is_empty());
                prop_assert!(text[at..word.span.start()].trim().is_empty());
                at = word.span.end();
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
