//! Where the name of a body ends that a place or a level begins.

use gongbao_data::{organisation_bodies, organisation_suffixes};

use super::ending::opens_badly;
use crate::extract::lexis::{CharSet, Words, is_han};
use crate::extract::mechanisms::Role;
use crate::extract::signs::{Sign, Signs};

/// Whether what follows makes another word of a body: 县委员, 市政府广场.
pub(super) fn is_cut(behind: &str) -> bool {
    static CUTS: Words = Words::new(&[
        "广场",
        "大院",
        "大楼",
        "路",
        "街道",
        "门口",
        "员会",
        "织",
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
    ]);
    CUTS.begin(behind) && !behind.starts_with("街道办")
}

/// The end of a body whose place or level ends at `from`, with up to `most` characters of its own name before the
/// words that make it a body.
pub(super) fn body(text: &str, signs: &Signs, from: usize, most: usize, suffixes: bool) -> Option<usize> {
    if let Some(end) = numbered_school(text, from) {
        return Some(further(text, signs, end));
    }
    let mut at = from;
    let mut count = 0;
    // 漳州建设世界一流基地 is no body, 市规划局 is one.
    let verb = matches!(signs.word(from), Some((6.., Role::Lead)));
    while count <= most {
        let rest = &text[at..];
        let here = signs.at(at);
        if here.has(Sign::Name)
            && let Some((length, row)) = organisation_bodies().longest(rest)
        {
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
                // 夹寒箐镇调研基层关工委: what stands between is what somebody does there.
                let own = &text[from..at];
                return (!is_collective(own) && !opens_badly(own)).then(|| further(text, signs, at + length));
            }
            if cut && !single && count == 0 {
                // 市政府广场 is a place; 市委员会 goes on.
                static PLACES: Words =
                    Words::new(&["性", "化", "员", "广场", "大院", "大楼", "路", "门口", "门前"]);
                if PLACES.begin(behind) {
                    return None;
                }
                return Some(at + length);
            }
        }
        if suffixes
            && here.has(Sign::Ending)
            && let Some((length, row)) = organisation_suffixes().longest(rest)
            && row.column(2).parse::<usize>().is_ok_and(|least| count >= least)
            && (!verb
                || !matches!(
                    row.key(),
                    "会" | "中心" | "研究中心" | "站" | "馆" | "所" | "室" | "社" | "公司"
                ))
            && !is_ordinary(text, from, at, row.key(), &rest[length..])
            && !opens_badly(&text[from..at])
        {
            return (!is_collective(&text[from..at + length])).then(|| further(text, signs, at + length));
        }
        let c = rest.chars().next()?;
        if !is_han(c) {
            return None;
        }
        match signs.word(at) {
            Some((_, Role::Always | Role::Middle)) => return None,
            Some((length, Role::Keep)) => {
                // The word may end in an ending itself: 事务所.
                let inner = rest[..length].char_indices().skip(1).any(|(inner, _)| {
                    signs.has(Sign::Ending, at + inner)
                        && organisation_suffixes()
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
            _ if matches!(c, '和' | '与' | '及' | '或' | '至') => return None,
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
    static COLLECTIVE: Words = Words::new(&[
        "中小学",
        "高校",
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
        "全国",
        "一批",
        "本级",
        "同级",
    ]);
    COLLECTIVE.within(own)
}

/// 十二中学, 第三小学, 二中 behind a place.
fn numbered_school(text: &str, from: usize) -> Option<usize> {
    static DIGITS: CharSet = CharSet::new("一二三四五六七八九十");
    let rest = text[from..].trim_start_matches('第');
    let digits = rest.find(|c| !DIGITS.has(c)).filter(|&digits| digits > 0)?;
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
pub(super) fn is_ordinary(text: &str, from: usize, at: usize, suffix: &str, behind: &str) -> bool {
    let before = text[from..at].chars().next_back().unwrap_or(' ');
    let words = match suffix {
        "局" => "格布结全大开僵变时困破当定棋好新",
        "厅" => "大客餐歌舞",
        "会" => {
            "亦也将都就不才方必可只便均讨代社机大开晚都学体领约理误议庙宴聚盛省集幸峰展运览例茶工商协总年委员全次坛谈座宣报"
        }
        "办" => "举承主创兴开督协查交通联帮代领经合停重筹公新专申自难好来",
        "站" => "车网",
        "所" => "场一二三四五六七八九十两几前人",
        "团" => "集",
        "社" => "旅会",
        "队" => "部军",
        "室" => "教浴卧温居科暗地",
        "队伍" => "",
        _ => "",
    };
    words.chars().any(|c| c == before)
        || (suffix == "办"
            && behind.starts_with(|c: char| {
                is_han(c) && !matches!(c, '印' | '组' | '等' | '主' | '和' | '与' | '、' | '会')
            }))
        || (suffix == "队" && behind.starts_with('伍'))
        || (suffix == "团"
            && behind.starts_with([
                '员', '结', '体', '委', '队', '长', '代', '干', '课', '日', '旗', '徽', '费', '章',
            ]))
        || (suffix == "社" && behind.starts_with(['区', '会', '团']))
        || (suffix == "所"
            && !"易务究出".contains(before)
            && behind.starts_with(|c| "取作做需能得说具获付致涉谓属提带导引想急".contains(c)))
        || (suffix == "石化" && behind.starts_with(['产', '工', '基', '园', '行']))
        || (suffix == "会" && behind.starts_with(['议', '展', '员', '场', '同', '计', '商', '精', '上']))
        || (suffix == "站" && behind.starts_with('点'))
        || (suffix == "中心" && behind.starts_with(['城', '区', '工', '任', '小', '村', '镇', '组']))
        || (suffix == "基地" && before == '材')
}

/// Bodies within a body: 市教育局关工委, 市关工委政治报告团, 苏稽镇机关退休党支部.
pub(super) fn further(text: &str, signs: &Signs, from: usize) -> usize {
    let mut end = from;
    for _ in 0..3 {
        let rest = &text[end..];
        if signs.has(Sign::Name, end)
            && let Some((length, row)) = organisation_bodies().longest(rest)
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
                && signs.has(Sign::Ending, at)
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
            if matches!(signs.word(at), Some((_, Role::Always | Role::Middle | Role::Lead))) {
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
