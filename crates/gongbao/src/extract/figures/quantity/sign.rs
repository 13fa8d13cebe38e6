//! What stands right before a number and belongs to its value: a minus, 零下, a currency.

use super::{Quantity, Scan};
use crate::extract::lexis::is_han;
use crate::fact::Dimension;

impl Scan<'_> {
    /// Takes in the sign.
    pub(super) fn led(&self, quantity: &mut Quantity) {
        if let Some(start) = self.negative(quantity) {
            quantity.start = start;
            let low = quantity.low;
            quantity.value = quantity.value.map(|value| -value);
            // -3%—-1% is no range that is read here; of a range only the lower end has a sign.
            quantity.low = low.map(|low| -low);
        }
    }

    /// Where the sign of a negative quantity stands.
    fn negative(&self, quantity: &Quantity) -> Option<usize> {
        let before = self.free_before(quantity.start);
        let last = before.chars().next_back().filter(|c| matches!(c, '负' | '-' | '－' | '−' | '下'))?;
        let dimension = quantity.measure.and_then(|measure| measure.dimension);
        let word = &before[..before.len() - last.len_utf8()];
        let signed = match last {
            // 减负2500亿元 and 肩负3项 hold another word.
            '负' => {
                dimension.is_some_and(|dimension| dimension != Dimension::Count)
                    && (!word.ends_with(is_han)
                        || word.ends_with(['为', '是', '达', '到', '由', '从', '长', '率', '速', '约']))
            }
            // A hyphen is a minus before what can fall below nothing, and not behind a number or a name in letters.
            '-' | '－' | '−' => {
                matches!(dimension, Some(Dimension::Percent | Dimension::Points | Dimension::Temperature))
                    && !word.ends_with(|c: char| {
                        c.is_ascii_alphanumeric() || matches!(c, '%' | '-' | '－' | '—' | '年' | '月' | '日')
                    })
            }
            '下' => word.ends_with('零') && dimension == Some(Dimension::Temperature),
            _ => false,
        };
        let length = if last == '下' { "零下".len() } else { last.len_utf8() };
        signed.then(|| quantity.start - length)
    }

    /// The currency that stands right before a number, and where: 港币2960元, ￥300, US$1.2亿.
    pub(super) fn currency(&self, at: usize) -> Option<(usize, &'static str)> {
        let before = self.free_before(at);
        let trimmed = before.strip_suffix(' ').unwrap_or(before);
        let last = trimmed.chars().next_back()?;
        if !matches!(last, '币' | '元' | '$' | '￥' | '¥' | '€' | '£' | '铢' | '镑' | '金') {
            return None;
        }
        // A currency has a name of one to four characters.
        let starts: Vec<usize> = trimmed.char_indices().rev().take(4).map(|(start, _)| start).collect();
        starts.into_iter().rev().find_map(|start| {
            if trimmed[..start]
                .ends_with(|c: char| c.is_ascii_digit() || matches!(c, '万' | '亿' | '千' | '百' | '十'))
            {
                return None;
            }
            let row = gongbao_data::currencies().get(&trimmed[start..])?;
            Some((at - (before.len() - start), row.column(1)))
        })
    }
}
