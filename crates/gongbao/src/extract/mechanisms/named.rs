//! `named` outside quotes: a head noun and the specific modifier before it.
//!
//! The text is read once. A word that cannot belong to a name moves the place where a modifier would begin; a head
//! noun ends the modifier. So nothing is read backwards, whatever the length of a sentence.

use gongbao_data::{mechanism_general, mechanism_marks, mechanism_named, mechanism_numerals};

use super::Hit;
use super::quotes::{Quote, is_quote};
use super::words::{self, Head, Role, Use};
use crate::extract::lexis::{CharSet, Words, is_han};
use crate::extract::signs::{Sign, Signs};
use crate::fact::Pattern;

/// What numbers an item of a list: 一、, 2、.
static NUMBERS: CharSet = CharSet::new("0123456789一二三四五六七八九十");

/// What stands behind a noun where the name of a company or a school goes on.
static FIRMS: Words = Words::new(&["有限", "公司", "学院", "大学"]);

/// The longest modifier, in characters.
const LONGEST: usize = 24;

/// Where a modifier that ends here could have begun.
#[derive(Default)]
struct Clause {
    /// Behind the last word that cannot belong to a name.
    hard: usize,
    /// Behind words that might.
    middle: Vec<usize>,
    /// Behind commas of a list and words that join, and which of the two.
    joints: Vec<(usize, char)>,
}

impl Clause {
    /// Whether a modifier could begin here.
    fn begins(&self, at: usize) -> bool {
        self.hard == at
            || self.middle.last() == Some(&at)
            || self.joints.last().is_some_and(|joint| joint.0 == at)
    }

    /// A clause that goes on without a boundary holds no modifier that begins at its start.
    fn limit(&mut self, at: usize) {
        if at - self.hard > 6 * LONGEST {
            self.restart(at);
        }
    }

    /// Goes over Han characters between two positions; returns the second.
    fn pass(&mut self, from: usize, to: usize) -> usize {
        let mut at = from;
        while to - self.hard > 6 * LONGEST && at < to {
            at += '字'.len_utf8();
            self.limit(at);
        }
        to
    }

    fn restart(&mut self, at: usize) {
        self.hard = at;
        self.middle.clear();
        self.joints.clear();
    }
}

/// Finds the named mechanisms outside quotes. `classified` tells which quotations are mechanisms themselves.
pub(super) fn named(text: &str, signs: &Signs, quotes: &[Quote], classified: &[bool], hits: &mut Vec<Hit>) {
    let mut clause = Clause::default();
    let mut begins = signs.all([Sign::Mark, Sign::Head, Sign::Word]);
    let mut at = 0;
    let mut next = 0;
    loop {
        // Between these stands nothing but Han that no word begins with.
        at = clause.pass(at, begins.next(at));
        if at == text.len() {
            break;
        }
        let here = begins.mask();
        if here.has(Sign::Mark) {
            let rest = &text[at..];
            let c = rest.chars().next().unwrap_or_default();
            let width = c.len_utf8();
            // The marks that most clauses end with.
            if matches!(c, '，' | '。' | '；' | '：' | '\n') {
                at += width;
                clause.restart(at);
                continue;
            }
            if here.has(Sign::Quote) && is_quote(c) {
                while quotes.get(next).is_some_and(|quote| quote.open < at) {
                    next += 1;
                }
                let quote = quotes.get(next).filter(|quote| quote.open == at);
                if let Some(quote) = quote.filter(|quote| quote.close - at <= 45 || classified[next]) {
                    // A quotation is one word of the modifier; what stands in it was classified.
                    if quote.close - at > 45 || text[quote.start..quote.end].contains(['，', '、', '：']) {
                        clause.restart(quote.close);
                    }
                    at = quote.close;
                    continue;
                }
                clause.restart(at + width);
            } else if c == '、' && NUMBERS.end(&text[..at]) {
                clause.restart(at + width);
            } else if c == '、' {
                clause.joints.push((at + width, '、'));
            } else if matches!(c, '（' | '(') {
                // 进退（出）制度
                match rest.char_indices().take(5).find(|(_, c)| matches!(c, '）' | ')')) {
                    Some((length, close)) if at > clause.hard => {
                        at += length + close.len_utf8();
                        continue;
                    }
                    _ => clause.restart(at + width),
                }
            } else if c == '《' {
                // The title of a document is the citation's.
                // No title is so long that one that is never closed has to be sought to the end of the text.
                let close = rest.char_indices().take(200).find(|(_, c)| matches!(c, '》' | '\n'));
                at += close.map_or(width, |(end, close)| end + close.len_utf8());
                clause.restart(at);
                continue;
            } else if !c.is_alphanumeric() && !matches!(c, '+' | '-' | '·' | '%') {
                clause.restart(at + width);
            }
            at += width;
            continue;
        }
        let headed = here.has(Sign::Head);
        if headed
            && let Some(head) =
                words::head(&text[at..]).filter(|head| matches!(head.usage, Use::Free | Use::Marked))
        {
            let end = at + head.length;
            // 积分制管理办法: the first noun is a part of the modifier of the second.
            let goes_on = text[end..]
                .strip_prefix("管理")
                .and_then(words::head)
                .is_some_and(|head| head.usage == Use::Free);
            // 建筑工程有限公司: the name of a company goes on.
            let firm = FIRMS.begin(&text[end..]);
            if !goes_on && !firm {
                candidate(text, &clause, (at, end), head, quotes, classified, hits);
                clause.restart(end);
            }
            at = end;
            continue;
        }
        if headed
            && let Some((length, row)) = mechanism_named().longest(&text[at..])
            && row.column(1) == "bare"
        {
            hits.push(Hit::new(at, at + length, Pattern::Named, "mechanism/named-bare"));
            at += length;
            continue;
        }
        if headed
            && let Some(behind) = text[at..].strip_prefix('等')
            && words::head(behind).is_some()
        {
            // The list before it belongs to the head noun behind it.
            at += '等'.len_utf8();
            continue;
        }
        match begins.word() {
            Some((length, Role::Always)) => {
                at += length;
                clause.restart(at);
            }
            Some((length, Role::Middle)) => {
                at += length;
                if clause.begins(at - length) {
                    clause.restart(at);
                } else {
                    clause.middle.push(at);
                }
            }
            Some((length, Role::Lead)) => {
                let begins = clause.begins(at);
                at += length;
                let joint =
                    || text[at - length..at].chars().next().filter(|c| matches!(c, '和' | '与' | '及'));
                if begins {
                    clause.restart(at);
                } else if let Some(joint) = joint() {
                    clause.joints.push((at, joint));
                }
            }
            Some((length, Role::Keep)) => at += length,
            None => at += '字'.len_utf8(),
        }
        clause.limit(at);
    }
}

#[allow(clippy::too_many_arguments, reason = "the state of one scan, read once")]
fn candidate(
    text: &str,
    clause: &Clause,
    (at, end): (usize, usize),
    head: Head,
    quotes: &[Quote],
    classified: &[bool],
    hits: &mut Vec<Hit>,
) {
    let Head { usage, least, .. } = head;
    if least == 0 {
        // The noun is a name by itself: 一票否决制.
        hits.push(Hit::new(at, end, Pattern::Named, "mechanism/named-noun"));
        return;
    }
    if clause.hard >= at {
        return;
    }
    if text[..at].ends_with('等') {
        return list(text, clause, at - '等'.len_utf8(), (at, end), hits);
    }
    let mut start = clause.hard;
    // Behind a verb that might belong to the name, unless too little would be left of it: 产销对接机制,
    // 家庭教育指导服务“百千万”工程.
    let little = |middle: usize| {
        let quote = text[middle..at].char_indices().take(3).find(|(_, c)| is_quote(*c));
        // 服务 is a part of the name; what a verb leads to begins it.
        at < middle + 12
            || quote.is_some_and(|(ahead, _)| {
                ahead > 0 && words::word(&text[middle..]).is_some_and(|(length, _)| length == ahead)
            })
    };
    if let Some(&middle) = clause.middle.iter().rev().find(|&&middle| !little(middle)) {
        start = start.max(middle);
    }
    let item = joined(text, clause, start, at);
    let together = item == start && clause.joints.iter().any(|joint| joint.0 > start);
    if !together {
        start = if usage == Use::Free { strip(text, item, at) } else { item };
    }
    // 13条重点产业链倍增计划: what is counted has the name.
    let counted = &text[start..at];
    let behind = counted.trim_start_matches(|c: char| c.is_ascii_digit());
    if behind.len() < counted.len()
        && let Some(name) =
            ["条", "个", "项", "大", "处", "类"].iter().find_map(|unit| behind.strip_prefix(unit))
        && name.chars().count() >= 4
    {
        start = at - name.len();
    }
    let modifier = &text[start..at];
    let count = modifier.chars().filter(|c| !is_quote(*c)).count();
    // Behind 的 a short modifier describes: 辅导站的办学模式. Behind a quotation and 的 the quotation is the name.
    let before = &text[..start];
    let described = modifier.ends_with('有')
        || before.strip_suffix('的').is_some_and(|before| count < 4 || before.ends_with(is_quote));
    // 87亿元推进生态环保工程, 2023年工作计划: a quantity begins no name, and a year makes a common one no other.
    let unnumbered = modifier.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let counted = unnumbered.len() < modifier.len()
        && match gongbao_data::units().longest(unnumbered) {
            Some((length, row)) if row.column(1) == "duration" => is_general(&unnumbered[length..]),
            Some(_) => true,
            None => unnumbered.starts_with(['亿', '万', '余', '多']),
        };
    if count < least
        || count > LONGEST
        || described
        || counted
        || is_general(modifier)
        || !modifier.chars().any(is_han)
    {
        return;
    }
    if usage == Use::Marked && (!is_campaign(modifier) || modifier.starts_with('进')) {
        return;
    }
    // “助大扶小”工作品牌: the quotation is the name; “五老”志愿者登记制度: it is a part of it.
    let first = quotes.partition_point(|quote| quote.open < start);
    for (index, quote) in quotes.iter().enumerate().skip(first).take_while(|(_, quote)| quote.open < at) {
        let behind = text[quote.close.min(at)..at].chars().count();
        let own = quote.open == start && behind < 4;
        if (classified[index] && !is_group(&text[quote.start..quote.end])) || own {
            return;
        }
    }
    let rule = if usage == Use::Marked { "mechanism/named-campaign" } else { "mechanism/named-noun" };
    hits.push(Hit::new(start, end, Pattern::Named, rule).with_head(Some((at + head.last, end))));
}

/// 五老, 三农: people and matters that a longer name may be made of.
fn is_group(content: &str) -> bool {
    mechanism_numerals().get(content).is_some_and(|row| row.column(2) == "group")
}

/// Where the modifier begins if its clause is a list: at the last item, or at the first where the items are parts of
/// one name (学校、家庭、社会协同育人机制, 学习与会议制度).
fn joined(text: &str, clause: &Clause, start: usize, at: usize) -> usize {
    let joints: Vec<(usize, char)> =
        clause.joints.iter().copied().filter(|joint| joint.0 > start && joint.0 <= at).collect();
    let Some(&(last, kind)) = joints.last() else { return start };
    let tail = text[last..at].chars().count();
    let short = |from: usize, to: usize, most: usize| {
        let item = &text[from..to];
        let count = item.chars().count();
        (2..=most).contains(&count) && item.chars().all(is_han)
    };
    let mut items = Vec::new();
    let mut from = start;
    for &(behind, c) in &joints {
        items.push((from, behind - c.len_utf8()));
        from = behind;
    }
    let together = match kind {
        '、' => items.len() >= 2 && tail >= 4 && items.iter().all(|&(from, to)| short(from, to, 2)),
        _ => items.iter().all(|&(from, to)| short(from, to, 4)) && tail >= 2,
    };
    if together { start } else { last }
}

/// Takes words off the front that do not make a name specific: 各级, 我市, 基层关工委.
fn strip(text: &str, mut start: usize, at: usize) -> usize {
    while start < at {
        let Some((length, row)) = mechanism_general().longest(&text[start..at]) else { break };
        if row.column(1) != "strip" || start + length >= at {
            break;
        }
        start += length;
    }
    start
}

/// Whether a modifier consists of words that name nothing.
fn is_general(modifier: &str) -> bool {
    let mut rest = modifier;
    // Many general words together are specific: 年度工作考核制度.
    if modifier.chars().count() > 4 {
        return false;
    }
    while !rest.is_empty() {
        match mechanism_general().longest(rest) {
            Some((length, _)) => rest = &rest[length..],
            None => return false,
        }
    }
    true
}

fn is_campaign(modifier: &str) -> bool {
    modifier.char_indices().any(|(at, _)| {
        mechanism_marks().prefixes(&modifier[at..]).any(|(_, row)| at == 0 || row.column(1) != "start")
    })
}

/// 成员会议、联席会议、工作会议等制度: the items of a list that ends in 等 before a bare head noun.
fn list(text: &str, clause: &Clause, end: usize, head: (usize, usize), hits: &mut Vec<Hit>) {
    let mut from = clause.middle.last().map_or(clause.hard, |&middle| middle.max(clause.hard));
    let joints: Vec<usize> =
        clause.joints.iter().map(|joint| joint.0).filter(|&joint| joint > from && joint < end).collect();
    let names = ["制度", "机制", "体系", "办法"].iter().any(|noun| text[..head.1].ends_with(noun));
    if joints.is_empty() || !names {
        return;
    }
    for behind in joints.into_iter().chain([end + '、'.len_utf8()]) {
        from = strip(text, from, behind - '、'.len_utf8());
        let item = &text[from..behind - '、'.len_utf8()];
        let count = item.chars().count();
        if (4..=12).contains(&count) && item.chars().all(is_han) && !is_general(item) {
            let hit = Hit::new(from, from + item.len(), Pattern::Named, "mechanism/named-list");
            hits.push(hit.with_head(Some(head)));
        }
        from = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::mechanisms::quotes::quotes;

    fn seen(text: &str) -> Vec<&str> {
        let quotes = quotes(text, &Signs::of(text));
        let mut hits = Vec::new();
        named(text, &Signs::of(text), &quotes, &vec![false; quotes.len()], &mut hits);
        hits.iter().map(|hit| &text[hit.start..hit.end]).collect()
    }

    #[test]
    fn modifiers_begin_behind_verbs() {
        assert_eq!(seen("要建立和完善基层关工委经费保障机制，"), ["经费保障机制"]);
        assert_eq!(seen("推动构建学校、家庭、社会协同育人机制"), ["学校、家庭、社会协同育人机制"]);
        assert_eq!(seen("一是学习与会议制度。"), ["学习与会议制度"]);
        assert_eq!(seen("制定可操作的进退（出）制度"), ["进退（出）制度"]);
        assert_eq!(seen("建设现代化产业体系，全面推行河湖长制"), ["现代化产业体系", "河湖长制"]);
    }

    #[test]
    fn general_ones_name_nothing() {
        assert!(seen("健全长效工作机制，完善各项规章制度，开展学习培训活动，制度化、工程师").is_empty());
        assert_eq!(seen("开展法治进校园活动50场"), ["法治进校园活动"]);
        assert!(seen("2023年工作计划，207名港澳工程").is_empty());
        assert_eq!(seen("实施50处城乡供水提升工程"), ["城乡供水提升工程"]);
    }
}
