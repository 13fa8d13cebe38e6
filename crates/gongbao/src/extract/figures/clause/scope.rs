//! Who or where a figure holds for.
//!
//! It is who does what is counted, or the whole that a clause begins with: the noun phrase before the first verb of the
//! clause, and where a clause has none, that of the clauses before it in the sentence. A body or a place that stands
//! behind a verb is part of what is counted, and nobody's scope.

use std::ops::Range;

use super::action::preposition;
use super::spans::Spans;
use super::{Before, Reader, Sentence};
use crate::extract::figures::phrase;
use crate::extract::figures::skim::Ask;
use crate::extract::figures::verb::{Class, compound};
use crate::extract::lexis::{CharSet, Words};
use crate::fact::Role;
use crate::span::TextSpan;

/// The doer or whole that the clauses of a sentence have named so far.
#[derive(Clone, Copy, Default)]
pub(super) struct Topic {
    /// The sentence.
    sentence: usize,
    /// Behind the clauses that were asked.
    upto: usize,
    /// The whole they named last: 全县.
    whole: Option<TextSpan>,
    /// Who did what, since then.
    doer: Option<TextSpan>,
}

/// The head of a clause: what stands before its first verb.
#[derive(Clone)]
pub(super) struct Head {
    /// Where the clause begins.
    start: usize,
    /// The head of every longer range that begins there is the same: nothing behind it was asked for. The largest
    /// number where the end of the range was felt.
    settled: usize,
    phrase: Range<usize>,
    class: Option<Class>,
    /// Whether somebody who can do something does it.
    acts: bool,
    /// The whole that the phrase begins with.
    whole: Option<TextSpan>,
}

/// Adverbs between a doer and the verb.
const ADVERBS: Words = Words::new(&[
    "则",
    "持续",
    "及时",
    "积极",
    "主动",
    "大力",
    "着力",
    "全力",
    "认真",
    "始终",
    "注重",
    "高度",
    "充分",
    "不断",
    "进一步",
    "共同",
    "继续",
    "一直",
    "多次",
    "带头",
    "一道",
    "现",
    "又",
    "自",
    "原",
]);

/// How long, in characters, the phrase before the first verb may be.
const LONG: usize = 30;

impl Reader<'_> {
    /// Who or where a figure holds for, if its sentence says.
    pub(super) fn scope(
        &mut self,
        clause: &Range<usize>,
        ahead: Range<usize>,
        sentence: Sentence,
        before: &Before,
        role: Role,
        subject: Option<TextSpan>,
    ) -> Option<TextSpan> {
        let text = self.text;
        let (from, number) = (ahead.start, ahead.end);
        self.hear(clause.start, sentence);
        if text[..clause.start].ends_with('；') {
            self.topic.doer = None;
        }
        if role == Role::Rank
            && let Some(among) = self
                .among(before, from..number)
                .or_else(|| self.among(&Before::default(), clause.start..number))
        {
            return Some(among);
        }
        let head = self.head(clause.start..number);
        let phrase = TextSpan::new(head.phrase.start, head.phrase.end);
        let duration = before.at_number.is_some_and(|verb| &text[verb.start..verb.end] == "持续");
        let apart = duration || subject.is_none_or(|subject| !subject.overlaps(phrase));
        if head.acts && apart && (head.class.is_some() || head.phrase.end + 6 >= number) {
            return Some(phrase);
        }
        // 全市关工委组织218个: the whole before what is counted.
        if let Some(whole) = head.whole {
            return Some(whole);
        }
        // 处于全区11个镇.
        let ahead = &text[from..number];
        let behind = subject.is_some_and(|subject| subject.start() >= number);
        if let Some(whole) = ahead.char_indices().nth_back(1).map(|(at, _)| &ahead[at..])
            && behind
            && phrase::scope(whole) == whole.len()
            && !whole.is_empty()
        {
            return Some(TextSpan::new(number - whole.len(), number));
        }
        self.topic.doer.or(self.topic.whole)
    }

    /// Asks the clauses before a position for what they name.
    fn hear(&mut self, until: usize, sentence: Sentence) {
        if self.topic.sentence != sentence.index || self.topic.upto < sentence.start {
            self.topic = Topic { sentence: sentence.index, upto: sentence.start, ..Topic::default() };
        }
        let text = self.text;
        while self.topic.upto < until {
            let start = self.topic.upto;
            let end = self.clause_end(start, until);
            if text[..start].ends_with('；') {
                self.topic.doer = None;
            }
            let head = self.head(start..end);
            if head.acts {
                self.topic.doer = Some(TextSpan::new(head.phrase.start, head.phrase.end));
            } else if let Some(holder) = self.leading(&head) {
                self.topic.doer = Some(holder);
            } else if let Some(whole) = head.whole {
                self.topic = Topic { whole: Some(whole), doer: None, ..self.topic };
            }
            self.topic.upto = text[end..until].chars().next().map_or(until, |c| end + c.len_utf8());
        }
    }

    /// Where the clause that begins at `start` ends: at a mark outside quotes and brackets.
    fn clause_end(&self, start: usize, until: usize) -> usize {
        let mut at = start;
        for stop in self.skim.marks(start..until) {
            if stop.at >= at {
                if let Some(end) = self.skim.enclosed(stop, until) {
                    at = end;
                } else if ends_clause(stop.mark) {
                    return stop.at;
                }
            }
        }
        until
    }

    /// The head of a clause. The clauses of a sentence are asked for theirs again and again, by each of their figures
    /// and by those behind them.
    fn head(&mut self, range: Range<usize>) -> Head {
        if let Some(head) = self.head.as_ref().filter(|head| head.start == range.start)
            && head.settled <= range.end
        {
            return head.clone();
        }
        let head = self.read_head(range);
        self.head = Some(head.clone());
        head
    }

    fn read_head(&self, range: Range<usize>) -> Head {
        let text = self.text;
        let (start, mut settled) = self.skip(range.clone());
        let mut at = start;
        let mut count = 0;
        let mut class = None;
        let mut ended = None;
        let mut active = true;
        let mut stops = self.skim.from(at);
        let mut holders = self.holders.beginning(at);
        while at < range.end && count < LONG {
            while stops.first().is_some_and(|stop| stop.at < at) {
                stops = &stops[1..];
            }
            while holders.first().is_some_and(|holder| holder.start() < at) {
                holders = &holders[1..];
            }
            // Characters that no name and no verb begins with.
            let name = holders.first().map_or(range.end, |holder| holder.start());
            let next = stops.first().map_or(range.end, |stop| stop.at).min(name).min(range.end);
            if at < next {
                let passed = text[at..next].chars().take(LONG - count);
                (at, count) = passed.fold((at, count), |(at, count), c| (at + c.len_utf8(), count + 1));
                continue;
            }
            count += 1;
            let stop = stops.first().filter(|stop| stop.at == at);
            if let Some(stop) = stop {
                if let Some(end) = self.skim.enclosed(stop, range.end) {
                    at = end;
                    continue;
                }
                if matches!(stop.mark, '，' | '；' | '：' | '。') {
                    break;
                }
                // What reaches beyond the range, and what nothing closes in it, is something else in a longer one.
                if self.skim.open_or_beyond(stop, range.end) {
                    settled = usize::MAX;
                }
            }
            if let Some(holder) = holders.first().filter(|holder| holder.start() == at) {
                if holder.end() <= range.end {
                    at = holder.end(); // 市教育局, whatever verbs are in it
                    continue;
                }
                settled = usize::MAX;
            }
            if let name @ 1.. = stop.map_or(0, |stop| self.skim.name(stop, range.end)) {
                at += name;
                continue;
            }
            let Some((length, word)) = stop.and_then(|stop| self.skim.verb(stop, range.end)) else {
                at += text[at..].chars().next().map_or(1, char::len_utf8);
                continue;
            };
            let verb = &text[at..at + length];
            settled = settled.max(at + length + "率".len());
            if compound(&text[at + length..range.end]) {
                at += length;
                continue;
            }
            let found = word.class.filter(|_| {
                let alone = || {
                    let mut ahead = &text[phrase::trim_end(text, start..at)];
                    while let Some(word) = ADVERBS.ending(ahead).next() {
                        ahead = &ahead[..ahead.len() - word.len()]; // 积极响应…
                    }
                    ahead.is_empty() || phrase::doer(ahead) || actor(ahead)
                };
                !word.nominal || alone() || self.holders.ends_at(at).is_some()
            });
            if let Some(found) = found {
                // 也有, 均为: an adverb ends the phrase, and the verb is still to come.
                ended = ended.or(Some(at));
                if found == Class::Mark && !preposition(verb) {
                    at += length;
                    continue;
                }
                class = Some(found);
                active = match found {
                    Class::Do | Class::Stop | Class::Mark => true,
                    Class::Reach => {
                        verb.ends_with('有')
                            || preposition(verb)
                            || matches!(
                                verb,
                                "为" | "设" | "辖" | "下辖" | "持续" | "坚持" | "拿出" | "完成" | "实现"
                            )
                    }
                    _ => false,
                };
                break;
            }
            at += length;
        }
        let mut phrase = start..ended.unwrap_or(at).min(range.end);
        loop {
            phrase = phrase::trim_end(text, phrase);
            if let Some(word) = ADVERBS.ending(&text[phrase.clone()]).next() {
                phrase.end -= word.len();
                continue;
            }
            match self.times.ends_at(phrase.end) {
                Some(time) if time.start() >= phrase.start => phrase.end = time.start(),
                _ => break,
            }
        }
        active &= count < LONG;
        if settled > range.end || class.is_none() && at >= range.end {
            settled = usize::MAX;
        }
        let acts = active && self.acts(&phrase);
        let whole = self.whole(&phrase);
        Head { start: range.start, settled, phrase, class, acts, whole }
    }

    /// Behind the times, adverbs and list marks that a clause begins with, and from which end of the range on this is so.
    fn skip(&self, range: Range<usize>) -> (usize, usize) {
        const WORDS: Words = Words::new(&[
            "其中",
            "同时",
            "目前",
            "截至",
            "截止",
            "全年",
            "一年来",
            "另外",
            "此外",
            "特别是",
            "尤其是",
            "与此同时",
            "为此",
            "一要",
            "二要",
            "三要",
            "四要",
            "五要",
            "一是",
            "二是",
            "三是",
            "四是",
            "并继续",
            "继续",
            "并",
            "还",
            "又",
            "也",
            "再",
            "五是",
            "六是",
            "七是",
            "八是",
            "九是",
            "十是",
            "预计",
            "初步核算",
            "初步统计",
            "至",
            "自",
            "到",
            "于",
            "，",
            "、",
            "：",
            "；",
            "。",
            " ",
            "\t",
        ]);
        let text = self.text;
        let mut at = range.start;
        while at < range.end {
            let rest = &text[at..range.end];
            if let Some(word) = WORDS.beginning(rest).next() {
                at += word.len();
                continue;
            }
            match self.times.beyond(at) {
                Some(time) if time.start() <= at && time.end() <= range.end => at = time.end(),
                Some(time) if time.start() <= at => return (at, usize::MAX),
                _ => break,
            }
        }
        (at, at + "与此同时".len())
    }

    /// Whether a phrase names somebody or some body that can do something.
    pub(super) fn acts(&self, phrase: &Range<usize>) -> bool {
        let text = self.text;
        if text[phrase.clone()].chars().nth(1).is_none() {
            return false;
        }
        let held = |spans: &Spans| spans.ends_at(phrase.end).filter(|span| span.start() >= phrase.start);
        if held(&self.persons).is_some() {
            return true;
        }
        let name = &text[phrase.clone()];
        let holder = held(&self.holders);
        let bare = match name.strip_suffix('）') {
            Some(inside) => inside.rfind('（').map_or(name, |open| &inside[..open]),
            None => name,
        };
        // Most phrases end in nobody.
        let ends = actor(bare);
        if !ends && holder.is_none() {
            return false;
        }
        // 海东于2013年撤地设市: when it came about is none of a name.
        if self.times.beginning(phrase.start).first().is_some_and(|time| time.end() <= phrase.end) {
            return false;
        }
        // 以村组织为重点: how, not who. 一天讲12所学校: these are counted; 市直77家部门, 全市21家企业 are a whole.
        let of_whole = || {
            let held = self.holders.beginning(phrase.start).first();
            held.is_some_and(|span| span.start() == phrase.start)
                || phrase::scope(name) > 0
                || name.starts_with(['省', '市', '县', '区', '州'])
        };
        if name.starts_with('以') || name.contains(|c: char| c.is_ascii_digit()) && !of_whole() {
            return false;
        }
        if self.skim.says(Ask::Sum, phrase) {
            return false; // 投资3200万元的敬老院 names a figure
        }
        // 国家实验室贵州: a place at the end of another name does nothing.
        if let Some(holder) = holder
            && (holder.start() == phrase.start || actor(&text[phrase.clone()]))
        {
            return true;
        }
        if text[phrase.clone()].starts_with(|c: char| c.is_ascii_digit() || c == '每') {
            return false; // 40家企业建立了…: these are counted
        }
        // 在外务工人员有7.5万人: they are counted, too.
        let counted = text[phrase.end..].strip_prefix('有').is_some_and(|rest| {
            rest.trim_start_matches(|c: char| {
                c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '万' | '余' | '多' | '近' | '约')
            })
            .starts_with(['人', '名'])
        });
        if name.ends_with("人员") && counted {
            return false;
        }
        ends
    }

    /// The body that a clause without a verb begins with: 东关工委的“名师工作室”，打造…
    fn leading(&self, head: &Head) -> Option<TextSpan> {
        let holder = self.holders.beginning(head.phrase.start).first()?;
        if holder.start() != head.phrase.start {
            return None;
        }
        // Where no verb is known, what follows the name of a body is one that nobody wrote down.
        let rest = &self.text[holder.end()..head.phrase.end.max(holder.end())];
        let body =
            rest.starts_with('的') || phrase::doer(holder.of(self.text)) && !divided(holder.of(self.text));
        (head.class.is_none() && body && rest.chars().nth(2).is_some()).then_some(*holder)
    }

    /// The whole that a phrase begins with: 全市关工委, 我省经济.
    fn whole(&self, phrase: &Range<usize>) -> Option<TextSpan> {
        const BEGIN: CharSet = CharSet::new("全我本该市城主");
        let head = &self.text[phrase.clone()];
        if !head.starts_with(|c| BEGIN.has(c)) {
            return self.named(phrase);
        }
        let length = match phrase::scope(head) {
            0 => ["市区", "城区", "主城区"]
                .iter()
                .find(|word| head.starts_with(**word))
                .map_or(0, |word| word.len()),
            length => length,
        };
        if length == 0 {
            return self.named(phrase);
        }
        // 全国首批, and 全省排位第8: among whom, not where.
        let first = head[length..].starts_with(['首', '第', '重', '最', '排', '一', '性', '各'])
            && head.starts_with("全国")
            || self.placed(phrase.start + length);
        (!first).then(|| TextSpan::new(phrase.start, phrase.start + length))
    }

    /// The places that a phrase begins with, before what is counted there: 江苏粮食产量, 襄阳、宜昌工业增加值.
    fn named(&self, phrase: &Range<usize>) -> Option<TextSpan> {
        let mut end = phrase.start;
        let mut from = phrase.start;
        for place in self.places.beginning(phrase.start) {
            let body =
                || self.holders.beginning(from).first().is_some_and(|holder| holder.end() > place.end());
            if place.start() != from || place.end() > phrase.end || body() {
                break;
            }
            end = place.end();
            let joint =
                self.text[end..phrase.end].chars().next().filter(|c| matches!(c, '、' | '和' | '与' | '及'));
            from = end + joint.map_or(1, char::len_utf8);
        }
        if end == phrase.start {
            return None;
        }
        // A place alone is no clause, 杭州等市 are more than are named, and 深圳至江门铁路 is none of them.
        let rest = &self.text[end..phrase.end];
        let alone =
            rest.chars().take(2).filter(|c| !matches!(c, '等' | '的' | '、' | '至' | '—')).count() < 2;
        let person = || self.persons.beginning(end).first().is_some_and(|person| person.start() == end);
        (!alone && !person()).then(|| TextSpan::new(phrase.start, end + zone(rest)))
    }

    /// Whether a place taken among a whole is told: 全省排位第8, 全国第一.
    fn placed(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        if ["排位", "排名", "位居"].iter().any(|word| rest.starts_with(word)) {
            return true;
        }
        let Some(number) = rest.strip_prefix('第') else { return false };
        let behind =
            number.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        behind.len() < number.len()
            && behind.chars().next().is_none_or(|c| matches!(c, '位' | '名' | '，' | '；' | '。' | '、'))
    }

    /// Among whom a place is taken: 居全省第3位, 位居全市县区第4位.
    fn among(&self, before: &Before, range: Range<usize>) -> Option<TextSpan> {
        let text = self.text;
        let start = before.at_number.or(before.governing).map_or(range.start, |verb| verb.end);
        let phrase = phrase::trim_end(text, start.clamp(range.start, range.end)..range.end);
        let name = text[phrase.clone()].trim_end_matches('前');
        let name = name.strip_suffix("排名").or(name.strip_suffix("排位")).unwrap_or(name);
        let phrase = phrase.start..phrase.start + name.len();
        if phrase::scope(name) > 0 && name.chars().count() <= 12 {
            return Some(TextSpan::new(phrase.start, phrase.end));
        }
        name.rfind(['全', '我']).map(|at| phrase.start + at).and_then(|at| {
            let length = phrase::scope(&text[at..phrase.end]);
            (length > 0).then(|| TextSpan::new(at, at + length))
        })
    }
}

/// The length of what makes a zone of the place before it: 宿迁经开区, 成都平原经济区; 0 without.
fn zone(rest: &str) -> usize {
    const ZONES: Words = Words::new(&[
        "开发区",
        "高新区",
        "经开区",
        "新区",
        "园区",
        "经济区",
        "试验区",
        "示范区",
        "保税区",
        "综保区",
        "自贸区",
    ]);
    let near = rest.char_indices().take(12).find(|(_, c)| *c == '区').map_or(0, |(at, c)| at + c.len_utf8());
    if ZONES.end(&rest[..near]) { near } else { 0 }
}

/// Whether a mark ends a clause.
pub(super) const fn ends_clause(mark: char) -> bool {
    matches!(mark, '，' | '；' | '：' | '。' | '！' | '？' | '\n' | '\t')
}

/// Whether a name ends like one of an administrative division.
fn divided(name: &str) -> bool {
    name.ends_with(['省', '市', '县', '区', '镇', '乡', '村', '州', '旗'])
}

/// Whether a name ends like one of people or bodies.
pub(super) fn actor(name: &str) -> bool {
    const SHORT: CharSet = CharSet::new("委局厅办院镇乡村县市省州旗团");
    const ENDINGS: Words = Words::new(&[
        "部门",
        "单位",
        "工会",
        "妇联",
        "残联",
        "科协",
        "文联",
        "工商联",
        "企业",
        "学校",
        "社区",
        "街道",
        "机构",
        "公司",
        "集团",
        "银行",
        "协会",
        "组织",
        "政府",
        "财政",
        "各界",
        "书记",
        "人员",
        "干部",
        "委员",
        "老人",
        "家长",
        "学生",
        "师生",
        "党员",
        "群众",
        "志愿者",
        "五老",
        "“五老”",
        "职工",
        "农民",
        "居民",
        "农户",
        "代表",
        "同志",
        "支部",
        "支部委员会",
        "委员会",
        "党组",
        "办公室",
        "工作室",
        "联盟",
        "商会",
        "基金会",
        "法院",
        "检察院",
        "高校",
        "大学",
        "力量",
        "地区",
        "全区",
        "团队",
        "中小学",
        "小学",
        "中学",
        "幼儿园",
        "关工委",
        "主任",
        "队员",
        "教师",
        "医生",
        "专家",
        "机关",
        "部队",
        "官兵",
        "民警",
        "干警",
        "支队",
        "大队",
        "中队",
    ]);
    let city = || {
        name.starts_with("数字")
            || ["法治政府", "服务型政府", "廉洁政府"].iter().any(|word| name.ends_with(word))
            || ["格局", "布局", "大局", "全局", "结局", "开局"].iter().any(|word| name.ends_with(word))
            || name.ends_with("节省")
            || name.ends_with("城市")
            || name.ends_with("城镇")
            || name.ends_with("上市")
            || name.ends_with("超市")
            || name.ends_with("农村")
    };
    (name.ends_with(|c| SHORT.has(c)) || ENDINGS.end(name)) && !city()
}
