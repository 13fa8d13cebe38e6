//! Bodies that their ending tells, with a proper name before it: 东北林业大学, “红领巾”基金会.

use gongbao_data::{organisation_not, organisation_open, organisation_suffixes};

use super::Body;
use super::end::further;
use crate::extract::lexis::{Words, is_han};
use crate::extract::mechanisms::Role;
use crate::extract::signs::{Sign, Signs};

/// The body that ends with the ending at `at` and begins at `start`, behind the last word that cannot belong to it.
pub(in crate::extract) fn ending(text: &str, signs: &Signs, start: usize, at: usize) -> Option<Body> {
    let (length, row) = organisation_suffixes().longest(&text[at..])?;
    let least: usize = row.column(1).parse().ok()?;
    let end = at + length;
    if text[end..].starts_with([
        '位', '习', '生', '制', '化', '式', '界', '家', '办', '里', '期', '时', '文', '城', '长', '军', '体',
        '计', '代',
    ]) || text[end..].starts_with("教育")
    {
        return None;
    }
    let own = &text[start..at];
    if own.ends_with(['上', '读', '念', '考', '中', '某']) || own.contains(['和', '与', '及']) {
        return None;
    }
    // 志愿者担任工作室骨干, 到镇上召开理事会: behind a verb a name begins anew.
    static VERBS: Words = Words::new(&[
        "担任",
        "召开",
        "举办",
        "举行",
        "开展",
        "走访",
        "走进",
        "来到",
        "参观",
        "慰问",
        "出席",
        "荣获",
        "加入",
        "深入",
        "莅临",
        "反映出",
        "前往",
        "邀请",
        "聘请",
        "陪同",
        "看望",
        "抵达",
        "观摩",
        "考入",
        "考上",
        "就读于",
        "毕业于",
        "来自",
    ]);
    let behind = |at| VERBS.beginning(&own[at..]).map(|verb| at + verb.len()).max();
    let verb = own.char_indices().rev().find_map(|(at, _)| behind(at));
    let start = verb.map_or(start, |behind| start + behind);
    let own = &text[start..at];
    // 老干部宣讲团 describes; at the head of a sentence it names.
    let heads = text[..start].chars().next_back().is_none_or(|c| matches!(c, '。' | '\n'));
    if row.key().ends_with('团') && row.key() != "集团" && !heads && !matches!(row.key(), "合唱团" | "艺术团")
    {
        return None;
    }
    let start = start + proper(own)?;
    let own = &text[start..at];
    let name = &text[start..end];
    let count = own.chars().filter(|&c| is_han(c)).count();
    if count < least || own.chars().count() > 16 || own.contains(['、', '，', ' ', '+', '（']) {
        return None;
    }
    // No more than two characters stand before a collective word that a name ends in.
    let collective = name.char_indices().take(3).any(|(at, _)| {
        organisation_not().get(&name[at..]).is_some_and(|row| at == 0 || row.key().chars().nth(2).is_some())
    });
    static GENERAL: Words = Words::new(&[
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
    ]);
    if collective || GENERAL.begin(own) {
        return None;
    }
    // 东北林业大学关工委, 华瑞集团党委: a body within it.
    let end = further(text, signs, end);
    Some(Body { name: Some(text[start..end].to_owned()), ..Body::new(start, end, "organisation/suffix") })
}

/// Whether a quoted name is one of a body: “爱心联盟”.
pub(in crate::extract) fn is_quoted_name(content: &str) -> bool {
    static SUFFIXES: Words = Words::new(&[
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
    ]);
    SUFFIXES.ending(content).any(|suffix| {
        let own = &content[..content.len() - suffix.len()];
        (2..=12).contains(&own.chars().count()) && own.chars().all(is_han)
    })
}

/// The end of a body whose name begins with a quotation that ends at `close`: “红领巾”基金会.
pub(in crate::extract) fn behind_quote(text: &str, signs: &Signs, close: usize) -> Option<usize> {
    let rest = &text[close..];
    if rest.starts_with("团队") {
        return Some(close + "团队".len());
    }
    for (at, c) in rest.char_indices().take(6) {
        let suffix = if signs.has(Sign::Ending, close + at) {
            organisation_suffixes().longest(&rest[at..])
        } else {
            None
        };
        if let Some((length, _)) = suffix.filter(|(_, row)| {
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
        if !is_han(c) || matches!(signs.word(close + at), Some((_, Role::Always | Role::Middle))) {
            return None;
        }
    }
    None
}

/// Where a proper name begins in the words before an ending: behind verbs. None where they name nothing: 改变银行,
/// 公立医院, 统治集团.
fn proper(own: &str) -> Option<usize> {
    let mut start = 0;
    while let Some((length, row)) =
        organisation_open().longest(&own[start..]).filter(|(_, row)| matches!(row.column(1), "skip" | "lead"))
    {
        let rest = &own[start + length..];
        // 同济, 将军澳: a particle of one character needs more behind it than a name of its own has.
        if row.key().len() == 3 && rest.chars().count() < 4 && organisation_open().longest(rest).is_none() {
            break;
        }
        start += length;
    }
    let own = &own[start..];
    (!own.is_empty() && !describes(own)).then_some(start)
}

/// Whether words before an ending describe bodies and name none.
fn describes(own: &str) -> bool {
    let mut sorts = true;
    let mut behind = 0;
    for (at, _) in own.char_indices() {
        match organisation_open().longest(&own[at..]).map(|(length, row)| (length, row.column(1))) {
            Some((_, "in")) => return true,
            Some((_, "det" | "adj")) if at == 0 => return true,
            Some((length, "det" | "adj" | "kind")) if at == behind => behind = at + length,
            _ => sorts &= at < behind,
        }
    }
    sorts
}

/// Whether words behind a place cannot begin the name of a body: 香港拥有五所, 香港主要上市公司.
pub(super) fn opens_badly(own: &str) -> bool {
    let opens = organisation_open()
        .longest(own)
        .is_some_and(|(length, row)| length > 3 && matches!(row.column(1), "skip" | "det"));
    opens
        || own.char_indices().any(|(at, _)| {
            organisation_open().longest(&own[at..]).is_some_and(|(_, row)| row.column(1) == "in")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proper_names() {
        for own in ["同济", "东北林业", "将军澳", "中国人民", "尚思自然科学", "齐鲁", "康复工程与"]
        {
            assert_eq!(proper(own), Some(0), "{own}");
        }
        assert_eq!(proper("计划重建仁济"), Some("计划重建".len()));
        for own in ["改变", "公立", "统治", "本地", "城市医疗", "国家", "有效缓解", "帝国主义侵略"]
        {
            assert_eq!(proper(own), None, "{own}");
        }
    }
}
