//! Organisations: bodies of party, state and society, schools, companies, associations.
//!
//! Three ways lead to a body: it is known by its name (国务院); a place or a level stands before it (集安市关工委, 市教育局,
//! 省、市关工委); or its ending tells, with a proper name before it (东北林业大学). Collective words (各级关工委) name none.

mod end;
mod ending;

use gongbao_data::{Opening, organisation_bodies, organisations};

use super::lexis::{CharSet, Words, is_han};
use super::mechanisms::Role;
use super::places::{Chain, Home, Level, village};
use super::signs::Signs;
use end::{body, further, is_cut};
pub(super) use ending::{behind_quote, ending, is_quoted_name};

/// What a body begins with, for all that the tables of bodies and places do not tell: 市教育局, 团县委, 中共.
pub(super) const BEGIN: [&str; 22] = [
    "省", "市", "州", "县", "区", "旗", "镇", "乡", "村", "中共", "社区", "自治", "街道", "团省", "团市",
    "团州", "团县", "团区", "团旗", "团镇", "团乡", "团村",
];

/// Whether a body may begin a text that no place begins: never wrong when it says no.
pub(super) fn may_begin(rest: &str) -> bool {
    let opening = Opening::of(rest);
    LEVEL.begin(rest)
        || rest.starts_with(['团', '中'])
        || organisations().may_begin(opening)
        || organisation_bodies().may_begin(opening)
}

/// A body as it stands in a text.
#[derive(Clone, Debug)]
pub(super) struct Body {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Its full name, where it is settled.
    pub(super) name: Option<String>,
    pub(super) level: Option<&'static str>,
    pub(super) place: Option<String>,
    pub(super) rule: &'static str,
}

impl Body {
    pub(super) const fn new(start: usize, end: usize, rule: &'static str) -> Self {
        Self { start, end, name: None, level: None, place: None, rule }
    }
}

/// Levels as they stand before a body.
const LEVELS: &[(&str, Level)] = &[
    ("自治区", Level::Province),
    ("自治州", Level::Prefecture),
    ("自治县", Level::County),
    ("街道", Level::Township),
    ("社区", Level::Village),
    ("省", Level::Province),
    ("市", Level::Prefecture),
    ("州", Level::Prefecture),
    ("县", Level::County),
    ("区", Level::County),
    ("旗", Level::County),
    ("镇", Level::Township),
    ("乡", Level::Township),
    ("村", Level::Village),
];

/// The level that a text begins with.
fn level(text: &str) -> Option<&'static (&'static str, Level)> {
    // Only the words of levels begin with these characters.
    if LEVEL.begin(text) { LEVELS.iter().find(|(name, _)| text.starts_with(name)) } else { None }
}

/// What the words of levels begin with.
static LEVEL: CharSet = CharSet::new("自街社省市州县区旗镇乡村");

/// What stands before a level where it is a part of another word, or counts or gathers bodies: 城市, 各县, 全区.
static NOT_BEFORE: CharSet = CharSet::new(
    "各全每多两三四五六七八九十百几数双乡城集古小重名强大外跨超入进本地都闹门股楼夜早菜社园郊山辖校片景库特灾牧矿厂农家回故节反红县镇道村级时等新老直市州省",
);

/// What stands before a level where it gathers or counts bodies.
static GATHERING: CharSet = CharSet::new("各全每多两三四五六七八九十百几数等");

/// What makes another word of 区.
static IN_DISTRICT: CharSet = CharSet::new("特校片景园社地灾库牧林矿厂城郊新小");

/// What stands behind a level where it is a part of another word: 市场, 县域, 区级.
static NOT_BEHIND: CharSet =
    CharSet::new("县乡舰帜区报同级直属内外域场镇容情份力时长上下里间位块别划于的与和及是有人口");

/// Finds the body that begins at `at`.
///
/// `begins` tells whether a name can begin there, `chain` which place does.
pub(super) fn at(
    text: &str,
    signs: &Signs,
    at: usize,
    home: &Home,
    begins: bool,
    chain: Option<Chain>,
) -> Option<Body> {
    let rest = &text[at..];
    let opening = Opening::of(rest);
    // 中国共产党人: the members and not the body.
    if let Some((length, row)) =
        // 民政部门, 国防部队: a word that begins like a ministry.
        organisations().longest_after(opening, rest).filter(|(length, row)| {
            let behind = &rest[*length..];
            // 中国人民政治协商会议平山市第十一届委员会 is that of a place.
            (row.key() != PARTIES[2] || home.chain(text, at + length).is_none())
                && !behind.starts_with(['人', '队'])
                && (!behind.starts_with('门') || behind.starts_with("门户"))
        })
    {
        let level = Some(row.column(1)).filter(|level| *level != "-");
        // 国家某某委员会 in full, 教育部关工委
        let whole =
            if row.key().ends_with('委') && rest[length..].starts_with("员会") { "员会" } else { "" };
        let end = further(text, signs, at + length + whole.len());
        let name = Some(text[at..end].to_owned());
        return Some(Body { name, level, ..Body::new(at, end, "organisation/known") });
    }
    let before = text[..at].chars().next_back();
    // 中共青河县委, 共青团青河县委
    let party = PARTIES.iter().find(|party| rest.starts_with(**party)).map_or(0, |party| party.len());
    let chain = if party == 0 { chain } else { home.chain(text, at + party) };
    let chain = chain.filter(|chain| {
        // 新建关工委: a short form that is a verb, too.
        (begins || !chain.bounded)
            && (chain.sure
                || (begins
                    && signs
                        .word(at + party)
                        .is_none_or(|(length, role)| role == Role::Keep || at + party + length < chain.end)))
    });
    if let Some(body) = chain.and_then(|chain| placed(text, signs, at, &chain)) {
        return Some(body);
    }
    if let Some(town) = home.town(rest) {
        // 麻线小学, 台上关工委: a town's short form right before a body.
        if let Some(end) = body(text, signs, at + town.short.len(), if town.common { 2 } else { 8 }, true) {
            return Some(Body {
                name: Some(format!("{}{}", town.name, &text[at + town.short.len()..end])),
                level: Some("township"),
                place: Some(town.name.to_owned()),
                ..Body::new(at, end, "organisation/town")
            });
        }
    }
    if let Some(body) = youth_league(rest, at, home) {
        return Some(body);
    }
    // 特区政府, 小区党支部: the level ends another word, wherever a name can begin.
    // 乡镇关工委, 市县党委: the level belongs to the one before it.
    let other = |c| {
        rest.starts_with('区') && IN_DISTRICT.has(c) || matches!(c, '省' | '市' | '县' | '区' | '乡' | '镇')
    };
    let gathered =
        || before.is_some_and(|c| other(c) || if begins { GATHERING.has(c) } else { NOT_BEFORE.has(c) });
    if LEVEL.begin(rest)
        && !gathered()
        && let Some(body) = levels(text, signs, at, home)
    {
        return Some(body);
    }
    if let Some((length, row)) = organisation_bodies().longest_after(opening, rest)
        && (row.column(1) == "bare" || begins && row.key().ends_with(['局', '院']) && further(text, signs, at + length) > at + length)
        && !before.is_some_and(|c| NOT_BARE.has(c))
        // 农村党支部, 示范村党支部: the village belongs to the word before it.
        && (begins || !row.key().starts_with('村') || !before.is_some_and(|c| is_han(c) && !"任在由和与从向对到被".contains(c)))
        && !is_cut(&rest[length..])
        // 新建妇联组织: the sort of body, and none of them.
        && !(matches!(row.key(), "妇联" | "工会") && before.is_some_and(is_han) && rest[length..].starts_with("组织"))
        && !MEMBERS.begin(&rest[length..])
    {
        let end = further(text, signs, at + length);
        return Some(Body::new(at, end, "organisation/department"));
    }
    None
}

/// Bodies whose committees are named after a place behind them.
const PARTIES: [&str; 4] = ["中共", "共青团", "中国人民政治协商会议", "政协"];

/// What stands behind the bare name of a department and makes others of it.
static MEMBERS: Words = Words::new(&["执委", "干部", "系统"]);

/// What stands before the bare name of a department where it gathers: 各派出所.
static NOT_BARE: CharSet = CharSet::new("各级全多两三四五六七八九十家个基层");

/// 团县委, 团省委
fn youth_league(rest: &str, at: usize, home: &Home) -> Option<Body> {
    let (name, level) = level(rest.strip_prefix('团')?).filter(|(name, _)| name.len() == 3)?;
    let end = '团'.len_utf8() + name.len() + '委'.len_utf8();
    rest[..].get(end - 3..end).filter(|c| *c == "委")?;
    let place = home.called(name).map(str::to_owned);
    Some(Body {
        name: place.as_deref().map(|place| format!("共青团{place}委员会")),
        level: Some(level.as_str()),
        place,
        ..Body::new(at, at + end, "organisation/league")
    })
}

/// A body behind the name of a place.
fn placed(text: &str, signs: &Signs, at: usize, chain: &Chain) -> Option<Body> {
    let mut behind = chain.end;
    let mut level = chain.level;
    // 青石镇秋皮村关工委
    if chain.level == Level::Township
        && let Some(length) = village(&text[behind..])
    {
        behind += length;
        level = Level::Village;
    }
    let end = body(text, signs, behind, if chain.sure { 10 } else { 2 }, true)?;
    // 江西关工委 is 江西省关工委; 晋城博物馆 has a name of its own.
    let office = organisation_bodies().longest(&text[chain.end..]).is_some();
    let full = chain.name.filter(|name| office && !text[chain.last..chain.end].ends_with(name));
    let name = match full {
        Some(full) => format!("{}{full}{}", &text[at..chain.last], &text[chain.end..end]),
        None => text[at..end].to_owned(),
    };
    Some(Body {
        name: Some(name),
        level: Some(level.as_str()),
        place: Some(
            PARTIES.iter().fold(&text[at..behind], |name, party| name.trim_start_matches(party)).to_owned(),
        ),
        ..Body::new(at, end, "organisation/placed")
    })
}

/// The body of the village that stands from `start` to `end`: 双街村党支部, 双街村中心小学.
pub(super) fn of_village(text: &str, signs: &Signs, start: usize, end: usize) -> Option<Body> {
    let behind = body(text, signs, end, 4, true)?;
    Some(Body {
        name: Some(text[start..behind].to_owned()),
        level: Some(Level::Village.as_str()),
        place: Some(text[start..end].to_owned()),
        ..Body::new(start, behind, "organisation/village")
    })
}

/// A body behind a level, or behind a list of levels that share it: 市教育局, 省、市关工委.
fn levels(text: &str, signs: &Signs, at: usize, home: &Home) -> Option<Body> {
    let mut end = at;
    let mut last = None;
    let mut count = 0;
    while let Some((name, level)) = level(&text[end..]) {
        end += name.len();
        last = Some(*level);
        count += 1;
        match text[end..].chars().next() {
            // No list of levels is longer: what is must not be read again from each of its items.
            Some('、') if count < 6 => end += '、'.len_utf8(),
            _ => break,
        }
    }
    let level = last?;
    // 镇、街道关工委: the rest of a list of levels is no body of its own.
    let rest_of_list =
        text[..at].strip_suffix('、').is_some_and(|list| LEVELS.iter().any(|(name, _)| list.ends_with(name)));
    if text[..end].ends_with('、') || rest_of_list {
        return None;
    }
    let rest = &text[end..];
    if count >= 2 {
        // 镇、街道关工委 gathers what the larger levels do not.
        let quoted = rest.strip_prefix("“两办”").map(|behind| text.len() - behind.len());
        let end = quoted.or_else(|| body(text, signs, end, 0, true))?;
        let village = level == Level::Village
            || (text[at..].starts_with('镇')
                || text[at..].starts_with('乡')
                || text[at..].starts_with("街道")
                || text[at..].starts_with('村'));
        return (!village).then(|| Body::new(at, end, "organisation/levels"));
    }
    let named = organisation_bodies().longest(rest).is_some();
    if !named && text[at..].starts_with("市民") {
        return None;
    }
    if !named && NOT_BEHIND.begin(rest) {
        return None;
    }
    if level == Level::Village {
        return None;
    }
    let word = end;
    let end = body(text, signs, end, 8, true)?;
    // 市关工委 in a report about 集安市 is its own, in one about 资溪县 that of the prefecture.
    let place = home.called(&text[at..word]);
    let level = match place.filter(|place| home.is_own(place)).and(home.code) {
        // A county that is called a city.
        Some(code) if level == Level::Prefecture && !code.ends_with("00") => Level::County,
        _ => level,
    };
    Some(Body {
        name: place.map(|place| format!("{place}{}", &text[word..end])),
        level: Some(level.as_str()),
        place: place.map(str::to_owned),
        ..Body::new(at, end, "organisation/level")
    })
}
