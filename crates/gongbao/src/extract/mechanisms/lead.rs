//! `lead`: A drives B, as a fixed phrase: 党建带关建, 以会代训, 以党的建设带动关工委建设.

use super::Hit;
use crate::extract::lexis::{CharSet, is_han};
use crate::extract::signs::{Sign, Signs};
use crate::fact::{Parts, Pattern};

/// What one character of a fixed phrase may do: 以会带训, 以奖代补, 以旧换新.
const SHORT: &[char] = &['带', '促', '代', '换', '养', '育', '治', '塑', '助', '补', '彰', '释'];

/// Words of two characters that end or begin with one of those, so that no phrase is there: 以帮助困难学生.
const WORDS: &[&str] = &[
    "帮助", "扶助", "协助", "救助", "辅助", "资助", "援助", "自助", "互助", "捐助", "补助", "教育", "培育",
    "保育", "养育", "德育", "体育", "防治", "整治", "政治", "法治", "综治", "自治", "德治", "根治", "培养",
    "供养", "抚养", "修养", "营养", "素养", "年代", "时代", "现代", "替代", "当代", "古代", "更换", "转换",
    "交换", "变换", "督促", "敦促", "地带", "携带", "附带", "弥补", "填补", "修补", "解释", "注释", "代表",
    "代价", "带状", "带头", "带动", "带领", "带来", "带着", "促进", "促使", "促成", "换取", "换来", "换位",
    "助力", "助推", "助于", "补齐", "补足", "补充", "补短", "补贴", "补偿", "治理", "治国", "治疗", "养成",
    "养老", "释放", "释疑", "育人", "育才", "代理", "塑造", "彰显", "交通", "一带",
];

/// Phrases of the form 以甲带乙 that are turns of speech.
const TURNS: &[&str] = &[
    "以点带面",
    "以进促稳",
    "以上率下",
    "以小带大",
    "以老带新",
    "以一带多",
    "以罚代管",
    "以强凌弱",
    "以权代法",
];

/// Verbs between two sides that end alike: 以党的建设带动关工委建设.
const LONG: &[&str] = &["带动", "促进", "推动", "引领", "赋能", "牵引"];

/// The verbs of a quoted phrase without 以: “党建促脱贫”.
const QUOTED: &[&str] = &["引领", "赋能", "带动", "促进", "推动", "带", "促"];

/// What these begin with.
static BEGIN: CharSet = CharSet::new("引赋带促推");

fn parts(driver: &str, driven: &str) -> Option<Parts> {
    Some(Parts::Lead { driver: driver.to_owned(), driven: driven.to_owned() })
}

/// Reads a quoted phrase as a whole.
pub(super) fn whole(content: &str) -> Option<Parts> {
    let count = content.chars().count();
    if !(4..=16).contains(&count) || !content.chars().all(is_han) {
        return None;
    }
    if let Some((length, parts)) = fixed(content)
        && length == content.len()
    {
        return Some(parts);
    }
    let bare = content.strip_prefix('以').unwrap_or(content);
    if !bare.chars().any(|c| BEGIN.has(c)) {
        return None;
    }
    for verb in QUOTED {
        let Some(at) = bare.find(verb) else { continue };
        let (driver, driven) = (&bare[..at], &bare[at + verb.len()..]);
        let sides = driver.chars().count().min(driven.chars().count());
        // 把爱带回家, 带头, 带动: the verb is no verb of driving.
        if sides < 2
            || driver.starts_with(['把', '将', '我', '让'])
            || driven.starts_with(['回', '头', '来', '去', '着', '了', '到', '入', '动', '进'])
        {
            continue;
        }
        return parts(driver, driven);
    }
    None
}

/// A fixed phrase at the beginning of `text`: its length and its parts.
fn fixed(text: &str) -> Option<(usize, Parts)> {
    // What drives, of either form, begins no further behind.
    static VERBS: CharSet = CharSet::new("带促代换养育治塑助补彰释推引赋牵");
    if !text.starts_with('以') || !text.chars().skip(2).take(7).any(|c| VERBS.has(c)) {
        return None;
    }
    let mut chars = ['\0'; 20];
    let count = chars.iter_mut().zip(text.chars()).map(|(slot, c)| *slot = c).count();
    let chars = &chars[..count];
    for side in 1..=2 {
        let Some(phrase) = chars.get(1..2 * side + 2) else { break };
        let (driver, driven) = (&phrase[..side], &phrase[side + 1..]);
        let verb = phrase[side];
        let both = driver.iter().chain(driven).all(|&c| {
            is_han(c)
                && !matches!(
                    c,
                    '的' | '了' | '和' | '与' | '来' | '及' | '此' | '上' | '下' | '内' | '外' | '其'
                )
        });
        let fits = if side == 1 {
            SHORT.contains(&verb)
        } else {
            matches!(verb, '带' | '促') && driven[0] != '动' && driven[0] != '进'
        };
        let joins = |one: char, other: char| WORDS.iter().any(|word| word.chars().eq([one, other]));
        if both && fits && driver != driven && !joins(driver[side - 1], verb) && !joins(verb, driven[0]) {
            let string = |side: &[char]| side.iter().collect::<String>();
            let length = 3 * (2 * side + 2);
            if TURNS.contains(&&text[..length]) {
                return None;
            }
            return Some((length, Parts::Lead { driver: string(driver), driven: string(driven) }));
        }
    }
    // 以党的建设带动关工委建设: what ends both sides shows where the phrase ends.
    let mut rest = text.char_indices().skip(3);
    for at in 3..=8 {
        let rest = rest.next().map_or("", |(start, _)| &text[start..]);
        if at > chars.len() {
            return None;
        }
        let Some(verb) = LONG.iter().find(|verb| rest.starts_with(**verb)) else { continue };
        let driver = &chars[1..at];
        if !driver.iter().all(|&c| is_han(c)) {
            return None;
        }
        let tail = &driver[driver.len() - 2..];
        let behind = &chars[at + verb.chars().count()..];
        let end = (2..=8).find(|&end| behind.get(end - 2..end) == Some(tail))?;
        let driven: String = behind[..end].iter().collect();
        if !driven.chars().all(is_han) || driven.chars().count() < 3 {
            return None;
        }
        let driver: String = driver.iter().collect();
        return Some((
            '以'.len_utf8() + driver.len() + verb.len() + driven.len(),
            Parts::Lead { driver, driven },
        ));
    }
    None
}

/// Finds the fixed phrases of a text, in and out of quotes.
pub(super) fn leads(text: &str, signs: &Signs, hits: &mut Vec<Hit>) {
    let begins = || signs.within([Sign::Phrase], 0..text.len()).map(|(at, _)| at);
    for at in begins() {
        if let Some((length, parts)) = fixed(&text[at..]) {
            let rule = if length <= 18 { "mechanism/lead-fixed" } else { "mechanism/lead-parallel" };
            hits.push(Hit::new(at, at + length, Pattern::Lead, rule).with_parts(Some(parts)));
        }
    }
    // 党建带关建, 党建带动团建: both sides end in 建.
    for at in begins().filter(|&at| text[at..].starts_with("建带")) {
        let Some(driver) = text[..at].chars().next_back().filter(|&c| is_han(c)) else { continue };
        let start = at - driver.len_utf8();
        let verb = at + "建带".len();
        let behind = verb + if text[verb..].starts_with('动') { "动".len() } else { 0 };
        let Some((length, _)) = text[behind..].char_indices().take(4).skip(1).find(|&(_, c)| c == '建')
        else {
            continue;
        };
        let driven = &text[behind..behind + length + '建'.len_utf8()];
        if driven.chars().all(is_han) {
            let parts = parts(&text[start..at + '建'.len_utf8()], driven);
            let hit = Hit::new(start, behind + driven.len(), Pattern::Lead, "mechanism/lead-building");
            hits.push(hit.with_parts(parts).certain());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut hits = Vec::new();
        leads(text, &Signs::of(text), &mut hits);
        hits.iter()
            .map(|hit| match &hit.parts {
                Some(Parts::Lead { driver, driven }) => format!("{driver}>{driven}"),
                other => panic!("a lead has a driver and a driven, not {other:?}"),
            })
            .collect()
    }

    #[test]
    fn fixed_phrases() {
        assert_eq!(read("以会代训16期，“以奖代补”，坚持党建带团建。"), ["会>训", "奖>补", "党建>团建"]);
        assert_eq!(read("加强以党的建设带动关工委建设工作"), ["党的建设>关工委建设"]);
        assert!(read("以点带面，以此带动全县，以此促进发展，以带头人为榜样").is_empty());
    }

    #[test]
    fn quoted_phrases() {
        assert!(whole("党建促脱贫").is_some());
        assert!(whole("把爱带回家").is_none());
        assert!(whole("大手牵小手").is_none());
    }
}
