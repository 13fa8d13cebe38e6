//! Quantities: a number, its unit, and the words glued to it that bound it.
//!
//! ```text
//! quantity  = before? sign? amount (dash amount)? after?
//! amount    = numeral unit? (numeral unit)* 半? ("/" per)*
//! sign      = 负 | - | 零下 | currency
//! before    = 近 | 超 | 约 | 不少于 | 至少 | 第 …
//! after     = 以上 | 以下 | 以内 | 左右 | 上下
//! ```
//!
//! The scan walks the text once and asks at every character that can begin a numeral. What keeps a number from being
//! a quantity is said here, each reason by itself: it names something (十九大, 五老), orders something (第三批),
//! stands for "a" (一支队伍), or is part of an idiom.

mod amount;
mod bound;
mod countable;
mod range;
mod rank;
mod sign;
mod unit;

use std::borrow::Cow;
use std::sync::LazyLock;

use self::countable::glued;
use gongbao_data::Row;
use rust_decimal::Decimal;

use super::begun::{Begins, Begun};
use super::numeral::{self, Form, Numeral};
use crate::extract::signs::{Sign, Signs};
use crate::fact::{Bound, Dimension};
use crate::span::TextSpan;

/// A number with its unit, before anybody asked what it counts.
#[derive(Clone, Debug)]
pub(super) struct Quantity {
    /// With the words glued to it, without its subject.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The number itself begins here.
    pub(super) number: usize,
    pub(super) value: Option<Decimal>,
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    /// As written, or what a fraction means: `%`.
    pub(super) unit: Option<Cow<'static, str>>,
    pub(super) measure: Option<&'static Measure>,
    pub(super) bound: Bound,
    pub(super) modifier: Option<TextSpan>,
    /// The denominator of `元/人年`.
    pub(super) per: Option<TextSpan>,
    pub(super) rank: bool,
    pub(super) rule: &'static str,
}

/// A row of the table of units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measure {
    pub(super) dimension: Option<Dimension>,
    pub(super) base: &'static str,
    pub(super) factor: Decimal,
}

impl Measure {
    /// A fraction of one, without a unit.
    const RATIO: Self = Self { dimension: Some(Dimension::Ratio), base: "1", factor: Decimal::ONE };
    /// A place in an order.
    const RANK: Self = Self { dimension: Some(Dimension::Rank), base: "位", factor: Decimal::ONE };

    fn of(row: Row<'static>) -> Self {
        Self {
            dimension: Dimension::from_word(row.column(1)),
            base: row.column(2),
            factor: Decimal::from_str_exact(row.column(3)).unwrap_or(Decimal::ONE),
        }
    }

    /// The measure of a unit that the text leaves out.
    pub(super) fn named(unit: &str) -> Option<&'static Self> {
        let (length, _, measure) = known_unit(unit)?;
        (length == unit.len()).then_some(measure)
    }
}

/// Units, and the words that begin like one and are none.
static UNITS: LazyLock<Begins> =
    LazyLock::new(|| Begins::new(&[gongbao_data::units(), gongbao_data::units_not()]));
const NO_UNIT: usize = 1;

/// The unit that a text begins with: its length, its name, and what it measures.
fn known_unit(text: &str) -> Option<(usize, &'static str, &'static Measure)> {
    unit_begun(UNITS.of(text), text)
}

/// The same for a text of which it is known what begins it.
fn unit_begun(begun: Begun, text: &str) -> Option<(usize, &'static str, &'static Measure)> {
    static MEASURES: LazyLock<Vec<(&str, Measure)>> =
        LazyLock::new(|| gongbao_data::units().rows().map(|row| (row.key(), Measure::of(row))).collect());
    let (length, number) = UNITS.longest(begun, text)?;
    let (name, measure) = &MEASURES[number];
    Some((length, name, measure))
}

/// Finds the quantities of a text, passing over the spans in `taken`, which are in order.
pub(super) fn quantities<'t>(
    text: &'t str,
    signs: &'t Signs,
    taken: &'t [TextSpan],
) -> impl Iterator<Item = Quantity> + use<'t> {
    let mut scan = Scan { text, quote: None, line: 0, floor: 0 };
    let mut numbers = signs.all([Sign::Figure]);
    let (mut at, mut passed) = (0, 0);
    let bytes = text.as_bytes();
    // Where the next span begins: most positions lie before it, and are told by one comparison.
    let begins = move |passed: usize| taken.get(passed).map_or(usize::MAX, |span| span.start());
    let mut next = begins(0);
    std::iter::from_fn(move || {
        loop {
            at = numbers.next(at).min(next.max(at));
            while next <= at {
                let end = taken[passed].end();
                if at < end {
                    scan.pass(at, end);
                    at = end;
                    scan.floor = at;
                }
                passed += 1;
                next = begins(passed);
            }
            let &byte = bytes.get(at)?;
            if numbers.next(at) > at {
                continue;
            }
            if byte.is_ascii_alphabetic() {
                // 5G, A4, COVID-19: letters and digits together are a name, and so is all of an address.
                at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                if bytes[at..].starts_with(b"://") {
                    at += bytes[at..].iter().take_while(|byte| byte.is_ascii_graphic()).count();
                }
                continue;
            }
            let c = text[at..].chars().next()?;
            let behind = at + c.len_utf8();
            if is_quote(c) || c == '\n' {
                scan.mark(at, c);
                at = behind;
                continue;
            }
            let limit = next.min(text.len());
            match scan.quantity(at) {
                Ok(quantity) if quantity.end <= limit => {
                    at = quantity.end.max(behind);
                    scan.floor = at;
                    return Some(quantity);
                }
                Ok(_) => at = behind,
                Err(end) => at = end.max(behind),
            }
        }
    })
}

/// The characters that may begin a number, or tell where one stands.
pub(super) fn begin() -> impl Iterator<Item = char> {
    let letters = ('0'..='9').chain('A'..='Z').chain('a'..='z');
    letters.chain("\n“‘”’".chars()).chain(numeral::BEGIN.chars())
}

const fn is_quote(c: char) -> bool {
    matches!(c, '“' | '‘' | '”' | '’')
}

struct Scan<'t> {
    text: &'t str,
    /// Where the innermost open quote stands.
    quote: Option<usize>,
    /// Where the line begins.
    line: usize,
    /// Behind what is taken: no quantity begins before it.
    floor: usize,
}

impl Scan<'_> {
    /// Keeps track of quotes and lines between two positions.
    fn pass(&mut self, from: usize, to: usize) {
        // All quotes begin with this byte.
        for offset in memchr::memchr2_iter(b'\n', 0xE2, &self.text.as_bytes()[from..to]) {
            let at = from + offset;
            self.text[at..].chars().next().into_iter().for_each(|c| self.mark(at, c));
        }
    }

    /// Keeps a quote or the end of a line.
    fn mark(&mut self, at: usize, c: char) {
        match c {
            '“' | '‘' => self.quote = Some(at),
            '”' | '’' => self.quote = None,
            '\n' => (self.quote, self.line) = (None, at + 1),
            _ => {}
        }
    }

    fn before(&self, at: usize) -> &str {
        &self.text[self.line..at]
    }

    /// What stands before and is not taken by the quantity before.
    fn free_before(&self, at: usize) -> &str {
        &self.text[self.line.max(self.floor)..at]
    }

    /// The quantity whose number begins at a position; where there is none, the position before which there is none.
    fn quantity(&self, at: usize) -> Result<Quantity, usize> {
        let text = self.text;
        let before = self.before(at);
        let ordinal = before.ends_with('第');
        let Some(number) = numeral::numeral(text, at) else {
            // More digits than a number has, or none that make one: the run is passed over whole.
            return Err(at + numeral::run(&text[at..]));
        };
        if number.end == at {
            return Err(at);
        }
        if self.list_number(at, &number) {
            // 1.2023年工作: the digits before the point count the paragraph.
            let point = text[at..].find('.').map_or(number.end, |point| at + point + 1);
            return Err(point);
        }
        if ordinal {
            // 第八、第九两条 are those two, not two more.
            let both = if text[number.end..].starts_with('两') { "两".len() } else { 0 };
            return self.rank(at, &number).ok_or(number.end + both);
        }
        if before.ends_with(glued) {
            return Err(number.end);
        }
        if number.form == Form::Chinese && !self.chinese_counts(at, &number) {
            return Err(number.end);
        }
        self.measured(at, number).ok_or(number.end)
    }

    /// A number with its unit, if it has one or needs none.
    fn measured(&self, at: usize, number: Numeral) -> Option<Quantity> {
        let mut first = self.amount(at, number);
        if first.unit.is_none() {
            self.shared_unit(at, &mut first);
        }
        let (mut last, low, unit) = match self.range(at, &first) {
            Some((last, low)) => (last, Some(low), first.unit),
            None => (first, None, None),
        };
        let written = last.unit.take().or(unit);
        let currency = match written.as_ref().map(|unit| unit.text.as_ref()) {
            None | Some("元" | "块" | "圆") => {
                self.currency(at).filter(|(_, name)| written.is_none() || *name != "元")
            }
            _ => None,
        };
        let unit = match (written, number.form) {
            _ if let Some((_, name)) = currency => Some(Unit::named(name)),
            (Some(unit), _) => Some(unit),
            (None, Form::Percent) => Some(Unit::named("%")),
            (None, Form::Permille) => Some(Unit::named("‰")),
            (None, Form::Fraction) => None,
            (None, Form::Ratio) if self.ratio_counts(at, last.end) => None,
            // 由5万提高到8—10万: the sentence leaves the unit out.
            (None, Form::Arabic) if last.number.magnitude > 1 && !self.names(last.end) => None,
            (None, Form::Chinese) if self.bare(at, &last) => None,
            _ => return None,
        };
        if !(last.whole || self.counts(at, &number, low.is_some(), unit.as_ref(), last.end)) {
            return None;
        }
        let mut quantity = Quantity {
            start: currency.map_or(at, |(start, _)| start),
            end: last.end,
            number: at,
            value: Some(last.value),
            low: None,
            high: None,
            unit: unit.as_ref().map(|unit| unit.text.clone()),
            measure: unit.as_ref().and_then(|unit| unit.measure),
            bound: if last.more && last.number.bound == Bound::Exact {
                Bound::Over
            } else {
                last.number.bound
            },
            modifier: last.number.modifier.map(|(start, end)| TextSpan::new(start, end)),
            per: unit.and_then(|unit| unit.per),
            rank: false,
            rule: "figure/quantity",
        };
        if matches!(number.form, Form::Fraction | Form::Ratio) && quantity.unit.is_none() {
            quantity.measure = Some(&Measure::RATIO);
            quantity.rule = "figure/fraction";
        }
        if let Some(low) = low {
            quantity.set_range(low, last.value);
        } else if let Some(high) = last.number.high {
            quantity.set_range(last.value, high);
        }
        self.led(&mut quantity);
        self.glue(&mut quantity);
        Some(quantity)
    }
}

/// A unit as it is written.
#[derive(Clone, Debug)]
struct Unit {
    text: Cow<'static, str>,
    measure: Option<&'static Measure>,
    per: Option<TextSpan>,
}

impl Unit {
    /// A unit that the text leaves out or says by a sign.
    fn named(name: &'static str) -> Self {
        Self { text: name.into(), measure: Measure::named(name), per: None }
    }
}

impl Quantity {
    fn set_range(&mut self, low: Decimal, high: Decimal) {
        self.value = None;
        (self.low, self.high) = (Some(low), Some(high));
        self.bound = Bound::Range;
    }

    /// Value, low and high in the base unit of a measure, and that unit; none for rates, whose unit is their own.
    pub(super) fn base(
        &self,
        measure: Option<&Measure>,
    ) -> (Option<Decimal>, Option<Decimal>, Option<Decimal>, Option<&'static str>) {
        match measure {
            Some(measure) if self.per.is_none() => {
                // Nothing changes by one, but of nothing the decimals go.
                let plain = measure.factor == Decimal::ONE;
                let scale = |value: Option<Decimal>| match value {
                    Some(value) if plain && !value.is_zero() => Some(value),
                    value => value?.checked_mul(measure.factor),
                };
                (scale(self.value), scale(self.low), scale(self.high), Some(measure.base))
            }
            _ => (None, None, None, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String, Bound)> {
        quantities(text, &Signs::of(text), &[])
            .map(|q| {
                let number = match (q.value, q.low, q.high) {
                    (Some(value), _, _) => value.normalize().to_string(),
                    (_, Some(low), Some(high)) => format!("{}..{}", low.normalize(), high.normalize()),
                    _ => String::new(),
                };
                (text[q.start..q.end].to_owned(), format!("{number} {}", q.unit.unwrap_or_default()), q.bound)
            })
            .collect()
    }

    fn one(text: &str, span: &str, value: &str, bound: Bound) {
        assert_eq!(found(text), [(span.to_owned(), value.to_owned(), bound)], "{text}");
    }

    #[test]
    fn numbers_take_their_units_and_bounds() {
        one("发展到297个，", "297个", "297 个", Bound::Exact);
        one("款物1230余万元，", "1230余万元", "12300000 元", Bound::Over);
        one("活动近百场次。", "近百场次", "100 场次", Bound::Nearly);
        one("受众近万人次", "近万人次", "10000 人次", Bound::Nearly);
        one("每年不少于两次深入", "不少于两次", "2 次", Bound::AtLeast);
        one("一般在8名左右，", "8名左右", "8 名", Bound::About);
        one("占60%以上，", "60%以上", "60 %", Bound::AtLeast);
        one("提高到8—10万，", "8—10万", "80000..100000 ", Bound::Range);
        one("占1—3分不等", "1—3分", "1..3 分", Bound::Range);
        one("有800元/人年活动经费", "800元/人年", "800 元/人年", Bound::Exact);
        one("慰问了843人（次），", "843人（次）", "843 人（次）", Bound::Exact);
        one("增长百分之六十一。", "百分之六十一", "61 %", Bound::Exact);
        one("提高8个百分点", "8个百分点", "8 个百分点", Bound::Exact);
        one("位居全市第4位，", "第4位", "4 位", Bound::Exact);
        one("上千人参加", "上千人", "1000 人", Bound::AtLeast);
        one("花了6年时间", "6年", "6 年", Bound::Exact);
        one("每周一次例会", "一次", "1 次", Bound::Exact);
        one("其中一名由企业兼任", "一名", "1 名", Bound::Exact);
        one("用时5个多月", "5个多月", "5 个月", Bound::Over);
        one("重三斤半，", "三斤半", "3.5 斤", Bound::Exact);
        one("缴获近一吨，", "近一吨", "1 吨", Bound::Nearly);
        one("6.5%—7%之间", "6.5%—7%", "6.5..7 %", Bound::Range);
    }

    #[test]
    fn what_only_looks_like_a_figure_is_none() {
        for text in [
            "“十个手指”",
            "一系列",
            "进一步",
            "一支队伍",
            "一名合格的带头人",
            "十九大",
            "五老",
            "三会一课",
            "建党100周年",
            "2022年",
            "第三批",
            "七年级二班",
            "八中",
            "灵官村8组",
            "215线",
            "29号文件",
            "在100分制中",
            "万众一心",
            "千家万户",
            "5G网络",
            "百姓",
            "“十个指头弹钢琴”",
            "三年行动计划",
            "建设15分钟养老服务圈",
            "三次产业结构优化",
            "十分重要",
            "零部件",
            "二次创业",
            "如图8所示",
            "四面八方",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }
}
