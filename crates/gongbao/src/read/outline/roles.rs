//! What a section is for: from its heading, and from the text where there is no heading.

use gongbao_data::chars::CharSet;
use gongbao_data::{heading_roles, heading_verbs, role_cues};

use crate::report::SectionRole;
use crate::span::TextSpan;

/// The role of a word of the model.
pub(crate) fn role(word: &str) -> Option<SectionRole> {
    Some(match word {
        "opening" => SectionRole::Opening,
        "review" => SectionRole::Review,
        "practice" => SectionRole::Practice,
        "problems" => SectionRole::Problems,
        "plan" => SectionRole::Plan,
        "closing" => SectionRole::Closing,
        _ => return None,
    })
}

/// The role that a heading tells, and how strongly: 3 decides, 1 tells if nothing else does.
pub(crate) fn of_heading(title: &str) -> Option<(SectionRole, u8)> {
    let mut best: Option<(SectionRole, u8)> = None;
    let mut behind = 0;
    let mut last = None; // behind the word that tells best
    for (at, _) in title.char_indices() {
        if at < behind {
            continue;
        }
        let Some((length, row)) = heading_roles().longest(&title[at..]) else { continue };
        behind = at + length;
        let Some(found) = role(row.column(1)) else { continue };
        let weight = row.column(2).parse().unwrap_or(1_u8);
        // A weaker word names the section only where it ends a phrase: 工作目标, but not 目标推进异彩纷呈.
        let ends = title[behind..].is_empty()
            || title[behind..].starts_with(['，', '、', '和', '与', '及', '（', '：', '。']);
        if weight < 3 && !ends {
            continue;
        }
        // 着力解决突出问题 is no section about problems, 强化工作成效 none about what was reached.
        if (found == SectionRole::Problems && weight < 3 && solved(&title[..at])) || governed(&title[..at]) {
            continue;
        }
        // 主要指标完成情况: right behind another word this is the head.
        let done = ["完成情况", "执行情况", "落实情况", "进展情况"].contains(&&title[at..behind]);
        let head = done && last == Some(at);
        if best.is_none_or(|(_, before)| weight > before || (head && weight == before)) {
            best = Some((found, weight));
            last = Some(behind);
        }
    }
    best
}

/// Whether a verb of the clause governs what follows: the word is its object and does not name the section.
fn governed(before: &str) -> bool {
    let clause = before.rsplit(['，', '、', '；']).next().unwrap_or_default();
    !clause.is_empty() && heading_verbs().longest(clause).is_some()
}

fn solved(before: &str) -> bool {
    ["解决", "破解", "化解", "整改", "应对", "克服", "补齐", "缩小", "排查", "攻克", "战胜"]
        .iter()
        .any(|verb| before.contains(verb))
}

/// What the words of a paragraph tell.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cues {
    /// It begins with 下一步 or the like.
    pub(crate) plan: bool,
    /// It begins with 下半年, and a plan if 将 follows.
    pub(crate) next: bool,
    /// It begins with 存在的不足 or the like.
    pub(crate) problems: bool,
    /// Words of what was reached, added up.
    pub(crate) review: u32,
    /// Its last sentences call to go on.
    pub(crate) closing: bool,
    /// It begins with words that leave the topic.
    pub(crate) aside: bool,
}

/// Reads the cues of a paragraph.
pub(crate) fn cues(paragraph: &str) -> Cues {
    let mut cues = Cues::default();
    let mut behind = 0;
    for (at, _) in paragraph.char_indices() {
        if at < behind {
            continue;
        }
        let Some((length, row)) = role_cues().longest(&paragraph[at..]) else { continue };
        behind = at + length;
        match row.column(1) {
            "plan" if at == 0 => cues.plan = true,
            "next" if at == 0 => cues.next = true,
            "problems" if at == 0 => cues.problems = true,
            "aside" if at == 0 => cues.aside = true,
            "review" => cues.review += row.column(2).parse().unwrap_or(1),
            "closing" => cues.closing = true,
            _ => {}
        }
    }
    cues
}

/// The sentences that speak of what is still wrong, in order: 虽然…，但也存在一些…问题.
pub(crate) fn problem_sentences(text: &str, sentences: &[TextSpan]) -> Vec<TextSpan> {
    const NOUNS: [&str; 6] = ["问题", "困难", "不足", "需要改进", "差距", "清醒"];
    static FIRSTS: CharSet = CharSet::of("问困不需差清");
    let (mut found, mut next, mut rest) = (Vec::new(), 0, text.as_bytes());
    loop {
        rest = match *rest {
            [] => return found,
            [lead @ 0xE0..=0xEF, second, third, ref tail @ ..] => {
                if FIRSTS.has_bytes([lead, second, third])
                    && NOUNS.iter().any(|noun| rest.starts_with(noun.as_bytes()))
                {
                    let at = text.len() - rest.len();
                    next += sentences[next..].partition_point(|sentence| sentence.end() <= at);
                    let Some(&sentence) = sentences.get(next) else { return found };
                    if is_problem(sentence.of(text)) {
                        found.push(sentence);
                    }
                    // One word tells of the sentence.
                    &text.as_bytes()[sentence.end()..]
                } else {
                    tail
                }
            }
            [_, ref tail @ ..] => tail,
        };
    }
}

/// Whether a sentence has a word that leads to problems and one that names them behind it.
fn is_problem(sentence: &str) -> bool {
    let mut led = false;
    for (at, _) in sentence.char_indices() {
        let Some((_, row)) = role_cues().longest(&sentence[at..]) else { continue };
        match row.column(1) {
            "problems-lead" => led = true,
            "problems-noun" if led => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings() {
        let role = |title| of_heading(title).map(|(role, _)| role);
        assert_eq!(role("基层基础建设的实践和成效"), Some(SectionRole::Practice));
        assert_eq!(role("基层基础建设的问题和不足"), Some(SectionRole::Problems));
        assert_eq!(role("基层基础建设的对策和建议"), Some(SectionRole::Plan));
        assert_eq!(role("2024年工作回顾"), Some(SectionRole::Review));
        assert_eq!(role("2025年工作总体要求和主要目标"), Some(SectionRole::Plan));
        assert_eq!(role("明年工作的基本思路"), Some(SectionRole::Plan));
        assert_eq!(role("主要指标完成情况"), Some(SectionRole::Review));
        assert_eq!(role("存在问题和下步打算"), Some(SectionRole::Problems));
        assert_eq!(role("主要工作及成效"), Some(SectionRole::Review));
        assert_eq!(role("着力解决群众急难愁盼问题"), None);
        assert_eq!(role("坚持党建带关建，关工委建设呈现新局面"), None);
    }

    #[test]
    fn problems_in_running_text() {
        assert!(is_problem("虽然开展了积极有效的工作，但也存在一些不容忽视的问题和不足。"));
        assert!(is_problem("我们也清醒地看到，发展还有不少困难。"));
        assert!(!is_problem("解决少数基层存在的问题。"));
    }
}
