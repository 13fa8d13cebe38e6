//! The clause around a quantity: subject, action, change, share, time, scope, status.
//!
//! What stands before the number inside its clause is cut by verbs. The last verb right before the number says how the
//! subject is found: 发展到297个 counts what stands before it, 遴选180名 what stands behind the number, 提升了61% what
//! the figure before counted. `../gold/GUIDELINES.md` of the design material defines each field.

mod action;
mod basis;
mod before;
mod judge;
mod list;
mod noun;
mod scope;
mod spans;
mod subject;

use std::borrow::Cow;
use std::ops::Range;

pub(super) use self::list::go_on;
use self::list::{Deal, shared_indicator};
use self::scope::{Head, Topic, ends_clause};
use self::spans::Spans;
use self::subject::{is_money, is_people};
use super::indicator::indicator;
use super::phrase;
use super::quantity::{Measure, Quantity};
use super::skim::{Ask, Skim, verb_in};
use super::verb::{Class, Verb};
use crate::extract::lexis::{CharSet, Words};
use crate::extract::{Document, Found};
use crate::fact::{Aggregate, Bound, Dimension, Direction, Ends, Figure, Kind, Role};
use crate::span::TextSpan;

/// The quantities beside one, wherever they stand.
#[derive(Clone, Copy)]
pub(super) struct Neighbours<'q> {
    pub(super) before: Option<&'q Quantity>,
    pub(super) after: Option<&'q Quantity>,
    /// All that follow, in text order.
    pub(super) rest: &'q [Quantity],
}

/// Hopes that go on about the number before.
const HOPES: Words = Words::new(&["、力争", "，力争", "、努力", "，努力"]);

/// What items are numbered with.
const ITEMS: CharSet = CharSet::new("一二三四五六七八九十");

/// How far from a number, in bytes, what governs it may stand: a sentence as long as a page is cut there, so that
/// a text without a full stop costs no more than another.
const NEAR: usize = 1200;

/// Reads the clauses of a document, one quantity after the other.
pub(super) struct Reader<'d> {
    text: &'d str,
    document: &'d Document<'d>,
    times: Spans,
    holders: Spans,
    /// The places among them.
    places: Spans,
    persons: Spans,
    /// Where the sentence is whose spans these are.
    near: (usize, usize),
    /// What the sentence at hand holds.
    skim: Skim<'d>,
    verbs: Vec<Verb>,
    sentence: usize,
    section: usize,
    topic: Topic,
    /// The head of the clause that was asked for last.
    head: Option<Head>,
    last: Option<Last>,
    /// What stood before the brackets that the figures are in.
    outer: Option<Last>,
    /// How many brackets are open at the end of the figure before, and where that is.
    depth: usize,
    behind: usize,
    /// What the levels of the sentence `recent_in` measured so far.
    recent: Vec<(TextSpan, Option<Dimension>)>,
    recent_in: usize,
    /// The end of a part that a sentence of aims showed to be the plan.
    turned: usize,
    /// Behind the noun phrase that the figure before counted.
    consumed: usize,
}

/// What the figure before said, for the clauses that leave it out.
#[derive(Clone)]
struct Last {
    sentence: usize,
    subject: Option<TextSpan>,
    action: Option<TextSpan>,
    scope: Option<TextSpan>,
    /// Whether the items of a list share its action.
    list: bool,
    unit: Option<Cow<'static, str>>,
    bound: Bound,
    per: Option<TextSpan>,
    aggregate: Option<Aggregate>,
    dimension: Option<Dimension>,
    role: Role,
    direction: Option<Direction>,
    basis: Option<Range<usize>>,
    end: usize,
    /// The nouns that 分别 deals the numbers out to, and how many of them have theirs.
    dealt: Option<Deal>,
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
    /// The verb that the noun phrase ends in: 干部捐款500元.
    glued: Option<Verb>,
    /// The verb that a preposition before the noun phrase leads to: 为学生宣讲故事35场.
    inner: Option<Verb>,
    /// Whether it is where something came from: 由上年的3亿元.
    origin: bool,
    /// What a change is compared with.
    basis: Option<Range<usize>>,
    /// Whether a conjunction ties it to the figure before.
    joined: bool,
    /// Whether nothing stands there at all.
    bare: bool,
    /// Whether it is the whole that a share is of: 占年初预算6000万元的42%.
    whole: bool,
}

/// What begins the purpose of money, behind it.
const PURPOSES: Words = Words::new(&[
    "推动", "支持", "用于", "推进", "促进", "助力", "保障", "帮助", "带动", "撬动", "加快", "落实", "确保",
]);

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document<'d>, found: &[Found]) -> Self {
        Self {
            text: document.text,
            document,
            times: Spans::new(super::of_kind(found, &[Kind::Time])),
            holders: Spans::new(super::of_kind(found, &[Kind::Organisation, Kind::Place])),
            places: Spans::new(super::of_kind(found, &[Kind::Place])),
            persons: Spans::new(super::of_kind(found, &[Kind::Person])),
            near: (0, 0),
            skim: Skim::new(document.text, document.signs),
            verbs: Vec::new(),
            sentence: 0,
            section: 0,
            topic: Topic::default(),
            head: None,
            last: None,
            outer: None,
            depth: 0,
            behind: 0,
            recent: Vec::new(),
            recent_in: 0,
            turned: 0,
            consumed: 0,
        }
    }

    /// The figure of a quantity; quantities come in text order.
    pub(super) fn read(&mut self, quantity: &Quantity, beside: Neighbours<'_>) -> Figure {
        let text = self.text;
        let sentence = self.sentence(quantity);
        self.skim.read(sentence.index, sentence.start..quantity.end);
        if self.near != (sentence.start, sentence.end) {
            self.near = (sentence.start, sentence.end);
            for spans in [&mut self.times, &mut self.holders, &mut self.places, &mut self.persons] {
                spans.go_on(sentence.start..sentence.end);
            }
        }
        let clause = self.clause(quantity, sentence);
        let from = beside.before.map_or(clause.start, |before| before.end.max(self.consumed));
        let from = from.clamp(clause.start, quantity.start);
        let until = beside.after.map_or(clause.end, |after| after.start.clamp(quantity.end, clause.end));
        let dimension = quantity.measure.and_then(|measure| measure.dimension);

        let mut verbs = std::mem::take(&mut self.verbs);
        let mut before = self.before(from..quantity.start, quantity, &mut verbs);
        self.verbs = verbs;
        let noun_after = phrase::noun_after(text, &self.skim, quantity.end, until, until == clause.end);
        // 统筹5亿元推动国道建设: what it is for. 83万吨和木材485万立方米: a list goes on.
        let measured = matches!(dimension, Some(Dimension::Money | Dimension::Percent));
        let noun_after = match &text[noun_after.clone()] {
            behind if measured && PURPOSES.begin(behind) || phrase::goes_on(behind) => {
                quantity.end..quantity.end
            }
            _ => noun_after,
        };

        let last = self.earlier(quantity, sentence);
        // 同比分别下降24.7%和28.2%: both are compared with the same.
        if before.bare && before.basis.is_none() {
            before.basis = last
                .as_ref()
                .filter(|last| last.end == from && last.dimension == dimension)
                .and_then(|last| last.basis.clone());
        }
        // 增长7%以上、力争达到8%: the hope is of the same thing.
        let hopes = before.noun.is_none() && HOPES.begin(&text[from..quantity.start]);
        // 净增98万户、突破1900万户: where it came to.
        let reaches = quantity.modifier.is_some_and(|word| matches!(word.of(text), "突破" | "超过" | "超"));
        let (role, direction) = match last
            .as_ref()
            .filter(|last| (before.bare || hopes) && last.dimension == dimension && last.end == from)
        {
            // 分别下降24.7%和28.2%: what joins them says the same of both.
            Some(last) if !quantity.rank && !reaches => (last.role, last.direction),
            _ => self.role(quantity, dimension, &before, from, !noun_after.is_empty()),
        };
        let subject =
            self.subject(quantity, dimension, role, &before, noun_after, &clause, sentence, last.as_ref());
        let subject = subject.map(|subject| phrase::without_cells(text, subject));
        let ahead = from..quantity.start;
        let told = self.skim.tells(&ahead);
        let here = clause.start..quantity.start;
        let told_here = if from == clause.start { told } else { self.skim.tells(&here) };
        let dealt = self.deal(quantity, beside.rest, &before, told, last.as_ref(), subject);
        let subject = dealt.as_ref().and_then(Deal::own).or(subject);
        // 失业率、价格涨幅分别控制在5%和3%: each noun says whether it is a change.
        let reached = dealt.as_ref().is_some_and(|deal| deal.reached) && role != Role::Share;
        let (role, direction) = match subject.map(|subject| subject.of(text)) {
            Some(name)
                if reached && ["涨幅", "增速", "增幅", "增长率"].iter().any(|word| name.ends_with(word)) =>
            {
                (Role::Change, Some(Direction::Up))
            }
            Some(_) if reached && role == Role::Change => (Role::Level, None),
            _ => (role, direction),
        };
        let action = self.action(quantity, &before, &clause, from, last.as_ref(), subject);
        // Items of a list share a verb that does something, and the result it came to.
        let shares = |verb: Verb| {
            let word = &text[verb.start..verb.end];
            verb.class == Class::Do
                || word.ends_with(['有', '到', '至'])
                || word.starts_with('净')
                || matches!(word, "增加" | "增" | "坚持" | "完成" | "实现" | "辖" | "下辖")
        };
        let list = before.at_number.or(before.governing).map_or_else(
            || action.is_some() && last.as_ref().is_some_and(|last| last.list),
            |verb| shares(verb) || before.inner.is_some(),
        );

        let lead = sentence.start..quantity.start;
        let told_before = self.skim.tells(&lead);
        // 每年为两名学生捐款: the rate is of what is given, not of those who get it.
        let given = before.noun.is_none()
            && before
                .governing
                .is_some_and(|verb| matches!(&text[verb.start..verb.end], "为" | "向" | "给" | "对"));
        let per = quantity
            .per
            .or_else(|| {
                self.per(here, told_here, role)
                    .filter(|_| dimension != Some(Dimension::Age) && (!given || before.at_number.is_some()))
            })
            .or_else(|| {
                last.as_ref()
                    .filter(|last| {
                        let same = last.unit == quantity.unit;
                        let standard = before.joined && same && dimension == Some(Dimension::Money);
                        // 校长每学期听课不少于40节，组长不少于30节
                        let least = same && quantity.bound == Bound::AtLeast && last.bound == Bound::AtLeast;
                        standard || least || told_here.has(Ask::Also)
                    })
                    .and_then(|last| last.per)
            });
        let aggregate = self
            .aggregate(&ahead, told, role)
            // 共评出辅导站54个、获得者8名: a list under one word. 至今累计…, 表彰…: the time holds for both.
            .or_else(|| {
                let now = told_before.has(Ask::Now);
                let last = last.as_ref()?;
                let same = before.noun.is_none() && role == last.role && last.subject == subject;
                last.aggregate.filter(|of| match of {
                    Aggregate::Cumulative => before.joined || now || last.end == quantity.start,
                    Aggregate::Average => same,
                    // 共受理196件251人
                    Aggregate::Total => before.joined || last.end == quantity.start,
                    Aggregate::Each => before.joined,
                })
            });
        let time = self.time(&lead, before.basis.as_ref());
        let scope = match last.as_ref().filter(|last| match last.role {
            // 从全市第1位降到第8位, and not 增速全省第1，规模全国第2
            Role::Rank => role == Role::Rank && !phrase::ends_in_scope(&text[from..quantity.start]),
            _ => before.bare,
        }) {
            // 全区11个镇、5条街道; 从全市第1位降到第8位.
            Some(last) if last.scope.is_some() => last.scope,
            _ => self.scope(&clause, from..quantity.start, sentence, &before, role, subject),
        };
        let commitment = told_before.has(Ask::Commit).then(|| self.commitment(&lead)).flatten();
        let status = self.status(
            quantity,
            dimension,
            per.is_some(),
            &clause,
            (&lead, told_before),
            commitment,
            &before,
        );

        let mut named = subject.map(|subject| subject.of(text));
        // 经济增长5.5%: of the product, where nothing else is said of it.
        let economy = named.is_some_and(|name| match name.strip_prefix("全省").unwrap_or(name) {
            "经济增长目标" | "经济增长预期目标" => true,
            "经济" => role == Role::Change && dimension == Some(Dimension::Percent),
            _ => false,
        });
        if economy {
            named = Some("地区生产总值");
        }
        let row = match &dealt {
            Some(deal) => shared_indicator(text, deal),
            None => named.and_then(indicator),
        };
        // 连续12年 of an output is no output: the unit has to be one that the indicator can have.
        let fits = |row: &gongbao_data::Row<'_>| {
            use Dimension::{Percent, Points, Rank, Ratio};
            matches!(dimension, None | Some(Percent | Points | Rank | Ratio))
                || Measure::named(row.column(2)).is_some_and(|own| own.dimension == dimension)
                || (row.column(2) == "人" && dimension == Some(Dimension::Count))
        };
        let row = row.filter(fits);
        let mut measure = quantity.measure;
        let mut unit = quantity.unit.clone();
        if unit.is_none() && quantity.rule != "figure/fraction" {
            // 由5万提高到8—10万 of 经费: money that leaves its unit out.
            let money = row.is_some_and(|row| row.column(2) == "元") || named.is_some_and(is_money);
            let people = named.is_some_and(is_people);
            if let Some(meant) = if money { Some("元") } else { people.then_some("人") } {
                unit = Some(meant.into());
                measure = Measure::named(meant);
            }
        }
        let (bound, modifier) = self.bound(&ahead, told, quantity);
        let (base_value, base_low, base_high, base_unit) = quantity.base(measure);
        let ends = quantity.low.zip(quantity.high).map(|(low, high)| Ends { low, high, base_low, base_high });
        if self.recent_in != sentence.index {
            self.recent.clear();
            self.recent_in = sentence.index;
        }
        // 受理案件82件，审结80件: the same cases again, but another number of them.
        let again = role == Role::Level
            && before.noun.is_none()
            && before.at_number.is_some_and(|verb| verb.class == Class::Do);
        let own = subject.filter(|_| before.noun.is_some() || dealt.is_some() || again);
        let new = own.filter(|own| again || self.recent.last().is_none_or(|(last, _)| last != own));
        self.recent.extend(new.map(|own| (own, dimension)));
        // 收入完成年初预算数6亿元的40%，下降4%: a plan is no more than what it is held against.
        let base = before::part_follows(text, quantity.end) && before.governing.is_none();
        let percent = dimension == Some(Dimension::Percent);
        let plan = |subject: &TextSpan| (percent || base) && planned(subject.of(text));
        let held = subject.filter(|subject| before.noun.is_some() && (base && before.whole || plan(subject)));
        let goes_on = held.and(last.as_ref()).and_then(|last| last.subject).or(subject);
        self.last = Some(Last {
            sentence: sentence.index,
            subject: goes_on,
            action,
            scope,
            list,
            unit: unit.clone(),
            bound,
            per,
            aggregate,
            dimension,
            role,
            direction,
            basis: before.basis.clone(),
            end: quantity.end,
            dealt,
        });
        if let Some(subject) = subject.filter(|subject| subject.start() >= quantity.end) {
            self.consumed = subject.end();
        }
        Figure {
            indicator: row.map(|row| row.column(1).into()),
            value: quantity.value,
            range: ends.map(Box::new),
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
            base_unit,
        }
    }

    /// What the figure before said that this one may leave out. What stands in brackets is none of what goes on behind
    /// them: 共收案321件（不含上年旧存28件），下降1.3%.
    fn earlier(&mut self, quantity: &Quantity, sentence: Sentence) -> Option<Last> {
        let from = self.behind.clamp(sentence.start, quantity.start);
        let depth = if from > self.behind { 0 } else { self.depth };
        let (mut now, mut outside) = (depth, depth == 0);
        let marks = self.skim.marks(from..quantity.start);
        for stop in marks.filter(|stop| matches!(stop.mark, '（' | '）')) {
            now = if stop.mark == '（' { now + 1 } else { now.saturating_sub(1) };
            if now == 0 && !outside {
                outside = true;
                self.last = self.outer.take();
            }
        }
        if outside && now > 0 {
            self.outer = self.last.clone();
        }
        (self.depth, self.behind) = (now, quantity.end);
        self.last.take().filter(|last| last.sentence == sentence.index)
    }

    /// The sentence of a quantity, as far as what governs a number can stand from it.
    fn sentence(&mut self, quantity: &Quantity) -> Sentence {
        let (text, sentences) = (self.text, self.document.sentences);
        while sentences.get(self.sentence).is_some_and(|sentence| sentence.end() <= quantity.start) {
            self.sentence += 1;
        }
        let whole = sentences.get(self.sentence).filter(|sentence| sentence.start() <= quantity.start);
        let (start, end) =
            whole.map_or((quantity.start, text.len()), |sentence| (sentence.start(), sentence.end()));
        Sentence {
            index: self.sentence,
            start: boundary(text, quantity.start.saturating_sub(NEAR).max(start)),
            end: boundary(text, (quantity.end + NEAR).min(end)).max(quantity.end),
        }
    }

    /// The clause of a quantity: between marks, and quotes and brackets count as one.
    fn clause(&mut self, quantity: &Quantity, sentence: Sentence) -> Range<usize> {
        let text = self.text;
        let mut depth = 0usize;
        let mut start = sentence.start;
        for stop in self.skim.marks_back(sentence.start..quantity.start) {
            let begins = match stop.mark {
                '”' | '）' | '》' | '’' | '」' => {
                    depth += 1;
                    false
                }
                '“' | '（' | '《' | '‘' | '「' if depth > 0 => {
                    depth -= 1;
                    false
                }
                '“' | '（' | '《' | '‘' | '「' => true,
                mark => depth == 0 && ends_clause(mark),
            };
            if begins {
                start = stop.at + stop.mark.len_utf8();
                break;
            }
        }
        // 三是建设驿站100个: the number of the item is no part of it.
        let listed = text[start..quantity.start].strip_prefix(|c| ITEMS.has(c));
        if let Some(rest) = listed.and_then(|rest| rest.strip_prefix(['是', '要'])) {
            start = quantity.start - rest.len();
        }
        let mut depth = 0usize;
        let end = self.skim.mark_from(quantity.end, sentence.end, |mark| match mark {
            '“' | '（' | '《' | '‘' | '「' => {
                depth += 1;
                false
            }
            '”' | '）' | '》' | '’' | '」' if depth > 0 => {
                depth -= 1;
                false
            }
            '”' | '）' | '》' | '’' | '」' => true,
            mark => depth == 0 && ends_clause(mark),
        });
        start..end
    }

    /// The time expression that governs a quantity: the last one before it in its sentence, but not the one it is
    /// compared with.
    fn time(&self, lead: &Range<usize>, basis: Option<&Range<usize>>) -> Option<TextSpan> {
        let times = self.times.near();
        let ahead = times.partition_point(|time| time.start() < lead.end);
        times[..ahead]
            .iter()
            .rev()
            .skip_while(|time| time.end() > lead.end)
            .take_while(|time| time.start() >= lead.start)
            .find(|time| {
                let compared =
                    basis.is_some_and(|basis| basis.start < time.end() && time.start() < basis.end);
                let led = &self.text[lead.start..time.start()];
                // 上年结余22亿元、调入资金4亿元: a time in the name of an item is of that item alone.
                let named = ["结余", "结转"].iter().any(|word| self.text[time.end()..].starts_with(word));
                let item = named && self.text[time.end()..lead.end].contains('、');
                // （不含上年旧存3件），同比下降2%: a time in brackets is of what stands in them.
                let mut marks = self.skim.marks(time.end()..lead.end).map(|stop| stop.mark);
                let bracket = marks.find(|mark| matches!(mark, '（' | '）'));
                let aside = bracket == Some('）') && !opens(led);
                // 于4月25日发放到位；培训118人: when one thing was done, and not what stands behind the semicolon.
                let once = led.ends_with("，于") && self.text[time.end()..lead.end].contains('；');
                !compared
                    && !item
                    && !aside
                    && !once
                    && !led.ends_with(['比', '较', '将', '把'])
                    && !object(led)
            })
            .copied()
    }
}

/// Whether a phrase ends in a bracket that holds nothing but a time: 五年内（即2026-27年度）.
fn opens(phrase: &str) -> bool {
    phrase
        .trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '/' | ' ' | '至' | '即' | '到'))
        .ends_with('（')
}

/// Nouns of plans.
const PLANS: Words = Words::new(&["预算", "预算数", "任务", "任务数", "计划", "计划数", "目标", "目标数"]);

/// Whether a noun names a plan that something is held against: 年初预算数, 全年任务.
fn planned(noun: &str) -> bool {
    PLANS.end(noun)
}

/// Whether a phrase ends in a verb whose object follows: a time there is part of what the verb is about.
fn object(phrase: &str) -> bool {
    let Some((at, _)) = phrase.char_indices().nth_back(1) else { return false };
    verb_in(&phrase[at..]).is_some_and(|(length, word)| {
        at + length == phrase.len() && matches!(word.class, Some(Class::Do | Class::Stop)) && word.plain
    })
}

/// A sentence, cut to [`NEAR`] around a quantity.
#[derive(Clone, Copy)]
struct Sentence {
    index: usize,
    start: usize,
    end: usize,
}

/// The character boundary at or before a position.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
