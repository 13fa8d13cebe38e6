//! `numeral`: a number and what it abbreviates: 五老, 四个意识, 五有五好, 一站多点.

use gongbao_data::mechanism_numerals;

use super::Hit;
use super::quotes::Quote;
use crate::extract::lexis::{CharSet, is_han};
use crate::extract::signs::{Sign, Signs};
use crate::fact::Pattern;

static NUMBERS: CharSet = CharSet::new("一二三四五六七八九十百千万双两");

/// Classifiers behind the number: 四个意识, 五大员.
static CLASSIFIERS: CharSet = CharSet::new("个大项条张类种级重位支");

/// What measures, dates or ranks behind a number, so that no abbreviation begins: 十年禁渔, 五千米, 三等奖.
static MEASURES: CharSet =
    CharSet::new("年月日号点元分米公里度岁届期次倍成亩吨斤名人天周季秒小时等手处来余多");

fn is_number(c: char) -> bool {
    NUMBERS.has(c)
}

/// The value of a number word up to ten; of 双 and 两, two.
pub(super) fn value(c: char) -> Option<usize> {
    match c {
        '双' | '两' => Some(2),
        _ => "一二三四五六七八九十".chars().position(|number| number == c).map(|at| at + 1),
    }
}

/// Whether a phrase is a number, a classifier and what is counted: 五大行动.
pub(super) fn is_classified(content: &str) -> bool {
    let mut chars = content.chars();
    chars.next().is_some_and(is_number) && chars.next().is_some_and(|c| CLASSIFIERS.has(c))
}

/// Whether a quoted phrase has the form of a numeral phrase.
pub(super) fn is_phrase(content: &str) -> bool {
    let known = mechanism_numerals().get(content).is_some();
    if !(known || NUMBERS.begin(content))
        || gongbao_data::mechanism_not().get(content).is_some()
        || gongbao_data::places().get(content).is_some()
    {
        return false;
    }
    if known {
        return true;
    }
    let chars: Vec<char> = content.chars().collect();
    if !(2..=10).contains(&chars.len()) || !chars.iter().all(|&c| is_han(c)) || !is_number(chars[0]) {
        return false;
    }
    // 十四五, 二十大: numbers of more than one digit count plans and sessions.
    if !matches!(chars[0], '双' | '两') && value(chars[0]).is_some() && is_number(chars[1]) {
        return false;
    }
    // 一人一档, 一户一策: one each for one.
    if chars.len() == 4
        && chars[0] == '一'
        && chars[2] == '一'
        && !matches!(chars[1], '年' | '日' | '时' | '天')
    {
        return true;
    }
    if MEASURES.has(chars[1]) && !(chars.len() == 2 && chars[0] != '一') {
        return false;
    }
    let groups = groups(&chars);
    match (groups, chars.len()) {
        (Some(count), _) if count >= 2 => true,
        // A lone 一, 百, 千 or 万 begins turns of speech and brands: 一张网, 千万工程.
        _ if value(chars[0]).is_none() || chars[0] == '一' => false,
        // 六个一: one each of six things.
        (_, 3) if chars[1] == '个' && chars[2] == '一' => true,
        (_, 2 | 3) => !is_number(chars[chars.len() - 1]),
        (_, 4) => !chars[2..].iter().any(|&c| is_number(c)) || CLASSIFIERS.has(chars[1]),
        (_, 5 | 6) => CLASSIFIERS.has(chars[1]),
        _ => false,
    }
}

/// How many groups of a number and one to two characters a phrase is, if it is nothing else: 两学一创, 八抓八强.
fn groups(chars: &[char]) -> Option<usize> {
    let more = |c: char| is_number(c) || c == '多';
    let (mut at, mut count) = (0, 0);
    while at < chars.len() {
        if !(if at == 0 { is_number(chars[at]) } else { more(chars[at]) }) {
            return None;
        }
        // 双百双千: what 双 doubles may be a number itself.
        let own = usize::from(chars[at] == '双' && chars.get(at + 1).is_some_and(|&c| is_number(c)));
        let length = own + chars[at + 1 + own..].iter().take_while(|&&c| !more(c)).count();
        if !(1..=2).contains(&length) {
            return None;
        }
        at += 1 + length;
        count += 1;
    }
    Some(count)
}

/// Finds the known phrases, in and out of quotes.
pub(super) fn known(text: &str, signs: &Signs, hits: &mut Vec<Hit>) {
    let (mut numerals, mut next) = (signs.all([Sign::Phrase]), 0);
    loop {
        let at = numerals.next(next);
        let Some(c) = text[at..].chars().next() else { break };
        next = at + c.len_utf8();
        if !is_number(c) {
            continue;
        }
        let Some((length, _)) = mechanism_numerals().longest(&text[at..]) else { continue };
        // 二十五老人, 第三农场: the number belongs to another one before it.
        if text[..at].chars().next_back().is_some_and(|before| is_number(before) || before == '第') {
            continue;
        }
        // 三农村, 五老人, 四风景区: the phrase is cut out of other words.
        if text[at + length..].starts_with(['人', '村', '乡', '峰', '年', '景', '镇', '路', '街', '汉'])
            && length <= 6
        {
            continue;
        }
        hits.push(Hit::new(at, at + length, Pattern::Numeral, "mechanism/numeral-known").certain());
        next = at + length;
    }
}

/// Finds phrases that are a part of a longer quotation: “红心向党、双百双千帮扶帮教工程”.
pub(super) fn nested(text: &str, quotes: &[Quote], hits: &mut Vec<Hit>) {
    for quote in quotes {
        let content = &text[quote.start..quote.end];
        if content.len() < 15 {
            continue;
        }
        let mut from = quote.start;
        for part in content.split(['、', '，']) {
            let four: Vec<char> = part.chars().take(if NUMBERS.begin(part) { 4 } else { 0 }).collect();
            // “一村一品、一镇一业”: two of them in one quotation.
            let whole = four.len() == 4 && part.len() < content.len() && four[0] == '一' && four[2] == '一';
            if (part.chars().count() > 5 || whole && part.chars().count() == 4)
                && four.len() == 4
                && is_number(four[0])
                && is_number(four[2])
                && groups(&four) == Some(2)
                && !MEASURES.has(four[1])
            {
                let length = four.iter().map(|c| c.len_utf8()).sum();
                if gongbao_data::mechanism_not().get(&part[..length]).is_none() {
                    hits.push(Hit::new(from, from + length, Pattern::Numeral, "mechanism/numeral-nested"));
                }
            }
            from += part.len() + '、'.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for phrase in [
            "五老",
            "五有五好",
            "四个意识",
            "一站多点",
            "双百双千",
            "三家",
            "五失",
            "五大员",
            "四轮驱动",
            "三述",
            "两学一创",
            "八抓八强",
            "十佳五老",
            "一人一档",
        ] {
            assert!(is_phrase(phrase), "{phrase} abbreviates");
        }
        for phrase in [
            "七一",
            "十四五",
            "二十大",
            "一对一",
            "一肩挑",
            "十个指头弹钢琴",
            "三年巩固深化年",
            "千方百计",
            "十年禁渔",
            "多点",
            "一票否决",
        ] {
            assert!(!is_phrase(phrase), "{phrase} abbreviates nothing");
        }
    }

    #[test]
    fn cut_out_of_other_words() {
        let mut hits = Vec::new();
        let text = "第三农场有二十五老人，五老峰";
        known(text, &Signs::of(text), &mut hits);
        assert!(hits.is_empty());
    }
}
