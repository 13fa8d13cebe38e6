//! Places in an order.

use super::{Measure, Quantity, Scan};
use crate::extract::figures::numeral::Numeral;
use crate::fact::Bound;

impl Scan<'_> {
    /// 第4位, 居全国第3, 首位.
    pub(super) fn rank(&self, at: usize, number: &Numeral) -> Option<Quantity> {
        let text = self.text;
        let start = at - "第".len();
        let rest = &text[number.end..];
        let unit = ["名次", "位", "名"].into_iter().find(|unit| rest.starts_with(unit));
        let placed = || {
            let clause = self.before(start);
            let clause = clause.rsplit(['，', '。', '；', '、', '：']).next().unwrap_or_default();
            ["居", "排", "列", "位次", "名次", "获", "取得", "夺"].iter().any(|word| clause.contains(word))
        };
        // 荣获“双第一”: a turn of speech.
        if self.before(start).ends_with(['双', '“']) {
            return None;
        }
        let placed = || {
            // 增幅全省第1
            let among = ["全国", "全省", "全市", "全县", "全区", "全州"];
            placed() || among.iter().any(|word| self.before(start).ends_with(word))
        };
        let ends = || {
            rest.chars()
                .next()
                .is_none_or(|c| matches!(c, '，' | '。' | '；' | '、' | '）' | '\n' | '”' | '（'))
        };
        let unit = match unit {
            Some(unit) if unit != "名" || placed() => unit,
            None if placed() && ends() => "",
            _ => return None,
        };
        Some(Quantity {
            start,
            end: number.end + unit.len(),
            number: at,
            value: Some(number.value),
            low: None,
            high: None,
            unit: Some(if unit.is_empty() { "位" } else { unit }.into()),
            measure: Some(&Measure::RANK),
            bound: Bound::Exact,
            modifier: None,
            per: None,
            rank: true,
            rule: "figure/rank",
        })
    }
}
