//! The words glued to a quantity that bound it: 不少于两次, 8名左右.

use super::{Quantity, Scan};
use crate::extract::lexis::Words;
use crate::fact::Bound;
use crate::span::TextSpan;

/// Words before a number that bound it, the longer before those they end in.
const BEFORE: &[(&str, Bound); 39] = &[
    ("不少于", Bound::AtLeast),
    ("不得少于", Bound::AtLeast),
    ("不得低于", Bound::AtLeast),
    ("不得超过", Bound::AtMost),
    ("不低于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("起码", Bound::AtLeast),
    ("最少", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("不足", Bound::AtMost),
    ("不到", Bound::AtMost),
    ("不满", Bound::AtMost),
    ("最高", Bound::AtMost),
    ("最低", Bound::AtLeast),
    ("将近", Bound::Nearly),
    ("接近", Bound::Nearly),
    ("近", Bound::Nearly),
    ("大约", Bound::About),
    ("约", Bound::About),
    ("超过了", Bound::Over),
    ("突破了", Bound::Over),
    ("超过", Bound::Over),
    ("突破", Bound::Over),
    ("破", Bound::Over),
    ("超", Bound::Over),
    ("逾", Bound::Over),
    ("过", Bound::Over),
    ("大于", Bound::Over),
    ("多于", Bound::Over),
    ("高于", Bound::Over),
    ("小于", Bound::AtMost),
    ("低于", Bound::AtMost),
    ("少于", Bound::AtMost),
];

/// Words behind a quantity that bound it.
pub(super) const AFTER: &[(&str, Bound); 12] = &[
    ("（含）以上", Bound::AtLeast),
    ("及以上", Bound::AtLeast),
    ("或以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("（含）以下", Bound::AtMost),
    ("及以下", Bound::AtMost),
    ("或以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("左右", Bound::About),
    ("上下", Bound::About),
];

/// The words of both lists, as they are looked for.
static BEFORE_WORDS: Words = Words::new(const { &words(BEFORE) });
static AFTER_WORDS: Words = Words::new(const { &words(AFTER) });

const fn words<const N: usize>(bounds: &[(&'static str, Bound); N]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut index = 0;
    while index < N {
        words[index] = bounds[index].0;
        index += 1;
    }
    words
}

/// The bound that a word sets.
fn bound_of(bounds: &[(&str, Bound)], word: &str) -> Bound {
    bounds.iter().find(|(own, _)| *own == word).map_or(Bound::Exact, |(_, bound)| *bound)
}

impl Scan<'_> {
    /// Takes in the words right before and right behind that bound the number.
    pub(super) fn glue(&self, quantity: &mut Quantity) {
        let before = self.before(quantity.start);
        let behind = &self.text[quantity.end..];
        let exact = |bound: Bound| matches!(bound, Bound::Exact);
        if let Some(word) = BEFORE_WORDS.ending(before).next()
            && !part_of_word(&before[..before.len() - word.len()], word)
        {
            let bound = bound_of(BEFORE, word);
            if exact(quantity.bound) || matches!(bound, Bound::AtLeast | Bound::AtMost) {
                quantity.modifier = Some(TextSpan::new(quantity.start - word.len(), quantity.start));
                if quantity.bound != Bound::Range {
                    quantity.bound = bound;
                }
            }
            quantity.start -= word.len();
        }
        if let Some(word) = AFTER_WORDS.beginning(behind).next() {
            let bound = bound_of(AFTER, word);
            let span = TextSpan::new(quantity.end, quantity.end + word.len());
            if quantity.bound != Bound::Range {
                quantity.bound = bound;
                quantity.modifier = Some(span);
            }
            quantity.end = span.end();
        }
    }
}

/// 最近200, 附近50, 通过3: the bound word is the end of another word.
fn part_of_word(before: &str, word: &str) -> bool {
    let last = before.chars().next_back();
    match word {
        "近" => {
            last.is_some_and(|c| matches!(c, '最' | '附' | '临' | '邻' | '新' | '贴' | '靠' | '走' | '远'))
        }
        // 不\n少于: the line may have broken inside the word.
        "少于" | "低于" | "小于" => last.is_none(),
        "破" => last.is_some_and(|c| matches!(c, '打' | '击' | '侦' | '爆' | '残' | '识')),
        "过" => last.is_none_or(|c| !matches!(c, '已' | '均' | '都' | '将')),
        "约" => last.is_some_and(|c| {
            matches!(
                c,
                '节' | '签' | '履' | '制' | '集' | '合' | '契' | '条' | '公' | '违' | '预' | '邀' | '大'
            )
        }),
        "超" => last.is_some_and(|c| matches!(c, '赶' | '反' | '商' | '高')),
        _ => false,
    }
}
