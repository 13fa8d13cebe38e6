//! Ranges: 8—10万, 6.5%—7%, 5%与7%之间.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::{Scan, Unit};
use crate::extract::figures::numeral::{self, Form};
use crate::extract::lexis::{CharSet, Words};

/// What may stand between the ends of a range.
const DASHES: Words = Words::new(&["——", "—", "–", "－", "--", "-", "～", "~", "─", "至", "到"]);

/// The length of what joins both ends, and whether a 之间 has to follow.
fn connector(rest: &str) -> Option<(usize, bool)> {
    const FIRST: CharSet = CharSet::new("（—–－～─至到和与");
    if !rest.starts_with(|c| matches!(c, ' ' | '-' | '~') || FIRST.has(c)) {
        return None;
    }
    let mut at = 0;
    for aside in ["（含）", " "] {
        if rest[at..].starts_with(aside) {
            at += aside.len();
        }
    }
    let (length, between) = match DASHES.beginning(&rest[at..]).next() {
        Some(dash) => (dash.len(), false),
        None if rest[at..].starts_with(['和', '与']) => ("和".len(), true),
        None => return None,
    };
    at += length;
    if rest[at..].starts_with(' ') {
        at += 1;
    }
    Some((at, between))
}

/// A value of one unit in another of the same dimension, where it is exact: 500克至1公斤.
fn in_unit(value: Decimal, from: &Unit, to: &Unit) -> Option<Decimal> {
    if from.text == to.text {
        return Some(value);
    }
    let (one, other) = (from.measure?, to.measure?);
    let same =
        one.base == other.base && one.dimension == other.dimension && from.per.is_none() && to.per.is_none();
    if !same {
        return None;
    }
    let value = value.checked_mul(one.factor)?.checked_div(other.factor)?;
    (value.scale() < 10).then_some(value)
}

impl Scan<'_> {
    /// The other end of the range that an amount begins, and the value of the lower one.
    pub(super) fn range(&self, at: usize, first: &Amount) -> Option<(Amount, Decimal)> {
        let (text, number) = (self.text, first.number);
        let (length, between) = connector(&text[first.end..])?;
        let next = first.end + length;
        let other = numeral::numeral(text, next).filter(|other| other.end > next)?;
        let mut last = self.amount(next, other);
        let bare = last.unit.is_none() && first.unit.is_none();
        if bare
            && other.magnitude == 1
            && other.shared < 10_000
            && !matches!(other.form, Form::Percent | Form::Permille)
        {
            return None;
        }
        // 两~3百, but not 二十三-5
        if number.form == Form::Chinese
            && other.form == Form::Arabic
            && text[at..number.end].chars().nth(1).is_some()
        {
            return None;
        }
        if between {
            let rest = &text[last.end..];
            let word = ["之间", "间"].into_iter().find(|word| rest.starts_with(word))?;
            last.end += word.len();
        }
        // 增加两成至12万元 goes from a change to a level.
        let low = match (&first.unit, &last.unit) {
            (Some(one), Some(other)) => in_unit(first.value, one, other)?,
            (None, Some(_)) if matches!(number.form, Form::Fraction | Form::Ratio) => return None,
            _ => first.value,
        };
        // 8—10万, 两到三千: both ends take the 万, unless the first is already the larger number.
        let scaled = number.value.checked_mul(other.shared.into());
        let low = match scaled {
            Some(scaled) if first.unit.is_none() && number.shared < other.shared && scaled <= other.value => {
                scaled
            }
            _ => low,
        };
        (low <= last.value).then(|| {
            if last.unit.is_none() {
                last.unit.clone_from(&first.unit);
            }
            (last, low)
        })
    }
}
