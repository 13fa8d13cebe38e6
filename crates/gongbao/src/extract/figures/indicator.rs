//! Canonical names of statistical indicators.

use std::sync::LazyLock;

use gongbao_data::Row;

use crate::extract::lexis::{CharBits, Words, is_han};

/// Words behind the name of an indicator that do not change which one it is.
const BEHIND: Words = Words::new(&[
    "同比名义",
    "同比",
    "增长率",
    "增速",
    "增幅",
    "总量",
    "预计",
    "预期",
    "累计",
    "规模",
    "水平",
    "涨幅",
    "实际",
    "完成",
    "执行数",
    "年初预算",
    "调整预算",
    "变动预算",
    "年度预算",
    "预算",
    "决算",
    "执行",
    "预算数",
    "达",
    "约",
    "人数",
    "均值",
    "平均",
    "目标",
    "首次",
]);

/// What names of indicators begin with, and what they end in.
static EDGES: LazyLock<(CharBits, CharBits)> = LazyLock::new(|| {
    let (mut first, mut last) = (CharBits::new(), CharBits::new());
    for row in gongbao_data::indicators().rows() {
        row.key().chars().next().into_iter().for_each(|c| first.add(c as u32));
        row.key().chars().next_back().into_iter().for_each(|c| last.add(c as u32));
    }
    (first, last)
});

/// The row of the indicator that a subject names: the subject itself, or what it ends in.
pub(super) fn indicator(subject: &str) -> Option<Row<'static>> {
    let table = gongbao_data::indicators();
    let mut name = subject;
    if !name.ends_with(is_han) {
        name = footnote(subject).trim_end_matches(['）', '”']);
    }
    // Most names hold no mark of full width, which a search for their first byte tells at once.
    if memchr::memchr(0xEF, name.as_bytes()).is_some()
        && let Some(bracket) = name.find('（').filter(|at| *at > 0)
    {
        name = &name[..bracket];
    }
    let (first, last) = &*EDGES;
    loop {
        if name.ends_with(|c| last.may_have(c)) {
            // The longest ending first: 城镇居民人均可支配收入 before 居民人均可支配收入. Names have at most 20 characters.
            let from = name.char_indices().rev().take(20).last().map_or(name.len(), |(at, _)| at);
            let starts = name[from..].char_indices().filter(|(_, c)| first.may_have(*c));
            for start in starts.map(|(at, _)| from + at) {
                if let Some(row) =
                    table.get(&name[start..]).filter(|row| !of_a_part(&name[..start], row.key()))
                {
                    return Some(row);
                }
            }
        }
        let word = BEHIND.ending(name).next()?;
        name = &name[..name.len() - word.len()];
    }
}

/// Whether the name of an indicator may begin as one noun does and end as another: most nouns make none.
pub(super) fn may_name(begin: &str, end: &str) -> bool {
    let (first, last) = &*EDGES;
    begin.starts_with(|c| first.may_have(c)) && end.ends_with(|c| last.may_have(c))
}

/// 农业生产总值, 海洋生产总值: what a branch of the economy produces is not what the economy does.
fn of_a_part(before: &str, name: &str) -> bool {
    name == "生产总值" && before.ends_with(['业', '洋', '林', '草', '游', '济'])
}

/// A name without the mark of a footnote behind it: [2], ②.
fn footnote(name: &str) -> &str {
    let plain = name.trim_end_matches(|c: char| matches!(c, '①'..='⑳'));
    match plain.strip_suffix([']', '】']).map(|rest| rest.trim_end_matches(|c: char| c.is_ascii_digit())) {
        Some(rest) => rest.strip_suffix(['[', '【']).unwrap_or(plain),
        None => plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_name_wins() {
        let name = |subject| indicator(subject).map(|row| row.column(1));
        assert_eq!(name("全年地区生产总值"), Some("地区生产总值"));
        assert_eq!(name("城镇常住居民人均可支配收入"), Some("城镇居民人均可支配收入"));
        assert_eq!(name("固定资产投资增速"), Some("固定资产投资"));
        assert_eq!(name("全市地区生产总值[2]"), Some("地区生产总值"));
        assert_eq!(name("培训班"), None);
        assert_eq!(name("农业生产总值"), None);
        assert!(may_name("城镇", "居民人均可支配收入") && !may_name("学校", "事故起数"));
    }
}
