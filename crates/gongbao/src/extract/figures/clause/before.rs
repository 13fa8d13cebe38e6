//! What stands before a number in its clause: verbs, the noun phrase nearest it, what it is compared with.

use std::ops::Range;

use super::action::{causative, preposition};
use super::scope::{actor, ends_clause};
use super::subject::names;
use super::{Before, Reader};
use crate::extract::figures::phrase;
use crate::extract::figures::quantity::Quantity;
use crate::extract::figures::verb::{Class, Verb, comparative, gift};
use crate::extract::lexis::Words;
use crate::fact::Dimension;

impl Reader<'_> {
    /// Reads what stands before the number in its clause.
    pub(super) fn before(&self, range: Range<usize>, quantity: &Quantity, verbs: &mut Vec<Verb>) -> Before {
        let rank = quantity.rank;
        let text = self.text;
        let joined = text[range.clone()].chars().next().filter(|c| match c {
            // 与400家企业建立机制: at the head of a clause it joins nothing.
            '与' => !text[..range.start].ends_with(|c: char| ends_clause(c)),
            c => matches!(c, '和' | '及' | '、'),
        });
        let range = range.start + joined.map_or(0, char::len_utf8)..range.end;
        self.skim.verbs(range.clone(), verbs);
        let mut before = Before { joined: joined.is_some(), ..Before::default() };
        let mut rest = phrase::trim_end(text, range.clone());
        before.bare = rest.is_empty();
        // 预计完成（以下简称完成）192亿元: a remark before the number is none of the clause.
        if text[rest.clone()].ends_with('）')
            && let Some(open) = text[rest.clone()].rfind('（')
            && ["以下", "下同", "含", "不含", "包括", "扣除"]
                .iter()
                .any(|word| text[rest.start + open + "（".len()..].starts_with(word))
        {
            rest = phrase::trim_end(text, rest.start..rest.start + open);
        }
        // 增速全省第1: among whom, and not what. 位居全省第1 has its verb.
        if rank && phrase::ends_in_scope(&text[rest.clone()]) {
            let whole = text[rest.clone()].char_indices().nth_back(1).map_or(0, |(at, _)| at);
            let what = phrase::trim_end(text, rest.start..rest.start + whole);
            let placed = |verb: &Verb| {
                verb.end >= what.end
                    && !matches!(&text[verb.start..verb.end], "增速" | "增幅" | "降幅" | "涨幅")
            };
            if !verbs.last().is_some_and(placed) {
                rest = what;
            }
        }
        // 增加到现在的8人
        if let Some(word) = OF_NOW.ending(&text[rest.clone()]).next() {
            rest = phrase::trim_end(text, rest.start..rest.end - word.len());
        }
        // 征集出, 走过, 扩大到: what follows a verb right away belongs to it.
        if let Some(verb) = verbs.last() {
            let tail = text[verb.end.min(rest.end)..rest.end]
                .trim_start_matches(['出', '起', '过', '到', '至', '于', '得', '了']);
            if tail.is_empty() && verb.end < rest.end {
                rest.end = verb.end;
            }
        }
        // The verbs right before the number: 整合发展到, 提升了, 达.
        while let Some(verb) =
            verbs.last().copied().filter(|verb| verb.end >= rest.end && verb.start < rest.end)
        {
            let compound = verb.nominal && matches!(verb.class, Class::Do | Class::Stop);
            // 加快建设5个项目: behind an adverb it is a verb.
            let led = verbs
                .iter()
                .rev()
                .nth(1)
                .is_some_and(|ahead| ahead.class == Class::Mark && ahead.end == verb.start);
            // 每月至少组织一次: adverbs make no noun of it.
            let ahead = phrase::trim_end(text, rest.start..verb.start);
            let ahead = !phrase::trim_start(text, ahead).is_empty();
            if compound && !led && (before.at_number.is_some() || ahead) {
                before.glued = Some(verb).filter(|verb| !several(&text[..verb.start]));
                break; // 学习培训4次, 捐款1800元: the verb is what is counted
            }
            let measure =
                matches!(&text[verb.start..verb.end], "涨幅" | "增速" | "增幅" | "降幅" | "跌幅" | "减幅");
            if measure && before.at_number.is_some() {
                break; // 涨幅控制在2%: the noun of a change
            }
            // 送去价值6000元的慰问品: what was sent is worth that much.
            let worth = &text[verb.start..verb.end] == "价值"
                && before.at_number.is_none()
                && verbs.iter().rev().nth(1).is_some_and(|ahead| {
                    ahead.class == Class::Do
                        && text[ahead.end.min(verb.start)..verb.start].trim_start_matches('了').is_empty()
                });
            verbs.pop();
            if worth {
                rest = phrase::trim_end(text, rest.start..verb.start);
                continue;
            }
            // 降低到, 上升为: a verb of change with 到 says where it came to, not by how much.
            let to = matches!(verb.class, Class::Up | Class::Down)
                && text[verb.end..range.end].trim_start_matches('了').starts_with(['到', '至', '为']);
            let verb = Verb { class: if to { Class::Reach } else { verb.class }, ..verb };
            before.at_number = Some(match before.at_number {
                Some(at) if verb.class == Class::Mark => at, // 将达到
                Some(at) => Verb { start: verb.start, ..at },
                None => verb,
            });
            rest = phrase::trim_end(text, rest.start..verb.start);
        }
        // 经审查后决定起诉348件, 不批准逮捕33件: whether it was done, and not what it was done to.
        if before.at_number.is_some_and(|verb| verb.class == Class::Do) {
            while let Some(word) = DECIDED.ending(&text[rest.clone()]).next() {
                rest = phrase::trim_end(text, rest.start..rest.end - word.len());
            }
        }
        let gap = before.at_number.is_some_and(|verb| {
            matches!(verb.class, Class::Up | Class::Down) && verb.end - verb.start == "高".len()
        });
        if let Some(basis) = self.basis(&rest, gap) {
            rest.end = basis.start;
            rest = phrase::trim_end(text, rest);
            before.basis = Some(basis);
            while verbs.last().is_some_and(|verb| verb.start >= rest.end) {
                verbs.pop();
            }
        }
        // 高于全国0.7个百分点: the comparison names what is compared with.
        // 监测对象消除率达到70%: before a linking verb what could be a noun is one.
        if before.at_number.is_some_and(|verb| !matches!(verb.class, Class::Do | Class::Stop)) {
            let held = |verb: &Verb| {
                !phrase::trim_start(text, rest.start..verb.start).is_empty() && self.governs(verb, &rest)
            };
            verbs.retain(|verb| {
                !verb.nominal
                    || causative(&text[verb.start..verb.end])
                    || (verb.end <= rest.end && held(verb))
            });
        }
        let mut strong = self.strong(verbs, &rest);
        if let Some(verb) = strong.filter(|verb| comparative(&text[verb.start..verb.end])) {
            before.basis = Some(verb.start..rest.end);
            before.at_number = Some(verb);
            rest = phrase::trim_end(text, rest.start..verb.start);
            strong = self.strong(verbs, &rest);
        }
        if rank {
            // 投资额排名全国第七: beside a rank the noun 排名 is the verb.
            strong = verbs
                .iter()
                .rev()
                .find(|verb| verb.class == Class::Rank && verb.end <= rest.end)
                .copied()
                .or(strong);
        }
        // 占年初预算6000万元的42%: the whole that the share is of.
        let whole = strong.filter(|verb| {
            verb.class == Class::Share && verb.end < rest.end && part_follows(text, quantity.end)
        });
        if let Some(verb) = whole {
            let noun = self.trim(verb.end..rest.end);
            before.noun = (!noun.is_empty() && names(&text[noun.clone()])).then_some(noun);
            before.whole = true;
            return before;
        }
        let placed = |verb: &Verb| match verb.class {
            Class::Share | Class::Rank => true,
            _ => rank,
        };
        if let Some(verb) = strong.filter(placed) {
            // 占总数的80.7%, 位居全市县区第4位: what takes the share or the place stands before the verb.
            before.at_number = before.at_number.or(Some(verb));
            rest = phrase::trim_end(text, rest.start..verb.start);
            strong = self.strong(verbs, &rest);
        }
        if let Some(verb) = strong {
            strong = Some(self.main(verb, verbs, &rest));
        }
        before.inner = strong.filter(|verb| leads(&text[verb.start..verb.end])).and_then(|lead| {
            let real = |verb: &&Verb| {
                verb.start > lead.end && matches!(verb.class, Class::Do | Class::Stop) && !self.held(verb)
            };
            verbs.iter().rev().filter(|verb| verb.end <= rest.end).find(real).copied()
        });
        let mut noun = strong.map_or(rest.start, |verb| verb.end)..rest.end;
        // 平均办结时间缩短到1.9天, 减少办理时间61%: the measure takes its verb with it.
        if let Some(verb) = strong.filter(|verb| {
            matches!(verb.class, Class::Do | Class::Stop)
                && MEASURES.has(&text[verb.end..rest.end])
                && !matches!(&text[verb.start..verb.end], "涉及" | "覆盖" | "惠及")
        }) {
            let other = self.strong(verbs, &(rest.start..verb.start));
            noun.start = other.map_or(rest.start, |other| other.end);
            strong = other;
        }
        if let Some(verb) =
            verbs.iter().rev().find(|verb| verb.end == rest.end && gift(&text[verb.start..verb.end]))
            // 募集教育基金和各种捐款: what was taken in, and not who gave.
            && !several(&text[..verb.start])
        {
            // 干部捐款500元: the verb names what is measured.
            noun.start = verb.start;
        }
        let ratio = quantity
            .measure
            .and_then(|measure| measure.dimension)
            .is_some_and(|dimension| matches!(dimension, Dimension::Percent | Dimension::Ratio));
        let word = strong.map(|verb| &text[verb.start..verb.end]).unwrap_or_default();
        if text[noun.clone()].ends_with('的') {
            let behind =
                text[rest.start..noun.end].rfind(['比', '较']).map(|at| &text[rest.start + at..noun.end]);
            let compared = behind.filter(|phrase| phrase.chars().count() <= 16);
            let from = strong.filter(|_| matches!(word, "由" | "从")).map(|verb| verb.start);
            if let Some(from) = from.or(compared.map(|phrase| noun.end - phrase.len())) {
                // 总额由1997年的3亿元增加到5亿元, 经费比上个五年的577亿元增加…: what stands before it.
                before.origin = true;
                rest = phrase::trim_end(text, rest.start..from);
                strong = self.strong(verbs, &rest);
                noun = strong.map_or(rest.start, |verb| verb.end)..rest.end;
            } else if ratio && word == "完成" {
                noun.end -= "的".len(); // 完成全年目标的128%
            } else if ratio && let Some(verb) = strong.and_then(|verb| self.completed(verbs, &verb)) {
                strong = Some(verb); // 完成市政府下达全年任务的184%
                noun.end -= "的".len();
            } else if let Some(verb) = strong.filter(|verb| ratio && relates(&text[verb.start..verb.end])) {
                // 工作经费是2019年的2.3倍: what is measured stands before the verb.
                before.basis = before.basis.or(Some(verb.end..noun.end - "的".len()));
                before.at_number = before.at_number.or(Some(verb));
                rest = phrase::trim_end(text, rest.start..verb.start);
                strong = self.strong(verbs, &rest);
                noun = strong.map_or(rest.start, |verb| verb.end)..rest.end;
            } else if let Some(verb) = strong.filter(|verb| self.reaches_in_time(verb, noun.end - "的".len()))
            {
                // 从2020年的104亿元增长至2025年的139亿元: where it came to, and when.
                before.at_number = Some(Verb { class: Class::Reach, ..verb });
                rest = phrase::trim_end(text, rest.start..verb.start);
                strong = self.strong(verbs, &rest);
                noun = strong.map_or(rest.start, |verb| verb.end)..rest.end;
            } else {
                // 达到“五好”标准的176个: the relative clause stands for what is counted.
                noun.start = strong.map_or(noun.start, |verb| verb.start);
            }
        }
        // 救助符合条件的人员9574户: of what kind they are, and then who.
        if let Some(verb) = strong.filter(|verb| describes(&text[verb.start..verb.end]))
            && let Some(of) = text[noun.clone()].find('的')
            && noun.start + of + "的".len() < noun.end
            && !text[noun.clone()].ends_with(['例', '重', '数', '比', '率'])
        {
            noun.start += of + "的".len();
            let does = |ahead: &&Verb| {
                ahead.start >= rest.start
                    && ahead.end <= verb.start
                    && matches!(ahead.class, Class::Do | Class::Stop)
            };
            strong = verbs.iter().rev().find(does).copied();
        }
        // 与去年同期相比起数下降69%: what it is compared with, and then what. The 与 was taken for a conjunction.
        let from =
            rest.start - if before.joined && text[..rest.start].ends_with('与') { "与".len() } else { 0 };
        if before.basis.is_none()
            && before.at_number.is_some_and(|verb| matches!(verb.class, Class::Up | Class::Down))
            && let Some(end) = text[rest.clone()].rfind("相比").map(|at| rest.start + at + "相比".len())
            && let Some(start) = text[from..end].rfind('与').map(|at| from + at)
            && end <= noun.end
        {
            before.basis = Some(start..end);
            noun.start = noun.start.max(end);
        }
        // 起诉集资诈骗犯罪以及电信诈骗犯罪198人: what governs the first of two governs the second.
        before.governing = strong
            .filter(|verb| &text[verb.start..verb.end] == "以及")
            .and_then(|and| self.strong(verbs, &(rest.start..and.start)))
            .filter(|verb| verb.class == Class::Do)
            .or(strong);
        // 按平均汇率计算为2865美元: how it was reckoned.
        let reckoned = strong.is_some_and(|verb| matches!(&text[verb.start..verb.end], "按" | "按照"))
            && ["计算", "测算", "折算", "换算", "核算"].iter().any(|word| text[noun.clone()].ends_with(word));
        if reckoned {
            noun.start = noun.end;
        }
        let adjunct = strong.is_some_and(|verb| matches!(&text[verb.start..verb.end], "在" | "从"))
            && text[noun.clone()].ends_with(['中', '上', '里', '内', '下']);
        if adjunct {
            noun.start = noun.end; // 在100分制中: where, not what
        }
        // 以制造业为代表的产业规模: behind the 的.
        if word == "为" {
            for lead in ["代表的", "主的", "核心的", "重点的", "基础的", "主体的"] {
                if text[noun.clone()].starts_with(lead) {
                    noun.start += lead.len();
                }
            }
        }
        let mut noun = self.trim(noun);
        // 支出低保金3347万元, 保障低保对象238人次: words that are nouns elsewhere, before what was paid and who was kept.
        if before.governing.is_none_or(|verb| verb.class == Class::Mark)
            && before.at_number.is_none()
            && let Some(length) = paid(&text[noun.clone()], quantity)
        {
            let end = noun.start + length;
            before.governing = Some(Verb { start: noun.start, end, class: Class::Do, nominal: false });
            noun.start = end;
        }
        before.noun = (!noun.is_empty() && names(&text[noun.clone()])).then_some(noun);
        before
    }

    /// The verb whose object ends a range: the last one, unless it stands inside the object of one before it, as in
    /// 举办颁布实施纪念活动 and 新增医养结合床位.
    fn main(&self, last: Verb, verbs: &[Verb], range: &Range<usize>) -> Verb {
        let text = self.text;
        if !matches!(last.class, Class::Do | Class::Stop) {
            return last;
        }
        let earlier = verbs.iter().rev().filter(|verb| verb.end <= last.start && self.governs(verb, range));
        let Some(first) = earlier
            .take(3)
            .take_while(|verb| matches!(verb.class, Class::Do | Class::Stop))
            .filter(|verb| verb.class == Class::Do && !causative(&text[verb.start..verb.end]))
            .last()
            .copied()
        else {
            return last;
        };
        let between = &text[first.end..last.start];
        let object = &text[last.end..range.end];
        // 的 makes a clause of its own: 发布可利用的资源.
        let relative = object.contains('的');
        let single = text[last.start..last.end].chars().count() == 1;
        let coordinate = between.ends_with(['、', '和', '及', '并', '共', '已', '均']);
        let light = matches!(
            &text[last.start..last.end],
            "举办" | "举行" | "召开" | "开展" | "开办" | "承办" | "完成" | "提出"
        );
        let event = !light && EVENTS.end(object);
        let apart = !between.is_empty() && !between.contains('，');
        let inside = event && (apart || last.class == Class::Stop)
            || apart && (relative || single || last.class == Class::Stop);
        if !inside || coordinate {
            return last;
        }
        // 开工筹集城中村改造项目: verbs in a row are one.
        verbs.iter().fold(
            first,
            |main, verb| if verb.start == main.end { Verb { end: verb.end, ..main } } else { main },
        )
    }

    /// The last verb of a range that is no part of a noun phrase.
    pub(super) fn strong(&self, verbs: &[Verb], range: &Range<usize>) -> Option<Verb> {
        let real = |verb: &&Verb| verb.end <= range.end && self.governs(verb, range);
        verbs
            .iter()
            .rev()
            .filter(real)
            .find(|verb| {
                // 新增社区服务用房: behind a verb that has an object, what could be a noun is one.
                let object = |other: &Verb| {
                    other.class == Class::Do
                        && !other.nominal
                        && other.end <= verb.start
                        && other.start >= range.start
                        && !causative(&self.text[other.start..other.end])
                };
                !verb.nominal || !verbs.iter().any(object)
            })
            .copied()
    }

    /// Whether a verb governs what stands behind it. One that stands in compound nouns as often does so only where a
    /// doer stands right before it (关工委组织五老) or nothing does.
    pub(super) fn governs(&self, verb: &Verb, range: &Range<usize>) -> bool {
        if !verb.nominal {
            return true;
        }
        if self.held(verb) {
            return false;
        }
        if verb.class != Class::Do || verb.end >= range.end {
            return false;
        }
        if self.text[verb.end..].starts_with(['了', '过']) {
            return true;
        }
        // 培训经费50万元, 救助资金: what money is for, where the verb is none of getting or giving it.
        let word = &self.text[verb.start..verb.end];
        if FUNDS.has(&self.text[verb.end..range.end]) && !MOVES_FUNDS.has(word) {
            return false;
        }
        // 调解成功率: a rate of what is done.
        if self.text[verb.end..range.end].ends_with('率') && range.end - verb.end <= "满意率".len() {
            return false;
        }
        let ahead = phrase::trim_end(self.text, range.start..verb.start);
        let mut ahead = phrase::trim_start(self.text, ahead);
        // 力争全年培训…, 调解委员会全年调解…
        if let Some(time) = self.times.ends_at(ahead.end).filter(|time| time.start() >= ahead.start) {
            ahead = phrase::trim_end(self.text, ahead.start..time.start());
            if ["力争", "确保", "争取", "计划", "预计"].contains(&&self.text[ahead.clone()]) {
                return true;
            }
        }
        let ahead = &self.text[ahead];
        // 我们将申报课题1项
        if ahead.ends_with(['将', '可']) || ahead.ends_with("相应") {
            return true;
        }
        // 系统治理河道3条: nothing but how it was done.
        if matches!(
            ahead,
            "系统" | "集中" | "统一" | "全面" | "深入" | "扎实" | "持续" | "依法" | "自主" | "大力"
        ) || ahead == "我们"
        {
            return true;
        }
        self.holders.ends_at(verb.start).is_some() || ahead.is_empty() || phrase::doer(ahead) || actor(ahead)
    }

    /// Whether a verb stands inside the name of a body: 市教育局.
    fn held(&self, verb: &Verb) -> bool {
        self.holders.beyond(verb.start).is_some_and(|holder| holder.start() < verb.end)
    }

    /// The 完成 of a task that another verb says was given: 完成上级下达任务.
    fn completed(&self, verbs: &[Verb], given: &Verb) -> Option<Verb> {
        let word = |verb: &Verb| &self.text[verb.start..verb.end];
        matches!(word(given), "下达" | "安排" | "确定" | "分配" | "核定")
            .then(|| verbs.iter().rev().find(|verb| word(verb) == "完成" && verb.end <= given.start).copied())
            .flatten()
    }

    /// Whether between a verb and a place stands when it came to what it came to: 增长至2025年.
    fn reaches_in_time(&self, verb: &Verb, end: usize) -> bool {
        let text = self.text;
        let behind = &text[verb.end.min(end)..end];
        let when = behind.trim_start_matches(['到', '至', '了']);
        (when.len() < behind.len() || text[verb.start..verb.end].ends_with(['到', '至']))
            && !when.is_empty()
            && self.is_time(end - when.len()..end)
    }

    /// Whether a span is a time and nothing else.
    fn is_time(&self, span: Range<usize>) -> bool {
        self.times.ends_at(span.end).is_some_and(|time| time.start() <= span.start)
    }
}

/// How long the verb is that a phrase begins with, where it is 支出 before money or 保障 before people.
fn paid(phrase: &str, quantity: &Quantity) -> Option<usize> {
    let money = phrase.strip_prefix("支出").is_some_and(|rest| {
        rest.chars().count() > 1 && ["金", "经费", "费", "款"].iter().any(|word| rest.ends_with(word))
    });
    let people = phrase.strip_prefix("保障").is_some_and(|rest| {
        matches!(quantity.unit.as_deref(), Some("人" | "名" | "户" | "人次" | "户次" | "家"))
            && rest.chars().count() > 1
            && !rest.starts_with(['性', '房', '金'])
    });
    (money || people).then_some("支出".len())
}

/// Whether several kinds of what follows are meant: 各种捐款.
fn several(ahead: &str) -> bool {
    ["各种", "各类", "各项"].iter().any(|word| ahead.ends_with(word))
}

/// Words between what was weighed and the verb that was decided on.
const DECIDED: Words = Words::new(&["决定", "依法", "不", "未", "不予", "拟"]);

/// What a level is said to be of that is reached today.
const OF_NOW: Words = Words::new(&["现在的", "目前的", "如今的", "当前的"]);

/// Nouns of money that are called after what it is for.
const FUNDS: Words =
    Words::new(&["资金", "经费", "费用", "支出", "收入", "基金", "补助", "补贴", "贷款", "成本", "奖金"]);

/// Verbs of which money is the object, though they stand in compounds, too.
const MOVES_FUNDS: Words =
    Words::new(&["投入", "安排", "使用", "整合", "统筹", "节约", "支付", "争取", "组织", "发放"]);

/// Nouns that measure what the verb before them says.
const MEASURES: Words = Words::new(&[
    "时间",
    "时长",
    "时限",
    "金额",
    "数量",
    "人数",
    "次数",
    "比例",
    "周期",
    "成本",
    "面积",
    "规模",
    "收入",
    "能力",
    "完成率",
    "及时率",
    "准确率",
    "成功率",
    "办结率",
    "化解率",
    "覆盖率",
    "普及率",
    "知晓率",
    "达标率",
    "合格率",
    "使用率",
    "利用率",
    "参与率",
    "签约率",
    "到位率",
    "执行率",
    "满意率",
    "满意度",
]);

/// Whether what stands before a number is how far something rose or fell: 提高幅度.
pub(super) fn extent(text: &str, before: &Before) -> bool {
    before.noun.clone().is_some_and(|noun| &text[noun] == "幅度")
        && before.governing.is_some_and(|verb| matches!(verb.class, Class::Up | Class::Down))
}

/// Verbs that relate a thing to another of which the number is a part or a multiple: 是2019年的2.3倍.
fn relates(verb: &str) -> bool {
    const WORDS: Words = Words::new(&[
        "是",
        "为",
        "恢复至",
        "恢复到",
        "等于",
        "相当于",
        "达到",
        "达",
        "约为",
        "不低于",
        "超过",
        "不超过",
        "接近",
        "不少于",
    ]);
    WORDS.has(verb)
}

/// Verbs of a relative clause before those it is about: 符合条件的人员.
fn describes(verb: &str) -> bool {
    const WORDS: Words = Words::new(&["符合", "具有", "具备", "患有", "属于", "来自", "从事", "享受"]);
    WORDS.has(verb)
}

/// Whether behind a quantity stands the part of it: 占6000万元的42%.
pub(super) fn part_follows(text: &str, end: usize) -> bool {
    let Some(rest) = text[end..].strip_prefix('的') else { return false };
    let number = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    number.len() < rest.len() && number.starts_with('%')
}

/// Nouns of what is done: verbs before them say what it is about.
const EVENTS: Words = Words::new(&[
    "案件",
    "犯罪",
    "纠纷",
    "活动",
    "项目",
    "意见",
    "建议",
    "行动",
    "措施",
    "任务",
    "工程",
    "试点",
    "机制",
    "制度",
    "方案",
    "政策",
    "事项",
    "讲座",
    "会议",
    "座谈会",
    "报告会",
    "比赛",
    "竞赛",
    "工作",
    "等",
]);

/// Words that lead to a verb of their own, or to who gets what is given.
fn leads(verb: &str) -> bool {
    preposition(verb) || verb == "为"
}
