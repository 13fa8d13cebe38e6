//! What a report says of itself: the lines above its body and below it.
//!
//! The head is what stands before the first salutation, numbered heading or paragraph: title, subtitle, byline. The
//! foot is what stands behind the last paragraph: who signs, and when.

use gongbao_data::{genres, places, places_short, salutations};
use jiff::civil::Date;

use super::dates;
use super::outline::{numbering, roles};
use crate::report::{Meta, PlaceRef, SectionRole};
use crate::restore::Page;
use crate::span::TextSpan;

/// The head and the foot of a report.
#[derive(Clone, Debug, Default)]
pub(crate) struct Frame {
    /// What it says of itself.
    pub(crate) meta: Meta,
    /// The first line of the body, as an index.
    pub(crate) body: usize,
    /// Behind the last line of the body.
    pub(crate) foot: usize,
    /// The role of a section that nothing else tells.
    pub(crate) default_role: Option<SectionRole>,
}

/// As long as a line of the head may be, in characters.
const HEAD_LINE: usize = 70;
/// As many lines as a head may have.
const HEAD_LINES: usize = 10;

/// Reads the head and the foot.
pub(crate) fn frame(text: &str, lines: &[TextSpan], page: &Page) -> Frame {
    let line = |index: usize| lines[index].of(text);
    let body = (0..lines.len().min(HEAD_LINES))
        .find(|&index| !is_head(line(index), index))
        .unwrap_or_else(|| lines.len().min(1));
    // A page of short lines without any paragraph behind them is a list and has no head but its first line.
    let (foot, signed, foot_date) = foot(text, lines, body);
    let mut meta = Meta { published: page.published, origin: page.origin.clone(), ..Meta::default() };
    let (title_lines, title) = title(text, &lines[..body]);
    // Behind the title: who and when; anything else is the first heading.
    let again = |line: &str| title.as_deref().is_some_and(|title| title.contains(line));
    let under = |line: &str| {
        again(line) || {
            byline(line).is_some() || dates::find(line).is_some() || signature(line) || bracketed(line)
        }
    };
    let body = (title_lines.end..body).find(|&index| !under(line(index))).unwrap_or(body);
    let rest: Vec<&str> = (0..body).filter(|index| !title_lines.contains(index)).map(line).collect();
    meta.title = title.or_else(|| page.title.clone());
    meta.byline = rest.iter().find_map(|line| byline(line)).or_else(|| page.byline.clone());
    let head_date = rest.iter().find_map(|line| dates::find(line));
    let title_date = meta.title.as_deref().and_then(dates::find);
    meta.date = foot_date.or(title_date).or(head_date).or(page.published);

    let genre = meta.title.as_deref().and_then(genre);
    meta.genre = genre.map(|genre| genre.name.to_owned());
    let title_year = meta.title.as_deref().and_then(dates::find_year);
    meta.year = reported_year(text, &lines[body..foot], title_year, genre, meta.date);
    meta.issuer = meta
        .title
        .as_deref()
        .and_then(issuer_of_title)
        .or(signed)
        .or_else(|| represented(text, &lines[body..foot], meta.title.as_deref()))
        .or_else(|| page.origin.clone().filter(|origin| org_end(origin)))
        .or_else(|| meta.byline.is_none().then(|| first_subject(text, &lines[body..foot])).flatten());
    // 广西人民政府 is nobody's name: the head says it in full (在广西壮族自治区第十四届…).
    if let Some(issuer) = &mut meta.issuer
        && let Some(place) = place_of(issuer).map(str::to_owned)
        && let Some(full) = full_place(text, lines, &place)
    {
        issuer.replace_range(..place.len(), full);
    }
    let place = [meta.title.as_deref(), meta.issuer.as_deref()].into_iter().flatten().find_map(place_of);
    meta.place = place.map(|name| PlaceRef { name: name.to_owned(), code: None, level: None });
    Frame { meta, body, foot, default_role: genre.and_then(|genre| genre.role) }
}

/// Whether a line may belong to the head.
fn is_head(line: &str, index: usize) -> bool {
    let length = line.chars().take(HEAD_LINE + 1).count();
    if length > HEAD_LINE || is_salutation(line) {
        return false;
    }
    let number = numbering::number(line);
    if number.is_some_and(|number| number.style != numbering::Style::Dash) {
        return false;
    }
    let ends = line.ends_with(['。', '！', '？', '；', '：', '，', '、']);
    if ends {
        // 2025年1月14日在…会议上…作政府工作报告。
        return line.contains("会议上") && dates::find(line).is_some();
    }
    // A short paragraph in the middle of a text without a title is no head: the first line decides.
    index == 0 || length <= HEAD_LINE
}

/// Whether a line is a salutation, alone on its line or with what follows it.
pub(crate) fn is_salutation(line: &str) -> bool {
    salutations().longest(line).is_some_and(|(length, _)| {
        line[length..].is_empty() || line[length..].starts_with(['：', '！', '，', ':', '!'])
    })
}

/// The lines of the title, and the title.
fn title(text: &str, head: &[TextSpan]) -> (std::ops::Range<usize>, Option<String>) {
    let Some(first) = head.first() else { return (0..0, None) };
    let line = |index: usize| head[index].of(text);
    // A line that ends in a genre word is the title, with the lines before it that only it completes.
    let Some(last) =
        (0..head.len()).find(|&index| genre(line(index)).is_some() && subtitle(line(index)).is_none())
    else {
        return (0..1, Some(first.of(text).to_owned()));
    };
    let mut start = last;
    while start > 0 && dates::find(line(start - 1)).is_none() {
        let begun = line(start - 1).starts_with("关于");
        if whole(line(start)) && !begun {
            break;
        }
        start -= 1;
        if begun {
            break;
        }
    }
    (start..last + 1, Some((start..=last).map(line).collect()))
}

/// Whether a line begins as a title does and needs nothing before it.
fn whole(line: &str) -> bool {
    line.starts_with("关于") || place_of(line).is_some() || dates::find_year(line).is_some()
}

/// Whether a line stands in brackets as a whole.
fn bracketed(line: &str) -> bool {
    line.starts_with(['（', '(']) && line.ends_with(['）', ')'])
}

/// A line under the title that says where the report was given: `——2025年1月18日在…会议上`.
fn subtitle(line: &str) -> Option<&str> {
    let said = line.trim_start_matches(['—', '-', '（', '(', ' ']);
    (said.len() < line.len() && dates::date(said).is_some()).then_some(said).or_else(|| {
        (dates::date(said).is_some() && (said.contains('在') || said.contains("会议"))).then_some(said)
    })
}

/// What a title says of the genre.
#[derive(Clone, Copy, Debug)]
struct Genre {
    name: &'static str,
    role: Option<SectionRole>,
    /// Whether 今年 is the year reported on.
    reported: bool,
}

/// The genre that the title ends in.
fn genre(title: &str) -> Option<Genre> {
    let mut bare = title.trim_end_matches(['》', '”']);
    while let Some(open) = bare.strip_suffix(['）', ')']).and_then(|inside| inside.rfind(['（', '('])) {
        bare = &bare[..open];
    }
    let starts = bare.char_indices().map(|(at, _)| at);
    let ends = starts.filter(|&at| bare.len() - at <= 36).find_map(|at| genres().get(&bare[at..]));
    ends.map(|row| Genre {
        name: row.column(1),
        role: roles::role(row.column(2)),
        reported: row.column(3) == "reported",
    })
}

/// The year that is reported on.
fn reported_year(
    text: &str,
    body: &[TextSpan],
    title: Option<i16>,
    genre: Option<Genre>,
    date: Option<Date>,
) -> Option<i16> {
    // 一、2024年工作回顾
    let looked_back = body.iter().find_map(|line| {
        let line = line.of(text);
        let short = line.len() < 120
            && ["回顾", "执行情况", "完成情况", "工作总结"].iter().any(|word| line.contains(word));
        short.then(|| dates::find_year(line)).flatten()
    });
    if genre.is_some_and(|genre| genre.reported) && title.is_some() {
        return title;
    }
    looked_back.or_else(|| match (title, genre, date) {
        // A report to the congress at the beginning of a year is about the year before.
        (Some(year), Some(genre), _) if genre.name == "政府工作报告" => Some(year - 1),
        (Some(year), ..) => Some(year),
        (None, Some(genre), Some(date)) if genre.reported && date.month() <= 2 => Some(date.year() - 1),
        (None, _, date) => date.map(Date::year),
    })
}

/// A line that names who wrote it.
fn byline(line: &str) -> Option<String> {
    const MARKS: [&str; 6] = ["作者：", "撰稿：", "文：", "文/", "执笔：", "撰文："];
    for mark in MARKS {
        if let Some(rest) = line.strip_prefix(mark) {
            return Some(rest.trim().to_owned());
        }
    }
    let line = line.trim_matches(['（', '）', '(', ')']);
    let names: Vec<&str> = line.split([' ', '\u{3000}', '、']).filter(|name| !name.is_empty()).collect();
    let is_name = |name: &str| (2..=4).contains(&name.chars().count()) && name.chars().all(is_han);
    let post = names.len() == 2 && is_post(names[0]) && is_name_or_foreign(names[1]);
    (post || (names.iter().all(|name| is_name(name)) && (2..=5).contains(&names.len())))
        .then(|| line.to_owned())
        .or_else(|| posted(line).then(|| line.to_owned()))
}

/// `省长王予波`: a post with a name behind it, without a blank.
fn posted(line: &str) -> bool {
    line.char_indices().any(|(at, _)| {
        at > 0
            && is_post(&line[..at])
            && (2..=4).contains(&line[at..].chars().count())
            && line[at..].chars().all(is_han)
    }) && line.chars().count() <= 24
}

fn is_post(words: &str) -> bool {
    [
        "省长",
        "市长",
        "县长",
        "区长",
        "州长",
        "盟长",
        "旗长",
        "镇长",
        "乡长",
        "主席",
        "主任",
        "书记",
        "局长",
        "厅长",
        "院长",
        "检察长",
        "总理",
        "部长",
        "会长",
    ]
    .iter()
    .any(|post| words.ends_with(post))
}

fn is_name_or_foreign(name: &str) -> bool {
    (2..=15).contains(&name.chars().count()) && name.chars().all(|c| is_han(c) || c == '·')
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c) || ('\u{3400}'..='\u{4DBF}').contains(&c)
}

/// Where the body ends, who signed, and when.
fn foot(text: &str, lines: &[TextSpan], body: usize) -> (usize, Option<String>, Option<Date>) {
    let line = |index: usize| lines[index].of(text);
    let from = lines.len().saturating_sub(4).max(body);
    let Some(dated) = (from..lines.len()).rev().find(|&index| only_date(line(index)).is_some()) else {
        return (lines.len(), None, None);
    };
    let mut start = dated;
    while start > body && signature(line(start - 1)) && dated - start < 6 {
        start -= 1;
    }
    let signed = (start < dated).then(|| line(start).trim_matches(['（', '）', ' ']).to_owned());
    (start, signed, only_date(line(dated)))
}

/// The date that a line consists of.
fn only_date(line: &str) -> Option<Date> {
    let bare = line.trim_matches(['（', '）', '(', ')', ' ', '。']);
    dates::date(bare).filter(|(_, length)| *length == bare.len()).map(|(date, _)| date)
}

/// Whether a line is the name of a body, as it stands above a date.
fn signature(line: &str) -> bool {
    line.chars().take(31).count() <= 30
        && numbering::number(line).is_none()
        && !line.contains(['，', '。', '：', '；', '！', '、'])
        && org_end(line.trim_end_matches(['）', ' ']))
}

/// Words that names of bodies end in.
fn org_end(name: &str) -> bool {
    [
        "关工委",
        "委员会",
        "委",
        "政府",
        "局",
        "厅",
        "部",
        "办公室",
        "办",
        "署",
        "院",
        "会",
        "党支部",
        "支部",
        "中心",
        "公司",
        "联合会",
        "学校",
        "大学",
        "中学",
        "小学",
        "司",
        "处",
    ]
    .iter()
    .any(|word| name.ends_with(word))
}

/// The body in the title: `集安市关工委` of 集安市关工委2020年工作总结; of a government's report the government.
fn issuer_of_title(title: &str) -> Option<String> {
    // A headline with a colon names a place and not who reports.
    let end = title.find(|c: char| c.is_ascii_digit() || c == '：').unwrap_or(title.len());
    let name = title[..end].split("关于").next().unwrap_or_default();
    if org_end(name) && name.chars().count() >= 3 && !name.contains(['，', '“', '《']) {
        return Some(name.to_owned());
    }
    let (place, rest) = title.split_once("政府工作报告").map(|(before, rest)| (place_of(before), rest))?;
    rest.is_empty().then_some(format!("{}人民政府", place?))
}

/// 我代表江西省人民政府: who speaks.
fn represented(text: &str, body: &[TextSpan], title: Option<&str>) -> Option<String> {
    let said = body.iter().take(4).find_map(|line| line.of(text).split_once("代表"))?.1;
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
fn first_subject(text: &str, body: &[TextSpan]) -> Option<String> {
    for line in body.iter().take(3) {
        for clause in line.of(text).split(['，', '。', '：', '；', '、']) {
            let Some(at) = clause.find("关工委") else { continue };
            let name = &clause[..at + "关工委".len()];
            if let Some(place) = place_of(name)
                && (2..=8).contains(&place.chars().count())
                && name.starts_with(place)
                && name.chars().count() <= 16
            {
                return Some(name.to_owned());
            }
        }
    }
    None
}

/// The place that a title or a name begins with, to the last of its levels.
fn place_of(name: &str) -> Option<&str> {
    let mut bare = name;
    if let Some((_, length)) = dates::year(bare)
        && bare[length..].starts_with('年')
    {
        bare = &bare[length + '年'.len_utf8()..];
    }
    let known = known_place(bare);
    let mut end = (known > 0).then_some(known);
    for (index, (at, c)) in bare.char_indices().enumerate().take(14) {
        if at < known {
            continue;
        }
        if !is_han(c) {
            break;
        }
        let level = matches!(c, '省' | '市' | '县' | '区' | '州' | '旗' | '盟' | '镇' | '乡');
        // 市区, 镇区 and 市政府 are no names; a level word needs a name of at least one character before it.
        let begins = bare[at..].starts_with("市政府") && index == 0;
        if level && index > 0 && !begins {
            end = Some(at + c.len_utf8());
        } else if end.is_some_and(|end| bare[end..at].chars().count() > 3) {
            break;
        }
    }
    let place = &bare[..end?];
    (known > 0 || place.chars().count() >= 3 || place.ends_with(['省', '县'])).then_some(place)
}

/// The full name of a place that is given by its short one, if the first lines say it.
fn full_place<'t>(text: &'t str, lines: &[TextSpan], short: &str) -> Option<&'t str> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::lines::lines;
    use jiff::civil::date;

    fn frame_of(text: &str) -> Frame {
        frame(text, &lines(text), &Page::default())
    }

    #[test]
    fn a_summary() {
        let frame = frame_of(
            "青河县关工委2020年工作总结\n一年来，全县关心下一代工作取得了新成效。\n2020年12月22日\n",
        );
        let meta = frame.meta;
        assert_eq!(meta.title.as_deref(), Some("青河县关工委2020年工作总结"));
        assert_eq!(meta.issuer.as_deref(), Some("青河县关工委"));
        assert_eq!((meta.date, meta.year), (Some(date(2020, 12, 22)), Some(2020)));
        assert_eq!(meta.genre.as_deref(), Some("工作总结"));
        assert_eq!(meta.place.map(|place| place.name).as_deref(), Some("青河县"));
        assert_eq!((frame.body, frame.foot), (1, 2));
    }

    #[test]
    fn a_report_to_the_congress() {
        let frame = frame_of(
            "2025年河东省政府工作报告\n——2025年1月18日在河东省第十四届人民代表大会第三次会议上\n省长 王一平\n各位代表：\n现在，我代表省人民政府，向大会报告工作。\n一、2024年工作回顾\n",
        );
        assert_eq!(frame.meta.title.as_deref(), Some("2025年河东省政府工作报告"));
        assert_eq!(frame.meta.byline.as_deref(), Some("省长 王一平"));
        assert_eq!(frame.meta.issuer.as_deref(), Some("河东省人民政府"));
        assert_eq!((frame.meta.date, frame.meta.year), (Some(date(2025, 1, 18)), Some(2024)));
        assert_eq!(frame.body, 3);
    }

    #[test]
    fn a_title_on_two_lines() {
        let frame = frame_of(
            "平山市十六届人大\n七次会议文件（14）\n关于平山市2025年预算执行情况和\n2026年预算草案的报告（书面）\n——2026年2月4日在会议上\n各位代表：\n",
        );
        assert_eq!(
            frame.meta.title.as_deref(),
            Some("关于平山市2025年预算执行情况和2026年预算草案的报告（书面）")
        );
        assert_eq!(frame.meta.date, Some(date(2026, 2, 4)));
    }

    #[test]
    fn places_by_their_short_names() {
        assert_eq!(place_of("江西资溪：“五重”显成效"), Some("江西资溪"));
        assert_eq!(place_of("2025年云南省政府工作报告"), Some("云南省"));
        assert_eq!(place_of("集安市台上镇关工委工作总结"), Some("集安市台上镇"));
        assert_eq!(place_of("持之以恒不断加强基层建设"), None);
    }

    #[test]
    fn no_title() {
        let frame = frame_of(
            "几年来，东江县关工委坚持“急党政所急、想青少年所需、尽关工委所能”的工作方针，强化党建引领，践行立德树人，创新工作思路，改进工作方法。\n一、创新\n",
        );
        assert_eq!((frame.meta.title, frame.body), (None, 0));
        assert_eq!(frame.meta.issuer.as_deref(), Some("东江县关工委"));
    }
}
