//! Villages, communities and groups of them, which no list has: by their form.

use crate::extract::lexis::{CharSet, Words, is_han, is_word};

/// Characters that no name of a village holds before its last.
static NOT_IN_VILLAGE: CharSet = CharSet::new("的在、于各全等多个行农乡镇县区市新美了是为该本此");

/// What makes a kind of villages of the word, and no name: 龙江民居试点村.
const KINDS: Words = Words::new(&[
    "试点", "示范", "重点", "贫困", "行政", "自然", "特色", "样板", "先进", "空心", "文明", "后进", "薄弱",
    "整治", "培育", "达标", "振兴", "旅游", "移民",
]);

/// How far behind its beginning, in bytes, the last character of the name of a village stands at most.
pub(in crate::extract) const VILLAGE: usize = 6 * '村'.len_utf8();

/// A village, a community or a group of one at the beginning of `rest`, by its form: 大路村, 程扁村二组.
pub(in crate::extract) fn village(rest: &str) -> Option<usize> {
    let mut length = None;
    for (count, (at, c)) in rest.char_indices().enumerate().take(7) {
        match c {
            '村' if count >= 2 && !rest[at..].starts_with("村委") && !rest[at..].starts_with("村级") => {
                length = (!KINDS.end(&rest[..at])).then_some(at + '村'.len_utf8());
            }
            '社' if count >= 2 && rest[at..].starts_with("社区") => length = Some(at + "社区".len()),
            _ if !is_han(c) || NOT_IN_VILLAGE.has(c) => {
                break;
            }
            _ => continue,
        }
        break;
    }
    let length = length?;
    Some(length + group(&rest[length..]))
}

/// Whether the village or community of that length is a name without anything beside it: 双街村, but not 贫困村, 行政村,
/// 老城区社区. What stands before its last word is no word of the language.
pub(in crate::extract) fn is_village_alone(rest: &str, length: usize) -> bool {
    let name = &rest[..length];
    let (own, other) = match name.strip_suffix("社区") {
        Some(own) => (own, "矫治化型警"),
        None => (&name[..length - '村'.len_utf8()], "民级镇落庄寨医居干道办里内中头口容史规两集组"),
    };
    let chars: Vec<char> = own.chars().collect();
    let free = match chars[..] {
        [_, _] => !is_word(own),
        // 历史古村, 产业强村 describe.
        [_, two, three] => {
            !is_word(&[two, three].iter().collect::<String>())
                && !is_word(own)
                && !"名强富美古新老大小空弱".contains(three)
        }
        _ => false,
    };
    free && !chars.iter().any(|&c| NOT_ALONE.has(c)) && !rest[length..].starts_with(|c| other.contains(c))
}

/// Characters that describe a village and name none.
const NOT_ALONE: CharSet = CharSet::new(
    "我你他她它们每某其这那哪个户人村社所有级类型化员民穷富困弱空老旧示范点试国省州街道路和与及或到把将使让给就也都还能可不无年月日时名之城边山区地整推进入驻走访渔外指配优强选抓帮屋下同便组",
);

/// 8组, 二组, 第三村民小组 behind a village.
fn group(rest: &str) -> usize {
    let number = rest.trim_start_matches('第');
    static DIGITS: CharSet = CharSet::new("0123456789一二三四五六七八九十");
    let digits = number.find(|c| !DIGITS.has(c)).unwrap_or(number.len());
    if digits == 0 {
        return 0;
    }
    let behind = &number[digits..];
    let skipped = rest.len() - behind.len();
    ["村民小组", "组", "社", "屯"]
        .iter()
        .find(|unit| behind.starts_with(**unit))
        .map_or(0, |unit| skipped + unit.len())
}
