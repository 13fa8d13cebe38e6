//! Words, by jieba-rs with the words of the genre on top.
//!
//! The dictionary is read once, when words are asked for the first time, and shared from then on. The text goes in line
//! by line, since the segmenter holds a graph of what it is given. Words tile the text: in order, without overlap, all
//! of it but the blanks.

use std::sync::LazyLock;

use gongbao_data::lexicon;
use jieba_rs::Jieba;

use super::lines::lines;
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

/// As often as a word of the genre occurs at least, beside the counts of the general dictionary.
const FLOOR: usize = 3000;

/// The words of a text.
#[must_use]
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 5);
    for line in lines(text) {
        let mut at = line.start();
        for word in ENGINE.tag(line.of(text), true) {
            let end = at + word.word.len();
            if !word.word.trim().is_empty() {
                words.push(Word { span: TextSpan::new(at, end), tag: word.tag.to_owned() });
            }
            at = end;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|word| word.span.of(text)).collect()
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
            for word in words(&text) {
                prop_assert!(word.span.start() >= at && !word.span.is_empty());
                prop_assert!(text[at..word.span.start()].trim().is_empty());
                at = word.span.end();
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
