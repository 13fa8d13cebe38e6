//! What a single line is taken for.

use gongbao_data::{page_paths, page_words};

use super::signs::{ARROW, BRACKET, DIGIT, LETTER, POINT, Signs};
use super::{Place, dates::date, fields::fields, fields::labelled};
use crate::restore::Page;

/// Longer lines are paragraphs, whatever they say; in bytes.
const LONGEST: usize = 600;

/// Between paragraphs only a short line can be anything else; in bytes.
const LONGEST_INSIDE: usize = 150;

/// What a line is taken for, if it is no part of the report.
pub(super) fn reason(line: &str, place: Place, page: &mut Page) -> Option<&'static str> {
    let outside = place != Place::Body;
    if line.len() > if outside { LONGEST } else { LONGEST_INSIDE } {
        return None;
    }
    let bare = line.trim_start_matches(bullet);
    if bare.trim().is_empty() || is_markup(bare) || is_picture(bare) || outside && is_scrap(bare) {
        return Some("markup");
    }
    let signs = Signs::of(bare);
    if is_buttons(bare, outside)
        || is_path(bare, signs)
        || outside && (signs.has(BRACKET) && is_tools(bare) || is_neighbour(bare))
    {
        return Some("navigation");
    }
    // ◆单位简介 is a heading.
    let item = line.starts_with(['•', '●', '▪', '►', '▶']);
    if place == Place::Head && (is_menu(bare) || item && is_menu_item(bare)) {
        return Some("navigation");
    }
    if outside && signs.notice {
        return Some("notice");
    }
    if place == Place::Head && is_site(bare) {
        return Some("navigation");
    }
    if signs.has(POINT) && is_watermark(bare) {
        return Some("advertising");
    }
    if outside && reprinted(bare, page)
        || fields(bare, place, page)
        || place == Place::Head
            && (signs.has(DIGIT) && stamped(bare, page)
                || signs.has(LETTER) && addressed(bare, page)
                || is_sheet(bare))
    {
        return Some("metadata");
    }
    if place == Place::Foot && signs.has(POINT) && is_attachment(bare) {
        return Some("attachment");
    }
    if outside && signs.advertising {
        return Some("advertising");
    }
    (outside && is_imprint(bare, signs)).then_some("imprint")
}

fn bullet(c: char) -> bool {
    c.is_whitespace() || matches!(c, '•' | '●' | '■' | '◆' | '▪' | '►' | '▶' | '◎')
}

/// 字体:[大] [中] [打印] [关闭] 发表时间:2020-11-18: buttons in brackets among what else a page says of itself.
fn is_tools(line: &str) -> bool {
    const SIGNS: [[&str; 2]; 2] = [["[打印]", "[关闭]"], ["【打印】", "【关闭】"]];
    SIGNS.iter().any(|signs| signs.iter().all(|sign| line.contains(sign))) && !line.contains('。')
}

/// Nothing but tags: `<strike id="40mei"></strike>`.
fn is_markup(line: &str) -> bool {
    let mut rest = line.trim_start();
    while let Some(tag) = rest.strip_prefix('<') {
        let name = tag.strip_prefix('/').unwrap_or(tag);
        if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
            return false;
        }
        let Some(end) = tag.find('>') else { return false };
        rest = tag[end + 1..].trim_start();
    }
    rest.is_empty()
}

/// DSC0012.jpg, QQ图片(600x359).png: the file of a picture, where the page showed it.
fn is_picture(line: &str) -> bool {
    const FILES: [&str; 4] = [".jpg", ".png", ".gif", ".jpeg"];
    const LONGEST: usize = 60;
    line.len() <= LONGEST && {
        let at = line.rfind('.').unwrap_or(line.len());
        at > 0 && FILES.iter().any(|file| line[at..].eq_ignore_ascii_case(file))
    }
}

/// A sign or two alone on a line: the frame of a box, a blank that was lost.
fn is_scrap(line: &str) -> bool {
    line.chars().take(4).count() <= 3 && line.chars().all(|c| "|?｜│·*#>".contains(c) || c.is_whitespace())
}

/// Nothing but buttons and menus, one of them beyond doubt: 【打印】【关闭】. Between paragraphs one alone may be a
/// heading.
pub(super) fn is_buttons(line: &str, outside: bool) -> bool {
    let mut rest = line;
    let (mut strong, mut words) = (false, 0);
    while let Some(c) = rest.chars().next() {
        if let Some((length, row)) = labelled(page_words(), rest) {
            strong |= row.column(1) == "strong";
            words += 1;
            rest = &rest[length..];
        } else if c.is_whitespace() || "|｜丨│【】[]（）()：:、，,/>»›·-+".contains(c) {
            rest = &rest[c.len_utf8()..];
        } else {
            return false;
        }
    }
    strong && (outside || words > 1)
}

/// 首页 » 工作交流 » 正文: short parts between arrows, beginning at the front page, or 当前位置： before them.
fn is_path(line: &str, signs: Signs) -> bool {
    const LONGEST_PART: usize = 30;
    let arrows = ['»', '›', '>', '＞', '→', '»', '▷', '》'];
    let begins = page_paths().longest(line).map(|(length, row)| (length, row.column(1)));
    let (rest, sure) = match begins {
        Some((length, "place")) => (&line[length..], true),
        Some((_, kind)) => (line, kind == "home"),
        None => (line, false),
    };
    let last = |word: &str| page_paths().get(word.trim()).is_some_and(|row| row.column(1) == "last");
    let ends = || signs.has(ARROW) && rest.rsplit(arrows).next().is_some_and(last);
    if !(sure || ends()) {
        return false;
    }
    let parts: Vec<&str> = rest.split(arrows).collect();
    let short = parts.iter().all(|part| part.chars().count() <= LONGEST_PART && !part.contains(['。', '，']));
    short && (sure && (parts.len() > 1 || rest.starts_with(['：', ':'])) || parts.len() > 2 && ends())
}

/// 上一篇：某镇召开会议: the article beside this one.
fn is_neighbour(line: &str) -> bool {
    const LONGEST: usize = 80;
    const WORDS: [&str; 13] = [
        "上一篇",
        "下一篇",
        "上一条",
        "下一条",
        "上一则",
        "下一则",
        "前一篇",
        "后一篇",
        "上一條",
        "下一條",
        "上一則",
        "下一則",
        "後一篇",
    ];
    let bare = line.trim_start_matches(['【', '[']);
    if !bare.starts_with(['上', '下', '前', '后', '後']) {
        return false;
    }
    let title = WORDS.iter().find_map(|word| bare.strip_prefix(word));
    title.is_some_and(|title| {
        title.trim_start_matches(['】', ']', ' ']).starts_with([':', '：'])
            && title.chars().count() <= LONGEST
    })
}

/// 某网 2021-07-27 17:07:19 政府报告: when a page was put there, to the minute, among the names of its site and its
/// column. What a report writes itself has no clock; behind a label it needs none.
fn stamped(line: &str, page: &mut Page) -> bool {
    const MOST: usize = 4;
    const LONGEST_NAME: usize = 8;
    let Some(at) = line.find(|c: char| c.is_ascii_digit()) else { return false };
    let (before, rest) = line.split_at(at);
    let Some((day, length)) = date(rest) else { return false };
    let label = ["时间：", "时间:", "日期：", "日期:"].iter().any(|label| before.trim_end().ends_with(label));
    let clock = rest[..length].contains([':', '：']);
    let names = [before.trim_end_matches(['时', '间', '日', '期', '：', ':', ' ']), &rest[length..]];
    let plain = |name: &str| {
        name.chars().count() <= LONGEST_NAME
            && !name.contains(|c: char| "，。；：、,;:".contains(c) || c.is_ascii_digit())
    };
    let mut words = names.iter().flat_map(|names| names.split_whitespace());
    let few = words.clone().count() <= MOST && words.all(plain);
    let stamped = few && (clock || label);
    if stamped {
        page.published = page.published.or(Some(day));
    }
    stamped
}

/// 第A08版：教育周刊, 通版阅读: on which sheet of a newspaper an article stands.
fn is_sheet(line: &str) -> bool {
    const LONGEST: usize = 20;
    let number = line.strip_prefix('第').map(|rest| {
        rest.trim_start_matches(|c: char| c.is_ascii_alphabetic())
            .trim_start_matches(|c: char| c.is_ascii_digit())
    });
    number.is_some_and(|rest| {
        rest.len() + '第'.len_utf8() < line.len()
            && rest
                .strip_prefix('版')
                .is_some_and(|rest| rest.starts_with([':', '：', ' ']) || rest.is_empty())
    }) && line.chars().count() <= LONGEST
}

/// 某网 http://… 2025年2月21日 来源：某局: the address of the site, the date, and perhaps the source.
fn addressed(line: &str, page: &mut Page) -> bool {
    let Some(at) = line.find("http").filter(|_| !line.contains(['，', '。'])) else { return false };
    let rest = line[at..].trim_start_matches(|c: char| !c.is_whitespace()).trim_start();
    let Some((day, length)) = date(rest) else { return false };
    page.published = page.published.or(Some(day));
    fields(rest[length..].trim(), Place::Head, page);
    true
}

/// 首页 政务公开 工作报告: names set apart, the front page first.
fn is_menu(line: &str) -> bool {
    const LONGEST_NAME: usize = 30;
    let mut names = line.split_whitespace();
    line.starts_with(['首', '网'])
        && matches!(names.next(), Some("首页" | "首頁" | "网站首页"))
        && names.clone().count() > 1
        && names.all(|name| name.chars().count() <= LONGEST_NAME && !name.contains(['，', '。', '：']))
}

/// A word behind a bullet above the title: 国内.
fn is_menu_item(line: &str) -> bool {
    const LONGEST_ITEM: usize = 8;
    line.chars().count() <= LONGEST_ITEM
        && !line.contains(|c: char| c.is_ascii_digit() || "，。：；、".contains(c))
}

/// 本文转自：人民日报客户端
fn reprinted(line: &str, page: &mut Page) -> bool {
    const LONGEST_NAME: usize = 30;
    let words =
        ["本文转自", "本文轉自", "本文来自", "本文來自", "转自", "轉自", "转载自", "轉載自", "稿件来源于"];
    if !line.starts_with(['本', '转', '轉', '稿']) {
        return false;
    }
    let Some(name) = words.iter().find_map(|word| line.strip_prefix(word)) else { return false };
    let Some(name) = name.trim_start().strip_prefix([':', '：']) else { return false };
    let name = name.trim();
    if name.chars().count() > LONGEST_NAME || name.contains(['。', '，']) {
        return false;
    }
    if !name.is_empty() {
        page.origin = page.origin.take().or_else(|| Some(name.to_owned()));
    }
    true
}

/// 2026年预算公开表.xlsx: a file to be fetched.
fn is_attachment(line: &str) -> bool {
    const FILES: [&str; 12] =
        [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".ofd", ".zip", ".rar", ".ppt", ".pptx"];
    const LONGEST: usize = 300;
    let name = line.trim_end_matches(['】', ']', ' ']);
    line.len() <= LONGEST
        && !line.contains(['。', '；'])
        && name.rfind('.').is_some_and(|at| FILES.iter().any(|file| name[at..].eq_ignore_ascii_case(file)))
}

/// 公文网 www.example.com: the name and the address of a site, as it puts them between the paragraphs of others.
fn is_watermark(line: &str) -> bool {
    const LONGEST: usize = 60;
    const NAME: usize = 8;
    if line.len() > LONGEST {
        return false;
    }
    let Some(at) = line.find("www.") else { return false };
    let address = line[at..].trim_end_matches(['/', ')', '）', ']', ' ']);
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '/');
    let name = line[..at].trim();
    address.chars().all(plain)
        && name.chars().count() <= NAME
        && !name.contains(|c: char| "：:，,。；".contains(c) || c.is_ascii())
}

/// 平山市党政门户网: the name of a site alone on its line.
fn is_site(line: &str) -> bool {
    const LONGEST: usize = 14;
    const ENDS: [&str; 8] =
        ["门户网", "門戶網", "门户网站", "門戶網站", "政府网", "政府網", "政务网", "政務網"];
    ENDS.iter().any(|end| line.ends_with(end))
        && line.chars().count() <= LONGEST
        && !line.contains([':', '：'])
}

/// 版权所有, ICP备, 公网安备: who runs the page.
fn is_imprint(line: &str, signs: Signs) -> bool {
    signs.imprint || signs.owner && !line.contains(['。', '，']) || line.starts_with(['©', '®'])
}

/// Where the date begins that a line ends with, as the items of a list of articles do.
pub(super) fn date_ends(line: &str) -> Option<usize> {
    let inner = line.trim_end_matches([']', '】', ')', '）']);
    let ends = |c: char| matches!(c, '0'..='9' | '０'..='９' | '日' | '号' | '號' | '分');
    if !inner.ends_with(ends) {
        return None;
    }
    // Long enough for 2023年12月19日 18:23:00.
    let from = inner.char_indices().rev().take(22).map(|(at, _)| at);
    from.filter(|&at| inner.is_char_boundary(at) && !inner[..at].ends_with(|c: char| c.is_ascii_digit()))
        .find(|&at| date(&inner[at..]).is_some_and(|(_, length)| at + length == inner.len()))
}
