//! The clause around a quantity: subject, action, change, share, time, scope, status.
//!
//! What stands before the number inside its clause is cut by verbs. The last verb right before the number says how the
//! subject is found: 发展到297个 counts what stands before it, 遴选180名 what stands behind the number, 提升了61% what
//! the figure before counted. `../gold/GUIDELINES.md` of the design material defines each field.

use std::ops::Range;

use super::indicator::indicator;
use super::phrase::{self, Class, Verb};
use super::quantity::{Measure, Quantity};
use crate::extract::{Document, Found};
use crate::fact::{Aggregate, Bound, Dimension, Direction, Figure, Kind, Role, Status};
use crate::report::SectionRole;
use crate::span::TextSpan;

/// The quantities beside one, wherever they stand.
#[derive(Clone, Copy)]
pub(super) struct Neighbours<'q> {
    pub(super) before: Option<&'q Quantity>,
    pub(super) after: Option<&'q Quantity>,
}

/// Reads the clauses of a document, one quantity after the other.
pub(super) struct Reader<'d> {
    text: &'d str,
    document: &'d Document<'d>,
    times: Vec<TextSpan>,
    holders: Vec<TextSpan>,
    verbs: Vec<Verb>,
    sentence: usize,
    section: usize,
    time: usize,
    holder: usize,
    last: Option<Last>,
    /// Behind the noun phrase that the figure before counted.
    consumed: usize,
}

/// What the figure before said, for the clauses that leave it out.
struct Last {
    sentence: usize,
    subject: Option<TextSpan>,
    action: Option<TextSpan>,
    unit: Option<String>,
    per: Option<TextSpan>,
    aggregate: Option<Aggregate>,
    dimension: Option<Dimension>,
    role: Role,
    direction: Option<Direction>,
    end: usize,
    /// The nouns that 分别 deals the numbers out to, and how many of them have theirs.
    dealt: Option<(Vec<TextSpan>, usize)>,
}

/// What stands before the number in its clause.
#[derive(Default)]
struct Before {
    /// The noun phrase nearest the number.
    noun: Option<Range<usize>>,
    /// The verb right before the number.
    at_number: Option<Verb>,
    /// The last verb before the noun phrase.
    governing: Option<Verb>,
    /// What a change is compared with.
    basis: Option<Range<usize>>,
    /// Whether a conjunction ties it to the figure before.
    joined: bool,
    /// Whether nothing stands there at all.
    bare: bool,
}

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document<'d>, found: &[Found]) -> Self {
        Self {
            text: document.text,
            document,
            times: super::of_kind(found, &[Kind::Time]),
            holders: super::of_kind(found, &[Kind::Organisation, Kind::Place]),
            verbs: Vec::new(),
            sentence: 0,
            section: 0,
            time: 0,
            holder: 0,
            last: None,
            consumed: 0,
        }
    }

    /// The figure of a quantity; quantities come in text order.
    pub(super) fn read(&mut self, quantity: &Quantity, beside: Neighbours<'_>) -> Figure {
        let text = self.text;
        let sentence = self.sentence(quantity.start);
        let clause = self.clause(quantity, sentence);
        let from = beside.before.map_or(clause.start, |before| before.end.max(self.consumed));
        let from = from.clamp(clause.start, quantity.start);
        let until = beside.after.map_or(clause.end, |after| after.start.clamp(quantity.end, clause.end));
        let dimension = quantity.measure.and_then(|measure| measure.dimension);

        let mut verbs = std::mem::take(&mut self.verbs);
        let before = self.before(from..quantity.start, quantity.rank, &mut verbs);
        self.verbs = verbs;
        let noun_after = phrase::noun_after(text, quantity.end, until, until == clause.end);

        let last = self.last.take().filter(|last| last.sentence == sentence.start);
        let (role, direction) =
            match last.as_ref().filter(|last| before.bare && last.dimension == dimension && last.end == from)
            {
                // 分别下降24.7%和28.2%: what joins them says the same of both.
                Some(last) if !quantity.rank => (last.role, last.direction),
                _ => role(text, quantity, dimension, &before, from, !noun_after.is_empty()),
            };
        let subject =
            self.subject(quantity, dimension, role, &before, noun_after, &clause, sentence, last.as_ref());
        // 事故起数和死亡人数分别下降24.7%和28.2%: one subject each.
        let dealt = match last.as_ref().and_then(|last| last.dealt.clone()) {
            Some((nouns, given)) if before.bare && given < nouns.len() => Some((nouns, given + 1)),
            _ => subject.filter(|_| text[from..quantity.start].contains("分别")).and_then(|subject| {
                let nouns = coordinated(text, subject);
                (nouns.len() > 1).then_some((nouns, 1))
            }),
        };
        let subject = match &dealt {
            Some((nouns, given)) => nouns.get(given - 1).copied().or(subject),
            None => subject,
        };
        let verb = before.at_number.or(before.governing);
        let action = verb
            .filter(|verb| verb.class != Class::Stop || before.at_number.is_none())
            .map(|verb| TextSpan::new(verb.start, verb.end))
            .or_else(|| last.as_ref().filter(|_| before.noun.is_some()).and_then(|last| last.action));

        let lead = sentence.start..quantity.start;
        // 每年为两名学生捐款: the rate is of what is given, not of those who get it.
        let given = before.noun.is_none()
            && before
                .governing
                .is_some_and(|verb| matches!(&text[verb.start..verb.end], "为" | "向" | "给" | "对"));
        let per = quantity
            .per
            .or_else(|| {
                per(text, clause.start..quantity.start).filter(|_| !given || before.at_number.is_some())
            })
            .or_else(|| {
                last.as_ref()
                    .filter(|_| text[clause.start..quantity.start].contains('也'))
                    .and_then(|last| last.per)
            });
        let aggregate = aggregate(&text[from..quantity.start])
            // 共评出辅导站54个、获得者8名: a list under one word. 至今累计…, 表彰…: the time holds for both.
            .or_else(|| {
                let now = text[lead.clone()].contains("至今");
                let last = last.as_ref()?;
                last.aggregate.filter(|of| before.joined || (now && *of == Aggregate::Cumulative))
            });
        let time = self.time(&lead, before.basis.as_ref());
        let scope = self.scope(&clause, &lead);
        let commitment = commitment(text, &lead);
        let status = self.status(quantity, dimension, per.is_some(), &clause, sentence, commitment, &before);

        let named = subject.map(|subject| subject.of(text));
        let row = named.and_then(indicator);
        let mut measure = quantity.measure;
        let mut unit = quantity.unit.clone();
        if unit.is_none() && quantity.rule != "figure/fraction" {
            // 由5万提高到8—10万 of 经费: money that leaves its unit out.
            let money = row.is_some_and(|row| row.column(2) == "元") || named.is_some_and(is_money);
            let people = named.is_some_and(is_people);
            if let Some(meant) = if money { Some("元") } else { people.then_some("人") } {
                unit = Some(meant.to_owned());
                measure = Measure::named(meant);
            }
        }
        let (bound, modifier) = bound(text, from..quantity.start, quantity);
        let supplied = Quantity { measure, ..quantity.clone() };
        let (base_value, base_low, base_high, base_unit) = supplied.base();
        self.last = Some(Last {
            sentence: sentence.start,
            subject,
            action: action.or_else(|| last.as_ref().and_then(|last| last.action)),
            unit: unit.clone(),
            per,
            aggregate,
            dimension,
            role,
            direction,
            end: quantity.end,
            dealt,
        });
        if let Some(subject) = subject.filter(|subject| subject.start() >= quantity.end) {
            self.consumed = subject.end();
        }
        Figure {
            indicator: row.map(|row| row.column(1)),
            value: quantity.value,
            low: quantity.low,
            high: quantity.high,
            unit,
            dimension: measure.and_then(|measure| measure.dimension),
            bound,
            modifier,
            role,
            direction,
            basis: before.basis.map(|basis| TextSpan::new(basis.start, basis.end)),
            subject,
            action,
            scope,
            aggregate,
            per,
            time,
            status,
            commitment,
            base_value,
            base_low,
            base_high,
            base_unit,
        }
    }

    /// The sentence of a position.
    fn sentence(&mut self, at: usize) -> Sentence {
        let sentences = self.document.sentences;
        while sentences.get(self.sentence).is_some_and(|sentence| sentence.end() <= at) {
            self.sentence += 1;
        }
        match sentences.get(self.sentence).filter(|sentence| sentence.start() <= at) {
            Some(sentence) => Sentence { start: sentence.start(), end: sentence.end() },
            None => Sentence { start: at, end: self.text.len() },
        }
    }

    /// The clause of a quantity: between marks, and quotes and brackets count as one.
    fn clause(&self, quantity: &Quantity, sentence: Sentence) -> Range<usize> {
        let text = self.text;
        // A sentence of a whole page is cut: what governs a number stands near it.
        const NEAR: usize = 1200;
        let mark = |c: char| matches!(c, '，' | '。' | '；' | '！' | '？' | '：' | '\n' | '\t');
        let floor = boundary(text, quantity.start.saturating_sub(NEAR).max(sentence.start));
        let mut depth = 0usize;
        let mut start = floor;
        for (offset, c) in text[floor..quantity.start].char_indices().rev() {
            match c {
                '”' | '）' | '》' | '’' => depth += 1,
                '“' | '（' | '《' | '‘' if depth == 0 => {
                    start = floor + offset + c.len_utf8();
                    break;
                }
                '“' | '（' | '《' | '‘' => depth -= 1,
                c if depth == 0 && mark(c) => {
                    start = floor + offset + c.len_utf8();
                    break;
                }
                _ => {}
            }
        }
        let ceiling = boundary(text, (quantity.end + NEAR).min(sentence.end));
        let ceiling = ceiling.max(quantity.end);
        let mut depth = 0usize;
        let mut end = ceiling;
        for (offset, c) in text[quantity.end..ceiling].char_indices() {
            match c {
                '“' | '（' | '《' | '‘' => depth += 1,
                '”' | '）' | '》' | '’' if depth == 0 => {
                    end = quantity.end + offset;
                    break;
                }
                '”' | '）' | '》' | '’' => depth -= 1,
                c if depth == 0 && mark(c) => {
                    end = quantity.end + offset;
                    break;
                }
                _ => {}
            }
        }
        start..end
    }

    /// Reads what stands before the number in its clause.
    fn before(&self, range: Range<usize>, rank: bool, verbs: &mut Vec<Verb>) -> Before {
        let text = self.text;
        let joined = text[range.clone()].chars().next().filter(|c| matches!(c, '和' | '及' | '与' | '、'));
        let range = range.start + joined.map_or(0, char::len_utf8)..range.end;
        phrase::verbs(text, range.clone(), verbs);
        let mut before = Before { joined: joined.is_some(), ..Before::default() };
        let mut rest = phrase::trim_end(text, range.clone());
        before.bare = rest.is_empty();
        // The verbs right before the number: 整合发展到, 提升了, 达.
        while let Some(verb) =
            verbs.last().copied().filter(|verb| verb.end >= rest.end && verb.start < rest.end)
        {
            let compound = verb.class == Class::Do && verb.nominal;
            if compound && (before.at_number.is_some() || verb.start > rest.start) {
                break; // 学习培训4次, 捐款1800元: the verb is what is counted
            }
            verbs.pop();
            before.at_number = Some(match before.at_number {
                Some(at) => Verb { start: verb.start, ..at },
                None => verb,
            });
            rest = phrase::trim_end(text, rest.start..verb.start);
        }
        if let Some(basis) = self.basis(&rest) {
            rest.end = basis.start;
            rest = phrase::trim_end(text, rest);
            before.basis = Some(basis);
            while verbs.last().is_some_and(|verb| verb.start >= rest.end) {
                verbs.pop();
            }
        }
        // 高于全国0.7个百分点: the comparison names what is compared with.
        let strong = self.strong(verbs, &rest);
        if let Some(verb) = strong.filter(|verb| comparative(&text[verb.start..verb.end])) {
            before.basis = Some(verb.start..rest.end);
            before.at_number = Some(verb);
            rest = phrase::trim_end(text, rest.start..verb.start);
        }
        let mut strong = self.strong(verbs, &rest);
        let placed = |verb: &Verb| match verb.class {
            Class::Share | Class::Rank => true,
            Class::Reach => rank,
            _ => false,
        };
        if let Some(verb) = strong.filter(placed) {
            // 占总数的80.7%, 位居全市县区第4位: what takes the share or the place stands before the verb.
            before.at_number = before.at_number.or(Some(verb));
            rest = phrase::trim_end(text, rest.start..verb.start);
            strong = self.strong(verbs, &rest);
        }
        let mut noun = strong.map_or(rest.start, |verb| verb.end)..rest.end;
        if let Some(verb) =
            verbs.iter().rev().find(|verb| verb.end == rest.end && gift(&text[verb.start..verb.end]))
        {
            // 干部捐款500元: the verb names what is measured.
            noun.start = verb.start;
        }
        if text[noun.clone()].ends_with('的') {
            // 达到“五好”标准的176个: the relative clause stands for what is counted.
            noun.start = strong.map_or(noun.start, |verb| verb.start);
        }
        before.governing = strong;
        let adjunct = strong.is_some_and(|verb| matches!(&text[verb.start..verb.end], "在" | "从"))
            && text[noun.clone()].ends_with(['中', '上', '里', '内', '下']);
        if adjunct {
            noun.start = noun.end; // 在100分制中: where, not what
        }
        let noun = self.trim(noun);
        before.noun = (!noun.is_empty() && names(&text[noun.clone()])).then_some(noun);
        before
    }

    /// The last verb of a range that is no part of a noun phrase.
    fn strong(&self, verbs: &[Verb], range: &Range<usize>) -> Option<Verb> {
        verbs.iter().rev().find(|verb| verb.end <= range.end && self.governs(verb, range)).copied()
    }

    /// Whether a verb governs what stands behind it. One that stands in compound nouns as often does so only where a
    /// doer stands right before it (关工委组织五老) or nothing does.
    fn governs(&self, verb: &Verb, range: &Range<usize>) -> bool {
        if !verb.nominal {
            return true;
        }
        if verb.class != Class::Do || verb.end >= range.end {
            return false;
        }
        let ahead = &self.text[range.start..verb.start];
        let at = self.holders.partition_point(|holder| holder.end() < verb.start);
        let held = self.holders.get(at).is_some_and(|holder| holder.end() == verb.start);
        held || ahead.is_empty() || phrase::doer(ahead)
    }

    /// A noun phrase without scopes, times and the bodies that do the counting.
    fn trim(&self, noun: Range<usize>) -> Range<usize> {
        let text = self.text;
        let mut noun = phrase::trim_start(text, noun);
        loop {
            let inside = |spans: &[TextSpan]| {
                let at = spans.partition_point(|span| span.end() <= noun.start);
                spans
                    .get(at)
                    .filter(|span| span.start() <= noun.start && span.end() < noun.end)
                    .map(|span| span.end())
            };
            match inside(&self.times).or_else(|| inside(&self.holders)) {
                Some(end) if !text[end..noun.end].starts_with('的') || text[end..noun.end].len() > 3 => {
                    noun = phrase::trim_start(text, end..noun.end);
                }
                _ => break,
            }
        }
        let mut noun = phrase::trim_end(text, noun);
        // X等Y: Y says what all of X is.
        if let Some(at) = text[noun.clone()].rfind('等').filter(|at| *at > 0) {
            let behind = noun.start + at + "等".len();
            let one = text[behind..noun.end].chars().next().is_some_and(|c| matches!(c, '级' | '待' | '额'));
            if behind < noun.end && !one {
                noun.start = behind;
            }
        }
        // 第二轮创建至2017年: a time at the end.
        let at = self.times.partition_point(|span| span.end() < noun.end);
        if let Some(time) =
            self.times.get(at).filter(|time| time.end() == noun.end && time.start() > noun.start)
        {
            noun = phrase::trim_end(text, noun.start..time.start());
        }
        let at = self.times.partition_point(|span| span.end() <= noun.start);
        match self.times.get(at) {
            Some(time) if time.start() <= noun.start && time.end() >= noun.end => noun.end..noun.end,
            _ => noun,
        }
    }

    /// 比上年, 同比, 较2019年, 与去年相比 at the end of a phrase.
    fn basis(&self, rest: &Range<usize>) -> Option<Range<usize>> {
        let text = self.text;
        let phrase = &text[rest.clone()];
        for word in ["年均", "同比", "环比"] {
            if phrase.ends_with(word) {
                return Some(rest.end - word.len()..rest.end);
            }
        }
        // The adverbs behind the basis are gone already, 同比 among them.
        let tail = &text[rest.end..];
        for word in ["同比", "环比"] {
            if tail.starts_with(word) {
                return Some(rest.end..rest.end + word.len());
            }
        }
        let near: usize = phrase.chars().rev().take(14).map(char::len_utf8).sum();
        let from = rest.end - near;
        let at = text[from..rest.end].rfind(['比', '较'])? + from;
        let what = &text[at + "比".len()..rest.end];
        let compared = [
            "年", "同期", "期初", "初", "月", "季度", "上期", "目标", "预算", "末", "底", "以往", "之前",
            "前",
        ];
        let word = text[rest.start..at].ends_with(['占', '对', '同', '环', '百', '分', '相']);
        (!word && compared.iter().any(|end| what.trim_end_matches("的").ends_with(end)))
            .then_some(at..rest.end)
    }

    #[allow(clippy::too_many_arguments, reason = "one decision out of everything the clause says")]
    fn subject(
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
        let after = (!after.is_empty() && names(&text[after.clone()])).then_some(after);
        let counted = !matches!(
            dimension,
            Some(Dimension::Percent | Dimension::Points | Dimension::Money | Dimension::Ratio)
        );
        let verb = before.at_number.map(|verb| (verb, &text[verb.start..verb.end]));
        let direct = verb
            .is_some_and(|(verb, word)| (verb.class == Class::Do && !verb.nominal) || word.ends_with('有'));
        let list = before.noun.clone().is_some_and(|noun| text[noun].ends_with('等'));
        if counted || direct || list || before.noun.is_none() {
            // 占2%权重, 180名老同志; but 增长5.7%的目标 measures what grew.
            let of = text[quantity.end..].starts_with('的') && !counted && role != Role::Share;
            if let Some(after) = after.filter(|_| !of && role != Role::Change) {
                return Some(span(after));
            }
        }
        // 每年不少于两次深入基层调研: what is done that often.
        if matches!(quantity.unit.as_deref(), Some("次" | "场次" | "期")) && before.noun.is_none() {
            let phrase = phrase::verb_phrase(text, quantity.end, clause.end);
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
        if before.bare
            && matches!(quantity.unit.as_deref(), Some("人" | "户" | "家"))
            && gongbao_data::verbs().longest(&text[quantity.end..clause.end]).is_some()
            && let Some(unit) = unit_span(text, quantity)
        {
            return Some(unit);
        }
        // 被各级采用19篇: the doer stands before the verb, and what is counted was said before.
        let passive = verb.is_some_and(|(verb, _)| verb.class == Class::Do && !verb.nominal);
        if let Some(subject) =
            last.filter(|last| passive && last.unit == quantity.unit).and_then(|last| last.subject)
        {
            return Some(subject);
        }
        if let Some(noun) = before.noun.clone().filter(|_| !list) {
            return Some(span(noun));
        }
        // 提升了61%, 达99.2%, 占29%: what the figure before counted.
        if let Some(subject) = last.and_then(|last| last.subject) {
            return Some(subject);
        }
        // …的杨海鑫，当年15岁: the end of the clause before.
        if let Some(noun) = self.clause_before(clause.start, sentence) {
            return Some(span(noun));
        }
        // 五部门联合下发: the unit itself is the noun.
        matches!(quantity.unit.as_deref(), Some("部门" | "人" | "家" | "户"))
            .then(|| unit_span(text, quantity))
            .flatten()
    }

    /// The last noun phrase of money before a clause, in the same sentence.
    fn money_before(&self, start: usize, sentence: Sentence) -> Option<Range<usize>> {
        let mut end = start;
        for _ in 0..5 {
            let noun = self.clause_before(end, sentence)?;
            if is_money(&self.text[noun.clone()]) {
                return Some(noun);
            }
            let ahead = &self.text[sentence.start..noun.start];
            end = ahead.rfind(['，', '；', '：', '。']).map(|at| sentence.start + at + "，".len())?;
        }
        None
    }

    /// The noun phrase at the end of the clause before, in the same sentence.
    fn clause_before(&self, start: usize, sentence: Sentence) -> Option<Range<usize>> {
        let text = self.text;
        if start <= sentence.start {
            return None;
        }
        let near: usize = text[sentence.start..start].chars().rev().take(40).map(char::len_utf8).sum();
        let before = text[start - near..start].trim_end_matches(['，', '；', '：', '（', '“']);
        let end = start - near + before.len();
        let from =
            before.rfind(['，', '；', '：', '。']).map_or(start - near, |at| start - near + at + "，".len());
        let mut verbs = Vec::new();
        phrase::verbs(text, from..end, &mut verbs);
        let begin = self.strong(&verbs, &(from..end)).map_or(from, |verb| verb.end);
        let begin = text[begin..end].rfind('的').map_or(begin, |at| begin + at + "的".len());
        let noun = self.trim(begin..end);
        (!noun.is_empty() && names(&text[noun.clone()])).then_some(noun)
    }

    /// The time expression that governs a quantity: the last one before it in its sentence, but not the one it is
    /// compared with.
    fn time(&mut self, lead: &Range<usize>, basis: Option<&Range<usize>>) -> Option<TextSpan> {
        while self.times.get(self.time).is_some_and(|time| time.end() <= lead.end) {
            self.time += 1;
        }
        self.times[..self.time]
            .iter()
            .rev()
            .take_while(|time| time.start() >= lead.start)
            .find(|time| {
                let compared =
                    basis.is_some_and(|basis| basis.start < time.end() && time.start() < basis.end);
                let led = &self.text[lead.start..time.start()];
                !compared && !led.ends_with(['比', '较'])
            })
            .copied()
    }

    /// Who or where a figure holds for: the nearest 全县 or body before it in its clause, else in its sentence.
    fn scope(&mut self, clause: &Range<usize>, lead: &Range<usize>) -> Option<TextSpan> {
        while self.holders.get(self.holder).is_some_and(|holder| holder.end() <= lead.end) {
            self.holder += 1;
        }
        let text = self.text;
        let word = |range: Range<usize>| {
            text[range.clone()]
                .char_indices()
                .rev()
                .filter(|(_, c)| matches!(c, '全' | '我' | '该' | '本'))
                .map(|(at, _)| range.start + at)
                .find_map(|at| match phrase::scope(&text[at..range.end]) {
                    0 => None,
                    length => Some(TextSpan::new(at, at + length)),
                })
        };
        let holder =
            |from: usize| self.holders[..self.holder].last().filter(|holder| holder.start() >= from).copied();
        let in_clause = clause.start..lead.end.max(clause.start);
        word(in_clause)
            .or_else(|| holder(clause.start))
            .or_else(|| holder(lead.start))
            .or_else(|| word(lead.clone()))
    }

    #[allow(clippy::too_many_arguments, reason = "one decision out of everything the clause says")]
    fn status(
        &mut self,
        quantity: &Quantity,
        dimension: Option<Dimension>,
        per: bool,
        clause: &Range<usize>,
        sentence: Sentence,
        commitment: Option<TextSpan>,
        before: &Before,
    ) -> Status {
        let text = self.text;
        let clause_text = &text[clause.clone()];
        let lead = &text[sentence.start..quantity.start];
        let role = self.role_of_section(quantity.start);
        let asked = ["标准", "规定", "应当", "必须", "不得", "要求", "须"]
            .iter()
            .any(|word| clause_text.contains(word));
        let one = text[quantity.number..].starts_with('一');
        let minimum = quantity.bound == Bound::AtLeast
            && quantity.modifier.is_some_and(|modifier| {
                let word = modifier.of(text);
                word.starts_with('不') || word.starts_with('至')
            });
        let minimum = minimum || (per && ["至少", "不少于"].iter().any(|word| clause_text.contains(word)));
        let has = before.at_number.is_some_and(|verb| &text[verb.start..verb.end] == "有");
        let money = dimension == Some(Dimension::Money);
        if per && (one || minimum || (has && money)) || (asked && role != Some(SectionRole::Plan) && minimum)
        {
            return Status::Norm;
        }
        if commitment.is_some() {
            return Status::Target;
        }
        if role == Some(SectionRole::Plan) {
            let past = ["去年", "上年", "已", "完成了", "实现了", "目前", "过去"]
                .iter()
                .any(|word| lead.contains(word));
            return if past { Status::Achieved } else { Status::Target };
        }
        // 由5万提高到8万: where it came from. 全区11个镇: how the land lies, where nothing was done to it.
        let from_here = [
            "提高到",
            "增加到",
            "提升到",
            "增至",
            "降至",
            "下降到",
            "减少到",
            "扩大到",
            "上升到",
            "提高至",
            "提升至",
        ]
        .iter()
        .any(|word| text[quantity.end..clause.end.max(quantity.end)].starts_with(word));
        let idle = before.at_number.is_none() && before.noun.is_none() && before.governing.is_none();
        let behind = &text[quantity.end..clause.end.max(quantity.end)];
        let land = ["镇", "乡", "村", "社区", "街道", "县", "区", "市", "乡镇"].iter().any(|unit| {
            behind.strip_prefix(unit).is_some_and(|rest| rest.is_empty() || rest.starts_with(['、', '（']))
        });
        let mean = dimension == Some(Dimension::Age) && !text[clause.clone()].contains("平均");
        if mean || from_here || (idle && land) || role == Some(SectionRole::Problems) {
            return Status::Background;
        }
        Status::Achieved
    }

    fn role_of_section(&mut self, at: usize) -> Option<SectionRole> {
        let sections = self.document.sections;
        while sections.get(self.section + 1).is_some_and(|next| next.span.start() <= at) {
            self.section += 1;
        }
        let from = &sections[..sections.len().min(self.section + 1)];
        from.iter()
            .rev()
            .find(|section| section.span.start() <= at && at < section.span.end())
            .map(|section| section.role)
    }
}

/// The bound of a quantity; 每年至少召开一次 says it apart from the number.
fn bound(text: &str, range: Range<usize>, quantity: &Quantity) -> (Bound, Option<TextSpan>) {
    if quantity.bound != Bound::Exact {
        return (quantity.bound, quantity.modifier);
    }
    [
        ("至少", Bound::AtLeast),
        ("不少于", Bound::AtLeast),
        ("不低于", Bound::AtLeast),
        ("不超过", Bound::AtMost),
        ("最多", Bound::AtMost),
    ]
    .into_iter()
    .find_map(|(word, bound)| {
        let at = range.start + text[range.clone()].rfind(word)?;
        Some((bound, Some(TextSpan::new(at, at + word.len()))))
    })
    .unwrap_or((Bound::Exact, None))
}

#[derive(Clone, Copy)]
struct Sentence {
    start: usize,
    end: usize,
}

/// What the number says: a rank, a share, a change and where it goes, or a level.
fn role(
    text: &str,
    quantity: &Quantity,
    dimension: Option<Dimension>,
    before: &Before,
    from: usize,
    noun_behind: bool,
) -> (Role, Option<Direction>) {
    if quantity.rank {
        return (Role::Rank, None);
    }
    // 提升3000个行政村道路 did it to that many; 增加3000个床位 is a change.
    let counts =
        noun_behind && !matches!(dimension, Some(Dimension::Percent | Dimension::Points | Dimension::Ratio));
    let plain = |verb: Verb| {
        let word = &text[verb.start..verb.end];
        !counts || word.starts_with(['增', '减', '净', '少', '多'])
    };
    let direction = |verb: Option<Verb>| match verb.filter(|verb| plain(*verb)).map(|verb| verb.class) {
        Some(Class::Up) => Some(Direction::Up),
        Some(Class::Down) => Some(Direction::Down),
        _ => None,
    };
    let percent = matches!(dimension, Some(Dimension::Percent));
    let share = before.at_number.or(before.governing).is_some_and(|verb| verb.class == Class::Share);
    if let Some(direction) = direction(before.at_number) {
        return (Role::Change, Some(direction));
    }
    if share {
        return (Role::Share, None);
    }
    let noun = before.noun.clone().map(|noun| &text[noun]).unwrap_or_default();
    // 增加“五老”300多人 is a change; 整治提升街巷2100多条 did it to that many.
    let changes = |verb: Verb| {
        matches!(dimension, Some(Dimension::Percent | Dimension::Points | Dimension::Ratio))
            || text[verb.start..verb.end].starts_with(['增', '减', '净', '少', '多'])
            || verb.class == Class::Down
    };
    if before.at_number.is_none()
        && let Some(direction) = direction(before.governing.filter(|verb| changes(*verb)))
    {
        return (Role::Change, Some(direction));
    }
    if ["增速", "增幅", "增长率", "涨幅"].iter().any(|word| noun.ends_with(word)) {
        return (Role::Change, Some(Direction::Up));
    }
    if ["降幅", "跌幅", "下降率"].iter().any(|word| noun.ends_with(word)) {
        return (Role::Change, Some(Direction::Down));
    }
    let part = ["比重", "占比", "比例"].iter().any(|word| noun.ends_with(word));
    if part || (percent && (noun.is_empty() || text[from..quantity.start].contains('占'))) {
        return (Role::Share, None);
    }
    (Role::Level, None)
}

/// 每年, 每季度, 每三年: what a rate is per.
fn per(text: &str, range: Range<usize>) -> Option<TextSpan> {
    let each = text[range.clone()].rfind('每')? + range.start;
    let from = each + "每".len();
    let rest = &text[from..range.end];
    let count: usize = rest
        .chars()
        .take_while(|c| super::numeral::digit(*c).is_some() || c.is_ascii_digit() || *c == '十')
        .map(char::len_utf8)
        .sum();
    ["季度", "年度", "年", "月", "周", "季", "天", "日", "人", "户", "名", "个", "村", "镇", "校", "亩"]
        .iter()
        .find(|unit| rest[count..].starts_with(**unit))
        .map(|unit| TextSpan::new(from, from + count + unit.len()))
}

/// Over what a number was taken, by the words before it.
fn aggregate(before: &str) -> Option<Aggregate> {
    let has = |words: &[&str]| words.iter().any(|word| before.contains(word));
    if has(&["累计", "至今"]) {
        Some(Aggregate::Cumulative)
    } else if has(&["平均", "人均", "户均", "亩均"]) {
        Some(Aggregate::Average)
    } else if before.ends_with('各') || has(&["每人", "每户"]) {
        Some(Aggregate::Each)
    } else if has(&["总计", "合计", "总共", "一共", "共计"]) || together(before) {
        Some(Aggregate::Total)
    } else {
        None
    }
}

/// 共 as an adverb, and not in 公共, 共同, 中共.
fn together(before: &str) -> bool {
    before.match_indices('共').any(|(at, _)| {
        let behind = before[at + "共".len()..].chars().next();
        let ahead = before[..at].chars().next_back();
        !matches!(ahead, Some('公' | '中' | '国' | '党'))
            && !behind.is_some_and(|c| "同建享青产和识筑商治用党进赢富庆".contains(c))
    })
}

/// The word by which a report commits itself, in the sentence before the number.
fn commitment(text: &str, lead: &Range<usize>) -> Option<TextSpan> {
    let sentence = &text[lead.clone()];
    ["力争", "确保", "预期", "争取达到", "争取实现", "计划", "目标", "努力"]
        .iter()
        .filter_map(|word| sentence.rfind(word).map(|at| (lead.start + at, *word)))
        .filter(|(at, word)| {
            let behind = text[at + word.len()..].chars().next();
            match *word {
                // 完成计划的, 行动计划, 目标责任制: nouns of something done.
                "计划" => {
                    !text[..*at].ends_with(['动', '蕾', '年'])
                        && !behind.is_some_and(|c| "生的”》".contains(c))
                }
                "目标" => behind.is_some_and(|c| matches!(c, '是' | '为' | '：' | '值')),
                "努力" => behind == Some('实') || behind == Some('使'),
                "确保" => behind != Some('了'),
                _ => true,
            }
        })
        .max_by_key(|(at, _)| *at)
        .map(|(at, word)| TextSpan::new(at, at + word.len()))
}

/// Verbs that name the gift they make.
fn gift(verb: &str) -> bool {
    matches!(verb, "捐款" | "捐物" | "捐款捐物" | "捐资助学" | "结对帮扶")
}

/// Where the unit of a quantity stands.
fn unit_span(text: &str, quantity: &Quantity) -> Option<TextSpan> {
    let unit = quantity.unit.as_deref()?;
    let at = quantity.number + text[quantity.number..quantity.end].rfind(unit)?;
    Some(TextSpan::new(at, at + unit.len()))
}

/// The nouns that a phrase joins by 、 and 和.
fn coordinated(text: &str, phrase: TextSpan) -> Vec<TextSpan> {
    let mut nouns = Vec::new();
    let mut start = phrase.start();
    for (at, c) in phrase.of(text).char_indices() {
        if matches!(c, '、' | '和' | '及' | '与') {
            nouns.push(TextSpan::new(start, phrase.start() + at));
            start = phrase.start() + at + c.len_utf8();
        }
    }
    nouns.push(TextSpan::new(start, phrase.end()));
    // A noun of one character is no noun: 和美乡村, 共和国.
    if nouns.iter().all(|noun| noun.len() > 3) { nouns } else { vec![phrase] }
}

/// Verbs of comparison with an object of their own.
fn comparative(verb: &str) -> bool {
    matches!(verb, "高于" | "低于" | "快于" | "慢于" | "高出" | "超出")
}

/// Whether a phrase says anything: a Han character or a letter beyond the words that every clause has.
fn names(phrase: &str) -> bool {
    if phrase::scope(phrase) == phrase.len() {
        return false;
    }
    let plain = phrase.trim_matches(['“', '”', '‘', '’', '的', '（', '）', '、']);
    let empty = [
        "其中", "今年", "去年", "全年", "同期", "目前", "年", "我们", "总数", "之", "另", "以", "一", "于",
        "这", "该", "他", "她",
    ];
    !plain.is_empty() && plain.chars().any(char::is_alphanumeric) && !empty.contains(&plain)
}

/// Whether a name is one of money.
fn is_money(name: &str) -> bool {
    [
        "经费", "资金", "收入", "支出", "投资", "产值", "总额", "贷款", "补贴", "补助", "金额", "预算", "款",
        "产值", "利润", "税收", "营收", "费用", "奖金",
    ]
    .iter()
    .any(|word| name.ends_with(word))
}

/// Whether a name is one of people.
fn is_people(name: &str) -> bool {
    [
        "人才",
        "群众",
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
        "就业",
    ]
    .iter()
    .any(|word| name.ends_with(word))
}

/// The character boundary at or before a position.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
