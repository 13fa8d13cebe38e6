//! Names: places and organisations in one pass over the text, persons in a second.
//!
//! A name inside a citation is the citation's, and names do not overlap one another: of a body and the place that it is
//! named after the body counts.

use super::lexis::is_han;
use super::mechanisms::Role;
use super::organisations::{self, Body};
use super::own::{PLACE, is_own};
use super::persons;
use super::places::{self, Chain, Home, Level, Town};
use super::signs::{Cursor, Mask, Roles, Sign, Signs};
use super::{Document, Found};
use crate::edit::Certainty;
use crate::fact::{Detail, Organisation, Place};
use crate::span::TextSpan;

/// What places and bodies begin with, and what the names of some end in.
pub(super) fn signs(roles: &mut Roles) {
    roles.words(Sign::Name, organisations::BEGIN);
    roles.table(Sign::Name, gongbao_data::organisations());
    roles.table(Sign::Name, gongbao_data::organisation_bodies());
    roles.table(Sign::Ending, gongbao_data::organisation_suffixes());
    roles.words(Sign::Village, ["村", "社区"]);
}

/// Finds the places, organisations and persons of a document.
#[must_use]
pub fn names(document: &Document<'_>, taken: &[Found]) -> Vec<Found> {
    let text = document.text;
    let own: Vec<&Found> =
        taken.iter().filter(|fact| is_own(fact) && !matches!(fact.detail, Detail::Mechanism(_))).collect();
    let mut home = Home::of(document, &own);
    let cited: Vec<TextSpan> = taken
        .iter()
        .filter(|fact| matches!(fact.detail, Detail::Citation(_)))
        .map(|fact| fact.span)
        .collect();
    let mut found = Vec::new();
    let unlisted = home.unlisted();
    let mut others = Others { own: &own, cited: &cited, unlisted: &unlisted, next: 0, end: text.len() };
    others.find(0);
    let mut scan = Scan {
        text,
        signs: document.signs,
        begins: document.signs.all([Sign::Mark, Sign::Place, Sign::Name, Sign::Ending, Sign::Word]),
        villages: document.signs.all([Sign::Village]),
        home: &mut home,
        found: &mut found,
        hard: 0,
    };
    let mut at = 0;
    loop {
        // Between these nothing begins and nothing ends.
        let (stop, signs) = scan.stop(at);
        let other = others.next(at);
        at = stop.min(other);
        if at == text.len() {
            break;
        }
        if stop < other {
            at = scan.read(at, signs);
            continue;
        }
        if let Some(fact) = others.own(at) {
            scan.found.push(fact.clone());
            at = fact.span.end();
            scan.hard = at;
            continue;
        }
        if let Some(span) = others.cited(at) {
            at = span.end();
            scan.hard = at;
            // 《晚霞》杂志社
            for suffix in ["杂志社", "编辑部", "报社"] {
                if text[at..].starts_with(suffix) {
                    let body = Body {
                        name: Some(text[span.start()..at + suffix.len()].to_owned()),
                        ..Body::new(span.start(), at + suffix.len(), "organisation/press")
                    };
                    at = body.end;
                    scan.organisation(body);
                }
            }
            continue;
        }
        at = scan.read(at, if stop == at { signs } else { Mask::default() });
    }
    found = with_own(&own, found);
    let persons = persons::persons(text, document.signs, &cited, &found);
    found.extend(persons);
    found.sort_by_key(|fact| (fact.span.start(), std::cmp::Reverse(fact.span.end())));
    found
}

/// The names of a text with the user's, which win: over what crosses or holds them, except that a body takes the place
/// that it is named after, and a place the places that it goes on with.
fn with_own(own: &[&Found], mut found: Vec<Found>) -> Vec<Found> {
    if own.is_empty() {
        return found;
    }
    let takes = |fact: &Found, own: &Found| {
        fact.span == own.span && fact.rule == own.rule
            || matches!(own.detail, Detail::Place(_))
                && fact.span.contains(own.span)
                && matches!(fact.rule, "organisation/placed" | "organisation/company" | PLACE)
    };
    found.retain(|fact| {
        let first = own.partition_point(|own| own.span.end() <= fact.span.start());
        let mut over = own[first..].iter().take_while(|own| own.span.start() < fact.span.end());
        over.all(|own| takes(fact, own))
    });
    let missing = own.iter().filter(|own| {
        let next = found.partition_point(|fact| fact.span.end() <= own.span.start());
        !found.get(next).is_some_and(|fact| takes(fact, own))
    });
    let missing: Vec<Found> = missing.map(|own| (*own).clone()).collect();
    found.extend(missing);
    // What a user's place adds to the one that the rules of places read there.
    for fact in found.iter_mut().filter(|fact| fact.rule == PLACE) {
        let next = own.partition_point(|own| own.span.end() < fact.span.end());
        if let Some(last) = own.get(next).filter(|own| own.span.end() == fact.span.end() && own.rule == PLACE)
        {
            fact.detail = last.detail.clone();
            fact.certainty = last.certainty;
        }
    }
    found.sort_by_key(|fact| fact.span.start());
    found
}

/// What else stands in the text, besides what it says by its characters.
struct Others<'o> {
    /// Names of the user, citations, and the beginnings of places that no list of ours has; those that lie ahead.
    own: &'o [&'o Found],
    cited: &'o [TextSpan],
    unlisted: &'o [usize],
    /// Where the first of them stands.
    next: usize,
    /// The length of the text.
    end: usize,
}

impl<'o> Others<'o> {
    /// Where one of them stands, from `at` on, which is never before the last time; the end of the text if none does.
    #[inline]
    fn next(&mut self, at: usize) -> usize {
        if self.next < at {
            self.find(at);
        }
        self.next
    }

    fn find(&mut self, at: usize) {
        while let [first, rest @ ..] = self.own
            && first.span.start() < at
        {
            self.own = rest;
        }
        while let [first, rest @ ..] = self.cited
            && first.end() <= at
        {
            self.cited = rest;
        }
        while let [first, rest @ ..] = self.unlisted
            && *first < at
        {
            self.unlisted = rest;
        }
        let own = self.own.first().map_or(self.end, |fact| fact.span.start());
        let cited = self.cited.first().map_or(self.end, |span| span.start().max(at));
        self.next = own.min(cited).min(self.unlisted.first().copied().unwrap_or(self.end));
    }

    /// A name of the user that begins at `at`, the last place asked for. A place of theirs is read by the rules of
    /// places: it may go on, or be that of a body.
    fn own(&self, at: usize) -> Option<&'o Found> {
        let first = self.own.first().filter(|fact| at == self.next && fact.span.start() == at)?;
        (!matches!(first.detail, Detail::Place(_))).then_some(*first)
    }

    /// A citation that covers `at`, the last place asked for.
    fn cited(&self, at: usize) -> Option<TextSpan> {
        self.cited.first().copied().filter(|span| at == self.next && span.start() <= at)
    }
}

/// The bytes of a Han character of everyday text.
const HAN: usize = '字'.len_utf8();

struct Scan<'s> {
    text: &'s str,
    signs: &'s Signs,
    /// Where something begins, and where the name of a village may end.
    begins: Cursor<'s>,
    villages: Cursor<'s>,
    home: &'s mut Home,
    found: &'s mut Vec<Found>,
    /// Behind the last word that cannot belong to a name.
    hard: usize,
}

impl Scan<'_> {
    /// Where something may begin, from `at` on, and the signs there.
    #[inline]
    fn stop(&mut self, at: usize) -> (usize, Mask) {
        let next = self.begins.next(at);
        let village = self.hard == at && next > at && self.village_near(at);
        if village { (at, Mask::default()) } else { (next, self.begins.mask()) }
    }

    /// Whether the name of a village that begins here could end.
    #[inline]
    fn village_near(&mut self, at: usize) -> bool {
        self.villages.next(at) <= at + places::VILLAGE
    }

    /// Reads what stands where the scan stopped, and says where it goes on.
    #[inline]
    fn read(&mut self, at: usize, signs: Mask) -> usize {
        if signs.has(Sign::Mark) { self.mark(at, signs) } else { self.han(at, signs) }
    }

    fn mark(&mut self, at: usize, signs: Mask) -> usize {
        let text = self.text;
        let c = text[at..].chars().next().unwrap_or_default();
        let behind = at + c.len_utf8();
        if signs.has(Sign::Quote)
            && matches!(c, '“' | '‘')
            && let Some(length) = text[behind..]
                .char_indices()
                .take(16)
                .find(|(_, c)| matches!(c, '”' | '’'))
                .map(|(length, _)| length)
        {
            let end = behind + length;
            let content = &text[behind..end];
            let close = end + '”'.len_utf8();
            if organisations::is_quoted_name(content) {
                let name = Some(content.to_owned());
                self.organisation(Body { name, ..Body::new(behind, end, "organisation/quoted") });
                self.hard = close;
                return close;
            }
            if content.chars().all(is_han)
                && let Some(end) = organisations::behind_quote(text, self.signs, close)
                && gongbao_data::mechanism_numerals().get(content).is_none()
            {
                let name = Some(text[at..end].chars().filter(|c| !matches!(c, '“' | '”')).collect());
                self.organisation(Body { name, ..Body::new(at, end, "organisation/quoted") });
                return end;
            }
        }
        self.hard = behind;
        behind
    }

    fn han(&mut self, at: usize, signs: Mask) -> usize {
        let text = self.text;
        let behind = at + HAN;
        if (signs.has(Sign::Place) || signs.has(Sign::Name) || self.home.unlisted_at(text, at).is_some())
            && let Some(end) = self.begun(at, signs)
        {
            return end;
        }
        // The word that begins here, if the name of a village or nothing else does.
        let word = if signs.has(Sign::Word) { self.begins.word() } else { None };
        if let Some(chain) = self.by_form(at, word) {
            let end = chain.end;
            // 双街村党支部, 三和社区团委
            if let Some(body) = organisations::of_village(text, self.signs, at, end) {
                let end = body.end;
                self.organisation(body);
                return end;
            }
            self.place(at, &chain);
            return end;
        }
        if self.hard < at
            && signs.has(Sign::Ending)
            && let Some(body) = organisations::ending(text, self.signs, self.hard, at)
        {
            let end = body.end;
            self.organisation(body);
            return end;
        }
        // 该镇, 全县: what follows is not a part of it.
        if signs.has(Sign::Name)
            && text[at..].starts_with(['省', '市', '州', '县', '区', '旗', '镇', '乡', '村'])
            && text[..at].ends_with(['该', '本', '全', '我', '各'])
        {
            self.hard = behind;
            return behind;
        }
        match word {
            Some((length, Role::Always | Role::Middle)) => {
                // 了解了文武沟村: the particle belongs to the verb.
                let end = at + length;
                self.hard = end + if text[end..].starts_with('了') { '了'.len_utf8() } else { 0 };
                self.hard
            }
            Some((length, Role::Lead)) if self.hard == at => {
                self.hard = at + length;
                at + length
            }
            Some((length, Role::Keep)) => at + length,
            _ => behind,
        }
    }

    /// A body or a place that begins here: where it ends.
    fn begun(&mut self, at: usize, signs: Mask) -> Option<usize> {
        let text = self.text;
        let placed = signs.has(Sign::Place) || self.home.unlisted_at(text, at).is_some();
        let chain = if placed { self.home.chain(text, at) } else { None };
        if chain.is_none()
            && !(signs.has(Sign::Name) && organisations::may_begin(&text[at..]))
            && self.home.town(&text[at..]).is_none()
        {
            return None;
        }
        if let Some(body) = organisations::at(text, self.signs, at, self.home, self.hard == at, chain) {
            // 城关派出所: what is known by itself may end a longer name.
            let longer = (body.rule == "organisation/department" && self.hard < at)
                .then(|| organisations::ending(text, self.signs, self.hard, at))
                .flatten();
            let body = longer.unwrap_or(body);
            let end = body.end;
            self.organisation(body);
            return Some(end);
        }
        if let Some(end) = self.towns(at) {
            return Some(end);
        }
        let chain = chain.filter(|chain| chain.sure && (self.hard == at || !chain.bounded));
        if let Some(end) = chain.as_ref().and_then(|chain| company(text, chain.end)) {
            self.organisation(Body {
                name: Some(text[at..end].to_owned()),
                place: Some(text[at..chain.map_or(at, |chain| chain.end)].to_owned()),
                ..Body::new(at, end, "organisation/company")
            });
            return Some(end);
        }
        let chain = chain?;
        self.home.meet(&chain);
        self.place(at, &chain);
        Some(chain.end)
    }

    /// Towns of the report's own county by their short forms: alone where they are no common word, else in lists.
    fn towns(&mut self, at: usize) -> Option<usize> {
        if !self.home.has_towns() {
            return None;
        }
        let text = self.text;
        // Where each stands, and whether it is a common word as it stands there.
        let mut items: Vec<(usize, usize, Town, bool)> = Vec::new();
        let mut end = at;
        while let Some(town) = self.home.town(&text[end..]) {
            let length = town.short.len();
            let suffix = ["镇", "乡", "街道"]
                .iter()
                .find(|suffix| text[end + length..].starts_with(**suffix))
                .map_or(0, |suffix| suffix.len());
            items.push((end, end + length + suffix, town, town.common && suffix == 0));
            end += length + suffix;
            if !text[end..].starts_with('、') {
                break;
            }
            end += '、'.len_utf8();
        }
        let last = items.last()?.1;
        let behind = text[last..].trim_start_matches('、');
        let listed = items.len() >= 2
            || (text[last..].starts_with('、')
                && self
                    .home
                    .chain(text, last + '、'.len_utf8())
                    .is_some_and(|chain| chain.level == Level::Township))
            || behind.starts_with("等乡")
            || behind.starts_with("等镇");
        if !listed && items[0].3 {
            return None;
        }
        // 苏稽镇: the full name is read as one.
        if self.home.chain(text, items[0].0).is_some_and(|chain| chain.sure && chain.end > items[0].1) {
            return None;
        }
        // 清河、台上关工委: the last one may be the beginning of a body.
        let mut taken = 0;
        for &(start, stop, town, _) in &items {
            let chain = self.home.chain(text, start);
            if start > at && organisations::at(text, self.signs, start, self.home, true, chain).is_some() {
                break;
            }
            let chain = Chain {
                end: stop,
                last: start,
                code: Some(town.code),
                level: Level::Township,
                name: Some(town.name),
                links: 1,
                sure: true,
                bounded: false,
                rule: "place/town-short",
            };
            self.place(start, &chain);
            taken = stop;
        }
        (taken > at).then_some(taken)
    }

    /// A town or a village by its form, where a name can begin.
    fn by_form(&mut self, at: usize, word: Option<(usize, Role)>) -> Option<Chain> {
        // 慰问灵岩村8组: what governs a name is no part of it.
        let governs = |role: Role| role != Role::Keep;
        if self.hard != at || !self.village_near(at) || word.is_some_and(|(_, role)| governs(role)) {
            return None;
        }
        let rest = &self.text[at..];
        let make = |length: usize, level, rule| Chain {
            end: at + length,
            last: at,
            code: None,
            level,
            name: None,
            links: 1,
            sure: true,
            bounded: false,
            rule,
        };
        if let Some(length) = places::village(rest)
            && (!rest[..length].ends_with(['村', '区']) || places::is_village_alone(rest, length))
        {
            return Some(make(length, Level::Village, "place/village"));
        }
        None
    }

    fn place(&mut self, start: usize, chain: &Chain) {
        self.hard = chain.end;
        let place = Place {
            name: Some(chain.name.unwrap_or(&self.text[chain.last..chain.end]).to_owned()),
            code: chain.code.map(str::to_owned),
            level: Some(chain.level.as_str()),
            parent: chain.code.and_then(places::parent).map(str::to_owned),
        };
        self.found.push(Found {
            span: TextSpan::new(start, chain.end),
            rule: chain.rule,
            certainty: if chain.code.is_some() { Certainty::Certain } else { Certainty::Likely },
            detail: Detail::Place(Box::new(place)),
        });
    }

    fn organisation(&mut self, body: Body) {
        self.hard = body.end;
        self.found.push(Found {
            span: TextSpan::new(body.start, body.end),
            rule: body.rule,
            certainty: Certainty::Likely,
            detail: Detail::Organisation(Box::new(Organisation {
                name: body.name,
                level: body.level,
                place: body.place,
            })),
        });
    }
}

/// 江苏爱玛等20多家企业: a company by its short name, which the word behind says that it is.
fn company(text: &str, from: usize) -> Option<usize> {
    let rest = &text[from..];
    let at = rest.char_indices().take(5).find(|(_, c)| *c == '等')?.0;
    let own = &rest[..at];
    let counted = rest[at + '等'.len_utf8()..]
        .trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十百千多余几家".contains(c));
    let firm = ["企业", "公司"].iter().any(|word| counted.starts_with(word));
    ((2..=4).contains(&own.chars().count()) && own.chars().all(is_han) && firm).then_some(from + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Signs;
    use crate::report::Meta;
    use proptest::prelude::*;

    fn seen(text: &str) -> Vec<String> {
        let meta = Meta::default();
        let document = Document { text, meta: &meta, sections: &[], sentences: &[], signs: &Signs::of(text) };
        let kind = |found: &Found| found.rule.split('/').next().unwrap_or_default().to_owned();
        names(&document, &[]).iter().map(|found| format!("{} {}", kind(found), found.span.of(text))).collect()
    }

    #[test]
    fn bodies_take_the_place_they_are_named_after() {
        assert_eq!(
            seen("集安市关工委总结\n市教育局、省、市关工委在大路镇调研。"),
            [
                "organisation 集安市关工委",
                "organisation 市教育局",
                "organisation 省、市关工委",
                "place 大路镇"
            ]
        );
        assert_eq!(
            seen("考上四川大学，在东北林业大学就读"),
            ["organisation 四川大学", "organisation 东北林业大学"]
        );
    }

    #[test]
    fn collective_words_name_nothing() {
        assert!(
            seen("各级关工委、全市学校、乡镇街道关工委，城市社区，市场准入，县域经济，各县教育局").is_empty()
        );
    }

    #[test]
    fn short_forms_of_towns_count_in_lists() {
        assert_eq!(
            seen("集安市关工委总结\n台上、财源、大路等乡镇，走大路"),
            ["organisation 集安市关工委", "place 台上", "place 财源", "place 大路"]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "([“”《》（）、，。\\n]|[省市县区镇乡村街道委局会团校院学大中小一二三书记长主任张王李同志江西苏集安资溪关工]|.){0,120}") {
            let meta = Meta::default();
            let document = Document { text: &text, meta: &meta, sections: &[], sentences: &[], signs: &Signs::of(&text) };
            let mut behind = 0;
            for found in names(&document, &[]) {
                prop_assert!(!found.span.of(&text).is_empty());
                prop_assert!(found.span.start() >= behind, "names do not overlap");
                behind = found.span.end();
            }
        }
    }
}
