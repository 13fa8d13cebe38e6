//! Chinese numerals: 三万三千三百三十三亿, 二〇二四, 十五六, 几百, 成百上千.

use rust_decimal::Decimal;

use super::{Digits, Form, LONGEST, Numeral, digit, magnitude, next, place, tens};
use crate::fact::Bound;

/// A Chinese numeral with the indefinite forms around it: 数十, 几百, 上千, 十几, 成百上千, 半, 三四百.
pub(super) fn chinese(text: &str, at: usize) -> Option<Numeral> {
    let first = next(text, at)?;
    let behind = at + first.len_utf8();
    match first {
        '成' => {
            let rest = text[at..].strip_prefix("成百上千").or_else(|| text[at..].strip_prefix("成千上万"))?;
            let value = if text[at..].starts_with("成百") { 100u32 } else { 1000 };
            let end = text.len() - rest.len();
            let mut numeral = Numeral::new(end, Decimal::from(value), Form::Chinese);
            numeral.bound = Bound::AtLeast;
            numeral.modifier = Some((at, end));
            Some(numeral)
        }
        '上' | '数' | '几' => {
            let unit = next(text, behind)?;
            let factor = place(unit).or_else(|| magnitude(unit))?;
            let mut numeral = Numeral::new(behind + unit.len_utf8(), Decimal::from(factor), Form::Chinese);
            numeral.bound = if first == '上' { Bound::AtLeast } else { Bound::Over };
            numeral.modifier = Some((at, behind));
            while let Some((more, factor)) =
                next(text, numeral.end).and_then(|c| magnitude(c).or(place(c)).map(|factor| (c, factor)))
            {
                numeral.value = numeral.value.checked_mul(Decimal::from(factor))?;
                numeral.end += more.len_utf8();
            }
            Some(numeral)
        }
        '半' => Some(Numeral::new(behind, Decimal::new(5, 1), Form::Chinese)),
        _ => chinese_run(text, at),
    }
}

/// A run of Chinese numeral characters.
pub(super) fn chinese_run(text: &str, at: usize) -> Option<Numeral> {
    let mut total = Decimal::ZERO; // above the last 万 or 亿
    let mut section = 0u64; // below it
    let mut pending: Option<u64> = None; // a digit that waits for its place
    let mut alternative: Option<(u64, u64)> = None; // 三四 of 三四百: the digit before, and the place it takes
    let mut last_place = 10_000u64; // the place of the digit before
    let mut below = 0u64; // what a digit right behind it takes: 一百五 is 150, 一万三 is 13000
    let mut last_magnitude = 0u64;
    let mut plain = Some(Digits::default()); // 二〇二四, digit by digit
    let mut few: Option<(usize, usize)> = None; // 几 of 十几, 几十
    let mut end = at;
    let mut read = 0usize;
    let mut zero = false;
    for (offset, c) in text[at..].char_indices().take(LONGEST) {
        let here = at + offset;
        let behind = here + c.len_utf8();
        // 二两, 三千两: behind a numeral 两 is a unit, unless it takes a place.
        let one_or_two = read == 1 && pending == Some(1);
        if c == '两'
            && read > 0
            && !one_or_two
            && next(text, behind).is_none_or(|c| place(c).or(magnitude(c)).is_none())
        {
            break;
        }
        // 参 is the numeral of documents only beside another of them: 参拾参, but not 参加.
        let digit_of = match c {
            '参' if read > 0 || matches!(next(text, behind), Some('拾' | '佰' | '仟' | '万' | '萬')) => {
                Some(3)
            }
            _ => digit(c),
        };
        if let Some(value) = digit_of {
            if let Some(plain) = &mut plain {
                plain.put(value);
            }
            let value = u64::from(value);
            match pending {
                Some(0) if plain.is_none() => pending = Some(value),
                Some(before) if plain.is_none() || read == 1 => {
                    // 三四百, 十五六: neighbours in order, or 三五.
                    if alternative.is_none() && (value == before + 1 || (before, value) == (3, 5)) {
                        alternative = Some((before, value));
                    } else if plain.is_none() {
                        break;
                    }
                    pending = Some(value);
                }
                _ => {
                    if pending.is_some() {
                        alternative = None;
                    }
                    pending = Some(value);
                }
            }
            zero |= value == 0;
        } else if let Some(factor) = place(c) {
            plain = None;
            // 十一十二 are two numbers.
            if factor >= last_place && section > 0 {
                break;
            }
            // 一千零十: the 零 only marks the empty place.
            let value = pending.take().filter(|value| *value > 0).unwrap_or(1);
            section += value * factor;
            if let Some((low, _)) = &mut alternative
                && *low < 10
            {
                alternative = alternative.map(|(low, high)| (low * factor, high * factor));
            }
            last_place = factor;
            below = factor / 10;
            zero = false;
        } else if let Some(factor) = magnitude(c) {
            plain = None;
            // 近万人次: without a digit it is one 万; whether 万 alone is a number the caller decides.
            section += match pending.take() {
                // 一百二万: the digit takes the place below the last one.
                Some(digit) if section > 0 && !zero && below > 1 && alternative.is_none() => digit * below,
                Some(digit) => digit,
                None => u64::from(read == 0),
            };
            let scaled = if factor >= last_magnitude && last_magnitude > 0 {
                // 二十一万亿: the 亿 multiplies all that stood before.
                total = (total + Decimal::from(section)).checked_mul(Decimal::from(factor))?;
                Decimal::ZERO
            } else {
                Decimal::from(section).checked_mul(Decimal::from(factor))?
            };
            total += scaled;
            if let Some((low, high)) = alternative {
                alternative = Some((low * factor, high * factor));
            }
            section = 0;
            last_magnitude = factor;
            last_place = 10_000;
            below = factor / 10;
            zero = false;
        } else if let Some(tens) = tens(c) {
            plain = None;
            section += tens;
            last_place = 10;
            below = 1;
        } else if c == '几' && read > 0 && (pending == Some(0) || pending.is_none() && last_place == 10) {
            // 十几, 二十几
            few = Some((here, behind));
            end = behind;
            break;
        } else {
            break;
        }
        read += 1;
        end = behind;
    }
    if read == 0 {
        return None;
    }
    let mut numeral = Numeral::new(end, Decimal::ZERO, Form::Chinese);
    // So far every character was a digit.
    if let Some(plain) = plain.filter(|_| read > 1 && (alternative.is_none() || read > 2)) {
        numeral.value = plain.value()?;
    } else {
        let rest = match pending {
            // The digit takes the place below the last one.
            Some(value) if read > 1 && !zero && alternative.is_none() && below > 1 => value * below,
            Some(value) => value,
            None => 0,
        };
        numeral.value = total + Decimal::from(section) + Decimal::from(rest);
        if let Some((low, high)) = alternative {
            numeral.high = Some(numeral.value);
            numeral.value -= Decimal::from(high - low);
            numeral.bound = Bound::Range;
        }
    }
    // 150万 of 一百五十万, and the 千 of 三千, which is all there is.
    let lone = (section == last_place || read == 2) && pending.is_none() && last_place < 10_000;
    numeral.shared = match last_magnitude {
        0 if lone && total.is_zero() => last_place,
        _ if section == 0 && pending.is_none() && last_magnitude > 0 => last_magnitude,
        _ => 1,
    };
    if let Some(few) = few {
        numeral.bound = Bound::Over;
        numeral.modifier = Some(few);
    }
    // 两百点二: the decimals digit by digit.
    if let Some(rest) = text[numeral.end..].strip_prefix('点') {
        let mut decimals = Digits::default();
        let mut written = 0;
        for (c, value) in rest.chars().map_while(|c| Some((c, digit(c).or_else(|| c.to_digit(10))?))) {
            decimals.put(value);
            decimals.scale += 1;
            written += c.len_utf8();
        }
        if decimals.scale > 0 && few.is_none() {
            let point = decimals.value()?;
            numeral.value = numeral.value.checked_add(point)?;
            numeral.end += "点".len() + written;
        }
    }
    Some(numeral)
}
