//! Citations: what stands in book marks, and document numbers.
//!
//! A title runs from `《` to the `》` that closes it, with others inside; one that its paragraph never closes ends at
//! the next mark. A number (`国发〔2021〕68号`) belongs to the title that it stands beside, on either side, and is a
//! citation by itself where it stands alone. Who issued it is said by the words before the title, if a verb of issuing
//! or nothing at all stands between.
//!
//! What it does not do: it does not find laws that are named without book marks.

use gongbao_data::citation_types;
use memchr::memmem;

use super::{Document, Found};
use crate::edit::Certainty;
use crate::fact::{Citation, Detail};
use crate::span::TextSpan;

/// As far as a title may reach, in bytes.
const LONGEST: usize = 600;
/// As far as a title may reach over the end of its line, where lines were broken.
const LONGEST_BROKEN: usize = 240;

/// As deep as titles nest; a row of opening marks is damage.
const DEEPEST: u32 = 4;

/// Finds the citations of a document.
#[must_use]
pub fn citations(document: &Document<'_>, _taken: &[Found]) -> Vec<Found> {
    let numbers = numbers(document.text);
    let mut used = vec![false; numbers.len()];
    let mut found = Vec::new();
    let mut behind = 0;
    for at in memmem::find_iter(document.text.as_bytes(), "《") {
        if at < behind {
            continue;
        }
        let Some(marks) = title(document.text, at) else { continue };
        behind = marks.span.end();
        let number = beside(document.text, marks.span, &numbers);
        if let Some(index) = number {
            used[index] = true;
        }
        found.push(Found {
            span: marks.span,
            rule: if marks.closed { "citation/title" } else { "citation/unclosed" },
            certainty: if marks.closed { Certainty::Certain } else { Certainty::Guess },
            detail: Detail::Citation(Box::new(Citation {
                title: Some(marks.title),
                number: number.map(|index| numbers[index].span),
                issuer: issuer(document, at),
                kind: kind(marks.title.of(document.text)),
            })),
        });
    }
    for (number, used) in numbers.iter().zip(used) {
        // A number inside a title is part of it.
        let inside = found.partition_point(|fact| fact.span.start() <= number.span.start());
        if used || inside.checked_sub(1).is_some_and(|before| found[before].span.contains(number.span)) {
            continue;
        }
        let fact = Found {
            span: number.span,
            rule: "citation/number",
            certainty: Certainty::Certain,
            detail: Detail::Citation(Box::new(Citation {
                title: None,
                number: Some(number.span),
                issuer: None,
                kind: None,
            })),
        };
        found.insert(inside, fact);
    }
    found
}

/// A title in its marks.
struct Marks {
    span: TextSpan,
    title: TextSpan,
    closed: bool,
}

/// The title that the `《` at `at` opens.
fn title(text: &str, at: usize) -> Option<Marks> {
    let open = at + "《".len();
    let (mut depth, mut line_end, mut next_open) = (1_u32, None, None);
    for (offset, c) in text[open..].char_indices() {
        let here = open + offset;
        let reach = if line_end.is_some() { LONGEST_BROKEN } else { LONGEST };
        if offset > reach {
            break;
        }
        match c {
            '《' => {
                next_open.get_or_insert(here);
                depth += 1;
                if depth > DEEPEST {
                    break;
                }
            }
            '》' => {
                depth -= 1;
                if depth == 0 {
                    let title = TextSpan::new(open, here);
                    return (!title.of(text).trim().is_empty()).then(|| Marks {
                        span: TextSpan::new(at, here + c.len_utf8()),
                        title,
                        closed: true,
                    });
                }
            }
            // A title that is broken over lines goes on; a sentence that ends there does not.
            '\n' if next_open.is_some() || line_end.is_some() => break,
            '\n' => line_end = Some(here),
            '。' | '；' | '！' if line_end.is_some() => break,
            _ => {}
        }
    }
    // Never closed: as far as the next mark.
    let end = text[open..]
        .char_indices()
        .take(60)
        .find(|(_, c)| matches!(c, '《' | '。' | '；' | '，' | '！' | '？' | '：' | '\n' | '”' | '）'))
        .map(|(offset, _)| open + offset)?;
    let words = text[open..end].trim_end();
    (words.chars().count() >= 2).then(|| Marks {
        span: TextSpan::new(at, open + words.len()),
        title: TextSpan::new(open, open + words.len()),
        closed: false,
    })
}

/// What a work is, by the last word of its title.
fn kind(title: &str) -> Option<&'static str> {
    let mut bare = title.trim().trim_end_matches(['》', '〉', '”']);
    while let Some(open) = bare.strip_suffix(['）', ')']).and_then(|inside| inside.rfind(['（', '('])) {
        bare = bare[..open].trim_end();
    }
    let tail = bare.char_indices().rev().take(8).map(|(at, _)| at).last()?;
    let starts = bare[tail..].char_indices().map(|(at, _)| tail + at);
    starts.into_iter().find_map(|at| citation_types().get(&bare[at..])).map(|row| row.column(1))
}

/// A document number.
struct Number {
    /// The number: `国发〔2021〕68号`.
    span: TextSpan,
}

/// The document numbers of a text, in order.
fn numbers(text: &str) -> Vec<Number> {
    memmem::find_iter(text.as_bytes(), "号").filter_map(|at| number(text, at)).collect()
}

/// The document number that the `号` at `at` ends.
fn number(text: &str, at: usize) -> Option<Number> {
    let before = &text[..at];
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = before.len() - rest.len();
    if digits == 0 || digits > 5 {
        return None;
    }
    let rest = rest.strip_suffix('第').unwrap_or(rest).trim_end_matches(' ');
    let close = rest.chars().next_back()?;
    let open = match close {
        '〕' => '〔',
        '】' => '【',
        ']' => '[',
        '］' => '［',
        '）' => '（',
        ')' => '(',
        '〉' => '〈',
        _ => return None,
    };
    let year = &rest[..rest.len() - close.len_utf8()];
    let name = year.trim_end_matches(|c: char| c.is_ascii_digit());
    if year.len() - name.len() != 4 {
        return None;
    }
    let code = name.strip_suffix(open)?;
    let start = code.len() - code_length(code);
    Some(Number { span: TextSpan::new(start, at + "号".len()) })
}

/// How many bytes at the end of a text are the letters of a document number: 国发, 鲁政办发, 集室字.
fn code_length(before: &str) -> usize {
    // Words that stand before a number and are no part of it.
    const WORDS: [&str; 20] = [
        "根据", "按照", "依据", "印发", "下发", "文件", "转发", "关于", "参照", "依照", "见", "以", "和",
        "及", "与", "的", "了", "号", "对", "即",
    ];
    let mut start = before.len();
    for (at, c) in before.char_indices().rev().take(10) {
        if !(('\u{4E00}'..='\u{9FFF}').contains(&c) || c.is_ascii_alphabetic()) {
            break;
        }
        start = at;
    }
    let mut code = &before[start..];
    // The last such word with something behind it; 发 alone belongs to the code.
    while let Some(behind) = WORDS.iter().filter_map(|word| code.find(word).map(|at| at + word.len())).max() {
        if behind >= code.len() {
            break;
        }
        code = &code[behind..];
    }
    code.len()
}

/// The number that stands beside a title: behind it in brackets, or right before it.
fn beside(text: &str, title: TextSpan, numbers: &[Number]) -> Option<usize> {
    let next = numbers.partition_point(|number| number.span.start() < title.end());
    if let Some(number) = numbers.get(next) {
        let between = &text[title.end()..number.span.start()];
        if matches!(between.trim(), "" | "（" | "(" | "〔" | "[" | "，") {
            return Some(next);
        }
    }
    let before = next.checked_sub(1)?;
    let number = &numbers[before];
    if number.span.end() > title.start() {
        return None;
    }
    let between = text[number.span.end()..title.start()].trim();
    matches!(between, "" | "）" | ")" | "文" | "文件" | "文件）" | "文）" | "：").then_some(before)
}

/// Who issued what the `《` at `at` opens, if the sentence says so.
fn issuer(document: &Document<'_>, at: usize) -> Option<TextSpan> {
    let sentence = document.sentences.partition_point(|sentence| sentence.end() <= at);
    let start = document.sentences.get(sentence).map_or(0, |sentence| sentence.start().min(at));
    // Nobody issues a document at the other end of a long sentence.
    let near =
        document.text[start..at].char_indices().rev().take(80).last().map_or(at, |(near, _)| start + near);
    let words = &document.text[near..at];
    let clause = words.rfind(['。', '；', '：', '》']).map_or(0, |mark| mark + '；'.len_utf8());
    let words = &words[clause..];
    let (from, to) = issuer_in(words)?;
    Some(TextSpan::new(near + clause + from, near + clause + to))
}

/// The issuer in the words before a title: the subject of a verb of issuing, or a body right before the title.
fn issuer_in(words: &str) -> Option<(usize, usize)> {
    const VERBS: [&str; 25] = [
        "印发",
        "下发",
        "颁布",
        "颁发",
        "出台",
        "发布",
        "公布",
        "制定",
        "制订",
        "修订",
        "修改",
        "编写",
        "编印",
        "编辑",
        "编制",
        "编撰",
        "印制",
        "起草",
        "签署",
        "发出",
        "主办",
        "批准",
        "审议通过",
        "转发",
        "拍摄",
    ];
    let bare = words.trim_end_matches(['的', '了', '“', ' ']);
    let verb = |clause: &str| VERBS.iter().filter_map(|verb| clause.find(verb)).min();
    // The verb stands in the clause before the title, its subject in the same clause or in one before.
    let last = bare.rfind('，').map_or(0, |mark| mark + '，'.len_utf8());
    let Some(at) = verb(&bare[last..]) else {
        let name = ends_body(bare).then(|| apposed(bare))?;
        return (name < bare.len()).then_some((name, bare.len()));
    };
    let mut end = last + at;
    for _ in 0..3 {
        let from = bare[..end].rfind('，').map_or(0, |mark| mark + '，'.len_utf8());
        if let Some((start, length)) = subject(&bare[from..end]) {
            return Some((from + start, from + start + length));
        }
        end = from.checked_sub('，'.len_utf8())?;
    }
    None
}

/// Endings of the names of bodies that issue documents.
const BODIES: [&str; 17] = [
    "委",
    "委办",
    "部",
    "办",
    "局",
    "厅",
    "政府",
    "国务院",
    "国办",
    "中央",
    "法院",
    "检察院",
    "大会",
    "联合会",
    "妇联",
    "部门",
    "两办",
];

fn ends_body(words: &str) -> bool {
    let words = words.trim_end_matches(['”', '’']);
    const OTHERS: [&str; 7] = ["全部", "大局", "全局", "布局", "格局", "结局", "开局"];
    BODIES.iter().any(|name| words.ends_with(name)) && !OTHERS.iter().any(|word| words.ends_with(word))
}

/// Where a body right before a title begins: with the short parts that share its tail (省、市、区“两办”).
fn apposed(words: &str) -> usize {
    let mut start = words.len();
    for part in words.rsplit('、') {
        let whole = start == words.len();
        if !whole && part.chars().count() > 2 && !part.ends_with(['省', '市', '区', '县']) {
            break;
        }
        let next = start - part.len() - if whole { 0 } else { '、'.len_utf8() };
        let lead = behind_leads(&words[next..start]);
        start = next + lead;
        if lead > 0 {
            break;
        }
    }
    start
}

/// Behind the last word before a name that is no part of it.
fn behind_leads(words: &str) -> usize {
    const LEADS: [&str; 30] = [
        "继续", "根据", "按照", "贯彻", "落实", "学习", "宣传", "宣讲", "执行", "遵照", "由", "在", "与",
        "和", "以", "及", "对", "该", "向", "把", "将", "经", "为", "从", "近日", "目前", "认真", "《", "》",
        "的",
    ];
    LEADS.iter().filter_map(|word| words.rfind(word).map(|at| at + word.len())).max().unwrap_or(0)
}

/// What stands behind a part of a date: 2021年, 6月, 30日.
fn behind_date(words: &str) -> Option<&str> {
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
    (rest.len() < words.len()).then(|| rest.strip_prefix(['年', '月', '日'])).flatten()
}

/// The body that is the subject of a clause, with those it is joined to: 区委组织部、区关工委等五部门.
fn subject(clause: &str) -> Option<(usize, usize)> {
    const BEFORE: [&str; 26] = [
        "宣讲", "宣传", "学习", "贯彻", "落实", "执行", "积极", "认真", "继续", "根据", "按照", "由", "在",
        "与", "和", "及", "该", "经", "为", "继", "今年", "去年", "同时", "近日", "年初", "、",
    ];
    let mut bare = clause;
    while let Some(less) =
        BEFORE.iter().find_map(|word| bare.strip_prefix(word)).or_else(|| behind_date(bare))
    {
        bare = less;
    }
    let start = clause.len() - bare.len();
    let mut end = None;
    let mut from = start;
    for part in clause[start..].split_inclusive(['、', '和', '及']) {
        // The first body of the part: 区关工委对镇（街道）关工委….
        let body = part.char_indices().map(|(at, c)| at + c.len_utf8()).find(|&behind| {
            ends_body(&part[..behind])
                && !part[behind..].starts_with(['员', '办', '组', '门', '公', '书', '领', '托', '派', '会'])
        });
        let Some(behind) = body.filter(|&behind| part[..behind].chars().count() <= 16) else { break };
        end = Some(from + behind);
        let rest = &part[behind..];
        from += part.len();
        if !rest.is_empty() && !matches!(rest, "、" | "和" | "及") {
            if let Some(more) = rest.strip_prefix('等').and_then(|more| more.find("部门")) {
                end = end.map(|end| end + '等'.len_utf8() + more + "部门".len());
            }
            break;
        }
    }
    let end = end?;
    (clause[start..end].chars().count() >= 2).then_some((start, end - start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::Signs;
    use crate::read;
    use crate::report::Meta;
    use crate::restore::Page;

    /// Span, number, issuer, type.
    type Seen<'t> = (&'t str, Option<&'t str>, Option<&'t str>, Option<&'static str>);

    fn found(text: &str) -> Vec<Seen<'_>> {
        let structure = read::read(text, &Page::default());
        let meta = Meta::default();
        let document = Document {
            text,
            meta: &meta,
            sections: &structure.sections,
            sentences: &structure.sentences,
            signs: &Signs::of(text),
        };
        let of = |span: Option<TextSpan>| span.map(|span| span.of(text));
        citations(&document, &[])
            .into_iter()
            .map(|fact| match fact.detail {
                Detail::Citation(citation) => {
                    (fact.span.of(text), of(citation.number), of(citation.issuer), citation.kind)
                }
                _ => unreachable!("a citation"),
            })
            .collect()
    }

    #[test]
    fn numbers_belong_to_their_titles() {
        assert_eq!(
            found(
                "市委及市委办先后下发了《关于调整的通知》（集委【2020】29号文件）、《关于工作的意见》（集室字【2020】30号文件）。"
            ),
            [
                ("《关于调整的通知》", Some("集委【2020】29号"), Some("市委及市委办"), Some("notice")),
                ("《关于工作的意见》", Some("集室字【2020】30号"), None, Some("opinion")),
            ]
        );
        assert_eq!(
            found("根据国发〔2021〕68号《规划》和《办法（试行）》的要求。"),
            [
                ("《规划》", Some("国发〔2021〕68号"), None, Some("plan")),
                ("《办法（试行）》", None, None, Some("measures"))
            ]
        );
        assert_eq!(
            found("按照鲁政办发[2019]第1号文件执行。"),
            [("鲁政办发[2019]第1号", Some("鲁政办发[2019]第1号"), None, None)]
        );
    }

    #[test]
    fn titles_nest_and_may_stay_open() {
        assert_eq!(found("《关于印发〈方案〉的通知》，《关于贯彻《条例》的意见》。").len(), 2);
        assert_eq!(
            found("学习《未成年人保护法，后来《民法典》。").iter().map(|f| f.0).collect::<Vec<_>>(),
            ["《未成年人保护法", "《民法典》"]
        );
        assert!(found("《》空的。").is_empty());
    }

    #[test]
    fn issuers() {
        let issuer = |text| found(text)[0].2;
        assert_eq!(issuer("黑龙江省委颁布的《细则》。"), Some("黑龙江省委"));
        assert_eq!(issuer("宣讲中办国办《意见》。"), Some("中办国办"));
        assert_eq!(issuer("今年，市委办印发了《关于工作的实施意见》。"), Some("市委办"));
        assert_eq!(issuer("广泛宣传《民法典》。"), None);
    }
}
