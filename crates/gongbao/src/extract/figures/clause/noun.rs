//! The noun phrase that is counted, without what only stands around it: times, scopes, numbers of items, those who did it.

use std::ops::Range;

use super::spans::Spans;
use super::subject::names;
use super::{ITEMS, Reader};
use crate::extract::figures::phrase;
use crate::extract::lexis::is_han;
use crate::fact::Role;
use crate::span::TextSpan;

impl Reader<'_> {
    /// A noun phrase without scopes, times and the bodies that do the counting.
    pub(super) fn trim(&self, noun: Range<usize>) -> Range<usize> {
        let text = self.text;
        if noun.is_empty() {
            return noun;
        }
        let mut noun = phrase::trim_start(text, noun);
        if text[noun.clone()].starts_with(|c| !is_han(c) || ITEMS.has(c)) {
            noun = unnumbered(text, noun);
        }
        // Most nouns hold none of what the next rules begin with.
        let holds = Held::of(&text[noun.clone()]);
        // 每个村的活动经费: for whom, and then what.
        if text[noun.clone()].starts_with(['每', '各'])
            && let Some(of) =
                text[noun.clone()].find('的').filter(|of| noun.start + of + "的".len() < noun.end)
        {
            noun = phrase::trim_start(text, noun.start + of + "的".len()..noun.end);
        }
        // 标准化茶园每亩补助, 校长每学期听课: how often or over what, and then what.
        if holds.each
            && let Some(each) = text[noun.clone()].rfind('每').filter(|at| *at > 0).map(|at| noun.start + at)
            && let Some(per) = self.per(each..noun.end, self.skim.tells(&(each..noun.end)), Role::Level)
        {
            let what = phrase::trim_start(text, per.end()..noun.end);
            noun = if text[what.clone()].chars().nth(1).is_some() && names(&text[what.clone()]) {
                what
            } else {
                phrase::trim_end(text, noun.start..each)
            };
        }
        // 人民代表大会第四次会议批准的全市一般公共预算收入: what was approved, not by whom.
        if holds.approved
            && let Some(of) = text[noun.clone()].find("批准的")
        {
            noun = phrase::trim_start(text, noun.start + of + "批准的".len()..noun.end);
        }
        // 规模突破20万P、智算规模: behind another number.
        if holds.list
            && let Some(mark) = text[noun.clone()].rfind('、')
        {
            let ahead = &text[noun.start..noun.start + mark];
            let dealt = text[noun.end..].starts_with("分别");
            if !dealt && ahead.starts_with(|c: char| c.is_ascii_digit()) {
                noun = phrase::trim_start(text, noun.start + mark + "、".len()..noun.end);
            }
        }
        loop {
            let inside = |spans: &Spans| {
                let led = |span: &TextSpan| span.start() <= noun.start && span.end() < noun.end;
                spans.beyond(noun.start).filter(led).map(TextSpan::end)
            };
            match inside(&self.times).or_else(|| inside(&self.holders)) {
                Some(end) if !text[end..noun.end].starts_with('的') || text[end..noun.end].len() > 3 => {
                    noun = phrase::trim_start(text, end..noun.end);
                }
                _ => break,
            }
        }
        // 书记王海英上专题党课: who did it.
        if let Some(person) = self.persons.beyond(noun.start).filter(|person| {
            let near = person.start() >= noun.start && person.start() <= noun.start + "常务副主任".len();
            near && person.end() < noun.end
                && !text[person.end()..].starts_with(['的', '同', '老', '先', '、'])
        }) {
            noun = phrase::trim_start(text, person.end()..noun.end);
        }
        let mut noun = phrase::trim_end(text, noun);
        // X等Y: Y says what all of X is; 二等功, 高等学校 are words.
        if holds.kind
            && let Some(at) = text[noun.clone()].rfind('等').filter(|at| *at > 0)
        {
            let behind = noun.start + at + "等".len();
            let one = text[..noun.start + at]
                .ends_with(['一', '二', '三', '特', '优', '高', '中', '初', '同', '平', '对', '均', '相']);
            let one =
                one || text[behind..noun.end].chars().next().is_some_and(|c| matches!(c, '级' | '待' | '额'));
            if behind < noun.end && !one {
                noun.start = behind;
            }
        }
        // 常住人口766579，比上年末增加…: a number without its unit is none of the name.
        let digits =
            text.as_bytes()[noun.clone()].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 3 && text[noun.start..noun.end - digits].ends_with(is_han) {
            noun.end -= digits;
        }
        // 第二轮创建至2017年: a time at the end.
        if let Some(time) = self.times.ends_at(noun.end).filter(|time| time.start() > noun.start) {
            noun = phrase::trim_end(text, noun.start..time.start());
        }
        match self.times.beyond(noun.start) {
            Some(time) if time.start() <= noun.start && time.end() >= noun.end => noun.end..noun.end,
            _ => noun,
        }
    }
}

/// A noun phrase without the number of its item: 一、工业支出, ③上年结转, （一）工业支出.
fn unnumbered(text: &str, mut noun: Range<usize>) -> Range<usize> {
    let plain = text[noun.clone()].trim_start_matches(|c: char| matches!(c, '①'..='⑳'));
    // A、经常: the letter of an answer. xx年村级收入: a year that nobody shall know.
    let letter = plain.strip_prefix(|c: char| c.is_ascii_uppercase());
    let plain = letter.and_then(|rest| rest.strip_prefix(['、', '.'])).unwrap_or(plain);
    let masked = plain.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, 'x' | 'X' | '*' | '×'));
    let masked = masked.strip_prefix('年').filter(|_| plain.starts_with(|c: char| !is_han(c)));
    noun = phrase::trim_start(text, noun.end - masked.unwrap_or(plain).len()..noun.end);
    let plain = &text[noun.clone()];
    let digits = plain.len() - plain.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=2).contains(&digits)
        && let Some(item) = plain[digits..].strip_prefix(['.', '、', '．'])
        && item.starts_with(|c: char| !c.is_ascii_digit())
    {
        noun = phrase::trim_start(text, noun.end - item.len()..noun.end);
    }
    let numbered = plain.trim_start_matches(|c: char| ITEMS.has(c));
    if numbered.len() < plain.len() && numbered.starts_with('、') {
        noun.start = noun.end - numbered.len() + "、".len();
    }
    if let Some(inside) = text[noun.clone()].strip_prefix('（')
        && let Some((number, _)) = inside.split_once('）')
        && number.chars().count() <= 3
        && number.chars().all(|c| c.is_ascii_digit() || ITEMS.has(c))
    {
        noun = phrase::trim_start(text, noun.start + "（）".len() + number.len()..noun.end);
    }
    noun
}

/// Which characters stand in a noun phrase, by one look at it.
#[derive(Default)]
struct Held {
    /// 每
    each: bool,
    /// 批
    approved: bool,
    /// 、
    list: bool,
    /// 等
    kind: bool,
}

const EACH: u32 = bytes_of("每");
const APPROVED: u32 = bytes_of("批");
const LIST: u32 = bytes_of("、");
const KIND: u32 = bytes_of("等");

/// The three bytes of a character as one number.
const fn bytes_of(c: &str) -> u32 {
    let [first, second, third] = *c.as_bytes() else { panic!("a character of three bytes") };
    u32::from_be_bytes([0, first, second, third])
}

impl Held {
    fn of(phrase: &str) -> Self {
        let mut held = Self::default();
        // A character is told by its bytes: to read it takes longer, and this is asked of every noun.
        let mut bytes = phrase.as_bytes();
        while let [first, rest @ ..] = bytes {
            bytes = match (first, rest) {
                (0xE0..0xF0, [second, third, behind @ ..]) => {
                    match u32::from_be_bytes([0, *first, *second, *third]) {
                        EACH => held.each = true,
                        APPROVED => held.approved = true,
                        LIST => held.list = true,
                        KIND => held.kind = true,
                        _ => {}
                    }
                    behind
                }
                _ => rest,
            };
        }
        held
    }
}
