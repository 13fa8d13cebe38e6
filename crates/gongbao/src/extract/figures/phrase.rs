//! The words around a quantity: verbs and noun phrases of its clause.
//!
//! There is no parser here. A clause of a work report is short and regular: a doer, a verb, an object, a number; or a
//! subject, a linking verb, a number. So the verbs, found by a table, cut the clause into noun phrases, and the place
//! of the number says which of them it counts.

use std::ops::Range;

use super::skim::{Skim, enclosed, verb_in};
use super::verb::{Class, Verb, Word};
use crate::extract::lexis::{CharSet, Words};
use crate::span::TextSpan;

/// Adverbs and the like that say nothing of what is counted, at the end of what stands before a number.
const TRAILING: Words = Words::new(&[
    "人年",
    "折合人民币",
    "价值人民币",
    "折合",
    "同口径",
    "可比口径",
    "可比",
    "合共",
    "至少",
    "先后",
    "累计",
    "总计",
    "合计",
    "共计",
    "总共",
    "一共",
    "平均",
    "分别",
    "已经",
    "同比",
    "环比",
    "连续",
    "其中",
    "实际",
    "预计",
    "继续",
    "首次",
    "率先",
    "大幅",
    "大幅度",
    "有明显",
    "明显",
    "有所",
    "不断",
    "小幅",
    "再次",
    "总体",
    "快速",
    "均",
    "目前",
    "至今",
    "全部",
    "全面",
    "高效",
    "顺利",
    "圆满",
    "基本",
    "稳步",
    "有序",
    "每人",
    "每户",
    "每所",
    "每名",
    "每位",
    "每份",
    "每格",
    "每组",
    "每家",
    "每村",
    "每镇",
    "每校",
    "每班",
    "每亩",
    "原来的",
    "原先的",
    "过去的",
    "以前的",
    "每年",
    "每月",
    "每周",
    "共",
    "已",
    "各",
    "仅",
    "只",
    "就",
    "约",
    "均",
    "都",
    "也",
    "还",
    "了",
    "近",
    "及",
    "和",
    "、",
    "每",
    "再",
    "在",
    "：",
    " ",
    "\t",
    "—",
    "则",
    "却",
    "积极",
    "主动",
    "踊跃",
    "自觉",
    "成功",
    "按时",
    "如期",
]);

/// What stands at the head of a noun phrase and says nothing of what is counted.
const LEADING: Words = Words::new(&[
    "各级各类",
    "各类型",
    "至少",
    "）左右、",
    "左右、",
    "）、",
    "）",
    "预计",
    "各类",
    "各级",
    "各种",
    "等",
    "了",
    "的",
    "共",
    "已",
    "先后",
    "累计",
    "其中",
    "目前",
    "每年",
    "每月",
    "每周",
    "现在",
    "同时",
    "全年",
    "还",
    "也",
    "就",
    "都",
    "又",
    "再",
    "仅",
    "分别",
    "现",
    "、",
    "和",
    "及",
    "与",
    "，",
    "：",
    " ",
    "\t",
    "—",
    "并",
    "但",
    "而",
    "含",
    "至",
    "到",
    "来",
]);

/// Takes the trailing adverbs off.
pub(super) fn trim_end(text: &str, range: Range<usize>) -> Range<usize> {
    let mut end = range.end;
    'again: loop {
        for word in TRAILING.ending_bytes(&text.as_bytes()[range.start..end]) {
            // 年均, 人均: no adverb. 原则, 退却: words of their own.
            let of: &[char] = match word {
                "均" => &['年', '人', '平', '户', '月', '日', '亩', '村'],
                "则" => &['原', '规', '准', '法', '总', '守', '细', '附', '否'],
                "却" => &['退', '忘', '冷', '了'],
                _ => &[],
            };
            if !of.is_empty() && text[range.start..end - word.len()].ends_with(of) {
                continue;
            }
            end -= word.len();
            continue 'again;
        }
        return range.start..end;
    }
}

/// The scope words 全县, 我市, 本区 at the head of a phrase: their length, 0 without.
pub(super) fn scope(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next().filter(|c| matches!(c, '全' | '我' | '本' | '该')) else { return 0 };
    let Some(second) = chars.next() else { return 0 };
    let level = || {
        matches!(
            second,
            '国' | '省'
                | '市'
                | '县'
                | '区'
                | '镇'
                | '乡'
                | '村'
                | '校'
                | '州'
                | '盟'
                | '旗'
                | '社'
                | '街'
                | '院'
        ) || second == '局' && first != '全'
    };
    // 全国人大, 全市场 and 全社会 are words of their own.
    let word = || text.starts_with("全市场") || text.starts_with("全社会") || text.starts_with("全国人");
    if level() && !word() { first.len_utf8() + second.len_utf8() } else { 0 }
}

/// Whether a short adverb and what follows it are one word: 就业, 现代, 和美, 共建.
fn begins_a_word(adverb: &str, rest: &str) -> bool {
    let with: &[char] = match adverb {
        "就" => &['业', '地', '近', '医', '诊', '读', '学', '餐'],
        "现" => &['在', '代', '场', '有', '实', '行', '金', '货'],
        "和" => &['美', '谐', '平', '睦'],
        "共" => &['建', '同', '享', '青', '产', '和', '识', '用'],
        "及" => &['时', '格'],
        "并" => &['网', '购', '轨'],
        "再" => &['审', '就', '生', '贷', '融', '造', '制'],
        "与" => &['会'],
        "还" => &['款', '贷', '田', '林', '草', '湿', '原'],
        "都" => &['市', '江'],
        "到" => &['位', '期', '账'],
        "至" => &['少', '多', '今'],
        "来" => &['信', '访', '电', '自'],
        "等" => &['级', '待', '额', '效'],
        "已" => &['故'],
        "含" => &['量', '金', '水', '氧'],
        "而" => &['立', '非'],
        _ => return false,
    };
    rest.starts_with(with)
}

/// Whether a phrase begins with what joins it to the one before: 和木材运出能力.
pub(super) fn goes_on(phrase: &str) -> bool {
    const WORDS: Words = Words::new(&["和谐", "和平", "和美", "和睦", "和解"]);
    phrase.starts_with('和') && !WORDS.begin(phrase)
}

/// A subject without the cells of its row that stand behind it: 调出资金226,946 1,417,849.
pub(super) fn without_cells(text: &str, subject: TextSpan) -> TextSpan {
    let name = subject.of(text);
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '%' | ' '));
    let cells = name[plain.len()..].trim_start();
    let cell =
        cells.contains([',', '%']) || cells.rfind('.').is_some_and(|at| cells.len() - at == ".00".len());
    if cell && !plain.is_empty() {
        TextSpan::new(subject.start(), subject.start() + plain.trim_end().len())
    } else {
        subject
    }
}

/// Whether a phrase ends in 全县, 我市.
pub(super) fn ends_in_scope(phrase: &str) -> bool {
    phrase.char_indices().nth_back(1).is_some_and(|(at, _)| scope(&phrase[at..]) > 0)
}

/// Takes off what stands at the head of a noun phrase and says nothing of what is counted: adverbs and scopes.
pub(super) fn trim_start(text: &str, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    'again: while start < range.end {
        let rest = &text[start..range.end];
        for word in LEADING.beginning(rest) {
            if rest.len() > word.len() && !begins_a_word(word, &rest[word.len()..]) {
                start += word.len();
                continue 'again;
            }
        }
        match scope(rest) {
            0 => break,
            length if length < rest.len() => start += length,
            _ => break,
        }
    }
    start..range.end
}

/// Adverbs that begin what somebody does and no noun phrase.
const ADVERBS: Words = Words::new(&[
    "深入", "认真", "广泛", "踊跃", "自觉", "扎实", "切实", "先后", "分别", "普遍", "充分", "纷纷", "陆续",
    "相继", "如期", "按时",
]);

/// Characters of three bytes at which a noun phrase may end, or run on where it seems to end.
const SOUGHT: CharSet = CharSet::new("（“‘「『《、，。；：！？）”—中的了和");

/// The noun phrase that begins at `from`, right behind a number with its unit: 退下来的老同志 of
/// `180名退下来的老同志担任…`. Empty if a verb, a mark or nothing follows. `alone` says that no other quantity stands
/// behind it in the clause.
pub(super) fn noun_after(
    text: &str,
    skim: &Skim<'_>,
    from: usize,
    until: usize,
    alone: bool,
) -> Range<usize> {
    let mut start = from;
    let rest = &text[from..until];
    if let Some(more) = rest.strip_prefix('的') {
        start = until - more.len();
    }
    // 200多人深入学习…, 5个单位先后参加…: an adverb begins what they do.
    if ADVERBS.begin(&text[start..until]) {
        return from..from;
    }
    let mut at = start;
    let mut cut = false; // whether a verb ends it
    let mut of = None; // behind the last 的
    let mut told = None; // whether it begins with a relative clause, once somebody asks
    let mut relative = || *told.get_or_insert_with(|| relative(&text[start..until]));
    let mut verbs = skim.begins(start..until);
    let mut verb = verbs.next();
    while at < until {
        let rest = &text[at..until];
        let Some(c) = rest.chars().next() else { break };
        while verb.is_some_and(|verb| verb < at) {
            verb = verbs.next();
        }
        if !c.is_ascii() && !SOUGHT.has(c) && verb != Some(at) {
            at += c.len_utf8(); // nearly every character
            continue;
        }
        // 450万（增幅50%）: a remark, even where another number cuts it.
        if c == '（' && at == start {
            break;
        }
        if let Some(length) = enclosed(rest, c) {
            at += length;
            continue;
        }
        if c == '（' {
            break;
        }
        // 2期政治、业务学习 is one thing; 9个镇、5条街道 are two.
        let more = || ["、多个", "、若干", "、各"].iter().any(|word| rest.starts_with(word));
        if c == '、' && alone && !more() && at > start && text[start..at].chars().count() <= 4 {
            at += c.len_utf8();
            continue;
        }
        // 6条道路和南北向9条道路: what is short before the next number belongs to that.
        let next = || {
            !alone
                && until - at <= "和地表水县界".len()
                && !text[..from].ends_with(['上', '下'])
                && !rest.contains("地区")
        };
        if c == '和' && at > start && next() {
            break;
        }
        if ["的基础上", "的情况下", "的过程中"].iter().any(|word| rest.starts_with(word)) {
            break;
        }
        if matches!(c, '，' | '。' | '；' | '：' | '、' | '！' | '？' | '\n' | '）' | '”' | '\t' | '—' | ')')
        {
            break;
        }
        // 15个市中仅列第十一位.
        let only = rest.strip_prefix('中').is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(['仅', '有', '排', '列', '居', '位', '的', '，'])
        });
        if only && at > start && (collective(&text[start..at]) || humans(&text[start..at])) {
            break;
        }
        // 730户群众用上了沼气: what they did, even where nobody wrote the verb down.
        if c == '了' && at > start && !rest.starts_with("了解") {
            at = start + done_before(&text[start..at]);
            break;
        }
        if c == '的' {
            // 五座水库的除险加固: what was done to them.
            let thing = of.is_none() && owner(text, skim, start..at);
            if thing && undertaken(skim, at + c.len_utf8(), until) {
                break;
            }
            // 64个县直部门的…工作 counts 部门, 10名学生的心愿 the students; 1名刚退休的老校长 counts the man.
            if at > start
                && (collective(&text[start..at]) && !relative()
                    || humans(&text[start..at])
                    || text[start..at].ends_with("法律法规"))
            {
                break;
            }
            of = Some(at + c.len_utf8());
            at += c.len_utf8();
            continue;
        }
        if verb == Some(at)
            && let Some((length, verb)) = verb_in(rest)
        {
            // 16个部门参加的联席会议 counts the 部门.
            let inside = of.is_none() && relative() && !collective(&text[start..at]);
            // 5所新建院舍, 200名参训学员: what was done to them is part of their name.
            // 95家承办单位, 40家被巡察单位: what they do, or what is done to them.
            let act = |word: Word| matches!(word.class, Some(Class::Do | Class::Stop));
            let of_them = at == start && act(verb) && one_of(&rest[length..]);
            let undergone = &rest[..length] == "被"
                && skim
                    .verb_at(at + length, until)
                    .is_some_and(|(more, word)| act(word) && one_done_to(&rest[length + more..]));
            let passive =
                text[start..at].ends_with('被') && at == start + "被".len() && one_done_to(&rest[length..]);
            let done = of_them
                || passive
                || at == start
                    && (undergone
                        || ["新建", "续建", "改建", "新增", "参训", "受训", "获奖", "引进", "注册"]
                            .contains(&&rest[..length]));
            if done {
                at += length;
                continue;
            }
            let aspect = rest[length..].starts_with(['了', '过', '着']);
            // 63所中小学宣讲220场次: right before the next number a verb is one.
            let counts = !alone && at > start && at + length == until && verb.class == Some(Class::Do);
            // 2名学生申请助学金: people do what follows.
            let done_by = at > start && verb.class == Some(Class::Do) && humans(&text[start..at]);
            let real = counts || done_by || verb.plain || aspect || (at > start && rest.starts_with("捐"));
            if verb.class.is_some() && real && !inside {
                cut = true;
                break;
            }
            at += length;
            continue;
        }
        at += c.len_utf8();
    }
    let phrase = trim_end(text, start..at.max(start));
    // A phrase that is all modifier (县直部门的) names nothing.
    let empty =
        matches!(&text[phrase.clone()], "外" | "中" | "内" | "里" | "时" | "后" | "前" | "不等" | "余");
    if empty {
        return start..start;
    }
    match text[phrase.clone()].strip_suffix('的') {
        // 12部法规的贯彻实施情况: where a verb follows, it was theirs; what does something itself describes.
        Some(head) if cut && owner(text, skim, phrase.start..phrase.start + head.len()) => {
            phrase.start..phrase.start + head.len()
        }
        Some(_) => start..start,
        None => phrase,
    }
}

/// The verb phrase that begins at `from`: 深入基层调研. Empty if there is no verb.
pub(super) fn verb_phrase(text: &str, skim: &Skim<'_>, from: usize, until: usize) -> Range<usize> {
    if skim.verb_at(from, until).is_none_or(|(_, word)| word.class.is_none()) {
        return from..from;
    }
    let rest = &text[from..until];
    let length: usize = rest
        .chars()
        .take(24)
        .take_while(|c| !matches!(c, '，' | '。' | '；' | '：' | '、' | '\n' | '）'))
        .map(char::len_utf8)
        .sum();
    let until = from + length;
    // 3次到县关工委调研: where they went is not what they did.
    let mut start = from;
    if rest.starts_with(['到', '赴', '在', '向', '对', '为']) {
        let mut found = Vec::new();
        skim.verbs(from..until, &mut found);
        let does = |verb: &&Verb| verb.start > from && matches!(verb.class, Class::Do | Class::Stop);
        start = found.iter().find(does).map_or(from, |verb| verb.start);
    }
    trim_end(text, start..until)
}

/// Whether a phrase ends in one who does something, so that a verb may follow: 关工委, 有关部门, 市教育局.
pub(super) fn doer(phrase: &str) -> bool {
    const SHORT: CharSet = CharSet::new("委局厅办院镇县市乡校司");
    phrase.ends_with(|c| SHORT.has(c)) || collective(phrase)
}

/// Whether a phrase begins with a relative clause: 有针对性的调研活动, 退下来的老同志.
fn relative(rest: &str) -> bool {
    // 具有行业和区域影响力的平台: what they have is told at length.
    const TOLD: Words = Words::new(&[
        "具有",
        "拥有",
        "符合",
        "从事",
        "面向",
        "用于",
        "在",
        "来自",
        "属于",
        "不属于",
        "不符合",
    ]);
    let far = if TOLD.begin(rest) { 18 } else { 10 };
    let head: usize = rest.chars().take(far).map(char::len_utf8).sum();
    let head = &rest[..head];
    let Some(of) = head.find('的') else { return false };
    let clause = &head[..of];
    !clause.contains(['，', '。', '；', '、', '：']) && !clause.is_empty() && !collective(clause)
}

/// Whether a phrase ends in a noun that is itself counted: 部门, 乡镇, 企业.
fn collective(phrase: &str) -> bool {
    // 乡（镇）
    let phrase = match phrase.strip_suffix('）') {
        Some(inside) => inside.rfind('（').map_or(phrase, |open| &inside[..open]),
        None => phrase,
    };
    const NOUNS: Words = Words::new(&[
        "部门",
        "乡镇",
        "县",
        "村",
        "区",
        "市",
        "省",
        "镇",
        "企业",
        "单位",
        "家庭",
        "学校",
        "社区",
        "街道",
        "国家",
        "地区",
        "项目",
        "机构",
        "公司",
        "园区",
        "组织",
        "关工委",
        "支部",
        "小组",
    ]);
    NOUNS.end(phrase)
}

/// How long the noun is at the head of a phrase that ends in a verb: behind the last one who acts, or before the two
/// characters of the verb.
fn done_before(phrase: &str) -> usize {
    let acts = |at: &usize| collective(&phrase[..*at]) || humans(&phrase[..*at]);
    let last = phrase.char_indices().rev().map(|(at, _)| at).filter(|at| *at > 0).find(acts);
    last.unwrap_or_else(|| phrase.char_indices().nth_back(1).map_or(0, |(at, _)| at))
}

/// Whether a phrase before 的 names what something was done to, and does not describe what follows: 法规的, and not
/// 有针对性的, 不同的.
fn owner(text: &str, skim: &Skim<'_>, range: Range<usize>) -> bool {
    const DESCRIBES: Words = Words::new(&[
        "不同", "重要", "主要", "重大", "典型", "优秀", "突出", "复杂", "困难", "完整", "独立", "相关",
        "有效", "良好", "可行", "全新", "性", "型", "式", "化", "级",
    ]);
    let phrase = &text[range.clone()];
    phrase.chars().count() > 1
        && !DESCRIBES.end(phrase)
        && !phrase.contains(['有', '着'])
        && !phrase.char_indices().any(|(at, _)| skim.verb_at(range.start + at, text.len()).is_some())
}

/// Whether nothing but verbs stands in a range: 除险加固.
fn undertaken(skim: &Skim<'_>, from: usize, until: usize) -> bool {
    let mut at = from;
    while let Some((length, word)) = skim.verb_at(at, until)
        && matches!(word.class, Some(Class::Do | Class::Stop))
    {
        at += length;
    }
    at > from && at == until
}

/// Whether a phrase begins with a noun that a verb before it describes: 承办单位, 牵头部门.
pub(super) fn one_of(rest: &str) -> bool {
    ["单位", "部门", "企业", "机构", "学员", "院校"].iter().any(|noun| rest.starts_with(noun))
}

/// Whether a phrase begins with a noun that a passive before it describes: 被巡察单位. 7人被判处 has none.
fn one_done_to(rest: &str) -> bool {
    one_of(rest) || ["人", "者", "对象", "户", "村", "家庭", "学生"].iter().any(|noun| rest.starts_with(noun))
}

/// Whether a phrase is of people and nothing else, so that what follows 的 is theirs.
fn humans(phrase: &str) -> bool {
    const NOUNS: Words = Words::new(&[
        "学生",
        "群众",
        "老人",
        "儿童",
        "青少年",
        "职工",
        "村民",
        "居民",
        "农民",
        "老党员",
        "老同志",
        "教师",
        "老师",
        "残疾人",
        "患者",
        "能手",
        "教职工",
        "选手",
        "代表",
        "志愿者",
        "队员",
        "干部",
        "委员",
    ]);
    NOUNS.end(phrase) && phrase.chars().count() <= 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::signs::Signs;

    #[test]
    fn a_noun_phrase_ends_where_a_verb_begins() {
        for (text, phrase) in [
            ("退下来的老同志担任各级关工组织负责人", "退下来的老同志"),
            ("县直部门的关心下一代工作", "县直部门"),
            ("有针对性的调研活动，", "有针对性的调研活动"),
            ("“五老”宣讲团，", "“五老”宣讲团"),
            ("村（社区）关工委由“五老”担任", "村（社区）关工委"),
            ("，有效地解决", ""),
            ("企业推荐大学生", "企业"),
        ] {
            let signs = Signs::of(text);
            let mut skim = Skim::new(text, &signs);
            skim.read(0, 0..text.len());
            assert_eq!(&text[noun_after(text, &skim, 0, text.len(), true)], phrase, "{text}");
        }
    }
}
