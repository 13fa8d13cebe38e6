//! Places that no list has, known by their form: 砚川县, 青笺镇 in a report about them.
//!
//! A list is never complete, and reports of the past name places that were merged. Two or three characters before the word
//! of a level are a name if they begin where a word begins and never stand beside each other in ordinary words: then
//! they are no word of the language. What is found so has to be said again, or to stand where places stand: at the head
//! of the title, before a body (砚川县委), in a larger place (岚江省云笏县), in a list of towns, at the head of a clause.

use std::collections::HashMap;

use super::lexis::{CharSet, is_han};
use super::mechanisms::{Role, word};
use super::places::Level;
use super::signs::{Roles, Sign, Signs};
use gongbao_data::language::{self, Symbol};

/// A place that no list has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unlisted {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) level: Level,
}

/// The words of levels.
const LEVELS: [(&str, Level); 8] = [
    ("省", Level::Province),
    ("市", Level::Prefecture),
    ("县", Level::County),
    ("区", Level::County),
    ("旗", Level::County),
    ("镇", Level::Township),
    ("乡", Level::Township),
    ("街道", Level::Township),
];

/// Characters that no name of a place holds, or that a level makes another word with: 的县, 各县, 三县, 景区, 城镇.
static NOT_IN: CharSet = CharSet::new(
    "的了在和与及对把将向从由到是为等各全本该我你他其某每这那两一二三四五六七八九十百千万几数多有所整跨邻县市区镇乡村省州旗街道级个名人年月日",
);
static NOT_BEFORE: CharSet = CharSet::new(
    "景灾库片牧林矿厂校辖园社城新老郊疆禁港战军赛考防农海山地特小发业税范验作能行假态治集重古强楼股门菜超家故回返下红国党团锦内外填",
);

/// What stands behind a level where it is a part of another word: 区域, 市场, 县长.
static NOT_BEHIND: CharSet = CharSet::new("域间块位划别场民长级内外容情力值面里上");

/// Characters behind which a name begins.
static LEADS: CharSet = CharSet::new("在到与和由对从向是为及于赴访经让使把将给以跟共去");

/// One place where a name may stand.
struct Candidate {
    start: usize,
    end: usize,
    /// Whether a place stands there for certain, if the name is one.
    strong: bool,
}

/// What the names of places end in.
pub(super) fn signs(roles: &mut Roles) {
    roles.words(Sign::Level, LEVELS.map(|(name, _)| name));
}

/// The places of a text that no list has, in text order.
pub(super) fn unlisted(text: &str, signs: &Signs) -> Vec<Unlisted> {
    let mut ends: Vec<(usize, usize, Level)> = Vec::new();
    let mut levels = signs.all([Sign::Level]);
    let mut at = levels.next(0);
    while at < text.len() {
        // Most levels are a part of another word, as what stands before them says.
        if before_level(text, at)
            && let Some(&(name, level)) = LEVELS.iter().find(|(name, _)| text[at..].starts_with(name))
            && !goes_on(text, at, at + name.len())
        {
            ends.push((at, at + name.len(), level));
        }
        at = levels.next(at + 1);
    }
    let mut candidates: Vec<Candidate> = Vec::new();
    for &(at, end, _) in &ends {
        let after = candidates.last().map(|before| before.end);
        candidates.extend(candidate(text, at, end, after));
    }
    // 雾坪镇、泠泉乡: the names of a list stand for one another.
    for index in 1..candidates.len() {
        let (before, here) = (candidates[index - 1].end, candidates[index].start);
        if before == here || text.get(before..here) == Some("、") {
            candidates[index - 1].strong = true;
            candidates[index].strong = true;
        }
    }
    let mut names: HashMap<&str, (usize, bool)> = HashMap::new();
    for candidate in &candidates {
        let entry = names.entry(&text[candidate.start..candidate.end]).or_default();
        entry.0 += 1;
        entry.1 |= candidate.strong;
    }
    names.retain(|_, &mut (count, strong)| strong || count >= 2);
    if names.is_empty() {
        return Vec::new();
    }
    // Inside a sentence it counts, too, if it is a name elsewhere.
    let mut found: Vec<Unlisted> = Vec::new();
    for (at, end, level) in ends {
        let starts = text[..at].char_indices().rev().map(|(start, _)| start).take(3).skip(1);
        let longest = starts.filter(|&start| names.contains_key(&text[start..end])).last();
        if let Some(start) = longest.filter(|&start| found.last().is_none_or(|last| last.end <= start)) {
            found.push(Unlisted { start, end, level });
        }
    }
    found
}

/// The place of the report itself among them: the first below a province that stands before `end`.
pub(super) fn own(found: &[Unlisted], end: usize) -> Option<Unlisted> {
    found
        .iter()
        .take_while(|place| place.start < end)
        .find(|place| matches!(place.level, Level::Prefecture | Level::County))
        .copied()
}

/// Whether what stands before `at` may be a name with a level word behind it.
fn before_level(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    before.next().is_some_and(|c| fits(c) && !NOT_BEFORE.has(c)) && before.next().is_some_and(fits)
}

/// Whether another word begins with the level word from `at` to `end`.
fn goes_on(text: &str, at: usize, end: usize) -> bool {
    // 观塘市中心 is the centre of a town, 莱芜市中心支行 the branch of a city.
    let centre = text[at..].starts_with("市中心") && !text[end..].starts_with("中心支行");
    centre || NOT_BEHIND.begin(&text[end..])
}

/// A name that ends in the level word from `at` to `end`, where a word begins; `after` is the end of the one before it.
fn candidate(text: &str, at: usize, end: usize, after: Option<usize>) -> Option<Candidate> {
    let mut before = text[..at].char_indices().rev();
    let ((_, last), (first, head)) = (before.next()?, before.next()?);
    let mut starts = vec![(first, before.next())];
    if let Some((longer, _)) = starts[0].1.filter(|&(_, c)| fits(c)) {
        starts.insert(0, (longer, before.next()));
    }
    let rest = &text[end..];
    for (start, behind) in starts {
        let behind = behind.map(|(_, c)| c);
        let line = behind.is_none_or(|c| c == '\n');
        let begins = line
            || after == Some(start)
            || behind.is_some_and(|c| !is_han(c) && !c.is_alphanumeric() || LEADS.has(c))
            || is_behind_word(text, start);
        let name = &text[start..end];
        if !begins
            || gongbao_data::places().get(name).is_some()
            || gongbao_data::townships().get(name).is_some()
            || gongbao_data::places_former().get(name).is_some()
            || is_pair(head, last)
            || start != first && is_pair(text[start..].chars().next()?, head)
        {
            continue;
        }
        let body = gongbao_data::organisation_bodies().longest(rest).is_some()
            && (!["委员", "委托", "委派"].iter().any(|word| rest.starts_with(word))
                || rest.starts_with("委员会"));
        let heads = line || behind.is_some_and(|c| matches!(c, '。' | '；'));
        let goes_on = rest.chars().next().is_none_or(|c| !is_han(c))
            || rest.starts_with('等')
            || matches!(word(rest), Some((_, Role::Always | Role::Lead)));
        let strong = body || (line && start < 400) || (heads && goes_on);
        return Some(Candidate { start, end, strong });
    }
    None
}

/// 依托雾坪镇, 走访砚川县: whether a word of two characters that leads to names ends here.
fn is_behind_word(text: &str, at: usize) -> bool {
    let Some((from, _)) = text[..at].char_indices().rev().nth(1) else { return false };
    matches!(word(&text[from..]), Some((length, Role::Always | Role::Lead)) if from + length == at)
}

fn fits(c: char) -> bool {
    is_han(c) && !NOT_IN.has(c)
}

/// Whether two characters stand beside each other in ordinary words.
fn is_pair(first: char, second: char) -> bool {
    language::is_pair(Symbol::of(first), Symbol::of(second))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> Vec<&str> {
        unlisted(text, &Signs::of(text)).iter().map(|place| &text[place.start..place.end]).collect()
    }

    #[test]
    fn names_where_places_stand() {
        assert_eq!(seen("砚川县关工委2024年工作总结\n2024年，砚川县关工委"), ["砚川县", "砚川县"]);
        assert_eq!(seen("去年以来，岚江省云笏县关工委"), ["岚江省", "云笏县"]);
        assert_eq!(seen("雾坪镇、泠泉乡等9个乡镇"), ["雾坪镇", "泠泉乡"]);
        assert_eq!(seen("鹿泽区推行新办法\n中共鹿泽区委组织部"), ["鹿泽区", "鹿泽区"]);
    }

    #[test]
    fn ordinary_words_are_none() {
        assert!(
            seen("加强区委领导，召开县委会议，城市社区，风景区，农贸市场，支持乡镇，各县区，走进校园社区")
                .is_empty()
        );
        assert!(seen("资溪县关工委，台上镇").is_empty(), "the lists have them");
    }
}
