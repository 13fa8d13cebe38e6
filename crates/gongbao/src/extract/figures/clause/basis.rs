//! What a change is compared with.

use std::ops::Range;

use super::Reader;
use crate::extract::figures::skim::Ask;
use crate::extract::lexis::Words;

/// Words that say what a change is compared with.
const YEAR_ON_YEAR: Words = Words::new(&["年均", "同比", "环比"]);
const ON_YEAR: Words = Words::new(&["同比", "环比"]);

/// What a change is compared with ends in these.
const COMPARED: Words = Words::new(&[
    "年",
    "同期",
    "学期",
    "期初",
    "初",
    "月",
    "季度",
    "上期",
    "目标",
    "预算",
    "决算数",
    "预算数",
    "执行数",
    "完成数",
    "计划数",
    "平均水平",
    "平均值",
    "时期",
    "年度",
    "末",
    "底",
    "以往",
    "之前",
    "前",
]);

impl Reader<'_> {
    /// 比上年, 同比, 较2019年, 与去年相比 at the end of a phrase.
    ///
    /// `gap` says that the verb only tells which of two is more (比周边县的产品低80元): then anything may be compared.
    pub(super) fn basis(&self, rest: &Range<usize>, gap: bool) -> Option<Range<usize>> {
        let text = self.text;
        let phrase = &text[rest.clone()];
        if let Some(word) = YEAR_ON_YEAR.ending(phrase).next() {
            return Some(rest.end - word.len()..rest.end);
        }
        // The adverbs behind the basis are gone already, 同比 among them.
        if let Some(word) = ON_YEAR.beginning(&text[rest.end..]).next() {
            return Some(rest.end..rest.end + word.len());
        }
        let at = self.skim.said(Ask::Compare, rest).next()?.start;
        if text[at..rest.end].chars().count() > 14 {
            return None;
        }
        let what = &text[at + "比".len()..rest.end];
        let ahead = &text[rest.start..at];
        let word = text[at..].starts_with('比')
            && (ahead.ends_with(['占', '对', '同', '环', '相']) || ahead.ends_with("百分"));
        // 相比2021年末增加66间
        if ahead == "相" && COMPARED.end(what) {
            return Some(rest.clone());
        }
        // 较去年整个雪季: it begins with when, and nothing has changed yet.
        let whole = || {
            ahead.is_empty()
                && ["去年", "上年", "前年"].iter().any(|when| what.starts_with(when))
                && !what.contains(|c: char| {
                    c.is_ascii_digit() || matches!(c, '增' | '减' | '升' | '降' | '涨' | '跌')
                })
        };
        (!word && (gap && !what.is_empty() || COMPARED.end(what.trim_end_matches('的')) || whole()))
            .then_some(at..rest.end)
    }
}
