//! Words that name a time by themselves, and where they are only part of another word.

use crate::extract::lexis::{CharSet, Words};

/// Whether a word of the table stands there as a word: 明年, but not 说明年度; 年中, but not 青年中.
pub(super) fn word_stands(text: &str, start: usize, end: usize) -> bool {
    let word = &text[start..end];
    let before = text[..start].chars().next_back();
    let behind = &text[end..];
    let after = |list: &str| before.is_some_and(|before| list.chars().any(|c| c == before));
    let first = word.chars().next().unwrap_or_default();
    match first {
        '目' => !after("项科栏题") && !behind.starts_with('期'),
        '明' => !after("说表证声文透阐简分申清光鲜"),
        '去' => !after("过失回"),
        '前' => !after("以之目从此空提"),
        '后' => !after("以之今随此先前落"),
        '上' if word.starts_with("上年") => {
            !after("以之晚网路") && !behind.starts_with(['龄', '轻', '级'])
        }
        '来' => !after("年以未近从历"),
        '全' => !after("健安完") && !attributive(behind) && !governed(&text[..start]),
        '年' => {
            let inside = after("大青成壮少老学财历童幼中晚近每常逐当同多几数半两百千周今明去干")
                || before.is_some_and(is_number)
                || behind.starts_with(['间', '心'])
                // 占年初预算的42%: the name of a plan.
                || ["预算", "计划数"].iter().any(|noun| behind.starts_with(noun))
                || (word == "年中" && behind.starts_with(is_middle));
            !inside
        }
        '至' => {
            !after("甚以乃") && !behind.starts_with(['年', '后', '天', '日', '春', '夏', '秋', '冬', '起'])
        }
        '本' => !after("基资成根版样") && !behind.starts_with("级"),
        '当' => !after("适相应正担充"),
        // 3日前
        '日' => before.is_none_or(|c| !is_number(c)),
        // 减少到现在的276个
        '到' => !behind.starts_with('的'),
        // 网上月, 马上一年
        '上' | '下' => !after("以之网线马路晚早如楼上下"),
        '一' => before.is_none_or(|c| !is_number(c)),
        '几' => !after("十百千"),
        '多' => !after("十百千余") && before.is_none_or(|c| !is_number(c)),
        '同' => !after("共相不合"),
        '近' => {
            !after("临附靠接邻将最亲")
                && !["目标", "规划", "任务"].iter().any(|word| behind.starts_with(word))
        }
        '次' => !after("一二三两多几每首再") && before.is_none_or(|c| !is_number(c)),
        _ => true,
    }
}

fn is_middle(c: char) -> bool {
    matches!(c, '央' | '国' | '共' | '学' | '小' | '部' | '东')
}

/// 全年目标, 全年工作: the word says which goal, not when.
fn attributive(behind: &str) -> bool {
    static NOUNS: Words =
        Words::new(&["目标", "任务", "工作", "预期", "计划", "党建", "思路", "考核", "经济", "预算"]);
    NOUNS.begin(behind)
}

/// 纳入全年…, 按照全年…: governed by a verb, the word belongs to the noun behind it.
fn governed(before: &str) -> bool {
    static VERBS: Words = Words::new(&["纳入", "按照", "完成", "实现", "确保", "围绕", "制定"]);
    VERBS.end(before)
}

/// Whether a character is part of a number.
pub(in crate::extract::times) fn is_number(c: char) -> bool {
    static NUMBERS: CharSet = CharSet::new("0123456789〇零○◯Ｏ一二三四五六七八九十百千万亿廿卅两.．");
    NUMBERS.has(c)
}
