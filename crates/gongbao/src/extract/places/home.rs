//! The place that a report is about, and what follows for the names in it: its towns by their short forms, what 全市 and
//! 县教育局 mean, which of several places of one name is meant.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use gongbao_data::{county_towns, places, places_former, townships};
use memchr::memmem;

use super::chain::Chain;
use super::level::{Level, parent};
use crate::extract::lexis::{CharBits, is_han};
use crate::extract::mechanisms::{Role, word};
use crate::extract::signs::Sign;
use crate::extract::{Document, Found, unlisted};
use crate::fact::Detail;

/// The place that a report is about, and what follows for the names in it.
#[derive(Debug, Default)]
pub(in crate::extract) struct Home {
    /// Its code.
    pub(in crate::extract) code: Option<&'static str>,
    /// Its name and those of the places above it, from the smaller to the larger.
    names: Vec<String>,
    /// Where places stand that no list of ours has, by their first byte: those of the user, and those known by their form.
    unlisted: BTreeMap<usize, Unlisted>,
    unlisted_first: CharBits,
    /// Its towns by the first character of their short forms.
    towns: HashMap<char, Vec<Town>>,
    first: CharBits,
    /// Codes of places that stand in the text with their full names.
    met: HashSet<&'static str>,
}

/// A place that no list of ours has: where it ends, its level, if it says one, and the rule that found it.
type Unlisted = (usize, Option<Level>, &'static str);

/// A town of the report's own county.
#[derive(Clone, Copy, Debug)]
pub(in crate::extract) struct Town {
    /// Its name without 镇, 乡 or 街道.
    pub(in crate::extract) short: &'static str,
    pub(in crate::extract) name: &'static str,
    pub(in crate::extract) code: &'static str,
    /// Whether the short form is a common word, too.
    pub(in crate::extract) common: bool,
}

/// How far the head of a report reaches, in bytes, where its place is looked for.
const HEAD: usize = 4000;

/// How far, in bytes, the first lines reach, in which a place that is named once may be the report's own.
const FIRST: usize = 900;

impl Home {
    /// Looks for the place in what the report says of itself, else in its first paragraphs.
    ///
    /// `own` are the places of the user's lexicon that stand in the text.
    pub(in crate::extract) fn of(document: &Document<'_>, own: &[&Found]) -> Self {
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
        let title = head.len() - head.trim_start().len();
        let title = title..head[title..].find('\n').map_or(head.len(), |end| title + end);
        // A place of the title that no list has is the report's own, whatever other places its first lines name.
        let unknown = document.meta.place.as_ref().map(|place| place.name.as_str()).filter(|name| {
            name.ends_with(['省', '市', '县', '区', '州', '旗']) && gongbao_data::places().get(name).is_none()
        });
        let look = |part| if unknown.is_none() { home.first(document, part) } else { None };
        let found = said.or_else(|| look(title)).or_else(|| {
            let chain = look(0..head.len())?;
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

    /// The first place at county or prefecture level of a part of the text, else its first province.
    fn first(&self, document: &Document<'_>, part: Range<usize>) -> Option<Chain> {
        let text = &document.text[..part.end];
        let (mut province, mut behind) = (None, part.start);
        for (at, _) in document.signs.within([Sign::Place], part) {
            if at < behind {
                continue;
            }
            if let Some(chain) = self.chain(text, at).filter(|chain| chain.sure && chain.code.is_some()) {
                if matches!(chain.level, Level::County | Level::Prefecture) {
                    return Some(chain);
                }
                province.get_or_insert(chain);
                behind = chain.end;
            }
        }
        province
    }

    /// The name of the report's own place or of one above it, by what its name ends in.
    pub(in crate::extract) fn called(&self, ending: &str) -> Option<&str> {
        self.names.iter().find(|name| name.ends_with(ending)).map(String::as_str)
    }

    /// Whether a name is that of the report's own place.
    pub(in crate::extract) fn is_own(&self, name: &str) -> bool {
        self.names.first().is_some_and(|own| own == name)
    }

    /// Where places stand that no list of ours has, in text order.
    pub(in crate::extract) fn unlisted(&self) -> Vec<usize> {
        self.unlisted.keys().copied().collect()
    }

    /// The place that stands at `at` and that no list of ours has.
    pub(in crate::extract) fn unlisted_at(&self, text: &str, at: usize) -> Option<Unlisted> {
        let begins = |c| self.unlisted_first.may_have(c);
        if !self.unlisted.is_empty() && text[at..].starts_with(begins) {
            self.unlisted.get(&at).copied()
        } else {
            None
        }
    }

    /// Notes that a place stands in the text with its full name, so that its short form counts.
    pub(in crate::extract) fn meet(&mut self, chain: &Chain) {
        if let Some(code) = chain.code {
            self.met.insert(code);
        }
    }

    pub(super) fn is_known(&self, code: &str) -> bool {
        self.met.contains(code) || self.code.is_some_and(|home| home == code)
    }

    /// The town of the report's own county whose short form stands at the beginning of `rest`, the longest one.
    pub(in crate::extract) fn town(&self, rest: &str) -> Option<Town> {
        if self.towns.is_empty() {
            return None;
        }
        let towns = self.towns.get(&rest.chars().next().filter(|&c| self.first.may_have(c))?)?;
        towns.iter().filter(|town| rest.starts_with(town.short)).max_by_key(|town| town.short.len()).copied()
    }

    /// Whether the report's own county has towns that are known.
    pub(in crate::extract) fn has_towns(&self) -> bool {
        !self.towns.is_empty()
    }
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
