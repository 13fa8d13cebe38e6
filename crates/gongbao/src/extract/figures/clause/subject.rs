//! What a figure counts or measures.

use std::ops::Range;

use super::{Before, Last, Reader, Sentence, before};
use crate::extract::figures::phrase;
use crate::extract::figures::quantity::Quantity;
use crate::extract::figures::skim::Ask;
use crate::extract::figures::verb::{Class, gift};
use crate::extract::lexis::{CharSet, Words, is_han};
use crate::fact::{Dimension, Role};
use crate::span::TextSpan;

impl Reader<'_> {
    #[allow(clippy::too_many_arguments, reason = "one decision out of everything the clause says")]
    pub(super) fn subject(
        &self,
        quantity: &Quantity,
        dimension: Option<Dimension>,
        role: Role,
        before: &Before,
        after: Range<usize>,
        clause: &Range<usize>,
        sentence: Sentence,
        last: Option<&Last>,
    ) -> Option<TextSpan> {
        let text = self.text;
        let span = |range: Range<usize>| TextSpan::new(range.start, range.end);
        let after = self.up_to_person(after);
        let after = (!after.is_empty() && names(&text[after.clone()])).then_some(after);
        let counted = !matches!(
            dimension,
            Some(Dimension::Percent | Dimension::Points | Dimension::Money | Dimension::Ratio)
        );
        let verb = before.at_number.map(|verb| (verb, &text[verb.start..verb.end]));
        let direct = verb.is_some_and(|(verb, word)| {
            (verb.class == Class::Do && !verb.nominal)
                || word.ends_with('有')
                || matches!(word, "完成" | "实现")
                // 按每年不低于1万元的标准
                || (matches!(word, "按" | "按照") && text[quantity.end..].starts_with("的标准"))
        });
        // 取得第二名的好成绩: nothing behind a place takes it.
        let after = after.filter(|_| !quantity.rank);
        // 累计投入58万元资金: the money is named behind its amount.
        const MONEY: Words = Words::new(&["资金", "经费"]);
        let money = MONEY.beginning(&text[quantity.end..]).next();
        let funded = money.filter(|_| {
            before.glued.or(before.at_number).is_some_and(|verb| {
                let word = &text[verb.start..verb.end];
                ["投入", "安排", "筹集", "争取", "募集"].iter().any(|own| word.ends_with(own))
            })
        });
        if let Some(noun) = funded {
            return Some(TextSpan::new(quantity.end, quantity.end + noun.len()));
        }
        // 投入9亿元中央财政帮扶资金
        let named = after.clone().filter(|after| {
            let ends = |noun: &str| text[after.clone()].ends_with(noun);
            let puts = before.at_number.is_some_and(|verb| &text[verb.start..verb.end] == "投入");
            dimension == Some(Dimension::Money)
                && puts
                && before.noun.is_none()
                && after.start == quantity.end
                && (ends("资金") || ends("经费"))
        });
        if let Some(named) = named {
            return Some(span(named));
        }
        let of_it = text[quantity.end..].starts_with('的');
        let list = before.noun.clone().is_some_and(|noun| text[noun].ends_with('等'));
        let lasting = || LASTING.end(&text[clause.start..quantity.start]);
        // 人口20万以上的县: a bare number belongs to the people or the money before it.
        let bare = quantity.unit.is_none()
            && before
                .noun
                .clone()
                .is_some_and(|noun| is_money(&text[noun.clone()]) || is_people(&text[noun]));
        // 90%的化工园区达到…、90%的煤矿达到…: of what it is a part stands behind it.
        let part = role == Role::Share && before.joined && before.at_number.is_none() && of_it;
        if let Some(after) = after.clone().filter(|_| part) {
            return Some(span(after));
        }
        if (counted && !bare && !(before.noun.is_some() && lasting()))
            || direct
            || list
            || before.noun.is_none()
        {
            // 占2%权重, 180名老同志; but 增长5.7%的目标 measures what grew.
            let of = of_it
                && !counted
                && !(dimension == Some(Dimension::Money)
                    && (direct || (before.noun.is_none() && self.consumed <= clause.start)))
                && role != Role::Share;
            // 听众达5万人的最高纪录, 志愿者77人的服务网络: those before it are so many.
            let of = of
                || of_it
                    && before.noun.is_some()
                    && !direct
                    && matches!(quantity.unit.as_deref(), Some("人" | "名" | "人次"))
                    && before.at_number.is_none_or(|verb| verb.class == Class::Reach);
            let time = after.clone().is_some_and(|after| &text[after] == "时间"); // 花了6年时间
            if let Some(after) =
                after.filter(|_| !of && !time && (role != Role::Change || (counted && before.noun.is_none())))
            {
                return Some(span(after));
            }
        }
        // 每年不少于两次深入基层调研: what is done that often.
        let doer = || before.noun.clone().is_some_and(|noun| verb.is_none() && self.acts(&noun));
        if matches!(quantity.unit.as_deref(), Some("次" | "场次" | "期")) && (before.noun.is_none() || doer())
        {
            let phrase = phrase::verb_phrase(text, &self.skim, quantity.end, clause.end);
            if !phrase.is_empty() {
                return Some(span(phrase));
            }
        }
        // 由5万提高到8—10万: money without its unit belongs to the last noun of money in the sentence.
        if quantity.unit.is_none()
            && !before.noun.clone().is_some_and(|noun| is_money(&text[noun]))
            && let Some(noun) = self.money_before(clause.start, sentence)
        {
            return Some(span(noun));
        }
        // 12人入选…: nobody but the unit says who.
        let served = verb.is_some_and(|(_, word)| matches!(word, "为" | "对" | "向" | "给"));
        let first = clause.start == quantity.start;
        // 辖18个村，5234户，22020人: the unit says what they are.
        let alone = clause.start == quantity.start && clause.end == quantity.end;
        if alone
            && matches!(quantity.unit.as_deref(), Some("人" | "户"))
            && last.is_some_and(|last| last.unit != quantity.unit)
            && self.skim.says(Ask::Governs, &(sentence.start..quantity.start))
        {
            return unit_span(text, quantity);
        }
        let has = before.noun.is_none() && verb.is_some_and(|(_, word)| word.ends_with('有'));
        if (before.bare || served || has && quantity.unit.as_deref() == Some("人"))
            && (matches!(quantity.unit.as_deref(), Some("人" | "户" | "家"))
                || first && quantity.unit.as_deref() == Some("人次"))
            && self.skim.verb_at(quantity.end, clause.end).is_some()
            && let Some(unit) = unit_span(text, quantity)
        {
            return Some(unit);
        }
        // 带动18家企业捐款27万元, 累计服务4.6万小时: the verb is what is counted.
        let act = verb.filter(|(verb, word)| {
            let occasion = matches!(quantity.unit.as_deref(), Some("场" | "场次" | "人次" | "小时" | "课时"));
            before.noun.is_none()
                && verb.class == Class::Do
                && (gift(word)
                    || matches!(*word, "投入" | "安排" | "出资" | "出口" | "进口")
                    || (occasion && role == Role::Level))
        });
        if let Some((verb, _)) = act {
            return Some(TextSpan::new(verb.start, verb.end));
        }
        // 被各级采用19篇: the doer stands before the verb, and what is counted was said before.
        let passive = verb.is_some_and(|(verb, _)| verb.class == Class::Do && !verb.nominal);
        if let Some(subject) = last
            .filter(|last| passive && !quantity.rank && last.unit == quantity.unit)
            .and_then(|last| last.subject)
        {
            return Some(subject);
        }
        // 委员也有150元: of what the figure before was.
        if let Some(subject) = last.and_then(|last| last.subject)
            && dimension == Some(Dimension::Money)
            && verb.is_some_and(|(_, word)| word.ends_with('有'))
            && self.skim.says(Ask::Also, &(clause.start..quantity.start))
        {
            return Some(subject);
        }
        // 设立基金，县财政每年注入50万元: who gave it is not what was given.
        if let Some((verb, _)) = verb.filter(|(verb, _)| {
            verb.class == Class::Do && !verb.nominal && dimension == Some(Dimension::Money)
        }) && before.noun.clone().is_some_and(|noun| self.acts(&noun))
        {
            let earlier = self.clause_before(clause.start, sentence).map(span);
            return earlier.or(Some(TextSpan::new(verb.start, verb.end)));
        }
        // 发放助学金30万元，人均3200元; 列支工作经费，各乡镇不少于2万元: who gets it is not what is given.
        if dimension == Some(Dimension::Money)
            && role == Role::Level
            && before.noun.clone().is_some_and(|noun| is_portion(&text[noun]))
        {
            let given = last.and_then(|last| last.subject).filter(|subject| is_money(subject.of(text)));
            if let Some(money) = given.or_else(|| self.money_before(clause.start, sentence).map(span)) {
                return Some(money);
            }
        }
        // 收入比上年增长4866亿元，增长率为20.2%: of what the figure before was.
        if let Some(subject) = last.and_then(|last| last.subject)
            && before
                .noun
                .clone()
                .is_some_and(|noun| matches!(&text[noun], "增长率" | "下降率" | "增幅" | "增速" | "降幅"))
        {
            return Some(subject);
        }
        // 提高了补助标准，提高幅度达30%
        if before::extent(text, before) {
            let own = before.governing.map(|verb| self.trim(clause.start..verb.start.max(clause.start)));
            let own = own.filter(|own| !own.is_empty() && names(&text[own.clone()]));
            let earlier = || self.clause_before(clause.start, sentence).map(span);
            if let Some(subject) = own.map(span).or(last.and_then(|last| last.subject)).or_else(earlier) {
                return Some(subject);
            }
        }
        if let Some(noun) = before.noun.clone().filter(|_| !list) {
            return Some(self.averaged(&noun, before, dimension).unwrap_or_else(|| span(noun)));
        }
        // 李某某等22人参加…: nobody but the unit says who.
        if list
            && before.at_number.is_none()
            && matches!(quantity.unit.as_deref(), Some("人"))
            && let Some(unit) = unit_span(text, quantity)
        {
            return Some(unit);
        }
        // 投入资金1455万元，推进厕所改造项目，开工57个: no money is counted by the piece.
        let piece = counted && role == Role::Level && passive && before.noun.is_none();
        if piece && last.is_some_and(|last| last.dimension != dimension) {
            let same = self.recent.iter().rev().find(|(_, of)| *of == dimension).map(|(subject, _)| *subject);
            let earlier = || self.clause_before(clause.start, sentence).map(span);
            if let Some(subject) = same.or_else(earlier).filter(|subject| !amount(subject.of(text))) {
                return Some(subject);
            }
        }
        // 提升了61%, 达99.2%, 占29%: what the figure before counted.
        if let Some(subject) = last
            .and_then(|last| last.subject)
            .filter(|subject| !matches!(subject.of(text), "人" | "户" | "家"))
        {
            return Some(subject);
        }
        // …的杨海鑫，当年15岁: the end of the clause before.
        if let Some(noun) =
            self.clause_before(clause.start, sentence).filter(|noun| !amount(&text[noun.clone()]))
        {
            return Some(span(noun));
        }
        // 五部门联合下发: the unit itself is the noun.
        matches!(quantity.unit.as_deref(), Some("部门" | "人" | "家" | "户"))
            .then(|| unit_span(text, quantity))
            .flatten()
    }

    /// What a mean is of that names nothing itself: 募集资金86万元，资助学生432人，人均2000元; 户均增收6000元.
    fn averaged(
        &self,
        noun: &Range<usize>,
        before: &Before,
        dimension: Option<Dimension>,
    ) -> Option<TextSpan> {
        if !MEANS.has(&self.text[noun.clone()]) {
            return None;
        }
        if let Some(verb) = before.at_number.filter(|verb| self.text[verb.start..verb.end].ends_with('收')) {
            return Some(TextSpan::new(verb.start, verb.end));
        }
        self.recent.iter().rev().find(|(_, of)| *of == dimension).map(|(subject, _)| *subject)
    }

    /// A phrase up to the person it names: 老战士孙福田坚持….
    fn up_to_person(&self, phrase: Range<usize>) -> Range<usize> {
        match self.persons.beyond(phrase.start) {
            Some(person) if phrase.start <= person.start() && person.end() < phrase.end => {
                phrase.start..person.end()
            }
            _ => phrase,
        }
    }

    /// The last noun phrase of money before a clause, in the same sentence.
    pub(super) fn money_before(&self, start: usize, sentence: Sentence) -> Option<Range<usize>> {
        let mut end = start;
        for _ in 0..5 {
            let noun = self.clause_before(end, sentence)?;
            if is_money(&self.text[noun.clone()]) {
                return Some(noun);
            }
            let ahead = &self.text[sentence.start..noun.start];
            end = sentence.start + clause_head(ahead)?;
        }
        None
    }

    /// The noun phrase at the end of the clause before, in the same sentence.
    pub(super) fn clause_before(&self, start: usize, sentence: Sentence) -> Option<Range<usize>> {
        let text = self.text;
        if start <= sentence.start {
            return None;
        }
        let near: usize = text[sentence.start..start].chars().rev().take(40).map(char::len_utf8).sum();
        let before = text[start - near..start].trim_end_matches(['，', '；', '：', '（', '“', '\t', '\n']);
        // 审结325件（含旧存案件），上升2%: a remark at the end is none of it.
        let before = match before.strip_suffix('）') {
            Some(inside) => inside.rfind('（').map_or(before, |open| &inside[..open]),
            None => before,
        };
        let end = start - near + before.len();
        let from = clause_head(before).map_or(start - near, |at| start - near + at);
        let mut verbs = Vec::new();
        self.skim.verbs(from..end, &mut verbs);
        let strong = self.strong(&verbs, &(from..end));
        // 产量再上新台阶，突破…: what came there stands before the verb.
        let (begin, end) = match strong {
            // 将工作经费列入财政预算: what is put there.
            Some(verb) if text[verb.start..verb.end].ends_with('入') && text[..end].ends_with("预算") => {
                let ahead = self.strong(&verbs, &(from..verb.start));
                (ahead.map_or(from, |ahead| ahead.end), verb.start)
            }
            Some(verb) if text[..end].ends_with(['阶', '高', '录']) => (from, verb.start),
            // 犯罪人数减少，共2189人: what changed.
            Some(verb)
                if matches!(verb.class, Class::Up | Class::Down)
                    && verb.end == end
                    && text[end..].starts_with('，') =>
            {
                let ahead = self.strong(&verbs, &(from..verb.start));
                (ahead.map_or(from, |ahead| ahead.end), verb.start)
            }
            Some(verb) => (verb.end, end),
            None => (from, end),
        };
        let begin = text[begin..end].rfind('的').map_or(begin, |at| begin + at + "的".len());
        // 在留守儿童中，由父母一方照顾的有…: among whom.
        let among = text[..begin].ends_with('在') && text[begin..end].ends_with('中');
        let noun = self.trim(begin..end - if among { "中".len() } else { 0 });
        (!noun.is_empty() && names(&text[noun.clone()])).then_some(noun)
    }
}

/// Whether a phrase is an amount and names nothing: 128.03亿元.
fn amount(phrase: &str) -> bool {
    phrase.starts_with(|c: char| c.is_ascii_digit())
        || ["万元", "亿元", "美元"].iter().any(|unit| phrase.ends_with(unit))
}

/// Words that say of a mean over whom it is taken, and not of what.
const MEANS: Words = Words::new(&["人均", "户均", "亩均", "村均", "镇均", "校均", "平均", "均"]);

/// Words before a length of time.
const LASTING: Words = Words::new(&["连续", "历时", "为期"]);

/// Where the last clause of a text begins, behind a mark.
fn clause_head(text: &str) -> Option<usize> {
    let mark = |c: char| matches!(c, '，' | '；' | '：' | '。' | '\t' | '\n');
    let (at, c) = text.char_indices().rev().find(|(_, c)| mark(*c))?;
    Some(at + c.len_utf8())
}

/// Where the unit of a quantity stands.
pub(super) fn unit_span(text: &str, quantity: &Quantity) -> Option<TextSpan> {
    let unit = quantity.unit.as_deref()?;
    let at = quantity.number + text[quantity.number..quantity.end].rfind(unit)?;
    Some(TextSpan::new(at, at + unit.len()))
}

/// Words that every clause has.
const EMPTY: Words = Words::new(&[
    "其中",
    "今年",
    "去年",
    "全年",
    "同期",
    "目前",
    "实际",
    "初步核算",
    "年",
    "我们",
    "总数",
    "之",
    "另",
    "以",
    "一",
    "于",
    "提前",
    "一次性",
    "过",
    "期",
    "内",
    "以内",
    "用",
    "大关",
    "或",
    "一律",
    "可能",
    "甚至更多",
    "关口",
    "台阶",
    "这",
    "该",
    "他",
    "她",
]);

/// Whether a phrase says anything: a Han character or a letter beyond the words that every clause has.
pub(super) fn names(phrase: &str) -> bool {
    // More than one Han character with none at its edges that a rule below is about: most phrases.
    const EDGES: CharSet = CharSet::new("每平经的间");
    let plain = |c| is_han(c) && !EDGES.has(c);
    if phrase.len() > "一".len() && phrase.starts_with(plain) && phrase.ends_with(plain) {
        return phrase::scope(phrase) != phrase.len() && !EMPTY.has(phrase);
    }
    // 每名, 每所: to whom, not what.
    if phrase.starts_with('每') && phrase.chars().count() <= 3 || phrase.starts_with("平均每") {
        return false;
    }
    if phrase::scope(phrase) == phrase.len() {
        return false;
    }
    // 节日期间，接警1199起: when. 35以下的1549人: of what age.
    let age = || {
        let age = phrase.trim_end_matches('的');
        let age = age
            .strip_suffix("以下")
            .or(age.strip_suffix("以上"))
            .unwrap_or(age)
            .trim_end_matches(['岁', '周']);
        !age.is_empty() && age.len() < phrase.len() && age.bytes().all(|b| b.is_ascii_digit() || b == b'-')
    };
    if phrase.ends_with("期间") || phrase.starts_with(|c: char| c.is_ascii_digit() || c == '-') && age() {
        return false;
    }
    // 经审查，立案824件: how it came to it.
    if let Some(how) = phrase.strip_prefix('经') {
        let how = how.find('（').map_or(how, |open| &how[..open]);
        let length = how.chars().count();
        let after = how.ends_with('后') && !how.starts_with(['济', '营', '费', '开', '贸', '典', '常', '纪']);
        if length <= 3 && how.ends_with(['查', '核', '究', '准', '意', '计']) || length <= 7 && after {
            return false;
        }
    }
    let plain = phrase.trim_matches(['“', '”', '‘', '’', '的', '（', '）', '、']);
    const FUNCTION: CharSet = CharSet::new("即至比时又要较而或则拟按可合会将且因仅每另头现中急原未经交不");
    let mut chars = plain.chars();
    if let (Some(only), None) = (chars.next(), chars.next())
        && FUNCTION.has(only)
    {
        return false;
    }
    !plain.is_empty() && plain.chars().any(|c| is_han(c) || c.is_alphabetic()) && !EMPTY.has(plain)
}

/// Whether a noun phrase says to whom a part of something goes, and not of what: 人均, 每个社区, 各乡镇, 村（社区）.
fn is_portion(noun: &str) -> bool {
    const PORTIONS: Words = Words::new(&[
        "最高",
        "最低",
        "最多",
        "最少",
        "乡镇",
        "乡镇（街道）",
        "镇（街道）",
        "村",
        "村（社区）",
        "社区",
        "街道",
        "县（市、区）",
        "学校",
        "镇",
        "乡",
    ]);
    let bare = noun.trim_end_matches(['的', '级']);
    MEANS.has(bare)
        || PORTIONS.has(bare)
        || noun.starts_with(['每', '各']) && !is_money(noun) && noun.ends_with(is_one)
}

/// Whether a noun of one that gets a part may end in a character: 每人, 各社区, 每学期.
fn is_one(c: char) -> bool {
    const ONES: CharSet = CharSet::new("人户村镇乡区县市校站点家名所个期年月）");
    ONES.has(c)
}

/// Whether a name is one of money.
pub(super) fn is_money(name: &str) -> bool {
    const WORDS: Words = Words::new(&[
        "经费", "资金", "收入", "支出", "投资", "产值", "总额", "贷款", "补贴", "补助", "金额", "预算", "款",
        "利润", "税收", "营收", "费用", "金",
    ]);
    WORDS.end(name)
}

/// Whether a name is one of people.
pub(super) fn is_people(name: &str) -> bool {
    const WORDS: Words = Words::new(&[
        "人才",
        "群众",
        "人民",
        "儿女",
        "人口",
        "人数",
        "学生",
        "游客",
        "老人",
        "老年人",
        "居民",
        "农民",
        "职工",
        "教师",
        "党员",
        "儿童",
        "青少年",
        "人员",
        "农民工",
        "毕业生",
        "群体",
        "劳动力",
        "患者",
        "残疾人",
        "就业",
    ]);
    WORDS.end(name)
}
