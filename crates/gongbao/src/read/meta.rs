//! What a report says of itself: the lines above its body and below it.
//!
//! The head is what stands before the first salutation, numbered heading or paragraph: title, subtitle, byline. The
//! foot is what stands behind the last paragraph: who signs, and when.

mod issuer;

use gongbao_data::{genres, post_words, salutations};
use jiff::civil::Date;

use super::dates;
use super::outline::{numbering, roles};
use crate::report::{Meta, PlaceRef, SectionRole};
use crate::restore::Page;
use crate::span::TextSpan;
use issuer::{
    body_of_post, first_subject, full_place, is_issuer, issuer_of_title, org_end, place_of, represented,
    signing,
};

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
/// As long as the name of a column of a site is, in characters.
const COLUMN: usize = 6;
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
            byline(line).is_some()
                || dates::find(line).is_some()
                || month_line(line)
                || signature(line)
                || bracketed(line)
        }
    };
    // —在3月2日政协某市第十一届委员会第五次会议上, and who spoke there.
    let given = |index: usize| {
        line(index).starts_with('—') && line(index).ends_with('上') && line(index).contains('会')
    };
    let speaker = |index: usize| {
        index > 0
            && given(index - 1)
            && (2..=4).contains(&line(index).chars().count())
            && line(index).chars().all(is_han)
    };
    let stray = |&index: &usize| !under(line(index)) && !given(index) && !speaker(index);
    let last =
        (title_lines.end..body).rfind(|index| !stray(index)).map_or(title_lines.end, |index| index + 1);
    // 经验交流, the column of the site, above who and when.
    let column = |index: usize| line(index).chars().nth(COLUMN).is_none();
    let mut strays = (title_lines.end..last).filter(stray);
    let body = match (strays.next(), strays.next()) {
        (Some(first), second) if second.is_some() || !column(first) => first,
        _ => last,
    };
    let rest: Vec<&str> = (0..body).filter(|index| !title_lines.contains(index)).map(line).collect();
    meta.title = title.or_else(|| page.title.clone()).map(|title| bare_title(&title).to_owned());
    meta.title.take_if(|title| title.starts_with("（上接") || title.is_empty());
    let writer = page.byline.clone().filter(|name| is_writer(name));
    let written = |index: &usize| written_by(line(*index)).filter(|_| line(*index).contains('笔'));
    let below = (foot..lines.len()).find_map(|index| written(&index).map(str::to_owned));
    meta.byline = rest.iter().find_map(|line| byline(line)).or(below).or(writer);
    let head_date = rest.iter().find_map(|line| dates::find(line));
    let title_date = meta.title.as_deref().and_then(dates::find);
    meta.date = foot_date.or(title_date).or(head_date).or(page.dated).or(page.published);

    let genre = meta.title.as_deref().and_then(genre);
    meta.genre = genre.map(|genre| genre.name.to_owned());
    // 2025医院工作总结: a year without its 年.
    let bare_year = |title: &str| {
        dates::year(title)
            .filter(|(year, length)| *length == 4 && *year >= 1949 && title[4..].starts_with(is_han))
            .map(|(year, _)| year)
    };
    // 二〇二一年财政年度施政报告—二〇二〇年工作回顾: what is looked back on.
    let looked_back = |title: &str| {
        let last = title.rsplit('—').next().filter(|last| last.len() < title.len())?;
        dates::find_year(last).filter(|_| ["回顾", "总结"].iter().any(|word| last.contains(word)))
    };
    let title_year = meta.title.as_deref().and_then(|title| {
        looked_back(title).or_else(|| dates::find_year(title)).or_else(|| bare_year(title))
    });
    meta.year = reported_year(text, &lines[body..foot], title_year, genre, meta.date);
    meta.issuer = meta
        .title
        .as_deref()
        .and_then(issuer_of_title)
        .or(signed)
        .or_else(|| rest.iter().find_map(|line| signing(line)))
        .or_else(|| meta.byline.as_deref().and_then(body_of_post))
        .or_else(|| represented(text, &lines[body..foot], meta.title.as_deref()))
        .or_else(|| page.issuer.clone())
        .or_else(|| page.origin.clone().filter(|origin| is_issuer(origin, meta.title.as_deref())))
        .or_else(|| meta.byline.is_none().then(|| first_subject(text, &lines[body..foot])).flatten());
    // 广西人民政府 is nobody's name: the head says it in full (在广西壮族自治区第十四届…).
    if let Some(issuer) = &mut meta.issuer
        && let Some(place) = place_of(issuer).map(str::to_owned)
        && let Some(full) = full_place(text, lines, &place)
    {
        issuer.replace_range(..place.len(), full);
    }
    let given = rest.iter().filter_map(|line| line.split_once('在')).find_map(|(_, place)| place_of(place));
    let place = |meta: &Meta| {
        let named = [meta.title.as_deref(), meta.issuer.as_deref()].into_iter().flatten().find_map(place_of);
        named.or(given).map(str::to_owned)
    };
    // 市财政局: of which city, the title says.
    if let Some(place) = place(&meta)
        && let Some(issuer) = &mut meta.issuer
        && issuer.starts_with(['省', '市', '县', '区', '州'])
        && place.ends_with(issuer.chars().next().unwrap_or_default())
    {
        issuer.replace_range(..'市'.len_utf8(), &place);
    }
    let place = place(&meta);
    meta.place = place.map(|name| PlaceRef { name, code: None, level: None });
    Frame { meta, body, foot, default_role: genre.and_then(|genre| genre.role) }
}

/// A title without the mark of a note behind it, and without the name of the site.
fn bare_title(title: &str) -> &str {
    let mut bare = title.trim();
    while let Some(open) = bare.strip_suffix([']', '］']).and_then(|inside| inside.rfind(['[', '［'])) {
        let note = bare[open..].trim_matches(|c| "[]［］注".contains(c));
        if note.chars().count() > 2 || note.contains(is_han) {
            break;
        }
        bare = bare[..open].trim_end();
    }
    // 某县人大常委会工作报告——2017年1月10日在…会议上: what it is, and where it was given.
    if let Some(at) = bare.find("——").filter(|&at| at > 0 && subtitle(&bare[at..]).is_some()) {
        return bare[..at].trim();
    }
    match bare.split_once(['_', '|']) {
        Some((own, site))
            if own.chars().count() >= 6 && site.ends_with(['网', '站', '府', '局', '报', '会']) =>
        {
            own.trim()
        }
        _ => bare,
    }
}

/// Whether what a page calls the author is a person, and not a site or an office.
fn is_writer(name: &str) -> bool {
    !(org_end(name)
        || name.ends_with(['网', '港', '站', '报', '社', '台'])
        || ["管理员", "管理員", "佚名", "编辑", "編輯", "未知"].iter().any(|word| name.contains(word)))
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
        let first = first.of(text);
        // A page that begins below its title: ——2021年12月16日在…会议上, or who gave the report.
        let given = subtitle(first).is_some()
            || written_by(first).is_some()
            || first.contains([' ', '\u{3000}']) && byline(first).is_some();
        if signature(first) || given {
            return (0..0, None);
        }
        // 全市财政情况向大会提交报告——, and what of.
        return match head.get(1).map(|line| line.of(text)).filter(|_| first.ends_with('—')) {
            Some(second) => (0..2, Some([first, second].concat())),
            None => (0..1, Some(first.to_owned())),
        };
    };
    let mut start = last;
    while start > 0 && dates::find(line(start - 1)).is_none() {
        let before = line(start - 1);
        let begun = before.starts_with("关于");
        let open = begun || before.ends_with(['和', '与', '及', '、', '—']);
        if whole(line(start)) && !open {
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
    let dated = dates::year(line).is_some_and(|(_, length)| line[length..].starts_with('年'));
    line.starts_with("关于") || place_of(line).is_some() || dated
}

/// Whether a line is nothing but a month: 二〇一四年三月.
fn month_line(line: &str) -> bool {
    let month = dates::year(line).and_then(|(_, length)| line[length..].strip_prefix('年'));
    month
        .and_then(dates::small)
        .is_some_and(|(_, length)| month.is_some_and(|month| &month[length..] == "月"))
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
    let mut bare = bare_title(title).trim_end_matches(['》', '”']);
    if let Some(row) = tail(bare) {
        // 2024年工作总结和2025年工作计划: what it begins with.
        let first = bare.find("总结").filter(|_| row.role == Some(SectionRole::Plan));
        return first.and_then(|at| tail(&bare[..at + "总结".len()])).or(Some(row));
    }
    while let Some(open) = bare.strip_suffix(['）', ')']).and_then(|inside| inside.rfind(['（', '('])) {
        bare = &bare[..open];
    }
    tail(bare)
}

fn tail(bare: &str) -> Option<Genre> {
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
    let headed = |words: &[&str]| {
        body.iter().find_map(|line| {
            let line = line.of(text);
            let short = line.len() < 120 && words.iter().any(|word| line.contains(word));
            short.then(|| dates::find_year(line)).flatten()
        })
    };
    let looked_back = headed(&["回顾", "执行情况", "完成情况", "工作总结"]);
    if genre.is_some_and(|genre| genre.reported) && title.is_some() {
        return title;
    }
    let current = body.iter().take(5).any(|line| line.of(text).starts_with("今年以来"));
    looked_back.or_else(|| match (title, genre, date) {
        // A report to the congress at the beginning of a year is about the year before, one in its middle is not.
        (Some(year), Some(genre), _) if genre.name == "政府工作报告" && !current => Some(year - 1),
        (Some(year), ..) => Some(year),
        (None, Some(genre), Some(date)) if genre.reported && date.month() <= 2 => Some(date.year() - 1),
        (None, _, date) => {
            headed(&["工作情况", "推进情况", "开展情况", "年主要工作"]).or(date.map(Date::year))
        }
    })
}

/// Who wrote it, where a line says so by a label: 执笔：陆观澜.
fn written_by(line: &str) -> Option<&str> {
    const MARKS: [&str; 12] = [
        "文/图",
        "图/文",
        "作者：",
        "撰稿：",
        "文：",
        "文/",
        "执笔：",
        "执笔人：",
        "撰文：",
        "撰稿人：",
        "课题组组长：",
        "课题组成员：",
    ];
    let line = line.trim_matches(['（', '）', '(', ')']);
    MARKS.iter().find_map(|mark| line.strip_prefix(mark)).map(str::trim)
}

/// A line that names who wrote it.
fn byline(line: &str) -> Option<String> {
    if let Some(names) = written_by(line) {
        return Some(names.to_owned());
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
    post_words().ends(words)
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
    if let Some((issuer, date)) = lines.last().and_then(|last| issued(last.of(text))) {
        return (lines.len(), Some(issuer), Some(date));
    }
    let from = lines.len().saturating_sub(4).max(body);
    let dated = (from..lines.len()).rev().find(|&index| only_date(line(index)).is_some());
    let end = dated.unwrap_or(lines.len());
    let signs = |line: &str| dated.is_some() && signature(line) || written_by(line).is_some();
    let least = end.saturating_sub(6).max(body);
    let start = (least..end).rev().take_while(|&index| signs(line(index))).last().unwrap_or(end);
    let signed = (start..end).map(line).find(|line| signature(line));
    let signed = signed.map(|line| line.trim_matches(['（', '）', ' ']).to_owned());
    (start, signed, dated.and_then(|index| only_date(line(index))))
}

/// 某省人民政府办公厅2020年12月10日印发: the imprint of a document.
fn issued(line: &str) -> Option<(String, Date)> {
    let said = line.strip_suffix("印发")?;
    let at = said.find(|c: char| c.is_ascii_digit())?;
    let (date, length) = dates::date(&said[at..])?;
    let name = said[..at].trim();
    (at + length == said.len() && signature(name)).then(|| (name.to_owned(), date))
}

/// The date that a line consists of.
fn only_date(line: &str) -> Option<Date> {
    let bare = line.trim_matches(['（', '）', '(', ')', ' ', '。']).trim_end_matches("印发");
    dates::date(bare).filter(|(_, length)| *length == bare.len()).map(|(date, _)| date)
}

/// Whether a line is the name of a body, as it stands above a date. A headline and the name of a meeting may end as one
/// does: 某镇召开工作会, 某某报告团举行新年茶话会.
fn signature(line: &str) -> bool {
    const VERBS: [&str; 7] = ["召开", "举行", "举办", "开展", "启动", "组织召", "参加"];
    line.chars().take(31).count() <= 30
        && numbering::number(line).is_none()
        && !line.contains(['，', '。', '：', '；', '！', '、'])
        && org_end(line.trim_end_matches(['）', ' ']))
        && !VERBS.iter().any(|verb| line.contains(verb))
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
    fn a_report_of_an_office() {
        let page =
            Page {
                origin: Some("平山日报社".into()), byline: Some("平山在线网".into()), ..Page::default()
            };
        let text = "关于平山市2025年预算执行情况和\n2026年预算草案的报告[1]\n——2026年1月20日在平山市第五届人民代表大会第六次会议上\n市财政局局长 王一平\n各位代表：\n受市人民政府委托，现报告如下。\n";
        let meta = frame(text, &lines(text), &page).meta;
        assert_eq!(meta.title.as_deref(), Some("关于平山市2025年预算执行情况和2026年预算草案的报告"));
        assert_eq!(meta.issuer.as_deref(), Some("平山市财政局"));
        assert_eq!(meta.byline.as_deref(), Some("市财政局局长 王一平"));
        assert_eq!(meta.place.map(|place| place.name).as_deref(), Some("平山市"));
        assert_eq!((meta.genre.as_deref(), meta.year), (Some("预算报告"), Some(2025)));
    }

    #[test]
    fn the_imprint_of_a_document() {
        let text = "各市人民政府：\n为加强领导，现就有关事项通知如下，请认真贯彻执行，确保取得实效。\n平山省人民政府办公厅2020年12月10日印发\n";
        let meta = frame_of(text).meta;
        assert_eq!(meta.issuer.as_deref(), Some("平山省人民政府办公厅"));
        assert_eq!(meta.date, Some(date(2020, 12, 10)));
    }

    #[test]
    fn who_speaks_and_who_republishes() {
        // 代表 of 人民代表大会 says nothing, and a paper that reprints is no issuer.
        let page = Page { origin: Some("青山省统计局".into()), ..Page::default() };
        let text = "平山市2025年国民经济和社会发展统计公报[1]\n2025年，全市深入贯彻人民代表大会精神，坚持稳中求进，经济运行总体平稳，质量效益稳步提升。\n";
        let meta = frame(text, &lines(text), &page).meta;
        assert_eq!((meta.issuer, meta.genre.as_deref()), (None, Some("统计公报")));
    }

    #[test]
    fn places_by_their_short_names() {
        assert_eq!(place_of("关于2025年平山市及市本级预算"), Some("平山市"));
        assert_eq!(place_of("昆明全市常住人口"), Some("昆明"));
        assert_eq!(place_of("江西资溪：“五重”显成效"), Some("江西资溪"));
        assert_eq!(place_of("2025年云南省政府工作报告"), Some("云南省"));
        assert_eq!(place_of("集安市台上镇关工委工作总结"), Some("集安市台上镇"));
        assert_eq!(place_of("持之以恒不断加强基层建设"), None);
        assert_eq!(place_of("总结我市关工委"), None);
    }

    #[test]
    fn who_wrote_a_survey() {
        let body = "为掌握现状，课题组深入9个乡镇开展调研，召开座谈会11次，现将情况报告如下。";
        let text = format!(
            "关于平山县养老工作的调研报告\n县政协课题组\n{body}\n课题组组长：王一平\n执笔：李双、赵三水\n2024年9月25日\n"
        );
        let frame = frame_of(&text);
        assert_eq!(frame.meta.issuer.as_deref(), Some("平山县政协课题组"));
        assert_eq!(frame.meta.byline.as_deref(), Some("李双、赵三水"));
        assert_eq!((frame.body, frame.foot), (2, 3));
    }

    #[test]
    fn the_column_of_a_site() {
        let text = "平山州关工委深入基层调研工作\n经验交流\n平山州关工委\n1月13日，州关工委调研组深入基层，就基层组织建设情况开展专题调研。\n";
        assert_eq!(frame_of(text).body, 3);
        let text = "关于平山县养老工作的调研报告\n基本情况\n全县共有老年人11.9万人，其中农村留守老人2.3万人，独居老人约6800人。\n";
        assert_eq!(frame_of(text).body, 1);
    }

    #[test]
    fn a_headline_that_ends_as_a_body() {
        let frame = frame_of(
            "平山区关工委召开2022年“五团”工作会\n1月18日，区关工委召开会议，听取了2021年工作情况的汇报。\n",
        );
        assert_eq!(frame.meta.title.as_deref(), Some("平山区关工委召开2022年“五团”工作会"));
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
