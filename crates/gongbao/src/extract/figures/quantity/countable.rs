//! What keeps a number from being a quantity, each reason by itself: it names something, orders something, stands for
//! "a", or is part of another word.

use rust_decimal::Decimal;

use super::{AFTER, Scan, Unit};
use crate::extract::figures::numeral::{self, Form, Numeral};
use crate::fact::{Bound, Dimension};

impl Scan<'_> {
    /// `1.` at the head of a paragraph, with a year right behind the point.
    pub(super) fn list_number(&self, at: usize, number: &Numeral) -> bool {
        number.form == Form::Arabic
            && self.before(at).trim_start().is_empty()
            && self.text[at..number.end].contains('.')
            && self.text[number.end..].starts_with('年')
    }

    /// Whether a Chinese numeral counts something, before its unit is looked at.
    pub(super) fn chinese_counts(&self, at: usize, number: &Numeral) -> bool {
        let (text, before) = (self.text, self.before(at));
        let written = &text[at..number.end];
        // In quotes a Chinese numeral names something: “五老”, “十个指头弹钢琴”.
        if self.quote.is_some_and(|quote| is_name(&text[quote..])) {
            return false;
        }
        // 百姓, 千家万户, 万众: alone they are "many"; 百余名, 近万人次 and 百亿元 are numbers.
        if written.starts_with(['百', '千', '万', '亿']) {
            let bounded = number.bound != Bound::Exact
                || number.magnitude > Decimal::ONE
                || written.chars().count() > 1;
            let led = before.ends_with(['近', '超', '逾', '过', '约', '破', '达', '余']);
            return bounded || led;
        }
        // 以上千 is not 上千.
        if written.starts_with('上') && before.ends_with('以') {
            return false;
        }
        // 零部件, 二次净化: 零 alone counts nothing, and before a measure word two is 两.
        if matches!(written, "零" | "〇" | "二") {
            return false;
        }
        if written.starts_with('半') {
            return false;
        }
        true
    }

    /// What a number with its unit may still be instead of a figure.
    pub(super) fn counts(
        &self,
        at: usize,
        number: &Numeral,
        range: bool,
        unit: Option<&Unit>,
        end: usize,
    ) -> bool {
        let (text, before) = (self.text, self.before(at));
        let rest = &text[end..];
        let Some(unit) = unit else { return true };
        let written = &text[at..number.end];
        let dimension = unit.measure.and_then(|measure| measure.dimension);
        match unit.text.as_str() {
            "年" => {
                let year =
                    number.form == Form::Arabic && number.end - at == 4 && number.magnitude == Decimal::ONE;
                if year || (number.form == Form::Chinese && written.chars().count() == 4) {
                    return false;
                }
                // 三年行动计划 and 五年规划 name something; 持续18年 and 6年时间 measure.
                return duration_led(before) || duration_followed(rest) || number.bound != Bound::Exact;
            }
            "个月" | "天" | "星期" | "个星期" if written == "一" => return duration_led(before),
            "成" => {
                return rest.is_empty()
                    || rest.starts_with(['，', '。', '；', '、', '）', '\n'])
                    || AFTER.iter().any(|(word, _)| rest.starts_with(word))
                    || before.ends_with(['近', '超', '达', '约']);
            }
            // （2025版）
            "版" if number.form == Form::Arabic && number.end - at == 4 => return false,
            // 15分钟生活圈 names what lies that near.
            "分钟" | "小时" if near_circle(rest) => return false,
            // 三次产业 are the sectors of an economy.
            "次" if rest.starts_with("产业") => return false,
            // 六次、七次全会 number what they name.
            "次" if number.form == Form::Chinese && session(rest) => return false,
            // 十分 is an adverb.
            "分" if written == "十" => return false,
            // 红十字, 八字方针: characters are counted by the hundred.
            "字" if number.form == Form::Chinese && number.value < Decimal::ONE_HUNDRED => return false,
            // 会议中心二期 is the second part of one; 录制了三期 are three.
            "期" if number.form == Form::Chinese => {
                return before.ends_with(['了', '办', '开', '行', '出', '共', '周', '月', '年', '季'])
                    && (written != "一" || self.one_counts(at, unit, rest));
            }
            // 灵官村8组 is a place.
            "组" if before.ends_with(['村', '区', '队']) => return false,
            // 100分制
            "分" if rest.starts_with('制') => return false,
            // 5号楼1层, 3班: a place, not a count.
            "层" | "班" | "道" | "面" | "把" | "条" | "节" if number.form == Form::Chinese => {
                return number.value > Decimal::ONE && self.plain_count(before, rest);
            }
            _ => {}
        }
        if number.form != Form::Chinese || range {
            return true;
        }
        if number.value == Decimal::ONE && number.magnitude == Decimal::ONE && written == "一" {
            return self.one_counts(at, unit, rest);
        }
        if dimension == Some(Dimension::Count) { self.plain_count(before, rest) } else { true }
    }

    /// 一次, 一名: a number where the clause counts (每周一次, 其中一名), otherwise "a".
    pub(super) fn one_counts(&self, at: usize, unit: &Unit, rest: &str) -> bool {
        let before = self.before(at);
        let dimension = unit.measure.and_then(|measure| measure.dimension);
        let weighed = matches!(
            dimension,
            Some(
                Dimension::Money | Dimension::Mass | Dimension::Area | Dimension::Volume | Dimension::Energy
            )
        );
        if weighed || matches!(unit.text.as_str(), "倍" | "番") {
            return true;
        }
        if before.ends_with([
            '统', '同', '唯', '专', '逐', '每', '另', '某', '任', '其', '之', '单', '第', '万', '合',
        ]) {
            return false;
        }
        let clause = before.rsplit(['，', '。', '；', '：', '、', '\n']).next().unwrap_or_default();
        if ["不少于", "至少", "不低于", "不超过"].iter().any(|word| clause.ends_with(word)) {
            return true;
        }
        if clause.ends_with("其中") {
            return matches!(unit.text.as_str(), "名" | "位" | "人" | "家" | "所" | "户");
        }
        // A frequency: 每周一次, 每年至少召开一次, 每月一期.
        let frequent = matches!(
            unit.text.as_str(),
            "次" | "期" | "场" | "篇" | "场次" | "轮" | "遍" | "回" | "节" | "堂"
        );
        let last = clause.rfind('每').map(|each| &clause[each..]);
        frequent && last.is_some_and(|each| each.chars().count() <= 12) && !rest.starts_with('次')
    }

    /// A Chinese numeral above one with a measure word: 两名, 三期, but not 两个维护 (taken before) or 四面八方.
    pub(super) fn plain_count(&self, before: &str, rest: &str) -> bool {
        !before.ends_with(['统', '同', '唯', '逐', '每', '第', '初', '周', '期', '十', '这', '那'])
            && !rest.starts_with(['代', '性', '化', '制'])
            // 三个方面 count the sentences that follow.
            && !["方面", "部分", "层面"].iter().any(|word| rest.starts_with(word))
    }

    /// Whether what looks like a measure word begins another word: 三年级, 两组织.
    pub(super) fn other_word(&self, rest: &str, number: &Numeral, unit: &str) -> bool {
        let arabic = number.form == Form::Arabic;
        let Some((length, row)) = gongbao_data::units_not().longest(rest) else { return false };
        length > unit.len() && (!arabic || row.key().starts_with(['年', '分', '成', '元', '日', '度', '所']))
    }

    /// Behind a bare 万 or 亿: whether a name goes on, 5万吨级 or 万达.
    pub(super) fn names(&self, end: usize) -> bool {
        self.text[end..]
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '级' | '达' | '象' | '·'))
    }
}

/// Whether what is quoted is a name and not speech: short, or without a comma.
pub(super) fn is_name(quoted: &str) -> bool {
    let inside = quoted.char_indices().skip(1).take(40).take_while(|(_, c)| !matches!(c, '”' | '’'));
    let (count, commas) = inside.fold((0, 0), |(n, commas), (_, c)| (n + 1, commas + usize::from(c == '，')));
    count < 17 || (commas == 0 && count < 40)
}

/// What makes a number part of a name when it stands right before it.
pub(super) fn glued(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '·' | '/' | '#' | '＃' | '№')
}

/// Whether a noun that ends in 圈 follows: 15分钟养老服务圈.
fn near_circle(rest: &str) -> bool {
    let noun = rest.chars().take(10).take_while(|c| !matches!(c, '，' | '。' | '；' | '、' | '\n'));
    noun.into_iter().any(|c| c == '圈')
}

/// Whether a meeting with this number follows: 七次全会, and 六次、七次全会.
pub(super) fn session(rest: &str) -> bool {
    let mut rest = rest;
    // As many sessions as a list may hold.
    for _ in 0..8 {
        if ["全会", "会议", "大会", "全体", "党代会", "全委"].iter().any(|word| rest.starts_with(word))
        {
            return true;
        }
        let Some(more) = rest.strip_prefix('、') else { return false };
        let digits: usize =
            more.chars().take_while(|c| numeral::digit(*c).is_some() || *c == '十').map(char::len_utf8).sum();
        let Some(more) = more[digits..].strip_prefix('次') else { return false };
        rest = more;
    }
    false
}

/// Words before a number of years that make it a measure of time.
pub(super) fn duration_led(before: &str) -> bool {
    [
        "持续",
        "连续",
        "历时",
        "为期",
        "坚持",
        "用了",
        "花了",
        "超",
        "超过",
        "达",
        "满",
        "延长",
        "缩短",
        "不少于",
        "至少",
        "不超过",
        "长达",
        "已有",
        "提前",
        "平均",
        "用",
    ]
    .iter()
    .any(|word| before.ends_with(word))
}

/// Words behind a number of years that make it a measure of time.
pub(super) fn duration_followed(rest: &str) -> bool {
    ["时间", "以上", "以内", "之久", "左右", "的时间", "多时间"].iter().any(|word| rest.starts_with(word))
}
