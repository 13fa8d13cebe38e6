//! Quantities: a number, its unit, and the words glued to it that bound it.
//!
//! ```text
//! quantity  = before? numeral unit? (dash numeral unit?)? ("/" per)? after?
//! before    = 近 | 超 | 约 | 不少于 | 至少 | 第 …
//! after     = 以上 | 以下 | 以内 | 左右 | 上下
//! ```
//!
//! The scan walks the text once and asks at every character that can begin a numeral. What keeps a number from being
//! a quantity is said here, each reason by itself: it names something (十九大, 五老), orders something (第三批),
//! stands for "a" (一支队伍), or is part of an idiom.

mod countable;

use self::countable::glued;
use gongbao_data::Row;
use rust_decimal::Decimal;

use super::numeral::{self, Form, Numeral};
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
    pub(super) unit: Option<String>,
    pub(super) measure: Option<Measure>,
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
    fn of(row: Row<'static>) -> Self {
        Self {
            dimension: Dimension::from_word(row.column(1)),
            base: row.column(2),
            factor: Decimal::from_str_exact(row.column(3)).unwrap_or(Decimal::ONE),
        }
    }

    /// The measure of a unit that the text leaves out.
    pub(super) fn named(unit: &str) -> Option<Self> {
        gongbao_data::units().get(unit).map(Self::of)
    }
}

/// Words before a number that bound it, the longer before those they end in.
const BEFORE: &[(&str, Bound)] = &[
    ("不少于", Bound::AtLeast),
    ("不低于", Bound::AtLeast),
    ("不小于", Bound::AtLeast),
    ("至少", Bound::AtLeast),
    ("最少", Bound::AtLeast),
    ("不超过", Bound::AtMost),
    ("不高于", Bound::AtMost),
    ("不多于", Bound::AtMost),
    ("不大于", Bound::AtMost),
    ("最多", Bound::AtMost),
    ("至多", Bound::AtMost),
    ("不足", Bound::AtMost),
    ("不到", Bound::AtMost),
    ("最高", Bound::AtMost),
    ("最低", Bound::AtLeast),
    ("将近", Bound::Nearly),
    ("接近", Bound::Nearly),
    ("近", Bound::Nearly),
    ("大约", Bound::About),
    ("约", Bound::About),
    ("超过", Bound::Over),
    ("突破", Bound::Over),
    ("超", Bound::Over),
    ("逾", Bound::Over),
    ("过", Bound::Over),
    ("大于", Bound::Over),
    ("多于", Bound::Over),
    ("高于", Bound::Over),
];

/// Words behind a quantity that bound it.
const AFTER: &[(&str, Bound)] = &[
    ("（含）以上", Bound::AtLeast),
    ("及以上", Bound::AtLeast),
    ("以上", Bound::AtLeast),
    ("（含）以下", Bound::AtMost),
    ("及以下", Bound::AtMost),
    ("以下", Bound::AtMost),
    ("以内", Bound::AtMost),
    ("之内", Bound::AtMost),
    ("左右", Bound::About),
    ("上下", Bound::About),
];

/// What may stand between the ends of a range.
const DASHES: &[&str] = &["——", "—", "–", "－", "-", "～", "~", "─", "至", "到"];

/// Finds the quantities of a text, passing over the spans in `taken`, which are in order.
pub(super) fn quantities(text: &str, taken: &[TextSpan]) -> Vec<Quantity> {
    let mut found: Vec<Quantity> = Vec::new();
    let mut scan = Scan { text, quote: None, line: 0 };
    let (mut at, mut passed) = (0, 0);
    let bytes = text.as_bytes();
    while at < bytes.len() {
        while taken.get(passed).is_some_and(|span| span.end() <= at) {
            passed += 1;
        }
        if let Some(span) = taken.get(passed).filter(|span| span.start() <= at) {
            scan.pass(at, span.end());
            at = span.end();
            continue;
        }
        let byte = bytes[at];
        if byte.is_ascii_alphabetic() {
            // 5G, A4, COVID-19: letters and digits together are a name.
            at += bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            continue;
        }
        if byte < 0x80 && !byte.is_ascii_digit() {
            scan.pass(at, at + 1);
            at += 1;
            continue;
        }
        let Some(c) = text[at..].chars().next() else { break };
        let behind = at + c.len_utf8();
        if byte >= 0x80 && !numeral::BEGIN.has(c) && !is_quote(c) {
            at = behind;
            continue;
        }
        if is_quote(c) {
            scan.pass(at, behind);
            at = behind;
            continue;
        }
        let limit = taken.get(passed).map_or(text.len(), |span| span.start());
        match scan.quantity(at) {
            Read::Quantity(quantity) if quantity.end <= limit => {
                at = quantity.end.max(behind);
                found.push(*quantity);
            }
            Read::Not(end) => at = end.max(behind),
            _ => at = behind,
        }
    }
    found
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
}

enum Read {
    Quantity(Box<Quantity>),
    /// No quantity, and none before this position.
    Not(usize),
}

impl Scan<'_> {
    /// Keeps track of quotes and lines between two positions.
    fn pass(&mut self, from: usize, to: usize) {
        for (offset, c) in self.text[from..to].char_indices() {
            match c {
                '“' | '‘' => self.quote = Some(from + offset),
                '”' | '’' => self.quote = None,
                '\n' => (self.quote, self.line) = (None, from + offset + 1),
                _ => {}
            }
        }
    }

    fn before(&self, at: usize) -> &str {
        &self.text[self.line..at]
    }

    fn quantity(&self, at: usize) -> Read {
        let text = self.text;
        let before = self.before(at);
        let ordinal = before.ends_with('第');
        let Some(number) = numeral::numeral(text, at) else {
            // More digits than a number has, or none that make one: the run is passed over whole.
            return Read::Not(at + numeral::run(&text[at..]));
        };
        if number.end == at {
            return Read::Not(at);
        }
        if self.list_number(at, &number) {
            // 1.2023年工作: the digits before the point count the paragraph.
            let point = text[at..].find('.').map_or(number.end, |point| at + point + 1);
            return Read::Not(point);
        }
        if ordinal {
            return self
                .rank(at, &number)
                .map_or(Read::Not(number.end), |rank| Read::Quantity(Box::new(rank)));
        }
        if before.ends_with(glued) {
            return Read::Not(number.end);
        }
        if number.form == Form::Chinese && !self.chinese_counts(at, &number) {
            return Read::Not(number.end);
        }
        match self.measured(at, number) {
            Some(quantity) => Read::Quantity(Box::new(quantity)),
            None => Read::Not(number.end),
        }
    }

    /// 第4位, 居全国第3, 首位.
    fn rank(&self, at: usize, number: &Numeral) -> Option<Quantity> {
        let text = self.text;
        let start = at - "第".len();
        let rest = &text[number.end..];
        let unit = ["名次", "位", "名"].into_iter().find(|unit| rest.starts_with(unit));
        let placed = || {
            let clause = self.before(start);
            let clause = clause.rsplit(['，', '。', '；', '、', '：']).next().unwrap_or_default();
            ["居", "排", "列", "位次", "名次"].iter().any(|word| clause.contains(word))
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
            unit: Some(if unit.is_empty() { "位".to_owned() } else { unit.to_owned() }),
            measure: Some(Measure { dimension: Some(Dimension::Rank), base: "位", factor: Decimal::ONE }),
            bound: Bound::Exact,
            modifier: None,
            per: None,
            rank: true,
            rule: "figure/rank",
        })
    }

    /// A number with its unit, if it has one or needs none.
    fn measured(&self, at: usize, number: Numeral) -> Option<Quantity> {
        let text = self.text;
        let (mut unit, mut end) = self.unit(&number, number.end);
        let mut last = number;
        // The other end of a range, behind the number or behind its unit.
        let mut range = None;
        for from in [number.end, end] {
            let Some(dash) = DASHES.iter().find(|dash| text[from..].starts_with(**dash)) else { continue };
            let next = from + dash.len();
            let Some(other) = numeral::numeral(text, next).filter(|other| other.end > next) else { continue };
            let (other_unit, other_end) = self.unit(&other, other.end);
            if other_unit.is_none() && unit.is_none() && other.magnitude == Decimal::ONE {
                continue;
            }
            if number.form == Form::Chinese && other.form == Form::Arabic {
                continue;
            }
            range = Some(other);
            last = other;
            (unit, end) = (other_unit.or(unit), other_end);
            break;
        }
        let unit = match (unit, number.form) {
            (Some(unit), _) => Some(unit),
            (None, Form::Percent) => Some(Unit { text: "%".into(), measure: Measure::named("%"), per: None }),
            (None, Form::Permille) => {
                Some(Unit { text: "‰".into(), measure: Measure::named("‰"), per: None })
            }
            (None, Form::Fraction) => None,
            // 由5万提高到8—10万: the sentence leaves the unit out.
            (None, Form::Arabic) if last.magnitude > Decimal::ONE && !self.names(end) => None,
            _ => return None,
        };
        if !self.counts(at, &number, range.is_some(), unit.as_ref(), end) {
            return None;
        }
        let mut quantity = Quantity {
            start: at,
            end,
            number: at,
            value: Some(last.value),
            low: None,
            high: None,
            unit: unit.as_ref().map(|unit| unit.text.clone()),
            measure: unit.as_ref().and_then(|unit| unit.measure),
            bound: last.bound,
            modifier: last.modifier.map(|(start, end)| TextSpan::new(start, end)),
            per: unit.and_then(|unit| unit.per),
            rank: false,
            rule: "figure/quantity",
        };
        if number.form == Form::Fraction {
            quantity.measure =
                Some(Measure { dimension: Some(Dimension::Ratio), base: "1", factor: Decimal::ONE });
            quantity.rule = "figure/fraction";
        }
        if let Some(other) = range {
            // 8—10万: both ends take the 万, unless the first is already the larger number.
            let scaled = number.value.checked_mul(other.magnitude);
            let low = match scaled {
                Some(scaled) if number.magnitude == Decimal::ONE && scaled <= other.value => scaled,
                _ => number.value,
            };
            quantity.set_range(low, other.value);
        } else if let Some(high) = last.high {
            quantity.set_range(last.value, high);
        }
        self.half(&mut quantity);
        self.glue(&mut quantity);
        Some(quantity)
    }

    /// 三斤半, 两年半: a half of the unit more.
    fn half(&self, quantity: &mut Quantity) {
        let half = self.text[quantity.end..].strip_prefix('半').filter(|rest| {
            // 六年半年检 begins another word; a half stands at the end of a phrase or before its noun.
            quantity.measure.is_some() && !rest.starts_with(['年', '月', '天', '日', '夜', '岛', '数', '径'])
        });
        let whole = quantity.value.filter(|value| value.scale() == 0 && quantity.per.is_none());
        if let (Some(_), Some(whole)) = (half, whole) {
            quantity.value = whole.checked_add(Decimal::new(5, 1));
            quantity.end += "半".len();
        }
    }

    /// Takes in the words right before and right behind that bound the number.
    fn glue(&self, quantity: &mut Quantity) {
        let before = self.before(quantity.start);
        let behind = &self.text[quantity.end..];
        let exact = |bound: Bound| matches!(bound, Bound::Exact);
        if let Some((word, bound)) = BEFORE.iter().find(|(word, _)| before.ends_with(word))
            && !part_of_word(&before[..before.len() - word.len()], word)
        {
            if exact(quantity.bound) || matches!(bound, Bound::AtLeast | Bound::AtMost) {
                quantity.modifier = Some(TextSpan::new(quantity.start - word.len(), quantity.start));
                if quantity.bound != Bound::Range {
                    quantity.bound = *bound;
                }
            }
            quantity.start -= word.len();
        }
        if let Some((word, bound)) = AFTER.iter().find(|(word, _)| behind.starts_with(word)) {
            let span = TextSpan::new(quantity.end, quantity.end + word.len());
            if quantity.bound != Bound::Range {
                quantity.bound = *bound;
                quantity.modifier = Some(span);
            }
            quantity.end = span.end();
        }
    }

    /// The unit that stands at `at`, with its denominator, and where it ends.
    fn unit(&self, number: &Numeral, at: usize) -> (Option<Unit>, usize) {
        let text = self.text;
        let mut at = at;
        if text[at..].starts_with(' ') && text[at + 1..].chars().next().is_some_and(|c| !c.is_ascii()) {
            at += 1;
        }
        let rest = &text[at..];
        // 5个多月: the 多 stands inside the unit.
        let (length, name) =
            match ["个多月", "个多小时", "个多星期"].iter().find(|unit| rest.starts_with(**unit)) {
                Some(split) => (split.len(), split.replace('多', "")),
                None => match gongbao_data::units().longest(rest) {
                    Some((length, row)) => (length, row.key().to_owned()),
                    None => return (None, number.end),
                },
            };
        if self.other_word(rest, number, &name) {
            return (None, number.end);
        }
        let mut end = at + length;
        let measure = Measure::named(&name);
        let mut unit = Unit { text: name, measure, per: None };
        // 3年多, 10公里多
        if matches!(measure.and_then(|m| m.dimension), Some(Dimension::Duration | Dimension::Length))
            && let Some(slack) = text[end..].chars().next().filter(|c| matches!(c, '多' | '余'))
        {
            end += slack.len_utf8();
        }
        if let Some(slash) = text[end..].chars().next().filter(|c| matches!(c, '/' | '／')) {
            let from = end + slash.len_utf8();
            let length = denominator(&text[from..]);
            if length > 0 {
                unit.per = Some(TextSpan::new(from, from + length));
                unit.text = format!("{}/{}", unit.text, &text[from..from + length]);
                // A rate has no base unit of the plain dimension.
                end = from + length;
            }
        }
        (Some(unit), end)
    }
}

struct Unit {
    text: String,
    measure: Option<Measure>,
    per: Option<TextSpan>,
}

impl Quantity {
    fn set_range(&mut self, low: Decimal, high: Decimal) {
        self.value = None;
        (self.low, self.high) = (Some(low), Some(high));
        self.bound = Bound::Range;
    }

    /// Value, low and high in the base unit, and that unit; none for rates, whose unit is their own.
    pub(super) fn base(&self) -> (Option<Decimal>, Option<Decimal>, Option<Decimal>, Option<&'static str>) {
        match self.measure {
            Some(measure) if self.per.is_none() => {
                let scale =
                    |value: Option<Decimal>| value.and_then(|value| value.checked_mul(measure.factor));
                (scale(self.value), scale(self.low), scale(self.high), Some(measure.base))
            }
            _ => (None, None, None, None),
        }
    }
}

/// 最近200, 附近50, 通过3: the bound word is the end of another word.
fn part_of_word(before: &str, word: &str) -> bool {
    let last = before.chars().next_back();
    match word {
        "近" => {
            last.is_some_and(|c| matches!(c, '最' | '附' | '临' | '邻' | '新' | '贴' | '靠' | '走' | '远'))
        }
        "过" => last.is_none_or(|c| !matches!(c, '已' | '均' | '都' | '将')),
        "约" => last.is_some_and(|c| {
            matches!(
                c,
                '节' | '签' | '履' | '制' | '集' | '合' | '契' | '条' | '公' | '违' | '预' | '邀' | '大'
            )
        }),
        "超" => last.is_some_and(|c| matches!(c, '赶' | '反' | '商' | '高')),
        _ => false,
    }
}

/// The length of the denominator of a rate: 人年, 平方公里, 万元.
fn denominator(text: &str) -> usize {
    for whole in ["人年", "人月", "人次", "人·年", "万元", "亿元", "亩年", "日", "月", "周", "季", "季度"]
    {
        if text.starts_with(whole) {
            return whole.len();
        }
    }
    gongbao_data::units().longest(text).map_or(0, |(length, _)| length)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String, Bound)> {
        quantities(text, &[])
            .into_iter()
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
        one("用时5个多月", "5个多月", "5 个月", Bound::Exact);
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
