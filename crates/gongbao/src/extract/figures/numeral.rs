//! Numerals: digits, Chinese numerals, and both mixed, read exactly.
//!
//! A numeral here is the number itself with its magnitude (万, 亿) and the words inside it that make it inexact
//! (余, 多, 几, 数, 上, 近). Units and the words around are the business of [`super::quantity`].
//!
//! The grammar, by hand and linear, one character of look-ahead:
//!
//! ```text
//! numeral   = fraction | ordinal? mixed
//! mixed     = (arabic | chinese) slack? magnitude* slack?
//! arabic    = digits (sep ddd)* ("." digits)?
//! chinese   = [一二…九十百千万亿零〇两…]+ ("点" digits)?
//! fraction  = 百分之 mixed | 千分之 mixed | N分之 mixed
//! slack     = 余 | 多 | 来 | 几
//! ```

mod chinese;

use rust_decimal::Decimal;

use self::chinese::{chinese, chinese_run};
use crate::extract::lexis::CharSet;
use crate::fact::Bound;

/// A number as the text writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Numeral {
    /// Behind its last byte.
    pub(super) end: usize,
    /// The number, its magnitude multiplied in.
    pub(super) value: Decimal,
    /// The upper end of alternatives: 三四百.
    pub(super) high: Option<Decimal>,
    /// What 万 and 亿 behind its digits multiply by; 1 without.
    pub(super) magnitude: u64,
    /// What a number before it takes over in a range: the 万 of 8—10万, the 千 of 两到三千.
    pub(super) shared: u64,
    /// What the words inside it say of the true value.
    pub(super) bound: Bound,
    /// Where the words inside that set the bound stand.
    pub(super) modifier: Option<(usize, usize)>,
    /// How it is written.
    pub(super) form: Form,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// In digits, perhaps with 万 or 亿.
    Arabic,
    /// In Chinese numerals.
    Chinese,
    /// A part of a hundred: 百分之六十一.
    Percent,
    /// A part of a thousand: 千分之三.
    Permille,
    /// Another fraction: 三分之一.
    Fraction,
    /// A fraction with a stroke: 1/3.
    Ratio,
}

/// The value of a Chinese digit, 〇 to 九 and their financial forms.
pub(super) fn digit(c: char) -> Option<u32> {
    Some(match c {
        '零' | '〇' | '○' => 0,
        '一' | '壹' | '幺' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// 十, 百, 千 and their financial forms.
fn place(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

/// Tens in one character.
fn tens(c: char) -> Option<u64> {
    match c {
        '廿' => Some(20),
        '卅' => Some(30),
        '卌' => Some(40),
        _ => None,
    }
}

/// 万 and 亿.
fn magnitude(c: char) -> Option<u64> {
    Some(match c {
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

fn slack(c: char) -> bool {
    matches!(c, '余' | '多' | '来')
}

/// What a numeral can begin with, beside digits: the trigger of the scan.
pub(super) const BEGIN: CharSet =
    CharSet::new(concat!("零〇○一壹幺二两贰三叁四肆五伍六陆七柒八捌九玖", "十拾百佰千仟万亿廿卅半数几上成",));

/// Whether a number is written in the numerals of documents that cannot be changed: 壹佰贰拾.
pub(super) fn financial(written: &str) -> bool {
    written.contains(['壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖', '拾', '佰', '仟'])
}

/// How many bytes of the beginning are digits, Arabic or Chinese.
pub(super) fn run(text: &str) -> usize {
    text.chars().take_while(|c| c.is_ascii_digit() || numeric(*c)).map(char::len_utf8).sum()
}

/// Whether a character is part of Chinese numbers.
fn numeric(c: char) -> bool {
    digit(c).is_some() || place(c).is_some() || magnitude(c).is_some()
}

fn next(text: &str, at: usize) -> Option<char> {
    text[at..].chars().next()
}

/// Reads the numeral that begins at `at`, which must be a character boundary; none if there is none, or if it has
/// more digits than a decimal of 28 places holds.
pub(super) fn numeral(text: &str, at: usize) -> Option<Numeral> {
    let first = next(text, at)?;
    if let Some(plain) = plain(text, at, first) {
        return Some(plain);
    }
    if first.is_ascii_digit() {
        let (value, end) = arabic(text, at)?;
        if let Some(part) = parts_of(text, value, end) {
            return Some(part);
        }
        return Some(and_a_fraction(text, chained(text, tail(text, Numeral::new(end, value, Form::Arabic)))));
    }
    if let Some(fraction) = fraction(text, at) {
        return Some(fraction);
    }
    let numeral = chinese(text, at).map(|numeral| match numeral.form {
        Form::Chinese if numeral.end > at => tail(text, numeral),
        _ => numeral,
    })?;
    Some(and_a_fraction(text, numeral))
}

/// Characters that may go on with a number, or make another of it, where one could end.
const GOES_ON: CharSet = CharSet::new(concat!(
    "零〇○一壹幺二两贰三叁四肆五伍六陆七柒八捌九玖参",
    "十拾百佰千仟万萬亿億廿卅卌几余多来点又分，．\u{2009}"
));

/// Whether a number may go on behind its digits.
fn goes_on(text: &str, end: usize) -> bool {
    next(text, end).is_some_and(|c| match c {
        '\0'..='\u{7F}' => matches!(c, '0'..='9' | ',' | '.' | '/' | ' '),
        '\u{80}'..='\u{7FF}' => matches!(c, '\u{a0}' | '·'),
        _ => GOES_ON.has(c),
    })
}

/// A number as most are written, which nothing can make another of: 297个, 12.5亿元, 三个.
fn plain(text: &str, at: usize, first: char) -> Option<Numeral> {
    /// With so many bytes digits and their magnitude fit into 63 bits.
    const MOST: usize = 10;
    if let Some(value) = digit(first) {
        let end = at + first.len_utf8();
        return (!goes_on(text, end)).then(|| Numeral::new(end, value.into(), Form::Chinese));
    }
    let digit_at = |end: usize| text.as_bytes().get(end).filter(|byte| byte.is_ascii_digit());
    let (mut value, mut end, mut scale) = (0i64, at, 0);
    while let Some(digit) = digit_at(end) {
        (value, end) = (value * 10 + i64::from(digit - b'0'), end + 1);
        if end - at > MOST {
            return None;
        }
    }
    if end == at {
        return None;
    }
    if text.as_bytes().get(end) == Some(&b'.') && digit_at(end + 1).is_some() {
        let point = end + 1;
        end = point;
        while let Some(digit) = digit_at(end) {
            (value, end) = (value * 10 + i64::from(digit - b'0'), end + 1);
            if end - at > MOST {
                return None;
            }
        }
        scale = (end - point) as u32;
    }
    let mut numeral = Numeral::new(end, Decimal::ZERO, Form::Arabic);
    if let Some((c, factor)) = next(text, end).and_then(|c| Some((c, magnitude(c)?))) {
        value *= factor as i64;
        numeral.end += c.len_utf8();
        (numeral.magnitude, numeral.shared) = (factor, factor);
    }
    numeral.value = Decimal::new(value, scale);
    (!goes_on(text, numeral.end)).then_some(numeral)
}

/// 三又二分之一.
fn and_a_fraction(text: &str, numeral: Numeral) -> Numeral {
    let part = text[numeral.end..].strip_prefix('又').and_then(|rest| {
        let from = text.len() - rest.len();
        fraction(text, from)
            .or_else(|| arabic(text, from).and_then(|(first, end)| parts_of(text, first, end)))
    });
    let Some(part) = part else { return numeral };
    let part_of_one = match part.form {
        Form::Percent => part.value.checked_div(Decimal::ONE_HUNDRED),
        Form::Permille => part.value.checked_div(Decimal::ONE_THOUSAND),
        _ => Some(part.value),
    };
    match part_of_one.and_then(|value| numeral.value.checked_add(value)) {
        Some(value) => Numeral { value, form: Form::Fraction, ..part },
        None => numeral,
    }
}

impl Numeral {
    fn new(end: usize, value: Decimal, form: Form) -> Self {
        Self { end, value, high: None, magnitude: 1, shared: 1, bound: Bound::Exact, modifier: None, form }
    }
}

/// No number is written with so many characters: a longer run is none, and is not read to its end again and again.
const LONGEST: usize = 64;

/// Digits with separators of thousands and a decimal point.
pub(super) fn arabic(text: &str, at: usize) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let digits =
        |from: usize| bytes[from..].iter().take(LONGEST).take_while(|byte| byte.is_ascii_digit()).count();
    let run = |from: usize| from + digits(from);
    let mut end = run(at);
    if end - at == LONGEST {
        return None;
    }
    let mut written = Digits::of(&bytes[at..end]);
    let mut spaced = None;
    if end - at <= 3 {
        // 1,230 and 4，910万 and 29 000: groups of three. A clause does not end in a bare digit, so a comma between
        // digits separates thousands, full-width or not. One number has one kind of separator: 53,238 120.7% are the
        // cells of a row.
        while let Some(c @ (',' | '，' | ' ' | '\u{a0}' | '\u{2009}')) = next(text, end) {
            let space = !matches!(c, ',' | '，');
            if *spaced.get_or_insert(space) != space {
                break;
            }
            let separator = c.len_utf8();
            let until = run(end + separator);
            if until - (end + separator) != 3 {
                break;
            }
            written.take(&bytes[end + separator..until]);
            end = until;
        }
    }
    let point = match next(text, end) {
        Some(c @ ('.' | '．' | '·')) => c.len_utf8(),
        _ => 0,
    };
    if point > 0 && bytes.get(end + point).is_some_and(u8::is_ascii_digit) {
        let until = run(end + point);
        // 1.2.3 is no number, and neither is 7·20 of a date: a middle dot counts only before 万, 亿, % or a unit,
        // which the caller sees; a second point refuses.
        if bytes.get(until) == Some(&b'.') && bytes.get(until + 1).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        written.take(&bytes[end + point..until]);
        written.scale = (until - end - point) as u32;
        end = until;
    }
    // 638 711 111.5% are three cells, of which this is the first.
    if spaced == Some(true) && matches!(next(text, end), Some('%' | '％' | '‰')) {
        return Digits::of(&bytes[at..run(at)]).value().map(|value| (value, run(at)));
    }
    written.value().map(|value| (value, end))
}

/// Digits as they are read, one behind the other.
#[derive(Clone, Copy, Default)]
struct Digits {
    mantissa: u128,
    count: u32,
    /// How many of them stand behind the point.
    scale: u32,
}

impl Digits {
    fn of(digits: &[u8]) -> Self {
        let mut written = Self::default();
        written.take(digits);
        written
    }

    fn take(&mut self, digits: &[u8]) {
        for digit in digits {
            self.put(u32::from(digit - b'0'));
        }
    }

    fn put(&mut self, digit: u32) {
        self.mantissa = self.mantissa.wrapping_mul(10).wrapping_add(u128::from(digit));
        self.count += 1;
    }

    /// None where they are too many for a decimal.
    fn value(self) -> Option<Decimal> {
        /// More digits than these do not fit.
        const MOST: u32 = 38;
        let mantissa = i128::try_from(self.mantissa).ok().filter(|_| self.count <= MOST)?;
        Decimal::try_from_i128_with_scale(mantissa, self.scale).ok()
    }
}

/// 3分之1, 1/3: what digits begin.
fn parts_of(text: &str, first: Decimal, end: usize) -> Option<Numeral> {
    let rest = &text[end..];
    if rest.starts_with("分之") {
        let part =
            numeral(text, end + "分之".len()).filter(|_| first.scale() == 0 && first > Decimal::ONE)?;
        return Some(Numeral {
            value: part.value.checked_div(first)?,
            high: None,
            form: Form::Fraction,
            ..part
        });
    }
    let below = rest.strip_prefix('/').filter(|below| below.starts_with(|c: char| c.is_ascii_digit()))?;
    let digits = below.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let more = below[digits..]
        .starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '月'));
    let whole: Decimal = below[..digits].parse().ok().filter(|whole: &Decimal| *whole > Decimal::ONE)?;
    (digits < 3 && !more && first.scale() == 0)
        .then(|| first.checked_div(whole).map(|value| Numeral::new(end + 1 + digits, value, Form::Ratio)))?
}

/// 百分之, 千分之, 万分之, 三分之一.
fn fraction(text: &str, at: usize) -> Option<Numeral> {
    let whole =
        |c: &char| c.is_ascii_digit() || tens(*c).is_some() || matches!(*c, '几' | '点') || numeric(*c);
    let length: usize = text[at..].chars().take_while(whole).map(char::len_utf8).sum();
    if !text[at + length..].starts_with("分之") {
        return None;
    }
    let (whole, parts) = ["百分之", "一百分之", "千分之", "一千分之", "万分之", "一万分之"]
        .iter()
        .zip([100u64, 100, 1000, 1000, 10_000, 10_000])
        .find(|(prefix, _)| text[at..].starts_with(**prefix))
        .map(|(prefix, whole)| (whole, prefix.len()))
        .or_else(|| {
            let denominator = chinese_run(text, at)?;
            let rest = text[denominator.end..].strip_prefix("分之")?;
            let whole = u64::try_from(denominator.value.mantissa()).ok().filter(|whole| *whole > 1)?;
            (denominator.value.scale() == 0 && !rest.is_empty())
                .then_some((whole, denominator.end + "分之".len() - at))
        })?;
    let negative = text[at + parts..].starts_with('负');
    let from = at + parts + if negative { "负".len() } else { 0 };
    let part = match next(text, from)? {
        c if c.is_ascii_digit() => {
            let (value, end) = arabic(text, from)?;
            Numeral::new(end, value, Form::Arabic)
        }
        _ => chinese(text, from)?,
    };
    let form = match whole {
        100 => Form::Percent,
        1000 => Form::Permille,
        _ => Form::Fraction,
    };
    let scale = |value: Decimal| match form {
        Form::Percent | Form::Permille => Some(value),
        _ => value.checked_div(Decimal::from(whole)),
    };
    let part = if negative { Numeral { value: -part.value, high: None, ..part } } else { part };
    Some(Numeral { form, value: scale(part.value)?, high: part.high.map(scale).unwrap_or(None), ..part })
}

/// What may stand behind the digits: 余, 多, 千, 万, 亿, in turn.
fn tail(text: &str, mut numeral: Numeral) -> Numeral {
    let mut slack_at = None;
    while let Some(c) = next(text, numeral.end) {
        let after = numeral.end + c.len_utf8();
        if slack(c) && slack_at.is_none() {
            // 5多万 and 20多家, but 10多云: only where a magnitude or something else may follow is decided by the
            // unit behind; 来 alone is a verb far more often.
            if c == '来'
                && !next(text, after).is_some_and(|c| magnitude(c).is_some() || "个名人家岁年斤".contains(c))
            {
                break;
            }
            slack_at = Some((numeral.end, after));
            numeral.end = after;
            continue;
        }
        let factor = match (magnitude(c), place(c)) {
            (Some(factor), _) => factor,
            (None, Some(factor)) if follows_as_place(text, after, &numeral, c) => factor,
            _ => break,
        };
        let Some(magnitude) = numeral.magnitude.checked_mul(factor) else { break };
        let factor = Decimal::from(factor);
        let Some(value) = numeral.value.checked_mul(factor) else { break };
        numeral.value = value;
        numeral.magnitude = magnitude;
        numeral.shared = magnitude;
        numeral.high = numeral.high.and_then(|high| high.checked_mul(factor));
        numeral.end = after;
    }
    if let Some(at) = slack_at {
        // 近2万多 is nearly by the word before and over by this one: the text contradicts itself, the first wins.
        if numeral.bound == Bound::Exact {
            numeral.bound = Bound::Over;
            numeral.modifier = Some(at);
        }
    }
    numeral
}

/// 2亿6千万, 200亿零四千, 1万600: what follows a magnitude right away and is smaller belongs to the same number.
fn chained(text: &str, mut numeral: Numeral) -> Numeral {
    while numeral.magnitude > 1 && numeral.bound == Bound::Exact {
        let magnitude = Decimal::from(numeral.magnitude);
        let zero = if text[numeral.end..].starts_with('零') { "零".len() } else { 0 };
        let from = numeral.end + zero;
        let lower = match next(text, from) {
            Some(c) if c.is_ascii_digit() => {
                arabic(text, from).map(|(value, end)| tail(text, Numeral::new(end, value, Form::Arabic)))
            }
            Some(c) if digit(c).is_some() => chinese_run(text, from),
            _ => None,
        };
        let Some(lower) = lower.filter(|lower| lower.value < magnitude && lower.bound == Bound::Exact) else {
            break;
        };
        // 5万3 is nothing that anybody writes, and 5万3个 may be two numbers; 1百01 says its empty place in digits. What
        // has decimals before its 万 is complete.
        let whole = numeral.value.checked_rem(magnitude).is_some_and(|rest| rest.is_zero());
        let empty = text[from..].starts_with('0');
        let large = lower.magnitude > 1 || lower.value >= Decimal::ONE_HUNDRED;
        let long = whole && (zero > 0 || empty || large);
        let (Some(sum), true) = (numeral.value.checked_add(lower.value), long) else { break };
        let magnitude = if lower.form == Form::Chinese { lower.shared } else { lower.magnitude };
        numeral = Numeral { value: sum, magnitude, form: Form::Arabic, ..lower };
    }
    numeral
}

/// Whether 十, 百 or 千 behind digits multiplies them: 3千名 and 8百万, but not 5千米 and 20千瓦.
fn follows_as_place(text: &str, after: usize, numeral: &Numeral, c: char) -> bool {
    let rest = &text[after..];
    numeral.form == Form::Arabic
        && (numeral.value.scale() == 0
            || (c == '千' && rest.starts_with(['公', '人', '吨', '户', '台', '辆', '美'])))
        && numeral.magnitude == 1
        && c != '十'
        && !(c == '千'
            && ["米", "克", "瓦", "伏", "卡", "焦", "赫", "公里", "公斤", "帕", "乏", "字节", "比特"]
                .iter()
                .any(|unit| rest.starts_with(unit)))
        && !rest.starts_with("分")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_digit_and_place_begins_a_numeral() {
        for c in '\u{80}'..='\u{FFFF}' {
            assert!(BEGIN.has(c) || (digit(c).is_none() && place(c).is_none()), "{c}");
        }
    }

    fn read(text: &str) -> (String, Option<String>, Bound, &str) {
        let numeral = numeral(text, 0).unwrap_or_else(|| panic!("{text} is a numeral"));
        (
            numeral.value.normalize().to_string(),
            numeral.high.map(|high| high.normalize().to_string()),
            numeral.bound,
            &text[numeral.end..],
        )
    }

    #[test]
    fn values_are_exact() {
        for (text, value) in [
            ("297个", "297"),
            ("1,230件", "1230"),
            ("82，225.00元", "82225"),
            ("5，200个", "5200"),
            ("29 000个", "29000"),
            ("2亿6千万元", "260000000"),
            ("3，15日", "3"),
            ("334.82万元", "3348200"),
            ("3.5万亿", "3500000000000"),
            ("一万五千亿", "1500000000000"),
            ("二十一万亿", "21000000000000"),
            ("两百点二", "200.2"),
            ("一百五", "150"),
            ("一百零五", "105"),
            ("一千零十", "1010"),
            ("一万三", "13000"),
            ("四万万", "400000000"),
            ("200亿零四千", "20000004000"),
            ("1万600", "10600"),
            ("一又二分之一", "1.5"),
            ("廿三", "23"),
            ("壹佰贰拾", "120"),
            ("三分之一", "0.3333333333333333333333333333"),
            ("百分之六十一", "61"),
            ("二〇二四", "2024"),
            ("十", "10"),
            ("三千六百五十万", "36500000"),
            ("3千名", "3000"),
            ("5千米", "5"),
            ("八百万", "8000000"),
            ("三万三千三百三十三亿", "3333300000000"),
            ("一亿二千万", "120000000"),
        ] {
            assert_eq!(read(text).0, value, "{text}");
        }
    }

    #[test]
    fn inexact_numbers_say_so() {
        assert_eq!(read("1230余万元"), ("12300000".into(), None, Bound::Over, "元"));
        assert_eq!(read("三十万多亿"), ("30000000000000".into(), None, Bound::Over, ""));
        assert_eq!(read("2万多人"), ("20000".into(), None, Bound::Over, "人"));
        assert_eq!(read("上千人"), ("1000".into(), None, Bound::AtLeast, "人"));
        assert_eq!(read("数十名"), ("10".into(), None, Bound::Over, "名"));
        assert_eq!(read("几百万元"), ("1000000".into(), None, Bound::Over, "元"));
        assert_eq!(read("十几个"), ("10".into(), None, Bound::Over, "个"));
        assert_eq!(read("三四百人"), ("300".into(), Some("400".into()), Bound::Range, "人"));
        assert_eq!(read("七八个"), ("7".into(), Some("8".into()), Bound::Range, "个"));
        assert_eq!(read("十五六岁"), ("15".into(), Some("16".into()), Bound::Range, "岁"));
        assert_eq!(read("成百上千次").2, Bound::AtLeast);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in ["数据", "上级", "1.2.3", "几乎"] {
            assert_eq!(numeral(text, 0), None, "{text}");
        }
    }
}
