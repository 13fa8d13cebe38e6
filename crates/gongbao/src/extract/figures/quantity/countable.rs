//! What keeps a number from being a quantity, each reason by itself: it names something, orders something, stands for
//! "a", or is part of another word.

use rust_decimal::Decimal;

use super::amount::Amount;
use super::bound::AFTER;
use super::{Scan, Unit, known_unit};
use crate::extract::figures::numeral::{self, Form, Numeral};
use crate::extract::lexis::CharSet;
use crate::fact::{Bound, Dimension};

impl Scan<'_> {
    /// `1.` at the head of a paragraph, with a year right behind the point.
    pub(super) fn list_number(&self, at: usize, number: &Numeral) -> bool {
        number.form == Form::Arabic
            && self.text[number.end..].starts_with('年')
            && self.text[at..number.end].contains('.')
            && self.before(at).trim_start().is_empty()
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
            let bounded = number.bound != Bound::Exact || number.magnitude > 1 || written.chars().count() > 1;
            let led = before.ends_with(['近', '超', '逾', '过', '约', '破', '达', '余']);
            // 讲座百场以上
            let unit: usize = text[number.end..].chars().take(2).map(char::len_utf8).sum();
            let least = known_unit(&text[number.end..number.end + unit])
                .is_some_and(|(length, ..)| text[number.end + length..].starts_with("以上"));
            return bounded || led || least;
        }
        // 以上千 is not 上千.
        if written.starts_with('上') && before.ends_with('以') {
            return false;
        }
        // 零部件, 二次净化: 零 alone counts nothing, and before a measure word two is 两.
        if matches!(written, "零" | "〇") {
            return text[number.end..].starts_with("元整") || text[number.end..].starts_with("圆整");
        }
        if written.starts_with('半') {
            return half_counts(before, &text[number.end..]);
        }
        // 拾起, 入伍, 陆地: a numeral of documents counts beside another one or before what documents count.
        if numeral::financial(written) && written.chars().count() == 1 {
            return text[number.end..].starts_with(['元', '圆', '角', '分']);
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
        /// What the units begin with that the rules below know.
        const KNOWN: CharSet = CharSet::new("年个天星周日两折圆成版分小次字期组层班道面把条节方度载");
        let name = Some(unit.text.as_ref()).filter(|name| name.starts_with(|c| c == 'P' || KNOWN.has(c)));
        match name.unwrap_or_default() {
            "年" => {
                // 半年, 6.1年, 6500万年: nothing but a length.
                if written == "半" || number.value.scale() > 0 || number.value >= Decimal::from(10_000) {
                    return true;
                }
                let year = number.form == Form::Arabic && number.end - at == 4 && number.magnitude == 1;
                if year || (number.form == Form::Chinese && written.chars().count() == 4) {
                    return false;
                }
                // 三年行动计划 and 五年规划 name something; 持续18年 and 6年时间 measure.
                // 通过3年的努力
                let through = rest.starts_with('的') && before.ends_with(['过', '经']);
                return duration_led(before)
                    || duration_followed(rest)
                    || through
                    || number.bound != Bound::Exact
                    || (stands_alone(rest) && kept_up(before));
            }
            "个月" | "天" | "星期" | "个星期" | "周"
                if written == "一" || (written == "四" && unit.text == "周") =>
            {
                return duration_led(before) || duration_followed(rest);
            }
            // 5日 is a day of the calendar; 90日 and 15日内 are lengths of time.
            "日" => {
                return number.value > Decimal::from(31) || duration_led(before) || duration_followed(rest);
            }
            "两" if written == "两" => return false,
            "折" | "两" => return stands_alone(rest),
            // 算力10万P; a small P is more often a letter.
            "P" => return number.value >= Decimal::ONE_HUNDRED,
            "圆" => {
                return numeral::financial(written) || number.magnitude > 1 || number.shared > 100;
            }
            "成" => {
                return rest.is_empty()
                    || rest.starts_with(['，', '。', '；', '、', '）', '\n'])
                    || AFTER.iter().any(|(word, _)| rest.starts_with(word))
                    || before.ends_with(['近', '超', '达', '约', '加', '升', '高', '长', '降', '低', '少']);
            }
            // 七载春秋; 载 begins other words.
            "载" => return number.form == Form::Chinese && (stands_alone(rest) || rest.starts_with("春秋")),
            // 清淤2000方, 土方3万方; 方案 and 方面 are other words.
            "方" => {
                return (number.form == Form::Arabic || number.magnitude > 1)
                    && (stands_alone(rest) || rest.starts_with(['的', '土', '石', '左', '以']));
            }
            // 用电量34度; other degrees are written with ℃.
            "度" => {
                let near: usize = before.chars().rev().take(12).map(char::len_utf8).sum();
                return number.form == Form::Arabic && before[before.len() - near..].contains('电');
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
        // 二次净化: before a measure word two is 两; 二厘米, 二克
        if written == "二" {
            return match dimension {
                Some(Dimension::Mass | Dimension::Volume | Dimension::Area) => true,
                Some(Dimension::Length) => stands_alone(rest),
                _ => false,
            };
        }
        if number.value == Decimal::ONE && number.magnitude == 1 && written == "一" {
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
        let clocked = matches!(unit.text.as_ref(), "小时" | "个小时" | "分钟" | "秒" | "秒钟");
        if clocked {
            return duration_led(before) || duration_followed(rest) || stands_alone(rest);
        }
        if weighed || matches!(unit.text.as_ref(), "倍" | "番") {
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
            return matches!(unit.text.as_ref(), "名" | "位" | "人" | "家" | "所" | "户");
        }
        // A frequency: 每周一次, 每年至少召开一次, 每月一期.
        let frequent = matches!(
            unit.text.as_ref(),
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

    /// Whether a Chinese numeral without a unit is an amount: 三百万, 二十一万亿, at the end of its phrase.
    pub(super) fn bare(&self, at: usize, amount: &Amount) -> bool {
        // 突破千亿 is an amount; 超千亿产业链 and 百亿以上 of a firm are kinds.
        let round = self.text[at..].starts_with(['百', '千', '万']);
        let rest = &self.text[amount.end..];
        if round {
            let led = ["突破", "破", "超", "超过", "过", "达", "近", "不足", "逼近"]
                .iter()
                .any(|word| self.before(at).ends_with(word));
            return led && (rest.is_empty() || rest.starts_with(['，', '。', '；', '\n', '）']));
        }
        amount.number.shared >= 10_000 && amount.value > amount.number.shared.into() && stands_alone(rest)
    }

    /// Whether 1/3 is a part of something and not the number of a page or a room.
    pub(super) fn ratio_counts(&self, at: usize, end: usize) -> bool {
        let (before, rest) = (self.before(at), &self.text[end..]);
        [
            "占",
            "近",
            "约",
            "超",
            "超过",
            "超过了",
            "过",
            "达",
            "足",
            "不到",
            "为",
            "少",
            "降",
            "增",
            "的",
            "有",
            "是",
        ]
        .iter()
        .any(|word| before.ends_with(word))
            || ["以上", "以下", "左右", "的", "多"].iter().any(|word| rest.starts_with(word))
    }

    /// Behind a bare 万 or 亿: whether a name goes on, 5万吨级 or 万达.
    pub(super) fn names(&self, end: usize) -> bool {
        self.text[end..]
            .chars()
            .next()
            .is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '级' | '达' | '象' | '·'))
    }
}

/// Whether what looks like a measure word begins another word: 三年级, 两组织.
pub(super) fn other_word(rest: &str, number: &Numeral, unit: &str) -> bool {
    let arabic = number.form == Form::Arabic;
    let Some((length, row)) = gongbao_data::units_not().longest(rest) else { return false };
    length > unit.len() && (!arabic || row.column(1) == "digits")
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

/// Whether a half is one of a length of time: 半小时, 历时半年; not 上半年, 每半年.
fn half_counts(before: &str, rest: &str) -> bool {
    if before.ends_with(['上', '下', '前', '后', '每', '大', '小', '多', '一', '两', '另', '各'])
    {
        return false;
    }
    let hours = ["小时", "个小时", "个多小时", "钟头", "个钟头", "斤", "公斤", "吨"]
        .iter()
        .any(|unit| rest.starts_with(unit));
    let longer = ["天", "个月", "年"].into_iter().find_map(|unit| rest.strip_prefix(unit));
    hours
        || longer.is_some_and(|rest| {
            duration_led(before)
                || before.ends_with('了')
                || duration_followed(rest)
                || rest.starts_with('了')
        })
}

/// Whether a phrase ends here.
fn stands_alone(rest: &str) -> bool {
    rest.is_empty()
        || rest.starts_with(['，', '。', '；', '、', '）', '\n', ',', '！', '？', '：', '—', '-'])
        || AFTER.iter().any(|(word, _)| rest.starts_with(word))
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

/// Whether a clause speaks of keeping on: 坚持义务宣讲26年.
fn kept_up(before: &str) -> bool {
    let clause = before.rsplit(['，', '。', '；', '：', '、']).next().unwrap_or_default();
    clause.chars().count() <= 16
        && !clause.ends_with(|c: char| c.is_ascii_digit())
        && ["坚持", "从事", "从教", "担任", "服务", "扎根", "坚守", "任教", "从医", "义务"]
            .iter()
            .any(|word| clause.contains(word))
}

/// Words behind a number of years that make it a measure of time.
pub(super) fn duration_followed(rest: &str) -> bool {
    ["时间", "以上", "以下", "以内", "之久", "左右", "的时间", "多时间"]
        .iter()
        .any(|word| rest.starts_with(word))
}
