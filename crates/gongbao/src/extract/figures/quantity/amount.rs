//! Amounts: a number with its unit, and what belongs to the same amount behind it: 三斤半, 五元三角, 2小时30分钟.

use rust_decimal::Decimal;

use super::{Scan, Unit};
use crate::extract::figures::numeral::{self, Form, Numeral};
use crate::extract::lexis::{CharSet, is_han};
use crate::fact::Dimension;

/// A number with its unit.
#[derive(Clone, Debug)]
pub(super) struct Amount {
    pub(super) number: Numeral,
    /// With what the smaller units behind it add.
    pub(super) value: Decimal,
    pub(super) unit: Option<Unit>,
    pub(super) end: usize,
    /// Whether it can only be an amount, since more than one unit or a half says so.
    pub(super) whole: bool,
    /// Whether a 多 stands inside or behind the unit: 5个多月.
    pub(super) more: bool,
}

/// Units of time, in seconds, or in months; those of both kinds make no common length.
const TIMES: &[(&str, i64, bool)] = &[
    ("年", 12, true),
    ("个季度", 3, true),
    ("个月", 1, true),
    ("周", 604_800, false),
    ("个星期", 604_800, false),
    ("星期", 604_800, false),
    ("个礼拜", 604_800, false),
    ("天", 86_400, false),
    ("日", 86_400, false),
    ("小时", 3_600, false),
    ("个小时", 3_600, false),
    ("钟头", 3_600, false),
    ("个钟头", 3_600, false),
    ("时", 3_600, false),
    ("分钟", 60, false),
    ("分", 60, false),
    ("秒", 1, false),
    ("秒钟", 1, false),
];

/// Coins in parts of the unit of their currency.
const COINS: &[(&str, i64)] = &[("角", 10), ("毛", 10), ("毫", 10), ("分", 100), ("美分", 100)];

/// Units of whole money, behind which coins may stand.
fn has_coins(unit: &str) -> bool {
    matches!(unit, "元" | "圆" | "块" | "块钱" | "美元" | "港元" | "欧元")
}

impl Scan<'_> {
    /// The amount whose number has been read.
    pub(super) fn amount(&self, at: usize, number: Numeral) -> Amount {
        let text = self.text;
        if let Some(amount) = self.coins_alone(at, number) {
            return amount;
        }
        let (unit, end) = self.unit(&number, number.end);
        // What the name of a unit is longer by is a blank, the other side of a rate, or one of these.
        let more = unit.as_ref().is_some_and(|unit| end - number.end != unit.text.len())
            && text[number.end..end].contains(['多', '余']);
        let mut amount = Amount { number, value: number.value, unit, end, whole: false, more };
        // 两个亿, 一个半小时
        if let Some(rest) = text[number.end..].strip_prefix('个') {
            self.spoken(&mut amount, rest);
        }
        let Some(unit) = &amount.unit else { return amount };
        if unit.text == "折" {
            return discount(amount);
        }
        if number.high.is_some() || unit.per.is_some() || amount.more || text.len() == amount.end {
            return amount;
        }
        match unit.measure.and_then(|measure| measure.dimension) {
            Some(Dimension::Money | Dimension::Count) if has_coins(&unit.text) => self.coins(&mut amount),
            Some(Dimension::Duration | Dimension::Score) => self.shorter(&mut amount),
            Some(Dimension::Mass | Dimension::Length) => self.smaller(&mut amount),
            _ => {}
        }
        self.half(&mut amount);
        amount
    }

    /// The number and the unit behind an amount, with a 零 or 又 between.
    fn next(&self, at: usize) -> Option<(Numeral, usize)> {
        let rest = &self.text[at..];
        let first = rest.chars().next()?;
        if !(first.is_ascii_digit() || numeral::digit(first).is_some() || matches!(first, '十' | '又')) {
            return None;
        }
        let joined = if matches!(first, '零' | '又') { first.len_utf8() } else { 0 };
        let from = at + joined;
        let number = numeral::numeral(self.text, from).filter(|number| number.end > from)?;
        (number.high.is_none() && matches!(number.form, Form::Arabic | Form::Chinese))
            .then_some((number, number.end))
    }

    /// 五元三角, 五块六, 壹拾壹元整.
    fn coins(&self, amount: &mut Amount) {
        let text = self.text;
        if amount.number.value.scale() == 0 {
            let mut parts = 1;
            while let Some((number, end)) = self.next(amount.end) {
                let coin = COINS.iter().find(|(coin, part)| *part > parts && text[end..].starts_with(coin));
                let (part, end) = match coin {
                    Some((coin, part)) => (*part, end + coin.len()),
                    // 五块六: the last digit leaves its coin out.
                    None if self.ends_short(amount, number, end) => {
                        let empty = text[amount.end..].starts_with('零');
                        (if empty { 100 } else { parts * 10 }, end)
                    }
                    None => break,
                };
                let Some(value) = added(amount.value, number.value, part) else { break };
                (amount.value, amount.end, amount.whole) = (value, end, true);
                parts = part;
            }
        }
        let rest = &text[amount.end..];
        if amount.whole && rest.starts_with('钱') {
            // 六角七分钱
            amount.end += "钱".len();
        } else if let Some(behind) = rest.strip_prefix(['整', '正']) {
            // 壹佰元整: the 整 says that nothing follows, and is not part of the amount.
            amount.whole |= !behind.starts_with(is_han);
        }
        if amount.whole
            && let Some(unit) = &mut amount.unit
            && matches!(unit.text.as_ref(), "块" | "圆")
        {
            *unit = Unit::named("元");
        }
    }

    /// A digit that a colloquial amount ends in: 五块六, 三米九, 七成六.
    fn ends_short(&self, amount: &Amount, number: Numeral, end: usize) -> bool {
        let unit = amount.unit.as_ref().map(|unit| unit.text.as_ref());
        amount.number.form == Form::Chinese
            && number.form == Form::Chinese
            && number.value < Decimal::TEN
            && unit.is_some_and(|unit| matches!(unit, "块" | "成" | "米"))
            && !self.text[end..].starts_with(|c| is_han(c) && !matches!(c, '到' | '至'))
    }

    /// 肆角叁分: coins alone, where the numerals are those of documents.
    fn coins_alone(&self, at: usize, number: Numeral) -> Option<Amount> {
        let text = self.text;
        const FIRST: CharSet = CharSet::new("角毛毫分美");
        if !text[number.end..].starts_with(|c| FIRST.has(c)) {
            return None;
        }
        let (coin, part) = COINS.iter().find(|(coin, _)| text[number.end..].starts_with(coin))?;
        if !numeral::financial(&text[at..number.end]) {
            return None;
        }
        let mut amount = Amount {
            number,
            value: number.value.checked_div(Decimal::from(*part))?,
            unit: Some(Unit::named("元")),
            end: number.end + coin.len(),
            whole: true,
            more: false,
        };
        if *part == 10
            && let Some((cents, end)) = self.next(amount.end)
            && text[end..].starts_with('分')
        {
            (amount.value, amount.end) = (added(amount.value, cents.value, 100)?, end + "分".len());
        }
        Some(amount)
    }

    /// 2小时30分钟, 一年零三个月: in the smaller unit, in which it is exact.
    fn shorter(&self, amount: &mut Amount) {
        let find = |unit: &str| TIMES.iter().find(|(name, ..)| *name == unit).copied();
        while let Some(mut from) = amount.unit.as_ref().and_then(|unit| find(&unit.text)) {
            let Some((number, end)) = self.next(amount.end) else { break };
            let rest = &self.text[end..];
            // The longer name first: 分钟 before 分.
            let Some(to) = TIMES.iter().rev().find(|(name, size, months)| {
                rest.starts_with(name)
                    && *size < from.1
                    && *months == from.2
                    && !(*name == "日" || *name == "分" && rest.starts_with("分钟"))
            }) else {
                break;
            };
            if from.0 == "分" {
                from.1 = 60;
            }
            let Some(value) = amount
                .value
                .checked_mul(Decimal::from(from.1 / to.1))
                .and_then(|value| value.checked_add(number.value))
            else {
                break;
            };
            let name = if to.0 == "分" {
                "分钟"
            } else if to.0 == "时" {
                "小时"
            } else {
                to.0
            };
            *amount = Amount {
                value,
                unit: Some(Unit::named(name)),
                end: end + to.0.len(),
                whole: true,
                ..amount.clone()
            };
        }
    }

    /// 3斤5两, 三米九: in the larger unit, where that is exact.
    fn smaller(&self, amount: &mut Amount) {
        let Some((number, end)) = self.next(amount.end) else { return };
        let Some(measure) = amount.unit.as_ref().and_then(|unit| unit.measure) else { return };
        if self.ends_short(amount, number, end) {
            if let Some(value) = added(amount.value, number.value, 10) {
                (amount.value, amount.end, amount.whole) = (value, end, true);
            }
            return;
        }
        let (Some(unit), behind) = self.unit(&number, end) else { return };
        let Some(lower) =
            unit.measure.filter(|lower| lower.base == measure.base && lower.factor < measure.factor)
        else {
            return;
        };
        let part = number.value.checked_mul(lower.factor).and_then(|part| part.checked_div(measure.factor));
        let value = part.filter(|part| part.scale() < 10).and_then(|part| amount.value.checked_add(part));
        if let Some(value) = value {
            (amount.value, amount.end, amount.whole) = (value, behind, true);
        }
    }

    /// 三斤半, 两年半, 三成半: a half of the unit more.
    fn half(&self, amount: &mut Amount) {
        let Some(rest) = self.text[amount.end..].strip_prefix('半') else {
            if amount.unit.as_ref().is_some_and(|unit| unit.text == "成")
                && let Some((number, end)) = self.next(amount.end)
                && self.ends_short(amount, number, end)
                && let Some(value) = added(amount.value, number.value, 10)
            {
                (amount.value, amount.end, amount.whole) = (value, end, true);
            }
            return;
        };
        // 六年半年检 begins another word; a half stands at the end of a phrase or before its noun.
        let word = rest.starts_with([
            '年', '月', '天', '日', '夜', '岛', '数', '径', '个', '小', '导', '成', '决', '途', '边', '截',
        ]);
        let measured = amount.unit.as_ref().is_some_and(|unit| unit.measure.is_some());
        if !word
            && measured
            && amount.value.scale() == 0
            && let Some(value) = amount.value.checked_add(Decimal::new(5, 1))
        {
            (amount.value, amount.end) = (value, amount.end + "半".len());
            amount.whole = true;
        }
    }

    /// 两个亿, 一个半小时: behind 个.
    fn spoken(&self, amount: &mut Amount, rest: &str) {
        let from = self.text.len() - rest.len();
        if let Some(behind) = rest.strip_prefix('亿') {
            let Some(value) = amount.value.checked_mul(Decimal::from(100_000_000)) else { return };
            let magnitude = 100_000_000;
            let number = Numeral {
                value,
                magnitude,
                shared: magnitude,
                end: self.text.len() - behind.len(),
                ..amount.number
            };
            let (unit, end) = self.unit(&number, number.end);
            // 260个亿元以上项目 are so many projects.
            if unit
                .as_ref()
                .map_or(!behind.is_empty() && behind.starts_with(is_han), |unit| unit.text == "元")
            {
                return;
            }
            *amount = Amount { number, value, unit, end, whole: false, more: false };
        } else if let Some(behind) = rest.strip_prefix('半') {
            let units = ["个小时", "个月", "个钟头", "个星期"];
            let (Some(unit), Some(value)) = (
                units.into_iter().find(|unit| behind.starts_with(&unit["个".len()..])),
                amount.value.checked_add(Decimal::new(5, 1)),
            ) else {
                return;
            };
            let end = from + unit.len(); // 半小时 is as long as 个小时
            *amount = Amount { value, unit: Some(Unit::named(unit)), end, whole: true, ..amount.clone() };
        }
    }
}

/// 七折, 八五折: tenths, or in two digits hundredths of the price.
fn discount(mut amount: Amount) -> Amount {
    if amount.value.scale() == 0 && amount.value > Decimal::TEN {
        amount.value = amount.value.checked_div(Decimal::TEN).unwrap_or(amount.value);
    }
    amount
}

fn added(value: Decimal, more: Decimal, part: i64) -> Option<Decimal> {
    value.checked_add(more.checked_div(Decimal::from(part))?)
}
