//! What stands in quotes: by its own form, by the head noun that follows, by the verb before.

use std::collections::HashSet;

use gongbao_data::{mechanism_general, mechanism_named};

use super::quotes::Quote;
use super::words::{self, Head, Role, Use};
use super::{Hit, lead, numeral, pair};
use crate::extract::lexis::{Words, is_han};
use crate::extract::mentions::Mentions;
use crate::extract::signs::{Sign, Signs};
use crate::fact::Pattern;

/// Verbs that say of a quoted phrase that it is a way of working, without a noun: 开展“回头看”.
static VERBS: Words = Words::new(&["开展", "推行", "实施", "启动", "推广", "试行", "践行"]);

/// The mechanisms among the quotations of a text, and which of these they are.
pub(super) fn quoted(text: &str, signs: &Signs, quotes: &[Quote]) -> (Vec<Hit>, Vec<bool>) {
    let mut hits = Vec::new();
    let mut names: HashSet<&str> = HashSet::new();
    let mut classified = vec![true; quotes.len()];
    for (index, quote) in quotes.iter().enumerate() {
        let content = &text[quote.start..quote.end];
        let hit = |pattern, rule| Hit::new(quote.start, quote.end, pattern, rule).certain();
        let after = || following(text, signs, quotes, index);
        let head = || after().map(|after| after.head);
        if let Some(parts) = pair::whole(content) {
            hits.push(hit(Pattern::Pair, "mechanism/pair").with_parts(Some(parts)).with_head(head()));
        } else if numeral::is_phrase(content)
            && (numeral::is_classified(content) || own_head(content).is_none())
        {
            hits.push(hit(Pattern::Numeral, "mechanism/numeral-quoted").with_head(head()));
        } else if let Some(parts) = lead::whole(content).filter(|_| !ends_a_body(content)) {
            hits.push(hit(Pattern::Lead, "mechanism/lead-quoted").with_parts(Some(parts)).with_head(head()));
        } else if let Some((rule, head)) = named(text, quote, content, after) {
            names.insert(content);
            hits.push(hit(Pattern::Named, rule).with_head(head));
        } else {
            classified[index] = false;
        }
    }
    // A slogan that was named as a campaign once is one wherever it is quoted.
    for (quote, classified) in quotes.iter().zip(&mut classified).filter(|(_, classified)| !**classified) {
        if names.contains(&text[quote.start..quote.end]) {
            *classified = true;
            hits.push(Hit::new(quote.start, quote.end, Pattern::Named, "mechanism/named-again"));
        }
    }
    again(text, quotes, &mut hits);
    (hits, classified)
}

/// What was named in quotes once is named wherever it stands: 开展“最美家庭”活动, 评选最美家庭132户.
fn again(text: &str, quotes: &[Quote], hits: &mut Vec<Hit>) {
    let named = hits.iter().filter(|hit| hit.pattern == Pattern::Named).map(|hit| &text[hit.start..hit.end]);
    let fits = |name: &&str| (4..=10).contains(&name.chars().count()) && name.chars().all(is_han);
    // No report has more names that begin alike.
    let names = Mentions::of(named.filter(fits), 8);
    let (mut quotes, mut at) = (quotes.iter().peekable(), 0);
    while let Some((start, name)) = names.next(text, at) {
        while quotes.next_if(|quote| quote.close <= start).is_some() {}
        if quotes.peek().is_some_and(|quote| quote.open < start) {
            at = start + name.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        at = start + name.len();
        // 家教家风进万家活动: there the longer name counts.
        if words::head(&text[at..]).is_none() {
            hits.push(Hit::new(start, at, Pattern::Named, "mechanism/named-again"));
        }
    }
}

type HeadSpan = Option<(usize, usize)>;

fn named(
    text: &str,
    quote: &Quote,
    content: &str,
    after: impl Fn() -> Option<Following>,
) -> Option<(&'static str, HeadSpan)> {
    let count = content.chars().count();
    if !(2..=40).contains(&count)
        || gongbao_data::mechanism_not().get(content).is_some()
        || content.contains(['。', '？', '；'])
        || is_figure(content)
    {
        return None;
    }
    if mechanism_named().get(content).is_some() {
        return Some(("mechanism/named-known", after().map(|after| after.head)));
    }
    if let Some(head) = own_head(content) {
        return Some(("mechanism/named-quoted", Some((quote.start + head, quote.end))));
    }
    if let Some(after) = after()
        && after.usage != Use::Label
    {
        return Some(("mechanism/named-head", Some(after.head)));
    }
    // “小先生制”“监护人培训制”
    if count >= 4
        && content.ends_with('制')
        && !["机制", "体制", "限制", "控制", "研制", "编制", "定制", "复制"]
            .iter()
            .any(|word| content.ends_with(word))
    {
        return Some(("mechanism/named-quoted", Some((quote.end - "制".len(), quote.end))));
    }
    if text[quote.close..].starts_with("为主题") {
        return Some(("mechanism/named-theme", None));
    }
    let before = text[..quote.open].trim_end_matches(['的', '了']);
    if (4..=20).contains(&count) && VERBS.end(before) && !ends_a_body(content) {
        return Some(("mechanism/named-verb", None));
    }
    // “调研月”, “宣传周”: a span of the calendar that is given to something.
    if (3..=8).contains(&count)
        && content.ends_with(['月', '周'])
        && !content.ends_with("得月")
        && content.chars().all(is_han)
        && numeral::value(content.chars().next()?).is_none()
    {
        return Some(("mechanism/named-calendar", None));
    }
    None
}

/// “13岁”, “2022年”: a number is no name.
fn is_figure(content: &str) -> bool {
    content.chars().filter(|&c| is_han(c)).count() < 2
}

/// “家教家风交流会”, “爱心联盟”: a meeting or a body, not a way of working.
fn ends_a_body(content: &str) -> bool {
    static ENDS: Words = Words::new(&["会", "联盟", "队", "团", "中心", "基地", "群", "站", "室"]);
    ENDS.end(content)
}

/// Where the head noun begins that a quoted phrase ends in: “春蕾计划”.
fn own_head(content: &str) -> Option<usize> {
    for (at, _) in content.char_indices().rev().take(6) {
        let rest = &content[at..];
        if let Some(Head { length, usage, least, .. }) = words::head(rest)
            && length == rest.len()
        {
            let modifier = &content[..at];
            let enough = modifier.chars().count() >= least.max(2);
            let counts = matches!(usage, Use::Free | Use::Marked) || rest == "主题教育";
            return (enough && counts && mechanism_general().get(modifier).is_none()).then_some(at);
        }
    }
    content.ends_with("经验").then(|| content.len() - "经验".len()).filter(|&at| at >= 6)
}

/// What follows a quotation and says what it is.
struct Following {
    head: (usize, usize),
    usage: Use,
}

/// How far behind a quotation its head noun may stand, in characters outside quotes.
const REACH: usize = 16;

/// Looks for the head noun behind a quotation, over the other items of its list: “甲”、“乙”等主题教育.
fn following(text: &str, signs: &Signs, quotes: &[Quote], index: usize) -> Option<Following> {
    let mut at = quotes[index].close;
    let mut next = index + 1;
    let mut chars = 0;
    let mut items = 0;
    // 的 directly behind: “甲”的工作方针.
    let of = text[at..].starts_with('的');
    if of {
        at += '的'.len_utf8();
    }
    while chars <= if of { 4 } else { REACH } {
        while quotes.get(next).is_some_and(|quote| quote.open < at) {
            next += 1;
        }
        if let Some(quote) = quotes.get(next).filter(|quote| quote.open == at) {
            items += 1;
            // A long list is read from each of its items: it must not grow quadratic.
            if items > 12 {
                return None;
            }
            at = quote.close;
            continue;
        }
        let rest = &text[at..];
        let c = rest.chars().next()?;
        if signs.has(Sign::Head, at)
            && let Some(Head { length, last, usage, .. }) = words::head(rest)
        {
            if of && usage != Use::Free {
                return None;
            }
            return Some(Following { head: (at + last, at + length), usage });
        }
        match c {
            '、' | '等' | '和' | '与' | '及' => at += c.len_utf8(),
            '（' | '(' => {
                // 进校园（家庭）活动
                let close = rest.char_indices().take(8).find(|(_, c)| matches!(c, '）' | ')'))?;
                at += close.0 + close.1.len_utf8();
                chars += 4;
            }
            _ if !is_han(c) && !c.is_alphanumeric() => return None,
            _ => match signs.word(at) {
                Some((_, Role::Always | Role::Middle)) => return None,
                Some((length, Role::Keep)) => {
                    at += length;
                    chars += length / 3;
                }
                _ => {
                    at += c.len_utf8();
                    chars += 1;
                }
            },
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::mechanisms::quotes::quotes;

    fn seen(text: &str) -> Vec<(&str, Option<&str>)> {
        let signs = Signs::of(text);
        quoted(text, &signs, &quotes(text, &signs))
            .0
            .iter()
            .map(|hit| (&text[hit.start..hit.end], hit.head.map(|(start, end)| &text[start..end])))
            .collect()
    }

    #[test]
    fn lists_share_their_head() {
        assert_eq!(
            seen("聚焦“老少同声”、“放飞梦想”等主题教育"),
            [("老少同声", Some("主题教育")), ("放飞梦想", Some("主题教育"))]
        );
        assert_eq!(seen("坚持“急党政所急”的工作方针"), [("急党政所急", Some("方针"))]);
        assert!(seen("把“独角戏”变成“大合唱”，围绕“党建引领”这个关键").is_empty());
    }

    #[test]
    fn verbs_name_a_campaign() {
        assert_eq!(
            seen("党支部开展的“党建引领，我为群众办实事”与关工委"),
            [("党建引领，我为群众办实事", None)]
        );
        assert_eq!(seen("定为“调研月”。"), [("调研月", None)]);
    }
}
