//! Administrative places: provinces, prefectures, counties, towns, villages.
//!
//! Full names of the official list count wherever they stand, alone or in a chain (乐山市市中区, 江西资溪). Short forms
//! count where the report's own place or a full name settles them, or where they are no common word. Villages, and towns
//! that the list does not have, count by their form.

use std::collections::{HashMap, HashSet};

use gongbao_data::{Opening, county_towns, place_names, places, places_former, places_short, townships};
use memchr::memmem;

use super::lexis::{CharBits, CharSet, is_han};
use super::mechanisms::{Role, word};
use super::unlisted;
use super::{Document, Found};
use crate::fact::Detail;

/// A level of administration, the highest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Province,
    Prefecture,
    County,
    Township,
    Village,
}

impl Level {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::Prefecture => "prefecture",
            Self::County => "county",
            Self::Township => "township",
            Self::Village => "village",
        }
    }

    /// The next lower level.
    const fn below(self) -> Self {
        match self {
            Self::Province => Self::Prefecture,
            Self::Prefecture => Self::County,
            Self::County => Self::Township,
            Self::Township | Self::Village => Self::Village,
        }
    }

    /// The level of a word of the model.
    fn of_word(word: &str) -> Option<Self> {
        [Self::Province, Self::Prefecture, Self::County, Self::Township, Self::Village]
            .into_iter()
            .find(|level| level.as_str() == word)
    }

    /// The level that the last character of a name says.
    pub(super) fn of_ending(name: &str) -> Option<Self> {
        if name.ends_with("街道") {
            return Some(Self::Township);
        }
        if name.ends_with("社区") {
            return Some(Self::Village);
        }
        match name.chars().next_back()? {
            '省' => Some(Self::Province),
            '市' | '州' | '盟' => Some(Self::Prefecture),
            '县' | '区' | '旗' => Some(Self::County),
            '镇' | '乡' => Some(Self::Township),
            '村' => Some(Self::Village),
            _ => None,
        }
    }

    pub(super) fn of_code(code: &str) -> Self {
        match code.len() {
            6 if code.ends_with("0000") => Self::Province,
            6 if code.ends_with("00") => Self::Prefecture,
            6 => Self::County,
            _ => Self::Township,
        }
    }
}

/// A name of places as it stands in a text: one link, or a chain from the larger to the smaller.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chain {
    /// The first byte behind it.
    pub(super) end: usize,
    /// The first byte of the last link.
    pub(super) last: usize,
    /// The code of the last link, if one place alone fits.
    pub(super) code: Option<&'static str>,
    /// The level of the last link.
    pub(super) level: Level,
    /// The full name of the last link or, by form, nothing.
    pub(super) name: Option<&'static str>,
    /// How many links it has.
    pub(super) links: usize,
    /// Whether it needs no more support to be a place.
    pub(super) sure: bool,
    /// Whether it counts only where a name can begin: 大部分乡镇 holds 分乡镇, 召开县委会议 holds 开县.
    pub(super) bounded: bool,
    /// By what the last link was found.
    pub(super) rule: &'static str,
}

/// The code and the level of a place by its full name or short form; the code only if one place alone has the name.
#[must_use]
pub fn lookup(name: &str) -> Option<(Option<&'static str>, &'static str)> {
    let home = Home::default();
    let chain = home.chain(name, 0).filter(|chain| chain.end == name.len())?;
    Some((chain.code, chain.level.as_str()))
}

/// The full name of the place of a code.
fn name_of(code: &str) -> Option<&'static str> {
    place_names().get(code).map(|row| row.column(1))
}

/// The name of the place above one.
pub(super) fn parent(code: &str) -> Option<&'static str> {
    let above = |kept: usize| {
        let mut above = code.get(..kept)?.to_owned();
        above.extend(std::iter::repeat_n('0', 6 - kept));
        name_of(&above).filter(|_| above != code)
    };
    match Level::of_code(code) {
        Level::Village | Level::Township => name_of(code.get(..6)?),
        Level::County => above(4).or_else(|| above(2)),
        Level::Prefecture => above(2),
        Level::Province => None,
    }
}

/// The place that a report is about, and what follows for the names in it.
#[derive(Debug, Default)]
pub(super) struct Home {
    /// Its code.
    pub(super) code: Option<&'static str>,
    /// Its name and those of the places above it, from the smaller to the larger.
    names: Vec<String>,
    /// Where places stand that no list of ours has, by their first byte: those of the user, and those known by their form.
    unlisted: HashMap<usize, (usize, Option<Level>, &'static str)>,
    unlisted_first: CharBits,
    /// Its towns by the first character of their short forms.
    towns: HashMap<char, Vec<Town>>,
    first: CharBits,
    /// Codes of places that stand in the text with their full names.
    met: HashSet<&'static str>,
}

/// A town of the report's own county.
#[derive(Clone, Copy, Debug)]
pub(super) struct Town {
    /// Its name without 镇, 乡 or 街道.
    pub(super) short: &'static str,
    pub(super) name: &'static str,
    pub(super) code: &'static str,
    /// Whether the short form is a common word, too.
    pub(super) common: bool,
}

/// How far the head of a report reaches, in bytes, where its place is looked for.
const HEAD: usize = 4000;

/// How far, in bytes, the first lines reach, in which a place that is named once may be the report's own.
const FIRST: usize = 900;

impl Home {
    /// Looks for the place in what the report says of itself, else in its first paragraphs.
    ///
    /// `own` are the places of the user's lexicon that stand in the text.
    pub(super) fn of(document: &Document<'_>, own: &[&Found]) -> Self {
        let mut home = Self::default();
        let new = unlisted::unlisted(document.text, document.signs);
        home.unlisted = new
            .iter()
            .map(|place| (place.start, (place.end, Some(place.level), "place/form")))
            .chain(own.iter().filter_map(|found| match &found.detail {
                Detail::Place(place) => {
                    let level = place.level.and_then(Level::of_word);
                    Some((found.span.start(), (found.span.end(), level, found.rule)))
                }
                _ => None,
            }))
            .collect();
        if let Some((name, level)) = reporting(document) {
            for at in memmem::find_iter(document.text.as_bytes(), name) {
                home.unlisted.entry(at).or_insert((at + name.len(), Some(level), "place/form"));
            }
        }
        for c in home.unlisted.keys().filter_map(|&at| document.text[at..].chars().next()) {
            home.unlisted_first.add(c as u32);
        }
        let said = document
            .meta
            .place
            .as_ref()
            // 海林区 is not 海林, the short form of a city.
            .and_then(|place| home.chain(&place.name, 0).filter(|chain| chain.end == place.name.len()))
            .filter(|chain| chain.code.is_some());
        let text = document.text;
        let head =
            &text[..(HEAD.min(text.len())..=text.len()).find(|&end| text.is_char_boundary(end)).unwrap_or(0)];
        let title = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        // A place of the title that no list has is the report's own, whatever other places its first lines name.
        let unknown = document.meta.place.as_ref().map(|place| place.name.as_str()).filter(|name| {
            name.ends_with(['省', '市', '县', '区', '州', '旗']) && gongbao_data::places().get(name).is_none()
        });
        let found = said.or_else(|| home.first(title).filter(|_| unknown.is_none())).or_else(|| {
            let chain = home.first(head).filter(|_| unknown.is_none())?;
            // A neighbour is named once, and not in the first lines.
            let name = &head[chain.last..chain.end];
            let again = || memmem::find(&head.as_bytes()[chain.end..], name.as_bytes()).is_some();
            (chain.last < FIRST || again()).then_some(chain)
        });
        home.names.extend(unknown.filter(|_| found.is_none()).map(str::to_owned));
        if let Some(chain) = found {
            home.code = chain.code;
            home.names.extend(chain.name.map(str::to_owned));
            let mut above = chain.code;
            while let Some(name) = above.and_then(parent) {
                home.names.push(name.to_owned());
                above = gongbao_data::places().get(name).map(|row| row.column(1));
            }
        }
        // A place that no list has is the report's own where the list knows none of its first lines.
        let line = |text: &str| {
            text.char_indices().filter(|(_, c)| *c == '\n').nth(3).map_or(text.len(), |(at, _)| at)
        };
        if let Some(own) = unlisted::own(&new, line(head)) {
            let larger = new.iter().take_while(|place| place.start < own.start).last();
            let mut names = vec![text[own.start..own.end].to_owned()];
            names.extend(
                larger
                    .filter(|place| place.end == own.start)
                    .map(|place| text[place.start..place.end].to_owned()),
            );
            if home.names.is_empty() || own.level > Level::of_code(home.code.unwrap_or("000000")) {
                names.append(&mut home.names);
                home.names = names;
                home.code = None;
            }
        }
        if let Some(county) = home.code.and_then(|code| county_towns().get(code)) {
            for (number, code) in county.column(1).split(',').filter_map(|town| town.split_once(':')) {
                let row = number.parse().ok().and_then(|number| townships().row(number));
                if let Some(row) = row.filter(|row| row.column(2) != "-")
                    && let Some(first) = row.column(2).chars().next()
                {
                    let town =
                        Town { short: row.column(2), name: row.key(), code, common: row.column(3) == "1" };
                    home.first.add(first as u32);
                    home.towns.entry(first).or_default().push(town);
                }
            }
        }
        home
    }

    /// The first place at county or prefecture level of a text, else its first province.
    fn first(&self, text: &str) -> Option<Chain> {
        let mut province = None;
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            if let Some(chain) = is_han(c)
                .then(|| self.chain(text, at))
                .flatten()
                .filter(|chain| chain.sure && chain.code.is_some())
            {
                if matches!(chain.level, Level::County | Level::Prefecture) {
                    return Some(chain);
                }
                province.get_or_insert(chain);
                at = chain.end;
            } else {
                at += c.len_utf8();
            }
        }
        province
    }

    /// The name of the report's own place or of one above it, by what its name ends in.
    pub(super) fn called(&self, ending: &str) -> Option<&str> {
        self.names.iter().find(|name| name.ends_with(ending)).map(String::as_str)
    }

    /// Whether a name is that of the report's own place.
    pub(super) fn is_own(&self, name: &str) -> bool {
        self.names.first().is_some_and(|own| own == name)
    }

    /// Where places stand that no list of ours has, in text order.
    pub(super) fn unlisted(&self) -> Vec<usize> {
        let mut starts: Vec<usize> = self.unlisted.keys().copied().collect();
        starts.sort_unstable();
        starts
    }

    /// Whether a place stands at `at` that no list of ours has.
    pub(super) fn is_unlisted(&self, at: usize) -> bool {
        !self.unlisted.is_empty() && self.unlisted.contains_key(&at)
    }

    /// Notes that a place stands in the text with its full name, so that its short form counts.
    pub(super) fn meet(&mut self, chain: &Chain) {
        if let Some(code) = chain.code {
            self.met.insert(code);
        }
    }

    fn is_known(&self, code: &str) -> bool {
        self.met.contains(code) || self.code.is_some_and(|home| home == code)
    }

    /// Of the codes of a name the one that fits: within the link before, or within the report's own place.
    fn choose(&self, codes: &'static str, above: Option<&str>) -> Option<&'static str> {
        let all = || codes.split(',');
        if let Some(above) = above {
            return all().find(|code| within(code, above));
        }
        let mut only = all();
        let first = only.next()?;
        if only.next().is_none() {
            return Some(first);
        }
        let highest = || all().find(|code| Level::of_code(code) == Level::Province);
        all().find(|code| self.is_known(code)).or_else(highest).or_else(|| {
            // Neighbours first: the same prefecture, then the same province.
            let home = self.code?;
            [4, 2].iter().find_map(|&kept| {
                let mut near = all().filter(|code| code.get(..kept) == home.get(..kept));
                near.next().filter(|_| near.next().is_none())
            })
        })
    }

    /// The place that stands at `at`.
    pub(super) fn chain(&self, text: &str, at: usize) -> Option<Chain> {
        // 50名山区儿童: the unit of a number begins no name.
        if text[at..].starts_with("名山区")
            && text[..at].ends_with(|c: char| c.is_ascii_digit() || "余多十百千万".contains(c))
        {
            return None;
        }
        let mut chain = self.link(text, at, None)?;
        while chain.level < Level::Village && chain.links < 6 {
            // 区委针对社区: the committee of the place, and no smaller place.
            if text[chain.end..].starts_with('委') {
                break;
            }
            let Some(next) = self.link(text, chain.end, Some(&chain)) else { break };
            if next.level <= chain.level {
                break;
            }
            chain = Chain { links: chain.links + 1, sure: true, bounded: chain.bounded, ..next };
        }
        Some(chain)
    }

    fn link(&self, text: &str, at: usize, above: Option<&Chain>) -> Option<Chain> {
        let rest = &text[at..];
        let opening = Opening::of(rest);
        let over = above.and_then(|above| above.code);
        let make = |length: usize, code: Option<&'static str>, level, name, sure, rule| Chain {
            end: at + length,
            last: at,
            code,
            level,
            name,
            links: 1,
            sure,
            bounded: false,
            rule,
        };
        if rest.starts_with(|c| self.unlisted_first.may_have(c))
            && let Some(&(end, level, rule)) = self.unlisted.get(&at)
        {
            // A place that says nothing of its level goes below the one before it.
            let level = level.unwrap_or_else(|| above.map_or(Level::County, |above| above.level.below()));
            return Some(make(end - at, None, level, None, true, rule));
        }
        if let Some((length, row)) = places().longest_after(opening, rest)
            && !is_other_word(rest, length)
        {
            let code = self.choose(row.column(1), over);
            let long = row.key().chars().count() > 2;
            // 解放区 of the war is no district of a city.
            let long = long && row.key() != "解放区";
            let known = || code.is_some_and(|code| self.code == Some(code) || self.is_known(code));
            // 会同县法院、县公安局: a name that is a verb with a level behind it.
            let verb = || {
                let verb = word(rest).is_some_and(|(verb, role)| role != Role::Keep && verb + 3 == length);
                verb && self.code != code
                    && gongbao_data::organisation_bodies().longest(&rest[length..]).is_some()
            };
            if (above.is_none() && (long && !verb() || known() || apart(text, at, length)))
                || code.is_some_and(|code| over.is_some_and(|over| within(code, over)))
            {
                let level = Level::of_code(row.column(1).split(',').next()?);
                return Some(make(length, code, level, Some(row.key()), true, "place/division"));
            }
        }
        if let Some((length, row)) = townships().longest_after(opening, rest)
            && !rest[length..].starts_with('级')
        {
            let code = match over {
                Some(over) => row.column(1).split(',').find(|code| within(code, over)),
                None => self.choose(
                    row.column(1),
                    self.code.filter(|home| row.column(1).split(',').any(|code| within(code, home))),
                ),
            };
            let mine = code.is_some_and(|code| over.or(self.code).is_some_and(|over| within(code, over)));
            let plain =
                row.key().chars().count() > 2 && (row.column(3) == "0" || !row.key().ends_with("街道"));
            // 小城镇, 文明村镇, 发展乡村: words that end or begin like a town.
            let word = ["城镇", "村镇", "心镇", "集镇", "市镇"].iter().any(|end| row.key().ends_with(end))
                || row.key().ends_with('乡') && rest[length..].starts_with('村');
            if mine || (above.is_none() && plain && !word) {
                let chain = make(length, code, Level::Township, Some(row.key()), true, "place/township");
                return Some(Chain { bounded: !mine, ..chain });
            }
        }
        if above.is_none()
            && let Some((length, row)) = places_former().longest_after(opening, rest)
            && row.key().chars().count() > 2
            && !is_other_word(rest, length)
        {
            let code = row.column(1);
            let chain = make(length, Some(code), Level::of_code(code), Some(row.key()), true, "place/former");
            return Some(Chain { bounded: true, ..chain });
        }
        if let Some((length, row)) = places_short().longest_after(opening, rest)
            && !is_other_short(rest, length)
        {
            // 万秀村 is no district of that name; 资溪村级集体经济 is of the county.
            let village = rest[length..].strip_prefix('村');
            if village.is_some_and(|rest| !rest.starts_with(['级', '镇', '居', '干', '两', '社'])) {
                return None;
            }
            let code = self.choose(row.column(1), over);
            let chained = over.is_some_and(|over| code.is_some_and(|code| within(code, over)));
            let level = Level::of_code(code.or_else(|| row.column(1).split(',').next())?);
            let common = row.column(2) == "1";
            // 解放区 of the thirties is not the district: a county's common word needs more than its full name.
            let known = code.is_some_and(|code| {
                if common && level >= Level::County { self.code == Some(code) } else { self.is_known(code) }
            });
            // 景宁县 says its level, where 景宁 alone may be something else.
            let leveled = || row.key().ends_with(['县', '旗']);
            let sure = known || (!common && (level <= Level::Prefecture || leveled()));
            // 江西资溪: behind the larger place even a common word is the smaller one, but only of the next levels.
            if (above.is_none() && (sure || !common)) || (chained && (!common || known)) {
                let name = code.and_then(name_of);
                return Some(make(length, code, level, name, sure || chained, "place/short"));
            }
        }
        if let Some(village) = above.filter(|above| above.level >= Level::County).and_then(|_| village(rest))
        {
            return Some(make(village, None, Level::Village, None, true, "place/village"));
        }
        None
    }

    /// The town of the report's own county whose short form stands at the beginning of `rest`, the longest one.
    pub(super) fn town(&self, rest: &str) -> Option<Town> {
        let towns = self.towns.get(&rest.chars().next().filter(|&c| self.first.may_have(c))?)?;
        towns.iter().filter(|town| rest.starts_with(town.short)).max_by_key(|town| town.short.len()).copied()
    }

    /// Whether the report's own county has towns that are known.
    pub(super) fn has_towns(&self) -> bool {
        !self.towns.is_empty()
    }
}

/// Whether a name of two characters (曹县) stands where a name stands: behind a mark or a preposition, or before a body
/// of a county; and is not one that a word before it may end in (和县, 成县, 兴县).
fn apart(text: &str, at: usize, length: usize) -> bool {
    const DOUBTFUL: &str =
        "和与成应代对开理高兴道易随文达云城各全该本我贫大小邻外跨两三几多寿宁康青景吉雄温息房";
    const BODIES: [&str; 8] =
        ["关工委", "关心下一代", "人民政府", "县委", "教育局", "公安局", "人民法院", "人民检察院"];
    let name = &text[at..at + length];
    if !name.ends_with('县') || name.chars().nth(2).is_some() || name.starts_with(|c| DOUBTFUL.contains(c)) {
        return false;
    }
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| !is_han(c) || "在到于赴往从对向由为省市州".contains(c))
        || BODIES.iter().any(|body| text[at + length..].starts_with(body))
}

/// The place whose body signs or stands in the title, if no list has it: 汐川县 of 汐川县民政局.
fn reporting<'d>(document: &'d Document<'_>) -> Option<(&'d str, Level)> {
    let name = document.meta.place.as_ref()?.name.as_str();
    let issuer = document.meta.issuer.as_deref()?;
    let level = match name.chars().next_back()? {
        '市' => Level::Prefecture,
        '县' | '区' | '旗' => Level::County,
        '镇' | '乡' => Level::Township,
        _ => return None,
    };
    let body = issuer.strip_prefix(name)?;
    let fits = (3..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    let listed = places().get(name).is_some()
        || townships().get(name).is_some()
        || places_former().get(name).is_some();
    let plain = word(name).is_none_or(|(_, role)| role == Role::Keep);
    (fits && !listed && plain && gongbao_data::organisation_bodies().longest(body).is_some())
        .then_some((name, level))
}

/// Whether the place of a code lies in another.
fn within(code: &str, above: &str) -> bool {
    let kept = match Level::of_code(above) {
        Level::Province => 2,
        Level::Prefecture => 4,
        _ => 6,
    };
    code != above && code.get(..kept) == above.get(..kept)
}

/// 在河北区域, 南通市场: the last character of the name begins another word.
fn is_other_word(rest: &str, length: usize) -> bool {
    let behind = &rest[length..];
    match rest[..length].chars().next_back() {
        Some('区') => behind.starts_with(['域', '间', '划', '块', '位', '别']),
        Some('市') => behind.starts_with(['场', '值', '盈', '面', '民']) && !behind.starts_with("民兵"),
        Some('县') => behind.starts_with(['域']),
        Some('省') => behind.starts_with(['级', '内', '外', '会']),
        Some('州') => behind.starts_with(['际']),
        _ => false,
    }
}

/// 北京路, 长治久安, 中山大学: the short form is a part of another name.
fn is_other_short(rest: &str, length: usize) -> bool {
    rest[length..].starts_with([
        '围', '策', '路', '街', '江', '河', '湖', '山', '石', '岛', '湾', '话', '语', '味', '菜', '久', '舰',
        '站', '族', '腔', '剧', '歌', '号', '杯', '籍', '贤',
    ]) && !rest[length..].starts_with("江津")
}

/// Characters that no name of a village holds before its last.
const NOT_IN_VILLAGE: CharSet = CharSet::new("的在、于各全等多个行农乡镇县区市新美了是为该本此");

/// How far behind its beginning, in bytes, the last character of the name of a village stands at most.
pub(super) const VILLAGE: usize = 6 * '村'.len_utf8();

/// A village, a community or a group of one at the beginning of `rest`, by its form: 大路村, 程扁村二组.
pub(super) fn village(rest: &str) -> Option<usize> {
    let mut length = None;
    for (count, (at, c)) in rest.char_indices().enumerate().take(7) {
        match c {
            '村' if count >= 2 && !rest[at..].starts_with("村委") && !rest[at..].starts_with("村级") => {
                length = Some(at + '村'.len_utf8())
            }
            '社' if count >= 2 && rest[at..].starts_with("社区") => length = Some(at + "社区".len()),
            _ if !is_han(c) || NOT_IN_VILLAGE.has(c) => {
                break;
            }
            _ => continue,
        }
        break;
    }
    let length = length?;
    Some(length + group(&rest[length..]))
}

/// 8组, 二组, 第三村民小组 behind a village.
fn group(rest: &str) -> usize {
    let number = rest.trim_start_matches('第');
    let digits = number
        .find(|c: char| !(c.is_ascii_digit() || "一二三四五六七八九十".contains(c)))
        .unwrap_or(number.len());
    if digits == 0 {
        return 0;
    }
    let behind = &number[digits..];
    let skipped = rest.len() - behind.len();
    ["村民小组", "组", "社", "屯"]
        .iter()
        .find(|unit| behind.starts_with(**unit))
        .map_or(0, |unit| skipped + unit.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, Option<&'static str>)> {
        let chain = Home::default().chain(text, 0)?;
        Some((&text[..chain.end], chain.code))
    }

    #[test]
    fn chains_are_one_place() {
        assert_eq!(read("乐山市市中区：党支部"), Some(("乐山市市中区", Some("511102"))));
        assert_eq!(read("重庆江津区的"), Some(("重庆江津区", Some("500116"))));
        assert_eq!(read("江西资溪：五重"), Some(("江西资溪", Some("361028"))));
        assert_eq!(read("集安市大路镇大路村季宏伟").map(|read| read.0), Some("集安市大路镇大路村"));
    }

    #[test]
    fn other_words_are_no_places() {
        assert_eq!(read("河北区域协调").map(|read| read.0), Some("河北"));
        assert!(read("城区建设").is_none());
        assert!(read("长治久安").is_none());
    }

    #[test]
    fn levels_and_parents() {
        assert_eq!(lookup("集安市"), Some((Some("220582"), "county")));
        assert_eq!(lookup("江西"), Some((Some("360000"), "province")));
        assert_eq!(parent("220582"), Some("通化市"));
        assert_eq!(parent("500116"), Some("重庆市"));
        assert_eq!(village("程扁村二组的杨"), Some("程扁村二组".len()));
    }
}
