//! What a report spells out of its numeral phrases: “六有”，即有明确的组织机构、有精干的关工人员…

use std::collections::HashMap;

use super::quotes::Quote;
use super::words::{self, Role};
use super::{Hit, Spelled, numeral};
use crate::extract::lexis::{CharSet, Words, is_han};
use crate::fact::{Parts, Pattern};

/// Gives every mention of a numeral phrase the items that the text spells out at one of them.
pub(super) fn fill(text: &str, quotes: &[Quote], hits: &mut [Hit]) {
    if !hits.iter().any(|hit| hit.pattern == Pattern::Numeral) {
        return;
    }
    let mut spelled: Spelled<'_> = HashMap::new();
    let mut leads = None;
    for hit in hits.iter().filter(|hit| hit.pattern == Pattern::Numeral) {
        let name = &text[hit.start..hit.end];
        let Some(count) = count(name) else { continue };
        if spelled.contains_key(name) {
            continue;
        }
        let quoted = hit.rule == "mechanism/numeral-quoted";
        let quote = quotes.binary_search_by_key(&hit.start, |quote| quote.start).map(|index| quotes[index]);
        let (open, behind) = quote.map_or((hit.start, hit.end), |quote| (quote.open, quote.close));
        let items = announced(text, behind, count).or_else(|| {
            quoted.then(|| {
                if let Some(items) = shortened(&text[..open], count) {
                    return Some(items);
                }
                in_quotes(text, quotes, behind, count)
                    .or_else(|| led(text, name, count, &mut leads))
                    .or_else(|| listed(text, behind, count))
            })?
        });
        if let Some(items) = items {
            spelled.insert(name, items);
        }
    }
    for hit in hits.iter_mut().filter(|hit| hit.pattern == Pattern::Numeral) {
        if let Some(items) = spelled.get(&text[hit.start..hit.end]) {
            hit.parts = Some(Parts::Items(items.clone()));
        }
    }
}

/// How many items a phrase has: of a number and what it counts, the number.
fn count(name: &str) -> Option<usize> {
    let mut chars = name.chars();
    let count = numeral::value(chars.next()?)?;
    // 四个一: one each of four things.
    if chars.as_str() == "个一" {
        return (count >= 2).then_some(count);
    }
    (count >= 2 && chars.all(|c| numeral::value(c).is_none())).then_some(count)
}

/// The sentence from `from` on.
fn sentence(text: &str, from: usize) -> &str {
    let rest = &text[from..];
    let mut chars = rest.char_indices();
    let end = chars.by_ref().take(240).find(|&(_, c)| ends_a_sentence(c)).map(|(at, _)| at);
    &rest[..end.unwrap_or(chars.offset())]
}

fn ends_a_sentence(c: char) -> bool {
    matches!(c, '。' | '；' | '\n')
}

/// Items of a list, if there are as many as the number says: in its first clause, or in all of it.
fn items(list: &str, count: usize) -> Option<Vec<String>> {
    let list = list.trim_end_matches('等');
    let clause = list.split_once('，').and_then(|(clause, _)| parted(clause, '、', count));
    clause.or_else(|| parted(list, '、', count)).or_else(|| parted(list, '，', count))
}

/// The items that a mark parts, if there are as many.
fn parted(list: &str, mark: char, count: usize) -> Option<Vec<String>> {
    // One more than fit tells that there are too many.
    let mut parts: Vec<&str> = list.split(mark).map(str::trim).take(count + 1).collect();
    if let Some(last) = parts.pop() {
        // 学生、家长和家庭教育指导者
        match last.split_once(['和', '与']) {
            Some((one, other)) if parts.len() + 2 == count && !one.is_empty() && !other.is_empty() => {
                parts.extend([one, other])
            }
            _ => parts.push(last),
        }
    }
    let fits = |item: &&str| (2..=24).contains(&item.chars().count());
    (parts.len() == count && parts.iter().all(fits)).then(|| parts.into_iter().map(str::to_owned).collect())
}

/// What a list begins with behind the word that announces it: 即：, 是指.
fn said(list: &str) -> &str {
    list.trim_start_matches(['是', '指', '：', ':'])
}

/// “六有”，即甲、乙…。 “四有”保障机制（甲、乙…） “三化”：甲、乙…
fn announced(text: &str, behind: usize, count: usize) -> Option<Vec<String>> {
    static MEANS: Words = Words::new(&["是指", "指的是", "就是指"]);
    static NAMELY: Words = Words::new(&["即", "就是", "也就是", "分别是", "指的是", "包括"]);
    let near = &text[behind..];
    // Where the sentence ends is asked only where a list begins.
    let rest = |skipped: usize| &sentence(text, behind)[skipped..];
    if let Some(word) = MEANS.beginning(near).next() {
        return items(said(rest(word.len())), count);
    }
    let (at, c) = near
        .char_indices()
        .take(12)
        .take_while(|&(_, c)| !ends_a_sentence(c))
        .find(|(_, c)| matches!(c, '（' | '(' | '：' | ':' | '，' | '即'))?;
    let from = at + c.len_utf8();
    match c {
        '（' | '(' => {
            let list = rest(from);
            items(&list[..list.find(['）', ')'])?], count)
        }
        '：' | ':' => items(rest(from), count),
        '即' => items(said(rest(from)), count),
        _ => {
            let word = NAMELY.beginning(&near[from..]).next()?;
            items(rest(from + word.len()).trim_start_matches(['：', ':']), count)
        }
    }
}

/// 老干部、老战士、老专家、老教师、老模范（以下简称“五老”）: the list stands before its short name.
fn shortened(before: &str, count: usize) -> Option<Vec<String>> {
    /// As far as a list goes back, in characters.
    const LONGEST: usize = 100;
    const SAID: [&str; 8] = ["以下简称", "以下统称", "简称", "统称", "合称", "俗称", "简称为", "统称为"];
    let said = SAID.iter().find_map(|word| before.strip_suffix(word)).map(|rest| rest.trim_end_matches('，'));
    let list = said.unwrap_or(before).strip_suffix(['（', '('])?;
    let start =
        list.char_indices().rev().take(LONGEST).take_while(|(_, c)| !matches!(c, '。' | '；' | '，' | '\n'));
    let list = &list[start.last().map_or(list.len(), |(at, _)| at)..];
    let mut items: Vec<&str> = list.rsplitn(count, '、').collect();
    items.reverse();
    // Before the first item stands who or what governs the list: the others tell where it begins.
    let (first, second) = (items.first()?.rsplit('、').next()?, items.get(1)?);
    let like = second.chars().next()?;
    let at = first.rfind(like).or_else(|| {
        let length = second.chars().count();
        first.char_indices().nth_back(length - 1).map(|(at, _)| at)
    })?;
    items[0] = &first[at..];
    let fits = |item: &&str| (2..=12).contains(&item.chars().count());
    (items.len() == count && items.iter().all(fits)).then(|| items.into_iter().map(str::to_owned).collect())
}

/// As many quotations in a row, in the same sentence: “五福花”团队，播撒“健康福”“文化福”…
fn in_quotes(text: &str, quotes: &[Quote], behind: usize, count: usize) -> Option<Vec<String>> {
    if count < 3 {
        return None;
    }
    let first = quotes.partition_point(|quote| quote.open < behind);
    let row = |from: usize| {
        let quotes = quotes.get(from..from + count)?;
        let near = quotes.windows(2).all(|pair| {
            let between = text.get(pair[0].close..pair[1].open).unwrap_or("much else");
            matches!(between, "" | "、" | "和" | "与" | "，")
        });
        (near && quotes.last()?.close <= behind + sentence(text, behind).len())
            .then(|| quotes.iter().map(|quote| text[quote.start..quote.end].to_owned()).collect())
    };
    (first..first + 8).find_map(row)
}

/// Sentences that lead their paragraphs: “五重”效能 … 重阵地，… 重作用，…
fn led<'t>(
    text: &'t str,
    name: &str,
    count: usize,
    leads: &mut Option<HashMap<char, Vec<&'t str>>>,
) -> Option<Vec<String>> {
    let mut chars = name.chars().skip(1);
    let (first, None) = (chars.next()?, chars.next()) else { return None };
    let leads = leads.get_or_insert_with(|| opening_phrases(text));
    let phrases = leads.get(&first)?;
    (phrases.len() == count && count >= 3)
        .then(|| phrases.iter().map(|phrase| (*phrase).to_owned()).collect())
}

/// The short phrases that open paragraphs, each different one once, by their first character.
fn opening_phrases(text: &str) -> HashMap<char, Vec<&str>> {
    let mut found: HashMap<char, Vec<&str>> = HashMap::new();
    static NUMBERS: CharSet = CharSet::new("一二三四五六七八九十是");
    // Where each line begins.
    let ends = memchr::memchr_iter(b'\n', text.as_bytes());
    for start in std::iter::once(0).chain(ends.map(|end| end + 1)) {
        let line = text[start..].trim_start_matches(|c| c != '\n' && (!is_han(c) || NUMBERS.has(c)));
        let Some((at, '，' | '、' | '。' | '：')) = line.char_indices().take(7).find(|(_, c)| !is_han(*c))
        else {
            continue;
        };
        let phrase = &line[..at];
        if let Some(first) = phrase.chars().next().filter(|_| phrase.chars().count() >= 2) {
            let phrases = found.entry(first).or_default();
            // More than a number word can count need not be told apart.
            if phrases.len() < 16 && !phrases.contains(&phrase) {
                phrases.push(phrase);
            }
        }
    }
    found
}

/// A list of just as many items in the rest of the sentence: “四轮驱动”新模式，组建甲、乙、丙、丁，…
fn listed(text: &str, behind: usize, count: usize) -> Option<Vec<String>> {
    if count < 3 {
        return None;
    }
    sentence(text, behind).split('，').find_map(|clause| {
        let first = clause.find('、')?;
        // The first item begins behind the verb that governs the list.
        let (mut start, mut at) = (None, 0);
        while at < first {
            match words::word(&clause[at..]) {
                Some((length, Role::Always)) => {
                    at += length;
                    start = Some(at);
                }
                Some((length, _)) => at += length,
                None => at += clause[at..].chars().next().map_or(1, char::len_utf8),
            }
        }
        items(&clause[start.filter(|&start| start < first)?..], count)
            .filter(|items| items.iter().all(|item| item.chars().count() >= 3))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_counted() {
        assert_eq!(items("甲有、乙有、丙有", 3).map(|items| items.len()), Some(3));
        assert_eq!(items("学生、家长和老师", 3).map(|items| items.len()), Some(3));
        assert!(items("甲有、乙有", 3).is_none());
    }

    #[test]
    fn items_before_the_phrase() {
        let items = shortened("团结动员老干部、老战士、老专家、老教师、老模范（以下简称", 5).unwrap();
        assert_eq!(items, ["老干部", "老战士", "老专家", "老教师", "老模范"]);
        assert_eq!(shortened("落实党员、干部（", 3), None);
        assert_eq!(shortened("老干部、老战士来了", 2), None);
    }

    #[test]
    fn items_behind_the_phrase() {
        let text = "“四有”保障机制（有人员、有办公场所、有办公设施、有工作经费）形成";
        let behind = text.find('保').unwrap();
        assert_eq!(announced(text, behind, 4).unwrap()[1], "有办公场所");
        let text = "“三有”，即有人、有钱、有事。";
        assert_eq!(announced(text, text.find('，').unwrap(), 3).unwrap(), ["有人", "有钱", "有事"]);
        let text = "“两个一”工程，即建好一支队伍、培育一个品牌，力争达到5个、6个。";
        assert_eq!(announced(text, text.find('工').unwrap(), 2).unwrap(), ["建好一支队伍", "培育一个品牌"]);
        assert_eq!(count("四个一"), Some(4));
    }
}
