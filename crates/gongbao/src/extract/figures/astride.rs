//! Verbs that are none: 充分发挥 holds no 分发, 信息公开工作 no 开工.
//!
//! The table of verbs knows nothing of the words around them. Where the first character of a verb may end a word and
//! its last one begin another, what stands around is cut into words of the dictionary, and the cheapest cut decides.

use gongbao_data::words::{LONGEST, Word, cost};

/// Characters on each side that are looked at.
const AROUND: usize = 3;
/// What a character costs that is no word, in bits.
const NO_WORD: u32 = 20;
/// By how much the other cut has to be cheaper, in bits.
const SURE: u32 = 4;

/// The ideographs around a verb of two characters.
struct Window {
    chars: [Word; 2 * AROUND + 2],
    length: usize,
    /// Where the verb begins.
    verb: usize,
}

/// Whether what the table takes for a verb is the end of one word and the beginning of the next.
pub(super) fn astride(text: &str, at: usize, length: usize) -> bool {
    // The verbs of one character are what is left where no longer word stands; longer ones are never cut.
    length == 2 * '分'.len_utf8() && Window::at(text, at).is_some_and(|window| window.cuts_through())
}

impl Window {
    /// None where the neighbours make no words with the characters of the verb: nearly always.
    fn at(text: &str, at: usize) -> Option<Self> {
        let mut after = text[at..].chars().map_while(Word::of);
        let (first, last) = (after.next()?, after.next()?);
        let mut before = text[..at].chars().rev().map_while(Word::of);
        let near = before.next()?;
        cost(near.before(first, 1))?;
        let next = after.next()?;
        let behind = [Some(next), after.next(), None];
        let pair = cost(last.before(next, 1)).is_some();
        let triple = || behind[1].and_then(|far| cost(last.before(next.before(far, 1), 2))).is_some();
        if !pair && !triple() {
            return None;
        }
        let mut window = Self { chars: [first; 2 * AROUND + 2], length: 0, verb: 0 };
        let mut far = [near; AROUND];
        let mut count = 1;
        for char in before.take(AROUND - 1) {
            far[count] = char;
            count += 1;
        }
        window.verb = count;
        let rest = behind.into_iter().chain([after.next()]).flatten();
        for char in far[..count].iter().rev().copied().chain([first, last]).chain(rest) {
            window.chars[window.length] = char;
            window.length += 1;
        }
        Some(window)
    }

    fn cuts_through(&self) -> bool {
        self.cheapest(false) + SURE < self.cheapest(true)
    }

    /// What the cheapest cut into words costs; with the verb as one of them, or any. The first and the last character may
    /// belong to words that begin before the window and end behind it.
    fn cheapest(&self, with_verb: bool) -> u32 {
        let mut costs = [u32::MAX; 2 * AROUND + 3];
        costs[0] = 0;
        if self.verb == AROUND {
            costs[1] = 0;
        }
        let inside = |start: usize, end: usize| {
            let (first, last) = (self.verb, self.verb + 2);
            !with_verb || end <= first || start >= last || (start, end) == (first, last)
        };
        for end in 1..=self.length {
            let mut word = Word::default();
            for length in 1..=LONGEST.min(end) {
                let start = end - length;
                word = self.chars[start].before(word, length - 1);
                let known = cost(word).map(u32::from).or((length == 1).then_some(NO_WORD));
                if let Some(known) = known.filter(|_| inside(start, end)) {
                    costs[end] = costs[end].min(costs[start].saturating_add(known));
                }
            }
        }
        match self.length - self.verb - 2 {
            AROUND => costs[self.length].min(costs[self.length - 1]),
            _ => costs[self.length],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_decide() {
        for (text, verb, no_verb) in [
            ("各部门充分发挥作用", "分发", true),
            ("政务信息公开工作13篇", "开工", true),
            ("城建档案馆、燃气办", "建档", true),
            ("全力争取资金", "力争", true),
            ("财政收支持续承压", "支持", true),
            ("网创新发展示范高地", "展示", true),
            ("加上调出资金5亿元", "调出", false),
            ("系统治理工程", "治理", false),
            ("大力推行政务公开", "推行", false),
            ("引领带动作用", "带动", false),
            ("向困难家庭分发物资", "分发", false),
            ("项目开工12个", "开工", false),
            ("力争取得一批成果", "力争", false),
            ("展示", "展示", false),
        ] {
            let at = text.find(verb).unwrap();
            assert_eq!(astride(text, at, verb.len()), no_verb, "{verb} in {text}");
        }
    }
}
