//! Units behind a number, with the denominators of rates.

use super::amount::Amount;
use super::countable::other_word;
use super::{Measure, NO_UNIT, Scan, UNITS, Unit, known_unit, unit_begun};
use crate::extract::figures::numeral::{self, Form, Numeral};
use crate::fact::Dimension;
use crate::span::TextSpan;

impl Scan<'_> {
    /// The unit that stands at `at`, with its denominator, and where it ends.
    pub(super) fn unit(&self, number: &Numeral, at: usize) -> (Option<Unit>, usize) {
        let text = self.text;
        let mut at = at;
        if text[at..].starts_with(' ')
            && text[at + 1..].starts_with(|c: char| !c.is_ascii() || c.is_ascii_lowercase())
        {
            at += 1;
        }
        let rest = &text[at..];
        let begun = UNITS.of(rest);
        let Some((length, name, measure)) = split(rest).or_else(|| unit_begun(begun, rest)) else {
            return (None, number.end);
        };
        if begun.may(NO_UNIT) && other_word(rest, number, name) {
            return (None, number.end);
        }
        let mut end = at + length;
        // 5mm is one unit, 5min and 3mol are other ones.
        if name.ends_with(|c: char| c.is_ascii_alphabetic())
            && text[end..].starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            return (None, number.end);
        }
        let mut unit = Unit { text: name.into(), measure: Some(measure), per: None };
        // 3年多, 10公里多
        if matches!(measure.dimension, Some(Dimension::Duration | Dimension::Length))
            && let Some(slack) = text[end..].chars().next().filter(|c| matches!(c, '多' | '余'))
        {
            end += slack.len_utf8();
        }
        // 元/人/年
        while let Some(slash) = text[end..].chars().next().filter(|c| matches!(c, '/' | '／')) {
            let from = end + slash.len_utf8();
            let length = denominator(&text[from..]);
            if length == 0 {
                break;
            }
            let start = unit.per.map_or(from, |per| per.start());
            unit.text = format!("{}/{}", unit.text, &text[from..from + length]).into();
            unit.per = Some(TextSpan::new(start, from + length));
            // A rate has no base unit of the plain dimension.
            end = from + length;
        }
        (Some(unit), end)
    }

    /// Gives an amount without a unit the one at the end of its list: 提高1.5、3.2、0.8个百分点, 分别达12、15亿元.
    pub(super) fn shared_unit(&self, at: usize, amount: &mut Amount) {
        /// More numbers than a list deals out.
        const MANY: usize = 8;
        let text = self.text;
        let number = amount.number;
        if number.form != Form::Arabic || number.magnitude != 1 || number.high.is_some() {
            return;
        }
        let near: usize = self.before(at).chars().rev().take(24).map(char::len_utf8).sum();
        if number.value.scale() == 0 && !text[at - near..at].contains("分别") {
            return;
        }
        let mut end = number.end;
        for _ in 0..MANY {
            let Some(joint) = text[end..].chars().next().filter(|c| matches!(c, '、' | '和' | '与'))
            else {
                return;
            };
            let next = end + joint.len_utf8();
            let Some(other) = numeral::numeral(text, next).filter(|other| other.end > next) else { return };
            let (unit, _) = match other.form {
                Form::Arabic => self.unit(&other, other.end),
                Form::Percent => (Some(Unit::named("%")), other.end),
                _ => return,
            };
            let Some(unit) = unit else {
                end = other.end;
                continue;
            };
            let dimension = unit.measure.and_then(|measure| measure.dimension);
            let measures = matches!(
                dimension,
                Some(
                    Dimension::Percent
                        | Dimension::Points
                        | Dimension::Money
                        | Dimension::Area
                        | Dimension::Mass
                )
            ) || dimension == Some(Dimension::Count)
                && matches!(unit.text.as_ref(), "人" | "家" | "户" | "人次" | "倍");
            if let Some(value) = number.value.checked_mul(other.magnitude.into()).filter(|_| measures) {
                amount.value = value;
                amount.unit = Some(unit);
            }
            return;
        }
    }
}

/// 5个多月: the 多 stands inside the unit.
fn split(text: &str) -> Option<(usize, &'static str, &'static Measure)> {
    let rest = text.strip_prefix("个多")?;
    let name = ["个月", "个小时", "个星期"].into_iter().find(|name| rest.starts_with(&name["个".len()..]))?;
    Some((name.len() + "多".len(), name, Measure::named(name)?))
}

/// The length of the denominator of a rate: 人年, 平方公里, 万元, 10万人.
fn denominator(text: &str) -> usize {
    for whole in ["人年", "人月", "人次", "人·年", "万元", "亿元", "亩年", "日", "月", "周", "季", "季度"]
    {
        if text.starts_with(whole) {
            return whole.len();
        }
    }
    let number: usize = text
        .chars()
        .take(6)
        .take_while(|c| c.is_ascii_digit() || matches!(c, '百' | '千' | '万' | '亿'))
        .map(char::len_utf8)
        .sum();
    // 千瓦时 is a unit, 千人 a number of another.
    let longest = |from: usize| known_unit(&text[from..]).map(|(length, ..)| from + length);
    longest(0).max(longest(number)).unwrap_or(0)
}
