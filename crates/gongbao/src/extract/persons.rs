//! Persons: a surname and a given name beside a word that a person's name stands by.
//!
//! A post, a kind of person or a relation before the name (市委书记杨文慧), a post behind it (刘谋新副主任), a form of address behind it (谢一民同学), a
//! village before it (灵官村8组的李忧), a list that goes on (兰念瑛、徐全龙), a byline. A name that was introduced so counts
//! wherever it stands again.

use gongbao_data::language::{self, Symbol};
use gongbao_data::words::{Word, cost};
use gongbao_data::{person_not, surnames};

use super::Found;
use super::lexis::{CharSet, Words, is_han, is_word};
use super::mechanisms::{Role, word};
use super::mentions::Mentions;
use super::signs::{Cursor, Roles, Sign, Signs};
use crate::edit::Certainty;
use crate::fact::{Detail, Person};
use crate::span::TextSpan;

/// What stands behind a name and says that it is one.
static ADDRESS: Words = Words::new(&[
    "同志",
    "同学",
    "老人",
    "老师",
    "先生",
    "女士",
    "烈士",
    "总书记",
    "主席",
    "总理",
    "书记",
    "市长",
    "县长",
    "团长",
    "院士",
    "教授",
]);

/// Characters that are no part of a given name.
static FUNCTION: CharSet = CharSet::new(
    "的了和与在对为等是说及将从被把也都同因并于到就又这那其所让由着不以我你他她们各作当如而且还此但或某主员委党组织副",
);

/// Characters that are a part of a given name only where a mark or a form of address shows its end.
static RARE: CharSet = CharSet::new("会能可要之前后时中上下个来去用使地得过有给人年月日高名位度向");

/// A name before it is a fact.
struct Hit {
    start: usize,
    end: usize,
    post: Option<(usize, usize)>,
    rule: &'static str,
}

/// Forms of address that make a name of what stands before them.
const STRONG: [&str; 4] = ["同志", "同学", "烈士", TEACHER];

/// The form of address that describes as often, and counts only at the head of a clause.
const TEACHER: &str = "老师";

/// What stands beside the name of a person.
pub(super) fn signs(roles: &mut Roles) {
    roles.table(Sign::Person, gongbao_data::persons());
    roles.table(Sign::Person, gongbao_data::posts());
    roles.words(Sign::Person, AND_OTHERS);
    roles.words(Sign::Person, [LEADERS]);
    roles.words(Sign::Person, SEXES);
    // What parts a list of names, and the end of a paragraph that a name closes.
    roles.chars(Sign::Person, ['、'].into_iter());
    roles.pair(Sign::Person, '）', '\n');
    roles.pair(Sign::Person, '）', '\0');
    roles.words(Sign::Address, STRONG);
}

/// Finds the persons of a text, outside citations; `names` are its places and organisations.
pub(super) fn persons(text: &str, signs: &Signs, cited: &[TextSpan], names: &[Found]) -> Vec<Found> {
    let mut hits = introduced(text, signs, cited, names);
    byline(text, &mut hits);
    beside_words(text, signs, &mut hits);
    signed(text, signs, &mut hits);
    listed(text, signs, &mut hits);
    called(text, signs, &mut hits);
    again(text, cited, &mut hits);
    hits.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.post.is_some())));
    let mut behind = 0;
    hits.retain(|hit| {
        let free = hit.start >= behind && !is_inside(names, hit.start);
        if free {
            behind = hit.end;
        }
        free
    });
    let span = |(start, end)| TextSpan::new(start, end);
    hits.into_iter()
        .map(|hit| Found {
            span: span((hit.start, hit.end)),
            rule: hit.rule,
            certainty: Certainty::Likely,
            detail: Detail::Person(Box::new(Person {
                name: span((hit.start, hit.end)),
                post: hit.post.map(span),
            })),
        })
        .collect()
}

fn is_inside(spans: &[Found], at: usize) -> bool {
    let next = spans.partition_point(|found| found.span.start() <= at);
    next.checked_sub(1).is_some_and(|last| at < spans[last].span.end())
}

/// Names beside the words that introduce them.
fn introduced(text: &str, signs: &Signs, cited: &[TextSpan], names: &[Found]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    let mut next = 0;
    let mut at = 0;
    let (mut beside, mut addresses) = (signs.all([Sign::Person]), signs.all([Sign::Address]));
    loop {
        at = beside.next(at).min(before_address(text, &mut addresses, at));
        let Some(c) = text[at..].chars().next() else { break };
        let width = c.len_utf8();
        while cited.get(next).is_some_and(|span| span.end() <= at) {
            next += 1;
        }
        if let Some(span) = cited.get(next).filter(|span| span.start() <= at) {
            at = span.end();
            continue;
        }
        if !is_han(c) {
            at += width;
            continue;
        }
        let rest = &text[at..];
        let introduced = signs.has(Sign::Person, at);
        if introduced && let Some((length, _)) = gongbao_data::persons().longest(rest) {
            let behind = &rest[length..];
            // 习近平新时代中国特色社会主义思想, 毛泽东思想: the doctrine and not the man.
            let doctrine = behind.starts_with("新时代")
                || behind.char_indices().take(5).any(|(at, _)| behind[at..].starts_with("思想"))
                || behind.starts_with("理论")
                || behind.starts_with("主义")
                || behind.starts_with("基金");
            if !doctrine {
                let post = address(behind)
                    .filter(|length| *length >= 6 && !behind.starts_with("同志"))
                    .map(|post| (at + length, at + length + post));
                hits.push(Hit { start: at, end: at + length, post, rule: "person/known" });
            }
            at += length;
            continue;
        }
        if introduced && let Some((length, row)) = gongbao_data::posts().longest(rest) {
            let behind = at + length;
            let kind = row.column(1);
            if kind == "none" {
                at += length;
                continue;
            }
            let from = skip_marks(text, behind);
            // 组长是王金山，
            if let Some(rest) = text[from..].strip_prefix('是')
                && kind == "post"
                && let start = text.len() - rest.len()
                && let Some(end) = name(text, start, false).filter(|&end| end - start == SHORT)
            {
                let post = Some((post_start(text, at, names), behind));
                at = list(text, start, end, post, &mut hits);
                continue;
            }
            // 青桥镇人民政府镇长 陆建华: in a byline a blank parts them.
            if let Some(signed) =
                text[from..].strip_prefix([' ', '\u{3000}']).map(|rest| text.len() - rest.len())
                && kind == "post"
                && let Some(end) = name(text, signed, false)
                    .filter(|&end| text[end..].chars().next().is_none_or(|c| matches!(c, '\n' | ' ' | '）')))
            {
                let post = Some((post_start(text, at, names), behind));
                at = list(text, signed, end, post, &mut hits);
                continue;
            }
            if let Some(end) = name(text, from, kind != "kind") {
                // The closing mark of a quotation that opens before it is no part of it.
                let last = text[..behind].strip_suffix('”').map_or(behind, str::len);
                let post = (kind != "kin").then(|| (post_start(text, at, names), last));
                at = list(text, from, end, post, &mut hits);
                continue;
            }
            if kind == "post"
                && let Some((start, end)) = before_post(text, at, names)
            {
                hits.push(Hit { start, end, post: Some((end, behind)), rule: "person/before-post" });
            }
            if kind == "post" {
                appointed(text, post_start(text, at, names), behind, &mut hits);
            }
            at = behind;
            continue;
        }
        // 谢一民同学
        if let Some(end) = addressed(text, at) {
            hits.push(Hit { start: at, end, post: None, rule: "person/address" });
            at = end;
            continue;
        }
        at += width;
    }
    // 程扁村二组的杨海鑫, 大路镇大路村季宏伟
    for place in
        names.iter().filter(|found| found.rule == "place/village" || is_village(&text[found.span.range()]))
    {
        if matches!(place.detail, Detail::Organisation(_)) {
            continue;
        }
        let behind = place.span.end();
        let from = behind + if text[behind..].starts_with('的') { '的'.len_utf8() } else { 0 };
        // 杨大营子村康居工程: without a word between, a short name is none.
        let near = from == behind && !text[..behind].ends_with('组');
        if let Some(end) = name(text, from, true).filter(|&end| !near || end - from > 6) {
            list(text, from, end, None, &mut hits);
        }
    }
    hits
}

/// The names before 任 and a post: 段华平任村支部书记, 魏响琴、蒋军明任村委会委员.
fn appointed(text: &str, post: usize, behind: usize, hits: &mut Vec<Hit>) {
    let Some(mut end) = text[..post].strip_suffix('任').map(str::len) else { return };
    while let Some(before) = text[..end].strip_suffix(['担', '兼', '出']) {
        end = before.len();
    }
    let mut post = Some((post, behind));
    for (start, end) in names_before(text, end) {
        hits.push(Hit { start, end, post: post.take(), rule: "person/appointed" });
    }
}

/// The names of a list that ends at `end`, the last first: two or three characters behind a mark, the first of them a
/// surname.
fn names_before(text: &str, end: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut end = end;
    loop {
        let mut starts = text[..end].char_indices().rev().map(|(at, _)| at).skip(1).take(2);
        let named = |&start: &usize| {
            let name = &text[start..end];
            let apart = text[..start].chars().next_back().is_none_or(|c| !is_han(c) || c == '由');
            let mut chars = name.chars();
            apart
                && surnames().longest(name).is_some_and(|(length, _)| length < name.len())
                && chars.next().is_some_and(is_han)
                && chars.all(|c| is_han(c) && !FUNCTION.has(c) && !RARE.has(c))
                && is_name(name)
        };
        let Some(start) = starts.find(named) else { return found };
        found.push((start, end));
        match text[..start].strip_suffix('、') {
            Some(before) => end = before.len(),
            None => return found,
        }
    }
}

/// What stands behind a list of names and says what they are.
const AND_OTHERS: [&str; 4] = ["等领导", "等同志", "等老同志", "等“五老”"];

/// What a list of names stands behind.
const LEADERS: &str = "领导";

/// What the description of a person begins with.
const SEXES: [&str; 2] = ["，男，", "，女，"];

/// Names beside words that are nothing of a name by themselves.
fn beside_words(text: &str, signs: &Signs, hits: &mut Vec<Hit>) {
    static WORDS: [Words; 2] = [Words::new(&AND_OTHERS), Words::new(&SEXES)];
    let (mut leading, mut heads) = (Vec::new(), Vec::new());
    for (at, _) in signs.within([Sign::Person], 0..text.len()) {
        let rest = &text[at..];
        if WORDS[0].begin(rest) {
            // 肖文生、王传志、苏万广等领导: a single name stands beside words of other kinds, too.
            let names = names_before(text, at);
            if names.len() > 1 {
                let hit = |(start, end)| Hit { start, end, post: None, rule: "person/list" };
                hits.extend(names.into_iter().map(hit));
            }
        } else if rest.starts_with(LEADERS) {
            leaders(text, at + LEADERS.len(), &mut leading);
        } else if WORDS[1].begin(rest) {
            // 周启明，男，汉族，1950年生: a name at the head of what is said of a person.
            let hit = |(start, end)| Hit { start, end, post: None, rule: "person/described" };
            heads.extend(described(text, at).map(hit));
        }
    }
    hits.append(&mut leading);
    hits.append(&mut heads);
}

/// 我市关工委领导刘新生、刘玉荣等: a list of names behind the word for what they are.
fn leaders(text: &str, from: usize, hits: &mut Vec<Hit>) {
    if let Some(end) = name(text, from, false).filter(|&end| text[end..].starts_with('、'))
        && name(text, end + '、'.len_utf8(), false).is_some()
    {
        list(text, from, end, None, hits);
    }
}

/// What the names of parts of bodies end in.
static UNITS: CharSet = CharSet::new("部局处科股室组队院所站办校厂系班司委会科团社员级");

/// The name at the head of the description of a person that begins at `at`.
fn described(text: &str, at: usize) -> Option<(usize, usize)> {
    // 典型事迹陈远，男: no blank may part it from what stands before.
    let bare = || {
        let starts = text[..at].char_indices().rev().map(|(start, _)| start).take(3).skip(1);
        let named = |&start: &usize| {
            let name = &text[start..at];
            surnames().longest(name).is_some_and(|(length, _)| length < name.len())
                && name.chars().all(|c| is_han(c) && !FUNCTION.has(c))
                && !is_word(name)
                && is_name(name)
        };
        starts.filter(named).last().map(|start| (start, at))
    };
    names_before(text, at).into_iter().next().or_else(bare)
}

/// （陆观澜） at the end of a paragraph: who wrote it.
fn signed(text: &str, signs: &Signs, hits: &mut Vec<Hit>) {
    for (at, _) in signs.within([Sign::Person], 0..text.len()) {
        let closes = text[at..].strip_prefix('）');
        if !closes.is_some_and(|rest| rest.is_empty() || rest.starts_with('\n')) {
            continue;
        }
        // （平山县关工委陆观澜）: behind the body that the author works for.
        let behind_body = || {
            let start = at.checked_sub(SHORT).filter(|&start| text.is_char_boundary(start))?;
            let body = text[..start].ends_with(['委', '局', '办', '会', '院', '校', '处', '科', '社']);
            let named = surnames().longest(&text[start..at]).is_some_and(|(length, _)| length < SHORT);
            (body && named && is_strange(&text[start..at])).then_some((start, at))
        };
        let alone =
            names_before(text, at).into_iter().next().filter(|(start, _)| text[..*start].ends_with('（'));
        let Some((start, end)) = alone.or_else(behind_body) else { continue };
        if !is_word(&text[start..end]) && end - start <= SHORT {
            hits.push(Hit { start, end, post: None, rule: "person/signed" });
        }
    }
}

/// 杨本一、吴福成、郭凌山、孙卓文荣获称号: names in a row, most of three characters. Of three names each must be none but
/// a name.
fn listed(text: &str, signs: &Signs, hits: &mut Vec<Hit>) {
    let mark = "、";
    let mut row: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<usize> = None;
    let marks = signs.within([Sign::Person], 0..text.len()).map(|(at, _)| at);
    for at in marks.filter(|&at| text[at..].starts_with(mark)) {
        let inner = last.filter(|&from| {
            matches!(at - from, 6 | 9)
                && surnames().longest(&text[from..at]).is_some()
                && names_before(&text[..at], at).first().is_some_and(|name| *name == (from, at))
                && !is_word(&text[from..at])
        });
        match inner {
            Some(from) => row.push((from, at)),
            None => complete(text, &row, hits),
        }
        if inner.is_none() {
            row.clear();
        }
        last = Some(at + mark.len());
    }
    complete(text, &row, hits);
}

/// The names of a row, with the one before its first mark and the one behind its last.
fn complete(text: &str, row: &[(usize, usize)], hits: &mut Vec<Hit>) {
    let (Some(first), Some(last)) = (row.first(), row.last()) else { return };
    let before = first.0 - "、".len();
    // 校关工委王敏若、叶家宜、张从言: the first may stand right behind a body.
    let strange = before.checked_sub(SHORT).filter(|&start| {
        text.is_char_boundary(start)
            && surnames().longest(&text[start..before]).is_some_and(|(length, _)| length < SHORT)
            && is_strange(&text[start..before])
    });
    let one = names_before(text, before).first().copied().or(strange.map(|start| (start, before)));
    let behind = last.1 + "、".len();
    let other = name(text, behind, true).map(|end| (behind, end));
    let all: Vec<(usize, usize)> = one.into_iter().chain(row.iter().copied()).chain(other).collect();
    let long = all.iter().filter(|(start, end)| end - start == SHORT).count();
    let sure = match all.len() {
        0..3 => false,
        3 => all.iter().all(|&(start, end)| is_strange(&text[start..end])),
        count => 2 * long >= count,
    };
    if sure {
        let hit = |(start, end)| Hit { start, end, post: None, rule: "person/list" };
        hits.extend(all.into_iter().map(hit));
    }
}

/// Whether three characters are a name and hold no word: 叶家 of 叶家宜 is one, but what follows it makes no other.
fn is_strange(name: &str) -> bool {
    const SUFFIXES: CharSet = CharSet::new("业化性率度量力员类型级品制法学观感村县市区镇乡厂店园家者式");
    let chars: Vec<char> = name.chars().collect();
    let [one, two, three] = chars[..] else { return false };
    let word = |pair: [char; 2]| is_word(&pair.iter().collect::<String>());
    chars[1..].iter().all(|&c| is_han(c) && !FUNCTION.has(c) && !RARE.has(c))
        && !word([two, three])
        && (!SUFFIXES.has(three) || !word([one, two]))
        && !is_word(name)
        && is_name(name)
}

/// “禁毒大使”林鸿安: what somebody is called, in quotes, and a name that a mark ends.
fn called(text: &str, signs: &Signs, hits: &mut Vec<Hit>) {
    let marks = signs.within([Sign::Quote], 0..text.len()).map(|(at, _)| at);
    for at in marks.filter(|&at| text[at..].starts_with('”')) {
        let from = at + '”'.len_utf8();
        let Some(name) = text.get(from..from + SHORT) else { continue };
        let ends = text[from + SHORT..].chars().next().is_none_or(|c| !is_han(c) && c != '“');
        let word = text.get(from..from + 2 * '名'.len_utf8()).is_some_and(is_word);
        if ends
            && !word
            && surnames().longest(name).is_some_and(|(length, _)| length < SHORT)
            && is_strange(name)
        {
            hits.push(Hit { start: from, end: from + SHORT, post: None, rule: "person/called" });
        }
    }
}

/// The name right before a post: 关工委刘谋新副主任, 何耀副主任、韩景辉副主任. Before it stands the name of
/// a body or a mark, and its characters never stand together elsewhere.
fn before_post(text: &str, at: usize, names: &[Found]) -> Option<(usize, usize)> {
    let mut end = at;
    static RANKS: Words = Words::new(&["常务", "执行", "第一", "副"]);
    while let Some(modifier) = RANKS.ending(&text[..end]).next() {
        end -= modifier.len();
    }
    let apart = |start: usize| {
        let before = names.partition_point(|found| found.span.start() < start);
        before.checked_sub(1).is_some_and(|last| names[last].span.end() == start)
            || text[..start].chars().next_back().is_none_or(|c| !is_han(c) || c == '由')
    };
    let mut chars = text[..end].char_indices().rev();
    let (last_at, last) = chars.next()?;
    let (middle_at, middle) = chars.next()?;
    let given = |c: char| is_han(c) && !FUNCTION.has(c) && !RARE.has(c);
    let strange = |first, second| !language::is_pair(Symbol::of(first), Symbol::of(second));
    let surname = |start: usize, behind: usize| surnames().get(&text[start..behind]).is_some();
    if !given(last) {
        return None;
    }
    // 区司法局刘学勤主任, 会议由周启明副主任主持: behind the name of a body the characters may be ordinary ones, if
    // they are no word.
    let held = |start: usize| {
        let before = names.partition_point(|found| found.span.start() < start);
        (text[..start].ends_with('由')
            || before.checked_sub(1).is_some_and(|last| names[last].span.end() == start))
            && !is_word(&text[middle_at..end])
            && !is_word(&text[start..last_at])
            && !UNITS.has(last)
    };
    let long = chars.next().map(|(start, _)| start).filter(|&start| {
        surname(start, middle_at) && given(middle) && (strange(middle, last) || held(start)) && apart(start)
    });
    let short =
        || Some(middle_at).filter(|&start| surname(start, last_at) && strange(middle, last) && apart(start));
    let start = long.or_else(short).filter(|&start| is_name(&text[start..end]))?;
    Some((start, end))
}

fn is_village(place: &str) -> bool {
    place.ends_with('村') || place.ends_with('组')
}

/// 市“十佳五老”吴可生: the closing mark belongs to the kind.
fn skip_marks(text: &str, at: usize) -> usize {
    if text[at..].starts_with('”') { at + '”'.len_utf8() } else { at }
}

/// The names of a list, from the first on: 兰念瑛、徐全龙.
fn list(text: &str, start: usize, end: usize, post: Option<(usize, usize)>, hits: &mut Vec<Hit>) -> usize {
    hits.push(Hit { start, end, post, rule: "person/post" });
    let mut last = end;
    while let Some(rest) = text[last..].strip_prefix('、') {
        let from = text.len() - rest.len();
        let Some(end) = name(text, from, false) else { break };
        hits.push(Hit { start: from, end, post: None, rule: "person/list" });
        last = end;
    }
    last
}

/// What stands before a post.
static MODIFIERS: Words =
    Words::new(&["常务", "执行", "党组", "第一", "名誉", "原", "时任", "副", "代", "办公室"]);

/// Where the post begins that ends with the word at `at`: with its modifiers and the body right before it.
fn post_start(text: &str, at: usize, names: &[Found]) -> usize {
    let mut start = at;
    loop {
        let before = &text[..start];
        let Some(modifier) = MODIFIERS.ending(before).next() else { break };
        start -= modifier.len();
    }
    let next = names.partition_point(|found| found.span.start() < start);
    match next.checked_sub(1).map(|last| &names[last]) {
        Some(found)
            if found.span.end() == start || (found.span.end() > start && found.span.start() < start) =>
        {
            found.span.start()
        }
        _ => start,
    }
}

/// The length of a form of address at the beginning of a text.
fn address(rest: &str) -> Option<usize> {
    ADDRESS.beginning(rest).next().map(str::len)
}

/// Where a name may begin that has a form of address behind it, from `at` on: three or four characters before one.
fn before_address(text: &str, addresses: &mut Cursor<'_>, at: usize) -> usize {
    let mut address = addresses.next(at + SHORT);
    while address < text.len() {
        let starts = [address.saturating_sub(LONG), address - SHORT];
        if let Some(start) = starts.into_iter().find(|&start| start >= at && text.is_char_boundary(start)) {
            return start;
        }
        address = addresses.next(address + 1);
    }
    text.len()
}

/// How many bytes a name has that stands before a form of address.
const SHORT: usize = 3 * '名'.len_utf8();
const LONG: usize = 4 * '名'.len_utf8();

/// A name at `at` with a form of address behind it.
fn addressed(text: &str, at: usize) -> Option<usize> {
    let (surname, _) = surnames().longest(&text[at..])?;
    // A name begins where a word ends: an ordinary character before it makes it a part of one.
    let mut end = at + surname;
    for _ in 0..2 {
        let c = text[end..].chars().next().filter(|&c| is_han(c) && !FUNCTION.has(c))?;
        end += c.len_utf8();
    }
    let address = STRONG.iter().find(|word| text[end..].starts_with(**word))?;
    // 张晓燕老师执教: where a clause begins; 高年级老师 describes.
    let stands = if *address == TEACHER {
        text[..at].chars().next_back().is_none_or(|c| !is_han(c)) && is_plain(&text[at..end])
    } else {
        !text[end..].starts_with("同学们")
    };
    (stands && is_name(&text[at..end])).then_some(end)
}

/// Whether something of the form of a name is one.
fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    let first = chars.next();
    // 书记向调研组介绍: a preposition and a word.
    let led = matches!(first, Some('向' | '于' | '从' | '时' | '应' | '同')) && is_word(chars.as_str());
    // 主席常常: a word said twice.
    !led && first != chars.next()
        && person_not().longest(name).is_none()
        && name.char_indices().nth(1).is_none_or(|(given, _)| person_not().get(&name[given..]).is_none())
        && word(name).is_none_or(|(length, role)| length <= 3 || role == Role::Keep)
        && gongbao_data::places().get(name).is_none()
        && gongbao_data::places_short()
            .longest(name)
            .is_none_or(|(length, row)| length < 6 || row.column(2) == "1")
        && gongbao_data::posts().longest(name).is_none()
}

/// The end of the name that begins at `from`. With `alone`, what follows need not show where it ends.
fn name(text: &str, from: usize, alone: bool) -> Option<usize> {
    let end = longest_name(text, from, alone)?;
    // 郎涛看似笑侃: the third character begins a word, and what follows it none that is more usual.
    let (last, _) = text[from..end].char_indices().nth(2).unwrap_or_default();
    let short = from + last;
    let cut = last > 0 && end - from == SHORT && begins_a_word(&text[short..]);
    Some(if cut && !is_word(&text[from..short]) && is_name(&text[from..short]) { short } else { end })
}

fn longest_name(text: &str, from: usize, alone: bool) -> Option<usize> {
    let (surname, _) = surnames().longest(&text[from..])?;
    let mut stop = [0; 2];
    let mut end = from + surname;
    let mut given = 0;
    while given < 2 {
        let Some(c) = text[end..].chars().next().filter(|&c| is_han(c) && !FUNCTION.has(c)) else {
            break;
        };
        end += c.len_utf8();
        stop[given] = end;
        given += 1;
    }
    let long = (given == 2).then_some(stop[1]);
    let short = (given >= 1).then_some(stop[0]);
    for end in [long, short].into_iter().flatten() {
        let name = &text[from..end];
        let rare = name.chars().skip(1).any(|c| RARE.has(c));
        // 陈静总结了: the third character begins a verb.
        let last = name.char_indices().nth_back(0).map_or(end, |(at, _)| from + at);
        let verb = text[end..].chars().next().map(|c| &text[last..end + c.len_utf8()]);
        let verb = verb.filter(|_| Some(end) == long).and_then(|pair| gongbao_data::verbs().get(pair));
        // 陈勇任主任
        let made = name.ends_with('任') && gongbao_data::posts().longest(&text[end..]).is_some();
        if let Some(short) = short.filter(|&short| {
            let verb = verb.is_some_and(|row| matches!(row.column(1), "do" | "stop"));
            (verb || made) && Some(end) == long && is_name(&text[from..short])
        }) {
            return Some(short);
        }
        if if rare { ends(&text[end..]) } else { stops(&text[end..]) } && is_name(name) {
            return Some(end);
        }
    }
    long.filter(|&end| alone && surname == 3 && is_name(&text[from..end]) && is_plain(&text[from..end]))
}

/// Whether the first two characters of a text are a word, and more usually than the second and the third.
fn begins_a_word(rest: &str) -> bool {
    let mut words = rest.chars().map_while(Word::of);
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let next = words.next().and_then(|third| cost(second.before(third, 1)));
    cost(first.before(second, 1)).is_some_and(|own| next.is_none_or(|next| own + 2 < next))
}

/// Without a mark behind it, a name must look like one: the given name begins no everyday word.
fn is_plain(name: &str) -> bool {
    if name.chars().any(|c| RARE.has(c)) {
        return false;
    }
    let mut tail = name.chars();
    tail.next();
    let given = tail.as_str();
    word(given).is_none()
        && person_not().longest(given).is_none()
        && gongbao_data::mechanism_general().longest(given).is_none()
}

/// Whether a name ends before this text for certain.
fn ends(rest: &str) -> bool {
    static BEHIND: Words =
        Words::new(&["首先", "指出", "强调", "要求", "表示", "传达", "主持", "宣读", "出席"]);
    rest.chars().next().is_none_or(|c| !is_han(c) || matches!(c, '等' | '在' | '同'))
        || address(rest).is_some()
        || BEHIND.begin(rest)
}

/// Whether a name can end before this text.
fn stops(rest: &str) -> bool {
    let Some(c) = rest.chars().next() else { return true };
    static BEHIND: CharSet = CharSet::new(
        "的和与在对为等是说及将向从被把也都因并于就又让由给有表告带组主率同作任陪赴摄供首还先荣以也",
    );
    !is_han(c)
        || BEHIND.has(c)
        || address(rest).is_some()
        || gongbao_data::posts().longest(rest).is_some()
        || matches!(word(rest), Some((_, Role::Always | Role::Middle | Role::Lead)))
}

/// A line of names alone: 元新东 卢而康.
fn byline(text: &str, hits: &mut Vec<Hit>) {
    let mut at = 0;
    for line in text.split_inclusive('\n').take(6) {
        let bare = line.trim();
        let parts: Vec<&str> = bare.split([' ', '　', '、']).filter(|part| !part.is_empty()).collect();
        let names = parts.iter().all(|part| {
            let count = part.chars().count();
            (2..=4).contains(&count)
                && part.chars().all(is_han)
                && surnames().longest(part).is_some_and(|(length, _)| {
                    let given = part.chars().count() - length / 3;
                    (1..=2).contains(&given)
                })
                && is_name(part)
        });
        // One name in a line could be a heading: two are a byline.
        if names && (2..=5).contains(&parts.len()) {
            for part in parts {
                let start = at + line.find(part).unwrap_or(0);
                hits.push(Hit { start, end: start + part.len(), post: None, rule: "person/byline" });
            }
        }
        at += line.len();
    }
}

/// Every other mention of the names that were introduced.
fn again(text: &str, cited: &[TextSpan], hits: &mut Vec<Hit>) {
    let names = hits.iter().filter(|hit| hit.rule != "person/known").map(|hit| &text[hit.start..hit.end]);
    let names = Mentions::of(names, 64);
    let (mut cited, mut at) = (cited.iter().peekable(), 0);
    let mut more = Vec::new();
    while let Some((start, name)) = names.next(text, at) {
        while cited.next_if(|span| span.end() <= start).is_some() {}
        match cited.peek().filter(|span| span.start() <= start) {
            Some(span) => at = span.end(),
            None => {
                at = start + name.len();
                more.push(Hit { start, end: at, post: None, rule: "person/again" });
            }
        }
    }
    hits.extend(more);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<(&str, Option<&str>)> {
        persons(text, &Signs::of(text), &[], &[])
            .iter()
            .map(|found| match &found.detail {
                Detail::Person(person) => (person.name.of(text), person.post.map(|post| post.of(text))),
                other => panic!("only persons come out of this room, not {other:?}"),
            })
            .collect()
    }

    #[test]
    fn posts_introduce_names() {
        assert_eq!(seen("常务副主任张文书，协调企业"), [("张文书", Some("常务副主任"))]);
        assert_eq!(seen("全国劳模兰念瑛、徐全龙，"), [("兰念瑛", Some("劳模")), ("徐全龙", None)]);
        assert_eq!(seen("业主张谦与张谦的孩子"), [("张谦", Some("业主")), ("张谦", None)]);
        assert_eq!(seen("习近平总书记指出"), [("习近平", Some("总书记"))]);
    }

    #[test]
    fn everyday_words_are_no_names() {
        assert!(seen("书记高度重视，主任会议，市长江某，习近平新时代中国特色社会主义思想").is_empty());
        assert!(seen("由党委书记任组长，副主任于4月召开").is_empty());
    }
}
