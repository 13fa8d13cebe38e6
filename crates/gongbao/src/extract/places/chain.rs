//! Names of places as they stand in a text: by the lists, alone or in a chain from the larger to the smaller.

use gongbao_data::{
    Opening, place_gate, place_not, places, places_apart, places_former, places_short, townships,
};

use super::home::Home;
use super::level::{Level, name_of, within};
use super::village::village;
use crate::extract::lexis::{CharSet, Words, is_han};
use crate::extract::mechanisms::{Role, word};

/// A name of places as it stands in a text: one link, or a chain from the larger to the smaller.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Chain {
    /// The first byte behind it.
    pub(in crate::extract) end: usize,
    /// The first byte of the last link.
    pub(in crate::extract) last: usize,
    /// The code of the last link, if one place alone fits.
    pub(in crate::extract) code: Option<&'static str>,
    /// The level of the last link.
    pub(in crate::extract) level: Level,
    /// The full name of the last link or, by form, nothing.
    pub(in crate::extract) name: Option<&'static str>,
    /// How many links it has.
    pub(in crate::extract) links: usize,
    /// Whether it needs no more support to be a place.
    pub(in crate::extract) sure: bool,
    /// Whether it counts only where a name can begin: 大部分乡镇 holds 分乡镇, 召开县委会议 holds 开县.
    pub(in crate::extract) bounded: bool,
    /// By what the last link was found.
    pub(in crate::extract) rule: &'static str,
}

/// Words of towns that are no names.
static TOWNS: Words = Words::new(&["城镇", "村镇", "心镇", "集镇", "市镇"]);

/// What a number ends in.
static COUNTS: CharSet = CharSet::new("0123456789余多十百千万");

impl Home {
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
    pub(in crate::extract) fn chain(&self, text: &str, at: usize) -> Option<Chain> {
        // 50名山区儿童: the unit of a number begins no name.
        if text[at..].starts_with("名山区") && COUNTS.end(&text[..at]) {
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
        if let Some((end, level, rule)) = self.unlisted_at(text, at) {
            // A place that says nothing of its level goes below the one before it.
            let level = level.unwrap_or_else(|| above.map_or(Level::County, |above| above.level.below()));
            return Some(make(end - at, None, level, None, true, rule));
        }
        // What no list has may still be a village.
        let form = || {
            let village = above.filter(|above| above.level >= Level::County).and_then(|_| village(rest))?;
            Some(make(village, None, Level::Village, None, true, "place/village"))
        };
        if !place_gate().may_begin_text(rest) {
            return form();
        }
        let opening = Opening::of(rest);
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
            // 小城镇, 文明村镇, 发展乡村, 发展乡镇企业: words that end or begin like a town.
            let word =
                TOWNS.end(row.key()) || row.key().ends_with('乡') && rest[length..].starts_with(['村', '镇']);
            if mine || (above.is_none() && plain && !word) {
                let chain = make(length, code, Level::Township, Some(row.key()), true, "place/township");
                return Some(Chain { bounded: !mine, ..chain });
            }
        }
        // 徐州市铜山县: what was a place in a larger one, or by itself.
        if let Some((length, row)) = places_former().longest_after(opening, rest)
            && above.is_none_or(|above| above.level < Level::of_code(row.column(1)))
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
        form()
    }
}

/// Whether a name of two characters (曹县) stands where a name stands: behind a mark or a preposition, or before a body
/// of a county; and is not one that a word before it may end in (和县, 成县, 兴县).
fn apart(text: &str, at: usize, length: usize) -> bool {
    let is = |kind: &str, word: &str| places_apart().get(word).is_some_and(|row| row.column(1) == kind);
    let name = &text[at..at + length];
    if !name.ends_with('县') || name.chars().nth(2).is_some() || is("doubtful", name) {
        return false;
    }
    let before = text[..at].chars().next_back();
    before.is_none_or(|c| !is_han(c) || is("before", c.encode_utf8(&mut [0; 4])))
        || places_apart().longest(&text[at + length..]).is_some_and(|(_, row)| row.column(1) == "body")
}

/// 在河北区域, 南通市场: the last character of the name begins another word.
fn is_other_word(rest: &str, length: usize) -> bool {
    let last = rest[..length].chars().next_back().map_or(0, char::len_utf8);
    place_not().longest(&rest[length - last..]).is_some_and(|(_, row)| row.column(1) == "full")
}

/// 北京路, 长治久安, 中山大学: the short form is a part of another name.
fn is_other_short(rest: &str, length: usize) -> bool {
    place_not().longest(&rest[length..]).is_some_and(|(_, row)| row.column(1) == "short")
}
