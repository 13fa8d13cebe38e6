//! Organisations: bodies of party, state and society, schools, companies, associations.
//!
//! Three ways lead to a body: it is known by its name (国务院); a place or a level stands before it (集安市关工委, 市教育局,
//! 省、市关工委); or its ending tells, with a proper name before it (东北林业大学). Collective words (各级关工委) name none.

use gongbao_data::{Opening, organisation_bodies, organisation_suffixes, organisations};

use super::lexis::{CharSet, is_han};
use super::mechanisms::{Role, word};
use super::places::{Chain, Home, Level, village};

/// Whether a body may begin a text with a level, for all that the tables of bodies and places do not tell: 市教育局,
/// 团县委, 中共.
pub(super) fn may_begin(first: char, rest: &str) -> bool {
    let goes_on = |second: char| rest[first.len_utf8()..].starts_with(second);
    match first {
        '省' | '市' | '州' | '县' | '区' | '旗' | '镇' | '乡' | '村' => true,
        '中' => goes_on('共'),
        '社' => goes_on('区'),
        '自' => goes_on('治'),
        '街' => goes_on('道'),
        '团' => rest[first.len_utf8()..].starts_with(['省', '市', '州', '县', '区', '旗', '镇', '乡', '村']),
        _ => false,
    }
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

/// What stands before a level where it is a part of another word, or counts or gathers bodies: 城市, 各县, 全区.
const NOT_BEFORE: CharSet = CharSet::new(
    "各全每多两三四五六七八九十百几数双乡城集古小重名强大外跨超入进本地都闹门股楼夜早菜社园郊山辖校片景库特灾牧矿厂农家回故节反红县镇道村级时等新老直市州省",
);

/// What stands before a level where it gathers or counts bodies.
const GATHERING: CharSet = CharSet::new("各全每多两三四五六七八九十百几数等");

/// What stands behind a level where it is a part of another word: 市场, 县域, 区级.
const NOT_BEHIND: CharSet =
    CharSet::new("舰帜区报同级直属内外域场镇容情份力时长上下里间位块别划于的与和及是有人口");

/// Finds the body that begins at `at`.
///
/// `begins` tells whether a name can begin there, `chain` which place does.
pub(super) fn at(text: &str, at: usize, home: &Home, begins: bool, chain: Option<Chain>) -> Option<Body> {
    let rest = &text[at..];
    let opening = Opening::of(rest);
    // 中国共产党人: the members and not the body.
    if let Some((length, row)) =
        organisations().longest_after(opening, rest).filter(|(length, _)| !rest[*length..].starts_with('人'))
    {
        let level = Some(row.column(1)).filter(|level| *level != "-");
        let name = Some(row.key().to_owned());
        return Some(Body { name, level, ..Body::new(at, at + length, "organisation/known") });
    }
    let before = text[..at].chars().next_back();
    let party = if rest.starts_with("中共") { "中共".len() } else { 0 };
    let chain = if party == 0 { chain } else { home.chain(text, at + party) };
    let chain = chain.filter(|chain| {
        // 新建关工委: a short form that is a verb, too.
        (begins || !chain.bounded)
            && (chain.sure
                || (begins
                    && word(&text[at + party..])
                        .is_none_or(|(length, role)| role == Role::Keep || at + party + length < chain.end)))
    });
    if let Some(body) = chain.and_then(|chain| placed(text, at, &chain)) {
        return Some(body);
    }
    if let Some(town) = home.town(rest) {
        // 麻线小学, 台上关工委: a town's short form right before a body.
        if let Some(end) = body(text, at + town.short.len(), if town.common { 2 } else { 8 }, true) {
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
    let gathered = before.is_some_and(|c| if begins { GATHERING.has(c) } else { NOT_BEFORE.has(c) });
    if let Some(body) = levels(text, at, home).filter(|_| !gathered) {
        return Some(body);
    }
    if let Some((length, row)) = organisation_bodies().longest_after(opening, rest)
        && row.column(1) == "bare"
        && !before.is_some_and(|c| NOT_BARE.has(c))
        && !is_cut(&rest[length..])
    {
        let end = further(text, at + length);
        return Some(Body::new(at, end, "organisation/department"));
    }
    None
}

/// What stands before the bare name of a department where it gathers: 各派出所.
const NOT_BARE: CharSet = CharSet::new("各级全多两三四五六七八九十家个基层");

/// 团县委, 团省委
fn youth_league(rest: &str, at: usize, home: &Home) -> Option<Body> {
    let level = rest.strip_prefix('团')?;
    let (name, level) = LEVELS.iter().find(|(name, _)| level.starts_with(name) && name.len() == 3)?;
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
fn placed(text: &str, at: usize, chain: &Chain) -> Option<Body> {
    let mut behind = chain.end;
    let mut level = chain.level;
    // 青石镇秋皮村关工委
    if chain.level == Level::Township
        && let Some(length) = village(&text[behind..])
    {
        behind += length;
        level = Level::Village;
    }
    let end = body(text, behind, if chain.sure { 10 } else { 2 }, true)?;
    // 江西关工委 is 江西省关工委.
    let full = chain.name.filter(|name| !text[chain.last..chain.end].ends_with(name));
    let name = match full {
        Some(full) => format!("{}{full}{}", &text[at..chain.last], &text[chain.end..end]),
        None => text[at..end].to_owned(),
    };
    Some(Body {
        name: Some(name),
        level: Some(level.as_str()),
        place: Some(text[at..behind].trim_start_matches("中共").to_owned()),
        ..Body::new(at, end, "organisation/placed")
    })
}

/// A body behind a level, or behind a list of levels that share it: 市教育局, 省、市关工委.
fn levels(text: &str, at: usize, home: &Home) -> Option<Body> {
    const BEGIN: CharSet = CharSet::new("自街社省市州县区旗镇乡村");
    if !text[at..].starts_with(|c| BEGIN.has(c)) {
        return None;
    }
    let mut end = at;
    let mut last = None;
    let mut count = 0;
    loop {
        let rest = &text[end..];
        let Some((name, level)) = LEVELS.iter().find(|(name, _)| rest.starts_with(name)) else { break };
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
        let end = quoted.or_else(|| body(text, end, 0, true))?;
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
    if !named && rest.starts_with(|c: char| NOT_BEHIND.has(c)) {
        return None;
    }
    if level == Level::Village {
        return None;
    }
    let word = end;
    let end = body(text, end, 8, true)?;
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

/// Whether what follows makes another word of a body: 县委员, 市政府广场.
fn is_cut(behind: &str) -> bool {
    [
        "广场",
        "大院",
        "大楼",
        "路",
        "街道",
        "门口",
        "员会",
        "性",
        "化",
        "网站",
        "系统",
        "工作群",
        "微信",
        "门前",
        "员",
        "托",
        "派",
        "任",
    ]
    .iter()
    .any(|word| behind.starts_with(word))
        && !behind.starts_with("街道办")
}

/// The end of a body whose place or level ends at `from`, with up to `most` characters of its own name before the
/// words that make it a body.
fn body(text: &str, from: usize, most: usize, suffixes: bool) -> Option<usize> {
    if let Some(end) = numbered_school(text, from) {
        return Some(further(text, end));
    }
    let mut at = from;
    let mut count = 0;
    // 漳州建设世界一流基地 is no body, 市规划局 is one.
    let verb = matches!(word(&text[from..]), Some((6.., Role::Lead)));
    while count <= most {
        let rest = &text[at..];
        if let Some((length, row)) = organisation_bodies().longest(rest) {
            let behind = &rest[length..];
            let single = row.key() == "委";
            let cut = if single {
                behind.starts_with(['员', '托', '派', '任', '会', '屈', '培'])
            } else {
                row.key().chars().count() <= 3 && is_cut(behind) && !behind.starts_with("委员会")
            };
            if row.key() == "委常委会" && behind.starts_with('议') {
                return Some(at + '委'.len_utf8());
            }
            if !cut && (count == 0 || !(single || row.key() == "政府")) {
                return (!is_collective(&text[from..at])).then(|| further(text, at + length));
            }
            if cut && !single && count == 0 {
                // 市政府广场 is a place; 市委员会 goes on.
                if ["性", "化", "员", "广场", "大院", "大楼", "路", "门口", "门前"]
                    .iter()
                    .any(|word| behind.starts_with(word))
                {
                    return None;
                }
                return Some(at + length);
            }
        }
        if suffixes
            && let Some((length, row)) = organisation_suffixes().longest(rest)
            && row.column(2).parse::<usize>().is_ok_and(|least| count >= least)
            && (!verb
                || !matches!(
                    row.key(),
                    "会" | "中心" | "研究中心" | "站" | "馆" | "所" | "室" | "社" | "公司"
                ))
            && !is_ordinary(text, from, at, row.key(), &rest[length..])
        {
            return (!is_collective(&text[from..at + length])).then(|| further(text, at + length));
        }
        let c = rest.chars().next()?;
        if !is_han(c) {
            return None;
        }
        match word(rest) {
            Some((_, Role::Always | Role::Middle)) => return None,
            Some((length, Role::Keep)) => {
                // The word may end in an ending itself: 事务所.
                let inner = rest[..length].char_indices().skip(1).any(|(inner, _)| {
                    organisation_suffixes()
                        .longest(&rest[inner..])
                        .is_some_and(|(end, _)| inner + end >= length)
                });
                if inner {
                    at += c.len_utf8();
                    count += 1;
                } else {
                    at += length;
                    count += length / 3;
                }
            }
            _ if matches!(c, '和' | '与' | '及' | '或') => return None,
            _ => {
                at += c.len_utf8();
                count += 1;
            }
        }
    }
    None
}

/// 财源镇中小学, 市有关部门: what gathers bodies is no part of the name of one.
fn is_collective(own: &str) -> bool {
    [
        "中小学",
        "部门",
        "乡镇",
        "各",
        "单位",
        "有关",
        "相关",
        "全体",
        "街道及",
        "所属",
        "下属",
        "直属",
        "多所",
        "集中学",
        "一批",
        "本级",
        "同级",
    ]
    .iter()
    .any(|word| own.contains(word))
}

/// 十二中学, 第三小学, 二中 behind a place.
fn numbered_school(text: &str, from: usize) -> Option<usize> {
    let rest = text[from..].trim_start_matches('第');
    let digits = rest.find(|c: char| !"一二三四五六七八九十".contains(c)).filter(|&digits| digits > 0)?;
    let behind = &rest[digits..];
    let school = ["中学", "小学", "高中", "初中", "幼儿园", "中", "小"]
        .iter()
        .find(|school| behind.starts_with(**school))?;
    let end = text.len() - behind.len() + school.len();
    let goes_on = school.len() == 3
        && text[end..].starts_with(['全', '时', '型', '央', '间', '心', '组', '康', '步', '华']);
    (!goes_on).then_some(end)
}

/// 格局, 社会, 举办, 车站: words that end like a body.
fn is_ordinary(text: &str, from: usize, at: usize, suffix: &str, behind: &str) -> bool {
    let before = text[from..at].chars().next_back().unwrap_or(' ');
    let words = match suffix {
        "局" => "格布结全大开僵变时困破当定棋",
        "厅" => "大客餐歌舞",
        "会" => {
            "亦也将都就不才方必可只便均讨代社机大开晚都学体领约理误议庙宴聚盛省集幸峰展运览例茶工商协总年委员全次坛谈座宣报"
        }
        "办" => "举承主创兴开督协查交通联帮代领经合停重筹公新专申自难好来",
        "站" => "车网",
        "所" => "场",
        "团" => "集",
        "社" => "旅会",
        "队" => "部军",
        "室" => "教浴卧温居科暗地",
        "队伍" => "",
        _ => "",
    };
    words.contains(before)
        || (suffix == "办" && behind.starts_with(|c: char| is_han(c) && !"印组等主和与、会".contains(c)))
        || (suffix == "队" && behind.starts_with('伍'))
        || (suffix == "团" && behind.starts_with(['员', '结', '体', '委', '队']))
        || (suffix == "会" && behind.starts_with(['议', '展', '员', '场', '同', '计', '商', '精', '上']))
        || (suffix == "站" && behind.starts_with('点'))
        || (suffix == "中心" && behind.starts_with(['城', '区', '工', '任', '小', '村', '镇', '组']))
        || (suffix == "基地" && before == '材')
}

/// Bodies within a body: 市教育局关工委, 市关工委政治报告团, 苏稽镇机关退休党支部.
fn further(text: &str, from: usize) -> usize {
    let mut end = from;
    for _ in 0..3 {
        let rest = &text[end..];
        if let Some((length, row)) = organisation_bodies().longest(rest)
            && !is_cut(&rest[length..])
            && !matches!(row.key(), "委" | "政府" | "人大" | "政协" | "法院" | "检察院")
        {
            // 县委组织部 is one word of the table; 市委市政府 are two bodies.
            end += length;
            continue;
        }
        let mut at = end;
        let mut found = None;
        for count in 0..=5 {
            let Some(c) = text[at..].chars().next().filter(|&c| is_han(c)) else { break };
            if count >= 2
                && let Some((length, row)) = organisation_suffixes().longest(&text[at..])
                && matches!(
                    row.key(),
                    "报告团" | "宣讲团" | "讲师团" | "团" | "合唱团" | "艺术团" | "委员会" | "党支部"
                )
                && !is_ordinary(text, end, at, row.key(), &text[at + length..])
            {
                found = Some(at + length);
                break;
            }
            if matches!(word(&text[at..]), Some((_, Role::Always | Role::Middle | Role::Lead))) {
                break;
            }
            at += c.len_utf8();
        }
        match found {
            Some(found) => end = found,
            None => break,
        }
    }
    end
}

/// The body that ends with the ending at `at` and begins at `start`, behind the last word that cannot belong to it.
pub(super) fn ending(text: &str, start: usize, at: usize, opening: Opening) -> Option<Body> {
    let (length, row) = organisation_suffixes().longest_after(opening, &text[at..])?;
    let least: usize = row.column(1).parse().ok()?;
    let end = at + length;
    if text[end..].starts_with([
        '位', '习', '生', '制', '化', '式', '界', '家', '办', '里', '期', '时', '文', '城', '长', '军', '体',
    ]) || text[end..].starts_with("教育")
    {
        return None;
    }
    let own = &text[start..at];
    if own.ends_with(['上', '读', '念', '考', '中', '某']) || own.contains(['和', '与', '及']) {
        return None;
    }
    // 老干部宣讲团 describes; at the head of a sentence it names.
    let heads = text[..start].chars().next_back().is_none_or(|c| matches!(c, '。' | '\n'));
    if row.key().ends_with('团') && row.key() != "集团" && !heads && !matches!(row.key(), "合唱团" | "艺术团")
    {
        return None;
    }
    let count = own.chars().filter(|&c| is_han(c)).count();
    let name = &text[start..end];
    if count < least || own.chars().count() > 16 || own.contains(['、', '，', ' ', '+', '（']) {
        return None;
    }
    let collective = gongbao_data::organisation_not().rows().any(|row| {
        name == row.key()
            || (row.key().chars().count() > 2
                && name.ends_with(row.key())
                && name.chars().count() <= row.key().chars().count() + 2)
    });
    let general = [
        "各",
        "全",
        "社会",
        "国内",
        "国外",
        "城乡",
        "地方",
        "所有",
        "优质",
        "高水平",
        "一流",
        "重点",
        "新型",
        "大型",
        "中小",
        "多家",
        "专业",
        "普通",
        "民办",
        "公办",
        "高等",
        "职业",
        "上市",
        "创新",
        "产业",
        "行业",
        "特色",
        "知名",
        "龙头",
        "国有",
        "企业",
        "乡镇",
        "县域",
        "跨国",
        "省级",
        "市级",
        "县级",
        "国家级",
        "基层",
        "农村",
        "社区",
        "学校",
        "在职",
        "退休",
        "部分",
        "相关",
        "离退休",
        "老干部",
        "自主",
        "打造",
        "市属",
        "省属",
        "央属",
        "双一流",
        "新设",
        "这",
        "那",
        "两",
        "三",
        "四",
        "五",
        "一",
        "多",
    ]
    .iter()
    .any(|word| own.starts_with(word));
    (!collective && !general)
        .then(|| Body { name: Some(name.to_owned()), ..Body::new(start, end, "organisation/suffix") })
}

/// Whether a quoted name is one of a body: “爱心联盟”.
pub(super) fn is_quoted_name(content: &str) -> bool {
    [
        "协会",
        "联盟",
        "基金会",
        "工作室",
        "志愿团",
        "合唱团",
        "艺术团",
        "宣讲团",
        "讲师团",
        "报告团",
        "服务队",
        "志愿队",
        "团队",
    ]
    .iter()
    .any(|suffix| {
        content
            .strip_suffix(suffix)
            .is_some_and(|own| (2..=12).contains(&own.chars().count()) && own.chars().all(is_han))
    })
}

/// The end of a body whose name begins with a quotation that ends at `close`: “红领巾”基金会.
pub(super) fn behind_quote(text: &str, close: usize) -> Option<usize> {
    let rest = &text[close..];
    if rest.starts_with("团队") {
        return Some(close + "团队".len());
    }
    for (at, c) in rest.char_indices().take(6) {
        if let Some((length, _)) = organisation_suffixes().longest(&rest[at..]).filter(|(_, row)| {
            matches!(
                row.key(),
                "协会"
                    | "基金会"
                    | "联盟"
                    | "工作室"
                    | "合唱团"
                    | "艺术团"
                    | "报告团"
                    | "宣讲团"
                    | "讲师团"
                    | "志愿服务队"
                    | "团"
                    | "队"
            )
        }) {
            if rest[at + length..].starts_with(['伍', '员', '结']) {
                return None;
            }
            return Some(close + at + length);
        }
        if !is_han(c) || matches!(word(&rest[at..]), Some((_, Role::Always | Role::Middle))) {
            return None;
        }
    }
    None
}
