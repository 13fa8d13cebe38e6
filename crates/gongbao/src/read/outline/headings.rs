//! What a line says by itself: a heading, a paragraph with a heading in front, a paragraph.

use super::numbering::{self, Style};
use super::{Body, Heading, Paragraph};
use crate::read::lines::trimmed;
use crate::read::meta::is_salutation;
use crate::span::TextSpan;

/// As long as a heading on a line of its own may be, in characters.
const LONGEST: usize = 60;
/// As long as a numbered sentence may be that leads a paragraph.
const LONGEST_RUN_IN: usize = 42;
/// As long as a heading without a number may be.
const LONGEST_PLAIN: usize = 40;
/// As long as a numbered sentence inside a paragraph may be to be a heading.
const LONGEST_INLINE: usize = 40;
const MARKS: [char; 6] = ['。', '！', '？', '：', '!', '?'];

/// The paragraphs of the body with the headings that their own words tell.
pub(super) fn paragraphs(body: &Body<'_>) -> Vec<Paragraph> {
    let mut paragraphs = Vec::with_capacity(body.lines.len());
    let mut next = 0;
    let mut series: Vec<(Style, u32)> = Vec::new();
    for (index, line) in body.lines.iter().enumerate() {
        next += body.sentences[next..].partition_point(|sentence| sentence.end() <= line.start());
        let count = body.sentences[next..].partition_point(|sentence| sentence.start() < line.end());
        let sentences = &body.sentences[next..next + count];
        next += count;
        let heading =
            numbered(body, index, *line, sentences).or_else(|| plain(body, index, *line, sentences));
        let heading = heading.filter(|heading| continues(&mut series, heading));
        let inline = inline(body.text, sentences, heading.as_ref());
        paragraphs.push(Paragraph { span: *line, heading, inline });
    }
    paragraphs
}

/// Whether a number without words, or one of those that also stand inside paragraphs, goes on with a series of headings:
/// （三） among items that are no headings is an item, too.
fn continues(series: &mut Vec<(Style, u32)>, heading: &Heading) -> bool {
    let last = series.iter_mut().find(|(style, _)| *style == heading.style);
    let loose = heading.title.is_none() || matches!(heading.style, Style::Circled | Style::ArabicBracket);
    let before = last.as_ref().map_or(0, |(_, value)| *value);
    if loose && heading.value > 1 && before + 1 != heading.value {
        return false;
    }
    match last {
        Some((_, value)) => *value = heading.value,
        None => series.push((heading.style, heading.value)),
    }
    true
}

pub(super) fn longer(text: &str, limit: usize) -> bool {
    text.len() > limit && text.chars().nth(limit).is_some()
}

/// A line that begins with a number.
fn numbered(body: &Body<'_>, index: usize, line: TextSpan, sentences: &[TextSpan]) -> Option<Heading> {
    let words = line.of(body.text);
    let number = numbering::number(words).filter(|number| number.style != Style::Dash)?;
    let start = line.start() + number.length;
    let rest = trimmed(body.text, start, line.end());
    let heading = |title: Option<TextSpan>, run_in: bool| Heading {
        style: number.style,
        value: number.value,
        number: Some(TextSpan::new(line.start(), start)),
        title,
        start: line.start(),
        run_in,
    };
    let Some(rest) = rest else { return Some(heading(None, false)) };
    let first = TextSpan::new(rest.start(), sentences.first()?.end().max(rest.start()));
    let title = bare(body.text, first);
    if sentences.len() > 1 {
        // 1.队伍建设有责有为。近年来…; a long first sentence is none, but the number still parts the text.
        let short =
            !longer(first.of(body.text), LONGEST_RUN_IN) && !first.of(body.text).ends_with(['；', ';']);
        let title = title.filter(|_| short && number.style != Style::Article);
        let title = title.and_then(|title| label(body.text, title).or(Some(title)));
        return Some(heading(title, true));
    }
    let words = rest.of(body.text);
    if number.style == Style::Article {
        return Some(heading(None, true));
    }
    if words.ends_with(['；', ';', '，', ',', '、']) || longer(words, LONGEST) {
        return None;
    }
    if words.ends_with(['。', '！', '？', '!', '?']) {
        // A heading with a full stop has its text below it; an item of a list has the next item.
        let below = body.lines.get(index + 1).map(|line| numbering::number(line.of(body.text)));
        let headed = below.is_some_and(|below| below.is_none_or(|below| below.style > number.style));
        // 1.周启明，男，汉族，中共党员: what is said of a person is none.
        let person = ["，男，", "，女，"].iter().any(|mark| words.contains(mark));
        return (headed && !person).then(|| heading(Some(rest), false));
    }
    // Numbers in a row without a text between them are a list; in a table the cells follow.
    let near = |step: isize| {
        index.checked_add_signed(step).and_then(|index| body.lines.get(index)).map(|line| line.of(body.text))
    };
    let listed = |line: Option<&str>| {
        line.and_then(|line| numbering::number(line).map(|found| (found, line))).is_some_and(
            |(found, line)| {
                found.style == number.style && !line.ends_with(['。', '：']) && !longer(line, LONGEST)
            },
        )
    };
    let part = matches!(number.style, Style::Part | Style::Chapter | Style::Division);
    if !part && (listed(near(-1)) || listed(near(1)))
        || near(1).is_some_and(is_cells)
        || !words.contains(is_han)
    {
        return None;
    }
    // 1.“两重”：国家重大战略实施… is an entry of a glossary.
    if words.trim_end_matches('：').contains('：') {
        return None;
    }
    Some(heading(bare(body.text, rest), false))
}

/// `一、时间安排：…`: a short label before a colon is the heading of its paragraph.
fn label(text: &str, title: TextSpan) -> Option<TextSpan> {
    let words = title.of(text);
    let at = words.find('：')?;
    (!longer(&words[..at], 15)).then(|| TextSpan::new(title.start(), title.start() + at))
}

/// A span without the mark at its end.
pub(super) fn bare(text: &str, span: TextSpan) -> Option<TextSpan> {
    let words = span.of(text).trim_end_matches(MARKS);
    trimmed(text, span.start(), span.start() + words.len())
}

/// A short line without a mark at its end.
fn plain(body: &Body<'_>, index: usize, line: TextSpan, sentences: &[TextSpan]) -> Option<Heading> {
    let words = line.of(body.text);
    if sentences.len() != 1 || !is_plain(words) {
        return None;
    }
    let near = |step: isize| index.checked_add_signed(step).and_then(|index| body.lines.get(index));
    let short = |step| near(step).is_some_and(|line| is_plain(line.of(body.text)));
    let attached = is_attached(words);
    if !attached {
        // Who speaks, where and when: short lines above a salutation belong to the title.
        let spoken = (1..=4)
            .map(|step| near(step).map(|line| line.of(body.text)))
            .find(|line| line.is_none_or(|line| !is_plain(line)))
            .flatten()
            .is_some_and(is_salutation);
        if spoken || words == "目录" {
            return None;
        }
        // Of three short lines in a row none is a heading: they are a list, a table, a broken page.
        let run = (short(-1) && short(-2)) || (short(-1) && short(1)) || (short(1) && short(2));
        // A heading has its text below; a line that the one before does not end is the rest of that.
        let open = near(-1).is_some_and(|line| {
            let line = line.of(body.text);
            !line.ends_with(['。', '！', '？', '：', '；', '”', '）', '!', '?', ':'])
                && longer(line, LONGEST_PLAIN)
        });
        let below = near(1).map(|line| line.of(body.text)).is_some_and(|below| {
            longer(below, LONGEST_PLAIN) && !is_cells(below)
                || below.ends_with(['。', '！', '？', '：', '；'])
                || numbering::number(below).is_some()
                || is_plain(below) && short(1)
        });
        // A title whose marks stand on the lines around it is part of their sentence.
        let torn = near(-1).is_some_and(|line| line.of(body.text).ends_with(['《', '（', '“']))
            || near(1)
                .is_some_and(|line| line.of(body.text).starts_with(['》', '）', '”', '，', '。', '、']));
        if run || open || torn || !below {
            return None;
        }
    }
    Some(Heading {
        style: if attached { Style::Top } else { Style::Plain },
        value: 0,
        number: None,
        title: Some(line),
        start: line.start(),
        run_in: false,
    })
}

/// Whether a line holds cells of a table: more digits than words.
fn is_cells(line: &str) -> bool {
    let (mut han, mut digits) = (0, 0);
    for c in line.chars().take(60) {
        han += usize::from(is_han(c));
        digits += usize::from(c.is_ascii_digit());
    }
    han == 0 || digits > 2 * han
}

fn is_han(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
}

/// 附件, 名词解释: what follows the report.
fn is_attached(words: &str) -> bool {
    let words =
        words.trim_end_matches(|c: char| c.is_ascii_digit() || " -一二三四五六七八九十：".contains(c));
    matches!(words, "附件" | "附：" | "附" | "附录" | "附表" | "名词解释" | "名词注释" | "名词注解" | "注释")
}

/// Whether a line could be a heading without a number.
fn is_plain(words: &str) -> bool {
    const ENDS: [char; 17] =
        ['。', '！', '？', '；', '：', '，', '、', '.', '!', '?', ';', ':', ',', '…', '”', '》', '—'];
    if longer(words, LONGEST_PLAIN) || words.ends_with(ENDS) || is_salutation(words) {
        return false;
    }
    if numbering::number(words).is_some()
        || words.starts_with(['（', '('])
        || words.contains(['：', '；', '。', '\t', '|'])
    {
        return false;
    }
    let han = words.chars().filter(|c| is_han(*c)).count();
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let caption = words
        .strip_prefix(['图', '表', '注'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit() || c == ' '));
    han >= 2 && digits <= 4 && !caption
}

/// The sentences inside a paragraph that 一是, 二是 number: each a short one with text behind it.
fn inline(text: &str, sentences: &[TextSpan], heading: Option<&Heading>) -> Vec<Heading> {
    let leads = heading.is_some_and(|heading| heading.style == Style::Copula);
    let mut found: Vec<Heading> = Vec::new();
    let mut expected = heading.filter(|_| leads).map_or(1, |heading| heading.value + 1);
    for (index, sentence) in sentences.iter().enumerate().skip(1) {
        let Some(number) = numbering::number(sentence.of(text)) else { continue };
        if number.style != Style::Copula || number.value != expected {
            continue;
        }
        let start = sentence.start() + number.length;
        let rest = TextSpan::new(start, sentence.end());
        let followed = sentences.get(index + 1).is_some_and(|next| {
            numbering::number(next.of(text)).is_none_or(|next| next.style != Style::Copula)
        });
        if longer(rest.of(text), LONGEST_INLINE) || !followed {
            break;
        }
        expected += 1;
        found.push(Heading {
            style: Style::Copula,
            value: number.value,
            number: Some(TextSpan::new(sentence.start(), start)),
            title: bare(text, rest),
            start: sentence.start(),
            run_in: true,
        });
    }
    // One alone is a turn of speech and no series.
    if found.len() + usize::from(leads) < 2 {
        found.clear();
    }
    found
}
