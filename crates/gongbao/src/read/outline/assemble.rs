//! Nests headings and gives sections their roles.
//!
//! A heading opens a section at the level that its style of numbering has in the sections that are still open; a style
//! that is not open yet goes below, or, if it usually stands higher, above. Text without a heading opens a section of
//! its own where it leaves the topic: before the first heading, behind a series whose parts are a paragraph each, where
//! it turns to problems or plans, at a salutation, at the foot.

use super::headings::longer;
use super::numbering::Style;
use super::roles::{self, Cues};
use super::{Body, Heading, Paragraph};
use crate::read::dates;
use crate::read::meta::is_salutation;
use crate::report::{Section, SectionRole};
use crate::span::{SourceSpan, TextSpan};

/// As many paragraphs before the end as the last call may stand.
const LAST: usize = 3;
/// As many parts of one paragraph each as make a series that another paragraph does not belong to.
const SERIES: u32 = 3;
/// As long as an opening is at most where nothing follows it, in characters.
const WHOLE: usize = 1000;
/// As many characters of a part without a heading of its own may tell its role.
const GLUED: usize = 30;
/// As long as a paragraph of substance is at least, in characters.
const SUBSTANCE: usize = 60;
/// How far into a paragraph, in characters, 将 makes a plan of it.
const LEAD: usize = 40;

/// An open section.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// Its place in the list.
    index: usize,
    /// The style of its number; none for one without a heading.
    style: Option<Style>,
    value: u32,
    /// The value of the next heading in the same style, wherever it stands.
    next: u32,
    /// Whether its own heading told its role.
    cued: bool,
    /// How many paragraphs it holds by itself.
    paragraphs: u32,
    /// How many of its siblings before it held one paragraph each, without a break.
    singles: u32,
    run_in: bool,
    /// Whether sections stand inside it.
    parent: bool,
    /// Whether it explains words: what is numbered there are entries.
    glossary: bool,
    /// Whether its last paragraph leads to what follows: it ends in a colon.
    leads: bool,
}

/// Nests the headings.
pub(super) fn assemble(body: &Body<'_>, paragraphs: &[Paragraph]) -> Vec<Section> {
    let problems = roles::problem_sentences(body.text, body.sentences);
    let mut assembler = Assembler {
        body,
        sections: Vec::new(),
        open: Vec::new(),
        default: body.role.unwrap_or_else(|| default_role(body)),
    };
    let next = next_values(paragraphs);
    let numbered = paragraphs.iter().find_map(|paragraph| paragraph.heading);
    // Before a part with a number all is opening; before parallel paragraphs only the first.
    let whole_opening = numbered.is_some_and(|heading| heading.style < Style::Arabic);
    let end = paragraphs
        .iter()
        .position(|p| p.heading.is_some_and(|h| h.style == Style::Top))
        .unwrap_or(paragraphs.len());
    let mut problem = 0;
    for (index, paragraph) in paragraphs.iter().enumerate() {
        problem += problems[problem..].partition_point(|sentence| sentence.end() <= paragraph.span.start());
        let here = problems.get(problem).filter(|sentence| sentence.start() < paragraph.span.end()).copied();
        match &paragraph.heading {
            Some(heading) => assembler.heading(heading, next[index]),
            None => {
                let next = paragraphs.get(index + 1);
                let following = next.and_then(|next| next.heading);
                let last = index + LAST >= end && index < end;
                // 各位代表！ alone on its line opens the last call that follows it.
                let calls = next
                    .filter(|next| next.heading.is_none() && index + 1 + LAST >= end)
                    .is_some_and(|next| {
                        let words = paragraph.span.of(body.text);
                        is_salutation(words)
                            && !longer(words, 12)
                            && roles::cues(next.span.of(body.text)).closing
                    });
                if calls && !assembler.sections.is_empty() {
                    assembler.push(paragraph.span.start(), 1, None, None, SectionRole::Closing, false);
                    continue;
                }
                assembler.paragraph(paragraph.span, here, following, last, whole_opening);
            }
        }
        if let Some(top) = assembler.open.last_mut() {
            // Numbered sentences of a paragraph stand under it, if no heading says otherwise.
            top.leads |= !paragraph.inline.is_empty();
        }
        for heading in &paragraph.inline {
            assembler.heading(heading, 0);
        }
        if let Some(top) = assembler.open.last_mut() {
            top.leads = paragraph.span.of(body.text).ends_with('：');
            if paragraph.heading.is_none() || paragraph.heading.is_some_and(|heading| heading.run_in) {
                top.paragraphs += 1;
            }
        }
        if paragraph.heading.is_some_and(|heading| heading.run_in) {
            assembler.turn(here);
        }
    }
    if let Some(foot) = body.foot {
        assembler.push(foot, 1, None, None, SectionRole::Closing, false);
    }
    assembler.finish()
}

/// For every paragraph with a heading, the value of the next heading in the same style.
fn next_values(paragraphs: &[Paragraph]) -> Vec<u32> {
    let mut latest: Vec<(Style, u32)> = Vec::new();
    let mut values = vec![0; paragraphs.len()];
    for (index, paragraph) in paragraphs.iter().enumerate().rev() {
        let Some(heading) = paragraph.heading else { continue };
        match latest.iter_mut().find(|(style, _)| *style == heading.style) {
            Some((_, value)) => values[index] = std::mem::replace(value, heading.value),
            None => latest.push((heading.style, heading.value)),
        }
    }
    values
}

/// The role of a text that has no title to tell it.
fn default_role(body: &Body<'_>) -> SectionRole {
    let spoken = body.lines.iter().take(3).any(|line| {
        let line = line.of(body.text);
        is_salutation(line)
            || ["报告", "如下"].iter().any(|part| line.contains(part))
                && ["报告工作", "工作报告", "总结如下", "汇报如下", "报告如下"]
                    .iter()
                    .any(|word| line.contains(word))
    });
    let orders = body.lines.iter().take(6).any(|line| {
        let line = line.of(body.text);
        // 现将《办法》印发给你们, but not 现将典型事迹展示如下.
        let issued = line.contains("现将") && ["印发", "通知", "公布"].iter().any(|word| line.contains(word));
        issued
            || ["制定", "提出", "现印发", "通知如下"].iter().any(|part| line.contains(part))
                && ["制定本", "制定如下", "提出如下", "提出以下", "现印发", "通知如下", "特制定", "制定以下"]
                    .iter()
                    .any(|word| line.contains(word))
    });
    match (spoken, orders) {
        (true, _) => SectionRole::Review,
        (false, true) => SectionRole::Plan,
        (false, false) => SectionRole::Practice,
    }
}

struct Assembler<'b, 't> {
    body: &'b Body<'t>,
    sections: Vec<Section>,
    open: Vec<Open>,
    default: SectionRole,
}

impl Assembler<'_, '_> {
    /// Opens a section at a level; what is open at this level or below ends.
    fn push(
        &mut self,
        start: usize,
        level: usize,
        heading: Option<&Heading>,
        next: Option<u32>,
        role: SectionRole,
        cued: bool,
    ) {
        let sibling = self.open.get(level - 1).copied();
        self.close(level - 1, start);
        let style = heading.map(|heading| heading.style);
        // A series goes on as long as the parts have the same style and one paragraph each.
        let singles = sibling
            .filter(|sibling| {
                sibling.style == style && sibling.run_in && sibling.paragraphs == 1 && !sibling.parent
            })
            .map_or(0, |sibling| sibling.singles + 1);
        if let Some(parent) = self.open.last_mut() {
            parent.parent = true;
        }
        let title = heading.and_then(|heading| heading.title).map_or("", |title| title.of(self.body.text));
        self.open.push(Open {
            index: self.sections.len(),
            style,
            value: heading.map_or(0, |heading| heading.value),
            next: next.unwrap_or(0),
            cued,
            paragraphs: 0,
            singles,
            run_in: heading.is_some_and(|heading| heading.run_in),
            parent: false,
            glossary: is_glossary(title),
            leads: false,
        });
        self.sections.push(Section {
            level: u8::try_from(level).unwrap_or(u8::MAX),
            number: heading
                .and_then(|heading| heading.number)
                .map(|number| number.of(self.body.text).to_owned()),
            title: heading.and_then(|heading| heading.title),
            role,
            span: TextSpan::new(start, start),
            source: SourceSpan::new(0, 0),
        });
    }

    /// Ends what is open from a depth on.
    fn close(&mut self, depth: usize, at: usize) {
        for open in self.open.drain(depth.min(self.open.len())..) {
            let section = &mut self.sections[open.index];
            section.span = TextSpan::new(section.span.start(), at);
        }
    }

    fn finish(mut self) -> Vec<Section> {
        self.close(0, self.body.text.len());
        // A report of one long section has no opening: all of it is what it is.
        if let [only] = self.sections.as_mut_slice()
            && only.role == SectionRole::Opening
            && longer(only.span.of(self.body.text), WHOLE)
        {
            only.role = self.default;
        }
        self.sections
    }

    /// How many of the open sections stay open above a heading.
    fn depth(&self, heading: &Heading) -> usize {
        let style = heading.style;
        if style == Style::Top {
            return 0;
        }
        let mut depth = self.open.len();
        if style == Style::Plain {
            // A heading without number belongs under a number whose series goes on behind it.
            while depth > 0 {
                let top = &self.open[depth - 1];
                let numbered = top.style.is_some_and(|style| (Style::Han..Style::Dash).contains(&style));
                if numbered && top.next == top.value + 1 && !top.run_in {
                    return depth;
                }
                depth -= 1;
            }
            return self
                .open
                .iter()
                .position(|open| open.style.is_none_or(|open| open >= style))
                .unwrap_or(self.open.len());
        }
        if let Some(same) = self.open.iter().rposition(|open| open.style == Some(style)) {
            return same;
        }
        while depth > 0 {
            let top = &self.open[depth - 1];
            let stays = match top.style {
                None => {
                    top.leads && style > Style::Plain && self.sections[top.index].role != SectionRole::Opening
                }
                Some(open) if (style >= Style::Copula) && self.is_series(top) && style > open => false,
                Some(open) if open < style => true,
                // （一） under 1.: a new series goes below, if it is not one that stands above all others.
                Some(open) => {
                    heading.value == 1
                        && !top.run_in
                        && (Style::HanBracket..=Style::ArabicBracket).contains(&style)
                        && (Style::Arabic..=Style::Circled).contains(&open)
                }
            };
            if stays {
                break;
            }
            depth -= 1;
        }
        depth
    }

    fn is_series(&self, open: &Open) -> bool {
        open.run_in && open.paragraphs == 1 && open.singles + 1 >= SERIES
    }

    fn heading(&mut self, heading: &Heading, next: u32) {
        let above = matches!(heading.style, Style::Top | Style::Part | Style::Chapter | Style::Han);
        if !above && self.open.iter().any(|open| open.glossary) {
            return;
        }
        let depth = self.depth(heading);
        let title = heading.title.map_or("", |title| title.of(self.body.text));
        // A number whose heading is glued to its text: the first words tell.
        let words = if title.is_empty() && above {
            let behind = heading.number.map_or(heading.start, TextSpan::end);
            first_words(&self.body.text[behind..], GLUED)
        } else {
            title
        };
        let own = self.told(words);
        let parent = depth
            .checked_sub(1)
            .and_then(|parent| self.open.get(parent))
            .map(|parent| self.sections[parent.index].role);
        let (role, cued) = match (own, parent) {
            (Some((role, _)), None) => (role, true),
            (Some((role, 3..)), Some(parent)) if role != SectionRole::Opening => (role, role != parent),
            (_, Some(parent)) => (parent, false),
            (None, None) => (self.carried(), false),
        };
        self.push(heading.start, depth + 1, Some(heading), Some(next), role, cued);
    }

    /// The role that a heading tells by its words or by the year in it.
    fn told(&self, title: &str) -> Option<(SectionRole, u8)> {
        let own = roles::of_heading(title).filter(|_| !title.is_empty());
        let year = dates::find_year(title).zip(self.body.year);
        match (own, year) {
            (Some((_, 3..)), _) | (Some(_), None) => own,
            (_, Some((year, reported))) if year > reported => Some((SectionRole::Plan, 3)),
            (None, Some((year, reported))) if year == reported => Some((SectionRole::Review, 2)),
            _ => own,
        }
    }

    /// The role of a part of the first level whose heading does not tell it: plans go on, problems lead to plans, and so
    /// does the part of a speech that says that it looks back.
    fn carried(&self) -> SectionRole {
        let before = self.sections.iter().rev().find(|section| section.level == 1);
        let looks_back = |section: &Section| {
            let title = section.title.map_or("", |title| title.of(self.body.text));
            self.default == SectionRole::Review && title.ends_with("回顾")
        };
        match before.map(|section| section.role) {
            Some(SectionRole::Plan | SectionRole::Problems) => SectionRole::Plan,
            Some(SectionRole::Review) if before.is_some_and(looks_back) => SectionRole::Plan,
            Some(SectionRole::Closing) => SectionRole::Closing,
            _ => self.default,
        }
    }

    /// The depth to which an open topic ends when the text leaves it: down to a section that says what it is for.
    fn topic(&self) -> usize {
        self.open.iter().rposition(|open| open.cued).map_or(0, |index| index + 1)
    }

    fn paragraph(
        &mut self,
        span: TextSpan,
        problem: Option<TextSpan>,
        following: Option<Heading>,
        last: bool,
        whole_opening: bool,
    ) {
        let words = span.of(self.body.text);
        let Some(top) = self.open.last().copied() else {
            self.push(span.start(), 1, None, None, SectionRole::Opening, false);
            return;
        };
        let role = self.sections[top.index].role;
        let salutation = is_salutation(words);
        if top.style.is_none() && role == SectionRole::Opening {
            let said = self.body.text[self.sections[top.index].span.start()..span.start()].trim_end();
            if !whole_opening && longer(said, SUBSTANCE) && longer(words, SUBSTANCE) {
                let cues = roles::cues(words);
                let role = if cues.review >= 2 { SectionRole::Review } else { self.default };
                self.push(span.start(), 1, None, None, role, false);
            }
            return;
        }
        // The words of a paragraph are read only where they can tell something.
        let series = self.is_series(&top);
        let introduces = top.style.is_none()
            && words.ends_with('：')
            && following.is_some_and(|next| matches!(next.style, Style::Lead | Style::Dash));
        let cues =
            if series || introduces || salutation || last { roles::cues(words) } else { first_cues(words) };
        if last
            && cues.closing
            && (salutation || self.open.len() > 1 || longer(words, SUBSTANCE))
            && role != SectionRole::Closing
        {
            self.push(span.start(), 1, None, None, SectionRole::Closing, false);
            return;
        }
        let settled = matches!(role, SectionRole::Problems | SectionRole::Plan | SectionRole::Closing);
        let begins = cues.problems || problem.is_some_and(|problem| problem.start() <= span.start() + 120);
        if begins && !settled {
            let depth = self.topic();
            self.push(span.start(), depth + 1, None, None, SectionRole::Problems, false);
            return;
        }
        let will = || (cues.next || self.next_year(words)) && first_words(words, LEAD).contains('将');
        let plans = cues.plan || will();
        if plans && matches!(role, SectionRole::Problems | SectionRole::Review | SectionRole::Practice) {
            let depth = self.topic();
            self.push(span.start(), depth + 1, None, None, SectionRole::Plan, false);
            return;
        }
        let goes_on = following.is_some_and(|next| {
            Some(next.style) == top.style && next.value == top.value + 1 && next.value > 1
        });
        if (series && !goes_on) || introduces || cues.aside || salutation {
            let depth = if series || introduces { self.open.len() - 1 } else { self.topic() };
            let parent = depth.checked_sub(1).map(|parent| self.sections[self.open[parent].index].role);
            let inherited = parent.unwrap_or(if role == SectionRole::Opening { self.default } else { role });
            let told = if cues.review >= 2 && !matches!(inherited, SectionRole::Plan) {
                SectionRole::Review
            } else {
                inherited
            };
            // Text that goes on in the same way needs no section of its own.
            if top.style.is_none() && told == role && !introduces {
                return;
            }
            self.push(span.start(), depth + 1, None, None, told, false);
            return;
        }
        self.turn(problem);
    }

    /// Whether a paragraph begins with a year behind the reported one: 2021年，区妇联将….
    fn next_year(&self, words: &str) -> bool {
        let digits = first_words(words, 4);
        let year = digits.parse().ok().filter(|_| words[digits.len()..].starts_with('年'));
        year.zip(self.body.year).is_some_and(|(year, reported): (i16, _)| year > reported)
    }

    /// Inside a paragraph the text turns to what is still wrong.
    fn turn(&mut self, problem: Option<TextSpan>) {
        let (Some(problem), Some(top)) = (problem, self.open.last()) else { return };
        let role = self.sections[top.index].role;
        let inside = problem.start() > self.sections[top.index].span.start();
        if inside && matches!(role, SectionRole::Review | SectionRole::Practice) {
            self.push(problem.start(), self.open.len() + 1, None, None, SectionRole::Problems, false);
        }
    }
}

/// 名词解释, 附表: a section whose numbers count entries or rows.
fn is_glossary(title: &str) -> bool {
    title.starts_with("附表")
        || ["名词解释", "名词注释", "名词注解", "名词说明", "注释", "相关术语"]
            .iter()
            .any(|word| title.ends_with(word))
}

/// The cues that a paragraph gives by its first words.
fn first_cues(words: &str) -> Cues {
    roles::cues(first_words(words, 16))
}

/// As many characters of a paragraph as are asked for.
fn first_words(text: &str, count: usize) -> &str {
    let text = text.split('\n').next().unwrap_or_default();
    &text[..text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)]
}
