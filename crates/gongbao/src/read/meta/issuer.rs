//! Who reports, and for which place: out of the title, the signature, the first words.

use gongbao_data::{places, places_short, signers};

use super::{is_han, signature};
use crate::read::dates;
use crate::span::TextSpan;

/// Whether a name ends as that of a body that signs.
pub(super) fn org_end(name: &str) -> bool {
    signers().ends(name)
}

/// The first of the bodies that a line under the title names: 某市统计局 国家统计局某市调查队.
pub(super) fn signing(line: &str) -> Option<String> {
    let first = line.split([' ', '\u{3000}']).next()?;
    (signature(first) && first.chars().count() >= 4).then(|| first.to_owned())
}

/// 开封市财政局 of 开封市财政局局长 孙国才, 四川省人民政府 of 四川省人民政府省长.
pub(super) fn body_of_post(byline: &str) -> Option<String> {
    const HEADS: [&str; 10] = [
        "局局长",
        "厅厅长",
        "政府省长",
        "政府市长",
        "政府县长",
        "政府区长",
        "政府州长",
        "政府主席",
        "处处长",
        "院院长",
    ];
    let (at, head) = HEADS.iter().find_map(|head| Some((byline.find(head)?, head)))?;
    let name = &byline[..at + head.len() - "局长".len()];
    (at > 0 && name.chars().count() >= 4).then(|| name.to_owned())
}

/// Whether the source that a page names reports itself: a body of the place that the title names, not a paper or a site.
pub(super) fn is_issuer(origin: &str, title: Option<&str>) -> bool {
    const OTHERS: [&str; 9] = ["媒体", "新闻", "电视", "传媒", "宣传", "报社", "研究室", "处", "科"];
    if !org_end(origin)
        || OTHERS.iter().any(|word| origin.ends_with(word) || word.len() > 3 && origin.contains(word))
    {
        return false;
    }
    let Some(place) = place_of(origin) else {
        return origin.starts_with(['省', '市', '县', '区', '州']);
    };
    title.and_then(place_of).is_none_or(|of_title| of_title.contains(place) || place.contains(of_title))
}

/// The body in the title: `集安市关工委` of 集安市关工委2020年工作总结; of a government's report the government.
pub(super) fn issuer_of_title(title: &str) -> Option<String> {
    // A headline with a colon names a place and not who reports.
    let end = title.find(|c: char| c.is_ascii_digit() || c == '：').unwrap_or(title.len());
    let name = title[..end].split("关于").next().unwrap_or_default();
    // 凝聚巾帼力量——海林区妇联2020年工作总结
    let name = name.rsplit("——").next().unwrap_or_default();
    if org_end(name) && name.chars().count() >= 3 && !name.contains(['，', '“', '《']) {
        return Some(name.to_owned());
    }
    let (place, rest) = title.split_once("政府工作报告").map(|(before, rest)| (place_of(before), rest))?;
    let whole = rest.is_empty() || rest.starts_with('（') && rest.ends_with('）');
    place.filter(|_| whole).map(|place| format!("{}人民政府", place.trim_end_matches("人民")))
}

/// 我代表江西省人民政府: who speaks.
pub(super) fn represented(text: &str, body: &[TextSpan], title: Option<&str>) -> Option<String> {
    // Not 人民代表大会.
    let speaks = |line: &TextSpan| {
        let line = line.of(text);
        if !line.contains("代表") && !line.contains("我受") {
            return None;
        }
        let at = ["我代表", "谨代表", "我受"].iter().find_map(|word| Some(line.find(word)? + word.len()))?;
        Some(&line[at..])
    };
    let said = body.iter().take(4).find_map(speaks)?;
    let end = said
        .find("人民政府")
        .map(|at| at + "人民政府".len())
        .or_else(|| said.starts_with("国务院").then_some("国务院".len()))?;
    let name = &said[..end];
    if name.chars().count() > 20 || name.contains(['，', '。', '！']) {
        return None;
    }
    // 省人民政府 of a report whose title names the province.
    let short = name
        .strip_suffix("人民政府")
        .is_some_and(|rest| matches!(rest, "省" | "市" | "县" | "区" | "自治区" | "州" | ""));
    match title.and_then(place_of) {
        Some(place) if short => Some(format!("{place}人民政府")),
        _ => Some(name.to_owned()),
    }
}

/// The body that the first paragraphs speak of: 几年来，龙江县关工委坚持….
pub(super) fn first_subject(text: &str, body: &[TextSpan]) -> Option<String> {
    let lines = body.iter().take(3).map(|line| line.of(text));
    for line in lines.filter(|line| line.contains("关工委")) {
        for clause in line.split(['，', '。', '：', '；', '、']) {
            let Some(at) = clause.find("关工委") else { continue };
            let name = &clause[..at + "关工委".len()];
            if let Some(place) = place_of(name)
                && (2..=8).contains(&place.chars().count())
                && name.starts_with(place)
                && !name.contains(['“', '”'])
                && name.chars().count() <= 16
            {
                return Some(name.to_owned());
            }
        }
    }
    None
}

/// What makes a word of 乡 and 镇 that is no place.
const HOMES: [char; 13] = ['家', '故', '城', '下', '返', '回', '还', '异', '水', '老', '村', '集', '市'];

/// The place that a title or a name begins with, to the last of its levels.
pub(super) fn place_of(name: &str) -> Option<&str> {
    let mut bare = name.strip_prefix("关于").unwrap_or(name);
    // （河东省）2018年平山县政府工作报告: in which province, for the list that the page stands in.
    if let Some((_, rest)) = bare.strip_prefix('（').and_then(|inside| inside.split_once('）')) {
        bare = rest;
    }
    if let Some((_, length)) = dates::year(bare)
        && bare[length..].starts_with('年')
    {
        bare = &bare[length + '年'.len_utf8()..];
    }
    let known = known_place(bare);
    if known == 0
        && bare.starts_with([
            '在', '经', '由', '向', '对', '为', '与', '从', '以', '按', '受', '被', '让', '将', '把',
        ])
    {
        return None;
    }
    let mut end = (known > 0).then_some(known);
    for (index, (at, c)) in bare.char_indices().enumerate().take(14) {
        if at < known {
            continue;
        }
        // 昆明全市, 江苏各市.
        if !is_han(c) || matches!(c, '全' | '各' | '及' | '和' | '与') {
            break;
        }
        let level = matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '盟' | '镇' | '乡');
        // 市区, 镇区 and 市政府 are no names; a level word needs a name of at least one character before it.
        let begins = bare[at..].starts_with("市政府") && index == 0;
        // 家乡, 城乡, 下乡, 城镇
        let word = matches!(c, '乡' | '镇') && bare[..at].ends_with(HOMES) && known == 0;
        if level && index > 0 && !begins && !word {
            end = Some(at + c.len_utf8());
        } else if end.is_some_and(|end| bare[end..at].chars().count() > 3) {
            break;
        }
    }
    let place = &bare[..end?];
    // 松江路小学 lies at a road; 我县, 全镇 name nothing; 会议由市教育局, 总结我市 are clauses.
    let road = places_short().get(place).is_some()
        && bare[place.len()..].starts_with(['路', '街', '中', '大', '学']);
    let clause = known == 0
        && place.contains(['由', '在', '对', '向', '与', '是', '了', '为', '我', '该', '从', '“', '”']);
    if road || clause || place.starts_with(['我', '本', '该', '全', '各']) {
        return None;
    }
    (known > 0 || place.chars().count() >= 3 || place.ends_with(['省', '县'])).then_some(place)
}

/// The full name of a place that is given by its short one, if the first lines say it.
pub(super) fn full_place<'t>(text: &'t str, lines: &[TextSpan], short: &str) -> Option<&'t str> {
    places_short().get(short)?;
    lines.iter().take(6).find_map(|line| {
        let line = line.of(text);
        line.match_indices(short).find_map(|(at, _)| {
            let (length, _) = places().longest(&line[at..])?;
            (length > short.len()).then(|| &line[at..at + length])
        })
    })
}

/// How many bytes of known places, one inside the other, stand at the start: 江西资溪, 乐山市市中区.
fn known_place(name: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = &name[end..];
        let full = places().longest(rest).map(|(length, _)| length);
        let short =
            || places_short().longest(rest).filter(|(_, row)| row.column(2) == "0").map(|(length, _)| length);
        match full.or_else(short) {
            Some(length) if length > 0 => end += length,
            _ => return end,
        }
    }
}
