//! The verb that governs a figure.
//!
//! Mostly it stands before the noun phrase or right before the number. Where the counted do something themselves
//! (百余名师生参加活动) or a preposition leads the number (对两名学生开展走访), it stands behind; items of a list share one.

use std::ops::Range;

use super::subject::is_people;
use super::{Before, Last, Reader};
use crate::extract::figures::phrase;
use crate::extract::figures::quantity::Quantity;
use crate::extract::figures::skim::{Ask, enclosed, verb_in};
use crate::extract::figures::verb::{Class, Verb, compound, gift};
use crate::extract::lexis::Words;
use crate::fact::{Bound, Dimension, Role};
use crate::span::TextSpan;

/// Verbs that say no more than that something was done, behind what it was done to.
const LIGHT: [&str; 4] = ["进行", "开展", "予以", "给予"];

/// How far behind a number, in characters, its verb may stand.
const FAR: usize = 40;

impl Reader<'_> {
    /// The verb that governs a quantity, where `from` ends what belongs to the figure before it.
    pub(super) fn action(
        &self,
        quantity: &Quantity,
        before: &Before,
        clause: &Range<usize>,
        from: usize,
        last: Option<&Last>,
        subject: Option<TextSpan>,
    ) -> Option<TextSpan> {
        let text = self.text;
        let word = |verb: &Verb| &text[verb.start..verb.end];
        // 设置接待登记点18个: verbs in a row are one.
        let span = |verb: Verb| {
            let ahead = |verb: Verb| {
                let joined = |other: &&Verb| {
                    other.end == verb.start
                        && other.class == Class::Do
                        && word(other) != "深入"
                        && self.governs(other, &(from.min(other.start)..verb.start))
                };
                self.verbs.iter().rev().find(joined).filter(|_| verb.class == Class::Do)
            };
            TextSpan::new(ahead(verb).map_or(verb.start, |other| other.start), verb.end)
        };
        let counted = subject.is_some_and(|subject| subject.start() >= quantity.number);
        let behind = |led: bool| self.verb_behind(quantity, clause, subject, led).map(span);
        let content = |verb: &Verb| {
            let does = matches!(verb.class, Class::Do | Class::Stop) || matches!(word(verb), "完成" | "实现");
            does && !preposition(word(verb))
        };
        let governing = before.governing;
        let next = || {
            let verb = self.verb_at(quantity.end, clause.end)?;
            let does = !verb.nominal && !matches!(word(&verb), "为" | "是");
            (does && (verb.class != Class::Do || !phrase::one_of(&text[verb.end..]))).then_some(verb)
        };
        let age = quantity.measure.and_then(|measure| measure.dimension) == Some(Dimension::Age);

        // 干部捐款500元, 财政投入30万元: a noun that is a verb is the action where no other is.
        if let Some(glued) = before.glued.filter(|verb| verb.class == Class::Do) {
            let other = governing.filter(content);
            let given =
                gift(word(&glued)) && other.is_none_or(|verb| !matches!(word(&verb), "开展" | "进行"));
            let noun = matches!(word(&glued), "组织" | "活动" | "管理" | "教育" | "发展" | "建设");
            if given || (other.is_none() && before.at_number.is_none() && !noun) {
                return Some(span(glued));
            }
        }
        if before.origin
            && let Some(verb) = behind(true)
        {
            return Some(verb); // 由上年的3亿元增加到5亿元
        }
        let noun = |word: &str| matches!(word, "涨幅" | "增速" | "增幅" | "降幅" | "跌幅" | "减幅");
        // 1800亩农田以及4个村的群众受益: what only joins is no action.
        let joins = |verb: &Verb| matches!(word(verb), "以及" | "及" | "和" | "并" | "或");
        let at = before.at_number.filter(|verb| !sums(word(verb)) && !noun(word(verb)) && !joins(verb));
        if let Some(at) = at {
            let what = word(&at);
            if what.ends_with('有') && (counted || next().is_some()) {
                return behind(false).or(Some(span(at))); // 已有42个村创办了…
            }
            let served =
                what == "为" && matches!(quantity.unit.as_deref(), Some("人" | "户" | "家" | "名" | "人次"));
            if preposition(what) || (what == "为" && counted) || served {
                let start =
                    || before.noun.clone().and_then(|noun| self.verb_at(noun.start, noun.end)).map(span);
                return behind(true).or(before.inner.map(span)).or_else(start);
            }
            // 召开近百人参加的会议.
            if at.class == Class::Do
                && let Some(next) = next().filter(|next| text[next.end..].starts_with('的'))
            {
                return Some(span(next));
            }
            // 成立组织达155个: reached is what was done; 参与活动的学生达7000人 is not.
            let object = governing.filter(|verb| {
                matches!(what, "达" | "达到" | "就达")
                    && verb.class == Class::Do
                    && before.noun.clone().is_some_and(|noun| {
                        let ahead = &text[verb.end.min(noun.end)..noun.end];
                        !ahead.contains(['的', '、', '，'])
                            && !measured(&text[noun.clone()])
                            && !is_people(&text[noun])
                    })
            });
            return Some(span(object.unwrap_or(at)));
        }
        if let Some(verb) = governing.filter(|verb| word(verb).ends_with('有') && counted) {
            return behind(false).or(Some(span(verb)));
        }
        let lasts = quantity.measure.and_then(|measure| measure.dimension) == Some(Dimension::Duration);
        if (lasts || (before.noun.is_none() && governing.is_none()))
            && let Some(next) = next()
        {
            let led = preposition(word(&next));
            return if led { behind(true) } else { Some(span(next)) }; // 先后12次深入学校
        }
        if let Some(verb) = governing {
            if content(&verb) {
                return Some(span(verb));
            }
            if matches!(verb.class, Class::Up | Class::Down | Class::Share | Class::Rank) {
                return Some(span(verb));
            }
            if verb.class == Class::Reach
                && !preposition(word(&verb))
                && word(&verb) != "为"
                && !sums(word(&verb))
            {
                return Some(span(verb));
            }
            // 将14个乡镇…纳入, 为学生宣讲故事35场.
            if verb.class != Class::Mark || preposition(word(&verb)) {
                return before.inner.map(span).or_else(|| behind(true));
            }
            if let Some(inner) = before.inner {
                return Some(span(inner));
            }
        }
        let joined = before.joined && last.is_some();
        // 增长19.2%、突破8500亿元: its bound says where it came to.
        if before.bare
            && before.joined
            && let Some(modifier) = quantity.modifier.filter(|word| matches!(word.of(text), "突破" | "超过"))
        {
            return Some(modifier);
        }
        if before.bare
            && let Some(last) = last.filter(|last| {
                // 判处三年以上有期徒刑134人: nothing stands between but what the figure before counted.
                let named = !counted || subject.is_some_and(|subject| subject.start() < quantity.end);
                joined || named && (last.end == quantity.start || self.consumed == quantity.start)
            })
        {
            return last.action; // 分别下降18%、13%; 培训3期240人次
        }
        if counted && let Some(verb) = behind(false).filter(|_| !joined && !age) {
            return Some(verb);
        }
        // 县级医院100%达到标准.
        let percent = quantity.measure.and_then(|measure| measure.dimension) == Some(Dimension::Percent);
        if percent
            && let Some((length, word)) = self.skim.verb_at(quantity.end, clause.end)
            && word.class == Some(Class::Reach)
        {
            return Some(TextSpan::new(quantity.end, quantity.end + length));
        }
        // 达到…，突破360家: the word of the bound is the only verb.
        if quantity.bound == Bound::Over
            && let Some(modifier) =
                quantity.modifier.filter(|word| matches!(word.of(text), "突破" | "超过" | "超"))
        {
            return Some(modifier);
        }
        // 评出辅导站54个、获得者8名; 设书记1名，委员2名: one verb for the list.
        let last = last?;
        let noun = before.noun.clone().map(|noun| &text[noun]).unwrap_or_default();
        let same = last.unit == quantity.unit
            || (occasions(last.unit.as_deref()) && occasions(quantity.unit.as_deref()));
        let same = same && !self.skim.says(Ask::Among, &(from..quantity.start));
        let same_unit = before.joined && last.unit == quantity.unit;
        let list = (before.joined || same || (counted && self.skim.says(Ask::Per, &(from..quantity.start))))
            && last.list
            && (same_unit || !measured(noun))
            && !undergone(noun)
            // 减少7件；诉讼案件31件: a change is shared only by the items of its list, and so is 完成税收5万元、规费2万元.
            && (before.joined
                || last.role != Role::Change
                    && !last.action.is_some_and(|action| matches!(action.of(text), "完成" | "实现")));
        last.action.filter(|_| list)
    }

    /// The verb that begins at a position.
    fn verb_at(&self, start: usize, end: usize) -> Option<Verb> {
        let (length, word) = self.skim.verb_at(start, end)?;
        let led = || preposition(&self.text[start..start + length]);
        let class = word.class.filter(|class| *class != Class::Mark || led())?;
        Some(Verb { start, end: start + length, class, nominal: word.nominal })
    }

    /// The verb behind a quantity that its noun is the doer of, or that a preposition before it leads to.
    fn verb_behind(
        &self,
        quantity: &Quantity,
        clause: &Range<usize>,
        subject: Option<TextSpan>,
        led: bool,
    ) -> Option<Verb> {
        let text = self.text;
        let near = |from: usize, end: usize| {
            from + text[from..end].chars().take(FAR).map(char::len_utf8).sum::<usize>()
        };
        let end = near(quantity.end, clause.end);
        let start = subject.map_or(quantity.end, |subject| subject.end().max(quantity.end));
        let own = self.first_verb(start..end, clause.end, led);
        // 对12部法规的贯彻实施情况进行检查: behind 对 the verb is the light one.
        if let Some(verb) = own.filter(|verb| led && verb.end < end && text[..quantity.start].ends_with('对'))
        {
            let light =
                LIGHT.iter().filter_map(|word| Some((text[verb.end..end].find(word)?, word.len()))).min();
            return Some(light.map_or(verb, |(at, length)| {
                let start = verb.end + at;
                Verb { start, end: start + length, class: Class::Stop, nominal: false }
            }));
        }
        let ahead = &text[clause.start..quantity.start];
        // 人数为500名: what links is no preposition.
        let given = matches!(ahead, "为" | "向" | "给");
        let counted = quantity.measure.and_then(|measure| measure.dimension) == Some(Dimension::Count);
        if own.is_some() || !led || !given || !counted {
            return own;
        }
        // 为500名困难儿童，发放慰问金: what the preposition leads to begins the next clause.
        let start = clause.end + text[clause.end..].chars().next().filter(|c| *c == '，')?.len_utf8();
        let (length, word) = verb_in(&text[start..])?;
        (word.class == Some(Class::Do)).then_some(Verb {
            start,
            end: start + length,
            class: Class::Do,
            nominal: word.nominal,
        })
    }

    /// The first verb of a range that governs something; `led` says that a preposition stands before it.
    fn first_verb(&self, range: Range<usize>, clause_end: usize, mut led: bool) -> Option<Verb> {
        let text = self.text;
        let Range { start: mut at, end } = range;
        let mut verbs = self.skim.begins(at.min(end)..end);
        let mut begins = verbs.next();
        while at < end {
            let rest = &text[at..end];
            let Some(c) = rest.chars().next() else { break };
            if let Some(length) = enclosed(rest, c) {
                at += length;
                continue;
            }
            while begins.is_some_and(|begins| begins < at) {
                begins = verbs.next();
            }
            let Some((length, word)) = begins.filter(|begins| *begins == at).and_then(|_| verb_in(rest))
            else {
                at += c.len_utf8();
                continue;
            };
            let verb = &rest[..length];
            let nominal = compound(&rest[length..])
                || phrase::one_of(&rest[length..])
                || (word.nominal
                    && !led
                    && at + length < clause_end
                    && !rest[length..].starts_with(['了', '过']));
            match word.class {
                Some(Class::Mark) => led = true,
                // 均按每年不低于1万元的标准列入, 1800多名: the bound of another number.
                _ if verb.starts_with('不') && verb.chars().count() > 2 => {}
                _ if matches!(verb, "多" | "余" | "超") && text[..at].ends_with(numeral_end) => {}
                Some(class)
                    if !nominal && !preposition(verb) && !sums(verb) && verb != "为" && verb != "是" =>
                {
                    return Some(Verb { start: at, end: at + length, class, nominal: false });
                }
                _ => {}
            }
            at += length;
        }
        None
    }
}

/// Whether a number may end in a character.
fn numeral_end(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// Units of occasions.
fn occasions(unit: Option<&str>) -> bool {
    unit.is_some_and(|unit| matches!(unit, "期" | "次" | "场" | "场次" | "期次" | "节" | "课时"))
}

/// 共计, 累计: verbs that only add up.
fn sums(verb: &str) -> bool {
    const WORDS: Words = Words::new(&["累计", "共计", "总计", "合计", "计", "总共"]);
    WORDS.has(verb)
}

/// Words that lead to a verb of their own.
pub(super) fn preposition(verb: &str) -> bool {
    const WORDS: Words = Words::new(&[
        "由", "从", "按", "向", "对", "给", "将", "把", "被", "让", "使", "与", "在", "到", "按照", "根据",
        "面向", "针对", "围绕", "联合", "会同",
    ]);
    WORDS.has(verb)
}

/// Verbs whose object does the next verb: 组织五老撰写心得.
pub(super) fn causative(verb: &str) -> bool {
    const WORDS: Words = Words::new(&[
        "组织", "动员", "发动", "协调", "引导", "推动", "带动", "支持", "帮助", "鼓励", "邀请", "指导",
        "促进", "吸引", "带领", "率领", "助力", "协助", "依托", "利用", "运用", "借助", "通过", "动用",
        "争取", "联系", "安排", "投入", "深入", "走进",
    ]);
    WORDS.has(verb)
}

/// Whether a noun names a measure: it needs no verb before its number.
fn measured(noun: &str) -> bool {
    noun.ends_with(['率', '额', '量', '值', '费', '数', '比', '度', '价', '龄', '产'])
        || [
            "收入", "支出", "容量", "能力", "面积", "规模", "就业", "人口", "投资", "标准", "总计", "里程",
            "强度", "水平",
        ]
        .iter()
        .any(|word| noun.ends_with(word))
}

/// Whether a noun phrase says what was done to those it counts: 受教育青少年, 惠及群众.
fn undergone(noun: &str) -> bool {
    noun.starts_with('受')
}
